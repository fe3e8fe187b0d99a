package form

import (
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"github.com/BurntSushi/toml"
)

// Catalog holds the editions known to the program.
type Catalog struct {
	editions []*Form // oldest first
}

// Load reads every edition in dir of fsys. Where a file is no valid TOML, says
// what no form says, or does not fit together, the error names each place by
// file and line.
func Load(fsys fs.FS, dir string) (*Catalog, error) {
	names, err := fs.Glob(fsys, dir+"/*.toml")
	if err != nil {
		return nil, fmt.Errorf("find form editions: %w", err)
	}
	c := &Catalog{}
	for _, name := range names {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read form %s: %w", name, err)
		}
		f, err := Parse(name, raw)
		if err != nil {
			return nil, err
		}
		c.editions = append(c.editions, f)
	}
	if len(c.editions) == 0 {
		return nil, fmt.Errorf("no form edition in %s", dir)
	}
	sort.Slice(c.editions, func(i, j int) bool { return c.editions[i].FirstYear < c.editions[j].FirstYear })
	return c, c.follow()
}

// follow refuses editions of one name, or in force in one and the same year. An
// edition without a last year ends where the next begins.
func (c *Catalog) follow() error {
	for i, f := range c.editions {
		if c.Edition(f.Edition) != f {
			return fmt.Errorf("%s: there are two editions %q", f.file, f.Edition)
		}
		if i+1 == len(c.editions) {
			break
		}
		if next := c.editions[i+1]; f.LastYear >= next.FirstYear || f.FirstYear == next.FirstYear {
			return fmt.Errorf("%s: edition %q is in force to %d, and %q from %d on (%s)", f.file, f.Edition, max(f.LastYear, f.FirstYear), next.Edition, next.FirstYear, next.file)
		}
	}
	return nil
}

// Editions returns all editions, oldest first.
func (c *Catalog) Editions() []*Form { return c.editions }

// Edition returns the edition of that name, or nil.
func (c *Catalog) Edition(name string) *Form {
	for _, f := range c.editions {
		if f.Edition == name {
			return f
		}
	}
	return nil
}

// ForYear returns the edition in force for reports on that year; for years
// before the first edition, the first.
func (c *Catalog) ForYear(year int) *Form {
	chosen := c.editions[0]
	for _, f := range c.editions {
		if f.FirstYear <= year {
			chosen = f
		}
	}
	return chosen
}

// Mixed returns base with one table laid out as another edition has it: some
// offices publish such hybrids, and they must be readable as they are.
// It returns nil when either edition or the table is unknown.
func (c *Catalog) Mixed(base, tableID, tableEdition string) *Form {
	b, other := c.Edition(base), c.Edition(tableEdition)
	if b == nil || other == nil || other.Table(tableID) == nil || b.Table(tableID) == nil {
		return nil
	}
	f := *b
	f.Sections = make([]*Section, len(b.Sections))
	for i, s := range b.Sections {
		f.Sections[i] = s
		if s.Table != nil && s.Table.ID == tableID {
			swapped := *s
			swapped.Table = other.Table(tableID)
			f.Sections[i] = &swapped
		}
	}
	f.index()
	return &f
}

// Parse reads one edition. The error names each place that is wrong by file and
// line.
func Parse(file string, raw []byte) (*Form, error) {
	var in fileForm
	meta, err := toml.Decode(string(raw), &in)
	if err != nil {
		return nil, syntax(file, err)
	}
	faults := in.faults()
	for _, key := range meta.Undecoded() {
		faults = append(faults, unknownKey(key))
	}
	if len(faults) > 0 {
		return nil, newSource(file, raw).errors(faults)
	}
	f := &Form{
		Edition: in.Edition, Name: in.Name, Citation: in.Citation, Title: in.Title,
		FirstYear: in.FirstYear, LastYear: in.LastYear, file: file,
	}
	tables := map[string]*Table{}
	for i, ft := range in.Table {
		ft.citation = in.Citation
		t, wrong := ft.build()
		if wrong != nil {
			return nil, newSource(file, raw).errors([]*fault{wrong.in("table", i)})
		}
		t.Edition = in.Edition
		tables[t.ID] = t
	}
	for _, fs := range in.Section {
		f.Sections = append(f.Sections, fs.build(tables[fs.ID], in.Citation))
	}
	f.index()
	return f, nil
}

