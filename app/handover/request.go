package handover

import (
	"encoding/json"
	"errors"
	"strings"

	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

// Request asks the roster administrator to register a key. It is signed with
// that key: who asks must hold it.
type Request struct {
	Person    string      `json:"person"` // id
	Name      string      `json:"name"`
	Post      string      `json:"post"`
	Key       keys.Public `json:"key"`
	At        int64       `json:"at"` // Unix microseconds
	Signature []byte      `json:"signature,omitempty"`
}

var errRequest = errors.New("登记申请不完整，或者被改动过")

func (r *Request) message() []byte {
	bare := *r
	bare.Signature = nil
	body, _ := json.Marshal(&bare) // texts and numbers always encode
	return append([]byte("nianbao request\n"), body...)
}

// Sign signs the request with the key it names.
func (r *Request) Sign(s keys.Signer) error {
	sig, err := s.Sign(r.message())
	r.Signature = sig
	return err
}

// Verify says why the request cannot be taken.
func (r *Request) Verify() error {
	if !journal.ValidUID(r.Person) || strings.TrimSpace(r.Name) == "" || !roster.PlainName(r.Name) || !roster.PlainName(r.Post) ||
		!keys.Verify(r.Key, r.message(), r.Signature) {
		return errRequest
	}
	return nil
}
