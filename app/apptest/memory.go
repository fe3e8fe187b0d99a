// Package apptest helps tests with a store in memory, a whole office of people
// with keys, and reports that are ready to be signed.
package apptest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/ledger"
	"nianbao/app/longtext"
	"nianbao/app/roster"
)

// Memory is a store that forgets everything when the test ends. It can be told
// to fail, and its drafts may be tampered with, by one goroutine at a time.
type Memory struct {
	Drafts   map[int64]*app.Draft
	Removed  map[int64]bool // ids of the deleted ones, and of records that were left behind
	Left     map[int64]bool // ids of records that their reports have left behind
	Keys     map[string]app.StoredKey
	Office   *roster.SignedRoster
	Beside   map[keys.Public][]*roster.SignedRoster // what Kept returns
	Settings map[string]string
	Fail     error // of every write to a draft
	Sick     error // what Trouble says
	Said     string
	Moved    string // the folder it was last moved to
	Folder   string // what Dir says: one that there is, for what writes beside a store
	Back     *app.Rescued

	mu   sync.Mutex
	seen map[seenBy]int64
}

type seenBy struct {
	draft  int64
	person string
}

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{
		Drafts: map[int64]*app.Draft{}, Removed: map[int64]bool{}, Left: map[int64]bool{}, Keys: map[string]app.StoredKey{},
		Settings: map[string]string{}, Beside: map[keys.Public][]*roster.SignedRoster{}, seen: map[seenBy]int64{},
	}
}

// Store is a store that fills the ports by itself: Memory, or what a test puts
// around one.
type Store interface {
	app.Drafts
	app.Journal
	app.Trash
	app.Rosters
	app.Keys
	app.Seen
	app.Settings
	app.Health
	app.Files
}

// PortsOf returns the ports that a store fills by itself. It makes no backups.
func PortsOf(s Store) app.Ports {
	return app.Ports{
		Drafts: s, Journal: s, Trash: s, Rosters: s, Keys: s, Seen: s, Settings: s, Health: s, Files: s,
		Close: func() error { return nil },
	}
}

// Ports returns what the store fills.
func (m *Memory) Ports() app.Ports { return PortsOf(m) }

// Create implements app.Journal.
func (m *Memory) Create(ctx context.Context, s app.Summary, entries []journal.Entry) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := cmp.Or(ctx.Err(), m.Fail); err != nil {
		return 0, err
	}
	return m.create(s, entries)
}

func (m *Memory) create(s app.Summary, entries []journal.Entry) (int64, error) {
	s.ID = int64(len(m.Drafts)) + 1
	if err := m.taken(s); err != nil {
		return 0, err
	}
	d := &app.Draft{Summary: s, Values: map[form.Address]string{}}
	if err := follow(ledger.Begin(), d, s, entries); err != nil {
		return 0, err
	}
	m.Drafts[s.ID] = d
	return s.ID, nil
}

// taken returns Exists where another report in the list has the name, which
// matters more, or the unit and year. An example stands in the way of another
// example alone.
func (m *Memory) taken(s app.Summary) error {
	var other int64
	for id, d := range m.Drafts {
		if id == s.ID || m.Removed[id] {
			continue
		}
		if d.Summary.UID == s.UID {
			return &app.Error{Code: app.Exists, ID: id}
		}
		if d.Summary.Example == s.Example && (s.Example || d.Summary.Unit == s.Unit && d.Summary.Year == s.Year) {
			other = id
		}
	}
	if other != 0 {
		return &app.Error{Code: app.Exists, ID: other}
	}
	return nil
}

// listed returns a report of the list. NotFound when it is not there.
func (m *Memory) listed(id int64) (*app.Draft, error) {
	if d := m.Drafts[id]; d != nil && !m.Removed[id] {
		return d, nil
	}
	return nil, &app.Error{Code: app.NotFound}
}

// Append implements app.Journal.
func (m *Memory) Append(ctx context.Context, s app.Summary, entries []journal.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := cmp.Or(ctx.Err(), m.Fail); err != nil {
		return err
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

// Recount implements app.Journal.
func (m *Memory) Recount(ctx context.Context, drafts []app.Summary) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := cmp.Or(ctx.Err(), m.Fail); err != nil {
		return err
	}
	for i := range drafts {
		if d, err := m.listed(drafts[i].ID); err == nil && d.Summary.Digest == drafts[i].Digest {
			d.Summary.Left = drafts[i].Left
		}
	}
	return nil
}

// follow adds entries to a draft, all of them or none.
func follow(l *ledger.Ledger, d *app.Draft, s app.Summary, entries []journal.Entry) error {
	values := longtext.Begin(maps.Clone(d.Values))
	for i := range entries {
		e := &entries[i]
		if err := l.Append(e); err != nil {
			return app.Refused(err)
		}
		for _, c := range e.Edit.Changes {
			if err := ledger.Change(values, c); err != nil {
				return app.Refused(err)
			}
		}
	}
	if err := l.Agrees(s.Status()); err != nil {
		return app.Refused(err)
	}
	d.Summary, d.Values, d.Entries = s, values.Held(), append(slices.Clip(d.Entries), entries...)
	return nil
}

// Replace implements app.Journal.
func (m *Memory) Replace(_ context.Context, old int64, _ time.Time, s app.Summary, entries []journal.Entry) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	was, err := m.listed(old)
	if err != nil {
		return 0, err
	}
	if was.Summary.UID != s.UID {
		return 0, &app.Error{Code: app.Conflict}
	}
	m.Removed[old] = true
	id, err := m.create(s, entries)
	if err != nil {
		delete(m.Removed, old)
	}
	return id, err
}

