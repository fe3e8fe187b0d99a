package shell

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/doctor"
	"nianbao/assets"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/exchange"
	"nianbao/ui/handbook"
	"nianbao/ui/opened"
	"nianbao/ui/review"
	"nianbao/ui/system"
	"nianbao/ui/system/heap"
	"nianbao/ui/widgets"
)

// appID names the program to the desktop, as in FyneApp.toml and nianbao.desktop;
// earlierID did before 0.1.0 was out.
const (
	appID     = "nianbao"
	earlierID = "cn.nianbao.desktop"
)

// Options says how the window starts.
type Options struct {
	Report   int64                // a draft to open at once, 0 for the list
	File     string               // a hand-over file to open at once, "" for none
	Instance *system.Instance     // where later starts on the data folder come in, nil for nowhere
	Ended    system.Ended         // how the last run ended
	Stop     func() <-chan string // begins to listen for being asked to end, which is told once; nil for never
	Version  string
	DataDir  string
	Doctor   *doctor.Doctor // nil where nobody can be asked
	Told     string         // what has to be said at the start, "" for nothing
	Log      *slog.Logger
}

// Window is the program's window: the Host of every screen.
type Window struct {
	ctx     context.Context
	options Options
	log     *slog.Logger
	win     fyne.Window
	service *app.Service
	body    *fyne.Container
	screen  widgets.Screen
	dialogs *widgets.Dialogs

	menus    *menus
	keyboard *keyboard
	store    *storeWatch
	place    *windowPlace
	ending   *ending
	starts   *laterStarts

	list  drafts.Kept       // what the list of reports keeps
	read  handbook.Bookmark // in the manual
	pages review.Kept       // of reports

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

// Run shows the window and returns when it is closed.
func Run(ctx context.Context, service *app.Service, o Options) error {
	a := standStill(fyneapp.NewWithID(appID))
	w := New(ctx, a, service, o)
	nameClass()
	w.begin()
	a.Lifecycle().SetOnStarted(w.onScreen)
	a.Lifecycle().SetOnExitedForeground(service.ForgetUnlocked) // the workstation may be locked, or left
	w.win.ShowAndRun()
	w.ending.stopped()
	return nil
}

// begin starts what goes on beside the window.
func (w *Window) begin() {
	w.keepSaving()
	w.store.keepLooking()
	go giveMemoryBack(func() { w.win.Canvas().Refresh(w.win.Content()) })
	w.starts.serve()
	go app.SweepUnfinished(system.Documents(), widgets.ExchangeFolder(w), filepath.Join(w.options.DataDir, opened.PrintingFolder))
}

// onScreen is called when the window is on the screen.
func (w *Window) onScreen() {
	w.menus.fold()
	w.place.take()
	w.ending.watch()
	w.ending.tell()
	w.store.tellNotice()
	if w.options.Told != "" {
		widgets.Alert(w, "单位设置文件", w.options.Told)
	}
	w.log.Debug("ready")
}

// New builds the window without showing it.
func New(ctx context.Context, a fyne.App, service *app.Service, o Options) *Window {
	w := newBare(ctx, a)
	w.adopt(service, o)
	return w
}

// newBare builds a window that has no store yet.
func newBare(ctx context.Context, a fyne.App) *Window {
	heap.Begin()
	widgets.UseUsualLook(a)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	w := &Window{ctx: ctx, log: slog.New(slog.DiscardHandler), win: a.NewWindow("年报通"), body: container.NewStack(), later: afterDelay, background: onGoroutine}
	w.menus, w.keyboard, w.store = &menus{w, &fyne.MainMenu{}}, &keyboard{w}, &storeWatch{w: w}
	w.place, w.ending, w.starts = &windowPlace{w}, &ending{w: w}, &laterStarts{w: w}
	w.dialogs = &widgets.Dialogs{Answered: w.starts.openNext, Tips: widgets.NewTips()}
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.win.SetContent(container.NewStack(widgets.Scrolling(w.body), w.dialogs.Tips.Layer))
	w.win.Resize(fyne.NewSize(860, 520))
	w.win.CenterOnScreen()
	w.win.Canvas().SetOnTypedKey(w.keyboard.typedKey)
	w.win.Canvas().SetOnTypedRune(w.keyboard.typedRune)
	w.win.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { w.keyboard.paste() })
	return w
}

// adopt gives the window its store, and shows what was asked for.
func (w *Window) adopt(service *app.Service, o Options) {
	speakChinese(o.Log)
	w.service, w.options, w.log = service, o, o.Log
	widgets.UseKeptLook(w)
	w.win.Resize(w.place.size())
	w.win.CenterOnScreen()
	w.win.SetCloseIntercept(w.close)
	w.win.SetOnDropped(w.dropped)
	w.showList()
	if o.Report != 0 {
		w.OpenReport(o.Report, nil)
	}
	if o.File != "" {
		w.OpenFile(o.File)
	}
}

