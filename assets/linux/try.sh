#!/usr/bin/env bash
# Tries the package of this machine on fresh systems: try.sh FOLDER [SUITE…]. In each it
# is installed with nothing but what it asks for, a report is read in, its PDF made, the
# window opened, a figure typed, and the package removed; the data must be left. Wants
# root, and an X display of its own, which it starts.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- bullseye bookworm trixie
package=$(ls "$folder"/nianbao_*_"$(dpkg --print-architecture)".deb)
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -1)
exec 3> >(cat)
work=$(mktemp -d)
Xvfb -displayfd 4 -screen 0 1366x768x24 -nolisten tcp 4>"$work/display" >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; umount "$work"/*/tmp/.X11-unix "$work"/*/proc 2>/dev/null || true; rm -rf "$work"' EXIT
sleep 3
display=:$(cat "$work/display")
tried=""
for suite in "$@"; do
	root=$work/$suite
	debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$work/log" 2>&1 || { echo "$suite: cannot be had"; continue; }
	cp "$package" "$root/nianbao.deb"
	mkdir -p "$root/home/officer"
	mount -t proc proc "$root/proc" # as every running system has it
	cp assets/example.json "$root/example.json"
	inside() { chroot "$root" env HOME=/home/officer DISPLAY="$display" LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
	inside apt-get install -qq -y --no-install-recommends /nianbao.deb >"$work/log" 2>&1 || { tail "$work/log"; echo "$suite: not installed"; exit 1; }
	inside nianbao import /example.json >/dev/null
	inside nianbao export 1 --out /tmp/report.pdf >/dev/null
	[ "$(head -c 5 "$root/tmp/report.pdf")" = "%PDF-" ]
	inside nianbao doctor >"$work/doctor" || true
	grep -E "显示|安装" "$work/doctor" || true
	mkdir -p "$root/tmp/.X11-unix"
	mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
	inside nianbao --report 1 >"$work/said" 2>&1 &
	window=""
	for _ in $(seq 120); do
		window=$(DISPLAY=$display xdotool search --onlyvisible --class '^nianbao$' 2>/dev/null | head -1) && [ -n "$window" ] && break
		sleep 0.5
	done
	[ -n "$window" ] || { cat "$work/said"; echo "$suite: no window of the class nianbao"; exit 1; }
	sleep 4
	DISPLAY=$display xdotool windowfocus "$window" key ctrl+2 sleep 1 key 7 7 Return sleep 2
	DISPLAY=$display import -window root "$folder/../build/try-$suite.png" 2>/dev/null || true
	inside nianbao show 1 >"$work/after"
	grep -q 77 "$work/after" || { echo "$suite: what was typed is not stored"; exit 1; }
	DISPLAY=$display xdotool key ctrl+q
	wait $! || true
	umount "$root/tmp/.X11-unix" "$root/proc"
	inside apt-get purge -qq -y nianbao >/dev/null 2>&1
	[ -e "$root/home/officer/.local/share/nianbao/nianbao.db" ] && [ ! -e "$root/usr/bin/nianbao" ] || { echo "$suite: not removed as it should"; exit 1; }
	[ ! -e "$root/home/officer/.config/fyne" ] || { echo "$suite: the toolkit's folder is left"; exit 1; }
	tried="$tried $suite"
	echo "$suite ($(inside ldd --version | head -1 | grep -o '[0-9.]*$')): installed, PDF made, window opened, figure stored, removed with the data left"
done
[ -n "$tried" ] || { echo "no fresh system could be had: nothing was tried"; exit 1; }
# The other machine's package, for which there is only an emulator: on the command line,
# with the libraries that it was linked against.
other=$(ls "$folder"/nianbao_*_arm64.deb 2>/dev/null || true)
if [ -n "$other" ] && [ "$(dpkg --print-architecture)" = amd64 ]; then
	dpkg-deb -x "$other" "$work/other"
	emulated() { QEMU_LD_PREFIX=$PWD/build/sysroot-arm64 HOME=$work/other qemu-aarch64-static "$work/other/usr/bin/nianbao" "$@"; }
	emulated import assets/example.json >/dev/null
	emulated export 1 --out "$work/other/report.pdf" >/dev/null
	[ "$(head -c 5 "$work/other/report.pdf")" = "%PDF-" ]
	echo "arm64, emulated: a report read in and printed"
fi
# Only who releases it says where its maker is reached (CONTACT).
for package in "$folder"/nianbao_*.deb; do
	lintian --allow-root --fail-on error,warning --suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog "$package" || { echo "$package: not as Debian's checker wants it"; exit 1; }
done
