package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// NewMenu is a menu over the page.
func NewMenu(w Host, menu *fyne.Menu) *widget.PopUpMenu {
	return widget.NewPopUpMenu(menu, w.Window().Canvas())
}
