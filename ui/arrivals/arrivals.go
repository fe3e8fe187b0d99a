// Package arrivals takes in what comes in the exchange folder for reports that are held
// here already, from the list and for a report that stands open.
package arrivals

import (
	"fmt"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2/widget"

	"nianbao/app/exchange"
	"nianbao/ui/widgets"
)

// LookEvery is how often the exchange folder is looked into.
const LookEvery = 30 * time.Second

// Notice is how long it is told beforehand that a file will be taken in, so that no page
// changes under the mouse.
const Notice = 15 * time.Second

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
// else for now. Nobody has to go and look for what comes back: the page tells of it in a
// line, and takes it in a little later, or as soon as it is asked to.
type Waiting struct {
	Host   widgets.Host
	Report int64
	Shown  func() bool           // the report is on the screen
	Waits  func() bool           // it is with somebody else
	Tell   func(widgets.Message) // of what has come

	folder   *exchange.Folder
	cancel   func()
	scanning bool
	news     *exchange.File // nil for none
	taken    bool
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
		p.came(p.found(files))
		p.Begin()
	})
}

// came tells of a file, once, and that there is none any more.
func (p *Waiting) came(f *exchange.File) {
	before := p.news
	if f == nil && before == nil || f != nil && before != nil && f.Path == before.Path && f.At.Equal(before.At) {
		return
	}
	if p.news = f; p.Shown() {
		p.Tell(p.News())
		p.Host.Later(Notice, func() { p.afterNotice(f) })
	}
}

// afterNotice takes a file in that was told of, if it is still the one that goes on. It
// waits for a dialog to be closed.
func (p *Waiting) afterNotice(f *exchange.File) {
	switch {
	case f == nil || p.news != f || p.taken || !p.Shown() || !p.Waits():
	case p.Host.Dialogs().Open():
		p.Host.Later(Notice, func() { p.afterNotice(f) })
	default:
		p.take(f)
	}
}

func (p *Waiting) take(f *exchange.File) {
	p.taken = true
	TakeIn(p.Host, f)
}

// News tells of what has come, and offers to take it in; the zero Message where nothing
// has.
func (p *Waiting) News() widgets.Message {
	f := p.news
	if f == nil || !p.Waits() {
		return widgets.Message{}
	}
	text := "移交文件夹里有这份报告新的一份"
	if last := f.Preview.Replay.State.Last; last != nil {
		text += "（" + last.Signer() + "　" + last.Title() + "）"
	}
	text += fmt.Sprintf("，%d 秒后接收并打开。", int(Notice.Seconds()))
	return widgets.Message{Text: text, Importance: widget.HighImportance, Action: "现在接收并打开", Do: func() { p.take(f) }}
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
