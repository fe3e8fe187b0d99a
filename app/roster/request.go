package roster

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"

	"nianbao/app/keys"
)

// Request asks the roster administrator to register a key. It is signed with
// that key: who asks must hold it. Where the person still has the key of before,
// that one endorses the new one. The roster keeps it, so that everybody can see that
// it was the person who asked, and not the administrator who made a key.
type Request struct {
	Person    string      `json:"person"` // id that the person asked under
	Name      string      `json:"name"`
	Post      string      `json:"post"`
	Key       keys.Public `json:"key"`
	At        int64       `json:"at"` // Unix microseconds
	OldKey    keys.Public `json:"old_key,omitempty"`
	Endorsed  []byte      `json:"endorsed,omitempty"` // signature of the old key
	Signature []byte      `json:"signature,omitempty"`
}

// ErrRequest says that a request is not what was signed.
var ErrRequest = errors.New("登记申请不完整，或者被改动过")

// message is what the new key signs: all but its signature.
func (r *Request) message() []byte {
	bare := *r
	bare.Signature = nil
	body, _ := json.Marshal(&bare) // texts and numbers always encode
	return append([]byte("nianbao request\n"), body...)
}

// endorsement is what the old key signs.
func (r *Request) endorsement() []byte {
	bare := *r
	bare.Signature, bare.Endorsed = nil, nil
	body, _ := json.Marshal(&bare) // texts and numbers always encode
	return append([]byte("nianbao endorsement\n"), body...)
}

// Endorse has the key that the person had until now vouch for the new one. It comes
// before Sign, which covers it.
func (r *Request) Endorse(old keys.Signer) error {
	r.OldKey = old.Public()
	sig, err := old.Sign(r.endorsement())
	r.Endorsed = sig
	return err
}

// Sign signs the request with the key it names.
func (r *Request) Sign(s keys.Signer) error {
	sig, err := s.Sign(r.message())
	r.Signature = sig
	return err
}

// ValidID says whether a text can be what people, and reports, are told apart by.
func ValidID(s string) bool {
	return len(s) == 32 && strings.Trim(s, "0123456789abcdef") == ""
}

// Verify says why the request cannot be taken.
func (r *Request) Verify() error {
	endorsed := r.OldKey == "" && len(r.Endorsed) == 0 || keys.Verify(r.OldKey, r.endorsement(), r.Endorsed)
	if !ValidID(r.Person) || strings.TrimSpace(r.Name) == "" || !PlainName(r.Name) || !PlainName(r.Post) || !endorsed || !keys.Verify(r.Key, r.message(), r.Signature) {
		return ErrRequest
	}
	return nil
}

func (r *Request) same(s *Request) bool { return reflect.DeepEqual(r, s) }

// Asked is what vouches for the key of a person, beside the administrator.
type Asked int

// What may vouch for a key.
const (
	NotKept  Asked = iota // no request was kept
	Forged                // there is one, and it does not hold
	ByNewKey              // the person asked with the new key
	ByOldKey              // the key that the person had before vouches for it too
)

// Says names it where people are listed, "" for nothing.
func (a Asked) Says() string {
	return map[Asked]string{Forged: "所附申请无效", ByNewKey: "本人申请已附", ByOldKey: "由原密钥认可"}[a]
}

// Asked says what vouches for the key that a person has or had last.
func (p *Person) Asked() Asked {
	key := p.last().Key
	for i := range p.Registrations {
		g := &p.Registrations[i]
		if g.Key != key || g.Request == nil {
			continue
		}
		switch req := g.Request; {
		case req.Verify() != nil, req.OldKey != "" && !p.heldBefore(req.OldKey, i):
			return Forged
		case req.OldKey != "" && p.Registrations[i-1].Key == req.OldKey: // one that was replaced earlier vouches for nothing
			return ByOldKey
		}
		return ByNewKey
	}
	return NotKept
}

// AskedAs returns the id under which the person asked for the key in force, "" where
// that is not known: somebody may have asked as new who was known already.
func (p *Person) AskedAs() string {
	for i := range p.Registrations {
		if g := &p.Registrations[i]; g.Key == p.Current() && g.Request != nil {
			return g.Request.Person
		}
	}
	return ""
}

// heldBefore says whether a key was the person's before a registration.
func (p *Person) heldBefore(key keys.Public, at int) bool {
	for i := range p.Registrations[:at] {
		if p.Registrations[i].Key == key {
			return true
		}
	}
	return false
}
