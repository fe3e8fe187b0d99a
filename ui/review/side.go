package review

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/ui/opened"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// reviewSide is the column beside the pages: the chosen place, and the lists.
type reviewSide struct {
	p       *Page
	card    *fyne.Container
	lists   *fyne.Container
	content fyne.CanvasObject
	then    map[int64]*report.Report // the report at earlier journal entries
}

func newReviewSide(p *Page) *reviewSide {
	s := &reviewSide{p: p, card: container.NewVBox(), lists: container.NewVBox(), then: map[int64]*report.Report{}}
	s.content = container.NewBorder(container.NewVBox(widgets.Tinted(s.card), widgets.Hairline()), nil, nil, nil, container.NewVScroll(s.lists))
	return s
}

// show brings the column up to date.
func (s *reviewSide) show() {
	s.showCard()
	s.lists.Objects = nil
	s.listRemarks()
	s.listChanges()
	s.listFindings()
	s.lists.Refresh()
}

// showCard tells of the chosen place: this year's figure and last year's, and
// what can be done there.
func (s *reviewSide) showCard() {
	s.card.Objects = nil
	a, r := s.p.Chosen, s.p.Session.Report()
	if a == "" {
		text := "点一下页面上的数字或者文字，可以查看这一处的上年数。"
		if s.p.Opened.Turn() {
			text = "点一下页面上的数字或者文字，可以查看上年数、对这一处写意见。"
		}
		s.card.Add(&prose.Label{Text: text, Importance: widget.LowImportance})
		s.card.Refresh()
		return
	}
	name := container.New(widgets.TightLayout{}, &prose.Label{Text: widgets.PlaceName(r, a), Bold: true})
	if r.Form().Cell(a) != nil {
		name.Add(prose.NewLabel(fmt.Sprintf("本年 %s　%s", orBlank(r.Figure(a).String()), s.before(a))))
	}
	name.Add(&prose.Label{Text: s.p.Opened.Origin(a), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance})
	s.card.Add(name)
	if s.p.Opened.Turn() {
		s.card.Add(container.NewPadded(container.NewHBox(widgets.NewButton(s.p.w, "写意见（Enter）", s.p.WriteRemark))))
	}
	s.card.Refresh()
}

// before tells last year's figure.
func (s *reviewSide) before(a form.Address) string {
	now := s.p.Session.Report().Figure(a)
	var last *report.Report
	if s.p.last != nil {
		last = s.p.last.Report
	}
	switch {
	case last == nil:
		return "上年数：没有上年报告"
	case last.Figure(a).Blank():
		return "上年 （空白）"
	case now.Blank() || last.Figure(a).String() == now.String():
		return "上年 " + last.Figure(a).String()
	}
	diff := now.Sub(last.Figure(a))
	if now.Cmp(last.Figure(a)) > 0 {
		return fmt.Sprintf("上年 %s（增加 %s）", last.Figure(a), diff)
	}
	return fmt.Sprintf("上年 %s（减少 %s）", last.Figure(a), diff.Abs())
}

func (s *reviewSide) listChanges() {
	if s.p.Opened.Seen == 0 {
		if s.p.Opened.Turn() {
			section(s.lists, "您第一次查看这份报告")
		}
		return
	}
	seen, signed := s.p.Session.SeenBy(s.p.Opened.Seen)
	section(s.lists, sinceText(app.Since{Seq: seen, Signed: signed}, len(s.p.Changes)))
	for _, c := range s.p.Changes {
		body := container.New(widgets.TightLayout{},
			&prose.Label{Text: c.name, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance},
			&prose.Label{Text: c.text(), Bold: true, Importance: widget.WarningImportance})
		if s.p.last != nil && s.p.Session.Report().Form().Cell(c.Address) != nil {
			body.Add(&prose.Label{Text: s.before(c.Address), SizeName: theme.SizeNameCaptionText})
		}
		s.lists.Add(widgets.NewRow(body, func() { s.p.GoTo(c.Address) }))
	}
}

func (s *reviewSide) listRemarks() {
	open, handled := s.p.remarks.listed()
	switch {
	case len(open)+len(handled) > 0:
		section(s.lists, fmt.Sprintf("意见：未处理 %d 条，已处理 %d 条", len(open), len(handled)))
	case s.p.Opened.Turn():
		section(s.lists, "意见 0 条")
	}
	s.p.remarks.list(s.lists)
}

// done tells what was done about a remark: the answer, and what the place
// holds since.
func (s *reviewSide) done(m notes.Remarked) []fyne.CanvasObject {
	out := []fyne.CanvasObject{opened.AnswerLine(m.Answer)}
	r := s.p.Session.Report()
	then := s.then[m.Seq]
	if then == nil {
		then = s.p.Session.ReportAt(m.Seq)
		s.then[m.Seq] = then
	}
	if old, now := then.Raw(m.Address), r.Raw(m.Address); old != now {
		out = append(out, prose.NewLabel("此处内容："+newChange(r, m.Address, old, now).text()))
	} else {
		out = append(out, &prose.Label{Text: "此处内容没有改动。", Importance: widget.LowImportance})
	}
	return out
}

func (s *reviewSide) listFindings() {
	found := s.p.Session.Lists()
	section(s.lists, opened.CountFindings(found))
	for _, f := range found.All() {
		var tap func()
		if at := f.Goes(); at != "" {
			tap = func() { s.p.GoTo(at) }
		}
		body, _ := opened.FindingBody(s.p.Session, f)
		s.lists.Add(widgets.NewRow(body, tap))
	}
	if len(found.All()) == 0 {
		s.lists.Add(&prose.Label{Text: check.Clean, Importance: widget.SuccessImportance})
	}
}
