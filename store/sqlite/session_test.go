package sqlite_test

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/store/sqlite"
)

func editions(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	must(t, err)
	return c
}

func deskOn(t testing.TB, s *sqlite.DB) *app.Service {
	t.Helper()
	return &app.Service{Ports: s.Ports(), Catalog: editions(t), Now: minutes()}
}

// minutes is a clock that goes on by one each time it is looked at: what is
// typed in one go is taken back in one step.
func minutes() func() time.Time {
	now := time.Now()
	return func() time.Time {
		now = now.Add(time.Minute)
		return now
	}
}

// figuresOf lists the cells that are typed in.
func figuresOf(f *form.Form) (out []form.Address) {
	for _, table := range f.Tables() {
		for _, c := range table.Cells {
			if c.IsValue() && !c.Computed && c.Kind != form.Money {
				out = append(out, c.Address)
			}
		}
	}
	return out
}

func TestSessionGoesOnAfterReopening(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	desk := deskOn(t, s)
	id, err := desk.Create(ctx, app.NewReport{Unit: "某某市教育局", Year: 2024, Facts: []string{"no_regulations"}})
	must(t, err)
	session, err := desk.Open(ctx, id)
	must(t, err)
	cell := figuresOf(session.Report().Form())[0]
	must(t, session.Set(ctx, cell, "12"))
	must(t, session.Set(ctx, cell, "13"))
	must(t, session.Set(ctx, "overview.platform", "网站改版。"))
	must(t, session.Undo(ctx))
	must(t, s.Close())

	desk.Ports = openIn(t, dir).Ports()
	session, err = desk.Open(ctx, id)
	must(t, err)
	want := func(figure, text string) {
		t.Helper()
		r := session.Report()
		if r.Raw(cell) != figure || r.Text("overview.platform") != text {
			t.Errorf("got %q and %q, want %q and %q", r.Raw(cell), r.Text("overview.platform"), figure, text)
		}
	}
	want("13", "")
	must(t, session.Redo(ctx)) // of the session before
	want("13", "网站改版。")
	must(t, session.Undo(ctx))
	must(t, session.Undo(ctx))
	want("12", "")
	list, err := desk.Drafts.List(ctx)
	must(t, err)
	if list[0].Filled != app.Summarise(session.Report(), session.Findings()).Filled || list[0].Unit != "某某市教育局" {
		t.Errorf("the list shows %+v", list[0])
	}
}

func TestSessionKeepsWhatCouldNotBeStored(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	desk := deskOn(t, s)
	id, err := desk.Create(ctx, app.NewReport{Unit: "某某市教育局", Year: 2024})
	must(t, err)
	session, err := desk.Open(ctx, id)
	must(t, err)
	cells := figuresOf(session.Report().Form())

	other := raw(t, dir)
	_, err = other.Exec("BEGIN IMMEDIATE")
	must(t, err)
	wantCode(t, session.Set(ctx, cells[0], "12"), app.Locked)
	wantCode(t, session.Set(ctx, cells[1], "5"), app.Locked)
	if state := session.Saved(); state.Pending != 2 || state.Err == nil {
		t.Errorf("while locked: %+v", state)
	}
	_, err = other.Exec("ROLLBACK")
	must(t, err)

	must(t, s.Exec("PRAGMA max_page_count = 1"))
	wantCode(t, session.Set(ctx, "overview.platform", strings.Repeat("政", 10_000)), app.Full)
	must(t, s.Exec("PRAGMA max_page_count = 100000"))
	must(t, session.Save(ctx))
	if state := session.Saved(); state.Pending != 0 || state.Err != nil {
		t.Errorf("after saving: %+v", state)
	}

	d, err := s.Load(ctx, id)
	must(t, err)
	if !maps.Equal(d.Values, session.Report().All()) || len(d.Entries) != 4 {
		t.Errorf("%d entries and values %v", len(d.Entries), d.Values)
	}
}

func TestSessionTakesBackTheYearOfAnotherReport(t *testing.T) {
	s := open(t)
	desk := deskOn(t, s)
	other, err := desk.Create(ctx, app.NewReport{Unit: "某某市教育局", Year: 2023})
	must(t, err)
	id, err := desk.Create(ctx, app.NewReport{Unit: "某某市教育局", Year: 2024})
	must(t, err)
	session, err := desk.Open(ctx, id)
	must(t, err)
	if e := wantCode(t, session.Set(ctx, report.Year, "2023"), app.Exists); e.ID != other {
		t.Errorf("names draft %d, want %d", e.ID, other)
	}
	must(t, session.Set(ctx, "overview.platform", "网站改版。"))
	d, err := s.Load(ctx, id)
	must(t, err)
	if d.Summary.Year != 2024 || !maps.Equal(d.Values, session.Report().All()) {
		t.Errorf("stored: %+v", d)
	}
}

// flaky is a store that fails now and then.
type flaky struct {
	*sqlite.DB
	failing bool
}

var errFlaky = &app.Error{Code: app.Locked, Err: errors.New("as the test wants it")}

func (f *flaky) Append(ctx context.Context, s app.Summary, entries []journal.Entry) error {
	if f.failing {
		return errFlaky
	}
	return f.DB.Append(ctx, s, entries)
}

// model is what the store should hold: plain values, and copies of them to go
// back and forth.
type model struct {
	values     map[form.Address]string
	undo, redo []map[form.Address]string
}

