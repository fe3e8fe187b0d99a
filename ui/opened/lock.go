package opened

import (
	"errors"

	"nianbao/ui/widgets"
)

// Guard returns what keeps entries of this report from being written in.
func (o *Report) Guard() widgets.ReadOnlyGuard {
	return widgets.ReadOnlyGuard{Locked: o.Locked, Refuse: func(reason string) {
		if v := o.Current(); v != nil {
			v.SetStatus(reason)
		}
	}}
}

// LockError is the reason for which a table is locked.
type LockError struct{ error }

// LockReason returns why a table may not be written, nil when it may.
func (o *Report) LockReason() error {
	if reason := o.Locked(); reason != "" {
		return LockError{errors.New(reason)}
	}
	return nil
}
