package app

import (
	"errors"

	"nianbao/app/ledger"
)

// Refused turns a *ledger.Refusal into the *Error that a store answers with.
// Any other error, and nil, pass through.
func Refused(err error) error {
	var r *ledger.Refusal
	if !errors.As(err, &r) {
		return err
	}
	code := Internal // nobody but a fault of the program makes a malformed entry
	switch r.Reason {
	case ledger.Superseded:
		code = Conflict
	case ledger.NotAllowed:
		code = Forbidden
	}
	return &Error{Code: code, Sentence: r.Sentence, Err: err}
}
