#!/bin/sh
# Fetch the upstream fonts, check them, and make the bundled ones beside this
# script. Needs a Debian with npm, apt and python3-fonttools. About 125 MB of
# downloads; set FONT_CACHE to a directory to keep them between runs.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cache=${FONT_CACHE:-$work/cache}
mkdir -p "$cache" "$work/src" "$work/out"
cache=$(CDPATH= cd -- "$cache" && pwd)

# The system's Python by its full name: fontTools comes from Debian and other
# installations of Python on PATH do not see it.
python=${PYTHON:-/usr/bin/python3}

for family in noto-sans-sc noto-serif-sc; do
    tgz=expo-google-fonts-$family-0.4.3.tgz
    [ -f "$cache/$tgz" ] || (cd "$cache" && npm pack --silent "@expo-google-fonts/$family@0.4.3")
    mkdir "$work/$family"
    tar -xzf "$cache/$tgz" -C "$work/$family"
done

set -- "$cache"/fonts-lxgw-wenkai_*.deb
[ -f "$1" ] || (cd "$cache" && apt-get download -q fonts-lxgw-wenkai)
set -- "$cache"/fonts-lxgw-wenkai_*.deb
dpkg-deb -x "$1" "$work/kai"

cp "$work/noto-sans-sc/package/400Regular/NotoSansSC_400Regular.ttf" "$work/src/sans-regular.ttf"
cp "$work/noto-sans-sc/package/700Bold/NotoSansSC_700Bold.ttf" "$work/src/sans-bold.ttf"
cp "$work/noto-serif-sc/package/400Regular/NotoSerifSC_400Regular.ttf" "$work/src/serif-regular.ttf"
cp "$work/noto-serif-sc/package/700Bold/NotoSerifSC_700Bold.ttf" "$work/src/serif-bold.ttf"
cp "$work/kai/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf" "$work/src/kai-regular.ttf"
cp "$work/noto-sans-sc/package/LICENSE_FONT" "$work/out/OFL-sans.txt"
cp "$work/noto-serif-sc/package/LICENSE_FONT" "$work/out/OFL-serif.txt"

# The checksums are of the fonts and not of the archives: only these decide the result.
(cd "$work/src" && sha256sum -c "$here/inputs.sha256")

# The Kai's licence is in Debian's machine-readable copyright file: put the
# copyright and reserved names first and take off that format's indentation.
{
    cat <<'EOF'
Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai),
with Reserved Font Names "霞鹜" and "LXGW".
Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)

This Font Software is licensed under the SIL Open Font License, Version 1.1.
This license is copied below, and is also available with a FAQ at:
https://scripts.sil.org/OFL

EOF
    sed -n '/^License: OFL-1.1$/,/^License: GPL/{/^ /{s/^ //;s/^\.$//;p}}' \
        "$work/kai/usr/share/doc/fonts-lxgw-wenkai/copyright" |
        sed -n '/^-----/,$p'
} >"$work/out/OFL-kai.txt"
grep -q 'PERMISSION & CONDITIONS' "$work/out/OFL-kai.txt"

"$python" "$here/make_fonts.py" "$work/src" "$work/out"

cp "$work"/out/* "$here/"
