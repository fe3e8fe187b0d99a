package register

import (
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/intake/register"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/grid"
	"nianbao/ui/importing"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Result is the page that shows what a register comes to. Nothing of it is in the draft
// before the person says so.
type Result struct {
	w      widgets.Host
	from   *Mapping
	c      *register.Count
	m      *register.Mapping
	report *report.Report // the draft as it will be

	parts  []part
	at     int
	Parts  *widgets.List
	Grid   *grid.Grid    // of the table that is shown, nil for a list
	Lines  *widgets.List // of rows, nil where a table is shown
	said   *widgets.TextLine
	detail *fyne.Container
	frame  *widgets.Frame
}

// part is one thing that is shown of a count: a table, rows with what there is to say of
// them, or a text.
type part struct {
	name       string
	count      string
	importance widget.Importance
	table      *form.Table
	rows       []register.Remark
	explain    string // over the rows
	text       string
}

func showResult(w widgets.Host, from *Mapping, c *register.Count, m *register.Mapping) {
	p := &Result{w: w, from: from, c: c, m: m, at: -1, detail: container.NewStack()}
	plan, err := p.plan(false)
	if err != nil {
		widgets.Fail(w, "plan counting", err)
		return
	}
	p.report = from.s.into.Report().Clone()
	if err := p.report.Apply(plan.Edit); err != nil {
		widgets.Fail(w, "show count", err)
		return
	}
	p.findParts()
	p.Parts = widgets.NewList(w, []widgets.Column{{Name: "统计出的内容"}, {Name: "", Width: 72}}, p.onPart, nil)
	var lines []widgets.Line
	for _, part := range p.parts {
		lines = append(lines, widgets.Line{Cells: []widgets.Cell{{Text: part.name}, {Text: part.count, Importance: part.importance}}})
	}
	p.Parts.SetLines(lines)
	p.frame = widgets.NewFrame(w, from.s.title(), p.back, commands.TakeIn)
	left := container.NewBorder(p.Parts.Head(), nil, nil, nil, p.Parts)
	p.frame.SetBody(widgets.NewLeftSplit(left, p.detail, partsWidth))
	p.frame.SetActions(widgets.NewPrimary(w, commands.As(commands.TakeIn, "填入当前草稿"), p.takeIn), widgets.NewButton(w, "改对应", p.back))
	w.Show(p)
}

// partsWidth is that of the list of what was counted, in units.
const partsWidth = 300

func (p *Result) plan(onlyBlanks bool) (*register.Plan, error) {
	b := p.from.s.book
	return p.c.Into(p.from.s.into.Report(), b.Name, b.SM3, onlyBlanks)
}

// findParts lists what there is to be seen.
func (p *Result) findParts() {
	for _, t := range p.report.Form().Tables() {
		for _, c := range t.Inputs() {
			if _, ok := p.c.Cells[c.Address]; ok {
				p.parts = append(p.parts, part{name: t.Name, table: t})
				break
			}
		}
	}
	add := func(name string, rows []register.Remark, importance widget.Importance, explain string) {
		if len(rows) == 0 {
			importance = widget.MediumImportance
		}
		p.parts = append(p.parts, part{name: name, count: fmt.Sprintf("%d 行", len(rows)), rows: rows, importance: importance, explain: explain})
	}
	add("没有计入的行", p.c.Left, widget.DangerImportance, "这些行在各表中都没有计入：在台账中改好，保存以后重新统计。")
	add("请核对的行", p.c.Look, widget.WarningImportance, "这些行已经计入，请核对。")
	var late, skipped []register.Remark
	for _, l := range p.c.Late {
		late = append(late, register.Remark{At: l.At, Why: l.Says()})
	}
	for _, s := range p.c.Skipped {
		skipped = append(skipped, register.Remark(s))
	}
	add("可能超期", late, widget.WarningImportance, "供本单位自己核对；不是报告的检查结果，不影响送审。")
	add("不是申请的行", skipped, widget.MediumImportance, "合计行、重复的表头、空行等，没有计入。")
	text := ""
	for _, line := range p.c.Summary() {
		text += line + "\n"
	}
	p.parts = append(p.parts, part{name: "一、总体情况可以引用", text: text + "\n" + p.c.Sentence()})
}

// onPart shows the part that was chosen.
func (p *Result) onPart() {
	i := p.Parts.Chosen
	if i < 0 || i == p.at {
		return
	}
	p.at, p.Grid, p.Lines = i, nil, nil
	var body fyne.CanvasObject
	switch part := &p.parts[i]; {
	case part.table != nil:
		body = p.showTable(part.table)
	case part.text != "":
		body = p.showText(part.text)
	default:
		body = p.showRows(part)
	}
	p.detail.Objects = []fyne.CanvasObject{body}
	p.detail.Refresh()
	if p.Lines != nil {
		p.Lines.Choose(0) // once it has its place
	}
}

// errLooking is why nothing can be typed here.
var errLooking = errors.New("这里只看统计出什么，填入以后可以修改")

// showTable shows what a table will be. Cells that change are marked.
func (p *Result) showTable(t *form.Table) fyne.CanvasObject {
	p.Grid = grid.New(t, grid.Of(p.report))
	p.Grid.Lock(errLooking)
	p.Grid.OnKey = p.w.Key
	p.Grid.OnSelect = p.say
	p.Grid.OnRefused = func(form.Address, error) { p.openRows() }
	p.Grid.SetScale(grid.Scale{Compact: true})
	marks := map[form.Address]grid.Mark{}
	plan, err := p.plan(true)
	if err == nil {
		for _, r := range plan.Replaced {
			marks[r.Address] = grid.MarkedOther
		}
	}
	p.Grid.SetMarks(marks)
	p.said = line("")
	p.say(p.Grid.Active())
	foot := container.NewVBox(widgets.Hairline(), container.NewBorder(nil, nil, nil, widgets.NewCommand(p.w, commands.Rows), container.NewPadded(p.said)))
	if len(marks) > 0 {
		foot.Add(&prose.Label{Text: "另 草稿中另有内容", Importance: widget.LowImportance})
	}
	return container.NewBorder(nil, foot, nil, nil, importing.WithMargin(p.Grid))
}

// say tells which rows a figure counts.
func (p *Result) say(a form.Address) {
	c := p.report.Form().Cell(a)
	text := c.Name
	if n, ok := counted.Behind(p.report, a); ok {
		text += "：" + n.Says()
	} else {
		text += "：台账中没有统计"
	}
	p.said.Set(text, widgets.ColorText)
}

// openRows shows the rows of the figure under the cursor, or the row that is chosen.
func (p *Result) openRows() {
	b := p.from.s.book
	switch {
	case p.Grid != nil:
		a := p.Grid.Active()
		if n, ok := counted.Behind(p.report, a); ok {
			showLines(p.w, p.report.Form().Cell(a).Name, b, n.Places(), p.m)
		}
	case p.Lines != nil && p.Lines.Chosen >= 0:
		r := p.parts[p.at].rows[p.Lines.Chosen]
		showLines(p.w, r.Why, b, []counted.Place{r.At}, p.m)
	}
}

// showRows lists rows with what there is to say of them.
func (p *Result) showRows(part *part) fyne.CanvasObject {
	p.Lines = widgets.NewList(p.w, []widgets.Column{{Name: "行", Width: 210}, {Name: "说明"}}, nil, p.openRows)
	whole := prose.NewLabel("")
	p.Lines.Changed = func() {
		if i := p.Lines.Chosen; i >= 0 {
			whole.SetText(part.rows[i].Why + "。")
		}
	}
	var lines []widgets.Line
	for _, r := range part.rows {
		lines = append(lines, widgets.Line{Cells: widgets.Plain(p.from.s.book.Where(r.At), short(r.Why))})
	}
	p.Lines.SetLines(lines)
	if len(lines) == 0 {
		return container.NewPadded(&prose.Label{Text: "没有。", Importance: widget.LowImportance})
	}
	over := container.NewVBox(container.NewPadded(&prose.Label{Text: part.explain}), p.Lines.Head())
	return container.NewBorder(over, container.NewVBox(widgets.Hairline(), whole, container.NewPadded(container.NewHBox(widgets.NewCommand(p.w, commands.Rows)))), nil, nil, p.Lines)
}

// short is the beginning of what there is to say of a row; the whole stands below.
func short(why string) string {
	const most = 24
	if text := []rune(why); len(text) > most {
		return string(text[:most]) + "…"
	}
	return why
}

// showText shows what was counted in words, which can be copied.
func (p *Result) showText(text string) fyne.CanvasObject {
	label := prose.NewLabel(text)
	button := widgets.NewButton(p.w, "复制最后一段", func() {
		fyne.CurrentApp().Clipboard().SetContent(p.c.Sentence())
		p.frame.Status.Say(widgets.Message{Text: "已复制，可以粘贴到“一、总体情况”，请核对以后改写。"})
	})
	return container.NewVScroll(container.NewPadded(container.NewVBox(label, container.NewHBox(button))))
}

// takeIn fills what was counted into the draft. Where that has other figures, it asks.
func (p *Result) takeIn() {
	if p.c.Received+p.c.CarriedIn+p.c.Closed+p.c.CarriedOut == 0 {
		widgets.Alert(p.w, "没有可以填入的数字", "这份台账中没有一件申请属于这份报告的年度，没有填入。请核对选的台账、工作表和报告的年度；本年度确实没有申请的，在表三中用“空白填 0”。")
		return
	}
	blanks, err := p.plan(true)
	if err != nil {
		widgets.Fail(p.w, "plan counting", err)
		return
	}
	all, err := p.plan(false)
	if err != nil {
		widgets.Fail(p.w, "plan counting", err)
		return
	}
	if len(blanks.Replaced) == 0 {
		p.apply(all, 0)
		return
	}
	importing.AskReplacing(p.w, blanks.Replaced, "统计", func() { p.apply(blanks, len(blanks.Replaced)) }, func() { p.apply(all, 0) })
}

// apply makes the plan one edit of the draft, remembers what was said of the register,
// and shows the draft. So many figures of the draft are kept though another was counted.
func (p *Result) apply(plan *register.Plan, kept int) {
	s, d := p.from.s, p.w.Service()
	if !plan.Edit.Empty() {
		err := s.into.Apply(p.w.Context(), plan.Edit)
		if err != nil && s.into.Saved().Pending == 0 {
			widgets.Fail(p.w, "take over count", err)
			return
		}
		if err != nil {
			p.w.Log().Error("take over count", "error", err) // it stands, and is stored as soon as that is possible
		}
	}
	if err := errors.Join(s.book.Remember(p.w.Context(), d.Settings, p.m), register.RememberFile(p.w.Context(), d.Settings, s.book, s.path)); err != nil {
		p.w.Log().Error("remember mapping", "error", err) // it is asked anew
	}
	last = s.book
	text := p.says(plan, kept)
	p.w.OpenReport(s.into.ID(), func() { importing.SayOn(p.w, text) })
}

// says tells what was filled in, what was not, and which rows count nowhere.
func (p *Result) says(plan *register.Plan, kept int) string {
	text := fmt.Sprintf("已填入台账“%s”统计的数字：新收 %d 件，结转 %d 件，办结 %d 件，结转下年度 %d 件，按 %s 可以撤销。",
		p.from.s.book.Name, p.c.Received, p.c.CarriedIn, p.c.Closed, p.c.CarriedOut, commands.Of(commands.Undo).Key)
	if kept > 0 {
		filled := 0
		for _, c := range plan.Edit.Changes {
			if p.from.s.into.Report().Form().Cell(c.Address) != nil {
				filled++
			}
		}
		text = fmt.Sprintf("台账“%s”：填入 %d 格；另有 %d 格草稿中已有别的数字，没有改动，列在“检查”中。", p.from.s.book.Name, filled, kept)
	}
	if n := len(p.c.Left); n > 0 {
		text += fmt.Sprintf("台账中有 %d 行没有计入，请改好以后重新统计。", n)
	}
	return text
}

// back shows the mapping again.
func (p *Result) back() { p.w.Show(p.from) }

// Content returns the screen.
func (p *Result) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *Result) Frame() *widgets.Frame { return p.frame }

// Shown begins with what was left out, where anything was.
func (p *Result) Shown() {
	first := 0
	for i := range p.parts {
		if p.parts[i].importance == widget.DangerImportance {
			first = i
		}
	}
	p.Parts.Choose(first)
	p.Refocus()
}

// Refocus gives the keyboard to the list.
func (p *Result) Refocus() { p.w.Window().Canvas().Focus(p.Parts) }

// Leave always lets go: nothing was stored.
func (p *Result) Leave() bool { return true }

// WayBack leads back to the report.
func (p *Result) WayBack() func() { return p.from.s.back }

// Topic is the chapter of the manual about this page.
func (p *Result) Topic() string { return topic }

// Actions offers what can be done here.
func (p *Result) Actions() commands.Offer {
	return commands.Offer{commands.TakeIn: p.takeIn, commands.Rows: p.openRows, commands.Back: p.back, commands.Cancel: p.back}
}
