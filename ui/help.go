package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/ui/prose"
)

// explain shows what the place under the cursor wants: F1.
func (e *editor) explain() {
	a := e.parts[e.current].Cursor()
	f := e.report().Form()
	if c := f.Cell(a); c != nil {
		e.w.showHelp(f.SectionOf(a).Table.Name+"："+c.Name, f.Citation, c.Help, kindHelp(c))
		return
	}
	if field := f.Field(a); field != nil {
		section := form.Help{Tag: form.Practice, Text: f.SectionOf(a).Hint}
		e.w.showHelp(f.SectionOf(a).Heading+"："+field.Name, f.Citation, append([]form.Help{section}, field.Help...), "")
		return
	}
	e.w.showHelp("报告信息", f.Citation, reportHelp, "")
}

// reportHelp is what the parts around the six sections want.
var reportHelp = []form.Help{
	{Tag: form.Law, Source: "《条例》第四十九条", Text: "县级以上人民政府部门应当在每年1月31日前向本级政府信息公开工作主管部门提交上一年度报告并向社会公布。" +
		"县级以上地方人民政府的政府信息公开工作主管部门应当在3月31日前公布本级政府上一年度报告。"},
	{Tag: form.Practice, Text: "乡镇、街道按县级主管部门规定的时间。成文日期一般在次年1月，各级人民政府的报告可以到3月。"},
	{Tag: form.Practice, Text: "标题应写机关全称，写作“××年政府信息公开工作年度报告”，“年”后不加“度”。"},
	{Tag: form.Practice, Text: "引言写明编制依据、统计期限和联系方式；数据只是本机关的，还是把所属单位、下级政府也汇总在内，也在引言中写明。"},
	{Tag: form.Practice, Text: "分管政府信息公开工作的领导是第一责任人；公布不及时、内容不准确不完整或者雷同、敷衍塞责的，由主管部门依照《条例》第四十七条处理（国办公开办函〔2021〕30号）。"},
}

// kindHelp says what a cell takes.
func kindHelp(c *form.Cell) string {
	switch {
	case c.Computed:
		return "这一格由程序计算，不能直接填写。"
	case c.Kind == form.Money && c.Unit == "":
		return "填金额，格内只填数字，可带小数；格式未注明单位，与上年一致。没有的填 0，不要留空。"
	case c.Kind == form.Money:
		return "填金额，单位" + c.Unit + "，可带小数。没有的填 0，不要留空。"
	case c.Kind == form.Change:
		return "填整数，减少的填负数（如 -35）。没有变化的填 0。"
	}
	return "填整数。没有的填 0，不要留空，也不要填“/”或者“无”。"
}

// showHelp shows each explanation under its tag, the sources beside it. The
// citation is that of the form that practice is not to be taken for.
func (w *Window) showHelp(title, citation string, help []form.Help, kind string) {
	body := container.NewVBox()
	add := func(head, text string) {
		body.Add(container.New(tightLayout{},
			&widget.Label{Text: head, TextStyle: fyne.TextStyle{Bold: true}},
			prose.NewLabel(text)))
	}
	var hints []string
	for _, h := range help {
		switch {
		case h.Text == "":
		case h.Tag == form.Practice:
			hints = append(hints, h.Text)
		default:
			add(string(h.Tag)+"（"+h.Source+"）", h.Text)
		}
	}
	if len(hints) > 0 {
		add(string(form.Practice), strings.Join(hints, "\n"))
	}
	if kind != "" {
		add("怎样填", kind)
	}
	if len(hints) > 0 {
		body.Add(&prose.Label{
			Text:     "“填报提示”为通行做法，不是年度报告格式（" + citation + "）原文；本地另有口径的，从其规定。",
			SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance,
		})
	}
	w.dialog(title, container.New(widthLayout{560}, body), w.button("使用手册", w.showManual), w.primary("知道了（Esc）", nil))
	top := w.dialogs[len(w.dialogs)-1]
	top.first = top.last // Esc must not lead away
}

