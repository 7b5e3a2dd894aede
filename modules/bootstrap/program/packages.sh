apt_get() {
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a apt-get -q -y \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

# apt would start what it installs, before its files and secrets are there. Here systemctl, which it asks to do so,
# only writes down what is enabled.
apt_install() {
  apt_get update && SYSTEMD_OFFLINE=1 apt_get install "$@"
}

packages() {
  if command -v dnf >/dev/null; then
    retry dnf install -y "$@"
  else
    retry apt_install "$@"
  fi
}

apt_security_updates() {
  apt_get update && apt_get install unattended-upgrades && unattended-upgrade
}

apt_updates() {
  apt_get update && apt_get upgrade
}

# Amazon Linux 2023 stays with the release that its image was made of, unless another one is named.
updates() {
  case $1-$(command -v dnf >/dev/null && echo dnf || echo apt) in
    security-dnf) retry dnf upgrade -y --releasever=latest --security ;;
    all-dnf) retry dnf upgrade -y --releasever=latest ;;
    security-apt) retry apt_security_updates ;;
    all-apt) retry apt_updates ;;
  esac
}

# Amazon Linux has the AWS CLI on board; Ubuntu has a package of it, or since 24.04 a snap.
command_line_tool() {
  if command -v aws >/dev/null; then return 0; fi
  once install_command_line_tool
}

install_command_line_tool() {
  retry apt_get update
  if apt-cache show awscli >/dev/null 2>&1; then
    retry apt_install awscli
  else
    retry snap install aws-cli --classic
  fi
}
