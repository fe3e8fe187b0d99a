package register

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"nianbao/ui/widgets"
)

// inColumns lays objects beside one another, which share the width as is said.
type inColumns []float32

// MinSize has room for the beginning of each.
func (l inColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	const least = 2.5 // characters
	size := fyne.NewSize(float32(len(o))*(least*theme.TextSize()+theme.Padding()), 0)
	for _, one := range o {
		size.Height = max(size.Height, one.MinSize().Height)
	}
	return size
}

// Layout places them.
func (l inColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	all := float32(0)
	for i := range o {
		all += l[i]
	}
	room, x := size.Width-float32(len(o)-1)*theme.Padding(), float32(0)
	for i, one := range o {
		width, height := max(room*l[i]/all, 0), min(one.MinSize().Height, size.Height)
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
