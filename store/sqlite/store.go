// Package sqlite keeps drafts in a SQLite file: what each report holds now, the
// journal of edits and signed transitions that made it so, and the keys and the
// roster of the sign-off. It fills app.Ports.
//
// What may follow what in a journal is decided by package ledger, which is asked
// before anything is written; triggers in the file lock a draft that was sent on
// against every other program too.
//
// The file is nianbao.db in the data folder; copies of it go to the folder
// backups beside it. Every write is one transaction that is on the disk when
// the method returns. One connection does all the work of a window; checks
// and copies of the whole file use another one, which only reads.
package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"nianbao/app"
	"nianbao/store/sqlite/dbfile"
)

// DB is an open store. Its methods may be called from several goroutines.
type DB struct {
	dir   string
	fresh bool // made by this Open: there is nothing yet to back up

	mu sync.Mutex // one transaction at a time
	link
	known  []dbfile.Migration
	health health
	trail  trail
	copies copying
}

// link is a connection to the file with everything on it that is ready for use.
type link struct {
	driver string
	source string // the file and its options, as the driver takes them
	pool   *sql.DB
	conn   *sql.Conn // the one connection, kept: sql.Tx costs half as much again
	stmt   statements
}

// statements are prepared once; preparing costs more than running most of them.
type statements struct {
	begin, beginWriting, commit, rollback      *sql.Stmt
	insertDraft, updateDraft, renameDraft      *sql.Stmt
	recount                                    *sql.Stmt
	deleteDraft, restoreDraft                  *sql.Stmt
	draft, drafts, deleted, find, taken, names *sql.Stmt
	leaveBehind, before                        *sql.Stmt
	status, putStatus                          *sql.Stmt
	insertEntry, entries, acts                 *sql.Stmt
	value, values                              *sql.Stmt
	putValue, swapValue, dropValue             *sql.Stmt
	roster, putRoster, kept, keep, dropKept    *sql.Stmt
	key, putKey, moveKey                       *sql.Stmt
	countFailure, clearFailures                *sql.Stmt
	seen, putSeen                              *sql.Stmt
	setting, putSetting                        *sql.Stmt

	all []*sql.Stmt
}

const summaryColumns = `SELECT id, uid, unit, year, edition, filled, total, errors, explains,
	stage, state_name, level, digest, created_at, changed_at, example,
	coalesce(unfilled, -1), coalesce(wrong, -1), coalesce(asked, -1) FROM draft `

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
	for _, texts := range []map[**sql.Stmt]string{s.ofDrafts(), s.ofJournals(), s.ofOffice()} {
		if err := s.prepareAll(ctx, conn, texts); err != nil {
			return err
		}
	}
	return nil
}

// follows makes sure, where ?15 entries were added after the entry ?14, that this
// one was the last; -1 where none were added.
const follows = ` AND (?14 < 0 OR (SELECT count(*) FROM entry WHERE draft_id = ?7 AND seq >= ?14) = ?15 + min(?14, 1))`

// counted are the figures of the list, and believed where the session believes the
// draft to stand.
const (
	counted = ` filled = ?1, total = ?2, errors = ?3, explains = ?4, changed_at = ?5, digest = ?6,
		unfilled = ?16, wrong = ?17, asked = ?18`
	believed = ` id = ?7 AND deleted_at IS NULL AND stage = ?8 AND state_name = ?9 AND level = ?10`
)

