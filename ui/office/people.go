package office

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	administration "nianbao/app/office"
	"nianbao/app/proof"
	"nianbao/app/roster"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// levelBoxes are check boxes for the levels somebody may sign.
type levelBoxes struct {
	boxes   []*widgets.Check
	content *fyne.Container
}

func newLevelBoxes(w widgets.Host, c roster.Chain, chosen []int) *levelBoxes {
	l := &levelBoxes{content: container.NewVBox()}
	if len(c) > 3 {
		l.content = container.NewGridWithColumns(2) // or the dialog would not fit a small screen
	}
	for i, s := range c {
		box := widgets.NewCheck(w, fmt.Sprintf("第%d级　%s", i+1, s.Name), nil)
		for _, n := range chosen {
			box.Checked = box.Checked || n == i+1
		}
		l.boxes = append(l.boxes, box)
		l.content.Add(box)
	}
	return l
}

// presentLevels are the levels in force that somebody may sign; those of who
// left before the levels were changed say nothing about them.
func presentLevels(r *roster.Roster, m *roster.Person) []int {
	if r == nil || m.Registrations[len(m.Registrations)-1].Chain != len(r.Chains)-1 {
		return nil
	}
	return m.Levels()
}

func (l *levelBoxes) levels() []int {
	out := []int{}
	for i, b := range l.boxes {
		if b.Checked {
			out = append(out, i+1)
		}
	}
	return out
}

// registrationForm makes a key for somebody at this workstation. Where the office's
// key lies here too, the person is put on the roster at once; elsewhere a
// request is written for the administrator.
type registrationForm struct {
	w             widgets.Host
	person        *roster.Person // who is registered anew, nil for somebody new
	roster        *roster.Roster
	administrator bool
	name          *widgets.Entry
	post          *widgets.Entry
	old           *widgets.Entry // of the key that lies here, nil where none does
	forgotten     *widgets.Check
	password      *newPassword
	office        *widgets.Entry
	levels        *levelBoxes
	request       *handover.Request
}

// on is the administration of the roster of a window's workstation.
func on(w widgets.Host) administration.Administration {
	return administration.Administration{Service: w.Service()}
}

// AskRegistration asks for a person's name, post and password.
func AskRegistration(w widgets.Host, again *roster.Person) {
	actor, err := w.Service().Actor(w.Context())
	if err != nil {
		widgets.Fail(w, "read roster", err)
		return
	}
	f := &registrationForm{
		w: w, person: again, roster: actor.Roster, name: widgets.NewEntry(w, "", "姓名"), post: widgets.NewEntry(w, "", "职务，如：办公室主任"),
		password: askNewPassword(w, "本人密码"), office: widgets.NewSecret(w, "管理名册用的密码，不是签名的密码"),
	}
	if f.roster != nil {
		if f.administrator, err = w.Service().KeyHere(w.Context(), app.OfficeOwner, f.roster.OfficeKey); err != nil {
			widgets.Fail(w, "look for the office's key", err)
			return
		}
	}
	if f.person != nil {
		here, err := on(w).HasKey(w.Context(), f.person.ID)
		if err != nil {
			widgets.Fail(w, "look for a key", err)
			return
		}
		if here {
			f.old = widgets.NewSecret(w, "这台电脑上本人密钥的密码")
			f.forgotten = widgets.NewCheck(w, "忘记了原来的密码", f.onForgotten)
		}
	}
	f.show()
}

// onForgotten asks for the old password, or does not.
func (f *registrationForm) onForgotten(forgotten bool) {
	if forgotten {
		f.old.Disable()
	} else {
		f.old.Enable()
	}
}

