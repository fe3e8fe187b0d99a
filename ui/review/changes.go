package review

import (
	"encoding/json"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/ui/widgets"
)

// change is a place of the report that holds something else than before.
type change struct {
	Address  form.Address
	name     string
	old, Now string
}

// changesSince lists what was changed after a journal entry, in the order of
// the form.
func changesSince(s *app.Session, seq int64) []change {
	var out []change
	for _, d := range report.Differences(s.Report(), s.ReportAt(seq)) {
		out = append(out, newChange(s.Report(), d.Address, d.Theirs, d.Ours))
	}
	return out
}

func newChange(r *report.Report, a form.Address, old, now string) change {
	c := change{Address: a, name: widgets.PlaceName(r, a), old: old, Now: now}
	_, origin := report.CutOrigin(a)
	switch {
	case origin:
		c.old, c.Now = notes.SaysOrigin(a, old), notes.SaysOrigin(a, now)
	case report.IsNote(a):
		c.old, c.Now = explained(old), explained(now)
	}
	if r.Form().Cell(a) == nil {
		c.old, c.Now = Excerpt(c.old, c.Now)
	}
	return c
}

// explained returns the words of an explanation.
func explained(raw string) string {
	var e notes.Explanation
	if json.Unmarshal([]byte(raw), &e) != nil {
		return ""
	}
	return e.Text
}

// totalsSince lists the computed totals that are others than in an earlier
// state of the report: they follow from changes, and are no changes themselves.
func totalsSince(now, before *report.Report) []form.Address {
	var out []form.Address
	for _, t := range now.Form().Tables() {
		for _, c := range t.ValueCells() {
			if c.Computed && now.Figure(c.Address).String() != before.Figure(c.Address).String() {
				out = append(out, c.Address)
			}
		}
	}
	return out
}

// text tells a change in a line.
func (c change) text() string { return orBlank(c.old) + " → " + orBlank(c.Now) }

func orBlank(s string) string {
	if s == "" {
		return "（空白）"
	}
	return s
}

// Excerpt cuts two versions of a text to where they differ, with a few
// characters around.
func Excerpt(a, b string) (string, string) {
	x, y := []rune(a), []rune(b)
	start := 0
	for start < len(x) && start < len(y) && x[start] == y[start] {
		start++
	}
	endX, endY := len(x), len(y)
	for endX > start && endY > start && x[endX-1] == y[endY-1] {
		endX--
		endY--
	}
	return cutOut(x, start, endX), cutOut(y, start, endY)
}

// cutOut shows a stretch of a text with what stands around it.
func cutOut(s []rune, start, end int) string {
	const around, most = 6, 60
	if start == end && len(s) == 0 {
		return ""
	}
	from, to := max(start-around, 0), min(end+around, len(s))
	if to-from > most {
		to = from + most
	}
	text := string(s[from:to])
	if from > 0 {
		text = "…" + text
	}
	if to < len(s) {
		text += "…"
	}
	return text
}
