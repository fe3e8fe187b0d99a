package importing

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/form"
	"nianbao/app/intake/takeover"
	"nianbao/app/report"
	"nianbao/ui/grid"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// detail shows one piece: a table in the form's own grid, or texts.
type detail struct {
	p       *Page
	piece   *takeover.Piece
	Grid    *grid.Grid // nil for texts
	said    *widgets.TextLine
	content *fyne.Container
}

func newDetail(p *Page) *detail {
	return &detail{p: p, content: container.NewStack()}
}

// show shows a piece.
func (d *detail) show(piece *takeover.Piece) {
	d.piece, d.Grid, d.said = piece, nil, nil
	var body fyne.CanvasObject
	switch {
	case piece.Table != nil && piece.Any():
		body = d.table()
	case piece.Any():
		body = d.texts()
	}
	head := d.head()
	if body == nil {
		d.content.Objects = []fyne.CanvasObject{container.NewBorder(head, nil, nil, nil)}
	} else {
		d.content.Objects = []fyne.CanvasObject{container.NewBorder(head, nil, nil, nil, body)}
	}
	d.content.Refresh()
}

// head names the piece and says why it should be looked at.
func (d *detail) head() fyne.CanvasObject {
	is := grade(d.piece)
	title := widgets.NewTextLine(theme.SizeNameSubHeadingText, true)
	title.Set(d.piece.Name+"　"+is.Text, widgets.ColorOf(is.Importance))
	box := container.NewVBox(container.NewPadded(title))
	if t := d.piece.Table; t != nil && t.Reason != "" {
		box.Add(&prose.Label{Text: t.Reason + "。", Importance: is.Importance})
	}
	if !d.piece.Any() && d.piece.Table == nil {
		box.Add(prose.NewLabel("原件中没有找到这部分内容。其余的可以照常读入。"))
	}
	if n := d.p.replaces(d.piece); n > 0 {
		box.Add(&prose.Label{Text: fmt.Sprintf("草稿中已有 %d 处与读出的不同（标有“另”），填入时先问。", n), Importance: widget.WarningImportance})
	}
	return box
}

// errLooking is why nothing can be typed here.
var errLooking = errors.New("这里只看读出了什么，读入以后可以修改")

// table shows the figures that were read, and below what the source has in the cell
// under the cursor.
func (d *detail) table() fyne.CanvasObject {
	d.Grid = grid.New(d.p.got.Report.Form().Table(d.piece.ID), grid.Of(d.p.got.Report).With(d.stood()))
	d.Grid.Lock(errLooking)
	d.Grid.OnKey = d.p.w.Key
	d.Grid.OnSelect = d.onSelect
	d.Grid.OnRefused = func(_ form.Address, err error) {
		d.p.frame.Status.Say(widgets.Message{Text: err.Error() + "。"})
	}
	d.Grid.SetMarks(d.marks())
	d.Grid.SetScale(grid.Scale{Compact: true})
	d.said = widgets.NewTextLine(theme.SizeNameText, false)
	d.say(d.Grid.Active())
	foot := container.NewVBox(widgets.Hairline(), container.NewPadded(d.said))
	if legend := d.legend(); legend != "" {
		foot.Add(&prose.Label{Text: legend, Importance: widget.LowImportance})
	}
	return container.NewBorder(nil, foot, nil, nil, WithMargin(d.Grid))
}

// stood are the texts of the document in cells of which no figure was read: a stroke, a
// note. The line below the table has the whole of one.
func (d *detail) stood() map[form.Address]string {
	const most = 5 // characters, that a cell has room for
	out := map[form.Address]string{}
	for a, c := range d.piece.Table.Left {
		text := []rune(strings.Join(strings.Fields(c.Raw), ""))
		if len(text) > most {
			text = append(text[:most-1], '…')
		}
		out[a] = string(text)
	}
	return out
}

// marks are the cells of which something has to be said: the source has something else
// there than a figure, another total, or the draft another figure.
func (d *detail) marks() map[form.Address]grid.Mark {
	out := map[form.Address]grid.Mark{}
	for a, c := range d.piece.Table.Left {
		if strings.TrimSpace(c.Raw) != "" {
			out[a] = grid.MarkedExplain
		}
	}
	for _, r := range d.p.replaced(d.piece) {
		out[r.Address] = grid.MarkedOther
	}
	for a := range d.piece.Table.Cells {
		if !d.p.got.Report.PrintedTotal(a).Blank() {
			out[a] = grid.MarkedError
		}
	}
	return out
}

// legend says what the marks mean that are there.
func (d *detail) legend() string {
	there := map[grid.Mark]bool{}
	for _, m := range d.marks() {
		there[m] = true
	}
	var parts []string
	for _, m := range []struct {
		mark grid.Mark
		text string
	}{{grid.MarkedError, "! 原件印的总计与计算的不同"}, {grid.MarkedExplain, "? 原件这里不是数字"}, {grid.MarkedOther, "另 草稿中另有内容"}} {
		if there[m.mark] {
			parts = append(parts, m.text)
		}
	}
	return strings.Join(parts, "　")
}

func (d *detail) onSelect(a form.Address) {
	d.say(a)
	d.p.onCell(a)
}

