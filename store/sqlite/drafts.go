package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/signoff"
	"nianbao/store/sqlite/dbfile"
)

type scanner interface{ Scan(...any) error }

// scanSummary reads one draft. Times are handed out in the time zone of the
// workstation.
func scanSummary(row scanner) (s app.Summary, err error) {
	// database/sql takes a detour through text for any integer but int64.
	var year, filled, total, errors, explains, level, created, changed int64
	var stage, digest string
	var example, unfilled, wrong, asked int64
	err = row.Scan(&s.ID, &s.UID, &s.Unit, &year, &s.Edition, &filled, &total, &errors, &explains,
		&stage, &s.StateName, &level, &digest, &created, &changed, &example, &unfilled, &wrong, &asked)
	s.Year, s.Filled, s.Total, s.Errors, s.Explains = int(year), int(filled), int(total), int(errors), int(explains)
	s.Stage, s.Level, s.Digest = signoff.Stage(stage), int(level), keys.Digest(digest)
	s.Created, s.Changed, s.Example = time.UnixMicro(created), time.UnixMicro(changed), example != 0
	if min(unfilled, wrong, asked) >= 0 {
		s.Left = check.Left{Counted: true, Unfilled: int(unfilled), Wrong: int(wrong), Asked: int(asked)}
	}
	return s, err
}

// List implements app.Drafts.
func (d *DB) List(ctx context.Context) ([]app.Summary, error) {
	return d.Recent(ctx, -1) // SQLite's word for no limit
}

// Recent implements app.Drafts.
func (d *DB) Recent(ctx context.Context, most int) ([]app.Summary, error) {
	out, err := d.summaries(ctx, &d.stmt.drafts, most)
	return out, dbfile.Failed("list drafts", err)
}

// Deleted implements app.Trash.
func (d *DB) Deleted(ctx context.Context) ([]app.Summary, error) {
	out, err := d.summaries(ctx, &d.stmt.deleted)
	return out, dbfile.Failed("list deleted drafts", err)
}

// summaries takes where the statement is: a fresh connection has others.
func (d *DB) summaries(ctx context.Context, query **sql.Stmt, args ...any) (out []app.Summary, err error) {
	err = d.read(ctx, func(ctx context.Context) error {
		out = nil
		return each(ctx, *query, args, func(rows *sql.Rows) error {
			s, err := scanSummary(rows)
			out = append(out, s)
			return err
		})
	})
	return out, err
}

// each calls f on every row of a query.
func each(ctx context.Context, query *sql.Stmt, args []any, f func(*sql.Rows) error) error {
	rows, err := query.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Load implements app.Drafts. A deleted draft is NotFound until it is restored.
// What is in the file is handed out as it is: whether values, entries and
// signatures fit together is judged by who opens the draft.
func (d *DB) Load(ctx context.Context, id int64) (*app.Draft, error) {
	var out *app.Draft
	err := d.read(ctx, func(ctx context.Context) (err error) {
		out = &app.Draft{Values: map[form.Address]string{}}
		if out.Summary, err = scanSummary(d.stmt.draft.QueryRowContext(ctx, id)); err != nil {
			return orNotFound(err, id)
		}
		id := out.Summary.ID // another one where the report was left behind
		err = each(ctx, d.stmt.values, []any{id}, func(rows *sql.Rows) error {
			var address, body string
			err := rows.Scan(&address, &body)
			out.Values[form.Address(address)] = body
			return err
		})
		if err != nil {
			return err
		}
		return each(ctx, d.stmt.entries, []any{id}, func(rows *sql.Rows) error {
			e, err := scanEntry(rows)
			out.Entries = append(out.Entries, e)
			return err
		})
	})
	if err != nil {
		return nil, dbfile.Failed(fmt.Sprintf("load draft %d", id), err)
	}
	return out, nil
}

// Find implements app.Drafts.
func (d *DB) Find(ctx context.Context, uid string) (int64, error) {
	var id int64
	err := d.read(ctx, func(ctx context.Context) error {
		err := d.stmt.find.QueryRowContext(ctx, uid).Scan(&id)
		if err == sql.ErrNoRows {
			return &app.Error{Code: app.NotFound, Err: fmt.Errorf("no report %s", uid)}
		}
		return err
	})
	return id, dbfile.Failed("find draft", err)
}

// Before implements app.Drafts.
func (d *DB) Before(ctx context.Context, uid string) ([]journal.Entry, error) {
	var out []journal.Entry
	err := d.read(ctx, func(ctx context.Context) error {
		out = nil
		return each(ctx, d.stmt.before, []any{uid}, func(rows *sql.Rows) error {
			e, err := scanEntry(rows)
			out = append(out, e)
			return err
		})
	})
	return out, dbfile.Failed("read what was left behind", err)
}

// Transitions implements app.Drafts. They come in the order of drafts and entries.
func (d *DB) Transitions(ctx context.Context) ([]app.StoredTransition, error) {
	var out []app.StoredTransition
	err := d.read(ctx, func(ctx context.Context) error {
		out = nil
		return each(ctx, d.stmt.acts, nil, func(rows *sql.Rows) error {
			var a app.StoredTransition
			var text []byte
			err := rows.Scan(&a.Draft, &a.Seq, &text)
			if err == nil {
				a.Transition, err = decodeAct(text)
			}
			out = append(out, a)
			return err
		})
	})
	if err != nil {
		return nil, dbfile.Failed("read acts", err)
	}
	return out, nil
}

// Delete implements app.Trash. NotFound when there is no such draft in the
// list. Nothing is thrown away: the draft is only soft-deleted.
func (d *DB) Delete(ctx context.Context, id int64, at time.Time) error {
	err := d.write(ctx, func(ctx context.Context) error { return d.softDelete(ctx, id, at) })
	return dbfile.Failed(fmt.Sprintf("delete draft %d", id), err)
}

func (d *DB) softDelete(ctx context.Context, id int64, at time.Time) error {
	r, err := d.stmt.deleteDraft.ExecContext(ctx, at.UnixMicro(), id)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return notFound(id)
	}
	return nil
}

// Restore implements app.Trash. It does nothing when the draft is in the
// list; NotFound when there is none of that id.
func (d *DB) Restore(ctx context.Context, id int64) error {
	err := d.write(ctx, func(ctx context.Context) error {
		s := app.Summary{ID: id}
		if err := d.stmt.names.QueryRowContext(ctx, id).Scan(&s.UID, &s.Unit, &s.Year, &s.Example); err != nil {
			return orNotFound(err, id)
		}
		_, err := d.stmt.restoreDraft.ExecContext(ctx, id)
		return d.orExists(ctx, err, s)
	})
	return dbfile.Failed(fmt.Sprintf("restore draft %d", id), err)
}
