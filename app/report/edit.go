package report

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
)

// Change is one place of a report before and after. For a figure Old and New
// are the whole cells and At is 0. For a text they are the stretch that was
// replaced, and At counts the characters before it: typing in a long
// paragraph must not copy the paragraph for each pause.
type Change struct {
	Address  form.Address `json:"address"`
	At       int          `json:"at,omitempty"`
	Old, New string
}

// Edit is a set of changes made, undone and redone together. Note says in
// Chinese what the person did, for the undo menu.
type Edit struct {
	Note    string
	Changes []Change
}

// Empty says whether the edit changes nothing.
func (e Edit) Empty() bool { return len(e.Changes) == 0 }

// Inverse returns the edit that takes e back.
func (e Edit) Inverse() Edit {
	inv := Edit{Note: e.Note, Changes: make([]Change, len(e.Changes))}
	for i, c := range e.Changes {
		inv.Changes[len(e.Changes)-1-i] = Change{Address: c.Address, At: c.At, Old: c.New, New: c.Old}
	}
	return inv
}

// Reasons why an edit is refused.
var (
	ErrComputed = errors.New("这一格由程序计算，不能直接填写")
	ErrUnknown  = errors.New("报告中没有这一格")
	ErrStale    = errors.New("这处内容已经变了")
	ErrLongText = fmt.Errorf("文字太长：每一段最多%d万字，请精简后再粘贴", MaxText/10_000)
)

// Refusal says which place of an edit was refused and why.
type Refusal struct {
	Address form.Address
	Raw     string
	Err     error
}

// Error tells the place and the reason.
func (e *Refusal) Error() string { return fmt.Sprintf("%s %q: %v", e.Address, e.Raw, e.Err) }

// Unwrap returns the reason.
func (e *Refusal) Unwrap() error { return e.Err }

// Set returns the change that puts raw at an address. Raw is what a person
// typed: a figure is parsed by its cell's kind, control characters are taken
// out of text. The error is a *Refusal.
func (r *Report) Set(a form.Address, raw string) (Change, error) {
	old := r.Raw(a)
	refuse := func(err error) (Change, error) { return Change{}, &Refusal{Address: a, Raw: raw, Err: err} }
	if p, ok := CutSourceTotal(a); ok {
		c := r.form.Cell(p)
		if c == nil || !c.Computed {
			return refuse(ErrUnknown)
		}
		v, err := Parse(c.Kind, raw)
		if err != nil {
			return refuse(err)
		}
		return Change{Address: a, Old: old, New: v.String()}, nil
	}
	if c := r.form.Cell(a); c != nil {
		if c.Computed {
			return refuse(ErrComputed)
		}
		v, err := Parse(c.Kind, raw)
		if err != nil {
			return refuse(err)
		}
		return Change{Address: a, Old: old, New: v.String()}, nil
	}
	if r.form.Field(a) == nil && !knowsMeta(r.catalog, a) && !IsNote(a) {
		return refuse(ErrUnknown)
	}
	text, err := readMeta(a, CleanText(raw))
	if err != nil {
		return refuse(err)
	}
	if utf8.RuneCountInString(text) > MaxText {
		return refuse(ErrLongText)
	}
	if err := r.checkMeta(a, text); err != nil {
		return refuse(err)
	}
	return splice(a, old, text), nil
}

// splice returns the smallest change that turns old into text.
func splice(a form.Address, old, text string) Change {
	o, n := []rune(old), []rune(text)
	start := 0
	for start < len(o) && start < len(n) && o[start] == n[start] {
		start++
	}
	endO, endN := len(o), len(n)
	for endO > start && endN > start && o[endO-1] == n[endN-1] {
		endO--
		endN--
	}
	return Change{Address: a, At: start, Old: string(o[start:endO]), New: string(n[start:endN])}
}

// Apply makes all changes of an edit or, when one of them is refused, none.
// Computed cells are brought up to date. The error is a *Refusal.
func (r *Report) Apply(e Edit) error {
	for i, c := range e.Changes {
		if err := r.applyChange(c); err != nil {
			for j := i - 1; j >= 0; j-- {
				done := e.Changes[j]
				_ = r.applyChange(Change{Address: done.Address, At: done.At, Old: done.New, New: done.Old})
			}
			r.settle(e)
			return &Refusal{Address: c.Address, Raw: c.New, Err: err}
		}
	}
	r.settle(e)
	return nil
}

