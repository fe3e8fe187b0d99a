package importing

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/intake"
	"nianbao/app/intake/reading"
	"nianbao/app/intake/tables"
	"nianbao/app/intake/takeover"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

// Clipboard reads the report that was copied in another program.
func Clipboard(w widgets.Host) {
	text := fyne.CurrentApp().Clipboard().Content()
	var got *intake.File
	work(w, "正在读入剪贴板", func(ctx context.Context, _ func(done, all int)) (err error) {
		got, err = intake.At(w.Service()).ReadPasted(system.HTMLOnClipboard(ctx), text)
		return err
	}, func(err error) {
		if errors.Is(err, reading.ErrNoReport) {
			err = &app.Error{Code: app.BadInput, Err: err, Sentence: "剪贴板中没有年度报告的内容，没有读入。请在网页或者文档中全选、复制整份报告以后再粘贴；只粘贴一张表的，先打开报告，到那张表中粘贴。"}
		}
		if err != nil {
			widgets.Fail(w, "read clipboard", err)
			return
		}
		show(w, got, OpenDraft(w), widgets.WayBack(w), nil)
	})
}

// CopiedTable hands take the table on the clipboard that has labels of a table of the
// form, nil for none. Asking the clipboard for more than its text may take a moment.
func CopiedTable(w widgets.Host, t *form.Table, take func(*tables.Block)) {
	var found *tables.Block
	soon(w, "正在读剪贴板", func(ctx context.Context) {
		if b, ok := intake.At(w.Service()).TableOf(system.HTMLOnClipboard(ctx), t); ok {
			found = &b
		}
	}, func() { take(found) })
}

// soon does work on another goroutine that is mostly done in a moment: keys that are
// pressed right behind it then meet what it brings.
func soon(w widgets.Host, title string, do func(context.Context), then func()) {
	widgets.Soon(w, title, func() error { do(w.Context()); return nil }, func(error) { then() })
}

// Split offers to divide a text that is about to be pasted into one field of a part,
// where it is a whole draft or the whole part. It says whether it did; as pastes it as
// it is.
func Split(w widgets.Host, text string, s *form.Section, as func()) bool {
	into := OpenDraft(w)
	if into == nil || !several(text) {
		return false
	}
	desk := intake.At(w.Service())
	part, isPart := desk.ReadPart(text, s, into.Report().Form())
	if whole, err := desk.ReadPasted(nil, text); err == nil && filled(whole) > 1 {
		ask(w, "粘贴的内容好像是一份报告，有几个部分。要按标题分到各部分和表格中吗？先给您看怎样分，同意以后才填入。", as, func() { splitWhole(w, into, whole, text) })
		return true
	}
	if !isPart {
		return false
	}
	ask(w, "粘贴的内容有本部分的几个小标题。要按小标题分到各栏中吗？先给您看怎样分，同意以后才填入。", as, func() {
		show(w, part, into, widgets.WayBack(w), nil)
	})
	return true
}

func ask(w widgets.Host, text string, as, split func()) {
	widgets.ShowDialog(w, "按标题分开", widgets.Wrapped(text),
		widgets.NewButton(w, "原样粘贴在这里（Esc）", as), widgets.NewPrimary(w, "按标题分开…（Enter）", split))
}

// splitWhole shows how a whole draft is divided. On the clipboard it may be as a web page,
// too, which has its tables whole.
func splitWhole(w widgets.Host, into *app.Session, whole *intake.File, text string) {
	work(w, "正在读入剪贴板", func(ctx context.Context, _ func(done, all int)) error {
		if better, err := intake.At(w.Service()).ReadPasted(system.HTMLOnClipboard(ctx), text); err == nil {
			whole = better
		}
		return nil
	}, func(error) { show(w, whole, into, widgets.WayBack(w), nil) })
}

// several says whether a text has more lines than one.
func several(text string) bool { return strings.Contains(strings.TrimSpace(text), "\n") }

// filled counts the six parts that something was read for.
func filled(got *intake.File) int {
	n := 0
	for _, p := range takeover.Pieces(got.Reading) {
		if p.ID != takeover.Preamble && p.ID != takeover.Contact && p.ID != takeover.Signature && p.Any() {
			n++
		}
	}
	return n
}
