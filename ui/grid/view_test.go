package grid

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/look"
)

// middle returns the middle of a cell in the grid as it is scrolled now.
func (d *fixture) middle(a string) fyne.Position {
	v := d.grid.view
	in := v.geo.of(d.grid.index.table.Cell(form.Address(d.grid.index.table.ID + "." + a)))
	return fyne.NewPos(lineWidth+in.x+in.w/2-v.offset.X, lineWidth+in.y+in.h/2-v.offset.Y)
}

// press does what the driver does for a click: the widget first, then the
// focus is taken away unless it is under the mouse.
func (d *fixture) press(at fyne.Position, button desktop.MouseButton, held fyne.KeyModifier) {
	d.grid.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: button, Modifier: held})
	if f := d.window.Canvas().Focused(); f != fyne.Focusable(d.grid) && f != fyne.Focusable(d.grid.entry) {
		return
	}
	if d.window.Canvas().Focused() == fyne.Focusable(d.grid.entry) && !d.overEntry(at) {
		d.window.Canvas().Unfocus()
	}
}

func (d *fixture) overEntry(at fyne.Position) bool {
	v := d.grid.view
	from := v.input.Position().Subtract(v.offset)
	size := v.input.Size()
	return at.X >= from.X && at.Y >= from.Y && at.X < from.X+size.Width && at.Y < from.Y+size.Height
}

func (d *fixture) click(a string, held fyne.KeyModifier) {
	d.press(d.middle(a), desktop.MouseButtonPrimary, held)
	d.grid.MouseUp(&desktop.MouseEvent{})
	d.grid.Tapped(&fyne.PointEvent{})
}

func TestClick(t *testing.T) {
	d := newFixture(t, "requests")
	d.click("granted.business", 0)
	d.expectAt("granted.business")
	d.click("refused.third_party.law_firm", fyne.KeyModifierShift)
	if got := len(d.grid.chosen()); got != 6*4 {
		t.Errorf("%d cells are selected", got)
	}
	d.press(fyne.NewPos(20, d.grid.Size().Height-10), desktop.MouseButtonPrimary, 0) // the balances, where nothing is to be chosen
	d.expectAt("refused.third_party.law_firm")
	d.keys("5")
	d.click("received.business", 0)
	d.expect("refused.third_party.law_firm", "5")
	d.expectAt("received.business")
}

func TestDoubleClickEdits(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("57<Return>")
	d.click("received.natural_person", 0)
	d.click("received.natural_person", 0)
	d.keys("<Left>1<Return>")
	d.expect("received.natural_person", "517")
	d.click("received.total", 0)
	d.click("received.total", 0)
	if d.grid.Editing() || len(d.refusals) > 0 {
		t.Error("a double click on a computed cell does more than select it")
	}
}

// A locked table says why nothing can be typed, on whichever figure the click is.
func TestDoubleClickOnALockedFigureSaysWhy(t *testing.T) {
	locked := errors.New("报告已送审，不能修改")
	for _, at := range []string{"received.natural_person", "received.total"} {
		d := newFixture(t, "requests")
		d.grid.Lock(locked)
		d.click(at, 0)
		d.click(at, 0)
		d.expectRefusal(locked)
		if d.grid.Editing() {
			t.Errorf("%s is being typed into", at)
		}
	}
}

func TestClickBesideRefusedText(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("abc")
	d.click("granted.business", 0)
	d.expectRefusal(report.ErrNotANumber)
	if len(d.refusals) != 1 {
		t.Errorf("told %d times", len(d.refusals))
	}
	d.expectAt("received.natural_person")
	if d.window.Canvas().Focused() != fyne.Focusable(d.grid.entry) || d.grid.entry.Text != "abc" {
		t.Error("the text is not there to be mended")
	}
}

func TestDragSelects(t *testing.T) {
	d := newFixture(t, "requests")
	d.press(d.middle("received.business"), desktop.MouseButtonPrimary, 0)
	d.grid.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: d.middle("granted.nonprofit")}})
	d.grid.DragEnd()
	if got := len(d.grid.chosen()); got != 9 {
		t.Errorf("%d cells are selected", got)
	}
	d.press(fyne.NewPos(20, 150), desktop.MouseButtonPrimary, 0)
	rows := len(d.grid.chosen()) // those of the label
	d.grid.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: d.middle("received.business")}})
	if got := len(d.grid.chosen()); got != rows || rows%7 != 0 {
		t.Errorf("dragging from a label selects %d cells, the click on it %d", got, rows)
	}
}

