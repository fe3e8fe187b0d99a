#!/usr/bin/env bash
# Unpacks what a program is linked against, of an old system, into a folder, so that
# what is made here starts on systems as old: sysroot.sh amd64|arm64|loong64 FOLDER
# [PACKAGE…], of which the packages are others than those. The suite is Debian 11, whose
# C library is 2.31; what the program asks of it is held below that by
# ./assets/linux/depends. Debian has loong64 since 14 alone.
set -euo pipefail
arch=$1 root=$(realpath -m "$2")
shift 2
case $arch in
loong64) suite=${SUITE:-forky} ;;
*) suite=${SUITE:-bullseye} ;;
esac
[ ! -e "$root/complete" ] || exit 0
rm -rf "$root"
mkdir -p "$root/apt/lists/partial" "$root/apt/cache/archives/partial" "$root/apt/etc"
# From where this machine has its own packages.
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$root/apt/etc/sources.list"
: >"$root/apt/status"
apt=(apt-get -qq -o "Dir::State=$root/apt" -o "Dir::State::Lists=$root/apt/lists" -o "Dir::State::status=$root/apt/status"
	-o "Dir::Cache=$root/apt/cache" -o "Dir::Etc::SourceList=$root/apt/etc/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::Etc::Parts=/dev/null
	-o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o APT::Sandbox::User=root -o "DPkg::Options::=--force-architecture")
"${apt[@]}" update
if [ $# = 0 ]; then
	set -- libc6-dev libgl-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libegl-dev libxkbcommon-dev
	# The compilers of this machine for the others bring what is the compiler's own.
	[ "$arch" != loong64 ] || set -- "$@" "$(apt-cache "${apt[@]:2}" pkgnames libgcc- | grep -E '^libgcc-[0-9]+-dev$' | sort -V | tail -1)"
fi
"${apt[@]}" install --download-only --no-install-recommends -y "$@" >/dev/null
for package in "$root"/apt/cache/archives/*.deb; do dpkg-deb -x "$package" "$root"; done
rm -rf "$root/apt"
for folder in lib lib64; do [ -e "$root/$folder" ] || ln -s "usr/$folder" "$root/$folder"; done
# A link to /lib/… would lead to this machine's own.
find "$root" -type l -lname '/*' -print0 | while IFS= read -r -d '' link; do ln -snf "$(realpath -m --relative-to="$(dirname "$link")" "$root$(readlink "$link")")" "$link"; done
touch "$root/complete"
