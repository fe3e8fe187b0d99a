package office_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/office"
	standing "nianbao/app/proof"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

var ctx = context.Background()

// bureau is an office of three workstations that share nothing but files: the
// officer's, who keeps the roster too, the head's and the leader's.
type bureau struct {
	t                     *testing.T
	clock                 *apptest.Clock
	a, b, c               *apptest.Workstation
	officer, head, leader string
	onA, onB, onC         int64
}

// station is a workstation by the clock of the others.
func (o *bureau) station() *apptest.Workstation {
	w := apptest.NewWorkstation(o.t)
	if o.clock == nil {
		o.clock = w.Clock
	}
	w.Clock, w.Now = o.clock, o.clock.Now
	return w
}

func newBureau(t *testing.T) *bureau {
	t.Helper()
	o := &bureau{t: t}
	o.a, o.b, o.c = o.station(), o.station(), o.station()
	o.a.Must(o.a.Administration.CreateRoster(ctx, "示例县自然资源局", apptest.Password, roster.DefaultChain()))
	o.officer = o.a.Join("张三", "科员", 1)
	o.head, o.leader = o.join(o.b, "李四", "办公室主任", 2), o.join(o.c, "王五", "局长", 3)
	return o
}

// ask makes a request at a workstation, as it comes out of its file.
func (o *bureau) ask(w *apptest.Workstation, e office.Applicant) *roster.Request {
	o.t.Helper()
	e.Password = apptest.Password
	req, err := w.RequestRegistration(ctx, e)
	w.Must(err)
	raw, err := w.RequestFile(req)
	w.Must(err)
	a, err := o.a.OpenPackage(ctx, raw)
	o.a.Must(err)
	return a.File.Request
}

func (o *bureau) join(w *apptest.Workstation, name, post string, level int) string {
	o.t.Helper()
	req := o.ask(w, office.Applicant{Name: name, Post: post})
	o.a.Must(o.a.Register(ctx, apptest.Password, req, []int{level}))
	o.news(w)
	return req.Person
}

// news carries the roster to a workstation.
func (o *bureau) news(all ...*apptest.Workstation) {
	o.t.Helper()
	raw, err := o.a.RosterFile(ctx)
	o.a.Must(err)
	for _, w := range all {
		take(w, raw)
	}
}

// take opens a file and takes over what it brings.
func take(w *apptest.Workstation, raw []byte) int64 {
	w.T.Helper()
	a, err := w.OpenPackage(ctx, raw)
	w.Must(err)
	id, err := w.Accept(ctx, a, exchange.Undecided)
	w.Must(err)
	return id
}

// carry hands a report over to another workstation.
func carry(from *apptest.Workstation, id int64, to *apptest.Workstation) int64 {
	from.T.Helper()
	raw, err := from.HandOver(ctx, from.As("", id))
	from.Must(err)
	return take(to, raw)
}

// sent is the example, sent on and passed by the officer, on the head's workstation.
func (o *bureau) sent() {
	o.t.Helper()
	o.onA = o.a.Example()
	o.a.Sign(o.officer, o.onA, signoff.Submit, "")
	o.a.Sign(o.officer, o.onA, signoff.Approve, "")
	o.onB = carry(o.a, o.onA, o.b)
}

// approved ends the round at the leader's, from a workstation, and brings the report
// back to the officer: every signature holds on all of them.
func (o *bureau) approved(from *apptest.Workstation, id int64) *app.Session {
	o.t.Helper()
	o.onC = carry(from, id, o.c)
	o.c.Sign(o.leader, o.onC, signoff.Approve, "同意公开")
	carry(o.c, o.onC, o.a)
	carry(o.c, o.onC, from)
	for w, at := range map[*apptest.Workstation]int64{o.a: o.onA, from: id, o.c: o.onC} {
		s := w.As("", at)
		if p := s.Problems(); len(p) > 0 || s.State().Stage != signoff.Approved || s.Watermark() != "" {
			o.t.Fatalf("%s: %v", s.State().Name(), p)
		}
	}
	return o.a.As(o.officer, o.onA)
}

