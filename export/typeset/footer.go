package typeset

import (
	"fmt"
	"strings"

	"nianbao/export/text"
)

// Footer is what stands below the text block of each page: its number and a
// small line.
type Footer struct {
	Metrics Metrics
	Text    string                       // the small lines, "" for none
	Number  func(page, pages int) string // "" for none
	Style   Style                        // of the number
	Y       float64                      // baseline, mm
}

const (
	// numberDash is how far, in em, the dash of a page number stands above
	// its baseline; the dashes stand 7 mm below the text block.
	numberDash     = 0.36
	FooterBaseline = Top + Height + 7 + numberDash*NumberSize*25.4/72
	footerGap      = 5.0 // least room between the line and the number, mm
)

// Dashed numbers the pages as GB/T 9704 has it.
func Dashed(page, _ int) string { return fmt.Sprintf("— %d —", page) }

// Add draws the footers. They come last so that the text of a page reads on
// without them.
func (f Footer) Add(pages []Page) {
	for i := range pages {
		page := &pages[i]
		room := Measure
		if text := f.Number(page.Number, len(pages)); text != "" {
			room -= f.addNumber(page, []rune(text)) + footerGap
		}
		f.addLine(page, room)
	}
}

// addNumber puts the page number on the outer side with one character free
// and returns the room taken there.
func (f Footer) addNumber(page *Page, text []rune) float64 {
	s := Typesetter{Metrics: f.Metrics, Style: f.Style}
	width := s.TextWidth(text)
	x := Left + MM(NumberSize)
	if page.Number%2 == 1 {
		x = Left + Measure - MM(NumberSize) - width
	}
	page.Runs = append(page.Runs, s.Runs(Line{Text: text, Width: width, Measure: width}, x, f.Y)...)
	return MM(NumberSize) + width
}

// addLine puts the small lines on the binding side, the first at the number's
// height; a line too long for the room goes on below.
func (f Footer) addLine(page *Page, room float64) {
	s := Typesetter{Metrics: f.Metrics, Style: FooterStyle}
	y := f.Y
	for line := range strings.SplitSeq(f.Text, "\n") {
		for _, l := range s.Fill(text.Clean(line), 0, room) {
			x := Left
			if page.Number%2 == 0 {
				x = Left + Measure - l.Width
			}
			l.Justify = false
			page.Runs = append(page.Runs, s.Runs(l, x, y)...)
			y += Leading * MM(FooterSize)
		}
	}
}
