package apptest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

// Roster implements app.Rosters.
func (m *Memory) Roster(context.Context) (*roster.SignedRoster, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.Office, nil
}

// SetRoster implements app.Rosters.
func (m *Memory) SetRoster(_ context.Context, r *roster.SignedRoster) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Office = r
	return nil
}

// Kept implements app.Rosters.
func (m *Memory) Kept(_ context.Context, office keys.Public) ([]*roster.SignedRoster, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if office != "" {
		return slices.Clone(m.Beside[office]), nil
	}
	var out []*roster.SignedRoster
	for _, of := range slices.Sorted(maps.Keys(m.Beside)) {
		out = append(out, m.Beside[of]...)
	}
	return out, nil
}

// Keep implements app.Rosters.
func (m *Memory) Keep(_ context.Context, office keys.Public, rosters []*roster.SignedRoster) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(rosters) == 0 {
		delete(m.Beside, office)
	} else {
		m.Beside[office] = slices.Clone(rosters)
	}
	return nil
}

// Key implements app.Keys.
func (m *Memory) Key(_ context.Context, owner string) (app.StoredKey, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, there := m.Keys[owner]
	if !there {
		return k, &app.Error{Code: app.NotFound}
	}
	return k, nil
}

// PutKey implements app.Keys.
func (m *Memory) PutKey(_ context.Context, owner string, k *keys.Sealed) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Keys[owner] = app.StoredKey{Sealed: k}
	return nil
}

// MoveKey implements app.Keys.
func (m *Memory) MoveKey(_ context.Context, owner, to string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, there := m.Keys[owner]
	if !there {
		return &app.Error{Code: app.NotFound}
	}
	delete(m.Keys, owner)
	m.Keys[to] = k
	return nil
}

// CountFailure implements app.Keys.
func (m *Memory) CountFailure(_ context.Context, owner string, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, there := m.Keys[owner]
	if !there {
		return &app.Error{Code: app.NotFound}
	}
	k.Failures, k.Last = k.Failures+1, at
	m.Keys[owner] = k
	return nil
}

// ClearFailures implements app.Keys.
func (m *Memory) ClearFailures(_ context.Context, owner string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, there := m.Keys[owner]
	if !there {
		return &app.Error{Code: app.NotFound}
	}
	m.Keys[owner] = app.StoredKey{Sealed: k.Sealed}
	return nil
}

// Seen implements app.Seen.
func (m *Memory) Seen(_ context.Context, draft int64, person string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.seen[seenBy{draft, person}], nil
}

// SetSeen implements app.Seen.
func (m *Memory) SetSeen(_ context.Context, draft int64, person string, seq int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Drafts[draft] == nil {
		return &app.Error{Code: app.NotFound}
	}
	m.seen[seenBy{draft, person}] = seq
	return nil
}

// Setting implements app.Settings.
func (m *Memory) Setting(_ context.Context, name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.Settings[name], nil
}

// SetSetting implements app.Settings.
func (m *Memory) SetSetting(_ context.Context, name, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Settings[name] = value
	return nil
}

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

// Dir implements app.Files.
func (m *Memory) Dir() string { return cmp.Or(m.Folder, "数据") }

// Move implements app.Files: what was gone is there again.
func (m *Memory) Move(_ context.Context, dir string) error {
	m.Moved, m.Sick, m.Fail = dir, nil, nil
	return nil
}

// Rescue implements app.Files with what Back says.
func (m *Memory) Rescue(context.Context, *form.Catalog) (*app.Rescued, error) {
	m.Sick, m.Fail = nil, nil
	return m.Back, nil
}
