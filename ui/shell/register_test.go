package shell

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/intake/register/registertest"
	"nianbao/app/origin"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/app/workbook"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/register"
)

// aRegister writes a made-up register.
func aRegister(t testing.TB, n int) (string, *registertest.Made) {
	t.Helper()
	made := registertest.Make(n, 4, nil)
	path := filepath.Join(t.TempDir(), "2025年台账.xlsx")
	if err := os.WriteFile(path, made.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, made
}

// Where applications are counted to there stands what counts a register.
func TestARegisterIsOfferedWhereItIsCountedTo(t *testing.T) {
	w, _, _ := withExample(t)
	for part, offered := range map[int]bool{1: false, 2: false, 3: true, 4: false} {
		w.Do(commands.Part(part))
		if is := shows(w, commands.Of(commands.Register).Button); is != offered {
			t.Errorf("part %d: %t", part, is)
		}
	}
}

// A register is mapped, looked at and filled in as one edit; a figure opens its rows as
// long as the file is what was counted; and no name is stored, logged or remembered.
func TestARegisterInTheWindow(t *testing.T) {
	w, m, e := withExample(t)
	var log bytes.Buffer
	w.log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	before := e.Report().Raw("requests.received.natural_person")
	path, made := aRegister(t, 120)
	register.Open(w, path, e.Session)
	p, ok := w.screen.(*register.Mapping)
	if !ok || !shows(w, "同意公开") || !shows(w, "采用：予以公开") || !strings.Contains(p.Frame().Status.Text(), "还没有对应") {
		t.Fatalf("%T, %s", w.screen, p.Frame().Status.Text())
	}
	tapButton(t, w, "采用全部建议")
	if said := p.Frame().Status.Text(); !strings.Contains(said, "个建议，请逐个核对") || !strings.Contains(said, "个词还没有对应") {
		t.Errorf("with the proposals taken it says %q", said)
	}
	tapButton(t, w, "统计")
	r, ok := w.screen.(*register.Result)
	if !ok || !shows(w, "没有计入的行") || !shows(w, "办理结果“另案办理”没有对应") {
		t.Fatalf("%T is shown", w.screen)
	}
	if e.Report().Raw("requests.received.natural_person") != before {
		t.Error("the draft was changed before anybody agreed")
	}
	for i := range r.Parts.Lines {
		r.Parts.Choose(i)
	}
	r.Parts.Choose(0)
	r.Grid.GoTo("requests.received.total")
	w.Do(commands.Rows)
	if !w.dialogs.Open() || !shows(w, registertest.Surname) {
		t.Error("the rows of a total are not shown")
	}
	w.dialogs.CloseAll()
	w.Do(commands.TakeIn)
	for _, b := range buttonsIn(w.win.Canvas().Overlays().Top()) {
		if b.Text == "用统计的替换" {
			b.OnTapped()
		}
	}
	e, ok = w.screen.(*editor.Editor)
	if !ok {
		t.Fatalf("%T is shown", w.screen)
	}
	for a, want := range made.Want {
		if n, ok := counted.At(e.Report(), a); !ok || len(n.Places()) != want {
			t.Errorf("%s counts %d rows, want %d", a, len(n.Places()), want)
		}
	}
	e.GoPart(3)
	e.GoTo("requests.received.natural_person")
	left := fmt.Sprintf("台账 120 行，计入 %d 行，%d 行没有计入：办理结果的用语没有对应", 120-made.Left, made.Left)
	for _, ask := range []commands.ID{commands.Explain, commands.Origin} {
		if w.Do(ask); !shows(w, left) {
			t.Errorf("%s does not show that %s", ask, left)
		}
		hit(w, fyne.KeyEscape)
	}
	w.Do(commands.Rows)
	if !w.dialogs.Open() || !shows(w, registertest.Surname) {
		t.Error("the rows of a figure are not shown")
	}
	w.dialogs.CloseAll()
	made.Book.Sheets[0].Rows[3][6].Text += "等"
	if err := os.WriteFile(path, made.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	w.Do(commands.Rows)
	if !shows(w, "在统计以后改动过") || shows(w, registertest.Surname) {
		t.Error("rows of another file are shown")
	}
	w.dialogs.CloseAll()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	w.Do(commands.Rows)
	if !shows(w, "已经不在原来的位置") {
		t.Error("a register that is gone is not told of")
	}
	w.dialogs.CloseAll()
	e.Undo()
	if said := e.Frame().Status.Text(); strings.Contains(said, "台账") {
		t.Errorf("what was taken back still says %q", said)
	}
	if got := e.Report().Raw("requests.received.natural_person"); got != before || e.Report().HasCounted() {
		t.Errorf("one step back leaves %q", got)
	}
	e.Redo()
	if err := e.Session.Save(w.ctx); err != nil {
		t.Fatal(err)
	}
	stored := log.String()
	for _, d := range m.Drafts {
		for a, v := range d.Values {
			stored += string(a) + v
		}
		for _, entry := range d.Entries {
			for _, c := range entry.Edit.Changes {
				stored += c.Old + c.New + entry.Edit.Note
			}
		}
	}
	for _, name := range []string{"register", "register_files", "recent", "places", "unfinished", "folder"} {
		held, _ := m.Setting(w.ctx, name)
		stored += held
	}
	if strings.Contains(stored, registertest.Surname) || !strings.Contains(stored, "同意公开") {
		t.Error("a name is kept")
	}
}

// Who signs sees which rows of the register count nowhere.
func TestAReviewerSeesHowMuchOfARegisterCounts(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	const at form.Address = "requests.granted.business"
	const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	session := s.As(madeOffice.officer, id)
	rows := make([]counted.Place, session.Report().Figure(at).Whole())
	for i := range rows {
		rows[i] = counted.Place{Sheet: 1, Row: 3 + i}
	}
	whole := counted.OfRegister("台账.xlsx", digest, len(rows)+1, map[counted.Reason][]counted.Place{counted.UnmappedOutcome: {{Sheet: 1, Row: 100}}})
	var e report.Edit
	for a, text := range map[form.Address]string{report.CountedAt(at): counted.Of("台账.xlsx", digest, rows).Encode(), report.RegisterAt("requests"): whole.Encode()} {
		c, err := session.Report().Set(a, text)
		s.Must(err)
		e.Changes = append(e.Changes, c)
	}
	e.Note = origin.Counting("台账.xlsx")
	s.Must(session.Apply(w.ctx, e))
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	asReviewer(t, s, w, id)
	if left := "1 行没有计入：办理结果的用语没有对应 1 行（第 100 行）。"; !shows(w, left) {
		t.Errorf("it does not show that %s", left)
	}
}

// Where no head is found by its words, the officer says which row it is.
func TestTheHeadOfARegisterIsAskedFor(t *testing.T) {
	w, _, e := withExample(t)
	book := &workbook.Book{Sheets: []*workbook.Sheet{{Name: "登记", Rows: [][]workbook.Cell{
		{{Text: "某局"}}, {{Text: "何时"}, {Text: "何人"}, {Text: "如何"}}, {{Text: "2025-3-3"}, {Text: "自然人"}, {Text: "予以公开"}},
	}}}}
	var content bytes.Buffer
	if err := book.Write(&content); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "登记.xlsx")
	if err := os.WriteFile(path, content.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	register.Open(w, path, e.Session)
	p := w.screen.(*register.Mapping)
	if len(p.Heads) != 1 || !shows(w, "没有找到表头") {
		t.Fatalf("%d heads are asked for", len(p.Heads))
	}
	p.Heads[0].SetSelectedIndex(1)
	if len(p.Columns) != 3 || len(p.Heads) != 0 {
		t.Fatalf("%d columns, %d heads", len(p.Columns), len(p.Heads))
	}
	for i, role := range []string{"收到日期", "申请人类别", "办理结果"} {
		p.Columns[i].SetSelected(role)
	}
	w.Do(commands.TakeIn)
	if r, ok := w.screen.(*register.Result); !ok || r.Grid == nil || !shows(w, "台账“登记.xlsx”：1 件（第 3 行）") {
		t.Errorf("%T is shown", w.screen)
	}
}

// What is told of filling in is what was filled in, and a register without an application
// of the year fills in nothing.
func TestOnlyWhatARegisterFilledInIsTold(t *testing.T) {
	w, _, e := withExample(t)
	path, _ := aRegister(t, 120)
	count := func(e *editor.Editor) {
		register.Open(w, path, e.Session)
		if tap := "采用全部建议"; shows(w, tap) {
			tapButton(t, w, tap)
		}
		tapButton(t, w, "统计")
		w.Do(commands.TakeIn)
	}
	count(e)
	for _, b := range buttonsIn(w.win.Canvas().Overlays().Top()) {
		if strings.HasPrefix(b.Text, "只填空白处") {
			b.OnTapped()
		}
	}
	said := w.screen.(*editor.Editor).Frame().Status.Text()
	if !strings.Contains(said, "填入 0 格") || !strings.Contains(said, "没有改动") || !strings.Contains(said, "行没有计入") {
		t.Errorf("with every cell kept it says %q", said)
	}
	id, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县乙局", Year: 2019})
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id, nil)
	count(w.screen.(*editor.Editor))
	if _, left := w.screen.(*editor.Editor); left || !w.dialogs.Open() || !shows(w, "没有一件申请属于这份报告的年度") {
		t.Errorf("a register of other years is filled in: %T", w.screen)
	}
}
