package keys

import "time"

// freeTries is how often a password may be mistyped before one has to wait.
const freeTries = 3

// Wait says how long a person must still wait before the next try, after so
// many failures in a row, the last of them at last. A clock that was set back
// does not shorten the wait.
func Wait(failures int, last, now time.Time) time.Duration {
	const longest = 15 * time.Minute
	if failures < freeTries {
		return 0
	}
	full := longest
	if n := failures - freeTries; n < 9 {
		full = min(2*time.Second<<n, longest)
	}
	if now.Before(last) {
		return full
	}
	return max(full-now.Sub(last), 0)
}