func (f *registrationForm) show() {
	title, held, text := "登记", []int(nil), "密码用来打开本人的密钥，每次签名都要输入。密码没有办法找回，丢失后要重新登记。"
	if f.person != nil {
		title, held = "重新登记："+f.person.Name(), presentLevels(f.roster, f.person)
		f.name.Text, f.post.Text = f.person.Name(), f.person.Post()
		f.password.name = "新的密码"
		text = "在这台电脑上生成新的密钥和密码。" + f.aboutOld() + "以前签过、已经送到的签名仍然有效。"
	}
	items := widget.NewForm(widget.NewFormItem("姓名", f.name), widget.NewFormItem("职务", f.post))
	if f.administrator {
		f.levels = newLevelBoxes(f.w, f.roster.Chain(), held)
		items.Append("可签级别", f.levels.content)
	} else {
		text += "填好后会写出一份登记申请，请交给名册管理人登记。"
	}
	if f.old != nil {
		items.Append("原来的密码", f.old)
		items.Append("", f.forgotten)
	}
	f.password.appendTo(items)
	if f.administrator {
		items.Append("名册密码", f.office)
	}
	t := &widgets.Task{Host: f.w, Title: title, Yes: "登记", Start: f.start, Done: f.done}
	switch {
	case f.administrator && f.old == nil:
		t.Retry = f.office
	case !f.administrator:
		t.Retry = f.old
	}
	t.Show(container.NewVBox(items, &prose.Label{Text: text, Importance: widget.LowImportance}), 640)
	switch {
	case f.person == nil:
		f.w.Window().Canvas().Focus(f.name)
	case f.old != nil:
		f.w.Window().Canvas().Focus(f.old)
	default:
		f.w.Window().Canvas().Focus(f.password.first)
	}
}

// aboutOld says what becomes of the key that the person had.
func (f *registrationForm) aboutOld() string {
	if f.old == nil {
		return "旧的密钥不在这台电脑上：名册管理人登记、各台电脑收到新名册以后，它不能再签名。旧电脑丢了的，请尽快办理。"
	}
	return "旧的密钥封存在本机，名册管理人登记以后停用。"
}

func (f *registrationForm) start() (func() error, error) {
	if strings.TrimSpace(f.name.Text) == "" {
		return nil, widgets.Invalid("请填写姓名。")
	}
	if err := f.password.check(); err != nil {
		return nil, err
	}
	e := administration.Applicant{Name: f.name.Text, Post: f.post.Text, Password: f.password.first.Text}
	if f.old != nil {
		e.Old, e.Forgotten = f.old.Text, f.forgotten.Checked
	}
	if f.person != nil {
		e.Person = f.person.ID
	}
	if f.old != nil {
		e.Old = f.old.Text
	}
	if !f.administrator {
		return func() error { return f.ask(e) }, nil
	}
	office, levels := f.office.Text, f.levels.levels()
	return func() error { return f.admit(e, office, levels) }, nil
}

// ask makes the key and keeps the request for the administrator of the roster.
func (f *registrationForm) ask(e administration.Applicant) (err error) {
	if f.request, err = on(f.w).RequestRegistration(f.w.Context(), e); err != nil {
		return err
	}
	return f.w.Service().KeepRequest(f.w.Context(), f.request)
}

// admit makes the key and puts it on the roster. The office's password is
// tried first: with a wrong one no key is made.
func (f *registrationForm) admit(e administration.Applicant, office string, levels []int) error {
	desk, ctx := f.w.Service(), f.w.Context()
	_, err := desk.Unlock(ctx, app.OfficeOwner, office)
	if err != nil {
		return err
	}
	if f.request, err = on(f.w).RequestRegistration(ctx, e); err != nil {
		return err
	}
	return on(f.w).Register(ctx, office, f.request, levels)
}

func (f *registrationForm) done() {
	OfficeChanged(f.w)
	if !f.administrator {
		saveRequest(f.w, f.request)
		return
	}
	widgets.Alert(f.w, "已登记", fmt.Sprintf("%s已登记，可签级别：%s。这台电脑的使用者现在是%s。",
		f.request.Name, widgets.LevelNames(f.roster.Chain(), f.levels.levels()), f.request.Name))
}

// saveRequest writes a request for the administrator of the roster.
func saveRequest(w widgets.Host, r *handover.Request) {
	raw, err := w.Service().RequestFile(r)
	if err != nil {
		widgets.Fail(w, "write request", err)
		return
	}
	widgets.SaveToExchange(w, "登记申请", "登记申请（"+r.Name+"）", raw, func(at exchange.Placed) {
		widgets.TellPlaced(w, "登记申请已写出", fmt.Sprintf("请把这个文件交给名册管理人，并当面或者打电话核对密钥代码：\n%s\n管理人登记后会交回新的名册文件，在“审签设置”中打开它，就可以签名了。", r.Key.Code()), at)
	})
}

