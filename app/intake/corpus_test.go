package intake_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/intake"
	"nianbao/app/intake/reading"
)

const corpus = "../../../shared/corpus"

// Published reports as they were met: every figure that a person can read there, and
// none wrong.
func TestPublishedReports(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus is not here")
	}
	for file, expected := range map[string]string{
		"01_huaian_city_2024.txt":         "01_huaian_city_2024",
		"02_hongze_district_2023.txt":     "02_hongze_district_2023",
		"03_hongze_district_2024.txt":     "03_hongze_district_2024",
		"06_hangzhou_style_city_2025.txt": "06_hangzhou_style_city_2025",
		"09_shuyang_fgj_2023_html.txt":    "09_shuyang_fgj_2023_html",
		"files/huaian_city_2024.pdf":      "01_huaian_city_2024",
		"files/hongze_district_2023.pdf":  "02_hongze_district_2023",
		"files/hongze_district_2024.pdf":  "03_hongze_district_2024",
	} {
		t.Run(file, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join(corpus, file))
			if err != nil {
				t.Fatal(err)
			}
			got := read(t, withoutComments(file, content))
			raw, err := os.ReadFile(filepath.Join(corpus, "expected", expected+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var want struct {
				T3 [][]any
				T4 []any
			}
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			comparePublished(t, got, want.T3, want.T4)
		})
	}
}

// withoutComments drops the lines that the collection begins a text with.
func withoutComments(file string, content []byte) []byte {
	if !strings.HasSuffix(file, ".txt") {
		return content
	}
	for strings.HasPrefix(string(content), "#") {
		_, rest, _ := strings.Cut(string(content), "\n")
		content = []byte(rest)
	}
	return content
}

// comparePublished compares with the figures that a person has read. Where the source
// has the rows of the earlier edition, the one row that is three today is all zero.
func comparePublished(t *testing.T, got *reading.Reading, t3 [][]any, t4 []any) {
	t.Helper()
	is := func(id string, a form.Address) string {
		for _, table := range got.Tables {
			if table.ID == id {
				return strings.TrimSpace(table.Cells[a].Raw)
			}
		}
		return ""
	}
	r := got.Report.Form().Table("requests")
	rows := r.RowIDs
	if len(t3) == 23 {
		rows = nil
		for _, id := range r.RowIDs {
			if id != "otherwise_closed.fee_unpaid" && id != "otherwise_closed.other" {
				rows = append(rows, id)
			}
		}
	}
	right := 0
	for i, row := range t3 {
		for j, v := range row {
			a := form.Address("requests." + rows[i] + "." + r.Values[j].ID)
			if found := is("requests", a); found == fmt.Sprint(v) {
				right++
			} else {
				t.Errorf("%s: %q, should be %v", a, found, v)
			}
		}
	}
	hasDisputes := got.Tables[2].Reason != "没有找到这张表"
	for i, c := range got.Report.Form().Table("disputes").ValueCells() {
		if found := is("disputes", c.Address); hasDisputes && found != fmt.Sprint(t4[i]) {
			t.Errorf("%s: %q, should be %v", c.Name, found, t4[i])
		}
	}
	if right < 161 {
		t.Errorf("%d figures right", right)
	}
}

// Of every text of the collection something is read or it is refused in words, and
// what is graded as sure agrees with its own totals.
func TestWholeCollection(t *testing.T) {
	files, _ := filepath.Glob(corpus + "/*.txt")
	if len(files) == 0 {
		t.Skip("the corpus is not here")
	}
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := intake.Reader{Catalog: catalog(t), Cache: cache}.Read(t.Context(), withoutComments(f, content))
		if err != nil {
			t.Logf("%s: %v", filepath.Base(f), err)
			continue
		}
		for _, table := range got.Tables {
			t.Logf("%s: %s %s, %d cells, %s", filepath.Base(f), table.Name, table.Grade, len(table.Cells), table.Reason)
			if table.Grade != reading.Sure && table.Reason == "" {
				t.Errorf("%s: %s is not sure, and nobody says why", f, table.Name)
			}
		}
	}
}
