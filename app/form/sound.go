package form

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// What a file may say in a few places.
const (
	alongColumn = "column"
	alongRow    = "row"
)

var severities = []string{"error", "explain", "info"}

// faults lists what the file says that has no meaning: a word that is none of
// those there are, a name of nothing, a part that is missing. A misspelt rule
// would otherwise be one that is silently never broken.
func (in *fileForm) faults() []*fault {
	var out faultList
	out.addIf(in.Edition == "", "edition", "the edition has no name")
	out.addIf(in.LastYear != 0 && in.LastYear < in.FirstYear, "last_year", "the edition ends in %d and begins in %d", in.LastYear, in.FirstYear)
	headings := map[string]bool{}
	sections, tables := names{what: "section"}, names{what: "table"}
	for i, t := range in.Table {
		out.within("table", i, append(tables.add(t.ID), t.faults()...))
	}
	for i, s := range in.Section {
		found := append(sections.add(s.ID), s.faults(tables.known(s.ID))...)
		for _, heading := range append([]string{s.Heading}, s.Aliases...) {
			if headings[heading] {
				found = append(found, wrong(heading, "there are two sections %q", heading))
			}
			headings[heading] = true
		}
		out.within("section", i, found)
	}
	for i, t := range in.Table {
		if !sections.known(t.ID) {
			out.within("table", i, []*fault{wrong(t.ID, "table %q belongs to no section", t.ID)})
		}
	}
	return out
}

func (fs *fileSection) faults(hasTable bool) []*fault {
	var out faultList
	out.addIf(hasTable == (len(fs.Field) > 0), fs.ID, "section %q must have either fields or a table", fs.ID)
	out.addIf(fs.OnePiece && len(fs.Field) < 2, "one_piece", "section %q has no parts to leave out", fs.ID)
	out.addIf(fs.Limit < 0, "limit", "a limit of %d characters", fs.Limit)
	fields := names{what: "field"}
	for i, f := range fs.Field {
		found := faultList(fields.add(f.ID))
		for _, p := range f.Prompts {
			for _, mark := range marks.FindAllString(p, -1) {
				found.addIf(mark != "{year}", mark, "a prompt may have {year}, not %s", mark)
			}
		}
		out.within("field", i, append(found, f.fileWords.faults()...))
	}
	return out
}

var marks = regexp.MustCompile(`\{[^}]*\}?`)

// faults refuses words of a law that does not say which, and a source of nothing.
func (w fileWords) faults() []*fault {
	var out faultList
	out.addIf((w.Law == "") != (w.LawSource == ""), "law", "law and law_source go together")
	return out
}

func (ft *fileTable) faults() []*fault {
	var out faultList
	out.addIf(ft.HeaderRows < 0 || ft.HeaderRows > len(ft.Row), "header_rows", "%d header rows of %d", ft.HeaderRows, len(ft.Row))
	out.addIf(ft.LabelColumns < 0 || ft.LabelColumns > len(ft.Widths), "label_columns", "%d label columns of %d", ft.LabelColumns, len(ft.Widths))
	out.addIf(len(ft.Widths) == 0 || slices.Min(ft.Widths) <= 0, "widths", "each column has a width")
	has := ft.contents(&out)
	for i, s := range ft.Sum {
		out.within("sum", i, s.faults(has))
	}
	for i, b := range ft.Balance {
		out.within("balance", i, b.faults(has))
	}
	for i, l := range ft.Limit {
		out.within("limit", i, l.faults(has))
	}
	for i, z := range ft.Zero {
		out.within("zero", i, z.faults(has))
	}
	for i, k := range ft.KeyFigure {
		out.within("key_figure", i, k.faults(has))
	}
	for i, c := range ft.Carry {
		out.within("carry", i, has.rows.missing(c.Before, c.Now))
	}
	for i, h := range ft.Help {
		found := faultList(h.fileWords.faults())
		found.addIf(h.help("") == nil, h.For, "help for %q says nothing", h.For)
		found.addIf(!has.anyCell(h.covers), h.For, "help for %q is for no cell of the table", h.For)
		out.within("help", i, found)
	}
	return out
}

// contents are the names that the rules of a table may use.
type contents struct {
	rows, values names
	cells        names       // without the table's name
	places       [][2]string // row and name of each cell
	data         bool        // whether there is a row that holds a value of each column
}

// contents gathers the names in a table and finds fault with its cells.
func (ft *fileTable) contents(out *faultList) *contents {
	has := &contents{rows: names{what: "row"}, values: names{what: "column"}, cells: names{what: "cell"}}
	for _, v := range ft.Values {
		*out = append(*out, has.values.add(v.ID)...)
		out.addIf(v.Name == "", v.ID, "column %q has no name", v.ID)
	}
	for r, row := range ft.Row {
		var found faultList
		cell := func(id string) {
			name := strings.TrimPrefix(row.ID+"."+id, ".")
			found = append(found, has.cells.add(name)...)
			has.places = append(has.places, [2]string{row.ID, name})
		}
		for _, c := range row.Cells {
			found = append(found, c.faults()...)
			if c.ID != "" {
				cell(c.ID)
			}
		}
		if row.ID != "" || row.Data {
			found.addIf(len(ft.Values) == 0, row.ID, "a row of data in a table without columns of values")
			if row.ID != "" {
				found = append(found, has.rows.add(row.ID)...)
			}
			has.data = true
			for _, v := range ft.Values {
				cell(v.ID)
			}
		}
		out.within("row", r, found)
	}
	return has
}

