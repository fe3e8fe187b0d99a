#!/usr/bin/env bash
# Makes the Windows program in dist/ (or $OUT): nianbao.exe and the console's
# nianbao.com, a portable zip and the installer. VERSION and TAGS come from the
# Makefile. With CERT, what is made is signed; see sign.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."

out=$(realpath -m "${OUT:-dist}")
work=build/windows-$VERSION
program=$work/program
rm -rf "$work"
mkdir -p "$out" "$program/licences"

# What Windows shows of the program. The toolchain links every .syso it finds.
convert assets/icon.png -define icon:auto-resize=256,64,48,32,24,16 "$work/icon.ico"
convert -size 164x314 gradient:'#1f4e8c'-'#173a68' \( assets/icon.png -resize 96x96 \) \
	-gravity north -geometry +0+60 -composite "BMP3:$work/side.bmp"
sed "s/@VERSION@/$VERSION/" assets/windows/nianbao.manifest >"$work/nianbao.manifest"
trap 'rm -f rsrc_windows_amd64.syso' EXIT
x86_64-w64-mingw32-windres -I "$work" -D "VERSION_COMMAS=${VERSION//./,},0" -D "VERSION_TEXT=\\\"$VERSION\\\"" \
	assets/windows/nianbao.rc -O coff -o rsrc_windows_amd64.syso

export GOOS=windows GOARCH=amd64
link="-s -w -X main.version=$VERSION"
CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc go build -tags "$TAGS" -trimpath -ldflags "$link -H windowsgui" -o "$program/nianbao.exe" .
rm rsrc_windows_amd64.syso
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$program/nianbao.com" ./ui/cli/console
unset GOOS GOARCH

for text in LICENSE assets/fonts/OFL-*.txt assets/licences/licences.txt; do # Notepad of old wants CRLF
	sed 's/\r*$/\r/' "$text" >"$program/licences/$(basename "${text%.txt}").txt"
done

if [ -n "${CERT:-}" ]; then
	assets/windows/sign.sh "$program/nianbao.exe"
	assets/windows/sign.sh "$program/nianbao.com"
	sign=-DSIGN=$PWD/assets/windows/sign.sh
fi

installer="年报通-$VERSION-安装程序.exe"
portable="年报通-$VERSION-便携版.zip"
cp "$program/nianbao.exe" "$out/"
rm -f "$out/$portable"
(cd "$work" && mv program 年报通 && zip -qr9 "$portable" 年报通 && mv 年报通 program)
mv "$work/$portable" "$out/"
LC_ALL=C.UTF-8 makensis -V2 -INPUTCHARSET UTF8 -DVERSION="$VERSION" -DSOURCE="$PWD/$program" -DICON="$PWD/$work/icon.ico" -DSIDE="$PWD/$work/side.bmp" \
	${sign:+"$sign"} -DOUTPUT="$out/$installer" assets/windows/installer.nsi
ls -l "$out"
