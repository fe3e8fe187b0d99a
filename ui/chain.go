package ui

import (
	"fmt"
	"nianbao/app/roster"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/prose"
)

// chainForm edits the levels of the sign-off: two to five names in the order
// in which they sign.
type chainForm struct {
	w       Host
	names   []*keyEntry
	rows    *fyne.Container
	add     *keyButton
	secrecy *keyButton
	content fyne.CanvasObject
}

func newChainForm(w Host, c roster.Chain) *chainForm {
	f := &chainForm{w: w, rows: container.NewVBox()}
	f.add = NewButton(w, "增加一级", func() { f.insert(len(f.names), "") })
	f.secrecy = NewButton(w, "加入保密审查", func() { f.insert(len(f.names)-1, roster.SecrecyLevel.Name) })
	for _, s := range c {
		f.names = append(f.names, f.entry(s.Name))
	}
	secrecy := &prose.Label{Text: "报告公布前应当依法进行保密审查；不另设一级的，请在审签意见中写明。", Importance: widget.LowImportance}
	f.content = container.NewVBox(f.rows, container.NewHBox(f.add, f.secrecy), secrecy)
	f.lay()
	return f
}

func (f *chainForm) entry(name string) *keyEntry {
	e := newKeyEntry(f.w, name, "这一级的名称，如：分管领导审核")
	e.OnChanged = func(string) { f.setButtons() }
	return e
}

// insert puts a level before the one at an index.
func (f *chainForm) insert(i int, name string) {
	e := f.entry(name)
	f.names = append(f.names[:i:i], append([]*keyEntry{e}, f.names[i:]...)...)
	f.lay()
	f.w.Window().Canvas().Focus(e)
}

func (f *chainForm) remove(i int) {
	f.names = append(f.names[:i:i], f.names[i+1:]...)
	f.lay()
	f.w.Window().Canvas().Focus(f.names[min(i, len(f.names)-1)])
}

// lay puts a row for each level.
func (f *chainForm) lay() {
	f.rows.Objects = nil
	for i, e := range f.names {
		drop := NewQuiet(f.w, "去掉", func() { f.remove(i) })
		if len(f.names) <= roster.MinLevels {
			drop.Disable()
		}
		f.rows.Add(container.NewBorder(nil, nil, &widget.Label{Text: fmt.Sprintf("第%d级", i+1)}, drop, e))
	}
	f.setButtons()
	f.rows.Refresh()
}

func (f *chainForm) setButtons() {
	enable(f.add, len(f.names) < roster.MaxLevels)
	enable(f.secrecy, len(f.names) < roster.MaxLevels && !f.has(roster.SecrecyLevel.Name))
}

func (f *chainForm) has(name string) bool {
	for _, e := range f.names {
		if strings.TrimSpace(e.Text) == name {
			return true
		}
	}
	return false
}

// chain returns the levels as they are written, or why they cannot be.
func (f *chainForm) chain() (roster.Chain, error) {
	var names []string
	for _, e := range f.names {
		names = append(names, e.Text)
	}
	c := roster.NewChain(names)
	if err := c.Check(); err != nil {
		return nil, refused(err.Error() + "。")
	}
	return c, nil
}
