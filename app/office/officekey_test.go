package office_test

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/office"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

const filePassword = "交给第二管理人的话"

// parsed reads a file that was written a moment ago.
func parsed(w *apptest.Workstation, raw []byte) *exchange.ImportPreview {
	w.T.Helper()
	a, err := exchange.At(w.Service).OpenPackage(ctx, raw)
	w.Must(err)
	return a
}

// taken takes a file over at a workstation.
func taken(w *apptest.Workstation, raw []byte) {
	w.T.Helper()
	_, err := exchange.At(w.Service).Accept(ctx, parsed(w, raw), exchange.Undecided)
	w.Must(err)
}

func rosterOf(w *apptest.Workstation) []byte {
	w.T.Helper()
	raw, err := exchange.At(w.Service).RosterFile(ctx)
	w.Must(err)
	return raw
}

// A second administrator takes the key over at another workstation, which may have the
// roster or not, and works with a password of their own; the file's opens nothing here.
func TestASecondAdministrator(t *testing.T) {
	first, second := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, _, _ := first.CreateRoster()
	if _, err := first.ExportKey(ctx, "不是这个密码吧", filePassword); app.CodeOf(err) != app.Password {
		t.Errorf("with a wrong password: %v", err)
	}
	if _, err := first.ExportKey(ctx, apptest.Password, "password"); app.CodeOf(err) != app.Invalid {
		t.Errorf("under a trivial password: %v", err)
	}
	raw, err := first.ExportKey(ctx, apptest.Password, filePassword)
	first.Must(err)
	if !strings.HasPrefix(string(raw), "nianbao-handover 3 ") {
		t.Errorf("programs of before would read %.30s", raw)
	}
	a := parsed(second, raw)
	if !a.NewOffice || a.File.Kind != handover.KindOfficeKey {
		t.Errorf("%+v", a)
	}
	if err := second.RestoreKey(ctx, a.File, "不是这个密码吧", another); app.CodeOf(err) != app.Password || second.Memory.Office != nil {
		t.Errorf("with a wrong password: %v", err)
	}
	if err := second.RestoreKey(ctx, a.File, filePassword, "示例县自然资源局"); app.CodeOf(err) != app.Invalid {
		t.Errorf("under the unit's name: %v", err)
	}
	second.Must(second.RestoreKey(ctx, a.File, filePassword, another))
	second.Clock.At = first.Clock.At
	for _, wrong := range []string{filePassword, apptest.Password} {
		if err := second.Reassign(ctx, wrong, officer, "副科长", []int{1}); app.CodeOf(err) != app.Password {
			t.Errorf("with %s: %v", wrong, err)
		}
	}
	second.Must(second.Reassign(ctx, another, officer, "副科长", []int{1}))
	taken(first, rosterOf(second))
	if first.Memory.Office.Roster.Person(officer).Post() != "副科长" {
		t.Error("what the second administrator changed is not taken")
	}
}

// Who forgets the office's password sets another one with the file.
func TestAForgottenOfficePasswordIsSetAnew(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	raw, err := w.ExportKey(ctx, apptest.Password, filePassword)
	w.Must(err)
	w.Must(w.ChangePassword(ctx, app.OfficeOwner, apptest.Password, "谁也想不起来的话"))
	w.Must(w.RestoreKey(ctx, parsed(w, raw).File, filePassword, another))
	w.Must(w.Reassign(ctx, another, officer, "副科长", []int{1}))
	w.Must(w.PutKeyAside(ctx, another))
	if here, err := w.KeyHere(ctx, app.OfficeOwner, w.Memory.Office.Roster.OfficeKey); here || err != nil {
		t.Errorf("the key that was put aside is still used: %v", err)
	}
}

// Who gives the role up keeps the key sealed and changes nothing any more, until the
// key is restored.
func TestTheRoleIsHandedOver(t *testing.T) {
	first, second := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, _, _ := first.CreateRoster()
	raw, err := first.ExportKey(ctx, apptest.Password, filePassword)
	first.Must(err)
	second.Must(second.RestoreKey(ctx, parsed(second, raw).File, filePassword, another))
	if err := first.PutKeyAside(ctx, "不是这个密码吧"); app.CodeOf(err) != app.Password {
		t.Errorf("with a wrong password: %v", err)
	}
	first.Must(first.PutKeyAside(ctx, apptest.Password))
	if err := first.Reassign(ctx, apptest.Password, officer, "副科长", []int{1}); err == nil {
		t.Error("who gave the role up changes the roster")
	}
	kept := 0
	for owner, k := range first.Memory.Keys {
		if k.Sealed.Public == first.Memory.Office.Roster.OfficeKey {
			kept++
			if !strings.HasPrefix(owner, "aside.") {
				t.Errorf("kept as %s", owner)
			}
		}
	}
	if kept != 1 {
		t.Errorf("%d keys are kept", kept)
	}
	first.Must(first.RestoreKey(ctx, parsed(first, raw).File, filePassword, another))
	first.Must(first.Reassign(ctx, another, officer, "副科长", []int{1}))
}

