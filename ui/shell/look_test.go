package shell

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/look"
	"nianbao/ui/widgets"
)

// Strong colours come at once, on the page that is shown, are remembered, and go
// again.
func TestStrongColoursAreChosenAndKept(t *testing.T) {
	w, m, e := withExample(t)
	t.Cleanup(func() { look.UseStrong(false) })
	e.GoPart(3)
	before := w.win.Canvas().Capture()
	w.Do(commands.Contrast)
	if !look.Strong() || theme.Color(theme.ColorNameInputBorder) != look.FieldEdge.NRGBA() {
		t.Fatal("the colours are the usual ones")
	}
	after := w.win.Canvas().Capture()
	changed := 0
	for y := 0; y < before.Bounds().Dy(); y += 3 {
		for x := 0; x < before.Bounds().Dx(); x += 3 {
			if before.At(x, y) != after.At(x, y) {
				changed++
			}
		}
	}
	if changed < 1000 {
		t.Errorf("only %d points of the page changed", changed)
	}
	for _, item := range w.Menu().Items {
		for _, entry := range item.ChildMenu.Items {
			if (entry.Label == commands.Of(commands.Contrast).Label) != entry.Checked {
				t.Errorf("%s: ticked %v", entry.Label, entry.Checked)
			}
		}
	}
	again := New(w.ctx, fyne.CurrentApp(), w.service, w.options)
	t.Cleanup(again.win.Close)
	if !look.Strong() {
		t.Error("forgotten at the next start")
	}
	w.Do(commands.Contrast)
	if held := m.Memory.Settings[app.SettingColors]; look.Strong() || held != "plain" {
		t.Errorf("still strong: %q is kept", held)
	}
}

// countedFonts counts how often a theme is asked for a font: the toolkit reads one
// anew each time that it keeps.
type countedFonts struct {
	fyne.Theme
	asked *int
}

// Font counts.
func (c countedFonts) Font(s fyne.TextStyle) fyne.Resource {
	*c.asked++
	return c.Theme.Font(s)
}

// The text parts have a zoom of their own, which is kept; the lines hold as many
// characters as before, and no fonts are read for it.
func TestTextIsZoomedByItself(t *testing.T) {
	w, _, e := withExample(t)
	w.win.Resize(laptop)
	e.GoSection(0)
	field := e.Parts[1].(*editor.TextPart).Fields[1]
	settle(w)
	asked := 0
	fyne.CurrentApp().Settings().SetTheme(countedFonts{widgets.NewTheme(widgets.SizeMedium), &asked})
	w.win.Canvas().Capture()
	measured := func() (size, chars float32) {
		t.Helper()
		settle(w)
		w.win.Canvas().Capture()
		eachShown(field, func(o fyne.CanvasObject) {
			if text, ok := o.(*canvas.Text); ok && text.Text != "" {
				if size != 0 && text.TextSize != size {
					t.Errorf("texts of %v and %v", text.TextSize, size)
				}
				size = text.TextSize
			}
		})
		return size, field.Size().Width / size
	}
	usual, chars := measured()
	before := asked
	for _, want := range []struct {
		do      commands.ID
		percent float32
	}{{commands.ZoomIn, 110}, {commands.ZoomIn, 120}, {commands.ZoomUsual, 100}, {commands.ZoomOut, 90}, {commands.ZoomOut, 80}, {commands.ZoomOut, 70}, {commands.ZoomOut, 60}, {commands.ZoomOut, 60}} {
		w.Do(want.do)
		size, now := measured()
		if least := usual*want.percent/100 - 0.3; size < least || size > least+0.6 || now < chars-2 || now > chars+2 {
			t.Errorf("%v %%: text of %v, %v characters a line, before %v and %v", want.percent, size, now, usual, chars)
		}
		if !shows(w, fmt.Sprint(want.percent)+"%") {
			t.Errorf("%v %% is not shown", want.percent)
		}
	}
	if asked > before {
		t.Errorf("%d fonts were read", asked-before)
	}
	if got := widgets.Setting(w, app.SettingTextSize); got != widgets.SizeMedium {
		t.Errorf("all text is shown as %q", got)
	}
	w.OpenReport(e.Session.ID(), nil)
	e = w.screen.(*editor.Editor)
	e.GoSection(0)
	field = e.Parts[1].(*editor.TextPart).Fields[1]
	if size, _ := measured(); size > usual*0.65 {
		t.Errorf("opened anew it is shown at %v", size)
	}
}

// The text size stands in a menu, with a tick at the present one.
func TestTheMenuShowsTheTextSize(t *testing.T) {
	w, _ := newTestWindow(t)
	ticked := func() (out []string) {
		for _, menu := range w.Menu().Items {
			if menu.Label != commands.View {
				continue
			}
			for _, item := range menu.ChildMenu.Items {
				if item.Label != "界面字号" {
					continue
				}
				for _, size := range item.ChildMenu.Items {
					if size.Checked {
						out = append(out, size.Label)
					}
				}
			}
		}
		return out
	}
	for _, c := range []struct {
		do   commands.ID
		want string
	}{{commands.TextLarge, "大"}, {commands.TextSmall, "小"}, {commands.TextMedium, "中"}} {
		w.Do(c.do)
		if got := ticked(); len(got) != 1 || got[0] != c.want {
			t.Errorf("ticked: %q, want %s", got, c.want)
		}
	}
}

// A choice offers its options from the present one on, and arrows pass over what
// cannot be used now.
func TestMenusBeginWhereTheyAre(t *testing.T) {
	w, _, _ := withExample(t)
	w.Do(commands.Settings)
	size := w.win.Canvas().Focused().(*widgets.Select)
	size.TypedRune(' ')
	press(w.win.Canvas().Focused(), fyne.KeyDown, fyne.KeyReturn) // from 中
	if got := widgets.TextSize(); got != widgets.SizeLarge || size.Selected != "大" {
		t.Errorf("one down from 中 is %q, %s", got, size.Selected)
	}
	w.dialogs.CloseAll()
	done := ""
	item := func(name string, off bool) *fyne.MenuItem {
		return &fyne.MenuItem{Label: name, Disabled: off, Action: func() { done = name }}
	}
	for _, c := range []struct {
		keys []fyne.KeyName
		want string
	}{
		{[]fyne.KeyName{fyne.KeyDown}, "二"},
		{[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown}, "四"},
		{[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyDown}, "二"},
		{[]fyne.KeyName{fyne.KeyUp}, "四"},
		{[]fyne.KeyName{fyne.KeyEnd}, "四"},
		{[]fyne.KeyName{fyne.KeyEnd, fyne.KeyHome}, "二"},
	} {
		menu := widgets.NewMenu(w, fyne.NewMenu("", item("一", true), item("二", false), item("三", true), item("四", false), item("五", true)))
		menu.ShowAtPosition(fyne.NewPos(10, 10))
		press(menu, c.keys...)
		press(menu, fyne.KeyReturn)
		if done != c.want {
			t.Errorf("%v: %s, want %s", c.keys, done, c.want)
		}
	}
}
