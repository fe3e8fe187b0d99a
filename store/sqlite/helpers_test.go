package sqlite_test

import (
	"path/filepath"
	"testing"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/store/sqlite"
	"nianbao/store/storetest"
)

// folder is a data folder with everything in its name that people put there.
func folder(t testing.TB) string {
	return filepath.Join(t.TempDir(), "张 三", "年报 #1 50%20 [旧]")
}

func openIn(t testing.TB, dir string) *sqlite.DB {
	t.Helper()
	s, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func open(t testing.TB) *sqlite.DB {
	t.Helper()
	return openIn(t, folder(t))
}

func summary(unit string, year int) app.Summary { return storetest.Summary(unit, year) }

// create makes a draft that holds a unit, a figure and a text.
func create(t testing.TB, s *sqlite.DB, unit string, year int) app.Summary {
	t.Helper()
	return storetest.Create(t, s, unit, year)
}

func newRecord(t testing.TB, s *sqlite.DB, unit string) *storetest.Record {
	t.Helper()
	return storetest.NewRecord(t, s.Ports(), unit)
}

// sealed is a key that is never opened.
func sealed(public string) *keys.Sealed {
	k := keys.Decoy()
	k.Public = keys.Public(public)
	return k
}
