package preview_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"nianbao/app"
	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/export/pdf"
	"nianbao/export/preview"
	"nianbao/export/typeset"
)

// example is the bundled report, which fills every cell and field.
func example(t testing.TB) *report.Report {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	r, err := document.Read(bytes.NewReader(assets.Example), c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sheets(t testing.TB, o app.PrintOptions) app.Pages {
	t.Helper()
	s, err := preview.LayOut(context.Background(), example(t), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// options puts on the pages all that can be.
var options = app.PrintOptions{Watermark: "送审稿　待审核", Footer: "第1轮审批件　内容摘要 930A 5B4D"}

// plain puts nothing across the pages.
var plain = app.PrintOptions{Footer: options.Footer}

// pictures draws the PDF with another program.
func pictures(t *testing.T, width int) []*image.Gray {
	t.Helper()
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("pdftoppm is not installed")
	}
	dir := t.TempDir()
	var b bytes.Buffer
	if err := (pdf.Printer{}).Print(context.Background(), example(t), plain, &b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	size := fmt.Sprint(width)
	if out, err := exec.Command("pdftoppm", "-gray", "-png", "-scale-to-x", size, "-scale-to-y", "-1", path, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "p*.png"))
	if err != nil {
		t.Fatal(err)
	}
	var out []*image.Gray
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, grey(img))
	}
	return out
}

func grey(img image.Image) *image.Gray {
	out := image.NewGray(img.Bounds())
	switch img := img.(type) {
	case *image.Gray:
		return img
	case *image.RGBA:
		for i := range out.Pix {
			out.Pix[i] = img.Pix[4*i]
		}
	default:
		draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	}
	return out
}

// darkness is how dark a square of an image is, 0 to 1.
func darkness(img *image.Gray, x, y, side int) float64 {
	sum := 0
	for dy := range side {
		for _, g := range img.Pix[img.PixOffset(x, y+dy):][:side] {
			sum += 255 - int(g)
		}
	}
	return float64(sum) / float64(255*side*side)
}

// TestTheScreenShowsWhatThePDFShows compares the ink in blocks of about half a
// character, page by page, with what a PDF viewer draws.
func TestTheScreenShowsWhatThePDFShows(t *testing.T) {
	const width = 800
	want := pictures(t, width)
	got := sheets(t, plain)
	if got.Len() != len(want) {
		t.Fatalf("%d pages, the PDF has %d", got.Len(), len(want))
	}
	for p, w := range want {
		img := grey(got.Draw(p, width))
		if d := img.Bounds().Dy() - w.Bounds().Dy(); img.Bounds().Dx() != width || d < -1 || d > 1 {
			t.Fatalf("page %d has the size %v, the PDF %v", p+1, img.Bounds(), w.Bounds())
		}
		// Thin rules are drawn paler here than there.
		most := 0.1
		if hasTable(got.Places(p)) {
			most = 0.25
		}
		if off, worst := compare(img, w); off > most || worst > 0.2 {
			t.Errorf("page %d differs by %.3f of its ink, by %.2f in the worst block", p+1, off, worst)
		}
	}
}

// compare tells how much of the ink of two images differs, block by block,
// and by how much of its area the worst block does.
func compare(got, want *image.Gray) (off, worst float64) {
	const side = 10
	var sum, all float64
	for y := 0; y+side <= want.Bounds().Dy(); y += side {
		for x := 0; x+side <= want.Bounds().Dx(); x += side {
			w := darkness(want, x, y, side)
			d := math.Abs(darkness(got, x, y, side) - w)
			sum, all, worst = sum+d, all+w, max(worst, d)
		}
	}
	return sum / all, worst
}

func hasTable(places []app.PagePlace) bool {
	for _, p := range places {
		if strings.HasPrefix(string(p.Address), "requests.") || strings.HasPrefix(string(p.Address), "disclosed.") ||
			strings.HasPrefix(string(p.Address), "disputes.") {
			return true
		}
	}
	return false
}

func TestDrawingIsTheSameAtAnyTime(t *testing.T) {
	s := sheets(t, options)
	want := make([]*image.RGBA, s.Len())
	for p := range want {
		want[p] = s.Draw(p, 400).(*image.RGBA)
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			own := sheets(t, options)
			for p, w := range want {
				for _, drawn := range []app.Pages{s, own} {
					if !bytes.Equal(drawn.Draw(p, 400).(*image.RGBA).Pix, w.Pix) {
						t.Errorf("page %d is drawn otherwise than before", p+1)
					}
				}
				s.Draw(p, 301+p)
			}
		})
	}
	wg.Wait()
}

