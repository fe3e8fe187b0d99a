package apptest

import "errors"

// MakePipe makes a named pipe on other systems.
func MakePipe(string) error { return errors.ErrUnsupported }
