system_users() {
  local user
  for user in "$@"; do
    if ! id -u "$user" >/dev/null 2>&1; then
      useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$user"
    fi
  done
}

# Puts what comes in where it belongs, whole or not at all, and never readable for others on the way.
place() { # path mode owner
  local new
  mkdir -p "$(dirname "$1")"
  new=$(mktemp "$1.XXXXXXXX")
  cat >"$new"
  chown "$3" "$new"
  chmod "$2" "$new"
  mv -f "$new" "$1"
}

write_file() { # path mode owner content-in-base64
  base64 -d <<<"$4" | place "$1" "$2" "$3"
}

# The value as it was stored, without the line end that a text output would add.
secret_value() { # ARN or name of a parameter
  local answer
  case $1 in
    arn:*:secretsmanager:*)
      answer=$(aws secretsmanager get-secret-value --secret-id "$1" --output json \
        --query '[SecretString,SecretBinary]')
      ;;
    *)
      answer=$(aws ssm get-parameter --name "$1" --with-decryption --output json --query '[Parameter.Value]')
      ;;
  esac && python3 -c '
import base64, json, sys
text, *binary = json.load(sys.stdin)
sys.stdout.buffer.write(base64.b64decode(binary[0]) if text is None else text.encode())
' <<<"$answer"
}

secret() { # path mode owner ARN
  local value
  # In base64, since a variable of the shell keeps neither line ends at the end nor bytes that are zero.
  value=$(retry secret_in_base64 "$4")
  write_file "$1" "$2" "$3" "$value"
}

secret_in_base64() {
  secret_value "$1" | base64 -w 0
}

# A folder with the code of a git repository at a revision.
source_from_git() { # URL revision folder owner [ARN of a token]
  if ! command -v git >/dev/null; then packages git; fi
  export GIT_TERMINAL_PROMPT=0
  if [[ -n ${5-} ]]; then send_token "$(retry secret_value "$5")"; fi
  git init -q "$3"
  retry git_checkout "$1" "$2" "$3"
  if [[ $2 =~ ^[0-9a-f]{40}$ && $(git -C "$3" rev-parse HEAD) != "$2" ]]; then return 1; fi
  chown -R "$4" "$3"
}

# In the environment, which only this user can read; arguments are there for all.
send_token() {
  local login
  login=$(printf 'x-access-token:%s' "$1" | base64 -w 0)
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraHeader GIT_CONFIG_VALUE_0="Authorization: Basic $login"
}

# The revision alone, or everything where the server gives no single commit.
git_checkout() { # URL revision folder
  if git -C "$3" fetch -q --depth 1 "$1" "$2"; then
    git -C "$3" checkout -q --force --detach FETCH_HEAD
  else
    git -C "$3" fetch -q --tags "$1" '+refs/heads/*:refs/heads/*' &&
      git -C "$3" checkout -q --force --detach "$2"
  fi && git -C "$3" submodule -q update --init --recursive
}

# A folder with what is in an archive of S3, or with the one object.
source_from_s3() { # bucket key SHA-256 folder owner
  local archive
  archive=$(mktemp)
  retry download "$1" "$2" "$3" "$archive"
  mkdir -p "$4"
  case $2 in
    *.tar | *.tar.* | *.tgz) tar -xf "$archive" --no-same-owner -C "$4" ;;
    *.zip) python3 -m zipfile -e "$archive" "$4" ;;
    *) cp "$archive" "$4/$(basename "$2")" ;;
  esac
  rm -f "$archive"
  chown -R "$5" "$4"
}

download() { # bucket key SHA-256 file
  aws s3 cp --only-show-errors "s3://$1/$2" "$4" && has_checksum "$4" "$3"
}

has_checksum() { # file SHA-256
  local got
  got=$(sha256sum "$1" | cut -d ' ' -f 1)
  if [[ $got == "$2" ]]; then return 0; fi
  log "the SHA-256 of the object is $got, not $2"
  return 1
}

# Commands of the user, one after the other, each in a shell of its own that ends at the first error.
run() { # folder command-in-base64…
  local folder=$1 number=0 command
  shift
  for command in "$@"; do
    number=$((number + 1))
    once run_command "$number" "$folder" "$command"
  done
}

run_command() { # number folder command-in-base64
  local script
  script=$(base64 -d <<<"$3")
  (cd "$2" && bash -euo pipefail -c "$script")
}

# Enabled and started last, when all that they need is there.
services() {
  once enable_services "$@"
  systemctl start "$@"
  systemctl is-active --quiet "$@"
}

enable_services() {
  systemctl daemon-reload
  systemctl enable "$@"
  # A package may have started one with the files of before.
  systemctl restart "$@"
}

# Asks again and again until a command succeeds, or the time is over.
wait_until() { # seconds command…
  local limit=$((SECONDS + $1))
  shift
  doing="ready"
  until "$@"; do
    if ((SECONDS >= limit)); then return 1; fi
    sleep 2
  done
}

ready_url() { # URL seconds
  log "waits until $1 answers"
  wait_until "$2" curl -sSf -o /dev/null --max-time 5 "$1"
}

ready_command() { # folder command-in-base64 seconds
  local script
  script=$(base64 -d <<<"$2")
  log "waits until the command for readiness succeeds"
  wait_until "$3" probe "$1" "$script"
}

probe() { # folder script
  (cd "$1" && timeout 30 bash -euo pipefail -c "$2")
}
