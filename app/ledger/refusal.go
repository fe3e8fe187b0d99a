package ledger

import "fmt"

// Reason says what kind of refusal one is.
type Reason string

// The reasons.
const (
	Superseded Reason = "superseded"  // the journal has gone on, or holds something else
	NotAllowed Reason = "not_allowed" // the sign-off does not allow it
	Malformed  Reason = "malformed"   // no journal takes such an entry
)

// Refusal is why an entry cannot follow.
type Refusal struct {
	Reason   Reason
	Sentence string // a whole Chinese sentence for the person, with NotAllowed; else ""
	Err      error
}

// Error returns the technical text, for the log.
func (r *Refusal) Error() string { return fmt.Sprintf("%s: %v", r.Reason, r.Err) }

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Err }

func refuse(reason Reason, sentence, format string, args ...any) error {
	return &Refusal{Reason: reason, Sentence: sentence, Err: fmt.Errorf(format, args...)}
}
