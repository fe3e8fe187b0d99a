package register

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"nianbao/ui/widgets"
)

// inColumns lays objects beside one another: each as wide as is said, in widths of a
// character, those of 0 share the rest.
type inColumns []float32

// MinSize has room for all.
func (l inColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(float32(len(o)-1)*theme.Padding(), 0)
	for i, one := range o {
		least := one.MinSize()
		size.Width += max(l[i]*theme.TextSize(), min(least.Width, 6*theme.TextSize()))
		size.Height = max(size.Height, least.Height)
	}
	return size
}

// Layout places them.
func (l inColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	rest, sharing := size.Width-float32(len(o)-1)*theme.Padding(), float32(0)
	for i := range o {
		rest -= l[i] * theme.TextSize()
		if l[i] == 0 {
			sharing++
		}
	}
	x := float32(0)
	for i, one := range o {
		width := l[i] * theme.TextSize()
		if l[i] == 0 {
			width = max(rest/sharing, 0)
		}
		height := min(one.MinSize().Height, size.Height)
		one.Resize(fyne.NewSize(width, height))
		one.Move(fyne.NewPos(x, (size.Height-height)/2))
		x += width + theme.Padding()
	}
}

// line is a text that is cut where there is no room, and then read in a tip.
func line(text string) *widgets.TextLine {
	l := widgets.NewTextLine(theme.SizeNameText, false)
	l.Set(text, widgets.ColorText)
	return l
}

// headed is a column of rows below its head.
func headed(rows fyne.CanvasObject, columns inColumns, titles ...string) fyne.CanvasObject {
	head := container.New(columns)
	for _, title := range titles {
		head.Add(widgets.HeadCell(title))
	}
	return container.NewBorder(widgets.Tinted(container.NewPadded(head)), nil, nil, nil, container.NewVScroll(container.NewPadded(rows)))
}