func TestAReviewerChangesPostInMidRound(t *testing.T) {
	o := newBureau(t)
	o.sent()
	o.a.Must(o.a.Reassign(ctx, apptest.Password, o.head, "党组成员", []int{2}))
	o.b.Sign(o.head, o.onB, signoff.Return, "请核对") // news of it has not come
	carry(o.b, o.onB, o.a)
	o.a.Sign(o.officer, o.onA, signoff.Submit, "")
	o.onB = carry(o.a, o.onA, o.b) // it comes now
	o.b.Sign(o.head, o.onB, signoff.Approve, "同意")
	s := o.approved(o.b, o.onB)
	if posts := s.SignatureResults(); posts[2].Transition.Post != "办公室主任" || posts[4].Transition.Post != "党组成员" {
		t.Errorf("signed as %s, then as %s", posts[2].Transition.Post, posts[4].Transition.Post)
	}
}

func TestAReviewerIsReplacedInMidRound(t *testing.T) {
	o := newBureau(t)
	o.sent()
	o.b.Sign(o.head, o.onB, signoff.Return, "请核对")
	carry(o.b, o.onB, o.a)
	o.a.Sign(o.officer, o.onA, signoff.Submit, "")
	o.a.Must(o.a.Deactivate(ctx, apptest.Password, o.head))
	next := o.station()
	successor := o.join(next, "赵六", "办公室主任", 2)
	if got := o.a.As(o.officer, o.onA).State().EligibleNames(&o.a.Memory.Office.Roster); got != "赵六" {
		t.Errorf("the report waits for %s", got)
	}
	at := carry(o.a, o.onA, next)
	if err := next.TrySign(o.leader, at, signoff.Approve, ""); err == nil {
		t.Error("the leader's key lies where it does not")
	}
	next.Sign(successor, at, signoff.Approve, "同意")
	o.news(o.b)
	if err := o.b.TrySign(o.head, o.onB, signoff.Approve, ""); app.CodeOf(err) != app.Forbidden {
		t.Errorf("who left signs on: %v", err)
	}
	o.approved(next, at)
}

// The one who replaces a level in the middle of it finds the report signed by the
// one before: those signatures stay.
func TestAReviewerIsReplacedAfterPassing(t *testing.T) {
	o := newBureau(t)
	o.sent()
	o.b.Sign(o.head, o.onB, signoff.Approve, "同意")
	o.a.Must(o.a.Deactivate(ctx, apptest.Password, o.head))
	o.news(o.c)
	o.onC = carry(o.b, o.onB, o.c) // it comes after the news
	s := o.c.As(o.leader, o.onC)
	if p := s.Problems(); len(p) > 0 || s.State().Name() != "待审批" {
		t.Fatalf("%s: %v", s.State().Name(), p)
	}
	proof := s.Proof()
	if !strings.Contains(proof.LateText(), "李四") {
		t.Error("nobody is told that the key was given up before the signature came")
	}
	if told := strings.Join(o.c.As(o.leader, o.onC).BeforeSigning(signoff.Approve), ""); !strings.Contains(told, "停用") || s.Watermark() != string(standing.Undated) {
		t.Errorf("the leader is told %q, and the pages say %q", told, s.Watermark())
	}
	o.c.Sign(o.leader, o.onC, signoff.Approve, "同意公开")
	carry(o.c, o.onC, o.a)
	for w, id := range map[*apptest.Workstation]int64{o.a: o.onA, o.c: o.onC} { // who was told has signed
		if s := w.As("", id); s.State().Stage != signoff.Approved || len(s.Doubts()) > 0 || s.Watermark() != "" {
			t.Errorf("%s: %v", s.State().Name(), s.Doubts())
		}
	}
}

// By a clock that is a year ahead somebody signs, and leaves before the year is over. It
// holds where it was seen before they left; where it is first seen afterwards, it can be
// opened, and nobody says that it is proven.
func TestASignatureDatedAheadOutlastsItsSigner(t *testing.T) {
	o := newBureau(t)
	o.sent()
	now := o.clock.At
	o.clock.At = now.AddDate(1, 0, 0)
	o.b.Sign(o.head, o.onB, signoff.Approve, "同意")
	raw := handedOver(o.b, o.onB)
	o.clock.At = now.Add(time.Minute)
	o.onC = take(o.c, raw) // a's administrator never sees it
	late, heard := o.station(), o.station()
	o.news(late)
	o.clock.At = now.Add(time.Hour)
	o.a.Must(o.a.Deactivate(ctx, apptest.Password, o.head))
	o.clock.At = now.Add(2 * time.Hour)
	at := take(late, raw) // before it hears of it, but after the end
	o.news(o.c, late, heard)
	if s := o.c.As("", o.onC); len(s.Problems()) > 0 || len(s.Doubts()) > 0 {
		t.Errorf("seen before: %v", s.Doubts())
	}
	for name, s := range map[string]*app.Session{
		"seen after the end, before the news": late.As("", at), "seen after the news": heard.As("", take(heard, raw)), "by who keeps the roster": o.a.As("", take(o.a, raw)),
	} {
		if len(s.Problems()) > 0 || !strings.Contains(strings.Join(s.Doubts(), ""), "停用") {
			t.Errorf("%s: %v, %v", name, s.Problems(), s.Doubts())
		}
	}
}

