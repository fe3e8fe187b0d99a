package roster

import (
	"sync"

	"nianbao/app/keys"
)

// verified are the digests of rosters whose signatures were found genuine, with those: one
// that comes with each of many packages is verified once. The oldest are forgotten.
var verified struct {
	sync.Mutex
	known  map[keys.Digest]bool
	oldest []keys.Digest
}

// mostVerified is many times as many as a county has offices, each with some versions.
const mostVerified = 4096

// verify is keys.Verify. Tests count what it is asked.
var verify = keys.Verify

// genuine says whether the roster is signed by the key that it names.
func (s *SignedRoster) genuine() bool {
	message := s.Roster.message()
	digest := keys.Sum(message, []byte{0}, s.Signature)
	verified.Lock()
	known := verified.known[digest]
	verified.Unlock()
	if known { // another goroutine may verify the same one meanwhile
		return true
	}
	if !verify(s.Roster.OfficeKey, message, s.Signature) {
		return false
	}
	verified.Lock()
	defer verified.Unlock()
	if verified.known == nil {
		verified.known = map[keys.Digest]bool{}
	}
	if !verified.known[digest] {
		verified.known[digest] = true
		verified.oldest = append(verified.oldest, digest)
	}
	if len(verified.oldest) > mostVerified {
		delete(verified.known, verified.oldest[0])
		verified.oldest = verified.oldest[1:]
	}
	return true
}
