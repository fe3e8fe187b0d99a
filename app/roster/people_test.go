package roster_test

import (
	"testing"
	"time"

	"nianbao/app/keys"
	"nianbao/app/roster"
)

// history is an office in which one person moved up, got another key, and left.
func history(t *testing.T) (r *roster.Roster, office, first, second *keys.Private) {
	office, first, second = key(t), key(t), key(t)
	r = roster.NewRoster("甲局", office.Public(), roster.DefaultChain(), 1).
		WithPerson("p", roster.Registration{Name: "张三", Post: "科员", Levels: []int{1}, Key: first.Public()}, 10).
		WithPerson("p", roster.Registration{Name: "张三", Post: "科长", Levels: []int{2}, Key: second.Public()}, 20).
		WithoutPerson("p", 30)
	return r, office, first, second
}

func TestWhoSomebodyWasAtATime(t *testing.T) {
	r, _, first, second := history(t)
	p := r.Person("p")
	for at, want := range map[int64]string{9: "", 10: "科员", 19: "科员", 20: "科长", 29: "科长", 30: "", 31: ""} {
		got := ""
		if g := p.At(at); g != nil {
			got = g.Post
		}
		if got != want {
			t.Errorf("at %d: %q, not %q", at, got, want)
		}
	}
	if p.Name() != "张三" || p.Post() != "科长" || p.Title() != "张三（科长）" || !p.Since().Equal(time.UnixMicro(20)) {
		t.Errorf("%s, %s, %s, since %s", p.Name(), p.Post(), p.Title(), p.Since())
	}
	if !p.Deactivated() || p.Current() != "" || r.Person("z") != nil {
		t.Error("who left is still there, or somebody nobody knows is")
	}
	if !p.HasHeld(first.Public()) || !p.HasHeld(second.Public()) || p.HasHeld(r.OfficeKey) || !p.WasNamed("张三") || p.WasNamed("李四") {
		t.Error("the keys and names of a person are not those registered")
	}
	untitled := r.WithPerson("q", roster.Registration{Name: "李四", Key: key(t).Public()}, 40).Person("q")
	if untitled.Title() != "李四" {
		t.Errorf("titled %s", untitled.Title())
	}
}