func TestRightClickKeepsSelection(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("<+Right><+Down>")
	d.press(d.middle("carried_in.natural_person"), desktop.MouseButtonSecondary, 0)
	if got := len(d.grid.chosen()); got != 4 {
		t.Errorf("%d cells are selected after a right click inside", got)
	}
	d.press(d.middle("granted.other"), desktop.MouseButtonSecondary, 0)
	d.expectAt("granted.other")
	asked := false
	d.grid.OnMenu = func(fyne.Position) { asked = true }
	d.grid.TappedSecondary(&fyne.PointEvent{})
	if !asked {
		t.Error("there is no menu")
	}
}

// inView says whether a cell lies in what of the body is shown: wholly, or, when
// it is higher than that, from its top.
func (d *fixture) inView(a form.Address) bool {
	v := d.grid.view
	frozenW, frozenH := v.frozen()
	in := v.geo.of(d.grid.index.table.Cell(a))
	x, y := in.x-frozenW-v.offset.X, in.y-frozenH-v.offset.Y
	return x >= 0 && y >= 0 && x+in.w <= v.bodyW && y+min(in.h, v.bodyH) <= v.bodyH
}

func TestCursorStaysInView(t *testing.T) {
	d := newFixture(t, "requests")
	for _, size := range []fyne.Size{{Width: 1000, Height: 600}, {Width: 640, Height: 400}, {Width: 300, Height: 260}} {
		d.window.Resize(size)
		for _, c := range d.grid.index.values {
			if !d.grid.GoTo(c.Address) || !d.inView(c.Address) {
				t.Fatalf("%s is not in view at %v", c.Address, size)
			}
		}
		d.keys("<PageUp><PageUp>")
		if !d.inView(d.grid.Active()) {
			t.Errorf("%s is not in view after PageUp", d.grid.Active())
		}
		d.ctrl(fyne.KeyHome, 0)
		if !d.inView("requests.received.natural_person") {
			t.Errorf("Ctrl+Home does not scroll back at %v", size)
		}
	}
	if d.grid.GoTo("requests.nowhere") {
		t.Error("there is no such cell")
	}
}

func TestFrozenPanesFollow(t *testing.T) {
	d := newFixture(t, "requests")
	v := d.grid.view
	narrowest, _ := v.geo.bounds()
	wide := float32(-60) // less than the table takes, whatever the font
	for _, w := range narrowest {
		wide += w
	}
	d.window.Resize(fyne.NewSize(wide, 400))
	d.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-40, -100)})
	if rows := v.edgeBefore(v.offset.Y); v.offset.X != 40 || v.offset.Y != rows || v.offset.Y < 60 || v.offset.Y > 140 {
		t.Fatalf("scrolled to %v", v.offset)
	}
	body, side, head, foot := v.body.layer.Position(), v.side.layer.Position(), v.head.layer.Position(), v.foot.layer.Position()
	if side.Y != body.Y || head.X != body.X || foot.X != body.X {
		t.Error("labels and figures have come apart")
	}
	if side.X != lineWidth || head.Y != lineWidth || foot.Y != lineWidth {
		t.Error("frozen panes move where they should stay")
	}
	d.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-9000, -9000)})
	frozenW, frozenH := v.frozen()
	if v.offset != fyne.NewPos(v.geo.width()-frozenW-v.bodyW, v.edgeBehind(v.geo.height()-frozenH-v.bodyH)) {
		t.Errorf("scrolled past the end, to %v", v.offset)
	}
	d.held = fyne.KeyModifierShift
	d.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 9000)})
	if v.offset.X != 0 || v.offset.Y == 0 {
		t.Errorf("Shift and the wheel scroll to %v", v.offset)
	}
}

func TestScrollBars(t *testing.T) {
	d := newFixture(t, "requests")
	d.window.Resize(fyne.NewSize(700, 400))
	v := d.grid.view
	length, _ := v.down.stretch()
	test.Drag(d.window.Canvas(), v.down.Position().AddXY(barWidth/2, 5), 0, v.down.track()-length)
	if _, frozenH := v.frozen(); v.offset.Y != v.edgeBehind(v.geo.height()-frozenH-v.bodyH) {
		t.Errorf("the thumb at the end shows %v", v.offset.Y)
	}
	for range 6 {
		v.down.Tapped(&fyne.PointEvent{Position: fyne.NewPos(2, 1)})
	}
	if v.offset.Y != 0 {
		t.Errorf("tapping above the thumb leads to %v", v.offset.Y)
	}
}

func TestContentHeight(t *testing.T) {
	for _, id := range []string{"disclosed", "requests", "disputes"} {
		d := newFixture(t, id)
		for _, width := range []float32{500, 803.5, 1200} {
			d.grid.Resize(fyne.NewSize(width, d.grid.ContentHeight(width)))
			if d.grid.view.down.Visible() {
				t.Errorf("%s scrolls at its own height, %v wide", id, width)
			}
			d.grid.Resize(fyne.NewSize(width, d.grid.ContentHeight(width)-2))
			if !d.grid.view.down.Visible() {
				t.Errorf("%s needs less than its own height, %v wide", id, width)
			}
		}
	}
}

