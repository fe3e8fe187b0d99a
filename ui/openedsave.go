package ui

import (
	"fmt"
	"image/color"
	"nianbao/app"
	"nianbao/ui/commands"
)

// savedLine says in a few words whether everything is stored, and why not.
func (o *opened) savedLine() (string, color.Color) {
	state := o.s.Saved()
	switch {
	case state.Fine():
		return "已保存 " + state.At.Local().Format("15:04:05"), colorFine
	case state.Pending == 0 && state.StoreGone():
		return app.Brief(state.Err) + "，请按 Ctrl+S", colorError
	case state.Pending == 0:
		return "只能查看：" + app.Brief(state.Err), colorError
	case state.StoreGone() || state.Diverged():
		return fmt.Sprintf("%s，%d 处改动没有保存，请按 Ctrl+S", app.Brief(state.Err), state.Pending), colorError
	}
	return fmt.Sprintf("%s，%d 处改动没有保存，正在重试", app.Brief(state.Err), state.Pending), colorError
}

// troubleNote says why something is not stored and what to do, "" when all is.
func (o *opened) troubleNote() string {
	state := o.s.Saved()
	switch {
	case state.Fine():
		return ""
	case state.StoreGone():
		return app.Sentence(state.Err) + "程序里的内容都还在：请不要关闭窗口，按 Ctrl+S 写到新的数据文件。"
	case state.Diverged():
		return fmt.Sprintf("%s，这个窗口中的 %d 处改动不能直接加进去。两边的内容都在：请按 Ctrl+S，对照后选择。", app.Brief(state.Err), state.Pending)
	case state.Pending == 0:
		return "现在不能改动。" + app.Sentence(state.Err)
	}
	return app.Sentence(state.Err)
}

// saveNow deals with what stands against saving. Mostly nothing does, and this
// says so.
func (o *opened) saveNow() {
	err := o.s.Save(o.w.Context())
	v := o.current()
	switch state := o.s.Saved(); {
	case state.StoreGone():
		o.w.Do(commands.MoveStore)
	case state.Diverged():
		o.chooseSide()
	case err != nil:
		Fail(o.w, "save", err)
	case v == nil:
	case state.Err != nil:
		v.say("现在不能改动。" + app.Sentence(state.Err))
	default:
		v.say("全部内容都已保存。每填一格、每停一下都会自动保存，不用按 Ctrl+S。")
	}
}

// tellParted says once that the report has gone on elsewhere.
func (o *opened) tellParted() {
	if !o.s.Saved().Diverged() || o.parted || o.w.Dialogs().Open() {
		return
	}
	o.parted = true
	ShowDialog(o.w, "没有保存："+app.Brief(o.s.Saved().Err), wrapped(o.troubleNote()),
		NewButton(o.w, "以后再选（Esc）", nil), NewPrimary(o.w, "对照后选择（Enter）", o.chooseSide))
}

// chooseSide shows what is stored beside what this window holds.
func (o *opened) chooseSide() {
	raw, err := o.w.Service().CopyOf(o.w.Context(), o.s)
	if err != nil {
		Fail(o.w, "compare with what is stored", err)
		return
	}
	a, err := o.w.Service().OpenPackage(o.w.Context(), raw)
	if err != nil {
		Fail(o.w, "compare with what is stored", err)
		return
	}
	before, title := o.w.Screen(), o.w.Window().Title()
	o.abandoned = true // what this window holds is in the file that was examined
	back := func() {
		o.abandoned = false
		o.w.Window().SetTitle(title)
		o.w.Show(before)
	}
	o.views.Compare(o.w, a, back)
	if o.w.Screen() == before { // it could not be shown
		o.abandoned = false
	}
}

// askBeforeLeaving offers what can be done with edits that are not stored.
func (o *opened) askBeforeLeaving() {
	buttons := []*keyButton{
		NewButton(o.w, "取消（Esc）", nil), NewButton(o.w, "不保存，离开", o.abandon), NewPrimary(o.w, "另存为文件（Enter）", o.saveCopy),
	}
	text := app.Sentence(o.s.Saved().Err)
	switch state := o.s.Saved(); {
	case state.Diverged():
		text = o.troubleNote()
		buttons = append(buttons[:2], NewButton(o.w, "另存为文件", o.saveCopy), NewPrimary(o.w, "对照后选择（Enter）", o.chooseSide))
	case state.StoreGone():
		text = app.Sentence(state.Err)
		buttons = append(buttons, NewPrimary(o.w, "写回原处（Enter）", Doing(o.w, commands.WriteBack)))
		buttons[2] = NewButton(o.w, "另存为文件", o.saveCopy)
	}
	ShowDialog(o.w, "还没有保存", wrapped(text+"\n现在离开会丢掉最近的改动。可以先把这份报告另存为文件，以后用“打开移交文件”收回，或者与那时已有的对照。"), buttons...)
}

// saveCopy writes the report with everything that is not stored where the
// person says. Opened again it goes on from what is stored, or is shown beside it.
func (o *opened) saveCopy() {
	raw, err := o.w.Service().CopyOf(o.w.Context(), o.s)
	if err != nil {
		Fail(o.w, "save a copy", err)
		return
	}
	ChooseTarget(o.w, "另存为文件", app.HandOverName(o.s), "", func(path string) {
		if err := app.WriteBytes(path, raw); err != nil {
			Fail(o.w, "save a copy", err)
			return
		}
		Tell(o.w, "已另存", "这份报告连同没有保存的改动已另存为 "+path+"。\n以后用“审签 → 打开移交文件”收回；那时已有的内容若有不同，会并排列出，由您选择。")
	})
}

// troubled shows what stands against saving, and locks the report.
func (o *opened) Troubled() {
	if v := o.current(); v != nil {
		v.changed(app.Event{})
		o.w.Refresh()
	}
}
