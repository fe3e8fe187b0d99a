package editor

import (
	"fmt"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/commands"
	"nianbao/ui/grid"
	"nianbao/ui/widgets"
)

// textZoom is how large the fields of the text parts are shown, in per cent.
type textZoom struct{ percent int }

// textTheme is the program's look with text in the size that was chosen for the
// fields of the text parts. The toolkit keeps it for good, and it keeps nothing else.
type textTheme struct{ zoom *textZoom }

// Size returns the program's sizes, but for text.
func (t textTheme) Size(name fyne.ThemeSizeName) float32 {
	size := t.now().Size(name)
	if name == theme.SizeNameText {
		size = t.zoom.sizeOf(size)
	}
	return size
}

func (t textTheme) now() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color returns the program's colours.
func (t textTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return t.now().Color(name, v)
}

// Font returns the program's fonts.
func (t textTheme) Font(s fyne.TextStyle) fyne.Resource { return t.now().Font(s) }

// Icon returns the program's icons.
func (t textTheme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.now().Icon(name) }

// sizeOf is a size of text as it was zoomed, in half units: few sizes.
func (z *textZoom) sizeOf(usual float32) float32 {
	return float32(math.Round(float64(usual)*float64(z.percent)/50)) / 2
}

// zoom shows the field in the size that was chosen. The toolkit gives a widget a
// theme of its own only with a container, which reads all fonts anew for what is
// drawn in it and is kept for good: the field gets the theme, its texts are made anew
// outside of it, and the container lets go of the field. A field that was out of
// sight for a minute has lost the theme.
func (p *Paragraph) zoom() {
	z := p.part.e.desk.text
	if z.percent == usualPercent && !p.zoomed {
		return
	}
	p.MinSize() // it is made now
	if len(p.texts) == 0 {
		return
	}
	if size := theme.SizeForWidget(theme.SizeNameText, p.texts[0]); !p.zoomed || size != z.sizeOf(theme.TextSize()) {
		over := container.NewThemeOverride(p, textTheme{z})
		over.Content = container.NewWithoutLayout()
		over.Refresh()
		for _, text := range p.texts {
			if segment, ok := text.Segments[0].(*widget.TextSegment); ok {
				anew := *segment
				text.Segments = []widget.RichTextSegment{&anew}
				text.Refresh()
			}
		}
		p.zoomed = true
	}
	if p.shownAt != z.percent {
		p.shownAt = z.percent
		p.Refresh()
		p.part.rows[p.Address] = 0
		p.fit()
	}
}

// textsOf finds what draws the text and the hint of a field.
func textsOf(drawn []fyne.CanvasObject) []*widget.RichText {
	var out []*widget.RichText
	for _, o := range drawn {
		switch o := o.(type) {
		case *widget.RichText:
			out = append(out, o)
		case *container.Scroll:
			if content, ok := o.Content.(fyne.Widget); ok {
				out = append(out, textsOf(content.CreateRenderer().Objects())...)
			}
		}
	}
	return out
}

// zoomLinks say how large the text is, and let it be changed.
func (p *TextPart) zoomLinks() []fyne.CanvasObject {
	w := p.e.Host
	p.size = widgets.NewLink(w, "", commands.As(commands.ZoomUsual, "回到原来大小"), p.e.zoomUsual)
	p.size.Set(fmt.Sprintf("%d%%", p.e.desk.text.percent), widgets.ColorPrimary)
	return []fyne.CanvasObject{
		widgets.NewLink(w, "－", commands.Titled(commands.ZoomOut), func() { p.e.zoomBy(-1) }), p.size,
		widgets.NewLink(w, "＋", commands.Titled(commands.ZoomIn), func() { p.e.zoomBy(1) }),
	}
}

// zoom shows the fields in the size that was chosen.
func (p *TextPart) zoom() {
	for _, f := range p.Fields {
		f.zoom()
	}
	if p.size != nil {
		p.size.Set(fmt.Sprintf("%d%%", p.e.desk.text.percent), widgets.ColorPrimary)
	}
}

// textTo shows the text parts in another size.
func (e *Editor) textTo(percent int) {
	e.desk.text.percent = min(max(percent, grid.LeastPercent), grid.MostPercent)
	switch p := e.Parts[e.Current].(type) {
	case *TextPart:
		p.zoom()
		p.relayout()
	case *InfoPart:
		p.Preamble.zoom()
		p.Preamble.relayout()
	}
	e.keepDesk()
}
