package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/store"
)

// folder is a data folder with everything in its name that people put there.
func folder(t testing.TB) string {
	return filepath.Join(t.TempDir(), "张 三", "年报 #1 50%20 [旧]")
}

func openIn(t testing.TB, dir string) *store.DB {
	t.Helper()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func open(t testing.TB) *store.DB {
	t.Helper()
	return openIn(t, folder(t))
}

func summary(unit string, year int) app.Summary {
	at := time.Date(2026, 1, 12, 9, 30, 0, 123_000, time.Local)
	return app.Summary{
		UID: journal.NewUID(), Unit: unit, Year: year, Edition: "2021", Filled: 1, Total: 190, Errors: 2, Explains: 3,
		Stage: signoff.Drafting, StateName: "草稿", Digest: keys.Sum([]byte(unit)), Created: at, Changed: at,
	}
}

// create makes a draft that holds a unit, a figure and a text.
func create(t testing.TB, s *store.DB, unit string, year int) app.Summary {
	t.Helper()
	sum := summary(unit, year)
	id, err := s.Create(context.Background(), sum, []journal.Entry{{
		Seq: 1, At: sum.Created, Kind: journal.Imported, Edit: report.Edit{Note: "新建报告", Changes: []report.Change{
			{Address: report.UnitName, New: unit}, {Address: "cell", New: "12"}, {Address: "text", New: "依法公开信息。"},
		}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	sum.ID = id
	return sum
}
