readonly metadata_url=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}

# An entry of the instance's metadata; "none" where there is no such entry.
metadata() {
  local token answer
  token=$(curl -sSf --max-time 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' \
    "${metadata_url%/}/latest/api/token") || return 1
  answer=$(curl -sS --max-time 5 -w '\n%{http_code}' -H "X-aws-ec2-metadata-token: $token" \
    "${metadata_url%/}/latest/meta-data/$1") || return 1
  case ${answer##*$'\n'} in
    200) printf '%s' "${answer%$'\n'*}" ;;
    404) printf 'none' ;;
    *) return 1 ;;
  esac
}

# Who and where this instance is. The name of the group comes from its tag: the template cannot know the group
# that is made from it.
find_itself() {
  AWS_REGION=$(retry metadata placement/region)
  AWS_DEFAULT_REGION=$AWS_REGION
  export AWS_REGION AWS_DEFAULT_REGION
  instance=$(retry metadata instance-id)
  group=$(retry metadata tags/instance/aws:autoscaling:groupName)
}

# Where the group wants this instance: InService, Warmed:Stopped, …; "none" for an instance without a group.
target_state() {
  local state
  if [[ $group == none ]]; then
    printf 'none'
  else
    state=$(metadata autoscaling/target-lifecycle-state) && [[ $state != none ]] && printf '%s' "$state"
  fi
}

# Lets the group know: CONTINUE, or ABANDON, and the instance has to go.
answer() {
  if [[ ${group:-none} == none ]]; then return 0; fi
  log "$1, to the group $group"
  retry complete_action "$1"
}

complete_action() {
  local said
  if said=$(aws autoscaling complete-lifecycle-action --auto-scaling-group-name "$group" \
    --lifecycle-hook-name "$hook" --instance-id "$instance" --lifecycle-action-result "$1" 2>&1); then
    return 0
  fi
  log "$said"
  # Then nobody waits for an answer: the hook is gone, or has timed out.
  [[ $said == *'No active Lifecycle Action'* ]]
}

# What the journal has of this boot, to CloudWatch Logs.
send_log() {
  local events stream
  if [[ -z $log_group ]] || ! command -v aws >/dev/null; then return 0; fi
  events=$(mktemp)
  stream="$instance/$(date -u +%Y%m%dT%H%M%SZ)"
  journalctl --unit=bootstrap.service --boot --output=json --no-pager | log_events >"$events"
  aws logs create-log-stream --log-group-name "$log_group" --log-stream-name "$stream" &&
    aws logs put-log-events --log-group-name "$log_group" --log-stream-name "$stream" \
      --log-events "file://$events" >/dev/null
  rm -f "$events"
}

# The last events of the journal's, of which PutLogEvents takes 10,000 and 1 MiB at once.
log_events() {
  python3 -c '
import json, sys
events, size = [], 0
for entry in reversed([json.loads(line) for line in sys.stdin]):
    message = entry["MESSAGE"]
    text = message if isinstance(message, str) else bytes(message or []).decode(errors="replace")
    size += len(text.encode()) + 26
    if size > 1000000 or len(events) == 10000: break
    if text: events.append({"timestamp": int(entry["__REALTIME_TIMESTAMP"]) // 1000, "message": text})
json.dump(sorted(events, key=lambda event: event["timestamp"]), sys.stdout)
'
}
