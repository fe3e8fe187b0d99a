package shell

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/signoff"
	"nianbao/ui/arrivals"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/opened"
	"nianbao/ui/widgets"
)

// counting is a workstation whose acts are counted: a command that is pressed, a file
// that is carried, a password, a code that is compared.
type counting struct {
	*station
	acts *int
	due  *[]func() // what the window does when it looks into the exchange folder again
}

// takesIn opens the first file that the list shows, and takes it in where that is
// asked.
func (c counting) takesIn(asked bool) {
	c.T.Helper()
	c.w.showList()
	p := c.w.screen.(*drafts.List)
	for i := range p.Files {
		if f := &p.Files[i]; f.Preview == nil {
			c.T.Fatalf("%s: %v", f.Path, f.Err)
		}
	}
	if p.Selected().File == nil {
		press(p.List, fyne.KeyEnd)
	}
	if p.Selected().File == nil {
		c.T.Fatalf("no file is listed: %s", c.screen())
	}
	*c.acts++
	press(p.List, fyne.KeyReturn)
	if asked {
		*c.acts++
		press(c.w.win.Canvas().Focused(), fyne.KeyReturn)
	}
	if _, open := c.w.screen.(opened.View); !open {
		c.T.Fatalf("taking in leads to %T: %s", c.w.screen, c.screen())
	}
}

// signs carries out an act, with a password.
func (c counting) signs(kind commands.ID, button string) {
	c.T.Helper()
	*c.acts++
	c.w.screen.Actions()[kind]()
	top := c.w.win.Canvas().Overlays().Top()
	if kind == commands.Return {
		c.w.win.Canvas().Focused().(*widgets.NoteEntry).SetText("请核对")
	}
	*c.acts++
	passwordIn(top).SetText(apptest.Password)
	for _, b := range buttonsIn(top) {
		if strings.HasPrefix(b.Text, button) {
			test.Tap(b)
			break
		}
	}
	if c.w.dialogs.Open() {
		c.T.Fatalf("%s: %s", kind, c.said())
	}
}

// comes lets the window look once more for what comes back for the report that stands
// open, which is taken in after notice: nobody goes and looks for it.
func (c counting) comes() {
	c.T.Helper()
	c.look()
	c.expect("what comes back", c.screen(), "移交文件夹里有这份报告新的一份", "秒后接收并打开")
	c.look()
	c.expect("taken in", c.screen(), "已接收移交文件夹中的")
}

// look does what the window does after a while.
func (c counting) look() {
	due := *c.due
	*c.due = nil
	for _, f := range due {
		f()
	}
}

// A round of three levels over one exchange folder takes at most twelve acts in the
// windows, and a return at most four more, with the password typed for each signature.
func TestARoundTakesFewActsInTheWindows(t *testing.T) {
	plain := 0
	for _, returned := range []bool{false, true} {
		all := newStations(t, 3)
		one, two, three := all[0], all[1], all[2]
		officer, head, leader := one.CreateRoster()
		two.equip(one, head)
		three.equip(one, leader)
		delete(one.Memory.Keys, head)
		delete(one.Memory.Keys, leader)
		folder, acts := t.TempDir(), 0
		var counted []counting
		for _, s := range all {
			s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingExchangeFolder, folder))
			c := counting{station: s, acts: &acts, due: &[]func(){}}
			s.w.later = func(d time.Duration, f func()) func() {
				if d == arrivals.LookEvery || d == arrivals.Notice {
					*c.due = append(*c.due, f)
				}
				return func() {}
			}
			counted = append(counted, c)
		}
		a, b, c := counted[0], counted[1], counted[2]
		id := one.Example()
		one.Must(one.SwitchUser(one.w.ctx, officer))

		one.w.OpenReport(id, nil)
		a.signs(commands.Submit, "签名送审，并签初审")
		one.expect("after the submission", one.screen(), "已签名通过：承办人员初审", "已写出：", "（→李四")
		b.takesIn(true)
		if returned {
			b.signs(commands.Return, "签名并退回")
			two.expect("after the return", two.screen(), "（→张三")
			if s := two.w.screen.(opened.View).Open().Session; !strings.Contains(s.Locked(), "只能查看") {
				t.Errorf("the reviewer's copy: %q", s.Locked())
			}
			a.comes()
			one.Must(one.w.screen.(opened.View).Open().Session.Set(one.w.ctx, aParagraph, "核对以后的一段。"))
			a.signs(commands.Submit, "签名送审，并签初审")
			b.comes()
		}
		b.signs(commands.Approve, "签名并通过")
		c.takesIn(true)
		if told := strings.Contains(c.screen(), "李四在“承办部门负责人审核”环节退回：请核对（此后已重新送审"); told != returned {
			t.Errorf("returned %v; the leader is told so: %v: %s", returned, told, c.screen())
		}
		c.signs(commands.Approve, "签名并通过")
		three.expect("approved", three.screen(), "报告已审批", "（公开版）.pdf", "（审签单）.pdf", "（已审批）.nbx")
		a.takesIn(false)
		if s := one.As(officer, id); s.State().Stage != signoff.Approved || len(s.Problems()) > 0 {
			t.Errorf("%s %v", s.State().Name(), s.Problems())
		}
		if papers, err := filepath.Glob(filepath.Join(folder, "*.pdf")); err != nil || len(papers) != 2 {
			t.Errorf("in the folder: %v", papers)
		}
		t.Logf("returned %v: %d acts", returned, acts)
		if !returned {
			plain = acts
		}
		if most := map[bool]int{false: 12, true: plain + 4}[returned]; acts > most {
			t.Errorf("returned %v: %d acts, more than %d", returned, acts, most)
		}
	}
}

