package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nianbao/app/check"
	"nianbao/app/example"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// State returns where the report stands in its sign-off.
func (s *Session) State() *signoff.State { return &s.state }

// Actor returns who works at this workstation.
func (s *Session) Actor() signoff.Actor { return s.actor }

// SignatureResults returns what became of checking each signature, in their order.
func (s *Session) SignatureResults() []signoff.Result { return s.results }

// Problems lists, as sentences, what does not fit in the record of the report.
func (s *Session) Problems() []string { return s.problems }

// Entries returns the journal of the report. It must not be changed.
func (s *Session) Entries() []journal.Entry { return s.entries }

// UID returns the report's name on every workstation.
func (s *Session) UID() string { return s.summary.UID }

// Readiness says what stands against sending the report on.
func (s *Session) Readiness() signoff.Readiness {
	return signoff.Readiness{
		Unfilled: s.lists.Open(check.Unfilled),
		Wrong:    s.lists.Open(check.Wrong),
		Asked:    s.lists.Open(check.Asked),
		Damaged:  len(s.problems) > 0,
	}
}

// May says whether the actor may carry out a transition now, and why not.
func (s *Session) May(kind signoff.Kind) signoff.May {
	if err := OnlyReports(s, "送审和签名"); err != nil {
		return signoff.May{Reason: Sentence(err)}
	}
	if trouble := troubleOf(s.health); trouble != nil {
		return signoff.May{Reason: Sentence(trouble)}
	}
	switch kind {
	case signoff.Submit:
		return s.state.MaySubmit(s.actor, s.Readiness())
	case signoff.Approve:
		return s.state.MayApprove(s.actor, s.Readiness())
	case signoff.Return:
		return s.state.MayDecide(s.actor)
	case signoff.Withdraw:
		return s.state.MayWithdraw(s.actor)
	case signoff.HandedOver:
		return s.actor.MayHandOver()
	}
	return s.state.MayReopen(s.actor)
}

// PassesToo says whether the actor may sign the first level as well as soon as they
// have submitted.
func (s *Session) PassesToo() bool {
	if !s.May(signoff.Submit).OK {
		return false
	}
	next := s.state.Clone()
	err := next.Apply(&signoff.Transition{
		Kind: signoff.Submit, Round: next.Round, Chain: s.actor.Roster.Chain(), Person: s.by(), Content: s.report.Digest(), At: s.now().UnixMicro(),
	})
	return err == nil && next.Level() == 1 && next.MayApprove(s.actor, s.Readiness()).OK
}

// Propose returns the transition that the actor would sign, without a signature, for
// the words of the declaration. The error is Forbidden, or Invalid where what
// they wrote will not do.
func (s *Session) Propose(kind signoff.Kind, opinion string) (*signoff.Transition, error) {
	if err := forbidden(s.May(kind)); err != nil {
		return nil, err
	}
	opinion = strings.TrimSpace(report.CleanText(opinion))
	if err := CheckPrintable(s.rules.Glyphs, opinionName(kind), opinion); err != nil {
		return nil, err
	}
	p, at := s.actor.Person, s.Dating(kind).At
	on, err := s.basis(kind)
	if err != nil {
		return nil, err
	}
	a := &signoff.Transition{
		Kind: kind, Report: s.summary.UID, Unit: s.report.Unit(), Year: s.report.Year(), Round: s.state.Round,
		Person: p.ID, Name: p.Name(), Post: p.Post(), Key: p.Current(),
		Content: s.report.Digest(), Prev: on.digest, Opinion: opinion, At: at.UnixMicro(),
		OfficeKey: s.actor.Roster.OfficeKey, RosterVersion: s.actor.Roster.Version,
	}
	switch kind {
	case signoff.Submit:
		a.Chain = s.actor.Roster.Chain()
	case signoff.Approve, signoff.Return:
		a.Level = s.state.Level()
		a.LevelName = s.state.LevelName(a.Level)
		a.DeputyFor, a.DeputyName = s.actor.InStead(s.state.Chain, a.Level)
	case signoff.Reopen:
		a.Round++
	case signoff.HandedOver: // fits everywhere: it is no step of the sign-off
		return a, nil
	}
	if err := s.state.Fits(a); err != nil {
		return nil, refusedTransition(err)
	}
	return a, nil
}

