package sheets

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/files"
	"nianbao/app/keys"
)

// Written is what was written for a department.
type Written struct {
	Department string
	Figures    int
	Book       string // path of the workbook
	Paper      string // path of what is printed
}

// Write writes the sheets of departments into a folder, each as a workbook and for
// printing. A file that is there stays, and the new one has a number behind its name,
// but for what was written here and has not been touched since. What could be written
// is returned beside the error.
func Write(ctx context.Context, d *app.Service, folder string, sheets []*collection.Sheet) ([]Written, error) {
	if err := app.MakeFolder(folder); err != nil {
		return nil, err
	}
	pdf, ok := d.Exporter.ByID(app.PDF)
	if !ok {
		return nil, errors.New("no format to print sheets in")
	}
	made := &made{files: writtenBefore(ctx, d.Settings), now: map[string]bool{}}
	var out []Written
	for _, s := range sheets {
		var book, paper bytes.Buffer
		if err := pdf.Write(ctx, app.Document{Collection: s}, app.PrintOptions{}, &paper); err != nil {
			return out, fmt.Errorf("print the sheet of %s: %w", s.Department, err)
		}
		if err := Book(s).Write(&book); err != nil {
			return out, fmt.Errorf("write the sheet of %s: %w", s.Department, err)
		}
		w := Written{Department: s.Department, Figures: s.Figures()}
		w.Book, w.Paper = made.free(folder, s)
		for path, content := range map[string][]byte{w.Book: book.Bytes(), w.Paper: paper.Bytes()} {
			if err := app.WriteBytes(path, content); err != nil {
				return out, err
			}
			made.add(path, madeFile{keys.Sum(content), whose(s)})
		}
		out = append(out, w)
		if err := keepWritten(ctx, d.Settings, made.files); err != nil {
			return out, err
		}
	}
	return out, nil
}

// madeFile is a file that was written here, and whose sheet it is.
type madeFile struct {
	SM3 keys.Digest `json:"sm3"`
	Of  string      `json:"of"`
}

// whose tells sheets apart.
func whose(s *collection.Sheet) string { return fmt.Sprintf("%s/%d/%s", s.Unit, s.Year, s.Department) }

// made are the files that were written here, before and just now.
type made struct {
	files []madeFile
	now   map[string]bool // paths
}

func (m *made) add(path string, f madeFile) {
	m.files = append(m.files, f)
	m.now[path] = true
}

// free finds the first name under which nothing would be lost.
func (m *made) free(folder string, s *collection.Sheet) (book, paper string) {
	title := fmt.Sprintf("%d年%s", s.Year, collection.Title)
	for n := 1; ; n++ {
		says := s.Department
		if n > 1 {
			says = fmt.Sprintf("%s %d", says, n)
		}
		book = filepath.Join(folder, files.NameSaying(title, says, ".xlsx"))
		paper = filepath.Join(folder, files.NameSaying(title, says, ".pdf"))
		if m.mayReplace(book, s) && m.mayReplace(paper, s) {
			return book, paper
		}
	}
}

// mayReplace says whether nothing is at a path, or an earlier file of the same sheet as
// it was written here.
func (m *made) mayReplace(path string, s *collection.Sheet) bool {
	if m.now[path] {
		return false
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return true
	}
	content, err := os.ReadFile(path)
	return err == nil && slices.Contains(m.files, madeFile{keys.Sum(content), whose(s)})
}

// mostWritten is how many files are remembered: of some years.
const mostWritten = 400

func writtenBefore(ctx context.Context, settings app.Settings) []madeFile {
	var out []madeFile
	raw, err := settings.Setting(ctx, settingWritten)
	if err != nil || json.Unmarshal([]byte(raw), &out) != nil {
		return nil // none is replaced then
	}
	return out
}

func keepWritten(ctx context.Context, settings app.Settings, all []madeFile) error {
	raw, err := json.Marshal(all[max(len(all)-mostWritten, 0):])
	if err != nil {
		return fmt.Errorf("write which sheets were made: %w", err)
	}
	if err := settings.SetSetting(ctx, settingWritten, string(raw)); err != nil {
		return fmt.Errorf("keep which sheets were made: %w", err)
	}
	return nil
}
