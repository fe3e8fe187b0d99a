package grid

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/report"
)

func TestTypeAndMove(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("5<Tab>1２<Tab>7<Down>8<Right>1,234<Down>0<Left>")
	d.expect("received.natural_person", "5", "received.business", "12", "received.research", "7",
		"carried_in.research", "8", "carried_in.nonprofit", "1234", "granted.nonprofit", "0",
		"received.total", "24", "total.nonprofit", "0", "partly_granted.nonprofit", "")
	d.expectAt("granted.research")
	d.keys("<+Return><+Return><+Tab>")
	d.expectAt("received.business")
	if d.grid.Editing() || len(d.notes) != 6 || d.notes[0] != "录入本年新收·自然人 1" {
		t.Errorf("committed %q", d.notes)
	}
}

func TestTypingTheSameCommitsNothing(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("5<Return><Up>05<Return><Up><F2><Return>")
	d.expectNotes("录入本年新收·自然人 1")
}

func TestEditInPlace(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("57<Return><Up><F2><Left>1<Home>9<Right><Delete><End>0<Return>")
	d.expect("received.natural_person", "9570")
	d.expectAt("carried_in.natural_person")
}

func TestTypingOverwritesAndEscapeGivesUp(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("57<Return><Up>8<Escape>")
	d.expect("received.natural_person", "57")
	d.keys("8<Return>")
	d.expect("received.natural_person", "8")
	d.keys("<Up><F2><BackSpace><Escape><F2><F2><Right>")
	d.expect("received.natural_person", "8")
	d.expectAt("received.business")
}

func TestRefusedTextStays(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("3件<Tab>")
	d.expectRefusal(report.ErrUnitInCell)
	d.keys("<Return><Down>")
	if len(d.refusals) != 1 {
		t.Errorf("told %d times of the same text", len(d.refusals))
	}
	if !d.grid.Editing() || d.grid.entry.Text != "3件" || d.grid.Commit() {
		t.Fatalf("the text %q was not kept", d.grid.entry.Text)
	}
	if d.grid.GoTo("requests.granted.business") {
		t.Error("the cursor left a refused text")
	}
	d.keys("<BackSpace><Tab>")
	d.expect("received.natural_person", "3")
	d.expectAt("received.business")
}

func TestHostRefuses(t *testing.T) {
	d := newFixture(t, "requests")
	d.refuse = errors.New("不能保存")
	d.keys("3<Return>")
	d.expectRefusal(d.refuse)
	if !d.grid.Editing() || d.grid.entry.Text != "3" {
		t.Error("the text was not kept")
	}
	d.refuse = nil
	d.keys("<Return>")
	d.expect("received.natural_person", "3")
}

func TestComputedCells(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("5<Tab><End>")
	d.expectAt("received.total")
	d.keys("9")
	d.expectRefusal(report.ErrComputed)
	d.keys("<F2><Delete>")
	if len(d.refusals) != 3 || d.grid.Editing() {
		t.Errorf("%d refusals", len(d.refusals))
	}
	d.shortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); got != "5\r\n" {
		t.Errorf("copied %q", got)
	}
}

func TestLock(t *testing.T) {
	d := newFixture(t, "requests")
	locked := errors.New("报告已送审，不能修改")
	d.keys("5<Return>7")
	d.grid.Lock(locked)
	fyne.CurrentApp().Clipboard().SetContent("8")
	d.keys("<Up>6")
	d.expectRefusal(locked)
	d.keys("<Delete>")
	d.shortcut(&fyne.ShortcutCut{})
	d.shortcut(&fyne.ShortcutPaste{})
	if len(d.refusals) != 4 {
		t.Errorf("%d refusals", len(d.refusals))
	}
	d.expectNotes("录入本年新收·自然人 1")
	d.grid.Lock(nil)
	d.keys("6<Return>")
	d.expect("received.natural_person", "6", "carried_in.natural_person", "")
}

// One figure that is pasted while a cell is typed into is pasted, as a block is; what is
// typed in its place is typed.
func TestAPastedFigureIsSaidToBePasted(t *testing.T) {
	d := newFixture(t, "requests")
	fyne.CurrentApp().Clipboard().SetContent("8")
	d.keys("<F2>")
	d.shortcut(&fyne.ShortcutPaste{})
	d.keys("<Return>")
	d.keys("<F2>")
	d.shortcut(&fyne.ShortcutPaste{})
	d.keys("<BackSpace>5<Return>")
	d.expectNotes("粘贴本年新收·自然人 1", "录入上年结转·自然人 1")
}

