package grid

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

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
		*all = span{min(all.top, c.Row), min(all.left, c.Col), max(all.bottom, c.Row), max(all.right, c.Col)}
	}
	if all == nil {
		return
	}
	first, ok := g.index.nearest(all.top, all.left)
	last, also := g.index.nearest(all.bottom, all.right)
	if !ok || !also {
		return
	}
	g.moveTo(first, false)
	g.anchor = last
	g.view.showCursor()
}

// showMenu opens the context menu at a position in the window.
func (g *Grid) showMenu(at fyne.Position) {
	canvas := g.canvas()
	if canvas == nil {
		return
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		&fyne.MenuItem{Label: "复制", Shortcut: &fyne.ShortcutCopy{}, Action: g.Copy},
		&fyne.MenuItem{Label: "剪切", Shortcut: &fyne.ShortcutCut{}, Action: g.Cut},
		&fyne.MenuItem{Label: "粘贴", Shortcut: &fyne.ShortcutPaste{}, Action: g.Paste},
		fyne.NewMenuItem("清除（Delete）", g.Clear),
		fyne.NewMenuItemSeparator(),
		&fyne.MenuItem{Label: "全选", Shortcut: &fyne.ShortcutSelectAll{}, Action: g.SelectAll},
	), canvas, at)
}
