package shell

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/ui/commands"
	"nianbao/ui/office"
)

const fileSecret = "交给第二管理人的话"

// keyWays opens what can be done with the office's key, and presses one of its buttons.
func (s *station) keyWays(button string) {
	s.T.Helper()
	s.w.Do(commands.Office)
	s.w.screen.(*office.Page).ShowOfficeKey()
	for _, b := range buttonsIn(s.w.win.Canvas().Overlays().Top()) {
		if b.Text == button {
			b.OnTapped()
			return
		}
	}
	s.T.Fatalf("no %s in %s", button, s.said())
}

func (s *station) administers() bool {
	s.T.Helper()
	here, err := s.KeyHere(s.w.ctx, app.OfficeOwner, s.Memory.Office.Roster.OfficeKey)
	s.Must(err)
	return here
}

// The page where a roster is founded recommends a second administrator, and so does
// the page of the office until there is one; the second one works with a password of
// their own, and the first gives the role up.
func TestASecondAdministratorInTheWindow(t *testing.T) {
	all := newStations(t, 2)
	first, second := all[0], all[1]
	setUp(first)
	const recommended = "交给第二管理人"
	first.expect("recommended", first.screen(), recommended)
	first.keyWays("写出名册密钥…")
	first.fill("不是这个密码吧", fileSecret, fileSecret)
	first.enter()
	first.expect("a wrong password", first.said(), "密码不对")
	first.fill(officeSecret)
	first.enter()
	file := first.saved()
	if strings.Contains(first.screen(), recommended) {
		t.Error("still recommended")
	}
	second.w.OpenFile(file)
	second.expect("the key", second.said(), "恢复名册密钥", "示例县自然资源局", first.Memory.Office.Roster.OfficeKey.Code())
	second.fill(skip, fileSecret, another, another)
	second.enter()
	second.expect("not compared", second.said(), "请先核对名册代码")
	second.escape()
	second.w.OpenFile(file)
	second.fill(tick, "不是这个密码吧", another, another)
	second.enter()
	second.expect("a wrong password", second.said(), "文件的密码不对")
	second.fill(fileSecret)
	second.enter()
	second.expect("restored", second.said(), "现在可以管理名册")
	second.escape()
	second.w.Do(commands.Office)
	second.w.screen.(*office.Page).OnChain()
	second.escape()
	if !second.administers() || strings.Contains(second.screen(), recommended) {
		t.Errorf("the second administrator: %s", second.screen())
	}
	first.keyWays("移交角色…")
	first.fill(officeSecret, fileSecret, fileSecret)
	first.enter()
	first.saved()
	if first.administers() {
		t.Error("who gave the role up still administers")
	}
	first.expect("given up", first.screen(), "登记、换职务和级别，在名册管理人的电脑上办理")
}

// The office changes its key: whoever takes the roster over is told by whom it was
// signed for, and compares the new code; so it is where the roster comes with a report.
func TestTheOfficeChangesItsKeyInTheWindow(t *testing.T) {
	all := newStations(t, 3)
	one, two, three := all[0], all[1], all[2]
	officer, _, _ := one.Workstation.CreateRoster()
	two.Must(two.Workstation.SetRoster(one.Workstation))
	three.Must(three.Workstation.SetRoster(one.Workstation))
	id := one.Example()
	before := one.Memory.Office.Roster.OfficeKey.Code()
	one.Must(one.SwitchUser(one.w.ctx, officer))
	one.keyWays("换新名册密钥…")
	one.fill(apptest.Password, another, another)
	one.enter()
	after := one.Memory.Office.Roster.OfficeKey.Code()
	one.expect("the new code", one.said(), "名册密钥已换新", after)
	one.enter()
	roster := one.saved()
	one.w.screen.(*office.Page).ShowOfficeKey()
	one.expect("the history", one.said(), "以前的名册代码 "+before, "由原来的名册密钥签名认可")
	one.escape()

	two.w.OpenFile(roster)
	two.expect("told", two.said(), "名册密钥换新了", "由原来的名册密钥签名认可", after)
	two.enter()
	if two.Memory.Office.Roster.OfficeKey.Code() != before {
		t.Fatal("taken without comparing the code")
	}
	two.fill(tick)
	two.enter()
	if two.Memory.Office.Roster.OfficeKey.Code() != after {
		t.Error("not taken")
	}
	two.escape()

	three.w.OpenFile(one.file(id, "一"))
	three.expect("told with a report", three.screen(), "名册密钥换新了", after)
	three.enter()
	if three.Memory.Office.Roster.OfficeKey.Code() != before {
		t.Error("taken with a report without comparing the code")
	}
}

// Where nobody can open the key any more, the people sign for another one, each at
// their own workstation after comparing its code.
func TestALostKeyIsReplacedInTheWindow(t *testing.T) {
	all := newStations(t, 3)
	gone, one, two := all[0], all[1], all[2]
	officer, head, leader := gone.Workstation.CreateRoster()
	one.equip(gone, head)
	two.equip(gone, leader)
	one.keyWays("密钥丢失，请各级签名…")
	one.fill(another, another, tick) // the first of the others is gone
	one.enter()
	one.expect("one's own level", one.said(), "在这台电脑上生成的新名册密钥", "还没有人签")
	one.enter()
	one.expect("not noted down", one.said(), "请先抄下新的名册代码")
	one.escape()
	one.keyWays("密钥丢失，请各级签名…")
	one.fill(another, another, tick)
	one.enter()
	one.fill(tick, apptest.Password)
	one.enter()
	request := one.saved()
	if one.administers() {
		t.Error("who asks administers before anybody has signed")
	}
	one.w.OpenFile(request)
	one.expect("signed already", one.said(), "请交给王五")
	one.escape()
	two.w.OpenFile(request)
	two.expect("to be signed", two.said(), "与李四核对新的名册代码", "注明已不在的人：张三", "已签：李四（承办部门负责人审核）")
	two.fill(skip, apptest.Password)
	two.enter()
	two.expect("not compared", two.said(), "请先与李四核对新的名册代码")
	two.escape()
	two.w.OpenFile(request)
	two.fill(tick, "不是这个密码吧")
	two.enter()
	two.expect("a wrong password", two.said(), "密码不对")
	two.fill(apptest.Password)
	two.enter()
	two.expect("complete", two.said(), "各级已签完", two.Memory.Office.Roster.OfficeKey.Code())
	two.enter()
	roster := two.saved()
	one.w.OpenFile(roster)
	one.expect("told", one.said(), "名册密钥换新了", "原来的名册密钥已经丢失", "李四（承办部门负责人审核）")
	one.fill(tick)
	one.enter()
	if !one.administers() || !one.Memory.Office.Roster.Person(officer).Deactivated() {
		t.Error("who asked does not administer, or who is gone is still there")
	}
}
