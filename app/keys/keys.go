// Package keys makes and uses the key pairs that people sign with: SM2
// (GB/T 32918) over SM3 (GB/T 32905).
//
// Everything else asks only for a Signer, so that a UKey or the keys of an
// office's own certification authority can take the place of these.
package keys

import (
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
)

// Public is a public key: its uncompressed point in hexadecimal. "" is none.
type Public string

// Signer signs with a private key that it does not show.
type Signer interface {
	Public() Public
	// Sign returns the signature of a message. It is verified before it is
	// handed out.
	Sign(message []byte) ([]byte, error)
}

// ErrSelfCheck is returned when a signature just made does not verify.
var ErrSelfCheck = errors.New("a signature just made does not verify")

// Private is a key pair in the memory of this program.
type Private struct{ key *sm2.PrivateKey }

var _ Signer = (*Private)(nil)

// Generate makes a new key pair.
func Generate() (*Private, error) {
	k, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("generate key: %w", err)
	}
	return &Private{key: k}, nil
}

// Public returns the public half.
func (p *Private) Public() Public { return publicOf(&p.key.PublicKey) }

// Wipe overwrites the private half. It cannot sign any more.
func (p *Private) Wipe() {
	clear(p.key.D.Bits())
	p.key.D.SetInt64(0)
}

func publicOf(k *ecdsa.PublicKey) Public {
	out := make([]byte, 65)
	out[0] = 4
	//lint:ignore SA1019 the standard library encodes only points of its own curves
	k.X.FillBytes(out[1:33])
	//lint:ignore SA1019 as above
	k.Y.FillBytes(out[33:])
	return Public(hex.EncodeToString(out))
}

// Sign implements Signer.
func (p *Private) Sign(message []byte) ([]byte, error) {
	// One signature in very many fails to verify for a fault in a fast path of
	// the library (its issue 560); a new one is made with another nonce.
	const tries = 3
	for range tries {
		sig, err := p.key.SignWithSM2(rand.Reader, nil, message)
		if err != nil {
			return nil, fmt.Errorf("sign: %w", err)
		}
		if Verify(p.Public(), message, sig) {
			return sig, nil
		}
	}
	return nil, ErrSelfCheck
}

// Verify says whether sig is the signature of message by the key. What the library
// refuses is verified once more by other arithmetic before it is called forged.
func Verify(p Public, message, sig []byte) bool {
	k, err := p.parse()
	return err == nil && (verifyFirst(k, message, sig) || verifyGenerically(k, message, sig))
}

// verifyFirst is the library's verification. Tests put another in its place.
var verifyFirst = func(k *ecdsa.PublicKey, message, sig []byte) bool {
	return sm2.VerifyASN1WithSM2(k, nil, message, sig)
}

func (p Public) parse() (*ecdsa.PublicKey, error) {
	raw, err := hex.DecodeString(string(p))
	if err != nil {
		return nil, err
	}
	k, err := sm2.NewPublicKey(raw)
	if err != nil {
		return nil, err
	}
	if publicOf(k) != p { // a compressed point is the same key under another name
		return nil, errors.New("not in the canonical form")
	}
	return k, nil
}

// Valid says whether the text is a public key at all.
func (p Public) Valid() bool { _, err := p.parse(); return err == nil }

// Code is the short code that people compare by eye: 80 bits of the key's SM3
// digest as five groups of four.
func (p Public) Code() string {
	sum := sm3.Sum([]byte("nianbao key\x00" + string(p)))
	return Fours(hex.EncodeToString(sum[:10]))
}
