package apptest

import (
	"bytes"
	"context"
	"sync"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/document"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/office"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/assets"
)

// Password is that of every key in a test.
const Password = "一二三四五六七八" // #nosec G101 -- of made-up people

// Cheap is a cost of passwords for tests that try many.
var Cheap = keys.Cost{Time: 1, Memory: 64, Lanes: 1}

var catalog = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(assets.Forms, "forms") })

// Catalog returns the bundled editions, the same for all tests: they are not
// changed.
func Catalog(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := catalog()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Clock is a clock that goes on by a second with each look.
type Clock struct{ At time.Time }

// Now returns the time and moves on.
func (c *Clock) Now() time.Time {
	c.At = c.At.Add(time.Second)
	return c.At
}

// Running is how long the machine has been running: the clock is right unless a test
// says otherwise.
func (c *Clock) Running() time.Duration { return c.At.Sub(time.UnixMicro(0)) }

// Workstation is a service with a store in memory.
type Workstation struct {
	*app.Service
	exchange.Desk         // where it hands over and takes in
	office.Administration // of its roster
	T                     testing.TB
	Memory                *Memory
	Clock                 *Clock
}

// NewWorkstation returns a workstation without anything on it.
func NewWorkstation(t testing.TB) *Workstation {
	m, clock := NewMemory(), &Clock{At: time.Date(2026, 1, 12, 9, 0, 0, 0, time.Local)}
	service := &app.Service{Ports: m.Ports(), Catalog: Catalog(t), Now: clock.Now, Running: clock.Running, Cost: Cheap}
	return WorkstationOn(t, service, m, clock)
}

// WorkstationOn returns a workstation of a service; of one with another store there
// is no Memory.
func WorkstationOn(t testing.TB, service *app.Service, m *Memory, clock *Clock) *Workstation {
	return &Workstation{T: t, Memory: m, Clock: clock, Service: service, Desk: exchange.At(service), Administration: office.Administration{Service: service}}
}

// Must ends the test when something failed.
func (w *Workstation) Must(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatalf("%v: %s", err, app.Sentence(err))
	}
}

// CreateRoster makes an office whose people all work at this workstation: the
// officer, who is chosen, may sign level 1, the others levels 2 and 3. It
// returns their ids.
func (w *Workstation) CreateRoster() (officer, head, leader string) {
	w.T.Helper()
	w.Must(w.Administration.CreateRoster(ctx, "示例县自然资源局", Password, roster.DefaultChain()))
	officer, head, leader = w.Join("张三", "科员", 1), w.Join("李四", "办公室主任", 2), w.Join("王五", "局长", 3)
	w.Must(w.SwitchUser(ctx, officer))
	return officer, head, leader
}

// Join makes a key for a new person and puts it on the roster.
func (w *Workstation) Join(name, post string, levels ...int) string {
	w.T.Helper()
	req, err := w.RequestRegistration(ctx, office.Applicant{Name: name, Post: post, Password: Password})
	w.Must(err)
	w.Must(w.Register(ctx, Password, req, levels))
	return req.Person
}

var ctx = context.Background()

// Example stores the bundled example report, with everything that wants an
// explanation explained, and returns its id.
func (w *Workstation) Example() int64 {
	w.T.Helper()
	r, err := document.Read(bytes.NewReader(assets.Example), w.Catalog)
	w.Must(err)
	id, err := w.Import(ctx, r, "")
	w.Must(err)
	s := w.As("", id)
	for _, f := range s.Findings() {
		if f.Severity == check.Explain {
			w.Must(s.Explain(ctx, f, "情况属实，已核对。"))
		}
	}
	return id
}

// As opens a report as a person.
func (w *Workstation) As(person string, id int64) *app.Session {
	w.T.Helper()
	w.Must(w.SwitchUser(ctx, person))
	s, err := w.Open(ctx, id)
	w.Must(err)
	return s
}

// Sign lets a person carry out a transition.
func (w *Workstation) Sign(person string, id int64, kind signoff.Kind, opinion string) {
	w.T.Helper()
	w.Must(w.TrySign(person, id, kind, opinion))
}

// TrySign is Sign with its error.
func (w *Workstation) TrySign(person string, id int64, kind signoff.Kind, opinion string) error {
	w.T.Helper()
	s := w.As(person, id)
	a, err := s.Propose(kind, opinion)
	if err != nil {
		return err
	}
	key, err := w.Unlock(ctx, person, Password)
	if err != nil {
		return err
	}
	return s.Sign(ctx, a, key)
}

// Set types a value as a person.
func (w *Workstation) Set(person string, id int64, a form.Address, raw string) error {
	w.T.Helper()
	return w.As(person, id).Set(ctx, a, raw)
}

// Small stores a report with next to nothing in it, explained throughout, and
// returns its id: a hand-over file of it is small enough to try every bit.
func (w *Workstation) Small() int64 {
	w.T.Helper()
	id, err := w.Create(ctx, app.NewReport{Unit: "甲局", Year: 2025})
	w.Must(err)
	s := w.As("", id)
	w.Must(s.Set(ctx, report.Preamble, "")) // nothing is left to be filled in
	for _, f := range s.Findings() {
		if f.Severity == check.Explain {
			w.Must(s.Explain(ctx, f, "无"))
		}
	}
	return id
}

// SetRoster hands this workstation the roster of another one.
func (w *Workstation) SetRoster(of *Workstation) error {
	return w.Memory.SetRoster(ctx, of.Memory.Office)
}
