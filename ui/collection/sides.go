package collection

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/collection/sheets"
	"nianbao/app/origin"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/importing"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Sides is the page on which sheets that came back stand beside the draft. Nothing of
// them is in the draft before the person says so.
type Sides struct {
	w      widgets.Host
	into   *app.Session
	goBack func()

	all    []*sheets.Returned
	failed []string // files that are no sheets for this report, and why
	sides  []*sheets.Side
	given  map[*sheets.Side]int   // what the person has chosen
	a      *collection.Assignment // who provides what, as the office has it now
	last   *report.Report         // of the year before, nil for none
	looked bool                   // it was looked for
	fresh  int                    // the sheet that is chosen next: one that just came back
	done   bool                   // it is filled in, or given up

	Sheets *widgets.List
	Cells  *widgets.List
	lines  []sidesLine
	notice *notice // what is missing
	whole  *prose.Label
	Choice *widgets.Select
	said   *prose.Label    // of the sheet that is chosen
	finish *widgets.Button // asks who filled the chosen sheet in
	frame  *widgets.Frame
}

// sidesLine is a line of the list: a figure, or something there is to say.
type sidesLine struct {
	side *sheets.Side
	text string
}

// read reads files one after the other, and shows what they say.
func (p *Sides) read(paths []string) {
	p.readNext(paths, len(p.all))
}

// readNext reads the files that are left; had is how many sheets there were before.
func (p *Sides) readNext(paths []string, had int) {
	if len(paths) == 0 {
		p.show(had)
		return
	}
	readOne(p.w, paths[0], "", sheets.At(p.w.Service()).For(p.w.Context(), p.into.Report()), func(got *sheets.Returned, err error) {
		switch {
		case err != nil:
			p.w.Log().Error("read sheet", "error", err)
			p.failed = append(p.failed, app.Sentence(err))
		case slices.ContainsFunc(p.all, func(s *sheets.Returned) bool { return s.Sheet.SM3 == got.Sheet.SM3 }):
			p.failed = append(p.failed, "“"+got.Sheet.File+"”与已经收回的一张相同，只算一次。")
		default:
			p.all = append(p.all, got)
		}
		p.readNext(paths[1:], had)
	})
}

// show shows the sheets, and of those that are new the first of which something is not
// there; where none could be read, it says why.
func (p *Sides) show(had int) {
	if len(p.all) == 0 {
		widgets.Alert(p.w, "没有收回报送表", strings.Join(p.failed, "\n"))
		p.failed = nil
		return
	}
	if p.frame == nil {
		p.build()
	}
	p.assigned()
	if had < len(p.all) {
		p.fresh = had + max(slices.IndexFunc(p.all[had:], func(s *sheets.Returned) bool { return len(p.incomplete(s)) > 0 }), 0)
	}
	p.fill()
	if p.w.Screen() != p {
		p.w.Window().SetTitle("收回报送表 - 年报通")
		p.w.Show(p)
	}
	if len(p.failed) > 0 {
		widgets.Alert(p.w, "有的文件没有收回", strings.Join(p.failed, "\n"))
		p.failed = nil
	}
}

// sheetsWidth is that of the list of sheets, in units.
const sheetsWidth = 420

