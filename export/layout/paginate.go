package layout

import "math"

// item is the smallest thing a page holds: a row of text, a blank row, a
// block of several rows, or a table. Items that are together stand on one
// page with the item that follows.
type item struct {
	together bool
	rows     int     // rows of the grid; 0 in a table
	pieces   []piece // text of those rows
	table    *table
	mark     string // bookmark
}

// piece is a line in its style; dy is its place below the item's top, and
// room the height that it is centred in.
type piece struct {
	line     line
	setter   setter
	x        float64
	dy, room float64
	key      string // what it shows, for Place; "" for nothing that can be pointed at
}

// paginator puts items on pages.
type paginator struct {
	stamp *Stamp
	pages []Page
	y     float64 // how far the page is filled, in mm below its top margin
}

// belowTable is the least room between a table and the text below it.
const belowTable = 3.0

func (p *paginator) paginate(items []item) []Page {
	p.newPage()
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n-1].together {
			n++
		}
		p.place(items[:n])
		items = items[n:]
	}
	return p.pages
}

// place puts items that belong together on the page, on the next one when
// only that has room for them, and else wherever they go.
func (p *paginator) place(items []item) {
	need := least(items)
	if need > height {
		need = start(items)
	}
	if need > p.room()+slack && p.y > 0 {
		p.newPage()
	}
	for i := range items {
		if items[i].table != nil {
			p.putTable(items[i].table, least(items[i+1:]))
		} else {
			p.putRows(&items[i])
		}
	}
}

// least returns the least height that items take.
func least(items []item) float64 {
	var h float64
	for _, it := range items {
		if it.table != nil {
			h += it.table.least()
		}
		h += float64(it.rows) * rowPitch
	}
	return h
}

// start returns the height that the beginning of items takes which are too
// tall for a page: the first of them and, of a table, the first rows.
func start(items []item) float64 {
	const firstRows = 3
	var h float64
	for _, it := range items {
		if it.table != nil {
			return h + it.table.leastOf(0, min(it.table.heads+firstRows, it.table.rows()))
		}
		if h += float64(it.rows) * rowPitch; h > 2*rowPitch && !it.together {
			break
		}
	}
	return min(h, height)
}

// room returns what is left of the page for rows of the grid and tables.
func (p *paginator) room() float64 { return height - p.y }

// toGrid moves down to the next row of the grid.
func (p *paginator) toGrid() { p.y = math.Ceil(p.y/rowPitch-slack) * rowPitch }

func (p *paginator) putRows(it *item) {
	p.toGrid()
	if p.y+float64(it.rows)*rowPitch > height+slack {
		p.newPage()
	}
	page := p.page()
	if it.mark != "" {
		page.Marks = append(page.Marks, Mark{Text: it.mark, Y: top + p.y})
	}
	for _, c := range it.pieces {
		y := baseline(top+p.y+c.dy, c.room, c.setter.size)
		page.Runs = append(page.Runs, c.setter.runs(c.line, c.x, y)...)
		page.point(c.place(top + p.y))
	}
	p.y += float64(it.rows) * rowPitch
}

// putTable draws a table, cut between pages when it is taller than one. The
// last part leaves room for what must follow.
func (p *paginator) putTable(t *table, follow float64) {
	for from := 0; ; {
		to := t.cut(from, p.room())
		if to == from && p.y > 0 {
			p.newPage()
			continue
		}
		room := p.room()
		if to == t.rows() {
			room = p.lastRoom(t, from, follow)
		}
		p.y += t.draw(p.page(), top+p.y, from, to, room)
		if to == t.rows() {
			break
		}
		from = to
		p.newPage()
	}
	p.y = min(p.y+belowTable, height)
}

// lastRoom is the room for the last part of a table: so that what must follow
// stays on the page, and so that the text below goes on in the next row of the
// grid, not far below it.
func (p *paginator) lastRoom(t *table, from int, follow float64) float64 {
	least := t.leastOf(from, t.rows())
	room := p.room()
	if follow > 0 {
		room -= follow + belowTable
	}
	room = max(min(room, t.likedOf(from)), least)
	end := math.Floor((p.y+room+belowTable)/rowPitch+slack)*rowPitch - belowTable
	if room < p.room()-slack && end-p.y >= least {
		return end - p.y
	}
	return room
}

func (p *paginator) page() *Page { return &p.pages[len(p.pages)-1] }

// newPage begins a page with its stamp.
func (p *paginator) newPage() {
	p.pages = append(p.pages, Page{Number: len(p.pages) + 1, Stamp: p.stamp})
	p.y = 0
}