// Small turns of the wheel add up: no row is half in sight, and none is passed over.
func TestTheWheelGoesByWholeRows(t *testing.T) {
	d := newFixture(t, "requests")
	v := d.grid.view
	d.window.Resize(fyne.NewSize(1600, 300))
	seen := map[float32]bool{}
	for range 60 {
		d.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -5)})
		if v.edgeBefore(v.offset.Y) != v.offset.Y || v.edgeBefore(v.offset.Y+v.seen) != v.offset.Y+v.seen {
			t.Fatalf("from %v to %v: a row is cut", v.offset.Y, v.offset.Y+v.bodyH)
		}
		seen[v.offset.Y] = true
	}
	if len(seen) < 10 {
		t.Errorf("only %d places in 300 units", len(seen))
	}
}

func TestBalanceLine(t *testing.T) {
	d := newFixture(t, "requests")
	d.window.Resize(fyne.NewSize(1600, 800))
	standing := func() string {
		for _, b := range d.grid.view.balances {
			if b.cell.ValueID == "business" {
				return b.text.Text
			}
		}
		return "?"
	}
	if got := standing(); got != "待填" {
		t.Errorf("an empty column reads %q", got)
	}
	for _, step := range []struct {
		row, keys, want string
		ink             look.Color
	}{
		{"received", "34", "待填", inkQuiet},
		{"carried_in", "0", "待填", inkQuiet},
		{"granted", "30", "一＋二多 4", inkQuiet}, // the other outcomes are still to come
		{"", "0", "一＋二多 4", inkQuiet},
		{"carried_out", "6", "三＋四多 2", inkError},
		{"carried_out", "4", "平 34", inkFine},
	} {
		if step.row == "" {
			d.fillColumn("business", step.keys, "carried_out")
		} else {
			d.grid.GoTo(form.Address("requests." + step.row + ".business"))
			d.keys(step.keys + "<Return>")
		}
		if got := standing(); got != step.want {
			t.Errorf("after %s it reads %q, want %q", step.keys, got, step.want)
		}
		for _, b := range d.grid.view.balances {
			if b.cell.ValueID == "business" && b.text.Color != step.ink {
				t.Errorf("%s stands in %v", b.text.Text, b.text.Color)
			}
		}
	}
}

// fillColumn puts a figure into the cells of a column that are blank, but for one row.
func (d *fixture) fillColumn(column, figure, but string) {
	d.t.Helper()
	var in []Input
	for _, c := range d.grid.index.table.Inputs() {
		if c.ValueID == column && c.RowID != but && d.report.Figure(c.Address).Blank() {
			in = append(in, Input{c.Address, figure})
		}
	}
	if err := d.commit("fill", in); err != nil {
		d.t.Fatal(err)
	}
	d.grid.Reload()
}

// Beside one that has no room for its long words, all are short: one wording a table.
func TestBalancesSpeakAlike(t *testing.T) {
	d := newFixture(t, "requests")
	d.window.Resize(fyne.NewSize(1150, 800))
	for _, in := range []Input{
		{"requests.received.business", "34"},
		{"requests.carried_out.business", "30"},
		{"requests.received.research", "1000000"},
		{"requests.carried_out.research", "1"},
	} {
		if err := d.commit("put", []Input{in}); err != nil {
			t.Fatal(err)
		}
		d.grid.Reload()
	}
	for _, b := range d.grid.view.balances {
		if strings.Contains(b.text.Text, "＋") {
			t.Errorf("%q stands beside short words", b.text.Text)
		}
	}
}

func TestMarksDifferNotOnlyInColour(t *testing.T) {
	d := newFixture(t, "requests")
	d.grid.SetMarks(map[form.Address]Mark{
		"requests.received.business": MarkedError, "requests.total.business": MarkedRight, "requests.carried_in.business": MarkedLeft,
		"requests.granted.other": MarkedExplain, "requests.unknown": MarkedError,
	})
	signs := map[string]bool{}
	for _, o := range d.grid.view.signs {
		signs[o.Text] = true
	}
	if len(signs) != 4 || len(d.grid.view.marks) != 4 {
		t.Errorf("the signs are %v", signs)
	}
	d.grid.SetMarks(nil)
	if len(d.grid.view.signs) != 0 {
		t.Error("marks stay")
	}
}