// say tells what the source has in a cell, and what the draft.
func (d *detail) say(a form.Address) {
	c := d.p.got.Report.Form().Cell(a)
	if c == nil {
		return
	}
	text := c.Name + "：" + d.source(c)
	if d.p.into != nil {
		if own := d.p.into.Report().Raw(a); own != d.p.got.Report.Figure(a).String() && own != "" {
			text += "；草稿中现为 " + own
		}
	}
	d.said.Set(text, widgets.ColorText)
}

// source tells what the source has in a cell, and what it was read as.
func (d *detail) source(c *form.Cell) string {
	is := d.p.got.Report.Figure(c.Address)
	read, ok := d.piece.Table.Cells[c.Address]
	left, stands := d.piece.Table.Left[c.Address]
	switch printed := d.p.got.Report.PrintedTotal(c.Address); {
	case !printed.Blank():
		return fmt.Sprintf("原件印的是 %s，计算为 %s", printed, orBlank(is))
	case ok && c.Computed:
		return fmt.Sprintf("原件印的是 %s，与计算的一致", quoted(read.Raw))
	case ok && read.MadeOf != "":
		return fmt.Sprintf("%s，读作 %s", read.MadeOf, orBlank(is))
	case ok && strings.TrimSpace(read.Raw) != is.String():
		return fmt.Sprintf("原件为%s，读作 %s", quoted(read.Raw), orBlank(is))
	case ok:
		return "原件为 " + is.String()
	case stands && strings.TrimSpace(left.Raw) == "":
		return "原件是空白"
	case stands:
		return "原件为" + quoted(left.Raw) + "，不是数字，没有读入"
	case c.Computed:
		return fmt.Sprintf("原件没有这个总计，计算为 %s", orBlank(is))
	}
	return "没有读出"
}

func quoted(s string) string { return "“" + strings.Join(strings.Fields(s), " ") + "”" }

func orBlank(v report.Value) string {
	if v.Blank() {
		return "空白"
	}
	return v.String()
}

// texts shows the fields of a part, each with what was put right in it. A click shows
// where it stands.
func (d *detail) texts() fyne.CanvasObject {
	box := container.NewVBox()
	for _, a := range d.piece.Places {
		box.Add(widgets.NewRow(d.field(a), func() { d.p.onCell(a) }))
	}
	return container.NewVScroll(box)
}

func (d *detail) field(a form.Address) fyne.CanvasObject {
	r := d.p.got.Report
	name := report.PlaceName(r.Catalog(), r.Form().Edition, a)
	if f := r.Form().Field(a); f != nil {
		name = f.Name
	}
	text := r.Text(a)
	if a == report.SignedOn {
		if day, err := report.ParseDate(text); err == nil {
			text = report.PrintDate(day)
		}
	}
	box := container.New(widgets.TightLayout{}, &widget.Label{Text: name, TextStyle: fyne.TextStyle{Bold: true}}, prose.NewLabel(text))
	if cleaned := takeover.Cleaned(d.p.got.Reading, a); cleaned != "" {
		box.Add(&prose.Label{Text: "已改正：" + cleaned, Importance: widget.LowImportance})
	}
	if d.p.into != nil {
		if own := d.p.into.Report().Raw(a); own != "" && own != r.Raw(a) {
			box.Add(&prose.Label{Text: "草稿中现为：" + shorten(own), Importance: widget.WarningImportance})
		}
	}
	return box
}

func shorten(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// light shows which cells were read of one place of the document.
func (d *detail) light(cells []form.Address) {
	if d.Grid != nil {
		d.Grid.Select(cells)
	}
}

// focus gives the keyboard to the table.
func (d *detail) focus() {
	if d.Grid != nil {
		d.p.w.Window().Canvas().Focus(d.Grid)
	}
}

// replaced are the places of a piece that hold something else in the draft that is open.
func (p *Page) replaced(piece *takeover.Piece) []report.Difference {
	if p.into == nil {
		return nil
	}
	plan, err := takeover.Into(p.into.Report(), p.got.Reading, []takeover.Piece{*piece}, true)
	if err != nil {
		p.w.Log().Info("plan to take over", "error", err)
		return nil
	}
	return plan.Replaced
}

func (p *Page) replaces(piece *takeover.Piece) int { return len(p.replaced(piece)) }

// WithMargin gives a table that is only looked at the room that it takes.
func WithMargin(g *grid.Grid) fyne.CanvasObject { return container.New(&gridLayout{grid: g}, g) }

// gridLayout gives a table no more height than it takes.
type gridLayout struct {
	grid *grid.Grid
	laid bool // it had its room before
}

// MinSize is the table's.
func (l *gridLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.grid.MinSize() }

// Layout places it at the top, a little off the edges, and at first shows its beginning.
func (l *gridLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	const margin = 6
	room := size.SubtractWidthHeight(2*margin, margin)
	l.grid.Resize(fyne.NewSize(room.Width, l.grid.HeightIn(room)))
	l.grid.Move(fyne.NewPos(margin, 0))
	if !l.laid && room.Width > l.grid.MinSize().Width {
		l.laid = true
		l.grid.Select([]form.Address{l.grid.Active()})
	}
}
