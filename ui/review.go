package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nianbao/app"
)

type reviewPage struct {
	o      *opened
	banner *banner
}

func newReviewPage(o *opened) *reviewPage {
	return &reviewPage{o: o, banner: newBanner(o, "填报视图")}
}

func (p *reviewPage) Content() fyne.CanvasObject { return container.NewVBox(p.banner.content) }
func (p *reviewPage) Shown()                     {}
func (p *reviewPage) Refocus()                   {}
func (p *reviewPage) Leave() bool                { return true }
func (p *reviewPage) Actions() actions           { return p.o.actions(actions{}) }
func (p *reviewPage) changed(app.Event)          { p.banner.refresh() }
func (p *reviewPage) say(s string)               { p.banner.say(s) }
func (p *reviewPage) shown() *opened             { return p.o }