// ShowProblem tells in a small window why the program cannot open its drafts.
func ShowProblem(err error) {
	a := fyneapp.NewWithID(appID)
	widgets.UseUsualLook(a)
	win := a.NewWindow("年报通")
	nameClass()
	closing := &widget.Button{Text: "关闭（Esc）", Importance: widget.HighImportance, OnTapped: win.Close}
	win.SetContent(container.NewPadded(container.NewVBox(
		&widget.Label{Text: "年报通没有打开", TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText},
		widgets.Wrapped(app.Sentence(err)), container.NewCenter(closing))))
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

// Context implements Host.
func (w *Window) Context() context.Context { return w.ctx }

// Service implements Host; nil before there is a store.
func (w *Window) Service() *app.Service { return w.service }

// Log implements Host.
func (w *Window) Log() *slog.Logger { return w.log }

// Program implements Host.
func (w *Window) Program() widgets.Program {
	return widgets.Program{Version: w.options.Version, DataDir: w.options.DataDir}
}

// Window implements Host.
func (w *Window) Window() fyne.Window { return w.win }

// Dialogs implements Host.
func (w *Window) Dialogs() *widgets.Dialogs { return w.dialogs }

// Later implements Host.
func (w *Window) Later(d time.Duration, f func()) (cancel func()) { return w.later(d, f) }

// Background implements Host.
func (w *Window) Background(work func() error, then func(error)) { w.background(work, then) }

// Screen implements Host.
func (w *Window) Screen() widgets.Screen { return w.screen }

// Show implements Host.
func (w *Window) Show(s widgets.Screen) {
	if !w.leave() {
		return
	}
	if old, ok := w.screen.(widgets.Releaser); ok {
		old.Release()
	}
	w.dialogs.Tips.Clear()
	w.screen = s
	w.body.Objects = []fyne.CanvasObject{s.Content()}
	w.body.Refresh()
	w.menus.build()
	w.win.Canvas().Unfocus() // what is not seen any more must not take another key
	s.Shown()
	w.log.Debug("shown", "screen", fmt.Sprintf("%T", s))
}

// Scrolls implements Host: only the form of a report has columns that scroll by
// themselves.
func (w *Window) Scrolls() []*container.Scroll {
	if e, ok := w.screen.(*editor.Editor); ok {
		return e.Scrolls()
	}
	return nil
}

// leave says whether the present screen lets go.
func (w *Window) leave() bool {
	if w.service != nil {
		widgets.StoreTyped(w)
	}
	return w.screen == nil || w.screen.Leave()
}

// showList shows the list of drafts.
func (w *Window) showList() {
	w.win.SetTitle("年报通")
	w.Show(drafts.NewList(w, &w.list))
}

// OpenReport implements Host. Opening goes through the whole record.
func (w *Window) OpenReport(id int64, then func()) {
	if !w.leave() {
		return
	}
	var s *app.Session
	widgets.Soon(w, "正在打开报告", func() (err error) {
		s, err = w.service.Open(w.ctx, id)
		return err
	}, func(err error) {
		if err != nil {
			widgets.Fail(w, "open report", err)
			return
		}
		opened.OpenSession(w, s, viewsOf(w))
		if then != nil {
			then()
		}
	})
}

// viewsOf are the screens of an open report.
func viewsOf(w *Window) opened.Views {
	return opened.Views{
		Form:    func(o *opened.Report) opened.View { return editor.New(o) },
		Pages:   func(o *opened.Report) opened.View { return review.New(o, &w.pages) },
		Compare: exchange.Compare,
	}
}

// OpenFile implements Host: a hand-over file is shown before anything of it is
// taken over, a report file is read in, and what the program has printed is
// shown by the system.
func (w *Window) OpenFile(path string) {
	switch {
	case strings.EqualFold(filepath.Ext(path), ".pdf"):
		widgets.OpenPath(w, path)
	case !w.leave():
	case exchange.IsPackage(path):
		openPackage(w, path)
	default:
		importFile(w, path)
	}
}

// Refresh implements Host.
func (w *Window) Refresh() {
	w.store.note(w.service.Trouble())
	w.menus.build()
}

// close leaves the program when everything typed is stored.
func (w *Window) close() {
	if !w.leave() || w.store.stays() {
		return
	}
	w.ending.end()
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
	w.starts.openNext() // where a dialog was closed without a button
	if s, ok := w.screen.(interface{ Retry() }); ok {
		s.Retry()
	}
}

// dropped opens the files that were dragged onto the window.
func (w *Window) dropped(_ fyne.Position, files []fyne.URI) {
	if w.dialogs.Open() {
		return // a dialog is about the page beneath it
	}
	var paths []string
	for _, f := range files {
		if s, ok := w.screen.(*exchange.VerifyPage); ok && s.Take(f.Path()) {
			return
		}
		paths = append(paths, f.Path())
	}
	openDropped(w, paths)
}
