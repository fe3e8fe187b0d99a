package review_test

import (
	"strings"
	"testing"

	"nianbao/app/keys"
	"nianbao/app/review"
)

// chainOf returns levels of those names.
func chainOf(names ...string) review.Chain {
	var c review.Chain
	for _, n := range names {
		c = append(c, review.Step{Name: n, Short: n})
	}
	return c
}

// do applies acts of one content; a person's act is "kind person".
func do(t *testing.T, s *review.State, acts ...string) {
	t.Helper()
	for _, text := range acts {
		kind, person, _ := strings.Cut(text, " ")
		if err := s.Apply(act(s, review.Kind(kind), person)); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

func act(s *review.State, kind review.Kind, person string) *review.Act {
	a := &review.Act{Kind: kind, Person: person, Round: s.Round, Content: "0", Opinion: "x"}
	switch kind {
	case review.Submit:
		a.Chain = review.DefaultChain()
	case review.Approve, review.Return:
		a.Level, a.LevelName = s.Level(), s.LevelName(s.Level())
	case review.Reopen:
		a.Round++
	}
	return a
}

func TestADrafterIsOneInLaterRoundsToo(t *testing.T) {
	s := review.Begin()
	s.Edited("d")
	do(t, &s, "submit a", "approve a", "approve b", "approve c", "reopen a", "submit a", "approve a")
	if err := s.Apply(act(&s, review.Approve, "d")); err == nil {
		t.Error("who wrote the report in the first round signs the second level in the next one")
	}
	do(t, &s, "approve b")
}

func TestOnlyWhoHadAHandInItReopens(t *testing.T) {
	s := review.Begin()
	do(t, &s, "submit a", "approve a", "approve b", "approve c")
	if err := s.Apply(act(&s, review.Reopen, "z")); err == nil {
		t.Error("anybody reopens an approved report")
	}
	do(t, &s, "reopen c")
}

func TestAnActSaysNothingBesides(t *testing.T) {
	for name, change := range map[string]func(a *review.Act){
		"a level":                func(a *review.Act) { a.Level = 3 },
		"the name of a level":    func(a *review.Act) { a.LevelName = "单位行政负责人审批：通过" },
		"an opinion upside down": func(a *review.Act) { a.Opinion = "同意\u202e" },
		"an endless opinion":     func(a *review.Act) { a.Opinion = strings.Repeat("字", review.MaxOpinion+1) },
	} {
		s := review.Begin()
		a := act(&s, review.Submit, "a")
		if change(a); s.Apply(a) == nil {
			t.Errorf("a submission with %s is taken", name)
		}
	}
	s := review.Begin()
	do(t, &s, "submit a")
	a := act(&s, review.Approve, "b")
	if a.Chain = review.DefaultChain(); s.Apply(a) == nil {
		t.Error("an approval with a chain is taken")
	}
}

func TestThePastOfARosterStands(t *testing.T) {
	office, one, two := key(t), key(t), key(t)
	person := func(k *keys.Private) review.Registration {
		return review.Registration{Name: "张三", Levels: []int{1}, Key: k.Public()}
	}
	old := review.NewRoster("甲局", office.Public(), review.DefaultChain(), 10).WithPerson("p", person(one), 20).WithChain(chainOf("甲", "乙"), 30)
	sign := func(r *review.Roster) *review.SignedRoster {
		s, err := r.Sign(office)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	held := sign(old)
	if err := sign(old.WithPerson("q", person(two), 30)).Follows(held); err != nil {
		t.Fatal(err)
	}
	back := func(change func(r *review.Roster)) *review.Roster {
		r := old.WithPerson("q", person(two), 40)
		change(r)
		return r
	}
	for name, r := range map[string]*review.Roster{
		"somebody registered for the past": back(func(r *review.Roster) { r.People[1].Registrations[0].From = 29 }),
		"a chain replaced":                 back(func(r *review.Roster) { r.Chains[0] = chainOf("丙", "丁", "戊") }),
		"a chain left out": back(func(r *review.Roster) {
			r.Chains = r.Chains[:1]
			r.People = r.People[1:]
			r.People[0].Registrations[0].Chain = 0
		}),
		"a time set back": back(func(r *review.Roster) { r.At = 29 }),
	} {
		if err := sign(r).Follows(held); err == nil {
			t.Errorf("%s: the newer roster is taken", name)
		}
	}
	later := old.WithPerson("p", person(one), 50) // registered at 30, seen there at 50
	if err := sign(later.WithoutPerson("p", 50)).Follows(sign(later)); err != nil {
		t.Error(err)
	}
	early := later.WithChain(later.Chain(), 60)
	gone := early.WithoutPerson("p", 55)
	if gone.At = 70; sign(gone).Follows(sign(early)) == nil {
		t.Error("somebody was sent away before the roster that still had them")
	}
}

func TestNamesHideNothing(t *testing.T) {
	office, person := key(t), key(t)
	for _, g := range []review.Registration{
		{Name: "张三\u200b"}, {Name: "张\n三"}, {Name: "张三", Post: "局长\u202e"}, {Name: strings.Repeat("张", 101)},
	} {
		g.Key = person.Public()
		if err := review.NewRoster("甲局", office.Public(), review.DefaultChain(), 1).WithPerson("p", g, 2).Check(); err == nil {
			t.Errorf("%q, %q is taken for a name and a post", g.Name, g.Post)
		}
	}
}

// The second level of one chain is not the second level of another.
func TestALevelIsOneOfItsChain(t *testing.T) {
	office := key(t)
	before, after := review.DefaultChain(), review.NewChain([]string{"承办人员初审", "保密审查", "承办部门负责人审核", "单位行政负责人审批"})
	r := review.NewRoster("甲局", office.Public(), before, 1)
	for i, id := range []string{"officer", "head", "leader"} {
		r = r.WithPerson(id, review.Registration{Name: id, Levels: []int{i + 1}, Key: key(t).Public()}, 2)
	}
	r = r.WithChain(after, 10).WithPerson("secrecy", review.Registration{Name: "secrecy", Levels: []int{2}, Key: key(t).Public()}, 11)
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	if !r.Person("head").Signs(3) || !r.Person("leader").Signs(4) || r.Person("head").Signs(2) {
		t.Error("levels did not move along with their names")
	}
	for _, tt := range []struct {
		chain review.Chain
		sent  int64
		want  string // who signs the second level
	}{{before, 5, "head"}, {after, 15, "secrecy"}} {
		s := review.Begin()
		submit, first := act(&s, review.Submit, "officer"), (*review.Act)(nil)
		submit.Chain, submit.At = tt.chain, tt.sent
		if err := s.Apply(submit); err != nil {
			t.Fatal(err)
		}
		if first = act(&s, review.Approve, "officer"); s.Apply(first) != nil {
			t.Fatal("the first level")
		}
		for i := range r.People {
			p := &r.People[i]
			may := s.MayApprove(review.Actor{Roster: r, Person: p, HasKey: true}, review.Readiness{})
			if may.OK != (p.ID == tt.want) {
				t.Errorf("%s on a chain of %d: %+v", p.ID, len(tt.chain), may)
			}
		}
		if got := s.Waits(r); got != tt.want {
			t.Errorf("waits for %s, not %s", got, tt.want)
		}
	}
	// Sent on by the old chain after the new one was in force, to get around a level.
	s := review.Begin()
	submit := act(&s, review.Submit, "officer")
	submit.Chain, submit.At = before, 15
	if err := s.Apply(submit); err != nil {
		t.Fatal(err)
	}
	do(t, &s, "approve officer")
	actor := review.Actor{Roster: r, Person: r.Person("head"), HasKey: true}
	if s.MayApprove(actor, review.Readiness{}).OK || !s.MayDecide(actor).OK {
		t.Error("levels that are no longer in force are signed, or cannot be returned")
	}
}

func TestARenamedLevelGoesOn(t *testing.T) {
	r := review.NewRoster("甲局", key(t).Public(), review.DefaultChain(), 1).
		WithPerson("head", review.Registration{Name: "head", Levels: []int{2}, Key: key(t).Public()}, 2).
		WithChain(chainOf("承办人员初审", "复核", "单位行政负责人审批"), 3)
	if !r.Person("head").Signs(2) {
		t.Error("a level was given another name, and nobody may sign it")
	}
	if r = r.WithChain(chainOf("承办人员初审", "单位行政负责人审批"), 4); len(r.Person("head").Levels()) != 0 {
		t.Error("a level was taken away, and somebody may still sign it")
	}
	if err := r.Check(); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNotReadyIsNotApproved(t *testing.T) {
	r := review.NewRoster("甲局", key(t).Public(), review.DefaultChain(), 1).
		WithPerson("o", review.Registration{Name: "o", Levels: []int{1}, Key: key(t).Public()}, 2)
	s := review.Begin()
	do(t, &s, "submit a")
	actor := review.Actor{Roster: r, Person: r.Person("o"), HasKey: true}
	for _, ready := range []review.Readiness{{Errors: 1}, {Unexplained: 1}, {Damaged: true}} {
		if s.MayApprove(actor, ready).OK {
			t.Errorf("approved with %+v", ready)
		}
	}
	if !s.MayApprove(actor, review.Readiness{}).OK {
		t.Error("nothing stands against it, and it is not approved")
	}
}
