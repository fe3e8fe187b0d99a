package grid

import (
	"maps"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/report"
)

// Source is the report whose figures are shown; only reading is done here.
type Source struct {
	r     *report.Report
	stood map[form.Address]string // texts in cells without a figure
}

// Of returns a report as a Source.
func Of(r *report.Report) Source { return Source{r: r} }

// With returns the source with texts that are shown in cells without a figure: what a
// document has there that is none.
func (s Source) With(texts map[form.Address]string) Source { return Source{s.r, texts} }

// Figure returns the value of a cell, entered or computed.
func (s Source) Figure(a form.Address) report.Value { return s.r.Figure(a) }

// Sides returns both sides of a balance; a side is blank when all its cells are.
func (s Source) Sides(b *form.Balance) (left, right report.Value) { return check.Sides(s.r, b) }

// Unfinished says whether something that a balance runs over is still blank.
func (s Source) Unfinished(t *form.Table, b *form.Balance) bool { return check.Unfinished(s.r, t, b) }

// Input is what a person put into one cell: a figure as typed, "" to clear it.
type Input struct {
	Address form.Address
	Raw     string
}

// Grid shows and edits one table. Its fields are hooks of the host; each may
// be nil. All methods must be called on the main goroutine.
type Grid struct {
	widget.BaseWidget

	// OnCommit is handed what a person put into the table in one act, as one
	// edit, with a note for the undo menu. The figures can be read by
	// report.Parse. When it returns an error nothing is taken over: the text
	// stays in the entry, and OnRefused is told.
	OnCommit func(note string, inputs []Input) error
	// OnPaste is handed where the figures of a pasted block belong. Nothing is
	// entered yet: the host asks where a row was left out, and calls Reload and
	// Select when the figures are in.
	OnPaste func(m *tables.Mapping)
	// OnClipboard finds the table on the clipboard as other programs give it beside
	// the text, with its labels and joined cells, and hands it to take; nil where the
	// text is all there is.
	OnClipboard func(take func(whole *tables.Block))
	// OnRefused is told why something typed, pasted or cleared was not taken.
	// The text of the error is a sentence for the person, unless it is a
	// *report.Refusal, which wraps one.
	OnRefused func(a form.Address, err error)
	// OnSelect is told on which cell the cursor stands, whenever that changes
	// and when the table gets the focus.
	OnSelect func(a form.Address)
	// OnShortcut is offered every shortcut the table has no use for, undo and
	// redo among them. When it says no the window's own shortcuts are tried.
	OnShortcut func(fyne.Shortcut) bool
	// OnCaret is told of the entry in which text is typed, and as which object
	// it stands on the screen, whenever the caret in it has moved.
	OnCaret func(fyne.CanvasObject, *widget.Entry)
	// OnZoom is told that the wheel was turned with Ctrl, by steps; more is larger.
	OnZoom func(steps int)
	// OnScaled is told that the table is drawn larger or smaller than before.
	OnScaled func()
	// OnKey is offered every key the table has no use for, F1 among them.
	OnKey func(*fyne.KeyEvent) bool

	// OnCopy is handed what is copied, as text and as an HTML table. When it says
	// no the clipboard is given the text alone.
	OnCopy func(text, html string) bool
	// OnMenu opens the menu of the selection at a position in the window: right
	// click, Shift+F10 and the menu key ask for it.
	OnMenu func(at fyne.Position)

	// OnMoved is told when other rows come into sight, or another column has the
	// cursor: what Lines returns is another.
	OnMoved func()

	index  *tableIndex
	source Source
	marks  map[form.Address]Mark
	given  map[form.Address]bool // by a department
	locked error

	cursor, anchor position // the selection runs between them
	tabbed         int      // the column where Tab began, -1 when the cursor came otherwise
	focused        bool
	grouped        bool // figures are shown with separators of thousands
	edit           edit
	entry          *entry
	view           *view
	pulling        bool // the mouse is selecting
	clicked        time.Time
	scale          Scale
	room           fyne.Size // that the page has for the table, zero for no more than its own
	modifiers      func() fyne.KeyModifier
}

// New returns the editor of a table whose figures are read from source.
func New(t *form.Table, source Source) *Grid {
	g := &Grid{index: newTableIndex(t), source: source, modifiers: heldModifiers}
	g.cursor = g.index.first()
	g.anchor, g.tabbed = g.cursor, -1
	g.entry = newEntry(g)
	g.view = newView(g)
	g.ExtendBaseWidget(g)
	return g
}

// heldModifiers asks the driver, which knows better than key events do: a
// key released over another window is never reported.
func heldModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// Active returns the address of the cell the cursor stands on.
func (g *Grid) Active() form.Address { return g.active().Address }

// Ends returns the cells between which the selection runs; the cursor stands on the first.
func (g *Grid) Ends() (cursor, other form.Address) {
	other = g.Active()
	if c := g.index.figure(g.anchor); c != nil {
		other = c.Address
	}
	return g.Active(), other
}

func (g *Grid) active() *form.Cell { return g.index.at(g.cursor) }

func (g *Grid) area() span           { return g.index.around(g.anchor, g.cursor) }
func (g *Grid) chosen() []*form.Cell { return g.index.in(g.area()) }

// SelectsSeveral says whether more than one cell is selected.
func (g *Grid) SelectsSeveral() bool { return len(g.chosen()) > 1 }

