package collection

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/collection/sheets"
	"nianbao/app/form"
	"nianbao/app/provided"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Assign is the page that says which department provides which figures.
type Assign struct {
	w      widgets.Host
	s      *app.Session
	goBack func()
	a      *collection.Assignment

	Departments *widgets.List
	Cells       *widgets.List // of the form, with a tick at what the chosen department provides
	lines       []cellsLine
	shut        map[string]bool // rows of which the cells are not shown one by one
	hint        *prose.Label
	tools       []*widgets.Button // for the chosen department
	frame       *widgets.Frame
}

// cellsLine is a line of the list: a table, a row of it, or one cell.
type cellsLine struct {
	name  string
	depth int
	cells []form.Address
	row   string // that it opens, "" for none
}

// ShowAssign shows who provides what of the report that is open.
func ShowAssign(w widgets.Host) {
	v, ok := w.Screen().(opened.View)
	if !ok {
		widgets.Alert(w, "不能制作报送表", "请先打开报告，再制作"+collection.Title+"。")
		return
	}
	s, back := v.Open().Session, widgets.WayBack(w)
	a, err := sheets.At(w.Service()).Assignment(w.Context(), s.Report().Unit())
	if err != nil {
		widgets.Fail(w, "read who provides what", err)
		return
	}
	p := &Assign{w: w, s: s, goBack: back, a: a, shut: map[string]bool{}}
	p.build()
	w.Window().SetTitle(collection.Title + " - 年报通")
	w.Show(p)
}

// departmentsWidth is that of the list of departments, in units.
const departmentsWidth = 340

func (p *Assign) build() {
	p.Departments = widgets.NewList(p.w, []widgets.Column{{Name: "科室"}, {Name: "格数", Width: 70}, {Name: "已收回", Width: 80}}, p.fillCells, func() { p.w.Window().Canvas().Focus(p.Cells) })
	p.Cells = widgets.NewList(p.w, []widgets.Column{{Name: "表、行、格"}, {Name: "由谁提供", Width: 250}}, nil, p.toggle)
	p.Cells.Tick = p.ticked
	p.Cells.OnKey = p.cellsKey
	p.hint = prose.NewLabel("")
	rename, remove := widgets.NewButton(p.w, "改名…", p.rename), widgets.NewButton(p.w, "删除…", p.remove)
	p.tools = []*widgets.Button{rename, remove}
	buttons := container.NewPadded(container.NewHBox(widgets.NewButton(p.w, "新增科室…", p.add), rename, remove))
	left := container.NewBorder(p.Departments.Head(), container.NewVBox(widgets.Hairline(), buttons), nil, nil, p.Departments)
	right := container.NewBorder(container.NewVBox(container.NewPadded(p.hint), p.Cells.Head()), nil, nil, nil, p.Cells)
	p.frame = widgets.NewFrame(p.w, fmt.Sprintf("%s　%s %d年", collection.Title, p.s.Report().Unit(), p.s.Report().Year()), p.goBack, commands.TakeIn, commands.Collect)
	p.frame.SetBody(widgets.NewLeftSplit(left, right, departmentsWidth))
	p.frame.SetActions(widgets.NewPrimary(p.w, commands.As(commands.TakeIn, "制作报送表"), p.make), widgets.NewButton(p.w, commands.Of(commands.Collect).Name(), p.collect), widgets.NewButton(p.w, "采用建议的分工", p.propose))
	for _, t := range p.s.Report().Form().Tables() {
		for i := range collection.Rows(t) {
			p.shut[rowKey(t, i)] = true
		}
	}
	p.fillDepartments("")
}

func rowKey(t *form.Table, row int) string { return fmt.Sprintf("%s/%d", t.ID, row) }

// chosen is the department that is chosen, "" for none.
func (p *Assign) chosen() string {
	if i := p.Departments.Chosen; i >= 0 && i < len(p.a.Departments) {
		return p.a.Departments[i]
	}
	return ""
}

