#!/usr/bin/env bash
# Makes a Wine prefix, a Windows machine as fresh as after log-on, in the folder
# that is named: for the tests and the benchmark of the Windows program.
set -euo pipefail
export WINEPREFIX=$1 WINEDEBUG=-all LC_ALL=C.UTF-8 WINEDLLOVERRIDES=mscoree,mshtml=
wineboot -i
wineserver -w

# Debian's Wine lacks this library of one function, which every Go program loads.
x86_64-w64-mingw32-gcc -shared -x c -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" - -ladvapi32 <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
BOOL WINAPI ProcessPrng(PBYTE p, SIZE_T n) { return SystemFunction036(p, (ULONG)n); }
C
