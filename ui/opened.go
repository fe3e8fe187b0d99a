package ui

import (
	"fmt"
	"nianbao/app/notes"
	"nianbao/app/signoff"
	"strings"

	"nianbao/app"
	"nianbao/ui/commands"
)

// opened is one open report: its form and its pages, and the acts of the
// sign-off, which both offer.
type opened struct {
	w     Host
	s     *app.Session
	views Views
	local []signoff.Actor // who can sign at this workstation
	form  view            // nil until it was shown
	pages view            // likewise
	seen  int64           // the last journal entry the person saw in review before now

	abandoned bool // leave although something is not stored
	parted    bool // the person was told that the report has gone on elsewhere
}

// Views are the two ways a report is shown, and the page that shows what this
// window holds beside what was stored elsewhere meanwhile.
type Views struct {
	Form, Pages func(*opened) view
	Compare     func(w Host, a *app.ImportPreview, back func())
}

// view is one of the two ways a report is shown.
type view interface {
	Screen
	// changed brings the view up to date after a change.
	changed(app.Event)
	// say tells in a line why something was not done, "" for nothing.
	say(string)
	// Commit stores what is being typed and says whether that could be done.
	Commit() bool
	// shown returns the report that is shown.
	shown() *opened
}

// openSession shows an open report: to whom it waits for as it will be
// printed, to everybody else as the form.
func OpenSession(w Host, s *app.Session, views Views) {
	o := &opened{w: w, s: s, views: views}
	var err error
	if o.local, err = w.Service().EligibleSigners(w.Context()); err != nil {
		Fail(w, "list signers", err)
	}
	if p := s.Actor().Person; p != nil {
		if o.seen, err = w.Service().Store.Seen(w.Context(), s.ID(), p.ID); err != nil {
			w.Log().Error("read what was seen", "error", err)
		}
	}
	s.Watch(o.onChange)
	w.Window().SetTitle(s.Report().Title() + " - 年报通")
	if o.turn() {
		o.showPages()
	} else {
		o.showForm()
	}
	o.sayProblems()
}

// turn says whether the report waits for the person who works here.
func (o *opened) turn() bool { return o.s.State().MayDecide(o.s.Actor()).OK }

// locked says why the content may not be changed, "" when it may.
func (o *opened) locked() string { return o.s.Locked() }

func (o *opened) showForm() {
	if o.form == nil {
		o.form = o.views.Form(o)
	}
	o.form.changed(app.Event{})
	o.w.Show(o.form)
}

func (o *opened) showPages() {
	if o.pages == nil {
		o.pages = o.views.Pages(o)
	}
	o.pages.changed(app.Event{})
	o.w.Show(o.pages)
}

// current is the view that is shown, nil when none of this report's is.
func (o *opened) current() view {
	for _, v := range []view{o.form, o.pages} {
		if v != nil && o.w.Screen() == Screen(v) {
			return v
		}
	}
	return nil
}

// commit stores what is being typed and says whether that could be done.
func (o *opened) commit() bool {
	v := o.current()
	return v != nil && v.Commit()
}

// WayBack opens the report anew.
func (o *opened) WayBack() func() {
	id := o.s.ID()
	return func() { o.w.OpenReport(id) }
}

// toggle changes between the form and the pages.
func (o *opened) toggle() {
	if v := o.current(); o.w.Dialogs().Open() || v == nil || !v.Leave() {
		return
	}
	if o.current() == o.pages {
		o.showForm()
	} else {
		o.showPages()
	}
}

func (o *opened) onChange(ev app.Event) {
	if v := o.current(); v != nil {
		v.changed(ev)
		if ev.State {
			o.w.Refresh()
		}
	}
}

// sayProblems tells on opening that the record does not hold.
func (o *opened) sayProblems() {
	if problems := o.s.Problems(); len(problems) > 0 {
		Tell(o.w, "这份报告的记录核对不上", problemsText(problems)+
			"\n程序没有改动任何内容。请与手中的纸质件、移交文件核对，找出是谁、在什么时候改动的；核对清楚之前不能送审、通过或者移交。")
	}
}

// problemsText lists the first problems.
func problemsText(problems []string) string {
	const most = 4
	text := strings.Join(problems[:min(most, len(problems))], "\n")
	if more := len(problems) - most; more > 0 {
		text += fmt.Sprintf("\n……还有 %d 处。", more)
	}
	return text
}

// noteSeen remembers that the reviewer has seen the report as it stands.
func (o *opened) noteSeen() {
	p := o.s.Actor().Person
	if p == nil {
		return
	}
	if err := o.w.Service().Store.SetSeen(o.w.Context(), o.s.ID(), p.ID, int64(len(o.s.Entries()))); err != nil {
		o.w.Log().Error("note what was seen", "error", err)
	}
}

// leave stores everything, so that the report may be put away; with edits that
// cannot be stored it asks.
func (o *opened) leave() bool {
	if o.abandoned || o.s.Save(o.w.Context()) == nil {
		return true
	}
	o.askBeforeLeaving()
	return false
}

// abandon leaves the report although the last edits are not stored.
func (o *opened) abandon() {
	o.abandoned = true
	o.w.Do(commands.List)
}

// retry tries to store what is pending. What can never be added is not tried.
func (o *opened) retry() {
	state, trouble := o.s.Saved(), o.w.Service().Trouble()
	if state.Pending == 0 || state.Diverged() || trouble != nil && app.CodeOf(trouble) == app.Gone {
		return
	}
	if err := o.s.Save(o.w.Context()); err != nil {
		o.w.Log().Error("retry saving", "error", err)
	}
	if v := o.current(); v != nil {
		v.changed(app.Event{})
	}
}

// stands sorts out the error of a change: one that only could not be stored
// yet is told by the save state; another is shown.
func (o *opened) stands(doing string, err error) bool {
	if err == nil {
		return true
	}
	if o.s.Saved().Pending > 0 {
		o.w.Log().Error(doing, "error", err)
		return true
	}
	if v := o.current(); v != nil && app.CodeOf(err) == app.Forbidden {
		o.w.Log().Info(doing, "refused", err)
		v.say(app.Sentence(err))
		return false
	}
	Fail(o.w, doing, err)
	return false
}

// unsent says whether a remark is the person's own and goes out only with the
// next act.
func (o *opened) unsent(m notes.Remarked) bool {
	last, me := o.s.State().Last, o.s.Actor().Person
	return o.turn() && me != nil && m.By == me.ID && (last == nil || m.At >= last.At)
}
