// Package ui is the program as its users see it: one file a screen.
//
// Nothing is decided here. Screens show what app says and hand every change to
// its door; all of it runs on the main goroutine.
package ui

import (
	"context"
	"log/slog"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/handbook"
	"nianbao/assets"
	"nianbao/ui/system"
)

// appID names the program to the desktop, as in FyneApp.toml.
const appID = "cn.nianbao.desktop"

// Options says how the window starts.
type Options struct {
	Report   int64                // a draft to open at once, 0 for the list
	File     string               // a hand-over file to open at once, "" for none
	Instance *system.Instance     // where later starts on the data folder come in, nil for nowhere
	Ended    system.Ended         // how the last run ended
	Stop     func() <-chan string // begins to listen for being asked to end, which is told once; nil for never
	Version  string
	DataDir  string
	Log      *slog.Logger
}

// Window is the program's window and what every screen shares.
type Window struct {
	ctx     context.Context
	options Options
	log     *slog.Logger
	app     fyne.App
	win     fyne.Window
	desk    *app.Service
	body    *fyne.Container
	page    page
	dialogs []*openDialog
	next    system.Start // what a later start has asked for while a dialog was open
	ended   bool         // it was closed, and what it held is stored or given up
	notice  string       // what the list tells quietly until it is answered or left

	trouble string // why nothing can be stored, as it was told last
	closing bool   // although the store has gone

	tray     *app.ExchangeFolder // looked into while the list is shown, nil before
	scanning bool                // it is being looked into now

	read handbook.Place // the chapter of the manual that was read last

	// Time and other goroutines come in through these two, so that tests can
	// stay on one goroutine: Fyne's test driver runs fyne.Do where it is called.
	later      func(time.Duration, func()) (cancel func())
	background func(work func() error, then func(error))
}

// afterDelay calls f on the main goroutine after a delay.
func afterDelay(d time.Duration, f func()) (cancel func()) {
	timer := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { timer.Stop() }
}

// onGoroutine does work elsewhere and then calls then on the main goroutine.
func onGoroutine(work func() error, then func(error)) {
	go func() {
		err := work()
		fyne.Do(func() { then(err) })
	}()
}

// page is one screen. Leave stores what is being typed and says whether the
// screen may be left; menus ask for the actions it offers.
type page interface {
	Content() fyne.CanvasObject
	Shown()
	// Refocus gives the keyboard back to where it was, after a menu or a
	// click beside everything took it.
	Refocus()
	Leave() bool
	Actions() actions
}

// actions are what the menus can do on a page; nil is not on offer.
type actions struct {
	undo, redo, fillZeros, export, print, save, check, nextFinding, adopt, chooseDate func()
	explain, previous, next, back, remove, open, find, refresh, cancel                func()
	nextChange, nextRemark, giveReason, zoomIn, zoomOut                               func()
	section                                                                           func(n int)
	prompts                                                                           []func() // ready sentences to put in
	undoName                                                                          string

	submit, approve, sendBack, withdraw, reopen, record, preview, handOver func()
}

// Run shows the window and returns when it is closed.
func Run(ctx context.Context, desk *app.Service, o Options) error {
	a := standStill(fyneapp.NewWithID(appID))
	w := New(ctx, a, desk, o)
	w.begin()
	a.Lifecycle().SetOnStarted(w.onScreen)
	w.win.ShowAndRun()
	w.stopped()
	return nil
}

// begin starts what goes on beside the window.
func (w *Window) begin() {
	w.keepSaving()
	w.keepLooking()
	w.serve()
	go app.SweepUnfinished(system.Documents(), w.trayDir(), filepath.Join(w.options.DataDir, printingName))
}

// onScreen is called when the window is on the screen.
func (w *Window) onScreen() {
	w.takePlace()
	w.watchSession()
	w.watchStop()
	w.tellEnd()
	w.tellNotice()
	w.log.Debug("ready")
}

// New builds the window without showing it.
func New(ctx context.Context, a fyne.App, desk *app.Service, o Options) *Window {
	w := newBare(ctx, a)
	w.adopt(desk, o)
	return w
}

// newBare builds a window that has no store yet.
func newBare(ctx context.Context, a fyne.App) *Window {
	a.Settings().SetTheme(newHouse(sizeMedium))
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	w := &Window{ctx: ctx, log: slog.New(slog.DiscardHandler), app: a, win: a.NewWindow("年报通"), body: container.NewStack(), later: afterDelay, background: onGoroutine}
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.win.SetContent(scrolling(w.body))
	w.win.Resize(fyne.NewSize(860, 520))
	w.win.CenterOnScreen()
	w.win.Canvas().SetOnTypedKey(w.typedKey)
	w.win.Canvas().SetOnTypedRune(w.typedRune)
	return w
}