// settle recomputes what the edit may have touched.
func (r *Report) settle(e Edit) {
	for _, c := range e.Changes {
		if SelectsEdition(c.Address) {
			r.selectEdition()
			return
		}
	}
	for _, c := range e.Changes {
		r.resum(c.Address)
	}
}

// SelectsEdition says whether a change at a means another layout of the report.
func SelectsEdition(a form.Address) bool {
	return a == Year || a == Edition || strings.HasPrefix(string(a), mixedRoot)
}

// applyChange makes one change if the place still holds what the change replaces.
func (r *Report) applyChange(c Change) error {
	if raw, ok := r.unparsable[c.Address]; ok && raw == c.Old {
		delete(r.unparsable, c.Address)
		c.Old = ""
	}
	if in, p := r.sourceTotals(c.Address); in != nil {
		return setFigure(in, p, c, r.kindOf(p))
	}
	if isMeta(c.Address) || IsNote(c.Address) || r.form.Field(c.Address) != nil {
		return r.setText(c)
	}
	if cell := r.form.Cell(c.Address); cell != nil && cell.Computed {
		return ErrComputed
	}
	was := r.figures[c.Address].Blank()
	if err := setFigure(r.figures, c.Address, c, r.kindOf(c.Address)); err != nil {
		return err
	}
	if is := r.figures[c.Address].Blank(); is != was && r.form.Cell(c.Address) != nil {
		if t := r.form.SectionOf(c.Address).Table; is {
			r.blanks[t]++
		} else {
			r.blanks[t]--
		}
	}
	return nil
}

// kindOf returns the kind of a cell of any edition; a figure kept from
// another edition must still be readable.
func (r *Report) kindOf(a form.Address) form.Kind {
	if c := r.form.Cell(a); c != nil {
		return c.Kind
	}
	if c := cellOfAny(r.catalog, a); c != nil {
		return c.Kind
	}
	return ""
}

func setFigure(into map[form.Address]Value, a form.Address, c Change, kind form.Kind) error {
	if kind == "" {
		return ErrUnknown
	}
	if into[a].String() != c.Old {
		return ErrStale
	}
	v, err := Parse(kind, c.New)
	if err != nil {
		return err
	}
	if v.Blank() {
		delete(into, a)
	} else {
		into[a] = v
	}
	return nil
}

func (r *Report) setText(c Change) error {
	text, ok := Splice(r.texts[c.Address], c)
	if !ok {
		return ErrStale
	}
	r.setWholeText(c.Address, text)
	return nil
}

// Splice puts New in the place of Old, At characters into body. One rule does
// for texts and figures: a figure's change begins at 0 and its Old is the
// whole cell. It is false when Old does not stand there.
func Splice(body string, c Change) (string, bool) {
	start := byteAt(body, c.At)
	if start < 0 || !strings.HasPrefix(body[start:], c.Old) {
		return "", false
	}
	return body[:start] + c.New + body[start+len(c.Old):], true
}

// byteAt returns where the n-th character of s begins, or -1.
func byteAt(s string, n int) int {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	if n != 0 {
		return -1
	}
	return i
}

// CutSourceTotal returns the computed cell that an address holds a source's
// total of.
func CutSourceTotal(a form.Address) (form.Address, bool) {
	for _, root := range []string{printRoot, pasteRoot} {
		if s, ok := strings.CutPrefix(string(a), root); ok {
			return form.Address(s), true
		}
	}
	return a, false
}

// sourceTotals returns where the total at an address is stored, and the computed
// cell it belongs to; nil for any other address.
func (r *Report) sourceTotals(a form.Address) (map[form.Address]Value, form.Address) {
	total, ok := CutSourceTotal(a)
	switch {
	case !ok:
		return nil, a
	case strings.HasPrefix(string(a), pasteRoot):
		return r.pasted, total
	}
	return r.printed, total
}
