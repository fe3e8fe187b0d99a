package office

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Page is 审签设置: the office's roster, its people, and who works at
// this workstation.
type Page struct {
	w             widgets.Host
	goBack        func()
	Roster        *roster.Roster // nil while nothing is set up
	actor         signoff.Actor
	administrator bool              // the office's key lies here
	here          map[string]bool   // persons whose key in force lies here
	pending       *handover.Request // waits for its answer

	rosterFile   string               // a roster in the exchange folder that could be joined, "" for none
	Folder       *widgets.FolderField // nil where a roster is set up
	create, join *widgets.Button      // likewise

	People   *widgets.List
	buttons  []*widgets.Button // that need a person
	password *widgets.Button   // that needs their key
	manage   []*widgets.Button // that need the office's key too
	frame    *widgets.Frame
}

// ShowOffice shows 审签设置.
func ShowOffice(w widgets.Host) {
	back := widgets.WayBack(w)
	if w.Screen() != nil && !w.Screen().Leave() {
		return
	}
	w.Window().SetTitle("审签设置 - 年报通")
	w.Show(newOfficePage(w, back))
}

// WayBack leads past the page: it is shown anew by a command.
func (p *Page) WayBack() func() { return p.goBack }

func newOfficePage(w widgets.Host, back func()) *Page {
	p := &Page{w: w, goBack: back}
	p.frame = widgets.NewFrame(w, "审签设置", p.onBack)
	p.reload()
	return p
}

// reload reads the roster and shows it.
func (p *Page) reload() {
	p.read()
	p.frame.SetBody(p.build())
	p.Refocus()
}

// read reads what the page shows.
func (p *Page) read() {
	var err error
	if p.actor, err = p.w.Service().Actor(p.w.Context()); err != nil {
		widgets.Fail(p.w, "read roster", err)
		return
	}
	p.Roster, p.administrator, p.here = p.actor.Roster, false, map[string]bool{}
	if p.pending, err = p.w.Service().PendingRequest(p.w.Context()); err != nil {
		p.w.Log().Error("read pending request", "error", err)
	}
	if p.Roster == nil {
		return
	}
	if p.administrator, err = p.w.Service().KeyHere(p.w.Context(), app.OfficeOwner, p.Roster.OfficeKey); err != nil {
		p.w.Log().Error("look for the office's key", "error", err)
	}
	signers, err := p.w.Service().EligibleSigners(p.w.Context())
	if err != nil {
		p.w.Log().Error("list signers", "error", err)
	}
	for _, a := range signers {
		p.here[a.Person.ID] = true
	}
}

func (p *Page) build() fyne.CanvasObject {
	top := container.NewVBox()
	if p.pending != nil {
		top.Add(p.pendingBand())
	}
	if band := p.forkBand(); band != nil {
		top.Add(band)
	}
	note := container.NewVBox(widgets.Hairline(), &prose.Label{Text: signoff.WhatASignatureIs})
	var middle fyne.CanvasObject
	if p.Folder = nil; p.Roster == nil {
		middle = p.setup()
	} else {
		middle = widgets.Upright(p.office())
	}
	return container.NewBorder(top, container.NewPadded(note), nil, nil, container.NewPadded(container.NewPadded(middle)))
}

// pendingBand tells that a request waits for its answer.
func (p *Page) pendingBand() fyne.CanvasObject {
	text := fmt.Sprintf("%s的登记申请还没有办结（密钥代码 %s）。请把申请文件交给名册管理人；管理人交回新的名册文件后，在这里打开，就可以签名了。",
		p.pending.Name, p.pending.Key.Code())
	return container.NewPadded(container.NewBorder(nil, nil, nil,
		container.NewCenter(widgets.NewButton(p.w, "再次导出申请…", func() { saveRequest(p.w, p.pending) })),
		&prose.Label{Text: text, Importance: widget.WarningImportance}))
}

// office shows the roster: its office, its people and what can be done.
func (p *Page) office() fyne.CanvasObject {
	p.People = widgets.NewList(p.w, []widgets.Column{
		{Name: "姓名", Width: 90}, {Name: "职务", Width: 0}, {Name: "可签级别", Width: 180}, {Name: "密钥代码", Width: 220, Whole: true}, {Name: "登记申请", Width: 115}, {Name: "状态", Width: 70}, {Name: "这台电脑", Width: 150},
	}, p.setButtons, p.onChoose)
	var lines []widgets.Line
	for i := range p.Roster.People {
		lines = append(lines, p.personLine(&p.Roster.People[i]))
	}
	p.buildButtons()
	p.People.SetLines(lines)
	empty := container.NewCenter(&widget.Label{Text: "名册中还没有人。请先“登记自己”。"})
	widgets.SetVisible(empty, len(lines) == 0)
	foot := container.NewVBox(p.personButtons(), p.missing(), alikeNote(p.Roster), p.onlyHere(), p.otherOffices())
	people := container.New(fewLines{p.People}, p.People, empty)
	return container.NewVScroll(container.NewBorder(container.NewVBox(p.officeHead(), p.People.Head()), foot, nil, nil, people))
}

