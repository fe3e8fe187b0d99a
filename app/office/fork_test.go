package office_test

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/office"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// The administrator goes on from a restored backup and registers somebody: what was
// signed by either roster holds everywhere, nobody is locked out, and when the two are
// merged every workstation takes the merged one.
func TestTheAdministratorGoesOnFromARestoredBackup(t *testing.T) {
	o := newBureau(t)
	backup := o.a.Memory.Office
	o.a.Must(o.a.Reassign(ctx, apptest.Password, o.head, "党组成员", []int{2}))
	successor := o.join(o.station(), "赵六", "科员", 1)
	o.news(o.b, o.c)
	o.a.Must(o.a.Rosters.SetRoster(ctx, backup)) // restored
	own := o.station()
	drafter := o.join(own, "孙七", "科员", 1)
	if got, want := o.a.Memory.Office.Roster.Version, o.b.Memory.Office.Roster.Version; got >= want {
		t.Fatalf("versions %d and %d", got, want)
	}

	// A round by people of both: the drafter of one, the others of the other one.
	id := own.Example()
	own.Sign(drafter, id, signoff.Submit, "")
	own.Sign(drafter, id, signoff.Approve, "")
	o.onB = carry(own, id, o.b)
	tips, err := o.b.OwnRosters(ctx)
	o.b.Must(err)
	if said := app.SayForked(tips, false); len(tips) != 2 || !strings.Contains(said, "第6版") || !strings.Contains(said, "第5版") || !strings.Contains(said, "由他合并") {
		t.Fatalf("%d rosters: %s", len(tips), said)
	}
	o.b.Sign(o.head, o.onB, signoff.Approve, "同意")
	o.onC = carry(o.b, o.onB, o.c)
	o.c.Sign(o.leader, o.onC, signoff.Approve, "同意公开")
	carry(o.c, o.onC, own)
	o.onA = carry(o.c, o.onC, o.a)
	holds := func(when string) {
		t.Helper()
		for w, at := range map[*apptest.Workstation]int64{o.a: o.onA, o.b: o.onB, o.c: o.onC, own: id} {
			if s := w.As("", at); len(s.Problems()) > 0 {
				t.Errorf("%s: %v", when, s.Problems())
			}
		}
	}
	holds("before")

	// The administrator is told, and registers nobody until the two are one.
	err = o.a.Deactivate(ctx, apptest.Password, successor)
	if app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "合并") {
		t.Fatalf("%v", err)
	}
	chain := o.a.Memory.Office.Roster.Chain()
	if err := o.a.Merge(ctx, "不是这个密码", chain); app.CodeOf(err) != app.Password {
		t.Fatalf("%v", err)
	}
	o.a.Must(o.a.Merge(ctx, apptest.Password, chain))
	r := &o.a.Memory.Office.Roster
	if r.Version != 7 || len(r.Merged) != 2 || len(r.People) != 5 || r.Person(o.head).Post() != "党组成员" || len(o.a.Memory.Beside) > 0 {
		t.Errorf("version %d, merged %v, %d people", r.Version, r.Merged, len(r.People))
	}
	o.news(o.b, o.c, own)
	for _, w := range []*apptest.Workstation{o.b, o.c, own} {
		if w.Memory.Office.Roster.Version != 7 || len(w.Memory.Beside) > 0 {
			t.Errorf("version %d, %d beside", w.Memory.Office.Roster.Version, len(w.Memory.Beside))
		}
	}
	holds("after")
	o.a.Must(o.a.Deactivate(ctx, apptest.Password, successor))
	o.news(o.b, own)
	holds("later")
	if err := o.a.Merge(ctx, apptest.Password, chain); app.CodeOf(err) != app.Forbidden {
		t.Errorf("merged once more: %v", err)
	}
	// Whoever still has a version of before takes what came since.
	late := o.station()
	late.Must(late.Rosters.SetRoster(ctx, backup))
	o.news(late)
	if late.Memory.Office.Roster.Version != r.Version+1 {
		t.Errorf("a late one has version %d", late.Memory.Office.Roster.Version)
	}
}

