package register

import (
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/counted"
	"nianbao/app/intake/register"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Mapping is the page that says which column of a register is what, and what the words
// in it mean.
type Mapping struct {
	w       widgets.Host
	s       *source
	M       *register.Mapping
	sheets  map[int]bool // that are counted
	words   []register.Word
	excess  []register.Role
	Columns []*widgets.Select // what each column is, in the order of the page
	Choices []*widgets.Select // what each word means, in the order of words
	Heads   []*widgets.Select // in which row the head is, of sheets where none was found
	taken   int               // proposals that were taken and not told of yet
	over    *fyne.Container
	left    *fyne.Container
	right   *fyne.Container
	frame   *widgets.Frame
}

// showMapping shows what is known of a register: what was said before, and what its
// headings say.
func showMapping(w widgets.Host, s *source) {
	p := &Mapping{w: w, s: s, M: register.Remembered(w.Context(), w.Service().Settings), sheets: map[int]bool{}, over: container.NewStack(), left: container.NewStack(), right: container.NewStack()}
	for _, l := range s.book.Sheets {
		p.sheets[l.Number] = !l.Hidden && l.Head > 0
	}
	p.M.ProposeColumns(s.book, p.counted())
	p.frame = widgets.NewFrame(w, s.title(), s.back, commands.TakeIn)
	p.over.Objects = []fyne.CanvasObject{p.notes()}
	p.frame.SetBody(container.NewBorder(p.over, nil, nil, nil, widgets.NewLeftSplit(p.left, p.right, columnsWidth)))
	p.frame.SetActions(widgets.NewPrimary(w, commands.As(commands.TakeIn, "统计"), p.count), widgets.NewButton(w, "采用全部建议", p.TakeProposals))
	p.fillColumns()
	p.fillWords()
	w.Window().SetTitle("统计台账 " + s.book.Name + " - 年报通")
	w.Show(p)
}

// columnsWidth is that of the list of columns, in units.
const columnsWidth = 520

// How the columns of the two lists share the width.
var (
	columnsOfColumns = inColumns{9, 10, 11}
	columnsOfWords   = inColumns{10, 4, 15, 13}
)

// counted are the numbers of the sheets that are counted.
func (p *Mapping) counted() []int {
	var out []int
	for _, l := range p.s.book.Sheets {
		if p.sheets[l.Number] {
			out = append(out, l.Number)
		}
	}
	return out
}

// notes say what a person should know of the register, and let choose what counts.
func (p *Mapping) notes() fyne.CanvasObject {
	box := container.NewVBox()
	hidden := 0
	for _, l := range p.s.book.Sheets {
		for _, text := range l.Notes(p.M) {
			box.Add(&prose.Label{Text: text, Importance: widget.WarningImportance})
		}
		hidden += l.HiddenRows
	}
	if p.s.book.Unsaved > 0 {
		box.Add(&prose.Label{Text: fmt.Sprintf("有 %d 个公式没有保存结果，请在 Excel 或者 WPS 中打开、保存以后再统计。", p.s.book.Unsaved), Importance: widget.DangerImportance})
	}
	choices := container.NewHBox()
	p.Heads = nil
	add := func(label string, on bool, changed func(bool)) {
		c := widgets.NewCheck(p.w, label, nil)
		c.SetChecked(on)
		c.OnChanged = changed
		choices.Add(c)
	}
	if len(p.s.book.Sheets) > 1 {
		for _, l := range p.s.book.Sheets {
			add("“"+l.Name+"”", p.sheets[l.Number], func(on bool) { p.useSheet(l, on) })
		}
	}
	for _, l := range p.s.book.Sheets {
		if l.Head == 0 && !l.Hidden {
			choices.Add(p.headOf(l))
		}
	}
	if hidden > 0 {
		add("隐藏的行不计", p.M.LeaveHidden, func(on bool) { p.M.LeaveHidden = on; p.fillWords() })
	}
	add("重复的行只计一次", p.M.CountOnce, func(on bool) { p.M.CountOnce = on })
	choices.Add(widgets.NewQuiet(p.w, "写出空白台账…", p.writeBlank))
	box.Add(container.NewHScroll(choices)) // a register may have a sheet for each month
	return container.NewVBox(container.NewPadded(box), widgets.Hairline())
}

// headOf asks in which row the head of a sheet is.
func (p *Mapping) headOf(l *register.List) fyne.CanvasObject {
	const most = 15
	var rows []string
	for n := 1; n <= most; n++ {
		rows = append(rows, fmt.Sprintf("“%s”的表头在第 %d 行", l.Name, n))
	}
	choice := widgets.NewChoice(p.w, rows, nil)
	choice.PlaceHolder = "“" + l.Name + "”的表头在哪一行"
	choice.OnChanged = func(chosen string) {
		if !l.SetHead(slices.Index(rows, chosen) + 1) {
			p.frame.Status.Say(widgets.Message{Text: "这一行是空白的，不是表头。"})
			return
		}
		p.over.Objects = []fyne.CanvasObject{p.notes()}
		p.over.Refresh()
		p.useSheet(l, true)
	}
	p.Heads = append(p.Heads, choice)
	return choice
}

// writeBlank writes an empty register for the year after the report's.
func (p *Mapping) writeBlank() {
	r := p.s.into.Report()
	name := fmt.Sprintf("%d年依申请公开台账.xlsx", r.Year()+1)
	widgets.ChooseTarget(p.w, "写出空白台账", name, "台账带有下拉列表，用格式的词登记，统计时不用再对应。", func(path string) {
		if err := register.WriteBlank(path, r.Form(), r.Year()+1); err != nil {
			widgets.Fail(p.w, "write empty register", err)
			return
		}
		widgets.TellWritten(p.w, "已写出空白台账", "已写出“"+filepath.Base(path)+"”。收到的申请登记在这里，统计时不用再对应。", path)
	})
}

// useSheet counts a sheet, or does not.
func (p *Mapping) useSheet(l *register.List, on bool) {
	p.sheets[l.Number] = on && l.Head > 0
	if on && l.Head == 0 {
		p.frame.Status.Say(widgets.Message{Text: "“" + l.Name + "”中没有找到表头，不能统计。"})
	}
	p.M.ProposeColumns(p.s.book, p.counted())
	p.fillColumns()
	p.fillWords()
}

// noRole is what a column is called that is not looked at.
const noRole = "（不用）"

// fillColumns lists the columns, each with what stands in it first and what it is.
func (p *Mapping) fillColumns() {
	names := []string{noRole}
	for _, m := range register.Roles {
		names = append(names, m.Name)
	}
	rows, seen := container.NewVBox(), map[string]bool{}
	p.Columns = nil
	for _, number := range p.counted() {
		for _, c := range p.s.book.Sheet(number).Columns {
			if seen[c.Label] {
				continue
			}
			seen[c.Label] = true
			choice := widgets.NewChoice(p.w, names, nil)
			choice.Selected = noRole
			if role := p.M.Headings[c.Label]; role != register.None {
				choice.Selected = register.MeaningOf(role).Name
			}
			choice.OnChanged = func(name string) { p.setRole(c.Label, name) }
			p.Columns = append(p.Columns, choice)
			text := p.s.book.Sample(&c, p.M)
			sample := line(text)
			sample.Set(text, widgets.ColorQuiet)
			rows.Add(container.New(columnsOfColumns, line(c.Label), sample, choice))
		}
	}
	p.left.Objects = []fyne.CanvasObject{headed(rows, columnsOfColumns, "台账的列", "第一行的内容", "是什么")}
	p.left.Refresh()
}

// setRole says what a column is. Another one that was that is not any more.
func (p *Mapping) setRole(label, name string) {
	role := register.None
	for _, m := range register.Roles {
		if m.Name == name {
			role = m.Role
		}
	}
	for _, number := range p.counted() {
		columns := p.s.book.Sheet(number).Columns
		if !slices.ContainsFunc(columns, func(c register.Column) bool { return c.Label == label }) {
			continue
		}
		for _, c := range columns {
			if role != register.None && p.M.Headings[c.Label] == role {
				p.M.Headings[c.Label] = register.None
			}
		}
	}
	p.M.Headings[label] = role
	p.frame.Status.Say(widgets.Message{Text: register.MeaningOf(role).Help})
	p.fillColumns()
	p.fillWords()
}

// noTarget is what a word means of which nobody has said anything.
const noTarget = "（还没有对应）"

// fillWords reads which words there are, and lists them. That takes a while in a
// register of many thousand rows.
func (p *Mapping) fillWords() {
	f, m, sheets := p.s.into.Report().Form(), p.M.Clone(), p.counted()
	var found []register.Word
	var excess []register.Role
	widgets.Soon(p.w, "正在读台账", func() error { found, excess = p.s.book.Words(m, sheets, f); return nil }, func(error) {
		p.words, p.excess = found, excess
		p.showWords()
	})
}

// showWords lists the words, each with its rows and what it means.
func (p *Mapping) showWords() {
	rows := container.NewVBox()
	for _, role := range p.excess {
		rows.Add(&prose.Label{Text: "作为" + register.MeaningOf(role).Name + "的一列内容太多，不像是" + register.MeaningOf(role).Name + "，请另选一列。", Importance: widget.DangerImportance})
	}
	p.kindOfAll(rows)
	p.Choices = nil
	last := register.None
	for i := range p.words {
		w := &p.words[i]
		if w.Role != last {
			last = w.Role
			rows.Add(&widget.Label{Text: register.MeaningOf(w.Role).Name, TextStyle: fyne.TextStyle{Bold: true}})
		}
		rows.Add(p.wordRow(w))
	}
	if len(p.words) == 0 && len(p.excess) == 0 {
		rows.Add(&prose.Label{Text: "指明了申请人类别、办理结果等列以后，列中的用语显示在这里。", Importance: widget.LowImportance})
	}
	p.right.Objects = []fyne.CanvasObject{headed(rows, columnsOfWords, "本单位的用语", "", "格式中的哪一项", "")}
	p.right.Refresh()
	p.sayLeft()
}

// wordRow shows a word with the choice of what it means.
func (p *Mapping) wordRow(w *register.Word) fyne.CanvasObject {
	targets := register.Targets(p.s.into.Report().Form(), w.Role)
	names := []string{noTarget}
	name := func(id string) string {
		for _, t := range targets {
			if t.ID == id {
				return t.Name
			}
		}
		return noTarget
	}
	for _, t := range targets {
		names = append(names, t.Name)
	}
	choice := widgets.NewChoice(p.w, names, nil)
	choice.Selected = name(w.Target)
	choice.OnChanged = func(chosen string) {
		id := ""
		if i := slices.Index(names, chosen); i > 0 {
			id = targets[i-1].ID
		}
		p.setWord(w, id)
	}
	p.Choices = append(p.Choices, choice)
	beside := fyne.CanvasObject(line(""))
	switch {
	case w.Own:
		beside = line("格式原词")
	case w.Target == "" && w.Proposed != "":
		beside = widgets.NewLink(p.w, "采用："+name(w.Proposed), name(w.Proposed), func() { p.setWord(w, w.Proposed) })
	}
	return container.New(columnsOfWords, line(w.Text), line(fmt.Sprintf("%d 行", len(w.Rows))), choice, beside)
}

// setWord says what a word means; "" that nobody knows.
func (p *Mapping) setWord(w *register.Word, target string) {
	p.M.Map(w.Role, w.Text, target)
	if target == "" { // it may be the form's own
		p.fillWords()
		return
	}
	w.Target, w.Own = target, false
	p.showWords()
}

// kindOfAll asks who applied in all rows, where no column says so.
func (p *Mapping) kindOfAll(rows *fyne.Container) {
	for _, number := range p.counted() {
		for _, c := range p.s.book.Sheet(number).Columns {
			if p.M.Headings[c.Label] == register.Kind {
				p.M.Kind = ""
				return
			}
		}
	}
	targets := register.Targets(p.s.into.Report().Form(), register.Kind)
	names := []string{noTarget}
	chosen := noTarget
	for _, t := range targets {
		names = append(names, t.Name)
		if t.ID == p.M.Kind {
			chosen = t.Name
		}
	}
	choice := widgets.NewChoice(p.w, names, nil)
	choice.Selected = chosen
	choice.OnChanged = func(name string) {
		p.M.Kind = ""
		if i := slices.Index(names, name); i > 0 {
			p.M.Kind = targets[i-1].ID
		}
		p.sayLeft()
	}
	rows.Add(container.New(inColumns{10, 12}, line("台账没有申请人类别的列，全部按："), choice))
}

// sayLeft says how many words have to be mapped.
func (p *Mapping) sayLeft() {
	left, rows := 0, map[counted.Place]bool{}
	for _, w := range p.words {
		if w.Target == "" {
			left++
			for _, at := range w.Rows {
				rows[at] = true
			}
		}
	}
	m := widgets.Message{Text: "用语都有对应。"}
	if left > 0 {
		m = widgets.Message{Text: fmt.Sprintf("有 %d 个词还没有对应，它们的 %d 行不会计入。", left, len(rows)), Importance: widget.WarningImportance}
	}
	if p.taken > 0 {
		m.Text = fmt.Sprintf("采用了 %d 个建议，请逐个核对。", p.taken) + m.Text
		p.taken = 0
	}
	p.frame.Status.Stand([]widgets.Message{m})
}

// TakeProposals maps all words to what is proposed.
func (p *Mapping) TakeProposals() {
	p.taken = p.M.TakeProposals(p.words)
	for i := range p.words {
		if w := &p.words[i]; w.Target == "" {
			w.Target = w.Proposed
		}
	}
	p.showWords()
}

// count counts, and shows what comes of it.
func (p *Mapping) count() {
	y, sheets := p.s.year(p.w), p.counted()
	m := p.M.Clone()
	var c *register.Count
	widgets.Soon(p.w, "正在统计", func() error { c = p.s.book.Count(m, sheets, y); return nil }, func(error) {
		if why := c.WhyNot(); why != "" {
			p.frame.Status.Say(widgets.Message{Text: why, Importance: widget.DangerImportance})
			return
		}
		showResult(p.w, p, c, m)
	})
}

// nextWord goes to the next word that is not mapped.
func (p *Mapping) nextWord() {
	for i, w := range p.words {
		if w.Target == "" {
			p.w.Window().Canvas().Focus(p.Choices[i])
			return
		}
	}
	p.frame.Status.Say(widgets.Message{Text: "用语都有对应。"})
}

// Content returns the screen.
func (p *Mapping) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *Mapping) Frame() *widgets.Frame { return p.frame }

// Shown begins with the first word that is not mapped, else with the first column.
func (p *Mapping) Shown() { p.Refocus() }

// Refocus gives the keyboard to the first choice.
func (p *Mapping) Refocus() {
	for i, w := range p.words {
		if w.Target == "" {
			p.w.Window().Canvas().Focus(p.Choices[i])
			return
		}
	}
	if len(p.Columns) > 0 {
		p.w.Window().Canvas().Focus(p.Columns[0])
	}
}

// Leave always lets go: nothing was stored.
func (p *Mapping) Leave() bool { return true }

// WayBack leads back to the report.
func (p *Mapping) WayBack() func() { return p.s.back }

// Topic is the chapter of the manual about this page.
func (p *Mapping) Topic() string { return topic }

const topic = "统计台账"

// Actions offers what can be done here.
func (p *Mapping) Actions() commands.Offer {
	return commands.Offer{commands.TakeIn: p.count, commands.Back: p.s.back, commands.Cancel: p.s.back, commands.NextError: p.nextWord}
}
