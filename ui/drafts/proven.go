package drafts

import (
	"time"

	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/proof"
	"nianbao/app/signoff"
	"nianbao/ui/widgets"
)

// provenRecord is the record of a report that has been submitted, by the digest of
// all of it, and what it can be shown as.
type provenRecord struct {
	digest   keys.Digest
	standing proof.Standing
}

// stateOf says where a report stands. What the store keeps of a report that has been
// submitted is not believed before its record was gone through.
func (p *List) stateOf(s *app.Summary) widgets.Cell {
	if s.Example {
		return widgets.Cell{Text: s.Shown(), Importance: widget.LowImportance}
	}
	if s.Stage == signoff.Drafting {
		return stateCell(s.Stage, s.Shown())
	}
	switch proven, known := p.kept.proven[s.ID]; {
	case !known || proven.digest != s.Digest:
		return widgets.Cell{Text: "正在验证", Importance: widget.LowImportance}
	case proven.standing == proof.Undated:
		return widgets.Cell{Text: string(proven.standing), Importance: widget.WarningImportance}
	case proven.standing != proof.Sound:
		return widgets.Cell{Text: string(proven.standing), Importance: widget.DangerImportance}
	}
	return stateCell(s.Stage, s.Shown())
}

// firstInSight is how many lines a window may show at first.
const firstInSight = 40

// proveFirst goes through the records of what the list begins with.
func (p *List) proveFirst() {
	for line := range min(len(p.rows), firstInSight) {
		p.want(line)
	}
	if len(p.inSight) > 0 {
		p.prove()
	}
}

// gatherFor is how long lines come into sight before the records of all of them are
// gone through.
const gatherFor = 50 * time.Millisecond

// drawn notes a line that came into sight: only of these are the records gone
// through, which takes some milliseconds each.
func (p *List) drawn(line int) {
	if p.want(line) && len(p.inSight) == 1 {
		p.w.Later(gatherFor, p.prove)
	}
}

// want notes a line whose record is to be gone through, and says whether it is.
func (p *List) want(line int) bool {
	if line >= len(p.rows) || p.rows[line].Draft == nil {
		return false
	}
	s := *p.rows[line].Draft
	if proven, known := p.kept.proven[s.ID]; s.Example || s.Stage == signoff.Drafting || known && proven.digest == s.Digest || p.asked[s.ID] {
		return false
	}
	p.asked[s.ID] = true
	p.inSight = append(p.inSight, s)
	return true
}

// prove goes through the records of what is in sight.
func (p *List) prove() {
	wanted := p.inSight
	p.inSight = nil
	var proven map[int64]proof.Standing
	p.w.Background(func() error {
		proven = p.w.Service().Proven(p.w.Context(), wanted)
		return nil
	}, func(error) {
		if p.kept.proven == nil {
			p.kept.proven = map[int64]provenRecord{}
		}
		for i := range wanted {
			s := &wanted[i]
			if standing, known := proven[s.ID]; known {
				p.kept.proven[s.ID] = provenRecord{s.Digest, standing}
			}
			delete(p.asked, s.ID)
			delete(p.made, s.ID)
		}
		p.remake()
	})
}
