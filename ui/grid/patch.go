package grid

import (
	"image"
	"image/color"
	"image/draw"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"

	"nianbao/app/form"
)

// patch is several texts of a table as one picture. With each key the toolkit
// draws every object of the window anew, and where no graphics card helps a text
// costs as much then as a few thousand pixels of a picture: a column of figures
// as one picture takes a quarter of what its texts would.
type patch struct {
	raster *canvas.Raster
	texts  []*canvas.Text // nothing of them is drawn by the toolkit itself
	ink    *ink
	drawn  []stamp // what is on it
	scale  float32
	covers image.Rectangle // of the table, in pixels
}

// stamp is a text as it looks, at its place on a table, in pixels.
type stamp struct {
	written written
	at      image.Point
}

func (k *ink) patch(texts ...*canvas.Text) *patch {
	p := &patch{texts: texts, ink: k}
	p.raster = canvas.NewRaster(p.draw)
	return p
}

// fit brings the picture up to date with its texts. It costs nothing where they
// are as they were.
func (p *patch) fit() {
	scale := p.ink.scale()
	drawn := p.stamps(scale)
	if p.scale == scale && slices.Equal(p.drawn, drawn) {
		return
	}
	p.drawn, p.scale = drawn, scale
	p.covers = image.Rectangle{}
	for _, s := range drawn {
		p.covers = p.covers.Union(lookOf(s.written, scale).Rect.Add(s.at))
	}
	p.raster.Move(fyne.NewPos(float32(p.covers.Min.X)/scale, float32(p.covers.Min.Y)/scale))
	p.raster.Resize(fyne.NewSize(float32(p.covers.Dx())/scale, float32(p.covers.Dy())/scale))
	p.raster.Refresh()
}

func (p *patch) stamps(scale float32) []stamp {
	var out []stamp
	for _, t := range p.texts {
		if t.Text != "" && t.Visible() {
			ink := color.NRGBAModel.Convert(t.Color) // as it is in the set of colours in use
			out = append(out, stamp{written{t.Text, t.TextSize, t.TextStyle.Bold, ink}, at(t.Position(), scale)})
		}
	}
	return out
}

// at is the pixel of a place.
func at(p fyne.Position, scale float32) image.Point {
	return image.Pt(int(round(p.X*scale)), int(round(p.Y*scale)))
}

// draw makes the picture. Where it was laid out before the screen was known, it
// stays as large and has as many pixels as the screen.
func (p *patch) draw(int, int) image.Image {
	if scale := p.ink.scale(); scale != p.scale {
		p.drawn = p.stamps(scale)
		p.covers = image.Rectangle{Min: at(p.raster.Position(), scale), Max: at(p.raster.Position().Add(p.raster.Size()), scale)}
		p.scale = scale
	}
	img := image.NewRGBA(image.Rectangle{Max: p.covers.Size()})
	corner := p.covers.Min
	for _, s := range p.drawn {
		look := lookOf(s.written, p.scale)
		draw.Draw(img, look.Rect.Add(s.at).Sub(corner), look, look.Rect.Min, draw.Over)
	}
	return img
}

// rasters are the pictures, to be drawn.
func rasters(patches []*patch) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(patches))
	for i, p := range patches {
		out[i] = p.raster
	}
	return out
}

// worthPixels is how many pixels of a picture cost as much as one more picture.
const worthPixels = 2200

// patches puts texts on pictures, those together that lie close to one another.
func (k *ink) patches(texts []*canvas.Text) []*patch {
	var out []*patch
	for _, t := range texts {
		p := k.patch(t)
		p.fit()
		out = append(out, p)
	}
	for {
		a, b, least := -1, -1, worthPixels
		for i := range out {
			for j := range i {
				in, with := out[i].covers, out[j].covers
				if more := pixels(in.Union(with)) - pixels(in) - pixels(with); more < least {
					a, b, least = j, i, more
				}
			}
		}
		if a < 0 {
			return out
		}
		out[a].texts = append(out[a].texts, out[b].texts...)
		out[a].fit()
		out = slices.Delete(out, b, b+1)
	}
}

func pixels(r image.Rectangle) int { return r.Dx() * r.Dy() }

// columns puts figures on pictures by their columns or, in a table that has more
// columns than rows, by their rows.
func (k *ink) columns(figures []*figure) []*patch {
	rows, columns := map[int]*patch{}, map[int]*patch{}
	for _, f := range figures {
		rows[f.cell.Row], columns[f.cell.Col] = nil, nil
	}
	of, place := columns, func(c *form.Cell) int { return c.Col }
	if len(rows) < len(columns) {
		of, place = rows, func(c *form.Cell) int { return c.Row }
	}
	var out []*patch
	for _, f := range figures {
		p := of[place(f.cell)]
		if p == nil {
			p = k.patch()
			of[place(f.cell)], out = p, append(out, p)
		}
		p.texts = append(p.texts, f.text)
	}
	return out
}

// ink makes the pictures of a table.
type ink struct {
	scale func() float32 // pixels of the screen to a unit
}

// written is a text in some size and colour.
type written struct {
	text  string
	size  float32
	bold  bool
	color color.Color
}

// looks are texts as the toolkit draws them, in pixels at a scale. Like all that
// is drawn they are for the main goroutine alone.
var looks = struct {
	of map[written]*image.RGBA
	at float32
}{}

// mostLooks is how many of them are kept: several tables of figures.
const mostLooks = 1500

// lookOf is how a text looks. Its bounds are those of what has colour, from the
// corner of the text.
func lookOf(w written, scale float32) *image.RGBA {
	if looks.at != scale || len(looks.of) >= mostLooks {
		looks.of, looks.at = map[written]*image.RGBA{}, scale
	}
	look := looks.of[w]
	if look == nil {
		look = inked(w.drawn(scale))
		looks.of[w] = look
	}
	return look
}

// drawn has the toolkit draw the text.
func (w written) drawn(scale float32) image.Image {
	t := canvas.NewText(w.text, w.color)
	t.TextSize, t.TextStyle.Bold = w.size, w.bold
	size := t.MinSize()
	t.Resize(size)
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetScale(scale)
	c.SetContent(container.NewWithoutLayout(t))
	c.Resize(size.AddWidthHeight(1, 1)) // the toolkit keeps room for what hangs below the line
	return c.Capture()
}

// inked cuts off what has no colour.
func inked(img image.Image) *image.RGBA {
	whole := image.NewRGBA(img.Bounds())
	draw.Draw(whole, whole.Rect, img, whole.Rect.Min, draw.Src)
	in := image.Rectangle{}
	for y := whole.Rect.Min.Y; y < whole.Rect.Max.Y; y++ {
		for x := whole.Rect.Min.X; x < whole.Rect.Max.X; x++ {
			if whole.RGBAAt(x, y).A > 0 {
				in = in.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	out := image.NewRGBA(in)
	draw.Draw(out, in, whole, in.Min, draw.Src)
	return out
}
