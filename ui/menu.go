package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}
}

func alt(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}
}

func ctrlShift(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift}
}

// item makes a menu entry; without an action it is shown grey.
func (w *Window) item(label string, key fyne.Shortcut, do func()) *fyne.MenuItem {
	m := &fyne.MenuItem{Label: label, Shortcut: key, Disabled: do == nil}
	if do != nil {
		m.Action = func() {
			// A dialog has the keyboard to itself.
			if len(w.dialogs) == 0 {
				do()
				return
			}
			if focused, ok := w.win.Canvas().Focused().(fyne.Shortcutable); ok && key != nil {
				focused.TypedShortcut(key)
			}
		}
	}
	return m
}

// prompt returns the action that puts ready sentence n in, nil for none.
func (a actions) prompt(n int) func() {
	if n < len(a.prompts) {
		return a.prompts[n]
	}
	return nil
}

// setMenu builds the menus for the present page. Every action stands here
// with its key.
func (w *Window) setMenu() {
	if w.desk == nil {
		return // nothing can be done before there is a store
	}
	a := w.page.Actions()
	file := fyne.NewMenu("文件",
		w.item("新建报告…", ctrl(fyne.KeyN), w.newReport),
		w.item("导入报告文件…", ctrl(fyne.KeyI), w.chooseImport),
		w.recentMenu(),
		fyne.NewMenuItemSeparator(),
		w.item("保存", ctrl(fyne.KeyS), a.save),
		w.item("导出 PDF…", ctrlShift(fyne.KeyP), a.export),
		w.item("打印…", ctrl(fyne.KeyP), a.print),
		fyne.NewMenuItemSeparator(),
		w.item("返回报告列表", ctrl(fyne.KeyW), a.back),
		w.item("已删除的报告…", ctrlShift(fyne.KeyD), w.showDeleted),
		w.item("备份与恢复…", ctrlShift(fyne.KeyK), w.showBackups),
		w.item("救回数据…", ctrlShift(fyne.KeyF), w.showRescue),
		fyne.NewMenuItemSeparator(),
		&fyne.MenuItem{Label: "退出", Shortcut: ctrl(fyne.KeyQ), IsQuit: true, Action: w.close},
	)
	edit := fyne.NewMenu("编辑",
		w.item("撤销"+a.undoName, &fyne.ShortcutUndo{}, a.undo),
		w.item("重做", &fyne.ShortcutRedo{}, a.redo),
		fyne.NewMenuItemSeparator(),
		w.item("空白格全部填 0", ctrl(fyne.KeyL), a.fillZeros),
		w.item("选成文日期…", ctrl(fyne.KeyD), a.chooseDate),
		w.item("填入常用句一", ctrl(fyne.KeyT), a.prompt(0)),
		w.item("填入常用句二", ctrl(fyne.KeyU), a.prompt(1)),
		w.item("以计算值为准", ctrl(fyne.KeyE), a.adopt),
		fyne.NewMenuItemSeparator(),
		w.item("删除报告…（Delete）", nil, a.remove),
		w.item("查找", ctrl(fyne.KeyF), a.find),
	)
	walk := fyne.NewMenu("转到",
		w.item("上一部分", alt(fyne.KeyLeft), a.previous),
		w.item("下一部分", alt(fyne.KeyRight), a.next),
		fyne.NewMenuItemSeparator(),
	)
	for i, name := range []string{"报告信息", "一、总体情况", "二、主动公开", "三、申请办理", "四、复议诉讼", "五、问题与改进", "六、其他事项"} {
		var do func()
		if a.section != nil {
			do = func() { a.section(i - 1) }
		}
		walk.Items = append(walk.Items, w.item(name, ctrl(fyne.KeyName(fmt.Sprint(i))), do))
	}
	walk.Items = append(walk.Items, fyne.NewMenuItemSeparator(), w.item("检查全部数据（F5）", nil, a.check),
		w.item("下一处问题", ctrl(fyne.KeyG), a.nextFinding),
		w.item("下一条意见", ctrlShift(fyne.KeyG), a.nextRemark),
		w.item("下一处改动", ctrlShift(fyne.KeyN), a.nextChange))
	sign := fyne.NewMenu("审签",
		w.item("写明情况…", ctrlShift(fyne.KeyE), a.giveReason),
		w.item("送审…", ctrlShift(fyne.KeyS), a.submit),
		w.item("预览，或者回到填报（F6）", nil, a.preview),
		w.item("放大", ctrl(fyne.KeyEqual), a.zoomIn),
		w.item("缩小", ctrl(fyne.KeyMinus), a.zoomOut),
		w.item("通过…", ctrlShift(fyne.KeyA), a.approve),
		w.item("退回修改…", ctrlShift(fyne.KeyB), a.sendBack),
		w.item("撤回送审…", ctrlShift(fyne.KeyW), a.withdraw),
		w.item("重新开启…", ctrlShift(fyne.KeyR), a.reopen),
		w.item("审签记录", ctrl(fyne.KeyJ), a.record),
		fyne.NewMenuItemSeparator(),
		w.item("移交…", ctrl(fyne.KeyM), a.handOver),
		w.item("打开移交文件…", ctrl(fyne.KeyO), w.chooseHandOver),
		w.item("验证…", ctrl(fyne.KeyH), w.showVerify),
		fyne.NewMenuItemSeparator(),
		w.item("审签设置…", ctrlShift(fyne.KeyO), w.showOffice),
	)
	help := fyne.NewMenu("帮助",
		w.item("填报说明（F1）", nil, a.explain),
		w.item("使用手册", ctrlShift(fyne.KeyH), w.showManual),
		w.item("按键一览", ctrl(fyne.KeyK), w.showKeys),
		w.item("设置…", ctrl(fyne.KeyComma), w.showSettings),
		w.item("关于年报通", ctrl(fyne.KeySlash), w.showAbout),
	)
	w.win.SetMainMenu(fyne.NewMainMenu(file, edit, walk, sign, help))
}
