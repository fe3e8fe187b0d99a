package keys

import (
	"encoding/json"
	"time"
)

// freeTries is how often a password may be mistyped before one has to wait.
const freeTries = 3

// Full says how long a person must wait before the next try, after so many failures
// in a row.
func Full(failures int) time.Duration {
	const longest = 15 * time.Minute
	if failures < freeTries {
		return 0
	}
	if n := failures - freeTries; n < 9 {
		return min(2*time.Second<<n, longest)
	}
	return longest
}

// Wait is what is left of a wait, and how long the machine had been running then.
// Clocks do not come into it: they can be set. The names are part of what is stored.
type Wait struct {
	Left    time.Duration `json:"left"`
	Running time.Duration `json:"running"`
}

// Begin returns the whole wait after so many failures.
func Begin(failures int, running time.Duration) Wait { return Wait{Full(failures), running} }

// ReadWait reads what Text wrote. Of what is not that, the wait begins anew: nobody
// shortens it by spoiling it.
func ReadWait(text string, failures int, running time.Duration) Wait {
	var w Wait
	if json.Unmarshal([]byte(text), &w) != nil || w.Left < 0 || w.Running < 0 {
		return Begin(failures, running)
	}
	w.Left = min(w.Left, Full(failures))
	return w
}

// Text is the wait as it is kept.
func (w Wait) Text() string {
	out, _ := json.Marshal(w) // two numbers always encode
	return string(out)
}

// Now returns what is left of it when the machine has been running so long. While it
// was not running nothing of the wait goes by.
func (w Wait) Now(running time.Duration) Wait {
	return Wait{max(w.Left-max(running-w.Running, 0), 0), running}
}