// SaveRoster writes the roster for the other workstations.
func SaveRoster(w widgets.Host) {
	actor, err := w.Service().Actor(w.Context())
	if err != nil || actor.Roster == nil {
		widgets.Fail(w, "read roster", err)
		return
	}
	raw, err := exchange.At(w.Service()).RosterFile(w.Context())
	if err != nil {
		widgets.Fail(w, "write roster", err)
		return
	}
	widgets.SaveToExchange(w, "导出名册", fmt.Sprintf("%s审签名册（第%d版）", actor.Roster.Office, actor.Roster.Version), raw, func(at exchange.Placed) {
		widgets.TellPlaced(w, "名册已导出", "请交给其他电脑上的人，用“打开移交文件”接收。第一次接收时会请他核对名册代码：\n"+actor.Roster.OfficeKey.Code(), at)
	})
}

// ShowRequest shows a request to be registered to the administrator of the roster.
func ShowRequest(w widgets.Host, a *exchange.ImportPreview) {
	req := a.File.Request
	if a.Roster == nil {
		widgets.Alert(w, "这是登记申请", fmt.Sprintf("%s申请登记。登记要在名册管理人的电脑上办理，这台电脑上还没有名册。", req.Name))
		return
	}
	r := &a.Roster.Roster
	administrator, err := w.Service().KeyHere(w.Context(), app.OfficeOwner, r.OfficeKey)
	if err != nil {
		widgets.Fail(w, "look for the office's key", err)
		return
	}
	holder := r.Holder(req.Key)
	switch {
	case !administrator:
		widgets.Alert(w, "这是登记申请", fmt.Sprintf("%s申请登记。登记要在名册管理人的电脑上办理，请把这个文件交给名册管理人。", req.Name))
	case holder != nil && holder.Current() != req.Key:
		widgets.Alert(w, "这份申请已经过期", fmt.Sprintf("申请中的密钥已经停用，不能再次登记。请%s在自己的电脑上重新登记，交来新的申请。", req.Name))
	case holder != nil:
		widgets.Confirm(w, "已经登记过了", fmt.Sprintf("%s的这把密钥已经在名册中，不需要再登记。可以把名册导出，交给本人。", req.Name), "导出名册", func() { SaveRoster(w) })
	default:
		askSame(w, r, req)
	}
}

// askSame asks, where the roster has somebody of that name whom the request does not
// name, whether it is the same person: registered twice, one could sign two levels.
func askSame(w widgets.Host, r *roster.Roster, req *handover.Request) {
	known := r.Namesakes(req.Name)
	if held := r.Person(req.Person); held != nil || len(known) == 0 {
		askRegister(w, r, req, held)
		return
	}
	text := fmt.Sprintf("%s申请登记，没有写明是重新登记。名册中已有同名的人。请与本人核对，是不是同一个人：同一个人只登记一次，身份不变，旧密钥停用。", widgets.WithBrackets(req.Name, req.Post))
	buttons := []*widgets.Button{widgets.NewButton(w, "取消（Esc）", nil), widgets.NewButton(w, "是另一个人", func() { askRegister(w, r, req, nil) })}
	for _, p := range known {
		buttons = append(buttons, widgets.NewButton(w, "是"+p.Title(), func() { askRegister(w, r, req, p) }))
	}
	widgets.ShowDialog(w, "是同一个人吗", widgets.Wrapped(text), buttons...)
}

func askRegister(w widgets.Host, r *roster.Roster, req *handover.Request, held *roster.Person) {
	as := req.Person
	var now []int
	text := "请当面或者打电话与本人核对密钥代码，一致才登记。"
	if held != nil {
		as, now = held.ID, presentLevels(r, held)
		text = fmt.Sprintf("名册中已有此人（%s）。登记后旧密钥停用，以前签过、已经送到的签名仍然有效。", held.Title()) + text
	}
	levels, password := newLevelBoxes(w, r.Chain(), now), widgets.NewSecret(w, "管理名册用的密码，不是签名的密码")
	compared := widgets.NewCheck(w, "已与本人核对密钥代码", nil)
	t := &widgets.Task{
		Host: w, Title: "登记申请", Yes: "登记", Retry: password,
		Start: func() (func() error, error) {
			if !compared.Checked {
				return nil, widgets.Invalid("请先与本人核对密钥代码，再打上勾。")
			}
			typed, chosen := password.Text, levels.levels()
			return func() error { return on(w).RegisterAs(w.Context(), typed, as, req, chosen) }, nil
		},
		Done: func() { registered(w, req.Name) },
	}
	t.Show(container.NewVBox(
		prose.NewLabel(text),
		widget.NewForm(
			widget.NewFormItem("姓名", &widget.Label{Text: req.Name, TextStyle: fyne.TextStyle{Bold: true}}),
			widget.NewFormItem("职务", &widget.Label{Text: req.Post}),
			widget.NewFormItem("密钥代码", widgets.BigCode(w, req.Key.Code())),
			widget.NewFormItem("", compared),
			widget.NewFormItem("可签级别", levels.content),
			widget.NewFormItem("名册密码", password))), 640)
	w.Window().Canvas().Focus(compared)
}

