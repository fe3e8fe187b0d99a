package shell

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"nianbao/app/form"
	"nianbao/app/handbook"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/exchange"
	page "nianbao/ui/handbook"
	"nianbao/ui/office"
	"nianbao/ui/review"
	"nianbao/ui/widgets"
)

func hit(w *Window, key fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: key}
	if focused := w.win.Canvas().Focused(); focused != nil {
		focused.TypedKey(ev)
		return
	}
	w.keyboard.typedKey(ev)
}

func openManual(t *testing.T, w *Window) *page.Page {
	t.Helper()
	hit(w, fyne.KeyF1)
	p, ok := w.screen.(*page.Page)
	if !ok {
		t.Fatalf("F1 shows a %T", w.screen)
	}
	return p
}

func TestTheManualIsReadWithTheKeys(t *testing.T) {
	w, _ := newTestWindow(t)
	list := w.screen
	p := openManual(t, w)
	if at := p.Reader.At; at != (handbook.Place{}) || p.List.Chosen != 1 {
		t.Fatalf("shows %v, line %d", at, p.List.Chosen)
	}
	hit(w, fyne.KeyDown)
	hit(w, fyne.KeyDown)
	if at := p.Reader.At; at.Chapter != 2 {
		t.Fatalf("two down is chapter %v", at)
	}
	for range 40 { // reads on, over the ends of chapters
		hit(w, fyne.KeyReturn)
	}
	if at := p.Reader.At; at.Part == 0 && at.Chapter < 5 {
		t.Errorf("Enter has come to %v only", at)
	}
	hit(w, fyne.KeyEscape)
	if w.screen != list || w.win.Title() != "年报通" {
		t.Errorf("Esc leads to a %T, %s", w.screen, w.win.Title())
	}
	if p := openManual(t, w); p.Reader.At == (handbook.Place{}) {
		t.Error("the manual does not open where it was left")
	}
}

func TestTheManualIsSearched(t *testing.T) {
	w, _ := newTestWindow(t)
	p := openManual(t, w)
	p.Actions()[commands.Find]()
	test.Type(p.Find, "excel 复制")
	if len(p.Rows) < 3 || !p.Nothing.Hidden || p.Book.Chapter(p.Reader.At).Title != "从 Excel 和 Word 粘贴" {
		t.Fatalf("%d rows, shown %s", len(p.Rows), p.Book.Chapter(p.Reader.At).Title)
	}
	tinted := 0
	for _, b := range p.Reader.Blocks {
		if b.FillColor == widgets.ColorChosen {
			tinted++
		}
	}
	if tinted != 1 {
		t.Errorf("%d blocks are tinted", tinted)
	}
	hit(w, fyne.KeyReturn) // into the list
	if w.win.Canvas().Focused() != fyne.Focusable(p.List) {
		t.Error("Enter does not lead into the list")
	}
	p.Actions()[commands.Find]()
	test.Type(p.Find, "没有的词")
	if p.Nothing.Hidden || len(p.Rows) != 0 {
		t.Error("nothing found is not said")
	}
	hit(w, fyne.KeyEscape) // all chapters again
	if w.screen != widgets.Screen(p) || len(p.Rows) != len(p.Book.Places())+len(p.Book.Parts) || p.List.Chosen < 0 {
		t.Errorf("after Esc %d rows, line %d", len(p.Rows), p.List.Chosen)
	}
}

// From the explanation of a cell into the manual and back to the very cell.
func TestTheManualLeadsBackToTheCell(t *testing.T) {
	w, _, e := withExample(t)
	at := form.Address("requests.granted.business")
	e.GoTo(at)
	e.Host.Key(&fyne.KeyEvent{Name: fyne.KeyF1})
	if w.dialogs.Open() || w.win.Canvas().Overlays().Top() == nil || !shows(w, "填报提示") {
		t.Fatal("no explanation beside the cell")
	}
	hit(w, fyne.KeyEscape)
	if w.win.Canvas().Overlays().Top() != nil {
		t.Fatal("Esc does not close it")
	}
	w.Do(commands.Handbook)
	if _, ok := w.screen.(*page.Page); !ok {
		t.Fatalf("page %T", w.screen)
	}
	w.Do(commands.Handbook) // twice is once
	w.Do(commands.Office)   // and back through another page
	w.screen.Actions()[commands.Back]()
	if w.screen != widgets.Screen(e) {
		t.Fatalf("back from there is a %T", w.screen)
	}
	if e.Parts[e.Current].Cursor() != at || w.win.Title() != e.Report().Title()+" - 年报通" {
		t.Errorf("cursor at %s, title %s", e.Parts[e.Current].Cursor(), w.win.Title())
	}
}