func TestSelectAndClear(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("1<Tab>2<Tab>3<Return>4<Return>")
	d.grid.GoTo("requests.received.natural_person")
	d.keys("<+Right><+Right><+Down>")
	if got := len(d.grid.chosen()); got != 6 {
		t.Fatalf("%d cells are selected", got)
	}
	d.keys("<Delete>")
	d.expect("received.natural_person", "", "received.business", "", "received.research", "", "carried_in.research", "")
	if got := d.notes[len(d.notes)-1]; got != "清除 4" {
		t.Errorf("committed %q", got)
	}
	d.keys("<Escape>")
	if got := len(d.grid.chosen()); got != 1 {
		t.Errorf("%d cells are selected after Escape", got)
	}
	d.shortcut(&fyne.ShortcutSelectAll{})
	if got := len(d.grid.chosen()); got != 25*7 {
		t.Errorf("%d cells are selected by Ctrl+A", got)
	}
	d.ctrl(fyne.KeyEnd, 0)
	d.expectAt("carried_out.total")
	d.ctrl(fyne.KeyHome, fyne.KeyModifierShift)
	d.expectAt("received.natural_person")
	if got := len(d.grid.chosen()); got != 25*7 {
		t.Errorf("%d cells are selected by Ctrl+Shift+Home", got)
	}
}

func TestCopyPasteRoundTrip(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("1<Tab>2<Down>0<Return>")
	d.grid.GoTo("requests.received.natural_person")
	d.keys("<+Right><+Down>")
	d.shortcut(&fyne.ShortcutCut{})
	if got := fyne.CurrentApp().Clipboard().Content(); got != "1\t2\r\n\t0\r\n" {
		t.Errorf("cut %q", got)
	}
	d.expect("received.natural_person", "", "received.business", "", "carried_in.business", "")
	d.grid.GoTo("requests.granted.law_firm")
	d.shortcut(&fyne.ShortcutPaste{})
	d.expect("granted.law_firm", "1", "granted.other", "2", "partly_granted.law_firm", "", "partly_granted.other", "0")
	d.expectNotes("录入本年新收·自然人 1", "录入本年新收·商业企业 1", "录入上年结转·商业企业 1", "剪切 3", "粘贴 3")
	if got := len(d.grid.chosen()); got != 4 {
		t.Errorf("%d cells are selected after the paste", got)
	}
}

func TestPasteFillsSelection(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("<+Down><+End>")
	fyne.CurrentApp().Clipboard().SetContent("0\r\n")
	d.shortcut(&fyne.ShortcutPaste{})
	d.expectNotes("粘贴 12")
	d.expect("received.total", "0", "carried_in.other", "0", "granted.other", "")
}

func TestRefusedPasteChangesNothing(t *testing.T) {
	d := newFixture(t, "requests")
	for text, want := range map[string]error{
		"": tables.ErrNoText, "1\t甲": report.ErrNotANumber, "1.5\t2": report.ErrNotWhole, "-1\t2": report.ErrNegative,
	} {
		fyne.CurrentApp().Clipboard().SetContent(text)
		d.shortcut(&fyne.ShortcutPaste{})
		d.expectRefusal(want)
	}
	d.refuse = &report.Refusal{Address: "requests.received.business", Raw: "2", Err: report.ErrStale}
	fyne.CurrentApp().Clipboard().SetContent("1\t2")
	d.shortcut(&fyne.ShortcutPaste{})
	d.expectRefusal(report.ErrStale)
	d.expectNotes()
	d.expect("received.natural_person", "", "received.business", "")
}

