package shell

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/preview"
	"nianbao/ui/review"
	"nianbao/ui/widgets"
)

func TestTheFirstSheetTellsWhatTheReportComesTo(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	if p.View.First == nil || p.View.Scroll.Offset.Y != 0 {
		t.Fatal("the pages come first")
	}
	for _, text := range []string{"新收", "办结", "结转", "复议", "诉讼", "上年数取自本机的2024年报告（草稿）", "没有审批，上年数仅供参考", "承办部门负责人审核：等您签署", "没有意见"} {
		if !shows(w, text) {
			t.Errorf("%q is not on the first sheet", text)
		}
	}
	tapRow(t, w, "新收")
	if p.Chosen != "requests.received.total" {
		t.Errorf("the figure leads to %q", p.Chosen)
	}
}

func TestWithoutLastYearNothingIsCompared(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	asReviewer(t, s, w, id)
	if !shows(w, "本机没有上年报告") || shows(w, "上年没有填") || shows(w, "变化较大") {
		t.Error("something is said of a year that is not here")
	}
}

// A fee in another unit than the year before is told of among what is unlike then.
func TestAReviewerIsToldOfAFeeInAnotherUnit(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	before, err := w.service.Create(w.ctx, app.NewReport{Unit: "示例县自然资源局", Year: 2024})
	s.Must(err)
	s.Must(s.Set(madeOffice.officer, before, "disclosed.fees.amount", "1.5"))
	s.Must(s.Set(madeOffice.officer, id, "disclosed.fees.amount", "15000"))
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	asReviewer(t, s, w, id)
	if !shows(w, "本年 15000，上年 1.5（增加 14998.5）。可能把元写成了万元，15000 约是上年数 1.5 的 10000 倍，请核对单位") {
		t.Error("it is not told")
	}
}

// An officer who looks how a draft prints sees its pages at once.
func TestTheFirstSheetIsForThoseWhoSign(t *testing.T) {
	w, _, e := withExample(t)
	e.Opened.Toggle()
	if p := w.screen.(*review.Page); p.View.First != nil || shows(w, "需要留意的") {
		t.Error("the officer's pages begin with the first sheet")
	}
}

func TestPagesFitTheViewInEachWay(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	v := p.View
	v.GoToPage(2)
	for name, c := range map[string]struct {
		id   commands.ID
		fits func(a, b fyne.CanvasObject, room fyne.Size) bool
	}{
		"one page":  {commands.FitPage, func(a, _ fyne.CanvasObject, room fyne.Size) bool { return a.Size().Height <= room.Height }},
		"its width": {commands.FitWidth, func(a, _ fyne.CanvasObject, room fyne.Size) bool { return a.Size().Width > room.Width-60 }},
		"two pages": {commands.TwoPages, func(a, b fyne.CanvasObject, room fyne.Size) bool {
			return a.Position().Y == b.Position().Y && b.Position().X > a.Position().X+a.Size().Width && b.Position().X+b.Size().Width < room.Width
		}},
	} {
		p.Actions()[c.id]()
		if !c.fits(v.Pages[2], v.Pages[3], v.Scroll.Size()) {
			t.Errorf("%s: page 3 is %v at %v, page 4 at %v in %v", name, v.Pages[2].Size(), v.Pages[2].Position(), v.Pages[3].Position(), v.Scroll.Size())
		}
		if top := v.Pages[2].Position().Y - v.Scroll.Offset.Y; top > v.Scroll.Size().Height || top+v.Pages[2].Size().Height < 0 {
			t.Errorf("%s: page 3 went out of view, its top is at %v", name, top)
		}
	}
}

func TestCtrlAndANumberShowTheSection(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	for i, section := range p.Session.Report().Form().Sections {
		p.Actions()[commands.Part(i+1)]()
		seen := false
		for n, page := range p.View.Pages {
			for _, h := range p.View.Sheets.Headings(n) {
				y := page.Position().Y + float32(h.Y)*p.View.PageWidth()/app.PageWidth - p.View.Scroll.Offset.Y
				seen = seen || h.Text == section.Heading && y >= 0 && y < p.View.Scroll.Size().Height
			}
		}
		if !seen {
			t.Errorf("%s is not in view", section.Heading)
		}
	}
	_ = w
}

