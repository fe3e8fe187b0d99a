// Package search finds a text in a whole report, and makes the edits that replace it.
package search

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"nianbao/app/form"
	"nianbao/app/origin"
	"nianbao/app/report"
)

// Hit is a place of a report where what is looked for stands.
type Hit struct {
	Address form.Address
	At, Len int   // in characters, in the text or in the figure as it is written
	Fixed   error // why it is only found and not replaced, nil when it may be
}

// Replaced says what came of replacing.
type Replaced struct {
	Count   int   // hits that hold the new text now
	Fixed   int   // hits that are only found
	Refused error // why the first of the others was not replaced, nil when none was left
	Left    int   // how many were left for such a reason
}

// searched are the places outside the sections that are looked through.
var searched = []form.Address{
	report.UnitName, report.Year, report.SignedBy, report.SignedOn,
	report.ContactOffice, report.ContactAddress, report.ContactPostcode, report.ContactPhone, report.ContactEmail, report.Preamble,
}

// Why a hit is only found.
var (
	errYear   = errors.New("年度和成文日期只查找，不替换，请在“报告信息”中修改")
	errTotal  = errors.New("总计由程序计算，只查找，不替换")
	errFigure = errors.New("这一格的数不只是要找的内容，只查找，不替换，请直接修改这一格")
)

// Find lists where a text stands in a report: in the texts, and in the figures of
// the tables, in the order of the form. Full-width and half-width characters
// count as the same, and so do capital and small letters.
func Find(r *report.Report, what string) []Hit {
	q := newQuery(what)
	if q == nil {
		return nil
	}
	var out []Hit
	add := func(more []Hit, fixed error) {
		for _, h := range more {
			if h.Fixed == nil {
				h.Fixed = fixed
			}
			out = append(out, h)
		}
	}
	for _, a := range places(r) {
		switch c := r.Form().Cell(a); {
		case c == nil && (a == report.Year || a == report.SignedOn):
			add(q.inText(a, r.Text(a)), errYear)
		case c == nil:
			add(q.inText(a, r.Text(a)), nil)
		case c.Computed:
			add(q.inFigure(a, r.Figure(a).String()), errTotal)
		default:
			add(q.inFigure(a, r.Figure(a).String()), nil)
		}
	}
	return out
}

// places are the places that are looked through, in the order of the form.
func places(r *report.Report) []form.Address {
	out := slices.Clone(searched)
	for _, section := range r.Form().Sections {
		for _, f := range section.Fields {
			out = append(out, f.Address)
		}
		if section.Table != nil {
			for _, c := range section.Table.ValueCells() {
				out = append(out, c.Address)
			}
		}
	}
	return out
}

// After returns which of the hits of Find is the first at a place or behind
// it, at characters into what stands there: the first of all behind the last; -1
// when there is none.
func After(r *report.Report, hits []Hit, a form.Address, at int) int {
	if len(hits) == 0 {
		return -1
	}
	order := map[form.Address]int{}
	for i, p := range places(r) {
		order[p] = i
	}
	for i, h := range hits {
		if order[h.Address] > order[a] || h.Address == a && h.At >= at {
			return i
		}
	}
	return 0
}

// Replace returns the edit that puts a text in the place of one hit. The error is
// a *report.Refusal, also for a hit that is only found.
func Replace(r *report.Report, what string, h Hit, with string) (report.Edit, error) {
	if h.Fixed != nil {
		return report.Edit{}, &report.Refusal{Address: h.Address, Err: h.Fixed}
	}
	c, err := replacement(r, newQuery(what), h.Address, []Hit{h}, with)
	if err != nil {
		return report.Edit{}, err
	}
	return report.Edit{Note: origin.Replacing, Changes: []report.Change{c}}, nil
}