// A key of another office, or one that the office has given up, is not restored.
func TestOnlyTheKeyOfThisRosterIsRestored(t *testing.T) {
	w, other := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	w.CreateRoster()
	other.CreateRoster()
	own, err := w.ExportKey(ctx, apptest.Password, filePassword)
	w.Must(err)
	theirs, err := other.ExportKey(ctx, apptest.Password, filePassword)
	other.Must(err)
	if _, err := exchange.At(w.Service).OpenPackage(ctx, theirs); app.CodeOf(err) != app.Untrusted {
		t.Errorf("another office's: %v", err)
	}
	file := parsed(w, own).File
	w.Must(w.RenewKey(ctx, apptest.Password, another))
	if err := w.RestoreKey(ctx, file, filePassword, another); app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "已经换新") {
		t.Errorf("one that was given up: %v", err)
	}
}

// The office changes its key, which the old one signs for: everybody is told and
// compares the new code, and what was approved before still holds.
func TestTheOfficeChangesItsKeyAndReportsStayValid(t *testing.T) {
	w, other := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	taken(other, rosterOf(w))
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Approve, "")
	before := w.Memory.Office.Roster.OfficeKey
	w.Must(w.RenewKey(ctx, apptest.Password, another))
	if now := w.Memory.Office.Roster.OfficeKey; now == before || w.Memory.Office.Roster.KeyAt(1) != before {
		t.Error("the same key, or a forgotten one")
	}
	if err := w.Reassign(ctx, apptest.Password, officer, "副科长", []int{1}); app.CodeOf(err) != app.Password {
		t.Errorf("the old password: %v", err)
	}
	w.Must(w.Reassign(ctx, another, officer, "副科长", []int{1}))
	w.Sign(leader, id, signoff.Approve, "") // under the new key, after others under the old
	s := w.As(officer, id)
	if s.State().Name() != "已审批" || len(s.Problems()) > 0 {
		t.Errorf("%s, %v", s.State().Name(), s.Problems())
	}
	raw, err := exchange.At(w.Service).HandOver(ctx, s)
	w.Must(err)
	other.Clock.At = w.Clock.At
	a := parsed(other, raw)
	if !a.NewKey || a.NewOffice || !strings.Contains(a.ProofSentence(), "由原来的名册密钥签名认可") {
		t.Errorf("nobody is told: %v %s", a.NewKey, a.ProofSentence())
	}
	taken(other, raw)
	if parsed(other, raw).NewKey {
		t.Error("told twice")
	}
}

