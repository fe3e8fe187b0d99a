package shell

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/exchange"
	"nianbao/ui/office"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

const (
	officeSecret = "名册的密码一二三"
	ownSecret    = "本人的密码一二三"
	another      = "换上的另一个密码"
)

func laterNever(time.Duration, func()) func() { return func() {} }

// setUp sets an office up through the window, with its first person.
func setUp(s *station) {
	s.T.Helper()
	s.w.Do(commands.Office)
	s.expect("nothing set up", s.screen(), "建立本单位的名册", "加入已有的名册", signoff.WhatASignatureIs)
	office.CreateRoster(s.w)
	s.fill("示例县自然资源局", "短", "短")
	s.enter()
	s.expect("a short password", s.said(), "至少要有 8 个字符")
	s.w.win.Canvas().FocusPrevious()
	s.w.win.Canvas().FocusPrevious()
	s.fill(officeSecret, ownSecret)
	s.enter()
	s.expect("two passwords", s.said(), "两次输入的不一样")
	s.w.win.Canvas().FocusPrevious()
	s.fill(officeSecret)
	s.enter()
	s.expect("the code", s.said(), "名册代码", s.Memory.Office.Roster.OfficeKey.Code())
	s.enter()
	s.fill("张三", "科员", tick, skip, skip, ownSecret, ownSecret, "不对的密码不对的密码")
	s.enter()
	s.expect("a wrong office password", s.said(), "密码不对")
	if len(s.Memory.Keys) != 1 {
		s.T.Errorf("%d keys after a wrong password", len(s.Memory.Keys))
	}
	s.fill(officeSecret)
	s.enter()
	s.expect("enrolled", s.said(), "张三已登记", "初审")
	s.escape()
}

// Where nobody has set up a roster the likeliest step is to do that; where one lies
// in the exchange folder it is to join it.
func TestSettingUpBeginsWithWhatIsThere(t *testing.T) {
	all := newStations(t, 2)
	one, two := all[0], all[1]
	blue := func(s *station) (out []string) {
		for _, b := range buttonsIn(s.w.win.Canvas().Content()) {
			if b.Importance == widget.HighImportance {
				out = append(out, b.Text)
			}
		}
		return out
	}
	one.w.Do(commands.Office)
	if got := blue(one); !slices.Equal(got, []string{"建立名册…"}) {
		t.Errorf("with nothing there %q is likeliest", got)
	}
	one.expect("the folder", one.screen(), "移交文件夹", "选文件夹…")
	folder := t.TempDir()
	one.Must(one.Service.Settings.SetSetting(one.w.ctx, app.SettingExchangeFolder, folder))
	setUp(one) // the roster lies in the folder then, and nobody had to export it
	one.expect("written", one.screen(), "名册已写到移交文件夹：示例县自然资源局审签名册.nbx")

	two.w.Do(commands.Office)
	page := two.w.screen.(*office.Page)
	page.Folder.Set(folder)
	if got := blue(two); !slices.Equal(got, []string{"加入…"}) {
		t.Fatalf("with a roster in the folder %q is likeliest", got)
	}
	two.expect("whose roster", two.screen(), "移交文件夹中有“示例县自然资源局”的名册")
	tapButton(t, two.w, "加入…")
	two.expect("joining", two.said(), "名册代码")
	two.fill(tick)
	two.enter()
	if two.Memory.Office == nil {
		t.Error("not joined")
	}
}

