package office

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/roster"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// chainForm edits the levels of the sign-off: two to five names in the order
// in which they sign.
type chainForm struct {
	w       widgets.Host
	Names   []*widgets.Entry
	rows    *fyne.Container
	Add     *widgets.Button
	Secrecy *widgets.Button
	content fyne.CanvasObject
}

// NewChainForm is a form for the levels of a sign-off, from the first to the last.
func NewChainForm(w widgets.Host, c roster.Chain) *chainForm {
	f := &chainForm{w: w, rows: container.NewVBox()}
	f.Add = widgets.NewButton(w, "增加一级", func() { f.insert(len(f.Names), "") })
	f.Secrecy = widgets.NewButton(w, "加入保密审查", func() { f.insert(len(f.Names)-1, roster.SecrecyLevel.Name) })
	for _, s := range c {
		f.Names = append(f.Names, f.entry(s.Name))
	}
	secrecy := &prose.Label{Text: "报告公布前应当依法进行保密审查；不另设一级的，请在审签意见中写明。只有一个人的单位可以只设一级，送审和签名是同一人，审签单上写明。", Importance: widget.LowImportance}
	f.content = container.NewVBox(f.rows, container.NewHBox(f.Add, f.Secrecy), secrecy)
	f.lay()
	return f
}

func (f *chainForm) entry(name string) *widgets.Entry {
	e := widgets.NewEntry(f.w, name, "这一级的名称，如：分管领导审核")
	e.OnChanged = func(string) { f.setButtons() }
	return e
}

// insert puts a level before the one at an index.
func (f *chainForm) insert(i int, name string) {
	e := f.entry(name)
	f.Names = append(f.Names[:i:i], append([]*widgets.Entry{e}, f.Names[i:]...)...)
	f.lay()
	f.w.Window().Canvas().Focus(e)
}

// Remove takes a level out, counted from 0.
func (f *chainForm) Remove(i int) {
	f.Names = append(f.Names[:i:i], f.Names[i+1:]...)
	f.lay()
	f.w.Window().Canvas().Focus(f.Names[min(i, len(f.Names)-1)])
}

// lay puts a row for each level.
func (f *chainForm) lay() {
	f.rows.Objects = nil
	for i, e := range f.Names {
		drop := widgets.NewQuiet(f.w, "删除", func() { f.Remove(i) })
		if len(f.Names) <= roster.MinLevels {
			drop.Disable()
		}
		f.rows.Add(container.NewBorder(nil, nil, &widget.Label{Text: fmt.Sprintf("第%d级", i+1)}, drop, e))
	}
	f.setButtons()
	f.rows.Refresh()
}

func (f *chainForm) setButtons() {
	widgets.SetEnabled(f.Add, len(f.Names) < roster.MaxLevels)
	widgets.SetEnabled(f.Secrecy, len(f.Names) < roster.MaxLevels && !f.has(roster.SecrecyLevel.Name))
}

func (f *chainForm) has(name string) bool {
	for _, e := range f.Names {
		if strings.TrimSpace(e.Text) == name {
			return true
		}
	}
	return false
}

// Chain returns the levels as they are written, or why they cannot be.
func (f *chainForm) Chain() (roster.Chain, error) {
	var names []string
	for _, e := range f.Names {
		names = append(names, e.Text)
	}
	c := roster.NewChain(names)
	if err := c.Check(); err != nil {
		return nil, widgets.Invalid(err.Error() + "。")
	}
	return c, nil
}