// What a department provided has a bar at the edge, one for cells below each other, which
// leaves room for the figures and stands beside any other mark.
func TestWhatWasProvidedHasABar(t *testing.T) {
	d := newFixture(t, "requests")
	cells := []form.Address{"requests.received.natural_person", "requests.carried_in.natural_person", "requests.received.business", "requests.granted.other"}
	given := map[form.Address]bool{"requests.unknown": true}
	for _, a := range cells {
		given[a] = true
	}
	d.grid.SetProvided(given)
	if n := len(d.grid.view.marks); n != 3 {
		t.Fatalf("%d bars", n)
	}
	d.grid.SetMarks(map[form.Address]Mark{cells[2]: MarkedExplain})
	if n := len(d.grid.view.marks); n != 4 {
		t.Errorf("%d marks and bars", n)
	}
	for _, o := range d.grid.view.marks[1:] {
		if o.Size().Width != givenWidth || o.Size().Height < 10 {
			t.Errorf("a bar of %v", o.Size())
		}
	}
	d.grid.SetMarks(nil)
	d.grid.SetProvided(nil)
	if len(d.grid.view.marks) != 0 {
		t.Error("bars stay")
	}
}

// Each object costs time in every frame: see the package's comment. A table
// drawn with a rectangle or a label for each cell would have thousands.
func TestFewObjects(t *testing.T) {
	d := newFixture(t, "requests")
	d.shortcut(&fyne.ShortcutSelectAll{})
	fyne.CurrentApp().Clipboard().SetContent("0")
	d.shortcut(&fyne.ShortcutPaste{})
	v, n := d.grid.view, 0
	for _, p := range []*pane{v.body, v.side, v.head, v.corner, v.foot, v.footSide} {
		n += len(p.layer.objects)
	}
	if most := 2 * 25 * 8; n > most {
		t.Errorf("%d objects for 25 rows and 7 columns, want at most %d", n, most)
	}
	before := fmt.Sprintf("%p", v.body.layer.objects)
	d.keys("<Right><Down>5<Return>")
	if after := fmt.Sprintf("%p", v.body.layer.objects); after != before {
		t.Error("moving and typing rebuilds the table")
	}
}

func TestBlankIsNotZero(t *testing.T) {
	d := newFixture(t, "disputes")
	tinted := len(d.grid.view.tints)
	d.keys("0<Tab>")
	if len(d.grid.view.blanks) != 11 || d.grid.view.figures[0].text.Text != "0" {
		t.Error("a 0 looks blank")
	}
	d.grid.GoTo("disputes.reconsideration.upheld")
	d.keys("<Delete>")
	if len(d.grid.view.blanks) != 12 || d.grid.view.figures[0].text.Text != "" || len(d.grid.view.tints) != tinted {
		t.Error("a cleared cell does not look blank again")
	}
}

func TestTextSize(t *testing.T) {
	d := newFixture(t, "requests")
	before := d.grid.view.geo.height()
	fyne.CurrentApp().Settings().SetTheme(larger{fyne.CurrentApp().Settings().Theme()})
	d.grid.Refresh()
	if after := d.grid.view.geo.height(); after < before*1.3 {
		t.Errorf("the table was %v high and is %v with text twice as large", before, after)
	}
	for _, c := range d.grid.index.table.Cells {
		checkCell(t, d.grid.view.geo, c)
	}
}

type larger struct{ fyne.Theme }

func (l larger) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameText {
		return 2 * l.Theme.Size(n)
	}
	return l.Theme.Size(n)
}

func TestLongFigureFits(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("1234567890<Return>")
	f := d.grid.view.figures[0]
	if in := d.grid.view.geo.of(f.cell); f.text.MinSize().Width > in.w {
		t.Errorf("%s is %v wide in a cell of %v", f.text.Text, f.text.MinSize().Width, in.w)
	}
}

// Where a header that stays would leave no room for the figures, it scrolls
// with them, and the cursor stays in sight.
func TestAShortGridScrollsItsHeader(t *testing.T) {
	d := newFixture(t, "requests")
	v := d.grid.view
	d.grid.GoTo("requests.carried_in.business")
	d.grid.Resize(fyne.NewSize(700, 600))
	if v.geo.rows == 0 {
		t.Fatal("the header does not stay where there is room")
	}
	d.grid.Resize(fyne.NewSize(700, v.header()+v.footHeight(v.geo)+barWidth+2*footRow(v.geo)))
	in := v.geo.of(d.grid.active())
	if v.geo.rows != 0 || in.y < v.offset.Y || in.y+in.h > v.offset.Y+v.bodyH+1 {
		t.Errorf("%d rows stay; the cursor at %v of %v from %v", v.geo.rows, in.y, v.bodyH, v.offset.Y)
	}
	d.click("carried_in.business", 0)
	d.expectAt("carried_in.business")
	d.grid.Resize(fyne.NewSize(700, 600))
	if v.geo.rows == 0 {
		t.Error("the header does not stay again")
	}
}
