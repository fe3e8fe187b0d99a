package widgets

import (
	"fmt"

	"nianbao/ui/prose"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// OfficeBox shows the code of an office new to this workstation, to be
// compared by eye.
func OfficeBox(office, code string, compared *Check) fyne.CanvasObject {
	ground := Ground(ColorBand)
	text := fmt.Sprintf("这台电脑上还没有名册。文件中是“%s”的名册，代码如下。请当面或者打电话与名册管理人核对这个代码，一致才说明名册没有被人换过：", office)
	return container.NewPadded(container.NewStack(ground, container.NewPadded(container.NewVBox(
		prose.NewLabel(text), container.NewCenter(HugeCode(code)), container.NewCenter(compared)))))
}

// BigCode shows a code that people compare by eye.
func BigCode(code string) fyne.CanvasObject {
	return &widget.Label{Text: code, TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText, Selectable: true}
}

// HugeCode shows a code that is read out to somebody.
func HugeCode(code string) fyne.CanvasObject {
	return &widget.Label{Text: code, TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameHeadingText, Selectable: true}
}
