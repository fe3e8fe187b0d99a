package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/pages"
	"nianbao/export/typeset"
	"nianbao/export/typeset/typesettest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// dump writes pages as text: each row with where it begins and ends, its
// baseline, face and size; then the rules.
func dump(pages []typeset.Page) string {
	var b strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&b, "page %d\n", p.Number)
		for _, m := range p.Bookmarks {
			fmt.Fprintf(&b, "  mark %.1f %s\n", m.Y, m.Text)
		}
		if p.Watermark != nil {
			fmt.Fprintf(&b, "  stamp %.1f,%.1f %.0f° %.0fpt %s\n", p.Watermark.X, p.Watermark.Y, p.Watermark.Angle, p.Watermark.Run.Size, p.Watermark.Run.Text)
		}
		for _, r := range typesettest.RowsOn(p) {
			fmt.Fprintf(&b, "  %.1f–%.1f %.1f %s%g %s\n", r.X1, r.X2, r.Y, faceNames[r.Face], r.Size, r.Text)
		}
		for _, r := range p.Runs {
			if r.Y > typeset.Top+typeset.Height {
				fmt.Fprintf(&b, "  %.1f %.1f %s%g %s\n", r.X, r.Y, faceNames[r.Face], r.Size, r.Text)
			}
		}
		for _, l := range p.Rules {
			fmt.Fprintf(&b, "  rule %.1f,%.1f %.1f,%.1f %.2f\n", l.X1, l.Y1, l.X2, l.Y2, l.Width)
		}
	}
	return b.String()
}

var faceNames = map[typeset.Face]string{typeset.Song: "宋", typeset.SongBold: "标", typeset.Hei: "黑", typeset.Kai: "楷", typeset.Body: "文"}

// example is a made-up report with something in each of its parts.
func example(t testing.TB, year int) *report.Report {
	r := report.New(catalog(t), "东海市临江区柳河镇人民政府", year)
	values := map[form.Address]string{report.SignedOn: fmt.Sprintf("%d-01-09", year+1)}
	for i, s := range r.Form().Sections {
		for j, f := range s.Fields {
			if f.Optional && i > 0 && f.Address != "others.processing_fee" {
				continue
			}
			values[f.Address] = fmt.Sprintf("%d年，本镇主动公开政府信息%d条，办结率100%%；召开“政府开放日”活动%d场（其中村级%d场），编发《柳河政务》6期——覆盖全部12个村。\n详见https://www.liuhe.gov.cn/zwgk/zfxxgknb/index.html……", year, 100*i+j+3985, j, i)
		}
	}
	values[report.Preamble] = "本报告依照《条例》编制。\n如有疑问，请与本镇人民政府办公室联系。"
	n := 0
	for _, table := range r.Form().Tables() {
		for _, c := range table.ValueCells() {
			if n++; !c.Computed && n%7 != 0 { // some are left blank
				values[c.Address] = fmt.Sprint(n * n % 97)
			}
		}
	}
	values["requests.received.natural_person"] = "11398889"
	put(t, r, values)
	return r
}

// TestGolden compares whole layouts with stored ones. After a wanted change
// look at the pages, then run it with -update.
func TestGolden(t *testing.T) {
	for _, year := range []int{2020, 2025} {
		t.Run(fmt.Sprint(year), func(t *testing.T) {
			got := dump(mustPages(t, example(t, year), pages.Options{Watermark: "草稿"}))
			path := filepath.Join("testdata", fmt.Sprintf("%d.txt", year))
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			g, w := strings.Split(got, "\n"), strings.Split(strings.ReplaceAll(string(want), "\r\n", "\n"), "\n")
			for i := range max(len(g), len(w)) {
				if i >= len(g) || i >= len(w) || g[i] != w[i] {
					t.Fatalf("line %d differs:\n got %q\nwant %q", i+1, at(g, i), at(w, i))
				}
			}
		})
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}
