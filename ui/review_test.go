package ui

import (
	"nianbao/app/notes"
	"nianbao/app/signoff"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/ui/commands"
)

const licences form.Address = "disclosed.licensing.decisions"

// tapPlace taps where an address stands on the pages.
func tapPlace(t *testing.T, v *sheetsView, a form.Address) {
	t.Helper()
	for i, s := range v.pages {
		for _, at := range v.sheets.Places(i) {
			if at.Address == a {
				in := s.area(at)
				s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(in.x+1, in.y+1)}})
				if s.Cursor() != desktop.PointerCursor {
					t.Errorf("nothing shows that %s can be chosen", a)
				}
				s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(in.x+in.width/2, in.y+in.height/2)})
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
	s.Must(s.Set(office.officer, before, licences, "3"))
	s.Sign(office.officer, id, signoff.Submit, "")
	s.Sign(office.officer, id, signoff.Approve, "")
	return w, s, id
}

// asReviewer opens a report as somebody whose turn it is.
func asReviewer(t *testing.T, s *apptest.Workstation, w *Window, id int64) *reviewPage {
	t.Helper()
	openAs(w, s, office.head, id)
	p, ok := w.screen.(*reviewPage)
	if !ok {
		t.Fatalf("the head's turn shows %T", w.screen)
	}
	return p
}

func TestTheReviewerSeesThePages(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	drawn := 0
	for _, sheet := range p.view.pages {
		if sheet.image != nil {
			drawn++
		}
	}
	if p.view.pages[0].image == nil || drawn == len(p.view.pages) || len(p.view.pages) < 4 {
		t.Errorf("%d of %d pages are drawn", drawn, len(p.view.pages))
	}
	if !shows(w, "您第一次查看这份报告") || len(p.changes) != 0 {
		t.Error("at the first look something is marked as changed")
	}
	p.o.toggle()
	if _, ok := w.screen.(*editor); !ok {
		t.Fatalf("the plain form is %T", w.screen)
	}
	p.o.toggle()
	if w.screen != Screen(p) {
		t.Fatalf("back from the form is %T", w.screen)
	}
	w.showList()
	if seen, _ := w.service.Store.Seen(w.ctx, id, office.head); seen != int64(len(p.s.Entries())) {
		t.Errorf("seen up to %d of %d", seen, len(p.s.Entries()))
	}
}

func TestARemarkIsPinnedByTappingAPlace(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	p.view.goTo(licences)
	tapPlace(t, p.view, licences)
	if p.chosen != licences || !shows(w, "上年 3（") {
		t.Fatalf("chosen %q", p.chosen)
	}
	p.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	w.dialogs.Key(fyne.KeyReturn)
	if !shows(w, "没有写任何内容") {
		t.Error("an empty remark is passed over in silence")
	}
	p.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	w.win.Canvas().Focused().(*noteEntry).SetText("与台账不一致，请核实")
	w.dialogs.Key(fyne.KeyReturn)
	if !shows(w, "意见 1 条") || !shows(w, "尚未送出") || len(notes.Remarks(p.s.Report())) != 1 {
		t.Fatal("no remark")
	}
	p.Actions()[commands.Return]()
	if !shows(w, "您这次写的 1 条意见") {
		t.Error("the signer is not told of the remarks")
	}
	w.dialogs.Key(fyne.KeyEscape)
	p.dropRemark(notes.Remarks(p.s.Report())[0].ID)
	if !shows(w, "意见 0 条") {
		t.Error("the remark was not dropped")
	}
	p.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.chosen != "" {
		t.Error("Esc keeps the choice")
	}
}

// afterAReturn sends the report back with a remark.
func afterAReturn(t *testing.T) (*Window, *apptest.Workstation, int64) {
	t.Helper()
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	s.Must(p.s.Remark(w.ctx, licences, "请核实"))
	p.Actions()[commands.Return]()
	w.win.Canvas().Focused().(*noteEntry).SetText("见意见")
	signNow(w, apptest.Password)
	w.dialogs.Key(fyne.KeyEscape)
	return w, s, id
}

func TestTheOfficerAnswersRemarks(t *testing.T) {
	w, s, id := afterAReturn(t)
	openAs(w, s, office.officer, id)
	e := w.screen.(*editor)
	if !e.margin.showRemarks || !shows(w, "未处理 1 条") || !shows(w, "李四（承办部门负责人审核，第1轮）") {
		t.Fatal("the officer is not shown the remark")
	}
	e.nextRemark()
	if e.parts[e.current].Cursor() != licences {
		t.Errorf("the remark leads to %s", e.parts[e.current].Cursor())
	}
	answer(e)
	if a := notes.Remarks(e.report())[0].Answer; !a.Done || a.Text != "已更正" || !shows(w, "未处理 0 条") {
		t.Errorf("answer %+v", a)
	}
	e.undo()
	if a := notes.Remarks(e.report())[0].Answer; a.Text != "" || !e.margin.showRemarks || e.parts[e.current].Cursor() != licences {
		t.Errorf("undo leaves %+v", a)
	}
}