// fillDepartments lists the departments and chooses one, "" for the one that was chosen.
func (p *Assign) fillDepartments(choose string) {
	if choose == "" {
		choose = p.chosen()
	}
	var lines []widgets.Line
	for _, d := range p.a.Departments {
		cells := p.a.Provides(p.s.Report().Form(), d)
		lines = append(lines, widgets.Line{Cells: append(widgets.Plain(d, fmt.Sprintf("%d 格", len(cells))), p.returned(d, cells))})
	}
	p.Departments.SetLines(lines)
	if len(lines) > 0 {
		p.Departments.Choose(max(slices.Index(p.a.Departments, choose), 0))
	} else {
		p.fillCells()
	}
	p.sayLeft()
}

// returned tells how many of a department's figures came back with its sheets.
func (p *Assign) returned(department string, cells []*form.Cell) widgets.Cell {
	n := 0
	for _, c := range cells {
		if note, ok := provided.At(p.s.Report(), c.Address); ok && note.From == department {
			n++
		}
	}
	switch {
	case n == 0:
		return widgets.Cell{Text: "没有"}
	case n == len(cells):
		return widgets.Cell{Text: "全部", Importance: widget.SuccessImportance}
	}
	return widgets.Cell{Text: fmt.Sprintf("%d 格", n), Importance: widget.WarningImportance}
}

// sayLeft tells how many figures nobody is asked for.
func (p *Assign) sayLeft() {
	text := "每一格都有科室提供。"
	switch n := len(p.a.Nobodys(p.s.Report())); {
	case len(p.a.Departments) == 0:
		text = "还没有科室。"
	case n > 0:
		text = fmt.Sprintf("空白的格中有 %d 格没有指定由谁提供，不在任何一张报送表上。", n)
	case len(p.a.Provides(p.s.Report().Form(), "")) > 0:
		text = "空白的格都有科室提供。"
	}
	p.frame.Status.Stand([]widgets.Message{{Text: text}})
}

// fillCells lists the figures, ticked where the chosen department provides them.
func (p *Assign) fillCells() {
	at := p.Cells.Chosen
	d := p.chosen()
	p.hint.SetText("勾选由“" + d + "”提供的表、行或者格（空格键）；展开一行看各格，按 Enter 或者 → ，收起按 ←。分工记住，明年不用再做。")
	if d == "" {
		p.hint.SetText("先在左边新增科室，再在这里勾选由它提供的格；也可以按“采用建议的分工”，再改成本单位的。")
	}
	p.findLines()
	var shown []widgets.Line
	p.Cells.Ticked, p.Cells.Locked = map[int]bool{}, d == ""
	for i, l := range p.lines {
		mark := ""
		if l.row != "" {
			mark = map[bool]string{true: "＋ ", false: "－ "}[p.shut[l.row]]
		}
		shown = append(shown, widgets.Line{Cells: []widgets.Cell{{Text: strings.Repeat("　", l.depth) + mark + l.name}, {Text: p.whose(l.cells)}}})
		p.Cells.Ticked[i] = d != "" && p.owns(d, l.cells)
	}
	p.Cells.SetLines(shown)
	if at >= 0 {
		p.Cells.Choose(at)
	}
	for _, b := range p.tools {
		widgets.SetEnabled(b, d != "")
	}
}

func (p *Assign) findLines() {
	p.lines = nil
	for _, t := range p.s.Report().Form().Tables() {
		p.lines = append(p.lines, cellsLine{name: p.s.Report().Form().SectionOf(t.Inputs()[0].Address).Heading + "（" + t.Name + "）", cells: addresses(t.Inputs())})
		for i, row := range collection.Rows(t) {
			key := rowKey(t, i)
			if len(row.Cells) == 1 {
				key = ""
			}
			name := row.Name
			if key == "" {
				name += "·" + collection.CellName(t, row.Cells[0])
			}
			p.lines = append(p.lines, cellsLine{name: name, depth: 1, cells: addresses(row.Cells), row: key})
			if key == "" || p.shut[key] {
				continue
			}
			for _, c := range row.Cells {
				p.lines = append(p.lines, cellsLine{name: collection.CellName(t, c), depth: 3, cells: []form.Address{c.Address}})
			}
		}
	}
}

