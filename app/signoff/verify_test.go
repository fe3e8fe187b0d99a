package signoff_test

import (
	"strings"
	"testing"
	"time"

	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// signed is a transition as its person would sign it at a time, and what stands
// before it in the journal.
func (o *office) signed(t *testing.T, s *signoff.State, kind signoff.Kind, person string, at int64) signoff.Fact {
	t.Helper()
	a := act(s, kind, person)
	p := o.roster.Person(person)
	a.Report, a.Unit, a.Year, a.Name, a.Post, a.Prev, a.At = "uid", "甲局", 2025, p.Name(), p.Post(), "1", at
	if err := a.Sign(o.keys[person]); err != nil {
		t.Fatal(err)
	}
	return signoff.Fact{Seq: at, Report: "uid", Unit: "甲局", Year: 2025, Content: "0", Prev: "1", At: time.UnixMicro(at), Transition: a}
}

func TestASignOffThatHolds(t *testing.T) {
	o := newOffice(t)
	v := signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
	at := int64(10)
	for _, step := range []struct {
		kind   signoff.Kind
		person string
	}{
		{signoff.Submit, "officer"},
		{signoff.Withdraw, "officer"},
		{signoff.Submit, "officer"},
		{signoff.Approve, "officer"},
		{signoff.Return, "head"},
		{signoff.Submit, "officer"},
		{signoff.Approve, "head"},
		{signoff.Approve, "leader"},
		{signoff.Reopen, "leader"},
	} {
		at++
		r := v.Verify(o.signed(t, &v.State, step.kind, step.person, at))
		if r.Problem != "" || r.Seq != at || !r.Transition.Genuine() || !r.Transition.Time().Equal(time.UnixMicro(at)) {
			t.Fatalf("%s by %s: %+v", step.kind, step.person, r)
		}
	}
	if v.State.Round != 2 {
		t.Errorf("round %d", v.State.Round)
	}
}

// Whatever does not fit is named, and the sign-off goes on from what is there.
func TestWhatIsWrongWithASignature(t *testing.T) {
	o, others := newOffice(t), newOffice(t)
	for name, tt := range map[string]struct {
		change func(f *signoff.Fact)
		want   string
	}{
		"as signed":        {func(*signoff.Fact) {}, ""},
		"another report":   {func(f *signoff.Fact) { f.Report = "x" }, "另一份报告"},
		"another unit":     {func(f *signoff.Fact) { f.Unit = "乙局" }, "另一个单位"},
		"another year":     {func(f *signoff.Fact) { f.Year = 2024 }, "另一年度"},
		"another time":     {func(f *signoff.Fact) { f.At = time.UnixMicro(1) }, "与记录时间不符"},
		"a clock set back": {func(f *signoff.Fact) { *f = o.signed(t, begun(o, t), signoff.Approve, "officer", 9) }, "时钟可能被调回"},
		"a record changed": {func(f *signoff.Fact) { f.Prev = "2" }, "之前的记录被改动"},
		"content changed":  {func(f *signoff.Fact) { f.Content = "2" }, "与当时的内容不符"},
		"a stranger":       {func(f *signoff.Fact) { f.Transition.Person = "z" }, "不在名册中"},
		"another's key":    {func(f *signoff.Fact) { f.Transition.Key = others.keys["officer"].Public() }, "没有登记在"},
		"another name":     {func(f *signoff.Fact) { f.Transition.Name = "赵六" }, "姓名或职务与名册不符"},
		"another post":     {func(f *signoff.Fact) { f.Transition.Post = "局长" }, "姓名或职务与名册不符"},
		"another opinion":  {func(f *signoff.Fact) { f.Transition.Opinion = "改过" }, "对不上"},
		"no right to sign": {func(f *signoff.Fact) { *f = o.signed(t, begun(o, t), signoff.Approve, "head", 20) }, "没有这一级的签名权限"},
		"not in its turn": {func(f *signoff.Fact) {
			s := signoff.Begin()
			*f = o.signed(t, &s, signoff.Submit, "officer", 20)
		}, "不能再次送审"},
	} {
		v := signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
		first := signoff.Begin()
		if r := v.Verify(o.signed(t, &first, signoff.Submit, "officer", 10)); r.Problem != "" {
			t.Fatal(r.Problem)
		}
		f := o.signed(t, &v.State, signoff.Approve, "officer", 20)
		tt.change(&f)
		r := v.Verify(f)
		if (r.Problem == "") != (tt.want == "") || !strings.Contains(r.Problem, tt.want) {
			t.Errorf("%s: %q, not %q", name, r.Problem, tt.want)
		}
		if tt.want != "" && !strings.HasSuffix(r.Problem, "。") {
			t.Errorf("%s: %q is no sentence", name, r.Problem)
		}
	}
}

// begun is a report that the officer has sent on.
func begun(o *office, t *testing.T) *signoff.State {
	s := signoff.Begin()
	if err := s.Apply(o.signed(t, &s, signoff.Submit, "officer", 10).Transition); err != nil {
		t.Fatal(err)
	}
	return &s
}

func TestLevelsThatTheOfficeNeverHad(t *testing.T) {
	o := newOffice(t)
	v := signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
	f := o.signed(t, &v.State, signoff.Submit, "officer", 10)
	f.Transition.Chain = chainOf("自己", "自己再来")
	if err := f.Transition.Sign(o.keys["officer"]); err != nil {
		t.Fatal(err)
	}
	if r := v.Verify(f); !strings.Contains(r.Problem, "不是本单位名册所定") {
		t.Errorf("%q", r.Problem)
	}
	alone := signoff.Verifier{State: signoff.Begin()}
	if r := alone.Verify(o.signed(t, &alone.State, signoff.Submit, "officer", 10)); !strings.Contains(r.Problem, "没有名册") {
		t.Errorf("without a roster: %q", r.Problem)
	}
}

func TestNothingChangesInALockedReport(t *testing.T) {
	v := signoff.Verifier{State: signoff.Begin()}
	if got := v.Locked(); got != "" {
		t.Errorf("a draft: %s", got)
	}
	do(t, &v.State, "submit a")
	if got := v.Locked(); !strings.Contains(got, "待初审") {
		t.Errorf("in review: %s", got)
	}
}

// What a person reads before signing tells every kind from the others.
func TestTheDeclarationNamesTheKind(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range []signoff.Kind{signoff.Submit, signoff.Approve, signoff.Return, signoff.Withdraw, signoff.Reopen} {
		a := signoff.Transition{Kind: kind, Name: "李四", Unit: "甲局", Year: 2025, LevelName: "初审"}
		said := a.Declaration()
		if seen[said] || !strings.Contains(said, "李四") || !strings.Contains(said, "《甲局2025年政府信息公开工作年度报告》") {
			t.Errorf("%s: %s", kind, said)
		}
		seen[said] = true
		if got := a.Title(); got != "初审："+kind.Name() {
			t.Errorf("titled %s", got)
		}
		if a.LevelName = ""; a.Title() != kind.Name() || kind.Name() == "" {
			t.Errorf("titled %s", a.Title())
		}
	}
}

func chainOf(names ...string) roster.Chain {
	var c roster.Chain
	for _, n := range names {
		c = append(c, roster.Level{Name: n, Short: n})
	}
	return c
}

// bind signs a transition anew by a version of a roster.
func (o *office) bind(t *testing.T, f signoff.Fact, office string, version int) signoff.Fact {
	t.Helper()
	a := *f.Transition
	a.OfficeKey, a.RosterVersion = o.roster.OfficeKey, version
	if office != "" {
		a.OfficeKey = keys.Public(office)
	}
	if err := a.Sign(o.keys[a.Person]); err != nil {
		t.Fatal(err)
	}
	f.Transition = &a
	return f
}

// A signature names the roster it was made by: another office's, an older one than
// the signature before it, and levels of another version are told.
func TestASignatureNamesItsRoster(t *testing.T) {
	o := newOffice(t)
	now := o.roster.Version
	v := signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
	submitted := o.bind(t, o.signed(t, &v.State, signoff.Submit, "officer", 20), "", now)
	if r := v.Verify(submitted); r.Problem != "" {
		t.Fatal(r.Problem)
	}
	approval := o.signed(t, &v.State, signoff.Approve, "officer", 21)
	for name, tt := range map[string]struct {
		fact signoff.Fact
		want string
	}{
		"its own":        {o.bind(t, approval, "", now), ""},
		"a later one":    {o.bind(t, approval, "", now+1), ""},
		"of before":      {approval, ""},
		"an older one":   {o.bind(t, approval, "", now-1), "比前一步的"},
		"another office": {o.bind(t, approval, strings.Repeat("0", 130), now), "另一份名册"},
		"changed after": {func() signoff.Fact {
			f := o.bind(t, approval, "", now)
			f.Transition.RosterVersion++
			return f
		}(), "对不上"},
	} {
		next := v
		next.State = v.State.Clone()
		if r := next.Verify(tt.fact); tt.want == "" && r.Problem != "" || !strings.Contains(r.Problem, tt.want) {
			t.Errorf("%s: %q", name, r.Problem)
		}
	}
	o.roster = o.roster.WithChain(roster.Chain{{Name: "甲", Short: "甲"}, {Name: "乙", Short: "乙"}}, 22)
	v = signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
	if r := v.Verify(o.bind(t, submitted, "", o.roster.Version)); !strings.Contains(r.Problem, "所定") {
		t.Errorf("levels that are no longer in force: %q", r.Problem)
	}
}

// Who hands a report over signs the record, and where it stands stays as it is.
func TestASignedHandOver(t *testing.T) {
	o := newOffice(t)
	v := signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
	handed := o.signed(t, &v.State, signoff.HandedOver, "head", 20)
	if r := v.VerifyHandOver(handed); r.Problem != "" || v.State.Stage != signoff.Drafting {
		t.Errorf("%q, %s", r.Problem, v.State.Stage)
	}
	if r := v.Verify(handed); r.Problem == "" {
		t.Error("a hand-over passes for a step of the sign-off")
	}
	if r := v.VerifyHandOver(o.signed(t, &v.State, signoff.Submit, "officer", 21)); r.Problem == "" {
		t.Error("a step of the sign-off passes for a hand-over")
	}
	changed := handed
	changed.Content = "9"
	if r := v.VerifyHandOver(changed); !strings.Contains(r.Problem, "不符") {
		t.Errorf("other content: %q", r.Problem)
	}
}

// A key that was somebody's until they left is told as that, and not as another's.
func TestAKeyThatWasGivenUpIsTold(t *testing.T) {
	o := newOffice(t)
	s := signoff.Begin()
	f := o.signed(t, &s, signoff.Submit, "officer", 20)
	v := signoff.Verifier{Roster: o.roster.WithoutPerson("officer", 15), State: signoff.Begin()}
	if r := v.Verify(f); !strings.Contains(r.Problem, "已于1970年1月1日停用") || !strings.Contains(r.Problem, "不签名移交") || strings.Contains(r.Problem, "不属于") {
		t.Errorf("%q", r.Problem)
	}
	early := o.signed(t, &s, signoff.Submit, "officer", 1)
	v = signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
	if r := v.Verify(early); !strings.Contains(r.Problem, "才登记") {
		t.Errorf("%q", r.Problem)
	}
}
