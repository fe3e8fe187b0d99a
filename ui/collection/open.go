package collection

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/collection/sheets"
	"nianbao/app/exchange"
	"nianbao/ui/importing"
	"nianbao/ui/opened"
	"nianbao/ui/widgets"
)

// files are the endings of sheets; of older workbooks only what is to be done with them
// is said.
var files = []string{".xlsx", ".xls", ".et"}

// Choose asks for a sheet that came back and puts it beside the draft that is open.
func Choose(w widgets.Host) {
	switch s := w.Screen().(type) {
	case *Assign:
		choose(w, s.s)
	case *Sides:
		s.more()
	default:
		if into := importing.OpenDraft(w); into != nil {
			choose(w, into)
			return
		}
		widgets.Alert(w, "不能收回报送表", whyNoDraft(w))
	}
}

// whyNoDraft says why there is no draft that sheets can be taken into.
func whyNoDraft(w widgets.Host) string {
	if v, ok := w.Screen().(opened.View); ok {
		return v.Open().Locked()
	}
	return "请先打开要填入的报告，再收回" + collection.Title + "。"
}

func choose(w widgets.Host, into *app.Session) {
	if why := into.Locked(); why != "" {
		widgets.Alert(w, "不能收回报送表", why)
		return
	}
	widgets.PickFile(w, "选择填好的报送表", files, func(path string) { Open(w, []string{path}, into) })
}

// Open reads sheets and puts them beside a draft. Others are files that came along and
// are no sheets, which it tells.
func Open(w widgets.Host, paths []string, into *app.Session, others ...string) {
	s, ok := w.Screen().(*Sides)
	if !ok || s.into != into {
		s = &Sides{w: w, into: into, goBack: widgets.WayBack(w)}
	}
	for _, path := range others {
		s.failed = append(s.failed, "“"+filepath.Base(path)+"”不是"+collection.Title+"，没有读，请另外导入。")
	}
	s.lookBack(func() { s.read(paths) })
}

// lookBack looks once for the year before, which amounts are held against, and goes on.
func (p *Sides) lookBack(then func()) {
	if p.looked {
		then()
		return
	}
	uid, unit, year := p.into.UID(), p.into.Report().Unit(), p.into.Report().Year()
	var last *app.LastYear
	widgets.Soon(p.w, "正在读上年报告", func() (err error) {
		last, err = exchange.At(p.w.Service()).LastYearOf(p.w.Context(), uid, unit, year)
		return err
	}, func(err error) {
		if err != nil {
			p.w.Log().Error("read the year before", "error", err) // nothing is held against it then
		}
		if p.looked = true; last != nil {
			p.last = last.Report
		}
		then()
	})
}

// Divide tells sheets from other documents, by what the files hold. Those that cannot be
// read are others.
func Divide(paths []string) (mine, others []string) {
	for _, path := range paths {
		if isSheet(path) {
			mine = append(mine, path)
		} else {
			others = append(others, path)
		}
	}
	return mine, others
}

// largest is more than any sheet has, in bytes: larger files are not looked into.
const largest = 4 << 20

func isSheet(path string) bool {
	if !strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return false
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > largest {
		return false
	}
	content, err := os.ReadFile(path)
	return err == nil && sheets.Is(content)
}

// Lead takes sheets among files that were chosen or dropped to where they are put beside
// the draft; files of which none is a sheet go to others. Where no draft is open, it says
// what to do.
func Lead(w widgets.Host, paths []string, others func(paths []string)) {
	var mine, rest []string
	widgets.Soon(w, "正在看文件", func() error { mine, rest = Divide(paths); return nil }, func(error) {
		if len(mine) == 0 {
			others(paths)
			return
		}
		into := openSession(w)
		switch {
		case into == nil:
			widgets.Alert(w, "没有收回报送表", "“"+filepath.Base(mine[0])+"”是"+collection.Title+"。"+whyNoDraft(w))
		case into.Locked() != "":
			widgets.Alert(w, "没有收回报送表", into.Locked())
		default:
			Open(w, mine, into, rest...)
		}
	})
}

// openSession is the draft that sheets go into, nil for none.
func openSession(w widgets.Host) *app.Session {
	switch s := w.Screen().(type) {
	case *Assign:
		return s.s
	case *Sides:
		return s.into
	}
	return importing.OpenDraft(w)
}

// readOne reads one sheet, with a password where it has one.
func readOne(w widgets.Host, path, password string, of sheets.For, then func(*sheets.Returned, error)) {
	var got *sheets.Returned
	widgets.Soon(w, "正在读报送表", func() (err error) {
		got, err = sheets.Open(path, password, of)
		return err
	}, func(err error) {
		if errors.Is(err, sheets.ErrLocked) {
			importing.AskPassword(w, password != "", func(password string) { readOne(w, path, password, of, then) })
			return
		}
		then(got, err)
	})
}
