package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/ui/widgets"
)

// View shows the pages of a report as they will be printed, with a bar to look at
// them in one way or another and a rail that leads to pages and sections. What
// stands before the pages, First, is laid out as wide as there is room for. Only
// the pages in view are drawn, on another goroutine.
type View struct {
	widget.BaseWidget
	w      widgets.Host
	First  *first                                 // what stands before the pages, nil for nothing
	OnTap  func(form.Address)                     // "" beside everything
	OnKey  func(*fyne.KeyEvent) bool              // offered every key that does not move the pages
	OnMenu func(a form.Address, at fyne.Position) // shows what can be done at a place, nil for nothing
	Named  func(heading string) (name string)     // what the rail calls a section, nil: as its heading

	Sheets  app.Pages // nil while they are laid out
	Pages   []*pageView
	marks   []Mark
	notes   []Note
	fit     Fit
	zoom    float32 // of the size on paper, with Percent
	drawing bool
	away    bool         // another screen is shown
	target  form.Address // to be shown once there is room and a layout
	wish    *Place       // likewise
	current int          // the page in the middle of the view, -1 for what stands before them
	chosen  form.Address // where a menu opens

	Scroll  *container.Scroll
	stack   *fyne.Container
	waiting *widget.Label
	bar     *bar
	rail    *rail
	focus   []*canvas.Rectangle // along the edges, while the keyboard is here
	body    fyne.CanvasObject
}

// Mark marks what stands at an address.
type Mark struct {
	Address form.Address
	Kind    markKind
	Number  int  // of a remark
	Done    bool // a remark that was handled
	Text    bool // lines of text get no frame: there would be one round each
}

type markKind int

// The marks of a page. A chosen place has a frame, a changed one a tint, a
// remark a number at its edge.
const (
	MarkChanged markKind = iota
	MarkRemark
	MarkChosen
)

// NewView makes a view. Its first and the functions are set before it is shown.
func NewView(w widgets.Host) *View {
	v := &View{w: w, zoom: 1, waiting: &widget.Label{Text: "正在排版……", Alignment: fyne.TextAlignCenter}}
	v.stack = container.New(sheetsLayout{v}, newDesk(v))
	v.Scroll = container.NewScroll(v.stack)
	v.Scroll.OnScrolled = func(fyne.Position) { v.moved() }
	v.bar, v.rail = newBar(v), newRail(v)
	desk := container.New(roomLayout{v}, v.Scroll, container.NewCenter(v.waiting))
	for range 4 {
		edge := canvas.NewRectangle(widgets.ColorClear)
		v.focus = append(v.focus, edge)
		desk.Add(edge)
	}
	v.body = container.NewBorder(v.bar.content, nil, v.rail.content, nil, container.NewStack(widgets.Ground(colorDesk), desk))
	v.ExtendBaseWidget(v)
	return v
}

// CreateRenderer shows the pages on a grey desk.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.body) }

// MinSize is small: the pages take what room there is.
func (v *View) MinSize() fyne.Size { return fyne.NewSize(420, 200) }

// roomLayout lets the pages have all the room, and fits them when it changes.
type roomLayout struct{ view *View }

// MinSize is small.
func (roomLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

// Layout fits the pages to the room.
func (l roomLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	same := l.view.Scroll.Size() == size
	at := l.view.spotAt(l.view.Scroll.Offset.Y)
	for _, o := range objects[:2] {
		o.Resize(size)
		o.Move(fyne.NewPos(0, 0))
	}
	const thick = 2
	for i, edge := range objects[2:] {
		edge.Resize(fyne.NewSize(size.Width, thick))
		if i >= 2 {
			edge.Resize(fyne.NewSize(thick, size.Height))
		}
		edge.Move([]fyne.Position{{}, {Y: size.Height - thick}, {}, {X: size.Width - thick}}[i])
	}
	if !same {
		l.view.refit(at, 0)
	}
}

// Load lays the paper out on another goroutine and shows its first page. What
// was in view stays there.
func (v *View) Load(paper app.PrintJob, failed func(error)) {
	var sheets app.Pages
	v.w.Background(func() error {
		var err error
		sheets, err = v.w.Service().Preview(v.w.Context(), paper)
		return err
	}, func(err error) {
		if err != nil {
			v.waiting.SetText("页面没有排出来。")
			v.waiting.Show()
			failed(err)
			return
		}
		v.waiting.Hide()
		v.show(sheets)
	})
}

func (v *View) show(sheets app.Pages) {
	at := v.spotAt(v.Scroll.Offset.Y)
	v.Sheets = sheets
	for len(v.Pages) < sheets.Len() {
		v.Pages = append(v.Pages, newPageView(v, len(v.Pages)))
	}
	v.Pages = v.Pages[:sheets.Len()]
	for _, p := range v.Pages {
		p.forget()
	}
	v.fill()
	v.rail.fill()
	v.refit(at, 0)
}

// fill puts what there is on the desk.
func (v *View) fill() {
	v.stack.Objects = v.stack.Objects[:1]
	if v.First != nil {
		v.stack.Objects = append(v.stack.Objects, v.First)
	}
	for _, p := range v.Pages {
		v.stack.Objects = append(v.stack.Objects, p)
	}
	for _, n := range v.notes {
		v.stack.Objects = append(v.stack.Objects, n.Card)
	}
}

// Release gives the pictures of all pages up when another screen is shown: the
// toolkit would keep them for a minute, some megabytes each.
func (v *View) Release() {
	v.away = true
	for _, p := range v.Pages {
		p.forget()
	}
	v.rail.forget()
	if v.Sheets != nil {
		v.Sheets.Forget()
	}
}

// Return draws the pages again after Release.
func (v *View) Return() {
	v.away = false
	v.draw()
}

// SetMarks marks places; the number of a remark stands at its edge.
func (v *View) SetMarks(marks []Mark) {
	v.marks = marks
	v.placeMarks()
}

func (v *View) placeMarks() {
	if v.Sheets == nil {
		return
	}
	at := map[form.Address][]Mark{}
	v.chosen = ""
	for _, m := range v.marks {
		at[m.Address] = append(at[m.Address], m)
		if m.Kind == MarkChosen {
			v.chosen = m.Address
		}
	}
	numbered := map[form.Address]bool{} // a paragraph of many lines has its numbers once
	for _, p := range v.Pages {
		p.mark(at, numbered)
	}
}

// FocusGained shows that the keys move the pages.
func (v *View) FocusGained() { v.frame(widgets.ColorPrimary) }

// FocusLost takes that away.
func (v *View) FocusLost() { v.frame(widgets.ColorClear) }