// ofDrafts has a stage change in one statement only, which acts alone use: an
// edit tells where it believes the draft to stand, and writes nothing elsewhere.
func (s *statements) ofDrafts() map[**sql.Stmt]string {
	return map[**sql.Stmt]string{
		&s.insertDraft: `INSERT INTO draft (uid, unit, year, edition, filled, total, errors, explains, created_at, changed_at, example)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		// Naming unit and year would write the index anew, whatever they are.
		&s.updateDraft:  `UPDATE draft SET` + counted + ` WHERE` + believed + ` AND unit = ?11 AND year = ?12 AND edition = ?13` + follows,
		&s.renameDraft:  `UPDATE draft SET` + counted + `, unit = ?11, year = ?12, edition = ?13 WHERE` + believed + follows,
		&s.recount:      `UPDATE draft SET unfilled = ?, wrong = ?, asked = ? WHERE id = ? AND digest = ? AND deleted_at IS NULL`,
		&s.deleteDraft:  `UPDATE draft SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL`,
		&s.restoreDraft: `UPDATE draft SET deleted_at = NULL WHERE id = ? AND condensed = 0`,
		// The number of a record that was left behind leads to where the report is now.
		&s.draft: summaryColumns + `WHERE deleted_at IS NULL AND id = coalesce((SELECT now.id FROM draft was JOIN draft now ON now.uid = was.uid AND now.deleted_at IS NULL
			WHERE was.id = ?1 AND was.condensed = 1), ?1)`,
		&s.drafts:  summaryColumns + `WHERE deleted_at IS NULL ORDER BY changed_at DESC, id DESC LIMIT ?`,
		&s.deleted: summaryColumns + `WHERE deleted_at IS NOT NULL AND condensed = 0 ORDER BY changed_at DESC, id DESC`,
		&s.find:    `SELECT id FROM draft WHERE uid = ? AND deleted_at IS NULL`,
		&s.taken: `SELECT id FROM draft WHERE deleted_at IS NULL AND id <> ?1 AND (uid = ?2 OR example = ?5 AND (example OR unit = ?3 AND year = ?4))
			ORDER BY uid = ?2 DESC`,
		&s.names:       `SELECT uid, unit, year, example FROM draft WHERE id = ? AND condensed = 0`,
		&s.leaveBehind: `UPDATE draft SET deleted_at = ?, condensed = 1 WHERE id = ? AND uid = ? AND digest = ? AND deleted_at IS NULL`,
		&s.status: `SELECT stage, state_name, level, (SELECT coalesce(max(seq), 0) FROM entry WHERE draft_id = draft.id)
			FROM draft WHERE id = ? AND deleted_at IS NULL`,
		&s.putStatus: `UPDATE draft SET stage = ?, state_name = ?, level = ? WHERE id = ?`,
	}
}

func (s *statements) ofJournals() map[**sql.Stmt]string {
	return map[**sql.Stmt]string{
		&s.insertEntry: `INSERT INTO entry (draft_id, seq, at, kind, of, by, note, changes, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		&s.entries:     `SELECT seq, at, kind, of, by, note, changes, act FROM entry WHERE draft_id = ? ORDER BY seq`,
		&s.before: `SELECT seq, at, kind, of, by, note, changes, act FROM entry
			WHERE draft_id = (SELECT id FROM draft WHERE uid = ? AND condensed = 1 ORDER BY deleted_at DESC, id DESC LIMIT 1) ORDER BY seq`,
		&s.acts: `SELECT draft_id, seq, act FROM entry
			WHERE kind = 'act' AND draft_id IN (SELECT id FROM draft WHERE deleted_at IS NULL) ORDER BY draft_id, seq`,
		&s.value:  `SELECT body FROM held_value WHERE draft_id = ? AND address = ?`,
		&s.values: `SELECT address, body FROM held_value WHERE draft_id = ?`,
		&s.putValue: `INSERT INTO held_value (draft_id, address, body) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET body = excluded.body`,
		&s.swapValue: `UPDATE held_value SET body = ? WHERE draft_id = ? AND address = ? AND body = ?`,
		&s.dropValue: `DELETE FROM held_value WHERE draft_id = ? AND address = ?`,
		&s.seen:      `SELECT seq FROM seen WHERE draft_id = ? AND person = ?`,
		&s.putSeen:   `INSERT INTO seen (draft_id, person, seq) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq`,
	}
}

func (s *statements) ofOffice() map[**sql.Stmt]string {
	return map[**sql.Stmt]string{
		&s.roster:    `SELECT signed FROM roster`,
		&s.putRoster: `INSERT INTO roster (id, signed) VALUES (1, ?) ON CONFLICT DO UPDATE SET signed = excluded.signed`,
		&s.kept:      `SELECT signed FROM kept_roster WHERE ?1 = '' OR office_key = ?1 ORDER BY office_key, n`,
		&s.keep:      `INSERT INTO kept_roster (office_key, n, signed) VALUES (?, ?, ?)`,
		&s.dropKept:  `DELETE FROM kept_roster WHERE office_key = ?`,
		&s.key:       `SELECT sealed, failures, failed_at FROM sealed_key WHERE owner = ?`,
		&s.putKey: `INSERT INTO sealed_key (sealed, owner) VALUES (?, ?)
			ON CONFLICT DO UPDATE SET sealed = excluded.sealed, failures = 0, failed_at = NULL`,
		&s.moveKey:       `UPDATE OR REPLACE sealed_key SET owner = ? WHERE owner = ?`,
		&s.countFailure:  `UPDATE sealed_key SET failures = failures + 1, failed_at = ? WHERE owner = ?`,
		&s.clearFailures: `UPDATE sealed_key SET failures = 0, failed_at = NULL WHERE owner = ?`,
		&s.setting:       `SELECT value FROM setting WHERE name = ?`,
		&s.putSetting:    `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
	}
}

func (s *statements) prepareAll(ctx context.Context, conn *sql.Conn, texts map[**sql.Stmt]string) error {
	for into, text := range texts {
		var err error
		if *into, err = conn.PrepareContext(ctx, text); err != nil {
			return dbfile.Shaped(fmt.Errorf("prepare %.30q: %w", text, err))
		}
		s.all = append(s.all, *into)
	}
	return nil
}

// Ports returns what the store fills: all of the program's ports.
func (d *DB) Ports() app.Ports {
	return app.Ports{
		Drafts: d, Journal: d, Trash: d, Rosters: d, Keys: d, Seen: d, Settings: d,
		Health: d, Files: d, Backups: d.Backups(), Close: d.Close,
	}
}

func (d *DB) path() string      { return filepath.Join(d.Dir(), dbfile.FileName) }
func (d *DB) backupDir() string { return filepath.Join(d.Dir(), dbfile.BackupName) }

// Dir returns the data folder, as an absolute path. It becomes another one by
// Move.
func (d *DB) Dir() string {
	d.health.mu.Lock()
	defer d.health.mu.Unlock()
	return d.dir
}

// Close writes the log back into the file and closes it. Gone when the file is
// not there any more: what was stored last is lost then.
func (d *DB) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seeFile()
	d.trail.end(d)
	err := d.close()
	if gone := d.health.is(app.Gone); gone != nil {
		err = gone
	}
	return dbfile.Failed("close store", err)
}

// close leaves a damaged file as it is: its log is not written back into it.
func (d *DB) close() error {
	if d.pool == nil {
		return nil
	}
	if d.health.is(app.Damaged) != nil {
		// The last connection writes the log back, unless it may only read.
		if last, err := dbfile.OpenReading(d.path()); err == nil {
			defer last.Close()
			_ = last.Ping()
		}
	}
	return d.link.close()
}

func (l *link) close() error {
	// SQLite keeps the file open as long as there is a statement, and the pool
	// does not close those that were prepared on a single connection.
	for _, stmt := range l.stmt.all {
		_ = stmt.Close()
	}
	if l.conn != nil {
		_ = l.conn.Close() // hands the connection back to the pool, which closes it
	}
	return l.pool.Close()
}

// write runs f in one transaction: all of it is on the disk, or nothing. A
// write is short, so it is not broken off half way: what a person has entered
// is stored even when the window that asked for it has gone. F may be run
// more than once.
func (d *DB) write(ctx context.Context, f func(context.Context) error) error {
	return d.within(ctx, writing, f)
}

// read runs f on one state of the file, whatever another program writes
// meanwhile. It does not wait for writers. F may be run more than once.
func (d *DB) read(ctx context.Context, f func(context.Context) error) error {
	return d.within(ctx, reading, f)
}

// purpose is what a transaction is for.
type purpose bool

const (
	reading purpose = false
	writing purpose = true
)

// within runs f in a transaction. What the disk did not read is tried again on
// a fresh connection, since the old one may remember what it misread; only
// what stays is told.
func (d *DB) within(ctx context.Context, p purpose, f func(context.Context) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	if p == writing {
		if err := d.mayWrite(); err != nil {
			return err
		}
	}
	err, ended := d.once(ctx, p, f)
	for _, wait := range dbfile.Pauses {
		if err == nil || ended || !dbfile.MayPass(err) {
			break
		}
		time.Sleep(wait)
		if again := d.reconnect(ctx); again == nil {
			err, ended = d.once(ctx, p, f)
		}
	}
	if !ended {
		d.learn(err)
	}
	if p == writing && err == nil {
		d.seeFile() // nobody may call stored what went into a file that is no more
		d.trail.stored(d)
	}
	return err
}

// once runs f in one transaction. Ended says that it failed at its end, where
// nobody knows whether it took hold.
func (d *DB) once(ctx context.Context, p purpose, f func(context.Context) error) (err error, ended bool) {
	d.trail.next = nil
	begin, end := d.stmt.begin, d.stmt.rollback
	if p == writing {
		begin, end = d.stmt.beginWriting, d.stmt.commit
	}
	if _, err := begin.ExecContext(ctx); err != nil {
		return err, false
	}
	fine := false
	defer func() {
		if !fine {
			_, _ = d.stmt.rollback.ExecContext(ctx) // fails where SQLite has done it by itself
		}
	}()
	if err := f(ctx); err != nil {
		return err, false
	}
	_, err = end.ExecContext(ctx)
	fine = err == nil
	return err, p == writing && !fine
}

// Setting implements app.Settings.
func (d *DB) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := d.read(ctx, func(ctx context.Context) error {
		err := d.stmt.setting.QueryRowContext(ctx, name).Scan(&value)
		if err == sql.ErrNoRows {
			return nil
		}
		return err
	})
	return value, dbfile.Failed("read setting "+name, err)
}

// SetSetting implements app.Settings.
func (d *DB) SetSetting(ctx context.Context, name, value string) error {
	err := d.write(ctx, func(ctx context.Context) error {
		_, err := d.stmt.putSetting.ExecContext(ctx, name, value)
		return err
	})
	return dbfile.Failed("store setting "+name, err)
}
