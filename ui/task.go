package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/prose"
)

// task is a dialog that stays open until what it is for is done: a wrong
// password is said in it, and what was typed stays.
type task struct {
	w     Host
	title string
	yes   string // what the button is called
	// start checks what was typed and returns the work, which is done on
	// another goroutine: opening a key is made to take its time.
	start func() (work func() error, err error)
	done  func()    // after the work succeeded
	retry *keyEntry // emptied and focused after a wrong password, may be nil

	dialog  dialog.Dialog
	said    *prose.Label
	confirm *keyButton
}

// show opens the dialog over content of that width.
func (t *task) show(content fyne.CanvasObject, width float32) {
	t.said = &prose.Label{Text: "　", Importance: widget.DangerImportance}
	t.confirm = NewPrimary(t.w, t.yes+"（Enter）", nil)
	t.dialog = ShowDialogOver(t.w, container.New(fixedHeight{48}, t.said), t.title, container.New(widthLayout{width}, content), NewButton(t.w, "取消（Esc）", nil), t.confirm)
	t.confirm.OnTapped = t.onConfirm // a failure must not close it
}

func (t *task) say(text string, i widget.Importance) {
	t.said.Importance = i
	t.said.SetText(text)
}

func (t *task) onConfirm() {
	work, err := t.start()
	if err != nil {
		t.failed(err)
		return
	}
	t.confirm.Disable()
	t.say("正在处理，请稍候……", widget.LowImportance)
	t.w.Background(work, t.finished)
}

func (t *task) finished(err error) {
	t.confirm.Enable()
	if err != nil {
		t.failed(err)
		return
	}
	if t.w.Dialogs().Has(t.dialog) {
		CloseDialog(t.w, t.dialog)
	}
	t.done()
}

func (t *task) failed(err error) {
	t.w.Log().Info(t.title, "error", err)
	t.say(app.Sentence(err), widget.DangerImportance)
	if code := app.CodeOf(err); t.retry != nil && (code == app.Password || code == app.TooSoon) {
		t.retry.SetText("")
		t.w.Window().Canvas().Focus(t.retry)
	}
}

// refused is a reason why something that was typed will not do.
func refused(text string) error { return &app.Error{Code: app.Forbidden, Detail: text} }

// newSecret is an entry for a password.
func newSecret(w Host, hint string) *keyEntry {
	e := newKeyEntry(w, "", hint)
	e.Password = true
	return e
}

// twice checks a new password that was typed two times.
func twice(name string, first, again *keyEntry) error {
	if err := app.CheckPassword(first.Text); err != nil {
		return refused(name + "：" + app.Sentence(err))
	}
	if first.Text != again.Text {
		return refused(name + "：两次输入的不一样，请重新输入。")
	}
	return nil
}
