#!/usr/bin/env bash
# Makes the Windows program in dist/ (or $OUT): nianbao.exe and the console's
# nianbao.com, a portable zip, the installer, the MSI, and SHA256SUMS. VERSION, COMMIT,
# PUBLISHER, SOURCE_DATE_EPOCH and TAGS come from the Makefile. With CERT, every file is
# signed; see sign.sh. With QUICK, what is made to be tried is larger and sooner there.
# Nothing is written into the source.
set -euo pipefail
cd "$(dirname "$0")/../.."

out=$(realpath -m "${OUT:-dist}")
publisher=${PUBLISHER:-年报通}
. assets/same.sh
for file in CERT CERT_PASS CERT_CA; do # makensis signs from a folder of its own
	[ -z "${!file:-}" ] || export "$file=$(realpath "${!file}")"
done
work=$PWD/build/windows-$VERSION
program=$work/program tree=$work/tree
say() { echo "[$(date +%H:%M:%S)] $*"; }
rm -rf "$work"
mkdir -p "$out" "$program/licences" "$tree"
git ls-files -z | xargs -0 cp -p --parents -t "$tree"

# What Windows shows of the programs. The toolchain links every .syso it finds.
convert assets/icon.png -strip -define png:exclude-chunks=all -define icon:auto-resize=256,64,48,32,24,16 "$work/icon.ico"
convert -size 164x314 gradient:'#1f4e8c'-'#173a68' \( assets/icon.png -resize 96x96 \) \
	-gravity north -geometry +0+60 -composite "BMP3:$work/side.bmp"
sed "s/@VERSION@/$VERSION/" assets/windows/nianbao.manifest >"$work/nianbao.manifest"
resources() { # FILE DESCRIPTION INTO
	x86_64-w64-mingw32-windres -I "$work" -D "VERSION_COMMAS=${VERSION//./,},0" -D "VERSION_TEXT=\\\"$VERSION\\\"" \
		-D "PUBLISHER=\\\"$publisher\\\"" -D "COPYRIGHT=\\\"© $publisher. Mulan PSL v2\\\"" -D "FILE_NAME=\\\"$1\\\"" -D "DESCRIPTION=\\\"$2\\\"" \
		assets/windows/nianbao.rc -O coff -o "$3"
}
resources nianbao.exe 年报通：政府信息公开工作年度报告 "$tree/rsrc_windows_amd64.syso"
resources nianbao.com 年报通（命令行） "$tree/ui/cli/console/rsrc_windows_amd64.syso"

say "nianbao.exe：第一次编译要几分钟，大半是一个 C 文件（OpenGL）"
(
	cd "$tree"
	export GOOS=windows GOARCH=amd64
	CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc CGO_CFLAGS="$same_c" go build -tags "$TAGS" "${same[@]}" -ldflags "$same_link -H windowsgui" -o "$program/nianbao.exe" .
	CGO_ENABLED=0 go build "${same[@]}" -ldflags "$same_link" -o "$program/nianbao.com" ./ui/cli/console
)
rm -rf "$tree"

say "licences"
for text in LICENSE assets/fonts/OFL-*.txt assets/licences/licences.txt; do # Notepad of old wants CRLF
	sed 's/\r*$/\r/' "$text" >"$program/licences/$(basename "${text%.txt}").txt"
done
VERSION=$VERSION go run ./assets/licences -sbom "$program/licences/nianbao.spdx.json"

if [ -n "${CERT:-}" ]; then
	say "signing"
	assets/windows/sign.sh "$program/nianbao.exe"
	assets/windows/sign.sh "$program/nianbao.com"
	sign=-DSIGN=$PWD/assets/windows/sign.sh
fi
find "$program" "$work"/*.{ico,bmp} -exec touch -d "@$SOURCE_DATE_EPOCH" {} +

installer="年报通-$VERSION-安装程序.exe"
portable="年报通-$VERSION-便携版.zip"
msi="年报通-$VERSION.msi"
cp -p "$program/nianbao.exe" "$program/nianbao.com" "$out/"
say "$portable"
go run ./assets/windows/pack "$out/$portable" "$program" 年报通 "$([ -n "${QUICK:-}" ] && echo 1 || echo 9)"
say "$installer"
LC_ALL=C.UTF-8 makensis -V2 -INPUTCHARSET UTF8 -DVERSION="$VERSION" -DPUBLISHER="$publisher" -DSOURCE="$program" -DICON="$work/icon.ico" -DSIDE="$work/side.bmp" \
	${sign:+"$sign"} ${QUICK:+-DQUICK} -DOUTPUT="$out/$installer" assets/windows/installer.nsi
say "$msi"
VERSION=$VERSION PUBLISHER=$publisher assets/windows/msi.sh "$program" "$work/icon.ico" "$out/$msi"
[ -z "${CERT:-}" ] || assets/windows/sign.sh "$out/$msi"
assets/sums.sh "$out"
ls -l "$out"
