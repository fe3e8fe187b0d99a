package opened

import (
	"fmt"
	"image/color"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// SavedLine says in a few words whether everything is stored, and why not.
func (o *Report) SavedLine() (string, color.Color) {
	state := o.Session.Saved()
	switch {
	case state.Fine():
		return "已保存 " + state.At.Local().Format("15:04:05"), widgets.ColorFine
	case state.Pending == 0 && state.StoreGone():
		return app.Brief(state.Err) + "，请按 Ctrl+S", widgets.ColorError
	case state.Pending == 0:
		return "只能查看：" + app.Brief(state.Err), widgets.ColorError
	case state.StoreGone() || state.Diverged():
		return fmt.Sprintf("%s，%d 处改动没有保存，请按 Ctrl+S", app.Brief(state.Err), state.Pending), widgets.ColorError
	}
	return fmt.Sprintf("%s，%d 处改动没有保存，正在重试", app.Brief(state.Err), state.Pending), widgets.ColorError
}

// troubleNote says why something is not stored and what to do, "" when all is.
func (o *Report) troubleNote() string {
	state := o.Session.Saved()
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

// SaveNow deals with what stands against saving. Mostly nothing does, and this
// says so.
func (o *Report) SaveNow() {
	err := o.Session.Save(o.Host.Context())
	v := o.Current()
	switch state := o.Session.Saved(); {
	case state.StoreGone():
		o.Host.Do(commands.MoveStore)
	case state.Diverged():
		o.chooseSide()
	case err != nil:
		widgets.Fail(o.Host, "save", err)
	case v == nil:
	case state.Err != nil:
		v.SetStatus("现在不能改动。" + app.Sentence(state.Err))
	default:
		v.SetStatus("全部内容都已保存。每填一格、每停一下都会自动保存，不用按 Ctrl+S。")
	}
}

// TellParted says once that the report has gone on elsewhere.
func (o *Report) TellParted() {
	if !o.Session.Saved().Diverged() || o.parted || o.Host.Dialogs().Open() {
		return
	}
	o.parted = true
	widgets.ShowDialog(o.Host, "没有保存："+app.Brief(o.Session.Saved().Err), widgets.Wrapped(o.troubleNote()),
		widgets.NewButton(o.Host, "以后再选（Esc）", nil), widgets.NewPrimary(o.Host, "对照后选择（Enter）", o.chooseSide))
}

// chooseSide shows what is stored beside what this window holds.
func (o *Report) chooseSide() {
	raw, err := exchange.At(o.Host.Service()).CopyOf(o.Host.Context(), o.Session)
	if err != nil {
		widgets.Fail(o.Host, "compare with what is stored", err)
		return
	}
	var a *exchange.ImportPreview
	widgets.Soon(o.Host, "正在验证", func() (err error) {
		a, err = exchange.At(o.Host.Service()).OpenPackage(o.Host.Context(), raw)
		return err
	}, func(err error) {
		if err != nil {
			widgets.Fail(o.Host, "compare with what is stored", err)
			return
		}
		before, title := o.Host.Screen(), o.Host.Window().Title()
		o.views.Compare(o.Host, a, Comparison{
			Leave: func() { o.abandoned = true }, // what this window holds is in the file that was examined
			Back: func() {
				o.abandoned = false
				o.Host.Window().SetTitle(title)
				o.Host.Show(before)
			},
		})
	})
}

// askBeforeLeaving offers what can be done with edits that are not stored.
func (o *Report) askBeforeLeaving() {
	buttons := []*widgets.Button{
		widgets.NewButton(o.Host, "取消（Esc）", nil), widgets.NewButton(o.Host, "不保存，离开", o.Abandon), widgets.NewPrimary(o.Host, "另存为文件（Enter）", o.SaveCopy),
	}
	text := app.Sentence(o.Session.Saved().Err)
	switch state := o.Session.Saved(); {
	case state.Diverged():
		text = o.troubleNote()
		buttons = append(buttons[:2], widgets.NewButton(o.Host, "另存为文件", o.SaveCopy), widgets.NewPrimary(o.Host, "对照后选择（Enter）", o.chooseSide))
	case state.StoreGone():
		text = app.Sentence(state.Err)
		buttons = append(buttons, widgets.NewPrimary(o.Host, "写回原处（Enter）", widgets.Doing(o.Host, commands.WriteBack)))
		buttons[2] = widgets.NewButton(o.Host, "另存为文件", o.SaveCopy)
	}
	widgets.ShowDialog(o.Host, "还没有保存", widgets.Wrapped(text+"\n现在离开会丢掉最近的改动。可以先把这份报告另存为文件，以后用“打开移交文件”收回，或者与那时已有的对照。"), buttons...)
}

// SaveCopy writes the report with everything that is not stored where the
// person says. Opened again it goes on from what is stored, or is shown beside it.
func (o *Report) SaveCopy() {
	raw, err := exchange.At(o.Host.Service()).CopyOf(o.Host.Context(), o.Session)
	if err != nil {
		widgets.Fail(o.Host, "save a copy", err)
		return
	}
	widgets.ChooseTarget(o.Host, "另存为文件", app.HandOverName(o.Session), "", func(path string) {
		if err := app.WriteBytes(path, raw); err != nil {
			widgets.Fail(o.Host, "save a copy", err)
			return
		}
		widgets.Alert(o.Host, "已另存", "这份报告连同没有保存的改动已另存为 "+path+"。\n以后用“审签 → 打开移交文件”收回；那时已有的内容若有不同，会并排列出，由您选择。")
	})
}

// Troubled shows what stands against saving, and locks the report.
func (o *Report) Troubled() {
	if v := o.Current(); v != nil {
		v.Changed(app.Event{})
		o.Host.Refresh()
	}
}
