package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/store/sqlite"
	"nianbao/store/storetest"
)

// median runs f b.N times and reports the median beside the mean.
func median(b *testing.B, f func(i int)) {
	took := make([]time.Duration, 0, b.N)
	i := 0
	for b.Loop() {
		begin := time.Now()
		f(i)
		took = append(took, time.Since(begin))
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e3, "median-µs")
}

// filled makes n drafts of 200 values each.
func filled(b *testing.B, s *sqlite.DB, n int) {
	b.Helper()
	for i := range n {
		e := journal.Entry{Seq: 1, At: time.Now(), Kind: journal.Imported}
		for v := range 200 {
			a := form.Address(fmt.Sprintf("requests.row_with_a_name.column_%d", v))
			e.Edit.Changes = append(e.Edit.Changes, report.Change{Address: a, New: strconv.Itoa(v)})
		}
		if _, err := s.Create(context.Background(), summary(fmt.Sprintf("某某市第%d局", i), 2024), []journal.Entry{e}); err != nil {
			b.Fatal(err)
		}
	}
}

// edit is the typing of one figure into a cell.
func edit(seq int64, a form.Address, old, now string) journal.Entry {
	return journal.Entry{Seq: seq, At: time.Now(), Kind: journal.Edited, Edit: report.Edit{
		Note: "填写予以公开·自然人", Changes: []report.Change{{Address: a, Old: old, New: now}},
	}}
}

func benchmarkEdit(b *testing.B, before ...string) {
	s := open(b)
	for _, text := range before {
		if err := s.Exec(text); err != nil {
			b.Fatal(err)
		}
	}
	filled(b, s, 20)
	sum, old := summary("某某市第7局", 2024), map[int]string{}
	sum.ID = 8
	median(b, func(i int) {
		cell := i % 200
		if _, known := old[cell]; !known {
			old[cell] = strconv.Itoa(cell)
		}
		now := strconv.Itoa(i * 7)
		sum.Changed = time.Now()
		a := form.Address(fmt.Sprintf("requests.row_with_a_name.column_%d", cell))
		if err := s.Append(context.Background(), sum, []journal.Entry{edit(int64(i+2), a, old[cell], now)}); err != nil {
			b.Fatal(err)
		}
		old[cell] = now
	})
}

// BenchmarkEdit is one cell edit, durable. Compare with BenchmarkBareInsert.
func BenchmarkEdit(b *testing.B) { benchmarkEdit(b) }

// BenchmarkAct is one signed act, durable, on a journal of 1,000 edits: it is
// judged by all of them.
func BenchmarkAct(b *testing.B) {
	r := newRecord(b, open(b), "甲局")
	var edits []journal.Entry
	for range 1000 {
		edits = append(edits, r.Next(edit(0, "other", "", "")))
	}
	r.Append(edits...)
	median(b, func(i int) {
		if i%2 == 0 {
			r.Append(r.Sign(signoff.Submit, storetest.Officer, ""))
		} else {
			r.Append(r.Sign(signoff.Withdraw, storetest.Officer, ""))
		}
	})
}

// BenchmarkEditUnsynced is an edit without waiting for the disk.
func BenchmarkEditUnsynced(b *testing.B) { benchmarkEdit(b, "PRAGMA synchronous = OFF") }

// BenchmarkBareInsert is the least a durable edit could cost: one row into one
// table, with the same settings on the same disk.
func BenchmarkBareInsert(b *testing.B) {
	db, err := sql.Open("sqlite3", filepath.Join(b.TempDir(), "bare.db")+"?"+sqlite.Options)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE bare (id INTEGER PRIMARY KEY, at INTEGER, text TEXT) STRICT`); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare(`INSERT INTO bare (at, text) VALUES (?, ?)`)
	if err != nil {
		b.Fatal(err)
	}
	median(b, func(i int) {
		if _, err := insert.Exec(time.Now().UnixMicro(), strconv.Itoa(i)); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkWith10000Drafts(b *testing.B) {
	s := open(b)
	if err := s.Exec("PRAGMA synchronous = OFF"); err != nil {
		b.Fatal(err)
	}
	filled(b, s, 10_000)
	b.Run("List", func(b *testing.B) {
		median(b, func(int) {
			if l, err := s.List(context.Background()); err != nil || len(l) != 10_000 {
				b.Fatal(len(l), err)
			}
		})
	})
	b.Run("Load", func(b *testing.B) {
		median(b, func(int) {
			if _, err := s.Load(context.Background(), 77); err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("Check", func(b *testing.B) {
		median(b, func(int) {
			if err := s.Check(context.Background()); err != nil {
				b.Fatal(err)
			}
		})
	})
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("Open", func(b *testing.B) {
		median(b, func(int) {
			s, err := sqlite.Open(s.Dir())
			if err != nil {
				b.Fatal(err)
			}
			s.Close()
		})
	})
	b.Run("Backup", func(b *testing.B) {
		s, err := sqlite.Open(s.Dir())
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		begin := time.Now()
		for b.Loop() {
			if err := s.Backups().MakeDue(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(time.Since(begin).Seconds(), "s-in-all")
	})
}

func BenchmarkLoad100000Entries(b *testing.B) {
	s := open(b)
	filled(b, s, 1)
	sum := summary("某某市第0局", 2024)
	sum.ID = 1
	var batch []journal.Entry
	for i := range 100_000 {
		batch = append(batch, edit(int64(i+2), "overview.platform", strconv.Itoa(i), strconv.Itoa(i+1)))
	}
	batch[0].Edit.Changes[0].Old = ""
	if err := s.Append(context.Background(), sum, batch); err != nil {
		b.Fatal(err)
	}
	median(b, func(int) {
		if d, err := s.Load(context.Background(), 1); err != nil || len(d.Entries) != 100_001 {
			b.Fatal(err)
		}
	})
}
