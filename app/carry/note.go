package carry

import (
	"encoding/json"
	"fmt"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Note says beside a figure what the report of the year before has that it goes on
// from: the cases that were not finished, or how many documents were in force. It
// stays when the figure is typed over, so that everybody can see by how much.
type Note struct {
	Year  int    `json:"year"`  // of that report
	Value string `json:"value"` // as figures are spelt
}

// Encode returns the note in the one spelling that is stored.
func (n Note) Encode() string {
	body, _ := json.Marshal(n) // a number and digits always encode
	return string(body)
}

// Checked says whether a text is a note in the spelling that is stored.
func Checked(text string) bool {
	var n Note
	if json.Unmarshal([]byte(text), &n) != nil || n.Encode() != text || n.Year <= 0 {
		return false
	}
	v, err := report.Parse(form.Count, n.Value)
	return err == nil && !v.Blank() && v.String() == n.Value
}

// SaysNote tells in Chinese what a stored note says, "" where it is none.
func SaysNote(text string) string {
	var n Note
	if json.Unmarshal([]byte(text), &n) != nil || n.Value == "" {
		return ""
	}
	return fmt.Sprintf("%d年报告：%s", n.Year, n.Value)
}

// Expected is what a figure has to be to go on from the year before.
type Expected struct {
	Address form.Address
	Year    int          // of the report that it goes on from
	Before  report.Value // what that has
	Now     report.Value // blank as long as what was added and taken away is not known
	Stock   bool         // documents in force, not cases that were not finished
}

// Says tells where the figure comes from.
func (e Expected) Says() string {
	if e.Stock {
		return fmt.Sprintf("上年（%d年报告）的现行有效件数是 %s；填了本年制发和本年废止以后，自动算出本年的。", e.Year, e.Before)
	}
	return fmt.Sprintf("从%d年报告的结转下年度带入：%s。", e.Year, e.Before)
}

// Broken says whether another figure stands there.
func (e Expected) Broken(r *report.Report) bool {
	now := r.Figure(e.Address)
	return !now.Blank() && !e.Now.Blank() && now.Cmp(e.Now) != 0
}

// ExpectedAt tells what a figure has to be; false where nothing was carried over.
func ExpectedAt(r *report.Report, a form.Address) (Expected, bool) {
	raw := r.Text(report.CarriedAt(a))
	if raw == "" || !Checked(raw) {
		return Expected{}, false
	}
	var n Note
	_ = json.Unmarshal([]byte(raw), &n)
	before, _ := report.Parse(form.Count, n.Value)
	e := Expected{Address: a, Year: n.Year, Before: before, Now: before}
	for _, s := range r.Form().Stocks() {
		if s.Now == a {
			e.Stock, e.Now = true, stockNow(r, s, before)
		}
	}
	return e, true
}

// stockNow is what is in force: what was, with what was issued and without what
// was repealed. It is blank where one of them is, or where more was repealed than
// there was.
func stockNow(r *report.Report, s form.Stock, before report.Value) report.Value {
	more, less := r.Figure(s.More), r.Figure(s.Less)
	if more.Blank() || less.Blank() {
		return report.Value{}
	}
	if now := before.Add(more).Sub(less); now.Cmp(report.Int(0)) >= 0 {
		return now
	}
	return report.Value{}
}

// All lists what the figures of a table have to be, in the order of the form.
func All(r *report.Report, t *form.Table) []Expected {
	var out []Expected
	add := func(a form.Address) {
		if e, ok := ExpectedAt(r, a); ok {
			out = append(out, e)
		}
	}
	for _, s := range t.Stocks {
		add(s.Now)
	}
	for _, c := range t.Carries {
		add(c.Now)
	}
	return out
}

// Follow is a figure that follows what was issued and repealed until somebody
// types another one.
type Follow struct {
	stock form.Stock
}

// Followers lists the figures that are to follow an edit which has not yet been
// made: what it is drawn from changes, and nobody has typed anything else there.
func Followers(r *report.Report, e report.Edit) []Follow {
	var out []Follow
	for _, s := range r.Form().Stocks() {
		drawn, itself := false, false
		for _, c := range e.Changes {
			drawn = drawn || c.Address == s.More || c.Address == s.Less
			itself = itself || c.Address == s.Now
		}
		if !drawn || itself {
			continue
		}
		if was, ok := ExpectedAt(r, s.Now); ok && (r.Figure(s.Now).Blank() || !was.Now.Blank() && !was.Broken(r)) {
			out = append(out, Follow{s})
		}
	}
	return out
}

// Changes returns what the figure becomes after the edit was made.
func (f Follow) Changes(r *report.Report) []report.Change {
	e, ok := ExpectedAt(r, f.stock.Now)
	if !ok {
		return nil
	}
	c, err := r.Set(f.stock.Now, e.Now.String())
	if err != nil || c.Old == c.New {
		return nil
	}
	return []report.Change{c}
}
