package roster_test

import (
	"strings"
	"testing"

	"nianbao/app/keys"
	"nianbao/app/roster"
)

func TestChains(t *testing.T) {
	long := strings.Repeat("长", 21)
	for _, tt := range []struct {
		name  string
		chain roster.Chain
		ok    bool
	}{
		{"the default", roster.DefaultChain(), true},
		{"with secrecy", append(roster.DefaultChain(), roster.SecrecyLevel), true},
		{"one level", roster.DefaultChain()[:1], true},
		{"no level", roster.Chain{}, false},
		{"six levels", roster.Chain{{"a", "a"}, {"b", "b"}, {"c", "c"}, {"d", "d"}, {"e", "e"}, {"f", "f"}}, false},
		{"twice the same", roster.Chain{{"初审", "初审"}, {"初审", "初审"}}, false},
		{"nameless", roster.Chain{{"", ""}, {"b", "b"}}, false},
		{"too long", roster.Chain{{long, "a"}, {"b", "b"}}, false},
	} {
		if err := tt.chain.Check(); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestARosterOnlyGrows(t *testing.T) {
	office, person, other := key(t), key(t), key(t)
	first := roster.NewRoster("甲局", office.Public(), roster.DefaultChain(), 1)
	with := first.WithPerson("p", roster.Registration{Name: "张三", Levels: []int{1}, Key: person.Public()}, 2)
	moved := with.WithPerson("p", roster.Registration{Name: "张三", Post: "科长", Levels: []int{2}, Key: person.Public()}, 3)
	lost := moved.WithPerson("p", roster.Registration{Name: "张三", Post: "科长", Levels: []int{2}, Key: other.Public()}, 4)
	gone := lost.WithoutPerson("p", 5)
	versions := []*roster.SignedRoster{}
	for _, r := range []*roster.Roster{first, with, moved, lost, gone} {
		s, err := r.Sign(office)
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, s)
	}
	for i, later := range versions {
		if err := later.Verify(); err != nil {
			t.Errorf("version %d: %v", i+1, err)
		}
		for j, earlier := range versions {
			if err := later.Follows(earlier); (err == nil) != (i >= j) {
				t.Errorf("version %d after %d: %v", i+1, j+1, err)
			}
		}
	}
	if gone.Person("p").Current() != "" || lost.Person("p").Current() != other.Public() {
		t.Error("the wrong key is in force")
	}
	rewritten := with.WithPerson("q", roster.Registration{Name: "李四", Key: other.Public()}, 9)
	rewritten.People[0].Registrations[0].Name = "赵六"
	s, err := rewritten.Sign(office)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Follows(versions[1]); err == nil {
		t.Error("a name is rewritten unseen")
	}
}

func TestARosterIsSignedByItsOwnOffice(t *testing.T) {
	office, other := key(t), key(t)
	r := roster.NewRoster("甲局", office.Public(), roster.DefaultChain(), 1)
	if _, err := r.Sign(other); err == nil {
		t.Error("another key signs the roster")
	}
	s, err := r.Sign(office)
	if err != nil {
		t.Fatal(err)
	}
	s.Roster.OfficeKey = other.Public()
	if err := s.Verify(); err == nil {
		t.Error("the office's key can be exchanged")
	}
}

func key(t *testing.T) *keys.Private {
	t.Helper()
	k, err := keys.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// chainOf returns levels of those names.
func chainOf(names ...string) roster.Chain {
	var c roster.Chain
	for _, n := range names {
		c = append(c, roster.Level{Name: n, Short: n})
	}
	return c
}

func TestThePastOfARosterStands(t *testing.T) {
	office, one, two := key(t), key(t), key(t)
	person := func(k *keys.Private) roster.Registration {
		return roster.Registration{Name: "张三", Levels: []int{1}, Key: k.Public()}
	}
	old := roster.NewRoster("甲局", office.Public(), roster.DefaultChain(), 10).WithPerson("p", person(one), 20).WithChain(chainOf("甲", "乙"), 30)
	sign := func(r *roster.Roster) *roster.SignedRoster {
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
	back := func(change func(r *roster.Roster)) *roster.Roster {
		r := old.WithPerson("q", person(two), 40)
		change(r)
		return r
	}
	for name, r := range map[string]*roster.Roster{
		"somebody registered for the past": back(func(r *roster.Roster) { r.People[1].Registrations[0].From = 29 }),
		"a chain replaced":                 back(func(r *roster.Roster) { r.Chains[0] = chainOf("丙", "丁", "戊") }),
		"a chain left out": back(func(r *roster.Roster) {
			r.Chains, r.ChainsFrom = r.Chains[:1], nil
			r.People = r.People[1:]
			r.People[0].Registrations[0].Chain = 0
		}),
		"a time set back":             back(func(r *roster.Roster) { r.At = 29 }),
		"a chain begun earlier":       back(func(r *roster.Roster) { r.ChainsFrom[1]-- }),
		"a chain's beginning dropped": back(func(r *roster.Roster) { r.ChainsFrom = nil }),
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
	for _, g := range []roster.Registration{
		{Name: "张三\u200b"}, {Name: "张\n三"}, {Name: "张三", Post: "局长\u202e"}, {Name: strings.Repeat("张", 101)},
	} {
		g.Key = person.Public()
		if err := roster.NewRoster("甲局", office.Public(), roster.DefaultChain(), 1).WithPerson("p", g, 2).Check(); err == nil {
			t.Errorf("%q, %q is taken for a name and a post", g.Name, g.Post)
		}
	}
}

func TestARenamedLevelGoesOn(t *testing.T) {
	r := roster.NewRoster("甲局", key(t).Public(), roster.DefaultChain(), 1).
		WithPerson("head", roster.Registration{Name: "head", Levels: []int{2}, Key: key(t).Public()}, 2).
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

// A submission counts by the levels of the roster it was signed by.
func TestWhichLevelsWereInForce(t *testing.T) {
	two, three := chainOf("甲", "乙"), chainOf("甲", "乙", "丙")
	r := roster.NewRoster("甲局", key(t).Public(), two, 1)
	r = r.WithPerson("p", roster.Registration{Name: "张三", Levels: []int{1}, Key: key(t).Public()}, 2) // version 2
	if !r.InForce(two, 2) || r.InForce(three, 2) {
		t.Error("a roster whose levels never changed has others in force")
	}
	before := r
	r = r.WithChain(three, 3).WithPerson("q", roster.Registration{Name: "李四", Key: key(t).Public()}, 4)
	for _, tt := range []struct {
		chain   roster.Chain
		version int
		want    bool
	}{
		{two, 1, true},
		{two, 2, true},
		{three, 2, false},
		{three, 3, true},
		{two, 3, false},
		{two, 4, false},
		{two, 0, true},
		{three, 0, true},
		{chainOf("甲", "丁"), 0, false},
	} {
		if got := r.InForce(tt.chain, tt.version); got != tt.want {
			t.Errorf("%d levels by version %d: %v", len(tt.chain), tt.version, got)
		}
	}
	if err := r.Check(); err != nil || len(before.ChainsFrom) > 0 {
		t.Errorf("%v, before %v", err, before.ChainsFrom)
	}
	for name, from := range map[string][]int{"too few": {1}, "backwards": {3, 1}, "not yet": {0, 9}} {
		c := *r
		if c.ChainsFrom = from; c.Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
