package sqlite_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/store/sqlite"
	"nianbao/store/storetest"
)

// TestTriggersHoldForOtherPrograms puts rows into the file behind the store's
// back. Each statement is tried on a draft of its own at three stages.
func TestTriggersHoldForOtherPrograms(t *testing.T) {
	const insert = `INSERT INTO entry SELECT draft_id, max(seq) + 1, 0, `
	const of = ` FROM entry WHERE draft_id = ?`
	remark := `'remark', 0, '', '', '[{"address":"note.remark.1","old":"","new":"x"}]', ''`
	act := `'act', 0, '', '', '[]', '{}'`
	for name, tt := range map[string]struct {
		text                    string
		draft, review, approved bool // whether it is let through
	}{
		"edit":                      {insert + `'edit', 0, '', '', '[]', ''` + of, true, false, false},
		"undo":                      {insert + `'undo', 1, '', '', '[]', ''` + of, true, false, false},
		"redo":                      {insert + `'redo', 1, '', '', '[]', ''` + of, true, false, false},
		"import":                    {insert + `'import', 0, '', '', '[]', ''` + of, true, false, false},
		"remark":                    {insert + remark + of, false, true, false},
		"remark that edits":         {insert + `'remark', 0, '', '', '[{"address":"cell","old":"12","new":"13"}]', ''` + of, false, false, false},
		"remark of a foreign form":  {insert + `'remark', 0, '', '', '[{"Address":"cell","old":"12","new":"13"}]', ''` + of, false, false, false},
		"act":                       {insert + act + of, true, true, true},
		"act with an edit":          {insert + `'act', 0, '', '', '[{"address":"cell","old":"12","new":"13"}]', '{}'` + of, false, false, false},
		"act with a note":           {insert + `'act', 0, '', '批准', '[]', '{}'` + of, false, false, false},
		"act without one":           {insert + `'act', 0, '', '', '[]', ''` + of, false, false, false},
		"act that is none":          {insert + `'act', 0, '', '', '[]', 'x'` + of, false, false, false},
		"edit with an act":          {insert + `'edit', 0, '', '', '[]', '{}'` + of, false, false, false},
		"unknown kind":              {insert + `'x', 0, '', '', '[]', ''` + of, false, false, false},
		"back to draft":             {`UPDATE draft SET stage = 'draft', level = 0 WHERE id = ?`, true, true, true},
		"to an unknown stage":       {`UPDATE draft SET stage = 'x', level = 0 WHERE id = ?`, false, false, false},
		"a level of no review":      {`UPDATE draft SET level = 7, stage = 'approved' WHERE id = ?`, false, false, false},
		"another name":              {`UPDATE draft SET uid = '甲' WHERE id = ?`, false, false, false},
		"a digest that cannot be":   {`UPDATE draft SET digest = 'abc' WHERE id = ?`, false, false, false},
		"approved without approval": {`UPDATE draft SET stage = 'approved', level = 0 WHERE id = ?`, false, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			s := openIn(t, dir)
			draft := newRecord(t, s, "甲局")
			reviewed := newRecord(t, s, "乙局").Submitted()
			approved := newRecord(t, s, "丙局").Submitted().Approved()
			db := raw(t, dir)
			for _, c := range []struct {
				r    *storetest.Record
				want bool
			}{{draft, tt.draft}, {reviewed, tt.review}, {approved, tt.approved}} {
				if _, err := db.Exec(tt.text, c.r.Summary.ID); (err == nil) != c.want {
					t.Errorf("while %s: %v", c.r.Summary.Stage, err)
				}
			}
		})
	}
}

// Once the last entry is no act, nothing takes a draft elsewhere.
func TestStageIsNotChangedWithoutATransition(t *testing.T) {
	dir := folder(t)
	r := newRecord(t, openIn(t, dir), "甲局").Submitted()
	r.Append(r.Note(journal.Remarked, storetest.Signer[1], report.RemarkAt("1")))
	for _, stage := range []string{"draft", "approved"} {
		if _, err := raw(t, dir).Exec(`UPDATE draft SET stage = ?, level = 0`, stage); err == nil {
			t.Errorf("the stage is now %s", stage)
		}
	}
}

// signedOff is an office whose example report is approved, on a real store.
func signedOff(t *testing.T, dir string) (w *apptest.Workstation, s *sqlite.DB, id int64) {
	t.Helper()
	s = openIn(t, dir)
	w = apptest.NewWorkstation(t)
	w.Service.Ports = s.Ports()
	officer, head, leader := w.CreateRoster()
	id = w.Small()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Approve, "同意")
	w.Sign(leader, id, signoff.Approve, "同意")
	return w, s, id
}

