package office

import (
	"cmp"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/roster"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// ShowOfficeKey tells of the office's key and of those before it, and offers what can
// be done with it.
func (p *Page) ShowOfficeKey() {
	var d dialog.Dialog
	rows := container.NewVBox(container.NewHBox(&widget.Label{Text: "名册代码"}, widgets.BigCode(p.w, p.Roster.OfficeKey.Code())))
	way := func(name, text string, do func()) {
		button := widgets.NewButton(p.w, name, func() {
			widgets.CloseDialog(p.w, d)
			do()
		})
		rows.Add(container.NewBorder(nil, nil, container.New(widgets.WidthLayout{Width: 240}, button), nil, prose.NewLabel(text)))
	}
	if p.administrator {
		way("写出名册密钥…", "交给第二管理人，或者换电脑时带走。对方打开文件，就可以管理名册。", func() { ExportKey(p.w, false) })
		way("移交角色…", "写出名册密钥交给接手的人，这台电脑不再管理名册。", func() { ExportKey(p.w, true) })
		way("修改名册密码…", "名册密钥和名册代码不变。", func() { ChangeOfficePassword(p.w) })
		way("换新名册密钥…", "名册密钥或者密码可能被别人知道，或者管理人离开时用。由原来的密钥签名认可。", func() { RenewKey(p.w) })
	}
	way("密钥丢失，请各级签名…", "没有人能再打开名册密钥时用：在这台电脑上生成新的密钥，由各级签名认可。", func() { RequestKey(p.w) })
	way("重新建立名册…", "密钥丢失，又不够两个人签名时用。原来的名册另外保存，只用来验证以前签的报告。", func() { RefoundRoster(p.w) })
	if len(p.Roster.Former) > 0 {
		rows.Add(widgets.Hairline())
	}
	for i := range p.Roster.Former {
		f := &p.Roster.Former[i]
		rows.Add(&prose.Label{Importance: widget.LowImportance, Text: fmt.Sprintf("以前的名册代码 %s，用到第%d版，%s换新，%s",
			f.Key.Code(), f.Version, widgets.TimeOf(f.At), f.Text())})
	}
	d = widgets.ShowDialog(p.w, "名册密钥", container.New(widgets.WidthLayout{Width: 800}, rows), widgets.NewPrimary(p.w, "关闭（Esc）", nil))
}

// onlyHere says that nobody else could administer the roster, where nobody could.
func (p *Page) onlyHere() fyne.CanvasObject {
	none := container.NewVBox()
	if !p.administrator || len(p.Roster.People) == 0 {
		return none
	}
	kept, err := on(p.w).KeyExported(p.w.Context(), p.Roster.OfficeKey)
	if err != nil || kept {
		return none
	}
	return &prose.Label{
		Text:       "名册密钥只在这台电脑上。建议用“名册密钥…”写出一份，交给第二管理人：忘记密码、电脑损坏、人员离开时，名册仍有人管理。",
		Importance: widget.WarningImportance,
	}
}

// ExportKey writes the office's key for another who administers the roster; with aside
// this workstation does not any more.
func ExportKey(w widgets.Host, aside bool) {
	title, text := "写出名册密钥", "文件另设一个密码，与名册密码不同。请把文件交给第二管理人，密码另外告诉他；两者不要放在一起，也不要放进大家都能打开的文件夹。"
	if aside {
		title, text = "移交名册管理人的角色", text+"写出以后，这台电脑不再管理名册，名册密钥封存在本机。"
	}
	password, file := widgets.NewSecret(w, "管理名册用的密码，不是签名的密码"), askNewPassword(w, "文件的密码")
	var raw []byte
	t := &widgets.Task{Host: w, Title: title, Yes: "写出", Retry: password}
	t.Start = func() (func() error, error) {
		typed, sealing := password.Text, file.first.Text
		return func() (err error) {
			raw, err = on(w).ExportKey(w.Context(), typed, sealing)
			return err
		}, file.check()
	}
	t.Done = func() {
		typed := password.Text
		widgets.ChooseTarget(w, title, "名册密钥"+handover.Extension, "", func(path string) { exported(w, path, raw, typed, aside) })
	}
	items := widget.NewForm(widget.NewFormItem("名册密码", password))
	file.appendTo(items)
	t.Show(container.NewVBox(items, &prose.Label{Text: text, Importance: widget.LowImportance}), 600)
	w.Window().Canvas().Focus(password)
}

// exported writes the file and, where the role is given up, puts the key here aside
// after that.
func exported(w widgets.Host, path string, raw []byte, password string, aside bool) {
	said := "请交给第二管理人。他用“打开移交文件”打开，输入文件的密码，再设自己的名册密码。"
	widgets.Soon(w, "正在写出", func() error {
		if err := app.WriteBytes(path, raw); err != nil {
			return err
		}
		if err := on(w).NoteExported(w.Context()); err != nil || !aside {
			return err
		}
		said = "请交给接手的人。这台电脑不再管理名册，名册密钥封存在本机。"
		return on(w).PutKeyAside(w.Context(), password)
	}, func(err error) {
		if err != nil {
			widgets.Fail(w, "write office key", err)
			return
		}
		OfficeChanged(w)
		widgets.TellSaved(w, "名册密钥已写出", said, path)
	})
}

// RestoreKey shows a key of the office that came in a file.
func RestoreKey(w widgets.Host, a *exchange.ImportPreview) {
	file, own := widgets.NewSecret(w, "写出文件的人告诉您的密码"), askNewPassword(w, "名册密码")
	content := container.NewVBox()
	var compared *widgets.Check
	if a.NewOffice || a.NewKey {
		compared = widgets.NewCheck(w, "已与写出文件的人核对名册代码，两边一致", nil)
		content.Add(widgets.CodeBox(w, a.CompareText(), a.Roster.Roster.OfficeKey.Code(), compared))
	}
	t := &widgets.Task{Host: w, Title: "恢复名册密钥", Yes: "恢复", Retry: file}
	t.Start = func() (func() error, error) {
		if compared != nil && !compared.Checked {
			return nil, widgets.Invalid("请先核对名册代码，再打上勾。")
		}
		sealed, typed := file.Text, own.first.Text
		return func() error { return on(w).RestoreKey(w.Context(), a.File, sealed, typed) }, own.check()
	}
	t.Done = func() {
		OfficeChanged(w)
		widgets.Alert(w, "名册密钥已恢复", "这台电脑现在可以管理名册，用刚才设的名册密码。两处都管理名册的，改动以后请把新的名册交给对方。")
	}
	items := widget.NewForm(widget.NewFormItem("文件的密码", file))
	own.appendTo(items)
	content.Add(items)
	content.Add(&prose.Label{Importance: widget.LowImportance, Text: fmt.Sprintf("这是“%s”的名册密钥。恢复以后，这台电脑可以登记人员、修改名册。名册密码是您在这台电脑上用的，请另设一个。", a.File.Roster.Roster.Office)})
	t.Show(content, 640)
	if compared != nil {
		w.Window().Canvas().Focus(compared)
	} else {
		w.Window().Canvas().Focus(file)
	}
}

// RenewKey gives the office another key.
func RenewKey(w widgets.Host) {
	old, typed := widgets.NewSecret(w, "现在使用的名册密码"), askNewPassword(w, "新名册密码")
	t := &widgets.Task{Host: w, Title: "换新名册密钥", Yes: "换新", Retry: old}
	t.Start = func() (func() error, error) {
		before, after := old.Text, typed.first.Text
		return func() error { return on(w).RenewKey(w.Context(), before, after) }, typed.check()
	}
	t.Done = func() {
		OfficeChanged(w)
		tellNewCode(w, "名册密钥已换新", "请把新的名册交给每台电脑，并告诉每个人新的名册代码：接收时要核对。以前审批的报告仍然有效。以前写出的名册密钥不能再用，请另写一份交给第二管理人。")
	}
	items := widget.NewForm(widget.NewFormItem("原来的密码", old))
	typed.appendTo(items)
	t.Show(container.NewVBox(items, &prose.Label{
		Text: "换新以后，名册代码也换新，每台电脑都要核对一次。每台电脑接收新名册以后，原来的密钥就不能再改动它的名册；接收以前还能，请尽快逐台接收。", Importance: widget.LowImportance,
	}), 600)
	w.Window().Canvas().Focus(old)
}

// tellNewCode shows the code of the roster that is held here now, and offers to write
// it for the other workstations.
func tellNewCode(w widgets.Host, title, text string) {
	actor, err := w.Service().Actor(w.Context())
	if err != nil || actor.Roster == nil {
		widgets.Fail(w, "read roster", err)
		return
	}
	widgets.ShowDialog(w, title, container.New(widgets.WidthLayout{Width: 560}, container.NewVBox(prose.NewLabel(text), container.NewCenter(widgets.HugeCode(w, actor.Roster.OfficeKey.Code())))),
		widgets.NewButton(w, "以后再导出（Esc）", nil), widgets.NewPrimary(w, "导出名册（Enter）", func() { SaveRoster(w) }))
}

// RequestKey asks people to sign for a key in the place of a lost one.
func RequestKey(w widgets.Host) {
	actor, err := w.Service().Actor(w.Context())
	if err != nil || actor.Roster == nil {
		widgets.Fail(w, "read roster", err)
		return
	}
	typed, gone, ids := askNewPassword(w, "新名册密码"), container.NewVBox(), map[*widgets.Check]string{}
	for i := range actor.Roster.People {
		p := &actor.Roster.People[i]
		if me := actor.Person != nil && p.ID == actor.Person.ID; !me && !p.Deactivated() && len(presentLevels(actor.Roster, p)) > 0 {
			box := widgets.NewCheck(w, p.Title(), nil)
			ids[box] = p.ID
			gone.Add(box)
		}
	}
	var raw []byte
	t := &widgets.Task{Host: w, Title: "请各级签名，换新名册密钥", Yes: "写出请签文件"}
	t.Start = func() (func() error, error) {
		var absent []string
		for _, o := range gone.Objects {
			if box := o.(*widgets.Check); box.Checked {
				absent = append(absent, ids[box])
			}
		}
		after := typed.first.Text
		return func() (err error) {
			raw, err = on(w).RequestKey(w.Context(), after, absent)
			return err
		}, typed.check()
	}
	t.Done = func() { requested(w, raw) }
	items := widget.NewForm()
	typed.appendTo(items)
	if len(gone.Objects) > 0 {
		items.Append("已不在的人", gone)
	}
	t.Show(container.NewVBox(
		prose.NewLabel("没有人能再打开名册密钥时用。程序在这台电脑上生成新的名册密钥，您就是新的名册管理人；每一级都要有人核对新的名册代码并签名，至少两个人。"),
		items, &prose.Label{Importance: widget.LowImportance, Text: "勾选已经去世、离开或者密钥也丢失的人：他们不用签，换新以后登记为已离开。谁被勾选，签名的人和以后接收名册的人都看得到。"}), 640)
	w.Window().Canvas().Focus(typed.first)
}

// requested lets who asks for a new key sign for it at once, where a level is theirs.
func requested(w widgets.Host, raw []byte) {
	a, err := exchange.At(w.Service()).OpenPackage(w.Context(), raw)
	if err != nil {
		widgets.Fail(w, "read file for signing", err)
		return
	}
	actor, err := w.Service().Actor(w.Context())
	if err == nil && actor.Person != nil && actor.HasKey && len(a.File.Roster.SignsFor(actor.Person.ID)) > 0 {
		SignKey(w, a)
		return
	}
	saveNewKey(w, raw)
}

// saveNewKey writes a file that goes on to who signs next or, signed by all, the new
// roster.
func saveNewKey(w widgets.Host, raw []byte) {
	f, err := handover.Parse(raw)
	if err != nil {
		widgets.Fail(w, "read file for signing", err)
		return
	}
	change := f.Roster.Pending()
	if change == nil {
		chooseOwner(w)
		OfficeChanged(w)
		tellNewCode(w, "各级已签完", "新的名册这台电脑已经采用。请导出，交给新的名册管理人和其他每台电脑；接收时核对新的名册代码。以前审批的报告仍然有效。")
		return
	}
	next := waitingFor(change)
	widgets.SaveToExchange(w, "请签名换新名册密钥", "换新名册密钥（待"+next+"签）", raw, func(at exchange.Placed) {
		widgets.TellPlaced(w, "请签文件已写出", fmt.Sprintf("请交给还要签的人，他用“打开移交文件”打开，与名册的新管理人核对新的名册代码，再签名：%s\n新的名册代码：%s", next, f.Roster.Roster.OfficeKey.Code()), at)
	})
}

// waitingFor names who could sign next for a new key.
func waitingFor(f *roster.Former) string {
	levels := f.Missing()
	if len(levels) == 0 {
		return "另一个人"
	}
	var names []string
	r := &f.Last.Roster
	for i := range r.People {
		if p := &r.People[i]; f.MaySign(p, levels[0]) {
			names = append(names, p.Name())
		}
	}
	return strings.Join(names, "、")
}

// SignKey shows a new key of the office that people sign for.
func SignKey(w widgets.Host, a *exchange.ImportPreview) {
	actor, err := w.Service().Actor(w.Context())
	if err != nil {
		widgets.Fail(w, "read roster", err)
		return
	}
	signed, change := a.File.Roster, a.File.Roster.Pending()
	switch {
	case change == nil:
		widgets.Alert(w, "各级已签完", "这份文件不需要再签。请打开最后签名的人写出的新名册。")
		return
	case actor.Person == nil || !actor.HasKey || len(signed.SignsFor(actor.Person.ID)) == 0:
		widgets.Alert(w, "这是请各级签名、换新名册密钥的文件", "请交给"+waitingFor(change)+"，在本人的电脑上签名。一台电脑由几个人使用的，请先在“审签设置”中换成要签的人。")
		return
	}
	asks := cmp.Or(a.File.MadeBy, "名册的新管理人")
	text := fmt.Sprintf("“%s”原来的名册密钥已经丢失，%s请各级认可新的名册密钥。请当面或者打电话与%s核对新的名册代码，一致才签：", signed.Roster.Office, asks, asks)
	compared, password := widgets.NewCheck(w, "已与"+asks+"核对新的名册代码，两边一致", nil), widgets.NewSecret(w, "每次签名都要输入")
	own, err := on(w).MadeHere(w.Context(), signed.Roster.OfficeKey)
	if err != nil {
		widgets.Fail(w, "look for the new key", err)
		return
	}
	if own {
		text = "这是在这台电脑上生成的新名册密钥。您也要签自己的一级。请抄下新的名册代码，其他人签名时与您核对："
		compared.Text, compared.Checked = "已抄下新的名册代码", false
	}
	var raw []byte
	t := &widgets.Task{Host: w, Title: "签名认可新的名册密钥", Yes: "签名", Retry: password}
	t.Start = func() (func() error, error) {
		if !compared.Checked {
			return nil, widgets.Invalid("请先" + strings.TrimPrefix(compared.Text, "已") + "，再打上勾。")
		}
		typed := password.Text
		return func() (err error) {
			raw, _, err = on(w).SignKey(w.Context(), a.File, typed)
			return err
		}, nil
	}
	t.Done = func() { saveNewKey(w, raw) }
	t.Show(container.NewVBox(
		widgets.CodeBox(w, text, signed.Roster.OfficeKey.Code(), compared),
		goneLabel(change), endorsers(change),
		widget.NewForm(widget.NewFormItem(actor.Person.Name()+"的密码", password))), 640)
	w.Window().Canvas().Focus(compared)
}

// goneLabel names who is called gone, which whoever signs should know to be true.
func goneLabel(f *roster.Former) fyne.CanvasObject {
	text := f.GoneText()
	if text == "" {
		return container.NewVBox()
	}
	return &prose.Label{Text: text + "不属实的，不要签名。", Importance: widget.WarningImportance}
}

// endorsers names who has signed for a new key.
func endorsers(f *roster.Former) fyne.CanvasObject {
	text := "还没有人签。"
	if names := f.Endorsers(); len(names) > 0 {
		text = "已签：" + strings.Join(names, "、") + "。"
	}
	return &prose.Label{Text: text, Importance: widget.LowImportance}
}

// askNewCode lets the person compare the code of the office's new key.
func askNewCode(w widgets.Host, a *exchange.ImportPreview, old *roster.Roster) {
	r := &a.Roster.Roster
	take := widgets.NewPrimary(w, "更新（Enter）", func() { joinRoster(w, a) })
	compared := widgets.NewCheck(w, "已与名册管理人核对新的名册代码，两边一致", func(on bool) { widgets.SetEnabled(take, on) })
	take.Disable()
	widgets.ShowDialog(w, "名册密钥换新了", container.New(widgets.WidthLayout{Width: 620}, container.NewVBox(
		widgets.CodeBox(w, a.CompareText(), r.OfficeKey.Code(), compared), &prose.Label{Text: widgets.RosterChanges(old, r), Importance: widget.LowImportance})),
		widgets.NewButton(w, "取消（Esc）", nil), take)
	w.Window().Canvas().Focus(compared)
}
