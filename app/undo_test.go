package app_test

import (
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// typist types into a paragraph of a session whose clock the test sets.
type typist struct {
	t     *testing.T
	s     *app.Session
	shelf *shelf
	now   time.Time
}

func newTypist(t *testing.T) *typist {
	t.Helper()
	p := &typist{t: t, shelf: &shelf{}, now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)}
	p.shelf.draft.Values = map[form.Address]string{report.UnitName: "甲局", report.Year: "2025"}
	p.open()
	return p
}

func (p *typist) open() {
	p.t.Helper()
	var err error
	desk := &app.Service{Ports: p.shelf.ports(), Catalog: catalog(p.t), Now: func() time.Time { return p.now }}
	if p.s, err = app.OpenSession(p.t.Context(), desk, 1, signoff.Actor{}); err != nil {
		p.t.Fatal(err)
	}
}

const lead = form.Address("overview.lead")

// types stores each text after the one before it was stored for a while.
func (p *typist) types(a form.Address, after time.Duration, texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		p.now = p.now.Add(after)
		if err := p.s.Set(p.t.Context(), a, text); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *typist) step(do func() error, want string) {
	p.t.Helper()
	changes := 0
	p.s.Watch(func(app.Event) { changes++ })
	if err := do(); err != nil {
		p.t.Fatal(err)
	}
	if got := p.s.Report().Text(lead); got != want || changes != 1 {
		p.t.Errorf("%q stands after %d changes, want %q", got, changes, want)
	}
	p.shelf.draft.Values[lead] = p.s.Report().Text(lead)
	if len(p.s.Entries()) != len(p.shelf.entries) {
		p.t.Errorf("%d entries, %d stored", len(p.s.Entries()), len(p.shelf.entries))
	}
	p.open() // the record still fits, and steps go on in it
	for _, problem := range p.s.Problems() {
		if !strings.Contains(problem, "摘要") && !strings.Contains(problem, "列表") && !strings.Contains(problem, "单位全称") && !strings.Contains(problem, "年度") {
			p.t.Error(problem)
		}
	}
}

func TestAStepBackTakesWhatWasTypedInOneGo(t *testing.T) {
	p := newTypist(t)
	p.types(lead, 900*time.Millisecond, "依法", "依法公开", "依法公开信", "依法公开信息。")
	p.types(lead, 4*time.Second, "依法公开信息。全年")
	p.types(lead, time.Second, "依法公开信息。全年主", "依法公开信息。全年主动")
	undo := func() error { return p.s.Undo(t.Context()) }
	redo := func() error { return p.s.Redo(t.Context()) }
	p.step(undo, "依法公开信息。")
	p.step(undo, "")
	p.step(redo, "依法公开信息。")
	p.step(redo, "依法公开信息。全年主动")
	p.step(undo, "依法公开信息。")
	if n := len(p.shelf.entries); n != 7+3+4+4+3+3 || p.shelf.entries[n-1].Kind != journal.Undone {
		t.Errorf("%d entries", n)
	}
}

func TestAStepBackEndsSomewhere(t *testing.T) {
	undo := func(p *typist) func() error { return func() error { return p.s.Undo(t.Context()) } }
	t.Run("after twenty seconds", func(t *testing.T) {
		p := newTypist(t)
		for n := range 60 {
			p.types(lead, time.Second, strings.Repeat("字", n+1))
		}
		p.step(undo(p), strings.Repeat("字", 39))
	})
	t.Run("at the end of a word", func(t *testing.T) {
		p := newTypist(t)
		p.types(lead, 300*time.Millisecond, "依法", "依法公开", "依法公开，", "依法公开，及时")
		p.step(undo(p), "依法公开，")
		p.step(undo(p), "")
		p.types(lead, 300*time.Millisecond, "open ", "open go", "open gov")
		p.step(undo(p), "open ")
	})
	t.Run("at a pause", func(t *testing.T) {
		p := newTypist(t)
		p.types(lead, time.Second, "依法", "依法公开")
		p.types(lead, 1300*time.Millisecond, "依法公开信息")
		p.step(undo(p), "依法公开")
	})
	t.Run("where taking away begins", func(t *testing.T) {
		p := newTypist(t)
		p.types(lead, 300*time.Millisecond, "依法公开", "依法公", "依法")
		p.step(undo(p), "依法公开")
		p.step(undo(p), "")
	})
	t.Run("at another place", func(t *testing.T) {
		p := newTypist(t)
		p.types(lead, time.Second, "甲乙", "甲乙丙", "新甲乙丙")
		p.step(undo(p), "甲乙丙")
	})
	t.Run("at a paste", func(t *testing.T) {
		p := newTypist(t)
		p.types(lead, time.Second, "甲", "甲"+strings.Repeat("贴", 50))
		p.step(undo(p), "甲")
	})
	t.Run("at another paragraph", func(t *testing.T) {
		p := newTypist(t)
		p.types(lead, time.Second, "甲")
		p.types("overview.platform", time.Second, "乙")
		p.step(undo(p), "甲")
	})
	t.Run("at each figure", func(t *testing.T) {
		p := newTypist(t)
		p.types(figure, time.Second, "1", "12")
		if err := p.s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := p.s.Report().Figure(figure).String(); got != "1" {
			t.Errorf("the figure is %s", got)
		}
	})
}