func TestSignOffThroughTheService(t *testing.T) {
	dir := folder(t)
	w, s, id := signedOff(t, dir)
	w.Must(s.Close())
	w.Service.Ports = openIn(t, dir).Ports()
	session, err := w.Open(ctx, id)
	w.Must(err)
	if p := session.Problems(); len(p) != 0 || session.State().Stage != signoff.Approved || len(session.SignatureResults()) != 4 {
		t.Errorf("%s, problems %q, %d verdicts", session.State().Name(), p, len(session.SignatureResults()))
	}
	wantCode(t, session.Set(ctx, "overview.platform", "网站改版。"), app.Forbidden)
	file, err := w.HandOver(ctx, session)
	w.Must(err)

	other := apptest.NewWorkstation(t)
	other.Service.Ports = open(t).Ports()
	arrival, err := other.OpenPackage(ctx, file)
	other.Must(err)
	there, err := other.Accept(ctx, arrival, exchange.Undecided)
	other.Must(err)
	session, err = other.Open(ctx, there)
	other.Must(err)
	if p := session.Problems(); len(p) != 0 || session.State().Stage != signoff.Approved {
		t.Errorf("handed over: %s, problems %q", session.State().Name(), p)
	}
}

// What another program changed in the file is not mended, hidden or refused
// here: it is handed out as it is, and found when the draft is opened.
func TestTamperedFileIsHandedOutAsItIs(t *testing.T) {
	const unlock = `DROP TRIGGER entry_is_not_changed; `
	from := folder(t)
	w, s, id := signedOff(t, from)
	must(t, s.Close())
	whole := filepath.Join(from, "nianbao.db")
	for name, tt := range map[string]struct {
		text string
		seen func(*app.Draft) bool // whether Load shows it
	}{
		"a figure": {
			`UPDATE held_value SET body = '乙局' WHERE address = 'meta.unit'`,
			func(d *app.Draft) bool { return d.Values[report.UnitName] == "乙局" },
		},
		"a figure and its entry": {
			unlock + `UPDATE held_value SET body = replace(body, '甲', '乙'); UPDATE entry SET changes = replace(changes, '甲', '乙') WHERE seq = 1`,
			func(d *app.Draft) bool { return strings.Contains(fmt.Sprint(d.Entries[0].Edit), "乙局") },
		},
		"a decision": {
			unlock + `UPDATE entry SET act = replace(act, '"kind":"approve"', '"kind":"return"') WHERE seq = (SELECT max(seq) FROM entry)`,
			func(d *app.Draft) bool { return d.Entries[len(d.Entries)-1].Transition.Kind == signoff.Return },
		},
		"a signer's name": {
			unlock + `UPDATE entry SET act = replace(act, '王五', '赵六') WHERE kind = 'act'`,
			func(d *app.Draft) bool { return d.Entries[len(d.Entries)-1].Transition.Name == "赵六" },
		},
		"who edited": {
			unlock + `UPDATE entry SET by = 'x' WHERE seq = 2`,
			func(d *app.Draft) bool { return d.Entries[1].By == "x" },
		},
		"the last act": {
			`DROP TRIGGER entry_is_not_deleted; DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)`,
			func(d *app.Draft) bool { return d.Entries[len(d.Entries)-1].Transition.Name == "李四" },
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			copyFile(t, whole, filepath.Join(dir, "nianbao.db"))
			_, err := raw(t, dir).Exec(tt.text)
			must(t, err)
			s := openIn(t, dir)
			w.Service.Ports = s.Ports()
			d, err := s.Load(ctx, id)
			must(t, err)
			if !tt.seen(d) {
				t.Errorf("Load does not show it: %+v", d)
			}
			session, err := w.Open(ctx, id)
			must(t, err)
			if len(session.Problems()) == 0 {
				t.Error("the session finds no problem")
			}
		})
	}
}

func TestTamperedRosterIsHandedOutAsItIs(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	w := apptest.NewWorkstation(t)
	w.Service.Ports = s.Ports()
	w.CreateRoster()
	_, err := raw(t, dir).Exec(`UPDATE roster SET signed = replace(signed, '王五', '赵六')`)
	must(t, err)
	r, err := s.Roster(ctx)
	must(t, err)
	if r.Roster.People[2].Name() != "赵六" {
		t.Errorf("the roster is %+v", r.Roster)
	}
	_, err = w.Actor(ctx)
	wantCode(t, err, app.Untrusted)
}

// Rows that are not what they should be are damage, not a crash.
func TestRowsOfNoFormAreDamage(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	r := newRecord(t, s, "甲局").Submitted()
	w := apptest.NewWorkstation(t)
	w.Service.Ports = s.Ports()
	w.CreateRoster()
	_, err := raw(t, dir).Exec(`DROP TRIGGER entry_is_not_changed; UPDATE entry SET act = '[]' WHERE kind = 'act';
		UPDATE roster SET signed = '7'; UPDATE sealed_key SET sealed = '"x"'`)
	must(t, err)
	_, err = s.Load(ctx, r.Summary.ID)
	wantCode(t, err, app.Damaged)
	_, err = s.Transitions(ctx)
	wantCode(t, err, app.Damaged)
	_, err = s.Roster(ctx)
	wantCode(t, err, app.Damaged)
	_, err = s.Key(ctx, app.OfficeOwner)
	wantCode(t, err, app.Damaged)

	// null is JSON of any form.
	_, err = raw(t, dir).Exec(`UPDATE roster SET signed = 'null'; UPDATE sealed_key SET sealed = 'null'`)
	must(t, err)
	k, err := s.Key(ctx, app.OfficeOwner)
	must(t, err)
	if k.Sealed == nil {
		t.Error("a key without anything in it")
	}
	_, err = w.Actor(ctx)
	wantCode(t, err, app.Untrusted)
}
