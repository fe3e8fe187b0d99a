package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Hit is a place of a report where what is looked for stands.
type Hit struct {
	Address form.Address
	At, Len int    // in characters, in the text or in the figure as it is written
	Fixed   string // why it is only found and not replaced, as a sentence; "" when it may be
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
const (
	fixedYear   = "年度和成文日期只查找，不替换，请在“报告信息”中修改。"
	fixedTotal  = "总计由程序计算，只查找，不替换。"
	fixedFigure = "这一格的数不只是要找的内容，只查找，不替换，请直接修改这一格。"
)

// Find lists where a text stands in the report: in the texts, and in the figures
// of the tables, in the order of the form. Full-width and half-width characters
// count as the same, and so do capital and small letters.
func (s *Session) Find(what string) []Hit {
	q := newQuery(what)
	if q == nil {
		return nil
	}
	locked := s.Locked()
	var out []Hit
	add := func(more []Hit, fixed string) {
		for _, h := range more {
			if locked != "" {
				fixed = locked
			}
			if h.Fixed == "" {
				h.Fixed = fixed
			}
			out = append(out, h)
		}
	}
	for _, a := range s.places() {
		switch c := s.report.Form().Cell(a); {
		case c == nil && (a == report.Year || a == report.SignedOn):
			add(q.inText(a, s.report.Text(a)), fixedYear)
		case c == nil:
			add(q.inText(a, s.report.Text(a)), "")
		case c.Computed:
			add(q.inFigure(a, s.report.Figure(a).String()), fixedTotal)
		default:
			add(q.inFigure(a, s.report.Figure(a).String()), "")
		}
	}
	return out
}

// places are the places that are looked through, in the order of the form.
func (s *Session) places() []form.Address {
	out := slices.Clone(searched)
	for _, section := range s.report.Form().Sections {
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

// HitAfter returns which of the hits of Find is the first at a place or behind
// it, at characters into what stands there: the first of all behind the last; -1
// when there is none.
func (s *Session) HitAfter(hits []Hit, a form.Address, at int) int {
	if len(hits) == 0 {
		return -1
	}
	order := map[form.Address]int{}
	for i, p := range s.places() {
		order[p] = i
	}
	for i, h := range hits {
		if order[h.Address] > order[a] || h.Address == a && h.At >= at {
			return i
		}
	}
	return 0
}

// Replace puts a text in the place of one hit of Find. The error is as Apply's,
// Invalid for a hit that is only found.
func (s *Session) Replace(ctx context.Context, what string, h Hit, with string) error {
	if h.Fixed != "" {
		return &Error{Code: Invalid, Sentence: h.Fixed}
	}
	c, err := s.replacement(newQuery(what), h.Address, []Hit{h}, with)
	if err != nil {
		return err
	}
	return s.Apply(ctx, report.Edit{Note: "替换", Changes: noChangeLess(c)})
}

// ReplaceAll puts a text in the place of every hit that may be replaced, as one
// edit. A place that cannot hold the outcome is left as it is, and counted. The
// error is as Apply's.
func (s *Session) ReplaceAll(ctx context.Context, what, with string) (Replaced, error) {
	var done Replaced
	edit := report.Edit{Note: "全部替换"}
	hits := map[form.Address][]Hit{}
	var order []form.Address
	for _, h := range s.Find(what) {
		if h.Fixed != "" {
			done.Fixed++
			continue
		}
		if hits[h.Address] == nil {
			order = append(order, h.Address)
		}
		hits[h.Address] = append(hits[h.Address], h)
	}
	for _, a := range order {
		c, err := s.replacement(newQuery(what), a, hits[a], with)
		if err != nil {
			done.Left += len(hits[a])
			if done.Refused == nil {
				done.Refused = err
			}
			continue
		}
		done.Count += len(hits[a])
		edit.Changes = append(edit.Changes, noChangeLess(c)...)
	}
	return done, s.Apply(ctx, edit)
}

// noChangeLess is the change as changes of an edit, none when it changes nothing.
func noChangeLess(c report.Change) []report.Change {
	if c.Old == c.New {
		return nil
	}
	return []report.Change{c}
}

// errMoved is for a hit that does not stand there any more.
var errMoved = errors.New("这处内容已经改动过，请重新查找")

// replacement returns the change that replaces hits at one place, from the left.
func (s *Session) replacement(q *query, a form.Address, hits []Hit, with string) (report.Change, error) {
	old := s.report.Text(a)
	if s.report.Form().Cell(a) != nil {
		old = s.report.Figure(a).String()
	}
	runes := []rune(old)
	var b strings.Builder
	from := 0
	for _, h := range hits {
		if q == nil || h.At < from || h.At+h.Len > len(runes) || !q.matches(runes[h.At:h.At+h.Len], s.report.Form().Cell(a) != nil) {
			return report.Change{}, &report.Refusal{Address: a, Raw: old, Err: errMoved}
		}
		b.WriteString(string(runes[from:h.At]) + with)
		from = h.At + h.Len
	}
	b.WriteString(string(runes[from:]))
	return s.report.Set(a, b.String())
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
		h.Fixed = fixedFigure
	}
	return []Hit{h}
}
