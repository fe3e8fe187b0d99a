package shell

import (
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	administration "nianbao/app/office"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/office"
	"nianbao/ui/opened"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

// A deputy is registered, signs, and is named wherever the signature is shown.
func TestADeputyInTheWindow(t *testing.T) {
	s := newStations(t, 1)[0]
	officer, head, leader := s.Workstation.CreateRoster()
	s.w.Do(commands.Office)
	page := s.w.screen.(*office.Page)
	s.expect("requests are kept", s.screen(), "本人申请已附")
	page.People.Choose(1)
	tapButton(t, s.w, "请人代签…")
	s.expect("asked", s.said(), "请人代李四签", "承办部门负责人审核")
	s.w.win.Canvas().Focused().(*widgets.Select).SetSelectedIndex(1)
	s.fill(skip, skip, apptest.Password)
	s.enter()
	s.expect("registered", s.said(), "王五可以代李四签名")
	s.escape()
	s.expect("in the list", s.screen(), "审核、审批（代李四）")

	id := s.Example()
	s.Sign(officer, id, signoff.Submit, "")
	s.Sign(officer, id, signoff.Approve, "")
	openAs(s.w, s.Workstation, leader, id)
	s.expect("whose turn", s.screen(), "等您签署")
	s.w.screen.Actions()[commands.Approve]()
	s.expect("the declaration", s.said(), "本人王五代李四在“承办部门负责人审核”环节审核")
	signNow(s.w, apptest.Password)
	s.w.screen.(opened.View).Open().ShowRecord()
	s.expect("the record", s.said(), "王五（代李四，局长）")
	s.escape()

	s.w.Do(commands.Office)
	page = s.w.screen.(*office.Page)
	page.People.Choose(1)
	tapButton(t, s.w, "不再代签…")
	s.fill(apptest.Password)
	s.enter()
	if s.Memory.Office.Roster.Person(leader).Signs(2) || len(s.Memory.Office.Roster.Deputies(head)) > 0 {
		t.Error("the deputy signs on")
	}
	if strings.Contains(s.screen(), "代李四") {
		t.Error("the list names a deputy that is none")
	}
}

// A request of somebody whom the roster may know: the administrator is asked.
func TestTheAdministratorIsAskedWhetherItIsTheSamePerson(t *testing.T) {
	all := newStations(t, 2)
	keeper, fresh := all[0], all[1]
	_, head, _ := keeper.Workstation.CreateRoster()
	req, err := fresh.RequestRegistration(t.Context(), administration.Applicant{Name: "李四", Post: "办公室主任", Password: apptest.Password})
	fresh.Must(err)
	raw, err := fresh.RequestFile(req)
	fresh.Must(err)
	path := filepath.Join(system.Documents(), "申请.nbx")
	fresh.Must(app.WriteBytes(path, raw))

	keeper.w.OpenFile(path)
	keeper.expect("asked", keeper.said(), "是同一个人吗", "名册中已有同名的人", "是另一个人")
	keeper.escape()
	if len(keeper.Memory.Office.Roster.People) != 3 {
		t.Fatal("registered without an answer")
	}
	keeper.w.OpenFile(path)
	tapOver(t, keeper.w, "是李四（办公室主任）")
	keeper.expect("the request", keeper.said(), "名册中已有此人", "旧密钥停用")
	keeper.fill(tick, skip, skip, skip, apptest.Password)
	keeper.enter()
	keeper.expect("registered", keeper.said(), "李四已登记")
	keeper.escape()
	p := keeper.Memory.Office.Roster.Person(head)
	if len(keeper.Memory.Office.Roster.People) != 3 || p.Current() != req.Key || !p.Signs(2) {
		t.Errorf("%d people, %+v", len(keeper.Memory.Office.Roster.People), p)
	}
	keeper.w.OpenFile(path)
	keeper.expect("once more", keeper.said(), "已经登记过了")
	keeper.escape()
}

// Two whose names look the same are named where people are listed.
func TestNamesThatLookAlikeAreNamedInTheList(t *testing.T) {
	s := newStations(t, 1)[0]
	s.Workstation.CreateRoster()
	s.w.Do(commands.Office)
	if strings.Contains(s.screen(), "是不是同一个人") {
		t.Fatal(s.screen())
	}
	// As an earlier version of the program registered them.
	held := s.Memory.Office.Roster
	key, err := s.Unlock(t.Context(), app.OfficeOwner, apptest.Password)
	s.Must(err)
	twin := held.People[1].Registrations[0]
	twin.Name, twin.Post, twin.Request = "李\u00ad四", "副主任", nil
	stranger := s.Join("赵六", "副主任", 1)
	twin.Key = s.Memory.Office.Roster.Person(stranger).Current()
	signed, err := held.WithPerson(stranger, twin, s.Clock.Now().UnixMicro()).Sign(key)
	s.Must(err)
	s.Must(s.Rosters.SetRoster(t.Context(), signed))
	s.w.Do(commands.Office)
	s.expect("named", s.screen(), "名册中有两个姓名看上去都是“李四”的人：办公室主任、副主任", "是不是同一个人")
}