func (fs fileSection) build(t *Table, citation string) *Section {
	s := &Section{
		ID: fs.ID, Heading: fs.Heading, Aliases: fs.Aliases, Hint: fs.Hint,
		Limit: fs.Limit, OnePiece: fs.OnePiece, Table: t,
	}
	for _, ff := range fs.Field {
		name := ff.Name
		if name == "" {
			name = ff.Heading
		}
		s.Fields = append(s.Fields, &Field{
			Address: Address(fs.ID + "." + ff.ID), Heading: ff.Heading, Aliases: ff.Aliases, Name: name,
			Optional: ff.Optional, Stable: ff.Stable, Prompts: ff.Prompts, Hint: ff.Hint, Help: ff.help(citation),
		})
	}
	return s
}

// index fills the look-ups by address.
func (f *Form) index() {
	f.tables = map[string]*Table{}
	f.cells = map[Address]*Cell{}
	f.fields = map[Address]*Field{}
	f.owner = map[Address]*Section{}
	for _, s := range f.Sections {
		for _, field := range s.Fields {
			f.fields[field.Address] = field
			f.owner[field.Address] = s
		}
		if s.Table == nil {
			continue
		}
		f.tables[s.Table.ID] = s.Table
		if s.Table.feeds == nil { // a table may stand in several forms
			s.Table.index()
		}
		for _, c := range s.Table.ValueCells() {
			f.cells[c.Address] = c
			f.owner[c.Address] = s
		}
	}
}

// index fills the look-ups of a table, and what is cut or joined once.
func (t *Table) index() {
	rows := map[Address]string{}
	for _, c := range t.ValueCells() {
		c.RowName, _, _ = strings.Cut(c.Name, "·")
		rows[c.Address] = c.RowName
		if !c.Computed {
			t.inputs = append(t.inputs, c)
		}
	}
	for i := range t.Balances {
		b := &t.Balances[i]
		b.Cells = append(append([]Address{}, b.Left...), b.Right...)
		for _, a := range b.Cells {
			b.RowNames = append(b.RowNames, rows[a])
		}
	}
	t.indexSums()
}

// indexSums notes which sums each cell goes into, directly or through another
// total, in the order they are to be computed in.
func (t *Table) indexSums() {
	t.feeds = map[Address][]*Sum{}
	for i := range t.Sums {
		sum := &t.Sums[i]
		into := map[Address]bool{}
		var add func(part Address)
		add = func(part Address) {
			if into[part] {
				return
			}
			into[part] = true
			t.feeds[part] = append(t.feeds[part], sum)
			for j := range t.Sums[:i] {
				if t.Sums[j].Total == part { // what feeds a part feeds this too
					for _, p := range t.Sums[j].Parts {
						add(p)
					}
				}
			}
		}
		for _, p := range sum.Parts {
			add(p)
		}
	}
}

// Inputs returns the cells that a person fills in.
func (t *Table) Inputs() []*Cell { return t.inputs }

// Feeds returns the sums that change with a cell, in the order they are to be
// computed in.
func (t *Table) Feeds(a Address) []*Sum { return t.feeds[a] }

// matches tells whether a help or part pattern covers a name. "*" at the
// start or the end stands for anything.
func matches(pattern, name string) bool {
	switch {
	case pattern == name:
		return true
	case strings.HasPrefix(pattern, "*"):
		return strings.HasSuffix(name, pattern[1:])
	case strings.HasSuffix(pattern, "*"):
		return strings.HasPrefix(name, strings.TrimSuffix(pattern, "*"))
	}
	return false
}
