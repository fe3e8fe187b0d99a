package importing

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/intake"
	"nianbao/app/intake/reading"
	"nianbao/app/intake/takeover"
	"nianbao/ui/commands"
	"nianbao/ui/grid"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Page shows a document and what was read of it. Nothing is stored before the person
// says so.
type Page struct {
	w      widgets.Host
	got    *intake.File
	into   *app.Session // the draft that is open, nil for none
	goBack func()
	next   func() // what follows when this document is done with, nil for nothing

	pieces []takeover.Piece
	at     int // the piece that is shown, -1 before the first
	places map[form.Address][]reading.Place
	here   map[reading.Place][]form.Address

	Unit, Year *widgets.Entry // nil where the draft has them
	Pieces     *widgets.List
	Source     *Source
	detail     *detail
	frame      *widgets.Frame
}

// show shows what was read. Into is the draft that it may go into, nil for a new one.
func show(w widgets.Host, got *intake.File, into *app.Session, back, next func()) *Page {
	p := &Page{w: w, got: got, into: into, goBack: back, next: next, at: -1}
	p.pieces = takeover.Pieces(got.Reading)
	p.findPlaces()
	p.buildUI()
	w.Window().SetTitle("读入 " + got.FileName + " - 年报通")
	w.Show(p)
	return p
}

// findPlaces notes for every place of the report where on the page it was read, and
// the other way round.
func (p *Page) findPlaces() {
	p.places, p.here = map[form.Address][]reading.Place{}, map[reading.Place][]form.Address{}
	add := func(a form.Address, at reading.Place) {
		p.places[a] = append(p.places[a], at)
		p.here[at] = append(p.here[at], a)
	}
	for _, piece := range p.pieces {
		if piece.Table == nil {
			for _, a := range piece.Places {
				for _, at := range takeover.From(p.got.Reading, a) {
					add(a, at)
				}
			}
			continue
		}
		for _, cells := range []map[form.Address]reading.Cell{piece.Table.Cells, piece.Table.Left} {
			for a, c := range cells {
				add(a, c.At)
			}
		}
	}
}

func (p *Page) buildUI() {
	used := map[reading.Place]bool{}
	for at := range p.here {
		used[at] = true
	}
	p.Source = newSource(p.w, p.got.Page, used)
	p.Source.onChosen = p.onSource
	p.detail = newDetail(p)
	p.Pieces = widgets.NewList(p.w, []widgets.Column{{Name: "读出的内容"}, {Name: "", Width: gradeWidth}}, p.onPiece, p.Refocus)
	p.Pieces.Tick = p.setButtons
	p.fillPieces()
	p.frame = widgets.NewFrame(p.w, "读入　"+p.got.FileName, p.goBack, commands.TakeIn)
	right := widgets.NewLeftSplit(p.column(), p.detail.content, columnWidth())
	read := container.NewBorder(container.NewVBox(p.target(), widgets.Hairline()), nil, nil, nil, right)
	heading := widgets.Tinted(widgets.HeadCell("原件"))
	p.frame.SetBody(widgets.NewLeftSplit(container.NewBorder(heading, nil, nil, nil, p.Source), read, sourceWidth))
	p.setButtons()
}

// Widths, in units: of the document, of the list of what was read, and of the grades.
const (
	sourceWidth = 410
	gradeWidth  = 82
)

func columnWidth() float32 { return 17.5 * theme.TextSize() }

// column lists the pieces, and below them what was put right.
func (p *Page) column() fyne.CanvasObject {
	said := container.NewVBox()
	for _, line := range p.got.RepairLines() {
		said.Add(prose.NewLabel(line))
	}
	if p.into == nil && !p.got.HasYear() {
		said.Add(prose.NewLabel("请在上面填写报告年度。"))
	}
	if len(said.Objects) == 0 {
		said.Add(&prose.Label{Text: "没有需要修复的地方。", Importance: widget.LowImportance})
	}
	repairs := container.NewBorder(widgets.Tinted(widgets.HeadCell("修复和提示")), nil, nil, nil, container.NewVScroll(said))
	return container.New(columnLayout{p}, container.NewBorder(p.Pieces.Head(), nil, nil, nil, p.Pieces), repairs)
}

// columnLayout gives the list of pieces the room that its lines need, and what was put
// right the rest.
type columnLayout struct{ p *Page }

// MinSize has some lines of both.
func (columnLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, 200) }

// Layout shares the height.
func (l columnLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const rest = 0.26 // at least, for what was put right
	list := min(l.p.Pieces.Head().MinSize().Height+float32(len(l.p.pieces))*l.p.Pieces.LineHeight(), size.Height*(1-rest))
	o[0].Resize(fyne.NewSize(size.Width, list))
	o[1].Move(fyne.NewPos(0, list))
	o[1].Resize(fyne.NewSize(size.Width, size.Height-list))
}

