package editor

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/grid"
	"nianbao/ui/widgets"
)

// desk is how a person has arranged the form: it is kept by the workstation.
type desk struct {
	scale grid.Scale
	text  *textZoom
	parts folding // the names of the parts
	side  folding // what was found, and remarks
	width float32 // of the column at the right
	last  bool    // the year before is shown beside
}

// folding is whether something is folded: as the window has room, or as the
// person wants it.
type folding string

const (
	byRoom folding = ""
	shown          = folding("open")
	folded         = folding("folded")
)

// The words of the setting.
const (
	wordCompact = "compact"
	wordWhole   = "whole"
	wordLast    = "last"
)

// usualPercent is how large things are shown as long as nobody wants it otherwise.
const usualPercent = 100

// usualSide is the width of the column at the right, in units.
const usualSide = 320

// readDesk reads the setting; what it does not know is as usual.
func readDesk(stored string) desk {
	d := desk{scale: grid.Scale{Percent: usualPercent}, text: &textZoom{usualPercent}, width: usualSide}
	for _, word := range strings.Fields(stored) {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case wordCompact:
			d.scale.Compact = true
		case wordWhole:
			d.scale.Whole = true
		case wordLast:
			d.last = true
		case "table":
			d.scale.Percent = percent(value)
		case "text":
			d.text.percent = percent(value)
		case "parts":
			d.parts = folding(value)
		case "side":
			d.side = folding(value)
		case "width":
			if _, err := fmt.Sscanf(value, "%f", &d.width); err != nil || d.width < 100 || d.width > 2000 {
				d.width = usualSide
			}
		}
	}
	return d
}

func percent(value string) int {
	n := 0
	if _, err := fmt.Sscanf(value, "%d", &n); err != nil {
		return usualPercent
	}
	return min(max(n, grid.LeastPercent), grid.MostPercent)
}

// String writes the setting.
func (d desk) String() string {
	words := []string{fmt.Sprintf("table=%d text=%d width=%.0f", d.scale.Percent, d.text.percent, d.width)}
	if d.scale.Compact {
		words = append(words, wordCompact)
	}
	if d.scale.Whole {
		words = append(words, wordWhole)
	}
	if d.last {
		words = append(words, wordLast)
	}
	if d.parts != byRoom {
		words = append(words, "parts="+string(d.parts))
	}
	if d.side != byRoom {
		words = append(words, "side="+string(d.side))
	}
	return strings.Join(words, " ")
}

// keepDesk keeps how the form is arranged.
func (e *Editor) keepDesk() {
	widgets.KeepSetting(e.Host, app.SettingDesk, e.desk.String())
}

// A desk so wide has room for the names of the parts, the widest table with
// every label on one line, and what was found.
const wideDesk = 1640

// deskLayout tells the form its width before it is laid out.
type deskLayout struct{ e *Editor }

// MinSize is the form's.
func (l deskLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout fills the space.
func (l deskLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.e.fit(size.Width)
	widgets.Fill(objects, size)
}

// fit folds what there is no room for, unless the person wants it otherwise.
func (e *Editor) fit(width float32) {
	fold := func(f folding) bool { return f == folded || f == byRoom && width < wideDesk }
	if yes := fold(e.desk.parts); yes != e.Nav.folded {
		e.Nav.fold(yes)
	}
	if yes := fold(e.desk.side) && !(e.listing && e.desk.side == byRoom); yes != e.split.Folded() {
		e.split.Fold(yes)
	}
}

// foldParts folds the names of the parts, or shows them again.
func (e *Editor) foldParts() {
	e.desk.parts = other(e.Nav.folded)
	e.arranged()
}

// foldSide folds what was found, or shows it again.
func (e *Editor) foldSide() {
	e.desk.side = other(e.split.Folded())
	e.arranged()
}

// showSide shows the column at the right; it stays.
func (e *Editor) showSide() {
	if e.split.Folded() {
		e.foldSide()
	}
}

func other(isFolded bool) folding {
	if isFolded {
		return shown
	}
	return folded
}

// arranged shows and keeps another arrangement.
func (e *Editor) arranged() {
	e.fit(e.content.Size().Width)
	e.body.Refresh()
	e.keepDesk()
}

// zoomBy makes the table, or the text, larger or smaller by steps of a tenth.
func (e *Editor) zoomBy(steps int) {
	p, ok := e.Parts[e.Current].(*TablePart)
	if !ok {
		e.textTo(e.desk.text.percent/10*10 + 10*steps)
		return
	}
	at := e.desk.scale.Percent
	if e.desk.scale.Whole {
		at = p.Grid.Percent()
	}
	e.scaleTo(min(max(at/10*10+10*steps, grid.LeastPercent), grid.MostPercent))
}

func (e *Editor) scaleTo(percent int) {
	e.desk.scale.Percent, e.desk.scale.Whole = percent, false
	e.rescaled()
}

func (e *Editor) zoomUsual() {
	if _, table := e.Parts[e.Current].(*TablePart); table {
		e.scaleTo(usualPercent)
		return
	}
	e.textTo(usualPercent)
}

// zoomWhole shows whole tables in the window, or tables in their own size again.
func (e *Editor) zoomWhole() {
	e.desk.scale.Whole = !e.desk.scale.Whole
	e.rescaled()
}

func (e *Editor) compact() {
	e.desk.scale.Compact = !e.desk.scale.Compact
	e.rescaled()
}

func (e *Editor) rescaled() {
	for _, p := range e.Parts {
		if p, ok := p.(*TablePart); ok {
			p.rescale(e.desk.scale)
		}
	}
	e.keepDesk()
}

// deskActions are what can be done with how the form is arranged.
func (e *Editor) deskActions() commands.Offer {
	a := commands.Offer{
		commands.FoldParts: e.foldParts, commands.FoldSide: e.foldSide,
		commands.LastYear: e.toggleLast,
		commands.ZoomIn:   func() { e.zoomBy(1) }, commands.ZoomOut: func() { e.zoomBy(-1) }, commands.ZoomUsual: e.zoomUsual,
	}
	if _, table := e.Parts[e.Current].(*TablePart); table {
		a.Add(commands.Offer{commands.ZoomWhole: e.zoomWhole, commands.Compact: e.compact})
	}
	return a
}

// Scrolls are what may have to be scrolled to the keyboard.
func (e *Editor) Scrolls() []*container.Scroll {
	scrolls := []*container.Scroll{e.Remarks.scroll}
	if p, ok := e.Parts[e.Current].(*InfoPart); ok {
		scrolls = append(scrolls, p.Scroll)
	}
	return scrolls
}

// grouped says whether figures are shown with separators of thousands.
func (e *Editor) grouped() bool {
	return widgets.Setting(e.Host, app.SettingGrouping) != ""
}

// Regroup shows figures as the setting has them now.
func (e *Editor) Regroup() {
	for _, p := range e.Parts {
		if t, ok := p.(*TablePart); ok {
			t.Grid.Group(e.grouped())
		}
	}
}