// TestAnyWidthIsDrawn draws pages from a speck to a wall.
func TestAnyWidthIsDrawn(t *testing.T) {
	s := sheets(t, options)
	for _, width := range []int{-3, 0, 1, 2, 33, 3000} {
		b := s.Draw(3, width).Bounds()
		if want := max(1, width); b.Dx() != want || math.Abs(float64(b.Dy())-float64(want)*app.PageHeight/app.PageWidth) > 1 {
			t.Errorf("%d pixels wide: drawn as %v", width, b)
		}
	}
}

// TestPlacesHoldTheInk holds that what is at a place is drawn there.
func TestPlacesHoldTheInk(t *testing.T) {
	const width = 1000
	const scale = width / app.PageWidth
	s := sheets(t, app.PrintOptions{})
	for page := range s.Len() {
		img := grey(s.Draw(page, width))
		for _, p := range s.Places(page) {
			// A little inside, so that the rules around a cell do not count.
			x1, y1, x2, y2 := int((p.X+0.3)*scale)+1, int((p.Y+0.3)*scale)+1, int((p.X+p.W-0.3)*scale), int((p.Y+p.H-0.3)*scale)
			dark := 0
			for y := y1; y < y2; y++ {
				for x := x1; x < x2; x++ {
					if img.GrayAt(x, y).Y < 128 {
						dark++
					}
				}
			}
			if dark == 0 {
				t.Errorf("page %d: nothing is drawn at %+v", page+1, p)
			}
		}
	}
}

// TestTheExampleCanBePointedAtEverywhere counts the places of the bundled
// report as it is set in the real fonts.
func TestTheExampleCanBePointedAtEverywhere(t *testing.T) {
	r, s := example(t), sheets(t, options)
	count := map[form.Address]int{}
	for page := range s.Len() {
		for _, p := range s.Places(page) {
			count[p.Address]++
		}
	}
	for _, section := range r.Form().Sections {
		for _, f := range section.Fields {
			if r.Text(f.Address) != "" && count[f.Address] == 0 {
				t.Errorf("%s has no place", f.Address)
			}
		}
	}
	for _, table := range r.Form().Tables() {
		for _, c := range table.ValueCells() {
			if count[c.Address] != 1 {
				t.Errorf("%s has %d places", c.Address, count[c.Address])
			}
		}
	}
	for _, a := range []form.Address{report.UnitName, report.Preamble, report.SignedBy, report.SignedOn} {
		if count[a] == 0 {
			t.Errorf("%s has no place", a)
		}
	}
}

// What a page says of itself must be seen, and must not run through what stands on
// it: only the upper margin is another than without it.
func TestTheWatermarkStandsInTheMarginOnTheScreen(t *testing.T) {
	const width = 700
	with, without := sheets(t, options), sheets(t, plain)
	const margin = 123 // pixels of typeset.Top, 37 mm
	for page := range with.Len() {
		a, b := grey(with.Draw(page, width)), grey(without.Draw(page, width))
		ink := 0
		for y := range a.Rect.Dy() {
			for x := range a.Rect.Dx() {
				if a.GrayAt(x, y) == b.GrayAt(x, y) {
					continue
				}
				if ink++; y >= margin || b.GrayAt(x, y).Y != 255 {
					t.Fatalf("page %d: it touches what stands at %d, %d", page+1, x, y)
				}
			}
		}
		if ink < 500 {
			t.Errorf("page %d: %d pixels of it are seen", page+1, ink)
		}
	}
}

// Each section is found by its heading, on the page and at the height at which its
// bookmark in the PDF stands.
func TestTheHeadingsAreThoseOfTheSections(t *testing.T) {
	r, s := example(t), sheets(t, options)
	var found []string
	for page := range s.Len() {
		last := typeset.Top - 1.0
		for _, h := range s.Headings(page) {
			if h.Y < last || h.Y > typeset.Top+typeset.Height {
				t.Errorf("page %d: %q at %.1f", page+1, h.Text, h.Y)
			}
			last = h.Y
			found = append(found, h.Text)
		}
	}
	var want []string
	for _, section := range r.Form().Sections {
		want = append(want, section.Heading)
	}
	if !slices.Equal(found, want) {
		t.Errorf("headings %q, sections %q", found, want)
	}
}

func BenchmarkDraw(b *testing.B) {
	for _, width := range []int{800, 1600} {
		b.Run(fmt.Sprint(width), func(b *testing.B) {
			s := sheets(b, options)
			s.Draw(0, width)
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				s.Draw(n%s.Len(), width)
			}
		})
	}
}

// BenchmarkFirstDraw draws at a width never seen, so that no glyph is known.
func BenchmarkFirstDraw(b *testing.B) {
	s := sheets(b, options)
	n := 0
	for b.Loop() {
		s.Draw(n%s.Len(), 700+n%400)
		n++
	}
}

func BenchmarkSheets(b *testing.B) {
	r := example(b)
	for b.Loop() {
		if _, err := preview.LayOut(context.Background(), r, options); err != nil {
			b.Fatal(err)
		}
	}
}
