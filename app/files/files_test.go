package files_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"nianbao/app/files"
)

func writeBytes(path string, content []byte) error {
	return files.Write(path, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

func isRefused(err error) bool {
	var r *files.Refused
	return errors.As(err, &r)
}

func TestWriteFileReplacesOnlyWhenWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "张 三#50%.pdf")
	write := func(content string, fail error) error {
		return files.Write(path, func(w io.Writer) error {
			if _, err := io.WriteString(w, content); err != nil {
				return err
			}
			return fail
		})
	}
	if err := write("first", nil); err != nil {
		t.Fatal(err)
	}
	if err := write("second, broken off", errors.New("no more paper")); err == nil || isRefused(err) {
		t.Errorf("error %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "first" {
		t.Errorf("the file holds %q", got)
	}
	if err := write("third", nil); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "third" {
		t.Errorf("the file holds %q", got)
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A report may be read by everybody on the computer, whatever the temporary
// file was; one that was kept from others stays so.
func TestWriteFileKeepsWhoMayRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	path := filepath.Join(t.TempDir(), "x.pdf")
	for _, mode := range []os.FileMode{0o644, 0o600, 0o664} {
		if mode != 0o644 { // the mode of a new file
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
		}
		if err := writeBytes(path, []byte("x")); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != mode {
			t.Errorf("the file has mode %o, not %o", got, mode)
		}
	}
}

func TestWriteFileReplacesNothingButFiles(t *testing.T) {
	dir := t.TempDir()
	if err := files.Write(dir, func(io.Writer) error { return nil }); !isRefused(err) {
		t.Errorf("a folder: error %v", err)
	}
	if err := files.Write(os.DevNull, func(io.Writer) error { return errors.New("asked to write") }); !isRefused(err) || strings.Contains(err.Error(), "asked to write") {
		t.Errorf("a device: error %v", err)
	}
}

func TestWriteFileSaysWhichTarget(t *testing.T) {
	err := files.Write(filepath.Join(t.TempDir(), "none", "x.pdf"), func(io.Writer) error { return nil })
	if err == nil || isRefused(err) {
		t.Errorf("error %v", err)
	}
}