func TestPasteWhileTyping(t *testing.T) {
	d := newFixture(t, "requests")
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent(" 23\r\n")
	d.keys("1")
	d.shortcut(&fyne.ShortcutPaste{})
	d.keys("<Return>")
	d.expect("received.natural_person", "123")
	clipboard.SetContent("4\t5\r\n")
	d.keys("9")
	d.shortcut(&fyne.ShortcutPaste{})
	if d.grid.Editing() {
		t.Error("the entry is still open")
	}
	d.expect("carried_in.natural_person", "4", "carried_in.business", "5")
	clipboard.SetContent(strings.Repeat("机关", 100_000))
	d.keys("9")
	d.shortcut(&fyne.ShortcutPaste{})
	d.expectRefusal(errNoFigure)
	if d.grid.entry.Text != "9" {
		t.Errorf("the entry holds %d characters", len([]rune(d.grid.entry.Text)))
	}
	d.grid.Cancel()
	clipboard.SetContent("4\t甲\r\n")
	d.keys("9")
	d.shortcut(&fyne.ShortcutPaste{})
	if d.grid.entry.Text != "9" || !d.grid.Editing() {
		t.Error("a refused block took the typed text away")
	}
	clipboard.SetContent(strings.Repeat("7", 10<<20))
	d.shortcut(&fyne.ShortcutPaste{})
	if d.grid.entry.Text != "9" {
		t.Error("10 MB went into the entry")
	}
}

func TestShortcutsReachTheHost(t *testing.T) {
	d := newFixture(t, "requests")
	var got []string
	d.grid.OnShortcut = func(s fyne.Shortcut) bool {
		got = append(got, s.ShortcutName())
		return true
	}
	save := &desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl}
	for range 2 {
		d.shortcut(&fyne.ShortcutUndo{})
		d.keys("<F2>") // an entry without a change of its own passes undo on, too
	}
	d.shortcut(&fyne.ShortcutRedo{})
	d.keys("5")
	d.shortcut(save)
	d.shortcut(&fyne.ShortcutRedo{})
	d.shortcut(&fyne.ShortcutUndo{})
	if d.grid.Editing() {
		t.Error("undo did not give up what was typed")
	}
	want := "[Undo Undo Redo CustomDesktop:Control+S Redo]"
	if fmt.Sprint(got) != want {
		t.Errorf("the host got %v, want %s", got, want)
	}
}

func TestFunctionKeysReachTheHost(t *testing.T) {
	d := newFixture(t, "requests")
	var got []fyne.KeyName
	d.grid.OnKey = func(k *fyne.KeyEvent) bool {
		got = append(got, k.Name)
		return true
	}
	d.keys("<F1><5>5<F1><5><F5>")
	if fmt.Sprint(got) != "[F1 F1 F5]" {
		t.Errorf("the host got %v", got)
	}
}

func TestLosingFocusCommits(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("5")
	d.window.Canvas().Focus(d.other)
	d.expect("received.natural_person", "5")
	if d.grid.Editing() || d.window.Canvas().Focused() != fyne.Focusable(d.other) || d.grid.focused {
		t.Error("the focus did not go where it was sent")
	}
}

func TestLeavingTheWindowCommits(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("5")
	d.window.Canvas().Focused().FocusLost() // what the driver does when the window is left
	d.expect("received.natural_person", "5")
	d.window.Canvas().Focused().FocusGained()
	d.keys("<Right>6<Return>")
	d.expect("received.natural_person", "5", "received.business", "6")
}

func TestTabLeavesAtTheEnd(t *testing.T) {
	d := newFixture(t, "disputes")
	d.ctrl(fyne.KeyEnd, 0)
	d.keys("<Tab>")
	if d.window.Canvas().Focused() != fyne.Focusable(d.other) {
		t.Error("Tab does not leave the table")
	}
}

func TestOneRowIsTypedWithEnter(t *testing.T) {
	d := newFixture(t, "disputes")
	d.keys("1<Return>2<Return>3<Return>4<Return>5<Return>")
	d.expect("reconsideration.total", "10", "direct_suit.upheld", "5")
	d.expectAt("direct_suit.corrected")
}

func TestBlanks(t *testing.T) {
	d := newFixture(t, "disputes")
	d.keys("0<Tab>")
	got := d.grid.Blanks()
	if len(got) != 11 || got[0] != "disputes.reconsideration.corrected" {
		t.Errorf("blank are %v", got)
	}
	d.grid.GoTo("disputes.reconsideration.upheld")
	d.keys("<+Right><+Right>")
	if got = d.grid.Blanks(); len(got) != 2 || got[0] != "disputes.reconsideration.corrected" || got[1] != "disputes.reconsideration.other_result" {
		t.Errorf("of three selected cells %v are blank", got)
	}
}

