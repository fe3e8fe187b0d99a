package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/widgets"
)

// pasteInto pastes a text with the cursor on a cell of table 3.
func pasteInto(w *Window, e *editor.Editor, at form.Address, text string) *editor.TablePart {
	e.GoTo(at)
	p := e.Parts[e.Current].(*editor.TablePart)
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.Grid.Paste()
	return p
}

const twoRows = "一、本年新收政府信息公开申请数量\t31\t2\t0\t0\t0\t0\t33\n四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t9\n"

func TestPasteTellsWhatCameOfIt(t *testing.T) {
	w, _, e := withExample(t)
	pasteInto(w, e, "requests.granted.research", twoRows)
	if got := e.Frame().Status.Text(); !strings.Contains(got, "已粘贴 12 格") || !strings.Contains(got, "1 个与各项之和一致") || !strings.Contains(got, "来源 9，计算 1") {
		t.Errorf("the line says %q", got)
	}
	if e.Report().Figure("requests.received.natural_person").String() != "31" || w.dialogs.Open() {
		t.Error("the rows did not land where their labels say")
	}
	total := form.Address("requests.carried_out.total")
	found := func() *check.Finding {
		for _, f := range e.Session.Findings() {
			if len(f.Cells) > 0 && f.Cells[0] == total && f.Sides && f.Severity == check.Explain {
				return &f
			}
		}
		return nil
	}
	if found() == nil {
		t.Fatal("a total that came along and differs is no finding")
	}
	e.Undo()
	if found() != nil || e.Report().Figure("requests.received.natural_person").String() == "31" {
		t.Error("one undo does not take the whole paste back")
	}
	e.Redo()
	e.GoTo(total)
	w.screen.Actions()[commands.Computed]()
	if found() != nil {
		t.Error("the computed total does not settle it")
	}
	e.Undo() // the settling
	if found() == nil {
		t.Fatal("taking the settling back does not bring the finding back")
	}
	if err := e.Set("requests.carried_out.natural_person", "9"); err != nil {
		t.Fatal(err)
	}
	if found() != nil || !e.Report().PastedTotal(total).Blank() {
		t.Error("a total that agrees now is still held against the computed one")
	}
	if err := e.Set("requests.carried_out.natural_person", "8"); err != nil {
		t.Fatal(err)
	}
	if found() != nil {
		t.Error("a settled total comes back")
	}
}

// What came of a paste leads to the first total that does not agree, by a click
// and by the key that is said with it.
func TestAPasteLeadsToWhatDisagrees(t *testing.T) {
	const total = form.Address("requests.carried_out.total")
	for name, look := range map[string]func(*Window){
		"a click": func(w *Window) { tapLine(t, w, "查看（Ctrl+G）") },
		"the key": func(w *Window) { w.Do(commands.NextError) },
	} {
		w, _, e := withExample(t)
		for _, a := range []form.Address{"requests.received.natural_person", "disclosed.licensing.decisions"} { // findings before it
			if err := e.Set(a, "99999"); err != nil {
				t.Fatal(err)
			}
		}
		pasteInto(w, e, "requests.granted.research", twoRows)
		look(w)
		if at := e.Parts[e.Current].Cursor(); at != total {
			t.Errorf("%s leads to %s", name, at)
		}
	}
}

// tapLine taps the line of text that says something.
func tapLine(t *testing.T, w *Window, text string) {
	t.Helper()
	tapped := false
	eachShown(w.win.Content(), func(o fyne.CanvasObject) {
		if l, ok := o.(*widgets.TextLine); ok && l.Text == text && l.Tap != nil && !tapped {
			tapped = true
			l.Tapped(nil)
		}
	})
	if !tapped {
		t.Fatalf("nothing says %q", text)
	}
}

// The same paste after an undo gives the same cells, even where the upper left
// figure does not change.
func TestPasteUndoPaste(t *testing.T) {
	w, _, e := withExample(t)
	at := form.Address("requests.received.natural_person")
	if err := e.Set(at, "5"); err != nil {
		t.Fatal(err)
	}
	p := pasteInto(w, e, at, "5\t6\n7\t8\n")
	want := e.Report().All()
	for range 3 {
		e.Undo()
		p.Grid.Copy() // what is selected
		if got := fyne.CurrentApp().Clipboard().Content(); p.Grid.Active() != at || len(strings.Fields(got)) > 4 || strings.Count(got, "\n") != 2 || strings.Count(got, "\t") != 2 {
			t.Fatalf("after the undo %s is active and %q is selected", p.Grid.Active(), got)
		}
		fyne.CurrentApp().Clipboard().SetContent("5\t6\n7\t8\n")
		p.Grid.Paste()
		if got := e.Report().All(); len(got) != len(want) || got["requests.carried_in.business"] != "8" || got[at] != "5" || got["requests.carried_in.natural_person"] != "7" {
			t.Fatal("the second paste landed elsewhere")
		}
	}
}

