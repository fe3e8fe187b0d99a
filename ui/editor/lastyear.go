package editor

import (
	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/report"
	"nianbao/ui/lastyear"
)

// besider is a part that can show the report of the year before beside itself; nil takes
// it away.
type besider interface {
	// showLast says whether there was room for it.
	showLast(last *report.Report) bool
}

// toggleLast shows or hides the year before beside tables and texts.
func (e *Editor) toggleLast() {
	e.desk.last = !e.desk.last
	e.keepDesk()
	e.showLast(true)
}

// showLast shows the year before where it is wanted; it is looked for once, for the rules
// even where it is not shown. Where there is none, somebody who asked is told.
func (e *Editor) showLast(asked bool) {
	switch {
	case !e.desk.last:
		e.setLast(nil, false)
		if e.last != nil {
			return
		}
	case e.last != nil:
		e.setLast(e.last.Report, asked)
		return
	}
	uid, unit, year := e.Session.UID(), e.Report().Unit(), e.Report().Year()
	var last *app.LastYear
	e.Host.Background(func() (err error) {
		last, err = exchange.At(e.Host.Service()).LastYearOf(e.Host.Context(), uid, unit, year)
		return err
	}, func(err error) {
		if err != nil {
			e.Host.Log().Error("read the year before", "error", err)
		}
		if e.last = last; last != nil {
			e.Session.CompareWith(last.Report)
			e.refresh()
		}
		switch {
		case last != nil && e.desk.last:
			e.setLast(last.Report, asked)
		case last == nil && asked:
			e.SetStatus("没有这个单位上一年度的报告可以对照：这台电脑上没有，移交文件也没有带来。")
		}
	})
}

// setLast shows a report beside every part that has room for it; somebody who asked is
// told where the present one has none.
func (e *Editor) setLast(last *report.Report, asked bool) {
	for i, p := range e.Parts {
		if b, ok := p.(besider); ok && !b.showLast(last) && asked && i == e.Current {
			e.SetStatus("窗口里放不下上年的内容。请放大窗口，或者收起右边（F7）、左边。")
		}
	}
}

func (p *TablePart) showLast(last *report.Report) bool {
	p.beside.Objects, p.Columns, p.Grid.OnMoved = nil, nil, nil
	if last != nil {
		p.Columns = lastyear.NewColumns(p.Grid, p.e.Report, last)
		p.Grid.OnMoved = p.Columns.Update
		p.beside.Objects = []fyne.CanvasObject{p.Columns}
	}
	p.showScale()
	p.content.Refresh()
	if p.Columns != nil {
		p.Columns.Update()
	}
	return p.beside.Visible() || last == nil
}

func (p *TextPart) showLast(last *report.Report) bool {
	p.beside.Objects, p.LastYear = nil, nil
	if last != nil {
		p.LastYear = lastyear.NewText(last)
		p.beside.Objects = []fyne.CanvasObject{p.LastYear.Content}
	}
	p.tellLast()
	p.content.Refresh()
	return p.beside.Visible() || last == nil
}

// tellLast shows the text of the year before of the field that has the keyboard.
func (p *TextPart) tellLast() {
	if p.LastYear == nil {
		return
	}
	at := p.focused
	if at == nil {
		at = p.first()
	}
	if f := p.e.Report().Form().Field(at.Address); f != nil {
		p.LastYear.Show(f)
	}
}
