package exchange_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/roster"
)

// spoil puts something else in the place of one value of a JSON tree, or
// leaves it out.
func spoil(t *rapid.T, v any, depth int) any {
	if here := rapid.IntRange(0, 7).Draw(t, "here") == 0; depth > 0 && !here {
		switch v := v.(type) {
		case map[string]any:
			if len(v) > 0 {
				names := make([]string, 0, len(v))
				for _, name := range []string{"report", "roster", "entries", "act", "chain", "people", "registrations", "chains", "changes", "kind", "of", "seq", "at", "by", "level", "round", "levels", "until", "from", "unit", "year"} {
					if _, there := v[name]; there {
						names = append(names, name)
					}
				}
				if len(names) > 0 {
					name := rapid.SampledFrom(names).Draw(t, "name")
					v[name] = spoil(t, v[name], depth-1)
					return v
				}
			}
		case []any:
			if len(v) > 0 {
				i := rapid.IntRange(0, len(v)-1).Draw(t, "element")
				v[i] = spoil(t, v[i], depth-1)
				return v
			}
		}
	}
	return rapid.SampledFrom([]any{nil, -1, 0, 1, 2, 7, 1 << 53, "", "x", "act", "undo", "redo", "remark", "edit", "submit", "approve", []any{}, []any{nil}, map[string]any{}}).Draw(t, "instead")
}

// Whatever a file holds, it is refused or it can be worked with.
func TestCraftedFilesEndNothing(t *testing.T) {
	w, _, raw := signed(t)
	body := raw[bytes.IndexByte(raw, '\n')+1:]
	office := w.Memory.Office
	rapid.Check(t, func(rt *rapid.T) {
		var tree any
		if err := json.Unmarshal(body, &tree); err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(1, 3).Draw(rt, "times") {
			tree = spoil(rt, tree, 8)
		}
		spoilt, err := json.Marshal(tree)
		if err != nil {
			rt.Fatal(err)
		}
		f := &handover.File{}
		if json.Unmarshal(spoilt, f) != nil {
			return
		}
		out, err := handover.Write(f)
		if err != nil {
			return
		}
		for _, held := range []*roster.SignedRoster{nil, office} {
			at := exchange.At(&app.Service{Ports: apptest.NewMemory().Ports(), Catalog: w.Catalog, Now: w.Clock.Now})
			if held != nil {
				_ = at.Rosters.SetRoster(ctx, held)
			}
			work(rt, at, out)
		}
		if f.Report == nil {
			return
		}
		// As in a store that another program wrote, and by an office that signs anything.
		journal.Run(w.Catalog, f.Report.UID, f.Report.Entries, &office.Roster)
		if f.Roster != nil && f.Roster.Roster.Check() == nil {
			journal.Run(w.Catalog, f.Report.UID, f.Report.Entries, &f.Roster.Roster).State.EligibleNames(&f.Roster.Roster)
		}
	})
}

// work does with a file what can be done with it.
func work(t *rapid.T, d exchange.Desk, raw []byte) {
	a, err := d.OpenPackage(ctx, raw)
	if err != nil {
		return
	}
	id, err := d.Accept(ctx, a, exchange.Undecided)
	if err != nil || id == 0 {
		return
	}
	s, err := d.Open(ctx, id)
	if err != nil {
		t.Fatalf("taken, and not to be opened: %v", err)
	}
	if p := s.Problems(); len(p) > 0 {
		t.Fatalf("taken, and does not hold: %v", p)
	}
	_ = s.Undo(ctx)
	_ = s.Redo(ctx)
	s.SignOffForm()
	s.PrintJob()
	s.State().EligibleNames(s.Actor().Roster)
	for _, v := range s.SignatureResults() {
		s.PrintJobAt(v)
	}
	_, _ = d.Waiting(ctx)
	_, _ = d.OpenPackage(ctx, raw)
}