// adopt gives the window its store, and shows what was asked for.
func (w *Window) adopt(desk *app.Service, o Options) {
	speakChinese(o.Log)
	w.desk, w.options, w.log = desk, o, o.Log
	if size, _ := desk.Store.Setting(w.ctx, app.SettingTextSize); size != sizeMedium {
		w.app.Settings().SetTheme(newHouse(size))
	}
	w.win.Resize(w.sized())
	w.win.CenterOnScreen()
	w.win.SetCloseIntercept(w.close)
	w.win.SetOnDropped(w.dropped)
	w.showList()
	if o.Report != 0 {
		w.openReport(o.Report)
	}
	if o.File != "" {
		w.arrive(o.File)
	}
}

// ShowProblem tells in a small window why the program cannot open its drafts.
func ShowProblem(err error) {
	a := fyneapp.NewWithID(appID)
	a.Settings().SetTheme(newHouse(sizeMedium))
	win := a.NewWindow("年报通")
	closing := &widget.Button{Text: "关闭（Esc）", Importance: widget.HighImportance, OnTapped: win.Close}
	win.SetContent(container.NewPadded(container.NewVBox(
		&widget.Label{Text: "年报通没有打开", TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText},
		wrapped(app.Sentence(err)), container.NewCenter(closing))))
	win.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { win.Close() })
	win.CenterOnScreen()
	win.ShowAndRun()
}

// speakChinese gives the toolkit's own words in Chinese whatever the language
// of the workstation is.
func speakChinese(log *slog.Logger) {
	if err := lang.AddTranslationsForLocale(assets.Chinese, lang.SystemLocale()); err != nil {
		log.Error("register Chinese words of the toolkit", "error", err)
	}
}

// Fyne returns the toolkit's window, for tests.
func (w *Window) Fyne() fyne.Window { return w.win }

// show replaces the screen, when the present one lets go.
func (w *Window) show(p page) {
	if w.page != nil && !w.page.Leave() {
		return
	}
	if old, ok := w.page.(interface{ release() }); ok {
		old.release()
	}
	w.page = p
	w.body.Objects = []fyne.CanvasObject{p.Content()}
	w.body.Refresh()
	w.setMenu()
	p.Shown()
}

// showList shows the list of drafts.
func (w *Window) showList() {
	w.win.SetTitle("年报通")
	w.show(newStartPage(w))
}

// openReport opens a draft.
func (w *Window) openReport(id int64) {
	if w.page != nil && !w.page.Leave() {
		return
	}
	s, err := w.desk.Open(w.ctx, id)
	if err != nil {
		w.fail("open report", err)
		return
	}
	w.openSession(s)
}

// close leaves the program when everything typed is stored.
func (w *Window) close() {
	if w.page != nil && !w.page.Leave() || w.keepsGone() {
		return
	}
	w.keepPlace()
	w.ended = true
	w.win.Close()
}

// keepSaving tries again, while something is pending, to store it.
func (w *Window) keepSaving() {
	go func() {
		for range time.Tick(3 * time.Second) {
			fyne.Do(w.retry)
		}
	}()
}

func (w *Window) retry() {
	w.openNext() // where a dialog was closed without a button
	switch p := w.page.(type) {
	case interface{ retrySave() }:
		p.retrySave()
	case *startPage:
		p.tellBackups()
	}
}

// typedKey takes the keys no widget wanted. With nothing focused, as after a
// menu was closed, the page gets the keyboard back, and the key.
func (w *Window) typedKey(ev *fyne.KeyEvent) {
	if w.dialogKey(ev.Name) || w.functionKey(ev) {
		return
	}
	if focused := w.regainFocus(); focused != nil {
		focused.TypedKey(ev)
	}
}

func (w *Window) typedRune(r rune) {
	if focused := w.regainFocus(); focused != nil {
		focused.TypedRune(r)
	}
}

// regainFocus gives the keyboard to the page and returns what has it then;
// nil when something else had it or is open over the page.
func (w *Window) regainFocus() fyne.Focusable {
	c := w.win.Canvas()
	if c.Focused() != nil || c.Overlays().Top() != nil {
		return nil
	}
	w.page.Refocus()
	return c.Focused()
}

// functionKey carries out F1, F5 and F6, and what the list does with Enter and
// Delete. It says whether the key meant anything.
func (w *Window) functionKey(ev *fyne.KeyEvent) bool {
	a := w.page.Actions()
	do := map[fyne.KeyName]func(){
		fyne.KeyF1: a.explain, fyne.KeyF5: a.check, fyne.KeyF6: a.preview, fyne.KeyDelete: a.remove, fyne.KeyReturn: a.open, fyne.KeyEnter: a.open,
		fyne.KeyEscape: a.cancel,
	}[ev.Name]
	if ev.Name == fyne.KeyF5 && do == nil {
		do = a.refresh
	}
	if ev.Name == fyne.KeyF1 && do == nil {
		do = w.showManual
	}
	if do == nil {
		return false
	}
	do()
	return true
}

// dropped reads a report file or a hand-over file that was dragged onto the
// window.
func (w *Window) dropped(_ fyne.Position, files []fyne.URI) {
	if len(w.dialogs) > 0 {
		return // a dialog is about the page beneath it
	}
	for _, f := range files {
		if p, ok := w.page.(*verifyPage); ok && isHandOver(f.Path()) {
			p.verifyFile(f.Path())
			return
		}
		w.importFile(f.Path())
	}
}