func (p *Sides) build() {
	p.given = map[*sheets.Side]int{}
	p.Sheets = widgets.NewList(p.w, []widgets.Column{{Name: "报送表", Width: 130}, {Name: "文件"}, {Name: "格数", Width: 70}}, p.sayOfSheet, p.complete)
	p.Cells = widgets.NewList(p.w, []widgets.Column{{Name: "格"}, {Name: "草稿", Width: 90}, {Name: "报送", Width: 250}, {Name: "填入", Width: 110}}, p.onCell, p.next)
	p.whole, p.said = prose.NewLabel(""), prose.NewLabel("")
	p.Choice = widgets.NewChoice(p.w, nil, nil)
	p.finish = widgets.NewButton(p.w, "补报送人、日期…", p.complete)
	foot := container.NewVBox(widgets.Hairline(), container.NewPadded(container.NewVBox(
		container.NewHBox(widgets.NewButton(p.w, "各格都用这张", p.takeAll), widgets.NewButton(p.w, "不要这张", p.drop)), container.NewHBox(p.finish))))
	said := container.NewVScroll(container.NewPadded(p.said))
	left := container.NewBorder(p.Sheets.Head(), foot, nil, nil, container.NewGridWithRows(2, p.Sheets, said))
	detail := container.New(tall{}, container.NewVScroll(container.NewPadded(p.whole)))
	below := container.NewVBox(widgets.Hairline(), detail, container.NewPadded(container.NewBorder(nil, nil, widget.NewLabel("这一格填入："), nil, p.Choice)))
	p.notice = newNotice()
	right := p.notice.over(container.NewBorder(p.Cells.Head(), below, nil, nil, p.Cells))
	p.frame = widgets.NewFrame(p.w, fmt.Sprintf("收回报送表　%s %d年", p.into.Report().Unit(), p.into.Report().Year()), p.goBack, commands.TakeIn, commands.Collect)
	p.frame.SetBody(widgets.NewLeftSplit(left, right, sheetsWidth))
	p.frame.SetActions(widgets.NewPrimary(p.w, commands.As(commands.TakeIn, "填入当前草稿"), p.takeIn), widgets.NewButton(p.w, "再收一张…", p.more))
}

// tall gives its object the height of three lines.
type tall struct{}

// MinSize is as high as three lines.
func (tall) MinSize(o []fyne.CanvasObject) fyne.Size {
	const lines = 4.2
	return fyne.NewSize(o[0].MinSize().Width, lines*theme.TextSize()*1.4)
}

// Layout fills the room.
func (tall) Layout(o []fyne.CanvasObject, size fyne.Size) { widgets.Fill(o, size) }

// fill shows the sheets and what they say, with what the person has chosen before.
func (p *Sides) fill() {
	before := map[string]int{}
	for s, choice := range p.given {
		before[key(s, choice)] = choice
	}
	r := p.into.Report()
	p.sides, p.given = sheets.Compare(r, p.last, origin.Of(p.into.Entries(), p.into.Actor().Roster), p.all), map[*sheets.Side]int{}
	for _, s := range p.sides {
		for choice := sheets.Keep; choice < len(s.Claims); choice++ {
			if _, said := before[key(s, choice)]; said {
				s.Chosen = choice
				p.given[s] = choice
			}
		}
	}
	var lines []widgets.Line
	for _, s := range p.all {
		lines = append(lines, p.lineOfSheet(s))
	}
	p.Sheets.SetLines(lines)
	p.fillLines()
	if p.w.Screen() == p {
		p.chooseFirst()
	}
}

// chooseFirst chooses the sheet that is wanted, and the first figure.
func (p *Sides) chooseFirst() {
	p.Sheets.Choose(p.fresh)
	p.Cells.Choose(max(slices.IndexFunc(p.lines, func(l sidesLine) bool { return l.side != nil }), 0))
}

// key names a choice as long as its sheet is there.
func key(s *sheets.Side, choice int) string {
	if choice == sheets.Keep {
		return string(s.Cell.Address)
	}
	return string(s.Cell.Address) + string(s.Claims[choice].Sheet.Sheet.SM3)
}

// lineOf puts a figure side by side.
func (p *Sides) lineOf(s *sheets.Side) widgets.Line {
	now := s.Now.String()
	if s.Now.Blank() {
		now = "空白"
	}
	put := widgets.Cell{Text: "不改"}
	switch {
	case s.Chosen != sheets.Keep:
		put = widgets.Cell{Text: s.Claims[s.Chosen].Value.String(), Importance: widget.SuccessImportance}
	case s.Differs():
		put.Importance = widget.WarningImportance
	}
	return widgets.Line{Cells: []widgets.Cell{{Text: s.Name()}, {Text: now}, {Text: claims(s)}, put}}
}

// at is the figure that is chosen, nil for none.
func (p *Sides) at() *sheets.Side {
	if i := p.Cells.Chosen; i >= 0 && i < len(p.lines) {
		return p.lines[i].side
	}
	return nil
}

