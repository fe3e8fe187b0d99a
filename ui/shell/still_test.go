package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/ui/uitest"
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
