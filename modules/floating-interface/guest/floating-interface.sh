#!/bin/bash
# Keeps systemd-networkd's configuration for the floating interface with this address: replies leave by it, whatever
# the default route is. networkd does the rest, at every arrival and departure.
set -uo pipefail
readonly address=$1
readonly endpoint=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}
readonly macs=network/interfaces/macs
# First of all files by its name, whatever folder another one is in.
readonly file=/etc/systemd/network/05-floating-interface-$address.network

log() {
  printf 'floating-interface: %s\n' "$*" >&2
}

metadata() {
  curl -fsS --noproxy '*' --max-time 2 -H "X-aws-ec2-metadata-token: $token" "$endpoint/latest/meta-data/$1" 2>/dev/null
}

# Its MAC address stays the same wherever it is attached; its name does not. That is why nothing here is ever stale.
find_mac() {
  token=$(curl -fsS --noproxy '*' --max-time 2 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$endpoint/latest/api/token" 2>/dev/null) || return 1
  for mac in $(metadata "$macs/"); do
    mac=${mac%/}
    if addresses=$(metadata "$macs/$mac/local-ipv4s") && grep -Fqx "$address" <<<"$addresses"; then return 0; fi
  done
  return 1
}

# The router of a subnet has the first address after the network's own.
# https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
router_of() {
  local a b c d
  IFS=./ read -r a b c d _ <<<"$1"
  printf '%s.%s.%s.%s\n' "$a" "$b" "$c" "$((d + 1))"
}

# A table for each floating interface: networkd's own way to number them would need their names.
table() {
  local c d
  IFS=. read -r _ _ c d <<<"$address"
  printf '%s\n' "$((10000 + c * 256 + d))"
}

# As large as on the interface of the default route; a static configuration learns nothing from DHCP.
largest_packet() {
  local device
  device=$(ip -4 -o route show default | sed -n '1s/.* dev \([^ ]*\).*/\1/p')
  ip -o link show dev "$device" | sed -n 's/.* mtu \([0-9]*\).*/\1/p'
}

# No route of the main table leads over it: what does not come from its addresses never leaves by it, also where the
# first interface is in the same subnet.
configuration() {
  local range=$1 one
  printf '[Match]\nMACAddress=%s\n\n[Link]\nRequiredForOnline=no\nMTUBytes=%s\n\n' "$mac" "$(largest_packet)"
  printf '[Network]\nDHCP=no\nIPv6AcceptRA=no\nLinkLocalAddressing=no\n'
  for one in $addresses; do
    printf '\n[Address]\nAddress=%s/%s\nAddPrefixRoute=no\n' "$one" "${range#*/}"
    printf '\n[RoutingPolicyRule]\nFrom=%s\nTable=%s\nPriority=5000\n' "$one" "$(table)"
  done
  printf '\n[Route]\nDestination=%s\nScope=link\nTable=%s\n' "$range" "$(table)"
  printf '\n[Route]\nGateway=%s\nGatewayOnLink=yes\nTable=%s\n' "$(router_of "$range")" "$(table)"
}

# Fails while the interface is not here.
keep() {
  local range wanted
  find_mac && range=$(metadata "$macs/$mac/subnet-ipv4-cidr-block") && wanted=$(configuration "$range") || return 1
  if [[ -e $file && $wanted == "$(<"$file")" ]]; then return 0; fi
  mkdir -p "${file%/*}"
  printf '%s\n' "$wanted" >"$file.new"
  chmod 0644 "$file.new"
  mv "$file.new" "$file"
  networkctl reload
  log "$address is on $mac"
}

# The instance's metadata know of an interface a moment later than its kernel, at times.
settle() {
  local try
  for try in {1..30}; do
    if keep; then return 0; fi
    sleep 1
  done
  log "$address is not here, at $try tries"
}

exec {links}< <(exec ip -o monitor link)
settle
# Ends with `ip`; systemd starts it again.
while read -r event <&"$links"; do
  if [[ $event == Deleted* ]]; then continue; fi
  # What has come meanwhile is the same news.
  while read -r -t 0.1 _ <&"$links"; do :; done
  settle
done
exit 1
