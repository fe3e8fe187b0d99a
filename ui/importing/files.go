package importing

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/intake"
	"nianbao/ui/opened"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Files reads files one after the other. What comes of a file of this program is handed
// to own; any other is shown first.
func Files(w widgets.Host, paths []string, own func(*intake.File)) {
	q := &queue{w: w, own: own, into: OpenDraft(w), back: widgets.WayBack(w), rest: paths}
	q.goOn()
}

// queue is files that are read one after the other.
type queue struct {
	w    widgets.Host
	own  func(*intake.File)
	into *app.Session // the draft that was open, nil for none
	back func()
	rest []string
}

// OpenDraft is the draft that is on the screen and may be changed, nil for none.
func OpenDraft(w widgets.Host) *app.Session {
	switch s := w.Screen().(type) {
	case opened.View:
		if o := s.Open(); o.Locked() == "" {
			return o.Session
		}
	case *Page:
		return s.into
	}
	return nil
}

// goOn reads the next file.
func (q *queue) goOn() {
	if len(q.rest) == 0 {
		return
	}
	path := q.rest[0]
	q.rest = q.rest[1:]
	q.read(path, "")
}

// follow is what leads to the next file, nil after the last one.
func (q *queue) follow() func() {
	if len(q.rest) == 0 {
		return nil
	}
	return q.goOn
}

// read reads a file, with a password where it has one.
func (q *queue) read(path, password string) {
	var got *intake.File
	work(q.w, readingTitle(path), func(ctx context.Context, tell func(done, all int)) (err error) {
		got, err = intake.At(q.w.Service()).ReadFileWith(ctx, path, intake.Asked{Password: password, Progress: tell})
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, intake.ErrLocked):
			q.askPassword(path, password != "")
		case err != nil:
			q.failed(err)
		case got.Page == nil:
			widgets.AddRecent(q.w, path)
			q.own(got)
		default:
			widgets.AddRecent(q.w, path)
			show(q.w, got, q.into, q.back, q.follow())
		}
	})
}

// failed says why a file was not read, and goes on to the next one.
func (q *queue) failed(err error) {
	if len(q.rest) == 0 {
		widgets.Fail(q.w, "read file", err)
		return
	}
	q.w.Log().Error("read file", "error", err)
	widgets.ShowDialog(q.w, "没有完成", widgets.Wrapped(app.Sentence(err)), widgets.NewPrimary(q.w, fmt.Sprintf("读下一个文件，还有 %d 个（Enter）", len(q.rest)), q.goOn))
}

// IsDocument says whether a file is one of another program, by its name.
func IsDocument(path string) bool {
	return slices.Contains(widgets.DocumentFiles, strings.ToLower(filepath.Ext(path)))
}

// Prepare makes ready what takes a while before the first PDF can be read. It is called
// while the person looks for a file; nothing waits for it.
func Prepare(w widgets.Host) {
	if w.Service() == nil {
		return
	}
	desk, log := intake.At(w.Service()), w.Log()
	go func() {
		if err := desk.PreparePDF(); err != nil {
			log.Info("prepare the reader of PDF", "error", err)
		}
	}()
}

// readingTitle says what is done, and why it may take a while.
func readingTitle(path string) string {
	if strings.EqualFold(filepath.Ext(path), ".pdf") {
		return "正在读入 PDF（第一次要准备一会儿，以后很快）"
	}
	return "正在读入文件"
}

// askPassword asks for the password of a file.
func (q *queue) askPassword(path string, wrong bool) {
	AskPassword(q.w, wrong, func(password string) { q.read(path, password) })
}

// AskPassword asks for the password that opens a file; wrong says that one was given
// and is not the file's.
func AskPassword(w widgets.Host, wrong bool, then func(password string)) {
	secret := widgets.NewSecret(w, "打开文件的密码")
	text := "这个文件加了密码。请输入打开它的密码；密码只用来读这一次，不保存。"
	if wrong {
		text = "密码不对，请重新输入。"
	}
	yes := widgets.NewPrimary(w, "读入（Enter）", func() { then(secret.Text) })
	widgets.ShowDialog(w, "文件加了密码", container.New(widgets.WidthLayout{Width: 420}, container.NewVBox(prose.NewLabel(text), secret)),
		widgets.NewButton(w, "取消（Esc）", nil), yes)
	w.Window().Canvas().Focus(fyne.Focusable(secret))
}

// work does work on another goroutine that can be given up. A dialog tells of it, and
// how far it is, when it takes longer than a moment.
func work(w widgets.Host, title string, do func(ctx context.Context, tell func(done, all int)) error, then func(error)) {
	ctx, cancel := context.WithCancel(w.Context())
	var d dialog.Dialog
	done := false
	bar := widget.NewProgressBar()
	endless := widget.NewProgressBarInfinite()
	bar.Hide()
	tell := func(at, all int) {
		fyne.Do(func() {
			endless.Hide()
			bar.Show()
			bar.TextFormatter = func() string { return fmt.Sprintf("第 %d 页，共 %d 页", at, all) }
			bar.SetValue(float64(at) / float64(max(all, 1)))
		})
	}
	stop := w.Later(300*time.Millisecond, func() {
		if !done {
			d = widgets.ShowDialog(w, title, container.New(widgets.WidthLayout{Width: 360}, container.NewStack(endless, bar)), widgets.NewButton(w, "取消（Esc）", cancel))
		}
	})
	w.Background(func() error { return do(ctx, tell) }, func(err error) {
		stop()
		done = true
		given := ctx.Err() != nil
		cancel()
		if given {
			return
		}
		if d != nil {
			widgets.CloseDialog(w, d)
		}
		then(err)
	})
}
