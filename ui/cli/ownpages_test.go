package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// shown is what show and import tell of a report.
type shown struct {
	Unit    string
	Year    int
	Edition string
	Tables  map[string]any
	Text    map[string]string
	Printed map[string]any
}

// The pages that this program prints are read in as they were written: a draft with its
// stamp across the text, one that is being reviewed, and the public version.
func TestItsOwnPagesAreReadIn(t *testing.T) {
	c := office(t)
	c.does("set 1 meta.signed_on 2025-12-31")
	c.does("explain 1 all 已核对。")
	if err := os.Mkdir(c.path("公布"), 0o700); err != nil {
		t.Fatal(err)
	}
	c.does("export 1 --out "+c.path("草稿.pdf")).has(t, "每页都印有“草稿”字样")
	c.readsAsWritten(c.path("草稿.pdf"))
	c.does("submit 1 --pass --password-fd 0", ownPassword)
	c.does("export 1 --out "+c.path("送审.pdf")).has(t, "每页都印有“送审稿　待审核”字样")
	c.readsAsWritten(c.path("送审.pdf"))
	for _, name := range []string{"李四", "王五"} {
		c.does("approve 1 --as "+name+" --password-fd 0", ownPassword)
	}
	c.does("export 1 --out " + c.path("公布"))
	public, err := filepath.Glob(c.path("公布/*（公开版）.pdf"))
	if err != nil || len(public) != 1 {
		t.Fatalf("%q, %v", public, err)
	}
	c.readsAsWritten(public[0])
	// What is no report is none.
	c.does("sheet 1 --out " + c.path("单.pdf"))
	c.fails("import "+c.path("单.pdf"), "没有找到年度报告的内容")
}

// readsAsWritten reads the pages of the report back and compares all of it.
func (c *computer) readsAsWritten(path string) {
	c.t.Helper()
	var wrote shown
	c.does("show 1 --json").reads(c.t, &wrote)
	var got struct {
		Report shown
		Tables []struct{ ID, Grade, Reason string }
	}
	c.does("import "+path+" --dry-run --json").reads(c.t, &got)
	if got.Report.Unit != wrote.Unit || got.Report.Year != wrote.Year || got.Report.Edition != wrote.Edition {
		c.t.Errorf("%s: %s, %d, %s", path, got.Report.Unit, got.Report.Year, got.Report.Edition)
	}
	for id, want := range wrote.Tables {
		if is := got.Report.Tables[id]; !reflect.DeepEqual(is, want) {
			a, _ := json.Marshal(is)
			b, _ := json.Marshal(want)
			c.t.Errorf("%s: table %s is\n%s\nnot\n%s", path, id, a, b)
		}
	}
	for _, table := range got.Tables {
		if table.Grade != "sure" {
			c.t.Errorf("%s: %s is %s, %s", path, table.ID, table.Grade, table.Reason)
		}
	}
	for place, want := range wrote.Text {
		if is := got.Report.Text[place]; strings.Join(strings.Fields(is), "") != strings.Join(strings.Fields(want), "") {
			c.t.Errorf("%s: %s is\n%q\nnot\n%q", path, place, is, want)
		}
	}
}
