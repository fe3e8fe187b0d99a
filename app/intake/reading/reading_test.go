package reading

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/intake/page"
	"nianbao/app/report"
)

// understood reads a text as pageOf makes it, which must be a report.
func understood(t *testing.T, lines ...string) *Reading {
	t.Helper()
	got, err := Read(catalog(t), pageOf(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// requestsTable is the table of requests of an edition, with a figure for every cell.
func requestsTable(t *testing.T, year int, figure func(row, value string) int) string {
	t.Helper()
	var b strings.Builder
	of := catalog(t).ForYear(year).Table("requests")
	for _, id := range of.RowIDs {
		sum := 0
		for _, c := range of.ValueCells() {
			if c.RowID != id {
				continue
			}
			if c.Col == of.LabelColumns {
				b.WriteString(of.At(c.Row, of.LabelColumns-1).Text)
			}
			n := figure(id, c.ValueID)
			if c.ValueID == "total" {
				n = sum
			}
			sum += n
			fmt.Fprintf(&b, "\t%d", n)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func none0(string, string) int { return 0 }

func tableOf(t *testing.T, got *Reading, id string) Table {
	t.Helper()
	for _, table := range got.Tables {
		if table.ID == id {
			return table
		}
	}
	t.Fatalf("no table %s", id)
	return Table{}
}

func TestTitles(t *testing.T) {
	for line, want := range map[string]title{
		"甲县乙局2025年政府信息公开工作年度报告":    {unit: "甲县乙局", year: 2025},
		"甲县乙局2024年度政府信息公开年度报告":     {unit: "甲县乙局", year: 2024},
		"关于甲县乙局2023年政府信息公开工作情况的报告": {unit: "甲县乙局", year: 2023},
		"2022年甲市政府信息公开工作年度报告":      {unit: "甲市", year: 2022},
		"2022年政府信息公开工作年度报告":        {year: 2022},
		"甲街道政府信息公开工作年度报告":          {unit: "甲街道"},
		"甲街道甲街道2021年政府信息公开工作年度报告":  {unit: "甲街道", year: 2021},
		"甲县乙局二〇二五年政府信息公开工作年度报告":    {unit: "甲县乙局", year: 2025},
		"甲县乙局二○一九年政府信息公开工作年度报告":    {unit: "甲县乙局", year: 2019},
		"甲县乙局2025年政务公开工作报告":        {unit: "甲县乙局", year: 2025},
		"关于公布甲县乙局2025年政府信息公开工作的通知": {},
	} {
		if is, ok := readAsTitle(line); is != want || ok != (want != title{}) {
			t.Errorf("%s: %+v, %v", line, is, ok)
		}
	}
}

// A title may be broken; what stands before it is the site's.
func TestUnitAndYear(t *testing.T) {
	for name, c := range map[string]struct {
		head []string
		unit string
		year int
	}{
		"broken":    {[]string{"首页", "甲县人民政府乙局", "2024年政府信息公开工作", "年度报告"}, "甲县人民政府乙局", 2024},
		"links":     {[]string{"丙局2021年政府信息公开工作年度报告", "甲局2024年政府信息公开工作年度报告"}, "甲局", 2024},
		"path":      {[]string{"当前位置：首页>甲局2020年政府信息公开工作年度报告", "甲局2024年政府信息公开工作年度报告"}, "甲局", 2024},
		"path near": {[]string{"甲局2024年政府信息公开工作年度报告", "当前位置：首页>丙局2020年政府信息公开工作年度报告"}, "甲局", 2024},
		"period":    {[]string{"甲局政府信息公开工作年度报告", "统计期限自2023年1月1日起至2023年12月31日止。"}, "甲局", 2023},
		"no period": {[]string{"甲局政府信息公开工作年度报告"}, "甲局", 0},
	} {
		got := understood(t, append(c.head, "一、总体情况", "做了工作。", "六、其他需要报告的事项", "无")...)
		year := got.Report.Year()
		if !got.HasYear() {
			year = 0
		}
		if got.Report.Unit() != c.unit || year != c.year || got.Unknown() != (c.year == 0) {
			t.Errorf("%s: %s, %d", name, got.Report.Unit(), year)
		}
	}
	p := pageOf("一、总体情况\n好。\n六、其他需要报告的事项\n无")
	p.Title = "甲局2024年政府信息公开工作年度报告_甲县人民政府"
	if got, err := Read(catalog(t), p); err != nil || got.Report.Unit() != "甲局" || got.Report.Year() != 2024 {
		t.Errorf("the name of the file is not read: %v", err)
	}
}

func TestWhatIsNoReport(t *testing.T) {
	for text, want := range map[string]error{
		"一、总体情况\n全年主动公开政府信息5条。":     nil,
		"一、总体情况\n全年植树5棵。":           ErrNoReport,
		"二、植树\n好。\n三、种草\n好。":        ErrNoReport,
		"政府信息公开":                    ErrNoReport,
		"行政许可\t5\n行政处罚\t0\n行政强制\t0": nil,
	} {
		if _, err := Read(catalog(t), pageOf(text)); !errors.Is(err, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Of two reports in a file the first is read; a list of contents is none.
func TestContentsAndSeveralReports(t *testing.T) {
	one := func(figure string) string {
		return "一、总体情况\n（一）主动公开\n" + figure + "\n二、主动公开政府信息情况\n行政许可\t" + figure + "\n行政处罚\t0\n行政强制\t0\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无"
	}
	got := understood(t, "目录", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "六、其他需要报告的事项", one("5"))
	if got.Report.Raw("disclosed.licensing.decisions") != "5" || got.Report.Text("others.matters") != "无" || strings.Contains(strings.Join(got.Notes, ""), "不止一份") {
		t.Errorf("behind the contents %q, %q", got.Report.All(), got.Notes)
	}
	got = understood(t, one("5"), "丙局2025年政府信息公开工作年度报告", one("7"))
	if got.Report.Raw("disclosed.licensing.decisions") != "5" || !strings.Contains(strings.Join(got.Notes, ""), "不止一份") {
		t.Errorf("of two %q, %q", got.Report.Raw("disclosed.licensing.decisions"), got.Notes)
	}
}

// A table is sure only where nothing is left to be said of it.
func TestGrades(t *testing.T) {
	const head = "甲局2025年政府信息公开工作年度报告\n二、主动公开政府信息情况\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t0\n"
	rest := "行政许可\t5\n行政处罚\t0\n行政强制\t0\n行政事业性收费\t1.5"
	for name, c := range map[string]struct {
		text  string
		grade Grade
		says  string
	}{
		"whole":          {rest, Sure, ""},
		"units":          {strings.NewReplacer("\t5", "\t5件", "1.5", "1.5万元").Replace(rest), Sure, ""},
		"another unit":   {strings.Replace(rest, "1.5", "15000元", 1), Look, "有 1 格不是数字"},
		"a blank":        {strings.Replace(rest, "\t5", "\t ", 1), Look, "原件中 1 格是空白"},
		"a stroke":       {strings.Replace(rest, "\t5", "\t/", 1), Look, "有 1 格不是数字，没有读入"},
		"a row missing":  {strings.Replace(rest, "行政处罚\t0\n", "", 1), Look, "原件中没有 1 格"},
		"twice the same": {rest + "\n行政许可\t5", Sure, ""},
		"twice another":  {rest + "\n行政许可\t6", Unreadable, "在原件中出现了两次"},
	} {
		is := tableOf(t, understood(t, head+c.text), "disclosed")
		if is.Grade != c.grade || !strings.Contains(is.Reason, c.says) || (c.says == "") != (is.Reason == "") {
			t.Errorf("%s: %s, %s", name, is.Grade, is.Reason)
		}
		if c.grade == Unreadable && len(is.Cells) > 0 {
			t.Errorf("%s: %d cells", name, len(is.Cells))
		}
	}
	got := understood(t, head+strings.Replace(rest, "\t5", "\t5（含上年）", 1))
	if c := tableOf(t, got, "disclosed").Left["disclosed.licensing.decisions"]; c.Raw != "5（含上年）" || got.Report.Raw("disclosed.licensing.decisions") != "" {
		t.Errorf("a note: %+v", c)
	}
}

// A table that is not there, or in which nothing stands, was not misread.
func TestTablesThatLackSomething(t *testing.T) {
	const head = "甲局2025年政府信息公开工作年度报告\n一、总体情况\n好。\n二、主动公开政府信息情况\n"
	for name, c := range map[string]struct{ text, is string }{
		"no table":       {head, "没有找到"},
		"nothing in it":  {head + "行政许可\t \n行政处罚\t \n行政强制\t ", "没有数字"},
		"strokes":        {head + "行政许可\t/\n行政处罚\t/\n行政强制\t/", "无法识别"},
		"as it should":   {head + "行政许可\t1\n行政处罚\t2\n行政强制\t3", "请核对"},
		"another's rows": {head + "植树造林\t1\n封山育林\t2\n退耕还林\t3", "无法识别"},
	} {
		if is := tableOf(t, understood(t, c.text), "disclosed"); is.GradeName() != c.is {
			t.Errorf("%s: %s, %s", name, is.GradeName(), is.Reason)
		}
	}
}

// A printed total that differs is kept beside the computed one, and told.
func TestPrintedTotals(t *testing.T) {
	text := requestsTable(t, 2025, none0)
	got := understood(t, "三、收到和处理政府信息公开申请情况", strings.Replace(text, "\t0\n", "\t7\n", 1))
	is := tableOf(t, got, "requests")
	if is.Grade != Look || !strings.Contains(is.Reason, "有 1 个总计与计算的不一致") || !strings.Contains(is.Reason, "原件为 7，计算为 0") {
		t.Errorf("%s, %s", is.Grade, is.Reason)
	}
	if n := got.Report.PrintedTotal("requests.received.total"); n.String() != "7" || got.Report.Figure("requests.received.total").String() != "0" {
		t.Errorf("printed %s", n)
	}
	if is := tableOf(t, understood(t, "三、收到和处理政府信息公开申请情况", text), "requests"); is.Grade != Sure {
		t.Errorf("%s, %s", is.Grade, is.Reason)
	}
}

// One row of the earlier edition is three of today's: zero is zero in each, anything
// else stays blank. The other way round, three are added.
func TestRowsOfTheOtherEdition(t *testing.T) {
	earlier := func(n int) *Reading {
		return understood(t, "甲局2025年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况",
			requestsTable(t, 2020, func(row, value string) int {
				if row == "otherwise_closed" && value == "business" {
					return n
				}
				return 0
			}))
	}
	got := earlier(0)
	for _, part := range []string{"late_supplement", "fee_unpaid", "other"} {
		a := form.Address("requests.otherwise_closed." + part + ".business")
		if got.Report.Form().Cell(a) != nil && got.Report.Raw(a) != "0" {
			t.Errorf("%s is %q", a, got.Report.Raw(a))
		}
	}
	if c := tableOf(t, got, "requests").Cells["requests.otherwise_closed.other.business"]; c.MadeOf != "原件只有“其他处理”一行，是 0" {
		t.Errorf("a zero of a row that the document does not have: %+v", c)
	}
	if c := tableOf(t, got, "requests").Cells["requests.received.business"]; c.MadeOf != "" {
		t.Errorf("a zero of the document's own: %+v", c)
	}
	got = earlier(3)
	is := tableOf(t, got, "requests")
	if is.Grade != Look || !strings.Contains(is.Reason, "只有一行（商业企业 3 件、总计 3 件）") {
		t.Errorf("%s, %s", is.Grade, is.Reason)
	}
	for a, text := range got.Report.All() {
		if strings.HasPrefix(string(a), "requests.otherwise_closed") && strings.HasSuffix(string(a), ".business") && text != "" {
			t.Errorf("%s is guessed: %q", a, text)
		}
	}
	got = understood(t, "甲局2020年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况",
		requestsTable(t, 2025, func(row, value string) int {
			if strings.HasPrefix(row, "otherwise_closed.") && value == "business" {
				return 2
			}
			return 0
		}))
	if sum := got.Report.Raw("requests.otherwise_closed.business"); sum != "6" {
		t.Errorf("the sum of three rows is %q", sum)
	}
	if c := tableOf(t, got, "requests").Cells["requests.otherwise_closed.business"]; c.MadeOf != "原件“其他处理”分为 3 行，合计是 6" {
		t.Errorf("a sum of rows: %+v", c)
	}
	blank := strings.Replace(requestsTable(t, 2025, none0), "3.其他\t0\t0", "3.其他\t0\t", 1)
	got = understood(t, "甲局2020年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", blank)
	if sum := got.Report.Raw("requests.otherwise_closed.business"); sum != "" || got.Report.Raw("requests.otherwise_closed.natural_person") != "0" {
		t.Errorf("of three rows, one of which is blank, the sum is %q", sum)
	}
}

// Figures of the second table mean something else in the other edition.
func TestAnotherEditionsTableOfDisclosure(t *testing.T) {
	is := tableOf(t, understood(t, "甲局2025年政府信息公开工作年度报告", "二、主动公开政府信息情况",
		"信息内容\t上一年项目数量\t本年增/减\t处理决定数量", "行政许可\t5\t0\t5", "其他对外管理服务事项\t1\t0\t1", "政府集中采购\t1\t2"), "disclosed")
	if is.Grade != Unreadable || !strings.Contains(is.Reason, "口径不同") || len(is.Cells) > 0 {
		t.Errorf("%s, %s, %v", is.Grade, is.Reason, is.Cells)
	}
}

// Sub-headings lead to fields; where one is none of the form's nothing is torn apart.
func TestSubheadings(t *testing.T) {
	got := understood(t, "一、总体情况", "前言。", "（一）主动公开情况", "甲。", "（二）依申请公开情况：乙。", "(五)监督保障", "丙。", "丁。", "五、存在的主要问题及改进情况", "无")
	for a, want := range map[form.Address]string{"overview.lead": "前言。", "overview.disclosure": "甲。", "overview.on_request": "乙。", "overview.supervision": "丙。\n丁。"} {
		if is := got.Report.Text(a); is != want {
			t.Errorf("%s: %q", a, is)
		}
	}
	got = understood(t, "一、总体情况", "（一）主动公开", "甲。", "（二）植树造林", "乙。", "五、存在的主要问题及改进情况", "无")
	if is := got.Report.Text("overview.lead"); is != "（一）主动公开\n甲。\n（二）植树造林\n乙。" || !strings.Contains(strings.Join(got.Notes, ""), "小标题与格式不同") {
		t.Errorf("%q, %q", is, got.Notes)
	}
	got = understood(t, "一、总体情况", "（一）主动公开", "甲。", "（一）主动公开情况", "乙。", "五、存在的主要问题及改进情况", "无")
	if is := got.Report.Text("overview.disclosure"); is != "" {
		t.Errorf("of two of one name: %q", is)
	}
}

func TestPreambleAndSignature(t *testing.T) {
	got := understood(t, "甲局2025年政府信息公开工作年度报告", "发布时间：2026-01-09", "来源：甲局", "本报告由甲局按照条例编制，统计期限自2025年1月1日起。", "一、总体情况", "好。", "六、其他需要报告的事项", "本年度未收取信息处理费。", "另有一事。", "甲局", "2026年1月9日")
	for a, want := range map[form.Address]string{
		report.Preamble: "本报告由甲局按照条例编制，统计期限自2025年1月1日起。", report.SignedBy: "甲局", report.SignedOn: "2026-01-09",
		"others.processing_fee": "本年度未收取信息处理费。", "others.matters": "另有一事。",
	} {
		if is := got.Report.Raw(a); is != want {
			t.Errorf("%s: %q", a, is)
		}
	}
}

// What was mended is told, once for all of its kind.
func TestRepairs(t *testing.T) {
	got := understood(t, "一、總體情況", "本(běn)機關(guān)製發檔。", "— 3 —", "五、存在的主要問題及改進情況", "無")
	said := strings.Join(got.RepairLines(), "")
	for _, want := range []string{"繁体字改为简体字", "拼音，2 处", "页码。"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s is not told: %s", want, said)
		}
	}
	if is := got.Report.Text("overview.lead"); !strings.HasPrefix(is, "本机关制发") {
		t.Errorf("%q", is)
	}
	for text, ordinal := range map[string]string{"?。ㄒ唬┲鲃庸_": "一", "。ǘ┮郎暾埞_": "二", "。ㄈ┱畔": "三", "。ㄋ模o法": "四", "。ㄎ澹┍O": "五", "。┢渌": "六", "。ㄆ撸┛傆?": "七", "（一）主动公开": "", "。": ""} {
		if is, _ := damagedLabel(text); is != ordinal {
			t.Errorf("%s: %q", text, is)
		}
	}
	if _, rest := damagedLabel("?。ㄒ唬┲鲃庸_br/>正文"); rest != "正文" {
		t.Errorf("what stood behind a tag: %q", rest)
	}
}

// A picture stands for a table only in its own part.
func TestPicturesInParts(t *testing.T) {
	got := understood(t, "#", "一、总体情况", "好。", "二、主动公开政府信息情况", "#", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "无")
	for id, picture := range map[string]bool{"disclosed": true, "requests": false, "disputes": false} {
		if is := tableOf(t, got, id); is.Grade != Unreadable || strings.Contains(is.Reason, "图片") != picture {
			t.Errorf("%s: %s, %s", id, is.Grade, is.Reason)
		}
	}
}

// A sheet that holds a whole report is taken apart at its headings.
func TestAReportInOneTable(t *testing.T) {
	table := &page.Table{}
	for line := range strings.SplitSeq("甲局2025年政府信息公开工作年度报告\n一、总体情况\n好。\n二、主动公开政府信息情况\n行政许可\t5\n行政处罚\t6\n行政强制\t7\n六、其他需要报告的事项\n无", "\n") {
		var row []page.Cell
		for text := range strings.SplitSeq(line, "\t") {
			row = append(row, page.Cell{Text: text, Rows: 1, Columns: 1})
		}
		table.Rows = append(table.Rows, row)
	}
	p := &page.Page{Kind: "xlsx"}
	p.AddTable(table)
	got, err := Read(catalog(t), p)
	if err != nil || got.Report.Unit() != "甲局" || got.Report.Text("overview.lead") != "好。" || got.Report.Raw("disclosed.penalties.decisions") != "6" {
		t.Fatalf("%v, %v", got, err)
	}
}

// A year of another edition lays the report out anew, and what has no place is told.
func TestNamingTheYear(t *testing.T) {
	got := understood(t, "甲局政府信息公开工作年度报告", "二、主动公开政府信息情况", "行政许可\t5", "行政处罚\t6", "行政强制\t7", "行政事业性收费\t1.5")
	if !got.Unknown() || got.HasYear() {
		t.Fatal("the year is known")
	}
	if err := got.Name(report.Year, "二〇二〇年"); err != nil || got.Unknown() || got.Report.Year() != 2020 || got.Report.Form().Edition != "2019" {
		t.Fatalf("%v, %d", err, got.Report.Year())
	}
	if !strings.Contains(strings.Join(got.Notes, ""), "没有位置") {
		t.Errorf("%q %q", got.Notes, got.Report.All())
	}
	if err := got.Name(report.Year, "明年"); err == nil {
		t.Error("that is no year")
	}
}
