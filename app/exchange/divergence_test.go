package exchange_test

import (
	"slices"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/report"
)

// Single places of the other side become one edit of ours, and the file is not
// offered again.
func TestPlacesOfTheOtherSideAreTakenOver(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	id := one.Example()
	at := take(two, handOver(one, id))
	one.Must(one.Set("", id, "overview.lead", "本机的"))
	two.Must(two.Set("", at, figure, "13"))
	two.Must(two.Set("", at, "overview.lead", "对方的"))
	raw := handOver(two, at)
	a, err := one.OpenPackage(ctx, raw)
	one.Must(err)
	s := one.As("", id)
	places := slices.DeleteFunc(report.Differences(s.Report(), a.Report), func(d report.Difference) bool { return d.Address != figure })
	one.Must(one.AcceptPlaces(ctx, s, a, "选用对方的内容", places))
	if got := one.As("", id).Report(); got.Raw(figure) != "13" || got.Text("overview.lead") != "本机的" {
		t.Errorf("taken over: %s, %s", got.Raw(figure), got.Text("overview.lead"))
	}
	if err := one.AcceptPlaces(ctx, s, a, "再一次", places); app.CodeOf(err) != app.Conflict {
		t.Errorf("taken over twice: %v", err)
	}
	one.Must(s.Undo(ctx))
	if got := s.Report().Raw(figure); got == "13" {
		t.Error("one step back leaves what was taken over")
	}
	expectDeclined(t, one, raw)
}

func TestWhoKeepsOursIsNotAskedAgain(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	id := one.Example()
	at := take(two, handOver(one, id))
	one.Must(one.Set("", id, figure, "12"))
	two.Must(two.Set("", at, figure, "13"))
	raw := handOver(two, at)
	a, err := one.OpenPackage(ctx, raw)
	one.Must(err)
	if a.Superseded() {
		t.Error("a history of its own is not superseded")
	}
	_, err = one.Accept(ctx, a, exchange.KeepOurs)
	one.Must(err)
	expectDeclined(t, one, raw)
}

func expectDeclined(t *testing.T, w *apptest.Workstation, raw []byte) {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "分开改", raw)
	folder := &exchange.Folder{Desk: w.Desk, Dir: dir}
	if files, err := folder.Scan(ctx, true); err != nil || len(files) != 0 {
		t.Errorf("listed again: %v %v", names(files), err)
	}
}

func TestAnOlderFileIsSuperseded(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id := w.Example()
	raw := handOver(w, id)
	w.Must(w.Set("", id, figure, "12"))
	a, err := w.OpenPackage(ctx, raw)
	w.Must(err)
	if _, err := w.Accept(ctx, a, exchange.Undecided); !a.Superseded() || app.CodeOf(err) != app.Older {
		t.Errorf("an older file: %v, %v", a.Superseded(), err)
	}
}
