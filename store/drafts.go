package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"nianbao/app"
	"nianbao/app/form"
)

// scanSummary reads one draft. Times are handed out in the time zone of the
// workstation.
func scanSummary(row interface{ Scan(...any) error }) (s app.Summary, err error) {
	// database/sql takes a detour through text for any integer but int64.
	var year, filled, total, errors, explains, created, changed int64
	err = row.Scan(&s.ID, &s.Unit, &year, &s.Edition, &filled, &total, &errors, &explains, &created, &changed)
	s.Year, s.Filled, s.Total, s.Errors, s.Explains = int(year), int(filled), int(total), int(errors), int(explains)
	s.Created, s.Changed = time.UnixMicro(created), time.UnixMicro(changed)
	return s, err
}

// List implements app.Store.
func (d *DB) List(ctx context.Context) ([]app.Summary, error) {
	var out []app.Summary
	err := d.read(ctx, func(ctx context.Context) error {
		return each(ctx, d.stmt.drafts, nil, func(rows *sql.Rows) error {
			s, err := scanSummary(rows)
			out = append(out, s)
			return err
		})
	})
	return out, failed("list drafts", err)
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

// Load implements app.Store. A deleted draft is NotFound until it is restored.
func (d *DB) Load(ctx context.Context, id int64) (*app.Draft, error) {
	out := &app.Draft{Values: map[form.Address]string{}}
	err := d.read(ctx, func(ctx context.Context) (err error) {
		if out.Summary, err = scanSummary(d.stmt.draft.QueryRowContext(ctx, id)); err != nil {
			return orNotFound(err, id)
		}
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
			var seq, at, of int64
			var kind string
			err := rows.Scan(&seq, &at, &kind, &of)
			out.Entries = append(out.Entries, app.Entry{Seq: seq, At: time.UnixMicro(at), Kind: app.EntryKind(kind), Of: of})
			return err
		})
	})
	if err != nil {
		return nil, failed(fmt.Sprintf("load draft %d", id), err)
	}
	return out, nil
}

// LoadEntry implements app.Store. NotFound when the draft has no such entry.
func (d *DB) LoadEntry(ctx context.Context, id, seq int64) (app.Entry, error) {
	e := app.Entry{Seq: seq}
	err := d.read(ctx, func(ctx context.Context) error {
		var at int64
		var kind, changes string
		err := d.stmt.entry.QueryRowContext(ctx, id, seq).Scan(&at, &kind, &e.Of, &e.Edit.Note, &changes)
		if err != nil {
			return orNotFound(err, id)
		}
		e.At, e.Kind = time.UnixMicro(at), app.EntryKind(kind)
		e.Edit.Changes, err = decodeChanges(changes)
		return err
	})
	if err != nil {
		return app.Entry{}, failed(fmt.Sprintf("load entry %d of draft %d", seq, id), err)
	}
	return e, nil
}

// Delete implements app.Store. NotFound when there is no such draft in the
// list. Nothing is thrown away: the draft is only hidden.
func (d *DB) Delete(ctx context.Context, id int64, at time.Time) error {
	err := d.write(ctx, func(ctx context.Context) error {
		r, err := d.stmt.deleteDraft.ExecContext(ctx, at.UnixMicro(), id)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return notFound(id)
		}
		return nil
	})
	return failed(fmt.Sprintf("delete draft %d", id), err)
}

// Restore implements app.Store. It does nothing when the draft is in the
// list; NotFound when there is none of that id.
func (d *DB) Restore(ctx context.Context, id int64) error {
	err := d.write(ctx, func(ctx context.Context) error {
		var unit string
		var year int
		if err := d.stmt.unitYear.QueryRowContext(ctx, id).Scan(&unit, &year); err != nil {
			return orNotFound(err, id)
		}
		_, err := d.stmt.restoreDraft.ExecContext(ctx, id)
		return d.orExists(ctx, err, unit, year)
	})
	return failed(fmt.Sprintf("restore draft %d", id), err)
}

func orNotFound(err error, id int64) error {
	if err == sql.ErrNoRows {
		return notFound(id)
	}
	return err
}
