package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/exchange"
	"nianbao/ui/opened"
	"nianbao/ui/review"
	"nianbao/ui/system"
)

// A figure and a paragraph of the example.
const (
	aFigure    form.Address = "disclosed.licensing.decisions"
	aParagraph form.Address = "overview.platform"
)

func TestWhatIsOpenedIsShownFirst(t *testing.T) {
	all := newStations(t, 3)
	one, two, three := all[0], all[1], all[2]
	officer, head, _ := one.CreateRoster()
	two.equip(one, head)
	id := one.Example()
	one.Sign(officer, id, signoff.Submit, "")
	one.Sign(officer, id, signoff.Approve, "数据与台账一致")
	first := one.file(id, "一")

	// New here, and for me.
	two.w.OpenFile(first)
	two.expect("new", two.screen(), "验证通过：文件完整，2 个签名全部有效", "本机还没有这份报告", "等待李四", "张三（科员）", "“数据与台账一致”")
	if len(two.Memory.Drafts) != 0 {
		t.Fatal("taken over without asking")
	}
	press(two.w.win.Canvas().Focused(), fyne.KeyEscape)
	if _, listed := two.w.screen.(*drafts.List); !listed || len(two.Memory.Drafts) != 0 {
		t.Fatalf("Esc leads to %T", two.w.screen)
	}
	two.w.dropped(fyne.Position{}, []fyne.URI{uriOf(first)})
	press(two.w.win.Canvas().Focused(), fyne.KeyReturn)
	if v, open := two.w.screen.(opened.View); !open || v.Open().Session.State().Name() != "待审核" {
		t.Fatalf("accepting leads to %T", two.w.screen)
	}

	// The same once more, newer, older.
	two.w.OpenFile(first)
	two.expect("the same", two.screen(), "与本机的完全相同")
	press(two.w.win.Canvas().Focused(), fyne.KeyReturn)
	two.Sign(head, 1, signoff.Return, "请核实")
	two.w.OpenReport(1, nil)
	if _, open := two.w.screen.(opened.View); !open || shows(two.w, "送审") {
		t.Errorf("%T offers who returned the report to hand it in", two.w.screen)
	}
	second := two.file(1, "二")
	one.Must(one.SwitchUser(one.w.ctx, officer))
	one.w.OpenFile(second)
	one.expect("newer", one.screen(), "比本机的新", "又有 1 个签名，内容没有不同", "以下是本机还没有的", "退回", "“请核实”")
	press(one.w.win.Canvas().Focused(), fyne.KeyReturn)
	one.Must(one.Set(officer, id, aFigure, "12"))
	one.w.OpenFile(second)
	one.expect("older", one.screen(), "这是较旧的一份", "保留本机的")
	press(one.w.win.Canvas().Focused(), fyne.KeyReturn)
	if got := one.As(officer, id).Report().Raw(aFigure); got != "12" {
		t.Errorf("the older copy left %q", got)
	}

	newOfficeThenBroken(t, three, first)
}

// newOfficeThenBroken lets a report arrive where no office is known, and then
// broken ones.
// Who has no report of the year before reads the figures that came along.
func TestTheReviewerHasFiguresOfTheYearBefore(t *testing.T) {
	all := newStations(t, 2)
	one, two := all[0], all[1]
	officer, head, _ := one.CreateRoster()
	two.equip(one, head)
	id := one.Example()
	r := one.As(officer, id).Report()
	last, err := one.Create(one.w.ctx, app.NewReport{Unit: r.Unit(), Year: r.Year() - 1})
	one.Must(err)
	one.Must(one.Set(officer, last, aFigure, "4711"))
	one.Sign(officer, id, signoff.Submit, "")
	one.Sign(officer, id, signoff.Approve, "")
	two.w.OpenFile(one.file(id, "一"))
	two.expect("on arrival", two.screen(), "文件带来了", "没有签名，仅供参考")
	press(two.w.win.Canvas().Focused(), fyne.KeyReturn)
	two.expect("the first sheet", two.screen(), "本机没有上年报告，上年数随移交文件带来", "（草稿）", "没有签名，仅供参考")
	page := two.w.screen.(*review.Page)
	page.GoTo(aFigure)
	two.expect("at its place", two.screen(), "上年 4711")
}