// fewLines gives a list room for some of its lines: in a small window the page scrolls.
type fewLines struct{ of *widgets.List }

// MinSize has up to five lines.
func (l fewLines) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := o[0].MinSize()
	size.Height = max(size.Height, float32(min(len(l.of.Lines), 5))*l.of.LineHeight())
	return size
}

// Layout fills the space.
func (l fewLines) Layout(o []fyne.CanvasObject, size fyne.Size) { widgets.Fill(o, size) }

func (p *Page) personLine(m *roster.Person) widgets.Line {
	last := m.Registrations[len(m.Registrations)-1]
	state, importance, here := "在用", widget.SuccessImportance, ""
	if m.Deactivated() {
		state, importance = "已离开", widget.LowImportance
	}
	if p.here[m.ID] {
		here = "密钥在本机"
	}
	if p.actor.Person != nil && p.actor.Person.ID == m.ID {
		here = strings.TrimPrefix(here+"，使用者", "，")
	}
	return widgets.Line{Cells: []widgets.Cell{
		{Text: m.Name()},
		{Text: m.Post()},
		{Text: widgets.WithBrackets(widgets.LevelNames(p.Roster.Chains[last.Chain], last.Levels), p.Roster.Standing(m))},
		{Text: last.Key.Code()},
		{Text: m.Asked().Says(), Importance: askedImportance[m.Asked()]},
		{Text: state, Importance: importance},
		{Text: here},
	}}
}

// askedImportance is the colour of what vouches for a key.
var askedImportance = map[roster.Asked]widget.Importance{roster.Forged: widget.DangerImportance}

// officeHead names the office, its code and its levels.
func (p *Page) officeHead() fyne.CanvasObject {
	r := p.Roster
	title := &widget.Label{Text: r.Office, TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText}
	version := &widget.Label{Text: fmt.Sprintf("名册第%d版，%s更新", r.Version, widgets.TimeOf(r.At)), Importance: widget.LowImportance}
	code := container.NewHBox(&widget.Label{Text: "名册代码"}, widgets.BigCode(p.w, r.OfficeKey.Code()))
	var steps []string
	for _, s := range r.Chain() {
		steps = append(steps, s.Name)
	}
	chain := prose.NewLabel("审签级数：" + strings.Join(steps, " → "))
	enrol := widgets.NewButton(p.w, p.enrolName(), func() { AskRegistration(p.w, nil) })
	if p.actor.Person == nil && p.pending == nil {
		enrol.Importance = widget.HighImportance
	}
	buttons := container.NewHBox(
		enrol,
		widgets.NewCommandAs(p.w, commands.OpenFile, "打开登记申请…"),
		widgets.NewButton(p.w, "导出名册…", func() { SaveRoster(p.w) }),
	)
	if p.administrator {
		buttons.Add(widgets.NewButton(p.w, "修改审签级数…", p.OnChain))
	}
	buttons.Add(widgets.NewButton(p.w, "名册密钥…", p.ShowOfficeKey))
	return container.NewVBox(container.NewHBox(title, version), container.NewBorder(nil, nil, nil, code, chain), container.NewPadded(buttons))
}

func (p *Page) enrolName() string {
	switch {
	case !p.administrator:
		return "写登记申请…"
	case len(p.Roster.People) == 0:
		return "登记自己…"
	}
	return "登记新的人…"
}

func (p *Page) buildButtons() {
	p.buttons = []*widgets.Button{
		widgets.NewButton(p.w, "设为使用者", p.onChoose),
		widgets.NewButton(p.w, "重新登记…", func() { AskRegistration(p.w, p.selected()) }),
	}
	p.buttons[0].Tip = "设为使用者（Enter）"
	p.password = widgets.NewButton(p.w, "修改密码…", func() { ChangePassword(p.w, p.selected()) })
	p.manage = []*widgets.Button{
		widgets.NewButton(p.w, "换职务或级别…", func() { Reassign(p.w, p.Roster, p.selected()) }),
		widgets.NewButton(p.w, deputyName(p.Roster, nil), func() { AskDeputy(p.w, p.Roster, p.selected()) }),
		widgets.NewButton(p.w, "已离开…", func() { Deactivate(p.w, p.selected()) }),
	}
	p.setButtons()
}

func (p *Page) personButtons() fyne.CanvasObject {
	box := container.NewHBox()
	for _, b := range slices.Concat(p.buttons, []*widgets.Button{p.password}, p.manage) {
		box.Add(b)
	}
	if !p.administrator {
		box.Add(&widget.Label{Text: "登记、换职务和级别，在名册管理人的电脑上办理。", Importance: widget.LowImportance})
	}
	return container.NewPadded(box)
}

