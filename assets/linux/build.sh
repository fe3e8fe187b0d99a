#!/usr/bin/env bash
# Makes the program for Linux against an old system, so that it starts on systems as
# old: build.sh amd64|arm64|loong64 PROGRAM. Two builds of one commit give the same bytes.
# VERSION and TAGS come from the Makefile.
set -euo pipefail
cd "$(dirname "$0")/../.."
. assets/same.sh
arch=$1 program=$2
case $arch in
amd64) triple=x86_64-linux-gnu cc="$triple-gcc" ;;
arm64) triple=aarch64-linux-gnu cc="$triple-gcc" ;;
# Debian 12 has no gcc for it. Clang is told of a linker also where it only compiles.
loong64) triple=loongarch64-linux-gnu cc="clang-19 --target=$triple -fuse-ld=lld -Qunused-arguments" ;;
*) echo "no such machine: $arch" >&2 && exit 2 ;;
esac
root=$PWD/build/sysroot-$arch
assets/linux/sysroot.sh "$arch" "$root"
# Drawn on X alone: the toolkit wants a library of Wayland that is newer than those
# systems have, and calls what is not in it. Libraries that it loads by itself are not
# asked for (--as-needed).
export GOOS=linux GOARCH=$arch CGO_ENABLED=1 CC="$cc --sysroot=$root" PKG_CONFIG=pkg-config \
	PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_LIBDIR=$root/usr/lib/$triple/pkgconfig:$root/usr/share/pkgconfig \
	CGO_CFLAGS="$same_c -fstack-protector-strong" CGO_LDFLAGS="-O2 -Wl,--as-needed"
go build -buildmode=pie -tags "$TAGS x11" "${same[@]}" -ldflags "$same_link -extldflags '-Wl,-z,relro,-z,now,--build-id=sha1'" -o "$program" .
