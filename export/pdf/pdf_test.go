package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf16"

	"pgregory.net/rapid"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/export/pdf"
)

func catalog(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// fataler is what tests, benchmarks and property tests have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func put(t fataler, r *report.Report, values map[form.Address]string) {
	t.Helper()
	var e report.Edit
	for a, v := range values {
		c, err := r.Set(a, v)
		if err != nil {
			t.Fatalf("set %s: %.80s", a, err)
		}
		e.Changes = append(e.Changes, c)
	}
	if err := r.Apply(e); err != nil {
		t.Fatalf("%.80s", err)
	}
}

// filled returns a made-up report with text in every field and a figure of
// its own in every cell.
func filled(t testing.TB, year int) *report.Report {
	r := report.New(catalog(t), "东海市临江区人民政府", year)
	values := map[form.Address]string{
		report.SignedOn: fmt.Sprintf("%d-01-09", year+1),
		report.Preamble: r.DefaultPreamble(),
	}
	for _, s := range r.Form().Sections {
		for i, f := range s.Fields {
			values[f.Address] = strings.Repeat(fmt.Sprintf("%d年，全区主动公开政府信息5500余条，办结率100%%（其中%s第%d项96171.6万元）；召开“政府开放日”活动12场——覆盖全部乡镇……", year, f.Name, i), 3)
		}
	}
	n := 100
	for _, table := range r.Form().Tables() {
		for _, c := range table.ValueCells() {
			if n++; !c.Computed {
				values[c.Address] = fmt.Sprint(n)
			}
		}
	}
	put(t, r, values)
	return r
}

func printed(t fataler, r *report.Report, o app.PrintOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (pdf.Printer{}).Print(context.Background(), r, o, &b); err != nil {
		t.Fatalf("print: %v", err)
	}
	return b.Bytes()
}

var pageNumber = regexp.MustCompile(`(?m)^— \d+ —$`)

// extract reads the text of a PDF with another program, page numbers and
// white space left out.
func extract(t fataler, dir string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatalf("%v", err)
	}
	out, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return bare(pageNumber.ReplaceAllString(string(out), ""))
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func needPdftotext(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
}

func TestEveryTextAndFigureIsInThePDF(t *testing.T) {
	needPdftotext(t)
	for _, year := range []int{2019, 2025} {
		for _, body := range []string{app.BodyBundled, app.BodyFangSong, app.BodyKai} {
			t.Run(fmt.Sprint(year, body), func(t *testing.T) {
				r := filled(t, year)
				got := extract(t, t.TempDir(), printed(t, r, app.PrintOptions{BodyFont: body}))
				at := 0
				for _, want := range inOrder(r) {
					i := strings.Index(got[at:], bare(want))
					if i < 0 {
						t.Fatalf("%q does not follow %q", want, tail(got[:at]))
					}
					at += i + len(bare(want))
				}
			})
		}
	}
}

func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-40):])
}

// inOrder lists what a report must print, in its order.
func inOrder(r *report.Report) []string {
	out := []string{r.Title(), r.Text(report.Preamble)}
	for _, s := range r.Form().Sections {
		out = append(out, s.Heading)
		for _, f := range s.Fields {
			out = append(out, f.Heading, r.Text(f.Address))
		}
		if s.Table == nil {
			continue
		}
		for _, c := range s.Table.Cells {
			if c.IsValue() {
				out = append(out, r.Figure(c.Address).String())
			} else {
				out = append(out, c.Text)
			}
		}
	}
	if day, err := report.ParseDate(r.Text(report.SignedOn)); err == nil {
		return append(out, r.Signature(), report.PrintDate(day))
	}
	return append(out, r.Signature())
}

// TestGeneratedTextsComeBack prints what people type and paste and reads it
// again: no character may be lost, changed or moved.
func TestGeneratedTextsComeBack(t *testing.T) {
	needPdftotext(t)
	c := catalog(t)
	dir := t.TempDir()
	text := rapid.Map(rapid.SliceOfN(rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("政府信息公开年度报告的了市县乡镇")), 1, 30, -1),
		rapid.StringOfN(rapid.RuneFrom(nil, &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x4e00, Hi: 0x9fa5, Stride: 1}}}), 1, 30, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("，。、；：？！“”‘’（）《》〔〕—…·％①②㎡㛃䶮𬎆𠅤()\\<>[]%&/")), 1, 8, -1),
		rapid.StringMatching(`[A-Za-z0-9.,@/:_-]{1,70}`),
		rapid.SampledFrom([]string{"\n", " ", "　　", "\t"}),
	), 1, 40), func(p []string) string { return strings.Join(p, "") })
	rapid.Check(t, func(t *rapid.T) {
		r := report.New(c, "东海市"+rapid.SampledFrom([]string{"水务局", "𬎆乡人民政府", "㛃䶮委员会"}).Draw(t, "unit"), 2025)
		values := map[form.Address]string{
			"overview.platform":     text.Draw(t, "platform"),
			"problems.improvements": text.Draw(t, "improvements"),
		}
		put(t, r, values)
		got := extract(t, dir, printed(t, r, app.PrintOptions{}))
		for a, want := range values {
			if !strings.Contains(got, bare(want)) {
				t.Fatalf("%s: %q is not in %q", a, bare(want), got)
			}
		}
		if !strings.HasPrefix(got, bare(r.Title())) {
			t.Fatalf("the title is not %q", r.Title())
		}
	})
}

func TestNoSpacesAreReadIntoTheText(t *testing.T) {
	needPdftotext(t)
	r := filled(t, 2025)
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, printed(t, r, app.PrintOptions{}), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer("\n", "", "\r", "", "\f", "").Replace(pageNumber.ReplaceAllString(string(out), ""))
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			if want := r.Text(f.Address); !strings.Contains(got, want) {
				t.Errorf("%s is not read as it was written", f.Name)
			}
		}
	}
}

