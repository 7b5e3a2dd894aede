#!/bin/bash
# Sets this instance up at its first boot, and lets its Auto Scaling group know how that went.
set -Eeuo pipefail
trap 'broken "$?" "$LINENO" "$BASH_COMMAND"' ERR
shopt -s inherit_errexit

# Every `return` names its status: in what a trap calls, bash takes a bare one for the status from before the trap.

# To the journal and the console, as the unit says.
log() {
  printf 'bootstrap: %s\n' "$*" >&2
}

# systemd says where; by hand it is the same place.
readonly STATE_DIRECTORY=${STATE_DIRECTORY:-/var/lib/bootstrap}

# The step that is being done, for the log.
doing=''

broken() {
  log "failed with status $1 at line $2${doing:+, in the step $doing}: $3"
}

# Does a step, unless an earlier boot of this instance has: a reboot in between goes on where it was.
once() {
  local mark
  mark="$STATE_DIRECTORY/$1.$(sha256sum <<<"$*" | cut -c 1-16)"
  if [[ -e $mark ]]; then return 0; fi
  doing="$1 ${2-}"
  log "$doing"
  "$@"
  touch "$mark"
  doing=''
}

# Tries a command eight times, with pauses that double, two minutes in all. Inside of the command `set -e` is off,
# as everywhere behind an `if`: it must be one command, or a chain with `&&`.
retry() {
  local tries pause=1
  for tries in 1 2 3 4 5 6 7; do
    if "$@"; then return 0; fi
    log "try $tries of 8 failed, the next one in $pause s: $1 ${2-}"
    # Not all instances of a fleet at the same moment.
    sleep "$pause.$((RANDOM % 1000))"
    pause=$((pause * 2))
  done
  "$@"
}