// target asks for the unit and the year of a new draft, or names the draft that is open
// and whether the document is of another one.
func (p *Page) target() fyne.CanvasObject {
	if p.into != nil {
		text, doubt := p.intoText()
		l := &prose.Label{Text: text}
		if doubt {
			l.Importance = widget.WarningImportance
		}
		return container.NewPadded(l)
	}
	year := ""
	if p.got.HasYear() {
		year = fmt.Sprint(p.got.Report.Year())
	}
	p.Unit = widgets.NewEntry(p.w, p.got.Report.Unit(), "机关全称，如：示例县自然资源局")
	p.Year = widgets.NewEntry(p.w, year, "如：2025")
	years := container.NewHBox(&widget.Label{Text: "报告年度"}, container.New(widgets.WidthLayout{Width: 6 * theme.TextSize()}, p.Year))
	return container.NewPadded(container.NewBorder(nil, nil, &widget.Label{Text: "单位全称"}, years, p.Unit))
}

// intoText names the draft, and says where the document does not seem to be its own.
func (p *Page) intoText() (text string, doubt bool) {
	r := p.into.Report()
	text = fmt.Sprintf("填入现在打开的草稿：%s %d年。单位和年度不改。", r.Unit(), r.Year())
	if unit := p.got.Report.Unit(); unit != "" && unit != r.Unit() {
		text, doubt = text+"文件是“"+unit+"”的，请核对。", true
	}
	if year := p.got.Report.Year(); p.got.HasYear() && year != r.Year() {
		text, doubt = text+fmt.Sprintf("文件是%d年的，请核对。", year), true
	}
	return text, doubt
}

// grade says of a piece how far it may be trusted, and in which colour.
func grade(piece *takeover.Piece) widgets.Cell {
	switch t := piece.Table; {
	case t != nil && t.Grade == reading.Sure:
		return widgets.Cell{Text: t.Grade.Name(), Importance: widget.SuccessImportance}
	case t != nil && t.Grade == reading.Look:
		return widgets.Cell{Text: t.Grade.Name(), Importance: widget.WarningImportance}
	case t != nil:
		is := widgets.Cell{Text: t.GradeName(), Importance: widget.DangerImportance}
		if t.Lacks != reading.LacksNothing {
			is.Importance = widget.LowImportance
		}
		return is
	case piece.Any():
		return widgets.Cell{Text: "已读出", Importance: widget.SuccessImportance}
	}
	return widgets.Cell{Text: "没有找到", Importance: widget.LowImportance}
}

// fillPieces lists the pieces. What was read is ticked.
func (p *Page) fillPieces() {
	var lines []widgets.Line
	for i := range p.pieces {
		piece := &p.pieces[i]
		lines = append(lines, widgets.Line{Cells: []widgets.Cell{{Text: p.short(piece)}, grade(piece)}})
		p.Pieces.Ticked[i] = piece.Any()
	}
	p.Pieces.SetLines(lines)
}

// short is what a piece is called in the list: its part as the menus call it, and which
// table that is.
func (p *Page) short(piece *takeover.Piece) string {
	for i, s := range p.got.Report.Form().Sections {
		part := commands.Of(commands.Part(i + 1)).Label
		if s.Table != nil && s.Table.ID == piece.ID {
			_, name, _ := strings.Cut(part, "、")
			return piece.Name + "　" + name
		}
		if s.ID == piece.ID {
			return part
		}
	}
	return piece.Name
}

// taken are the pieces that are ticked, and left the others.
func (p *Page) taken() (taken, left []takeover.Piece) {
	for i, piece := range p.pieces {
		if p.Pieces.Ticked[i] && piece.Any() {
			taken = append(taken, piece)
		} else {
			left = append(left, piece)
		}
	}
	return taken, left
}

// setButtons offers what can be done with what is ticked.
func (p *Page) setButtons() {
	for i := range p.pieces {
		if p.Pieces.Ticked[i] && !p.pieces[i].Any() { // there is nothing to be taken
			p.Pieces.Ticked[i] = false
			p.Pieces.RefreshItem(i)
			p.frame.Status.Say(widgets.Message{Text: "“" + p.pieces[i].Name + "”没有读出内容，不能选。"})
		}
	}
	taken, _ := p.taken()
	if p.into == nil {
		primary := widgets.NewPrimary(p.w, commands.As(commands.TakeIn, "以此新建草稿"), p.TakeIn)
		widgets.SetEnabled(primary, len(taken) > 0)
		p.frame.SetActions(primary)
		return
	}
	primary := widgets.NewPrimary(p.w, commands.As(commands.TakeIn, "填入当前草稿"), p.TakeIn)
	anew := widgets.NewButton(p.w, "以此新建草稿", p.makeNew)
	widgets.SetEnabled(primary, len(taken) > 0)
	widgets.SetEnabled(anew, len(taken) > 0)
	p.frame.SetActions(primary, anew)
}

