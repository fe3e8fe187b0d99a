// Package store keeps drafts in a SQLite file: what each report holds now, and
// the journal of edits that made it so. It fills app.Store.
//
// The file is nianbao.db in the data folder; copies of it go to the folder
// backups beside it. Every write is one transaction that is on the disk when
// the method returns. One connection does all the work of a window; checks
// and copies of the whole file use another one, which only reads.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
)

// The names inside the data folder.
const (
	fileName   = "nianbao.db"
	backupName = "backups"
)

// DB is an open store. Its methods may be called from several goroutines.
type DB struct {
	dir   string
	fresh bool // made by this Open: there is nothing yet to back up

	mu   sync.Mutex // one transaction at a time
	pool *sql.DB
	conn *sql.Conn // the one connection, kept: sql.Tx costs half as much again
	stmt statements
}

// statements are prepared once; preparing costs more than running most of them.
type statements struct {
	begin, beginWriting, commit, rollback  *sql.Stmt
	insertDraft, deleteDraft, restoreDraft *sql.Stmt
	updateDraft, renameDraft               *sql.Stmt
	draft, drafts, draftOf, unitYear       *sql.Stmt
	insertEntry, entry, entries            *sql.Stmt
	value, values, putValue, dropValue     *sql.Stmt
	setting, putSetting                    *sql.Stmt

	all []*sql.Stmt
}

const summaryColumns = `SELECT id, unit, year, edition, filled, total, errors, explains, created_at, changed_at FROM draft `

// prepareControl prepares what needs no table.
func (s *statements) prepareControl(ctx context.Context, conn *sql.Conn) error {
	return s.prepareAll(ctx, conn, map[**sql.Stmt]string{
		&s.begin:        `BEGIN`,
		&s.beginWriting: `BEGIN IMMEDIATE`,
		&s.commit:       `COMMIT`,
		&s.rollback:     `ROLLBACK`,
	})
}

func (s *statements) prepare(ctx context.Context, conn *sql.Conn) error {
	return s.prepareAll(ctx, conn, map[**sql.Stmt]string{
		&s.insertDraft: `INSERT INTO draft (unit, year, edition, filled, total, errors, explains, created_at, changed_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		// SQLite writes the index anew where one of its columns is set, even to
		// what it was: a page more for each edit.
		&s.updateDraft: `UPDATE draft SET filled = ?, total = ?, errors = ?, explains = ?, changed_at = ?
			WHERE id = ? AND unit = ? AND year = ? AND edition = ? AND deleted_at IS NULL`,
		&s.renameDraft: `UPDATE draft SET filled = ?, total = ?, errors = ?, explains = ?, changed_at = ?, unit = ?, year = ?, edition = ?
			WHERE id = ? AND deleted_at IS NULL`,
		&s.deleteDraft:  `UPDATE draft SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL`,
		&s.restoreDraft: `UPDATE draft SET deleted_at = NULL WHERE id = ?`,
		&s.draft:        summaryColumns + `WHERE id = ? AND deleted_at IS NULL`,
		&s.drafts:       summaryColumns + `WHERE deleted_at IS NULL ORDER BY changed_at DESC, id DESC`,
		&s.draftOf:      `SELECT id FROM draft WHERE unit = ? AND year = ? AND deleted_at IS NULL`,
		&s.unitYear:     `SELECT unit, year FROM draft WHERE id = ?`,
		&s.insertEntry:  `INSERT INTO entry (draft_id, seq, at, kind, of, note, changes) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		&s.entry:        `SELECT at, kind, of, note, changes FROM entry WHERE draft_id = ? AND seq = ?`,
		&s.entries:      `SELECT seq, at, kind, of FROM entry WHERE draft_id = ? ORDER BY seq`,
		&s.value:        `SELECT body FROM held_value WHERE draft_id = ? AND address = ?`,
		&s.values:       `SELECT address, body FROM held_value WHERE draft_id = ?`,
		&s.putValue: `INSERT INTO held_value (draft_id, address, body) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET body = excluded.body`,
		&s.dropValue:  `DELETE FROM held_value WHERE draft_id = ? AND address = ?`,
		&s.setting:    `SELECT value FROM setting WHERE name = ?`,
		&s.putSetting: `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
	})
}

func (s *statements) prepareAll(ctx context.Context, conn *sql.Conn, texts map[**sql.Stmt]string) error {
	for into, text := range texts {
		var err error
		if *into, err = conn.PrepareContext(ctx, text); err != nil {
			return fmt.Errorf("prepare %.30q: %w", text, err)
		}
		s.all = append(s.all, *into)
	}
	return nil
}

func (d *DB) path() string      { return filepath.Join(d.dir, fileName) }
func (d *DB) backupDir() string { return filepath.Join(d.dir, backupName) }

// Dir returns the data folder, as an absolute path.
func (d *DB) Dir() string { return d.dir }

// Close writes the log back into the file and closes it.
func (d *DB) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return failed("close store", d.close())
}

func (d *DB) close() error {
	// SQLite keeps the file open as long as there is a statement, and the pool
	// does not close those that were prepared on a single connection.
	for _, stmt := range d.stmt.all {
		stmt.Close()
	}
	if d.conn != nil {
		d.conn.Close() // hands the connection back to the pool, which closes it
	}
	return d.pool.Close()
}

// write runs f in one transaction: all of it is on the disk, or nothing. A
// write is short, so it is not broken off half way: what a person has entered
// is stored even when the window that asked for it has gone.
func (d *DB) write(ctx context.Context, f func(context.Context) error) error {
	return d.within(ctx, d.stmt.beginWriting, d.stmt.commit, f)
}

// read runs f on one state of the file, whatever another program writes
// meanwhile. It does not wait for writers.
func (d *DB) read(ctx context.Context, f func(context.Context) error) error {
	return d.within(ctx, d.stmt.begin, d.stmt.rollback, f)
}

func (d *DB) within(ctx context.Context, begin, end *sql.Stmt, f func(context.Context) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, err := begin.ExecContext(ctx); err != nil {
		return err
	}
	ended := false
	defer func() {
		if !ended {
			d.stmt.rollback.ExecContext(ctx) // fails where SQLite has done it by itself
		}
	}()
	if err := f(ctx); err != nil {
		return err
	}
	_, err := end.ExecContext(ctx)
	ended = err == nil
	return err
}

// Setting implements app.Store.
func (d *DB) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := d.read(ctx, func(ctx context.Context) error {
		err := d.stmt.setting.QueryRowContext(ctx, name).Scan(&value)
		if err == sql.ErrNoRows {
			return nil
		}
		return err
	})
	return value, failed("read setting "+name, err)
}

// SetSetting implements app.Store.
func (d *DB) SetSetting(ctx context.Context, name, value string) error {
	err := d.write(ctx, func(ctx context.Context) error {
		_, err := d.stmt.putSetting.ExecContext(ctx, name, value)
		return err
	})
	return failed("store setting "+name, err)
}
