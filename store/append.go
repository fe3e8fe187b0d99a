package store

import (
	"context"
	"database/sql"
	"fmt"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
)

// Create implements app.Store.
func (d *DB) Create(ctx context.Context, s app.Summary, first app.Entry) (int64, error) {
	err := d.write(ctx, func(ctx context.Context) error {
		r, err := d.stmt.insertDraft.ExecContext(ctx, s.Unit, s.Year, s.Edition,
			s.Filled, s.Total, s.Errors, s.Explains, s.Created.UnixMicro(), s.Changed.UnixMicro())
		if err != nil {
			return d.orExists(ctx, err, s.Unit, s.Year)
		}
		if s.ID, err = r.LastInsertId(); err != nil {
			return err
		}
		return d.journal(ctx, s.ID, []app.Entry{first})
	})
	if err != nil {
		return 0, failed(fmt.Sprintf("create draft of %s %d", s.Unit, s.Year), err)
	}
	return s.ID, nil
}

// Append implements app.Store. NotFound when the draft has been deleted.
func (d *DB) Append(ctx context.Context, s app.Summary, entries []app.Entry) error {
	err := d.write(ctx, func(ctx context.Context) error {
		if err := d.summarise(ctx, s); err != nil {
			return err
		}
		return d.journal(ctx, s.ID, entries)
	})
	if err != nil {
		return failed(fmt.Sprintf("append to draft %d", s.ID), err)
	}
	return nil
}

// summarise brings the row of a draft up to date. Most edits leave its name alone.
func (d *DB) summarise(ctx context.Context, s app.Summary) error {
	changed := s.Changed.UnixMicro()
	r, err := d.stmt.updateDraft.ExecContext(ctx, s.Filled, s.Total, s.Errors, s.Explains, changed, s.ID, s.Unit, s.Year, s.Edition)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	r, err = d.stmt.renameDraft.ExecContext(ctx, s.Filled, s.Total, s.Errors, s.Explains, changed, s.Unit, s.Year, s.Edition, s.ID)
	if err != nil {
		return d.orExists(ctx, err, s.Unit, s.Year)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return notFound(s.ID)
	}
	return nil
}

// journal writes entries, and what they make of the held values.
func (d *DB) journal(ctx context.Context, id int64, entries []app.Entry) error {
	values := held{stmt: &d.stmt, id: id, now: map[form.Address]string{}}
	for _, e := range entries {
		changes, err := encodeChanges(e.Edit.Changes)
		if err != nil {
			return err
		}
		_, err = d.stmt.insertEntry.ExecContext(ctx, id, e.Seq, e.At.UnixMicro(), string(e.Kind), e.Of, e.Edit.Note, changes)
		if isRefusedByTrigger(err) {
			return conflict("entry %d does not follow the last one", e.Seq)
		}
		if err != nil {
			return err
		}
		for _, c := range e.Edit.Changes {
			if err := values.apply(ctx, c); err != nil {
				return err
			}
		}
	}
	return values.store(ctx)
}

// held are the values of a draft that a transaction touches; each is read and
// written once however many entries change it.
type held struct {
	stmt *statements
	id   int64
	now  map[form.Address]string
}

func (h *held) apply(ctx context.Context, c report.Change) error {
	body, known := h.now[c.Address]
	if !known {
		err := h.stmt.value.QueryRowContext(ctx, h.id, string(c.Address)).Scan(&body)
		if err != nil && err != sql.ErrNoRows {
			return err
		}
	}
	next, ok := splice(body, c)
	if !ok {
		return conflict("%s does not hold %q at %d", c.Address, c.Old, c.At)
	}
	h.now[c.Address] = next
	return nil
}

func (h *held) store(ctx context.Context) error {
	for a, body := range h.now {
		var err error
		if body == "" {
			_, err = h.stmt.dropValue.ExecContext(ctx, h.id, string(a))
		} else {
			_, err = h.stmt.putValue.ExecContext(ctx, h.id, string(a), body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// orExists turns a refused second draft of a unit and year into Exists with
// the id of the one that is there; any other error passes through.
func (d *DB) orExists(ctx context.Context, err error, unit string, year int) error {
	if !isDuplicate(err) {
		return err
	}
	e := &app.Error{Code: app.Exists, Err: err}
	if err := d.stmt.draftOf.QueryRowContext(ctx, unit, year).Scan(&e.ID); err != nil {
		return err
	}
	return e
}

func conflict(format string, args ...any) error {
	return &app.Error{Code: app.Conflict, Err: fmt.Errorf(format, args...)}
}

func notFound(id int64) error {
	return &app.Error{Code: app.NotFound, Err: fmt.Errorf("no draft %d", id)}
}