func (p *Page) setButtons() {
	m := p.selected()
	for _, b := range p.buttons {
		widgets.SetEnabled(b, m != nil)
	}
	widgets.SetEnabled(p.password, m != nil && p.here[m.ID])
	for _, b := range p.manage {
		widgets.SetEnabled(b, m != nil && p.administrator && !m.Deactivated())
	}
	p.manage[1].SetText(deputyName(p.Roster, m))
}

// missing warns of levels that nobody can sign.
func (p *Page) missing() fyne.CanvasObject {
	names := p.Roster.Unsigned()
	if names == nil || len(p.Roster.People) == 0 {
		return container.NewVBox()
	}
	return &prose.Label{Text: "“" + strings.Join(names, "”、“") + "”还没有人可以签，报告送审后会停在那里。请登记可签这一级的人，或者给已登记的人加上这一级。", Importance: widget.WarningImportance}
}

// selected is the person of the chosen line, nil for none.
func (p *Page) selected() *roster.Person {
	if p.People == nil || p.People.Chosen < 0 || p.People.Chosen >= len(p.Roster.People) {
		return nil
	}
	return &p.Roster.People[p.People.Chosen]
}

// onChoose makes the chosen person the one who works here.
func (p *Page) onChoose() {
	m := p.selected()
	if m == nil {
		return
	}
	if err := p.w.Service().SwitchUser(p.w.Context(), m.ID); err != nil {
		widgets.Fail(p.w, "choose person", err)
		return
	}
	at := p.People.Chosen
	p.reload()
	p.People.Choose(at)
	if !p.here[m.ID] {
		widgets.Alert(p.w, "使用者", m.Name()+"的密钥不在这台电脑上：可以查看和填写报告，不能签名。签名请在本人的电脑上进行。")
	}
}

func (p *Page) onBack() { p.goBack() }

// Content returns the screen.
func (p *Page) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *Page) Frame() *widgets.Frame { return p.frame }

// Shown gives the keyboard to the list.
func (p *Page) Shown() {
	p.Refocus()
	p.lookForRoster()
}

// Refocus gives the keyboard to the list of people.
func (p *Page) Refocus() {
	if p.w.Screen() != widgets.Screen(p) || p.People == nil || p.Roster == nil || len(p.People.Lines) == 0 {
		return
	}
	p.w.Window().Canvas().Focus(p.People)
	at := p.People.Chosen
	for i := range p.Roster.People {
		if at < 0 && p.actor.Person != nil && p.Roster.People[i].ID == p.actor.Person.ID {
			at = i
		}
	}
	p.People.Choose(at)
}

// Leave always lets go: nothing is typed here.
func (p *Page) Leave() bool { return true }

// Actions offers the way back.
func (p *Page) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.onBack, commands.Cancel: p.onBack}
}

// shareRoster writes the roster into the exchange folder where one is set and this is
// the workstation of who administers it, so that the others find it there.
func shareRoster(w widgets.Host) {
	folder := widgets.ExchangeFolder(w)
	actor, err := w.Service().Actor(w.Context())
	if err != nil || actor.Roster == nil || folder == "" {
		return
	}
	if here, err := w.Service().KeyHere(w.Context(), app.OfficeOwner, actor.Roster.OfficeKey); err != nil || !here {
		return
	}
	path, told := "", widgets.Message{}
	w.Background(func() (err error) {
		path, err = exchange.At(w.Service()).ShareRoster(w.Context(), folder)
		return err
	}, func(err error) {
		told = widgets.Message{Text: "名册已写到移交文件夹：" + filepath.Base(path), Importance: widget.SuccessImportance}
		if err != nil {
			w.Log().Error("share the roster", "error", err)
			told = widgets.Message{Text: "名册没有写到移交文件夹：" + app.Sentence(err) + "请用“导出名册…”写出，交给其他电脑。", Importance: widget.DangerImportance}
		}
		if framed, ok := w.Screen().(widgets.Framed); ok {
			framed.Frame().Status.Say(told)
		}
	})
}

// chooseOwner makes the only person on the roster whose key lies here the one who works
// here, where nobody who is on it was chosen. It returns the name, "" where it did not.
func chooseOwner(w widgets.Host) string {
	actor, err := w.Service().Actor(w.Context())
	if err != nil || actor.Person != nil {
		return ""
	}
	signers, err := w.Service().EligibleSigners(w.Context())
	if err != nil || len(signers) != 1 {
		return ""
	}
	if err := w.Service().SwitchUser(w.Context(), signers[0].Person.ID); err != nil {
		w.Log().Error("choose the owner of the key", "error", err)
		return ""
	}
	return signers[0].Person.Name()
}

// OfficeChanged shows the roster anew where it is shown.
func OfficeChanged(w widgets.Host) {
	if p, ok := w.Screen().(*Page); ok {
		p.reload()
	} else {
		ShowOffice(w)
	}
	shareRoster(w)
}

// Topic is the chapter of the manual about this page.
func (p *Page) Topic() string { return "登记自己" }
