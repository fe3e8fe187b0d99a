package roster

import "nianbao/app/keys"

// CountVerified has signatures of rosters counted that are verified, and returns the
// count and how to end it.
func CountVerified() (count *int, end func()) {
	count = new(int)
	before := verify
	verify = func(p keys.Public, message, sig []byte) bool {
		*count++
		return before(p, message, sig)
	}
	return count, func() { verify = before }
}
