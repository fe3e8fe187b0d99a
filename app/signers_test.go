package app_test

import (
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/signoff"
)

func TestWhoMaySignAtAWorkstation(t *testing.T) {
	w := apptest.NewWorkstation(t)
	if got, err := w.EligibleSigners(ctx); err != nil || got != nil {
		t.Fatalf("without a roster: %v, %v", got, err)
	}
	officer, head, leader := w.CreateRoster()
	delete(w.Memory.Keys, leader) // works elsewhere
	got, err := w.EligibleSigners(ctx)
	w.Must(err)
	if len(got) != 2 || got[0].Person.ID != officer || got[1].Person.ID != head || !got[1].HasKey {
		t.Fatalf("signers %v", got)
	}
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	s := w.As(officer, id)
	if s.May(signoff.Approve).OK || !s.MayAs(got[1], signoff.Approve).OK || s.Actor().Person.ID != officer {
		t.Error("the second level is not the head's")
	}
	w.Must(w.Deactivate(ctx, apptest.Password, head))
	if got, _ = w.EligibleSigners(ctx); len(got) != 1 {
		t.Errorf("somebody who left still signs: %v", got)
	}
}

func TestLastYear(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id := w.Example()
	r := w.As("", id).Report()
	if got, err := w.LastYear(ctx, r.Unit(), r.Year()); err != nil || got != nil {
		t.Fatalf("before there is one: %v, %v", got, err)
	}
	before, err := w.Create(ctx, app.NewReport{Unit: r.Unit(), Year: r.Year() - 1})
	w.Must(err)
	w.Must(w.As("", before).Set(ctx, figure, "31"))
	got, err := w.LastYear(ctx, r.Unit(), r.Year())
	w.Must(err)
	if got == nil || got.Report.Figure(figure).String() != "31" {
		t.Errorf("got %v", got)
	}
}