func TestSetUpFromNothingToThreePeople(t *testing.T) {
	all := newStations(t, 2)
	keeper, other := all[0], all[1]
	setUp(keeper)
	keeper.expect("the office", keeper.screen(), "示例县自然资源局", "承办人员初审 → 承办部门负责人审核 → 单位行政负责人审批", "张三", "密钥在本机，使用者", "还没有人可以签")

	// A second person asks from a workstation of their own.
	other.w.Do(commands.Office)
	office.AskRegistration(other.w, nil)
	other.fill("李四", "办公室主任", ownSecret, ownSecret)
	other.enter()
	request := other.saved()
	other.expect("waiting", other.screen(), "李四的登记申请还没有办结")

	keeper.w.OpenFile(request)
	keeper.expect("the request", keeper.said(), "李四", "办公室主任", other.Memory.Keys[other.Memory.Settings["person"]].Sealed.Public.Code())
	keeper.enter()
	keeper.expect("not compared", keeper.said(), "请先与本人核对密钥代码")
	keeper.fill(tick, skip, tick, skip, officeSecret)
	keeper.enter()
	keeper.expect("admitted", keeper.said(), "李四已登记", "交回给本人")
	keeper.enter()
	roster := keeper.saved()
	keeper.w.OpenFile(request)
	keeper.expect("the request once more", keeper.said(), "已经登记过了")
	keeper.escape()

	other.w.OpenFile(roster)
	other.expect("the roster", other.said(), "示例县自然资源局", keeper.Memory.Office.Roster.OfficeKey.Code(), "张三（科员）、李四（办公室主任）")
	other.enter()
	if other.Memory.Office != nil {
		t.Fatal("joined without comparing the code")
	}
	other.fill(tick)
	other.enter()
	other.expect("joined", other.said(), "李四已登记", "现在可以签名了")
	other.escape()
	if actor, err := other.Actor(t.Context()); err != nil || !actor.HasKey || !actor.Person.Signs(2) {
		t.Errorf("李四 cannot sign: %+v %v", actor, err)
	}
	other.w.OpenFile(roster)
	other.expect("the same roster", other.said(), "不需要更新")
	other.escape()

	// A third one shares the keeper's workstation.
	office.AskRegistration(keeper.w, nil)
	keeper.fill("王五", "局长", skip, skip, tick, ownSecret, ownSecret, officeSecret)
	keeper.enter()
	keeper.expect("a third", keeper.said(), "王五已登记", "审批")
	keeper.escape()
	if strings.Contains(keeper.screen(), "还没有人可以签") || len(keeper.Memory.Office.Roster.People) != 3 {
		t.Errorf("after three people: %s", keeper.screen())
	}
	changes(keeper, other)
}

// changes lets the third person take another post, lose the password and
// leave, and another level come in, and hands the roster on.
func changes(keeper, other *station) {
	page := keeper.w.screen.(*office.Page)
	leader := func() *roster.Person { return &keeper.Memory.Office.Roster.People[2] }
	page.People.Choose(2)
	page.People.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if actor, err := keeper.Actor(keeper.w.ctx); err != nil || actor.Person.Name() != "王五" {
		keeper.T.Errorf("chosen: %+v %v", actor.Person, err)
	}
	office.Reassign(keeper.w, page.Roster, leader())
	keeper.fill("党组书记、局长", skip, skip, skip, officeSecret)
	keeper.enter()
	if leader().Post() != "党组书记、局长" || !leader().Signs(3) {
		keeper.T.Errorf("reassigned: %+v", leader())
	}
	before := leader().Current()
	office.AskRegistration(keeper.w, leader())
	keeper.fill("不是这个密码吧", skip, another, another, officeSecret)
	keeper.enter()
	keeper.expect("a wrong old password", keeper.said(), "原来的密码不对")
	if leader().Current() != before || keeper.Memory.Keys[leader().ID].Sealed.Public != before {
		keeper.T.Fatal("a key was replaced without its password")
	}
	keeper.escape()
	office.AskRegistration(keeper.w, leader())
	keeper.fill(skip, tick, another, another, officeSecret) // forgotten
	keeper.enter()
	keeper.expect("a new key", keeper.said(), "王五已登记")
	keeper.escape()
	if leader().Current() == before || !leader().HasHeld(before) || !leader().Signs(3) {
		keeper.T.Errorf("registered anew: %+v", leader())
	}
	page = keeper.w.screen.(*office.Page)
	page.OnChain()
	form := keeper.w.win.Canvas().Focused()
	if form == nil {
		keeper.T.Fatal("the levels are not focused")
	}
	keeper.escape()
	office.Deactivate(keeper.w, leader())
	keeper.expect("leaving", keeper.said(), "密钥停用", "没有收到新名册的电脑")
	keeper.fill(officeSecret)
	keeper.enter()
	keeper.expect("left", keeper.said(), "导出名册")
	keeper.escape()
	if !leader().Deactivated() {
		keeper.T.Error("not dismissed")
	}
	keeper.expect("who left", keeper.screen(), "已离开")

	office.SaveRoster(keeper.w)
	roster := keeper.saved()
	other.w.OpenFile(roster)
	other.expect("a newer roster", other.said(), "更新名册", "本机是第3版")
	other.enter()
	if other.Memory.Office.Roster.Version != keeper.Memory.Office.Roster.Version {
		other.T.Error("the newer roster was not taken")
	}
}

