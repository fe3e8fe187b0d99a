package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// MaxSize is the largest document that is read, in bytes.
const MaxSize = 64 << 20

// ErrNewer is returned for a document of a later Format.
var ErrNewer = errors.New("document of a newer format")

// Problem says what is wrong with a document and where, in Chinese.
type Problem struct{ Where, Reason string }

// Error tells place and reason.
func (p *Problem) Error() string {
	if p.Where == "" {
		return p.Reason
	}
	return p.Where + "：" + p.Reason
}

// incoming is a document as it may arrive: with or without the optional parts,
// numbers as numbers or as text.
type incoming struct {
	Format   int                        `json:"format"`
	Unit     string                     `json:"unit"`
	Year     int                        `json:"year"`
	Edition  editionName                `json:"edition"`
	Layouts  map[string]editionName     `json:"layouts"`
	Tables   map[string]json.RawMessage `json:"tables"`
	Text     map[string]string          `json:"text"`
	SignedBy string                     `json:"signed_by"`
	SignedOn string                     `json:"signed_on"`
	Facts    []string                   `json:"facts"`
	Printed  map[string]raw             `json:"printed"`
}

// editionName takes "2021" and 2021 alike.
type editionName string

// UnmarshalJSON reads a text or a number.
func (e *editionName) UnmarshalJSON(b []byte) error {
	*e = editionName(strings.Trim(string(b), `"`))
	if string(b) == "null" {
		*e = ""
	}
	return nil
}

// raw is one figure: null, a number or a text, as it stands.
type raw string

// UnmarshalJSON keeps the digits of a number: a float would change them.
func (f *raw) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		*f = ""
	case len(b) > 0 && b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*f = raw(s)
	default:
		*f = raw(b)
	}
	return nil
}

// Read reads a document into a new report. Totals that the document carries
// are kept beside the computed ones where they differ. The error is a
// *Problem, ErrNewer, or that of in.
func Read(in io.Reader, catalog *form.Catalog) (*report.Report, error) {
	content, err := io.ReadAll(io.LimitReader(in, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read document: %w", err)
	}
	if len(content) > MaxSize {
		return nil, &Problem{Reason: "文件超过64MB，不像是一份年度报告"}
	}
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	var doc incoming
	if err := json.Unmarshal(content, &doc); err != nil {
		return nil, syntaxProblem(content, err)
	}
	if doc.Format > Format {
		return nil, ErrNewer
	}
	return doc.build(catalog)
}

// syntaxProblem says in plain words why the JSON could not be read.
func syntaxProblem(content []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return &Problem{Reason: "文件是空的"}
	case errors.As(err, &syntax) && int(syntax.Offset) >= len(content):
		return &Problem{Reason: "文件不完整，后面的内容被截断了，请重新复制一份"}
	case errors.As(err, &syntax):
		line := bytes.Count(content[:syntax.Offset], []byte("\n")) + 1
		return &Problem{Where: fmt.Sprintf("第%d行", line), Reason: "不是有效的 JSON 文件"}
	case errors.As(err, &kind):
		return &Problem{Where: kind.Field, Reason: "内容的类型不对"}
	}
	return &Problem{Reason: "不是有效的 JSON 文件"}
}

// build makes the report, place by place, through the checks that typed
// figures go through.
func (doc *incoming) build(catalog *form.Catalog) (*report.Report, error) {
	if strings.TrimSpace(doc.Unit) == "" || doc.Year == 0 || doc.Tables == nil {
		return nil, &Problem{Reason: "缺少 unit（单位）、year（年度）或者 tables（表格），不是年报通的报告文件"}
	}
	b := builder{held: map[form.Address]string{}, printed: map[form.Address]string{}}
	r := report.New(catalog, "", doc.Year)
	if doc.Edition != "" && catalog.Edition(string(doc.Edition)) == nil {
		return nil, &Problem{Where: "edition", Reason: fmt.Sprintf("没有“%s”版格式", doc.Edition)}
	}
	b.set(r, report.UnitName, doc.Unit)
	b.set(r, report.Year, strconv.Itoa(doc.Year))
	if e := string(doc.Edition); e != "" && catalog.ForYear(doc.Year).Edition != e {
		b.set(r, report.Edition, e)
	}
	b.set(r, report.SignedBy, doc.SignedBy)
	b.set(r, report.SignedOn, doc.SignedOn)
	for _, fact := range doc.Facts {
		b.set(r, report.Fact(fact), "yes")
	}
	if b.problem != nil {
		return nil, b.problem
	}
	r, _ = report.Restore(catalog, b.held)
	for id, edition := range doc.layouts(r) {
		b.held[report.LayoutOf(id)] = edition
	}
	r, _ = report.Restore(catalog, b.held)
	doc.fill(&b, r)
	if b.problem != nil {
		return nil, b.problem
	}
	r, _ = report.Restore(catalog, b.held)
	return withPrinted(r, b.printed), nil
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
			return
		}
		b.table(r, t, doc.Tables[id])
	}
	for _, key := range sortedKeys(doc.Text) {
		a := form.Address(key)
		if key == preambleKey {
			a = report.Preamble
		}
		if report.IsNote(a) { // remarks and explanations are written in the program, by whom they name
			b.fail(key, "没有这一段")
			return
		}
		b.set(r, a, doc.Text[key])
	}
	for _, key := range sortedKeys(doc.Printed) {
		b.figure(r, form.Address(key), doc.Printed[key])
	}
}

// builder gathers what a document holds; the first problem stops it.
type builder struct {
	held, printed map[form.Address]string
	problem       error
}

func (b *builder) fail(where, reason string) {
	if b.problem == nil {
		b.problem = &Problem{Where: where, Reason: reason}
	}
}

func (b *builder) set(r *report.Report, a form.Address, text string) {
	if b.problem != nil || text == "" {
		return
	}
	c, err := r.Set(a, text)
	if err != nil {
		b.fail(nameOf(r, a), reasonOf(err))
		return
	}
	b.held[a] = c.New
	if r.Form().Cell(a) == nil {
		b.held[a] = report.CleanText(text)
	}
}

// figure takes one cell; a computed cell's figure is what the source printed.
func (b *builder) figure(r *report.Report, a form.Address, v raw) {
	if c := r.Form().Cell(a); c != nil && c.Computed {
		if v != "" {
			if _, err := r.Set(report.PrintedAt(a), string(v)); err != nil {
				b.fail(nameOf(r, a), reasonOf(err))
				return
			}
			b.printed[a] = string(v)
		}
		return
	}
	b.set(r, a, string(v))
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
		for _, row := range m.Rows {
			if len(row.Values) != len(m.Columns) {
				b.fail(t.Name+" "+row.ID, fmt.Sprintf("这一行有%d个数，应当有%d个", len(row.Values), len(m.Columns)))
				return
			}
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
		v, err := report.Parse(r.Form().Cell(a).Kind, s)
		if err == nil && (v.Cmp(r.Figure(a)) != 0 || r.Figure(a).Blank() && !v.IsZero()) {
			held[report.PrintedAt(a)] = v.String()
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
