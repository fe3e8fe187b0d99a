package sheets

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/app/collection"
	"nianbao/app/form"
)

// Incomplete tells what of a sheet is not there, the gravest first: figures that are
// missing, and those that could not be read. An edition of the form and who provides
// what say which they are.
func (s *Returned) Incomplete(f *form.Form, a *collection.Assignment) []string {
	var out []string
	if missing := s.missing(f, a); missing != "" {
		out = append(out, missing)
	}
	return append(out, Said(s.Left)...)
}

// Questions tells what else a person should know of a sheet.
func (s *Returned) Questions(f *form.Form, a *collection.Assignment) []string {
	return slices.Concat(Said(s.Look), s.Wants(), s.unlike(f, a))
}

// Said are remarks as they are told.
func Said(of []Remark) []string {
	out := []string{}
	for _, r := range of {
		out = append(out, r.Says())
	}
	return out
}

// Wants tells what of who filled a sheet in is still to be said.
func (s *Returned) Wants() []string {
	var out []string
	if s.Sheet.Name == "" {
		out = append(out, "没有报送人，请补报送人。")
	}
	if s.Sheet.Date == "" {
		out = append(out, "没有报送日期，请补报送日期，补上以后才能填入。")
	}
	return out
}

// mostNamed is how many figures are named that are missing.
const mostNamed = 8

// missing tells of figures that the sheet had when it was made and has no more, by their
// names as far as who provides what says which they are; "" where none is.
func (s *Returned) missing(f *form.Form, a *collection.Assignment) string {
	n := s.wanted - len(s.stood)
	switch {
	case n == 0:
		return ""
	case s.wanted == 0:
		return fmt.Sprintf("表上没有写应有多少格，找到 %d 格，请核对。", len(s.stood))
	}
	text := fmt.Sprintf("表上写着应有 %d 格，找到 %d 格", s.wanted, len(s.stood))
	if gone := s.gone(f, a); len(gone) == n {
		text += "，缺少" + named(gone)
	}
	return text + "。请核对是不是删去了行、列或者工作表。"
}

// named tells the names of figures, of many the first ones.
func named(names []string) string {
	if n := len(names); n > mostNamed {
		return strings.Join(names[:mostNamed], "、") + fmt.Sprintf("等 %d 格", n)
	}
	return strings.Join(names, "、")
}

// gone are the names of the figures that its department provides and that the sheet does
// not have.
func (s *Returned) gone(f *form.Form, a *collection.Assignment) []string {
	var out []string
	for _, c := range a.Provides(f, s.Sheet.From) {
		if !slices.Contains(s.stood, c) {
			out = append(out, "“"+c.Name+"”")
		}
	}
	return out
}

// unlike tells of a sheet what is not as the office has it: a department that it does
// not know, figures that another one provides by now, and those that this one provides
// and that the sheet never had.
func (s *Returned) unlike(f *form.Form, a *collection.Assignment) []string {
	if len(a.Departments) == 0 {
		return nil
	}
	var out []string
	others := map[string]int{}
	known := false
	for _, d := range a.Departments {
		known = known || d == s.Sheet.From
	}
	if !known {
		return []string{"“" + s.Sheet.From + "”不在本单位的科室中，请核对是谁提供的。"}
	}
	for _, f := range s.Figures {
		if d := a.Of(f.Cell.Address); d != s.Sheet.From {
			others[d]++
		}
	}
	for _, d := range append([]string{""}, a.Departments...) {
		switch n := others[d]; {
		case n > 0 && d == "":
			out = append(out, fmt.Sprintf("有 %d 格现在没有指定由哪个科室提供。", n))
		case n > 0:
			out = append(out, fmt.Sprintf("有 %d 格现在由“%s”提供。", n, d))
		}
	}
	if gone := s.gone(f, a); len(gone) > 0 && len(gone) != s.wanted-len(s.stood) {
		out = append(out, fmt.Sprintf("现在由它提供的，有 %d 格表上没有：%s。", len(gone), named(gone)))
	}
	return out
}
