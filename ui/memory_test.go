package ui

import (
	"context"
	"maps"
	"os"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

func (m *memory) Create(_ context.Context, s app.Summary, first app.Entry) (int64, error) {
	for id, d := range m.drafts {
		if d.Summary.Unit == s.Unit && d.Summary.Year == s.Year && !m.deleted[d.Summary.ID] {
			return 0, &app.Error{Code: app.Exists, ID: id}
		}
	}
	s.ID = int64(len(m.drafts)) + 1
	values := map[form.Address]string{}
	for _, c := range first.Edit.Changes {
		values[c.Address] = c.New
	}
	m.drafts[s.ID] = &app.Draft{Summary: s, Values: values, Entries: []app.Entry{first}}
	return s.ID, nil
}

func (m *memory) List(context.Context) ([]app.Summary, error) {
	var out []app.Summary
	for _, d := range m.drafts {
		if !m.deleted[d.Summary.ID] {
			out = append(out, d.Summary)
		}
	}
	return out, nil
}

func (m *memory) Load(_ context.Context, id int64) (*app.Draft, error) {
	d := *m.drafts[id]
	d.Values = maps.Clone(d.Values)
	return &d, nil
}

func (m *memory) LoadEntry(_ context.Context, id, seq int64) (app.Entry, error) {
	return m.drafts[id].Entries[seq-1], nil
}

func (m *memory) Append(_ context.Context, s app.Summary, entries []app.Entry) error {
	if m.fail != nil {
		return m.fail
	}
	d := m.drafts[s.ID]
	d.Summary, d.Entries = s, append(d.Entries, entries...)
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		return err
	}
	r, _ := report.Restore(catalog, d.Values)
	for _, e := range entries {
		if err := r.Apply(e.Edit); err != nil {
			return err
		}
	}
	d.Values = r.All()
	return nil
}

func (m *memory) Delete(_ context.Context, id int64, _ time.Time) error {
	m.deleted[id] = true
	return nil
}

func (m *memory) Restore(_ context.Context, id int64) error {
	m.deleted[id] = false
	return nil
}

func (m *memory) Setting(_ context.Context, name string) (string, error) {
	return m.settings[name], nil
}

func (m *memory) SetSetting(_ context.Context, name, value string) error {
	m.settings[name] = value
	return nil
}

func (m *memory) Close() error { return nil }

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}
