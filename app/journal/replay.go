package journal

import (
	"fmt"
	"strconv"

	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/longtext"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Replay is a journal gone through from its beginning: what the report holds
// at its end, where it stands, and whether every line and signature fits.
type Replay struct {
	Held     map[form.Address]string
	State    signoff.State
	Digest   keys.Digest      // of the whole journal
	Results  []signoff.Result // of each transition
	Problems []string         // sentences for the person; those of the results' among them

	catalog *form.Catalog
	report  *report.Report // of Held; nil after a change
	content keys.Digest    // of Held; "" after a change
}

// Content returns the digest of the report that the journal comes to.
func (r *Replay) Content() keys.Digest {
	if r.content == "" {
		r.content = r.Report().Digest()
	}
	return r.content
}

// Report returns the report that the journal comes to.
func (r *Replay) Report() *report.Report {
	if r.report == nil {
		r.report, _ = report.Restore(r.catalog, r.Held)
	}
	return r.report
}

var known = map[Kind]bool{Edited: true, Undone: true, Redone: true, Imported: true, Remarked: true, Transitioned: true}

// Run goes through a journal. Without people every signature is a problem.
func Run(catalog *form.Catalog, uid string, entries []Entry, people *roster.Roster) *Replay {
	r := newReplayer(catalog, uid, people)
	r.chain = chainOf(uid, entries)
	return r.run(entries)
}

func newReplayer(catalog *form.Catalog, uid string, people *roster.Roster) *replayer {
	texts := longtext.Begin(make(map[form.Address]string, 256))
	return &replayer{
		uid: uid, texts: texts, out: &Replay{Held: texts.Held(), Digest: Origin(uid), catalog: catalog},
		verifier: signoff.Verifier{Roster: people, State: signoff.Begin()},
	}
}

// run goes on through a journal from where it stands.
func (r *replayer) run(entries []Entry) *Replay {
	signed := make([]*signoff.Transition, 0, usualSigned)
	for i := r.lines; i < len(entries); i++ {
		if a := entries[i].Transition; a != nil {
			signed = append(signed, a)
		}
	}
	r.verifier.Ahead = signoff.Check(signed...)
	defer func() {
		r.verifier.Ahead.Stop()
		r.verifier.Ahead = nil
	}()
	for i := r.lines; i < len(entries) && r.entry(entries[:i], &entries[i]); i++ {
		r.lines++
	}
	r.out.State, r.out.Held = r.verifier.State, r.texts.Held()
	return r.out
}

const usualSigned = 16 // signatures in a record

type replayer struct {
	uid      string
	lines    int                           // gone through
	chain    []keys.Digest                 // of the journal before its first line and after each
	texts    *longtext.Texts[form.Address] // what is held, until it is asked for as out.Held
	verifier signoff.Verifier
	sent     int64 // number of the last transition
	out      *Replay
}

func (r *replayer) problem(format string, args ...any) {
	r.out.Problems = append(r.out.Problems, fmt.Sprintf(format, args...))
}

// entry takes one line; false ends the replay, since nothing after it makes sense.
func (r *replayer) entry(before []Entry, e *Entry) bool {
	seq := int64(len(before)) + 1
	if e.Seq != seq {
		r.problem("编制记录的第 %d 条缺失或者顺序不对。", seq)
		return false
	}
	switch {
	case e.Kind == Transitioned && e.transitionOnly():
		r.transition(e)
	case e.Kind == Transitioned || e.Transition != nil:
		r.problem("编制记录的第 %d 条格式不正确。", seq)
		return false
	case !known[e.Kind]:
		r.problem("编制记录的第 %d 条无法识别，可能由更新版本的年报通写成。", seq)
		return false
	default:
		if p := r.validationError(before, e); p != "" {
			r.problem("编制记录的第 %d 条：%s。", seq, p)
		}
	}
	if len(e.Edit.Changes) > 0 {
		r.out.content, r.out.report = "", nil
	}
	if !e.applyTo(r.texts) {
		r.problem("编制记录的第 %d 条与前面的内容接不上。", seq)
		return false
	}
	if seq >= int64(len(r.chain)) {
		r.problem("编制记录的第 %d 条格式不正确。", seq)
		return false
	}
	r.out.Digest = r.chain[seq]
	return true
}

// transitionOnly says whether an entry is a signed transition and nothing else: what stands
// beside the transition in its line is not covered by the signature.
func (e *Entry) transitionOnly() bool {
	return e.Transition != nil && e.By == e.Transition.Person && e.Of == 0 && e.Edit.Note == "" && len(e.Edit.Changes) == 0
}

func (r *replayer) transition(e *Entry) {
	if r.out.content == "" { // most acts sign what the one before them signed
		r.out.Held = r.texts.Held()
	}
	v := r.verifier.Verify(signoff.Fact{
		Seq: e.Seq, Report: r.uid, Unit: r.out.Held[report.UnitName], Year: yearOf(r.out.Held),
		Content: r.out.Content(), Prev: r.out.Digest, At: e.At, Transition: e.Transition,
	})
	r.out.Results = append(r.out.Results, v)
	r.sent = e.Seq
	if v.Problem != "" {
		r.problem("%s", v.Problem)
	}
}

func yearOf(held map[form.Address]string) int {
	n, _ := strconv.Atoi(held[report.Year])
	return n
}
