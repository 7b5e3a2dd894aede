#!/bin/sh
# Makes the root file system of a machine: a minimal system of this distribution and release, with cloud-init. It has the mounts
# that it makes to itself (unshare --mount), so that nothing stays behind when it is killed.
#
# usage: machine-root.sh FOLDER RELEASE MIRROR COMPONENTS PACKAGES SOURCES_LIST APT_SETTINGS
set -eu
target=$1 release=$2 mirror=$3 components=$4 packages=$5 sources=$6 settings=$7

# In memory first: dpkg makes sure of each file that it is on the disk.
memory=$target.memory root=$target.memory/root
mkdir "$memory"
mount -t tmpfs -o mode=755 tmpfs "$memory"

debootstrap --variant=minbase --components="$components" --include="$packages" "$release" "$root" "$mirror"
printf '%s\n' "$sources" >"$root/etc/apt/sources.list"
printf '%s\n' "$settings" >"$root/etc/apt/apt.conf.d/50host"

# Not by debootstrap, which knows neither security updates nor alternatives in dependencies.
mount -t proc proc "$root/proc"
export DEBIAN_FRONTEND=noninteractive
chroot "$root" apt-get --quiet update
chroot "$root" apt-get --quiet --yes --no-install-recommends install cloud-init
umount "$root/proc"

# Like an image: no lists of packages, which a bootstrap has to fetch, and an identity only from the first boot on.
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb
rm -f "$root"/etc/hostname "$root"/etc/resolv.conf
: >"$root/etc/machine-id"

cp -a "$root" "$target"
umount "$memory"
rmdir "$memory"