// Condense implements app.Journal.
func (m *Memory) Condense(ctx context.Context, old, s app.Summary, entries []journal.Entry) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := cmp.Or(ctx.Err(), m.Fail); err != nil {
		return 0, err
	}
	was, err := m.listed(old.ID)
	if err != nil {
		return 0, err
	}
	if was.Summary.UID != s.UID || was.Summary.Digest != old.Digest {
		return 0, &app.Error{Code: app.Conflict}
	}
	m.Removed[old.ID], m.Left[old.ID] = true, true
	id, err := m.create(s, entries)
	if err != nil {
		delete(m.Removed, old.ID)
		delete(m.Left, old.ID)
	}
	return id, err
}

// now is where the report of a record that was left behind has gone on.
func (m *Memory) now(id int64) int64 {
	if !m.Left[id] {
		return id
	}
	for other, d := range m.Drafts {
		if !m.Removed[other] && d.Summary.UID == m.Drafts[id].Summary.UID {
			return other
		}
	}
	return id
}

// Before implements app.Drafts.
func (m *Memory) Before(_ context.Context, uid string) ([]journal.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []journal.Entry
	for _, id := range slices.Sorted(maps.Keys(m.Left)) {
		if d := m.Drafts[id]; d.Summary.UID == uid {
			out = slices.Clone(d.Entries)
		}
	}
	return out, nil
}

// List implements app.Drafts.
func (m *Memory) List(context.Context) ([]app.Summary, error) { return m.list(false), nil }

// Deleted implements app.Trash.
func (m *Memory) Deleted(context.Context) ([]app.Summary, error) { return m.list(true), nil }

func (m *Memory) list(deleted bool) []app.Summary {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []app.Summary
	for id, d := range m.Drafts {
		if m.Removed[id] == deleted && !m.Left[id] {
			out = append(out, d.Summary)
		}
	}
	slices.SortFunc(out, func(a, b app.Summary) int {
		return cmp.Or(b.Changed.Compare(a.Changed), cmp.Compare(b.ID, a.ID))
	})
	return out
}

// Recent implements app.Drafts.
func (m *Memory) Recent(_ context.Context, most int) ([]app.Summary, error) {
	all := m.list(false)
	return all[:min(most, len(all))], nil
}

// Load implements app.Drafts.
func (m *Memory) Load(_ context.Context, id int64) (*app.Draft, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.listed(m.now(id))
	if err != nil {
		return nil, err
	}
	return &app.Draft{Summary: d.Summary, Values: maps.Clone(d.Values), Entries: slices.Clone(d.Entries)}, nil
}

// Find implements app.Drafts.
func (m *Memory) Find(_ context.Context, uid string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, d := range m.Drafts {
		if d.Summary.UID == uid && !m.Removed[id] {
			return id, nil
		}
	}
	return 0, &app.Error{Code: app.NotFound}
}

// Transitions implements app.Drafts.
func (m *Memory) Transitions(context.Context) ([]app.StoredTransition, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []app.StoredTransition
	for _, id := range slices.Sorted(maps.Keys(m.Drafts)) {
		for _, e := range m.Drafts[id].Entries {
			if e.Transition != nil && !m.Removed[id] {
				out = append(out, app.StoredTransition{Draft: id, Seq: e.Seq, Transition: e.Transition})
			}
		}
	}
	return out, nil
}

// Delete implements app.Trash.
func (m *Memory) Delete(_ context.Context, id int64, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, err := m.listed(id)
	if err == nil {
		m.Removed[id] = true
	}
	return err
}

// Restore implements app.Trash.
func (m *Memory) Restore(_ context.Context, id int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d := m.Drafts[id]
	if d == nil || m.Left[id] {
		return &app.Error{Code: app.NotFound}
	}
	if err := m.taken(d.Summary); err != nil {
		return err
	}
	delete(m.Removed, id)
	return nil
}
