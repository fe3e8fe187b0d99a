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

// SealAsBefore seals a key under a password as it was typed, as programs of before did.
func SealAsBefore(t *testing.T, k *Private, typed string) *Sealed {
	s, err := Seal(Cost{Time: 1, Memory: 64, Lanes: 1}, k, typed)
	if err != nil {
		t.Fatal(err)
	}
	box, err := s.cipher(typed)
	if err != nil {
		t.Fatal(err)
	}
	s.Box = box.Seal(nil, s.Nonce, k.key.D.FillBytes(make([]byte, 32)), s.bound()) // #nosec G407 -- the box of before is not kept
	return s
}
