package shell

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/apptest"
	"nianbao/app/collection"
	"nianbao/app/collection/sheets"
	"nianbao/app/collection/sheetstest"
	"nianbao/app/form"
	"nianbao/app/provided"
	"nianbao/app/report"
	pages "nianbao/ui/collection"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/widgets"
)

// sheetFile writes the sheet of a department as it comes back.
func sheetFile(t testing.TB, r *report.Report, a *collection.Assignment, department, name, date, text string) string {
	t.Helper()
	content := sheetstest.Fill(collection.SheetOf(r, nil, a, department), name, date, sheetstest.Same(text)).Bytes()
	path := filepath.Join(t.TempDir(), department+text+".xlsx")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// typeInto types where the keyboard is.
func typeInto(w *Window, text string) {
	for _, r := range text {
		w.win.Canvas().Focused().TypedRune(r)
	}
}

func uris(paths ...string) []fyne.URI {
	var out []fyne.URI
	for _, path := range paths {
		out = append(out, uriOf(path))
	}
	return out
}

// Who provides what is said once with the keyboard and remembered, and a sheet is written
// for each department.
func TestWhoProvidesWhatInTheWindow(t *testing.T) {
	w, _, e := withExample(t)
	w.Do(commands.Provide)
	p, ok := w.screen.(*pages.Assign)
	if !ok || !shows(w, "还没有科室") {
		t.Fatalf("%T is shown", w.screen)
	}
	p.Cells.Choose(1)
	press(p.Cells, fyne.KeySpace)
	if len(p.Cells.Ticked) > 0 && p.Cells.Ticked[1] {
		t.Error("ticked for nobody")
	}
	tapButton(t, w, "新增科室…")
	typeInto(w, "法规科")
	w.dialogs.Key(fyne.KeyReturn)
	if len(p.Departments.Lines) != 1 || p.Departments.Chosen != 0 {
		t.Fatalf("%d departments", len(p.Departments.Lines))
	}
	for range 2 { // boxes that were drawn while there was nobody to provide anything
		was := p.Cells.Ticked[2]
		test.Tap(boxesIn(p.Cells)[2])
		if p.Cells.Ticked[2] == was || boxesIn(p.Cells)[2].Checked == was {
			t.Errorf("a click on the box leaves it %v", was)
		}
	}
	p.Cells.Choose(2) // 行政规范性文件
	press(p.Cells, fyne.KeyRight)
	lines := len(p.Cells.Lines)
	p.Cells.Choose(3)
	press(p.Cells, fyne.KeySpace)
	if got := p.Cells.Lines[3].Cells[1].Text; got != "法规科" || !strings.Contains(p.Cells.Lines[2].Cells[1].Text, "法规科 1，没有指定 2") {
		t.Errorf("one cell: %q, %q", got, p.Cells.Lines[2].Cells[1].Text)
	}
	p.Cells.Choose(2)
	press(p.Cells, fyne.KeyLeft)
	if len(p.Cells.Lines) >= lines || p.Cells.Chosen != 2 {
		t.Error("the row does not shut")
	}
	press(p.Cells, fyne.KeySpace)
	if !p.Cells.Ticked[2] || p.Departments.Lines[0].Cells[1].Text != "3 格" {
		t.Errorf("the row: %v, %q", p.Cells.Ticked[2], p.Departments.Lines[0].Cells[1].Text)
	}
	if got := p.Frame().Status.Text(); got != "空白的格都有科室提供。" { // the example is filled in
		t.Errorf("%q", got)
	}
	blank := form.Address("disclosed.fees.amount")
	if err := e.Set(blank, ""); err != nil {
		t.Fatal(err)
	}
	p.Departments.Choose(0)
	p.Cells.Choose(2)
	press(p.Cells, fyne.KeySpace)
	press(p.Cells, fyne.KeySpace)
	if got := p.Frame().Status.Text(); got != "空白的格中有 1 格没有指定由谁提供，不在任何一张报送表上。" {
		t.Errorf("%q", got)
	}
	tapButton(t, w, "采用建议的分工")
	w.dialogs.Key(fyne.KeyReturn)
	if !strings.Contains(p.Frame().Status.Text(), "每一格都有科室提供") || len(p.Departments.Lines) < 4 {
		t.Errorf("%q", p.Frame().Status.Text())
	}
	w.showList()
	w.OpenReport(e.Session.ID(), nil)
	w.Do(commands.Provide)
	p = w.screen.(*pages.Assign)
	if p.Departments.Lines[0].Cells[0].Text != "法规科" || len(p.Departments.Lines) < 4 {
		t.Error("who provides what is forgotten")
	}
	all, err := sheets.At(w.service).Sheets(w.ctx, p.Session(), (&collection.Assignment{}).Propose(e.Report().Form()))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	p.MakeIn(dir, all)
	written, _ := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	if len(written) != len(all) || !shows(w, "报送表已写出") {
		t.Errorf("%d sheets of %d", len(written), len(all))
	}
}

// boxesIn are the boxes of a list that can be seen, from above.
func boxesIn(l *widgets.List) []*widgets.Check {
	var out []*widgets.Check
	eachShown(l, func(o fyne.CanvasObject) {
		if box, ok := o.(*widgets.Check); ok {
			out = append(out, box)
		}
	})
	slices.SortFunc(out, func(a, b *widgets.Check) int {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject
		return cmp.Compare(at(a).Y, at(b).Y)
	})
	return out
}

// What is not there of a sheet that came back is told first, in whole sentences, and the
// page is not left without asking as long as it is not filled in.
func TestWhatIsMissingOfASheetIsToldFirst(t *testing.T) {
	w, _, e := withExample(t)
	r := e.Report()
	a := (&collection.Assignment{}).Propose(r.Form())
	if err := sheets.Remember(w.ctx, w.service.Settings, r.Unit(), a); err != nil {
		t.Fatal(err)
	}
	whole := sheetFile(t, r, a, "执法科", "张三", "2026-01-08", "3")
	f := sheetstest.Fill(collection.SheetOf(r, nil, a, "执法科"), "李四", "2026-01-09", sheetstest.Same("约3件"))
	f.Row("二-09")[0].Text = ""
	torn := filepath.Join(t.TempDir(), "执法科重报.xlsx")
	if err := os.WriteFile(torn, f.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	w.dropped(fyne.Position{}, uris(whole))
	p := w.screen.(*pages.Sides)
	w.dropped(fyne.Position{}, uris(torn))
	for _, told := range []string{"执法科（“执法科重报.xlsx”）：表上写着应有 2 格，找到 1 格，缺少“行政强制·本年处理决定数量”。", "“约3件”：这里只能填数字。", "没有格号"} {
		if !shows(w, told) {
			t.Errorf("%q is not told", told)
		}
	}
	if p.Sheets.Chosen != 1 || p.Sheets.Lines[1].Cells[0].Importance != widget.DangerImportance || p.Sheets.Lines[0].Cells[0].Importance == widget.DangerImportance || p.Sheets.Lines[1].Cells[1].Text != "执法科重报" {
		t.Errorf("%d is chosen of %+v", p.Sheets.Chosen, p.Sheets.Lines)
	}
	if got := p.Frame().Status.Text(); !strings.HasPrefix(got, "有 1 张报送表没有收全，写在上面。") {
		t.Errorf("%q", got)
	}
	if l := p.Cells.Lines[p.Cells.Chosen]; l.Across || l.Heading != "" {
		t.Errorf("not a figure is chosen: %+v", l)
	}
	f = sheetstest.Fill(collection.SheetOf(r, nil, a, "办公室"), "", "2026-01-09", sheetstest.Same("无"))
	many := filepath.Join(t.TempDir(), "办公室.xlsx")
	if err := os.WriteFile(many, f.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	w.dropped(fyne.Position{}, uris(many))
	if p.Cells.Lines[0].Heading != "还有没有读的（"+fmt.Sprint(len(a.Provides(r.Form(), "办公室"))-toldOf(w, "办公室（“办公室.xlsx”）"))+" 处）" {
		t.Errorf("what there is no room for: %q", p.Cells.Lines[0].Heading)
	}
	for _, leave := range []commands.ID{commands.Back, commands.List} {
		w.Do(leave)
		if w.screen != widgets.Screen(p) || !shows(w, "还没有填入") {
			t.Fatalf("%s: it is left without asking", leave)
		}
		w.dialogs.Key(fyne.KeyEscape)
		if w.screen != widgets.Screen(p) || w.dialogs.Open() {
			t.Fatal("Esc does not stay")
		}
	}
	other := filepath.Join(t.TempDir(), "通知.txt")
	if err := os.WriteFile(other, []byte("通知"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.dropped(fyne.Position{}, uris(other))
	if w.screen != widgets.Screen(p) || !shows(w, "还没有填入") {
		t.Errorf("another document: it is left without asking for %T", w.screen)
	}
	tapOverlaid(t, w, "不填入，离开")
	if _, ok := w.screen.(*editor.Editor); !ok {
		t.Errorf("%T is shown", w.screen)
	}
}

// toldOf counts how often a text stands in the window.
func toldOf(w *Window, text string) (n int) {
	for _, s := range textsIn(w.win.Canvas().Content()) {
		n += strings.Count(strings.ReplaceAll(s, "\n", ""), text)
	}
	return n
}

// tapOverlaid taps a button of the dialog in front.
func tapOverlaid(t *testing.T, w *Window, text string) {
	t.Helper()
	for _, b := range buttonsIn(w.win.Canvas().Overlays().Top()) {
		if b.Text == text {
			b.OnTapped()
			return
		}
	}
	t.Fatalf("no button of the dialog says %q", text)
}

// A sheet that brings nothing new can be left without being asked, until something is
// chosen.
func TestASheetThatBringsNothingNewIsLeftWithoutAsking(t *testing.T) {
	w, _, e := withExample(t)
	r := e.Report()
	a := &collection.Assignment{}
	a.Give("财务科", "disclosed.fees.amount")
	path := sheetFile(t, r, a, "财务科", "张三", "2026-01-08", r.Raw("disclosed.fees.amount"))
	for _, leave := range []commands.ID{commands.TakeIn, commands.Back} {
		w.dropped(fyne.Position{}, uris(path))
		if _, ok := w.screen.(*pages.Sides); !ok {
			t.Fatalf("%T is shown", w.screen)
		}
		w.Do(leave)
		if _, ok := w.screen.(*editor.Editor); !ok {
			t.Fatalf("%s: %T is shown", leave, w.screen)
		}
	}
	w.dropped(fyne.Position{}, uris(path))
	p := w.screen.(*pages.Sides)
	p.Choice.SetSelectedIndex(1)
	w.Do(commands.Back)
	if w.screen != widgets.Screen(p) || !shows(w, "还没有填入") {
		t.Error("a choice is given up without asking")
	}
}

// From the tables whose figures departments have a link leads to their sheets, and from
// no other.
func TestTablesLeadToTheSheetsOfDepartments(t *testing.T) {
	w, _, e := withExample(t)
	seen := 0
	for i, part := range e.Parts {
		p, ok := part.(*editor.TablePart)
		if !ok {
			continue
		}
		e.GoPart(i)
		seen++
		if leads := p.Ask != nil; leads == (p.Count != nil) || shows(w, "报送表") != leads {
			t.Errorf("part %d: %v", i, leads)
		}
		if p.Ask == nil {
			continue
		}
		p.Ask.Tap()
		if _, ok := w.screen.(*pages.Assign); !ok {
			t.Fatalf("it leads to %T", w.screen)
		}
		w.Do(commands.Back)
		e = w.screen.(*editor.Editor)
	}
	if seen != 3 {
		t.Errorf("%d tables", seen)
	}
}

// A fee in 元 on a sheet that asks for 万元 is hinted at on the page, and in the draft once
// it stands there, though nobody has asked for the year before.
func TestAFeeInAnotherUnitIsHinted(t *testing.T) {
	w, _, e := withExample(t)
	const fee form.Address = "disclosed.fees.amount"
	last := report.New(w.service.Catalog, e.Report().Unit(), e.Report().Year()-1)
	apptest.Put(t, last, fee, "1.5")
	if _, err := w.service.Import(w.ctx, last, ""); err != nil {
		t.Fatal(err)
	}
	w.OpenReport(1, nil)
	e = w.screen.(*editor.Editor)
	if err := e.Set(fee, ""); err != nil {
		t.Fatal(err)
	}
	a := &collection.Assignment{Departments: []string{"财务科"}}
	a.Give("财务科", fee)
	const hint = "可能把元写成了万元，15000 约是上年数 1.5 的 10000 倍，请核对单位"
	for _, text := range []string{"1.6", "15000"} {
		w.dropped(fyne.Position{}, uris(sheetFile(t, e.Report(), a, "财务科", "张三", "2026-01-08", text)))
		p, ok := w.screen.(*pages.Sides)
		if !ok {
			t.Fatalf("%T is shown", w.screen)
		}
		if is := shows(w, hint) && shows(w, "请核对（1 处）"); is != (text == "15000") {
			t.Errorf("%s: %v", text, is)
		}
		p.Cells.Choose(len(p.Cells.Lines) - 1)
		w.Do(commands.TakeIn)
		e, ok = w.screen.(*editor.Editor)
		if !ok || e.Report().Raw(fee) != text && e.Report().Figure(fee).String() != text {
			t.Fatalf("%T is shown, the fee is %s", w.screen, e.Report().Raw(fee))
		}
		if is := hints(e, hint); is != (text == "15000") {
			t.Errorf("in the draft with %s: %v", text, is)
		}
		if text == "1.6" {
			e.Undo()
		}
	}
}

// Sheets are dropped on the window, stand side by side, and are filled in as one edit
// that one step takes back.
func TestSheetsThatCameBackInTheWindow(t *testing.T) {
	w, _, e := withExample(t)
	r := e.Report()
	a := (&collection.Assignment{}).Propose(r.Form())
	penalties, coercion := form.Address("disclosed.penalties.decisions"), form.Address("disclosed.coercion.decisions")
	if err := e.Set(penalties, ""); err != nil {
		t.Fatal(err)
	}
	if err := e.Set(coercion, "4"); err != nil {
		t.Fatal(err)
	}
	first, second := sheetFile(t, r, a, "执法科", "张三", "2026-01-08", "3"), sheetFile(t, r, a, "执法科", "", "", "5")
	other := report.New(r.Catalog(), r.Unit(), r.Year()-1)
	wrong := sheetFile(t, other, a, "执法科", "张三", "2026-01-08", "3")
	w.dropped(fyne.Position{}, uris(first))
	p, ok := w.screen.(*pages.Sides)
	if !ok || len(p.Sheets.Lines) != 1 {
		t.Fatalf("%T is shown", w.screen)
	}
	if !strings.Contains(p.Frame().Status.Text(), "填入 1 格；1 格不同") || e.Report().Raw(penalties) != "" {
		t.Errorf("%q", p.Frame().Status.Text())
	}
	w.dropped(fyne.Position{}, uris(second, wrong, first))
	if p = w.screen.(*pages.Sides); len(p.Sheets.Lines) != 2 || !shows(w, "这是2024年的，报告是2025年的") || !shows(w, "只算一次") {
		t.Fatalf("%d sheets", len(p.Sheets.Lines))
	}
	w.dialogs.CloseAll()
	if !strings.Contains(p.Frame().Status.Text(), "填入 0 格；2 格不同") {
		t.Errorf("%q", p.Frame().Status.Text())
	}
	p.Cells.Choose(slices.IndexFunc(p.Cells.Lines, func(l widgets.Line) bool { return strings.HasPrefix(l.Heading, "不同") })) // the first figure behind it
	press(p.Cells, fyne.KeyReturn)
	press(p.Cells, fyne.KeyReturn) // the second sheet's
	if p.Choice.Selected != "2．5（执法科，未署报送人，“执法科5.xlsx”，第 12 行）" || !strings.Contains(p.Frame().Status.Text(), "没有报送日期") {
		t.Errorf("%q, %q", p.Choice.Selected, p.Frame().Status.Text())
	}
	if got := p.Cells.Lines[p.Cells.Chosen].Cells[2].Text; got != "3、5（执法科）" {
		t.Errorf("two sheets of one department: %q", got)
	}
	w.Do(commands.TakeIn) // asks for the date
	if !w.dialogs.Open() || e.Report().Raw(penalties) != "" {
		t.Fatal("filled in without a date")
	}
	typeInto(w, "王五")
	w.dialogs.Key(fyne.KeyTab)
	w.dialogs.CloseAll()
	p.Sheets.Choose(0)
	tapButton(t, w, "各格都用这张")
	if !strings.Contains(p.Frame().Status.Text(), "填入 2 格") {
		t.Errorf("%q", p.Frame().Status.Text())
	}
	p.Cells.Choose(p.Cells.Chosen + 1)
	p.Choice.SetSelectedIndex(0)
	w.Do(commands.TakeIn)
	back, ok := w.screen.(*editor.Editor)
	if !ok {
		t.Fatalf("%T is shown", w.screen)
	}
	n, ok := provided.At(back.Report(), penalties)
	if !ok || n.Name != "张三" || back.Report().Raw(penalties) != "3" || back.Report().Raw(coercion) != "4" || !strings.Contains(back.Frame().Status.Text(), "已填入 1 格") {
		t.Errorf("%+v, %q, %q", n, back.Report().Raw(penalties), back.Frame().Status.Text())
	}
	if err := sheets.Remember(w.ctx, w.service.Settings, r.Unit(), a); err != nil {
		t.Fatal(err)
	}
	w.Do(commands.Provide)
	for _, l := range w.screen.(*pages.Assign).Departments.Lines {
		if want := map[bool]string{true: "1 格", false: "没有"}[l.Cells[0].Text == "执法科"]; l.Cells[2].Text != want {
			t.Errorf("of %s %q came back", l.Cells[0].Text, l.Cells[2].Text)
		}
	}
	w.Do(commands.Back)
	back = w.screen.(*editor.Editor)
	back.Undo()
	if back.Report().Raw(penalties) != "" || back.Report().HasProvided() {
		t.Error("one step does not take it back")
	}
	w.showList()
	w.dropped(fyne.Position{}, uris(first))
	if !w.dialogs.Open() || !shows(w, "请先打开要填入的报告") {
		t.Error("a sheet without a draft is not told of")
	}
}
