package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

var errForbidden = errors.New("the sign-off does not allow it")

// course follows a draft through the entries of one transaction: what its
// places hold and where it stands before each of them.
type course struct {
	db    *DB
	id    int64
	sum   app.Summary             // after all of them
	held  map[form.Address]string // what the entries touch; read and written once
	stage signoff.Stage
	state *signoff.State // nil when no act is among the entries: edits do without
	last  int64          // with state: the entry before
	alone bool           // one change is all there is
}

// follow writes entries, and what they make of the draft. Where none is an act
// the draft stands where the summary says, which the summary's own writing
// makes sure of.
func (d *DB) follow(ctx context.Context, s app.Summary, entries []journal.Entry) error {
	c := course{db: d, id: s.ID, sum: s, held: map[form.Address]string{}, stage: s.Stage}
	c.alone = len(entries) == 1 && len(entries[0].Edit.Changes) == 1
	if slices.ContainsFunc(entries, func(e journal.Entry) bool { return e.Transition != nil }) {
		if err := c.begin(ctx); err != nil {
			return err
		}
	}
	for i := range entries {
		if err := c.entry(ctx, &entries[i]); err != nil {
			return err
		}
	}
	return c.store(ctx)
}

func (c *course) entry(ctx context.Context, e *journal.Entry) error {
	if err := c.permit(ctx, e); err != nil {
		return err
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
	if e.Transition == nil {
		note(c.state, e)
		return nil
	}
	// At once, so that the triggers judge the next entry by it.
	c.stage = c.state.Stage
	_, err := c.db.stmt.putStanding.ExecContext(ctx, string(c.stage), c.state.Name(), c.state.Level(), c.id)
	return err
}

// permit says why the sign-off does not allow an entry. The triggers know most
// of it too, but another program may have dropped them.
func (c *course) permit(ctx context.Context, e *journal.Entry) error {
	if e.Transition != nil {
		return c.act(e)
	}
	if !allowed(e.Kind, c.stage) {
		return c.db.refused(ctx, c.id, e.Kind, "the draft is not %s", c.stage)
	}
	for _, change := range e.Edit.Changes {
		switch {
		case report.IsRemark(change.Address) == (e.Kind == journal.Remarked):
		case e.Kind == journal.Remarked:
			return forbidden("不能以意见的名义改动报告的内容。")
		default:
			return forbidden("审核意见只能由提出的人在审签中增删。")
		}
	}
	return nil
}

// allowed says whether entries of a kind are made at a stage; acts have rules
// of their own.
func allowed(kind journal.Kind, stage signoff.Stage) bool {
	switch kind {
	case journal.Transitioned:
		return true
	case journal.Remarked:
		return stage == signoff.Reviewing
	}
	return stage == signoff.Drafting
}

// act judges an act by all that stands in the journal before it.
func (c *course) act(e *journal.Entry) error {
	if e.Seq != c.last+1 {
		return conflict("entry %d does not follow the last one", e.Seq)
	}
	if err := c.state.Apply(e.Transition); err != nil {
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
	state := signoff.Begin()
	err := each(ctx, c.db.stmt.entries, []any{c.id}, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		c.last = e.Seq
		note(&state, &e)
		return err
	})
	c.state, c.stage = &state, state.Stage
	return err
}

// note brings the state up to date with an entry that is in the journal. What
// does not fit there was not written by this program; it is left out, as in a
// check of the record, which tells of it.
func note(state *signoff.State, e *journal.Entry) {
	switch {
	case e.Transition != nil:
		_ = state.Apply(e.Transition)
	case e.ChangesContent() && state.Stage == signoff.Drafting:
		state.Edited(e.By)
	}
}

func (c *course) insert(ctx context.Context, e *journal.Entry) error {
	changes, err := encodeChanges(e.Edit.Changes)
	if err != nil {
		return err
	}
	act, err := encodeAct(e.Transition)
	if err != nil {
		return err
	}
	r, err := c.db.stmt.insertEntry.ExecContext(ctx, c.id, e.Seq, e.At.UnixMicro(), string(e.Kind), e.Of, e.By, e.Edit.Note, changes, act)
	if isRefused(err) {
		return c.db.refused(ctx, c.id, e.Kind, "entry %d does not follow the last one", e.Seq)
	}
	if err != nil {
		return err
	}
	row, err := r.LastInsertId()
	c.db.trail.mark(row, c.sum, e)
	return err
}

func (c *course) apply(ctx context.Context, e *journal.Entry, change report.Change) error {
	if c.alone && change.At == 0 && change.Old != "" && change.New != "" {
		// One figure for another, the most frequent edit, takes one statement.
		r, err := c.db.stmt.swapValue.ExecContext(ctx, change.New, c.id, string(change.Address), change.Old)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 1 {
			return err
		}
	}
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
