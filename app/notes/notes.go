// Package notes is what is written beside a report: the officer's explanations
// of findings, the reviewers' remarks and the answers to them.
package notes

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
)

// Explanation is what the officer wrote about a finding. It holds for the
// figures it was written about, and falls away when one of them changes.
type Explanation struct {
	Text  string      `json:"text"`
	By    string      `json:"by"`    // name, "" where nobody was chosen
	Print keys.Digest `json:"print"` // of the rule and the figures
}

// Fingerprint is the digest of a finding's rule and of what its places hold.
func Fingerprint(r *report.Report, f check.Finding) keys.Digest {
	parts := []string{f.Rule}
	cells := slices.Clone(f.Cells)
	slices.Sort(cells)
	for _, a := range cells {
		value := r.Figure(a).String()
		if r.Form().Cell(a) == nil {
			value = r.Text(a)
		}
		parts = append(parts, string(a), value)
	}
	body, _ := json.Marshal(parts) // texts always encode
	return keys.Sum(body)
}

// explanationOf returns what was written about a finding and whether it still
// holds. Without one it returns the zero Explanation.
func explanationOf(r *report.Report, f check.Finding) (e Explanation, holds bool) {
	raw := r.Text(report.ExplainAt(f.Key()))
	if raw == "" || json.Unmarshal([]byte(raw), &e) != nil {
		return Explanation{}, false
	}
	return e, e.Text != "" && e.Print == Fingerprint(r, f)
}

// Explain returns the change that puts an explanation beside a finding; an
// empty text takes it away.
func Explain(r *report.Report, f check.Finding, text, by string) (report.Change, error) {
	raw := ""
	if text = report.CleanText(text); text != "" {
		raw = encode(Explanation{Text: text, By: by, Print: Fingerprint(r, f)})
	}
	return r.Set(report.ExplainAt(f.Key()), raw)
}

// Explanations is what was written about the findings of a report as it stands.
// Reading one takes decoding and a digest, so that it is done once a revision.
type Explanations struct{ about map[string][]explained }

type explained struct {
	cells       []form.Address
	explanation Explanation
	holds       bool
}

// ExplanationsOf reads what was written about findings of a report.
func ExplanationsOf(r *report.Report, findings []check.Finding) Explanations {
	x := Explanations{about: map[string][]explained{}}
	if !r.Explained() {
		return x
	}
	for _, f := range findings {
		if e, holds := explanationOf(r, f); e.Text != "" {
			x.about[f.Key()] = append(x.about[f.Key()], explained{f.Cells, e, holds})
		}
	}
	return x
}

// Of returns what was written about one of the findings and whether it still
// holds; the zero Explanation where nothing was.
func (x Explanations) Of(f check.Finding) (e Explanation, holds bool) {
	for _, about := range x.about[f.Key()] {
		if slices.Equal(about.cells, f.Cells) {
			return about.explanation, about.holds
		}
	}
	return Explanation{}, false
}

// Settle says whether an explanation settles a finding: one of its own or,
// where it follows from another finding, one of that.
func (x Explanations) Settle(f check.Finding) bool {
	if f.Severity != check.Explain {
		return false
	}
	if _, holds := x.Of(f); holds {
		return true
	}
	for _, about := range x.about[f.Follows] {
		if about.holds {
			return true
		}
	}
	return false
}

// Unexplained counts the findings of severity explain that nothing settles.
func (x Explanations) Unexplained(findings []check.Finding) int {
	n := 0
	for _, f := range findings {
		if f.Severity == check.Explain && !x.Settle(f) {
			n++
		}
	}
	return n
}

// Remark is what a reviewer wrote about a place of the report.
type Remark struct {
	ID      string       `json:"id"`
	Address form.Address `json:"address"`
	Text    string       `json:"text"`
	By      string       `json:"by"` // id of the reviewer
	Name    string       `json:"name"`
	Level   string       `json:"level"` // name of the level
	Round   int          `json:"round"`
	Seq     int64        `json:"seq"` // the journal entry it was written after
	At      int64        `json:"at"`  // Unix microseconds
}

// Time returns when the remark was written.
func (m Remark) Time() time.Time { return time.UnixMicro(m.At) }

// Answer is what the officer did about a remark.
type Answer struct {
	Done bool   `json:"done"`
	Text string `json:"text"`
	By   string `json:"by"` // name
	At   int64  `json:"at"` // Unix microseconds
}

// Remarked is a remark with its answer.
type Remarked struct {
	Remark
	Answer Answer
}

// Remarks returns the remarks of a report in the order they were written.
func Remarks(r *report.Report) []Remarked {
	var out []Remarked
	for _, id := range r.Remarks() {
		read, ok := ReadRemark(r.Text(report.RemarkAt(id)))
		if !ok {
			continue
		}
		m := Remarked{Remark: read}
		m.ID = id
		if raw := r.Text(report.AnswerAt(id)); raw != "" {
			_ = json.Unmarshal([]byte(raw), &m.Answer) // an answer that cannot be read is none
		}
		out = append(out, m)
	}
	return out
}

// ReadRemark returns the remark that a place holds; false where it is none.
func ReadRemark(raw string) (m Remark, ok bool) {
	return m, json.Unmarshal([]byte(raw), &m) == nil
}

// NewRemark returns the change that pins a remark to a place.
func NewRemark(r *report.Report, m Remark) (report.Change, error) {
	m.Text = report.CleanText(m.Text)
	if m.ID == "" {
		m.ID = fmt.Sprintf("%06d-%s", m.Seq, keys.Sum([]byte(encode(m)))[:8])
	}
	return r.Set(report.RemarkAt(m.ID), encode(m))
}

// AnswerRemark returns the change that says what was done about a remark.
func AnswerRemark(r *report.Report, id string, a Answer) (report.Change, error) {
	a.Text = report.CleanText(a.Text)
	return r.Set(report.AnswerAt(id), encode(a))
}

func encode(v any) string {
	out, _ := json.Marshal(v) // structs of texts and numbers always encode
	return string(out)
}
