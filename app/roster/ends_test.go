package roster_test

import (
	"testing"

	"nianbao/app/roster"
)

// By a clock that was ahead somebody has signed at 100; they leave, or get another
// key, at 50.
func TestWhatWasSignedAheadOfTheEndStillHolds(t *testing.T) {
	before, office := threeOf(t)
	held, err := before.Sign(office)
	if err != nil {
		t.Fatal(err)
	}
	was := before.Person("head").Current()
	for name, change := range map[string]func() *roster.Roster{
		"left": func() *roster.Roster { return before.WithoutPerson("head", 50) },
		"new key": func() *roster.Roster {
			return before.WithPerson("head", roster.Registration{Name: "head", Levels: []int{2}, Key: key(t).Public()}, 50)
		},
	} {
		r := change()
		if g := r.Person("head").At(100); g != nil && g.Key == was {
			t.Fatalf("%s: it holds as it is", name)
		}
		r.EndAfter("head", 100)
		if g := r.Person("head").At(100); g == nil || g.Key != was {
			t.Errorf("%s: what was signed at 100 does not hold", name)
		}
		if r.Person("head").Current() == was {
			t.Errorf("%s: the key is still in force", name)
		}
		next, err := r.Sign(office)
		if err != nil || next.Verify() != nil || next.Follows(held) != nil {
			t.Errorf("%s: %v, %v", name, err, next.Follows(held))
		}
		again, err := r.WithPerson("officer", roster.Registration{Name: "officer", Levels: []int{1}, Key: key(t).Public()}, 60).Sign(office)
		if err != nil || again.Follows(next) != nil {
			t.Errorf("%s: the office cannot go on: %v", name, err)
		}
	}
	r := before.WithoutPerson("head", 50)
	if r.EndAfter("head", 10); r.Person("head").At(60) != nil {
		t.Error("the end is moved for nothing")
	}
}
