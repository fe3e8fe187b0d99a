package office

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/roster"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// newPassword are the two entries of a password that is set.
type newPassword struct {
	name         string
	first, again *widgets.Entry
}

func askNewPassword(w widgets.Host, name string) *newPassword {
	return &newPassword{name, widgets.NewSecret(w, "至少 8 个字符，可以用一句话"), widgets.NewSecret(w, "再输入一次")}
}

// appendTo puts the entries into a form.
func (n *newPassword) appendTo(f *widget.Form) {
	f.Append(n.name, n.first)
	f.Append("再输一次", n.again)
}

// check says why what was typed will not do.
func (n *newPassword) check() error { return widgets.Twice(n.name, n.first, n.again) }

// ChangePassword seals somebody's key under another password.
func ChangePassword(w widgets.Host, m *roster.Person) {
	if m != nil {
		changePassword(w, m.ID, "修改密码："+m.Name(), "密钥不变，不需要重新登记。以前的备份中，仍然是原来的密码。")
	}
}

// ChangeOfficePassword seals the office's key under another password.
func ChangeOfficePassword(w widgets.Host) {
	changePassword(w, app.OfficeOwner, "修改名册密码", "名册密钥和名册代码不变。交给第二管理人的名册密钥和以前的备份，仍然用各自原来的密码。")
}

func changePassword(w widgets.Host, owner, title, text string) {
	old, typed := widgets.NewSecret(w, "现在使用的密码"), askNewPassword(w, "新密码")
	t := &widgets.Task{
		Host: w, Title: title, Yes: "修改", Retry: old,
		Start: func() (func() error, error) {
			before, after := old.Text, typed.first.Text
			return func() error { return on(w).ChangePassword(w.Context(), owner, before, after) }, typed.check()
		},
		Done: func() { widgets.Alert(w, title, "密码已修改，下次起用新密码。") },
	}
	items := widget.NewForm(widget.NewFormItem("原来的密码", old))
	typed.appendTo(items)
	t.Show(container.NewVBox(items, &prose.Label{Text: text, Importance: widget.LowImportance}), 560)
	w.Window().Canvas().Focus(old)
}
