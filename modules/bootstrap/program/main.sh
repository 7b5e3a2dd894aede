# Where a plan is too long for user data, this is it, by its checksum.
load_plan() {
  if ((${#plan_object[@]} == 0)); then return 0; fi
  once fetch_plan "${plan_object[@]}"
  # shellcheck source=/dev/null
  source "$STATE_DIRECTORY/plan"
}

fetch_plan() { # bucket key SHA-256
  retry download "$1" "$2" "$3" "$STATE_DIRECTORY/plan"
}

# Works parts of the plan off.
work() {
  local part
  command_line_tool
  load_plan
  for part in "$@"; do "$part"; done
}

# The same in a process of its own, so that whatever ends it, time too, somebody is left to answer.
supervised() {
  local status=0
  timeout --kill-after=10 "$timeout_seconds" bash "$0" "$@" || status=$?
  if ((status == 124 || status == 137)); then log "took longer than $timeout_seconds s"; fi
  # That process has said already what went wrong.
  if ((status != 0)); then trap - ERR; fi
  return "$status"
}

arrive() { # target state
  case $1 in
    # Everything is prepared, nothing runs: there is no telling for how long this instance will wait.
    Warmed:*) supervised prepare ;;
    InService | none) supervised prepare serve ;;
    *) return 0 ;; # on its way out
  esac
  answer CONTINUE
}

# An instance of a warm pool arrives twice: in the pool, and in service. When it waits running or asleep there is no
# boot in between, so it goes on looking.
follow_lifecycle() {
  local arrived='' target
  while true; do
    target=$(retry target_state)
    if [[ $target != "$arrived" ]]; then arrive "$target"; fi
    arrived=$target
    if [[ $warm_pool == no ]]; then break; fi
    sleep 5
  done
}

# What is left to do however this ends: exactly one answer for a failure, and the log.
conclude() { # status
  trap - ERR EXIT
  set +e
  if (($1 != 0)); then answer ABANDON; fi
  send_log
  exit "$1"
}

main() {
  if (($# > 0)); then
    work "$@"
  elif [[ $warm_pool == yes || ! -e $STATE_DIRECTORY/arrived ]]; then
    trap 'conclude "$?"' EXIT
    # A shutdown is no failure: the next boot goes on.
    trap 'trap - EXIT; exit 0' TERM
    find_itself
    follow_lifecycle
    touch "$STATE_DIRECTORY/arrived"
  fi
}

main "$@"
