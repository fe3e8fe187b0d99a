package shell

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/opened"
	"nianbao/ui/widgets"
)

// fullHD is what a screen of 1920 by 1080 holds at a display scaling of 200 %,
// without the system's own bars.
var fullHD = fyne.NewSize(960, 461)

// Pages may be larger than a small window only where they scroll by themselves,
// with large text, too. Each has one header and one status bar, as high as those of
// every other.
func TestEveryPageFitsASmallWindow(t *testing.T) {
	for _, size := range []string{widgets.SizeMedium, widgets.SizeLarge} {
		w, s := officeWindow(t)
		fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(size))
		w.win.Resize(fullHD)
		openAs(w, s, madeOffice.officer, s.Example())
		e := w.screen.(*editor.Editor)
		fits := func(name string) {
			t.Helper()
			if least, room := w.body.MinSize(), w.body.Size(); least.Width > room.Width || least.Height > room.Height {
				t.Errorf("%s takes %v, there is %v; text %q", name, least, room, size)
			}
			framed, ok := w.screen.(widgets.Framed)
			if !ok {
				t.Fatalf("%s has no frame", name)
			}
			around := framed.Frame().Content.(*fyne.Container).Objects
			if head, status := around[0].Size().Height, around[2].Size().Height; head != 44 || status != 28 {
				t.Errorf("%s: the header is %v high, the status bar %v; text %q", name, head, status, size)
			}
		}
		for i := range e.Parts {
			e.GoPart(i)
			fits(e.Nav.Rows[i].Name.Text)
		}
		w.Do(commands.FoldSide)
		w.Do(commands.FoldParts)
		for i := range e.Parts {
			e.GoPart(i)
			fits("展开两边，" + e.Nav.Rows[i].Name.Text)
		}
		e.Opened.Toggle()
		fits("预览")
		for name, show := range map[string]func(){
			"报告列表": w.showList, "审签设置": widgets.Doing(w, commands.Office), "验证": widgets.Doing(w, commands.Verify), "使用手册": widgets.Doing(w, commands.Handbook),
		} {
			show()
			fits(name)
		}
	}
}

func TestEveryDialogFitsASmallWindow(t *testing.T) {
	for _, size := range []string{widgets.SizeMedium, widgets.SizeLarge} {
		t.Run("text "+size, func(t *testing.T) { everyDialogFits(t, size) })
	}
}

func everyDialogFits(t *testing.T, size string) {
	w, _, e := withExample(t)
	fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(size))
	w.win.Resize(fullHD)
	info := e.Parts[0].(*editor.InfoPart)
	e.GoPart(0)
	for name, show := range map[string]func(){
		"新建": widgets.Doing(w, commands.NewReport), "按键": widgets.Doing(w, commands.Keys), "设置": widgets.Doing(w, commands.Settings), "日期": info.ChooseDate, "说明": e.Explain,
		"记录": e.Opened.ShowRecord, "长文": func() {
			widgets.Alert(w, "长文", opened.ProblemsText(make([]string, 4))+e.Report().Raw("overview.disclosure"))
		},
	} {
		show()
		top := w.win.Canvas().Overlays().Top()
		if top == nil {
			t.Fatalf("%s: no dialog", name)
		}
		if least, room := top.MinSize(), w.win.Canvas().Size(); least.Width > room.Width || least.Height > room.Height {
			t.Errorf("%s takes %v, there is %v", name, least, room)
		}
		w.dialogs.Key(fyne.KeyEscape)
	}
}

// What a form collapses in a small window is there again in a large one.
func TestTheFormUnfolds(t *testing.T) {
	w, _, e := withExample(t)
	w.win.Resize(fullHD)
	if texts := textsIn(e.Nav.Rows[3]); !slices.Equal(texts, []string{"③", "✓"}) {
		t.Errorf("a folded part says %q", texts)
	}
	e.GoPart(6)
	if row := e.Nav.Rows[6]; row.Position().Y+row.Size().Height > e.Nav.Scroll.Offset.Y+e.Nav.Scroll.Size().Height+0.5 {
		t.Error("the present part is out of sight in the list")
	}
	w.win.Resize(fyne.NewSize(1900, 1000))
	if texts := textsIn(e.Nav.Rows[3]); strings.ReplaceAll(texts[0], "\n", "") != e.Report().Form().Sections[2].Heading {
		t.Errorf("an unfolded part says %q", texts)
	}
	w.Do(commands.FoldParts) // by hand, it stays folded
	w.win.Resize(fyne.NewSize(1800, 1000))
	if texts := textsIn(e.Nav.Rows[3]); texts[0] != "③" {
		t.Errorf("folded by hand, a part says %q", texts)
	}
}