func newOfficeThenBroken(t *testing.T, s *station, path string) {
	s.w.OpenFile(path)
	s.expect("a new office", s.screen(), "这台电脑上还没有人核对过", "示例县自然资源局")
	box := s.w.win.Canvas().Focused()
	press(box, fyne.KeyReturn)
	if s.Memory.Office != nil || len(s.Memory.Drafts) != 0 {
		t.Fatal("taken over before the code was compared")
	}
	box.TypedRune(' ')
	press(box, fyne.KeyReturn)
	if s.Memory.Office == nil || len(s.Memory.Drafts) != 1 {
		t.Fatal("not taken over after the code was compared")
	}

	raw, err := os.ReadFile(path)
	s.Must(err)
	broken := filepath.Join(system.Documents(), "坏.nbx")
	for what, content := range map[string][]byte{
		"cut": raw[:len(raw)/2], "changed": append(raw[:len(raw)-9:len(raw)-9], "xxxxxxxxx"...),
	} {
		s.Must(os.WriteFile(broken, content, 0o600))
		s.w.OpenFile(broken)
		s.expect(what, s.said(), "验证未通过", "没有采用其中的任何内容", broken)
		s.escape()
	}
	s.Must(os.WriteFile(broken, []byte("你好"), 0o600))
	s.w.OpenFile(broken)
	s.expect("a text", s.said(), "不是年报通的移交文件", "没有读入其中任何内容", broken)
	s.escape()
	s.w.OpenFile(filepath.Join(system.Documents(), "没有.nbx"))
	s.expect("a missing file", s.said(), "无法打开")
	s.escape()
	if len(s.Memory.Drafts) != 1 {
		t.Error("drafts have come or gone")
	}
}

func TestAnotherReportOfThatYearIsNotWrittenOver(t *testing.T) {
	all := newStations(t, 2)
	path := all[0].file(all[0].Example(), "一")
	all[1].Example()
	all[1].w.OpenFile(path)
	press(all[1].w.win.Canvas().Focused(), fyne.KeyReturn)
	all[1].expect("another course", all[1].said(), "不是文件中这一份的副本", "本机的内容没有改动")
	if len(all[1].Memory.Drafts) != 1 {
		t.Error("taken over all the same")
	}
}

// forkedStation returns a workstation whose report went on differently from
// the file it comes with.
func forkedStation(t *testing.T) (one *station, officer string, id int64, path string) {
	all := newStations(t, 2)
	one, two := all[0], all[1]
	officer, head, _ := one.CreateRoster()
	two.equip(one, head)
	id = one.Example()
	two.w.OpenFile(one.file(id, "一"))
	press(two.w.win.Canvas().Focused(), fyne.KeyReturn)
	one.Must(one.Set(officer, id, aFigure, "12"))
	two.Must(two.Set(head, 1, aFigure, "13"))
	two.Must(two.Set(head, 1, aParagraph, "另一处"))
	one.Must(one.SwitchUser(one.w.ctx, officer))
	return one, officer, id, two.file(1, "二")
}

