package importing

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/intake/takeover"
	"nianbao/app/origin"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// TakeIn puts what is ticked into the draft that is open, or makes a new one of it.
func (p *Page) TakeIn() {
	if p.into == nil {
		p.makeNew()
		return
	}
	taken, _ := p.taken()
	if len(taken) == 0 {
		p.say("没有选中要填入的内容。")
		return
	}
	plan, err := takeover.Into(p.into.Report(), p.got.Reading, taken, false)
	if err != nil {
		widgets.Fail(p.w, "plan to take over", err)
		return
	}
	if len(plan.Replaced) == 0 {
		p.apply(plan)
		return
	}
	p.askBeforeReplacing(taken, plan)
}

// askBeforeReplacing shows what the draft has otherwise, before any of it gives way.
func (p *Page) askBeforeReplacing(taken []takeover.Piece, blanksOnly *takeover.Plan) {
	AskReplacing(p.w, blanksOnly.Replaced, "读出", func() { p.apply(blanksOnly) }, func() {
		plan, err := takeover.Into(p.into.Report(), p.got.Reading, taken, true)
		if err != nil {
			widgets.Fail(p.w, "plan to take over", err)
			return
		}
		p.apply(plan)
	})
}

// AskReplacing shows what a draft has otherwise than what is to be filled in, and asks
// which of both stands. How the other came about is a word such as 读出.
func AskReplacing(w widgets.Host, replaced []report.Difference, how string, blanks, all func()) {
	lines := container.NewVBox(prose.NewLabel(fmt.Sprintf("草稿中有 %d 处已有内容，与%s的不同：", len(replaced), how)))
	const most = 300
	for i, r := range replaced {
		if i == most {
			lines.Add(prose.NewLabel(fmt.Sprintf("……还有 %d 处", len(replaced)-most)))
			break
		}
		text := fmt.Sprintf("%s：现为“%s”，%s“%s”", r.Name, shorten(r.Ours), how, shorten(r.Theirs))
		if r.Hint != "" {
			text += "。" + r.Hint + "。"
		}
		lines.Add(&prose.Label{Text: text, Importance: widget.WarningImportance})
	}
	lines.Add(prose.NewLabel("填入以后可以一次撤销。"))
	widgets.ShowDialog(w, "草稿中已有不同的内容", container.New(widgets.WidthLayout{Width: 640}, lines),
		widgets.NewButton(w, "取消（Esc）", nil), widgets.NewButton(w, "用"+how+"的替换", all), widgets.NewPrimary(w, "只填空白处（Enter）", blanks))
}

// apply makes the plan one edit of the draft, and shows the draft with what came of it.
func (p *Page) apply(plan *takeover.Plan) {
	plan.Edit.Note = origin.Reading(p.got.FileName)
	err := p.into.Apply(p.w.Context(), plan.Edit)
	if err != nil && p.into.Saved().Pending == 0 {
		widgets.Fail(p.w, "take over", err)
		return
	}
	if err != nil {
		p.w.Log().Error("take over", "error", err) // it stands, and the save state tells that it is not stored yet
	}
	text := "已从“" + p.got.FileName + "”" + plan.Sentence()
	if len(plan.Edit.Changes) > 0 {
		text += fmt.Sprintf("，按 %s 可以撤销", commands.Of(commands.Undo).Key)
	}
	if p.next != nil {
		p.next()
		SayOn(p.w, text+"。")
		return
	}
	p.w.OpenReport(p.into.ID(), func() { SayOn(p.w, text+"。") })
}

// SayOn tells something in the status bar of the page that is shown now.
func SayOn(w widgets.Host, text string) {
	if s, ok := w.Screen().(widgets.Framed); ok {
		s.Frame().Status.Say(widgets.Message{Text: text})
	}
}

func (p *Page) say(text string) { p.frame.Status.Say(widgets.Message{Text: text}) }

// makeNew makes a new draft of what is ticked.
func (p *Page) makeNew() {
	known := len(p.got.Notes)
	if !p.named() {
		return
	}
	taken, left := p.taken()
	if len(taken) == 0 {
		p.say("没有选中要读入的内容。")
		return
	}
	r := takeover.Without(p.got.Reading, left)
	id, err := p.w.Service().Import(p.w.Context(), r, p.got.FileName)
	if taken := (*app.Error)(nil); errors.As(err, &taken) && taken.Code == app.Exists && taken.ID != 0 {
		p.offerHeld(taken)
		return
	}
	if err != nil {
		widgets.Fail(p.w, "import document", err)
		return
	}
	text := "已读入“" + p.got.FileName + "”，请对照原件核对。"
	for _, note := range p.got.Notes[known:] { // of the year that was said
		text += note + "。"
	}
	if p.next != nil {
		p.next()
		SayOn(p.w, text)
		return
	}
	p.w.OpenReport(id, func() { SayOn(p.w, text) })
}

// offerHeld offers the report that there is of the unit and the year: to fill in what
// was read.
func (p *Page) offerHeld(held *app.Error) {
	widgets.Confirm(p.w, "已有这份报告", app.Sentence(held)+"可以打开它，把读出的内容填进去：已有的内容不同的，先问再填。", "打开并填入…", func() {
		got, next := p.got, p.next
		p.w.OpenReport(held.ID, func() {
			into := OpenDraft(p.w)
			if into == nil {
				widgets.Alert(p.w, "不能填入", "这份报告现在不能修改（已经送审或者审批），没有填入。")
				return
			}
			show(p.w, got, into, widgets.WayBack(p.w), next)
		})
	})
}

// named takes over what the person says is the unit and the year. It says no, and why,
// where that will not do.
func (p *Page) named() bool {
	if p.Unit == nil { // of a document that may go into the draft that is open
		return p.knows()
	}
	for _, asked := range []struct {
		at    form.Address
		entry *widgets.Entry
		name  string
	}{{report.Year, p.Year, "报告年度"}, {report.UnitName, p.Unit, "单位全称"}} {
		if strings.TrimSpace(asked.entry.Text) == "" {
			p.refuse(asked.entry, "请填写"+asked.name+"。")
			return false
		}
		if err := p.got.Name(asked.at, asked.entry.Text); err != nil {
			p.refuse(asked.entry, app.Sentence(err))
			return false
		}
	}
	return true
}

// knows says whether the document says itself of which unit and year it is; where it
// does not the page is shown again, to ask for them.
func (p *Page) knows() bool {
	if !p.got.Unknown() {
		return true
	}
	again := show(p.w, p.got, nil, p.goBack, p.next)
	again.say("请填写单位全称和报告年度，再新建。")
	return false
}

func (p *Page) refuse(e *widgets.Entry, why string) {
	p.frame.Status.Say(widgets.Message{Text: why, Importance: widget.DangerImportance})
	p.w.Window().Canvas().Focus(fyne.Focusable(e))
}
