package editor

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/carry"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/provided"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Explain shows what the place under the cursor wants: F1. What is about a cell or
// a field stands beside it.
func (e *Editor) Explain() {
	a := e.Parts[e.Current].Cursor()
	f := e.Report().Form()
	if c := f.Cell(a); c != nil {
		at, size := e.onScreen()
		e.popHelp(at, size, f.SectionOf(a).Table.Name+"："+c.Name, helpBody(f.Citation, c.Help, kindHelp(c), e.originHelp(a)))
		return
	}
	if field := f.Field(a); field != nil {
		section := form.Help{Tag: form.Practice, Text: f.SectionOf(a).Hint}
		body := helpBody(f.Citation, append([]form.Help{section}, field.Help...), "", "")
		at, size := e.onScreen()
		e.popHelp(at, size, f.SectionOf(a).Heading+"："+field.Name, body)
		return
	}
	w := e.Host
	widgets.ShowDialog(w, "报告信息", container.New(widgets.WidthLayout{Width: 560}, helpBody(f.Citation, reportHelp, "", "")), widgets.NewButton(w, commands.Of(commands.Handbook).Label, widgets.Doing(w, commands.Handbook)), widgets.NewPrimary(w, "知道了（Esc）", nil))
	w.Dialogs().StayOnEscape() // it must not lead away
}

// onScreen is where the place under the cursor stands in the window.
func (e *Editor) onScreen() (at fyne.Position, size fyne.Size) {
	if p, ok := e.Parts[e.Current].(*TablePart); ok {
		return p.Grid.ActiveOnScreen()
	}
	if o, ok := e.Host.Window().Canvas().Focused().(fyne.CanvasObject); ok {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o), fyne.NewSize(o.Size().Width, 2*theme.TextSize())
	}
	return at, e.content.Size()
}

// originHelp tells where a figure came from, "" of a blank cell for which nothing is known.
func (e *Editor) originHelp(a form.Address) string {
	if e.Report().Figure(a).Blank() && carriedHelp(e.Report(), a) == "" {
		return ""
	}
	return e.Opened.Origin(a)
}

// askOrigin tells where what stands under the cursor came from.
func (e *Editor) askOrigin() {
	a := e.Parts[e.Current].Cursor()
	if a == "" {
		e.SetStatus("请先选中一格或者一段文字。")
		return
	}
	at, size := e.onScreen()
	e.Opened.ShowOrigin(at, size, a)
}

// popHelp shows an explanation beside what it is about, with the way to the
// manual.
func (e *Editor) popHelp(at fyne.Position, size fyne.Size, title string, body *fyne.Container) {
	var p *widgets.Popover
	manual := widgets.NewQuiet(e.Host, commands.Of(commands.Handbook).Label, func() {
		p.Close()
		e.Host.Do(commands.Handbook)
	})
	head := &prose.Label{Text: title, Bold: true}
	p = widgets.ShowPopover(e.Host, at, size, container.NewVBox(head, body, widgets.Spread(manual, &widget.Label{Text: "Esc 关闭", Importance: widget.LowImportance})))
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

// carriedHelp says where a figure comes from: which one of the year before it goes on
// from, which rows of a register it counts, or who provided it; "" where that is not
// known.
func carriedHelp(r *report.Report, a form.Address) string {
	text := ""
	if n, ok := provided.At(r, a); ok {
		text = n.Says() + "。"
	}
	if n, ok := counted.Behind(r, a); ok {
		text += n.Says() + "。"
	}
	if from, ok := carry.ExpectedAt(r, a); ok {
		text += from.Says()
	}
	return text
}

// helpBody shows each explanation under its tag, the sources beside it. The
// citation is that of the form that practice is not to be taken for; kind and origin are
// "" where there is nothing to say of them.
func helpBody(citation string, help []form.Help, kind, origin string) *fyne.Container {
	body := container.NewVBox()
	add := func(head, text string) {
		body.Add(container.New(widgets.TightLayout{},
			&widget.Label{Text: head, TextStyle: fyne.TextStyle{Bold: true}},
			prose.NewLabel(text)))
	}
	if origin != "" {
		add(commands.Of(commands.Origin).Name(), origin)
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
	return body
}

// shortHelp is what the status bar says of a cell: its name and what to know first,
// which is where it comes from if that is last year's report.
func shortHelp(c *form.Cell, carried string) string {
	name := "【" + c.Name + "】"
	if carried != "" {
		return name + carried
	}
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
