// Package look has the colours of the program: by what they are for, in the
// usual set and in the one of 高对比度. Nothing else in the window names a colour
// of its own.
package look

import (
	"image/color"
	"sync/atomic"
)

// Color is a colour by what it is for. Which one that is depends on the set in
// use, so what was drawn in one set comes out in the other when it is drawn again.
type Color uint8

// What colours are for. A comment says how far a colour must stand out.
const (
	Text      Color = iota // 4.5 on every ground, as all that is read
	Quiet                  // what is secondary, or read only when it is looked for
	Hint                   // what stands in an empty field
	Disabled               // what cannot be used now; the toolkit writes what is secondary in it, too
	Primary                // what is most likely wanted, links, and where the keyboard is
	Error                  // what has to be put right
	Explain                // what has to be looked at
	Fine                   // what is in order
	Partner                // the other side of an equation that does not hold
	OnDark                 // text on any of these five, and the ring there
	Paper                  // what most stands on
	Field                  // inside fields
	FieldEdge              // around fields and boxes to tick: 3
	Band                   // headers, strips and columns beside the page
	Line                   // between things
	Rule                   // the ruling of tables
	Rest                   // around the cell where the keyboard was: 3 from Primary
	Hover                  // under the mouse
	Button                 // an ordinary button
	Chosen                 // the line that is chosen, beside another mark of it
	Active                 // the entry of a menu where the keyboard or the mouse is: 3 from the menu, and text 4.5 on it
	Selected               // over selected text
	ErrorBand              // behind what must not be missed
	Veil                   // over what is locked
	Shadow                 // around what lies over the page
	Bar                    // of scrolling

	TintHead    // the header of a table
	TintTotal   // what is computed
	TintBlank   // what is still to be filled in
	TintChosen  // over the selected cells
	TintError   // a cell on the side of an equation that is looked at
	TintPartner // a cell on the other side
	TintExplain // a cell that wants a written reason

	Desk       // what pages lie on
	Changed    // over what was changed
	ChangedRim // around it
	Pointed    // over what is looked at
	Before     // the bar of last year
	last
)

// usual is a quiet, light office.
var usual = [last]color.NRGBA{
	Text: rgb(0x1c222b), Quiet: rgb(0x525d6b), Hint: rgb(0x636e7d), Disabled: rgb(0x5f6a78),
	Primary: rgb(0x1f4e8c), Error: rgb(0xb42318), Explain: rgb(0x8a4f00), Fine: rgb(0x1c6b3c), Partner: rgb(0x6b3fa0), OnDark: rgb(0xffffff),
	Paper: rgb(0xffffff), Field: rgb(0xfbfcfe), FieldEdge: rgb(0x6a7684),
	Band: rgb(0xf1f4f8), Line: rgb(0xd0d7e0), Rule: rgb(0x9aa6b5), Rest: rgb(0x9aa6b5), Hover: rgb(0xe4e9f0), Button: rgb(0xe9edf2),
	Chosen: rgb(0xdde7f4), Active: rgb(0x7295c6), Selected: clear(0x1f4e8c, 0x2e),
	ErrorBand: rgb(0xfde8e6), Veil: clear(0x1c3a5c, 0x18), Shadow: clear(0x000000, 0x44), Bar: rgb(0x8794a4),
	TintHead: rgb(0xf1f4f8), TintTotal: rgb(0xe6ecf4), TintBlank: rgb(0xfffbe8), TintChosen: clear(0x1f4e8c, 0x26),
	TintError: rgb(0xfde8e6), TintPartner: rgb(0xf2ebfa), TintExplain: rgb(0xfff1d9),
	Desk: rgb(0xdfe4ea), Changed: clear(0xffc107, 0x59), ChangedRim: rgb(0xa86400), Pointed: clear(0x1f4e8c, 0x22), Before: rgb(0x7d8999),
}

// strong is black on white with as few tints as can be, for those who see badly.
// It is white as paper is: the pages of a report look alike in both.
var strong = [last]color.NRGBA{
	Text: rgb(0x000000), Quiet: rgb(0x000000), Hint: rgb(0x404040), Disabled: rgb(0x5c5c5c),
	Primary: rgb(0x002f87), Error: rgb(0x9b0000), Explain: rgb(0x643700), Fine: rgb(0x004a1c), Partner: rgb(0x4a0d86), OnDark: rgb(0xffffff),
	Paper: rgb(0xffffff), Field: rgb(0xffffff), FieldEdge: rgb(0x000000),
	Band: rgb(0xffffff), Line: rgb(0x000000), Rule: rgb(0x000000), Rest: rgb(0x8c8c8c), Hover: rgb(0xe6e6e6), Button: rgb(0xffffff),
	Chosen: rgb(0xfff2a8), Active: rgb(0x6a8fd0), Selected: clear(0x002f87, 0x2e),
	ErrorBand: rgb(0xffffff), Veil: clear(0x000000, 0x14), Shadow: clear(0x000000, 0x88), Bar: rgb(0x404040),
	TintHead: rgb(0xffffff), TintTotal: rgb(0xe6e6e6), TintBlank: rgb(0xfff9d6), TintChosen: clear(0x002f87, 0x33),
	TintError: rgb(0xffffff), TintPartner: rgb(0xffffff), TintExplain: rgb(0xffffff),
	Desk: rgb(0xd0d0d0), Changed: clear(0xffc107, 0x66), ChangedRim: rgb(0x643700), Pointed: clear(0x002f87, 0x22), Before: rgb(0x595959),
}

func rgb(v uint32) color.NRGBA { return clear(v, 0xff) }

func clear(v uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: alpha} // #nosec G115 -- the lowest eight bits are meant
}

// stronger says which set is in use; what draws may run beside what chooses.
var stronger atomic.Bool

// Strong says whether the set of 高对比度 is in use.
func Strong() bool { return stronger.Load() }

// UseStrong takes one set into use, or the other. What is on the screen has to be
// drawn again.
func UseStrong(yes bool) { stronger.Store(yes) }

// NRGBA is the colour as it is now.
func (c Color) NRGBA() color.NRGBA {
	if Strong() {
		return strong[c]
	}
	return usual[c]
}

// RGBA implements color.Color.
func (c Color) RGBA() (r, g, b, a uint32) { return c.NRGBA().RGBA() }