// onPiece shows the piece that was chosen, and where it stands in the document.
func (p *Page) onPiece() {
	i := p.Pieces.Chosen
	if i < 0 || i == p.at {
		return
	}
	p.at = i
	p.detail.show(&p.pieces[i])
	p.Source.show(p.placesOf(&p.pieces[i]))
}

// placesOf are where the texts of a piece stand, or the first row of a table.
func (p *Page) placesOf(piece *takeover.Piece) []reading.Place {
	var out []reading.Place
	for _, a := range piece.Places {
		out = append(out, p.places[a]...)
		if piece.Table != nil && len(out) > 0 {
			break
		}
	}
	return out
}

// onCell shows where a cell, or a text, stands in the document.
func (p *Page) onCell(a form.Address) { p.Source.show(p.places[a]) }

// onSource shows what was read of a place of the document.
func (p *Page) onSource(at reading.Place) {
	cells := p.here[at]
	if len(cells) == 0 {
		p.frame.Status.Say(widgets.Message{Text: "这里没有读出内容。"})
		return
	}
	p.frame.Status.Say(widgets.Message{})
	for i := range p.pieces {
		if !p.holds(&p.pieces[i], cells[0]) {
			continue
		}
		if i != p.at {
			p.at = i
			p.detail.show(&p.pieces[i])
			p.Pieces.Select(i)
		}
		p.detail.light(cells)
		p.Source.show([]reading.Place{at})
		return
	}
}

func (p *Page) holds(piece *takeover.Piece, a form.Address) bool {
	if piece.Table == nil {
		return slices.Contains(piece.Places, a)
	}
	return p.got.Report.Form().Table(piece.ID).Cell(a) != nil
}

// PlacesOf returns where in the document something was read.
func (p *Page) PlacesOf(a form.Address) []reading.Place { return p.places[a] }

// Grid is the table that is shown, nil where texts are.
func (p *Page) Grid() *grid.Grid { return p.detail.Grid }

// nextDoubt goes on to the next piece that should be looked at.
func (p *Page) nextDoubt() {
	for n := 1; n <= len(p.pieces); n++ {
		i := (p.at + n) % len(p.pieces)
		if t := p.pieces[i].Table; t != nil && t.Grade != reading.Sure {
			p.Pieces.Choose(i)
			p.detail.focus()
			return
		}
	}
	p.frame.Status.Say(widgets.Message{Text: "没有要核对的表。"})
}

// Content returns the screen.
func (p *Page) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *Page) Frame() *widgets.Frame { return p.frame }

// Shown begins where something is missing, or should be looked at.
func (p *Page) Shown() {
	first := 0
	for _, wanted := range []func(*takeover.Piece) bool{
		func(x *takeover.Piece) bool { return x.Any() }, func(x *takeover.Piece) bool { return x.Table != nil && x.Any() },
		func(x *takeover.Piece) bool { return x.Table != nil && x.Any() && x.Table.Grade != reading.Sure },
	} {
		if i := slices.IndexFunc(p.pieces, func(x takeover.Piece) bool { return wanted(&x) }); i >= 0 {
			first = i
		}
	}
	p.Pieces.Choose(first)
	p.Refocus()
}

// Refocus gives the keyboard to what has to be filled in, or to the list.
func (p *Page) Refocus() {
	to := fyne.Focusable(p.Pieces)
	for _, e := range []*widgets.Entry{p.Year, p.Unit} {
		if e != nil && e.Text == "" {
			to = e
		}
	}
	p.w.Window().Canvas().Focus(to)
}

// Leave always lets go: nothing was stored.
func (p *Page) Leave() bool { return true }

// WayBack leads back to where the page was opened.
func (p *Page) WayBack() func() { return p.goBack }

// Topic is the chapter of the manual about this page.
func (p *Page) Topic() string { return "导入报告" }

// Actions offers what can be done here.
func (p *Page) Actions() commands.Offer {
	return commands.Offer{commands.TakeIn: p.TakeIn, commands.Back: p.giveUp, commands.Cancel: p.giveUp, commands.NextError: p.nextDoubt}
}

// giveUp leaves the document, and goes on to the next one.
func (p *Page) giveUp() {
	if p.next != nil {
		p.next()
		return
	}
	p.goBack()
}