// Clearing a row leaves its total to the program: it is not even asked for.
func TestClearingAsksForNoComputedCell(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("5<Tab>7<Return>")
	d.grid.GoTo("requests.received.natural_person")
	d.keys("<+End>")
	var asked []Input
	commit := d.grid.OnCommit
	d.grid.OnCommit = func(note string, in []Input) error {
		asked = in
		return commit(note, in)
	}
	d.keys("<Delete>")
	if len(asked) != 2 || asked[0].Address != "requests.received.natural_person" || asked[1].Address != "requests.received.business" {
		t.Errorf("asked to clear %v; refused %v", asked, d.refusals)
	}
	d.expect("received.total", "")
}

// A space types nothing, in either width: an input method may send one.
func TestASpaceTypesNothing(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("5<Return><Up>")
	for _, space := range []string{" ", "\u3000"} {
		d.keys(space)
		if d.grid.Editing() {
			t.Errorf("%q begins to overwrite the figure", space)
			d.keys("<Escape>")
		}
	}
	d.expect("received.natural_person", "5")
}

// As in a spreadsheet: Tab fills a row in, Enter goes on below where Tab began.
func TestEnterReturnsToTheColumnWhereTabBegan(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("1<Tab>2<Tab>3<Return>")
	d.expectAt("carried_in.natural_person")
	d.keys("<Right><Tab><Tab><Return>")
	d.expectAt("granted.business")
	d.keys("<Tab><Left><Return>") // moved by hand: Enter goes straight down
	d.expectAt("partly_granted.business")
}

func TestFillDown(t *testing.T) {
	d := newFixture(t, "requests")
	d.keys("7<Return>")
	d.grid.FillDown() // one cell: what stands above
	d.expect("carried_in.natural_person", "7")
	d.keys("<Up>8<Right>9<Left><+Right><+Down><+Down>")
	d.grid.FillDown()
	d.expect("carried_in.natural_person", "8", "granted.natural_person", "8", "carried_in.business", "9", "granted.business", "9")
	if last := d.notes[len(d.notes)-1]; last != "向下填充 4" {
		t.Errorf("the last act is %s", last)
	}
	d.grid.Lock(errors.New("锁定"))
	before := len(d.notes)
	d.grid.FillDown()
	if len(d.notes) != before {
		t.Error("a locked table was filled")
	}
	d.grid.Lock(nil)
	d.ctrl(fyne.KeyHome, 0)
	d.grid.FillDown()
	d.expectRefusal(errNothingAbove)
}

// clickBox presses the left button in the middle of a box of the table.
func (d *fixture) clickBox(b box, held fyne.KeyModifier) {
	at := fyne.NewPos(b.x+b.w/2+lineWidth, b.y+b.h/2+lineWidth)
	d.grid.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: held})
	d.grid.MouseUp(nil)
}

// selected names the corners of the selection and how many figures it has.
func (d *fixture) selected() string {
	s := d.grid.area()
	return fmt.Sprintf("%d-%d,%d-%d: %d", s.top, s.bottom, s.left, s.right, len(d.grid.chosen()))
}

func TestAHeadSelectsItsColumnALabelItsRowAndTheCornerAll(t *testing.T) {
	d := newFixture(t, "requests")
	d.window.Resize(fyne.NewSize(1000, 900))
	table, geo := d.grid.index.table, d.grid.view.geo
	labelled := func(text string) box {
		t.Helper()
		for _, c := range table.Cells {
			if strings.HasPrefix(strings.ReplaceAll(c.Text, "\n", ""), text) {
				return geo.of(c)
			}
		}
		t.Fatalf("no label %s", text)
		return box{}
	}
	rows, left := table.Rows-1, table.LabelColumns
	d.clickBox(labelled("自然人"), 0)
	if got, want := d.selected(), fmt.Sprintf("%d-%d,%d-%d: 25", table.HeaderRows, rows, left, left); got != want {
		t.Errorf("the head selects %s, want %s", got, want)
	}
	d.expectAt("received.natural_person")
	d.clickBox(labelled("总计"), fyne.KeyModifierShift)
	if got := len(d.grid.chosen()); got != 7*25 {
		t.Errorf("with Shift %d cells are selected", got)
	}
	d.clickBox(labelled("一、"), 0)
	if got, want := d.selected(), fmt.Sprintf("%d-%d,%d-%d: 7", table.HeaderRows, table.HeaderRows, left, left+6); got != want {
		t.Errorf("the label selects %s, want %s", got, want)
	}
	d.clickBox(labelled("二、"), fyne.KeyModifierShift)
	if got := len(d.grid.chosen()); got != 14 {
		t.Errorf("with Shift %d cells are selected", got)
	}
	d.clickBox(geo.of(d.grid.index.at(position{0, 0})), 0)
	if got := len(d.grid.chosen()); got != 7*25 {
		t.Errorf("the corner selects %d cells", got)
	}
}

