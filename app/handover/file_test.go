package handover_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"nianbao/app/handover"
	"nianbao/app/journal"
)

const uid = "0123456789abcdef0123456789abcdef"

func entries(notes ...string) []journal.Entry {
	var out []journal.Entry
	for i, note := range notes {
		e := journal.Entry{Seq: int64(i) + 1, At: time.UnixMicro(int64(i)), Kind: journal.Edited}
		e.Edit.Note = note
		out = append(out, e)
	}
	return out
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	raw, err := handover.Write(&handover.File{
		Kind: handover.KindReport, MadeBy: "张三 <&>\u2028", Report: &handover.Report{UID: uid, Unit: "甲局", Year: 2025, Entries: entries("甲", "乙")},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := handover.Read(bytes.NewReader(raw))
	if err != nil || f.MadeBy != "张三 <&>\u2028" || len(f.Report.Entries) != 2 || f.Report.Entries[1].Edit.Note != "乙" {
		t.Errorf("read %+v, %v", f, err)
	}
	again, err := handover.Write(f)
	if err != nil || !bytes.Equal(again, raw) {
		t.Errorf("written once more, it differs: %v", err)
	}
}

// The lines of a file are hashed as they stand in it, and not written anew.
func TestReadLinesHaveTheDigestOfTheirEntries(t *testing.T) {
	made := entries("甲 <&>\u2028", `"entries":[]`, "")
	raw, err := handover.Write(&handover.File{
		Kind: handover.KindReport, MadeBy: `"entries":[]`, Report: &handover.Report{UID: uid, Unit: "甲局", Year: 2025, Entries: made},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := handover.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	one, two := journal.Origin(uid), journal.Origin(uid)
	for i := range made {
		if one, err = journal.Next(one, made[i]); err != nil {
			t.Fatal(err)
		}
		if two, err = journal.Next(two, f.Report.Entries[i]); err != nil {
			t.Fatal(err)
		}
		if one != two {
			t.Errorf("entry %d as read has another digest", i+1)
		}
	}
}

func TestAFileHoldsWhatItsKindSays(t *testing.T) {
	for name, f := range map[string]*handover.File{
		"nothing":               {Kind: handover.KindReport},
		"no uid":                {Kind: handover.KindReport, Report: &handover.Report{Entries: entries("甲")}},
		"no record":             {Kind: handover.KindReport, Report: &handover.Report{UID: uid}},
		"unknown":               {Kind: "x"},
		"request and report":    {Kind: handover.KindReport, Report: &handover.Report{UID: uid, Entries: entries("甲")}, Request: &handover.Request{}},
		"roster without one":    {Kind: handover.KindRoster},
		"request without any":   {Kind: handover.KindRequest},
		"request with a report": {Kind: handover.KindRequest, Report: &handover.Report{UID: uid, Entries: entries("甲")}, Request: &handover.Request{}},
	} {
		raw, err := handover.Write(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := handover.Read(bytes.NewReader(raw)); !errors.Is(err, handover.ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRelations(t *testing.T) {
	for _, tt := range []struct {
		ours, theirs []journal.Entry
		want         handover.Relation
		common       int
	}{
		{entries("a", "b"), entries("a", "b"), handover.Same, 2},
		{entries("a"), entries("a", "b"), handover.Newer, 1},
		{entries("a", "b"), entries("a"), handover.Older, 1},
		{entries("a", "b"), entries("a", "c"), handover.Diverged, 1},
		{entries("a", "b", "c"), entries("x", "b", "c"), handover.Diverged, 0},
	} {
		if got, common := handover.Compare(tt.ours, tt.theirs); got != tt.want || common != tt.common {
			t.Errorf("%d entries against %d: %d with %d in common", len(tt.ours), len(tt.theirs), got, common)
		}
	}
}

func FuzzRead(f *testing.F) {
	raw, err := handover.Write(&handover.File{Kind: handover.KindReport, Report: &handover.Report{UID: uid, Entries: entries("甲")}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, err := handover.Read(bytes.NewReader(raw))
		if err != nil {
			return
		}
		if again, err := handover.Write(file); err != nil || !bytes.Equal(again, raw) {
			t.Errorf("a file is read that is written differently")
		}
	})
}