// onCell tells of the line that is chosen, and offers what can be filled in.
func (p *Sides) onCell() {
	i := p.Cells.Chosen
	s := p.at()
	if s == nil {
		p.Choice.OnChanged = nil
		p.Choice.SetOptions(nil)
		p.Choice.ClearSelected()
		p.Choice.Disable()
		if i >= 0 && i < len(p.lines) {
			p.whole.SetText(p.lines[i].text)
		}
		return
	}
	p.whole.SetText(s.Says() + "。")
	options := choices(s)
	p.Choice.OnChanged = nil
	p.Choice.Enable()
	p.Choice.SetOptions(options)
	p.Choice.SetSelectedIndex(s.Chosen + 1)
	p.Choice.OnChanged = func(string) { p.choose(s, p.Choice.SelectedIndex()-1) }
}

// choices are what can be filled in: what stands in the draft first.
func choices(s *sheets.Side) []string {
	keep := "不改：草稿空白"
	if !s.Now.Blank() {
		keep = "不改：" + s.Now.String() + "（" + s.From + "）"
	}
	out := []string{keep}
	for i, c := range s.Claims {
		out = append(out, fmt.Sprintf("%d．%s（%s，%s，%s）", i+1, c.Value, c.Sheet.Sheet.From, s.By(c), c.Where))
	}
	return out
}

// choose notes what the person has chosen for a figure.
func (p *Sides) choose(s *sheets.Side, choice int) {
	if choice < sheets.Keep || choice >= len(s.Claims) {
		return
	}
	s.Chosen = choice
	p.given[s] = choice
	if i := p.Cells.Chosen; i >= 0 && p.lines[i].side == s {
		p.Cells.Lines[i] = p.lineOf(s)
		p.Cells.RefreshItem(i)
	}
	p.sayStanding()
}

// next goes through what can be filled in for a figure.
func (p *Sides) next() {
	if s := p.at(); s != nil {
		p.Choice.SetSelectedIndex((s.Chosen + 2) % (len(s.Claims) + 1))
	}
}

// nextOpen goes to the next figure of which somebody has to choose.
func (p *Sides) nextOpen() {
	for step := range p.lines {
		i := (p.Cells.Chosen + 1 + step) % len(p.lines)
		if s := p.lines[i].side; s != nil && s.Differs() && s.Chosen == sheets.Keep {
			p.Cells.Choose(i)
			p.w.Window().Canvas().Focus(p.Cells)
			return
		}
	}
	p.frame.Status.Say(widgets.Message{Text: "没有还要选的格。"})
}

// sheet is the one that is chosen, nil for none.
func (p *Sides) sheet() *sheets.Returned {
	if i := p.Sheets.Chosen; i >= 0 && i < len(p.all) {
		return p.all[i]
	}
	return nil
}

// sayOfSheet tells whose the chosen sheet is.
func (p *Sides) sayOfSheet() {
	s := p.sheet()
	if s == nil {
		return
	}
	p.fresh = p.Sheets.Chosen
	text := s.Sheet.From + "：" + s.Sheet.Whose()
	if s.Sheet.Date == "" {
		text += "，没有报送日期"
	}
	text += fmt.Sprintf("。\n文件：%s\n读到 %d 格", s.Sheet.File, len(s.Figures))
	if n := len(s.Left); n > 0 {
		text += fmt.Sprintf("，没有读 %d 处", n)
	}
	text += "。"
	p.said.SetText(text)
	widgets.SetEnabled(p.finish, len(s.Wants()) > 0)
}

// complete asks who filled the chosen sheet in, and when.
func (p *Sides) complete() {
	s := p.sheet()
	if s == nil || len(s.Wants()) == 0 {
		return
	}
	name, date := widgets.NewEntry(p.w, s.Sheet.Name, "姓名"), widgets.NewEntry(p.w, s.Sheet.Date, "如 2026年1月9日")
	t := &widgets.Task{Host: p.w, Title: "补“" + s.Sheet.From + "”的报送人、报送日期", Yes: "确定"}
	t.Start = func() (func() error, error) {
		if err := s.Complete(name.Text, date.Text); err != nil {
			return nil, err
		}
		return func() error { return nil }, nil
	}
	t.Done = p.fill
	form := container.NewVBox(prose.NewLabel("表上没有写的，请与该科室核实以后补上，记在每一格旁边。"))
	if s.Sheet.Name == "" {
		form.Add(widget.NewLabel("报送人"))
		form.Add(name)
	}
	if s.Sheet.Date == "" {
		form.Add(widget.NewLabel("报送日期"))
		form.Add(date)
	}
	t.Show(form, 420)
	if s.Sheet.Name == "" {
		p.w.Window().Canvas().Focus(name)
		return
	}
	p.w.Window().Canvas().Focus(date)
}