// Blanks returns the addresses of the cells that are to be typed and hold
// nothing yet, in reading order: of the selection where that is several cells, else
// of the table.
func (g *Grid) Blanks() []form.Address {
	among := g.index.values
	if g.SelectsSeveral() {
		among = g.chosen()
	}
	var out []form.Address
	for _, c := range among {
		if !c.Computed && g.source.Figure(c.Address).Blank() {
			out = append(out, c.Address)
		}
	}
	return out
}

// GoTo commits what is being typed, puts the cursor on a cell, brings it into
// view and takes the focus. It says no when there is no such cell or when the
// text typed elsewhere is refused.
func (g *Grid) GoTo(a form.Address) bool {
	c := g.index.table.Cell(a)
	if c == nil || !g.Commit() {
		return false
	}
	g.moveTo(topLeft(c), false)
	g.takeFocus()
	return true
}

// SetProvided marks the cells that a department provided, in a quiet way; those not named
// lose the mark.
func (g *Grid) SetProvided(cells map[form.Address]bool) {
	if maps.Equal(g.given, cells) {
		return
	}
	g.given = cells
	g.view.showMarks()
}

// SetMarks marks cells; those not named lose their mark.
func (g *Grid) SetMarks(marks map[form.Address]Mark) {
	if maps.Equal(g.marks, marks) {
		return
	}
	g.marks = marks
	g.view.showMarks()
	g.view.showCursor()
}

// Shown returns the text that stands in a cell.
func (g *Grid) Shown(a form.Address) string {
	s := g.source.Figure(a).String()
	switch {
	case s == "":
		return g.source.stood[a]
	case g.grouped:
		return group(s)
	}
	return s
}

// SetTotals says whether totals are typed, too: they go to the host as the figures do,
// which compares them. Tab and Enter then stop at them.
func (g *Grid) SetTotals(yes bool) { g.index.totals = yes }

// Reload shows the figures and balances as the source has them now. Text that
// is being typed stays.
func (g *Grid) Reload() { g.view.showFigures() }

// Group shows figures of four digits and more with separators of thousands, or
// without. What is typed, copied and printed has none.
func (g *Grid) Group(yes bool) {
	g.grouped = yes
	g.Reload()
}

// Lock makes the table read-only for a reason, which OnRefused is told when
// somebody tries to write; nil makes it writable again. Text being typed is
// given up.
func (g *Grid) Lock(reason error) {
	g.locked = reason
	if reason != nil {
		g.Cancel()
	}
}

// ContentHeight returns how high the table is, with its balances, when it is
// given a width and need not scroll downward.
func (g *Grid) ContentHeight(width float32) float32 {
	geo := arrange(g.index, measured(g.view.text, g.view.pad), width-lineWidth)
	h := geo.height() + lineWidth + g.view.footHeight(geo)
	if geo.width()+lineWidth > width {
		h += barWidth
	}
	return h
}

// HeightIn returns how high the table is in the room it has, which is remembered:
// a table that is to be seen whole is made to fit it.
func (g *Grid) HeightIn(room fyne.Size) float32 {
	if g.room != room {
		g.room = room
		g.view.text, g.view.pad = g.size(room)
	}
	return min(room.Height, g.ContentHeight(room.Width))
}

// MinSize leaves the table to its scroll bars.
func (g *Grid) MinSize() fyne.Size {
	g.ExtendBaseWidget(g)
	return fyne.NewSize(320, 140)
}

// CreateRenderer hands out the view, which lives as long as the table.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return g.view
}

// moveTo puts the cursor on a figure; extend keeps the other end of the
// selection where it is.
func (g *Grid) moveTo(p position, extend bool) {
	was := g.active()
	g.cursor, g.tabbed = p, -1
	if !extend {
		g.anchor = p
	}
	g.view.bringIntoView(g.view.geo.of(g.active()))
	g.view.showCursor()
	if g.active() != was {
		g.notifySelect()
	}
}

func (g *Grid) notifySelect() {
	g.notifyMoved()
	if g.OnSelect != nil {
		g.OnSelect(g.Active())
	}
}

func (g *Grid) notifyMoved() {
	if g.OnMoved != nil {
		g.OnMoved()
	}
}

func (g *Grid) refuse(a form.Address, err error) {
	if g.OnRefused != nil {
		g.OnRefused(a, err)
	}
}

// commit hands inputs to the host, without those that change nothing, and
// says whether they were taken.
func (g *Grid) commit(note string, inputs []Input) error {
	var changed []Input
	for _, in := range inputs {
		v, err := report.Parse(g.index.table.Cell(in.Address).Kind, in.Raw)
		if err != nil {
			return &report.Refusal{Address: in.Address, Raw: in.Raw, Err: err}
		}
		if c := g.index.table.Cell(in.Address); c.Computed || v.String() != g.source.Figure(in.Address).String() {
			changed = append(changed, in)
		}
	}
	if len(changed) > 0 && g.OnCommit != nil {
		if err := g.OnCommit(note, changed); err != nil {
			return err
		}
	}
	g.Reload()
	return nil
}

func (g *Grid) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(g) }

func (g *Grid) takeFocus() {
	if c := g.canvas(); c != nil && c.Focused() != fyne.Focusable(g) {
		c.Focus(g)
	}
}