func TestTheLevelsCanBeChanged(t *testing.T) {
	s := newStations(t, 1)[0]
	f := office.NewChainForm(s.w, roster.DefaultChain())
	f.Secrecy.OnTapped()
	f.Add.OnTapped()
	f.Names[4].SetText("分管县领导审批")
	if !f.Add.Disabled() || !f.Secrecy.Disabled() {
		t.Error("a sixth level is on offer")
	}
	c, err := f.Chain()
	if err != nil || len(c) != 5 || c[2] != roster.SecrecyLevel || c[4].Short != "分管县领导审批" {
		t.Errorf("chain %v, %v", c, err)
	}
	f.Names[0].SetText("")
	if _, err := f.Chain(); err == nil {
		t.Error("a level without a name is taken")
	}
	for range 4 {
		f.Remove(0)
	}
	if c, err := f.Chain(); err != nil || len(c) != roster.MinLevels {
		t.Errorf("chain %v, %v", c, err)
	}
}

func TestTheAdministratorCanChangeTheLevels(t *testing.T) {
	s := newStations(t, 1)[0]
	s.Workstation.CreateRoster()
	s.w.Do(commands.Office)
	s.w.screen.(*office.Page).OnChain()
	s.fill("经办人初审")
	for range 16 {
		if e, ok := s.w.win.Canvas().Focused().(*widgets.Entry); ok && e.Password {
			break
		}
		s.w.win.Canvas().FocusNext()
	}
	s.fill(apptest.Password)
	s.enter()
	s.expect("the chain", s.said(), "审签级数已经修改", "逐人核对")
	if got := s.Memory.Office.Roster.Chain()[0].Name; got != "经办人初审" {
		t.Errorf("the first level is called %s", got)
	}
}

func TestTheScreensOfTheSignOffAreChinese(t *testing.T) {
	s, officer, id, path := forkedStation(t)
	look := func(where string) {
		t.Helper()
		codes := regexp.MustCompile(`([0-9A-F]{4} ){4}[0-9A-F]{4}`)
		for _, o := range append([]fyne.CanvasObject{s.w.win.Canvas().Content()}, s.w.win.Canvas().Overlays().List()...) {
			for _, text := range textsIn(o) {
				text = strings.NewReplacer(system.Documents(), "", ".nbx", "").Replace(text)
				if foreign(codes.ReplaceAllString(text, "")) {
					t.Errorf("%s: %q", where, text)
				}
			}
		}
	}
	dialogs := map[string]func(){
		"export": func() { office.ExportKey(s.w, true) }, "renew": func() { office.RenewKey(s.w) }, "request": func() { office.RequestKey(s.w) },
		"passwords": func() { office.ChangeOfficePassword(s.w) },
		"found":     func() { office.CreateRoster(s.w) }, "enrol": func() { office.AskRegistration(s.w, nil) }, "settings": widgets.Doing(s.w, commands.Settings),
		"dismiss": func() { office.Deactivate(s.w, &s.Memory.Office.Roster.People[1]) }, "deleted": widgets.Doing(s.w, commands.Deleted), "roster": func() { office.SaveRoster(s.w) },
	}
	for name, show := range dialogs {
		show()
		look(name)
		s.escape()
	}
	s.w.Do(commands.Office)
	look("office")
	exchange.ShowVerify(s.w)
	s.w.screen.(*exchange.VerifyPage).Typed.SetText(s.As(officer, id).Report().Digest().Short())
	s.w.screen.(*exchange.VerifyPage).OnDigest()
	s.w.screen.(*exchange.VerifyPage).VerifyFile(path)
	look("verify")
	s.w.OpenFile(path)
	look("fork")
	s.w.screen.(*exchange.DivergencePage).OnOurs()
	s.w.OpenFile(s.file(id, "三"))
	look("arrival")
}