// What a dialog says of what was typed stays over its buttons when the rest
// has to scroll.
func TestWhatADialogSaysStaysInSight(t *testing.T) {
	w, s := officeWindow(t)
	w.win.Resize(fullHD.Subtract(fyne.NewSize(0, 100)))
	openAs(w, s, madeOffice.officer, s.Example())
	w.screen.Actions()[commands.Submit]()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	scroll := w.dialogs.Stack[0].Scroll
	w.dialogs.Key(fyne.KeyReturn)
	password, ok := w.win.Canvas().Focused().(*widgets.Entry)
	if !ok {
		t.Fatalf("%T has the keyboard", w.win.Canvas().Focused())
	}
	if y := at(password).Y - at(scroll).Y; y < 0 || y+password.Size().Height > scroll.Size().Height+1 {
		t.Errorf("the password is at %v of %v", y, scroll.Size().Height)
	}
	said := leafSaying(w.win.Canvas().Overlays().Top(), "请输入签名密码")
	if said == nil {
		t.Fatal("nothing is said")
	}
	buttons := w.dialogs.Stack[0].Last
	if bottom := at(said).Y + said.Size().Height; bottom > at(buttons).Y || at(buttons).Y+buttons.Size().Height > w.win.Canvas().Size().Height {
		t.Errorf("said down to %v, buttons at %v, window %v", bottom, at(buttons), w.win.Canvas().Size())
	}
}

// Tab leads to no field that cannot be seen.
func TestAFieldWithTheKeyboardIsInSight(t *testing.T) {
	w, _, e := withExample(t)
	w.win.Resize(fullHD)
	e.GoPart(0)
	inSight := func(where string, scroll *container.Scroll) {
		t.Helper()
		focused := w.win.Canvas().Focused().(fyne.CanvasObject)
		if _, foot := focused.(*widgets.Button); foot {
			return
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject
		if y := at(focused).Y - at(scroll).Y; y < -1 || y+focused.Size().Height > scroll.Size().Height+1 {
			t.Errorf("%s: %T at %v of %v", where, focused, y, scroll.Size().Height)
		}
	}
	for range 9 { // down to the declarations
		w.win.Canvas().FocusNext()
		inSight("报告信息", e.Parts[0].(*editor.InfoPart).Scroll)
	}
	w.win.Resize(fyne.NewSize(960, 300))
	drafts.ShowNewReport(w)
	for range 9 { // down and round
		w.win.Canvas().FocusNext()
		inSight("新建", w.dialogs.Stack[0].Scroll)
	}
}

// leafSaying finds what shows a text.
func leafSaying(o fyne.CanvasObject, text string) fyne.CanvasObject {
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		if strings.Contains(o.Text, text) {
			return o
		}
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, c := range inside {
		if found := leafSaying(c, text); found != nil {
			return found
		}
	}
	return nil
}

// The count of a part grows as it is written, and is never cut.
func TestTheCountOfAPartHasRoom(t *testing.T) {
	w, _, e := withExample(t)
	w.win.Resize(laptop)
	e.GoPart(5)
	p := e.Parts[5].(*editor.TextPart)
	for _, f := range p.Fields {
		f.SetText("")
	}
	e.Commit()
	for _, f := range p.Fields {
		w.win.Canvas().Focus(f)
		test.Type(f, strings.Repeat("公开", 300))
	}
	for _, s := range lookAt(w).texts {
		if text := s.CanvasObject.(*canvas.Text).Text; strings.HasPrefix(text, "本部分共") {
			if !strings.HasSuffix(text, " 字") {
				t.Errorf("the count reads %q", text)
			}
			return
		}
	}
	t.Error("there is no count")
}
