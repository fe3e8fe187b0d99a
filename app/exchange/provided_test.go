package exchange_test

import (
	"errors"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/provided"
	"nianbao/app/report"
)

// What a department provided is one edit with the figures, is taken back by one step,
// and travels in files that programs of before do not take. A note that no program
// writes does not get in.
func TestWhatWasProvidedTravelsWithTheReport(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "示例县自然资源局", Year: 2025})
	w.Must(err)
	s := w.As("", id)
	const at form.Address = "requests.received.natural_person"
	sheet := provided.Sheet{From: "法规科", Name: "张三", Date: "2026-01-08", File: "法规科.xlsx", SM3: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
	figure, err := s.Report().Set(at, "12")
	w.Must(err)
	beside, err := s.Report().Set(report.ProvidedAt(at), provided.Of(report.Int(12), sheet).Encode())
	w.Must(err)
	w.Must(s.Apply(ctx, report.Edit{Note: "读入法规科.xlsx", Changes: []report.Change{figure, beside}}))
	w.Must(s.Undo(ctx))
	if s.Report().HasProvided() || s.Report().Raw(at) != "" {
		t.Error("one step back leaves something")
	}
	w.Must(s.Redo(ctx))
	w.Must(s.Save(ctx))
	if problems := w.As("", id).Problems(); len(problems) != 0 {
		t.Errorf("the record: %v", problems)
	}
	raw, err := exchange.At(w.Service).HandOver(ctx, s)
	w.Must(err)
	other := apptest.NewWorkstation(t)
	got, err := exchange.At(other.Service).OpenPackage(ctx, raw)
	if err != nil || got.File.Format != handover.FormatSixth {
		t.Fatalf("%+v, %v", got, err)
	}
	last := journal.At(got.File.Report.Entries, int64(len(got.File.Report.Entries)))
	if n, ok := provided.Read(last[report.ProvidedAt(at)]); !ok || n.Value != "12" || n.Sheet != sheet {
		t.Errorf("it arrives as %+v", n)
	}
	older := strings.Replace(string(raw), "nianbao-handover 6 ", "nianbao-handover 5 ", 1)
	if _, err := handover.Parse([]byte(older)); !errors.Is(err, handover.ErrChanged) {
		t.Errorf("a file of the format before: %v", err)
	}

	bad, err := s.Report().Set(report.ProvidedAt(at), "{}")
	w.Must(err)
	forged := got.File.Report.Entries
	forged = append(forged, journal.Entry{Seq: int64(len(forged)) + 1, At: forged[len(forged)-1].At, Kind: journal.Edited, Edit: report.Edit{Note: "填写", Changes: []report.Change{bad}}})
	if problems := journal.Run(w.Catalog, got.File.Report.UID, forged, nil).Problems; len(problems) != 1 || !strings.Contains(problems[0], "写法不规范") {
		t.Errorf("a note that no program writes: %v", problems)
	}
}