// anyCell says whether something is so of a cell, by its row and its name.
func (has *contents) anyCell(is func(row, name string) bool) bool {
	return slices.ContainsFunc(has.places, func(p [2]string) bool { return is(p[0], p[1]) })
}

func (in fileCell) faults() []*fault {
	var out faultList
	kinds, styles := []Kind{"", Count, Money, Change}, []Style{Centered, Head, Left, Note}
	out.addIf(!slices.Contains(kinds, in.Kind), string(in.Kind), "kind %q is none of %q", in.Kind, kinds[1:])
	out.addIf(!slices.Contains(styles, in.Style), string(in.Style), "style %q is none of %q", in.Style, styles[1:])
	out.addIf((in.Text == "") == (in.ID == ""), in.label(), "a cell has either a text or an id")
	out.addIf(in.ID == "" && (in.Kind != "" || in.Unit != ""), in.Text, "the label %q has a kind or a unit", in.Text)
	out.addIf(in.Unit != "" && in.Kind != Money, in.Unit, "unit %q of what is no money", in.Unit)
	out.addIf(in.Cols < 0 || in.Rows < 0, in.label(), "cell %q spans less than nothing", in.label())
	return out
}

func (s fileSum) faults(has *contents) []*fault {
	out := ruleFaults(s.Rule, s.Message)
	out.addIf(len(s.Parts) == 0, "parts", "a sum of nothing")
	switch s.Along {
	case alongColumn:
		out = append(out, has.rows.missing(s.Total)...)
		for _, p := range s.Parts {
			out.addIf(!slices.ContainsFunc(has.rows.all, func(row string) bool { return matches(p, row) }), p, "part %q matches no row of the table", p)
		}
	case alongRow:
		out = append(out, has.values.missing(append([]string{s.Total}, s.Parts...)...)...)
		out.addIf(!has.data, "along", "a sum along rows in a table without rows of data")
	default:
		out.addIf(true, cmp.Or(s.Along, "along"), "along %q is neither %q nor %q", s.Along, alongRow, alongColumn)
	}
	return out
}

func (b fileBalance) faults(has *contents) []*fault {
	out := ruleFaults(b.Rule, b.Message)
	out.addIf(b.Along != alongColumn, cmp.Or(b.Along, "along"), "along %q: a balance stands in each %s", b.Along, alongColumn)
	out.addIf(len(b.Left) == 0 || len(b.Right) == 0, "left", "a balance has two sides")
	out.addIf(b.Line == "", "line", "a balance has a line, such as 一＋二＝三＋四")
	return append(out, has.rows.missing(append(slices.Clone(b.Left), b.Right...)...)...)
}

func (l fileLimit) faults(has *contents) []*fault {
	out := append(ruleFaults(l.Rule, l.Message), severityFaults(l.Severity)...)
	out.addIf(len(l.Low) == 0 || len(l.Low) != len(l.High), "low", "%d low and %d high cells", len(l.Low), len(l.High))
	return append(out, has.cells.missing(append(slices.Clone(l.Low), l.High...)...)...)
}

func (z fileZero) faults(has *contents) []*fault {
	out := append(ruleFaults(z.Rule, z.Message), severityFaults(z.Severity)...)
	known := slices.ContainsFunc(Facts, func(f Fact) bool { return f.ID == z.Fact })
	out.addIf(z.Fact != "" && !known, z.Fact, "fact %q is none that a unit can declare", z.Fact)
	out.addIf(z.Fact == "" && z.FromYear == 0, z.Rule, "%s says neither which fact it rests on nor from which year it holds", z.Rule)
	out.addIf(z.FromYear < 0 || z.FromYear > 9999, "from_year", "%d is no year", z.FromYear)
	out.addIf(len(z.Cells) == 0, "cells", "%s is about no cell", z.Rule)
	return append(out, has.cells.missing(z.Cells...)...)
}

func (k fileKeyFigure) faults(has *contents) []*fault {
	var out faultList
	out.addIf(k.Name == "", "", "a key figure without a name")
	out.addIf(len(k.Cells) == 0, cmp.Or(k.Name, "cells"), "the key figure %q is of no cell", k.Name)
	return append(out, has.cells.missing(k.Cells...)...)
}

func ruleFaults(rule, message string) (out faultList) {
	out.addIf(rule == "", "", "a rule without a name")
	out.addIf(message == "", rule, "%s has no message", rule)
	return out
}

func severityFaults(severity string) (out faultList) {
	out.addIf(!slices.Contains(severities, severity), cmp.Or(severity, "severity"), "severity %q is none of %q", severity, severities)
	return out
}

// faultList gathers faults.
type faultList []*fault

func (l *faultList) addIf(is bool, word, reason string, args ...any) {
	if is {
		*l = append(*l, wrong(word, reason, args...))
	}
}

// within takes over faults of the n-th block of a name.
func (l *faultList) within(name string, n int, faults []*fault) {
	for _, f := range faults {
		*l = append(*l, f.in(name, n))
	}
}

// names are all of one sort of names in a file.
type names struct {
	what string
	all  []string
}

func (n *names) known(name string) bool { return slices.Contains(n.all, name) }

// add refuses a name that is empty or there already.
func (n *names) add(name string) (out []*fault) {
	switch {
	case name == "":
		out = append(out, wrong("", "a %s without an id", n.what))
	case n.known(name):
		out = append(out, wrong(name, "there are two %ss %q", n.what, name))
	}
	n.all = append(n.all, name)
	return out
}

// missing finds fault with names that are none.
func (n *names) missing(all ...string) (out []*fault) {
	for _, name := range all {
		if !n.known(name) {
			out = append(out, wrong(name, "%q is no %s of the table", name, n.what))
		}
	}
	return out
}
