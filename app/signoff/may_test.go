package signoff_test

import (
	"strings"
	"testing"

	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// office is three people with keys, one of each level, and the roster of them.
type office struct {
	roster *roster.Roster
	keys   map[string]*keys.Private
}

var levelOf = map[string]int{"officer": 1, "head": 2, "leader": 3}

func newOffice(t *testing.T) *office {
	o := &office{keys: map[string]*keys.Private{}}
	o.roster = roster.NewRoster("甲局", key(t).Public(), roster.DefaultChain(), 1)
	for _, id := range []string{"officer", "head", "leader"} {
		o.keys[id] = key(t)
		o.roster = o.roster.WithPerson(id, roster.Registration{Name: "姓" + id, Post: "职务", Levels: []int{levelOf[id]}, Key: o.keys[id].Public()}, 2)
	}
	return o
}

func (o *office) actor(id string) signoff.Actor {
	return signoff.Actor{Roster: o.roster, Person: o.roster.Person(id), HasKey: true}
}

func expect(t *testing.T, what string, got signoff.May, want string) {
	t.Helper()
	if got.OK != (want == "") || !strings.Contains(got.Reason, want) || !got.OK && !strings.HasSuffix(got.Reason, "。") {
		t.Errorf("%s: %+v, not %q", what, got, want)
	}
}

// Who cannot sign anything here is told why, in the order in which it is to be
// mended.
func TestWhoMaySubmit(t *testing.T) {
	o := newOffice(t)
	s := signoff.Begin()
	left := &office{roster: o.roster.WithoutPerson("officer", 9)}
	ready := signoff.Readiness{}
	expect(t, "the officer", s.MaySubmit(o.actor("officer"), ready), "")
	expect(t, "without a roster", s.MaySubmit(signoff.Actor{}, ready), "还没有建立审签名册")
	expect(t, "nobody", s.MaySubmit(signoff.Actor{Roster: o.roster}, ready), "还没有选定您是谁")
	expect(t, "on another workstation", s.MaySubmit(signoff.Actor{Roster: o.roster, Person: o.roster.Person("officer")}, ready), "密钥不在这台电脑上")
	o2 := signoff.Actor{Roster: o.roster, Person: o.roster.Person("officer"), Retired: 1_700_000_000_000_000}
	expect(t, "with a key that was given up", s.MaySubmit(o2, ready), "以前的密钥，已于2023年11月")
	expect(t, "registered by nobody yet", s.MaySubmit(signoff.Actor{Roster: o.roster, Pending: "赵六"}, ready), "赵六的登记申请还没有办结")
	expect(t, "who left", s.MaySubmit(left.actor("officer"), ready), "登记姓officer已离开")
	expect(t, "with errors", s.MaySubmit(o.actor("officer"), signoff.Readiness{Wrong: 2}), "还有 2 处要改正。")
	expect(t, "unexplained", s.MaySubmit(o.actor("officer"), signoff.Readiness{Unfilled: 1, Asked: 3}), "还有 1 处没有填、3 处要说明。请处理后再送审。")
	expect(t, "damaged", s.MaySubmit(o.actor("officer"), signoff.Readiness{Damaged: true, Wrong: 1}), "验证未通过")
	do(t, &s, "submit officer")
	expect(t, "twice", s.MaySubmit(o.actor("officer"), ready), "报告已送审，现在待初审")
}

func TestWhoMayEdit(t *testing.T) {
	o := newOffice(t)
	s := signoff.Begin()
	expect(t, "a draft, by nobody in particular", s.MayEdit(signoff.Actor{}), "")
	left := &office{roster: o.roster.WithoutPerson("officer", 9)}
	expect(t, "a draft, by who left", s.MayEdit(left.actor("officer")), "不能修改报告")
	do(t, &s, "submit officer")
	expect(t, "in review", s.MayEdit(o.actor("officer")), "请送审人撤回，或者请现在等待的姓officer退回")
	do(t, &s, "approve officer", "approve head")
	if m := s.MayEdit(o.actor("officer")); !strings.Contains(m.Reason, "请现在等待的姓leader退回") || strings.Contains(m.Reason, "撤回") {
		t.Errorf("beyond withdrawal: %s", m.Reason)
	}
	do(t, &s, "approve leader")
	expect(t, "approved", s.MayEdit(o.actor("officer")), "已审批")
	expect(t, "to decide on what is approved", s.MayDecide(o.actor("leader")), "用“撤销审批”")
}

func TestWhoMayDecide(t *testing.T) {
	o := newOffice(t)
	s := signoff.Begin()
	expect(t, "a draft", s.MayDecide(o.actor("officer")), "不在审签中")
	do(t, &s, "submit officer")
	expect(t, "the first level", s.MayDecide(o.actor("officer")), "")
	expect(t, "out of turn", s.MayDecide(o.actor("head")), "没有“承办人员初审”的签名权限")
	expect(t, "without a key", s.MayDecide(signoff.Actor{Roster: o.roster, Person: o.roster.Person("officer")}), "密钥不在这台电脑上")
	if got := s.EligibleNames(o.roster); got != "姓officer" {
		t.Errorf("may sign now: %s", got)
	}
	do(t, &s, "approve officer")
	both := o.roster.WithPerson("officer", roster.Registration{Name: "姓officer", Levels: []int{1, 2}, Key: o.keys["officer"].Public()}, 5)
	twice := signoff.Actor{Roster: both, Person: both.Person("officer"), HasKey: true}
	expect(t, "a second level", s.MayApprove(twice, signoff.Readiness{}), "同一人不能")
	expect(t, "a second level to return", s.MayDecide(twice), "")
	s.Drafters["head"] = true
	expect(t, "their own work", s.MayApprove(o.actor("head"), signoff.Readiness{}), "送审人只能担任第一级审核")
	expect(t, "their own work to return", s.MayDecide(o.actor("head")), "")
	if got := s.EligibleNames(both); got != "" {
		t.Errorf("may sign now: %s", got)
	}
	if got := s.EligibleNames(nil); got != "" {
		t.Errorf("may sign now: %s", got)
	}
}

func TestWhoMayWithdrawAndReopen(t *testing.T) {
	o := newOffice(t)
	s := signoff.Begin()
	expect(t, "a draft", s.MayWithdraw(o.actor("officer")), "不在审签中")
	expect(t, "a draft", s.MayReopen(o.actor("officer")), "还没有审批")
	do(t, &s, "submit officer")
	expect(t, "who submitted", s.MayWithdraw(o.actor("officer")), "")
	expect(t, "another", s.MayWithdraw(o.actor("head")), "只有送审人本人")
	expect(t, "nobody", s.MayWithdraw(signoff.Actor{Roster: o.roster}), "还没有选定")
	do(t, &s, "approve officer")
	expect(t, "who submitted and passed the first level", s.MayWithdraw(o.actor("officer")), "")
	do(t, &s, "approve head")
	expect(t, "too late", s.MayWithdraw(o.actor("officer")), "下一级已经处理")
	do(t, &s, "approve leader")
	expect(t, "a signer", s.MayReopen(o.actor("leader")), "")
	expect(t, "without a roster", s.MayReopen(signoff.Actor{}), "还没有建立审签名册")
	stranger := o.roster.WithPerson("z", roster.Registration{Name: "路人", Key: key(t).Public()}, 9)
	expect(t, "a stranger", s.MayReopen(signoff.Actor{Roster: stranger, Person: stranger.Person("z"), HasKey: true}), "才能撤销审批")
}

func TestWhatAnEditWouldCost(t *testing.T) {
	o := newOffice(t)
	s := signoff.Begin()
	for who, want := range map[string]string{"officer": "", "head": "承办部门负责人审核", "leader": "单位行政负责人审批"} {
		if got := s.LossOfEligibility(o.actor(who)); got != want {
			t.Errorf("%s would lose %q, not %q", who, got, want)
		}
	}
	if got := s.LossOfEligibility(signoff.Actor{Roster: o.roster}) + s.LossOfEligibility(signoff.Actor{}); got != "" {
		t.Errorf("nobody would lose %s", got)
	}
	s.Drafters["head"] = true
	if got := s.LossOfEligibility(o.actor("head")); got != "" {
		t.Errorf("who submitted already would lose %s", got)
	}
	do(t, &s, "submit officer")
	if got := s.LossOfEligibility(o.actor("leader")); got != "" {
		t.Errorf("in review somebody would lose %s", got)
	}
}

func TestNamesAndWatermarksOfTheState(t *testing.T) {
	s := signoff.Begin()
	expectState := func(name, mark string, level int) {
		t.Helper()
		if s.Name() != name || s.Watermark() != mark || s.Level() != level {
			t.Errorf("%s, %q, level %d; not %s, %q, %d", s.Name(), s.Watermark(), s.Level(), name, mark, level)
		}
	}
	expectState("草稿", "草稿", 0)
	do(t, &s, "submit officer")
	expectState("待初审", "送审稿　待初审", 1)
	do(t, &s, "approve officer", "return head")
	expectState("退回修改", "草稿", 0)
	if s.Returned == nil || s.LevelName(0) != "" || s.LevelName(4) != "" || s.LevelName(3) != "单位行政负责人审批" {
		t.Errorf("returned %v, levels %q, %q", s.Returned, s.LevelName(0), s.LevelName(4))
	}
	do(t, &s, "submit officer", "approve head", "approve leader")
	expectState("已审批", "", 0)
	do(t, &s, "reopen leader")
	expectState("草稿", "草稿", 0)
	if s.Round != 2 {
		t.Errorf("round %d", s.Round)
	}
}

// An edit voids the signatures of the content before it; undone, they hold again.
func TestVoidedSignatures(t *testing.T) {
	s := signoff.Begin()
	do(t, &s, "submit officer", "approve officer", "return head")
	if v := s.Voided("0"); len(v) != 0 {
		t.Errorf("voided by nothing: %v", v)
	}
	if v := s.Voided("1"); len(v) != 1 || v[0].Person != "officer" || v[0].Level != 1 {
		t.Errorf("voided by an edit: %v", v)
	}
	if n := s.Holding("0", roster.DefaultChain()[:2]); n != 0 {
		t.Errorf("%d signatures hold in another chain", n)
	}
	do(t, &s, "submit officer")
	if v := s.Voided("1"); v != nil || s.Level() != 2 {
		t.Errorf("in review: %v, level %d", v, s.Level())
	}
}

// A drafter's signature of the second level does not outlive the submission that made
// them one; that of the first level does.
func TestADraftersLaterSignatureFalls(t *testing.T) {
	for who, level := range map[string]int{"officer": 3, "head": 2} {
		s := signoff.Begin()
		do(t, &s, "submit officer", "approve officer", "approve head", "return leader")
		s.Drafters[who] = true
		do(t, &s, "submit officer")
		if s.Level() != level {
			t.Errorf("after %s edited, level %d signs next, not %d", who, s.Level(), level)
		}
	}
}

func TestAStateThatGoesOnByItself(t *testing.T) {
	s := signoff.Begin()
	do(t, &s, "submit officer", "approve officer")
	c := s.Clone()
	do(t, &c, "approve head")
	c.Drafters["z"] = true
	if s.Level() != 2 || len(s.Signed) != 1 || s.Drafters["z"] {
		t.Errorf("the other state is %+v", s)
	}
}

func TestWhatDoesNotFit(t *testing.T) {
	for name, change := range map[string]func(a *signoff.Transition){
		"another round":         func(a *signoff.Transition) { a.Round++ },
		"an unknown kind":       func(a *signoff.Transition) { a.Kind = "x" },
		"a chain that is none":  func(a *signoff.Transition) { a.Chain = a.Chain[:0] },
		"a decision on a draft": func(a *signoff.Transition) { a.Kind, a.Chain = signoff.Approve, nil },
		"a return on a draft":   func(a *signoff.Transition) { a.Kind, a.Chain = signoff.Return, nil },
	} {
		s := signoff.Begin()
		a := act(&s, signoff.Submit, "a")
		if change(a); s.Apply(a) == nil || s.Stage != signoff.Drafting || s.Last != nil {
			t.Errorf("%s is taken", name)
		}
	}
	s := signoff.Begin()
	do(t, &s, "submit a")
	for name, change := range map[string]func(a *signoff.Transition){
		"another level":             func(a *signoff.Transition) { a.Level++ },
		"another level's name":      func(a *signoff.Transition) { a.LevelName = "x" },
		"a return without a reason": func(a *signoff.Transition) { a.Kind, a.Opinion = signoff.Return, "" },
		"a submission":              func(a *signoff.Transition) { *a = *act(&s, signoff.Submit, "a") },
		"a reopening":               func(a *signoff.Transition) { *a = *act(&s, signoff.Reopen, "a") },
		"a reopening of this round": func(a *signoff.Transition) { *a = *act(&s, signoff.Reopen, "a"); a.Round-- },
	} {
		a := act(&s, signoff.Approve, "b")
		if change(a); s.Apply(a) == nil || s.Level() != 1 {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestARoundIsReopenedAsTheNext(t *testing.T) {
	s := signoff.Begin()
	do(t, &s, "submit a", "approve a", "approve b", "approve c")
	for _, off := range []int{-1, 1} {
		a := act(&s, signoff.Reopen, "a")
		if a.Round += off; s.Apply(a) == nil {
			t.Errorf("reopened as round %d", a.Round)
		}
	}
	do(t, &s, "reopen a")
}
