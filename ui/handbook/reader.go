package handbook

import (
	"bytes"
	"fmt"
	"image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/handbook"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// reader shows one chapter of the manual.
type reader struct {
	widget.BaseWidget
	book   *handbook.Manual
	At     handbook.Place
	Blocks []*canvas.Rectangle // behind each block, tinted where something was found
	column *columnLayout
	Body   *fyne.Container
	Scroll *container.Scroll
}

func newReader(book *handbook.Manual) *reader {
	r := &reader{book: book, column: &columnLayout{}, At: handbook.Place{Part: -1}}
	r.Body = container.New(r.column)
	r.Scroll = container.NewVScroll(r.Body)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer shows the chapter.
func (r *reader) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.Scroll) }

// Resize tells the column its width before it is asked for its height.
func (r *reader) Resize(size fyne.Size) {
	r.column.width = size.Width
	r.BaseWidget.Resize(size)
}

// ShowHit shows a chapter from its beginning or, where something was found in
// it, from there.
func (r *reader) ShowHit(h handbook.Hit) {
	if r.At != h.Place {
		r.At = h.Place
		r.build(r.book.Chapter(h.Place))
	}
	y := float32(0)
	for i, back := range r.Blocks {
		back.FillColor = widgets.ColorClear
		if i == h.Block {
			back.FillColor = widgets.ColorChosen
			y = r.Body.Objects[i+1].Position().Y - theme.TextSize()
		}
		back.Refresh()
	}
	r.Scroll.ScrollToOffset(fyne.NewPos(0, max(y, 0)))
}

// build makes the blocks of a chapter: its title is the first object, the
// blocks follow.
func (r *reader) build(c *handbook.Chapter) {
	title := &prose.Label{Text: c.Title, Bold: true, SizeName: theme.SizeNameHeadingText}
	r.Blocks, r.Body.Objects = nil, []fyne.CanvasObject{title}
	for _, b := range c.Blocks {
		back := canvas.NewRectangle(widgets.ColorClear)
		back.CornerRadius = 4
		r.Blocks = append(r.Blocks, back)
		r.Body.Objects = append(r.Body.Objects, container.NewStack(back, container.NewPadded(r.block(b))))
	}
	r.Scroll.ScrollToTop()
	r.Body.Refresh()
	r.Scroll.Refresh()
}

// block shows a block of the chapter.
func (r *reader) block(b handbook.Block) fyne.CanvasObject {
	text := prose.NewRich(b.Text)
	switch b.Kind {
	case handbook.Picture:
		return r.figure(b)
	case handbook.Bullet:
		return container.New(markedLayout{}, markOf("•"), text)
	case handbook.Step:
		return container.New(markedLayout{}, markOf(fmt.Sprintf("%d.", b.Number)), text)
	}
	return text
}

func markOf(mark string) fyne.CanvasObject {
	return prose.NewRich(handbook.Text{{Text: mark}})
}

// figure shows a picture in its own proportions over its caption.
func (r *reader) figure(b handbook.Block) fyne.CanvasObject {
	content, err := r.book.Picture(b.File)
	if err != nil {
		return prose.NewLabel(b.Text.String()) // a test holds that all are there
	}
	size, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return prose.NewLabel(b.Text.String())
	}
	picture := canvas.NewImageFromResource(fyne.NewStaticResource(b.File, content))
	frame := canvas.NewRectangle(widgets.ColorClear)
	frame.StrokeColor, frame.StrokeWidth = widgets.ColorLine, 1
	caption := &widget.Label{Text: b.Text.String(), Alignment: fyne.TextAlignCenter, Importance: widget.LowImportance}
	return container.New(&figureLayout{pixels: fyne.NewSize(float32(size.Width), float32(size.Height))},
		container.NewStack(picture, frame), caption)
}

// turn moves by most of a screenful, down or up. It says whether there was
// anywhere to go.
func (r *reader) turn(direction float32) bool {
	const part = 0.85
	before := r.Scroll.Offset.Y
	most := max(r.Body.Size().Height-r.Scroll.Size().Height, 0)
	to := min(max(before+direction*part*r.Scroll.Size().Height, 0), most)
	r.Scroll.ScrollToOffset(fyne.NewPos(0, to))
	return to != before
}

// columnLayout puts blocks one below the other, no wider than is good for
// reading. It must know its width before its height is asked for.
type columnLayout struct{ width float32 }

// The room around the text and the longest line, in sizes of the text.
const (
	columnMargin  = 1.6
	columnWidest  = 62
	columnBetween = 0.35
)

func (l *columnLayout) inner() float32 {
	return min(l.width-2*columnMargin*theme.TextSize(), columnWidest*theme.TextSize())
}

// MinSize is the height of all blocks at the width.
func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	const least = 20 // sizes of the text
	return fyne.NewSize(least*theme.TextSize(), l.place(objects))
}

// Layout places the blocks.
func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects)
}

// place places the blocks and returns their height.
func (l *columnLayout) place(objects []fyne.CanvasObject) float32 {
	margin, width := columnMargin*theme.TextSize(), l.inner()
	y := margin / 2
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, o.MinSize().Height)) // now it knows its height
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(margin, y))
		y += height + columnBetween*theme.TextSize()
	}
	return y + margin
}

// markedLayout puts a mark before a line of a list.
type markedLayout struct{}

// MinSize is the size of the text and the room of the mark.
func (markedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[1].MinSize().AddWidthHeight(markRoom*theme.TextSize(), 0)
}

// markRoom is the room of the mark, in sizes of the text.
const markRoom = 2

// Layout places both.
func (markedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := markRoom * theme.TextSize()
	objects[0].Resize(fyne.NewSize(room, size.Height))
	objects[0].Move(fyne.NewPos(0.4*theme.TextSize(), 0))
	objects[1].Resize(fyne.NewSize(size.Width-room, size.Height))
	objects[1].Move(fyne.NewPos(room, 0))
}

// figureLayout keeps a picture's proportions, at most in its own size.
type figureLayout struct {
	pixels fyne.Size
	width  float32 // that there is
}

func (l *figureLayout) size() fyne.Size {
	width := min(l.pixels.Width, l.width)
	return fyne.NewSize(width, width*l.pixels.Height/l.pixels.Width)
}

// MinSize is the height of the picture and its caption.
func (l *figureLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(1, l.size().Height+objects[1].MinSize().Height)
}

// Layout places the picture in the middle over its caption.
func (l *figureLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	picture := l.size()
	objects[0].Resize(picture)
	objects[0].Move(fyne.NewPos((size.Width-picture.Width)/2, 0))
	objects[1].Resize(fyne.NewSize(size.Width, objects[1].MinSize().Height))
	objects[1].Move(fyne.NewPos(0, picture.Height))
}
