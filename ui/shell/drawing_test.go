package shell

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/widgets"
)

// What has no colour is passed over by the toolkit only where it is called
// color.Transparent; of any other name it costs as much as the brightest, for
// each pixel and with every key.
func TestNothingIsDrawnWithoutInk(t *testing.T) {
	w, s := officeWindow(t)
	openAs(w, s, madeOffice.officer, s.Example())
	e := w.screen.(*editor.Editor)
	look := func(name string) {
		t.Helper()
		eachShown(w.win.Content(), func(o fyne.CanvasObject) {
			if r, ok := o.(*canvas.Rectangle); ok && r.FillColor != nil && r.FillColor != color.Transparent {
				if _, _, _, alpha := r.FillColor.RGBA(); alpha == 0 && r.StrokeWidth == 0 {
					t.Errorf("%s: a rectangle of %v is filled with %#v", name, r.Size(), r.FillColor)
				}
			}
		})
	}
	for i := range e.Parts {
		e.GoPart(i)
		look(e.Nav.Rows[i].Name.Text)
	}
	e.Opened.Toggle()
	look("预览")
	for name, show := range map[string]func(){
		"报告列表": w.showList, "审签设置": widgets.Doing(w, commands.Office), "验证": widgets.Doing(w, commands.Verify), "使用手册": widgets.Doing(w, commands.Handbook),
	} {
		show()
		look(name)
	}
}

// eachShown calls f for everything that can be seen.
func eachShown(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	f(o)
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, c := range inside {
		eachShown(c, f)
	}
}
