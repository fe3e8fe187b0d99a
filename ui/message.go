package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"nianbao/app"
	"nianbao/ui/prose"
)

// fail shows an error as a Chinese sentence and writes it to the log. This is
// the only way an error reaches the screen.
func (w *Window) fail(doing string, err error) {
	if err == nil {
		return
	}
	w.log.Error(doing, "error", err)
	var taken *app.Error
	if errors.As(err, &taken) && taken.Code == app.Exists && taken.ID != 0 {
		w.ask("已有这份报告", app.Sentence(err), "打开已有的报告", func() { w.openReport(taken.ID) })
		return
	}
	w.tell("没有完成", app.Sentence(err))
}

// tell shows a message with one button.
func (w *Window) tell(title, text string) {
	w.dialog(title, wrapped(text), w.primary("知道了（Esc）", nil))
}

// ask shows a question; yes names what happens and carries it out.
func (w *Window) ask(title, text, yes string, do func()) {
	w.dialog(title, wrapped(text), w.button("取消（Esc）", nil), w.primary(yes+"（Enter）", do))
}

// dialog shows content over buttons. Each button closes it first; Esc answers
// like the first button, Enter like the last.
func (w *Window) dialog(title string, content fyne.CanvasObject, buttons ...*keyButton) dialog.Dialog {
	return w.dialogOver(nil, title, content, buttons...)
}

// dialogOver is a dialog with something that stays over the buttons when its
// content scrolls, nil for nothing.
func (w *Window) dialogOver(foot fyne.CanvasObject, title string, content fyne.CanvasObject, buttons ...*keyButton) dialog.Dialog {
	row := container.NewHBox()
	var d *dialog.CustomDialog
	for _, b := range buttons {
		do := b.OnTapped
		b.OnTapped = func() {
			w.closeDialog(d)
			if do != nil {
				do()
			}
			w.openNext()
		}
		row.Add(b)
	}
	bottom := container.NewVBox()
	if foot != nil {
		bottom.Add(foot)
	}
	bottom.Add(container.NewPadded(container.NewCenter(row)))
	scroll := container.NewScroll(content)
	d = dialog.NewCustomWithoutButtons(title, container.NewBorder(nil, bottom, nil, nil, w.within(scroll, foot)), w.win)
	d.Show()
	w.dialogs = append(w.dialogs, &openDialog{dialog: d, first: buttons[0], last: buttons[len(buttons)-1], scroll: scroll, focused: w.win.Canvas().Focused()})
	w.win.Canvas().Unfocus()
	return d
}

// openDialog is a dialog on the screen and what its keys do.
type openDialog struct {
	dialog      dialog.Dialog
	first, last *keyButton
	scroll      *container.Scroll
	focused     fyne.Focusable
}

// closeDialog hides a dialog and those above it.
func (w *Window) closeDialog(d dialog.Dialog) {
	for i := len(w.dialogs) - 1; i >= 0; i-- {
		top := w.dialogs[i]
		w.dialogs = w.dialogs[:i]
		top.dialog.Hide()
		if top.dialog == d {
			return
		}
	}
}

// dialogKey lets Esc and Enter answer the uppermost dialog. It says whether
// there was one.
func (w *Window) dialogKey(key fyne.KeyName) bool {
	if len(w.dialogs) == 0 {
		return false
	}
	top := w.dialogs[len(w.dialogs)-1]
	switch key {
	case fyne.KeyEscape:
		top.first.OnTapped()
	case fyne.KeyReturn, fyne.KeyEnter:
		if !top.last.Disabled() {
			top.last.OnTapped()
		}
	}
	return true
}

// wrapped returns a text that breaks over lines at a comfortable width.
func wrapped(text string) fyne.CanvasObject {
	return container.New(widthLayout{460}, prose.NewLabel(text))
}

// widthLayout gives its only object a fixed width, so that a wrapped label
// knows its height.
type widthLayout struct{ width float32 }

// MinSize is the object's height at that width.
func (l widthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if objects[0].Size().Width != l.width {
		objects[0].Resize(fyne.NewSize(l.width, objects[0].MinSize().Height))
	}
	return fyne.NewSize(l.width, objects[0].MinSize().Height)
}

// Layout fills the space with the object.
func (l widthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fill(objects, size)
}

// fill gives a layout's only object all the space.
func fill(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[0].Move(fyne.NewPos(0, 0))
}
