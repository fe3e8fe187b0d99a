package layout

import "fmt"

// foots is what stands below the text block of each page: its number and a
// small line.
type foots struct {
	metrics Metrics
	text    string                       // the small line, "" for none
	number  func(page, pages int) string // "" for none
	style   style                        // of the number
	y       float64                      // baseline, mm
}

const (
	// numberDash is how far, in em, the dash of a page number stands above
	// its baseline; the dashes stand 7 mm below the text block.
	numberDash   = 0.36
	footBaseline = top + height + 7 + numberDash*pageSize*25.4/72
	footGap      = 5.0 // least room between the line and the number, mm
)

// dashed numbers the pages as GB/T 9704 has it.
func dashed(page, _ int) string { return fmt.Sprintf("— %d —", page) }

// add draws the feet. They come last so that the text of a page reads on
// without them.
func (f foots) add(pages []Page) {
	for i := range pages {
		page := &pages[i]
		room := measure
		if text := f.number(page.Number, len(pages)); text != "" {
			room -= f.addNumber(page, []rune(text)) + footGap
		}
		f.addLine(page, room)
	}
}

// addNumber puts the page number on the outer side with one character free
// and returns the room taken there.
func (f foots) addNumber(page *Page, text []rune) float64 {
	s := setter{metrics: f.metrics, style: f.style}
	width := s.textWidth(text)
	x := left + mm(pageSize)
	if page.Number%2 == 1 {
		x = left + measure - mm(pageSize) - width
	}
	page.Runs = append(page.Runs, s.runs(line{text: text, width: width, measure: width}, x, f.y)...)
	return mm(pageSize) + width
}

// addLine puts the small line on the binding side at the number's height; a
// line too long for the room goes on below.
func (f foots) addLine(page *Page, room float64) {
	s := setter{metrics: f.metrics, style: footStyle}
	y := f.y
	for _, l := range s.fill(clean(f.text), 0, room) {
		x := left
		if page.Number%2 == 0 {
			x = left + measure - l.width
		}
		l.justify = false
		page.Runs = append(page.Runs, s.runs(l, x, y)...)
		y += leading * mm(footSize)
	}
}

// makeStamp sets the stamp from corner to corner, as large as fits; nil for
// no text.
func makeStamp(m Metrics, stamp string) *Stamp {
	const most, length = 160.0, 236.0 // points, mm
	text := clean(stamp)
	if len(text) == 0 {
		return nil
	}
	s := setter{metrics: m, style: style{face: Hei, size: most}}
	if w := s.textWidth(text); w > length {
		s.size *= length / w
	}
	x, y := PageWidth/2, PageHeight/2
	return &Stamp{X: x, Y: y, Angle: 50, Run: Run{
		X: x - s.textWidth(text)/2, Y: y + 0.38*mm(s.size), Face: s.face, Size: s.size, Text: string(text),
	}}
}
