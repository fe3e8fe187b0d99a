package document_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/check"
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
	disclosed := map[string]any{}
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
			disclosed[id] = values[i]
		}
	}
	out, _ := json.Marshal(map[string]any{
		"unit": "某机关", "year": p.Year,
		"tables": map[string]any{"requests": map[string]any{"rows": rows}, "disputes": disputes, "disclosed": disclosed},
	})
	return out
}

// Figures of published reports: read in, they come out again, and the errors
// found are exactly those the reports have.
func TestPublishedReports(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/expected/*.json")
	if len(files) == 0 {
		t.Skip("no collection of published reports beside the project")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var p published
			dec := json.NewDecoder(bytes.NewReader(raw))
			dec.UseNumber()
			if err := dec.Decode(&p); err != nil {
				t.Fatal(err)
			}
			r, err := document.Read(bytes.NewReader(p.asDocument(catalog(t))), catalog(t))
			if err != nil {
				t.Fatal(err)
			}
			expectViolations(t, r, p.Violations)
			expectFigures(t, r, p)
		})
	}
}

func expectViolations(t *testing.T, r *report.Report, want []string) {
	t.Helper()
	var got []string
	for _, f := range check.Run(r) {
		if f.Severity == check.Error {
			group, _, _ := strings.Cut(r.Form().Cell(f.Cells[0]).Name, "：")
			got = append(got, fmt.Sprintf("T4 %s: %s != 总计 %s", group, f.Left, f.Right))
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("errors found %q, want %q", got, want)
	}
}

// expectFigures compares what show writes with the source, save the printed
// totals that are wrong.
func expectFigures(t *testing.T, r *report.Report, p published) {
	t.Helper()
	out, err := document.Write(r)
	if err != nil {
		t.Fatal(err)
	}
	var shown struct {
		Tables struct {
			Requests struct {
				Rows []struct{ Values []any }
			}
			Disputes map[string]any
		}
	}
	dec := json.NewDecoder(bytes.NewReader(out))
	dec.UseNumber()
	if err := dec.Decode(&shown); err != nil {
		t.Fatal(err)
	}
	same := func(a, b any) bool {
		text := func(v any) string {
			if v == nil {
				return ""
			}
			return fmt.Sprint(v)
		}
		return text(a) == text(b)
	}
	for i, row := range p.T3 {
		for j := range row {
			if got := shown.Tables.Requests.Rows[i].Values[j]; !same(got, row[j]) {
				t.Errorf("table 3, row %d, column %d: %v, want %v", i+1, j+1, got, row[j])
			}
		}
	}
	for i, cell := range r.Form().Table("disputes").ValueCells() {
		got := shown.Tables.Disputes[string(cell.Address)]
		if !same(got, p.T4[i]) && r.Printed(cell.Address).Blank() {
			t.Errorf("%s: %v, want %v", cell.Address, got, p.T4[i])
		}
	}
}
