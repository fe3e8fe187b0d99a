package office

import (
	"fmt"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// TakeRoster shows a roster that came in a file of its own.
func TakeRoster(w widgets.Host, a *exchange.ImportPreview) {
	actor, err := w.Service().Actor(w.Context())
	if err != nil {
		widgets.Fail(w, "read roster", err)
		return
	}
	r := &a.Roster.Roster
	switch {
	case a.NewOffice && a.Other:
		askKeep(w, a)
	case a.NewOffice:
		askJoin(w, a)
	case a.NewKey:
		askNewCode(w, a, actor.Roster)
	case a.Other:
		widgets.Confirm(w, "其他单位的名册", fmt.Sprintf("“%s”的名册，第%d版。这个单位的名册代码以前核对过，与本单位的名册分开保存。", r.Office, r.Version), "保存", func() { joinRoster(w, a) })
	case a.Forked():
		widgets.Confirm(w, "名册是分开更新的", forkedText(w, a), "接收", func() { joinRoster(w, a) })
	case a.NewerRoster(actor.Roster):
		text := fmt.Sprintf("“%s”的名册，第%d版；本机是第%d版。\n%s", r.Office, r.Version, actor.Roster.Version, widgets.RosterChanges(actor.Roster, r))
		widgets.Confirm(w, "更新名册", text, "更新", func() { joinRoster(w, a) })
	default:
		widgets.Alert(w, "不需要更新", fmt.Sprintf("本机的名册已经是第%d版，文件中的不比它新。", actor.Roster.Version))
	}
}

// forkedText says that the office's roster went on separately, and what to do: who has the
// office's key here merges it.
func forkedText(w widgets.Host, a *exchange.ImportPreview) string {
	administrator, err := w.Service().KeyHere(w.Context(), app.OfficeOwner, a.Roster.Roster.OfficeKey)
	if err != nil {
		w.Log().Error("look for the office's key", "error", err)
	}
	return app.SayForked(a.Tips, administrator) + "\n接收以后，两份都保存在本机。"
}

// askJoin lets the person compare the code of an office new here.
func askJoin(w widgets.Host, a *exchange.ImportPreview) {
	askCompared(w, a, comparing{"加入名册", "加入（Enter）", "已与名册管理人核对名册代码，两边一致", "名册中的人：" + widgets.PeopleText(&a.Roster.Roster)})
}

// askKeep lets the person compare the code of another office, whose roster is kept
// apart.
func askKeep(w widgets.Host, a *exchange.ImportPreview) {
	askCompared(w, a, comparing{
		"其他单位的名册", "保存（Enter）", "已与该单位的名册管理人核对名册代码，两边一致",
		"它与本单位的名册不是同一把名册密钥，用来验证该单位的报告，与本单位的名册分开保存。",
	})
}

// comparing is what a dialog in which a code is compared says.
type comparing struct{ title, yes, compared, about string }

// askCompared takes a roster in once its code was compared.
func askCompared(w widgets.Host, a *exchange.ImportPreview, says comparing) {
	take := widgets.NewPrimary(w, says.yes, func() { joinRoster(w, a) })
	compared := widgets.NewCheck(w, says.compared, func(on bool) { widgets.SetEnabled(take, on) })
	take.Disable()
	widgets.ShowDialog(w, says.title, container.New(widgets.WidthLayout{Width: 620}, container.NewVBox(
		widgets.CodeBox(w, a.CompareText(), a.Roster.Roster.OfficeKey.Code(), compared), &prose.Label{Text: says.about, Importance: widget.LowImportance})),
		widgets.NewButton(w, "取消（Esc）", nil), take)
	w.Window().Canvas().Focus(compared)
}

// askFolder offers the exchange folder that a roster came with.
func askFolder(w widgets.Host, dir string) {
	widgets.Confirm(w, "移交文件夹", "名册文件建议使用这个移交文件夹：\n"+dir+"\n"+widgets.AboutExchangeFolder, "使用", func() {
		widgets.Fail(w, "store setting", w.Service().Settings.SetSetting(w.Context(), app.SettingExchangeFolder, dir))
	})
}

// joinRoster takes a roster over and says what comes next.
func joinRoster(w widgets.Host, a *exchange.ImportPreview) {
	waited, err := w.Service().PendingRequest(w.Context())
	if err != nil {
		w.Log().Error("read pending request", "error", err)
	}
	if _, err := exchange.At(w.Service()).Accept(w.Context(), a, exchange.Undecided); err != nil {
		widgets.Fail(w, "accept roster", err)
		return
	}
	owner := ""
	if !a.Other {
		owner = chooseOwner(w)
	}
	OfficeChanged(w)
	if a.Other {
		widgets.Alert(w, "已保存", fmt.Sprintf("“%s”的名册已经保存，与本单位的分开。以后该单位的报告按它验证。", a.Roster.Roster.Office))
		return
	}
	proposed := exchange.At(w.Service()).ProposedFolder(w.Context(), a)
	defer func() {
		if proposed != "" {
			askFolder(w, proposed)
		}
	}()
	actor, err := w.Service().Actor(w.Context())
	if err != nil {
		widgets.Fail(w, "read roster", err)
		return
	}
	switch {
	case waited != nil && actor.HasKey && actor.Person.Current() == waited.Key:
		widgets.Alert(w, "名册已接收", fmt.Sprintf("%s已登记，可签级别：%s。现在可以签名了。", actor.Person.Name(), widgets.LevelNames(actor.Roster.Chain(), actor.Person.Levels())))
	case owner != "":
		widgets.Alert(w, "名册已接收", fmt.Sprintf("%s的密钥在这台电脑上，使用者现在是%s。不是本人的，请在列表中另选。", owner, owner))
	case waited == nil && actor.Person == nil:
		widgets.ShowDialog(w, "名册已接收", widgets.Wrapped("现在请登记自己：设好密码，把写出的登记申请交给名册管理人。如果您已在名册中、密钥也在这台电脑上，请在列表中选定自己。"),
			widgets.NewButton(w, "以后再说（Esc）", nil), widgets.NewPrimary(w, "登记自己（Enter）", func() { AskRegistration(w, nil) }))
	}
}
