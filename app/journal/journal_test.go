package journal_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
)

// entry makes an edit of one place.
func entry(seq int64, a form.Address, before, after string) journal.Entry {
	return journal.Entry{
		Seq: seq, At: time.UnixMicro(seq), Kind: journal.Edited,
		Edit: report.Edit{Changes: []report.Change{{Address: a, Old: before, New: after}}},
	}
}

func TestEntriesOutliveWriting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := journal.Entry{
			Seq: rapid.Int64Range(1, 1e9).Draw(t, "seq"), At: time.UnixMicro(rapid.Int64Range(0, 1e16).Draw(t, "at")),
			Kind: journal.Edited, Of: rapid.Int64Range(0, 9).Draw(t, "of"), By: rapid.String().Draw(t, "by"),
			Edit: report.Edit{Note: rapid.String().Draw(t, "note")},
		}
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			e.Edit.Changes = append(e.Edit.Changes, report.Change{
				Address: form.Address(rapid.String().Draw(t, "address")), At: rapid.IntRange(0, 9).Draw(t, "place"),
				Old: rapid.String().Draw(t, "old"), New: rapid.String().Draw(t, "new"),
			})
		}
		line, err := e.Line()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		var read journal.Line
		if err := json.Unmarshal(raw, &read); err != nil {
			t.Fatal(err)
		}
		back := read.Entry(nil)
		if !journal.Same(e, back) {
			t.Fatalf("%+v comes back as %+v", e, back)
		}
		one, _ := journal.Next("x", e)
		two, _ := journal.Next("x", back)
		other, _ := journal.Next("y", e)
		if one != two || one == other {
			t.Fatal("the digest does not follow the entry and what came before")
		}
	})
}

func TestBrokenTextIsNotJournaled(t *testing.T) {
	if _, err := journal.Next("", entry(1, "a", "", "\xff")); err == nil {
		t.Error("a text that JSON would change is taken")
	}
}

func TestAJournalThatDoesNotFitIsSaid(t *testing.T) {
	meta := entry(1, report.UnitName, "", "甲局")
	meta.Edit.Changes = append(meta.Edit.Changes, report.Change{Address: report.Year, New: "2025"})
	a, b := entry(2, "requests.received.business", "", "1"), entry(3, "requests.received.business", "1", "2")
	strange := a
	strange.Kind = "x"
	for _, tt := range []struct {
		name    string
		entries []journal.Entry
		want    string
	}{
		{"whole", []journal.Entry{meta, a, b}, ""},
		{"one left out", []journal.Entry{meta, b}, "缺失"},
		{"out of order", []journal.Entry{meta, b, a}, "缺失"},
		{"another old value", []journal.Entry{meta, a, entry(3, "requests.received.business", "5", "2")}, "接不上"},
		{"an unknown kind", []journal.Entry{meta, strange}, "无法识别"},
		{"an act without one", []journal.Entry{meta, {Seq: 2, Kind: journal.Transitioned}}, "格式不正确"},
		{"a remark that is none", []journal.Entry{meta, {Seq: 2, Kind: journal.Remarked, Edit: a.Edit}}, "以意见的名义"},
	} {
		r := journal.Run(apptest.Catalog(t), "uid", tt.entries, nil)
		if got := strings.Join(r.Problems, ""); !strings.Contains(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

func TestWhatWasHeldAtATime(t *testing.T) {
	entries := []journal.Entry{entry(1, "a", "", "x"), entry(2, "b", "", "y"), entry(3, "a", "x", "")}
	for seq, want := range []map[form.Address]string{{}, {"a": "x"}, {"a": "x", "b": "y"}, {"b": "y"}} {
		got := journal.At(entries, int64(seq))
		if len(got) != len(want) || got["a"] != want["a"] || got["b"] != want["b"] {
			t.Errorf("after %d: %v, want %v", seq, got, want)
		}
	}
}
