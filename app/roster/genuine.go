package roster

import (
	"sync"

	"nianbao/app/keys"
)

// verified are the digests of the last rosters whose signatures were found genuine,
// with those: one that comes with each of many packages is verified once.
var verified struct {
	sync.Mutex
	last []keys.Digest
}

const mostVerified = 64

// genuine says whether the roster is signed by the key that it names.
func (s *SignedRoster) genuine() bool {
	message := s.Roster.message()
	digest := keys.Sum(message, []byte{0}, s.Signature)
	verified.Lock()
	defer verified.Unlock()
	for _, known := range verified.last {
		if known == digest {
			return true
		}
	}
	if !keys.Verify(s.Roster.OfficeKey, message, s.Signature) {
		return false
	}
	verified.last = append(verified.last[max(len(verified.last)+1-mostVerified, 0):], digest)
	return true
}
