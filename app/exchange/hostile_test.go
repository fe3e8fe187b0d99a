package exchange_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// add puts an entry that nobody signed at the end of a record, as somebody
// would who knows the format.
func add(f *handover.File, kind journal.Kind, by string, of int64, changes ...report.Change) {
	last := f.Report.Entries[len(f.Report.Entries)-1]
	f.Report.Entries = append(f.Report.Entries, journal.Entry{
		Seq: last.Seq + 1, At: last.At.Add(time.Second), Kind: kind, By: by, Of: of, Edit: report.Edit{Changes: changes},
	})
}

// remarkOf returns the only remark of a report, as it is stored.
func remarkOf(t *testing.T, s *app.Session) (at form.Address, raw string, m notes.Remark) {
	t.Helper()
	ids := s.Report().Remarks()
	if len(ids) != 1 {
		t.Fatalf("remarks %v", ids)
	}
	at = report.RemarkAt(ids[0])
	raw = s.Report().Text(at)
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		t.Fatal(err)
	}
	return at, raw, m
}

func text(t *testing.T, m notes.Remark) string {
	t.Helper()
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// What nobody has signed yet must still be something that the program lets
// somebody do.
func TestUnsignedLinesKeepTheRules(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Small()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Must(w.As(head, id).Remark(ctx, figure, "请核实"))
	at, raw, m := remarkOf(t, w.As(head, id))
	reviewing := handOver(w, id)
	w.Sign(head, id, signoff.Return, "见意见")
	w.Must(w.Set(officer, id, figure, "3"))
	edit := int64(len(w.Memory.Drafts[id].Entries))
	drafting := handOver(w, id)

	answer := report.Change{Address: report.AnswerAt(m.ID), New: `{"done":true}`}
	other, later := m, m
	other.By, other.Name = officer, "张三"
	later.Seq++
	fake := func(m notes.Remark) report.Change {
		return report.Change{Address: report.RemarkAt("x"), New: text(t, m)}
	}
	was := `3`
	tests := []struct {
		name, want string
		raw        []byte
		kind       journal.Kind
		by         string
		of         int64
		change     report.Change
	}{
		{"a remark dropped by an edit", "审核意见", drafting, journal.Edited, officer, 0, report.Change{Address: at, Old: raw}},
		{"a remark rewritten by an edit", "审核意见", drafting, journal.Edited, officer, 0, report.Change{Address: at, At: len([]rune(raw)), New: " "}},
		{"a remark dropped after it was sent", "审核意见", drafting, journal.Remarked, head, 0, report.Change{Address: at, Old: raw}},
		{"a remark on a draft", "审核意见", drafting, journal.Remarked, head, 0, fake(m)},
		{"another's remark dropped", "审核意见", reviewing, journal.Remarked, officer, 0, report.Change{Address: at, Old: raw}},
		{"a remark in another's name", "审核意见", reviewing, journal.Remarked, officer, 0, fake(later)},
		{"a remark of somebody whose turn it is not", "审核意见", reviewing, journal.Remarked, officer, 0, fake(other)},
		{"an answer in review", "锁定", reviewing, journal.Edited, officer, 0, answer},
		{"a line without changes in review", "锁定", reviewing, journal.Edited, officer, 0, report.Change{}},
		{"an undo of nothing", "撤销", drafting, journal.Undone, officer, 0, report.Change{Address: figure, Old: "3"}},
		{"an undo of what is to come", "撤销", drafting, journal.Undone, officer, edit + 9, report.Change{Address: figure, Old: "3"}},
		{"an undo of something else", "撤销", drafting, journal.Undone, officer, edit, report.Change{Address: "overview.platform", New: "x"}},
		{"a redo of an act", "撤销", drafting, journal.Redone, officer, edit - 1, report.Change{Address: figure, Old: "3", New: "4"}},
		{"a figure with a nought before it", "写法", drafting, journal.Edited, officer, 0, report.Change{Address: figure, Old: was, New: "0043"}},
		{"a figure in full width", "写法", drafting, journal.Edited, officer, 0, report.Change{Address: figure, Old: was, New: "４３"}},
		{"a figure with a blank in it", "不能接受", drafting, journal.Edited, officer, 0, report.Change{Address: figure, Old: was, New: "4 3"}},
		{"a figure with a separator", "不能接受", drafting, journal.Edited, officer, 0, report.Change{Address: figure, Old: was, New: "0,043"}},
		{"a place that no form has", "不能接受", drafting, journal.Edited, officer, 0, report.Change{Address: "requests.no_such_row.business", New: "1"}},
		{"a computed total", "不能接受", drafting, journal.Edited, officer, 0, report.Change{Address: "requests.received.total", New: "1"}},
		{"a year that is none", "不能接受", drafting, journal.Edited, officer, 0, report.Change{Address: report.Year, At: 4, New: "5"}},
		{"an edit that changes nothing", "没有改动", drafting, journal.Edited, "", 0, report.Change{Address: figure, Old: was, New: was}},
		{"a line without changes", "没有改动", drafting, journal.Edited, "", 0, report.Change{}},
		{"a remark without one", "没有改动", drafting, journal.Remarked, head, 0, report.Change{}},
		{"a note of a kind that nobody reads", "没有这种", drafting, journal.Edited, "", 0, report.Change{Address: "note.x", New: "1"}},
		{"a note with a member that nobody sees", "写法", drafting, journal.Edited, "", 0, report.Change{Address: report.AnswerAt(m.ID), New: `{"x":1}`}},
		{"a text that turns a line round", "看不见", drafting, journal.Edited, "", 0, report.Change{Address: "overview.platform", New: "\u202e"}},
		{"an edit of an edit", "撤销", drafting, journal.Edited, officer, edit, report.Change{Address: figure, Old: "3", New: "4"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := w.OpenPackage(ctx, forge(t, tt.raw, func(f *handover.File) {
				changes := []report.Change{tt.change}
				if tt.change == (report.Change{}) {
					changes = nil
				}
				add(f, tt.kind, tt.by, tt.of, changes...)
			}))
			if app.CodeOf(err) != app.Untrusted || !strings.Contains(app.Sentence(err), tt.want) {
				t.Errorf("error %v, wanted to read %s", err, tt.want)
			}
		})
	}
	for name, raw := range map[string][]byte{"reviewing": reviewing, "drafting": drafting} {
		if _, err := w.OpenPackage(ctx, raw); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A record that another program spoilt must not end this one.
func TestUndoOfABrokenRecordIsRefused(t *testing.T) {
	for _, of := range []int64{-1, 0, 99} {
		w := apptest.NewWorkstation(t)
		officer, _, _ := w.CreateRoster()
		id := w.Small()
		d := w.Memory.Drafts[id]
		d.Entries = append(slices.Clone(d.Entries), journal.Entry{Seq: int64(len(d.Entries)) + 1, At: w.Clock.At, Kind: journal.Undone, Of: of})
		s := w.As(officer, id)
		if len(s.Problems()) == 0 {
			t.Errorf("an undo of entry %d is not told", of)
		}
		if err := s.Redo(ctx); err == nil {
			t.Errorf("an undo of entry %d is redone", of)
		}
	}
}

func TestASessionKeepsRemarksFromEdits(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Small()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Must(w.As(head, id).Remark(ctx, figure, "请核实"))
	w.Sign(head, id, signoff.Return, "见意见")
	s := w.As(officer, id)
	at, raw, _ := remarkOf(t, s)
	err := s.Apply(ctx, report.Edit{Changes: []report.Change{{Address: at, Old: raw}}})
	if app.CodeOf(err) != app.Forbidden || len(s.Report().Remarks()) != 1 {
		t.Errorf("the officer drops a remark: %v", err)
	}
}