func (m *model) set(a form.Address, s string) {
	if m.values[a] == s {
		return
	}
	m.undo, m.redo = append(m.undo, maps.Clone(m.values)), nil
	if m.values[a] = s; s == "" {
		delete(m.values, a)
	}
}

func (m *model) step(from, to *[]map[form.Address]string) {
	if n := len(*from); n > 0 {
		*to = append(*to, m.values)
		m.values, *from = (*from)[n-1], (*from)[:n-1]
	}
}

// worker plays an officer: random edits, undone and redone, with the program
// closed and opened and the store out of order in between.
type worker struct {
	t       *rapid.T
	dir     string
	id      int64
	store   *flaky
	desk    *app.Service
	session *app.Session
	model   model
	figures []form.Address
	texts   []form.Address
}

func (w *worker) open() {
	s, err := sqlite.Open(w.dir)
	w.check(err)
	w.store = &flaky{DB: s}
	w.desk.Ports = w.store.Ports()
}

func (w *worker) check(err error) {
	if err != nil && !errors.Is(err, errFlaky) {
		w.t.Fatal(err)
	}
}

func (w *worker) resume() {
	var err error
	w.session, err = w.desk.Open(ctx, w.id)
	w.check(err)
}

func (w *worker) setFigure(t *rapid.T) {
	a := rapid.SampledFrom(w.figures).Draw(t, "cell")
	s := ""
	if n := rapid.IntRange(-1, 300).Draw(t, "figure"); n >= 0 {
		s = strconv.Itoa(n)
	}
	w.check(w.session.Set(ctx, a, s))
	w.model.set(a, s)
}

func (w *worker) setText(t *rapid.T) {
	a := rapid.SampledFrom(w.texts).Draw(t, "field")
	old := []rune(w.model.values[a])
	from := rapid.IntRange(0, len(old)).Draw(t, "from")
	to := rapid.IntRange(from, len(old)).Draw(t, "to")
	typed := rapid.StringOfN(rapid.RuneFrom([]rune("政府信息公开，。\n a0𠀀é")), 0, 8, -1).Draw(t, "typed")
	s := string(old[:from]) + typed + string(old[to:])
	w.check(w.session.Set(ctx, a, s))
	w.model.set(a, s)
}

func (w *worker) paste(t *rapid.T) {
	var e report.Edit
	before := maps.Clone(w.model.values)
	for _, a := range rapid.SliceOfNDistinct(rapid.SampledFrom(w.figures), 1, 5, rapid.ID[form.Address]).Draw(t, "block") {
		s := strconv.Itoa(rapid.IntRange(0, 99).Draw(t, "figure"))
		c, err := w.session.Report().Set(a, s)
		w.check(err)
		e.Changes = append(e.Changes, c)
		w.model.values[a] = s
	}
	w.check(w.session.Apply(ctx, e))
	if maps.Equal(before, w.model.values) {
		return // all of it stood there
	}
	w.model.undo, w.model.redo = append(w.model.undo, before), nil
}

func (w *worker) undo(*rapid.T) {
	w.check(w.session.Undo(ctx))
	w.model.step(&w.model.undo, &w.model.redo)
}

func (w *worker) redo(*rapid.T) {
	w.check(w.session.Redo(ctx))
	w.model.step(&w.model.redo, &w.model.undo)
}

func (w *worker) breakOrMend(*rapid.T) { w.store.failing = !w.store.failing }

// reopen ends the program, as soon as all is saved, and starts it again.
func (w *worker) reopen(*rapid.T) {
	w.store.failing = false
	w.check(w.session.Save(ctx))
	w.check(w.store.Close())
	w.open()
	w.resume()
}

// compare is run after every step.
func (w *worker) compare(t *rapid.T) {
	if got := w.session.Report().All(); !reflect.DeepEqual(got, w.model.values) {
		t.Fatalf("the session holds\n%q, want\n%q", got, w.model.values)
	}
	if w.session.Saved().Pending > 0 {
		return
	}
	d, err := w.store.Load(ctx, w.id)
	w.check(err)
	if !reflect.DeepEqual(d.Values, w.model.values) {
		t.Fatalf("the store holds\n%q, want\n%q", d.Values, w.model.values)
	}
}

func TestAnyWorkIsStored(t *testing.T) {
	catalog := editions(t)
	rapid.Check(t, func(rt *rapid.T) {
		w := &worker{t: rt, dir: folder(t), desk: &app.Service{Catalog: catalog, Now: minutes()}}
		w.open()
		defer func() { w.store.Close() }()
		var err error
		w.id, err = w.desk.Create(ctx, app.NewReport{Unit: "某某市教育局", Year: 2024})
		w.check(err)
		w.resume()
		w.model.values = w.session.Report().All()
		w.figures = figuresOf(w.session.Report().Form())[:12] // few, so that edits meet
		w.texts = []form.Address{"overview.platform", "others.matters", report.Preamble}
		rt.Repeat(map[string]func(*rapid.T){
			"figure": w.setFigure, "another figure": w.setFigure, "text": w.setText, "paste": w.paste,
			"undo": w.undo, "undo more": w.undo, "redo": w.redo,
			"break or mend": w.breakOrMend, "reopen": w.reopen, "": w.compare,
		})
		w.reopen(rt)
		w.compare(rt)
	})
}
