package widgets_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"nianbao/ui/uitest"
	"nianbao/ui/widgets"
)

// A ground fills its space, whatever sizes it had before, and nothing beside it.
func TestAGroundFillsItsSpace(t *testing.T) {
	uitest.App(t)
	g := widgets.Ground(widgets.ColorBand)
	w := test.NewTempWindow(t, container.NewWithoutLayout(g))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(80, 60))
	for _, size := range []fyne.Size{{Width: 30, Height: 50}, {Width: 60, Height: 8}, {Width: 12, Height: 40}} {
		g.Resize(size)
		g.Move(fyne.NewPos(4, 4))
		img := w.Canvas().Capture()
		for y := range 60 {
			for x := range 80 {
				// A pixel at each edge may be half covered.
				inside := x > 4 && x < int(size.Width)+3 && y > 4 && y < int(size.Height)+3
				outside := x < 3 || x > int(size.Width)+4 || y < 3 || y > int(size.Height)+4
				got := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
				if is := got == widgets.ColorBand.NRGBA(); inside && !is || outside && is {
					t.Fatalf("%v: %v at %d, %d", size, got, x, y)
				}
			}
		}
	}
}
