package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// build makes the report, place by place, through the checks that typed
// figures go through.
func (doc *incoming) build(catalog *form.Catalog) (*Reading, error) {
	if strings.TrimSpace(doc.Unit) == "" || doc.Year == "" || doc.Year == "0" || doc.Tables == nil {
		return nil, &Problem{Reason: "缺少 unit（单位）、year（年度）或者 tables（表格），不是年报通的报告文件"}
	}
	b := builder{held: map[form.Address]string{}, printed: map[form.Address]string{}, given: map[form.Address]bool{}}
	year, err := report.ReadYear(string(doc.Year))
	if err != nil {
		return nil, &Problem{Where: "year", Reason: err.Error()}
	}
	r := report.New(catalog, "", year)
	if doc.Edition != "" && catalog.Edition(string(doc.Edition)) == nil {
		return nil, &Problem{Where: "edition", Reason: fmt.Sprintf("没有“%s”版格式", doc.Edition)}
	}
	b.set(r, report.UnitName, doc.Unit)
	b.set(r, report.Year, strconv.Itoa(year))
	if e := string(doc.Edition); e != "" && catalog.ForYear(year).Edition != e {
		b.set(r, report.Edition, e)
	}
	b.set(r, report.SignedBy, doc.SignedBy)
	b.set(r, report.SignedOn, doc.SignedOn)
	b.contact(r, doc.Contact)
	for _, fact := range doc.Facts {
		b.set(r, report.Fact(fact), "yes")
	}
	if len(b.problems) > 0 {
		return nil, b.problems
	}
	r, _ = report.Restore(catalog, b.held)
	layouts := doc.layouts(r)
	for _, id := range sortedKeys(layouts) {
		b.set(r, report.LayoutOf(id), layouts[id])
	}
	r, _ = report.Restore(catalog, b.held)
	doc.fill(&b, r)
	if len(b.problems) > 0 {
		return nil, b.problems
	}
	r, _ = report.Restore(catalog, b.held)
	return &Reading{Report: withPrinted(r, b.printed), Notes: b.notes}, nil
}

// layouts returns the tables laid out as another edition has them: those the
// document names, and a matrix whose rows only the other edition knows.
func (doc *incoming) layouts(r *report.Report) map[string]string {
	out := map[string]string{}
	for id, edition := range doc.Layouts {
		out[id] = string(edition)
	}
	for id, content := range doc.Tables {
		var m struct{ Rows []struct{ ID string } }
		t := r.Form().Table(id)
		if t == nil || json.Unmarshal(content, &m) != nil || len(m.Rows) == 0 || out[id] != "" {
			continue
		}
		knows := func(t *form.Table) bool {
			for _, row := range m.Rows {
				if _, ok := t.RowNames[row.ID]; !ok {
					return false
				}
			}
			return true
		}
		for _, f := range r.Catalog().Editions() {
			if other := f.Table(id); !knows(t) && other != nil && knows(other) {
				out[id] = f.Edition
			}
		}
	}
	return out
}

// fill reads the tables and the texts.
func (doc *incoming) fill(b *builder, r *report.Report) {
	for _, id := range sortedKeys(doc.Tables) {
		t := r.Form().Table(id)
		if t == nil {
			b.fail("tables."+id, "没有这张表")
			continue
		}
		b.table(r, t, doc.Tables[id])
	}
	for _, key := range sortedKeys(doc.Text) {
		a := form.Address(key)
		if key == preambleKey {
			a = report.Preamble
		}
		// Unit, year and the like have keys of their own; remarks and
		// explanations are written in the program, by whom they name.
		if a != report.Preamble && r.Form().Field(a) == nil {
			b.fail(key, "没有这一段")
			continue
		}
		b.set(r, a, doc.Text[key])
	}
	for _, key := range sortedKeys(doc.Printed) {
		a := form.Address(key)
		if c := r.Form().Cell(a); c == nil || !c.Computed {
			b.fail(key, "这里只能是由程序计算的总计")
			continue
		}
		delete(b.given, report.SourceTotalAt(a)) // the table holds the computed one beside it
		b.figure(r, a, doc.Printed[key])
	}
}

// builder gathers what a document holds, and every place that cannot be read.
type builder struct {
	held, printed map[form.Address]string
	given         map[form.Address]bool // places that the document has filled already
	problems      Problems
	notes         []string
}

func (b *builder) fail(where, reason string) {
	b.problems = append(b.problems, &Problem{Where: where, Reason: reason})
}

// once says whether a place is given for the first time: of two values nobody
// can tell which is meant.
func (b *builder) once(r *report.Report, a form.Address) bool {
	if b.given[a] {
		b.fail(nameOf(r, a), "给出了两次，请只保留一次")
		return false
	}
	b.given[a] = true
	return true
}

