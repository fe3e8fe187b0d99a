package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/proof"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/exchange"
	"nianbao/ui/widgets"
)

func TestTheListShowsWhatWaitsAndTheExchangeFolder(t *testing.T) {
	all := newStations(t, 2)
	one, two := all[0], all[1]
	officer, head, _ := one.CreateRoster()
	two.equip(one, head)
	folder := t.TempDir()
	for _, s := range all {
		s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingExchangeFolder, folder))
	}
	id := one.Example()
	one.Sign(officer, id, signoff.Submit, "")
	one.w.showList()
	one.expect("my level", one.screen(), "待我处理（1）", "待初审")
	one.Sign(officer, id, signoff.Approve, "")
	one.w.showList()
	if strings.Contains(one.screen(), "待我处理") {
		t.Error("what waits for others is said to wait for me")
	}

	// Straight into the folder, and once: the same again is there already.
	for _, said := range []string{"已写出移交文件", "没有再写一份"} {
		one.w.OpenReport(id, nil)
		one.w.screen.Actions()[commands.HandOver]()
		one.expect("handed over", one.said(), said, "请把文件交给李四", "文件："+folder)
		one.escape()
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.nbx"))
	if err != nil || len(files) != 1 {
		t.Fatalf("in the tray: %v", files)
	}
	two.Must(os.WriteFile(filepath.Join(folder, "坏.nbx"), []byte("x"), 0o600))

	two.w.showList()
	two.expect("the tray", two.screen(), "待我处理（1）", "待审核", "来自移交文件夹", "本机还没有", "移交文件夹中的其他新文件（1）", "坏.nbx", "不能采用")
	p := two.w.screen.(*drafts.List)
	if two.w.win.Canvas().Focused() != fyne.Focusable(p.List) || p.Selected().File == nil {
		t.Fatalf("the first file is not chosen: %+v", p.Selected())
	}
	press(p.List, fyne.KeyEnd, fyne.KeyReturn)
	two.expect("a broken file", two.said(), "不是年报通的移交文件")
	two.escape()
	press(p.List, fyne.KeyUp, fyne.KeyReturn)
	press(two.w.win.Canvas().Focused(), fyne.KeyReturn)
	if len(two.Memory.Drafts) != 1 {
		t.Fatal("the file was not taken over")
	}
	two.w.showList()
	two.expect("afterwards", two.screen(), "待我处理（1）", "待审核", "已填")
	if p := two.w.screen.(*drafts.List); p.Selected().Draft == nil || len(p.Files) != 1 {
		t.Errorf("%d files listed", len(p.Files))
	}

	// A folder that went away is told in a line, not in a dialog.
	two.Must(os.RemoveAll(folder))
	press(two.w.screen.(*drafts.List).List, fyne.KeyF5)
	two.expect("no tray", two.screen(), "无法打开移交文件夹")
	if two.w.dialogs.Open() {
		t.Error("a dialog about the tray")
	}
}

func TestTheExchangeFolderIsSetInTheSettings(t *testing.T) {
	s := newStations(t, 1)[0]
	dir := t.TempDir()
	s.w.Do(commands.Settings)
	s.fill(skip, skip, skip, filepath.Join(dir, "没有"))
	s.expect("no such folder", s.said(), "文件夹不存在")
	s.escape()
	s.escape()
	s.w.Do(commands.Settings)
	s.fill(skip, skip, skip, dir)
	s.escape()
	if got := widgets.ExchangeFolder(s.w); got != dir {
		t.Errorf("the folder is %q", got)
	}
}

