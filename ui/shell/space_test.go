package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app/form"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/grid"
	"nianbao/ui/widgets"
)

// inStates opens a report in each state it can have, and calls look with the form.
func inStates(t *testing.T, look func(state string, w *Window, e *editor.Editor)) {
	t.Helper()
	w, _, e := withExample(t)
	look("a draft", w, e)
	w, s := officeWindow(t)
	openAs(w, s, madeOffice.officer, s.Example())
	look("with a roster", w, w.screen.(*editor.Editor))
	w, s, id := afterAReturn(t)
	openAs(w, s, madeOffice.officer, id)
	look("returned", w, w.screen.(*editor.Editor))
	w, e = locked(t)
	look("locked", w, e)
}

// tableThree shows table 3 in a canvas of a size.
func tableThree(w *Window, e *editor.Editor, canvas fyne.Size, scale float32) *grid.Grid {
	if c, ok := w.win.Canvas().(interface{ SetScale(float32) }); ok {
		c.SetScale(scale)
	}
	w.win.Resize(canvas)
	e.GoSection(2)
	return e.Parts[3].(*editor.TablePart).Grid
}

// The whole of table 3 on an office's screens, less what the system's own bars
// take: 25 rows where the compact setting or the fitting one are chosen.
func TestRowsOfTableThreeInSight(t *testing.T) {
	for _, c := range []struct {
		screen string
		canvas fyne.Size
		scale  float32 // of the display
		choose []commands.ID
		rows   int
		pixels float32 // a character has at least
	}{
		{"1366×768, 100 %", fyne.NewSize(1366, 697), 1, nil, 20, 13},
		{"1366×768, 100 %, compact", fyne.NewSize(1366, 697), 1, []commands.ID{commands.Compact}, 25, 12},
		{"1366×768, 100 %, whole", fyne.NewSize(1366, 697), 1, []commands.ID{commands.ZoomWhole}, 25, 12},
		{"1366×768, 125 %, whole", fyne.NewSize(1093, 543), 1.25, []commands.ID{commands.ZoomWhole}, 25, 11},
		{"1920×1080, 100 %", fyne.NewSize(1920, 1009), 1, nil, 25, 13},
		{"1920×1080, 125 %", fyne.NewSize(1536, 807), 1.25, nil, 25, 16},
		{"1920×1080, 150 %", fyne.NewSize(1280, 649), 1.5, nil, 18, 19.5},
		{"1920×1080, 150 %, whole", fyne.NewSize(1280, 649), 1.5, []commands.ID{commands.ZoomWhole}, 25, 18},
		{"3840×2160, 200 %", fyne.NewSize(1920, 1009), 2, nil, 25, 26},
	} {
		t.Run(c.screen, func(t *testing.T) {
			inStates(t, func(state string, w *Window, e *editor.Editor) {
				g := tableThree(w, e, c.canvas, c.scale)
				for _, id := range c.choose {
					w.Do(id)
				}
				if got := g.RowsInSight(); got < c.rows {
					t.Errorf("%s: %d rows, want %d", state, got, c.rows)
				}
				if got := g.Label() * c.scale; got < c.pixels {
					t.Errorf("%s: a character has %v pixels, want %v", state, got, c.pixels)
				}
			})
		})
	}
}

// At no size is the row of a total half in sight, nor any other at the lower edge;
// whole and compact together show all rows in characters at least as large.
func TestNoRowOfTableThreeIsCut(t *testing.T) {
	w, _, e := withExample(t)
	for _, text := range []string{widgets.SizeMedium, widgets.SizeLarge} {
		fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(text))
		for _, size := range []fyne.Size{{Width: 960, Height: 461}, {Width: 1093, Height: 543}, {Width: 1280, Height: 649}, {Width: 1366, Height: 697}, {Width: 1536, Height: 807}, {Width: 1920, Height: 1009}} {
			g := tableThree(w, e, size, 1)
			for range 3 {
				settle(w)
				if cut := g.RowsCut(); cut != 0 {
					t.Errorf("%v, text %q: %d rows are half in sight", size, text, cut)
				}
				g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)})
			}
		}
	}
	fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(widgets.SizeMedium))
	for _, size := range []fyne.Size{{Width: 1280, Height: 649}, {Width: 1366, Height: 697}, {Width: 1920, Height: 1009}} {
		g := tableThree(w, e, size, 1)
		w.Do(commands.ZoomWhole)
		settle(w)
		whole, alone := g.Label(), g.RowsInSight()
		w.Do(commands.Compact)
		settle(w)
		if g.Label() < whole || g.RowsInSight() != 25 || alone != 25 {
			t.Errorf("%v: whole shows %d rows of %v, with compact %d of %v", size, alone, whole, g.RowsInSight(), g.Label())
		}
		w.Do(commands.Compact)
		w.Do(commands.ZoomWhole)
	}
}

// Nothing moves under the hand: messages and findings come and go beside the
// table.
func TestTheTableStandsStill(t *testing.T) {
	inStates(t, func(state string, w *Window, e *editor.Editor) {
		g := tableThree(w, e, fyne.NewSize(1366, 697), 1)
		g.GoTo("requests.received.natural_person")
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject
		place, size := at(g), g.Size()
		cell, _ := g.ActiveOnScreen()
		still := func(when string) {
			t.Helper()
			if now, _ := g.ActiveOnScreen(); at(g) != place || g.Size() != size || now != cell {
				t.Errorf("%s, %s: the table went from %v, %v to %v, %v, its cell from %v to %v", state, when, place, size, at(g), g.Size(), cell, now)
			}
		}
		typed := func(figures, key string) {
			test.Type(g, figures)
			still("typing " + figures)
			w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(key)})
			g.GoTo("requests.received.natural_person")
			still("after " + figures)
		}
		typed("99999", "Return") // breaks the balance
		typed("57", "Return")    // and mends it
		typed("5x", "Return")    // is refused
		w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		still("after a refusal")
		e.SetStatus("没有填入。")
		still("with a message")
		e.Frame().Status.Stand([]widgets.Message{{Text: "数据文件不见了。"}, {Text: "再说一句。"}})
		still("with standing messages")
		e.Frame().SetSaved("磁盘已满，1 处改动没有保存，正在重试", widgets.ColorError)
		still("when something is not saved")
		_ = e.Set(form.Address("requests.carried_out.natural_person"), "4")
		still("after an edit from elsewhere")
		w.Do(commands.NextError)
		w.Do(commands.Explain)
		still("with an explanation")
		w.dialogs.Key(fyne.KeyEscape)
		w.Do(commands.Find)
		still("with the finder open")
		test.Type(w.win.Canvas().Focused(), "1")
		w.Do(commands.Replace)
		still("with what to replace")
		e.Finder.Close()
		still("with the finder closed")
	})
}
