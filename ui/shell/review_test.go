package shell

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/opened"
	"nianbao/ui/preview"
	"nianbao/ui/review"
	"nianbao/ui/widgets"
)

const licences form.Address = "disclosed.licensing.decisions"

// tapPlace taps where an address stands on the pages.
func tapPlace(t *testing.T, v *preview.View, a form.Address) {
	t.Helper()
	for i, s := range v.Pages {
		for _, at := range v.Sheets.Places(i) {
			if at.Address == a {
				in := s.Area(at)
				s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(in.X+1, in.Y+1)}})
				if s.Cursor() != desktop.PointerCursor {
					t.Errorf("nothing shows that %s can be chosen", a)
				}
				s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(in.X+in.Width/2, in.Y+in.Height/2)})
				return
			}
		}
	}
	t.Fatalf("%s stands on no page", a)
}

// forReview stores the example, with a report of the year before, and sends it
// on to the head.
func forReview(t *testing.T) (*Window, *apptest.Workstation, int64) {
	t.Helper()
	w, s := officeWindow(t)
	id := s.Example()
	before, err := w.service.Create(w.ctx, app.NewReport{Unit: "示例县自然资源局", Year: 2024})
	s.Must(err)
	s.Must(s.Set(madeOffice.officer, before, licences, "3"))
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	return w, s, id
}

// asReviewer opens a report as somebody whose turn it is.
func asReviewer(t *testing.T, s *apptest.Workstation, w *Window, id int64) *review.Page {
	t.Helper()
	openAs(w, s, madeOffice.head, id)
	p, ok := w.screen.(*review.Page)
	if !ok {
		t.Fatalf("the head's turn shows %T", w.screen)
	}
	return p
}

func TestTheReviewerSeesThePages(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	drawn := 0
	for _, sheet := range p.View.Pages {
		if sheet.Image != nil {
			drawn++
		}
	}
	if p.View.Pages[0].Image == nil || drawn == len(p.View.Pages) || len(p.View.Pages) < 4 {
		t.Errorf("%d of %d pages are drawn", drawn, len(p.View.Pages))
	}
	if !shows(w, "您第一次查看这份报告") || len(p.Changes) != 0 {
		t.Error("at the first look something is marked as changed")
	}
	p.Opened.Toggle()
	if _, ok := w.screen.(*editor.Editor); !ok {
		t.Fatalf("the plain form is %T", w.screen)
	}
	p.Opened.Toggle()
	if w.screen != widgets.Screen(p) {
		t.Fatalf("back from the form is %T", w.screen)
	}
	w.showList()
	if seen, _ := w.service.Seen.Seen(w.ctx, id, madeOffice.head); seen != int64(len(p.Session.Entries())) {
		t.Errorf("seen up to %d of %d", seen, len(p.Session.Entries()))
	}
}

func TestARemarkIsPinnedByTappingAPlace(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	p.View.GoTo(licences)
	tapPlace(t, p.View, licences)
	if p.Chosen != licences || !shows(w, "上年 3（") {
		t.Fatalf("chosen %q", p.Chosen)
	}
	p.View.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	w.dialogs.Key(fyne.KeyReturn)
	if !shows(w, "没有写任何内容") {
		t.Error("an empty remark is passed over in silence")
	}
	p.View.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	w.win.Canvas().Focused().(*widgets.NoteEntry).SetText("与台账不一致，请核实")
	w.dialogs.Key(fyne.KeyReturn)
	if !shows(w, "意见：未处理 1 条，已处理 0 条") || !shows(w, "尚未送出") || len(notes.Remarks(p.Session.Report())) != 1 {
		t.Fatal("no remark")
	}
	p.Actions()[commands.Return]()
	if !shows(w, "您这次写的 1 条意见") {
		t.Error("the signer is not told of the remarks")
	}
	w.dialogs.Key(fyne.KeyEscape)
	p.DropRemark(notes.Remarks(p.Session.Report())[0].ID)
	if !shows(w, "意见 0 条") {
		t.Error("the remark was not dropped")
	}
	p.View.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.Chosen != "" {
		t.Error("Esc keeps the choice")
	}
}

