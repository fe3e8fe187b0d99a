package shell

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// storeWatch watches the store that the window stands on.
type storeWatch struct {
	w       *Window
	told    string // why nothing can be stored, as it was told last
	closing bool   // although the store has gone
}

// keepLooking looks at the store every second, on another goroutine: a drive
// that was pulled out may take its time to say so.
func (s *storeWatch) keepLooking() {
	h := s.w.service.Health
	if h == nil {
		return
	}
	go func() {
		for range time.Tick(time.Second) {
			trouble := h.Look(s.w.ctx)
			fyne.Do(func() { s.note(trouble) })
		}
	}()
}

// note shows that nothing can be stored, or that it can be again.
func (s *storeWatch) note(trouble error) {
	text := app.Sentence(trouble)
	if text == s.told {
		return
	}
	s.w.log.Warn("trouble with the store", "error", trouble)
	s.told = text
	if p, ok := s.w.screen.(interface{ Troubled() }); ok {
		p.Troubled()
	}
	if app.CodeOf(trouble) == app.Gone && trouble != nil {
		s.tellGone()
	}
}

// tellNotice says what was found when the store was opened.
func (s *storeWatch) tellNotice() {
	h := s.w.service.Health
	if h == nil {
		return
	}
	if said := h.Notice(); said != "" {
		s.w.log.Warn("notice of the store", "text", said)
		widgets.Alert(s.w, "编制记录与上次不同", said)
	}
}

// tellGone says that the store is not there any more, and offers to write what
// is still open to a new one.
func (s *storeWatch) tellGone() {
	if s.w.dialogs.Open() {
		return // the state line tells, and Ctrl+S asks again
	}
	widgets.ShowDialog(s.w, "数据文件不见了", widgets.Wrapped(app.Sentence(s.w.service.Trouble())+
		"\n程序里的全部报告都还读得出来。请不要关闭窗口，马上写到新的数据文件；磁盘只是断开的，接好以后会自动恢复。"),
		widgets.NewButton(s.w, "以后再写（Esc）", nil), s.elsewhere(""), s.back())
}

// elsewhere and back are the buttons that write all reports to a new store: in
// a folder that the person chooses, or where it was.
func (s *storeWatch) elsewhere(key string) *widgets.Button {
	return widgets.NewButton(s.w, "写到别的文件夹…"+key, func() { widgets.PickFolder(s.w, "选择存放数据文件的文件夹", s.move) })
}

func (s *storeWatch) back() *widgets.Button {
	return widgets.NewPrimary(s.w, commands.Of(commands.WriteBack).Label+"（Enter）", s.moveBack)
}

func (s *storeWatch) moveBack() { s.move(s.w.service.Files.Dir()) }

// move writes all reports to a new store in a folder and goes on there.
func (s *storeWatch) move(dir string) {
	files := s.w.service.Files
	home := files.Dir()
	count := 0
	widgets.Work(s.w, "正在写到新的数据文件", func() error {
		if err := files.Move(s.w.ctx, dir); err != nil {
			return err
		}
		all, err := s.w.service.Drafts.List(s.w.ctx)
		count = len(slices.DeleteFunc(all, func(d app.Summary) bool { return d.Example }))
		return err
	}, func(err error) { s.moved(dir, home, count, err) })
}

func (s *storeWatch) moved(dir, home string, count int, err error) {
	if err != nil {
		s.w.log.Error("move store", "error", err)
		other := s.elsewhere("（Enter）")
		other.Importance = widget.HighImportance
		widgets.ShowDialog(s.w, "写入失败", widgets.Wrapped(app.Sentence(err)+"\n程序里的内容都还在，请另选一个文件夹。"),
			widgets.NewButton(s.w, "以后再写（Esc）", nil), other)
		return
	}
	s.note(s.w.service.Trouble())
	s.w.retry()
	text := fmt.Sprintf("全部 %d 份报告和没有保存的改动都已写到 %s，可以接着填写。", count, filepath.Join(dir, "nianbao.db"))
	if dir != home {
		text += "\n下次打开年报通，用的还是原来的文件夹 " + home + "。退出以后，请把新写的 nianbao.db 放回原来的文件夹，或者请信息技术人员把数据文件夹改到新的位置。"
	}
	widgets.Alert(s.w, "已写到新的数据文件", text)
}

// stays asks before the window is closed over a store that has gone: what is
// open would be lost. It says whether the window stays.
func (s *storeWatch) stays() bool {
	trouble := s.w.service.Trouble()
	if s.closing || trouble == nil || app.CodeOf(trouble) != app.Gone {
		return false
	}
	widgets.ShowDialog(s.w, "数据文件不见了", widgets.Wrapped(app.Sentence(trouble)+"\n程序里的全部报告都还读得出来，现在关闭就没有了。"),
		widgets.NewButton(s.w, "取消（Esc）", nil),
		widgets.NewButton(s.w, "不写，关闭", func() {
			s.closing = true
			s.w.close()
		}), s.elsewhere(""), s.back())
	return true
}