// A block that fits in part says so before anything lands.
func TestPasteInPartAsksFirst(t *testing.T) {
	w, _, e := withExample(t)
	before := e.Report().Digest()
	p := pasteInto(w, e, "requests.received.natural_person", twoRows+"五、再转下年\t1\t0\t0\t0\t0\t0\t1\n")
	if len(w.dialogs.Stack) != 1 || e.Report().Digest() != before {
		t.Fatalf("%d dialogs, and something landed already", len(w.dialogs.Stack))
	}
	w.dialogs.Key(fyne.KeyEscape)
	if e.Report().Digest() != before {
		t.Error("something landed though the answer was no")
	}
	p.Grid.Paste()
	w.dialogs.Key(fyne.KeyReturn)
	if e.Report().Figure("requests.received.natural_person").String() != "31" || !strings.Contains(e.Frame().Status.Text(), "有 1 行没有对上") {
		t.Errorf("not pasted, or not said: %q", e.Frame().Status.Text())
	}
}

func TestPasteOfNothingKnownChangesNothing(t *testing.T) {
	w, _, e := withExample(t)
	before := e.Report().Digest()
	pasteInto(w, e, "requests.received.natural_person", "行政许可\t5\n行政处罚\t（七）总计\n")
	if said := e.Frame().Status.Said(); e.Report().Digest() != before || w.dialogs.Open() || said == "" || strings.Contains(said, "\n") {
		t.Errorf("it says %q, or something changed", said)
	}
}

// What is refused is quoted in a few characters: it must not cover the window.
func TestALongRefusedTextIsQuotedInShort(t *testing.T) {
	_, _, e := withExample(t)
	e.GoTo("requests.received.natural_person")
	p := e.Parts[e.Current].(*editor.TablePart)
	p.OnRefused(p.Grid.Active(), &report.Refusal{Address: p.Grid.Active(), Raw: strings.Repeat("7", 3000), Err: report.ErrTooLong})
	if n := len([]rune(e.Frame().Status.Text())); n > 120 {
		t.Errorf("the line has %d characters", n)
	}
}

func TestGroupedThousandsAreNamedBeforeTheyLand(t *testing.T) {
	w, _, e := withExample(t)
	at := form.Address("requests.received.natural_person")
	was := e.Report().Figure(at)
	pasteInto(w, e, at, "1 259\t3\n")
	if len(w.dialogs.Stack) != 1 || e.Report().Figure(at) != was {
		t.Fatal("it landed without a word")
	}
	w.dialogs.Key(fyne.KeyReturn)
	if got := e.Report().Figure(at); got != report.Int(1259) {
		t.Errorf("%s", got)
	}
}

// Megabytes in the clipboard, as of a page copied whole, stop no window: where
// they do not belong they are refused before they are laid out.
func TestAPageIsNotPastedIntoALine(t *testing.T) {
	w, _, e := withExample(t)
	e.GoPart(0)
	unit := e.Parts[0].(*editor.InfoPart).Entries[report.UnitName]
	before := unit.Text
	clipboard := test.NewClipboard()
	paste := &fyne.ShortcutPaste{Clipboard: clipboard}
	clipboard.SetContent(strings.Repeat("机关", 1000))
	unit.TypedShortcut(paste)
	if unit.Text != before || !w.dialogs.Open() {
		t.Errorf("%d characters pasted, %d dialogs", len([]rune(unit.Text)), len(w.dialogs.Stack))
	}
	w.dialogs.CloseAll()
	note := widgets.NewNoteEntry(w, "", "")
	clipboard.SetContent(strings.Repeat("机关", report.MaxText))
	note.TypedShortcut(paste)
	if note.Text != "" || !w.dialogs.Open() {
		t.Errorf("%d characters pasted into a note", len([]rune(note.Text)))
	}
	w.dialogs.CloseAll()
	clipboard.SetContent("甲局")
	unit.TypedShortcut(paste)
	if !strings.Contains(unit.Text, "甲局") || w.dialogs.Open() {
		t.Errorf("a name was not pasted: %q", unit.Text)
	}
}
