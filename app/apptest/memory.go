// Package apptest helps tests with a store in memory, a whole office of people
// with keys, and reports that are ready to be signed.
package apptest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/ledger"
	"nianbao/app/roster"
)

// Memory is an app.Store that forgets everything when the test ends. It can be
// told to fail, and its drafts may be tampered with.
type Memory struct {
	Drafts   map[int64]*app.Draft
	Deleted  map[int64]bool
	Keys     map[string]app.StoredKey
	Office   *roster.SignedRoster
	Settings map[string]string
	Fail     error // of every write to a draft
	Sick     error // what Trouble says
	Said     string
	Moved    string // the folder it was last moved to
	Back     *app.Rescued
	seen     map[string]int64
}

var (
	_ app.Store  = (*Memory)(nil)
	_ app.Health = (*Memory)(nil)
)

// Trouble implements app.Health.
func (m *Memory) Trouble() error { return m.Sick }

// Look implements app.Health.
func (m *Memory) Look(context.Context) error { return m.Sick }

// Notice implements app.Health.
func (m *Memory) Notice() string {
	said := m.Said
	m.Said = ""
	return said
}

// Check implements app.Health.
func (m *Memory) Check(context.Context) error { return m.Sick }

// Checked implements app.Health.
func (m *Memory) Checked() time.Time { return time.Time{} }

// Dir implements app.Health.
func (m *Memory) Dir() string { return "数据" }

// Move implements app.Health: what was gone is there again.
func (m *Memory) Move(_ context.Context, dir string) error {
	m.Moved, m.Sick, m.Fail = dir, nil, nil
	return nil
}

// Rescue implements app.Health with what Back says.
func (m *Memory) Rescue(context.Context, *form.Catalog) (*app.Rescued, error) {
	m.Sick, m.Fail = nil, nil
	return m.Back, nil
}

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{
		Drafts: map[int64]*app.Draft{}, Deleted: map[int64]bool{}, Keys: map[string]app.StoredKey{},
		Settings: map[string]string{}, seen: map[string]int64{},
	}
}

// Create implements app.Store.
func (m *Memory) Create(_ context.Context, s app.Summary, entries []journal.Entry) (int64, error) {
	if m.Fail != nil {
		return 0, m.Fail
	}
	return m.create(s, entries)
}

func (m *Memory) create(s app.Summary, entries []journal.Entry) (int64, error) {
	if err := m.taken(s); err != nil {
		return 0, err
	}
	s.ID = int64(len(m.Drafts)) + 1
	d := &app.Draft{Summary: s, Values: map[form.Address]string{}}
	if err := follow(ledger.Begin(), d, s, entries); err != nil {
		return 0, err
	}
	m.Drafts[s.ID] = d
	return s.ID, nil
}

// taken returns Exists where another report in the list has the name, or the
// unit and year.
func (m *Memory) taken(s app.Summary) error {
	for id, d := range m.Drafts {
		same := d.Summary.Unit == s.Unit && d.Summary.Year == s.Year || d.Summary.UID == s.UID
		if same && id != s.ID && !m.Deleted[id] {
			return &app.Error{Code: app.Exists, ID: id}
		}
	}
	return nil
}

// listed returns a report of the list. NotFound when it is not there.
func (m *Memory) listed(id int64) (*app.Draft, error) {
	if d := m.Drafts[id]; d != nil && !m.Deleted[id] {
		return d, nil
	}
	return nil, &app.Error{Code: app.NotFound}
}

// follow adds entries to a draft as far as its ledger takes them all.
func follow(l *ledger.Ledger, d *app.Draft, s app.Summary, entries []journal.Entry) error {
	values := maps.Clone(d.Values)
	for i := range entries {
		e := &entries[i]
		if err := l.Append(e); err != nil {
			return app.Refused(err)
		}
		for _, c := range e.Edit.Changes {
			next, err := ledger.Change(values[c.Address], c)
			if err != nil {
				return app.Refused(err)
			}
			if values[c.Address] = next; next == "" {
				delete(values, c.Address)
			}
		}
	}
	if err := l.Agrees(s.Status()); err != nil {
		return app.Refused(err)
	}
	d.Summary, d.Values, d.Entries = s, values, append(slices.Clip(d.Entries), entries...)
	return nil
}

// List implements app.Store.
func (m *Memory) List(context.Context) ([]app.Summary, error) { return m.list(false), nil }

// Hidden implements app.Store.
func (m *Memory) Hidden(context.Context) ([]app.Summary, error) { return m.list(true), nil }

func (m *Memory) list(deleted bool) []app.Summary {
	var out []app.Summary
	for id, d := range m.Drafts {
		if m.Deleted[id] == deleted {
			out = append(out, d.Summary)
		}
	}
	slices.SortFunc(out, func(a, b app.Summary) int { return cmp.Compare(b.ID, a.ID) })
	return out
}

