package importing

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"nianbao/app/intake/page"
	"nianbao/app/intake/reading"
	"nianbao/ui/prose"
)

// strip is a paragraph of the document, or a row of a table in it, with where it lies:
// one below the other, from the top of the sheet.
type strip struct {
	at     reading.Place
	y, h   float32
	bottom float32 // of what belongs to it: a cell may reach over rows below
	texts  []written
	boxes  []box
}

// written is a line of text on the sheet, and box the edge of a cell.
type (
	written struct {
		text string
		x, y float32
	}
	box struct{ x, y, w, h float32 }
)

// The room around things, in units.
const (
	sheetMargin = 14 // at the left there is the bar of what was read, too
	cellPad     = 4
	between     = 6 // paragraphs
)

// The bounds of what is shown of a document: more than any report. What a table has
// beyond them is hardly one of the form.
const (
	mostCharacters = 400_000
	mostColumns    = 60
)

// sheetMaker lays a document out in a width.
type sheetMaker struct {
	width, line float32
	size        float32
	known       map[rune]float32
	strips      []strip
	y           float32
	left        int // characters that may still be shown
}

// layOut lays a document out.
func layOut(p *page.Page, width float32) ([]strip, float32) {
	size := sheetText()
	m := &sheetMaker{width: width, size: size, line: float32(math.Ceil(float64(size * 1.45))), known: map[rune]float32{}, y: between, left: mostCharacters}
	for i, b := range p.Blocks {
		switch {
		case m.left <= 0:
			m.paragraph(reading.Place{Block: i}, "……文件太长，后面的没有显示。", false)
			return m.strips, m.y
		case b.Table != nil:
			m.table(i, b.Table)
		case b.Picture:
			m.paragraph(reading.Place{Block: i}, "［图片］", false)
		default:
			for n, text := range strings.Split(b.Text, "\n") {
				m.paragraph(reading.Place{Block: i, Row: n}, text, headed.MatchString(text) && utf8.RuneCountInString(text) < 40)
			}
		}
	}
	return m.strips, m.y + between
}

// sheetText is the size of the text, that of tables elsewhere.
func sheetText() float32 { return float32(math.Round(float64(theme.TextSize()*0.93*2))) / 2 }

// headed is how headings begin.
var headed = regexp.MustCompile(`^\s*[一二三四五六七][、.．]|^\s*[（(][一二三四五六七][)）]`)

func (m *sheetMaker) advance(r rune) float32 {
	if r >= 0x3000 && r <= 0x9fff { // all of them are as wide
		r = '国'
	}
	w, ok := m.known[r]
	if !ok {
		w = fyne.MeasureText(string(r), m.size, fyne.TextStyle{}).Width
		m.known[r] = w
	}
	return w
}

func (m *sheetMaker) wrap(text string, width float32) []string {
	m.left -= utf8.RuneCountInString(text)
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(strings.ReplaceAll(line, "\t", "    "), " \u3000\r")
		out = append(out, prose.Wrap(line, width, m.advance)...)
	}
	return out
}

func (m *sheetMaker) paragraph(at reading.Place, text string, heading bool) {
	if heading {
		m.y += between
	}
	s := strip{at: at, y: m.y}
	for i, line := range m.wrap(text, m.width-2*sheetMargin) {
		s.texts = append(s.texts, written{line, sheetMargin, m.y + float32(i)*m.line})
	}
	s.h = float32(max(len(s.texts), 1))*m.line + between
	m.add(s)
}

func (m *sheetMaker) add(s strip) {
	s.bottom = max(s.bottom, s.y+s.h)
	m.strips = append(m.strips, s)
	m.y = s.y + s.h
}

// laid is a cell of a table with its place on the grid.
type laid struct {
	page.Cell
	row, col int
	lines    []string
}

// table lays a table out as it stands in the document, joined cells included.
func (m *sheetMaker) table(block int, t *page.Table) {
	cells, columns := place(t)
	widths := m.columnWidths(cells, columns)
	edges := make([]float32, columns+1)
	edges[0] = sheetMargin
	for i, w := range widths {
		edges[i+1] = edges[i] + w
	}
	heights := make([]float32, len(t.Rows))
	for i := range heights {
		heights[i] = m.line + 2*cellPad
	}
	for i := range cells {
		c := &cells[i]
		c.lines = m.wrap(c.Text, edges[c.col+c.Columns]-edges[c.col]-2*cellPad)
		m.heighten(heights, c)
	}
	m.y += between
	tops := make([]float32, len(t.Rows)+1)
	tops[0] = m.y
	for i, h := range heights {
		tops[i+1] = tops[i] + h
	}
	rows := make([]strip, len(t.Rows))
	for i := range rows {
		rows[i] = strip{at: reading.Place{Block: block, Row: i}, y: tops[i], h: heights[i]}
	}
	for _, c := range cells {
		rows[c.row].put(c, box{edges[c.col], tops[c.row], edges[c.col+c.Columns] - edges[c.col], tops[c.row+c.Rows] - tops[c.row]}, m)
	}
	for _, s := range rows {
		m.add(s)
	}
	m.y += between
}

