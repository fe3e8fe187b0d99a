package ui

import (
	"fmt"

	"fyne.io/fyne/v2/widget"

	"nianbao/app"
)

// copyList lists the copies of the store. Each is looked through in the
// background, one after the other: only then is it called sound.
type copyList struct {
	*lineList
	backups app.Backups
	copies  []app.Copy
	checked int                 // of the copies, how many were looked through
	gone    func() bool         // the list is not on the screen any more
	found   func(app.Copy, int) // told of each copy that was looked through
}

func newCopyList(w Host, b app.Backups, changed, open func()) *copyList {
	l := &copyList{backups: b, gone: func() bool { return false }, found: func(app.Copy, int) {}}
	l.lineList = newLineList(w, []column{{"备份时间", 190}, {"报告", 90}, {"情况", 150}, {"大小", 100}, {"来由", 130}, {"位置", 0}}, changed, open)
	return l
}

// set shows copies, newest first, and begins to look through them.
func (l *copyList) set(copies []app.Copy) {
	l.copies, l.checked = copies, 0
	var lines []line
	for i := range copies {
		lines = append(lines, l.line(i))
	}
	l.setLines(lines)
	if len(lines) > 0 {
		l.choose(0)
	}
	l.checkNext()
}

func (l *copyList) line(i int) line {
	c := &l.copies[i]
	state := cell{"正在核对……", widget.LowImportance}
	reports := fmt.Sprintf("%d 份", c.Reports)
	switch {
	case c.Err != nil:
		state, reports = cell{c.Trouble(), widget.DangerImportance}, ""
	case i < l.checked:
		state = cell{"完好", widget.SuccessImportance}
	}
	place := "数据文件夹"
	if c.Second {
		place = "第二备份位置"
	}
	return line{cells: []cell{{text: c.MadeText()}, {text: reports}, state, {text: c.SizeText()}, {text: c.Reason.Name()}, {text: place}}}
}

// checkNext looks through the next copy, on another goroutine.
func (l *copyList) checkNext() {
	i := l.checked
	if i >= len(l.copies) || l.gone() {
		return
	}
	copies := l.copies
	var err error
	l.w.Background(func() error {
		if copies[i].Err == nil {
			_, err = l.backups.Check(l.w.Context(), copies[i].Path)
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
		l.lines[i] = l.line(i)
		l.RefreshItem(i)
		if l.changed != nil {
			l.changed()
		}
		l.found(copies[i], i)
		l.checkNext()
	})
}

// selected is the chosen copy, nil for none.
func (l *copyList) selected() *app.Copy {
	if l.chosen < 0 || l.chosen >= len(l.copies) {
		return nil
	}
	return &l.copies[l.chosen]
}
