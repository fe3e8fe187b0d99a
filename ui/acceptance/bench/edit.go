//go:build bench && linux

package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export"
	"nianbao/export/font"
	"nianbao/export/preview"
	"nianbao/store/sqlite"
)

// bareOptions are those that the store opens its file with.
const bareOptions = "_foreign_keys=on&_journal_mode=WAL&_synchronous=FULL&_busy_timeout=1000&_mutex=no"

// memory is a folder where waiting for the disk costs nothing.
const memory = "/dev/shm"

// edits measures a cell edit through the one door, against the least that a
// durable edit could cost: one row into one table.
func (b *bench) edits() ([]row, error) {
	ours, closing, err := editor(filepath.Join(b.dir, "edits"))
	if err != nil {
		return nil, err
	}
	defer closing()
	bare, err := newBare(filepath.Join(b.dir, "bare.db"))
	if err != nil {
		return nil, err
	}
	defer bare.db.Close()
	m, err := inTurn(1500, took(ours.edit), took(bare.insert))
	if err != nil {
		return nil, err
	}
	rows := []row{atMost("填一格：应用、合计、检查、落盘｜SQLite 插入一行", m[0], m[1], 2)}
	unsynced, err := editUnsynced()
	if err != nil {
		return nil, err
	}
	return append(rows, unsynced...), nil
}

// editUnsynced measures the same edit with the data in memory.
func editUnsynced() ([]row, error) {
	const what = "填一格，不计等待磁盘（数据在内存盘）"
	if _, err := os.Stat(memory); err != nil {
		return []row{skipped(what, "没有 "+memory)}, nil
	}
	dir, err := os.MkdirTemp(memory, "nianbao-bench-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	e, closing, err := editor(dir)
	if err != nil {
		return nil, err
	}
	defer closing()
	m, err := inTurn(5000, took(e.edit))
	if err != nil {
		return nil, err
	}
	return []row{below(what, m[0], 100*time.Microsecond)}, nil
}

// typist fills in one cell after the other of a stored report.
type typist struct {
	session *app.Session
	cells   []*form.Cell
	n       int
}

// editor opens a report in a store that holds twenty. The function closes it.
func editor(dir string) (*typist, func(), error) {
	db, desk, err := newDesk(dir)
	if err != nil {
		return nil, nil, err
	}
	closing := func() { _ = db.Close() }
	if err := importMany(desk, 20); err != nil {
		closing()
		return nil, nil, err
	}
	s, err := desk.Open(context.Background(), 8)
	if err != nil {
		closing()
		return nil, nil, err
	}
	t := &typist{session: s}
	for _, c := range s.Report().Form().Table("requests").ValueCells() {
		if !c.Computed {
			t.cells = append(t.cells, c)
		}
	}
	return t, closing, nil
}

// edit puts a figure that is not there yet into the next cell.
func (t *typist) edit() error {
	t.n++
	c := t.cells[t.n%len(t.cells)]
	return t.session.Set(context.Background(), c.Address, strconv.Itoa(1000+t.n))
}

// newDesk opens a data folder.
func newDesk(dir string) (*sqlite.DB, *app.Service, error) {
	c, err := catalog()
	if err != nil {
		return nil, nil, err
	}
	db, err := sqlite.Open(dir)
	if err != nil {
		return nil, nil, err
	}
	return db, &app.Service{Ports: db.Ports(), Catalog: c, Exporter: export.All(), LayOut: preview.LayOut, Now: time.Now}, nil
}

// importMany stores the example n times, each time of another unit.
func importMany(desk *app.Service, n int) error {
	r, err := example()
	if err != nil {
		return err
	}
	for i := range n {
		if err := rename(r, i); err != nil {
			return err
		}
		if _, err := desk.Import(context.Background(), r, ""); err != nil {
			return err
		}
	}
	return nil
}

// rename makes a report that of another unit.
func rename(r *report.Report, n int) error {
	c, err := r.Set(report.UnitName, fmt.Sprintf("示例县第%d自然资源所", n+1))
	if err != nil {
		return err
	}
	return r.Apply(report.Edit{Changes: []report.Change{c}})
}

// bare is a table of its own with nothing around it.
type bare struct {
	db     *sql.DB
	insert func() error
}

func newBare(path string) (*bare, error) {
	db, err := sql.Open("sqlite3", path+"?"+bareOptions)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE bare (id INTEGER PRIMARY KEY, at INTEGER, text TEXT) STRICT`); err != nil {
		return nil, err
	}
	insert, err := db.Prepare(`INSERT INTO bare (at, text) VALUES (?, ?)`)
	if err != nil {
		return nil, err
	}
	n := 0
	return &bare{db, func() error {
		n++
		_, err := insert.Exec(time.Now().UnixMicro(), strconv.Itoa(n))
		return err
	}}, nil
}

// recompute measures one change to the example with everything that follows
// from it: all totals, all rules.
func (b *bench) recompute() ([]row, error) {
	r, err := example()
	if err != nil {
		return nil, err
	}
	const a = "requests.granted.natural_person"
	n := 0
	checker := &check.Checker{Glyphs: font.Glyphs{}} // as a session has it: what it read in a text it knows again
	m, err := inTurn(5000, took(func() error {
		n++
		err := r.Apply(report.Edit{Changes: []report.Change{{Address: a, Old: r.Raw(a), New: strconv.Itoa(n)}}})
		runtime.KeepAlive(checker.Run(r))
		return err
	}))
	if err != nil {
		return nil, err
	}
	return []row{below("改一个数并重算全部合计、检查全部规则", m[0], 200*time.Microsecond)}, nil
}