// put draws a cell into its row: short ones in the middle, as figures stand.
func (s *strip) put(c laid, b box, m *sheetMaker) {
	s.boxes = append(s.boxes, b)
	s.bottom = max(s.bottom, b.y+b.h)
	y := b.y + (b.h-float32(len(c.lines))*m.line)/2
	for i, line := range c.lines {
		x := b.x + cellPad
		if len(c.lines) == 1 {
			width := float32(0)
			for _, r := range line {
				width += m.advance(r)
			}
			x = b.x + max((b.w-width)/2, cellPad)
		}
		s.texts = append(s.texts, written{text: line, x: x, y: y + float32(i)*m.line})
	}
}

// heighten makes the rows of a cell as high as its text needs.
func (m *sheetMaker) heighten(heights []float32, c *laid) {
	have := float32(0)
	for r := c.row; r < c.row+c.Rows; r++ {
		have += heights[r]
	}
	if more := float32(len(c.lines))*m.line + 2*cellPad - have; more > 0 {
		heights[c.row+c.Rows-1] += more
	}
}

// place puts the cells of a table on a grid: a place that a cell above covers is left
// out. Spans end where the table ends.
func place(t *page.Table) ([]laid, int) {
	taken := map[[2]int]bool{}
	var out []laid
	columns := 1
	for r, row := range t.Rows {
		col := 0
		for _, c := range row {
			for taken[[2]int{r, col}] {
				col++
			}
			if col >= mostColumns {
				break
			}
			c.Rows = min(max(c.Rows, 1), len(t.Rows)-r)
			c.Columns = min(max(c.Columns, 1), mostColumns-col)
			for y := r; y < r+c.Rows; y++ {
				for x := col; x < col+c.Columns; x++ {
					taken[[2]int{y, x}] = true
				}
			}
			out = append(out, laid{Cell: c, row: r, col: col})
			col += c.Columns
			columns = max(columns, col)
		}
	}
	if len(taken) == countOf(out) {
		toTheRight(out, columns)
	}
	return out, columns
}

// countOf is how many places single cells take.
func countOf(cells []laid) int {
	n := 0
	for _, c := range cells {
		if c.Rows > 1 {
			return -1
		}
		n += c.Columns
	}
	return n
}

// toTheRight moves short rows of a table in which nothing is joined downward to the
// right edge: some readers leave out the cells that one above covers, which stand at the
// left, so that the figures stand below each other again. Of one or two cells the last is
// made wider: it was joined with those at its right.
func toTheRight(cells []laid, columns int) {
	width, count := map[int]int{}, map[int]int{}
	for _, c := range cells {
		width[c.row] = max(width[c.row], c.col+c.Columns)
		count[c.row]++
	}
	for i := range cells {
		c := &cells[i]
		over := columns - width[c.row]
		switch {
		case count[c.row] > 2:
			c.col += over
		case c.col+c.Columns == width[c.row]:
			c.Columns += over
		}
	}
}

// columnWidths shares the width: to each column what its texts need on one line, as far
// as there is room, and no less than two characters.
func (m *sheetMaker) columnWidths(cells []laid, columns int) []float32 {
	const longest = 14 // characters on one line
	least := 2*m.advance('国') + 2*cellPad
	natural := make([]float32, columns)
	for i := range natural {
		natural[i] = least
	}
	for _, c := range cells {
		if c.Columns > 1 {
			continue
		}
		width := float32(0)
		for _, r := range c.Text {
			if width += m.advance(r); width > longest*m.advance('国') {
				break
			}
		}
		natural[c.col] = max(natural[c.col], width+2*cellPad)
	}
	return shrink(natural, least, m.width-2*sheetMargin)
}

// shrink makes columns narrower until they fit, the widest first; what is over they share.
func shrink(widths []float32, least, room float32) []float32 {
	sum, give := float32(0), float32(0)
	for _, w := range widths {
		sum += w
		give += w - least
	}
	over := sum - room
	for i, w := range widths {
		switch {
		case over > 0 && give > 0:
			widths[i] = max(w-(w-least)*min(over/give, 1), min(least, room/float32(len(widths))))
		case over < 0:
			widths[i] = w - over*w/sum
		}
	}
	if over > give && give >= 0 { // even the least is too much
		for i := range widths {
			widths[i] = max(room/float32(len(widths)), 1)
		}
	}
	return widths
}
