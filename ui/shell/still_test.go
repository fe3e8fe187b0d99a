package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/ui/uitest"
	"nianbao/ui/widgets"
)

// An entry asks the current app whether its cursor may blink.
func TestNothingMovesByItself(t *testing.T) {
	a := uitest.App(t)
	defer fyne.SetCurrentApp(a)
	if !fyne.CurrentApp().Settings().ShowAnimations() {
		t.Skip("nothing moves in this toolkit")
	}
	if got := standStill(a); got.Settings().ShowAnimations() || fyne.CurrentApp().Settings().ShowAnimations() {
		t.Error("the cursor blinks")
	}
}

// heard are settings that tell whoever listens when they are asked to.
type heard struct {
	fyne.Settings
	look  fyne.Theme
	scale float32
	tell  func(fyne.Settings)
}

func (h *heard) Theme() fyne.Theme                 { return h.look }
func (h *heard) Scale() float32                    { return h.scale }
func (h *heard) AddListener(f func(fyne.Settings)) { h.tell = f }

// What other programs write into the folder of settings has nothing drawn anew: it
// would cost memory each time.
func TestOnlyAnotherLookIsTold(t *testing.T) {
	h := &heard{look: widgets.NewTheme(widgets.SizeMedium), scale: 1}
	told := 0
	stillSettings{h}.AddListener(func(fyne.Settings) { told++ })
	for _, step := range []struct {
		change func()
		told   int
	}{
		{func() {}, 0},
		{func() { h.look = widgets.NewTheme(widgets.SizeLarge) }, 1},
		{func() {}, 1},
		{func() { h.scale = 1.5 }, 2},
		{func() {}, 2},
	} {
		step.change()
		if h.tell(h); told != step.told {
			t.Errorf("told %d times, want %d", told, step.told)
		}
	}
}