// A table with heads between its rows: each stands for what is below it, up to
// the next.
func TestAHeadWithinATableSelectsItsBlock(t *testing.T) {
	d := newFixture(t, "disclosed")
	d.window.Resize(fyne.NewSize(1000, 900))
	for _, c := range d.grid.index.table.Cells {
		if c.Style != form.Head {
			continue
		}
		s, ok := d.grid.headed(topLeft(c))
		if !ok || s.top <= c.Row {
			t.Errorf("%s selects %v, %v", c.Text, s, ok)
		}
		for _, other := range d.grid.index.table.Cells {
			if c.Col+c.ColSpan > d.grid.index.table.LabelColumns && other.Style == form.Head && s.intersects(other) {
				t.Errorf("%s selects %s", c.Text, other.Text)
			}
		}
	}
}

func TestTheMenuOfTheSelectionIsAskedForByKeys(t *testing.T) {
	d := newFixture(t, "requests")
	asked := 0
	d.grid.OnMenu = func(fyne.Position) { asked++ }
	d.keys("<F10>")
	if asked != 0 {
		t.Error("F10 alone is the menu of the page")
	}
	d.keys("<+F10><Menu>")
	d.grid.TappedSecondary(&fyne.PointEvent{})
	if asked != 3 {
		t.Errorf("asked %d times", asked)
	}
}

func TestACopyIsATableWithBordersToo(t *testing.T) {
	d := newFixture(t, "requests")
	var text, html string
	d.grid.OnCopy = func(t, h string) bool { text, html = t, h; return true }
	d.keys("1<Tab>2<Down>0<Return>")
	d.grid.GoTo("requests.received.natural_person")
	d.keys("<+Right>")
	d.grid.Copy()
	if text != "1\t2\r\n" || strings.Count(html, "<td") != 2 || strings.Count(html, "border:1px solid") != 2 || !strings.Contains(html, ">1</td>") || !strings.Contains(html, ">2</td>") {
		t.Errorf("%q, %s", text, html)
	}
	d.grid.SelectAll()
	d.grid.Copy()
	cells := len(d.grid.index.table.Cells)
	if got := strings.Count(html, "<td"); got != cells || !strings.Contains(html, "自然人") || !strings.Contains(html, `colspan="7"`) {
		t.Errorf("the whole table has %d cells in HTML, %d in the form", got, cells)
	}
	if strings.Count(text, "\r\n") != 25 {
		t.Errorf("the text has other rows: %q", text)
	}
	d.grid.OnCopy = func(string, string) bool { return false }
	d.grid.Copy()
	if fyne.CurrentApp().Clipboard().Content() != text {
		t.Error("the text is not on the clipboard")
	}
}

// Separators are for reading: nothing that is typed or copied has them.
func TestThousandsAreParted(t *testing.T) {
	for figure, want := range map[string]string{
		"": "", "0": "0", "999": "999", "1286": "1,286", "-1286": "-1,286", "-128": "-128", "123456": "123,456", "1234567.05": "1,234,567.05", "0.5": "0.5",
	} {
		if got := group(figure); got != want {
			t.Errorf("%s: %s, want %s", figure, got, want)
		}
	}
	d := newFixture(t, "requests")
	d.keys("1286<Return>")
	shown := func() string { return d.grid.view.figures[0].text.Text }
	if d.grid.Group(true); shown() != "1,286" {
		t.Errorf("shows %s", shown())
	}
	d.keys("<Up><F2>")
	if d.grid.entry.Text != "1286" {
		t.Errorf("the entry holds %s", d.grid.entry.Text)
	}
	d.keys("<Escape>")
	d.grid.Copy()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "1286\r\n" {
		t.Errorf("copied %q", got)
	}
	if d.grid.Group(false); shown() != "1286" {
		t.Errorf("shows %s", shown())
	}
}
