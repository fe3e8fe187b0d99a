package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Ground colours the space behind other things. Where no graphics card helps,
// most of what a key costs is colouring pixels anew, and the toolkit's
// rectangle takes more than twice as long for each as a line that is as thick
// as the ground is wide.
//
// The toolkit leaves a line out when its middle is out of view: a ground must
// not lie in what scrolls sideways.
func Ground(c color.Color) fyne.CanvasObject {
	return container.New(groundLayout{}, canvas.NewLine(c))
}

// recolour gives a ground another colour; the same again costs nothing.
func recolour(ground fyne.CanvasObject, c color.Color) {
	line := ground.(*fyne.Container).Objects[0].(*canvas.Line)
	if line.StrokeColor != c {
		line.StrokeColor = c
		line.Refresh()
	}
}

// groundLayout draws a line down the middle that fills the space.
type groundLayout struct{}

// MinSize is none.
func (groundLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout draws the line anew.
func (groundLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l := objects[0].(*canvas.Line)
	from, to := fyne.NewPos(size.Width/2, 0), fyne.NewPos(size.Width/2, size.Height)
	if l.StrokeWidth == size.Width && l.Position1 == from && l.Position2 == to {
		return
	}
	l.StrokeWidth, l.Position1, l.Position2 = size.Width, from, to
	l.Refresh()
}
