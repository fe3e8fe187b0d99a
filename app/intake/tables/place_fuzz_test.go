package tables

import (
	"slices"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/assets"
)

// Whatever stands in a table of a file, each figure that is placed stands in the row
// it is said to be of, and no row is placed twice.
func FuzzPlaceOfFiles(f *testing.F) {
	for _, s := range []string{
		"（一）予以公开\t1\t2\t3\t4\t5\t6\t21", "予以公开\t\t/\t无\t0\t0\t0\t0", "（七）总计\t1\n\t\t", "规章\t1\t0\t3",
		"1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0", "\ufffd一\ufffd予以公开\t1\t1\t1\t1\t1\t1\t6",
		"结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n1\t2\t3\t4\t10\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0",
	} {
		f.Add(s)
	}
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var rows [][]string
		for line := range strings.SplitSeq(text, "\n") {
			rows = append(rows, strings.Split(line, "\t"))
		}
		for _, edition := range catalog.Editions() {
			for _, tb := range edition.Tables() {
				block := Of(rows)
				Labels(tb, block)
				p, err := Place(tb, block)
				if err != nil {
					continue
				}
				for _, c := range p.Cells {
					if c.Row < 0 || c.Row >= len(rows) {
						t.Fatalf("%s: %q is of row %d of %d", tb.ID, c.Raw, c.Row, len(rows))
					}
					within := slices.ContainsFunc(rows, func(row []string) bool {
						return slices.ContainsFunc(row, func(s string) bool { return strings.Contains(s, c.Raw) })
					})
					if !within {
						t.Fatalf("%s: %q stands nowhere in %q", tb.ID, c.Raw, rows)
					}
				}
			}
		}
	})
}