// Recent implements app.Store.
func (m *Memory) Recent(ctx context.Context, most int) ([]app.Summary, error) {
	all, err := m.List(ctx)
	return all[:min(most, len(all))], err
}

// Load implements app.Store.
func (m *Memory) Load(_ context.Context, id int64) (*app.Draft, error) {
	held, err := m.listed(id)
	if err != nil {
		return nil, err
	}
	return &app.Draft{Summary: held.Summary, Values: maps.Clone(held.Values), Entries: slices.Clone(held.Entries)}, nil
}

// Find implements app.Store.
func (m *Memory) Find(_ context.Context, uid string) (int64, error) {
	for id, d := range m.Drafts {
		if d.Summary.UID == uid && !m.Deleted[id] {
			return id, nil
		}
	}
	return 0, &app.Error{Code: app.NotFound}
}

// Append implements app.Store.
func (m *Memory) Append(_ context.Context, s app.Summary, entries []journal.Entry) error {
	if m.Fail != nil {
		return m.Fail
	}
	d, err := m.listed(s.ID)
	if err != nil {
		return err
	}
	if err := m.taken(s); err != nil {
		return err
	}
	l := ledger.At(d.Summary.Status(), int64(len(d.Entries)))
	if ledger.NeedsPast(entries) {
		l = ledger.Begin()
		for i := range d.Entries {
			l.Read(&d.Entries[i])
		}
	}
	return follow(l, d, s, entries)
}

// Replace implements app.Store.
func (m *Memory) Replace(_ context.Context, old int64, _ time.Time, s app.Summary, entries []journal.Entry) (int64, error) {
	was, err := m.listed(old)
	if err != nil {
		return 0, err
	}
	if was.Summary.UID != s.UID {
		return 0, &app.Error{Code: app.Conflict}
	}
	m.Deleted[old] = true
	id, err := m.create(s, entries)
	if err != nil {
		delete(m.Deleted, old)
	}
	return id, err
}

// Delete implements app.Store.
func (m *Memory) Delete(_ context.Context, id int64, _ time.Time) error {
	_, err := m.listed(id)
	if err == nil {
		m.Deleted[id] = true
	}
	return err
}

// Restore implements app.Store.
func (m *Memory) Restore(_ context.Context, id int64) error {
	d := m.Drafts[id]
	if d == nil {
		return &app.Error{Code: app.NotFound}
	}
	if err := m.taken(d.Summary); err != nil {
		return err
	}
	delete(m.Deleted, id)
	return nil
}

// Transitions implements app.Store.
func (m *Memory) Transitions(context.Context) ([]app.StoredTransition, error) {
	var out []app.StoredTransition
	for _, id := range slices.Sorted(maps.Keys(m.Drafts)) {
		for _, e := range m.Drafts[id].Entries {
			if e.Transition != nil && !m.Deleted[id] {
				out = append(out, app.StoredTransition{Draft: id, Seq: e.Seq, Transition: e.Transition})
			}
		}
	}
	return out, nil
}

// Roster implements app.Store.
func (m *Memory) Roster(context.Context) (*roster.SignedRoster, error) { return m.Office, nil }

// SetRoster implements app.Store.
func (m *Memory) SetRoster(_ context.Context, r *roster.SignedRoster) error {
	m.Office = r
	return nil
}

// Key implements app.Store.
func (m *Memory) Key(_ context.Context, owner string) (app.StoredKey, error) {
	k, there := m.Keys[owner]
	if !there {
		return k, &app.Error{Code: app.NotFound}
	}
	return k, nil
}

// PutKey implements app.Store.
func (m *Memory) PutKey(_ context.Context, owner string, k *keys.Sealed) error {
	m.Keys[owner] = app.StoredKey{Sealed: k}
	return nil
}

// CountFailure implements app.Store.
func (m *Memory) CountFailure(_ context.Context, owner string, at time.Time) error {
	k := m.Keys[owner]
	k.Failures, k.Last = k.Failures+1, at
	m.Keys[owner] = k
	return nil
}

// ClearFailures implements app.Store.
func (m *Memory) ClearFailures(_ context.Context, owner string) error {
	m.Keys[owner] = app.StoredKey{Sealed: m.Keys[owner].Sealed}
	return nil
}

// Seen implements app.Store.
func (m *Memory) Seen(_ context.Context, draft int64, person string) (int64, error) {
	return m.seen[person+string(rune(draft))], nil
}

// SetSeen implements app.Store.
func (m *Memory) SetSeen(_ context.Context, draft int64, person string, seq int64) error {
	m.seen[person+string(rune(draft))] = seq
	return nil
}

// Setting implements app.Store.
func (m *Memory) Setting(_ context.Context, name string) (string, error) {
	return m.Settings[name], nil
}

// SetSetting implements app.Store.
func (m *Memory) SetSetting(_ context.Context, name, value string) error {
	m.Settings[name] = value
	return nil
}

// Close implements app.Store.
func (m *Memory) Close() error { return nil }
