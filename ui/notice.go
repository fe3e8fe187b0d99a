package ui

// ShowNotice shows what the window has to tell quietly.
func (p *startPage) ShowNotice() {
	p.said.SetText(p.kept.Notice)
	show(p.notice, p.kept.Notice != "")
}

func (p *startPage) answerNotice() {
	p.kept.Notice = ""
	p.ShowNotice()
	p.Refocus()
}
