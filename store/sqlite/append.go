package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/journal"
	"nianbao/store/sqlite/dbfile"
)

// Create implements app.Journal.
func (d *DB) Create(ctx context.Context, s app.Summary, entries []journal.Entry) (int64, error) {
	err := d.write(ctx, func(ctx context.Context) (err error) {
		s.ID, err = d.create(ctx, s, entries)
		return err
	})
	if err != nil {
		return 0, dbfile.Failed(fmt.Sprintf("create draft of %s %d", s.Unit, s.Year), err)
	}
	return s.ID, nil
}

// Replace implements app.Journal. NotFound when the old draft has been deleted,
// Conflict when it is another report.
func (d *DB) Replace(ctx context.Context, old int64, at time.Time, s app.Summary, entries []journal.Entry) (int64, error) {
	err := d.write(ctx, func(ctx context.Context) error {
		var was app.Summary
		if err := d.stmt.names.QueryRowContext(ctx, old).Scan(&was.UID, &was.Unit, &was.Year, &was.Example); err != nil {
			return orNotFound(err, old)
		}
		if was.UID != s.UID {
			return conflict("draft %d is report %s, not %s", old, was.UID, s.UID)
		}
		if err := d.softDelete(ctx, old, at); err != nil {
			return err
		}
		var err error
		s.ID, err = d.create(ctx, s, entries)
		return err
	})
	if err != nil {
		return 0, dbfile.Failed(fmt.Sprintf("replace draft %d", old), err)
	}
	return s.ID, nil
}

// Condense implements app.Journal. NotFound when the old draft has been deleted,
// Conflict when it is another report or has gone on.
func (d *DB) Condense(ctx context.Context, old, s app.Summary, entries []journal.Entry) (int64, error) {
	err := d.write(ctx, func(ctx context.Context) error {
		r, err := d.stmt.leaveBehind.ExecContext(ctx, s.Changed.UnixMicro(), old.ID, s.UID, string(old.Digest))
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			if err == nil {
				err = d.notThat(ctx, old)
			}
			return err
		}
		s.ID, err = d.create(ctx, s, entries)
		return err
	})
	if err != nil {
		return 0, dbfile.Failed(fmt.Sprintf("condense draft %d", old.ID), err)
	}
	return s.ID, nil
}

// notThat says why a draft is not the one that was meant: it is not in the list, or
// it is another one, or has gone on.
func (d *DB) notThat(ctx context.Context, meant app.Summary) error {
	if _, err := scanSummary(d.stmt.draft.QueryRowContext(ctx, meant.ID)); err != nil {
		return orNotFound(err, meant.ID)
	}
	return conflict("draft %d is not report %s with journal %s", meant.ID, meant.UID, meant.Digest)
}

// create inserts a draft as one that nothing has happened to, and lets its
// entries make the rest of it.
func (d *DB) create(ctx context.Context, s app.Summary, entries []journal.Entry) (int64, error) {
	r, err := d.stmt.insertDraft.ExecContext(ctx, s.UID, s.Unit, s.Year, s.Edition,
		s.Filled, s.Total, s.Errors, s.Explains, s.Created.UnixMicro(), s.Changed.UnixMicro(), s.Example)
	if err != nil {
		return 0, d.orExists(ctx, err, s)
	}
	if s.ID, err = r.LastInsertId(); err != nil {
		return 0, err
	}
	return s.ID, d.append(ctx, s, entries)
}

// Append implements app.Journal. NotFound when the draft has been deleted.
func (d *DB) Append(ctx context.Context, s app.Summary, entries []journal.Entry) error {
	err := d.write(ctx, func(ctx context.Context) error { return d.append(ctx, s, entries) })
	return dbfile.Failed(fmt.Sprintf("append to draft %d", s.ID), err)
}

// Recount implements app.Journal.
func (d *DB) Recount(ctx context.Context, drafts []app.Summary) error {
	err := d.write(ctx, func(ctx context.Context) error {
		for i := range drafts {
			args := append(left(drafts[i].Left), drafts[i].ID, string(drafts[i].Digest))
			if _, err := d.stmt.recount.ExecContext(ctx, args...); err != nil {
				return err
			}
		}
		return nil
	})
	return dbfile.Failed("store what is open in drafts", err)
}

// left are the columns of what is open, NULL where nobody has counted it.
func left(l check.Left) []any {
	if !l.Counted {
		return []any{nil, nil, nil}
	}
	return []any{l.Unfilled, l.Wrong, l.Asked}
}

// orExists turns a refused second draft of a name, or of a unit and year, into
// Exists with the id of the one that is there; any other error passes through.
func (d *DB) orExists(ctx context.Context, err error, s app.Summary) error {
	if !dbfile.IsDuplicate(err) {
		return err
	}
	e := &app.Error{Code: app.Exists, Err: err}
	if err := d.stmt.taken.QueryRowContext(ctx, s.ID, s.UID, s.Unit, s.Year, s.Example).Scan(&e.ID); err != nil {
		return err
	}
	return e
}

func conflict(format string, args ...any) error {
	return &app.Error{Code: app.Conflict, Err: fmt.Errorf(format, args...)}
}

// forbidden returns Forbidden with a sentence for the person.
func forbidden(format string, args ...any) error {
	return &app.Error{Code: app.Forbidden, Sentence: fmt.Sprintf(format, args...), Err: errors.New("not allowed")}
}

// invalid returns Invalid with a sentence for the person.
func invalid(format string, args ...any) error {
	return &app.Error{Code: app.Invalid, Sentence: fmt.Sprintf(format, args...), Err: errors.New("not valid")}
}

func notFound(id int64) error {
	return &app.Error{Code: app.NotFound, Err: fmt.Errorf("no draft %d", id)}
}

func orNotFound(err error, id int64) error {
	if err == sql.ErrNoRows {
		return notFound(id)
	}
	return err
}
