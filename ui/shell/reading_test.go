package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/importing"
	"nianbao/ui/opened"
)

// copied copies a document of the tests to a folder of its own, under a name that
// people give.
func copied(t testing.TB, name, as string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("../../app/intake/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return written(t, as, content)
}

func written(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// showing is the page of a document, which must be shown.
func showing(t testing.TB, w *Window) *importing.Page {
	t.Helper()
	p, ok := w.screen.(*importing.Page)
	if !ok {
		t.Fatalf("%T is shown", w.screen)
	}
	return p
}

// row finds a piece in the list of what was read.
func row(t testing.TB, p *importing.Page, name string) int {
	t.Helper()
	for i, l := range p.Pieces.Lines {
		if strings.HasPrefix(l.Cells[0].Text, name) {
			return i
		}
	}
	t.Fatalf("no piece %s", name)
	return -1
}

const firstFigure form.Address = "requests.received.natural_person"

// A document of another program is shown before anything of it is stored.
func TestADocumentIsShownBeforeItIsStored(t *testing.T) {
	w, m := newTestWindow(t)
	path := copied(t, "notes.docx", "去年的报告.docx")
	w.OpenFile(path)
	p := showing(t, w)
	if len(m.Drafts) != 0 || !shows(w, "可以采用") || p.Unit.Text != "甲县乙局" || p.Year.Text != "2025" {
		t.Fatalf("%d drafts before anybody agreed; %s, %s", len(m.Drafts), p.Unit.Text, p.Year.Text)
	}
	hit(w, fyne.KeyEscape)
	if _, list := w.screen.(*drafts.List); !list || len(m.Drafts) != 0 {
		t.Fatalf("Esc shows a %T, %d drafts", w.screen, len(m.Drafts))
	}
	w.OpenFile(path)
	w.Do(commands.TakeIn)
	if len(m.Drafts) != 1 || !strings.HasPrefix(w.win.Title(), "甲县乙局2025年") {
		t.Errorf("%d drafts, title %s", len(m.Drafts), w.win.Title())
	}
}

// A cell leads to its row in the document, and a row to its cells.
func TestFiguresAndTheirPlacesLeadToEachOther(t *testing.T) {
	w, _ := newTestWindow(t)
	w.win.Resize(laptop)
	w.OpenFile(copied(t, "plain.docx", "a.docx"))
	p := showing(t, w)
	p.Pieces.Choose(row(t, p, "表三"))
	p.Grid().GoTo("requests.granted.natural_person")
	var at reading.Place
	for _, place := range p.PlacesOf("requests.granted.natural_person") {
		at = place
	}
	if at == (reading.Place{}) || !p.Source.Marked(at) {
		t.Fatalf("the row %v is not marked", at)
	}
	p.Pieces.Choose(row(t, p, "表二"))
	p.Source.Choose(at)
	if p.Pieces.Chosen != row(t, p, "表三") || p.Grid().Active() != "requests.granted.natural_person" {
		t.Errorf("piece %d, cell %s", p.Pieces.Chosen, p.Grid().Active())
	}
	if first, last := p.Grid().Ends(); first == last {
		t.Errorf("only %s lights up", first)
	}
}

// What is not ticked stays out, and what is not there cannot be ticked.
func TestOnlyWhatIsTickedIsTaken(t *testing.T) {
	w, m := newTestWindow(t)
	w.OpenFile(copied(t, "plain.docx", "a.docx"))
	p := showing(t, w)
	p.Pieces.SetTick(row(t, p, "表三"), false)
	w.Do(commands.TakeIn)
	d := m.Drafts[1]
	if d == nil || d.Values["requests.granted.natural_person"] != "" || d.Values["disclosed.licensing.decisions"] == "" {
		t.Fatalf("%v", d)
	}
}

// With a draft open, what was read goes into it: one edit, one step back, and what the
// draft has otherwise is asked about.
func TestADocumentGoesIntoTheOpenDraft(t *testing.T) {
	w, m := newTestWindow(t)
	id, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县乙局", Year: 2025})
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id, nil)
	e := w.screen.(*editor.Editor)
	if err := e.Set("requests.granted.natural_person", "77"); err != nil {
		t.Fatal(err)
	}
	before := len(m.Drafts[id].Entries)
	w.OpenFile(copied(t, "plain.docx", "a.docx"))
	w.Do(commands.TakeIn)
	if !w.dialogs.Open() || !shows(w, "现为“77”") {
		t.Fatal("what the draft has otherwise is not shown")
	}
	hit(w, fyne.KeyReturn) // 只填空白处
	e, ok := w.screen.(*editor.Editor)
	if !ok || m.Drafts[id].Values["requests.granted.natural_person"] != "77" || m.Drafts[id].Values[firstFigure] == "" {
		t.Fatalf("a %T is shown, with %s", w.screen, m.Drafts[id].Values[firstFigure])
	}
	if n := len(m.Drafts[id].Entries); n != before+1 || !strings.Contains(e.Frame().Status.Said(), "格数字") {
		t.Errorf("%d edits; said %s", n-before, e.Frame().Status.Said())
	}
	e.Undo()
	if m.Drafts[id].Values[firstFigure] != "" || m.Drafts[id].Values["requests.granted.natural_person"] != "77" {
		t.Errorf("after a step back %s", m.Drafts[id].Values[firstFigure])
	}

	w.OpenFile(copied(t, "plain.docx", "a.docx"))
	w.Do(commands.TakeIn)
	tapOver(t, w, "用读出的替换")
	if got := m.Drafts[id].Values["requests.granted.natural_person"]; got == "77" || got == "" {
		t.Errorf("replaced by %q", got)
	}
}

// A unit has one report a year: what was read can go into that.
func TestADocumentOfAReportThatIsThereIsOfferedToIt(t *testing.T) {
	w, m := newTestWindow(t)
	if _, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县乙局", Year: 2025}); err != nil {
		t.Fatal(err)
	}
	w.OpenFile(copied(t, "plain.docx", "a.docx"))
	w.Do(commands.TakeIn)
	if !w.dialogs.Open() || len(m.Drafts) != 1 {
		t.Fatal("nothing is asked")
	}
	hit(w, fyne.KeyReturn)
	if p := showing(t, w); p.Unit != nil {
		t.Fatal("the page is about a new draft")
	}
	w.Do(commands.TakeIn)
	if _, ok := w.screen.(opened.View); !ok || m.Drafts[1].Values[firstFigure] == "" {
		t.Errorf("%T is shown", w.screen)
	}
}