// shortHelp is the line under a table: the name of the cell and what to know first.
func shortHelp(c *form.Cell) string {
	name := "【" + c.Name + "】"
	if c.Computed {
		return name + kindHelp(c)
	}
	for _, h := range c.Help {
		if h.Tag == form.Practice {
			return name + h.Text
		}
	}
	return name + kindHelp(c)
}

// keyList is every key of the program, for the list of keys.
var keyList = []struct{ where, keys string }{
	{"报告列表", "↑ ↓ 选择　Enter 打开　Ctrl+N 新建　Ctrl+I 导入　Delete 删除　Ctrl+Z 撤销删除　Ctrl+Shift+D 已删除的报告　Ctrl+Shift+K 备份与恢复　Ctrl+Shift+F 救回数据　Ctrl+F 查找　F5 重新读取　Esc 显示全部"},
	{"报告各部分", "Alt+← 上一部分　Alt+→ 下一部分　Ctrl+0 报告信息　Ctrl+1 至 Ctrl+6 第一至第六部分　Ctrl+W 返回列表"},
	{"表格移动", "方向键　Tab 右移　Shift+Tab 左移　Enter 下移　Home / End 行首行尾　Ctrl+Home / Ctrl+End 表首表尾"},
	{"表格填写", "直接输入 覆盖　F2 修改　Esc 放弃　Delete 清除　Ctrl+L 空白格全部填 0　Ctrl+E 以计算值为准"},
	{"表格成块", "Shift+方向键或者拖动 选择　Ctrl+A 全选　Ctrl+C 复制　Ctrl+X 剪切　Ctrl+V 粘贴（可从 Excel、Word 粘贴）"},
	{"文字填写", "Tab 下一栏　Shift+Tab 上一栏　Ctrl+Home / Ctrl+End 栏首栏尾　Ctrl+T、Ctrl+U 填入常用句　Ctrl+D 选成文日期"},
	{"审签", "Ctrl+Shift+S 送审　F6 表格或者版面　Ctrl+Shift+A 通过　Ctrl+Shift+B 退回　Ctrl+Shift+W 撤回　Ctrl+Shift+R 重新开启　Ctrl+Shift+E 写明情况　Ctrl+J 审签记录　Ctrl+Shift+G 下一条意见　Ctrl+Shift+N 下一处改动　Ctrl+= / Ctrl+- 放大缩小"},
	{"移交和验证", "Ctrl+M 移交　Ctrl+O 打开移交文件　Ctrl+H 验证　Ctrl+Shift+O 审签设置"},
	{"随处可用", "Ctrl+Z 撤销　Ctrl+Y 重做　F1 说明　Ctrl+Shift+H 使用手册　F5 检查　Ctrl+G 下一处问题　Ctrl+S 已自动保存　Ctrl+Shift+P 导出 PDF　Ctrl+P 打印　Ctrl+K 按键一览　Ctrl+, 设置　Ctrl+/ 关于　Ctrl+Q 退出　Alt 菜单（再用方向键、Enter）"},
}

// showKeys shows all keys.
func (w *Window) showKeys() {
	items := &widget.Form{}
	for _, k := range keyList {
		items.Append(k.where, prose.NewLabel(joined(k.keys)))
	}
	const widest = 1040
	width := w.room(widest, 0).Width
	w.dialog("按键一览", container.New(widthLayout{width}, items), w.primary("知道了（Esc）", nil))
}

// joined keeps each key on one line with what it does.
func joined(keys string) string { return strings.ReplaceAll(keys, " ", "\u00a0") }

// showAbout names the program, its version and where the data lies.
func (w *Window) showAbout() {
	w.dialog("关于年报通", wrapped(fmt.Sprintf("年报通 %s\n编制、核对、打印政府信息公开工作年度报告。\n数据只存在本机：%s\n程序不连接网络。", w.options.Version, w.options.DataDir)),
		w.primary("知道了（Esc）", nil))
}

// hasErrors says whether a report would print as a draft.
func (e *editor) hasErrors() bool { return check.Count(e.s.Findings(), check.Error) > 0 }
