package widgets

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"

	"nianbao/app"
)

// Fail shows an error as a Chinese sentence and writes it to the log. This is
// the only way an error reaches the screen.
func Fail(w Host, doing string, err error) {
	if err == nil {
		return
	}
	w.Log().Error(doing, "error", err)
	var taken *app.Error
	if errors.As(err, &taken) && taken.Code == app.Exists && taken.ID != 0 {
		Confirm(w, "已有这份报告", app.Sentence(err), "打开已有的报告", func() { w.OpenReport(taken.ID, nil) })
		return
	}
	Alert(w, "没有完成", app.Sentence(err))
}

// Alert shows a message with one button.
func Alert(w Host, title, text string) {
	ShowDialog(w, title, Wrapped(text), NewPrimary(w, "知道了（Esc）", nil))
}

// Confirm shows a question; yes names what happens and carries it out.
func Confirm(w Host, title, text, yes string, do func()) {
	ShowDialog(w, title, Wrapped(text), NewButton(w, "取消（Esc）", nil), NewPrimary(w, yes+"（Enter）", do))
}

// ConfirmLoss asks before something is taken away: Enter and Esc leave it as it
// is, and only the button itself does it.
func ConfirmLoss(w Host, title, text, yes string, do func()) {
	ShowDialog(w, title, Wrapped(text), NewButton(w, yes, do), NewPrimary(w, "取消（Esc）", nil))
	w.Dialogs().StayOnEscape()
}

// ShowDialog shows content over buttons. Each button closes it first; Esc answers
// like the first button, Enter like the last.
func ShowDialog(w Host, title string, content fyne.CanvasObject, buttons ...*Button) dialog.Dialog {
	return ShowDialogOver(w, nil, title, content, buttons...)
}

// ShowDialogOver is a dialog with something that stays over the buttons when its
// content scrolls, nil for nothing.
func ShowDialogOver(w Host, foot fyne.CanvasObject, title string, content fyne.CanvasObject, buttons ...*Button) dialog.Dialog {
	row := container.NewHBox()
	var d *dialog.CustomDialog
	for _, b := range buttons {
		do := b.OnTapped
		b.OnTapped = func() {
			CloseDialog(w, d)
			if do != nil {
				do()
			}
			w.Dialogs().answered()
		}
		row.Add(b)
	}
	bottom := container.NewVBox()
	if foot != nil {
		bottom.Add(foot)
	}
	bottom.Add(container.NewPadded(container.NewCenter(row)))
	const edge, bar = 3, 8 // the ring of a field at the edge, and the scroll bar, must not be cut nor lie over it
	scroll := container.NewScroll(container.New(layout.NewCustomPaddedLayout(edge, edge, edge, bar), content))
	d = dialog.NewCustomWithoutButtons(title, container.NewBorder(nil, bottom, nil, nil, within(w, scroll, foot)), w.Window())
	d.Show()
	w.Dialogs().add(&openDialog{dialog: d, First: buttons[0], Last: buttons[len(buttons)-1], Scroll: scroll})
	w.Window().Canvas().Unfocus()
	w.Log().Debug("shown", "dialog", title)
	return d
}

// CloseDialog hides a dialog and those above it.
func CloseDialog(w Host, d dialog.Dialog) {
	w.Dialogs().close(d)
	w.Log().Debug("shown", "dialogs", len(w.Dialogs().Stack))
}
