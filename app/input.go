package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"nianbao/app/document"
	"nianbao/app/files"
)

// OpenPlain opens a file to read. A pipe or a device would never end, and
// opening one may wait for ever. The error is BadInput.
func OpenPlain(path string) (*os.File, error) {
	cannot := func(why string, err error) error {
		return &Error{
			Code: BadInput, Sentence: "无法打开“" + path + "”" + why + "。没有读入任何内容。请检查文件和它的位置，或者另选一个文件。",
			Err: fmt.Errorf("open %s: %w", path, err),
		}
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if gone := FolderThere(filepath.Dir(path)); gone != nil { // a disk that was pulled out, or a share
			return nil, cannot(Why(gone), gone)
		}
		return nil, cannot("：没有这个文件", err)
	case err != nil:
		return nil, cannot(Why(err), err)
	case info.IsDir():
		return nil, cannot("：这是一个文件夹，不是文件", errors.New("a folder"))
	case !info.Mode().IsRegular():
		return nil, cannot("：这不是普通文件（可能是设备或者管道）", errors.New("not a regular file"))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, cannot(Why(err), err)
	}
	return f, nil
}

// Read reads a report file, with what was mended in it. The error is BadInput
// with every bad place and the reason, or Newer.
func (d *Service) Read(path string) (*document.Reading, error) {
	f, err := OpenPlain(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	got, err := document.ReadNoted(f, d.Catalog)
	var problem *document.Problem
	switch {
	case errors.Is(err, document.ErrNewer):
		return nil, &Error{Code: Newer, Err: err}
	case errors.As(err, &problem) && files.KindIn(f) != "":
		return nil, WrongFile(path, files.Head(f), "报告文件（JSON）", err)
	case errors.As(err, &problem):
		return nil, &Error{Code: BadInput, Detail: err.Error(), Err: err}
	case err != nil:
		return nil, CannotRead(path, err)
	}
	return got, nil
}

// CannotRead is the error of a file that was opened and cannot be read.
func CannotRead(path string, err error) error {
	return &Error{Code: BadInput, Sentence: "无法读取“" + path + "”" + Why(err) + "。没有读入任何内容。请检查磁盘的连接，然后再试。", Err: err}
}

// WrongFile says of a file that is of another kind than what is read which it is.
func WrongFile(path string, content []byte, wanted string, err error) error {
	is := "不是年报通的" + wanted
	switch kind := files.KindOf(content); kind {
	case "":
	case files.HandOverKind:
		is += "，是移交文件，请用“打开移交文件”（命令行 nianbao open）打开它"
	default:
		is = "是" + kind + "，" + is
	}
	return &Error{
		Code: BadInput, Err: err,
		Sentence: "“" + filepath.Base(path) + "”" + is + "，没有读入其中任何内容，已有的内容没有改动。请另选一个文件。",
	}
}