// Two versions of one number, of which neither is the other's.
func TestTwoRostersOfOneVersion(t *testing.T) {
	o := newBureau(t)
	backup := o.a.Memory.Office
	o.a.Must(o.a.Reassign(ctx, apptest.Password, o.head, "主任", []int{2}))
	o.news(o.b)
	o.a.Must(o.a.Rosters.SetRoster(ctx, backup))
	o.a.Must(o.a.Deactivate(ctx, apptest.Password, o.head))
	raw, err := o.b.RosterFile(ctx)
	o.b.Must(err)
	a, err := o.a.OpenPackage(ctx, raw)
	o.a.Must(err)
	if !a.Forked() || a.Other || a.NewOffice {
		t.Fatalf("%+v", a)
	}
	said := roster.Conflicts(a.Tips[0], a.Tips[1])
	if len(said) != 1 || !strings.Contains(said[0], "李四在两份名册中都改动过") || !strings.Contains(said[0], "已离开") {
		t.Errorf("%q", said)
	}
	take(o.a, raw)
	o.a.Must(o.a.Merge(ctx, apptest.Password, o.a.Memory.Office.Roster.Chain()))
	if p := o.a.Memory.Office.Roster.Person(o.head); p.Post() != "主任" || p.Deactivated() {
		t.Errorf("the later one does not win: %+v", p)
	}
	o.news(o.b, o.c)
}

// Levels that differ are for the administrator to choose.
func TestLevelsThatWentOnSeparately(t *testing.T) {
	o := newBureau(t)
	backup := o.a.Memory.Office
	two := roster.NewChain([]string{"承办人员初审", "单位行政负责人审批"})
	o.a.Must(o.a.SetChain(ctx, apptest.Password, two))
	o.news(o.b)
	id := o.a.Example()
	o.a.Sign(o.officer, id, signoff.Submit, "") // by two levels
	o.onB = carry(o.a, id, o.b)
	o.a.Must(o.a.Rosters.SetRoster(ctx, backup))
	four := roster.NewChain([]string{"承办人员初审", "承办部门负责人审核", "分管领导审核", "单位行政负责人审批"})
	o.a.Must(o.a.SetChain(ctx, apptest.Password, four))
	o.news(o.b)
	tips, err := o.b.OwnRosters(ctx)
	o.b.Must(err)
	if said := roster.Conflicts(tips[0], tips[1]); len(said) == 0 || !strings.Contains(said[0], "审签级数不同") {
		t.Fatalf("%q", said)
	}
	raw, err := o.b.RosterFile(ctx)
	o.b.Must(err)
	take(o.a, raw)
	o.a.Must(o.a.Merge(ctx, apptest.Password, two))
	r := &o.a.Memory.Office.Roster
	if !r.Chain().Equal(two) || !r.HasChain(four) || !r.Person(o.leader).Signs(2) || !r.Person(o.officer).Signs(1) {
		t.Errorf("%+v", r)
	}
	o.news(o.b, o.c)
	if s := o.b.As(o.head, o.onB); len(s.Problems()) > 0 || s.State().Name() != "待初审" {
		t.Errorf("%s: %v", s.State().Name(), s.Problems())
	}
}

// The same key under two ids: both rosters registered one request.
func TestOneKeyUnderTwoIdsIsShown(t *testing.T) {
	o := newBureau(t)
	backup := o.a.Memory.Office
	fresh := o.station()
	req := o.ask(fresh, office.Applicant{Name: "李四", Post: "办公室主任"})
	o.a.Must(o.a.RegisterAs(ctx, apptest.Password, o.head, req, []int{2}))
	o.news(o.b)
	o.a.Must(o.a.Rosters.SetRoster(ctx, backup))
	o.a.Must(o.a.Register(ctx, apptest.Password, req, []int{2}))
	raw, err := o.b.RosterFile(ctx)
	o.b.Must(err)
	a, err := o.a.OpenPackage(ctx, raw)
	o.a.Must(err)
	if said := strings.Join(roster.Conflicts(a.Tips[0], a.Tips[1]), ""); !strings.Contains(said, "同一把密钥") {
		t.Error(said)
	}
	if _, err := o.a.Accept(ctx, a, exchange.Undecided); err != nil {
		t.Fatal(err)
	}
	o.a.Must(o.a.Merge(ctx, apptest.Password, o.a.Memory.Office.Roster.Chain()))
	o.news(o.b, o.c)
}