// A section that is asked for is marked, though another one begins on the same page, and
// what was chosen elsewhere is no longer what a remark would be about.
func TestASectionThatIsAskedForIsMarked(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	p.View.OnTap("requests.received.natural_person")
	sections := p.Session.Report().Form().Sections
	for i := len(sections) - 2; i < len(sections); i++ {
		if !p.View.GoToPart(sections[i].Heading) || p.View.Part() != sections[i].Heading {
			t.Errorf("asked for %s, marked is %s", sections[i].Heading, p.View.Part())
		}
		if p.Chosen != "" {
			t.Errorf("a remark would be about %s", p.Chosen)
		}
	}
}

// A remark can be placed without a mouse.
func TestAPlaceIsChosenByKeys(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	step := func(key fyne.KeyName) form.Address {
		p.View.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl})
		return p.Chosen
	}
	p.View.GoTo("requests.received.natural_person")
	p.View.OnTap("requests.received.natural_person")
	if got := step(fyne.KeyDown); got != "requests.received.business" {
		t.Errorf("behind the first figure comes %s", got)
	}
	if got := step(fyne.KeyUp); got != "requests.received.natural_person" {
		t.Errorf("and back %s", got)
	}
	p.View.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !w.dialogs.Open() || !shows(w, "写意见") {
		t.Error("Enter does not write a remark about the place")
	}
}

// afterAReturn sends the report back with a remark.
func afterAReturn(t *testing.T) (*Window, *apptest.Workstation, int64) {
	t.Helper()
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	s.Must(p.Session.Remark(w.ctx, licences, "请核实"))
	p.Actions()[commands.Return]()
	w.win.Canvas().Focused().(*widgets.NoteEntry).SetText("见意见")
	signNow(w, apptest.Password)
	return w, s, id
}

func TestTheOfficerAnswersRemarks(t *testing.T) {
	w, s, id := afterAReturn(t)
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	if !e.Side.ShowRemarks || !shows(w, "未处理 1 条") || !shows(w, "李四（承办部门负责人审核）") {
		t.Fatal("the officer is not shown the remark")
	}
	tapRow(t, w, "请核实")
	if e.Parts[e.Current].Cursor() != licences || !shows(w, "未处理 1 条") {
		t.Errorf("the list leads to %s, and is there no more", e.Parts[e.Current].Cursor())
	}
	e.GoPart(0)
	e.GoSection(2)
	if shows(w, "未处理 1 条") {
		t.Error("the list takes the room of a table that the officer goes to")
	}
	w.OpenReport(id, nil)
	e = w.screen.(*editor.Editor)
	e.NextRemark()
	if e.Parts[e.Current].Cursor() != licences {
		t.Errorf("the remark leads to %s", e.Parts[e.Current].Cursor())
	}
	answer(e)
	if a := notes.Remarks(e.Report())[0].Answer; !a.Done || a.Text != "已更正" || !shows(w, "未处理 0 条") {
		t.Errorf("answer %+v", a)
	}
	if !shows(w, "✓ 意见 1") {
		t.Error("a handled remark does not look handled")
	}
	e.Undo()
	if a := notes.Remarks(e.Report())[0].Answer; a.Text != "" || !e.Side.ShowRemarks || e.Parts[e.Current].Cursor() != licences {
		t.Errorf("undo leaves %+v", a)
	}
}

// tapRow taps the first row with a text.
func tapRow(t *testing.T, w *Window, text string) {
	t.Helper()
	for _, o := range rowsIn(w.win.Canvas().Content()) {
		if slices.Contains(textsIn(o), text) {
			o.Tapped(nil)
			return
		}
	}
	t.Fatalf("no row says %q", text)
}

// rowsIn finds the rows of lists that can be tapped.
func rowsIn(o fyne.CanvasObject) []*widgets.Row {
	if !o.Visible() {
		return nil
	}
	var within []fyne.CanvasObject
	switch o := o.(type) {
	case *widgets.Row:
		return []*widgets.Row{o}
	case *fyne.Container:
		within = o.Objects
	case fyne.Widget:
		within = test.WidgetRenderer(o).Objects()
	}
	var out []*widgets.Row
	for _, c := range within {
		out = append(out, rowsIn(c)...)
	}
	return out
}

// answer ticks the first remark off, with a reply.
func answer(e *editor.Editor) {
	row := e.Remarks.Answers[notes.Remarks(e.Report())[0].ID]
	row.Done.SetChecked(true)
	row.Reply.SetText("已更正")
	row.Reply.FocusLost()
}

