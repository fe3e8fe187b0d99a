package ui

import "errors"

// guard returns what keeps entries of this report from being written in.
func (o *opened) guard() guard {
	return guard{locked: o.locked, refuse: func(reason string) {
		if v := o.current(); v != nil {
			v.say(reason)
		}
	}}
}

// lockError is the reason for which a table is locked.
type lockError struct{ error }

// lockReason returns why a table may not be written, nil when it may.
func (o *opened) lockReason() error {
	if reason := o.locked(); reason != "" {
		return lockError{errors.New(reason)}
	}
	return nil
}
