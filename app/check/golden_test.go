package check_test

import (
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/check"
	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/assets"
)

var update = flag.Bool("update", false, "write testdata/findings.txt anew")

// someGlyphs cannot print an emoji, and only here a character of the extension.
type someGlyphs struct{}

func (someGlyphs) Fonts(r rune) check.Fonts {
	switch {
	case r >= 0x1f000:
		return check.NoFont
	case r >= 0x3400 && r < 0x4e00:
		return check.Workstation
	}
	return check.Bundled
}

// What the rules find, in which order and in which words, is what people and
// scripts know, and explanations are stored under it. Here it is for reports
// made up by chance, and for those of the corpus where that is there.
func TestFindingsStayAsTheyAre(t *testing.T) {
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	const shown, all = 3, 300
	var out strings.Builder
	var parts [][]byte
	for i := range all {
		text := findingsOf(madeUp(t, c, uint64(i)))
		parts = append(parts, []byte(text))
		if i < shown {
			fmt.Fprintf(&out, "report %d\n%s\n", i, text)
		}
	}
	fmt.Fprintf(&out, "all %d: %s\n", all, keys.Sum(parts...))
	golden := filepath.Join("testdata", "findings.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	differ(t, out.String(), string(want))
}

// differ names the first line in which two texts differ.
func differ(t *testing.T, got, want string) {
	t.Helper()
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("line %d:\n%s\nwas\n%s", i+1, a[i], b[i])
		}
	}
	if len(a) != len(b) {
		t.Fatalf("%d lines, there were %d", len(a), len(b))
	}
}

func TestFindingsOfTheCorpusStayAsTheyAre(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "corpus", "json")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the corpus is not here")
	}
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	var parts [][]byte
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		if r, err := document.Read(f, c); err == nil {
			parts = append(parts, []byte(findingsOf(r)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(keys.Sum(parts...)), "9e75ca009e47179c6d46f492488c39e5a5fcbf328e810b92f2205110ff4a7578"; got != want {
		t.Errorf("%d reports: %s, was %s", len(parts), got, want)
	}
}

func findingsOf(r *report.Report) string {
	var out strings.Builder
	for _, f := range (&check.Checker{Glyphs: someGlyphs{}}).Run(r) {
		fmt.Fprintf(&out, "%s|%s|%s|%s|%d|%s|%s|%s|%v|%v|%v|%s|%s\n", f.Key(), f.Rule, f.Severity.ID(), f.Section, f.At,
			f.Left, f.Right, f.Diff, f.Sides, f.Cells, f.Partners, f.Message, f.Basis)
	}
	return out.String()
}

// madeUp returns a report in which a little of everything is wrong, by chance.
func madeUp(t *testing.T, c *form.Catalog, seed uint64) *report.Report {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, 11)) // #nosec G404 -- nothing secret
	one := func(of ...string) string { return of[chance.IntN(len(of))] }
	held := map[form.Address]string{
		report.UnitName: one("甲局", "乙\U0001F600局"), report.Year: one("2019", "2020", "2023", "2024", "2025"),
		report.SignedOn: one("", "2026-01-20", "2025-12-31", "2024-06-01", "2025-01-01"), report.Edition: one("", "", "", "2019", "2021"),
		report.SignedBy: one("", "丙局㐀"), report.LayoutOf("requests"): one("", "", "", "2019", "2021"),
	}
	for _, f := range form.Facts {
		held[report.Fact(f.ID)] = one("", "yes")
	}
	texts := []string{"", "", "一切正常。", "还有【待填】件。", "全年收到××件，共　　元。", "笑\U0001F600脸㐀\U0001F601", strings.Repeat("字", 600), "地址：，电话：【待定】"}
	held[report.Preamble] = one(texts...)
	figures := []string{"", "0", "0", "1", "2", "7"}
	dense := chance.IntN(2) == 0
	for _, f := range []*form.Form{c.Edition("2019"), c.Edition("2021")} { // not those to come
		for _, s := range f.Sections {
			for _, field := range s.Fields {
				held[field.Address] = one(texts...)
			}
		}
		for _, table := range f.Tables() {
			for _, cell := range table.ValueCells() {
				if cell.Computed {
					held[report.SourceTotalAt(cell.Address)] = one("", "", "", "", "7", "12")
					held[report.PastedTotalAt(cell.Address)] = one("", "", "", "", "3")
				} else if held[cell.Address] = one(figures...); dense && held[cell.Address] == "" {
					held[cell.Address] = "0"
				}
			}
		}
	}
	for a, s := range held {
		if s == "" {
			delete(held, a)
		}
	}
	r, lost := report.Restore(c, held)
	if len(lost) > 0 {
		t.Fatal(lost)
	}
	return r
}