func (b *builder) set(r *report.Report, a form.Address, text string) {
	if !b.once(r, a) || text == "" {
		return
	}
	c, err := r.Set(a, text)
	if err != nil {
		b.fail(nameOf(r, a), reasonOf(err))
		return
	}
	b.held[a], _ = report.Splice(r.Raw(a), c)
	if r.Form().Cell(a) != nil {
		return
	}
	_, mended := report.Clean(text)
	for _, note := range report.Tell(mended) {
		b.notes = append(b.notes, nameOf(r, a)+note)
	}
	if day, err := report.ParseDate(b.held[a]); a == report.SignedOn && err == nil && b.held[a] != text {
		b.notes = append(b.notes, fmt.Sprintf("成文日期“%s”读作%s", text, report.PrintDate(day)))
	}
}

// contact takes the contact fields.
func (b *builder) contact(r *report.Report, given map[string]string) {
	for _, key := range sortedKeys(given) {
		known := false
		for _, f := range report.ContactFields {
			if contactKey(f.Address) == key {
				known = true
				b.set(r, f.Address, given[key])
			}
		}
		if !known {
			b.fail("contact."+key, "没有这一项")
		}
	}
}

// figure takes one cell; a computed cell's figure is what the source printed.
func (b *builder) figure(r *report.Report, a form.Address, v raw) {
	c := r.Form().Cell(a)
	if c == nil || !c.Computed {
		b.set(r, a, string(v))
		return
	}
	at := report.SourceTotalAt(a)
	if !b.once(r, at) || v == "" {
		return
	}
	if _, err := r.Set(at, string(v)); err != nil {
		b.fail(nameOf(r, a), reasonOf(err))
		return
	}
	b.printed[a] = string(v)
}

// table reads one table: columns and rows, or cells by address.
func (b *builder) table(r *report.Report, t *form.Table, content json.RawMessage) {
	var m struct {
		Columns []string
		Rows    []struct {
			ID     string
			Values []raw
		}
	}
	if json.Unmarshal(content, &m) == nil && m.Rows != nil {
		if m.Columns == nil {
			for _, v := range t.Values {
				m.Columns = append(m.Columns, v.ID)
			}
		}
		rows := map[string]bool{}
		for _, row := range m.Rows {
			if len(row.Values) != len(m.Columns) {
				b.fail(rowName(t, row.ID), fmt.Sprintf("这一行有%d个数，应当有%d个", len(row.Values), len(m.Columns)))
				continue
			}
			if _, known := t.RowNames[row.ID]; !known {
				b.fail(rowName(t, row.ID), "没有这一行")
				continue
			}
			if rows[row.ID] {
				b.fail(rowName(t, row.ID), "这一行给出了两次，请只保留一次")
				continue
			}
			rows[row.ID] = true
			for i, v := range row.Values {
				b.figure(r, form.Address(t.ID+"."+row.ID+"."+m.Columns[i]), v)
			}
		}
		return
	}
	var byAddress map[string]raw
	if err := json.Unmarshal(content, &byAddress); err != nil {
		b.fail("tables."+t.ID, "内容的类型不对")
		return
	}
	for _, key := range sortedKeys(byAddress) {
		b.figure(r, address(t, key), byAddress[key])
	}
}

// rowName says in Chinese which row of a table is meant.
func rowName(t *form.Table, id string) string {
	if name := t.RowNames[id]; name != "" {
		return t.Name + "“" + name + "”"
	}
	return t.Name + " " + id
}

// address takes a cell's address with or without its table.
func address(t *form.Table, key string) form.Address {
	if strings.HasPrefix(key, t.ID+".") {
		return form.Address(key)
	}
	return form.Address(t.ID + "." + key)
}

// withPrinted keeps the printed totals that differ from the computed ones.
// Those that agree have done their work: kept, they would turn into errors
// with the officer's next correction.
func withPrinted(r *report.Report, printed map[form.Address]string) *report.Report {
	held := r.All()
	for a, s := range printed {
		c := r.Form().Cell(a)
		if c == nil {
			continue
		}
		v, err := report.Parse(c.Kind, s)
		if err == nil && (v.Cmp(r.Figure(a)) != 0 || r.Figure(a).Blank() && !v.IsZero()) {
			held[report.SourceTotalAt(a)] = v.String()
		}
	}
	out, _ := report.Restore(r.Catalog(), held)
	return out
}

// nameOf says in Chinese which place of a document is meant.
func nameOf(r *report.Report, a form.Address) string {
	if c := r.Form().Cell(a); c != nil {
		return r.Form().SectionOf(a).Table.Name + "“" + c.Name + "”"
	}
	if f := r.Form().Field(a); f != nil {
		return "“" + f.Name + "”"
	}
	return string(a)
}

func reasonOf(err error) string {
	var refusal *report.Refusal
	if errors.As(err, &refusal) {
		return refusal.Err.Error()
	}
	return err.Error()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
