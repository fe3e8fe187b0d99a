package ui

import (
	"nianbao/ui/prose"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// boxLayout gives its only object at least a size.
type boxLayout struct{ size fyne.Size }

// MinSize is that size.
func (l boxLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.size }

// Layout fills the space.
func (l boxLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fill(objects, size)
}

func enable(b *keyButton, yes bool) {
	if yes {
		b.Enable()
	} else {
		b.Disable()
	}
}

// wrapped returns a text that breaks over lines at a comfortable width.
func wrapped(text string) fyne.CanvasObject {
	return container.New(widthLayout{460}, prose.NewLabel(text))
}

// widthLayout gives its only object a fixed width, so that a wrapped label
// knows its height.
type widthLayout struct{ width float32 }

// MinSize is the object's height at that width.
func (l widthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if objects[0].Size().Width != l.width {
		objects[0].Resize(fyne.NewSize(l.width, objects[0].MinSize().Height))
	}
	return fyne.NewSize(l.width, objects[0].MinSize().Height)
}

// Layout fills the space with the object.
func (l widthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fill(objects, size)
}

// fill gives a layout's only object all the space.
func fill(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[0].Move(fyne.NewPos(0, 0))
}

// tightLayout stacks labels without the space between them.
type tightLayout struct{}

// MinSize is the height of all labels, overlapping.
func (tightLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
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
func (tightLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
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

// hairline is a thin line over the whole width.
func hairline() fyne.CanvasObject {
	line := canvas.NewRectangle(colorLine)
	line.SetMinSize(fyne.NewSize(1, 1))
	return line
}

func show(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// spaced keeps objects at both ends of a line.
func spaced(left, right fyne.CanvasObject) *fyne.Container {
	return container.NewHBox(left, layout.NewSpacer(), right)
}

// fixedHeight keeps a line of text from moving what stands above it.
type fixedHeight struct{ height float32 }

// MinSize has the fixed height.
func (l fixedHeight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, l.height) }

// Layout fills the space.
func (l fixedHeight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fill(objects, size)
}

const tightOverlap = 10
