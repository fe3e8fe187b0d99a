package office

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/roster"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// setup offers the two ways to a roster, while there is none.
func (p *Page) setup() fyne.CanvasObject {
	intro := prose.NewLabel("审签需要一份名册，写明本单位有哪些人、每人可以签哪一级、用的是哪一把密钥。每人的密钥只在自己的电脑上，用自己的密码打开。请选一种开始：")
	p.create, p.join = widgets.NewPrimary(p.w, "建立名册…", func() { CreateRoster(p.w) }), widgets.NewPrimary(p.w, "加入…", p.joinFound)
	ways := []*widgets.Button{widgets.NewCommandAs(p.w, commands.OpenFile, "打开名册文件…"), widgets.NewButton(p.w, "先写登记申请…", func() { AskRegistration(p.w, nil) }), p.join}
	p.showFound()
	found := card("建立本单位的名册",
		"本单位还没有人建立名册时选这一项。建立的人就是名册管理人，用名册密码登记其他人。", p.create)
	p.Folder = widgets.NewFolderField(p.w, p.lookForRoster)
	folder := container.NewVBox(
		&prose.Label{Text: widgets.AboutExchangeFolder + "单位里已经有这样的文件夹，请先选定它；没有的，以后可以在“设置”里补上。", Importance: widget.LowImportance},
		container.NewHBox(container.New(widgets.WidthLayout{Width: 640}, p.Folder.Content)))
	return container.NewVScroll(container.NewVBox(intro, container.NewGridWithColumns(2, found, card("加入已有的名册",
		"本单位已经有名册时选这一项。打开名册管理人交来的名册文件（或者移交文件），与名册管理人核对代码后即可加入。", ways...)), folder))
}

// showFound offers a roster that was found, behind the other ways: the mouse may be at
// one of them.
func (p *Page) showFound() {
	widgets.SetVisible(p.join, p.rosterFile != "")
	p.create.Importance = widget.HighImportance
	if p.rosterFile != "" {
		p.create.Importance = widget.MediumImportance
	}
	p.create.Refresh()
}

func (p *Page) joinFound() { p.w.OpenFile(p.rosterFile) }

// lookForRoster looks into the exchange folder for a roster that could be joined,
// on another goroutine, and offers it. Nothing on the page moves.
func (p *Page) lookForRoster() {
	dir := widgets.ExchangeFolder(p.w)
	if p.Roster != nil {
		return
	}
	var path, office string
	p.w.Background(func() error {
		if dir == "" {
			return nil
		}
		folder := exchange.Folder{Desk: exchange.At(p.w.Service()), Dir: dir}
		found, err := folder.Scan(p.w.Context(), true)
		for _, f := range found {
			if f.Preview != nil && f.Preview.NewOffice && (path == "" || f.Preview.File.Kind == handover.KindRoster) {
				path, office = f.Path, f.Preview.Roster.Roster.Office
			}
		}
		return err
	}, func(err error) {
		if err != nil {
			p.w.Log().Error("look into the exchange folder", "error", err)
		}
		if p.w.Screen() == widgets.Screen(p) && p.Roster == nil && p.rosterFile != path {
			p.rosterFile = path
			p.showFound()
			p.tellFound(office)
		}
	})
}

// tellFound tells whose roster was found, or that none is any more.
func (p *Page) tellFound(office string) {
	m := widgets.Message{}
	if p.rosterFile != "" {
		m = widgets.Message{Text: "移交文件夹中有“" + office + "”的名册。与名册管理人核对代码后即可加入。", Importance: widget.HighImportance, Action: "加入…", Do: p.joinFound}
	}
	p.frame.Status.Say(m)
}

// card is a framed choice with its explanation.
func card(title, text string, buttons ...*widgets.Button) fyne.CanvasObject {
	frame := canvas.NewRectangle(widgets.ColorClear)
	frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = widgets.ColorLine, 1, 6
	row := container.NewHBox()
	for _, b := range buttons {
		row.Add(b)
	}
	body := container.NewBorder(
		&widget.Label{Text: title, TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText},
		container.NewPadded(row), nil, nil, prose.NewLabel(text))
	return container.NewPadded(container.NewStack(frame, container.NewPadded(container.NewPadded(body))))
}

// foundForm sets up the office's roster.
type foundForm struct {
	w        widgets.Host
	anew     bool // in the place of a roster whose key is lost
	office   *widgets.Entry
	password *newPassword
	chain    *chainForm
	folder   *widgets.FolderField
	sought   *widgets.Check // that the lost key was looked for, with anew
}

// CreateRoster asks for what a new roster takes.
func CreateRoster(w widgets.Host) { newRoster(w, false) }

// RefoundRoster sets up another roster in the place of one whose key is lost.
func RefoundRoster(w widgets.Host) { newRoster(w, true) }