func TestSameReportSameBytes(t *testing.T) {
	r := filled(t, 2025)
	put(t, r, map[form.Address]string{"overview.platform": "𬎆㛃䶮𠅤𬎆①ABC"})
	first := printed(t, r, app.PrintOptions{Watermark: "草稿"})
	for range 5 {
		if !bytes.Equal(first, printed(t, r.Clone(), app.PrintOptions{Watermark: "草稿"})) {
			t.Fatal("the same report gives other bytes")
		}
	}
}

func TestDatesComeFromTheReport(t *testing.T) {
	r := filled(t, 2025)
	if got := printed(t, r, app.PrintOptions{}); !bytes.Contains(got, []byte("D:20260109000000")) {
		t.Error("the PDF is not dated by the report's date")
	}
	put(t, r, map[form.Address]string{report.SignedOn: ""})
	if got := printed(t, r, app.PrintOptions{}); !bytes.Contains(got, []byte("D:20260101000000")) {
		t.Error("the PDF of a report without date is not dated by its year")
	}
}

func TestSectionsAreBookmarked(t *testing.T) {
	r := filled(t, 2025)
	data := printed(t, r, app.PrintOptions{})
	at := bytes.Index(data, []byte("/Outlines"))
	if at < 0 {
		t.Fatal("there are no bookmarks")
	}
	for _, s := range r.Form().Sections {
		if n := bytes.Count(data, titleOf(s.Heading)); n != 1 {
			t.Errorf("%s has %d bookmarks", s.Heading, n)
		}
	}
	put(t, r, map[form.Address]string{report.UnitName: "东海市𬎆乡"})
	if !bytes.Contains(printed(t, r, app.PrintOptions{}), titleOf(r.Title())) {
		t.Error("the title of the PDF is not the report's")
	}
}

// titleOf returns how a PDF writes a title: in UTF-16, with brackets escaped.
func titleOf(s string) []byte {
	b := []byte("/Title (\xfe\xff")
	for _, u := range utf16.Encode([]rune(s)) {
		for _, c := range []byte{byte(u >> 8), byte(u)} {
			switch c {
			case '(', ')', '\\':
				b = append(b, '\\', c)
			case '\r':
				b = append(b, `\r`...)
			default:
				b = append(b, c)
			}
		}
	}
	return append(b, ')')
}

// TestManyAtOnce prints on several goroutines; run it with -race.
func TestManyAtOnce(t *testing.T) {
	r := filled(t, 2025)
	want := printed(t, r, app.PrintOptions{})
	var wg sync.WaitGroup
	for range 4 {
		own := r.Clone()
		wg.Go(func() {
			for range 3 {
				var b bytes.Buffer
				if err := (pdf.Printer{}).Print(context.Background(), own, app.PrintOptions{}, &b); err != nil {
					t.Error(err)
				}
				if !bytes.Equal(b.Bytes(), want) {
					t.Error("another PDF than when printed alone")
				}
			}
		})
	}
	wg.Wait()
}

func TestNothingIsWrittenWhenCharactersAreMissing(t *testing.T) {
	r := filled(t, 2025)
	put(t, r, map[form.Address]string{"overview.disclosure": "甲\ue000乙😀", report.SignedBy: "𠀀"})
	var b bytes.Buffer
	err := (pdf.Printer{}).Print(context.Background(), r, app.PrintOptions{}, &b)
	var u *app.Unprintable
	if !errors.As(err, &u) {
		t.Fatalf("error %v", err)
	}
	want := "[{overview.disclosure 一、总体情况（一）主动公开情况 57344 1} {overview.disclosure 一、总体情况（一）主动公开情况 128512 3} {meta.signed_by 署名 131072 0}]"
	if got := fmt.Sprint(u.Places); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if b.Len() > 0 {
		t.Errorf("%d bytes were written", b.Len())
	}
}

func TestPrintStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var b bytes.Buffer
	err := (pdf.Printer{}).Print(ctx, filled(t, 2025), app.PrintOptions{}, &b)
	if !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, b.Len())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestPrintReportsAFailedWrite(t *testing.T) {
	if err := (pdf.Printer{}).Print(context.Background(), filled(t, 2025), app.PrintOptions{}, full{}); err == nil {
		t.Error("a failed write is not reported")
	}
}

func TestTheWatermarkIsInThePDF(t *testing.T) {
	needPdftotext(t)
	r := filled(t, 2025)
	data := printed(t, r, app.PrintOptions{Watermark: "草稿"})
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	for i, p := range pages {
		// Turned characters are read one by one.
		if !strings.Contains(p, "草") || !strings.Contains(p, "稿") {
			t.Errorf("page %d has no stamp", i+1)
		}
	}
}

// TestPrintIsQuiet holds that the PDF library, which prints its complaints,
// has none.
func TestPrintIsQuiet(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = write
	data := printed(t, filled(t, 2025), app.PrintOptions{Watermark: "草稿"})
	os.Stdout = stdout
	write.Close()
	said, err := io.ReadAll(read)
	if err != nil || len(said) > 0 {
		t.Errorf("printed on standard output: %q, %v", said, err)
	}
	// Four fonts of 3 to 12 MB are cut to what the pages use.
	if len(data) > 300_000 {
		t.Errorf("the PDF has %d bytes", len(data))
	}
}

func BenchmarkPrint(b *testing.B) {
	r := filled(b, 2025)
	b.ReportAllocs()
	for b.Loop() {
		if err := (pdf.Printer{}).Print(context.Background(), r, app.PrintOptions{}, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
