package review

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/overview"
	"nianbao/app/provided"
	"nianbao/ui/look"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// firstSheet is the first thing that somebody who signs sees: what the report comes
// to, what is unusual in it, who has signed and what is open. Each line leads to
// its place.
type firstSheet struct {
	p       *Page
	content *fyne.Container
}

// mostListed is how many lines of one sort stand on the first sheet.
const mostListed = 8

func newFirstSheet(p *Page) *firstSheet {
	return &firstSheet{p: p, content: container.NewVBox()}
}

// show fills the sheet.
func (c *firstSheet) show(o *app.Overview) {
	left, right := container.NewVBox(), container.NewVBox()
	c.unusual(left, o)
	c.signers(right, o)
	c.open(right, o)
	c.departments(right)
	c.content.Objects = []fyne.CanvasObject{
		&prose.Label{Text: c.p.Session.Report().Title(), Bold: true, SizeName: theme.SizeNameSubHeadingText},
		container.New(tilesLayout{}, c.tiles(o)...),
		&prose.Label{Text: sourceText(o.LastYear, c.p.lookedBack), SizeName: theme.SizeNameCaptionText, Importance: sourceImportance(o.LastYear)},
	}
	if text := c.p.Opened.Origins(); text != "" {
		c.content.Add(&prose.Label{Text: text, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance})
	}
	c.registers()
	c.content.Add(container.New(columnsLayout{}, left, right))
	c.content.Refresh()
}

// registers tells how much counts of the registers that figures were counted from, where
// that was noted.
func (c *firstSheet) registers() {
	r := c.p.Session.Report()
	text, importance := counted.RegistersTold(r), widget.LowImportance
	if text == "" {
		return
	}
	for _, n := range counted.Registers(r) {
		if !n.Whole() {
			importance = widget.WarningImportance
		}
	}
	c.content.Add(&prose.Label{Text: text, SizeName: theme.SizeNameCaptionText, Importance: importance})
}

// sourceText says with what the figures are compared.
func sourceText(last *app.LastYear, looked bool) string {
	if !looked {
		return "正在查找上年报告……"
	}
	return last.Says()
}

func sourceImportance(last *app.LastYear) widget.Importance {
	if last.Doubtful() {
		return widget.WarningImportance
	}
	return widget.LowImportance
}

// tiles are the key figures.
func (c *firstSheet) tiles(o *app.Overview) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, f := range o.Figures {
		out = append(out, newTile(f, o.LastYear != nil, func() { c.p.GoTo(f.Cells[0]) }))
	}
	return out
}

// newTile shows a key figure large, with bars of both years where there are two.
func newTile(f overview.Figure, compared bool, tap func()) fyne.CanvasObject {
	now := f.Now.String()
	if now == "" {
		now = "没有填"
	}
	body := container.New(widgets.TightLayout{},
		&widget.Label{Text: f.Name, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance},
		&widget.Label{Text: now, SizeName: theme.SizeNameHeadingText, TextStyle: fyne.TextStyle{Bold: true}},
	)
	if compared {
		body.Add(&widget.Label{Text: f.Says(), SizeName: theme.SizeNameCaptionText})
	}
	box := container.NewVBox(body)
	if _, _, known := f.Change(); known {
		box.Add(container.New(barsLayout{f}, canvas.NewRectangle(widgets.ColorPrimary), canvas.NewRectangle(look.Before)))
	}
	back := canvas.NewRectangle(widgets.ColorBand)
	back.CornerRadius = 4
	return container.NewStack(back, widgets.NewRow(box, tap))
}

// barsLayout draws this year above last year, the larger as long as there is room.
type barsLayout struct{ f overview.Figure }

const (
	barThick = 6
	barEdge  = 8
)

// MinSize has room for both bars.
func (barsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, 2*barThick+2+barEdge)
}

// Layout gives each its length.
func (l barsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	now, before := float32(l.f.Now.Whole()), float32(l.f.Before.Whole())
	most := max(now, before, 1)
	y := float32(0)
	for i, value := range []float32{now, before} {
		objects[i].Move(fyne.NewPos(barEdge, y))
		objects[i].Resize(fyne.NewSize(max((size.Width-2*barEdge)*value/most, 1), barThick))
		y += barThick + 2
	}
}

// section adds a heading.
func section(to *fyne.Container, text string) {
	to.Add(widgets.Tinted(&prose.Label{Text: text, Bold: true}))
}

