// Command pack packs a folder into a zip:
//
//	go run ./assets/windows/pack ZIP FOLDER NAME LEVEL
//
// NAME is what the folder is called in it, and LEVEL how hard it is packed, 1 to 9. The
// names are marked as UTF-8: without that mark Chinese Windows reads them in its own code
// page and finds no folder. (The zip of Info-ZIP writes them without, whatever it is
// told.) The same files with the same times give the same bytes.
package main

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: pack ZIP FOLDER NAME LEVEL")
		os.Exit(2)
	}
	level, err := strconv.Atoi(os.Args[4])
	if err == nil {
		err = pack(os.Args[1], os.Args[2], os.Args[3], level)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// pack writes the zip.
func pack(to, folder, name string, level int) error {
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	w := zip.NewWriter(out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, level) })
	err = filepath.WalkDir(folder, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return add(w, at, folder, name)
	})
	if err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return out.Close()
}

// add puts a file of the folder into the zip.
func add(w *zip.Writer, at, folder, name string) error {
	in, err := os.Open(at)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	below, err := filepath.Rel(folder, at)
	if err != nil {
		return err
	}
	h := &zip.FileHeader{Name: path.Join(name, filepath.ToSlash(below)), Method: zip.Deflate, Modified: info.ModTime().UTC()}
	h.SetMode(info.Mode())
	part, err := w.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = io.Copy(part, in)
	return err
}