// A password is changed with the old one, of a person whose key lies here and of the
// office; one that anybody would try is refused with the reason.
func TestPasswordsAreChangedInTheWindow(t *testing.T) {
	s := newStations(t, 1)[0]
	officer, _, _ := s.Workstation.CreateRoster()
	s.w.Do(commands.Office)
	page := s.w.screen.(*office.Page)
	page.People.Choose(0)
	tapButton(t, s.w, "修改密码…")
	s.fill(apptest.Password, "12345678", "12345678")
	s.enter()
	s.expect("a trivial one", s.said(), "太容易猜到")
	s.escape()
	tapButton(t, s.w, "修改密码…")
	s.fill("不是这个密码吧", another, another)
	s.enter()
	s.expect("a wrong one", s.said(), "密码不对")
	s.fill(apptest.Password)
	s.enter()
	s.expect("changed", s.said(), "密码已修改")
	s.escape()
	if _, err := s.Unlock(t.Context(), officer, another); err != nil {
		t.Errorf("the new password: %v", err)
	}
	office.ChangeOfficePassword(s.w)
	s.fill(apptest.Password, "示例县自然资源局", "示例县自然资源局")
	s.enter()
	s.expect("the unit's name", s.said(), "单位名称或者姓名")
	s.escape()
	office.ChangeOfficePassword(s.w)
	s.fill(apptest.Password, another, another)
	s.enter()
	s.expect("changed", s.said(), "密码已修改")
	s.escape()
	if _, err := s.Unlock(t.Context(), app.OfficeOwner, another); err != nil {
		t.Errorf("the new password of the office: %v", err)
	}
	office.Deactivate(s.w, &s.Memory.Office.Roster.People[1])
	s.fill(another)
	s.enter()
	page = s.w.screen.(*office.Page)
	page.People.Choose(1)
	for _, b := range buttonsIn(s.w.win.Canvas().Content()) {
		if b.Text == "修改密码…" && !b.Disabled() {
			t.Error("the password of a key that is not used here can be changed")
		}
	}
}

// A date that is far from the roster's is asked about in the dialog itself, once: who
// has not said that it is right has not gone on.
func TestTheOfficeAsksAboutADateInItsDialog(t *testing.T) {
	s := newStations(t, 1)[0]
	_, head, leader := s.Workstation.CreateRoster()
	s.Clock.At = s.Clock.At.Add(-72 * time.Hour)
	version := s.Memory.Office.Roster.Version
	office.Deactivate(s.w, s.Memory.Office.Roster.Person(head))
	s.fill(apptest.Password)
	s.enter()
	s.enter()
	s.expect("asked", s.said(), "名册上一次更新", "今天的日期没有错", "请打上勾")
	if now := s.Memory.Office.Roster.Version; now != version {
		t.Fatalf("went on without an answer, to version %d", now)
	}
	s.fill(tick)
	s.enter()
	if p := s.Memory.Office.Roster.Person(head); !p.Deactivated() {
		t.Fatalf("version %d: %s", s.Memory.Office.Roster.Version, s.said())
	}
	s.escape() // of what is to be done with the new roster
	office.Deactivate(s.w, s.Memory.Office.Roster.Person(leader))
	s.fill(apptest.Password)
	s.enter()
	if !s.Memory.Office.Roster.Person(leader).Deactivated() {
		t.Errorf("asked once more: %s", s.said())
	}
}

// Where the office's key is lost and too few are left to sign for another one, that is
// said, and a roster is set up in its place.
func TestARosterIsSetUpAnewInTheWindow(t *testing.T) {
	s := newStations(t, 1)[0]
	s.Workstation.CreateRoster()
	old := s.Memory.Office.Roster.OfficeKey
	s.w.Do(commands.Office)
	s.w.screen.(*office.Page).ShowOfficeKey()
	tapOver(t, s.w, "重新建立名册…")
	s.expect("what it means", s.said(), "重新建立名册", "以前审批的报告仍然有效", "书面告诉收文的单位", "都找过")
	if name := s.w.win.Canvas().Focused().(*widgets.Entry).Text; name != "示例县自然资源局" {
		t.Errorf("the name of the office is not taken over: %q", name)
	}
	s.fill(skip, "换上的另一个密码", "换上的另一个密码")
	s.enter()
	s.expect("not looked for", s.said(), "请先找一找名册密钥")
	if s.Memory.Office.Roster.OfficeKey != old {
		t.Fatal("set up anew although nobody looked for the key")
	}
	for range 40 {
		if c, is := s.w.win.Canvas().Focused().(*widgets.Check); is && strings.Contains(c.Text, "都找过") {
			break
		}
		s.w.win.Canvas().FocusNext()
	}
	s.fill(tick)
	s.enter()
	if r := &s.Memory.Office.Roster; r.OfficeKey == old || len(r.People) != 0 {
		t.Fatalf("%s", s.said())
	}
	s.expect("its code", s.said(), "名册代码", "已经重新建立", "登记自己")
}