// takeAll takes every figure of the chosen sheet.
func (p *Sides) takeAll() {
	sheet := p.sheet()
	if sheet == nil {
		return
	}
	for _, s := range p.sides {
		if i := slices.IndexFunc(s.Claims, func(c sheets.Claim) bool { return c.Sheet == sheet }); i >= 0 {
			s.Chosen = i
			p.given[s] = i
		}
	}
	at := p.Cells.Chosen
	p.fillLines()
	p.Cells.Choose(at)
}

// drop leaves a sheet out.
func (p *Sides) drop() {
	s := p.sheet()
	if s == nil {
		return
	}
	if len(p.all) == 1 {
		p.goBack()
		return
	}
	p.all = slices.DeleteFunc(p.all, func(other *sheets.Returned) bool { return other == s })
	p.fill()
}

// more asks for another sheet.
func (p *Sides) more() { choose(p.w, p.into) }

// takeIn fills what was chosen into the draft, as one edit.
func (p *Sides) takeIn() {
	if undated := sheets.Undated(p.sides); len(undated) > 0 {
		p.Sheets.Choose(slices.Index(p.all, undated[0]))
		p.complete()
		return
	}
	e, err := sheets.Edit(p.into.Report(), p.sides)
	if err != nil {
		widgets.Fail(p.w, "fill in sheets", err)
		return
	}
	filled, kept := sheets.Chosen(p.sides)
	if filled == 0 {
		p.frame.Status.Say(widgets.Message{Text: "没有可以填入的格。不同的格，请在下面选填入哪一个。", Importance: widget.WarningImportance})
		return
	}
	if err := p.into.Apply(p.w.Context(), e); err != nil {
		if p.into.Saved().Pending == 0 {
			widgets.Fail(p.w, "fill in sheets", err)
			return
		}
		p.w.Log().Error("fill in sheets", "error", err) // it stands, and is stored as soon as that is possible
	}
	text := fmt.Sprintf("已填入 %d 格，记下了提供的科室、报送人和日期，按 %s 可以撤销。", filled, commands.Of(commands.Undo).Key)
	if kept > 0 {
		text += fmt.Sprintf("%d 格不同，没有改动。", kept)
	}
	p.done = true
	p.w.OpenReport(p.into.ID(), func() { importing.SayOn(p.w, text) })
}

// Content returns the screen.
func (p *Sides) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *Sides) Frame() *widgets.Frame { return p.frame }

// Shown begins with the first figure, once the lists have their places.
func (p *Sides) Shown() {
	p.chooseFirst()
	p.Refocus()
}

// Refocus gives the keyboard to the figures.
func (p *Sides) Refocus() { p.w.Window().Canvas().Focus(p.Cells) }

// Leave asks where something would be lost: a figure that would be filled in, one of which
// somebody has to choose, or what was chosen.
func (p *Sides) Leave() bool {
	filled, kept := sheets.Chosen(p.sides)
	if p.done || filled+kept+len(p.given) == 0 {
		return true
	}
	text := fmt.Sprintf("收回的 %d 张报送表还没有填入草稿。现在离开，其中的数字不填入，所做的选择、补的报送人和日期不保留，以后要重新收回。", len(p.all))
	widgets.ConfirmLoss(p.w, "还没有填入", text, "不填入，离开", func() {
		p.done = true
		p.goBack()
	})
	return false
}

// WayBack leads back to the report.
func (p *Sides) WayBack() func() { return p.goBack }

// Topic is the chapter of the manual about this page.
func (p *Sides) Topic() string { return topic }

// Actions offers what can be done here.
func (p *Sides) Actions() commands.Offer {
	return commands.Offer{
		commands.TakeIn: p.takeIn, commands.Collect: p.more, commands.NextError: p.nextOpen, commands.Remove: p.drop, commands.Back: p.goBack, commands.Cancel: p.goBack,
	}
}
