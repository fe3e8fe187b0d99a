package roster_test

import (
	"fmt"
	"testing"

	"nianbao/app/roster"
)

// A county that looks through the rosters of all its offices again and again verifies
// each of them once, and a changed one is found out whenever it comes.
func TestTheRostersOfACountyAreVerifiedOnce(t *testing.T) {
	const offices = 200
	var all []*roster.SignedRoster
	for i := range offices {
		k := key(t)
		s, err := roster.NewRoster(fmt.Sprintf("第%d局", i), k.Public(), roster.DefaultChain(), 1).Sign(k)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	count, end := roster.CountVerified()
	defer end()
	for range 3 {
		for _, s := range all {
			if err := s.Verify(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if *count != offices {
		t.Errorf("%d signatures were verified for %d rosters", *count, offices)
	}
	for i := range 3 {
		forged := *all[i]
		forged.Roster.Office = "另一个局"
		if forged.Verify() == nil {
			t.Error("a changed roster is taken")
		}
		mixed := *all[i]
		mixed.Signature = all[i+1].Signature
		if mixed.Verify() == nil {
			t.Error("the signature of another office is taken")
		}
	}
}
