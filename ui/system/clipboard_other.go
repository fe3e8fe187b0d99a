//go:build !windows

package system

import "errors"

var errOnlyText = errors.New("this system's clipboard is given text by the toolkit alone")

// CopyBoth puts text and HTML on the clipboard in one go. Here the toolkit owns
// the clipboard, and it can only be given text.
func CopyBoth(Copied) error { return errOnlyText }
