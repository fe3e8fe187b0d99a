package grid

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/report"
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
	to.SetContent(writeBlock(g.block(g.area())))
}

// block returns a rectangle as cells of text. A joined cell stands at its top
// left place, as spreadsheets have it.
func (g *Grid) block(s span) [][]string {
	var out [][]string
	for r := s.top; r <= s.bottom; r++ {
		row := make([]string, s.right-s.left+1)
		for col := s.left; col <= s.right; col++ {
			c := g.board.at(place{r, col})
			if on(c) != (place{r, col}) {
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
	block, err := readBlock(contentOf(from))
	if err != nil {
		g.refuse(g.Active(), err)
		return
	}
	g.pasteBlock(block)
}

// pasteBlock takes a block over as one edit, or nothing of it.
func (g *Grid) pasteBlock(block [][]string) bool {
	err := g.locked
	if err == nil {
		err = g.takeBlock(block)
	}
	if err == nil {
		return true
	}
	at := g.Active()
	var unread *ErrUnread
	if errors.As(err, &unread) && unread.Cells[0].Address != "" {
		at = unread.Cells[0].Address
		g.view.bringIntoView(g.view.geo.of(g.board.known[at]))
	}
	g.refuse(at, err)
	return false
}

func (g *Grid) takeBlock(block [][]string) error {
	to, err := g.board.land(block, g.cursor, g.area())
	if err != nil {
		return err
	}
	in, err := inputs(block, to, g.chosen())
	if err != nil {
		return err
	}
	if err := g.commit("粘贴", in); err != nil {
		var r *report.Refusal
		if errors.As(err, &r) && g.board.known[r.Address] != nil {
			return &ErrUnread{[]Unread{{r.Address, g.board.known[r.Address].Name, r.Raw, r.Err}}}
		}
		return err
	}
	g.chooseLanded(to)
	return nil
}

// chooseLanded selects what a block was pasted on.
func (g *Grid) chooseLanded(to landing) {
	var first, last place
	found := false
	for _, row := range to {
		for _, c := range row {
			if c == nil {
				continue
			}
			if !found {
				first, found = on(c), true
			}
			last = place{max(last.row, c.Row), max(last.col, c.Col)}
		}
	}
	if found && g.board.figure(last) != nil {
		g.moveTo(first, false)
		g.anchor = last
		g.view.showCursor()
	}
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