// However large pages are shown, only those near are held.
func TestPagesOutOfSightAreLetGo(t *testing.T) {
	w, s, id := forReview(t)
	v := asReviewer(t, s, w, id).View
	for range 12 {
		v.ZoomIn()
	}
	held := func() (n int) {
		for _, p := range v.Pages {
			if p.Image != nil {
				n++
			}
		}
		return n
	}
	for i := range v.Pages {
		v.GoToPage(i)
		if v.Pages[i].Image == nil || held() > 3 {
			t.Errorf("at page %d, %d pages are held", i+1, held())
		}
	}
	w.showList()
	if held() != 0 {
		t.Errorf("beside the list %d pages are held", held())
	}
}

func TestEscLeadsBackAndThePlaceIsKept(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	p.Actions()[commands.FitPage]()
	p.View.GoToPage(3)
	at := p.View.Place()
	p.View.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if _, ok := w.screen.(*drafts.List); !ok {
		t.Fatalf("Esc leads to %T", w.screen)
	}
	if p = asReviewer(t, s, w, id); p.View.Place() != at {
		t.Errorf("back at %+v, was at %+v", p.View.Place(), at)
	}
}

func TestEscLeadsFromThePagesToTheForm(t *testing.T) {
	w, _, e := withExample(t)
	e.Opened.Toggle()
	v := w.screen.(*review.Page).View
	v.SetFit(preview.TwoPages)
	v.GoToPage(4)
	at := v.Place()
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.screen != widgets.Screen(e) {
		t.Fatalf("Esc leads to %T", w.screen)
	}
	e.Opened.Toggle()
	if got := w.screen.(*review.Page).View.Place(); got != at {
		t.Errorf("back at %+v, was at %+v", got, at)
	}
}

func TestTheOfficerExplainsAndExportsFromThePages(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Must(s.Set(madeOffice.officer, id, "disclosed.normative_documents.issued", "4000")) // more than are in force
	openAs(w, s, madeOffice.officer, id)
	w.screen.(*editor.Editor).Opened.Toggle()
	if !shows(w, "写明情况") || !shows(w, "导出 PDF") {
		t.Error("the bar over the pages lacks them")
	}
	w.Do(commands.Reason)
	if _, ok := w.screen.(*editor.Editor); !ok || !w.dialogs.Open() {
		t.Errorf("写明情况 leads to %T", w.screen)
	}
}

func TestRemarksStandBesideThePageWhereThereIsRoom(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	s.Must(p.Session.Remark(w.ctx, licences, "请核实许可件数"))
	p.Actions()[commands.FitPage]()
	if !p.View.NotesShown() {
		t.Fatal("there is no room beside a page")
	}
	count := func() (n int) {
		for _, r := range rowsIn(p.View.Scroll) {
			if slices.Contains(textsIn(r), "请核实许可件数") {
				n++
			}
		}
		return n
	}
	if count() != 1 {
		t.Errorf("it stands beside the pages %d times", count())
	}
	p.Actions()[commands.TwoPages]()
	if count() != 0 {
		t.Error("it lies over two pages")
	}
}

func TestThePagesHaveAMenu(t *testing.T) {
	w, s, id := forReview(t)
	p := asReviewer(t, s, w, id)
	p.View.OnMenu("", fyne.NewPos(100, 100))
	if shows(w, "写意见…") || !shows(w, "整页") || !shows(w, "通过…") {
		t.Error("the menu beside everything")
	}
	w.win.Canvas().Overlays().Top().Hide()
	p.View.GoTo(licences)
	tapPlace(t, p.View, licences)
	p.View.OnMenu(licences, fyne.NewPos(100, 100))
	if !shows(w, "写意见…（Enter）") {
		t.Error("the menu of a figure")
	}
}
