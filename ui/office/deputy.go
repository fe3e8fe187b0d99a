package office

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/roster"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// AskDeputy asks who signs in the stead of somebody who is away or, where somebody
// does, ends that.
func AskDeputy(w widgets.Host, r *roster.Roster, of *roster.Person) {
	switch {
	case of == nil:
	case len(r.Deputies(of.ID)) > 0:
		endDeputies(w, r, of)
	default:
		newDeputy(w, r, of)
	}
}

// deputyName is what the button is called for the person that is chosen.
func deputyName(r *roster.Roster, of *roster.Person) string {
	if of != nil && len(r.Deputies(of.ID)) > 0 {
		return "不再代签…"
	}
	return "请人代签…"
}

func newDeputy(w widgets.Host, r *roster.Roster, of *roster.Person) {
	var others []*roster.Person
	var names []string
	for i := range r.People {
		if p := &r.People[i]; p.ID != of.ID && !p.Deactivated() {
			others, names = append(others, p), append(names, p.Title())
		}
	}
	own := slices.DeleteFunc(slices.Clone(presentLevels(r, of)), func(level int) bool { return !slices.Contains(of.OwnLevels(), level) })
	if len(own) == 0 || others == nil {
		widgets.Alert(w, "不能代签", of.Name()+"自己没有可签的级别，或者名册中没有别的人可以代签。代别人签的级别，不能再请人代签。")
		return
	}
	who, levels, password := widgets.NewChoice(w, names, nil), newLevelBoxes(w, r.Chain(), own), widgets.NewSecret(w, "管理名册用的密码，不是签名的密码")
	who.PlaceHolder = "请选择"
	for i, box := range levels.boxes {
		if !slices.Contains(own, i+1) {
			box.Disable()
		}
	}
	t := &widgets.Task{
		Host: w, Title: "请人代" + of.Name() + "签", Yes: "登记代签", Retry: password,
		Start: func() (func() error, error) {
			if who.SelectedIndex() < 0 {
				return nil, widgets.Invalid("请选择由谁代签。")
			}
			deputy, chosen, typed := others[who.SelectedIndex()].ID, levels.levels(), password.Text
			return func() error { return on(w).Deputize(w.Context(), typed, deputy, of.ID, chosen) }, nil
		},
		Done: func() {
			OfficeChanged(w)
			widgets.Alert(w, "已登记代签", fmt.Sprintf("%s可以代%s签名，审签记录、审签单上写“代%s”。请把新的名册导出，交给各台电脑。%s回来以后，在这里按“不再代签”。",
				others[who.SelectedIndex()].Name(), of.Name(), of.Name(), of.Name()))
		},
	}
	t.Show(container.NewVBox(
		prose.NewLabel(of.Title()+"请假、出差的时候，由另一个人代签。送审过报告的人，签过别的级别的人，不能再代签同一份报告。"),
		widget.NewForm(widget.NewFormItem("由谁代签", who), widget.NewFormItem("代签级别", levels.content), widget.NewFormItem("名册密码", password))), 560)
	w.Window().Canvas().Focus(who)
}

func endDeputies(w widgets.Host, r *roster.Roster, of *roster.Person) {
	names := ""
	for _, p := range r.Deputies(of.ID) {
		names += "、" + p.Name()
	}
	password := widgets.NewSecret(w, "管理名册用的密码，不是签名的密码")
	t := &widgets.Task{
		Host: w, Title: "不再代" + of.Name() + "签", Yes: "不再代签", Retry: password,
		Start: func() (func() error, error) {
			typed := password.Text
			return func() error { return on(w).EndDeputies(w.Context(), typed, of.ID) }, nil
		},
		Done: func() { changed(w, "不再代签", "已登记不再代"+of.Name()+"签。") },
	}
	t.Show(container.NewVBox(
		prose.NewLabel(fmt.Sprintf("确认后，%s不再代%s签名；代签过、已经送到的仍然有效。没有收到新名册的电脑，仍会接受代签。", names[len("、"):], of.Name())),
		widget.NewForm(widget.NewFormItem("名册密码", password))), 520)
	w.Window().Canvas().Focus(password)
}

// alikeNote warns of people whose names look the same, nil where there are none.
func alikeNote(r *roster.Roster) fyne.CanvasObject {
	text := ""
	for _, pair := range r.Alike(func(*roster.Person) bool { return true }) {
		text += pair.Says()
	}
	if text == "" {
		return container.NewVBox()
	}
	return &prose.Label{Text: text + "请核对是不是同一个人：是的，把其中一个按“已离开”登记；不是的，请在职务上加以区别。", Importance: widget.WarningImportance}
}