// Files that are dropped are read one after the other; a PDF is read, too, and what is
// none is told.
func TestDroppedFilesAreReadOneAfterTheOther(t *testing.T) {
	w, m := newTestWindow(t)
	m.Folder = t.TempDir() // what reads PDF keeps something beside the store
	var dropped []fyne.URI
	for _, path := range []string{copied(t, "plain.docx", "一.docx"), written(t, "二.pdf", []byte("%PDF-1.4 broken")), copied(t, "plain.xlsx", "三.xlsx")} {
		dropped = append(dropped, storage.NewFileURI(path))
	}
	w.dropped(fyne.Position{}, dropped)
	if p := showing(t, w); !strings.Contains(p.Frame().Title.Text, "一.docx") {
		t.Fatal(p.Frame().Title.Text)
	}
	w.Do(commands.TakeIn)
	if !w.dialogs.Open() || !shows(w, "二.pdf") {
		t.Fatal("the damaged file is not told of")
	}
	hit(w, fyne.KeyReturn)
	if p := showing(t, w); !strings.Contains(p.Frame().Title.Text, "三.xlsx") {
		t.Fatal(p.Frame().Title.Text)
	}
	hit(w, fyne.KeyEscape)
	if _, list := w.screen.(*drafts.List); !list || len(m.Drafts) != 1 {
		t.Errorf("%T, %d drafts", w.screen, len(m.Drafts))
	}
}

