package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/store/sqlite/dbfile"
)

// salvaged is what could be read of a file, sound or not.
type salvaged struct {
	layout  int64 // its number, see signOffLayout
	drafts  map[int64]*salvagedDraft
	tables  map[string][][]any // rows of the other tables, as they are
	missing map[string]bool    // tables of which something could not be read
}

// salvagedDraft is what could be read of one draft.
type salvagedDraft struct {
	sum     app.Summary // UID is "" where the layout had none yet
	row     bool        // its row was read; else only the id is known
	deleted bool
	left    bool                    // its report has left it behind
	entries map[int64]journal.Entry // by number, with gaps
	stored  map[string]string       // by address
}

// history returns the entries up to the first gap.
func (d *salvagedDraft) history() []journal.Entry {
	var out []journal.Entry
	for seq := int64(1); ; seq++ {
		e, there := d.entries[seq]
		if !there {
			return out
		}
		out = append(out, e)
	}
}

// otherTables are copied as they are. Rows are told apart by the first columns.
var otherTables = []struct {
	name, columns, key string
	keys               int
	since              int64 // the layout that brought it
}{
	{"roster", "id, signed", "id", 1, signOffLayout},
	{"kept_roster", "office_key, n, signed", "office_key", 2, 5},
	{"sealed_key", "owner, sealed, failures, failed_at", "owner", 1, signOffLayout},
	{"seen", "draft_id, person, seq", "draft_id", 2, signOffLayout},
	{"setting", "name, value", "name", 1, 1},
}

// signOffLayout is the layout that brought names of drafts, where they stand in
// the sign-off, and numbered rows of entries. Of a damaged file nothing can be
// brought up to date: every layout is read as it is.
const signOffLayout = 2

// condensedLayout is the one that brought records that their reports left behind.
const condensedLayout = 4

// salvage reads every table of a file row by row and leaves out what cannot be
// read. The error is only for a file of which nothing can be.
func salvage(ctx context.Context, path string) (*salvaged, error) {
	db, err := dbfile.OpenReading(path)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	layout, err := knownLayout(ctx, db)
	if err != nil {
		return nil, err
	}
	s := &salvaged{layout: layout, drafts: map[int64]*salvagedDraft{}, tables: map[string][][]any{}, missing: map[string]bool{}}
	r := rowReader{ctx, db}
	s.readDrafts(r)
	s.readEntries(r)
	for id, d := range s.drafts {
		d.stored = r.stored(id)
	}
	for _, t := range otherTables {
		if layout < t.since {
			continue
		}
		seen := map[string]bool{}
		s.missing[t.name] = !r.bothWays("SELECT "+t.columns+" FROM "+t.name+" ORDER BY "+t.key, func(rows *sql.Rows) error {
			row, err := anyRow(rows)
			if err != nil {
				return err
			}
			if key := fmt.Sprint(row[:t.keys]...); !seen[key] {
				seen[key] = true
				s.tables[t.name] = append(s.tables[t.name], row)
			}
			return nil
		})
	}
	return s, ctx.Err()
}

// anyRow reads a row as it is.
func anyRow(rows *sql.Rows) ([]any, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	row, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	return row, rows.Scan(into...)
}

// knownLayout makes sure that the file is ours and laid out as this version or an
// earlier one lays it out, and returns the number of the layout.
func knownLayout(ctx context.Context, db *sql.DB) (int64, error) {
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return 0, err
	}
	var id, version int64
	if err := db.QueryRowContext(ctx, `SELECT application_id, user_version FROM pragma_application_id, pragma_user_version`).Scan(&id, &version); err != nil {
		return 0, err
	}
	if id != dbfile.ApplicationID || version < 1 || version > int64(len(known)) {
		return 0, dbfile.Damaged(fmt.Sprintf("application id %#x, version %d", id, version))
	}
	// What does not fit in a page is then found, and not taken for a row.
	_, err = db.ExecContext(ctx, "PRAGMA cell_size_check = on")
	return version, err
}

func (s *salvaged) draft(id int64) *salvagedDraft {
	d := s.drafts[id]
	if d == nil {
		d = &salvagedDraft{entries: map[int64]journal.Entry{}}
		s.drafts[id] = d
	}
	return d
}

