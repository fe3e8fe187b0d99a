package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// onMemory opens a new report in a store in memory.
func onMemory(t *testing.T) (*app.Service, *apptest.Memory, *app.Session) {
	t.Helper()
	m := apptest.NewMemory()
	d := &app.Service{Ports: m.Ports(), Catalog: catalog(t), Now: time.Now}
	id, err := d.Create(t.Context(), app.NewReport{Unit: "甲局", Year: 2025})
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d, m, s
}

// unsure stores the first time, and says that it has not.
type unsure struct {
	*apptest.Memory
	tried bool
}

func (u *unsure) Append(ctx context.Context, s app.Summary, entries []journal.Entry) error {
	err := u.Memory.Append(ctx, s, entries)
	if first := !u.tried; first {
		u.tried = true
		return &app.Error{Code: app.Disk}
	}
	return err
}

// What is called saved is there: the state of a session tells of the store.
func TestSavedIsNotClaimedOfAStoreThatHasGone(t *testing.T) {
	ctx := t.Context()
	d, m, s := onMemory(t)
	if d == nil || !s.Saved().Fine() {
		t.Fatalf("%+v", s.Saved())
	}
	m.Sick = &app.Error{Code: app.Gone}
	if state := s.Saved(); state.Fine() || !state.StoreGone() {
		t.Errorf("%+v", state)
	}
	// What is entered is kept until it can be written elsewhere.
	m.Fail = m.Sick
	if err := s.Set(ctx, "overview.lead", "第一段"); app.CodeOf(err) != app.Gone {
		t.Errorf("got %v", err)
	}
	if state := s.Saved(); state.Pending != 1 || s.Report().Text("overview.lead") != "第一段" {
		t.Errorf("%+v", state)
	}
	if err := m.Move(ctx, "别处"); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(ctx); err != nil || !s.Saved().Fine() {
		t.Errorf("%v, %+v", err, s.Saved())
	}
}

// Where nothing can be written, nothing is entered, and the reason is given.
func TestReadOnlyStoreLocksTheReport(t *testing.T) {
	ctx := t.Context()
	d, m, s := onMemory(t)
	for code, says := range map[app.Code]string{app.ReadOnly: "只读", app.Full: "磁盘已满", app.Damaged: "有损坏", app.Disk: "硬盘出错"} {
		m.Sick = &app.Error{Code: code}
		err := s.Set(ctx, "overview.lead", "第一段")
		if app.CodeOf(err) != code || s.Report().Text("overview.lead") != "" || s.Saved().Pending != 0 {
			t.Errorf("%s: %v, %+v", code, err, s.Saved())
		}
		if !strings.Contains(s.Locked(), says) || s.May(signoff.Submit).OK || !strings.Contains(s.May(signoff.Submit).Reason, says) {
			t.Errorf("%s: %q, %+v", code, s.Locked(), s.May(signoff.Submit))
		}
		if _, err := exchange.At(d).HandOver(ctx, s); err != nil {
			t.Errorf("%s: hand over: %v", code, err)
		}
	}
	m.Sick = nil
	if err := s.Set(ctx, report.SignedBy, "甲局"); err != nil || s.Locked() != "" {
		t.Errorf("%v, %q", err, s.Locked())
	}
}

// A disk that fails at the very end of storing may have stored all the same.
func TestWhatIsStoredAlreadyIsNoConflict(t *testing.T) {
	ctx := t.Context()
	d, m, s := onMemory(t)
	d.Ports = apptest.PortsOf(&unsure{Memory: m})
	s, err := d.Open(ctx, s.ID())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Set(ctx, "overview.lead", "第一段"); app.CodeOf(err) != app.Disk || s.Saved().Pending != 1 {
		t.Fatalf("%v, %+v", err, s.Saved())
	}
	if err := s.Save(ctx); err != nil || !s.Saved().Fine() {
		t.Errorf("%v, %+v", err, s.Saved())
	}
}
