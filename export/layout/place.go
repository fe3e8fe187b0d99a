package layout

// Place is a rectangle of a page, in mm, that shows what a key names. A text
// that goes on on the next line or page has several.
type Place struct {
	Key        string
	X, Y, W, H float64
}

// point notes where something stands that a person can point at. Marks that
// hang over the edge do not count: a place lies within the text block.
func (p *Page) point(at Place) {
	if at.Key == "" {
		return
	}
	at.W = min(at.W, left+measure-at.X)
	p.Places = append(p.Places, at)
}

// place returns where a piece stands whose item begins at y: its line as it
// is set, in the whole height of its row.
func (c *piece) place(y float64) Place {
	l := c.line
	width := l.width
	if c.setter.stretch(l, c.setter.gaps(l.text)) != 0 {
		width = l.measure
	}
	return Place{Key: c.key, X: c.x + l.indent, Y: y + c.dy, W: width, H: c.room}
}
