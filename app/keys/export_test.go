package keys

import (
	"crypto/ecdsa"
	"testing"
)

// RefuseFirst lets the library refuse every signature until the test ends, as it does
// a valid one in very rare cases, and returns how often it was asked.
func RefuseFirst(t *testing.T) *int {
	asked, usual := 0, verifyFirst
	verifyFirst = func(*ecdsa.PublicKey, []byte, []byte) bool { asked++; return false }
	t.Cleanup(func() { verifyFirst = usual })
	return &asked
}

// AcceptFirst lets the library accept everything until the test ends.
func AcceptFirst(t *testing.T) {
	usual := verifyFirst
	verifyFirst = func(*ecdsa.PublicKey, []byte, []byte) bool { return true }
	t.Cleanup(func() { verifyFirst = usual })
}

// VerifyBoth returns what each of the two verifications says by itself.
func VerifyBoth(p Public, message, sig []byte) (first, generic bool) {
	k, err := p.parse()
	if err != nil {
		return false, false
	}
	return verifyFirst(k, message, sig), verifyGenerically(k, message, sig)
}
