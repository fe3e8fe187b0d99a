package widgets

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
)

// browser looks for a file or folder where the system has no dialog for it.
// The toolkit's own dialog is half English and takes no keys.
type browser struct {
	w       Host
	title   string
	endings []string // of the files shown, nil to choose a folder
	then    func(path string)
	Dir     string
	rows    []place
	chosen  int
	where   *widget.Label
	list    *BrowseList
	showing dialog.Dialog
}

// place is one row: where it leads, and whether that is what is looked for.
type place struct {
	name, path string
	wanted     bool
}

// Browse shows a browser that begins in a folder.
func Browse(w Host, title string, endings []string, dir string, then func(path string)) {
	b := &browser{w: w, title: title, endings: endings, then: then}
	b.where = &widget.Label{Truncation: fyne.TextTruncateEllipsis, TextStyle: fyne.TextStyle{Bold: true}}
	b.list = newBrowseList(b)
	box := container.NewBorder(b.where, nil, nil, nil, b.list)
	open := NewPrimary(w, "打开（Enter）", nil)
	b.showing = ShowDialog(w, title, container.New(BoxLayout{AvailableSize(w, 560, 360)}, box), NewButton(w, "取消（Esc）", nil), open)
	open.OnTapped = b.open // it closes the dialog only for what is wanted
	b.enter(dir)
	w.Window().Canvas().Focus(b.list)
}

// enter shows a folder.
func (b *browser) enter(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		Fail(b.w, "read folder", &app.Error{Code: app.BadInput, Sentence: "无法打开文件夹“" + dir + "”" + app.Why(err) + "。请另选一个文件夹。", Err: err})
		return
	}
	b.Dir = dir
	b.rows = nil
	if b.endings == nil {
		b.rows = append(b.rows, place{"选定这个文件夹", dir, true})
	}
	if up := filepath.Dir(dir); up != dir {
		b.rows = append(b.rows, place{"↑ 上一级", up, false})
	}
	b.rows = append(b.rows, b.placesIn(entries)...)
	b.where.SetText(dir)
	b.list.Refresh()
	b.list.ScrollToTop()
	b.list.UnselectAll()
	b.list.Select(0)
}

// placesIn returns the folders and then the files that are looked for.
func (b *browser) placesIn(entries []os.DirEntry) []place {
	var out []place
	for _, e := range entries {
		path := filepath.Join(b.Dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case IsDir(path):
			out = append(out, place{e.Name() + string(filepath.Separator), path, false})
		case slices.Contains(b.endings, strings.ToLower(filepath.Ext(e.Name()))):
			out = append(out, place{e.Name(), path, true})
		}
	}
	slices.SortStableFunc(out, func(x, y place) int { return cmp.Compare(rank(x), rank(y)) })
	return out
}

func rank(p place) int {
	if p.wanted {
		return 1
	}
	return 0
}

// open enters the chosen folder, or hands on what was looked for.
func (b *browser) open() {
	if b.chosen < 0 || b.chosen >= len(b.rows) {
		return
	}
	p := b.rows[b.chosen]
	if !p.wanted {
		b.enter(p.path)
		b.w.Window().Canvas().Focus(b.list)
		return
	}
	CloseDialog(b.w, b.showing)
	b.then(p.path)
}

func (b *browser) length() int { return len(b.rows) }

func (b *browser) newRow() fyne.CanvasObject { return newBrowseRow(b) }

func (b *browser) fillRow(id widget.ListItemID, o fyne.CanvasObject) {
	row := o.(*browseRow)
	row.index = id
	row.SetText(b.rows[id].name)
}

func (b *browser) onSelected(id widget.ListItemID) { b.chosen = id }

// BrowseList is the list of a browser and its keys.
type BrowseList struct {
	widget.List
	Browser *browser
	ring    Ring
}

// CreateRenderer draws the list with its ring.
func (l *BrowseList) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return l.ring.aroundList(&l.List, func() bool { return true })
}

// FocusGained and FocusLost show whether the keyboard is here.
func (l *BrowseList) FocusGained() { l.ring.Gain(l) }

// FocusLost takes the ring away.
func (l *BrowseList) FocusLost() { l.ring.Lose(l) }

func newBrowseList(b *browser) *BrowseList {
	l := &BrowseList{Browser: b}
	l.Length, l.CreateItem, l.UpdateItem, l.OnSelected = b.length, b.newRow, b.fillRow, b.onSelected
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey moves the choice; Backspace goes up.
func (l *BrowseList) TypedKey(ev *fyne.KeyEvent) {
	b, last := l.Browser, len(l.Browser.rows)-1
	switch ev.Name {
	case fyne.KeyUp:
		l.Select(max(b.chosen-1, 0))
	case fyne.KeyDown:
		l.Select(min(b.chosen+1, last))
	case fyne.KeyHome:
		l.Select(0)
	case fyne.KeyEnd:
		l.Select(last)
	case fyne.KeyBackspace:
		b.enter(filepath.Dir(b.Dir))
	default:
		PassKey(b.w, ev)
	}
}

// browseRow is one row. One click chooses it, two open it.
type browseRow struct {
	widget.Label
	browser *browser
	index   int
}

func newBrowseRow(b *browser) *browseRow {
	r := &browseRow{browser: b}
	r.Truncation = fyne.TextTruncateEllipsis
	r.ExtendBaseWidget(r)
	return r
}

// Tapped chooses the row.
func (r *browseRow) Tapped(*fyne.PointEvent) {
	r.browser.list.Select(r.index)
	r.browser.w.Window().Canvas().Focus(r.browser.list)
}

// DoubleTapped opens it.
func (r *browseRow) DoubleTapped(*fyne.PointEvent) {
	r.browser.list.Select(r.index)
	r.browser.open()
}