// With another size of text the page before is made anew.
func TestTheManualAfterAnotherTextSize(t *testing.T) {
	w, _, e := withExample(t)
	w.Do(commands.Handbook)
	fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(widgets.SizeLarge))
	hit(w, fyne.KeyEscape)
	if now, ok := w.screen.(*editor.Editor); !ok || now == e || now.Session.ID() != e.Session.ID() {
		t.Errorf("page %T", w.screen)
	}
}

func TestTopicsAreChapters(t *testing.T) {
	w, _ := newTestWindow(t)
	for _, p := range []widgets.Screen{&office.Page{}, &exchange.VerifyPage{}, &exchange.PackagePage{}, &review.Page{}} {
		title := page.TopicOf(p)
		found := false
		book, err := page.Text()
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range book.Places() {
			found = found || book.Chapter(at).Title == title
		}
		if !found {
			t.Errorf("%T: there is no chapter %s", p, title)
		}
	}
	exchange.ShowVerify(w)
	if p := openManual(t, w); p.Book.Chapter(p.Reader.At).Title != "验证" {
		t.Errorf("F1 on 验证 shows %s", p.Book.Chapter(p.Reader.At).Title)
	}
}

// Every chapter fits its column at each size of text, one block below the other.
func TestEveryChapterCanBeRead(t *testing.T) {
	for _, size := range []string{widgets.SizeSmall, widgets.SizeMedium, widgets.SizeLarge} {
		w, _ := newTestWindow(t)
		fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(size))
		w.win.Resize(fyne.NewSize(1366, 700))
		p := openManual(t, w)
		for _, at := range p.Book.Places() {
			p.Reader.ShowHit(handbook.Hit{Place: at, Block: -1})
			below := float32(0)
			for i, o := range p.Reader.Body.Objects {
				if o.Position().Y < below || o.Position().X+o.Size().Width > p.Reader.Size().Width || o.Size().Height < 10 {
					t.Errorf("%s, block %d: at %v, %v; the one before ends at %v", p.Book.Chapter(at).Title, i, o.Position(), o.Size(), below)
				}
				below = o.Position().Y + o.Size().Height
			}
			if p.Reader.Scroll.Content.MinSize().Height < below {
				t.Errorf("%s: its end cannot be scrolled to", p.Book.Chapter(at).Title)
			}
		}
	}
}

func TestTheManualIsExported(t *testing.T) {
	w, _ := newTestWindow(t)
	p := openManual(t, w)
	path := filepath.Join(t.TempDir(), "手册.pdf")
	p.ExportTo(path)
	if content, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(content), "%PDF") {
		t.Errorf("%.10s, %v", content, err)
	}
	if len(w.dialogs.Stack) != 1 {
		t.Error("it is not said where the file lies")
	}
}

