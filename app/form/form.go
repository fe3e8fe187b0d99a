// Package form holds the editions of the statutory report form: sections,
// text fields, tables, cells, sums, balances and the help that goes with them.
//
// An edition is data (assets/forms/*.toml); nothing here knows a row or a
// column by name. Screen, paper, JSON and rules are all drawn from it.
package form

import "slices"

// Address names a cell or a text field, like a path:
// "requests.refused.state_secret.natural_person" or "overview.platform".
type Address string

// Kind says what a cell may hold.
type Kind string

// The kinds of cell.
const (
	Count  Kind = "count"  // whole number, 0 or more
	Money  Kind = "money"  // decimal, 0 or more; see Cell.Unit
	Change Kind = "change" // whole number with a sign
)

// Fact is something that a unit can declare about itself, and that a form may
// rest a rule on.
type Fact struct {
	ID    string
	Label string // as the screen says it
}

// Facts are all there are, in the order of the screen.
var Facts = []Fact{
	{"no_regulations", "本单位没有规章制定权（规章各栏填 0）"},
	{"no_licensing", "本单位没有行政许可职能"},
	{"no_penalties", "本单位没有行政处罚职能"},
	{"no_coercion", "本单位没有行政强制职能"},
}

// Style says how a printed label stands in its cell.
type Style string

// The styles of label. The zero value is a centred label.
const (
	Centered Style = ""
	Head     Style = "head" // centred, part of a header
	Left     Style = "left" // row label, flush left
	Note     Style = "note" // the printed balance note, small
)

// Form is one edition, with all its sections in their fixed order.
type Form struct {
	Edition   string
	Name      string
	Citation  string
	Title     string
	FirstYear int
	LastYear  int // 0: still in force
	Sections  []*Section

	file   string // where it was read from
	tables map[string]*Table
	cells  map[Address]*Cell
	fields map[Address]*Field
	owner  map[Address]*Section
}

// Section is one of the six parts of a report: a table, or text fields.
type Section struct {
	ID      string
	Heading string
	Aliases []string // headings met in published reports
	Hint    string
	Limit   int // characters recommended at most; 0: none
	// OnePiece allows the whole section to stand in its first field, the lead.
	OnePiece bool
	Fields   []*Field
	Table    *Table // nil for a text section
}

// Field is one stretch of text of a section.
type Field struct {
	Address  Address
	Heading  string   // printed above it, "" for none
	Aliases  []string // headings met in its place, without their numbers
	Name     string   // what the screen calls it
	Optional bool
	Stable   bool     // what it says may go on in the next year, where it is not of the year
	Prompts  []string // sentences offered; {year} stands for the year
	Hint     string   // practice, in short: it stands in the empty field
	Help     []Help   // the hint among them
}

// Table is a grid of labels and value cells with spans, as printed.
type Table struct {
	ID           string
	Name         string // 表二, 表三, 表四
	Edition      string // the edition whose layout this is
	HeaderRows   int    // rows that stay in view and repeat on each page
	LabelColumns int    // columns that stay in view
	Widths       []float64
	Rows         int
	Cells        []*Cell // row by row, left to right; a spanned place has none
	RowIDs       []string
	RowNames     map[string]string
	Values       []Value
	Sums         []Sum
	Balances     []Balance
	Limits       []Limit
	Zeros        []Zero
	KeyFigures   []KeyFigure
	Carries      []Carry
	Stocks       []Stock

	places [][]*Cell // the cell that covers each place of the grid
	cells  map[Address]*Cell
	feeds  map[Address][]*Sum
	inputs []*Cell
}

// Value is one value column of a table.
type Value struct{ ID, Name string }

// Cell is one rectangle of a table: a printed label or a figure.
type Cell struct {
	Row, Col         int
	RowSpan, ColSpan int
	Text             string // label; "" in a value cell
	Style            Style
	Address          Address // "" in a label
	RowID, ValueID   string  // of a data row's cell
	Kind             Kind
	Unit             string // of a Money cell: 万元; "" where the form names none
	Name             string // what a sentence calls it: 予以公开·自然人
	RowName          string // the part of Name before the point
	Computed         bool
	Help             []Help
}

// IsValue tells a figure from a label.
func (c *Cell) IsValue() bool { return c.Address != "" }

// Tag says what weight an explanation has. It is shown with it: practice must
// never be taken for what a law or the notice says.
type Tag string

