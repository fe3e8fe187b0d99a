// Package takeover says what of a document that was read becomes part of a report:
// piece by piece, as a person chooses, and what stands in the way of each.
package takeover

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
)

// Piece is a table of the form or a group of texts. It is taken over as a whole or not
// at all.
type Piece struct {
	ID     string // of the table or the section, or one of those below
	Name   string
	Table  *reading.Table // nil for texts
	Places []form.Address // that something was read for, in the order of the form
}

// The pieces that are neither a table nor a section.
const (
	Preamble  = "preamble"
	Contact   = "contact"
	Signature = "signature"
)

// Any says whether something was read for the piece.
func (p *Piece) Any() bool { return len(p.Places) > 0 }

// Pieces returns all that a report is made of, in its order, whether anything of it was
// read or not.
func Pieces(got *reading.Reading) []Piece {
	f := got.Report.Form()
	out := []Piece{{ID: Preamble, Name: "引言", Places: []form.Address{report.Preamble}}, {ID: Contact, Name: "联系方式"}}
	for _, c := range report.ContactFields {
		out[1].Places = append(out[1].Places, c.Address)
	}
	for _, s := range f.Sections {
		p := Piece{ID: s.ID, Name: s.Heading}
		for _, field := range s.Fields {
			p.Places = append(p.Places, field.Address)
		}
		if s.Table != nil {
			p = tablePiece(got, s)
		}
		out = append(out, p)
	}
	out = append(out, Piece{ID: Signature, Name: "署名和日期", Places: []form.Address{report.SignedBy, report.SignedOn}})
	for i := range out {
		out[i].Places = slices.DeleteFunc(out[i].Places, func(a form.Address) bool { return got.Report.Raw(a) == "" })
	}
	return out
}

func tablePiece(got *reading.Reading, s *form.Section) Piece {
	p := Piece{ID: s.Table.ID, Name: s.Table.Name}
	for i := range got.Tables {
		if got.Tables[i].ID == s.Table.ID {
			p.Table = &got.Tables[i]
		}
	}
	for _, c := range s.Table.Inputs() {
		p.Places = append(p.Places, c.Address)
	}
	return p
}

// Without returns the report that was read without some of its pieces.
func Without(got *reading.Reading, left []Piece) *report.Report {
	held := got.Report.All()
	for _, p := range left {
		for _, a := range p.Places {
			delete(held, a)
		}
		if t := got.Report.Form().Table(p.ID); t != nil {
			for _, c := range t.ValueCells() {
				delete(held, report.SourceTotalAt(c.Address))
			}
		}
	}
	out, _ := report.Restore(got.Report.Catalog(), held)
	return out
}

// Plan is what taking pieces over does to a report.
type Plan struct {
	Edit     report.Edit
	Figures  int                 // that are put in
	Texts    int                 // likewise
	Replaced []report.Difference // places that held something else
	Homeless int                 // places that the report's form does not have
}

// Into plans to take pieces into a report. With over, what stands there already gives
// way; else it stays, and is told in the plan all the same.
func Into(r *report.Report, got *reading.Reading, pieces []Piece, over bool) (*Plan, error) {
	then := r.Clone()
	p := &planner{then: then, got: got, over: over, plan: &Plan{}}
	for i := range pieces {
		for _, a := range pieces[i].Places {
			if err := p.take(a); err != nil {
				return nil, err
			}
		}
	}
	for i := range pieces {
		if err := p.totals(&pieces[i]); err != nil {
			return nil, err
		}
	}
	return p.plan, nil
}

type planner struct {
	then *report.Report
	got  *reading.Reading
	over bool
	plan *Plan
}

// take plans one place.
func (p *planner) take(a form.Address) error {
	if !has(p.then.Form(), a) {
		p.plan.Homeless++
		return nil
	}
	text, was := p.got.Report.Raw(a), p.then.Raw(a)
	if text == was {
		return nil
	}
	if was != "" && !proposed(p.then, a) {
		name := report.PlaceName(p.then.Catalog(), p.then.Form().Edition, a)
		d := report.Difference{Address: a, Name: name, Ours: was, Theirs: text}
		if c := p.then.Form().Cell(a); c != nil {
			d.Hint = check.UnitSlipOf(c, p.got.Report.Figure(a), p.then.Figure(a))
		}
		p.plan.Replaced = append(p.plan.Replaced, d)
		if !p.over {
			return nil
		}
	}
	if p.then.Form().Cell(a) != nil {
		p.plan.Figures++
	} else {
		p.plan.Texts++
	}
	return p.set(a, text)
}

// has says whether a form has a place.
func has(f *form.Form, a form.Address) bool {
	return f.Cell(a) != nil || f.Field(a) != nil || strings.HasPrefix(string(a), "meta.")
}

// proposed says whether what stands at a place was put there by the program.
func proposed(r *report.Report, a form.Address) bool {
	return a == report.Preamble && r.PreambleIsProposed()
}

func (p *planner) set(a form.Address, text string) error {
	c, err := p.then.Set(a, text)
	if err != nil || c.Old == c.New {
		return err
	}
	p.plan.Edit.Changes = append(p.plan.Edit.Changes, c)
	return p.then.Apply(report.Edit{Changes: []report.Change{c}})
}

// totals keeps the totals of the source that are not those of the report, as any that
// was read in has them.
func (p *planner) totals(piece *Piece) error {
	if piece.Table == nil {
		return nil
	}
	for _, c := range p.got.Report.Form().Table(piece.ID).ValueCells() {
		own := p.then.Form().Cell(c.Address)
		at, there := piece.Table.Cells[c.Address]
		if own == nil || !own.Computed || !there || p.then.Figure(c.Address) != p.got.Report.Figure(c.Address) {
			continue // of figures that stayed the draft's own, the total of the source says nothing
		}
		source, err := report.Parse(own.Kind, at.Raw)
		if err != nil {
			continue // no total
		}
		raw := ""
		if is := p.then.Figure(c.Address); source.Cmp(is) != 0 || is.Blank() && !source.IsZero() {
			raw = source.String()
		}
		if err := p.set(report.PastedTotalAt(c.Address), ""); err != nil {
			return err
		}
		if err := p.set(report.SourceTotalAt(c.Address), raw); err != nil {
			return err
		}
	}
	return nil
}

// Sentence tells what the plan puts in.
func (p *Plan) Sentence() string {
	var parts []string
	if p.Figures > 0 {
		parts = append(parts, fmt.Sprintf("%d 格数字", p.Figures))
	}
	if p.Texts > 0 {
		parts = append(parts, fmt.Sprintf("%d 处文字", p.Texts))
	}
	if parts == nil {
		return "没有填入新的内容：草稿中已经有了"
	}
	s := "填入 " + strings.Join(parts, "、")
	if p.Homeless > 0 {
		s += fmt.Sprintf("，有 %d 处在这份草稿的格式中没有位置，没有填入", p.Homeless)
	}
	return s
}
