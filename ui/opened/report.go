package opened

import (
	"fmt"
	"strings"

	"nianbao/app"
	"nianbao/app/example"
	"nianbao/app/exchange"
	"nianbao/app/notes"
	"nianbao/app/proof"
	"nianbao/app/signoff"
	"nianbao/ui/arrivals"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// Report is one open report: its form and its pages, and the transitions of the
// sign-off, which both offer.
type Report struct {
	Host    widgets.Host
	Session *app.Session
	views   Views
	local   []signoff.Actor // who can sign at this workstation
	form    View            // nil until it was shown
	pages   View            // likewise
	outcome *Outcome        // of the last signature, nil for none
	Seen    int64           // the last journal entry the person saw in review before now

	arrives   arrivals.Waiting
	heads     []*Head // of its views
	news      string  // what was told last of what has come
	abandoned bool    // leave although something is not stored
	parted    bool    // the person was told that the report has gone on elsewhere
}

// Views are the two ways a report is shown, and the page that shows what this
// window holds beside what was stored elsewhere meanwhile.
type Views struct {
	Form, Pages func(*Report) View
	Compare     func(w widgets.Host, a *exchange.ImportPreview, c Comparison)
}

// Comparison is how the page that compares deals with the report.
type Comparison struct {
	Leave func() // called before the report is left for it
	Back  func() // shows the report again
}

// View is one of the two ways a report is shown.
type View interface {
	widgets.Screen
	// Changed brings the view up to date after a change.
	Changed(app.Event)
	// SetStatus tells in a line why something was not done, "" for nothing.
	SetStatus(string)
	// Commit stores what is being typed and says whether that could be done.
	Commit() bool
	// Open returns the report that is shown.
	Open() *Report
}

// Base is what every View does alike.
type Base struct{ Opened *Report }

// Open returns the report that is shown.
func (b Base) Open() *Report { return b.Opened }

// Retry tries to store what is pending.
func (b Base) Retry() { b.Opened.Retry() }

// Troubled shows what stands against saving.
func (b Base) Troubled() { b.Opened.Troubled() }

// WayBack opens the report anew.
func (b Base) WayBack() func() { return b.Opened.WayBack() }

// nameWindow gives the window the title of the report, which follows its unit and
// year.
func (o *Report) nameWindow() {
	title := o.Session.Report().Title()
	if o.Session.IsExample() {
		title += "（" + example.Name + "）"
	}
	if title += " - 年报通"; o.Host.Window().Title() != title {
		o.Host.Window().SetTitle(title)
	}
}

// OpenSession shows an open report: to whom it waits for as it will be
// printed, an approved one with what is left to be done, any other as the form.
func OpenSession(w widgets.Host, s *app.Session, views Views) {
	o := &Report{Host: w, Session: s, views: views}
	o.arrives = arrivals.Waiting{Host: w, Report: s.ID(), Shown: o.shown, Waits: o.waits, Tell: o.tellNews}
	var err error
	if s.Actor().Foreign == "" { // else nobody here signs it
		o.local, err = w.Service().EligibleSigners(w.Context())
	}
	if err != nil {
		widgets.Fail(w, "list signers", err)
	}
	if p := s.Actor().Person; p != nil {
		if o.Seen, err = w.Service().Seen.Seen(w.Context(), s.ID(), p.ID); err != nil {
			w.Log().Error("read what was seen", "error", err)
		}
	}
	o.Seen, _ = s.SeenBy(o.Seen)
	s.Watch(o.onChange)
	o.nameWindow()
	switch {
	case o.Turn():
		o.ShowPages()
	case s.State().Stage == signoff.Approved && s.Standing() == proof.Sound && !s.IsExample():
		o.ShowOutcome()
	default:
		o.showForm()
	}
	o.sayProblems()
	o.arrives.Begin()
}

func (o *Report) shown() bool { return o.Current() != nil }

// waits says whether the report is with somebody else, so that what comes back can be
// shown in its place: nothing is being written here.
func (o *Report) waits() bool {
	return o.Locked() != "" && !o.Turn() && o.Session.Saved().Pending == 0
}

// tellNews tells of what has come for the report, or that nothing has any more. Only the
// status bar is drawn anew.
func (o *Report) tellNews(m widgets.Message) {
	framed, ok := o.Host.Screen().(widgets.Framed)
	if !ok {
		return
	}
	for _, b := range o.heads {
		if b.Frame == framed.Frame() {
			b.Frame.Status.Stand(b.noted())
		}
	}
	if status := framed.Frame().Status; m.Text != "" || status.Said() == o.news {
		status.Say(m)
	}
	o.news = m.Text
}

// Turn says whether the report waits for the person who works here.
func (o *Report) Turn() bool { return o.Session.State().MayDecide(o.Session.Actor()).OK }

// Locked says why the content may not be changed, "" when it may.
func (o *Report) Locked() string { return o.Session.Locked() }

func (o *Report) showForm() {
	if o.form == nil {
		o.form = o.views.Form(o)
	}
	o.form.Changed(app.Event{})
	o.Host.Show(o.form)
}

// ShowPages shows the pages as they will be printed.
func (o *Report) ShowPages() {
	if o.pages == nil {
		o.pages = o.views.Pages(o)
	}
	o.pages.Changed(app.Event{})
	o.Host.Show(o.pages)
}

// Current is the view that is shown, nil when none of this report's is.
func (o *Report) Current() View {
	if o.outcome != nil && o.Host.Screen() == widgets.Screen(o.outcome) {
		return o.outcome
	}
	for _, v := range []View{o.form, o.pages} {
		if v != nil && o.Host.Screen() == widgets.Screen(v) {
			return v
		}
	}
	return nil
}

// commit stores what is being typed and says whether that could be done.
func (o *Report) commit() bool {
	v := o.Current()
	return v != nil && v.Commit()
}

// WayBack opens the report anew.
func (o *Report) WayBack() func() {
	id := o.Session.ID()
	return func() { o.Host.OpenReport(id, nil) }
}

// Toggle changes between the form and the pages.
func (o *Report) Toggle() {
	if v := o.Current(); o.Host.Dialogs().Open() || v == nil || !v.Leave() {
		return
	}
	if o.Current() == o.pages {
		o.showForm()
	} else {
		o.ShowPages()
	}
}

func (o *Report) onChange(ev app.Event) {
	if v := o.Current(); v != nil {
		o.nameWindow()
		v.Changed(ev)
		if ev.State {
			o.Host.Refresh()
		}
	}
}

// sayProblems tells on opening that the record does not hold.
func (o *Report) sayProblems() {
	if problems := o.Session.Problems(); len(problems) > 0 {
		widgets.Alert(o.Host, "这份报告的记录验证未通过", ProblemsText(problems)+
			"\n程序没有改动任何内容；恢复以前不能送审、通过或者移交。"+proof.Remedy)
	}
}

// ProblemsText lists the first problems.
func ProblemsText(problems []string) string {
	const most = 4
	text := strings.Join(problems[:min(most, len(problems))], "\n")
	if more := len(problems) - most; more > 0 {
		text += fmt.Sprintf("\n……还有 %d 处。", more)
	}
	return text
}

// Unfinished names a text that is written about this report in a dialog, for
// Keep: what it is, and about which place.
func (o *Report) Unfinished(what, place string) string {
	who := ""
	if p := o.Session.Actor().Person; p != nil {
		who = p.ID
	}
	return strings.Join([]string{o.Session.UID(), who, what, place}, "/")
}

// NoteSeen remembers that the reviewer has seen the report as it stands.
func (o *Report) NoteSeen() {
	p := o.Session.Actor().Person
	if p == nil {
		return
	}
	if err := o.Host.Service().Seen.SetSeen(o.Host.Context(), o.Session.ID(), p.ID, int64(len(o.Session.Entries()))); err != nil {
		o.Host.Log().Error("note what was seen", "error", err)
	}
}

// Leave stores everything, so that the report may be put away; with edits that
// cannot be stored it asks.
func (o *Report) Leave() bool {
	if o.abandoned || o.Session.Save(o.Host.Context()) == nil {
		return true
	}
	o.askBeforeLeaving()
	return false
}

// Abandon leaves the report although the last edits are not stored.
func (o *Report) Abandon() {
	o.abandoned = true
	o.Host.Do(commands.List)
}

// Retry tries to store what is pending. What can never be added is not tried.
func (o *Report) Retry() {
	state, trouble := o.Session.Saved(), o.Host.Service().Trouble()
	if state.Pending == 0 || state.Diverged() || trouble != nil && app.CodeOf(trouble) == app.Gone {
		return
	}
	if err := o.Session.Save(o.Host.Context()); err != nil {
		o.Host.Log().Error("retry saving", "error", err)
	}
	if v := o.Current(); v != nil {
		v.Changed(app.Event{})
	}
}

// Applied sorts out the error of a change: one that only could not be stored
// yet is told by the save state; another is shown.
func (o *Report) Applied(doing string, err error) bool {
	if err == nil {
		return true
	}
	if o.Session.Saved().Pending > 0 {
		o.Host.Log().Error(doing, "error", err)
		return true
	}
	if v := o.Current(); v != nil && refused(err) {
		o.Host.Log().Info(doing, "refused", err)
		v.SetStatus(app.Sentence(err))
		return false
	}
	widgets.Fail(o.Host, doing, err)
	return false
}

// refused says whether a change was not made for a reason that the person can
// read where they are.
func refused(err error) bool {
	code := app.CodeOf(err)
	return code == app.Forbidden || code == app.Invalid
}

// Unsent says whether a remark is the person's own and goes out only with the
// next act.
func (o *Report) Unsent(m notes.Remarked) bool {
	last, me := o.Session.State().Last, o.Session.Actor().Person
	return o.Turn() && me != nil && m.By == me.ID && (last == nil || m.At >= last.At)
}
