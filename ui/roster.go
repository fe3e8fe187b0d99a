package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/ui/prose"
)

// rosterArrived shows a roster that came in a file of its own.
func (w *Window) rosterArrived(a *app.ImportPreview) {
	actor, err := w.desk.Actor(w.ctx)
	if err != nil {
		w.fail("read roster", err)
		return
	}
	r := &a.Roster.Roster
	switch {
	case a.NewOffice:
		w.askJoin(a)
	case a.NewerRoster(actor.Roster):
		text := fmt.Sprintf("“%s”的名册，第%d版；本机是第%d版。\n%s", r.Office, r.Version, actor.Roster.Version, rosterNews(actor.Roster, r))
		w.ask("更新名册", text, "更新", func() { w.joinRoster(a) })
	default:
		w.tell("不需要更新", fmt.Sprintf("本机的名册已经是第%d版，文件中的不比它新。", actor.Roster.Version))
	}
}

// askJoin lets the person compare the code of an office new here.
func (w *Window) askJoin(a *app.ImportPreview) {
	r := &a.Roster.Roster
	join := w.primary("加入（Enter）", func() { w.joinRoster(a) })
	compared := w.check("已与名册管理人核对名册代码，两边一致", func(on bool) { enable(join, on) })
	join.Disable()
	w.dialog("加入名册", container.New(widthLayout{620}, container.NewVBox(
		officeBox(r.Office, r.OfficeKey.Code(), compared), &prose.Label{Text: "名册中的人：" + peopleText(r), Importance: widget.LowImportance})),
		w.button("取消（Esc）", nil), join)
	w.win.Canvas().Focus(compared)
}

// joinRoster takes a roster over and says what comes next.
func (w *Window) joinRoster(a *app.ImportPreview) {
	waited, err := w.desk.PendingRequest(w.ctx)
	if err != nil {
		w.log.Error("read pending request", "error", err)
	}
	if _, err := w.desk.Accept(w.ctx, a, app.Undecided); err != nil {
		w.fail("accept roster", err)
		return
	}
	w.officeChanged()
	actor, err := w.desk.Actor(w.ctx)
	if err != nil {
		w.fail("read roster", err)
		return
	}
	switch {
	case waited != nil && actor.HasKey && actor.Person.Current() == waited.Key:
		w.tell("名册已接收", fmt.Sprintf("%s已登记，可签级别：%s。现在可以签名了。", actor.Person.Name(), levelNames(actor.Roster.Chain(), actor.Person.Levels())))
	case waited == nil && actor.Person == nil:
		w.dialog("名册已接收", wrapped("现在请登记自己：设好密码，把写出的登记申请交给名册管理人。如果您已在名册中、密钥也在这台电脑上，请在列表中选定自己。"),
			w.button("以后再说（Esc）", nil), w.primary("登记自己（Enter）", func() { w.enrol(nil) }))
	}
}

// peopleText names who is on a roster.
func peopleText(r *roster.Roster) string {
	var names []string
	for i := range r.People {
		if m := &r.People[i]; !m.Deactivated() {
			names = append(names, m.Title())
		}
	}
	if names == nil {
		return "还没有"
	}
	return strings.Join(names, "、")
}

// rosterNews says what a later version of a roster changes.
func rosterNews(old, now *roster.Roster) string {
	var added, changed, left []string
	for i := range now.People {
		m := &now.People[i]
		was := old.Person(m.ID)
		switch {
		case was == nil:
			added = append(added, m.Title())
		case m.Deactivated() && !was.Deactivated():
			left = append(left, m.Name())
		case len(m.Registrations) > len(was.Registrations):
			changed = append(changed, m.Title())
		}
	}
	var parts []string
	for _, p := range []struct {
		what string
		who  []string
	}{{"新登记", added}, {"重新登记或者换了职务、级别", changed}, {"已离开", left}} {
		if p.who != nil {
			parts = append(parts, p.what+"："+strings.Join(p.who, "、"))
		}
	}
	if !old.Chain().Equal(now.Chain()) {
		parts = append(parts, fmt.Sprintf("审签级数改为%d级", len(now.Chain())))
	}
	if parts == nil {
		return "人员没有变化。"
	}
	return strings.Join(parts, "；") + "。"
}

// tally says in words what entries are made of: 3 处改动、1 个签名.
func tally(entries []journal.Entry) string {
	edits, remarks, acts := 0, 0, 0
	for i := range entries {
		switch {
		case entries[i].Transition != nil:
			acts++
		case entries[i].ChangesContent():
			edits++
		default:
			remarks++
		}
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{edits, "处改动"}, {remarks, "条意见或者回复"}, {acts, "个签名"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, "、")
}

// courseOf tells what one side did after what both have in common: how much,
// by whom, until when.
func courseOf(r *roster.Roster, entries []journal.Entry) string {
	if len(entries) == 0 {
		return "没有新的记录。"
	}
	var names []string
	seen := map[string]bool{}
	for i := range entries {
		name := "未选定使用者"
		if r != nil && r.Person(entries[i].By) != nil {
			name = r.Person(entries[i].By).Name()
		}
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	last := entries[len(entries)-1].At.UnixMicro()
	return fmt.Sprintf("%s：%s，最后一次在%s。", strings.Join(names, "、"), tally(entries), timeOf(last))
}

// lastActs returns the acts among entries.
func lastActs(entries []journal.Entry) (out []*signoff.Transition) {
	for i := range entries {
		if entries[i].Transition != nil {
			out = append(out, entries[i].Transition)
		}
	}
	return out
}

// handOverFiles and reportFiles are what the file dialogs offer.
var (
	handOverFiles = []string{handover.Extension}
	reportFiles   = []string{".json", handover.Extension}
)