func TestTheNextRoundShowsWhatWasDone(t *testing.T) {
	w, s, id := afterAReturn(t)
	openAs(w, s, madeOffice.officer, id)
	s.Must(w.screen.(*editor.Editor).Set(licences, "12"))
	answer(w.screen.(*editor.Editor))
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	p := asReviewer(t, s, w, id)
	if len(p.Changes) != 1 || p.Changes[0].Address != licences || p.Changes[0].Now != "12" || !shows(w, "退回以来改动 1 处") {
		t.Fatalf("changes %+v", p.Changes)
	}
	if !shows(w, "未处理 0 条，已处理 1 条") || shows(w, "已处理：已更正（张三）") {
		t.Error("a handled remark is not folded")
	}
	settle(w)
	if struck := lookAt(w).struck(); len(struck) > 0 {
		t.Errorf("who wrote it cannot be read: %v", struck)
	}
	tapRow(t, w, "＋ 意见 1　李四　已处理")
	if !shows(w, "已处理：已更正（张三）") || !shows(w, "此处内容：") || p.Chosen != licences {
		t.Error("nothing says what was done about the remark")
	}
	p.NextChange()
	if p.Chosen != licences {
		t.Errorf("the change leads to %s", p.Chosen)
	}
}

func TestPagesMoveByKeysAndZoom(t *testing.T) {
	w, _, e := withExample(t)
	e.Opened.Toggle()
	v := w.screen.(*review.Page).View
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if v.Scroll.Offset.Y == 0 {
		t.Error("PageDown does not move")
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if last := v.Pages[len(v.Pages)-1]; last.Image == nil || v.Pages[0].Image != nil && len(v.Pages) > 6 {
		t.Error("the last page is not drawn")
	}
	before := v.PageWidth()
	w.screen.Actions()[commands.ZoomIn]()
	if v.PageWidth() <= before || v.Pages[len(v.Pages)-1].Width != int(v.PageWidth()*v.Scale()+0.5) {
		t.Error("not drawn anew for the zoom")
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF6})
	if w.screen != widgets.Screen(e) {
		t.Errorf("F6 leads to %T", w.screen)
	}
}

func TestOldRoundsCanBeRead(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	s.Sign(madeOffice.head, id, signoff.Approve, "")
	s.Sign(madeOffice.leader, id, signoff.Approve, "")
	s.Sign(madeOffice.officer, id, signoff.Reopen, "补充数据")
	s.Must(s.Set(madeOffice.officer, id, licences, "99"))
	openAs(w, s, madeOffice.officer, id)
	o := w.screen.(*editor.Editor).Opened
	o.ShowRecord()
	if !shows(w, "第一轮审签") || !shows(w, "第二轮审签") || !shows(w, "“补充数据”") {
		t.Error("the record does not keep the rounds apart")
	}
	o.ShowThen(o.Session.SignatureResults()[3])
	p := w.screen.(*opened.ThenPage)
	if w.dialogs.Open() || len(p.View.Pages) == 0 {
		t.Error("the old round is not shown")
	}
	p.View.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if _, ok := w.screen.(*editor.Editor); !ok {
		t.Errorf("back leads to %T", w.screen)
	}
}

func TestATamperedRecordIsSaidOnOpening(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Memory.Drafts[id].Values[licences] = "4000"
	openAs(w, s, madeOffice.officer, id)
	if len(w.dialogs.Stack) != 1 || !shows(w, "没有改动任何内容") {
		t.Fatal("nothing is said")
	}
	w.dialogs.Key(fyne.KeyEscape)
	if !shows(w, "验证未通过") || !shows(w, "记录验证未通过") {
		t.Error("the band does not say so")
	}
}

func TestExcerpt(t *testing.T) {
	for _, c := range []struct{ a, b, wantA, wantB string }{
		{"", "新写的", "", "新写的"},
		{"一二三四五六七八九", "一二三四五六七x八九", "…二三四五六七八九", "…二三四五六七x八九"},
		{"甲", "乙", "甲", "乙"},
	} {
		if a, b := review.Excerpt(c.a, c.b); a != c.wantA || b != c.wantB {
			t.Errorf("%q, %q: %q, %q", c.a, c.b, a, b)
		}
	}
}