// BeforeSigning says what somebody should know before they sign: how it is dated by a
// clock that is behind, that nobody could sign a later level, that one name stands for
// two, what speaks against the time of earlier signatures, and which remarks in their own name came with a file that nobody had signed.
func (s *Session) BeforeSigning(kind signoff.Kind) []string {
	var out []string
	if told := s.Dating(kind).Told; told != "" {
		out = append(out, told)
	}
	if kind == signoff.Submit {
		out = append(out, s.state.Concerns(s.actor)...)
	}
	if len(s.problems) == 0 {
		out = append(out, s.Doubts()...)
	}
	if text := signoff.OtherUnit(s.actor.Roster, s.report.Unit()); text != "" {
		out = append(out, text)
	}
	for i := s.lastTransition(); i < int64(len(s.entries)); i++ {
		if e := &s.entries[i]; e.Kind == journal.Remarked && e.By == s.by() && s.late[e.Seq] != "" {
			for _, m := range notes.Remarks(s.report) {
				if e.Edit.Changes[0].Address == report.RemarkAt(m.ID) {
					out = append(out, fmt.Sprintf("以您的名义写的意见“%s”%s，不是在这台电脑上写的。不是您写的，请先删去。", m.Text, s.late[e.Seq]))
				}
			}
		}
	}
	return out
}

// refusedTransition turns a reason why a transition does not fit into words for
// the person: what they wrote with it will not do, or it cannot follow at all.
func refusedTransition(err error) error {
	code := Forbidden
	if errors.Is(err, signoff.ErrNoReason) || errors.Is(err, signoff.ErrOpinion) {
		code = Invalid
	}
	return &Error{Code: code, Sentence: err.Error() + "。", Err: err}
}

// opinionName says what is written with a transition, as the screen calls it.
func opinionName(kind signoff.Kind) string {
	switch kind {
	case signoff.Return, signoff.Reopen:
		return "理由"
	case signoff.Approve:
		return "审签意见"
	}
	return "附言"
}

// Sign carries out a transition with the actor's key. The transition counts only when it is
// durable; when it cannot be stored nothing has happened.
func (s *Session) Sign(ctx context.Context, a *signoff.Transition, key keys.Signer) error {
	if err := s.SignWith(ctx, a, key); err != nil {
		return err
	}
	on, err := s.basis(a.Kind)
	if err != nil {
		return err
	}
	next, anew := on.clone(), on != &s.revision
	if err := next.state.Apply(a); err != nil {
		return refusedTransition(err)
	}
	e, err := next.journal(journal.Entry{At: a.Time(), Kind: journal.Transitioned, By: a.Person, Transition: a})
	if err != nil {
		return err
	}
	next.results = append(slices.Clip(next.results), signoff.Result{Seq: e.Seq, Transition: a})
	next.summary = next.summarise()
	next.summary.Changed, next.saved = e.At, e.At
	if err := s.storeTransition(ctx, next, anew); err != nil {
		return fmt.Errorf("store transition: %w", err)
	}
	s.become(next)
	if a.Kind == signoff.Approve {
		s.endDoubts(ctx)
	}
	if s.ahead.Note(s.entries, len(s.entries)-1, s.now()); len(s.ahead) > 0 { // behind one that is ahead
		_ = s.settings.SetSetting(ctx, proof.AheadSetting(s.summary.UID), s.ahead.Text())
	}
	s.notify(nil, true)
	return nil
}

// endDoubts ends what spoke against the time of earlier signatures: who approved was
// told of it, see BeforeSigning. Where that cannot be stored they are told once more.
func (s *Session) endDoubts(ctx context.Context) {
	left := maps.Clone(s.late)
	for _, v := range s.results {
		if !proof.ByOtherLevels(v.Transition, s.actor.Roster) {
			delete(left, v.Seq)
		}
	}
	if len(left) < len(s.late) && s.settings.SetSetting(ctx, proof.MarksSetting(s.summary.UID), left.Text()) == nil {
		s.late = left
	}
}

// SignWith puts the actor's signature on what was proposed. Conflict when it is not
// what stands now.
func (s *Session) SignWith(ctx context.Context, a *signoff.Transition, key keys.Signer) error {
	if err := OnlyReports(s, "签名"); err != nil {
		return err
	}
	if err := s.Save(ctx); err != nil {
		return err
	}
	on, err := s.basis(a.Kind)
	if err != nil {
		return err
	}
	if a.Prev != on.digest || a.Content != s.report.Digest() {
		return &Error{Code: Conflict, Err: errors.New("the report changed while it was being signed")}
	}
	if err := s.rosterUnchanged(ctx); err != nil {
		return err
	}
	if key.Public() != s.actor.Person.Current() {
		return &Error{Code: Forbidden, Sentence: "密钥与名册上登记的不一致，请先更新名册或者重新登记。"}
	}
	return a.Sign(key)
}

