#!/usr/bin/env bash
# Tries the packages: try.sh FOLDER [SUITE…]. That of this machine on fresh systems: in
# each it is installed with nothing but what it asks for, a report is read in, its PDF
# made, the window opened, a figure typed, and the package removed; the data must be left.
# Those of the other machines in an emulator, with the libraries that they were linked
# against: the same without installing. Wants root; X is a display of its own. MIRROR is
# where the suites are, when they are of another distribution.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- bullseye bookworm trixie
here=$(dpkg --print-architecture)
package=$(ls "$folder"/nianbao_*_"$here".deb)
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -1)}
exec 3> >(cat)
work=$(mktemp -d)
Xvfb -displayfd 4 -screen 0 1366x768x24 -nolisten tcp 4>"$work/display" >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; umount "$work"/*/tmp/.X11-unix "$work"/*/proc 2>/dev/null || true; rm -rf "$work"' EXIT
sleep 3
DISPLAY=:$(cat "$work/display")
export DISPLAY
fails() { echo "$name: $1" >&2; exit 1; }

# works NAME FOLDER SEEN COMMAND…: with it a report is read in and printed, its window
# opened and a figure typed. The command sees the folder as SEEN.
works() {
	local name=$1 at=$2 seen=$3 window="" stored="" figure=4321
	shift 3
	cp assets/example.json "$at/example.json"
	"$@" import "$seen/example.json" >/dev/null
	"$@" export 1 --out "$seen/report.pdf" >/dev/null
	[ "$(head -c 5 "$at/report.pdf")" = "%PDF-" ] || fails "no PDF"
	"$@" doctor >"$work/doctor" || true
	grep -E "显示|安装" "$work/doctor" || true
	"$@" show 1 >"$work/before"
	! grep -q $figure "$work/before" || fails "the figure is in it before"
	"$@" --report 1 >"$work/said" 2>&1 &
	for _ in $(seq 240); do
		window=$(xdotool search --onlyvisible --class '^nianbao$' 2>/dev/null | head -1) && [ -n "$window" ] && break
		sleep 0.5
	done
	[ -n "$window" ] || { cat "$work/said"; fails "no window of the class nianbao"; }
	for _ in $(seq 20); do # the first keys may come before the window is drawn
		sleep 4
		xdotool windowfocus "$window" key ctrl+2 sleep 2 type --delay 200 $figure
		xdotool key Return
		sleep 2
		"$@" show 1 >"$work/after"
		! grep -q $figure "$work/after" || { stored=yes && break; }
	done
	import -window root "build/try-$name.png" 2>/dev/null || true
	[ -n "$stored" ] || fails "what was typed is not stored"
	xdotool key ctrl+q
	wait $! || true
}

tried=""
for suite in "$@"; do
	name=$suite root=$work/$suite
	debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$work/log" 2>&1 || { echo "$suite: cannot be had"; continue; }
	cp "$package" "$root/nianbao.deb"
	mkdir -p "$root/home/officer" "$root/tmp/.X11-unix"
	mount -t proc proc "$root/proc" # as every running system has it
	inside() { chroot "$root" env HOME=/home/officer LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
	inside apt-get install -qq -y --no-install-recommends /nianbao.deb >"$work/log" 2>&1 || { tail "$work/log"; fails "not installed"; }
	mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
	works "$suite" "$root/home/officer" /home/officer inside nianbao
	umount "$root/tmp/.X11-unix" "$root/proc"
	inside apt-get purge -qq -y nianbao >/dev/null 2>&1
	[ -e "$root/home/officer/.local/share/nianbao/nianbao.db" ] && [ ! -e "$root/usr/bin/nianbao" ] || fails "not removed as it should"
	[ ! -e "$root/home/officer/.config/fyne" ] || fails "the toolkit's folder is left"
	tried="$tried $suite"
	echo "$suite ($(inside ldd --version | head -1 | grep -o '[0-9.]*$')): installed, PDF made, window opened, figure stored, removed with the data left"
done
[ -n "$tried" ] || { echo "no fresh system could be had: nothing was tried"; exit 1; }

# The emulator of Debian 12 knows too little of loong64.
SUITE=trixie assets/linux/sysroot.sh "$here" "$PWD/build/emulators" qemu-user
for machine in arm64:aarch64 loong64:loongarch64; do
	name=${machine%:*}
	other=$(ls "$folder"/nianbao_*_"$name".deb 2>/dev/null || true)
	[ -n "$other" ] && [ "$here" != "$name" ] || continue
	dpkg-deb -x "$other" "$work/$name"
	emulated() { QEMU_LD_PREFIX=$PWD/build/sysroot-$name HOME=$work/$name "build/emulators/usr/bin/qemu-${machine#*:}" "$work/$name/usr/bin/nianbao" "$@"; }
	works "$name" "$work/$name" "$work/$name" emulated
	echo "$name, emulated: PDF made, window opened, figure stored"
done
# Only who releases it says where its maker is reached (CONTACT). That of Debian 12 knows
# no loong64.
for package in "$folder"/nianbao_*.deb; do
	pass=bogus-mail-host,bogus-mail-host-in-debian-changelog
	case $package in *_loong64.deb) pass=$pass,unknown-architecture,binary-from-other-architecture ;; esac
	lintian --allow-root --fail-on error,warning --suppress-tags "$pass" "$package" || { echo "$package: not as Debian's checker wants it"; exit 1; }
done
