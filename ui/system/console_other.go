//go:build !windows

package system

import (
	"io"
	"os"
)

// AttachConsole does nothing: a program here has the streams it was started with.
func AttachConsole() {}

// Output returns a writer of text to a stream, as the reader of it expects.
func Output(f *os.File) io.Writer { return f }
