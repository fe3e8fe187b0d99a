package drafts

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/signoff"
	"nianbao/ui/arrivals"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// WatchFolder lists what is in the exchange folder, which may be another one now, and
// looks into it now and again.
func (p *List) WatchFolder() {
	p.wanted = true
	p.watch()
}

func (p *List) watch() {
	p.scanFolder(false)
	if widgets.ExchangeFolder(p.w) != "" {
		p.stop()
		p.stop = p.w.Later(arrivals.LookEvery, p.watch)
	}
}

// scanFolder looks into the exchange folder on another goroutine; what it finds
// is shown in the list that is on the screen then, if one is.
func (p *List) scanFolder(all bool) {
	k, dir := p.kept, widgets.ExchangeFolder(p.w)
	p.wanted = p.wanted || all
	switch {
	case dir == "":
		p.wanted = true // there are none to come
		p.folderScanned(nil, nil)
		return
	case k.scanning:
		return
	case k.folder == nil || k.folder.Dir != dir:
		k.folder = &exchange.Folder{Desk: exchange.At(p.w.Service()), Dir: dir}
	}
	folder := k.folder
	var files []exchange.File
	k.scanning = true
	p.w.Background(func() (err error) {
		files, err = folder.Scan(p.w.Context(), all)
		return err
	}, func(err error) {
		k.scanning = false
		if shown, ok := p.w.Screen().(*List); ok {
			shown.folderScanned(files, err)
		}
	})
}

// settleAfter is how long what is found is shown at once after the list is: nobody has
// aimed at a row by then.
const settleAfter = 700 * time.Millisecond

// folderScanned shows what was found where the list has just come up, or where the person
// asked for it. Else it is told in a line: rows that come or go by themselves would put
// another one under the mouse.
func (p *List) folderScanned(files []exchange.File, err error) {
	p.trouble = ""
	if err != nil {
		p.w.Log().Error("look into the exchange folder", "error", err)
		p.trouble = "移交文件夹：" + app.Sentence(err)
	}
	if err == nil { // else what was listed stays
		p.found = files
	}
	if p.wanted || !p.settled {
		p.showFound()
		return
	}
	p.Tell()
}

// showFound lists what was found last in the exchange folder.
func (p *List) showFound() {
	same := sameFiles(p.Files, p.found)
	p.Files, p.wanted = p.found, false
	p.Tell()
	if same {
		return
	}
	p.made = map[int64]widgets.Line{}
	p.refill()
	if focused := p.w.Window().Canvas().Focused(); !p.w.Dialogs().Open() && (focused == nil || focused == fyne.Focusable(p.List)) {
		p.Refocus()
	}
}

// news tells of what has come into the exchange folder, or gone, and is not listed yet;
// the zero Message where the list is as the folder is.
func (p *List) news() widgets.Message {
	if sameFiles(p.Files, p.found) {
		return widgets.Message{}
	}
	fresh, mine := 0, 0
	for i := range p.found {
		f := &p.found[i]
		if !slices.ContainsFunc(p.Files, func(g exchange.File) bool { return sameFiles([]exchange.File{*f}, []exchange.File{g}) }) {
			fresh++
			if f.Mine {
				mine++
			}
		}
	}
	text := "移交文件夹有变动，这里还没有列出"
	switch {
	case mine > 0 && mine == fresh:
		text = fmt.Sprintf("移交文件夹中新到 %d 个文件，等您处理", fresh)
	case mine > 0:
		text = fmt.Sprintf("移交文件夹中新到 %d 个文件，其中 %d 个等您处理", fresh, mine)
	case fresh > 0:
		text = fmt.Sprintf("移交文件夹中新到 %d 个文件", fresh)
	}
	return widgets.Message{Text: text + "。", Importance: widget.HighImportance, Action: commands.As(commands.Refresh, "列出"), Do: p.showFound}
}

// superseded says whether the exchange folder has a file that goes on where a draft ends.
func (p *List) superseded(id int64) bool {
	return slices.ContainsFunc(p.Files, func(f exchange.File) bool {
		return f.Preview != nil && f.Preview.Held == id && f.Preview.Relation == handover.Newer
	})
}