func (s *salvaged) readDrafts(r rowReader) {
	name, stands := "uid", "stage, state_name, level, digest"
	if s.layout < signOffLayout {
		name, stands = "''", "'draft', '草稿', 0, ''"
	}
	left := "0"
	if s.layout >= condensedLayout {
		left = "condensed"
	}
	// What is missing follows from the entries: whether it is the example, what is open.
	s.missing["draft"] = !r.rows("draft", `SELECT id, `+name+`, unit, year, edition, filled, total, errors, explains,
		`+stands+`, created_at, changed_at, 0, -1, -1, -1, deleted_at IS NOT NULL, `+left+` FROM draft`, "unit, year", func(rows *sql.Rows) error {
		var deleted, left bool
		sum, err := scanSummary(alsoScans{rows, []any{&deleted, &left}})
		if err == nil && (s.layout < signOffLayout || journal.ValidUID(sum.UID)) {
			d := s.draft(sum.ID)
			d.sum, d.row, d.deleted, d.left = sum, true, deleted, left
		}
		return err
	})
}

func (s *salvaged) readEntries(r rowReader) {
	take := func(rows *sql.Rows) error {
		var id int64
		e, err := scanEntry(scansAfter{rows, &id})
		if err == nil && e.Seq > 0 {
			s.draft(id).entries[e.Seq] = e
		}
		return err
	}
	if s.layout >= signOffLayout {
		s.missing["entry"] = !r.rows("entry", `SELECT draft_id, seq, at, kind, of, by, note, changes, act FROM entry`, "draft_id, seq", take)
		return
	}
	const old = `SELECT draft_id, seq, at, kind, of, '', note, changes, '' FROM entry `
	s.missing["entry"] = !r.bothWays(old+"ORDER BY draft_id", take)
	if s.missing["entry"] { // what could not be reached from either end
		for _, id := range slices.Collect(maps.Keys(s.drafts)) {
			r.bothWays(old+"WHERE draft_id = ? ORDER BY seq", take, id)
		}
	}
}

// alsoScans reads columns more than who asks for a row; scansAfter has one
// in front.
type (
	alsoScans struct {
		rows *sql.Rows
		more []any
	}
	scansAfter struct {
		rows *sql.Rows
		more any
	}
)

func (a alsoScans) Scan(into ...any) error  { return a.rows.Scan(append(into, a.more...)...) }
func (a scansAfter) Scan(into ...any) error { return a.rows.Scan(append([]any{a.more}, into...)...) }

// rowReader reads rows of a file that may be damaged.
type rowReader struct {
	ctx context.Context
	db  *sql.DB
}

// each calls f on the rows of a query as long as they can be read, and says
// whether all could be. A row that f does not understand is left out.
func (r rowReader) each(query string, f func(*sql.Rows) error, args ...any) (whole bool) {
	rows, err := r.db.QueryContext(r.ctx, query, args...)
	if err != nil {
		return false
	}
	defer rows.Close()
	whole = true
	for rows.Next() {
		if f(rows) != nil {
			whole = false
		}
	}
	return whole && rows.Err() == nil
}

// bothWays is each, from the first row on and, where that breaks off, from the
// last one back. Rows may come twice.
func (r rowReader) bothWays(query string, f func(*sql.Rows) error, args ...any) (whole bool) {
	if r.each(query, f, args...) {
		return true
	}
	r.each(query+" DESC", f, args...)
	return false
}

// leastRow is the size in bytes of the smallest row: a number that no file of
// the size can have was misread.
const leastRow = 16

// rows calls f on every row of a table with numbered rows that can be read, and
// says whether all could be. No row of such a table is ever deleted, so that
// every number up to the highest one is looked for by itself. The highest one
// is found from either end and in the index, in case pages are lost.
func (r rowReader) rows(table, query, index string, f func(*sql.Rows) error) (whole bool) {
	var most, limit int64
	_ = r.db.QueryRowContext(r.ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&limit)
	limit /= leastRow
	number := func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		if n <= limit {
			most = max(most, n)
		}
		return err
	}
	whole = r.bothWays("SELECT rowid FROM "+table+" NOT INDEXED ORDER BY rowid", number)
	whole = r.bothWays("SELECT rowid FROM "+table+" ORDER BY "+index, number) && whole
	for n := int64(1); n <= most; n++ {
		found := false
		fine := r.each(query+" NOT INDEXED WHERE rowid = ?", func(rows *sql.Rows) error {
			found = true
			return f(rows)
		}, n)
		whole = whole && fine && found
	}
	return whole
}

// stored reads what a draft's places hold, as far as it can be read.
func (r rowReader) stored(id int64) map[string]string {
	out := map[string]string{}
	r.bothWays("SELECT address, body FROM held_value WHERE draft_id = ? ORDER BY address", func(rows *sql.Rows) error {
		var address, body string
		err := rows.Scan(&address, &body)
		if err == nil {
			out[address] = body
		}
		return err
	}, id)
	return out
}
