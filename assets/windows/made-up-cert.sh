#!/usr/bin/env bash
# Makes up a certificate in a folder, with which signing is tried: made-up-cert.sh FOLDER.
# c.pfx and pass are what make windows takes as CERT and CERT_PASS, and c.pem as CERT_CA.
set -euo pipefail
umask 077
mkdir -p "$1"
cd "$1"
echo 密码 >pass
openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 30 -subj '/CN=nianbao test' -addext extendedKeyUsage=codeSigning 2>/dev/null
openssl pkcs12 -export -inkey k.pem -in c.pem -out c.pfx -passout file:pass
