package shell

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/signoff"
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

// signs carries out an act; without a password where it was typed just now.
func (c counting) signs(kind commands.ID, button string, typed bool) {
	c.T.Helper()
	*c.acts++
	c.w.screen.Actions()[kind]()
	top := c.w.win.Canvas().Overlays().Top()
	if kind == commands.Return {
		c.w.win.Canvas().Focused().(*widgets.NoteEntry).SetText("请核对")
	}
	if typed {
		*c.acts++
		passwordIn(top).SetText(apptest.Password)
	}
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

// A round of three levels over one exchange folder takes at most twelve acts in the
// windows, and a return at most four more where each types the password once.
func TestARoundTakesFewActsInTheWindows(t *testing.T) {
	for _, returned := range []bool{false, true} {
		all := newStations(t, 3)
		one, two, three := all[0], all[1], all[2]
		officer, head, leader := one.CreateRoster()
		two.equip(one, head)
		three.equip(one, leader)
		delete(one.Memory.Keys, head)
		delete(one.Memory.Keys, leader)
		folder := t.TempDir()
		for _, s := range all {
			s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingExchangeFolder, folder))
			s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingKeepPassword, "5"))
		}
		id := one.Example()
		one.Must(one.SwitchUser(one.w.ctx, officer))
		acts := 0
		a, b, c := counting{one, &acts}, counting{two, &acts}, counting{three, &acts}

		one.w.OpenReport(id, nil)
		a.signs(commands.Submit, "签名送审，并签初审", true)
		one.expect("after the submission", one.screen(), "已签名通过：承办人员初审", "已写出：", "→李四 待审核")
		b.takesIn(true)
		if returned {
			b.signs(commands.Return, "签名并退回", true)
			two.expect("after the return", two.screen(), "→张三 退回修改")
			if s := two.w.screen.(opened.View).Open().Session; !strings.Contains(s.Locked(), "只能查看") {
				t.Errorf("the reviewer's copy: %q", s.Locked())
			}
			a.takesIn(false)
			one.expect("taken in", one.screen(), "已接收移交文件夹中的")
			one.Must(one.w.screen.(opened.View).Open().Session.Set(one.w.ctx, aParagraph, "核对以后的一段。"))
			a.signs(commands.Submit, "签名送审，并签初审", false)
			b.takesIn(false)
		}
		b.signs(commands.Approve, "签名并通过", !returned)
		c.takesIn(true)
		c.signs(commands.Approve, "签名并通过", true)
		three.expect("approved", three.screen(), "报告已审批", "（公开版）.pdf", "（审签单）.pdf", "（已审批）.nbx")
		a.takesIn(false)
		if s := one.As(officer, id); s.State().Stage != signoff.Approved || len(s.Problems()) > 0 {
			t.Errorf("%s %v", s.State().Name(), s.Problems())
		}
		if papers, err := filepath.Glob(filepath.Join(folder, "*.pdf")); err != nil || len(papers) != 2 {
			t.Errorf("in the folder: %v", papers)
		}
		t.Logf("returned %v: %d acts", returned, acts)
		if most := map[bool]int{false: 12, true: 16}[returned]; acts > most {
			t.Errorf("returned %v: %d acts, more than %d", returned, acts, most)
		}
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