// answer ticks the first remark off, with a reply.
func answer(e *editor) {
	row := e.remarks.answers[notes.Remarks(e.report())[0].ID]
	row.done.SetChecked(true)
	row.reply.SetText("已更正")
	row.reply.FocusLost()
}

func TestTheNextRoundShowsWhatWasDone(t *testing.T) {
	w, s, id := afterAReturn(t)
	openAs(w, s, office.officer, id)
	s.Must(w.screen.(*editor).set(licences, "12"))
	answer(w.screen.(*editor))
	s.Sign(office.officer, id, signoff.Submit, "")
	s.Sign(office.officer, id, signoff.Approve, "")
	p := asReviewer(t, s, w, id)
	if len(p.changes) != 1 || p.changes[0].address != licences || p.changes[0].now != "12" || !shows(w, "自您上次查看以来改动 1 处") {
		t.Fatalf("changes %+v", p.changes)
	}
	if !shows(w, "已处理：已更正（张三）") || !shows(w, "此处内容：") {
		t.Error("nothing says what was done about the remark")
	}
	p.nextChange()
	if p.chosen != licences {
		t.Errorf("the change leads to %s", p.chosen)
	}
}

func TestPagesMoveByKeysAndZoom(t *testing.T) {
	w, _, e := withExample(t)
	e.o.toggle()
	v := w.screen.(*reviewPage).view
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if v.scroll.Offset.Y == 0 {
		t.Error("PageDown does not move")
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if last := v.pages[len(v.pages)-1]; last.image == nil || v.pages[0].image != nil && len(v.pages) > 6 {
		t.Error("the last page is not drawn")
	}
	before := v.pageWidth()
	w.screen.Actions()[commands.ZoomIn]()
	if v.pageWidth() <= before || v.pages[len(v.pages)-1].width != int(v.pageWidth()*v.scale()+0.5) {
		t.Error("not drawn anew for the zoom")
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF6})
	if w.screen != Screen(e) {
		t.Errorf("F6 leads to %T", w.screen)
	}
}

func TestOldRoundsCanBeRead(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(office.officer, id, signoff.Submit, "")
	s.Sign(office.officer, id, signoff.Approve, "")
	s.Sign(office.head, id, signoff.Approve, "")
	s.Sign(office.leader, id, signoff.Approve, "")
	s.Sign(office.officer, id, signoff.Reopen, "补充数据")
	s.Must(s.Set(office.officer, id, licences, "99"))
	openAs(w, s, office.officer, id)
	o := w.screen.(*editor).o
	o.showRecord()
	if !shows(w, "第1轮") || !shows(w, "第2轮") || !shows(w, "“补充数据”") {
		t.Error("the record does not keep the rounds apart")
	}
	o.showThen(o.s.SignatureResults()[3])
	p := w.screen.(*thenPage)
	if w.dialogs.Open() || len(p.view.pages) == 0 {
		t.Error("the old round is not shown")
	}
	p.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if _, ok := w.screen.(*editor); !ok {
		t.Errorf("back leads to %T", w.screen)
	}
}

func TestATamperedRecordIsSaidOnOpening(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(office.officer, id, signoff.Submit, "")
	s.Memory.Drafts[id].Values[licences] = "4000"
	openAs(w, s, office.officer, id)
	if len(w.dialogs.stack) != 1 || !shows(w, "没有改动任何内容") {
		t.Fatal("nothing is said")
	}
	w.dialogs.Key(fyne.KeyEscape)
	if !shows(w, "核对不符") || !shows(w, "记录核对不上") {
		t.Error("the band does not say so")
	}
}

func TestExcerpt(t *testing.T) {
	for _, c := range []struct{ a, b, wantA, wantB string }{
		{"", "新写的", "", "新写的"},
		{"一二三四五六七八九", "一二三四五六七x八九", "…二三四五六七八九", "…二三四五六七x八九"},
		{"甲", "乙", "甲", "乙"},
	} {
		if a, b := excerpt(c.a, c.b); a != c.wantA || b != c.wantB {
			t.Errorf("%q, %q: %q, %q", c.a, c.b, a, b)
		}
	}
}
