package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteFile replaces the file at path by what fill writes, once all of it is
// written and on the disk. When anything fails the old file stands untouched
// and the error has the code Target.
func WriteFile(path string, fill func(io.Writer) error) (err error) {
	fail := func(err error) error {
		return &Error{Code: Target, Detail: filepath.Base(path), Err: fmt.Errorf("write %s: %w", path, err)}
	}
	// A device or a pipe would be replaced by a file as well.
	if old, err := os.Stat(path); err == nil && !old.Mode().IsRegular() {
		return fail(errors.New("not a regular file"))
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".nianbao-*.tmp")
	if err != nil {
		return fail(err)
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
		}
	}()
	w := bufio.NewWriter(tmp)
	if err := fill(w); err != nil {
		return fail(err)
	}
	if err := w.Flush(); err != nil {
		return fail(err)
	}
	if err := tmp.Sync(); err != nil {
		return fail(err)
	}
	if err := tmp.Close(); err != nil {
		return fail(err)
	}
	// CreateTemp makes files for the owner alone; a report may be read by all.
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return fail(err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fail(err)
	}
	return nil
}

// WriteBytes replaces the file at path by content; see WriteFile.
func WriteBytes(path string, content []byte) error {
	return WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}
