package widgets

import (
	"nianbao/ui/prose"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// BoxLayout gives its only object at least a size.
type BoxLayout struct{ Size fyne.Size }

// MinSize is that size.
func (l BoxLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.Size }

// Layout fills the space.
func (l BoxLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	Fill(objects, size)
}

// SetEnabled enables or disables a button or a field.
func SetEnabled(b fyne.Disableable, yes bool) {
	if yes {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Wrapped returns a text that breaks over lines at a comfortable width.
func Wrapped(text string) fyne.CanvasObject {
	return container.New(WidthLayout{460}, prose.NewLabel(text))
}

// WidthLayout gives its only object a fixed width, so that a wrapped label
// knows its height.
type WidthLayout struct{ Width float32 }

// MinSize is the object's height at that width.
func (l WidthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if objects[0].Size().Width != l.Width {
		objects[0].Resize(fyne.NewSize(l.Width, objects[0].MinSize().Height))
	}
	return fyne.NewSize(l.Width, objects[0].MinSize().Height)
}

// Layout fills the space with the object.
func (l WidthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	Fill(objects, size)
}

// Fill gives a layout's only object all the space.
func Fill(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[0].Move(fyne.NewPos(0, 0))
}

// TightLayout stacks labels without the space between them.
type TightLayout struct{}

// MinSize is the height of all labels, overlapping.
func (TightLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		size = fyne.NewSize(max(size.Width, o.MinSize().Width), size.Height+o.MinSize().Height-tightOverlap)
	}
	return size.AddWidthHeight(0, tightOverlap)
}

// Layout places the labels from the top.
func (TightLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		o.Move(fyne.NewPos(0, y))
		y += o.MinSize().Height - tightOverlap
	}
}

// Hairline is a thin line over the whole width, or height.
func Hairline() fyne.CanvasObject {
	line := canvas.NewRectangle(ColorLine)
	line.SetMinSize(fyne.NewSize(1, 1))
	return line
}

// SetVisible shows or hides an object.
func SetVisible(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// Spread keeps objects at both ends of a line.
func Spread(left, right fyne.CanvasObject) *fyne.Container {
	return container.NewHBox(left, layout.NewSpacer(), right)
}

// FixedHeight keeps a line of text from moving what stands above it.
type FixedHeight struct{ Height float32 }

// MinSize has the fixed height.
func (l FixedHeight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, l.Height) }

// Layout fills the space.
func (l FixedHeight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	Fill(objects, size)
}

const tightOverlap = 10