// The tags.
const (
	Law      Tag = "法规规定" // of a law, a regulation or a notice, which Source names
	Original Tag = "格式原文" // words of the form itself
	Practice Tag = "填报提示" // practice
)

// Help is one explanation of a cell or a field.
type Help struct {
	Tag          Tag
	Text, Source string // Source is "" with Practice
}

// Sum is one equation total = Σ parts.
type Sum struct {
	Rule    string
	Total   Address
	Parts   []Address
	Message string
	Name    string // what it runs over: a row's or a column's name
}

// Balance is one equation Σ left = Σ right of the form's own note.
type Balance struct {
	Rule        string
	ValueID     string // the column it stands under
	Name        string
	Left, Right []Address
	Cells       []Address // of both sides
	RowNames    []string  // of Cells
	Line        string    // the equation in short: 一＋二＝三＋四
	Message     string
	Basis       string
}

// Limit says that low should not exceed high.
type Limit struct {
	Rule, Severity, Message string
	Low, High               Address
}

// Zero says that cells should be 0: when the unit has declared a fact, or, where
// no fact is named, in every report from a year on.
type Zero struct {
	Rule, Severity, Message, Fact string
	FromYear                      int
	Cells                         []Address
}

// KeyFigure is what somebody who signs looks at first: a figure, or the sum of
// several.
type KeyFigure struct {
	Name  string // in short: 新收
	Cells []Address
}

// Carry says that a figure of the last report goes on as one of this report.
type Carry struct {
	Before, Now Address
	Name        string // of the column
}

// Stock says that a figure is that of the last report, and what was added to it in
// the year less what was taken away.
type Stock struct{ Now, More, Less Address }

// KeyFigures returns those of all tables, in the order of the sections.
func (f *Form) KeyFigures() []KeyFigure {
	var out []KeyFigure
	for _, t := range f.Tables() {
		out = append(out, t.KeyFigures...)
	}
	return out
}

// Carries returns those of all tables.
func (f *Form) Carries() []Carry {
	var out []Carry
	for _, t := range f.Tables() {
		out = append(out, t.Carries...)
	}
	return out
}

// Stocks returns those of all tables.
func (f *Form) Stocks() []Stock {
	var out []Stock
	for _, t := range f.Tables() {
		out = append(out, t.Stocks...)
	}
	return out
}

// Table returns the table with that id, or nil.
func (f *Form) Table(id string) *Table { return f.tables[id] }

// Tables returns the tables in the order of their sections.
func (f *Form) Tables() []*Table {
	var out []*Table
	for _, s := range f.Sections {
		if s.Table != nil {
			out = append(out, s.Table)
		}
	}
	return out
}

// Cell returns the value cell at that address, or nil.
func (f *Form) Cell(a Address) *Cell { return f.cells[a] }

// Field returns the text field at that address, or nil.
func (f *Form) Field(a Address) *Field { return f.fields[a] }

// SectionHeaded returns the section with that heading, or with one that
// published reports have instead, or nil.
func (f *Form) SectionHeaded(heading string) *Section {
	for _, s := range f.Sections {
		if s.Heading == heading || slices.Contains(s.Aliases, heading) {
			return s
		}
	}
	return nil
}

// SectionOf returns the section that holds a cell or a field, or nil.
func (f *Form) SectionOf(a Address) *Section { return f.owner[a] }

// Section returns the section with that id, or nil.
func (f *Form) Section(id string) *Section {
	for _, s := range f.Sections {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// At returns the cell that covers a place of the grid, or nil outside it.
func (t *Table) At(row, col int) *Cell {
	if row < 0 || row >= len(t.places) || col < 0 || col >= len(t.Widths) {
		return nil
	}
	return t.places[row][col]
}

// Cell returns the figure at an address, or nil.
func (t *Table) Cell(a Address) *Cell { return t.cells[a] }

// ValueCells returns the figures of the table in reading order.
func (t *Table) ValueCells() []*Cell {
	var out []*Cell
	for _, c := range t.Cells {
		if c.IsValue() {
			out = append(out, c)
		}
	}
	return out
}

// Order numbers the cells and fields in the order they are printed in. Other
// addresses count as 0, before them all.
func (f *Form) Order() map[Address]int {
	order := map[Address]int{}
	for _, s := range f.Sections {
		for _, field := range s.Fields {
			order[field.Address] = len(order) + 1
		}
		if s.Table == nil {
			continue
		}
		for _, c := range s.Table.Cells {
			if c.IsValue() {
				order[c.Address] = len(order) + 1
			}
		}
	}
	return order
}