// rosterUnchanged makes sure that the roster is still the one that the report was
// opened with: a signature that a newer one does not allow would spoil the record.
func (s *Session) rosterUnchanged(ctx context.Context) error {
	all, err := ownRosters(ctx, s.rosters)
	if err != nil {
		return err
	}
	now := roster.Union(all)
	if now == nil || s.actor.Roster == nil || now.Digest() != s.actor.Roster.Digest() {
		return &Error{Code: Forbidden, Sentence: "名册已经更新，请重新打开这份报告再签名。"}
	}
	return nil
}

// Explain writes or takes away the explanation of a finding.
func (s *Session) Explain(ctx context.Context, f check.Finding, text string) error {
	text = strings.TrimSpace(report.CleanText(text))
	if err := CheckPrintable(s.rules.Glyphs, "说明", text); err != nil { // it stands on the 审签单
		return err
	}
	c, err := notes.Explain(s.report, f, text, s.SignerName())
	if err != nil {
		return err
	}
	return s.Apply(ctx, report.Edit{Note: "说明情况", Changes: []report.Change{c}})
}

// SignerName is the name of who works at this workstation, "" for nobody in
// particular.
func (s *Session) SignerName() string {
	if s.actor.Person == nil {
		return ""
	}
	return s.actor.Person.Name()
}

// Remark pins a remark of the reviewer to a place. Forbidden unless it is the
// actor's turn.
func (s *Session) Remark(ctx context.Context, a form.Address, text string) error {
	if trouble := troubleOf(s.health); ForbidsEditing(trouble) {
		return trouble
	}
	if err := forbidden(s.state.MayDecide(s.actor)); err != nil {
		return err
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	level := s.state.Level()
	c, err := notes.NewRemark(s.report, notes.Remark{
		Address: a, Text: text, By: s.by(), Name: s.SignerName(), Level: s.state.LevelName(level), Round: s.state.Round,
		Seq: int64(len(s.entries)), At: s.now().UnixMicro(),
	})
	if err != nil {
		return err
	}
	return s.enter(ctx, journal.Entry{Kind: journal.Remarked, Edit: report.Edit{Note: "提出意见", Changes: []report.Change{c}}})
}

// DropRemark takes back a remark that the actor wrote and has not yet sent.
func (s *Session) DropRemark(ctx context.Context, id string) error {
	for _, m := range notes.Remarks(s.report) {
		if m.ID != id {
			continue
		}
		if m.By != s.by() || m.Seq < s.lastTransition() {
			return &Error{Code: Forbidden, Sentence: "只能删去自己这一次写的、还没有随通过或退回送出的意见。"}
		}
		c, err := s.report.Set(report.RemarkAt(id), "")
		if err != nil {
			return err
		}
		return s.enter(ctx, journal.Entry{Kind: journal.Remarked, Edit: report.Edit{Note: "删去意见", Changes: []report.Change{c}}})
	}
	return nil
}

// lastTransition returns the number of the last transition in the journal, 0 before the first.
func (s *Session) lastTransition() int64 {
	if len(s.results) == 0 {
		return 0
	}
	return s.results[len(s.results)-1].Seq
}

// Answer ticks a remark off, or back on, and says what was done about it.
func (s *Session) Answer(ctx context.Context, id string, done bool, text string) error {
	c, err := notes.AnswerRemark(s.report, id, notes.Answer{Done: done, Text: strings.TrimSpace(text), By: s.SignerName(), At: s.now().UnixMicro()})
	if err != nil {
		return err
	}
	return s.Apply(ctx, report.Edit{Note: "回复意见", Changes: []report.Change{c}})
}

// Watermark returns what each page of the report carries: 草稿 or 送审稿 with the
// level reached, 示例 on the example, nothing on an approved report whose signatures
// all hold.
func (s *Session) Watermark() string {
	if s.IsExample() {
		return example.Name
	}
	if standing := s.Standing(); standing != proof.Sound {
		return string(standing)
	}
	return s.state.Watermark()
}

// ReportAt returns the report as it was after a journal entry.
func (s *Session) ReportAt(seq int64) *report.Report {
	r, _ := report.Restore(s.report.Catalog(), journal.At(s.entries, seq))
	return r
}
