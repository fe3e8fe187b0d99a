package storetest

import (
	"reflect"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

func rosterComesBackAsSigned(t *testing.T, open Opener) {
	s := begin(t, open)
	r, err := s.Roster(ctx)
	must(t, err)
	if r != nil {
		t.Errorf("a new store has the roster %+v", r)
	}
	office, err := keys.Generate()
	must(t, err)
	person, err := keys.Generate()
	must(t, err)
	first := roster.NewRoster("某某市教育局", office.Public(), roster.DefaultChain(), 1)
	signed, err := first.Sign(office)
	must(t, err)
	must(t, s.SetRoster(ctx, signed))
	next, err := first.WithPerson("1", roster.Registration{Name: "张三 <&>\u2028𠀀", Post: "科员", Levels: []int{1, 2}, Key: person.Public()}, 2).Sign(office)
	must(t, err)
	must(t, s.SetRoster(ctx, next))
	r, err = s.again().Roster(ctx)
	must(t, err)
	if !reflect.DeepEqual(r, next) {
		t.Errorf("got %+v, want %+v", r, next)
	}
	must(t, r.Verify())
}

func rostersAreKeptSideBySide(t *testing.T, open Opener) {
	s := begin(t, open)
	sign := func(office string) *roster.SignedRoster {
		key, err := keys.Generate()
		must(t, err)
		signed, err := roster.NewRoster(office, key.Public(), roster.DefaultChain(), 1).Sign(key)
		must(t, err)
		return signed
	}
	own, a, b, c := sign("本局"), sign("甲局"), sign("乙局"), sign("丙局")
	must(t, s.SetRoster(ctx, own))
	must(t, s.Keep(ctx, "01", []*roster.SignedRoster{a, b}))
	must(t, s.Keep(ctx, "02", []*roster.SignedRoster{c}))
	s = s.again()
	want := func(office keys.Public, want ...*roster.SignedRoster) {
		t.Helper()
		got, err := s.Kept(ctx, office)
		must(t, err)
		if len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("of %q %d are kept, want %d", office, len(got), len(want))
		}
	}
	want("01", a, b)
	want("02", c)
	want("03")
	want("", a, b, c)
	must(t, s.Keep(ctx, "01", []*roster.SignedRoster{b}))
	want("01", b)
	must(t, s.Keep(ctx, "01", nil))
	want("01")
	want("", c)
	if r, err := s.Roster(ctx); err != nil || !reflect.DeepEqual(r, own) {
		t.Errorf("the own roster is %+v, %v", r, err)
	}
}

// sealed is a key that is never opened.
func sealed(public string) *keys.Sealed {
	k := keys.Decoy()
	k.Public = keys.Public(public)
	return k
}

func keyComesBackAndOpens(t *testing.T, open Opener) {
	s := begin(t, open)
	_, err := s.Key(ctx, "1")
	wantCode(t, err, app.NotFound)
	private, err := keys.Generate()
	must(t, err)
	locked, err := keys.Seal(keys.Usual, private, "一二三四五六七八")
	must(t, err)
	must(t, s.PutKey(ctx, "1", locked))
	must(t, s.PutKey(ctx, app.OfficeOwner, sealed("office")))
	s = s.again()
	k, err := s.Key(ctx, "1")
	must(t, err)
	if !reflect.DeepEqual(k, app.StoredKey{Sealed: locked}) {
		t.Errorf("got %+v, want %+v", k, locked)
	}
	opened, err := k.Sealed.Open("一二三四五六七八")
	must(t, err)
	if opened.Public() != private.Public() {
		t.Error("another key opens")
	}
	k, err = s.Key(ctx, app.OfficeOwner)
	must(t, err)
	if k.Sealed.Public != "office" {
		t.Errorf("the office's key is %+v", k)
	}
}

