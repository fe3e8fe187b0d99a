package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
)

type tablePart struct{}

func newTablePart(*editor, *form.Section) *tablePart { return &tablePart{} }

func (*tablePart) Content() fyne.CanvasObject { return widget.NewLabel("x") }
func (*tablePart) Shown()                     {}
func (*tablePart) Leave() bool                { return true }
func (*tablePart) Changed(app.Event)          {}
func (*tablePart) GoTo(form.Address)          {}
func (*tablePart) Cursor() form.Address       { return "" }
func (*tablePart) onFillZeros()               {}
