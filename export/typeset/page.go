// Package layout sets text, tables and pictures on pages: runs of text with
// their places, ruled lines and bookmarks, by the rules of GB/T 9704 for
// official papers.
//
// It knows no document, no file format and no font. What it needs to know of
// fonts it asks of a Metrics; all page formats draw the same pages.
package typeset

// Face is a typeface by its part in the document.
type Face int

// The faces. Body is 宋体 unless a person has chosen another one.
const (
	Song     Face = iota // 宋体: tables, page numbers
	SongBold             // 宋体 bold, in place of 小标宋: the title
	Hei                  // 黑体: headings 一、
	Kai                  // 楷体: headings （一）
	Body                 // the text itself
)

// Metrics measures characters. It must answer the same for the same question:
// the drawer places characters by the same widths.
type Metrics interface {
	// Advance returns the width of a character in em.
	Advance(f Face, r rune) float64
	// Has says whether any font has the character.
	Has(r rune) bool
}

// Run is a stretch of text on one line. X is the origin of the first
// character and Y the baseline, in mm from the page's top left corner; Size is
// in points. Each character is followed by Spacing mm beside its own width.
type Run struct {
	X, Y    float64
	Face    Face
	Size    float64
	Spacing float64
	Text    string
}

// Rule is a straight line, in mm from the page's top left corner.
type Rule struct{ X1, Y1, X2, Y2, Width float64 }

// Frame draws the rules round a rectangle.
func Frame(x1, y1, x2, y2, width float64) []Rule {
	return []Rule{{x1, y1, x2, y1, width}, {x1, y2, x2, y2, width}, {x1, y1, x1, y2, width}, {x2, y1, x2, y2, width}}
}

// Bookmark is a place to jump to: a heading and the top of its line in mm. Level
// says how deep it stands under others.
type Bookmark struct {
	Text  string
	Y     float64
	Level int
}

// Picture is a picture, PNG, in a rectangle in mm. Pictures of one name are
// the same.
type Picture struct {
	X, Y, W, H float64
	Name       string
	Content    []byte
}

// Link is a rectangle in mm that leads to the page of a number.
type Link struct {
	X, Y, W, H float64
	Page       int
}

// Page is one page, its runs in reading order.
type Page struct {
	Number    int
	Runs      []Run
	Rules     []Rule
	Bookmarks []Bookmark
	Places    []Place    // what a person can point at: figures and lines of text
	Watermark *Watermark // nil for none

	Pictures []Picture
	Links    []Link
}