// What was dealt with is taken off the list, and stays in the folder.
func TestAFileThatWasDealtWithLeavesTheList(t *testing.T) {
	s := newStations(t, 1)[0]
	folder := t.TempDir()
	path := filepath.Join(folder, "坏的.nbx")
	s.Must(os.WriteFile(path, []byte("nianbao-handover 1 x"), 0o600))
	s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingExchangeFolder, folder))
	s.w.showList()
	p := s.w.screen.(*drafts.List)
	press(p.List, fyne.KeyEnd)
	s.expect("listed", s.screen(), "坏的.nbx", "不再列出")
	s.w.screen.Actions()[commands.Remove]()
	s.expect("asked", s.said(), "文件仍留在移交文件夹")
	s.enter()
	s.w.showList()
	if text := s.screen(); strings.Contains(text, "坏的.nbx") {
		t.Errorf("still listed: %s", text)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// Where a roster comes to a workstation with one person's key, that person works there.
func TestWhoseKeyLiesHereIsChosenWithTheRoster(t *testing.T) {
	all := newStations(t, 2)
	one, two := all[0], all[1]
	_, head, _ := one.CreateRoster()
	raw, err := one.RosterFile(one.w.ctx)
	one.Must(err)
	path := filepath.Join(t.TempDir(), "名册.nbx")
	one.Must(os.WriteFile(path, raw, 0o600))
	two.Must(two.Keys.PutKey(two.w.ctx, head, one.Memory.Keys[head].Sealed))
	two.w.OpenFile(path)
	two.fill(tick)
	two.enter()
	two.expect("who works here", two.said(), "李四的密钥在这台电脑上，使用者现在是李四")
	if got := two.Memory.Settings[app.SettingPerson]; got != head {
		t.Errorf("chosen is %q", got)
	}
}

func TestVerifyAnswersInAWord(t *testing.T) {
	s := newStations(t, 1)[0]
	officer, head, leader := s.Workstation.CreateRoster()
	id := s.Example()
	s.Sign(officer, id, signoff.Submit, "")
	s.Sign(officer, id, signoff.Approve, "")
	s.Sign(head, id, signoff.Approve, "")
	s.Sign(leader, id, signoff.Approve, "同意公开")
	approved := s.As(officer, id).Report().Digest()
	path := s.file(id, "审批件")

	exchange.ShowVerify(s.w)
	p := s.w.screen.(*exchange.VerifyPage)
	ask := func(digest string) {
		p.Typed.SetText(digest)
		press(p.Typed, fyne.KeyReturn)
	}
	ask(approved.Short())
	s.expect("the approved one", s.screen(), "状态：已审批", "内容摘要属于这份报告", "逐页核对", "王五（局长）", "“同意公开”")
	ask("0123 4567 89AB CDEF 0123")
	s.expect("another digest", s.screen(), "没有找到")
	ask("")
	s.expect("nothing typed", s.said(), "请输入内容摘要")
	s.escape()
	p.VerifyFile(path)
	s.expect("a file", s.screen(), "状态：已审批", "验证通过", "4 个签名全部有效")

	s.Sign(officer, id, signoff.Reopen, "补充数据")
	s.Must(s.Set(officer, id, aFigure, "4711"))
	ask(approved.Short())
	s.expect("an older one", s.screen(), "较旧的一份", "内容有 1 处不同", "4711")
	s.w.dropped(fyne.Position{}, []fyne.URI{uriOf(path)})
	s.expect("an older file", s.screen(), "较旧的一份")
	raw, err := os.ReadFile(path)
	s.Must(err)
	s.Must(os.WriteFile(path, raw[:len(raw)-1], 0o600))
	p.VerifyFile(path)
	s.expect("a broken file", s.screen(), "验证未通过", "不完整")
	press(p.Typed, fyne.KeyEscape)
	if _, listed := s.w.screen.(*drafts.List); !listed {
		t.Errorf("Esc leads to %T", s.w.screen)
	}
}

// What nobody has signed may be signed as it is handed over, or not.
func TestAHandOverIsSignedWhereNobodyHasSigned(t *testing.T) {
	s := newStations(t, 1)[0]
	officer, _, _ := s.CreateRoster()
	folder := t.TempDir()
	s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingExchangeFolder, folder))
	id := s.Example()
	s.Must(s.Set(officer, id, aFigure, "4711"))
	written := func() *proof.Verification {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(folder, "*.nbx"))
		if err != nil || len(files) != 1 {
			t.Fatalf("written: %v", files)
		}
		v, err := s.VerifyFile(s.w.ctx, files[0])
		s.Must(err)
		s.Must(os.Remove(files[0]))
		s.escape()
		return v
	}
	handOver := func() {
		s.w.OpenReport(id, nil)
		s.w.screen.Actions()[commands.HandOver]()
		s.expect("before", s.said(), "报告还没有任何签名", "不签名移交", "签名密码")
	}
	handOver()
	signNow(s.w, apptest.Password)
	if v := written(); v.Outcome != proof.Holds || len(v.Signatures) != 1 {
		t.Errorf("signed: %s", v.Sentence)
	}
	handOver()
	for _, b := range buttonsIn(s.w.win.Canvas().Overlays().Top()) {
		if b.Text == "不签名移交" {
			test.Tap(b)
			break
		}
	}
	if v := written(); v.Outcome != proof.Unsigned {
		t.Errorf("not signed: %s", v.Sentence)
	}
}

// What another program wrote beside a record is not shown as the state of a report.
func TestTheListCallsNothingApprovedThatDoesNotHold(t *testing.T) {
	s := newStations(t, 1)[0]
	officer, head, leader := s.CreateRoster()
	id := s.Example()
	s.Sign(officer, id, signoff.Submit, "")
	for _, person := range []string{officer, head, leader} {
		s.Sign(person, id, signoff.Approve, "")
	}
	s.w.showList()
	s.expect("as it was signed", s.screen(), "已审批")
	s.w.list = drafts.Kept{}
	s.Memory.Drafts[id].Values[aFigure] = "4711"
	s.w.showList()
	s.expect("changed by another program", s.screen(), string(proof.Unsound))
	if strings.Contains(s.screen(), "已审批") {
		t.Errorf("still called approved: %s", s.screen())
	}
}
