package drafts

import (
	"fmt"

	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/widgets"
)

// copyList lists the copies of the store. Each is looked through in the
// background, one after the other: only then is it called sound.
type copyList struct {
	View    *widgets.List // what is on the screen
	backups app.Backups
	copies  []app.Copy
	checked int                 // of the copies, how many were looked through
	gone    func() bool         // the list is not on the screen any more
	found   func(app.Copy, int) // told of each copy that was looked through
}

func newCopyList(w widgets.Host, b app.Backups, changed, open func()) *copyList {
	l := &copyList{backups: b, gone: func() bool { return false }, found: func(app.Copy, int) {}}
	l.View = widgets.NewList(w, []widgets.Column{{Name: "备份时间", Width: 205}, {Name: "报告", Width: 150}, {Name: "情况", Width: 150}, {Name: "大小", Width: 100}, {Name: "来由", Width: 130}, {Name: "位置", Width: 0}}, changed, open)
	return l
}

// set shows copies, newest first, and begins to look through them.
func (l *copyList) set(copies []app.Copy) {
	l.copies, l.checked = copies, 0
	var lines []widgets.Line
	for i := range copies {
		lines = append(lines, l.line(i))
	}
	l.View.SetLines(lines)
	if len(lines) > 0 {
		l.View.Choose(0)
	}
	l.checkNext()
}

func (l *copyList) line(i int) widgets.Line {
	c := &l.copies[i]
	state := widgets.Cell{Text: "正在检查……", Importance: widget.LowImportance}
	reports := fmt.Sprintf("%d 份，记录 %d 条", c.Reports, c.Entries)
	switch {
	case c.Err != nil:
		state, reports = widgets.Cell{Text: c.Trouble(), Importance: widget.DangerImportance}, ""
	case i < l.checked:
		state = widgets.Cell{Text: "完好", Importance: widget.SuccessImportance}
	}
	place := "数据文件夹"
	if c.Second {
		place = "第二备份位置"
	}
	if c.Other {
		place += "（另一份数据文件的）"
	}
	return widgets.Line{Cells: []widgets.Cell{{Text: c.MadeExactly()}, {Text: reports}, state, {Text: c.SizeText()}, {Text: c.Reason.Name()}, {Text: place}}}
}

// checkNext looks through the next copy, on another goroutine.
func (l *copyList) checkNext() {
	i := l.checked
	if i >= len(l.copies) || l.gone() {
		return
	}
	copies := l.copies
	var err error
	l.View.Host.Background(func() error {
		if copies[i].Err == nil {
			_, err = l.backups.Check(l.View.Host.Context(), copies[i].Path)
		}
		return nil
	}, func(error) {
		if len(copies) != len(l.copies) || &copies[0] != &l.copies[0] || l.gone() {
			return // other copies are shown by now
		}
		if err != nil {
			copies[i].Err = err
		}
		l.checked++
		l.View.Lines[i] = l.line(i)
		l.View.RefreshItem(i)
		if l.View.Changed != nil {
			l.View.Changed()
		}
		l.found(copies[i], i)
		l.checkNext()
	})
}

// Selected is the chosen copy, nil for none.
func (l *copyList) Selected() *app.Copy {
	if l.View.Chosen < 0 || l.View.Chosen >= len(l.copies) {
		return nil
	}
	return &l.copies[l.View.Chosen]
}

// lookThrough looks through a file from elsewhere, and goes on with it when it
// is sound.
func lookThrough(w widgets.Host, b app.Backups, path string, then func(app.Copy)) {
	var c app.Copy
	widgets.Work(w, "正在检查文件", func() (err error) {
		c, err = b.Check(w.Context(), path)
		return err
	}, func(err error) {
		if err != nil {
			widgets.Fail(w, "look through file", err)
			return
		}
		then(c)
	})
}
