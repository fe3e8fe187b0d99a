package store_test

import (
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

func TestRosterComesBackAsSigned(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
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
	must(t, s.Close())

	r, err = openIn(t, dir).Roster(ctx)
	must(t, err)
	if !reflect.DeepEqual(r, next) {
		t.Errorf("got %+v, want %+v", r, next)
	}
	must(t, r.Verify())
}

// sealed is a key that is never opened.
func sealed(public string) *keys.Sealed {
	k := keys.Decoy()
	k.Public = keys.Public(public)
	return k
}

func TestKeyComesBackAndOpens(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	_, err := s.Key(ctx, "1")
	wantCode(t, err, app.NotFound)
	private, err := keys.Generate()
	must(t, err)
	locked, err := keys.Seal(private, "一二三四五六七八")
	must(t, err)
	must(t, s.PutKey(ctx, "1", locked))
	must(t, s.PutKey(ctx, app.OfficeOwner, sealed("office")))
	must(t, s.Close())

	s = openIn(t, dir)
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

func TestWrongPasswordsAreCountedForGood(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	at := time.Date(2026, 1, 12, 9, 30, 0, 123_000, time.Local)
	must(t, s.PutKey(ctx, "1", sealed("a")))
	must(t, s.PutKey(ctx, "2", sealed("b")))
	must(t, s.CountFailure(ctx, "1", at))
	must(t, openIn(t, dir).CountFailure(ctx, "1", at.Add(time.Second))) // another window

	// As after a power cut: nothing was closed.
	crashed := folder(t)
	for _, end := range []string{"", "-wal"} {
		copyFile(t, filepath.Join(dir, "nianbao.db"+end), filepath.Join(crashed, "nianbao.db"+end))
	}
	s = openIn(t, crashed)
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

func TestSeenIsKeptForEachPersonAndDraft(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	a, b := create(t, s, "甲局", 2024).ID, create(t, s, "乙局", 2024).ID
	must(t, s.SetSeen(ctx, a, "张三", 7))
	must(t, s.SetSeen(ctx, a, "张三", 9))
	must(t, s.SetSeen(ctx, b, "李四", 3))
	must(t, s.Close())
	s = openIn(t, dir)
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

func TestActsOfAllDrafts(t *testing.T) {
	s := open(t)
	a, b, c := newRecord(t, s, "甲局"), newRecord(t, s, "乙局"), newRecord(t, s, "丙局")
	b.submitted()
	c.submitted()
	a.append(a.edit("edit", officer))
	a.submitted()
	b.approved()
	must(t, s.Delete(ctx, c.sum.ID, time.Now()))
	acts, err := s.Transitions(ctx)
	must(t, err)
	var want []app.StoredTransition
	for _, r := range []*record{a, b} {
		d, err := s.Load(ctx, r.sum.ID)
		must(t, err)
		for _, e := range d.Entries {
			if e.Transition != nil {
				want = append(want, app.StoredTransition{Draft: r.sum.ID, Seq: e.Seq, Transition: e.Transition})
			}
		}
	}
	if !reflect.DeepEqual(acts, want) || len(acts) != 5 {
		t.Errorf("got %+v, want %+v", acts, want)
	}
}
