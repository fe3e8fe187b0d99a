package ui

import (
	"fmt"
	"nianbao/app/signoff"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/handover"
)

// trayEvery is how often the tray folder is looked into while the list of
// drafts is shown.
const trayEvery = 30 * time.Second

// WatchFolder looks into the exchange folder now and again.
func (p *startPage) WatchFolder() {
	p.scanFolder(false)
	if ExchangeFolder(p.w) != "" {
		p.stop()
		p.stop = p.w.Later(trayEvery, p.WatchFolder)
	}
}

// scanFolder looks into the exchange folder on another goroutine; what it finds
// is shown in the list that is on the screen then, if one is.
func (p *startPage) scanFolder(all bool) {
	k, dir := p.kept, ExchangeFolder(p.w)
	switch {
	case dir == "":
		p.folderScanned(nil, nil)
		return
	case k.scanning:
		return
	case k.folder == nil || k.folder.Dir != dir:
		k.folder = &app.ExchangeFolder{Service: p.w.Service(), Dir: dir}
	}
	folder := k.folder
	var files []app.ExchangeFile
	k.scanning = true
	p.w.Background(func() (err error) {
		files, err = folder.Scan(p.w.Context(), all)
		return err
	}, func(err error) {
		k.scanning = false
		if shown, ok := p.w.Screen().(*startPage); ok {
			shown.folderScanned(files, err)
		}
	})
}

func (p *startPage) folderScanned(files []app.ExchangeFile, err error) {
	if err != nil {
		p.w.Log().Error("look into the exchange folder", "error", err)
		p.trouble.SetText("移交文件夹：" + app.Sentence(err))
	}
	show(p.trouble, err != nil)
	if sameFiles(p.files, files) {
		return
	}
	p.files = files
	p.onFilter(p.filter.Text)
	if focused := p.w.Window().Canvas().Focused(); !p.w.Dialogs().Open() && (focused == nil || focused == fyne.Focusable(p.list)) {
		p.Refocus()
	}
}

// superseded says whether the tray has a file that goes on where a draft ends.
func (p *startPage) superseded(id int64) bool {
	return slices.ContainsFunc(p.files, func(f app.ExchangeFile) bool {
		return f.Preview != nil && f.Preview.Held == id && f.Preview.Relation == handover.Newer
	})
}

func sameFiles(a, b []app.ExchangeFile) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Path != b[i].Path || !a[i].At.Equal(b[i].At) || a[i].Mine != b[i].Mine || (a[i].Err == nil) != (b[i].Err == nil) {
			return false
		}
	}
	return true
}

// stateCell shows where a report stands, in a colour of its own.
func stateCell(stage signoff.Stage, name string) cell {
	c := cell{text: name}
	switch {
	case name == "":
		c.text = "草稿"
	case stage == signoff.Approved:
		c.importance = widget.SuccessImportance
	case stage == signoff.Reviewing:
		c.importance = widget.HighImportance
	case stage == signoff.Drafting && name != "草稿":
		c.importance = widget.WarningImportance
	}
	return c
}

// fileWords is what a file of the tray can be found by.
func fileWords(f *app.ExchangeFile) string {
	words := filepath.Base(f.Path)
	if f.Preview != nil && f.Preview.Report != nil {
		words += fmt.Sprint(" ", f.Preview.Report.Unit(), " ", f.Preview.Report.Year())
	}
	return words
}

// fileLine is one file of the tray.
func fileLine(f *app.ExchangeFile, now time.Time) line {
	const source = "移交文件夹中的文件"
	at := cell{text: when(f.At, now)}
	if f.Err != nil {
		return line{cells: []cell{
			{text: filepath.Base(f.Path)}, {}, {"不能采用", widget.DangerImportance}, {text: source}, {"打开可看原因", widget.DangerImportance}, at,
		}}
	}
	a := f.Preview
	switch a.File.Kind {
	case handover.KindRequest:
		r := a.File.Request
		return line{cells: []cell{{text: titled(r.Name, r.Post)}, {}, {"登记申请", widget.HighImportance}, {text: source}, {text: "等您登记"}, at}}
	case handover.KindRoster:
		r := &a.Roster.Roster
		return line{cells: []cell{{text: r.Office}, {}, {"名册", widget.HighImportance}, {text: source}, {text: fmt.Sprintf("第%d版，比本机的新", r.Version)}, at}}
	}
	note := cell{text: "本机还没有"}
	switch {
	case a.NewOffice:
		note = cell{"请先核对名册", widget.WarningImportance}
	case a.Relation == handover.Newer:
		note.text = "比本机的新"
	case a.Relation == handover.Diverged:
		note = cell{"两边都改动过", widget.WarningImportance}
	}
	return line{cells: []cell{
		{text: a.Report.Unit()}, {text: fmt.Sprintf("%d年", a.Report.Year())}, stateCell(a.Replay.State.Stage, a.Replay.State.Name()), {text: source}, note, at,
	}}
}
