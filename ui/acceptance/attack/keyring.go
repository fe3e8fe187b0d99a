//go:build linux

package main

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm4"
	"golang.org/x/crypto/argon2"
)

// insider is somebody with a key of their own, who signs with a program of their
// own whatever they like.
type insider struct {
	id, name, post string
	public         string
	key            *sm2.PrivateKey
}

// sealed is a key as the store holds it.
type sealed struct {
	Public string `json:"public"`
	KDF    string `json:"kdf"`
	Time   uint32 `json:"time"`
	Memory uint32 `json:"memory"`
	Lanes  uint8  `json:"lanes"`
	Salt   []byte `json:"salt"`
	Cipher string `json:"cipher"`
	Nonce  []byte `json:"nonce"`
	Box    []byte `json:"box"`
}

// unseal opens somebody's own key with their own password.
func unseal(text, password string) (*sm2.PrivateKey, string, error) {
	var s sealed
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return nil, "", err
	}
	beside := s
	beside.Box = nil
	bound, err := json.Marshal(beside)
	if err != nil {
		return nil, "", err
	}
	block, err := sm4.NewCipher(argon2.IDKey([]byte(password), s.Salt, s.Time, s.Memory, s.Lanes, 16))
	if err != nil {
		return nil, "", err
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		return nil, "", err
	}
	secret, err := box.Open(nil, s.Nonce, s.Box, bound)
	if err != nil {
		return nil, "", errors.New("the key does not open")
	}
	key, err := sm2.NewPrivateKey(secret)
	return key, s.Public, err
}

// sign puts the insider's signature on an act that names them.
func (i *insider) sign(a *act) {
	a.Signature = nil
	body, err := json.Marshal(a)
	if err == nil {
		a.Signature, err = i.key.SignWithSM2(rand.Reader, nil, append([]byte("nianbao act\n"), body...))
	}
	if err != nil {
		panic(err)
	}
}

// act adds a step to a record, signed by the insider: like a given one, changed as
// the insider likes before it is signed.
func (i *insider) act(f *nbx, like *act, change func(*act)) *nbx {
	a := *like
	a.Person, a.Name, a.Post, a.Key = i.id, i.name, i.post, i.public
	a.Prev, a.At = f.chain(len(f.Report.Entries)), max(f.last().At+1, like.At)
	if change != nil {
		change(&a)
	}
	i.sign(&a)
	return f.add(line{Kind: "act", At: a.At, By: a.Person, Act: &a})
}