func addresses(cells []*form.Cell) []form.Address {
	var out []form.Address
	for _, c := range cells {
		out = append(out, c.Address)
	}
	return out
}

// owns says whether a department provides all of some figures.
func (p *Assign) owns(department string, cells []form.Address) bool {
	return !slices.ContainsFunc(cells, func(a form.Address) bool { return p.a.Of(a) != department })
}

// whose says who provides some figures.
func (p *Assign) whose(cells []form.Address) string {
	by := map[string]int{}
	for _, a := range cells {
		by[p.a.Of(a)]++
	}
	var parts []string
	for _, d := range append(slices.Clone(p.a.Departments), "") {
		name := d
		if d == "" {
			name = "没有指定"
		}
		switch n := by[d]; {
		case n == len(cells):
			parts = append(parts, name)
		case n > 0:
			parts = append(parts, fmt.Sprintf("%s %d", name, n))
		}
	}
	const most = 2
	if n := len(parts); n > most {
		parts = []string{fmt.Sprintf("%d 个科室", n)}
		if by[""] > 0 {
			parts = []string{fmt.Sprintf("%d 个科室", n-1), fmt.Sprintf("没有指定 %d", by[""])}
		}
	}
	return strings.Join(parts, "，")
}

// ticked gives the department what was ticked, or takes it away.
func (p *Assign) ticked() {
	d := p.chosen()
	for i, l := range p.lines {
		switch has := p.owns(d, l.cells); {
		case p.Cells.Ticked[i] && !has:
			p.a.Give(d, l.cells...)
		case !p.Cells.Ticked[i] && has:
			p.a.Give("", l.cells...)
		default:
			continue
		}
		p.Cells.Chosen = i
		break
	}
	p.changed("")
}

// changed keeps what was said, and shows it.
func (p *Assign) changed(choose string) {
	if err := sheets.Remember(p.w.Context(), p.w.Service().Settings, p.s.Report().Unit(), p.a); err != nil {
		widgets.Fail(p.w, "keep who provides what", err)
	}
	p.fillDepartments(choose)
}

// cellsKey opens and shuts rows.
func (p *Assign) cellsKey(ev *fyne.KeyEvent) bool {
	i := p.Cells.Chosen
	if i < 0 || i >= len(p.lines) || p.lines[i].row == "" {
		return false
	}
	switch shut := p.shut[p.lines[i].row]; {
	case ev.Name == fyne.KeyRight && shut, ev.Name == fyne.KeyLeft && !shut:
		p.toggle()
		return true
	}
	return false
}

// toggle opens or shuts the row that is chosen.
func (p *Assign) toggle() {
	if i := p.Cells.Chosen; i >= 0 && p.lines[i].row != "" {
		p.shut[p.lines[i].row] = !p.shut[p.lines[i].row]
		p.fillCells()
	}
}

// askName asks for the name of a department until it is one.
func (p *Assign) askName(title, was string, take func(name string) error) {
	name := widgets.NewEntry(p.w, was, "如：政策法规科")
	t := &widgets.Task{Host: p.w, Title: title, Yes: "确定"}
	t.Start = func() (func() error, error) {
		if err := take(name.Text); err != nil {
			return nil, widgets.Invalid(err.Error() + "。")
		}
		return func() error { return nil }, nil
	}
	t.Done = func() { p.changed(strings.Join(strings.Fields(name.Text), " ")) }
	t.Show(container.NewVBox(name), 420)
	p.w.Window().Canvas().Focus(name)
}

func (p *Assign) add() { p.askName("新增科室", "", p.a.Add) }

func (p *Assign) rename() {
	if d := p.chosen(); d != "" {
		p.askName("科室改名", d, func(name string) error { return p.a.Rename(d, name) })
	}
}

func (p *Assign) remove() {
	d := p.chosen()
	if d == "" {
		return
	}
	n := len(p.a.Provides(p.s.Report().Form(), d))
	widgets.ConfirmLoss(p.w, "删除科室", fmt.Sprintf("删除“%s”以后，由它提供的 %d 格没有科室提供。报告中已有的数字不变。", d, n), "删除", func() {
		p.a.Remove(d)
		p.changed("")
	})
}

