#!/usr/bin/env bash
# Makes the Debian package in dist/ (or $OUT) for one machine: make.sh amd64|arm64|loong64.
# VERSION, COMMIT, PUBLISHER, CONTACT, SOURCE_DATE_EPOCH and TAGS come from the Makefile.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
. assets/same.sh
arch=$1 out=$(realpath -m "${OUT:-dist}")
publisher=${PUBLISHER:-年报通} contact=${CONTACT:-}
[ -n "$contact" ] || echo "no CONTACT=address: the package says that nobody is reached" >&2
work=$PWD/build/linux-$arch
root=$work/root
rm -rf "$root"
mkdir -p "$out" "$root/DEBIAN" "$root/usr/bin"
say() { echo "[$(date +%H:%M:%S)] $*"; }

say "nianbao for $arch"
assets/linux/build.sh "$arch" "$work/nianbao"
depends=$(env -u GOOS -u GOARCH go run ./assets/linux/depends "$work/nianbao")
install -m 755 "$work/nianbao" "$root/usr/bin/nianbao"

put() { install -D -m 644 "$1" "$root/$2"; }
put assets/linux/nianbao.desktop usr/share/applications/nianbao.desktop
put assets/linux/nianbao.xml usr/share/mime/packages/nianbao.xml
for size in 16 24 32 48 64 128 256; do
	icon=$work/$size.png
	convert assets/icon.png -resize ${size}x$size -strip -define png:exclude-chunks=date,time "$icon"
	put "$icon" usr/share/icons/hicolor/${size}x$size/apps/nianbao.png
done
doc=usr/share/doc/nianbao
put assets/licences/licences.txt $doc/licences.txt
for font in assets/fonts/OFL-*.txt; do put "$font" $doc/"$(basename "$font")"; done
VERSION=$VERSION go run ./assets/licences -sbom "$work/nianbao.spdx.json"
put "$work/nianbao.spdx.json" $doc/nianbao.spdx.json
# In a copyright file an empty line is a dot.
sed 's/^/ /; s/^ *$/ ./' LICENSE >"$work/licence"
sed -e "s|@PUBLISHER@|$publisher|" -e "s|@YEAR@|$(date -d "@$SOURCE_DATE_EPOCH" +%Y)|" -e "/@LICENCE@/{r $work/licence" -e "d}" assets/linux/copyright >"$work/copyright"
put "$work/copyright" $doc/copyright
maintainer="$publisher <${contact:-nobody@localhost}>"
printf 'nianbao (%s) stable; urgency=medium\n\n  * See the manual of the program.\n\n -- %s  %s\n' "$VERSION" "$maintainer" "$(date -R -d "@$SOURCE_DATE_EPOCH")" >"$work/changelog"
put "$work/changelog" $doc/changelog
gzip -9n "$root/$doc/changelog"
sed "s/@VERSION@/$VERSION/" assets/linux/nianbao.1 >"$work/nianbao.1"
put "$work/nianbao.1" usr/share/man/man1/nianbao.1
gzip -9n "$root/usr/share/man/man1/nianbao.1"
put assets/linux/overrides usr/share/lintian/overrides/nianbao

# In KiB, as Debian counts: what a folder takes differs between file systems.
installed_size() { find "$root/usr" -printf '%y %s\n' | awk '{ n += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print n }'; }
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
cat >"$root/DEBIAN/control" <<CONTROL
Package: nianbao
Version: $VERSION
Section: editors
Priority: optional
Architecture: $arch
Maintainer: $maintainer
Installed-Size: $(installed_size)
Depends: $depends
Recommends: xdg-utils, zenity
Description: annual reports on government information disclosure (年报通)
 Chinese offices fill in, check, sign and print their statutory annual
 report on government information disclosure with it. The interface is
 Chinese, and nothing goes over the network.
 .
 编制、核对、审签、打印政府信息公开工作年度报告。
CONTROL
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package=$out/nianbao_${VERSION}_$arch.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
most=$((50 << 20))
size=$(stat -c %s "$package")
say "$package: $((size >> 20)) MB"
[ "$size" -le "$most" ] || { echo "more than 50 MB" >&2; exit 1; }
