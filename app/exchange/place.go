package exchange

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"nianbao/app"
	"nianbao/app/files"
	"nianbao/app/handover"
)

// Placed is where a hand-over file lies.
type Placed struct {
	Path  string
	There bool // a file with the same content lay there already, and none was written
}

// Says tells that no second copy was written, "" where one was.
func (p Placed) Says() string {
	if !p.There {
		return ""
	}
	return "移交文件夹中已有内容相同的文件“" + filepath.Base(p.Path) + "”，没有再写一份。"
}

// Place writes a hand-over file into a folder, beside what is there. Where a file there
// holds just that already, but for the time at which it was made, none is written: of
// several that are the same nobody would know which to open. It may be called from any
// goroutine.
func (d Desk) Place(ctx context.Context, folder, name string, raw []byte) (Placed, error) {
	path := filepath.Join(folder, name)
	if there := d.same(ctx, folder, name, raw); there != "" {
		return Placed{there, true}, nil
	}
	path = files.Free(path)
	return Placed{Path: path}, app.WriteBytes(path, raw)
}

// aboutAsLong is how many bytes two files with the same content may differ by: the
// signature of who handed one of them over, and the year before that it covers.
const aboutAsLong = 4 << 10

// same is the file of a folder that holds what one would that is to be written, "" for
// none. What cannot be read is not the same.
func (d Desk) same(ctx context.Context, folder, name string, raw []byte) string {
	ours, err := handover.Parse(raw)
	if err != nil {
		return ""
	}
	there, err := os.ReadDir(folder)
	if err != nil {
		return ""
	}
	names := []string{name} // that one first
	for _, e := range there {
		if e.Name() != name && strings.EqualFold(filepath.Ext(e.Name()), handover.Extension) {
			names = append(names, e.Name())
		}
	}
	for _, name := range names {
		path := filepath.Join(folder, name)
		info, err := os.Lstat(path)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if far := info.Size() - int64(len(raw)); far <= aboutAsLong && far >= -aboutAsLong && d.holdsTheSame(ctx, ours, path) {
			return path
		}
	}
	return ""
}

// holdsTheSame says whether the file at a path holds what ours does. A signature of who
// handed it over is verified: ours has none, or it is made anew each time.
func (d Desk) holdsTheSame(ctx context.Context, ours *handover.File, path string) bool {
	f, err := app.OpenPlain(path)
	if err != nil {
		return false
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, handover.MaxSize+1))
	if err != nil {
		return false
	}
	theirs, err := handover.Parse(raw)
	if err != nil || ours.Signed != nil && theirs.Signed == nil {
		return false
	}
	a, errOurs := contentOf(ours, ours.Signed != nil)
	b, errTheirs := contentOf(theirs, ours.Signed != nil)
	if errOurs != nil || errTheirs != nil || !bytes.Equal(a, b) {
		return false
	}
	if theirs.Signed != nil {
		_, err = d.OpenPackage(ctx, raw)
	}
	return err == nil
}

// contentOf is a file without when it was made: written anew without the time and the
// signature that covers it, or without any of that where it is not asked for.
func contentOf(f *handover.File, signed bool) ([]byte, error) {
	c := *f
	c.MadeAt = 0
	if c.Signed != nil {
		s := *c.Signed
		s.At, s.Signature = 0, nil
		if c.Signed = &s; !signed {
			c.Signed = nil
		}
	}
	return handover.Write(&c)
}
