// Package arrivals takes in what comes in the exchange folder for reports that are held
// here already, from the list and for a report that stands open.
package arrivals

import (
	"path/filepath"
	"time"

	"fyne.io/fyne/v2/widget"

	"nianbao/app/exchange"
	"nianbao/ui/widgets"
)

// LookEvery is how often the exchange folder is looked into.
const LookEvery = 30 * time.Second

// TakeIn takes a file in that only goes on with a report that is held here, and opens
// the report.
func TakeIn(w widgets.Host, f *exchange.File) {
	var id int64
	widgets.Soon(w, "正在接收", func() (err error) {
		id, err = exchange.At(w.Service()).Accept(w.Context(), f.Preview, exchange.Undecided)
		return err
	}, func(err error) {
		if err != nil { // it is another one by now, or the report is
			w.Log().Info("take in from the exchange folder", "error", err)
			w.OpenFile(f.Path)
			return
		}
		w.OpenReport(id, nil)
		if framed, ok := w.Screen().(widgets.Framed); ok {
			framed.Frame().Status.Say(widgets.Message{Text: "已接收移交文件夹中的 " + filepath.Base(f.Path) + "：" + f.Preview.ProofSentence(), Importance: widget.SuccessImportance})
		}
	})
}

// Waiting looks for what goes on with a report that stands open, and is with somebody
// else for now. Nobody has to go and fetch what comes back: it is taken in and shown.
type Waiting struct {
	Host   widgets.Host
	Report int64
	Shown  func() bool // the report is on the screen
	Waits  func() bool // it is with somebody else, and nothing stands before it

	folder   *exchange.Folder
	cancel   func()
	scanning bool
}

// Begin looks now and again, as long as the report is shown. It may be called again.
func (p *Waiting) Begin() {
	if p.cancel != nil {
		p.cancel()
	}
	p.cancel = p.Host.Later(LookEvery, p.look)
}

func (p *Waiting) look() {
	dir := widgets.ExchangeFolder(p.Host)
	switch {
	case !p.Shown(): // who comes back to it opens it anew
		p.cancel = nil
		return
	case dir == "" || p.scanning || !p.Waits():
		p.Begin()
		return
	case p.folder == nil || p.folder.Dir != dir:
		p.folder = &exchange.Folder{Desk: exchange.At(p.Host.Service()), Dir: dir}
	}
	folder := p.folder
	var files []exchange.File
	p.scanning = true
	p.Host.Background(func() (err error) {
		files, err = folder.Scan(p.Host.Context(), false)
		return err
	}, func(err error) {
		p.scanning = false
		if err != nil {
			p.Host.Log().Error("look into the exchange folder", "error", err)
		}
		if f := p.found(files); f != nil && p.Shown() && p.Waits() {
			p.cancel = nil
			TakeIn(p.Host, f)
			return
		}
		p.Begin()
	})
}

// found is the file that goes on with the report, nil for none.
func (p *Waiting) found(files []exchange.File) *exchange.File {
	for i := range files {
		if f := &files[i]; f.GoesOn() && f.Preview.Held == p.Report {
			return f
		}
	}
	return nil
}