func TestBothWentOnAndAPersonChooses(t *testing.T) {
	s, officer, id, path := forkedStation(t)
	fork := func() *exchange.DivergencePage {
		s.w.OpenFile(path)
		p, ok := s.w.screen.(*exchange.DivergencePage)
		if !ok {
			t.Fatalf("page %T: %s", s.w.screen, s.said())
		}
		return p
	}
	p := fork()
	s.expect("a fork", s.screen(), "各自改动过", "张三：1 处改动", "李四：2 处改动", "12", "13", "另一处")
	if !p.Take.Disabled() {
		t.Error("nothing is ticked and yet on offer")
	}
	p.OnOurs()
	if got := s.As(officer, id).Report(); got.Raw(aFigure) != "12" || got.Text(aParagraph) == "另一处" || len(s.Memory.Drafts) != 1 {
		t.Error("keeping ours changed something")
	}

	// Both places, as one edit.
	p = fork()
	p.Diff.List.Choose(0)
	p.Diff.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	p.Diff.List.SetTick(1, true)
	if p.Take.Text != "采用勾选的 2 处（Enter）" {
		t.Errorf("the button says %s", p.Take.Text)
	}
	press(p.Diff.List, fyne.KeyReturn)
	shown, ok := s.w.screen.(opened.View)
	if !ok {
		t.Fatalf("page %T", s.w.screen)
	}
	got := shown.Open().Session
	if got.Report().Raw(aFigure) != "13" || got.Report().Text(aParagraph) != "另一处" {
		t.Error("the ticked places were not taken over")
	}
	s.Must(got.Undo(s.w.ctx))
	if got.Report().Raw(aFigure) != "12" || got.Report().Text(aParagraph) == "另一处" {
		t.Error("not undone in one step")
	}

	// Theirs; ours is hidden and not gone.
	p = fork()
	p.OnTheirs()
	s.expect("theirs", s.said(), "没有丢失")
	s.enter()
	if v := s.w.screen.(opened.View).Open().Session; v.Report().Raw(aFigure) != "13" || !s.Memory.Removed[id] {
		t.Error("theirs was not taken over")
	}
	drafts.ShowDeleted(s.w)
	s.expect("what was deleted", s.said(), "示例县自然资源局", "2025年")
	s.enter()
	s.expect("in place of the other", s.said(), "会收进“已删除的报告”")
	s.enter()
	if got := s.As(officer, id).Report().Raw(aFigure); got != "12" {
		t.Errorf("ours came back with %s", got)
	}
}

func TestALockedSideIsNotMixed(t *testing.T) {
	s, officer, id, path := forkedStation(t)
	s.Sign(officer, id, signoff.Submit, "")
	s.w.OpenFile(path)
	p := s.w.screen.(*exchange.DivergencePage)
	s.expect("locked", s.screen(), "不能逐项选用", "内容已锁定")
	p.Diff.List.SetTick(0, true)
	if !p.Take.Disabled() || len(p.Ticked()) != 0 {
		t.Error("a locked report can be changed")
	}
}

// A sound file beside a report here that does not verify: nobody went on with it, and
// Enter takes what is sound.
func TestASoundFileIsProposedInThePlaceOfABrokenReport(t *testing.T) {
	s := newStations(t, 1)[0]
	officer, head, leader := s.CreateRoster()
	id := s.Example()
	s.Sign(officer, id, signoff.Submit, "")
	for _, person := range []string{officer, head, leader} {
		s.Sign(person, id, signoff.Approve, "")
	}
	path := s.file(id, "审批件")
	sound := s.As(officer, id).Report().Raw(aFigure)
	s.Memory.Drafts[id].Values[aFigure] = "4711"
	s.w.OpenFile(path)
	if _, ok := s.w.screen.(*exchange.DivergencePage); !ok {
		t.Fatalf("page %T: %s", s.w.screen, s.said())
	}
	s.expect("a broken report", s.screen(), "本机的这份报告验证未通过", "建议采用文件中的", "4711", "采用文件中的（Enter）")
	if strings.Contains(s.screen(), "改动过") || strings.Contains(s.screen(), "完全相同") {
		t.Errorf("it says %s", s.screen())
	}
	s.w.screen.Actions()[commands.Open]()
	s.enter()
	v, ok := s.w.screen.(opened.View)
	if !ok || v.Open().Session.Report().Raw(aFigure) != sound || len(v.Open().Session.Problems()) > 0 {
		t.Errorf("page %T: %s", s.w.screen, s.said())
	}
}