// Ctrl+V on the list reads the report that was copied elsewhere.
func TestACopiedReportIsReadOnTheList(t *testing.T) {
	w, _ := newTestWindow(t)
	fyne.CurrentApp().Clipboard().SetContent("甲县乙局2025年政府信息公开工作年度报告\n一、总体情况\n做了工作。\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无\n")
	w.keyboard.paste()
	if p := showing(t, w); p.Unit.Text != "甲县乙局" {
		t.Error(p.Unit.Text)
	}
	w.showList()
	fyne.CurrentApp().Clipboard().SetContent("你好")
	w.keyboard.paste()
	if !w.dialogs.Open() || !shows(w, "剪贴板中没有年度报告的内容") {
		t.Error("nothing is said of a text that is no report")
	}
}

// What is not in a document is asked for.
func TestUnitAndYearAreAskedFor(t *testing.T) {
	w, m := newTestWindow(t)
	w.OpenFile(written(t, "a.txt", []byte("一、总体情况\n做了工作。\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无\n")))
	p := showing(t, w)
	if w.win.Canvas().Focused() != fyne.Focusable(p.Unit) {
		t.Error("the cursor is not in the field that is empty")
	}
	w.Do(commands.TakeIn)
	if len(m.Drafts) != 0 || p.Frame().Status.Said() == "" {
		t.Fatalf("%d drafts; said %q", len(m.Drafts), p.Frame().Status.Said())
	}
	p.Unit.SetText("甲县乙局")
	p.Year.SetText("２０２４")
	w.Do(commands.TakeIn)
	if len(m.Drafts) != 1 || m.Drafts[1].Values[report.Year] != "2024" {
		t.Errorf("%d drafts", len(m.Drafts))
	}
}

// What a document has in a cell that is no figure is shown in its place, and in full
// below the table; a blank stays one.
func TestWhatIsNoFigureIsShownAsItStood(t *testing.T) {
	w, _ := newTestWindow(t)
	w.win.Resize(laptop)
	w.OpenFile(written(t, "a.txt", []byte("甲县乙局2025年政府信息公开工作年度报告\n二、主动公开政府信息情况\n行政许可|/\n行政处罚|3（含简易程序的）\n行政强制| \n行政事业性收费|1.5\n")))
	p := showing(t, w)
	p.Pieces.Choose(row(t, p, "表二"))
	for cell, want := range map[form.Address]string{
		"disclosed.licensing.decisions": "原件为“/”，不是数字，没有读入",
		"disclosed.penalties.decisions": "原件为“3（含简易程序的）”，不是数字，没有读入",
		"disclosed.coercion.decisions":  "原件是空白",
	} {
		p.Grid().GoTo(cell)
		if !shows(w, want) {
			t.Errorf("%s: %s is not said", cell, want)
		}
	}
	for cell, want := range map[form.Address]string{"disclosed.licensing.decisions": "/", "disclosed.penalties.decisions": "3（含简…", "disclosed.coercion.decisions": ""} {
		if is := p.Grid().Shown(cell); is != want {
			t.Errorf("%s shows %q, not %q", cell, is, want)
		}
	}
}

// The year of a document is only asked for where there is no draft that has one.
func TestTheYearIsNotAskedForWithADraftOpen(t *testing.T) {
	w, _ := newTestWindow(t)
	path := written(t, "a.txt", []byte("一、总体情况\n做了工作。\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无\n"))
	w.OpenFile(path)
	if showing(t, w); !shows(w, "填写报告年度") || !shows(w, "没有找到年度") {
		t.Error("the year is not asked for")
	}
	id, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县乙局", Year: 2025})
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id, nil)
	w.OpenFile(path)
	if showing(t, w); shows(w, "填写报告年度") || shows(w, "填写年度") || !shows(w, "没有找到年度") {
		t.Error("the year is asked for, which the draft has")
	}
}
