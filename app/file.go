package app

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"nianbao/app/files"
)

// WriteFile replaces the file at path by what fill writes; see files.Write. The
// error has the code Target, Protected where the file at path is none that may
// be replaced, or Unsynced.
//
// Everything that the program writes outside its data folder goes through here.
func WriteFile(path string, fill func(io.Writer) error) error {
	err := files.Write(path, fill)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, files.ErrUnsynced):
		return &Error{Code: Unsynced, Detail: filepath.Base(path), Err: fmt.Errorf("write %s: %w", path, err)}
	}
	return targetError(err, path, filepath.Base(path))
}

// WriteBytes replaces the file at path by content; see WriteFile.
func WriteBytes(path string, content []byte) error {
	return WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// MakeFolder makes a folder for files that are to be written, with those that
// it is in. Protected where the place is one of the program's own.
func MakeFolder(path string) error {
	if err := files.MakeFolder(path); err != nil {
		return targetError(err, path, path)
	}
	return nil
}

// targetError is why nothing was written at a path, which is shown as name.
func targetError(err error, path, name string) error {
	if r := (*files.Refused)(nil); errors.As(err, &r) {
		return &Error{
			Code: Protected, Err: err,
			Sentence: "“" + filepath.Base(path) + "”" + r.Why + "，没有写出，原有的文件没有改动。请换一个文件名或者文件夹。",
		}
	}
	return &Error{Code: Target, Detail: name, Err: fmt.Errorf("write %s: %w", path, err)}
}

// SweepUnfinished removes from folders what writers left there that were ended
// before their file was whole. What somebody may still be writing stays.
func SweepUnfinished(dirs ...string) { files.SweepUnfinished(dirs...) }