// ReplaceAll returns the edit that puts a text in the place of every hit that may
// be replaced. A place that cannot hold the outcome is left as it is, and counted;
// so is the name of the unit, which makes another report of it: that is replaced
// one by one, where it is seen.
func ReplaceAll(r *report.Report, what, with string) (report.Edit, Replaced) {
	var done Replaced
	edit := report.Edit{Note: origin.ReplacingAll}
	hits := map[form.Address][]Hit{}
	var order []form.Address
	for _, h := range Find(r, what) {
		if h.Fixed != nil || h.Address == report.UnitName {
			done.Fixed++
			continue
		}
		if hits[h.Address] == nil {
			order = append(order, h.Address)
		}
		hits[h.Address] = append(hits[h.Address], h)
	}
	for _, a := range order {
		c, err := replacement(r, newQuery(what), a, hits[a], with)
		if err != nil {
			done.Left += len(hits[a])
			if done.Refused == nil {
				done.Refused = err
			}
			continue
		}
		done.Count += len(hits[a])
		edit.Changes = append(edit.Changes, c)
	}
	return edit, done
}

// errMoved is for a hit that does not stand there any more.
var errMoved = errors.New("这处内容已经改动过，请重新查找")

// replacement returns the change that replaces hits at one place, from the left.
func replacement(r *report.Report, q *query, a form.Address, hits []Hit, with string) (report.Change, error) {
	old := r.Text(a)
	if r.Form().Cell(a) != nil {
		old = r.Figure(a).String()
	}
	runes := []rune(old)
	var b strings.Builder
	from := 0
	for _, h := range hits {
		if q == nil || h.At < from || h.At+h.Len > len(runes) || !q.matches(runes[h.At:h.At+h.Len], r.Form().Cell(a) != nil) {
			return report.Change{}, &report.Refusal{Address: a, Raw: old, Err: errMoved}
		}
		b.WriteString(string(runes[from:h.At]) + with)
		from = h.At + h.Len
	}
	b.WriteString(string(runes[from:]))
	return r.Set(a, b.String())
}

// query is what is looked for, as characters that are compared.
type query struct {
	text   []rune
	number []rune // as figures are written: without separators of thousands; nil for no number
}

// newQuery returns nil for what cannot be looked for.
func newQuery(what string) *query {
	q := &query{}
	for _, r := range what {
		q.text = append(q.text, alike(r))
	}
	if len(q.text) == 0 {
		return nil
	}
	for _, r := range strings.TrimSpace(string(q.text)) {
		switch {
		case r >= '0' && r <= '9', r == '.', r == '-':
			q.number = append(q.number, r)
		case r != ',':
			q.number = nil
			return q
		}
	}
	return q
}

// alike brings full-width forms to half-width ones and letters to small ones,
// one character for one, so that places can be counted.
func alike(r rune) rune {
	const fullToHalf = '！' - '!'
	switch {
	case r >= '！' && r <= '～':
		r -= fullToHalf
	case r == '\u3000':
		r = ' '
	}
	return unicode.ToLower(r)
}

func (q *query) matches(found []rune, figure bool) bool {
	want := q.text
	if figure {
		want = q.number
	}
	if len(found) != len(want) {
		return false
	}
	for i, r := range found {
		if alike(r) != want[i] {
			return false
		}
	}
	return true
}

func (q *query) inText(a form.Address, text string) []Hit {
	if text == "" {
		return nil
	}
	runes, n := []rune(text), len(q.text)
	var out []Hit
	for at := 0; at+n <= len(runes); at++ {
		if q.matches(runes[at:at+n], false) {
			out = append(out, Hit{Address: a, At: at, Len: n})
			at += n - 1
		}
	}
	return out
}

// inFigure finds a number in a figure, at most once. It is replaced only where
// it is the whole of it: who means 58 does not mean 158.
func (q *query) inFigure(a form.Address, figure string) []Hit {
	if figure == "" || len(q.number) == 0 {
		return nil
	}
	at := strings.Index(figure, string(q.number))
	if at < 0 {
		return nil
	}
	h := Hit{Address: a, At: at, Len: len(q.number)}
	if len(figure) != len(q.number) {
		h.Fixed = errFigure
	}
	return []Hit{h}
}