// TestTheManualNamesTheKeysOfTheProgram holds every key in the manual against
// the list of keys, and every “name（key）” against buttons and menus.
func TestTheManualNamesTheKeysOfTheProgram(t *testing.T) {
	w, _, _ := withExample(t)
	source := sources(t)
	listed := "Ctrl+Enter "
	for _, g := range commands.KeyGroups() {
		for _, k := range g.Keys {
			listed += k.Key + " "
		}
	}
	listed = strings.NewReplacer("Ctrl+1 至 Ctrl+6", "Ctrl+1 Ctrl+6").Replace(listed)
	key := regexp.MustCompile(`(?:(?:Ctrl|Alt|Shift)\+)+(?:Enter|Tab|Home|End|方向键|[A-Z0-9,;/=←→-])|\bF\d`)
	named := regexp.MustCompile(`“([^“”]+?)（([^（）]+)）”`)
	book, err := page.Text()
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range book.Places() {
		for _, b := range book.Chapter(at).Blocks {
			text := b.Text.String()
			for _, k := range key.FindAllString(text, -1) {
				if !regexp.MustCompile(regexp.QuoteMeta(k) + `[^A-Za-z0-9]`).MatchString(listed) {
					t.Errorf("%s: %s is not in the list of keys", book.Chapter(at).Title, k)
				}
			}
			for _, m := range named.FindAllStringSubmatch(text, -1) {
				name := m[1]
				if i := strings.LastIndex(name, " → "); i >= 0 {
					name = name[i+len(" → "):] // of a menu, or of one that opens out of it
				}
				if !strings.Contains(source, `"`+name+"（"+m[2]+"）") && !inMenus(w, name, m[2]) && !onButton(source, name, m[2]) {
					t.Errorf("%s: %s is not what the program says", book.Chapter(at).Title, m[0])
				}
			}
		}
	}
}

// sources is the text of the program, where the names of buttons stand.
func sources(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, dir := range []string{"ui", "app"} {
		err := filepath.WalkDir(filepath.Join(root(t), dir), func(path string, e fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			content, err := os.ReadFile(path)
			b.Write(content)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// root is the project's folder.
func root(t *testing.T) string {
	t.Helper()
	dir := "."
	for range 6 {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Join("..", dir)
	}
	t.Fatal("no go.mod above the test")
	return ""
}

// onButton says whether a button of an act or a task, whose key is put to its
// name in the program, is called so.
func onButton(source, name, key string) bool {
	for i := range commands.Table {
		if c := &commands.Table[i]; c.Titled() == name+"（"+key+"）" {
			return true
		}
	}
	// a command under another name
	for _, m := range regexp.MustCompile(`commands\.(\w+), "`+regexp.QuoteMeta(name)+`"`).FindAllStringSubmatch(source, -1) {
		id := regexp.MustCompile(`\b` + m[1] + `\s+(?:ID )?= "([a-z0-9-]+)"`).FindStringSubmatch(source)
		if id != nil && commands.Of(commands.ID(id[1])).Key.String() == key {
			return true
		}
	}
	return key == "Enter" && strings.Contains(source, `Yes: "`+name+`"`)
}

// inMenus says whether a menu has an item of that name with that key.
func inMenus(w *Window, name, key string) bool {
	return slices.ContainsFunc(w.menus.all.Items, func(m *fyne.Menu) bool { return inMenu(m, name, key) })
}

// inMenu looks in a menu, and in those that open out of it.
func inMenu(m *fyne.Menu, name, key string) bool {
	return slices.ContainsFunc(m.Items, func(item *fyne.MenuItem) bool {
		return item.Label == name && keyName(item.Shortcut) == key || item.ChildMenu != nil && inMenu(item.ChildMenu, name, key)
	})
}

func keyName(s fyne.Shortcut) string {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return ""
	}
	out := ""
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}} {
		if c.Modifier&m.mod != 0 {
			out += m.name
		}
	}
	return out + string(c.KeyName)
}

// TestTheManualHasEveryCommand looks for every command of the menus in the
// manual, by its name or by its key.
func TestTheManualHasEveryCommand(t *testing.T) {
	book, err := page.Text()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, at := range book.Places() {
		for _, block := range book.Chapter(at).Blocks {
			b.WriteString(block.Text.String() + "\n")
		}
	}
	all := b.String()
	for i := range commands.Table {
		c := &commands.Table[i]
		named := strings.Contains(all, strings.TrimPrefix(c.Name(), "← ")) || c.Short != "" && strings.Contains(all, c.Short)
		if key := c.Key.String(); c.Menu != "" && !strings.HasPrefix(string(c.ID), "part-") && (!named || !strings.Contains(all, key)) {
			t.Errorf("%s（%s） is not in the manual", c.Name(), key)
		}
	}
}
