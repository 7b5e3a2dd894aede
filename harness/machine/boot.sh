#!/bin/sh
# Boots a machine and keeps it through reboots. Runs in a mount and a process namespace of its own (unshare): its disk, which is
# memory over the root and the seed, and all its processes go with it.
#
# usage: boot.sh NAME ROOT FOLDER [OPTION OF SYSTEMD-NSPAWN]...
# FOLDER has the folders seed, with the files that the machine has beside the root's, and disk, which is empty.
set -eu
name=$1 root=$2 seed=$3/seed disk=$3/disk
shift 3

# A control group of its own, below which systemd-nspawn makes one whose name is always the same.
for groups in /sys/fs/cgroup/systemd /sys/fs/cgroup; do
  [ -e "$groups/cgroup.procs" ] || continue
  mkdir "$groups/$name"
  echo $$ >"$groups/$name/cgroup.procs"
  break
done

# What systemd-nspawn keeps here is no concern of this machine's service manager.
mkdir -p /run/systemd/nspawn
mount -t tmpfs tmpfs /run/systemd/nspawn

mount -t tmpfs -o mode=755 tmpfs "$disk"
mkdir "$disk/changes" "$disk/work" "$disk/root"
mount -t overlay overlay -o "lowerdir=$seed:$root,upperdir=$disk/changes,workdir=$disk/work" "$disk/root"

while :; do
  status=0
  systemd-nspawn --quiet --register=no --keep-unit --link-journal=no --boot \
    --machine="$name" --directory="$disk/root" "$@" </dev/null || status=$?
  # 133: it wants to be booted again.
  [ "$status" -eq 133 ] || exit "$status"
done
