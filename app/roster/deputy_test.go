package roster_test

import (
	"math"
	"testing"

	"nianbao/app/keys"
	"nianbao/app/roster"
)

// threeOf is an office with an officer, a head and a leader, one a level.
func threeOf(t *testing.T) (r *roster.Roster, office *keys.Private) {
	t.Helper()
	office = key(t)
	r = roster.NewRoster("甲局", office.Public(), roster.DefaultChain(), 1)
	for i, id := range []string{"officer", "head", "leader"} {
		r = r.WithPerson(id, roster.Registration{Name: id, Levels: []int{i + 1}, Key: key(t).Public()}, int64(i)+2)
	}
	return r, office
}

func TestADeputySignsInAnothersStead(t *testing.T) {
	before, office := threeOf(t)
	chain := before.Chain()
	r := before.WithDeputy("leader", "head", []int{2}, 10)
	p := r.Person("leader")
	for name, tt := range map[string]struct {
		r     *roster.Roster
		level int
		may   bool
		of    string
	}{
		"before":    {before, 2, false, ""},
		"as deputy": {r, 2, true, "head"},
		"own level": {r, 3, true, ""},
		"ended":     {r.WithoutDeputy("head", 20), 2, false, ""},
		"own goes on when it ends": {
			r.WithoutDeputy("head", 20), 3, true, "",
		},
		"another post": {r.WithPerson("leader", roster.Registration{Name: "leader", Post: "局长", Levels: []int{2, 3}, Key: p.Current()}, 20), 2, true, "head"},
		"level gone":   {r.WithPerson("leader", roster.Registration{Name: "leader", Levels: []int{3}, Key: p.Current()}, 20), 2, false, ""},
		"own already":  {r.WithDeputy("leader", "head", []int{2, 3}, 20), 3, true, ""},
	} {
		q := tt.r.Person("leader")
		if may := tt.r.MaySign(q, chain, tt.level, math.MaxInt64); may != tt.may {
			t.Errorf("%s: may sign %v", name, may)
		}
		if of := tt.r.StandsFor(q, chain, tt.level, math.MaxInt64); of != tt.of {
			t.Errorf("%s: in the stead of %q", name, of)
		}
	}
	if r.StandsFor(p, chain, 2, 9) != "" || r.Standing(p) != "代head" || len(r.Deputies("head")) != 1 || len(r.Deputies("leader")) != 0 {
		t.Error("who stands in for whom is not told")
	}
	renamed := r.WithChain(chainOf("承办人员初审", "复核", "单位行政负责人审批"), 30)
	if of := renamed.StandsFor(renamed.Person("leader"), renamed.Chain(), 2, 30); of != "head" {
		t.Errorf("under other levels in the stead of %q", of)
	}
	held, err := before.Sign(office)
	if err != nil {
		t.Fatal(err)
	}
	next, err := r.Sign(office)
	if err != nil || next.Verify() != nil || next.Follows(held) != nil {
		t.Fatalf("%v, %v", err, next.Follows(held))
	}
	if held.Roster.Format >= roster.LatestFormat || next.Roster.Format != roster.LatestFormat {
		t.Errorf("format %d, then %d", held.Roster.Format, next.Roster.Format)
	}
}

