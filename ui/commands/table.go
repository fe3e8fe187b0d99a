package commands

import (
	"fmt"
	"slices"
	"strings"
)

// The menus, from the left, and what else the list of keys names as a place.
const (
	File     = "文件"
	Edit     = "编辑"
	Go       = "转到"
	View     = "查看"
	SignOff  = "审签"
	Help     = "帮助"
	inList   = "报告列表"
	inParts  = "报告各部分"
	inTable  = "表格填写"
	inText   = "文字填写"
	inBlocks = "表格成块"
	inSource = "读入文件"
	exchange = "移交和验证"
	always   = "随处可用"
)

// The entries of a menu that have others under them.
const (
	pages    = "页面版式"
	ready    = "日期和常用句"
	filling  = "填充和照抄"
	textSize = "界面字号"
	sources  = "台账和报送表"
)

// A key that means something harmless in Word or Excel means the same here or
// nothing: Ctrl+B, Ctrl+I and Ctrl+U do nothing, and no act that is signed has
// a key. Menus and buttons lead to those.

// Menus are the names of the menus, from the left. None has more than thirteen
// entries: more is higher than the window on a small screen.
var Menus = []string{File, Edit, Go, View, SignOff, Help}

// Table is every command of the program, in the order of the menus.
var Table = slices.Concat([]Command{
	{ID: NewReport, Menu: File, Label: "新建报告…", Key: ctrl("N"), Place: inList, Short: "新建"},
	{ID: Import, Menu: File, Label: "导入文件…", Button: "导入", Key: shifted("I"), Place: inList},
	{ID: TakeIn, Menu: File, Label: "新建或者填入草稿", Key: ctrl(enter), Place: inSource, Short: "以此新建草稿，或者填入当前草稿"},
	{ID: Register, Menu: File, Under: sources, Label: "统计依申请公开台账…", Button: "台账", Key: shifted("B"), Place: inParts, Short: "统计台账，填入表三、表四"},
	{ID: Provide, Menu: File, Under: sources, Label: "谁提供，制作报送表…", Button: "报送表", Key: shifted("A"), Place: inParts, Short: "谁提供，制作报送表"},
	{ID: Collect, Menu: File, Under: sources, Label: "收回报送表…", Key: alt("9"), Place: inParts, Short: "收回填好的报送表"},
	{ID: Save, Menu: File, Label: "保存", Key: ctrl("S"), Place: always, Short: "已自动保存", Apart: true},
	{ID: Export, Menu: File, Label: "导出 PDF…", Key: shifted("P"), Place: always},
	{ID: Print, Menu: File, Label: "打印…", Key: ctrl("P"), Place: always},
	{ID: Back, Menu: File, Label: "返回报告列表", Button: "← 返回", Key: ctrl("W"), Place: inParts, Short: "返回列表", Apart: true},
	{ID: Deleted, Menu: File, Label: "已删除的报告…", Key: shifted("D"), Place: inList},
	{ID: Backups, Menu: File, Label: "备份与恢复…", Key: shifted("K"), Place: inList},
	{ID: Rescue, Menu: File, Label: "救回数据…", Key: shifted("F"), Place: inList},
	{ID: Quit, Menu: File, Label: "退出", Key: ctrl("Q"), Place: always, Apart: true},

	{ID: Undo, Menu: Edit, Label: "撤销", Key: ctrl("Z"), Place: always},
	{ID: Redo, Menu: Edit, Label: "重做", Key: ctrl("Y"), Place: always},
	{ID: Cut, Menu: Edit, Label: "剪切", Key: ctrl("X"), Place: inBlocks, Apart: true},
	{ID: Copy, Menu: Edit, Label: "复制", Key: ctrl("C"), Place: inBlocks},
	{ID: Paste, Menu: Edit, Label: "粘贴", Key: ctrl("V"), Place: inBlocks, Short: "粘贴（可从 Excel、Word 粘贴）"},
	{ID: SelectAll, Menu: Edit, Label: "全选", Key: ctrl("A"), Place: inBlocks},
	{ID: FillDown, Menu: Edit, Under: filling, Label: "向下填充", Key: ctrl("D"), Place: inTable, Apart: true},
	{ID: FillZeros, Menu: Edit, Under: filling, Label: "空白填 0", Key: ctrl("L"), Place: inTable},
	{ID: TypeTotals, Menu: Edit, Under: filling, Label: "照抄总计，核对", Key: alt("7"), Place: inTable, Short: "照抄总计"},
	{ID: ChooseDate, Menu: Edit, Under: ready, Label: "选成文日期…", Key: ctrl(";"), Place: inText},
	{ID: Sentence1, Menu: Edit, Under: ready, Label: "填入常用句一", Key: ctrl("T"), Place: inText},
	{ID: Sentence2, Menu: Edit, Under: ready, Label: "填入常用句二", Key: shifted("T"), Place: inText},
	{ID: Computed, Menu: Edit, Label: "以计算值为准", Key: ctrl("E"), Place: inTable},
	{ID: Remove, Menu: Edit, Label: "删除报告…", Button: "删除", Key: plain(remove), Place: inList, Apart: true},
	{ID: Find, Menu: Edit, Label: "查找", Key: ctrl("F"), Place: always},
	{ID: Replace, Menu: Edit, Label: "替换", Key: ctrl("H"), Place: inParts},

	{ID: Previous, Menu: Go, Label: "上一部分", Key: alt(left), Place: inParts},
	{ID: Next, Menu: Go, Label: "下一部分", Key: alt(right), Place: inParts},
}, partCommands(), []Command{
	{ID: NextError, Menu: Go, Label: "下一处问题", Key: ctrl("G"), Place: always, Apart: true},
	{ID: NextNote, Menu: Go, Label: "下一条意见", Key: shifted("G"), Place: SignOff},
	{ID: NextChange, Menu: Go, Label: "下一处改动", Key: shifted("N"), Place: SignOff},

	{ID: Preview, Menu: View, Label: "预览，或者回到填报", Key: plain("F6"), Place: SignOff, Short: "表格或者版面"},
	{ID: Rows, Menu: View, Label: "看台账中的行…", Key: shifted("J"), Place: inTable, Short: "看这一格在台账中的行"},
	{ID: ZoomIn, Menu: View, Label: "放大", Key: ctrl("="), Place: always, Apart: true},
	{ID: ZoomOut, Menu: View, Label: "缩小", Key: ctrl("-"), Place: always},
	{ID: ZoomUsual, Menu: View, Label: "原来大小", Key: ctrl("0"), Place: always},
	{ID: ZoomWhole, Menu: View, Label: "整表适合窗口", Key: ctrl("9"), Place: inTable},
	{ID: LastYear, Menu: View, Label: "显示、收起上年", Key: alt("6"), Place: inParts, Short: "对照上年"},
	{ID: Compact, Menu: View, Label: "紧凑行距", Key: ctrl("8"), Place: inTable},
	{ID: FitPage, Menu: View, Under: pages, Label: "整页", Key: alt("1"), Place: SignOff, Apart: true},
	{ID: FitWidth, Menu: View, Under: pages, Label: "整宽", Key: alt("2"), Place: SignOff},
	{ID: TwoPages, Menu: View, Under: pages, Label: "双页", Key: alt("3"), Place: SignOff},
	{ID: Rail, Menu: View, Under: pages, Label: "页面目录", Button: "目录", Key: alt("4"), Place: SignOff},
	{ID: FoldParts, Menu: View, Label: "收起、展开左边各部分", Key: shifted("L"), Place: inParts, Short: "收起、展开左边", Apart: true},
	{ID: FoldSide, Menu: View, Label: "收起、展开右边检查栏", Key: plain("F7"), Place: inParts, Short: "收起、展开右边"},
	{ID: TextSmall, Menu: View, Under: textSize, Label: "小", Apart: true},
	{ID: TextMedium, Menu: View, Under: textSize, Label: "中"},
	{ID: TextLarge, Menu: View, Under: textSize, Label: "大"},
	{ID: Contrast, Menu: View, Label: "高对比度", Key: alt("5"), Place: always},

	{ID: Check, Menu: SignOff, Label: "检查全部数据", Key: plain("F5"), Place: always, Short: "检查"},
	{ID: Reason, Menu: SignOff, Label: "写明情况…", Key: shifted("E"), Place: SignOff},
	{ID: Submit, Menu: SignOff, Label: "送审…"},
	{ID: Approve, Menu: SignOff, Label: "通过…"},
	{ID: Return, Menu: SignOff, Label: "退回修改…", Button: "退回"},
	{ID: Withdraw, Menu: SignOff, Label: "撤回送审…", Button: "撤回"},
	{ID: Reopen, Menu: SignOff, Label: "撤销审批（更正）…"},
	{ID: Correction, Menu: SignOff, Label: "导出更正说明…", Key: shifted("M"), Place: SignOff},
	{ID: Record, Menu: SignOff, Label: "审签记录", Key: ctrl("J"), Place: SignOff},
	{ID: HandOver, Menu: SignOff, Label: "移交…", Key: ctrl("M"), Place: exchange, Apart: true},
	{ID: OpenFile, Menu: SignOff, Label: "打开移交文件…", Key: ctrl("O"), Place: exchange},
	{ID: Verify, Menu: SignOff, Label: "验证…", Key: shifted("Y"), Place: exchange},
	{ID: Office, Menu: SignOff, Label: "审签设置…", Key: shifted("O"), Place: exchange, Apart: true},

	{ID: Explain, Menu: Help, Label: "填报说明", Key: plain("F1"), Place: always, Short: "说明"},
	{ID: Origin, Menu: Help, Label: "数字来源", Key: alt("8"), Place: inParts, Short: "这一格的来源"},
	{ID: Handbook, Menu: Help, Label: "使用手册", Key: shifted("H"), Place: always},
	{ID: Example, Menu: Help, Label: "打开示例", Key: shifted("X"), Place: inList},
	{ID: Keys, Menu: Help, Label: "按键一览", Key: ctrl("K"), Place: always},
	{ID: Settings, Menu: Help, Label: "设置…", Key: ctrl(","), Place: always},
	{ID: Examine, Menu: Help, Label: "检查本机…", Key: shifted("R"), Place: always},
	{ID: About, Menu: Help, Label: "关于年报通", Key: ctrl("/"), Place: always, Short: "关于"},

	{ID: Clear, Label: "清除", Key: plain(remove), Place: inTable},
	{ID: WriteRemark, Label: "写意见…", Key: plain(enter), Place: SignOff},
	{ID: Open, Label: "打开", Key: plain(enter), Place: inList},
	{ID: Cancel, Label: "取消", Key: plain(escape), Place: inList, Short: "显示全部"},
	{ID: Refresh, Label: "重新读取", Key: plain("F5"), Place: inList},
	{ID: Messages, Label: "全部消息", Key: plain("F8"), Place: always},
	{ID: Menu, Label: "菜单", Key: plain("F10"), Place: always},
	{ID: List, Label: "返回报告列表"},
	{ID: MoveStore, Label: "写到新的数据文件…"},
	{ID: WriteBack, Label: "写回原处"},
})

