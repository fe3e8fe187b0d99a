package app

import (
	"context"
	"strings"

	"nianbao/app/journal"
	"nianbao/app/proof"
	"nianbao/app/signoff"
)

// Proven says of reports that have been submitted whether their records hold, by
// their ids; drafts are left out. What a store keeps for its list beside a record
// another program may have changed.
func (d *Service) Proven(ctx context.Context, reports []Summary) map[int64]proof.Standing {
	out := map[int64]proof.Standing{}
	for i := range reports {
		if r := &reports[i]; r.Stage != signoff.Drafting && ctx.Err() == nil {
			s, err := d.Open(ctx, r.ID)
			if out[r.ID] = proof.Unsound; err == nil {
				out[r.ID] = s.Standing()
			}
		}
	}
	return out
}

// Standing says whether the record can be shown as what it says: all that shows,
// prints, hands on or compares the report asks it.
func (s *Session) Standing() proof.Standing {
	switch {
	case len(s.problems) > 0:
		return proof.Unsound
	case len(s.Doubts()) > 0:
		return proof.Undated
	}
	return proof.Sound
}

// ProofSentence says what the signatures prove of the report as it stands, or why its
// record proves nothing.
func (s *Session) ProofSentence() string {
	if len(s.problems) > 0 {
		return "记录验证未通过：" + strings.Join(firstOf(s.problems, 3), "") + proof.Remedy
	}
	p := s.Proof()
	return p.Sentence()
}

// Proof says what the signatures in the record prove of the report as it stands.
func (s *Session) Proof() proof.Proof {
	p := proof.Of(s.report.Digest(), s.entries, s.results, nil)
	p.MarkLate(s.late, int64(len(s.entries)), nil)
	p.MarkAhead(s.ahead, s.actor.Roster)
	return p
}

// Doubts are, as sentences, why the record cannot be shown as what it says: what does
// not fit in it, or else what speaks against the time of signatures that count.
func (s *Session) Doubts() []string {
	if len(s.problems) > 0 || len(s.late)+len(s.ahead) == 0 {
		return s.problems
	}
	if p := s.Proof(); p.LateText() != "" {
		return []string{p.LateText()}
	}
	return nil
}

// ahead reads when signatures of a report were first seen that were dated ahead then.
func (d *Service) ahead(ctx context.Context, uid string) proof.Ahead {
	if d.Settings == nil {
		return proof.Ahead{}
	}
	text, _ := d.Settings.Setting(ctx, proof.AheadSetting(uid))
	return proof.ReadAhead(text)
}

// Ahead is what is kept of a report, with what its entries behind one add now.
func (d *Service) Ahead(ctx context.Context, uid string, entries []journal.Entry, behind int) proof.Ahead {
	a := d.ahead(ctx, uid)
	a.Note(entries, behind, d.Now())
	return a
}

// Marks reads what spoke against signatures of a report when they came.
func (d *Service) Marks(ctx context.Context, uid string) proof.Marks {
	if d.Settings == nil {
		return nil
	}
	text, _ := d.Settings.Setting(ctx, proof.MarksSetting(uid))
	return proof.ReadMarks(text)
}

// SignsHandOver says whether a signature on what is handed over would cover
// something that none in the record does, and the actor can make one.
func (s *Session) SignsHandOver() bool {
	p := s.Proof()
	return s.May(signoff.HandedOver).OK && (!p.Complete() || len(p.After) > 0)
}

// ProofAt says what the signatures up to one prove of what that one signed.
func (s *Session) ProofAt(v signoff.Result) *proof.Proof {
	p := proof.Of(v.Transition.Content, s.entries[:min(v.Seq, int64(len(s.entries)))], s.resultsUpTo(v.Seq), nil)
	p.MarkLate(s.late, v.Seq, nil)
	p.MarkAhead(s.ahead, s.actor.Roster)
	return &p
}

// resultsUpTo returns what became of checking the signatures up to an entry.
func (s *Session) resultsUpTo(seq int64) []signoff.Result {
	n := 0
	for n < len(s.results) && s.results[n].Seq <= seq {
		n++
	}
	return s.results[:n]
}

func firstOf(s []string, n int) []string { return s[:min(n, len(s))] }
