package store

import (
	"context"
	"database/sql"
	"errors"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/review"
)

var errForbidden = errors.New("the sign-off does not allow it")

// course follows a draft through the entries of one transaction: what its
// places hold and where it stands before each of them.
type course struct {
	db    *DB
	id    int64
	held  map[form.Address]string // what the entries touch; read and written once
	state *review.State           // nil until there is an act: edits do without
	last  int64                   // the entry before, once there is a state
}

// follow writes entries, and what they make of the draft.
func (d *DB) follow(ctx context.Context, id int64, entries []journal.Entry) error {
	c := course{db: d, id: id, held: map[form.Address]string{}}
	for i := range entries {
		if err := c.entry(ctx, &entries[i]); err != nil {
			return err
		}
	}
	return c.store(ctx)
}

func (c *course) entry(ctx context.Context, e *journal.Entry) error {
	if e.Kind == journal.Remarked {
		for _, change := range e.Edit.Changes {
			if !report.IsRemark(change.Address) {
				return forbidden("不能以意见的名义改动报告的内容。")
			}
		}
	}
	if e.Act != nil {
		if err := c.act(ctx, e); err != nil {
			return err
		}
	}
	if err := c.insert(ctx, e); err != nil {
		return err
	}
	for _, change := range e.Edit.Changes {
		if err := c.apply(ctx, e, change); err != nil {
			return err
		}
	}
	if c.state == nil {
		return nil
	}
	c.last = e.Seq
	if e.Act == nil {
		note(c.state, e)
		return nil
	}
	// At once, so that the triggers judge the next entry by it.
	_, err := c.db.stmt.putStanding.ExecContext(ctx, string(c.state.Stage), c.state.Name(), c.state.Level(), c.id)
	return err
}

// act judges an act by all that stands in the journal before it.
func (c *course) act(ctx context.Context, e *journal.Entry) error {
	if c.state == nil {
		if err := c.begin(ctx); err != nil {
			return err
		}
	}
	if e.Seq != c.last+1 {
		return conflict("entry %d does not follow the last one", e.Seq)
	}
	if err := c.state.Apply(e.Act); err != nil {
		return &app.Error{Code: app.Forbidden, Detail: err.Error() + "。", Err: err}
	}
	return nil
}

// begin goes through the journal so far.
func (c *course) begin(ctx context.Context) error {
	var stage, name string
	if err := c.db.stmt.standing.QueryRowContext(ctx, c.id).Scan(&stage, &name); err != nil {
		return orNotFound(err, c.id)
	}
	state := review.Begin()
	c.state = &state
	return each(ctx, c.db.stmt.entries, []any{c.id}, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		c.last = e.Seq
		note(c.state, &e)
		return err
	})
}

// note brings the state up to date with an entry that is in the journal. What
// does not fit there was not written by this program; it is left out, as in a
// check of the record, which tells of it.
func note(state *review.State, e *journal.Entry) {
	switch {
	case e.Act != nil:
		_ = state.Apply(e.Act)
	case e.ChangesContent() && state.Stage == review.Drafting:
		state.Edited(e.By)
	}
}

func (c *course) insert(ctx context.Context, e *journal.Entry) error {
	changes, err := encodeChanges(e.Edit.Changes)
	if err != nil {
		return err
	}
	act, err := encodeAct(e.Act)
	if err != nil {
		return err
	}
	_, err = c.db.stmt.insertEntry.ExecContext(ctx, c.id, e.Seq, e.At.UnixMicro(), string(e.Kind), e.Of, e.By, e.Edit.Note, changes, act)
	if isRefused(err) {
		return c.db.refused(ctx, c.id, e.Kind, "entry %d does not follow the last one", e.Seq)
	}
	return err
}

func (c *course) apply(ctx context.Context, e *journal.Entry, change report.Change) error {
	body, known := c.held[change.Address]
	if !known {
		err := c.db.stmt.value.QueryRowContext(ctx, c.id, string(change.Address)).Scan(&body)
		if err != nil && err != sql.ErrNoRows {
			return err
		}
	}
	next, ok := report.Splice(body, change)
	if !ok {
		return c.db.refused(ctx, c.id, e.Kind, "%s does not hold %q at %d", change.Address, change.Old, change.At)
	}
	c.held[change.Address] = next
	return nil
}

func (c *course) store(ctx context.Context) error {
	for a, body := range c.held {
		var err error
		if body == "" {
			_, err = c.db.stmt.dropValue.ExecContext(ctx, c.id, string(a))
		} else {
			_, err = c.db.stmt.putValue.ExecContext(ctx, c.id, string(a), body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
