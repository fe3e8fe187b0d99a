package grid

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"nianbao/ui/uitest"
)

func textAt(x, y float32, s string, c color.Color, bold bool) *canvas.Text {
	t := canvas.NewText(s, c)
	t.TextStyle.Bold = bold
	t.Move(fyne.NewPos(x, y))
	t.Resize(t.MinSize())
	return t
}

// shown is what the toolkit draws of objects.
func shown(scale float32, objects ...fyne.CanvasObject) image.Image {
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetScale(scale)
	c.SetContent(container.NewWithoutLayout(objects...))
	c.Resize(fyne.NewSize(160, 80))
	return c.Capture()
}

// Texts on pictures look as the toolkit draws them, to the pixel, at every scale
// (where they stand on whole pixels: here it rounds up, on a screen to the nearest).
func TestAPictureLooksLikeItsTexts(t *testing.T) {
	uitest.App(t)
	for _, scale := range []float32{1, 1.25, 1.5, 2} {
		texts := []*canvas.Text{textAt(8, 8, "国家 1,234", inkText, false), textAt(88, 8, "平 5g", inkFine, true), textAt(12, 48, "（一）", inkText, false)}
		k := &ink{scale: func() float32 { return scale }}
		want := shown(scale, texts[0], texts[1], texts[2])
		got := shown(scale, rasters(k.patches(texts))...)
		inked := 0
		for y := range want.Bounds().Dy() {
			for x := range want.Bounds().Dx() {
				if !alike(got.At(x, y), want.At(x, y)) {
					t.Fatalf("at %v: %d, %d is %v, want %v", scale, x, y, got.At(x, y), want.At(x, y))
				}
				if _, _, _, a := want.At(x, y).RGBA(); a > 0x8000 {
					inked++
				}
			}
		}
		if inked < 200 {
			t.Errorf("at %v only %d pixels have ink", scale, inked)
		}
	}
}

func alike(a, b color.Color) bool {
	const most = 5 << 8 // what rounding makes of it
	r, g, bl, al := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	for _, d := range []int{int(r) - int(r2), int(g) - int(g2), int(bl) - int(b2), int(al) - int(a2)} {
		if d > most || d < -most {
			return false
		}
	}
	return true
}

// A picture is made anew when one of its texts is another one, and only then.
func TestAPictureIsMadeAnewOnlyForAnotherText(t *testing.T) {
	uitest.App(t)
	k := &ink{scale: func() float32 { return 1 }}
	text, beside := textAt(8, 9, "7", inkText, false), textAt(20, 9, "8", inkText, false)
	p := k.patch(text, beside)
	p.fit()
	first := &p.drawn[0]
	if p.fit(); &p.drawn[0] != first {
		t.Error("it is made anew for nothing")
	}
	text.Text = ""
	if p.fit(); len(p.drawn) != 1 || p.raster.Position().X < 20 {
		t.Errorf("it still covers a text that is gone: %v", p.covers)
	}
	beside.Text = ""
	if p.fit(); p.raster.Size() != (fyne.Size{}) {
		t.Errorf("without texts it is %v", p.raster.Size())
	}
}

// A picture that was laid out before its window was known is drawn as sharp as
// the screen.
func TestAPictureIsAsSharpAsTheScreen(t *testing.T) {
	uitest.App(t)
	scale := float32(1)
	p := (&ink{scale: func() float32 { return scale }}).patch(textAt(8, 9, "国", inkText, false))
	p.fit()
	scale = 2
	units, got := p.raster.Size(), p.draw(0, 0).Bounds().Size()
	if want := (image.Point{X: int(2 * units.Width), Y: int(2 * units.Height)}); got != want {
		t.Errorf("%v pixels, want %v", got, want)
	}
}

// Texts close to one another are one picture, those far apart are not: each costs
// something, and so does the space between them.
func TestTextsCloseTogetherAreOnePicture(t *testing.T) {
	uitest.App(t)
	k := &ink{scale: func() float32 { return 1 }}
	if got := len(k.patches([]*canvas.Text{textAt(0, 0, "国家", inkText, false), textAt(0, 20, "国家", inkText, false)})); got != 1 {
		t.Errorf("two lines are %d pictures", got)
	}
	if got := len(k.patches([]*canvas.Text{textAt(0, 0, "国家", inkText, false), textAt(300, 200, "国家", inkText, false)})); got != 2 {
		t.Errorf("two corners are %d pictures", got)
	}
}

// With each key the toolkit draws every object in sight.
func TestAKeyDrawsFewObjects(t *testing.T) {
	d := newFixture(t, "requests")
	d.shortcut(&fyne.ShortcutSelectAll{})
	fyne.CurrentApp().Clipboard().SetContent("12")
	d.shortcut(&fyne.ShortcutPaste{})
	d.keys("<Right>1")
	n := 0
	var count func(o fyne.CanvasObject)
	count = func(o fyne.CanvasObject) {
		switch w, is := o.(fyne.Widget); {
		case !o.Visible():
		case is:
			for _, c := range test.WidgetRenderer(w).Objects() {
				count(c)
			}
		default:
			n++
		}
	}
	count(d.grid)
	if most := 130; n > most {
		t.Errorf("%d objects for 25 rows and 7 columns, want at most %d", n, most)
	}
}

// What is typed is seen at once where it was typed.
func TestAFigureIsOnItsPicture(t *testing.T) {
	d := newFixture(t, "requests")
	f := d.grid.view.figures[0]
	before := d.grid.view.columns[0].drawn
	d.keys("1234<Return>")
	after := d.grid.view.columns[0].drawn
	if len(after) != len(before)+1 || after[0].written.text != "1234" || f.text.Text != "1234" {
		t.Errorf("on the picture are %v", after)
	}
}
