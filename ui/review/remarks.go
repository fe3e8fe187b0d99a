package review

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/notes"
	"nianbao/ui/look"
	"nianbao/ui/opened"
	"nianbao/ui/preview"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// remarks are shown in the column and, where there is room, beside the page. One
// that was handled is a quiet line that unfolds, in which its writer can be read.
type remarks struct {
	p        *Page
	unfolded map[string]bool // by the remark's id
}

// listed are the remarks with the numbers they have on the pages: the open ones
// first.
func (r *remarks) listed() (open, handled []numbered) {
	for i, m := range notes.Remarks(r.p.Session.Report()) {
		if m.Answer.Done {
			handled = append(handled, numbered{i + 1, m})
		} else {
			open = append(open, numbered{i + 1, m})
		}
	}
	return open, handled
}

type numbered struct {
	number int
	notes.Remarked
}

// unfold shows all of a remark that was handled, or one line again.
func (r *remarks) unfold(id string) {
	r.unfolded[id] = !r.unfolded[id]
	r.p.side.show()
	r.p.View.SetNotes(r.besidePages())
}

// list puts the remarks into the column.
func (r *remarks) list(to *fyne.Container) {
	open, handled := r.listed()
	for _, m := range open {
		body := container.NewVBox(opened.NewRemarkBody(r.p.Session.Report(), m.number, m.Remarked).Content)
		if r.p.Opened.Unsent(m.Remarked) {
			body.Add(container.NewBorder(nil, nil, nil, widgets.NewButton(r.p.w, "删去", func() { r.p.DropRemark(m.ID) }),
				&widget.Label{Text: "尚未送出", Importance: widget.LowImportance}))
		} else {
			body.Add(container.New(widgets.TightLayout{}, r.p.side.done(m.Remarked)...))
		}
		to.Add(widgets.NewRow(body, r.way(m)))
	}
	for _, m := range handled {
		to.Add(widgets.NewRow(r.folded(m), r.way(m)))
	}
}

// way leads to the place of a remark; one that was handled unfolds, or folds again.
func (r *remarks) way(m numbered) func() {
	return func() {
		r.p.GoTo(m.Address)
		if m.Answer.Done {
			r.unfold(m.ID)
		}
	}
}

// folded is a remark that was handled: one line, and below it what was written and
// done where it is unfolded.
func (r *remarks) folded(m numbered) fyne.CanvasObject {
	sign := "＋"
	if r.unfolded[m.ID] {
		sign = "－"
	}
	head := &prose.Label{Text: fmt.Sprintf("%s 意见 %d　%s　已处理", sign, m.number, m.Name), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}
	if !r.unfolded[m.ID] {
		return head
	}
	body := container.New(widgets.TightLayout{}, head,
		&prose.Label{Text: widgets.PlaceName(r.p.Session.Report(), m.Address), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance},
		&prose.Label{Text: m.Text, Importance: widget.LowImportance})
	for _, o := range r.p.side.done(m.Remarked) {
		body.Add(o)
	}
	return body
}

// besidePages are the cards that stand beside the pages.
func (r *remarks) besidePages() []preview.Note {
	var out []preview.Note
	for i, m := range notes.Remarks(r.p.Session.Report()) {
		out = append(out, preview.Note{Address: m.Address, Card: r.card(numbered{i + 1, m})})
	}
	return out
}

// card is a remark beside the page; a click leads to its place.
func (r *remarks) card(m numbered) fyne.CanvasObject {
	side := canvas.NewRectangle(widgets.ColorError)
	side.SetMinSize(fyne.NewSize(3, 1))
	var body fyne.CanvasObject
	if m.Answer.Done {
		side.FillColor = widgets.ColorQuiet
		body = r.folded(m)
	} else {
		head := &prose.Label{Text: fmt.Sprintf("意见 %d　%s", m.number, m.Name), Bold: true, SizeName: theme.SizeNameCaptionText, Importance: widget.WarningImportance}
		body = container.New(widgets.TightLayout{}, head, prose.NewLabel(m.Text))
	}
	return widgets.NewRow(container.NewStack(canvas.NewRectangle(look.Paper), container.NewBorder(nil, nil, side, nil, body)), r.way(m))
}
