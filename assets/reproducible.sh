#!/usr/bin/env bash
# Makes what is handed out twice from the last commit and says of each file whether it
# is the same: reproducible.sh linux|windows…, which are targets of the Makefile. The
# second time it is made as another person would on a machine of the same system: in
# another folder, from modules unpacked anew, with nothing compiled before, with other
# rights, another time zone and another language. Takes half an hour; with CACHE=shared,
# less is compiled twice, and less is shown. Both are left in build/reproducible.
set -euo pipefail
cd "$(dirname "$0")/.."
project=$PWD work=$PWD/build/reproducible
modules=$(go env GOMODCACHE)/cache/download
chmod -R u+w "$work" 2>/dev/null || true
rm -rf "$work"
mkdir -p "$work"
say() { echo "[$(date +%H:%M:%S)] $*"; }

# What both are linked against is input, as the compilers are.
cloned() { # the second from the first: work may go on meanwhile
	git clone -q "$2" "$work/$1"
	mkdir -p "$work/$1/build"
	for root in build/sysroot-* "$work"/one/build/sysroot-*; do [ ! -e "$root/complete" ] || [ -e "$work/$1/build/${root##*/}" ] || cp -a "$root" "$work/$1/build/"; done
}
made() { # the programs too, before they are packed
	(cd "$work/$1" && shopt -s nullglob && find dist build/linux-*/nianbao build/windows-*/program -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

cloned one "$project"
say "one: $(git -C "$work/one" log -1 --format='%h %s')"
make -C "$work/one" "$@" >"$work/one.log" 2>&1 || { tail -20 "$work/one.log"; exit 1; }
say "in-another-folder"
(
	umask 077
	cloned in-another-folder "$work/one"
	export TZ=Asia/Shanghai LANG=zh_CN.UTF-8 LC_ALL=
	if [ "${CACHE:-}" != shared ]; then
		export GOPROXY="file://$modules,$(go env GOPROXY)" GOCACHE=$work/cache GOMODCACHE=$work/modules GOFLAGS="${GOFLAGS:-} -modcacherw"
	fi
	make -C "$work/in-another-folder" "$@"
) >"$work/in-another-folder.log" 2>&1 || { tail -20 "$work/in-another-folder.log"; exit 1; }

say "made with:"
go version
for tool in gcc aarch64-linux-gnu-gcc x86_64-w64-mingw32-gcc ld; do "$tool" --version 2>/dev/null | head -1; done
for package in nsis wixl zip imagemagick dpkg xz-utils; do dpkg-query -W -f '${Package} ${Version}\n' "$package" 2>/dev/null || true; done
made one >"$work/one.sums"
made in-another-folder >"$work/in-another-folder.sums"
[ -s "$work/one.sums" ] || { echo "nothing was made" >&2; exit 1; }
if ! diff "$work/one.sums" "$work/in-another-folder.sums"; then
	echo "not the same: the lines above" >&2
	exit 1
fi
cat "$work/one.sums"
say "all the same, byte for byte"
rm -rf "$work/cache" "$work/modules"
