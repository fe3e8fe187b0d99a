package grid

import (
	"errors"
	"fmt"
	"html"
	"strings"

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
	text := tables.Write(g.block(g.area()))
	if g.OnCopy == nil || !g.OnCopy(text, g.html(g.area())) {
		to.SetContent(text)
	}
}

// html returns a rectangle as a table with borders, as word processors and
// spreadsheets take it. Of the whole table the labels come along: without them
// it says nothing in a letter.
func (g *Grid) html(s span) string {
	all, _ := g.index.figures(span{0, 0, g.index.table.Rows - 1, g.index.columns() - 1})
	if union(s, all) == s {
		s = span{0, 0, g.index.table.Rows - 1, g.index.columns() - 1}
	}
	const border = "border:1px solid windowtext;padding:2px 6px"
	var b strings.Builder
	b.WriteString(`<table border="1" cellspacing="0" style="border-collapse:collapse">`)
	for row := s.top; row <= s.bottom; row++ {
		b.WriteString("<tr>")
		for col := s.left; col <= s.right; col++ {
			c := g.index.at(position{row, col})
			if topLeft(c) != (position{row, col}) {
				continue
			}
			text, align := c.Text, "center"
			switch {
			case c.IsValue():
				text = g.source.Figure(c.Address).String()
			case c.Style == form.Left:
				align = "left"
			}
			fmt.Fprintf(&b, `<td colspan="%d" rowspan="%d" style="%s;text-align:%s">%s</td>`, c.ColSpan, c.RowSpan, border, align, html.EscapeString(text))
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</table>")
	return b.String()
}

// block returns a rectangle as cells of text. A joined cell stands at its top
// left place, as spreadsheets have it.
func (g *Grid) block(s span) [][]string {
	var out [][]string
	for r := s.top; r <= s.bottom; r++ {
		row := make([]string, s.right-s.left+1)
		for col := s.left; col <= s.right; col++ {
			c := g.index.at(position{r, col})
			if topLeft(c) != (position{r, col}) {
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
	text := contentOf(from)
	block, err := tables.Read(text)
	if _, single := block.Single(); g.OnClipboard == nil || g.locked != nil || err == nil && single {
		g.pasteText(text, nil)
		return
	}
	g.OnClipboard(func(whole *tables.Block) { g.pasteText(text, whole) })
}

// pasteText puts in what the clipboard has as text, or as a whole table where more of
// that belongs here.
func (g *Grid) pasteText(text string, whole *tables.Block) {
	block, err := tables.Read(text)
	if whole != nil && g.fitting(*whole) > 0 && (err != nil || g.fitting(*whole) >= g.fitting(block)) {
		block, err = *whole, nil
	}
	if err != nil {
		g.refuse(g.Active(), err)
		return
	}
	g.pasteBlock(block)
}

// fitting counts the figures of a block that belong somewhere, 0 where it cannot be
// pasted.
func (g *Grid) fitting(block tables.Block) int {
	m, err := tables.Map(g.index.table, block, g.spot())
	if err != nil {
		return 0
	}
	return len(m.Cells)
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
	top = topLeft(g.index.at(top))
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