func seenIsKeptForEachPersonAndDraft(t *testing.T, open Opener) {
	s := begin(t, open)
	a, b := Create(t, s, "甲局", 2024).ID, Create(t, s, "乙局", 2024).ID
	must(t, s.SetSeen(ctx, a, "张三", 7))
	must(t, s.SetSeen(ctx, a, "张三", 9))
	must(t, s.SetSeen(ctx, b, "李四", 3))
	s = s.again()
	for _, tt := range []struct {
		draft  int64
		person string
		want   int64
	}{{a, "张三", 9}, {b, "李四", 3}, {b, "张三", 0}, {a, "李四", 0}, {4711, "张三", 0}} {
		got, err := s.Seen(ctx, tt.draft, tt.person)
		must(t, err)
		if got != tt.want {
			t.Errorf("%s has seen %d of draft %d, want %d", tt.person, got, tt.draft, tt.want)
		}
	}
	wantCode(t, s.SetSeen(ctx, 4711, "张三", 1), app.NotFound)
}

func settings(t *testing.T, open Opener) {
	s := begin(t, open)
	get := func(want string) {
		t.Helper()
		got, err := s.Setting(ctx, app.SettingBodyFont)
		must(t, err)
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	get("")
	must(t, s.SetSetting(ctx, app.SettingBodyFont, "kai"))
	must(t, s.SetSetting(ctx, app.SettingUnit, "某某市教育局"))
	get("kai")
	must(t, s.SetSetting(ctx, app.SettingBodyFont, "仿宋"))
	s = s.again()
	get("仿宋")
	must(t, s.SetSetting(ctx, app.SettingBodyFont, ""))
	get("")
}

func wrongPasswordsAreCounted(t *testing.T, open Opener) {
	s := begin(t, open)
	at := time.Date(2026, 1, 12, 9, 30, 0, 123_000, time.Local)
	must(t, s.PutKey(ctx, "1", sealed("a")))
	must(t, s.PutKey(ctx, "2", sealed("b")))
	must(t, s.CountFailure(ctx, "1", at))
	must(t, s.CountFailure(ctx, "1", at.Add(time.Second)))
	s = s.again()
	want := func(owner string, k app.StoredKey) {
		t.Helper()
		got, err := s.Key(ctx, owner)
		must(t, err)
		if got.Failures != k.Failures || !got.Last.Equal(k.Last) || got.Sealed.Public != k.Sealed.Public {
			t.Errorf("%s: got %+v, want %+v", owner, got, k)
		}
	}
	want("1", app.StoredKey{Sealed: sealed("a"), Failures: 2, Last: at.Add(time.Second)})
	want("2", app.StoredKey{Sealed: sealed("b")})
	must(t, s.ClearFailures(ctx, "1"))
	must(t, s.ClearFailures(ctx, "1"))
	want("1", app.StoredKey{Sealed: sealed("a")})
	must(t, s.CountFailure(ctx, "2", at))
	must(t, s.PutKey(ctx, "2", sealed("c"))) // another key begins anew
	want("2", app.StoredKey{Sealed: sealed("c")})

	wantCode(t, s.CountFailure(ctx, "3", at), app.NotFound)
	wantCode(t, s.ClearFailures(ctx, "3"), app.NotFound)
}

func keyMovesWithItsCount(t *testing.T, open Opener) {
	s := begin(t, open)
	at := time.Date(2026, 1, 12, 9, 30, 0, 0, time.Local)
	wantCode(t, s.MoveKey(ctx, "1", "2"), app.NotFound)
	must(t, s.PutKey(ctx, "1", sealed("a")))
	must(t, s.PutKey(ctx, "2", sealed("b")))
	must(t, s.CountFailure(ctx, "1", at))
	must(t, s.MoveKey(ctx, "1", "2"))
	must(t, s.PutKey(ctx, "1", sealed("c")))
	s = s.again()
	for owner, want := range map[string]app.StoredKey{"1": {Sealed: sealed("c")}, "2": {Sealed: sealed("a"), Failures: 1, Last: at}} {
		if k, err := s.Key(ctx, owner); err != nil || !reflect.DeepEqual(k, want) {
			t.Errorf("%s has %+v, %v, not %+v", owner, k, err, want)
		}
	}
	must(t, s.MoveKey(ctx, "1", "3"))
	_, err := s.Key(ctx, "1")
	wantCode(t, err, app.NotFound)
}
