package grid

import (
	"errors"

	"fyne.io/fyne/v2"

	"nianbao/app/form"
	"nianbao/app/intake/tables"
)

func contentOf(c fyne.Clipboard) string {
	if c == nil {
		c = fyne.CurrentApp().Clipboard()
	}
	return c.Content()
}

// Copy puts the selection on the clipboard, as a spreadsheet understands it.
func (g *Grid) Copy() { g.copy(nil) }

// Cut copies the selection and clears it.
func (g *Grid) Cut() { g.cut(nil) }

// Paste puts the block on the clipboard where it belongs: by the labels it
// carries along, else from the cursor on. One value fills the selection.
func (g *Grid) Paste() { g.paste(nil) }

func (g *Grid) copy(to fyne.Clipboard) {
	if to == nil {
		to = fyne.CurrentApp().Clipboard()
	}
	to.SetContent(tables.Write(g.block(g.area())))
}

// block returns a rectangle as cells of text. A joined cell stands at its top
// left place, as spreadsheets have it.
func (g *Grid) block(s span) [][]string {
	var out [][]string
	for r := s.top; r <= s.bottom; r++ {
		row := make([]string, s.right-s.left+1)
		for col := s.left; col <= s.right; col++ {
			c := g.index.at(position{r, col})
			if origin(c) != (position{r, col}) {
				continue
			}
			row[col-s.left] = c.Text
			if c.IsValue() {
				row[col-s.left] = g.source.Figure(c.Address).String()
			}
		}
		out = append(out, row)
	}
	return out
}

func (g *Grid) cut(to fyne.Clipboard) {
	if g.locked == nil {
		g.copy(to)
	}
	g.clear("剪切")
}

func (g *Grid) paste(from fyne.Clipboard) {
	if !g.Commit() {
		return
	}
	block, err := tables.Read(contentOf(from))
	if err != nil {
		g.refuse(g.Active(), err)
		return
	}
	g.pasteBlock(block)
}

// pasteBlock hands a block to the host with the places where it belongs. Text
// being typed gives way to a block that belongs somewhere.
func (g *Grid) pasteBlock(block tables.Block) {
	err := g.locked
	var m *tables.Mapping
	if err == nil {
		m, err = tables.Map(g.index.table, block, g.spot())
	}
	if err != nil {
		at := g.Active()
		var unread *tables.ErrUnparsable
		if errors.As(err, &unread) && unread.Cells[0].Address != "" {
			at = unread.Cells[0].Address
			g.view.bringIntoView(g.view.geo.of(g.index.table.Cell(at)))
		}
		g.refuse(at, err)
		return
	}
	g.Cancel()
	if g.OnPaste != nil {
		g.OnPaste(m)
	}
}

// spot returns where a block without labels is to go.
func (g *Grid) spot() tables.Anchor {
	area := g.area()
	top := position{area.top, area.left}
	if g.index.figure(top) == nil {
		top = g.cursor
	}
	top = origin(g.index.at(top))
	return tables.Anchor{Row: top.row, Col: top.col, Chosen: g.chosen()}
}

// Select selects the smallest rectangle that holds the cells at some
// addresses, with the cursor on its first figure.
func (g *Grid) Select(cells []form.Address) {
	var all *span
	for _, a := range cells {
		c := g.index.table.Cell(a)
		if c == nil {
			continue
		}
		if all == nil {
			all = &span{c.Row, c.Col, c.Row, c.Col}
		}
		*all = union(*all, span{c.Row, c.Col, c.Row, c.Col})
	}
	if all == nil {
		return
	}
	g.selectSpan(*all, false)
}

// showMenu asks the host for the menu of the selection.
func (g *Grid) showMenu(at fyne.Position) {
	if g.OnMenu != nil && g.canvas() != nil {
		g.OnMenu(at)
	}
}
