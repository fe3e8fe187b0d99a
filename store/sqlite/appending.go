package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/ledger"
	"nianbao/app/longtext"
	"nianbao/app/report"
	"nianbao/store/sqlite/dbfile"
)

// appending takes the entries of one transaction into the journal of a draft.
//
// Edits are judged by where their session says that the report stands; that it
// does is made sure of when its row is written, at the end. Reading it first
// would cost every edit a fifth more. Only when something does not fit is it
// read, to say what.
type appending struct {
	db     *DB
	sum    app.Summary                   // as it is after all of them
	first  int64                         // number of the first of them
	values *longtext.Texts[form.Address] // what they touch; read and written once
	known  map[form.Address]bool         // which places those are
	ledger *ledger.Ledger
	read   bool // the ledger was read from the file
	alone  bool // one change is all there is
}

// errStale is a write that the file did not take: the draft is not what the
// session believes it to be.
var errStale = errors.New("the journal has gone on")

// append writes entries first and the summary last.
func (d *DB) append(ctx context.Context, s app.Summary, entries []journal.Entry) error {
	a := &appending{db: d, sum: s, values: longtext.Begin(map[form.Address]string{}), known: map[form.Address]bool{}}
	a.alone = len(entries) == 1 && len(entries[0].Edit.Changes) == 1
	if err := a.begin(ctx, entries); err != nil {
		return err
	}
	for i := range entries {
		if err := a.entry(ctx, &entries[i]); err != nil {
			return err
		}
	}
	if err := a.store(ctx); err != nil {
		return err
	}
	err := a.ledger.Agrees(s.Status())
	if err == nil {
		err = a.summarise(ctx, len(entries))
	}
	return a.refused(ctx, nil, err)
}

// begin opens the ledger. A transition is judged by all that the journal holds.
func (a *appending) begin(ctx context.Context, entries []journal.Entry) error {
	if len(entries) > 0 {
		a.first = entries[0].Seq
	}
	if a.ledger = ledger.At(a.sum.Status(), a.first-1); !ledger.NeedsPast(entries) {
		return nil
	}
	if _, err := a.status(ctx); err != nil {
		return err
	}
	a.ledger, a.read = ledger.Begin(), true
	return each(ctx, a.db.stmt.entries, []any{a.sum.ID}, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		a.ledger.Read(&e)
		return err
	})
}

// status returns the ledger by the row of the draft. NotFound when there is none.
func (a *appending) status(ctx context.Context) (*ledger.Ledger, error) {
	var status ledger.Status
	var level, last int64
	err := a.db.stmt.status.QueryRowContext(ctx, a.sum.ID).Scan(&status.Stage, &status.Name, &level, &last)
	status.Level = int(level)
	return ledger.At(status, last), orNotFound(err, a.sum.ID)
}

// refused turns a refusal of an entry, or of the summary after all of them, into
// what the draft's row says of it. Other errors pass through.
func (a *appending) refused(ctx context.Context, e *journal.Entry, err error) error {
	var refusal *ledger.Refusal
	if !errors.As(err, &refusal) && !errors.Is(err, errStale) {
		return err
	}
	if !a.read {
		if found := a.asStored(ctx, e); found != nil {
			return app.Refused(found)
		}
	}
	if refusal == nil {
		return conflict("%w", err)
	}
	return app.Refused(err)
}

// asStored judges an entry, where there is one, and what the session believes,
// by the row of the draft.
func (a *appending) asStored(ctx context.Context, e *journal.Entry) error {
	l, err := a.status(ctx)
	if err == nil && e != nil {
		err = l.Append(e)
	}
	if err == nil {
		err = l.Agrees(a.sum.Status())
	}
	return err
}

func (a *appending) entry(ctx context.Context, e *journal.Entry) error {
	if err := a.ledger.Append(e); err != nil {
		return a.refused(ctx, e, err)
	}
	if err := a.insert(ctx, e); err != nil {
		return a.refused(ctx, e, err)
	}
	for _, change := range e.Edit.Changes {
		if err := a.apply(ctx, change); err != nil {
			return a.refused(ctx, nil, err)
		}
	}
	if e.Transition == nil {
		return nil
	}
	// At once, so that the triggers judge the next entry by it.
	s := a.ledger.Status()
	_, err := a.db.stmt.putStatus.ExecContext(ctx, string(s.Stage), s.Name, s.Level, a.sum.ID)
	return err
}

func (a *appending) insert(ctx context.Context, e *journal.Entry) error {
	changes, err := encodeChanges(e.Edit.Changes)
	if err != nil {
		return err
	}
	act, err := encodeAct(e.Transition)
	if err != nil {
		return err
	}
	r, err := a.db.stmt.insertEntry.ExecContext(ctx, a.sum.ID, e.Seq, e.At.UnixMicro(), string(e.Kind), e.Of, e.By, e.Edit.Note, changes, act)
	if dbfile.IsRefused(err) {
		return fmt.Errorf("%w: %w", errStale, err)
	}
	if err != nil {
		return err
	}
	row, err := r.LastInsertId()
	a.db.trail.mark(row, a.sum, e)
	return err
}

func (a *appending) apply(ctx context.Context, change report.Change) error {
	if a.alone && change.At == 0 && change.Old != "" && change.New != "" {
		// One figure for another, the most frequent edit, takes one statement.
		r, err := a.db.stmt.swapValue.ExecContext(ctx, change.New, a.sum.ID, string(change.Address), change.Old)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 1 {
			return err
		}
	}
	if !a.known[change.Address] {
		var body string
		err := a.db.stmt.value.QueryRowContext(ctx, a.sum.ID, string(change.Address)).Scan(&body)
		if err != nil && err != sql.ErrNoRows {
			return err
		}
		a.values.Put(change.Address, body)
		a.known[change.Address] = true
	}
	return ledger.Change(a.values, change)
}

func (a *appending) store(ctx context.Context) error {
	for address := range a.known {
		var err error
		if body := a.values.Get(address); body == "" {
			_, err = a.db.stmt.dropValue.ExecContext(ctx, a.sum.ID, string(address))
		} else {
			_, err = a.db.stmt.putValue.ExecContext(ctx, a.sum.ID, string(address), body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// summarise brings the row of the draft up to date. Most edits leave its name alone.
func (a *appending) summarise(ctx context.Context, entries int) error {
	s := a.sum
	args := []any{
		s.Filled, s.Total, s.Errors, s.Explains, s.Changed.UnixMicro(), string(s.Digest),
		s.ID, string(s.Stage), s.StateName, s.Level, s.Unit, s.Year, s.Edition, a.first - 1, entries,
	}
	args = append(args, left(s.Left)...)
	for _, update := range []*sql.Stmt{a.db.stmt.updateDraft, a.db.stmt.renameDraft} {
		r, err := update.ExecContext(ctx, args...)
		if err != nil {
			return a.db.orExists(ctx, err, s)
		}
		if n, err := r.RowsAffected(); err != nil || n > 0 {
			return err
		}
	}
	return errStale
}
