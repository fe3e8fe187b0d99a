#!/usr/bin/env bash
# Makes a software opengl32.dll for Windows machines without OpenGL 2.1, from
# Debian's source of Mesa, and packs it in dist/. It draws without a graphics
# card (softpipe). Called by make compatibility, which installs what it needs.
set -euo pipefail
cd "$(dirname "$0")/../.."
. assets/same.sh
root=$PWD
out=$root/build/mesa
for file in CERT CERT_PASS CERT_CA; do [ -z "${!file:-}" ] || export "$file=$(realpath "${!file}")"; done
mkdir -p "$out/parts" "$out/lists" "$out/cache" "$out/source" dist

# The machine's own sources of packages, asked for source code.
cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -n 's/^deb /deb-src /p' >"$out/source.list" || true
for f in /etc/apt/sources.list.d/*.sources; do
	[ ! -f "$f" ] || sed 's/^Types:.*/Types: deb-src/' "$f" >"$out/parts/$(basename "$f")"
done
apt=(-qq -o "Dir::Etc::SourceList=$out/source.list" -o "Dir::Etc::SourceParts=$out/parts" -o "Dir::State::Lists=$out/lists" -o "Dir::Cache=$out/cache")
cd "$out/source"
if ! ls mesa_*.orig.tar.* >/dev/null 2>&1; then
	apt-get "${apt[@]}" update
	apt-get "${apt[@]}" source --download-only mesa
fi
rm -rf mesa-*
tar xf mesa_*.orig.tar.*

cat >"$out/cross.txt" <<'CROSS'
[binaries]
c = 'x86_64-w64-mingw32-gcc-posix'
cpp = 'x86_64-w64-mingw32-g++-posix'
ar = 'x86_64-w64-mingw32-ar'
strip = 'x86_64-w64-mingw32-strip'
windres = 'x86_64-w64-mingw32-windres'
[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'
CROSS
export PATH=/usr/bin:$PATH # Debian's Python has the modules that Mesa's build needs
rm -rf "$out/b"
meson setup "$out/b" mesa-* --cross-file "$out/cross.txt" --wrap-mode=nodownload -Dbuildtype=release -Dstrip=true \
	-Dc_link_args=-static -Dcpp_link_args=-static -Dplatforms=windows -Dopengl=true -Dgles1=disabled -Dgles2=disabled \
	-Dgallium-drivers=swrast -Dvulkan-drivers= -Dllvm=disabled -Dshared-glapi=disabled -Dshader-cache=disabled -Dzstd=disabled
ninja -C "$out/b"

cd "$out"
cp b/src/gallium/targets/libgl-gdi/opengl32.dll b/src/gallium/targets/wgl/libgallium_wgl.dll .
cp source/mesa-*/docs/license.rst mesa-license.rst
x86_64-w64-mingw32-strip opengl32.dll libgallium_wgl.dll
[ -z "${CERT:-}" ] || for library in opengl32.dll libgallium_wgl.dll; do "$root/assets/windows/sign.sh" "$library"; done
find . -maxdepth 1 -type f -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
packed=$root/dist/年报通-$VERSION-软件绘图.zip
rm -f "$packed"
zip -qX9 "$packed" libgallium_wgl.dll mesa-license.rst opengl32.dll
"$root/assets/sums.sh" "$root/dist"
