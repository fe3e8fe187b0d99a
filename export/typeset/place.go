package typeset

// Place is a rectangle of a page, in mm, that shows what a key names. A text
// that goes on on the next line or page has several.
type Place struct {
	Key        string
	X, Y, W, H float64
}

// addPlace notes where something stands that a person can point at. Marks that
// hang over the edge do not count: a place lies within the text block.
func (p *Page) addPlace(at Place) {
	if at.Key == "" {
		return
	}
	at.W = min(at.W, Left+Measure-at.X)
	p.Places = append(p.Places, at)
}

// place returns where a piece stands whose item begins at y: its line as it
// is set, in the whole height of its row.
func (c *Piece) place(y float64) Place {
	l := c.Line
	width := l.Width
	if c.Typesetter.Stretch(l, c.Typesetter.Gaps(l.Text)) != 0 {
		width = l.Measure
	}
	return Place{Key: c.Key, X: c.X + l.Indent, Y: y + c.Below, W: width, H: c.Height}
}