func TestADeputySignsWhileTheReviewerIsAway(t *testing.T) {
	o := newBureau(t)
	o.sent()
	own := o.station()
	deputy := o.join(own, "赵六", "办公室副主任", 1)
	for name, err := range map[string]error{
		"oneself":   o.a.Deputize(ctx, apptest.Password, o.head, o.head, []int{2}),
		"a level":   o.a.Deputize(ctx, apptest.Password, deputy, o.head, nil),
		"stranger":  o.a.Deputize(ctx, apptest.Password, "z", o.head, []int{2}),
		"own level": o.a.Deputize(ctx, apptest.Password, deputy, o.officer, []int{1}),
	} {
		if err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	o.a.Must(o.a.Deputize(ctx, apptest.Password, deputy, o.head, []int{2}))
	o.news(own)
	at := carry(o.b, o.onB, own)
	if got := own.As(deputy, at).State().EligibleNames(&own.Memory.Office.Roster); got != "李四、赵六（代李四）" {
		t.Errorf("the report waits for %s", got)
	}
	own.Sign(deputy, at, signoff.Approve, "同意")
	o.a.Must(o.a.EndDeputies(ctx, apptest.Password, o.head))
	o.news(o.c, own)
	s := o.approved(own, at)
	a := s.SignatureResults()[2].Transition
	if a.Signer() != "赵六（代李四）" || a.DeputyFor != o.head {
		t.Errorf("signed by %s", a.Signer())
	}
	form := s.SignOffForm()
	if form.Steps[1].Name != "赵六（代李四）" || form.Steps[2].Name != "王五" {
		t.Errorf("on the form %+v", form.Steps)
	}
	raw, err := o.a.HandOver(ctx, s)
	o.a.Must(err)
	if !strings.HasPrefix(string(raw), "nianbao-handover 3 ") {
		t.Errorf("programs of before would not know a deputy: %.30s", raw)
	}
	// Another round: the deputy signs no more.
	o.a.Sign(o.officer, o.onA, signoff.Reopen, "补充")
	o.a.Sign(o.officer, o.onA, signoff.Submit, "")
	o.a.Sign(o.officer, o.onA, signoff.Approve, "")
	at = carry(o.a, o.onA, own)
	if err := own.TrySign(deputy, at, signoff.Approve, ""); app.CodeOf(err) != app.Forbidden {
		t.Errorf("the deputy signs on: %v", err)
	}
}

// A laptop is lost in the middle of a round: the person goes on, on another one, under
// the identity the roster knows.
func TestALostLaptop(t *testing.T) {
	o := newBureau(t)
	o.sent()
	o.b.Sign(o.head, o.onB, signoff.Return, "请核对")
	carry(o.b, o.onB, o.a)
	o.a.Sign(o.officer, o.onA, signoff.Submit, "")
	fresh := o.station()
	o.news(fresh)
	o.a.Must(o.a.Register(ctx, apptest.Password, o.ask(fresh, office.Applicant{Person: o.head, Name: "李四", Post: "办公室主任"}), []int{2}))
	o.news(fresh)
	at := carry(o.a, o.onA, fresh)
	fresh.Sign(o.head, at, signoff.Approve, "同意")
	o.approved(fresh, at)
	if err := o.b.TrySign(o.head, o.onB, signoff.Withdraw, ""); err == nil {
		t.Error("the lost laptop signs on")
	}
	if p := o.a.Memory.Office.Roster.Person(o.head); len(p.Registrations) != 2 || p.Asked() != roster.ByNewKey {
		t.Errorf("%d registrations, asked %d", len(p.Registrations), p.Asked())
	}
}

// Somebody asked under a new id whom the roster knows: registered under the known one
// they find their key there when the roster comes.
func TestTheSamePersonIsNotRegisteredTwice(t *testing.T) {
	o := newBureau(t)
	o.sent()
	fresh := o.station()
	req := o.ask(fresh, office.Applicant{Name: "李四", Post: "办公室主任"}) // before the roster is there
	fresh.Must(fresh.KeepRequest(ctx, req))
	twin := o.a.Memory.Office.Roster.Twin(req.Name, req.Post)
	if twin == nil || twin.ID != o.head || req.Person == o.head {
		t.Fatalf("the twin is %+v", twin)
	}
	o.a.Must(o.a.RegisterAs(ctx, apptest.Password, twin.ID, req, []int{2}))
	if n := len(o.a.Memory.Office.Roster.People); n != 3 {
		t.Errorf("%d people", n)
	}
	o.news(fresh)
	me, err := fresh.Actor(ctx)
	fresh.Must(err)
	if me.Person == nil || me.Person.ID != o.head || !me.HasKey {
		t.Fatalf("%+v", me)
	}
	if waits, err := fresh.PendingRequest(ctx); err != nil || waits != nil {
		t.Errorf("the request still waits: %v, %v", waits, err)
	}
	at := carry(o.a, o.onA, fresh)
	fresh.Sign(o.head, at, signoff.Approve, "同意")
	o.approved(fresh, at)
	// Where the roster lies it is said at once.
	_, err = o.b.RequestRegistration(ctx, office.Applicant{Name: " 李\u00ad四", Post: "办公室主任", Password: apptest.Password})
	if app.CodeOf(err) != app.Invalid || !strings.Contains(app.Sentence(err), "重新登记") || !strings.Contains(app.Sentence(err), o.head) {
		t.Errorf("%v", err)
	}
	if _, err := o.b.RequestRegistration(ctx, office.Applicant{Name: "李四", Post: "驾驶员", Password: apptest.Password}); err != nil {
		t.Errorf("another person of that name: %v", err)
	}
}

// Two of one name are named where the report is sent on.
func TestTwoOfOneNameAreNamedAtSubmission(t *testing.T) {
	o := newBureau(t)
	o.onA = o.a.Example()
	if said := o.a.As(o.officer, o.onA).BeforeSigning(signoff.Submit); len(said) > 0 {
		t.Fatal(said)
	}
	o.join(o.station(), "李四", "副局长", 3)
	said := strings.Join(o.a.As(o.officer, o.onA).BeforeSigning(signoff.Submit), "")
	if !strings.Contains(said, "名册中有两个“李四”：办公室主任、副局长") {
		t.Error(said)
	}
}

// Who still has the old key lets it vouch for the new one.
func TestTheOldKeyVouchesForTheNew(t *testing.T) {
	o := newBureau(t)
	e := office.Applicant{Person: o.head, Name: "李四", Post: "办公室主任", Old: "不是这个密码"}
	e.Password = apptest.Password
	if _, err := o.b.RequestRegistration(ctx, e); app.CodeOf(err) != app.Password {
		t.Fatalf("%v", err)
	}
	e.Old = apptest.Password
	o.a.Must(o.a.Register(ctx, apptest.Password, o.ask(o.b, e), []int{2}))
	o.news(o.b)
	if got := o.b.Memory.Office.Roster.Person(o.head).Asked(); got != roster.ByOldKey {
		t.Errorf("asked %d", got)
	}
	o.sent()
	o.b.Sign(o.head, o.onB, signoff.Approve, "同意")
	o.approved(o.b, o.onB)
}

// Names are registered in their one spelling, whatever was typed or asked for.
func TestNamesAreCleanedAtTheDoor(t *testing.T) {
	o := newBureau(t)
	id := o.a.Join("⽤\u00ad⽇\u3164", "科\ufe00员", 1)
	if p := o.a.Memory.Office.Roster.Person(id); p.Name() != "用日" || p.Post() != "科员" {
		t.Errorf("%q, %q", p.Name(), p.Post())
	}
	if p := o.a.Memory.Office.Roster.Person(id); p.Asked() != roster.ByNewKey {
		t.Error("the request that was kept does not hold")
	}
	o.a.Must(o.a.Reassign(ctx, apptest.Password, id, "主\U000e0100任", []int{1}))
	if p := o.a.Memory.Office.Roster.Person(id); p.Post() != "主任" {
		t.Errorf("%q", p.Post())
	}
	if _, err := o.a.RequestRegistration(ctx, office.Applicant{Name: "\u3164\u115f", Password: apptest.Password}); app.CodeOf(err) != app.Invalid {
		t.Errorf("a name of nothing: %v", err)
	}
	o.a.Must(o.a.SetChain(ctx, apptest.Password, roster.NewChain([]string{"初\u00ad审", "⽤章审批"})))
	if c := o.a.Memory.Office.Roster.Chain(); c[0].Name != "初审" || c[1].Name != "用章审批" {
		t.Errorf("%+v", c)
	}
}
