package roster_test

import (
	"errors"
	"strings"
	"testing"

	"nianbao/app/keys"
	"nianbao/app/roster"
)

// staffed is an office of three levels with a person for each, whose keys are returned
// in their order.
func staffed(t *testing.T) (held *roster.SignedRoster, office *keys.Private, people []*keys.Private) {
	t.Helper()
	office = key(t)
	r := roster.NewRoster("甲局", office.Public(), roster.DefaultChain(), 1)
	for i, id := range []string{"officer", "head", "leader"} {
		people = append(people, key(t))
		r = r.WithPerson(id, roster.Registration{Name: id, Levels: []int{i + 1}, Key: people[i].Public()}, int64(10+i))
	}
	return signed(t, r, office), office, people
}

func signed(t *testing.T, r *roster.Roster, office *keys.Private) *roster.SignedRoster {
	t.Helper()
	s, err := r.Sign(office)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// renewed gives an office another key that the old one signs for.
func renewed(t *testing.T, held *roster.SignedRoster, old *keys.Private, at int64) (*roster.SignedRoster, *keys.Private) {
	t.Helper()
	office := key(t)
	r, err := held.Roster.WithOfficeKey(old, office.Public(), at)
	if err != nil {
		t.Fatal(err)
	}
	return signed(t, r, office), office
}

func TestAnOfficeChangesItsKey(t *testing.T) {
	first, office, _ := staffed(t)
	second, next := renewed(t, first, office, 20)
	later := signed(t, second.Roster.WithPerson("new", roster.Registration{Name: "new", Key: key(t).Public()}, 30), next)
	third, last := renewed(t, later, next, 40)
	all := []*roster.SignedRoster{first, second, later, third, signed(t, third.Roster.WithoutPerson("new", 50), last)}
	for i, is := range all {
		if err := is.Verify(); err != nil {
			t.Errorf("version %d: %v", i, err)
		}
		for j, was := range all {
			err := is.Follows(was)
			if (err == nil) != (i >= j) || i < j && !errors.Is(err, roster.ErrRosterOlder) {
				t.Errorf("%d after %d: %v", i, j, err)
			}
		}
	}
	for version, want := range map[int]keys.Public{1: office.Public(), 4: office.Public(), 5: next.Public(), 6: next.Public(), 7: last.Public(), 99: last.Public()} {
		if third.Roster.KeyAt(version) != want {
			t.Errorf("another key signed version %d", version)
		}
	}
}

// Who has the old key after it was given up, or none at all, changes nothing.
func TestAChangeOfKeyCannotBeForged(t *testing.T) {
	first, office, people := staffed(t)
	second, _ := renewed(t, first, office, 20)
	thief := signed(t, first.Roster.WithPerson("thief", roster.Registration{Name: "thief", Levels: []int{3}, Key: key(t).Public()}, 30), office)
	if err := thief.Follows(second); err == nil {
		t.Error("the key that was given up still changes the roster")
	}
	if err := second.Follows(thief); err == nil {
		t.Error("a roster that went on under the old key is passed over unseen")
	}
	own := key(t)
	for name, by := range map[string]keys.Signer{"own": own, "a person's": people[2]} {
		r, err := first.Roster.WithOfficeKey(by, own.Public(), 20)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Sign(own); err == nil {
			t.Errorf("a change that %s key signs for is one", name)
		}
	}
	for name, change := range map[string]func(r *roster.Roster){
		"no former key":       func(r *roster.Roster) { r.Former = nil },
		"another version":     func(r *roster.Roster) { r.Former[0].Version-- },
		"another time":        func(r *roster.Roster) { r.Former[0].At-- },
		"another former key":  func(r *roster.Roster) { r.Former[0].Key = own.Public() },
		"another key":         func(r *roster.Roster) { r.OfficeKey = own.Public() },
		"no signature":        func(r *roster.Roster) { r.Former[0].Signature = nil },
		"a signature flipped": func(r *roster.Roster) { r.Former[0].Signature[9] ^= 1 },
	} {
		forged := *second
		forged.Roster.Former = append([]roster.Former(nil), second.Roster.Former...)
		forged.Roster.Former[0].Signature = append([]byte(nil), second.Roster.Former[0].Signature...)
		change(&forged.Roster)
		if err := forged.Verify(); err == nil {
			t.Errorf("%s: verified", name)
		}
		forged.Roster.OfficeKey = own.Public()
		if s, err := forged.Roster.Sign(own); err == nil && s.Follows(first) == nil {
			t.Errorf("%s: signed by a key of one's own, it follows", name)
		}
	}
}

// asked is a request for another key where the old one is lost.
func asked(t *testing.T, held *roster.SignedRoster, gone ...string) (*roster.SignedRoster, *keys.Private) {
	t.Helper()
	office := key(t)
	s, err := held.Succeed(office, gone, 20)
	if err != nil {
		t.Fatal(err)
	}
	return s, office
}

func endorsed(t *testing.T, s *roster.SignedRoster, person string, level int, key keys.Signer) *roster.SignedRoster {
	t.Helper()
	out, err := s.Endorse(person, level, key)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Where the key is lost every level signs for the next one, in any order, and two
// people at least; who does not can still sign later.
func TestPeopleSignForAnotherKey(t *testing.T) {
	held, office, people := staffed(t)
	s, next := asked(t, held)
	for i, level := range []int{3, 1, 2} {
		if err := s.Verify(); err == nil || s.Pending() == nil || s.VerifyPending() != nil {
			t.Fatalf("with %d signatures: %v", i, err)
		}
		s = endorsed(t, s, []string{"officer", "head", "leader"}[level-1], level, people[level-1])
	}
	if err := s.Verify(); err != nil || s.Pending() != nil {
		t.Fatal(err)
	}
	early := signed(t, roster.NewRoster("甲局", office.Public(), roster.DefaultChain(), 1), office)
	between := signed(t, early.Roster.WithPerson("officer", held.Roster.People[0].Registrations[0], 10), office)
	later := signed(t, s.Roster.WithPerson("new", roster.Registration{Name: "new", Key: key(t).Public()}, 30), next)
	again, _ := renewed(t, later, next, 40)
	for name, is := range map[string]*roster.SignedRoster{"signed": s, "later": later, "changed again": again} {
		if err := is.Verify(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for was, old := range map[string]*roster.SignedRoster{"the first": early, "one between": between, "the last": held} {
			if err := is.Follows(old); err != nil {
				t.Errorf("%s after %s: %v", name, was, err)
			}
			if err := old.Follows(is); !errors.Is(err, roster.ErrRosterOlder) {
				t.Errorf("%s before %s: %v", was, name, err)
			}
		}
	}
	ahead := signed(t, held.Roster.WithoutPerson("leader", 15), office)
	if err := s.Follows(ahead); err == nil || !strings.Contains(err.Error(), "比本机的旧") {
		t.Errorf("after one that the change did not know: %v", err)
	}
}

// Who is gone needs not sign, and leaves with the change; two people still do.
func TestWhoIsGoneNeedsNotSign(t *testing.T) {
	held, _, people := staffed(t)
	s, _ := asked(t, held, "officer")
	s = endorsed(t, s, "head", 2, people[1])
	if s.Verify() == nil {
		t.Fatal("one person gives the office another key")
	}
	if _, err := s.Endorse("officer", 1, people[0]); err == nil {
		t.Error("who is gone signs")
	}
	s = endorsed(t, s, "leader", 3, people[2])
	if err := s.Verify(); err != nil || s.Follows(held) != nil {
		t.Fatal(err)
	}
	if !s.Roster.Person("officer").Deactivated() {
		t.Error("who is gone is still there")
	}
	alone, _ := asked(t, held, "officer", "head")
	if alone = endorsed(t, alone, "leader", 3, people[2]); alone.Verify() == nil {
		t.Error("one person who calls all others gone gives the office another key")
	}
}

func TestWhoMayNotSignForAnotherKey(t *testing.T) {
	held, _, people := staffed(t)
	s, next := asked(t, held)
	for name, try := range map[string]struct {
		person string
		level  int
		key    *keys.Private
	}{
		"another's level":    {"officer", 2, people[0]},
		"another's key":      {"head", 2, people[0]},
		"a stranger":         {"stranger", 1, key(t)},
		"a level too high":   {"leader", 4, people[2]},
		"the new key itself": {"officer", 1, next},
	} {
		if _, err := s.Endorse(try.person, try.level, try.key); err == nil {
			t.Errorf("%s: signed", name)
		}
	}
	s = endorsed(t, s, "officer", 1, people[0])
	if _, err := s.Endorse("officer", 1, people[0]); err == nil {
		t.Error("signed twice")
	}
	s = endorsed(t, endorsed(t, s, "head", 2, people[1]), "leader", 3, people[2])
	other, own := asked(t, held)
	other.Roster.Former[0].Signatures = s.Roster.Former[0].Signatures
	if other.VerifyPending() == nil {
		t.Error("signatures for one key are taken for another's")
	}
	more := *s
	more.Roster.Former = append([]roster.Former(nil), s.Roster.Former...)
	more.Roster.Former[0].Gone = []string{"leader"}
	if more.Verify() == nil {
		t.Error("somebody is called gone after others have signed")
	}
	// A roster of one's own making, whose people sign for one's own key.
	fake := roster.NewRoster("甲局", held.Roster.OfficeKey, roster.DefaultChain(), 1)
	for i, id := range []string{"officer", "head", "leader"} {
		fake = fake.WithPerson(id, roster.Registration{Name: id, Levels: []int{i + 1}, Key: key(t).Public()}, int64(10+i))
	}
	unsigned := &roster.SignedRoster{Roster: *fake, Signature: held.Signature}
	if got, err := unsigned.Succeed(own, nil, 20); err == nil {
		t.Errorf("a change stands on a roster that nobody signed: %v", got.VerifyPending())
	}
}