func line(to *fyne.Container, text string, i widget.Importance, tap func()) {
	label := &prose.Label{Text: text, Importance: i}
	if tap == nil {
		to.Add(label)
		return
	}
	to.Add(widgets.NewRow(label, tap))
}

// unusual lists what to look at: what stands against the report, what was
// explained, and what is unlike the year before.
func (c *firstSheet) unusual(to *fyne.Container, o *app.Overview) {
	section(to, "需要留意的")
	for _, f := range o.Wanting {
		line(to, f.List().String()+"："+f.Says(), widget.DangerImportance, c.way(f.Cells))
	}
	for _, b := range o.Breaks {
		line(to, fmt.Sprintf("%s：本年“上年结转”%s，上年报告的“结转下年度”%s，不一致。", b.Name, b.Taken, b.Left), widget.WarningImportance, c.way([]form.Address{b.Now}))
	}
	for _, e := range o.Explained {
		body := container.New(widgets.TightLayout{}, prose.NewLabel(e.Message), &prose.Label{Text: widgets.WithBrackets("说明", e.By) + "：" + e.Text, Importance: widget.SuccessImportance})
		to.Add(widgets.NewRow(body, c.way(e.Cells)))
	}
	for _, j := range o.Jumps[:min(mostListed, len(o.Jumps))] {
		line(to, c.jumpText(j), widget.MediumImportance, c.way([]form.Address{j.Address}))
	}
	if more := len(o.Jumps) - mostListed; more > 0 {
		line(to, fmt.Sprintf("变化较大的另有 %d 格，点页面上的数字可以看上年数。", more), widget.LowImportance, nil)
	}
	if len(o.Wanting)+len(o.Breaks)+len(o.Explained)+len(o.Jumps) == 0 {
		line(to, check.Clean, widget.MediumImportance, nil)
	}
	if o.LastYear != nil {
		to.Add(&prose.Label{
			Text:     fmt.Sprintf("“变化较大”：与上年相差 %d 以上，并且是上年的 %d 倍以上或者一半以下的格。", overview.LeastJump, overview.JumpFactor),
			SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance,
		})
	}
}

// jumpText names a figure that is unlike the year before.
func (c *firstSheet) jumpText(j overview.Jump) string {
	more := "增加"
	if j.Now.Cmp(j.Before) < 0 {
		more = "减少"
	}
	r := c.p.Session.Report()
	text := fmt.Sprintf("变化较大：%s　本年 %s，上年 %s（%s %s）", widgets.PlaceName(r, j.Address), j.Now, j.Before, more, j.Now.Sub(j.Before).Abs())
	if slip := check.UnitSlip(r.Form().Cell(j.Address), j.Now, j.Before); slip != "" {
		text += "。" + slip
	}
	return text
}

// way leads to the first of some places, nil where there is none.
func (c *firstSheet) way(cells []form.Address) func() {
	if len(cells) == 0 {
		return nil
	}
	return func() { c.p.GoTo(cells[0]) }
}

// signers lists the levels: who signed, when, and who is next.
func (c *firstSheet) signers(to *fyne.Container, o *app.Overview) {
	section(to, "审签")
	if len(o.Steps) == 0 {
		line(to, "这台电脑上没有审签名册。", widget.LowImportance, nil)
	}
	for _, s := range o.Steps {
		text, importance := s.Level+"：还没有签", widget.LowImportance
		switch {
		case s.Act != nil:
			text, importance = fmt.Sprintf("%s：%s　%s　通过", s.Level, s.Act.Name, s.Act.Time().Local().Format("1月2日 15:04")), widget.SuccessImportance
			if s.Act.Opinion != "" {
				text += "　“" + s.Act.Opinion + "”"
			}
		case s.Next && c.p.Opened.Turn():
			text, importance = s.Level+"：等您签署", widget.HighImportance
		case s.Next:
			text, importance = s.Level+"：等待"+c.p.Session.State().EligibleNames(c.p.Session.Actor().Roster), widget.MediumImportance
		}
		line(to, text, importance, nil)
	}
	for _, r := range o.Returns {
		text := fmt.Sprintf("%s　%s在“%s”环节退回：%s", r.Time().Local().Format("1月2日 15:04"), r.Signer(), r.LevelName, r.Opinion)
		if c.p.Session.State().Returned != r { // it was corrected by
			text += "（此后已重新送审，改动见“意见和改动”和“审签记录”）"
		}
		line(to, text, widget.WarningImportance, nil)
	}
}