// Where the key is lost every level signs for the next, at its own workstation; the
// last one gives the new roster, and who asked administers it. Who is gone needs not.
func TestALostKeyIsReplacedByThePeople(t *testing.T) {
	keeper := apptest.NewWorkstation(t)
	officer, head, leader := keeper.CreateRoster()
	id := keeper.Example()
	keeper.Sign(officer, id, signoff.Submit, "")
	keeper.Sign(officer, id, signoff.Approve, "")
	station := func(person string) *apptest.Workstation {
		w := apptest.NewWorkstation(t)
		w.Clock.At = keeper.Clock.At
		taken(w, rosterOf(keeper))
		w.Must(w.Keys.PutKey(ctx, person, keeper.Memory.Keys[person].Sealed))
		w.Must(w.SwitchUser(ctx, person))
		return w
	}
	one, two := station(head), station(leader) // the keeper's workstation is gone, and 张三 with it
	raw, err := one.RequestKey(ctx, another, []string{officer})
	one.Must(err)
	if administers(one) {
		t.Error("who asks administers before anybody has signed")
	}
	stranger := apptest.NewWorkstation(t)
	if _, err := exchange.At(stranger.Service).OpenPackage(ctx, raw); app.CodeOf(err) != app.Forbidden {
		t.Errorf("where there is no roster: %v", err)
	}
	a := parsed(one, raw)
	if a.File.Kind != handover.KindNewKey || a.File.MadeBy != "李四" {
		t.Errorf("%s by %s", a.File.Kind, a.File.MadeBy)
	}
	if _, _, err := one.SignKey(ctx, a.File, "不是这个密码吧"); app.CodeOf(err) != app.Password {
		t.Errorf("with a wrong password: %v", err)
	}
	raw, signed, err := one.SignKey(ctx, a.File, apptest.Password)
	one.Must(err)
	if signed.Pending() == nil || one.Memory.Office.Roster.OfficeKey == signed.Roster.OfficeKey {
		t.Fatal("one person is enough")
	}
	if _, _, err := one.SignKey(ctx, parsed(one, raw).File, apptest.Password); app.CodeOf(err) != app.Forbidden {
		t.Errorf("signed twice: %v", err)
	}
	raw, signed, err = two.SignKey(ctx, parsed(two, raw).File, apptest.Password)
	two.Must(err)
	if signed.Pending() != nil || two.Memory.Office.Roster.OfficeKey != signed.Roster.OfficeKey {
		t.Fatal("the last one has not given the new roster")
	}
	a = parsed(one, raw)
	if a.File.Kind != handover.KindRoster || !a.NewKey {
		t.Errorf("%s, told %v", a.File.Kind, a.NewKey)
	}
	taken(one, raw)
	if !administers(one) || administers(two) || !one.Memory.Office.Roster.Person(officer).Deactivated() {
		t.Error("another administers the roster, or who is gone is still there")
	}
	one.Must(one.Reassign(ctx, another, leader, "党组书记、局长", []int{3}))
	own, err := one.RequestRegistration(ctx, office.Applicant{Name: "赵六", Post: "科员", Password: apptest.Password})
	one.Must(err)
	one.Must(one.Register(ctx, another, own, []int{1}))
	text := one.Memory.Office.Roster.ChangeText()
	for _, want := range []string{"李四（承办部门负责人审核）", "王五（单位行政负责人审批）", "注明已不在的人：张三"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	// What was signed under the lost key still holds, and the round goes on.
	raw, err = exchange.At(keeper.Service).HandOver(ctx, keeper.As(officer, id))
	keeper.Must(err)
	if a := parsed(one, raw); len(a.Replay.Problems) > 0 || a.NewKey {
		t.Errorf("%v", a.Replay.Problems)
	}
	taken(one, raw)
	at, err := one.Drafts.Find(ctx, keeper.As(officer, id).UID())
	one.Must(err)
	one.Sign(head, at, signoff.Approve, "")
	if p := one.As(head, at).Problems(); len(p) > 0 {
		t.Error(p)
	}
}

func administers(w *apptest.Workstation) bool {
	w.T.Helper()
	here, err := w.KeyHere(ctx, app.OfficeOwner, w.Memory.Office.Roster.OfficeKey)
	w.Must(err)
	return here
}

// Nobody signs for a key by an older roster than others hold.
func TestAChangeThatDoesNotKnowTheLastRosterIsRefused(t *testing.T) {
	keeper := apptest.NewWorkstation(t)
	_, head, _ := keeper.CreateRoster()
	one := apptest.NewWorkstation(t)
	taken(one, rosterOf(keeper))
	one.Clock.At = keeper.Clock.At
	raw, err := one.RequestKey(ctx, another, nil)
	one.Must(err)
	keeper.Must(keeper.Reassign(ctx, apptest.Password, head, "副主任", []int{2}))
	if _, err := exchange.At(keeper.Service).OpenPackage(ctx, raw); app.CodeOf(err) != app.Untrusted || !strings.Contains(app.Sentence(err), "比本机的旧") {
		t.Errorf("%v", err)
	}
	var none *roster.Former
	if got := keeper.Memory.Office.Pending(); got != none {
		t.Errorf("%+v", got)
	}
}

// Two administrators: one gives the office another key while the other registers
// somebody by the old one. Nobody is locked out: who compares the new code goes on by
// the new roster, is told who has to be registered anew, and keeps the old one.
func TestAChangeOfKeyThatTheOtherAdministratorDidNotKnow(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	one.CreateRoster()
	raw, err := one.ExportKey(ctx, apptest.Password, filePassword)
	one.Must(err)
	two.Must(two.RestoreKey(ctx, parsed(two, raw).File, filePassword, apptest.Password))
	two.Clock.At = one.Clock.At
	two.Join("赵六", "科员", 1)
	old := two.Memory.Office.Roster.OfficeKey
	one.Must(one.RenewKey(ctx, apptest.Password, another))
	if _, err := exchange.At(one.Service).OpenPackage(ctx, rosterOf(two)); app.CodeOf(err) != app.Untrusted {
		t.Errorf("the key that was given up registers somebody: %v", err)
	}
	a := parsed(two, rosterOf(one))
	text := a.CompareText()
	if !a.NewKey || !a.Replaces || !strings.Contains(text, "请名册管理人重新登记：赵六（科员）") {
		t.Errorf("%+v %s", a.Replaces, text)
	}
	taken(two, rosterOf(one))
	if two.Memory.Office.Roster.OfficeKey != one.Memory.Office.Roster.OfficeKey {
		t.Fatal("locked out")
	}
	if kept, err := two.KeptRosters(ctx, old); err != nil || len(kept) != 1 {
		t.Errorf("%d rosters of before are kept, %v", len(kept), err)
	}
	if a := parsed(two, rosterOf(one)); a.NewKey || a.Replaces {
		t.Error("told twice")
	}
	three := apptest.NewWorkstation(t) // of another office with the same name
	three.CreateRoster()
	if err := two.ReplaceRoster(ctx, three.Memory.Office); app.CodeOf(err) != app.Untrusted {
		t.Errorf("another office's roster takes its place: %v", err)
	}
}