// partCommands are those that show a part of the report. The list of keys tells
// of them in a sentence.
func partCommands() []Command {
	var out []Command
	for i, name := range parts {
		key := ctrl(fmt.Sprint(i))
		if i == 0 {
			key = ctrl("7") // Ctrl+0 is the usual size, as everywhere
		}
		out = append(out, Command{ID: Part(i), Menu: Go, Label: name, Key: key, Apart: i == 0})
	}
	return out
}

// KeyGroup is what the list of keys says of one place.
type KeyGroup struct {
	Place string
	Keys  []KeyUse
}

// KeyUse is a key, or several, and what it does.
type KeyUse struct{ Key, Does string }

// widgetKeys are the keys that are no commands: what tables, texts and lists do
// with them, and what stands for several commands.
var widgetKeys = []KeyGroup{
	{inList, []KeyUse{{"↑ ↓", "选择"}, {"Ctrl+Z", "撤销删除"}, {"Ctrl+V", "读入复制的整份报告"}}},
	{inParts, []KeyUse{{"Ctrl+1 至 Ctrl+6", "第一至第六部分"}, {"Ctrl+7", "报告信息"}}},
	{"表格移动", []KeyUse{{"方向键", ""}, {"Tab", "右移"}, {"Shift+Tab", "左移"}, {"Enter", "下移，Tab 之后回到开始的列"}, {"Home / End", "行首行尾"}, {"Ctrl+Home / Ctrl+End", "表首表尾"}}},
	{inTable, []KeyUse{{"直接输入", "覆盖"}, {"F2", "修改"}, {"Esc", "放弃"}, {"Shift+F10", "右键菜单"}}},
	{inBlocks, []KeyUse{{"Shift+方向键或者拖动", "选择"}}},
	{inText, []KeyUse{{"Tab", "下一栏"}, {"Shift+Tab", "上一栏"}, {"Ctrl+Home / Ctrl+End", "栏首栏尾"}}},
	{inSource, []KeyUse{{"↑ ↓", "选择"}, {"空格", "取或者不取"}, {"Tab", "原件、读出的内容"}}},
	{"查找栏", []KeyUse{{"Enter", "下一处"}, {"Shift+Enter", "上一处"}, {"Esc", "关闭"}}},
	{SignOff, []KeyUse{{"Ctrl+↑ / Ctrl+↓", "在页面上选上一处、下一处"}, {"F10", "菜单中有送审、通过、退回、撤回；签名的操作没有快捷键，免得误按"}}},
	{exchange, nil},
	{always, nil},
}

// KeyGroups is the list of keys, by the places where they mean something.
func KeyGroups() []KeyGroup {
	var out []KeyGroup
	for _, g := range widgetKeys {
		keys := slices.Clone(g.Keys)
		for i := range Table {
			if c := &Table[i]; c.Place == g.Place && c.Key != (Key{}) {
				keys = append(keys, KeyUse{c.Key.String(), c.called()})
			}
		}
		out = append(out, KeyGroup{g.Place, keys})
	}
	return out
}

func (c *Command) called() string {
	if c.Short != "" {
		return c.Short
	}
	return strings.TrimPrefix(c.Name(), "← ")
}

// KeyLines are the list of keys as lines of text, one for each place.
func KeyLines() []string {
	var out []string
	for _, g := range KeyGroups() {
		out = append(out, "**"+g.Place+"**："+g.String())
	}
	return out
}

// String writes the keys of a place, each with what it does.
func (g KeyGroup) String() string {
	var uses []string
	for _, u := range g.Keys {
		uses = append(uses, strings.TrimSpace(u.Key+" "+u.Does))
	}
	return strings.Join(uses, "　")
}