func newRoster(w widgets.Host, anew bool) {
	f := &foundForm{
		w: w, anew: anew, office: widgets.NewEntry(w, widgets.Setting(w, app.SettingUnit), "机关全称，如：示例县自然资源局"),
		password: askNewPassword(w, "名册密码"),
		chain:    NewChainForm(w, roster.DefaultChain()), folder: widgets.NewFolderField(w, func() {}),
	}
	t := &widgets.Task{Host: w, Title: "建立本单位的名册", Yes: "建立", Start: f.start, Done: f.done}
	text := container.NewVBox(&prose.Label{Text: "名册密码由名册管理人保管，登记人员时使用，没有办法找回。它与每个人签名的密码不同。", Importance: widget.LowImportance})
	if anew {
		t.Title, t.Yes = "重新建立名册", "重新建立"
		text = f.insteadOfTheOld()
	}
	items := widget.NewForm(widget.NewFormItem("单位全称", f.office))
	f.password.appendTo(items)
	items.Append("审签级数", f.chain.content)
	items.Append("移交文件夹", f.folder.Content)
	t.Show(container.NewVBox(items, text), 640)
	w.Window().Canvas().Focus(f.office)
}

// insteadOfTheOld takes over from the old roster what stays as it was, and says what
// does not; somebody has to say that there is no other way.
func (f *foundForm) insteadOfTheOld() *fyne.Container {
	if actor, err := f.w.Service().Actor(f.w.Context()); err == nil && actor.Roster != nil {
		f.office.SetText(actor.Roster.Office)
		f.chain = NewChainForm(f.w, actor.Roster.Chain())
	}
	f.sought = widgets.NewCheck(f.w, "第二管理人、原来的电脑和备份都找过，没有名册密钥", nil)
	return container.NewVBox(
		prose.NewLabel("只在名册密钥丢失、又不够两个人签名认可新密钥时用。重新建立以后：\n"+
			"一、名册代码换新，人员要重新登记，每台电脑重新核对名册代码；请把新的名册代码书面告诉收文的单位。\n"+
			"二、原来的名册另外保存。以前审批的报告仍然有效，按原来的名册验证；还在审签中的不能再往下签：请新建一份，填好以后按新的名册送审。"),
		f.sought)
}

func (f *foundForm) start() (func() error, error) {
	if strings.TrimSpace(f.office.Text) == "" {
		return nil, widgets.Invalid("请填写单位全称。")
	}
	if err := f.password.check(); err != nil {
		return nil, err
	}
	if f.anew && !f.sought.Checked {
		return nil, widgets.Invalid("请先找一找名册密钥；确实没有的，在“都找过”前面打上勾。")
	}
	f.folder.Keep()
	levels, err := f.chain.Chain()
	office, password := f.office.Text, f.password.first.Text
	found := on(f.w).CreateRoster
	if f.anew {
		found = on(f.w).Refound
	}
	return func() error { return found(f.w.Context(), office, password, levels) }, err
}

// done shows the code of the new roster and goes on to the first person.
func (f *foundForm) done() {
	OfficeChanged(f.w)
	actor, err := f.w.Service().Actor(f.w.Context())
	if err != nil || actor.Roster == nil {
		widgets.Fail(f.w, "read roster", err)
		return
	}
	made := "名册已经建立。"
	if f.anew {
		made = "名册已经重新建立，原来的另外保存。请把新的名册代码书面告诉收文的单位，请每个人重新登记。"
	}
	text := made + "下面是名册代码，请抄下来：以后有人加入，请当面或者打电话与他核对这个代码，一致才说明拿到的是本单位的名册。\n名册密钥只在这台电脑上，密码没有办法找回。建议现在就写出一份名册密钥，交给第二管理人：忘记密码、电脑损坏、人员离开时，名册仍有人管理。"
	widgets.ShowDialog(f.w, "名册代码", container.New(widgets.WidthLayout{Width: 520}, container.NewVBox(prose.NewLabel(text), container.NewCenter(widgets.HugeCode(f.w, actor.Roster.OfficeKey.Code())))),
		widgets.NewButton(f.w, "以后再登记（Esc）", nil), widgets.NewButton(f.w, "写出名册密钥…", func() { ExportKey(f.w, false) }), widgets.NewPrimary(f.w, "登记自己（Enter）", func() { AskRegistration(f.w, nil) }))
}

// OnChain changes the levels for submissions to come.
func (p *Page) OnChain() {
	form := NewChainForm(p.w, p.Roster.Chain())
	password := widgets.NewSecret(p.w, "管理名册用的密码，不是签名的密码")
	t := &widgets.Task{
		Host: p.w, Title: "修改审签级数", Yes: "修改", Retry: password,
		Start: func() (func() error, error) {
			levels, err := form.Chain()
			typed := password.Text
			return func() error { return on(p.w).SetChain(p.w.Context(), typed, levels) }, err
		},
		Done: func() {
			OfficeChanged(p.w)
			widgets.Alert(p.w, "审签级数已经修改", "以后送审的报告按新的级数审签，已经送审的仍按原来的级数。名称没有变的级别，原来可以签的人仍可以签；新加的级别还没有人可以签。请逐人核对“可签级别”，再把新的名册导出，交给其他电脑。")
		},
	}
	t.Show(container.NewVBox(
		widget.NewForm(widget.NewFormItem("审签级数", form.content), widget.NewFormItem("名册密码", password))), 600)
	p.w.Window().Canvas().Focus(form.Names[0])
}
