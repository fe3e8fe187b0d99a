package acceptance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/report"
)

// published is a collection's note of the figures of a published report.
type published struct {
	Year       int
	T2Edition  int `json:"t2_edition"`
	T3Edition  int `json:"t3_edition"`
	T3         [][]any
	T4         []any
	T2         map[string]any
	Violations []string `json:"violations_found_by_checker"`
}

// asDocument writes the figures, printed totals and all, as a document.
func (p published) asDocument(c *form.Catalog) []byte {
	f := c.ForYear(p.Year)
	t3 := f.Table("requests")
	if p.T3Edition != 0 {
		t3 = c.Edition(fmt.Sprint(p.T3Edition)).Table("requests")
	}
	rows := []map[string]any{}
	for i, id := range t3.RowIDs {
		rows = append(rows, map[string]any{"id": id, "values": p.T3[i]})
	}
	disputes := map[string]any{}
	for i, cell := range f.Table("disputes").ValueCells() {
		disputes[string(cell.Address)] = p.T4[i]
	}
	out, _ := json.Marshal(map[string]any{
		"unit": "某机关", "year": p.Year,
		"tables": map[string]any{"requests": map[string]any{"rows": rows}, "disputes": disputes, "disclosed": p.disclosed()},
	})
	return out
}

// disclosed are the figures of table 2 by cell.
func (p published) disclosed() map[string]any {
	out := map[string]any{}
	ids := map[string][]string{
		"规章":      {"regulations.issued", "regulations.repealed", "regulations.in_force"},
		"行政规范性文件": {"normative_documents.issued", "normative_documents.repealed", "normative_documents.in_force"},
		"行政许可":    {"licensing.decisions"}, "行政处罚": {"penalties.decisions"}, "行政强制": {"coercion.decisions"}, "行政事业性收费": {"fees.amount"},
	}
	for label, v := range p.T2 {
		values, many := v.([]any)
		if !many {
			values = []any{v}
		}
		for i, id := range ids[label] {
			out[id] = values[i]
		}
	}
	return out
}

// readPublished reads one note of the collection that may lie beside the project.
func readPublished(t *testing.T, path string) published {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Skip("no collection of published reports beside the project")
	}
	var p published
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&p); err != nil {
		t.Fatal(err)
	}
	return p
}

const collection = "../../../shared/corpus/expected/"

// Figures of published reports: read in, they come out again, the errors found
// are exactly those the reports have, and the PDF holds every figure.
func TestPublishedReports(t *testing.T) {
	files, _ := filepath.Glob(collection + "*.json")
	if len(files) == 0 {
		t.Skip("no collection of published reports beside the project")
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			p := readPublished(t, path)
			data := dataDir(t)
			if got := nianbao(t, data, "import", file(t, "report.json", string(p.asDocument(catalog(t))))); got.code != 0 {
				t.Fatalf("import: %+v", got)
			}
			r := shownReport(t, data)
			expectViolations(t, data, r, p.Violations)
			expectFigures(t, r, p)
			expectFiguresInOrder(t, data, r)
		})
	}
}

// shownReport reads back what show gives of the first draft.
func shownReport(t *testing.T, data string) *report.Report {
	t.Helper()
	shown := nianbao(t, data, "show", "1", "--json")
	r, err := document.Read(strings.NewReader(shown.stdout), catalog(t))
	if err != nil {
		t.Fatalf("show: %v in %+v", err, shown)
	}
	return r
}

func expectViolations(t *testing.T, data string, r *report.Report, want []string) {
	t.Helper()
	var checked struct {
		Errors   int
		Findings []struct {
			Severity    string
			Cells       []form.Address
			Left, Right json.Number
		}
	}
	got := nianbao(t, data, "check", "1", "--json")
	if err := json.Unmarshal([]byte(got.stdout), &checked); err != nil {
		t.Fatalf("check: %+v", got)
	}
	var found []string
	for _, f := range checked.Findings {
		if f.Severity == "error" {
			group, _, _ := strings.Cut(r.Form().Cell(f.Cells[0]).Name, "：")
			found = append(found, fmt.Sprintf("T4 %s: %s != 总计 %s", group, f.Left, f.Right))
		}
	}
	code := 0
	if len(want) > 0 {
		code = 1
	}
	if strings.Join(found, "\n") != strings.Join(want, "\n") || got.code != code {
		t.Errorf("errors found %q, exit code %d, want %q", found, got.code, want)
	}
}

// expectFigures compares every figure with the source, but for the totals that
// the source prints wrongly.
func expectFigures(t *testing.T, r *report.Report, p published) {
	t.Helper()
	expect := func(a form.Address, want any) {
		if got := r.Figure(a).String(); got != fmt.Sprint(want) && r.PrintedTotal(a).Blank() {
			t.Errorf("%s: %s, want %v", a, got, want)
		}
	}
	for id, v := range p.disclosed() {
		expect(form.Address("disclosed."+id), v)
	}
	t3 := r.Form().Table("requests")
	for i, row := range t3.RowIDs {
		for j, v := range t3.Values {
			expect(form.Address("requests."+row+"."+v.ID), p.T3[i][j])
		}
	}
	for i, cell := range r.Form().Table("disputes").ValueCells() {
		expect(cell.Address, p.T4[i])
	}
}