// News of another post may be late, but nobody signs as what they become later.
func TestWhatSomebodyHadBecomeByATime(t *testing.T) {
	r, _, first, second := history(t)
	p := r.Person("p")
	for name, tt := range map[string]struct {
		name, post string
		key        keys.Public
		at         int64
		want       bool
	}{
		"as registered":        {"张三", "科员", first.Public(), 15, true},
		"the post of before":   {"张三", "科长", second.Public(), 25, true},
		"the post to come":     {"张三", "科长", second.Public(), 15, false},
		"another's name":       {"李四", "科员", first.Public(), 15, false},
		"a post never held":    {"张三", "局长", first.Public(), 15, false},
		"the key of later":     {"张三", "科员", second.Public(), 15, false},
		"the post of long ago": {"张三", "科员", first.Public(), 99, true},
	} {
		if got := p.WasRegisteredAs(tt.name, tt.post, tt.key, tt.at); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhoMaySignALevelOfAChain(t *testing.T) {
	before, after := roster.DefaultChain(), chainOf("初核", "复核")
	r := roster.NewRoster("甲局", key(t).Public(), before, 1).
		WithPerson("p", roster.Registration{Name: "张三", Levels: []int{2}, Key: key(t).Public()}, 10).
		WithChain(after, 20).
		WithPerson("p", roster.Registration{Name: "张三", Levels: []int{1}, Key: key(t).Public()}, 30)
	p := r.Person("p")
	for name, tt := range map[string]struct {
		chain roster.Chain
		level int
		at    int64
		want  bool
	}{
		"their level":                {before, 2, 15, true},
		"before they were here":      {before, 2, 9, false},
		"another level":              {before, 1, 15, false},
		"their level of the old one": {before, 2, 99, true},
		"the new chain":              {after, 1, 30, true},
		"the new chain, too early":   {after, 1, 19, false},
		"a chain nobody had":         {chainOf("甲", "乙"), 1, 99, false},
	} {
		if got := r.MaySign(p, tt.chain, tt.level, tt.at); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !r.HasChain(before) || !r.HasChain(after) || r.HasChain(chainOf("甲", "乙")) || !r.Chain().Equal(after) {
		t.Error("the chains of the office are others")
	}
	for at, want := range map[int64]bool{19: false, 20: true, 99: true} {
		if got := r.Superseded(before, at); got != want {
			t.Errorf("the old chain at %d: superseded %v", at, got)
		}
	}
	if r.Superseded(after, 99) {
		t.Error("the chain in force is superseded")
	}
	if same := r.WithChain(after, 40); len(same.Chains) != 2 {
		t.Error("the chain in force is put in force again")
	}
}

func TestARosterThatDoesNotFitTogether(t *testing.T) {
	other := key(t)
	for name, change := range map[string]func(r *roster.Roster){
		"no office":            func(r *roster.Roster) { r.Office = " " },
		"an office that hides": func(r *roster.Roster) { r.Office = "甲\u200b局" },
		"no chain":             func(r *roster.Roster) { r.Chains = nil },
		"a chain that is none": func(r *roster.Roster) { r.Chains[0] = r.Chains[0][:0] },
		"nobody's id":          func(r *roster.Roster) { r.People[0].ID = "" },
		"no registration":      func(r *roster.Roster) { r.People[0].Registrations = nil },
		"twice the same id":    func(r *roster.Roster) { r.People = append(r.People, r.People[0]) },
		"another's key": func(r *roster.Roster) {
			r.People = append(r.People, roster.Person{ID: "q", Registrations: r.People[0].Registrations})
		},
		"the office's key":          func(r *roster.Roster) { r.People[0].Registrations[0].Key = r.OfficeKey },
		"no key":                    func(r *roster.Roster) { r.People[0].Registrations[0].Key = "04" },
		"no name":                   func(r *roster.Roster) { r.People[0].Registrations[0].Name = " " },
		"a level too high":          func(r *roster.Roster) { r.People[0].Registrations[0].Levels = []int{4} },
		"a level too low":           func(r *roster.Roster) { r.People[0].Registrations[0].Levels = []int{0} },
		"a chain of nobody":         func(r *roster.Roster) { r.People[0].Registrations[0].Chain = 1 },
		"a chain before the first":  func(r *roster.Roster) { r.People[0].Registrations[0].Chain = -1 },
		"one that never ends":       func(r *roster.Roster) { r.People[0].Registrations[0].Until = 0 },
		"one that ends too early":   func(r *roster.Roster) { r.People[0].Registrations[0].Until = 9 },
		"one that begins too early": func(r *roster.Roster) { r.People[0].Registrations[1].From = 19 },
		"chains out of order": func(r *roster.Roster) {
			r.Chains = append(r.Chains, chainOf("甲", "乙", "丙"))
			r.People[0].Registrations[0].Chain = 1
		},
		"too many people": func(r *roster.Roster) {
			for range 5000 {
				r.People = append(r.People, r.People[0])
			}
		},
	} {
		r, office, _, _ := history(t)
		if _, err := r.Sign(office); err != nil {
			t.Fatal(err)
		}
		if change(r); r.Check() == nil {
			t.Errorf("%s: the roster is taken", name)
		}
		if _, err := r.Sign(office); err == nil {
			t.Errorf("%s: the roster is signed", name)
		}
	}
	r, office, _, _ := history(t)
	s, err := r.Sign(office)
	if err != nil {
		t.Fatal(err)
	}
	if s.Roster.Format++; s.Verify() == nil {
		t.Error("a roster of a later version is taken")
	}
	if r.Digest() == r.WithPerson("q", roster.Registration{Name: "李四", Key: other.Public()}, 40).Digest() {
		t.Error("two rosters have one digest")
	}
}

func TestARosterFollowsOnlyItsOwn(t *testing.T) {
	r, office, _, _ := history(t)
	sign := func(r *roster.Roster, k *keys.Private) *roster.SignedRoster {
		s, err := r.Sign(k)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	held := sign(r, office)
	stranger := key(t)
	other := *r
	other.OfficeKey, other.Version = stranger.Public(), r.Version+1
	if err := sign(&other, stranger).Follows(held); err == nil {
		t.Error("another office's roster is taken")
	}
	same := r.WithPerson("q", roster.Registration{Name: "李四", Key: key(t).Public()}, 40)
	same.Version = r.Version
	if err := sign(same, office).Follows(held); err == nil {
		t.Error("a version is rewritten")
	}
	left := r.WithPerson("q", roster.Registration{Name: "李四", Key: key(t).Public()}, 40)
	left.People = left.People[1:]
	if err := sign(left, office).Follows(held); err == nil {
		t.Error("somebody is left out")
	}
	fewer := r.WithoutPerson("p", 50)
	fewer.People[0].Registrations = fewer.People[0].Registrations[:1]
	if err := sign(fewer, office).Follows(held); err == nil {
		t.Error("a registration is left out")
	}
}

func TestALevelGivenToNobodyTwice(t *testing.T) {
	r := roster.NewRoster("甲局", key(t).Public(), roster.DefaultChain(), 1).
		WithPerson("p", roster.Registration{Name: "张三", Levels: []int{2, 3}, Key: key(t).Public()}, 2).
		WithPerson("q", roster.Registration{Name: "李四", Levels: []int{1}, Key: key(t).Public()}, 2).
		WithoutPerson("q", 3).
		WithChain(chainOf("单位行政负责人审批", "承办部门负责人审核"), 4)
	if got := r.Person("p").Levels(); len(got) != 2 || got[0] != 1 || got[1] != 2 {
		t.Errorf("levels %v", got)
	}
	if n := len(r.Person("q").Registrations); n != 1 {
		t.Errorf("who left is registered %d times", n)
	}
}
