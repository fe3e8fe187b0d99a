// Package preview draws laid out pages for the screen: what the PDF shows, as
// an image. It knows no window.
package preview

import (
	"context"
	"image"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/font"
	"nianbao/export/pages"
	reportpages "nianbao/export/pages/report"
	"nianbao/export/typeset"
)

// Sheets are the pages of one report. They are safe for use from several
// goroutines.
type Sheets struct {
	fonts  *font.Set
	pages  []typeset.Page
	places [][]app.PagePlace // of each page
}

var _ app.Pages = (*Sheets)(nil)

var _ app.LayOut = LayOut

// LayOut sets a report on pages for the screen, on the pages that are printed. The
// error is an *app.Unprintable when there are characters that no font has.
func LayOut(ctx context.Context, r *report.Report, o app.PrintOptions) (app.Pages, error) {
	fonts := font.For(o.BodyFont)
	laidOut, err := reportpages.Pages(r, fonts, pages.Options{Watermark: o.Watermark, Footer: o.Footer})
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return New(fonts, laidOut), nil
}

// New returns pages to be drawn with the fonts that they were laid out with.
func New(fonts *font.Set, pages []typeset.Page) *Sheets {
	s := &Sheets{fonts: fonts, pages: pages, places: make([][]app.PagePlace, len(pages))}
	for i := range pages {
		for _, at := range pages[i].Places {
			s.places[i] = append(s.places[i], app.PagePlace{Address: form.Address(at.Key), X: at.X, Y: at.Y, W: at.W, H: at.H})
		}
	}
	return s
}

// Forget gives up the glyphs that were drawn; they are drawn anew when a page
// needs them.
func (s *Sheets) Forget() { glyphs.forget() }

// Len returns how many pages there are.
func (s *Sheets) Len() int { return len(s.pages) }

// Places tells where figures and lines of text stand on a page, in mm. The
// slice must not be changed.
func (s *Sheets) Places(page int) []app.PagePlace { return s.places[page] }

// Headings tells which sections begin on a page.
func (s *Sheets) Headings(page int) []app.PageHeading {
	var out []app.PageHeading
	for _, b := range s.pages[page].Bookmarks {
		out = append(out, app.PageHeading{Text: b.Text, Y: b.Y})
	}
	return out
}

// Draw draws a page, counted from 0, so many pixels wide. The image is new
// with each call.
func (s *Sheets) Draw(page, width int) image.Image {
	c := newCanvas(width)
	p := &s.pages[page]
	if p.Watermark != nil {
		c.marginal(s.fonts, p.Watermark)
	}
	for _, r := range p.Rules {
		c.rule(r)
	}
	for _, r := range p.Runs {
		c.run(s.fonts, r, 0)
	}
	return c.image
}
