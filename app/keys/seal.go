package keys

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm4"
	"golang.org/x/crypto/argon2"

	"nianbao/app/password"
)

// ErrPassword is returned when a sealed key does not open with a password.
var ErrPassword = errors.New("the password does not open the key")

// ErrSealed is returned for a sealed key that is none.
var ErrSealed = errors.New("not a sealed key")

const (
	kdfName   = "argon2id" // RFC 9106
	boxName   = "sm4-gcm"
	keyLength = 16
)

// Cost is what one try of a password costs.
type Cost struct {
	Time   uint32 // passes
	Memory uint32 // KiB
	Lanes  uint8
}

// Usual is the cost that keys are sealed at: three passes over 64 MiB.
var Usual = Cost{Time: 3, Memory: 64 << 10, Lanes: 2}

// Sealed is a private key as a workstation stores it: locked with a key that
// is derived from a password.
type Sealed struct {
	Public Public `json:"public"`
	KDF    string `json:"kdf"`
	Time   uint32 `json:"time"`
	Memory uint32 `json:"memory"` // KiB
	Lanes  uint8  `json:"lanes"`
	Salt   []byte `json:"salt"`
	Cipher string `json:"cipher"`
	Nonce  []byte `json:"nonce"`
	Box    []byte `json:"box"`
}

// Seal locks a private key with a password, at a cost. Only tests should have a
// reason for any but the usual one.
func Seal(c Cost, p *Private, typed string) (*Sealed, error) {
	s := &Sealed{
		Public: p.Public(), KDF: kdfName, Time: c.Time, Memory: c.Memory, Lanes: c.Lanes,
		Salt: make([]byte, 16), Cipher: boxName, Nonce: make([]byte, 12),
	}
	for _, b := range [][]byte{s.Salt, s.Nonce} {
		if _, err := rand.Read(b); err != nil {
			return nil, fmt.Errorf("seal key: %w", err)
		}
	}
	box, err := s.cipher(spellings(typed)[0])
	if err != nil {
		return nil, fmt.Errorf("seal key: %w", err)
	}
	secret := p.key.D.FillBytes(make([]byte, 32))
	defer clear(secret)
	s.Box = box.Seal(nil, s.Nonce, secret, s.bound()) // #nosec G407 -- the nonce is drawn anew above
	return s, nil
}

// spellings are what a typed password may have been meant as: the one spelling that
// keys are sealed under, and its own, which programs of before sealed them under.
func spellings(typed string) []string {
	normal := password.Normal(typed)
	if normal == typed {
		return []string{normal}
	}
	return []string{normal, typed}
}

// Open unlocks the key. The error is ErrPassword or ErrSealed.
func (s *Sealed) Open(typed string) (*Private, error) {
	const mostTime, mostMemory = 10, 1 << 20 // a forged row must not eat the machine
	if s.KDF != kdfName || s.Cipher != boxName || len(s.Nonce) != 12 || len(s.Salt) < 8 ||
		s.Time < 1 || s.Time > mostTime || s.Memory < 8 || s.Memory > mostMemory || s.Lanes < 1 {
		return nil, ErrSealed
	}
	for _, spelling := range spellings(typed) {
		key, err := s.open(spelling)
		if !errors.Is(err, ErrPassword) {
			return key, err
		}
	}
	return nil, ErrPassword
}

func (s *Sealed) open(spelling string) (*Private, error) {
	box, err := s.cipher(spelling)
	if err != nil {
		return nil, ErrSealed
	}
	secret, err := box.Open(nil, s.Nonce, s.Box, s.bound())
	if err != nil {
		return nil, ErrPassword
	}
	defer clear(secret)
	k, err := sm2.NewPrivateKey(secret)
	if err != nil || publicOf(&k.PublicKey) != s.Public {
		return nil, ErrSealed
	}
	return &Private{key: k}, nil
}

// cipher derives the key of the box. What it copies of the password is overwritten.
func (s *Sealed) cipher(spelling string) (cipher.AEAD, error) {
	secret := []byte(spelling)
	defer clear(secret)
	derived := argon2.IDKey(secret, s.Salt, s.Time, s.Memory, s.Lanes, keyLength)
	defer clear(derived)
	block, err := sm4.NewCipher(derived)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// bound is what the box is bound to: everything beside it.
func (s *Sealed) bound() []byte {
	beside := *s
	beside.Box = nil
	out, _ := json.Marshal(beside) // a struct of texts, numbers and bytes always encodes
	return out
}

// Decoy is a sealed key that no password opens and that takes as long to try
// as any: who tries must not learn from the time whether there is a key.
func Decoy() *Sealed {
	return &Sealed{
		KDF: kdfName, Time: Usual.Time, Memory: Usual.Memory, Lanes: Usual.Lanes, Salt: make([]byte, 16),
		Cipher: boxName, Nonce: make([]byte, 12), Box: make([]byte, 48),
	}
}
