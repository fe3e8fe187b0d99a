#!/usr/bin/env bash
# Writes SHA256SUMS beside what is handed out: sums.sh FOLDER.
set -euo pipefail
cd "$1"
find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\0' | LC_ALL=C sort -z | xargs -0r sha256sum >SHA256SUMS
