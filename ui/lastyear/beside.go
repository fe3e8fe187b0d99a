package lastyear

import "fyne.io/fyne/v2"

// Beside lays its second object at the right of the first, as wide as it wants to be
// where there is room, and narrower or not at all where there is none.
type Beside struct{}

// leastWidth is the width below which nothing is shown beside, in units.
const leastWidth = 120

// MinSize is that of the first.
func (Beside) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout gives the first what the second leaves.
func (Beside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(o[1].MinSize().Width, size.Width-o[0].MinSize().Width)
	if width < leastWidth {
		width = 0
	}
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(size.Width-width, size.Height))
	o[1].Move(fyne.NewPos(size.Width-width, 0))
	o[1].Resize(fyne.NewSize(width, size.Height))
	if shown := width > 0; shown != o[1].Visible() {
		if shown {
			o[1].Show()
		} else {
			o[1].Hide()
		}
	}
}
