package check

import (
	"slices"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Context is what the rules look at.
type Context struct {
	Report *report.Report

	texts *Checker // knows what stands in a text
}

// Subject says what a rule is asked about.
type Subject int

// The subjects.
const (
	Whole   Subject = iota // the report, once
	Text                   // each text that is printed
	Table                  // each section with a table
	Written                // each section of texts
	subjects
)

// Place is one subject of a report.
type Place struct {
	Section *form.Section // of a table, of texts, or of a text that stands in one
	Address form.Address  // of a text
	Field   string        // what the screen calls the text
}

// Rule is a rule, or a sort of rules of which each form has its own.
type Rule struct {
	ID       string   // D-HOLE; "" where the form names the rules
	Severity Severity // the gravest that it finds
	On       Subject
	Says     string // in Chinese, for the manual; "" where the form says it
	Find     func(*Context, Place) []Finding
	InForm   func(*form.Table) []Listed // where the form names the rules
}

// Listed is a rule as it is listed for people.
type Listed struct {
	ID       string
	Severity Severity
	Says     string // a sentence
}

// List says which list its findings stand in.
func (l Listed) List() List { return listOf(l.ID, l.Severity) }

// registry is every rule there is, a file a family. Rules of one subject speak
// in the order they stand in here.
var registry = slices.Concat(glyphRules, holeRules, personalRules, tableRules, carriedRules, unitRules, yearRules, contactRules, structureRules, textRules)

// bySubject is the registry as a run goes through it.
var bySubject = func() (out [subjects][]Rule) {
	for _, rule := range registry {
		out[rule.On] = append(out[rule.On], rule)
	}
	return out
}()

// Rules lists every rule for people, those that the editions name with them,
// in the order of the registry. One that says several things, or whose editions
// put it differently, is there once for each.
func Rules(catalog *form.Catalog) []Listed {
	var out []Listed
	add := func(all ...Listed) {
		for _, l := range all {
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	for _, rule := range registry {
		if rule.InForm == nil {
			add(Listed{rule.ID, rule.Severity, rule.Says})
			continue
		}
		for _, f := range catalog.Editions() {
			for _, t := range f.Tables() {
				add(rule.InForm(t)...)
			}
		}
	}
	return out
}

// Checker evaluates the rules of one report again and again. It remembers what
// it saw in a text, so that a figure typed elsewhere does not cost reading it
// anew. The zero Checker is ready for use, from one goroutine.
type Checker struct {
	Glyphs   Glyphs         // nil: nothing is said of fonts
	LastYear *report.Report // of the unit, nil: nothing is compared with it
	seen     map[form.Address]reading
}

// Run evaluates every rule, section by section in the order of the form. What a
// session checks again and again it checks with a Checker of its own.
func Run(r *report.Report) []Finding { return new(Checker).Run(r) }

// Run evaluates every rule, section by section in the order of the form.
func (c *Checker) Run(r *report.Report) []Finding {
	const usual = 16
	out := make([]Finding, 0, usual)
	ctx := &Context{Report: r, texts: c}
	ask := func(on Subject, at Place) {
		for i := range bySubject[on] {
			out = append(out, bySubject[on][i].Find(ctx, at)...)
		}
	}
	for _, text := range outer {
		ask(Text, text)
	}
	ask(Whole, Place{})
	for _, s := range r.Form().Sections {
		if s.Table != nil {
			before := len(out)
			ask(Table, Place{Section: s})
			tie(r, s.Table, out[before:])
			continue
		}
		for _, f := range s.Fields {
			ask(Text, Place{s, f.Address, f.Name})
		}
		ask(Written, Place{Section: s})
	}
	return out
}

// outer are the texts that stand around the sections.
var outer = []Place{
	{nil, report.UnitName, "单位全称"}, {nil, report.Preamble, "引言"}, {nil, report.SignedBy, "署名"},
}

// name says in Chinese where a text is.
func (p Place) name() string {
	if p.Section == nil {
		return p.Field
	}
	return p.Section.Heading + "“" + p.Field + "”"
}

// section returns the id of its section, "" outside.
func (p Place) section() string {
	if p.Section == nil {
		return ""
	}
	return p.Section.ID
}

// reading returns what stands in the text of a place.
func (c *Context) reading(at Place) reading {
	return c.texts.read(at.Address, c.Report.Text(at.Address))
}
