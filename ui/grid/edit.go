package grid

import (
	"errors"
	"strings"

	"nianbao/app/form"
	"nianbao/app/origin"
	"nianbao/app/report"
)

// edit is the state of the floating entry.
type edit struct {
	cell    *form.Cell // being typed into; nil when the entry is away
	caret   bool       // begun with F2: caret keys stay inside the text
	refused bool       // the text as it stands was refused
	pasted  string     // what was pasted into it last
	busy    bool       // the host is being asked
}

// Editing says whether a text is being typed into a cell.
func (g *Grid) Editing() bool { return g.edit.cell != nil }

// begin opens the entry on the active cell, with the text typed so far or,
// with caret, with what the cell holds.
func (g *Grid) begin(text string, caret bool) {
	c := g.active()
	if err := g.mayWrite(c); err != nil {
		g.refuse(c.Address, err)
		return
	}
	if caret {
		text = g.source.Figure(c.Address).String()
	}
	began := g.tabbed
	g.moveTo(g.cursor, false)
	g.tabbed = began
	g.edit = edit{cell: c, caret: caret}
	g.entry.set(text)
	g.view.showEntry()
	if canvas := g.canvas(); canvas != nil {
		canvas.Focus(g.entry)
	}
}

// mayWrite returns why a cell cannot be written, or nil.
func (g *Grid) mayWrite(c *form.Cell) error {
	switch {
	case g.locked != nil:
		return g.locked
	case !g.index.typed(c):
		return report.ErrComputed
	}
	return nil
}

// Commit takes over what is being typed. It says no when the text is refused;
// the entry then stays open with it. With nothing being typed it says yes.
func (g *Grid) Commit() bool {
	c := g.edit.cell
	if c == nil {
		return true
	}
	if g.edit.busy {
		return false
	}
	g.edit.busy = true
	note := origin.Typing(c.Name)
	if g.edit.pasted != "" && strings.Contains(g.entry.Text, g.edit.pasted) {
		note = origin.PastingInto(c.Name)
	}
	err := g.commit(note, []Input{{c.Address, g.entry.Text}})
	g.edit.busy = false
	if err == nil {
		g.close()
		return true
	}
	again := g.edit.refused
	g.edit.refused = true
	g.view.showCursor()
	var r *report.Refusal
	if !errors.As(err, &r) {
		err = &report.Refusal{Address: c.Address, Raw: g.entry.Text, Err: err}
	}
	if !again {
		g.refuse(c.Address, err)
	}
	return false
}

// Cancel gives up what is being typed.
func (g *Grid) Cancel() {
	if g.edit.cell != nil && !g.edit.busy {
		g.close()
	}
}

// close puts the entry away; the focus goes back from it to the table.
func (g *Grid) close() {
	g.edit = edit{}
	if c := g.canvas(); c != nil && !g.entry.leaving && c.Focused() == focusable(g.entry) {
		c.Focus(g)
	}
	g.view.hideEntry()
}

// typed is told that the text in the entry is another one now.
func (g *Grid) typed() {
	if g.edit.cell == nil {
		return
	}
	g.view.placeEntry()
	if g.edit.refused {
		g.edit.refused = false
		g.view.showCursor()
	}
}

// clear empties the selected cells, as one edit.
func (g *Grid) clear(note string) bool {
	if g.locked != nil {
		g.refuse(g.Active(), g.locked)
		return false
	}
	var in []Input
	for _, c := range g.chosen() {
		if g.index.typed(c) {
			in = append(in, Input{c.Address, ""})
		}
	}
	err := report.ErrComputed
	if len(in) > 0 {
		err = g.commit(note, in)
	}
	if err != nil {
		g.refuse(g.Active(), err)
	}
	return err == nil
}

// Clear empties the selected cells, as one edit. Computed cells stay.
func (g *Grid) Clear() { g.clear("清除") }

// FillDown puts the figures of the first selected row into the rows below it,
// as one edit; with one row selected those of the row above. Computed cells stay.
func (g *Grid) FillDown() {
	if !g.Commit() {
		return
	}
	in, err := g.filling()
	if err == nil {
		err = g.commit(origin.Filling, in)
	}
	if err != nil {
		g.refuse(g.Active(), err)
	}
}

var errNothingAbove = errors.New("上面没有可以向下填充的数据")

func (g *Grid) filling() ([]Input, error) {
	if g.locked != nil {
		return nil, g.locked
	}
	area := g.area()
	from := area.top
	if area.top == area.bottom {
		from--
	}
	var in []Input
	for _, c := range g.chosen() {
		source := g.index.figure(position{from, c.Col})
		if source == nil || source == c || c.Computed {
			continue
		}
		in = append(in, Input{c.Address, g.source.Figure(source.Address).String()})
	}
	if len(in) == 0 {
		return nil, errNothingAbove
	}
	return in, nil
}