func registered(w widgets.Host, name string) {
	OfficeChanged(w)
	widgets.ShowDialog(w, "已登记", widgets.Wrapped(name+"已登记。请把新的名册文件交回给本人，也交给其他电脑：收到新名册，才认得这个人的签名。"),
		widgets.NewButton(w, "以后再说（Esc）", nil), widgets.NewPrimary(w, "导出名册（Enter）", func() { SaveRoster(w) }))
}

// changed says of the roster what was changed, and that the others need the new one.
func changed(w widgets.Host, title, what string) {
	OfficeChanged(w)
	if widgets.ExchangeFolder(w) != "" {
		return // it is there already, and the status bar says so
	}
	widgets.ShowDialog(w, title, widgets.Wrapped(what+"请把新的名册导出，交给各台电脑。"),
		widgets.NewButton(w, "以后再说（Esc）", nil), widgets.NewPrimary(w, "导出名册（Enter）", func() { SaveRoster(w) }))
}

// Reassign gives somebody another post or other levels.
func Reassign(w widgets.Host, r *roster.Roster, m *roster.Person) {
	if m == nil {
		return
	}
	post, levels, password := widgets.NewEntry(w, m.Post(), "职务"), newLevelBoxes(w, r.Chain(), m.Levels()), widgets.NewSecret(w, "管理名册用的密码，不是签名的密码")
	t := &widgets.Task{
		Host: w, Title: "换职务或级别：" + m.Name(), Yes: "更改", Retry: password,
		Start: func() (func() error, error) {
			typed, now, chosen := password.Text, strings.TrimSpace(post.Text), levels.levels()
			return func() error { return on(w).Reassign(w.Context(), typed, m.ID, now, chosen) }, nil
		},
		Done: func() { changed(w, "已更改", m.Name()+"的职务或者级别已更改。") },
	}
	t.Show(container.NewVBox(
		widget.NewForm(widget.NewFormItem("职务", post), widget.NewFormItem("可签级别", levels.content), widget.NewFormItem("名册密码", password)),
		&prose.Label{Text: "以前签过的名不受影响，仍按当时的职务显示。", Importance: widget.LowImportance}), 520)
	w.Window().Canvas().Focus(post)
}

// Deactivate notes that somebody has left.
func Deactivate(w widgets.Host, m *roster.Person) {
	if m == nil {
		return
	}
	password := widgets.NewSecret(w, "管理名册用的密码，不是签名的密码")
	t := &widgets.Task{
		Host: w, Title: m.Name() + "已离开", Yes: "确认离开", Retry: password,
		Start: func() (func() error, error) {
			typed := password.Text
			return func() error { return on(w).Deactivate(w.Context(), typed, m.ID) }, nil
		},
		Done: func() {
			changed(w, "已登记离开", m.Name()+"已登记为离开。没有收到新名册的电脑，仍会接受他的签名。")
		},
	}
	t.Show(container.NewVBox(
		prose.NewLabel(fmt.Sprintf("确认后，名册中%s的密钥停用。没有收到新名册的电脑，仍会接受他的签名：请随即导出名册，交给各台电脑。"+
			"以前签过、已经送到的签名不受影响；还没有送到的，收到时会注明“%s”，请先收齐。以后回来，可以重新登记。", m.Title(), proof.Undated)),
		widget.NewForm(widget.NewFormItem("名册密码", password))), 520)
	w.Window().Canvas().Focus(password)
}
