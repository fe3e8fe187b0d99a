package register

import (
	"errors"
	"path/filepath"
	"strings"

	"nianbao/app"
	"nianbao/app/intake/register"
	"nianbao/ui/importing"
	"nianbao/ui/opened"
	"nianbao/ui/widgets"
)

// files are the endings of registers; of older workbooks only what is to be done with
// them is said.
var files = []string{".xlsx", ".xls", ".et"}

// Choose asks for a register and shows what its columns are. It counts into the draft
// that is open.
func Choose(w widgets.Host) {
	into := importing.OpenDraft(w)
	if into == nil {
		why := "请先打开要填入的报告，再统计台账。"
		if v, ok := w.Screen().(opened.View); ok {
			why = v.Open().Locked()
		}
		widgets.Alert(w, "不能统计台账", why)
		return
	}
	widgets.PickFile(w, "选择台账", files, func(path string) { Open(w, path, into) })
}

// Open reads a register and shows what its columns are.
func Open(w widgets.Host, path string, into *app.Session) {
	back := widgets.WayBack(w)
	read(w, path, "", func(b *register.Book) { showMapping(w, &source{b, path, into, back}) })
}

// source is the register that is counted, and the draft that it is counted for.
type source struct {
	book *register.Book
	path string
	into *app.Session
	back func()
}

// read reads a register, with a password where it has one. One that cannot be read is
// told of.
func read(w widgets.Host, path, password string, then func(*register.Book)) {
	var b *register.Book
	widgets.Work(w, "正在读台账", func() (err error) {
		b, err = register.Open(path, password)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, register.ErrLocked):
			importing.AskPassword(w, password != "", func(password string) { read(w, path, password, then) })
		case err != nil:
			widgets.Fail(w, "read register", err)
		default:
			then(b)
		}
	})
}

// year is what a register is counted for.
func (s *source) year(w widgets.Host) register.Year {
	d, r := w.Service(), s.into.Report()
	return register.Year{Form: r.Form(), Year: r.Year(), Calendar: d.Workdays, Today: d.Now()}
}

// title names the register in the frame of a page.
func (s *source) title() string {
	return "台账　" + strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path))
}