// open tells what is not settled and what was changed.
func (c *firstSheet) open(to *fyne.Container, o *app.Overview) {
	section(to, "意见和改动")
	switch {
	case len(o.Open) > 0:
		line(to, fmt.Sprintf("意见：未处理 %d 条，已处理 %d 条。", len(o.Open), o.Handled), widget.WarningImportance, func() { c.p.GoTo(o.Open[0].Address) })
	case o.Handled > 0:
		line(to, fmt.Sprintf("意见 %d 条，都已处理。", o.Handled), widget.SuccessImportance, nil)
	default:
		line(to, "没有意见。", widget.LowImportance, nil)
	}
	text := sinceText(o.Since, len(o.Since.Changes)) + "。"
	if len(o.Since.Changes) == 0 {
		line(to, text, widget.LowImportance, nil)
		return
	}
	line(to, text, widget.WarningImportance, c.p.NextChange)
}

// departments tells what departments provided, where any did.
func (c *firstSheet) departments(to *fyne.Container) {
	shares := provided.Shares(c.p.Session.Report())
	if len(shares) == 0 {
		return
	}
	section(to, "科室报送")
	for _, s := range shares {
		importance := widget.MediumImportance
		if s.Broken > 0 {
			importance = widget.WarningImportance
		}
		line(to, s.Line(), importance, c.way([]form.Address{s.First}))
	}
}

// sinceText says since when, and how much was changed.
func sinceText(s app.Since, changes int) string {
	when := "自您上次查看以来"
	switch {
	case s.Seq == 0:
		return "您第一次查看这份报告"
	case s.Signed != nil:
		when = fmt.Sprintf("自您 %s %s以来", s.Signed.Time().Local().Format("1月2日 15:04"), s.Signed.Kind.Name())
	}
	if changes == 0 {
		return when + "没有改动"
	}
	return fmt.Sprintf("%s改动 %d 处", when, changes)
}

// tilesLayout puts the key figures side by side, as many as there is room for.
type tilesLayout struct{}

const (
	tileLeast = 132
	tileGap   = 8
)

func (tilesLayout) columns(width float32, n int) int {
	return min(max(int((width+tileGap)/(tileLeast+tileGap)), 1), max(n, 1))
}

// MinSize is the height at the width that was given last.
func (l tilesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	width := float32(len(objects)) * (tileLeast + tileGap)
	if w := objects[0].Size().Width; w > 0 { // all are as wide, see Layout
		width = w*float32(l.inRow(objects)) + tileGap*float32(l.inRow(objects)-1)
	}
	rows := (len(objects) + l.columns(width, len(objects)) - 1) / l.columns(width, len(objects))
	return fyne.NewSize(tileLeast, float32(rows)*(l.height(objects)+tileGap)-tileGap)
}

// inRow is how many stand in the first row.
func (tilesLayout) inRow(objects []fyne.CanvasObject) int {
	n := 0
	for _, o := range objects {
		if o.Position().Y == objects[0].Position().Y {
			n++
		}
	}
	return n
}

func (tilesLayout) height(objects []fyne.CanvasObject) float32 {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return height
}

// Layout gives all the same size.
func (l tilesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := l.columns(size.Width, len(objects))
	width := (size.Width - tileGap*float32(n-1)) / float32(n)
	height := l.height(objects)
	for i, o := range objects {
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(float32(i%n)*(width+tileGap), float32(i/n)*(height+tileGap)))
	}
}

// columnsLayout puts two columns side by side where there is room, else one below
// the other.
type columnsLayout struct{}

const (
	columnsLeast = 620
	columnsGap   = 16
	leftPart     = 0.58
)

// MinSize is the height at the width that was given last.
func (columnsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0], objects[1]
	height := a.MinSize().Height + b.MinSize().Height
	if b.Position().X > 0 {
		height = max(a.MinSize().Height, b.MinSize().Height)
	}
	return fyne.NewSize(200, height)
}

// Layout gives each its width first: texts know their height only then.
func (columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	a, b := objects[0], objects[1]
	if size.Width < columnsLeast {
		a.Resize(fyne.NewSize(size.Width, a.MinSize().Height))
		b.Resize(fyne.NewSize(size.Width, b.MinSize().Height))
		a.Move(fyne.NewPos(0, 0))
		b.Move(fyne.NewPos(0, a.MinSize().Height))
		return
	}
	left := (size.Width - columnsGap) * leftPart
	a.Resize(fyne.NewSize(left, a.MinSize().Height))
	b.Resize(fyne.NewSize(size.Width-columnsGap-left, b.MinSize().Height))
	a.Move(fyne.NewPos(0, 0))
	b.Move(fyne.NewPos(left+columnsGap, 0))
}
