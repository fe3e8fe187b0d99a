// Package collection knows which department (科室) of a unit provides which figures of
// its report, and what a collection sheet (数据报送表) of a department says: its own
// figures with how they are counted and what they were in the year before.
package collection

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Assignment says who provides which figures. The zero Assignment says nothing. It is
// what an office remembers of a unit.
type Assignment struct {
	// Departments are their names, in the order in which they were added.
	Departments []string `json:"departments"`
	// Cells are the figures that a department provides, by their addresses in any
	// edition of the form. A figure that is missing is nobody's.
	Cells map[form.Address]string `json:"cells"`
}

// Clone returns a copy.
func (a *Assignment) Clone() *Assignment {
	return &Assignment{slices.Clone(a.Departments), maps.Clone(a.Cells)}
}

// maxName is the longest name of a department, in characters.
const maxName = 30

// Reasons why a text is no name of a department; they are for the officer.
var (
	ErrNoName   = errors.New("请写科室的名称")
	ErrLongName = errors.New("科室的名称最多30个字")
	ErrSameName = errors.New("已经有这个科室")
)

// named returns the name of a department as it is kept.
func (a *Assignment) named(text string) (string, error) {
	name := strings.Join(strings.Fields(report.CleanText(text)), " ")
	switch {
	case name == "":
		return "", ErrNoName
	case len([]rune(name)) > maxName:
		return "", ErrLongName
	case slices.Contains(a.Departments, name):
		return "", ErrSameName
	}
	return name, nil
}

// Add adds a department. The error is one that an officer can read.
func (a *Assignment) Add(text string) error {
	name, err := a.named(text)
	if err == nil {
		a.Departments = append(a.Departments, name)
	}
	return err
}

// Rename gives a department another name; what it provides stays its own.
func (a *Assignment) Rename(old, text string) error {
	name, err := a.named(text)
	if err != nil {
		return err
	}
	for i, d := range a.Departments {
		if d == old {
			a.Departments[i] = name
		}
	}
	for at, d := range a.Cells {
		if d == old {
			a.Cells[at] = name
		}
	}
	return nil
}

// Remove takes a department away; what it provided is nobody's then.
func (a *Assignment) Remove(name string) {
	a.Departments = slices.DeleteFunc(a.Departments, func(d string) bool { return d == name })
	maps.DeleteFunc(a.Cells, func(_ form.Address, d string) bool { return d == name })
}

// Give says that a department provides figures, "" that nobody does.
func (a *Assignment) Give(department string, cells ...form.Address) {
	if a.Cells == nil {
		a.Cells = map[form.Address]string{}
	}
	for _, at := range cells {
		if department == "" {
			delete(a.Cells, at)
		} else {
			a.Cells[at] = department
		}
	}
}

// Of returns the department that provides a figure, "" for none.
func (a *Assignment) Of(at form.Address) string { return a.Cells[at] }

// Provides lists what a department provides in an edition, in the order of the form.
func (a *Assignment) Provides(f *form.Form, department string) []*form.Cell {
	var out []*form.Cell
	for _, t := range f.Tables() {
		for _, c := range t.Inputs() {
			if a.Cells[c.Address] == department {
				out = append(out, c)
			}
		}
	}
	return out
}

// Nobodys lists the figures that are blank in a report and that nobody provides: what
// was counted, carried over or typed already, nobody has to be asked for.
func (a *Assignment) Nobodys(r *report.Report) []*form.Cell {
	return slices.DeleteFunc(a.Provides(r.Form(), ""), func(c *form.Cell) bool { return !r.Figure(c.Address).Blank() })
}