// What comes back is told in a line and taken in a little later: nothing is put in the
// place of what somebody is about to press, of a dialog, or of a report that is written.
func TestWhatComesBackIsToldBeforeItIsTakenIn(t *testing.T) {
	all := newStations(t, 2)
	one, two := all[0], all[1]
	officer, head, _ := one.CreateRoster()
	two.equip(one, head)
	delete(one.Memory.Keys, head)
	folder := t.TempDir()
	var due []func()
	for _, s := range all {
		s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingExchangeFolder, folder))
	}
	one.w.later = func(d time.Duration, f func()) func() {
		if d == arrivals.LookEvery || d == arrivals.Notice {
			due = append(due, f)
		}
		return func() {}
	}
	acts := 0
	a, b := counting{station: one, acts: &acts, due: &due}, counting{station: two, acts: &acts}
	id := one.Example()
	one.Must(one.SwitchUser(one.w.ctx, officer))
	one.w.OpenReport(id, nil)
	a.signs(commands.Submit, "签名送审，并签初审")
	b.takesIn(true)
	b.signs(commands.Return, "签名并退回")

	page, before := one.w.screen, places(one.w)
	a.look()
	if one.w.screen != page || one.As(officer, id).State().Returned != nil {
		t.Error("taken in without notice")
	}
	one.expect("told", one.screen(), "移交文件夹里有这份报告新的一份（李四", "退回），15 秒后接收并打开。", "现在接收并打开")
	if moved := before.moved(one.w); moved != nil {
		t.Errorf("moved: %v", moved)
	}
	widgets.Alert(one.w, "提示", "有一个对话框")
	a.look()
	if !one.w.dialogs.Open() || one.As(officer, id).State().Returned != nil {
		t.Error("taken in behind a dialog")
	}
	one.w.dialogs.CloseAll()
	one.w.showList()
	a.look()
	if one.As(officer, id).State().Returned != nil {
		t.Error("taken in for a report that is not shown any more")
	}
	one.w.OpenReport(id, nil)
	a.comes()
	if s := one.As(officer, id).State(); s.Returned == nil || s.Returned.Opinion != "请核对" {
		t.Errorf("not taken in: %s", one.screen())
	}
	a.look() // the report is written in now: nothing is taken
	if one.As(officer, id).Locked() != "" {
		t.Error("the returned report is locked")
	}
}

// The password is asked for each time unless that is switched on, and again after the
// window was left.
func TestAPasswordIsKeptOnlyWhereThatIsSet(t *testing.T) {
	s := newStations(t, 1)[0]
	officer, head, leader := s.CreateRoster()
	delete(s.Memory.Keys, head)
	id := s.Example()
	s.Must(s.SwitchUser(s.w.ctx, officer))
	asked := func(what string, want bool) {
		t.Helper()
		key, err := s.Unlock(s.w.ctx, officer, apptest.Password)
		s.Must(err)
		s.KeepUnlocked(s.w.ctx, officer, key)
		if got := s.Unlocked(s.w.ctx, officer) == nil; got != want {
			t.Errorf("%s: asked %v", what, got)
		}
	}
	asked("as it is installed", true)
	s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingKeepPassword, "5"))
	asked("where others have their keys", true)
	delete(s.Memory.Keys, leader)
	asked("one's own", false)
	s.Must(s.SwitchUser(s.w.ctx, officer))
	if s.Unlocked(s.w.ctx, officer) != nil {
		t.Error("kept for whoever takes over")
	}
	asked("once more", false)
	s.ForgetUnlocked()
	s.w.OpenReport(id, nil)
	s.w.screen.Actions()[commands.Submit]()
	s.expect("forgotten", passwordIn(s.w.win.Canvas().Overlays().Top()).PlaceHolder, "每次签名都要输入")
}
