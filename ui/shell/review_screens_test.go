package shell

import (
	"regexp"
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/review"
	"nianbao/ui/widgets"
)

// codes are digests and codes of keys, which people compare by eye.
var codes = regexp.MustCompile(`[0-9A-F]{4}( [0-9A-F]{4})+`)

func TestTheScreensOfReviewAreChinese(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Must(s.Set(madeOffice.officer, id, licences, ""))
	look := func(where string) {
		t.Helper()
		for _, o := range append([]fyne.CanvasObject{w.win.Canvas().Content()}, w.win.Canvas().Overlays().List()...) {
			for _, text := range textsIn(o) {
				if foreign(codes.ReplaceAllString(text, "")) {
					t.Errorf("%s: %q", where, text)
				}
			}
		}
	}
	openAs(w, s, madeOffice.officer, id)
	for name, show := range map[string]func(){"submit": w.screen.Actions()[commands.Submit], "explain": w.screen.Actions()[commands.Reason], "record": w.screen.Actions()[commands.Record]} {
		show()
		look(name)
		w.dialogs.Key(fyne.KeyEscape)
	}
	s.Must(s.Set(madeOffice.officer, id, licences, "12"))
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	openAs(w, s, madeOffice.head, id)
	p := w.screen.(*review.Page)
	p.GoTo(licences)
	look("review")
	for name, show := range map[string]func(){"approve": p.Actions()[commands.Approve], "return": p.Actions()[commands.Return], "remark": p.WriteRemark, "record": p.Actions()[commands.Record]} {
		show()
		look(name)
		w.dialogs.Key(fyne.KeyEscape)
	}
}

// In no state may a report be so wide or high that the window grows over the
// edge of a small screen.
func TestReportsInReviewFitASmallScreen(t *testing.T) {
	for _, size := range []string{widgets.SizeMedium, widgets.SizeLarge} {
		w, s := officeWindow(t)
		fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(size))
		id := s.Example()
		fits := func(where string) {
			t.Helper()
			if least := w.win.Canvas().Content().MinSize(); least.Width > 1300 || least.Height > 640 {
				t.Errorf("size %q, %s needs %v", size, where, least)
			}
		}
		s.Sign(madeOffice.officer, id, signoff.Submit, "请领导审阅")
		openAs(w, s, madeOffice.officer, id)
		fits("the first review")
		w.screen.Actions()[commands.Preview]()
		fits("the form in review")
		s.Sign(madeOffice.officer, id, signoff.Approve, "")
		openAs(w, s, madeOffice.officer, id)
		fits("waiting")
		s.Sign(madeOffice.head, id, signoff.Return, "表三的数与台账不一致，请逐项核实后再报")
		openAs(w, s, madeOffice.officer, id)
		w.screen.(*editor.Editor).GoSection(2)
		s.Must(w.screen.(*editor.Editor).Set(licences, "7"))
		fits("after a return")
	}
}

func TestALaterSignerIsWarnedBeforeDrafting(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	openAs(w, s, madeOffice.leader, id)
	if !shows(w, "您（王五）是“单位行政负责人审批”的签署人") {
		t.Error("the leader is not warned")
	}
	e := w.screen.(*editor.Editor)
	e.Head.Person.SetSelected("使用者：张三")
	if w.screen == widgets.Screen(e) || shows(w, "的签署人：修改") || w.screen.(*editor.Editor).Session.Actor().Person.ID != madeOffice.officer {
		t.Error("somebody else did not take over")
	}
}

func TestWithoutARosterTheWayToOneIsShown(t *testing.T) {
	w, _, e := withExample(t)
	if shows(w, "还没有建立审签名册") {
		t.Error("an office that does not sign here is told so on every screen")
	}
	if e.Head.Offers[0].Disabled() {
		t.Fatal("nothing can be asked")
	}
	e.Head.Offers[0].OnTapped()
	if len(w.dialogs.Stack) != 1 || w.dialogs.Stack[0].Last.Text != "打开审签设置（Enter）" {
		t.Error("no way to the roster")
	}
	w.dialogs.Key(fyne.KeyEscape)
	if w.screen != widgets.Screen(e) {
		t.Errorf("page %T", w.screen)
	}
}