func TestADeputyThatCannotBe(t *testing.T) {
	for name, d := range map[string][]roster.Deputyship{
		"for oneself":     {{Level: 3, Person: "leader"}},
		"for nobody":      {{Level: 3, Person: ""}},
		"for a stranger":  {{Level: 3, Person: "z"}},
		"no level of his": {{Level: 1, Person: "head"}},
		"one level twice": {{Level: 3, Person: "head"}, {Level: 3, Person: "officer"}},
	} {
		r, _ := threeOf(t)
		last := &r.People[2].Registrations[0]
		if last.Deputy = d; r.Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestARosterKeepsWhatWasAskedFor(t *testing.T) {
	r, office := threeOf(t)
	old, fresh := key(t), key(t)
	r = r.WithPerson("p", roster.Registration{Name: "张三", Key: old.Public()}, 10)
	request := func(endorse, sign *keys.Private) *roster.Request {
		req := &roster.Request{Person: "0123456789abcdef0123456789abcdef", Name: "张三", Key: fresh.Public(), At: 11}
		if endorse != nil {
			if err := req.Endorse(endorse); err != nil {
				t.Fatal(err)
			}
		}
		if err := req.Sign(sign); err != nil {
			t.Fatal(err)
		}
		return req
	}
	endorsedFalsely := request(old, fresh)
	endorsedFalsely.OldKey = key(t).Public()
	for name, tt := range map[string]struct {
		req  *roster.Request
		want roster.Asked
	}{
		"none kept":           {nil, roster.NotKept},
		"asked":               {request(nil, fresh), roster.ByNewKey},
		"endorsed":            {request(old, fresh), roster.ByOldKey},
		"another signed":      {request(nil, old), roster.Forged},
		"a stranger endorses": {request(key(t), fresh), roster.Forged},
		"endorsed falsely":    {endorsedFalsely, roster.Forged},
	} {
		next := r.WithPerson("p", roster.Registration{Name: "张三", Key: fresh.Public(), Request: tt.req}, 12)
		moved := next.WithPerson("p", roster.Registration{Name: "张三", Post: "科长", Key: fresh.Public()}, 13)
		if got := moved.Person("p").Asked(); got != tt.want {
			t.Errorf("%s: %d", name, got)
		}
		if signed, err := moved.Sign(office); err != nil || signed.Verify() != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := r.WithPerson("p", roster.Registration{Name: "张三", Key: key(t).Public(), Request: request(nil, fresh)}, 12)
	if other.Check() == nil {
		t.Error("the request of another key is kept")
	}
}

func TestNamesThatLookAlike(t *testing.T) {
	for _, name := range []string{
		"用日三", "⽤⽇三", "用\u00ad日三", "用日\ufe00三", "用日三\U000e0041", "用\u3164日三", "用日三\U000e0100", "用 日　三", "用日\u2028三", "用\u034f日三",
	} {
		if !roster.SameLook(name, "用日三") {
			t.Errorf("%q looks otherwise: %q", name, roster.CleanName(name))
		}
	}
	for dirty, clean := range map[string]string{
		"⽤⽇": "用日", "\uf9d1\u00ad四": "六四", " Ａｌｉ １ ": "Ali 1", "买买提·艾力": "买买提·艾力", "张\n三": "张 三", "\u3164\u115f": "",
	} {
		if got := roster.CleanName(dirty); got != clean || roster.CleanName(got) != got {
			t.Errorf("%q is cleaned to %q", dirty, got)
		}
	}
	if roster.SameLook("张三", "张四") || !roster.SameLook("买买提·艾力", "买买提•艾力") {
		t.Error("names are told apart wrongly")
	}
	r, office := threeOf(t)
	r = r.WithPerson("a", roster.Registration{Name: "张三", Post: "科员", Levels: []int{1}, Key: key(t).Public()}, 10).
		WithPerson("b", roster.Registration{Name: "张\u00ad三", Post: "主任", Levels: []int{2}, Key: key(t).Public()}, 11)
	all := func(*roster.Person) bool { return true }
	if pairs := r.Alike(all); len(pairs) != 1 || pairs[0].A.ID != "a" || pairs[0].B.ID != "b" {
		t.Fatalf("%+v", pairs)
	}
	if s, err := r.Sign(office); err != nil || s.Verify() != nil {
		t.Errorf("a roster that was signed before: %v", err)
	}
	if r.Twin("⼄", "") != nil || r.Twin("张三 ", "主 任") == nil || r.Twin("张三", "局长") != nil || len(r.Namesakes("张三")) != 2 {
		t.Error("the same person is not found")
	}
	if gone := r.WithoutPerson("b", 20); len(gone.Alike(all)) != 0 || gone.Twin("张三", "主任") == nil {
		t.Error("who left is not known again, or stands in somebody's way")
	}
}
