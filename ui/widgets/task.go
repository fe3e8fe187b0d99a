package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/office"
	"nianbao/ui/prose"
)

// Task is a dialog that stays open until what it is for is done: a wrong
// password is said in it, and what was typed stays.
type Task struct {
	Host  Host
	Title string
	Yes   string // what the button is called
	// start checks what was typed and returns the work, which is done on
	// another goroutine: opening a key is made to take its time.
	Start func() (work func() error, err error)
	Done  func() // after the work succeeded
	Retry *Entry // emptied and focused after a wrong password, may be nil

	dialog  dialog.Dialog
	said    *prose.Label
	confirm *Button
	asked   *prose.Label    // the question about the date
	dated   *Check          // that it is right
	doubt   *fyne.Container // both, hidden until that is asked
}

// Show opens the dialog over content of that width.
func (t *Task) Show(content fyne.CanvasObject, width float32) {
	t.said = &prose.Label{Text: "　", Importance: widget.DangerImportance}
	t.confirm = NewPrimary(t.Host, t.Yes+"（Enter）", nil)
	t.asked, t.dated = &prose.Label{Text: "　", Importance: widget.WarningImportance}, NewCheck(t.Host, "今天的日期没有错", nil)
	t.doubt = container.NewVBox(container.New(FixedHeight{100}, t.asked), t.dated)
	t.doubt.Hide()
	foot := container.NewVBox(t.doubt, container.New(FixedHeight{48}, t.said))
	t.dialog = ShowDialogOver(t.Host, foot, t.Title, container.New(WidthLayout{width}, content), NewButton(t.Host, "取消（Esc）", nil), t.confirm)
	t.confirm.OnTapped = t.onConfirm // a failure must not close it
}

func (t *Task) say(text string, i widget.Importance) {
	t.said.Importance = i
	t.said.SetText(text)
}

func (t *Task) onConfirm() {
	if t.dated.Checked {
		t.Host.Service().AgreeDate()
	}
	work, err := t.Start()
	if err != nil {
		t.failed(err)
		return
	}
	t.confirm.Disable()
	t.say("正在处理，请稍候……", widget.LowImportance)
	t.Host.Background(work, t.finished)
}

func (t *Task) finished(err error) {
	t.confirm.Enable()
	if err != nil {
		t.failed(err)
		return
	}
	if t.Host.Dialogs().Has(t.dialog) {
		CloseDialog(t.Host, t.dialog)
	}
	t.Done()
}

func (t *Task) failed(err error) {
	t.Host.Log().Info(t.Title, "error", err)
	t.say(app.Sentence(err), widget.DangerImportance)
	if app.CodeOf(err) == app.Clock {
		t.asked.SetText(app.Sentence(err))
		t.doubt.Show()
		t.say("没有错的，请打上勾，再按一次。", widget.DangerImportance)
		t.Host.Window().Canvas().Focus(t.dated)
	}
	if code := app.CodeOf(err); t.Retry != nil && (code == app.Password || code == app.TooSoon) {
		t.Retry.SetText("")
		t.Host.Window().Canvas().Focus(t.Retry)
	}
}

// Invalid is a reason why something that was typed will not do.
func Invalid(text string) error { return &app.Error{Code: app.Invalid, Sentence: text} }

// NewSecret is an entry for a password.
func NewSecret(w Host, hint string) *Entry {
	e := NewEntry(w, "", hint)
	e.Password = true
	return e
}

// Twice checks a new password that was typed two times.
func Twice(name string, first, again *Entry) error {
	if err := office.CheckPassword(first.Text); err != nil {
		return Invalid(name + "：" + app.Sentence(err))
	}
	if first.Text != again.Text {
		return Invalid(name + "：两次输入的不一样，请重新输入。")
	}
	return nil
}
