package drafts

import (
	"nianbao/ui/widgets"
)

// ShowNotice shows what the window has to tell quietly.
func (p *List) ShowNotice() {
	p.Said.SetText(p.kept.Notice)
	widgets.SetVisible(p.Notice, p.kept.Notice != "")
}

func (p *List) answerNotice() {
	p.kept.Notice = ""
	p.ShowNotice()
	p.Refocus()
}