func sameFiles(a, b []exchange.File) bool {
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
func stateCell(stage signoff.Stage, name string) widgets.Cell {
	c := widgets.Cell{Text: name}
	switch {
	case name == "":
		c.Text = "草稿"
	case stage == signoff.Approved:
		c.Importance = widget.SuccessImportance
	case stage == signoff.Reviewing:
		c.Importance = widget.HighImportance
	case stage == signoff.Drafting && name != "草稿":
		c.Importance = widget.WarningImportance
	}
	return c
}

// fileWords is what a file of the exchange folder can be found by.
func fileWords(f *exchange.File) string {
	words := filepath.Base(f.Path)
	if f.Preview != nil && f.Preview.Report != nil {
		words += fmt.Sprint(" ", f.Preview.Report.Unit(), " ", f.Preview.Report.Year())
	}
	return words
}

// fileLine is one file of the exchange folder, in the columns of the list.
func fileLine(f *exchange.File, now time.Time) widgets.Line {
	who, year, state, note := fileCells(f)
	return widgets.Line{Cells: []widgets.Cell{who, year, state, {Text: "来自移交文件夹"}, note, {}, {Text: widgets.When(f.At, now)}}}
}

// fileCells are whose a file is, of which year, what it is, and what is to be done with it.
func fileCells(f *exchange.File) (who, year, state, note widgets.Cell) {
	marked := func(name string) widgets.Cell { return widgets.Cell{Text: name, Importance: widget.HighImportance} }
	if f.Err != nil {
		return widgets.Cell{Text: filepath.Base(f.Path)}, year,
			widgets.Cell{Text: "不能采用", Importance: widget.DangerImportance}, widgets.Cell{Text: "打开可看原因", Importance: widget.DangerImportance}
	}
	a := f.Preview
	switch a.File.Kind {
	case handover.KindRequest:
		r := a.File.Request
		return widgets.Cell{Text: widgets.WithBrackets(r.Name, r.Post)}, year, marked("登记申请"), widgets.Cell{Text: "等您登记"}
	case handover.KindOfficeKey:
		return widgets.Cell{Text: a.File.Roster.Roster.Office}, year, marked("名册密钥"), widgets.Cell{Text: "交给第二管理人"}
	case handover.KindNewKey:
		return widgets.Cell{Text: a.File.Roster.Roster.Office}, year, marked("换新名册密钥"), widgets.Cell{Text: "等您签名"}
	case handover.KindRoster:
		r := &a.Roster.Roster
		return widgets.Cell{Text: r.Office}, year, marked("名册"), widgets.Cell{Text: fmt.Sprintf("第%d版，比本机的新", r.Version)}
	}
	note.Text = "本机还没有"
	switch {
	case a.NewOffice, a.NewKey:
		note = widgets.Cell{Text: "请先核对名册", Importance: widget.WarningImportance}
	case a.Relation == handover.Newer:
		note.Text = "比本机的新"
	case len(a.Broken) > 0:
		note = widgets.Cell{Text: "可以恢复本机的一份", Importance: widget.WarningImportance}
	case a.Relation == handover.Diverged:
		note = widgets.Cell{Text: "两边都改动过", Importance: widget.WarningImportance}
	}
	return widgets.Cell{Text: a.Report.Unit()}, widgets.Cell{Text: fmt.Sprintf("%d年", a.Report.Year())}, stateCell(a.Replay.State.Stage, a.Replay.State.Name()), note
}

// askHandled has a file not listed any more, which stays in the folder.
func (p *List) askHandled(f exchange.File) {
	name := filepath.Base(f.Path)
	widgets.Confirm(p.w, "不再列出这个文件", "“"+name+"”已经处理，或者不需要处理的，可以不再列在这台电脑的报告列表中。文件仍留在移交文件夹，别的电脑照常看到；以后要用，按“打开移交文件”选它。", "不再列出", func() {
		if err := p.kept.folder.Handled(p.w.Context(), &f); err != nil {
			widgets.Fail(p.w, "note a handled file", err)
			return
		}
		handled := func(g exchange.File) bool { return g.Path == f.Path }
		p.Files, p.found = slices.DeleteFunc(slices.Clone(p.Files), handled), slices.DeleteFunc(slices.Clone(p.found), handled)
		p.made = map[int64]widgets.Line{}
		p.refill()
		p.Refocus()
		p.Tell()
		p.frame.Status.Say(widgets.Message{Text: "“" + name + "”不再列出，文件仍在移交文件夹。"})
	})
}
