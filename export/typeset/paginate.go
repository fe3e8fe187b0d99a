package typeset

import "math"

// Item is the smallest thing a page holds: a row of text, a blank row, a
// block of several rows, or a table. Items that are together stand on one
// page with the item that follows.
type Item struct {
	KeepWithNext bool
	Rows         int     // rows of the grid; 0 in a table
	Pieces       []Piece // text of those rows
	Table        *Table
	Flows        bool   // the table begins where its first rows have room, and goes on on the next page
	Bookmark     string // bookmark
}

// Piece is a line in its style; Below is its place below the item's top, and
// Height what it is centred in, in mm.
type Piece struct {
	Line          Line
	Typesetter    Typesetter
	X             float64
	Below, Height float64
	Key           string // what it shows, for Place; "" for nothing that can be pointed at
}

// paginator puts items on pages.
type paginator struct {
	watermark *Watermark
	pages     []Page
	y         float64 // how far the page is filled, in mm below its top margin
}

// belowTable is the least room between a table and the text below it.
const belowTable = 3.0

// Paginate puts items on pages, each with the watermark.
func Paginate(items []Item, w *Watermark) []Page {
	p := &paginator{watermark: w}
	p.newPage()
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n-1].KeepWithNext {
			n++
		}
		p.placeGroup(items[:n])
		items = items[n:]
	}
	return p.pages
}

// placeGroup puts items that belong together on the page, on the next one when
// only that has room for them, and else wherever they go.
func (p *paginator) placeGroup(items []Item) {
	need := leastHeight(items)
	if need > Height || items[0].Flows {
		need = startHeight(items)
	}
	if need > p.available()+Slack && p.y > 0 {
		p.newPage()
	}
	for i := range items {
		if items[i].Table != nil {
			p.addTable(items[i].Table, leastHeight(items[i+1:]))
		} else {
			p.addRows(&items[i])
		}
	}
}

// leastHeight returns the least height that items take.
func leastHeight(items []Item) float64 {
	var h float64
	for _, it := range items {
		if it.Table != nil {
			h += it.Table.leastHeight()
		}
		h += float64(it.Rows) * RowPitch
	}
	return h
}

// startHeight returns the height that the beginning of items takes which are too
// tall for a page: the first of them and, of a table, the first rows.
func startHeight(items []Item) float64 {
	const firstRows = 3
	var h float64
	for _, it := range items {
		if it.Table != nil {
			return h + it.Table.leastHeightOf(0, min(it.Table.headerRows+firstRows, it.Table.rows()))
		}
		if h += float64(it.Rows) * RowPitch; h > 2*RowPitch && !it.KeepWithNext {
			break
		}
	}
	return min(h, Height)
}

// available returns what is left of the page for rows of the grid and tables.
func (p *paginator) available() float64 { return Height - p.y }

// toGrid moves down to the next row of the grid.
func (p *paginator) toGrid() { p.y = math.Ceil(p.y/RowPitch-Slack) * RowPitch }

func (p *paginator) addRows(it *Item) {
	p.toGrid()
	if p.y+float64(it.Rows)*RowPitch > Height+Slack {
		p.newPage()
	}
	page := p.page()
	if it.Bookmark != "" {
		page.Bookmarks = append(page.Bookmarks, Bookmark{Text: it.Bookmark, Y: Top + p.y})
	}
	for _, c := range it.Pieces {
		y := Baseline(Top+p.y+c.Below, c.Height, c.Typesetter.Size)
		page.Runs = append(page.Runs, c.Typesetter.Runs(c.Line, c.X, y)...)
		page.addPlace(c.place(Top + p.y))
	}
	p.y += float64(it.Rows) * RowPitch
}

// addTable draws a table, cut between pages when it is taller than one. The
// last part leaves room for what must follow.
func (p *paginator) addTable(t *Table, follow float64) {
	for from := 0; ; {
		to := t.cut(from, p.available())
		if to == from && p.y > 0 {
			p.newPage()
			continue
		}
		room := p.available()
		if to == t.rows() {
			room = p.lastHeight(t, from, follow)
		}
		p.y += t.draw(p.page(), Top+p.y, from, to, room)
		if to == t.rows() {
			break
		}
		from = to
		p.newPage()
	}
	p.y = min(p.y+belowTable, Height)
}

// lastHeight is the room for the last part of a table: so that what must follow
// stays on the page, and so that the text below goes on in the next row of the
// grid, not far below it.
func (p *paginator) lastHeight(t *Table, from int, follow float64) float64 {
	least := t.leastHeightOf(from, t.rows())
	room := p.available()
	if follow > 0 {
		room -= follow + belowTable
	}
	room = max(min(room, t.likedHeightOf(from)), least)
	end := math.Floor((p.y+room+belowTable)/RowPitch+Slack)*RowPitch - belowTable
	if room < p.available()-Slack && end-p.y >= least {
		return end - p.y
	}
	return room
}

func (p *paginator) page() *Page { return &p.pages[len(p.pages)-1] }

// newPage begins a page with its watermark.
func (p *paginator) newPage() {
	p.pages = append(p.pages, Page{Number: len(p.pages) + 1, Watermark: p.watermark})
	p.y = 0
}
