package shell

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"nianbao/app"
	desk "nianbao/app/exchange"
	"nianbao/app/files"
	"nianbao/ui/drafts"
	"nianbao/ui/opened"
	"nianbao/ui/system"
	"nianbao/ui/system/display"
	"nianbao/ui/widgets"
)

// How the program ends when nobody closes its window, and what the next start
// tells of that.

// ending ends the window, and stores what is open when others end it.
type ending struct {
	w     *Window
	over  bool // the window was closed, and what it held is stored or given up
	aside bool // what could not be stored is in a file
}

// watch ends the window when the system asks programs to end, as at log-off:
// there is nobody to answer questions. The toolkit would end it at the same
// signals and forget what is being typed, so they are listened for when the
// toolkit has begun to.
func (e *ending) watch() {
	e.watchSession()
	display.OnLost(e.lostDisplay)
	if e.w.options.Stop == nil {
		return
	}
	const begun = 200 * time.Millisecond
	e.w.later(begun, func() {
		e.on(e.w.options.Stop())
		e.w.log.Debug("ends when asked to")
	})
}

// on ends the window when something comes.
func (e *ending) on(stop <-chan string) {
	go func() {
		why := <-stop
		heard := make(chan struct{})
		fyne.Do(func() {
			close(heard)
			afterInput(func() { e.asked(why) })
		})
		select {
		case <-heard:
		case <-time.After(patience): // as where the display does not answer: nothing more can be typed either
			e.w.log.Error("the window stands still, and is ended", "by", why)
			os.Exit(abrupt)
		}
	}()
}

// patience is how long a window that is asked to end may stand still: at log-off
// it is ended by force after longer than that.
const patience = 15 * time.Second

// abrupt is the exit code where there is no way back to the command line.
const abrupt = 2

// lostDisplay stores what is open when the X server has gone, and ends the
// program: its library, which calls this, would do so in any case. It may come
// in the middle of drawing; what cannot be stored soon then cannot be at all.
func (e *ending) lostDisplay() {
	e.w.log.Info("asked to end", "by", "display")
	time.AfterFunc(patience, func() { os.Exit(abrupt) })
	e.storeOpen()
	system.EndWell(e.w.options.DataDir)
	os.Exit(abrupt)
}

// afterInput calls do when the keys that were pressed before have come in: the
// toolkit lets animations go on after it has looked for keys, and only then.
func afterInput(do func()) {
	const enough = time.Second
	ticks := 0
	fyne.NewAnimation(enough, func(float32) {
		if ticks++; ticks == 2 {
			fyne.Do(do)
		}
	}).Start()
}

func (e *ending) asked(why string) {
	e.w.log.Info("asked to end", "by", why)
	e.storeOpen()
	time.AfterFunc(patience, func() { // where the display does not even let a window go
		system.EndWell(e.w.options.DataDir)
		os.Exit(abrupt)
	})
	e.end()
}

// end closes the window. A window that closes loses the keyboard, and nothing is to be
// called for that any more: what the toolkit (Fyne 2.8.1, loop.go) queues in the moment in
// which it ends its loop is never called, and it waits for it for ever, with the data
// folder still claimed.
func (e *ending) end() {
	e.w.place.keep()
	e.over = true
	fyne.CurrentApp().Lifecycle().SetOnExitedForeground(nil)
	e.w.win.Close()
}

// stopped stores what is open where the toolkit ended without being asked to.
// It is called when the toolkit has returned: what that calls when it stops runs
// on another goroutine.
func (e *ending) stopped() {
	if !e.over && e.w.service != nil {
		e.w.log.Info("the toolkit ended")
		e.storeOpen()
	}
}

// watchSession stores what is open when Windows ends the session, which gives
// programs a few seconds and then ends them.
func (e *ending) watchSession() {
	widgets.Native(e.w, func(handle uintptr) {
		system.WatchSession(handle, e.storeOpen, func() {
			e.w.log.Info("asked to end", "by", "session")
			e.storeOpen()
			system.EndWell(e.w.options.DataDir)
		})
	})
}

// storeOpen stores what is being typed: the paragraph, and the open cell of a
// table. What is refused as it stands cannot be stored.
func (e *ending) storeOpen() {
	if e.w.leave() {
		return
	}
	e.w.log.Error("something typed was not stored")
	if v, ok := e.w.screen.(opened.View); ok && v.Open().Session.Saved().Pending > 0 && !e.aside {
		e.setAside(v.Open().Session)
	}
}

// setAside writes a report with what cannot be stored among the person's documents:
// there is nobody who could be asked where to. The next start tells of it.
func (e *ending) setAside(s *app.Session) {
	raw, err := desk.At(e.w.service).CopyOf(e.w.ctx, s)
	path := files.Free(filepath.Join(system.Documents(), app.HandOverName(s)))
	if err == nil {
		err = app.WriteBytes(path, raw)
	}
	if err != nil {
		e.w.log.Error("set aside what was not stored", "error", err)
		return
	}
	e.aside = true
	e.w.log.Info("set aside what was not stored", "file", path)
	widgets.KeepSetting(e.w, app.SettingAside, path)
}

// tellAside tells once of a report that was set aside.
func (e *ending) tellAside() {
	path := widgets.Setting(e.w, app.SettingAside)
	if path == "" {
		return
	}
	widgets.KeepSetting(e.w, app.SettingAside, "")
	widgets.Alert(e.w, "上次有改动没有保存", "上次结束时，有的改动不能存进数据文件，已连同那份报告另存为：\n"+path+
		"\n请用“审签 → 打开移交文件”打开它，与现有的对照后选择。")
}

// tell says that the last run ended badly: with the report of a crash in a
// dialog, else quietly on the list.
func (e *ending) tell() {
	e.tellAside()
	w, ended := e.w, e.w.options.Ended
	if !ended.Badly {
		return
	}
	last := e.lastStored()
	if ended.Crash == "" {
		w.list.Notice = "上次没有正常关闭（可能是断电，或者被系统结束）。" + last
		if s, ok := w.screen.(*drafts.List); ok {
			s.Tell()
		}
		return
	}
	widgets.ShowDialog(w, "上次没有正常结束", widgets.Wrapped("年报通上次意外中断。"+last+"\n出错的情况记在一个文件里，没有发送到任何地方。如果常常这样，请把它交给技术人员：\n"+filepath.Base(ended.Crash)),
		widgets.NewButton(w, "知道了（Esc）", nil), widgets.NewPrimary(w, "打开所在文件夹（Enter）", func() { widgets.Reveal(w, ended.Crash) }))
}

// lastStored names the last change that is in the drafts: where to go on.
func (e *ending) lastStored() string {
	drafts, err := e.w.service.Drafts.Recent(e.w.ctx, 2)
	drafts = slices.DeleteFunc(drafts, func(s app.Summary) bool { return s.Example })
	if err != nil || len(drafts) == 0 {
		return ""
	}
	s := drafts[0]
	return fmt.Sprintf("最后保存的改动是“%s”%d年的报告，%s；请从那里看一看，接着填写。", s.Unit, s.Year, s.Changed.Local().Format("1月2日 15:04:05"))
}
