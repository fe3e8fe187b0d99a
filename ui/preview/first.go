package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/look"
	"nianbao/ui/widgets"
)

// first is a white sheet before the pages, as high as what stands on it.
type first struct {
	widget.BaseWidget
	body fyne.CanvasObject
}

// SetFirst puts something before the pages.
func (v *View) SetFirst(body fyne.CanvasObject) {
	v.First = &first{body: body}
	v.First.ExtendBaseWidget(v.First)
	v.current = -1
	v.fill()
	v.rail.fill()
}

// FirstChanged lays out what stands before the pages anew; what is in view stays.
func (v *View) FirstChanged() {
	at := v.spotAt(v.Scroll.Offset.Y)
	v.refit(at, 0)
}

// CreateRenderer shows the sheet.
func (f *first) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(canvas.NewRectangle(look.Paper), container.New(layout.NewCustomPaddedLayout(firstEdge, firstEdge, firstEdge, firstEdge), f.body)))
}

const firstEdge = 18

// heightAt is how high the sheet is at a width. Texts know their height only after
// they were given a width.
func (f *first) heightAt(width float32) float32 {
	inner := width - 2*firstEdge
	for range 2 {
		f.body.Resize(fyne.NewSize(inner, f.body.MinSize().Height))
	}
	return f.body.MinSize().Height + 2*firstEdge
}

// desk is what the pages lie on: it takes what goes beside them.
type desk struct {
	widget.BaseWidget
	view *View
}

func newDesk(v *View) *desk {
	d := &desk{view: v}
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer shows nothing: the ground is beneath.
func (d *desk) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(widgets.ColorClear))
}

// Tapped gives the pages the keyboard.
func (d *desk) Tapped(*fyne.PointEvent) {
	d.view.w.Window().Canvas().Focus(d.view)
	if d.view.OnTap != nil {
		d.view.OnTap("")
	}
}

// TappedSecondary shows what can be done with the report.
func (d *desk) TappedSecondary(ev *fyne.PointEvent) { d.view.menu("", ev.AbsolutePosition) }

// Scrolled moves the pages, or zooms with Ctrl.
func (d *desk) Scrolled(ev *fyne.ScrollEvent) { d.view.wheel(ev) }

// wheelSpeed makes the mouse wheel go through long pages at the pace of a
// reader of documents; the toolkit's own is that of a list.
const wheelSpeed = 2.5

// wheel moves the pages, and zooms with Ctrl about where the mouse is.
func (v *View) wheel(ev *fyne.ScrollEvent) {
	if widgets.HeldModifiers()&fyne.KeyModifierControl != 0 {
		about := ev.AbsolutePosition.Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(v.Scroll).Y
		v.step(ev.Scrolled.DY > 0, min(max(about, 0), v.Scroll.Size().Height))
		return
	}
	v.Scroll.Offset.X = min(max(v.Scroll.Offset.X-ev.Scrolled.DX*wheelSpeed, 0), v.spareWidth())
	v.scrollTo(v.Scroll.Offset.Y - ev.Scrolled.DY*wheelSpeed)
}
