#!/usr/bin/env bash
# Signs FILE in place with the certificate CERT (PKCS #12), whose password is
# the first line of the file CERT_PASS. With TIMESTAMP, the address of a
# time-stamp service, the signature outlives the certificate; without it
# nothing goes over the network. The signature must hold by the authority CERT_CA, where
# that is given.
set -euo pipefail
osslsigncode sign -pkcs12 "$CERT" -readpass "$CERT_PASS" -h sha256 -n 年报通 ${TIMESTAMP:+-ts "$TIMESTAMP"} \
	-in "$1" -out "$1.signed" >/dev/null
chmod --reference="$1" "$1.signed"
mv "$1.signed" "$1"
osslsigncode verify -CAfile "${CERT_CA:-/etc/ssl/certs/ca-certificates.crt}" -in "$1" >/dev/null || {
	[ -z "${CERT_CA:-}" ] || { echo "the signature does not hold: $1" >&2; exit 1; }
	echo "signed, but no known authority vouches for the certificate: $1" >&2
}
