package shell

import (
	"path/filepath"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/system"
)

// rosterOf writes the roster of a workstation to a file.
func rosterOf(s *station, name string) string {
	s.T.Helper()
	raw, err := exchange.At(s.Service).RosterFile(s.w.ctx)
	s.Must(err)
	path := filepath.Join(system.Documents(), name+".nbx")
	s.Must(app.WriteBytes(path, raw))
	return path
}

// Two rosters went on separately: each workstation is told, and the administrator
// merges them.
func TestRostersAreMergedInTheWindow(t *testing.T) {
	all := newStations(t, 2)
	keeper, other := all[0], all[1]
	_, head, _ := keeper.Workstation.CreateRoster()
	backup := keeper.Memory.Office
	keeper.Must(keeper.Reassign(t.Context(), apptest.Password, head, "党组成员", []int{2}))
	other.Must(other.Workstation.SetRoster(keeper.Workstation))
	keeper.Must(keeper.Rosters.SetRoster(t.Context(), backup))
	keeper.Join("赵六", "科员", 1)

	other.w.OpenFile(rosterOf(keeper, "新"))
	other.expect("told", other.said(), "名册是分开更新的", "由他合并")
	other.enter()
	other.w.Do(commands.Office)
	other.expect("on the page", other.screen(), "有 2 份是分开更新的", "赵六", "由他合并")

	keeper.w.OpenFile(rosterOf(other, "旧"))
	keeper.enter()
	keeper.w.Do(commands.Office)
	keeper.expect("on the page", keeper.screen(), "有 2 份是分开更新的", "党组成员", "赵六")
	tapButton(t, keeper.w, "合并名册…")
	keeper.expect("what differs", keeper.said(), "以后登记的为准", "没有互相矛盾")
	keeper.fill(apptest.Password)
	keeper.enter()
	keeper.expect("merged", keeper.said(), "名册已经合并")
	keeper.enter()
	merged := keeper.saved()
	other.w.OpenFile(merged)
	other.expect("newer", other.said(), "更新名册")
	other.enter()
	if len(other.Memory.Beside) > 0 || other.Memory.Office.Roster.Version != keeper.Memory.Office.Roster.Version {
		t.Error("the merged roster is not taken")
	}
}

// A report of another office: its code is compared once, and nobody here signs it.
func TestAnotherOfficesReportInTheWindow(t *testing.T) {
	all := newStations(t, 2)
	unit, county := all[0], all[1]
	officer, _, _ := unit.Workstation.CreateRoster()
	county.Workstation.CreateRoster()
	id := unit.Example()
	unit.Sign(officer, id, signoff.Submit, "")
	path := unit.file(id, "某单位")

	county.w.OpenFile(path)
	county.expect("the code", county.screen(), "同名，但不是同一份", unit.Memory.Office.Roster.OfficeKey.Code())
	county.w.screen.Actions()[commands.Open]()
	if len(county.Memory.Drafts) > 0 {
		t.Fatal("taken before the code was compared")
	}
	county.fill(tick)
	county.w.screen.Actions()[commands.Open]()
	if len(county.Memory.Drafts) != 1 || len(county.Memory.Beside) != 1 {
		t.Fatalf("%d reports, %d rosters beside", len(county.Memory.Drafts), len(county.Memory.Beside))
	}
	county.expect("nobody here signs", county.screen(), "名册审签")
	unit.Sign(officer, id, signoff.Approve, "")
	county.w.OpenFile(unit.file(id, "某单位又"))
	county.expect("not asked again", county.screen(), "按该单位的名册", "这台电脑上的人不能签它")
	county.w.Do(commands.Office)
	county.expect("in the settings", county.screen(), "另外保存的名册（1 个单位）")
	tapButton(t, county.w, "另外保存的名册（1 个单位）…")
	county.expect("with its code", county.said(), unit.Memory.Office.Roster.OfficeKey.Code())
	county.escape()
}
