package sheets

import (
	"cmp"
	"fmt"
	"slices"

	"nianbao/app/check"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/origin"
	"nianbao/app/provided"
	"nianbao/app/report"
)

// Claim is what one sheet says of a figure.
type Claim struct {
	Sheet *Returned
	Value report.Value
	Where string
}

// Keep is the choice of what stands in the draft.
const Keep = -1

// Side is a figure of the draft beside what sheets say of it.
type Side struct {
	Cell   *form.Cell
	Table  string // 表二
	Now    report.Value
	From   string       // where what stands there is from, "" for a blank one
	Last   report.Value // of an amount, what the report of the year before has; blank where that is not known
	Claims []Claim
	// Chosen is the index of the claim that is filled in, or Keep.
	Chosen int
}

// Name is what the figure is called.
func (s *Side) Name() string { return s.Table + "·" + s.Cell.Name }

// Alike says whether all sheets say the same.
func (s *Side) Alike() bool {
	return !slices.ContainsFunc(s.Claims, func(c Claim) bool { return c.Value.Cmp(s.Claims[0].Value) != 0 })
}

// Differs says whether somebody has to choose: sheets differ, or the draft has another
// figure.
func (s *Side) Differs() bool {
	return !s.Alike() || !s.Now.Blank() && s.Now.Cmp(s.Claims[0].Value) != 0
}

// Says puts side by side in a sentence what the draft has and what the sheets say.
func (s *Side) Says() string {
	now := "草稿空白"
	if !s.Now.Blank() {
		now = fmt.Sprintf("草稿 %s（%s）", s.Now, s.From)
	}
	text := s.Name() + "：" + now
	for _, c := range s.Claims {
		text += fmt.Sprintf("；%s（%s）%s", c.Sheet.Sheet.From, s.By(c), c.Value)
	}
	for _, c := range s.Claims {
		if slip := s.slip(c); slip != "" {
			text += "。" + slip
			break // of another claim there is the same to say
		}
	}
	return text
}

// slip says that a claim may be in another unit than what is known of the figure, "" where
// nothing speaks for that.
func (s *Side) slip(c Claim) string {
	return cmp.Or(check.UnitSlip(s.Cell, c.Value, s.Last), check.UnitSlipOf(s.Cell, c.Value, s.Now))
}

// Slips tells of the figures of a sheet that may be in another unit than the form wants.
func Slips(sides []*Side, sheet *Returned) []string {
	var out []string
	for _, s := range sides {
		for _, c := range s.Claims {
			if text := s.slip(c); text != "" && c.Sheet == sheet {
				out = append(out, fmt.Sprintf("%s（%s）：%s。", s.Name(), c.Where, text))
			}
		}
	}
	return out
}

// By tells who put a name to a claim, and when; and the file, where another sheet of the
// same department says something of the figure, too.
func (s *Side) By(c Claim) string {
	by := c.Sheet.Sheet.Whose()
	if slices.ContainsFunc(s.Claims, func(other Claim) bool { return other.Sheet != c.Sheet && other.Sheet.Sheet.From == c.Sheet.Sheet.From }) {
		by += "，“" + c.Sheet.Sheet.File + "”"
	}
	return by
}

// Compare puts sheets beside a report, in the order of the form. What is blank in the
// report is filled in where the sheets agree; where anything differs the report is kept
// until somebody chooses. The trace is of the record of the report; the report of the
// year before is nil where it is not known.
func Compare(r, last *report.Report, trace *origin.Trace, returned []*Returned) []*Side {
	by := map[form.Address]*Side{}
	for _, sheet := range returned {
		for _, f := range sheet.Figures {
			s := by[f.Cell.Address]
			if s == nil {
				s = &Side{Cell: f.Cell, Table: tableOf(r, f.Cell.Address), Now: r.Figure(f.Cell.Address), From: fromOf(r, trace, f.Cell.Address), Last: check.LastAmount(last, f.Cell)}
				by[f.Cell.Address] = s
			}
			s.Claims = append(s.Claims, Claim{sheet, f.Value, f.Where})
		}
	}
	var out []*Side
	for _, t := range r.Form().Tables() {
		for _, c := range t.Inputs() {
			if s := by[c.Address]; s != nil {
				if s.Chosen = 0; s.Differs() || s.stands(r) {
					s.Chosen = Keep
				}
				out = append(out, s)
			}
		}
	}
	return out
}

// stands says whether the same figure was provided already, by whomever.
func (s *Side) stands(r *report.Report) bool {
	n, ok := provided.At(r, s.Cell.Address)
	return ok && !s.Now.Blank() && n.Value == s.Now.String()
}

func tableOf(r *report.Report, a form.Address) string {
	for _, t := range r.Form().Tables() {
		if t.Cell(a) != nil {
			return t.Name
		}
	}
	return ""
}

// fromOf says where what stands in a report is from, "" for a blank.
func fromOf(r *report.Report, trace *origin.Trace, a form.Address) string {
	if r.Figure(a).Blank() {
		return ""
	}
	o := trace.At(r, a)
	switch o.Kind {
	case origin.Provided: // the note tells who put a name to it
		if n, ok := provided.At(r, a); ok {
			return n.Says()
		}
	case origin.Counted:
		if n, ok := counted.At(r, a); ok {
			return n.Says()
		}
	}
	return o.Short()
}

// Undated lists the sheets that figures are taken from and that have no date.
func Undated(sides []*Side) []*Returned {
	var out []*Returned
	for _, s := range sides {
		if s.Chosen == Keep {
			continue
		}
		if sheet := s.Claims[s.Chosen].Sheet; sheet.Sheet.Date == "" && !slices.Contains(out, sheet) {
			out = append(out, sheet)
		}
	}
	return out
}

// Edit is the one edit that fills in what was chosen, with who provided it beside each
// figure. The error is a *report.Refusal, or says which sheet has no date.
func Edit(r *report.Report, sides []*Side) (report.Edit, error) {
	out := report.Edit{Note: origin.Collecting}
	for _, s := range sides {
		if s.Chosen == Keep {
			continue
		}
		claim := s.Claims[s.Chosen]
		if !claim.Sheet.Sheet.Valid() {
			return report.Edit{}, fmt.Errorf("a sheet that cannot be noted: %+v", claim.Sheet.Sheet)
		}
		note := provided.Of(claim.Value, claim.Sheet.Sheet)
		for a, raw := range map[form.Address]string{s.Cell.Address: note.Value, report.ProvidedAt(s.Cell.Address): note.Encode()} {
			c, err := r.Set(a, raw)
			if err != nil {
				return report.Edit{}, err
			}
			if c.Old != c.New {
				out.Changes = append(out.Changes, c)
			}
		}
	}
	slices.SortFunc(out.Changes, func(a, b report.Change) int { return cmp.Compare(a.Address, b.Address) })
	return out, nil
}

// Chosen counts the figures that are filled in, and those that are kept though a sheet
// says otherwise.
func Chosen(sides []*Side) (filled, kept int) {
	for _, s := range sides {
		switch {
		case s.Chosen != Keep:
			filled++
		case s.Differs():
			kept++
		}
	}
	return filled, kept
}