// propose offers departments as they are usual for what is nobody's.
func (p *Assign) propose() {
	f := p.s.Report().Form()
	next := p.a.Propose(f)
	var parts []string
	for _, d := range next.Departments {
		if n := len(next.Provides(f, d)) - len(p.a.Provides(f, d)); n > 0 {
			parts = append(parts, fmt.Sprintf("%s：%d 格", d, n))
		}
	}
	if len(parts) == 0 {
		p.frame.Status.Say(widgets.Message{Text: "每一格都有科室提供，没有可以建议的。"})
		return
	}
	text := "还没有指定的格，按通常的分工是：\n" + strings.Join(parts, "\n") + "\n采用以后请改成本单位的科室名称和分工；已经指定的不变。"
	widgets.Confirm(p.w, "采用建议的分工", text, "采用", func() {
		p.a = next
		p.changed("")
	})
}

// make writes the sheets into a folder that the person chooses.
func (p *Assign) make() {
	all, err := sheets.At(p.w.Service()).Sheets(p.w.Context(), p.s, p.a)
	switch {
	case err != nil:
		widgets.Fail(p.w, "make sheets", err)
		return
	case len(all) == 0:
		widgets.Alert(p.w, "没有制作报送表", "还没有指定哪些格由哪个科室提供。请先新增科室，勾选由它提供的格。")
		return
	}
	widgets.PickFolder(p.w, "报送表写到哪个文件夹", func(folder string) { p.MakeIn(folder, all) })
}

// MakeIn writes sheets into a folder.
func (p *Assign) MakeIn(folder string, all []*collection.Sheet) {
	var written []sheets.Written
	ctx, d := p.w.Context(), p.w.Service()
	widgets.Work(p.w, "正在制作报送表", func() (err error) {
		written, err = sheets.Write(ctx, d, folder, all)
		return err
	}, func(err error) {
		if err != nil {
			widgets.Fail(p.w, "write sheets", err)
			return
		}
		p.tellWritten(folder, written)
	})
}

func (p *Assign) tellWritten(folder string, written []sheets.Written) {
	text := fmt.Sprintf("在“%s”中为 %d 个科室各写出一份电子表格（.xlsx）和一份打印用的 PDF：", folder, len(written))
	for _, w := range written {
		text += fmt.Sprintf("\n%s（%d 格）：%s", w.Department, w.Figures, filepath.Base(w.Book))
	}
	text += "\n把电子表格发给各科室填写；填好交回以后，按“收回报送表”，或者把文件拖到窗口中。"
	widgets.ShowDialog(p.w, "报送表已写出", widgets.Wrapped(text),
		widgets.NewButton(p.w, "关闭（Esc）", nil), widgets.NewPrimary(p.w, "打开文件夹（Enter）", func() { widgets.Reveal(p.w, written[0].Book) }))
}

// collect takes sheets back into the report.
func (p *Assign) collect() { choose(p.w, p.s) }

// Session is the report whose figures are provided.
func (p *Assign) Session() *app.Session { return p.s }

// Content returns the screen.
func (p *Assign) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *Assign) Frame() *widgets.Frame { return p.frame }

// Shown gives the keyboard to the departments.
func (p *Assign) Shown() { p.Refocus() }

// Refocus gives the keyboard to the departments, or to what they provide.
func (p *Assign) Refocus() { p.w.Window().Canvas().Focus(p.Departments) }

// Leave always lets go: everything is kept as soon as it is said.
func (p *Assign) Leave() bool { return true }

// WayBack leads back to the report.
func (p *Assign) WayBack() func() { return p.goBack }

// Topic is the chapter of the manual about this page.
func (p *Assign) Topic() string { return topic }

const topic = "数据报送表"

// Actions offers what can be done here.
func (p *Assign) Actions() commands.Offer {
	return commands.Offer{commands.TakeIn: p.make, commands.Collect: p.collect, commands.Back: p.goBack, commands.Cancel: p.goBack, commands.Remove: p.remove}
}
