package ui

import (
	"fmt"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"nianbao/ui/system"
)

// How the program ends when nobody closes its window, and what the next start
// tells of that.

// watchStop ends the window when the system asks programs to end, as at
// log-off: there is nobody to answer questions. The toolkit would end it at the
// same signals and forget what is being typed, so it is listened for when the
// toolkit has begun to.
func (w *Window) watchStop() {
	if w.options.Stop == nil {
		return
	}
	const begun = 200 * time.Millisecond
	w.later(begun, func() {
		w.endOn(w.options.Stop())
		w.log.Debug("ends when asked to")
	})
}

// endOn ends the window when something comes.
func (w *Window) endOn(stop <-chan string) {
	go func() {
		why := <-stop
		fyne.Do(func() { w.afterInput(func() { w.end(why) }) })
	}()
}

// afterInput calls do when the keys that were pressed before have come in: the
// toolkit lets animations go on after it has looked for keys, and only then.
func (w *Window) afterInput(do func()) {
	const enough = time.Second
	ticks := 0
	fyne.NewAnimation(enough, func(float32) {
		if ticks++; ticks == 2 {
			fyne.Do(do)
		}
	}).Start()
}

func (w *Window) end(why string) {
	w.log.Info("asked to end", "by", why)
	w.storeOpen()
	w.keepPlace()
	w.ended = true
	w.win.Close()
}

// stopped stores what is open where the toolkit ended without being asked to.
// It is called when the toolkit has returned: what that calls when it stops runs
// on another goroutine.
func (w *Window) stopped() {
	if !w.ended && w.desk != nil {
		w.log.Info("the toolkit ended")
		w.storeOpen()
	}
}

// watchSession stores what is open when Windows ends the session, which gives
// programs a few seconds and then ends them.
func (w *Window) watchSession() {
	w.native(func(handle uintptr) {
		system.WatchSession(handle, w.storeOpen, func() {
			w.log.Info("asked to end", "by", "session")
			w.storeOpen()
			system.EndWell(w.options.DataDir)
		})
	})
}

// storeOpen stores what is being typed: the paragraph, and the open cell of a
// table. What is refused as it stands cannot be stored.
func (w *Window) storeOpen() {
	if w.page != nil && !w.page.Leave() {
		w.log.Error("something typed was not stored")
	}
}

// tellEnd says that the last run ended badly: with the report of a crash in a
// dialog, else quietly on the list.
func (w *Window) tellEnd() {
	ended := w.options.Ended
	if !ended.Badly {
		return
	}
	last := w.lastStored()
	if ended.Crash == "" {
		w.notice = "上次没有正常关闭（可能是断电，或者被系统结束）。" + last
		if p, ok := w.page.(*startPage); ok {
			p.showNotice()
		}
		return
	}
	w.dialog("上次没有正常结束", wrapped("年报通上次意外中断。"+last+"\n出错的情况记在一个文件里，没有发送到任何地方。如果常常这样，请把它交给技术人员：\n"+filepath.Base(ended.Crash)),
		w.button("知道了（Esc）", nil), w.primary("打开所在文件夹（Enter）", func() { w.reveal(ended.Crash) }))
}

// lastStored names the last change that is in the drafts: where to go on.
func (w *Window) lastStored() string {
	drafts, err := w.desk.Store.Recent(w.ctx, 1)
	if err != nil || len(drafts) == 0 {
		return ""
	}
	s := drafts[0]
	return fmt.Sprintf("最后保存的改动是“%s”%d年的报告，%s；请从那里看一看，接着填写。", s.Unit, s.Year, s.Changed.Local().Format("1月2日 15:04:05"))
}

// showNotice shows what the window has to tell quietly.
func (p *startPage) showNotice() {
	p.said.SetText(p.w.notice)
	show(p.notice, p.w.notice != "")
}

func (p *startPage) answerNotice() {
	p.w.notice = ""
	p.showNotice()
	p.Refocus()
}
