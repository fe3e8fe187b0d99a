package cli_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"nianbao/app/apptest"
	"nianbao/app/check"
	"nianbao/assets"
	"nianbao/ui/cli"
)

func newClock() *apptest.Clock {
	return &apptest.Clock{At: time.Date(2026, 1, 12, 9, 0, 0, 0, time.Local)}
}

func TestAReportOnTheCommandLine(t *testing.T) {
	c := newComputer(t, nil)
	c.does("list").has(t, "还没有报告。")
	file := c.write("报告.json", string(assets.Example))
	c.does("import "+file).has(t, "已读入：示例县自然资源局2025年政府信息公开工作年度报告，编号 1，还没填 0 处，要改正 0 处")
	c.fails("import "+file, "已有的报告编号是 1")
	c.does("list").has(t, "1\t示例县自然资源局\t2025年\t草稿")
	var list []struct {
		ID   int
		Unit string
	}
	c.does("list --json").reads(t, &list)
	if len(list) != 1 || list[0].ID != 1 || list[0].Unit != "示例县自然资源局" {
		t.Errorf("%+v", list)
	}
	c.does("show 1").has(t, "一、总体情况", "本年新收·商业企业\t6")
	var shown struct{ Unit string }
	c.does("show --json 1").reads(t, &shown)
	if shown.Unit != "示例县自然资源局" {
		t.Errorf("%+v", shown)
	}
	c.does("check 1").has(t, "还没填 0 处，要改正 0 处，要说明 0 处，提示 0 处。", check.Clean)
	c.does("set 1 requests.received.business 8")
	a := c.run([]string{"check", "1"})
	if a.code != cli.Findings {
		t.Errorf("exit code %d with an error in the report", a.code)
	}
	a.has(t, "[要改正] 商业企业一列不平", "相差 2", "总计一列因此也不平。", "要改正 1 处")
	if strings.Contains(a.out, "R3-BAL") {
		t.Errorf("a code for people: %s", a.out)
	}
	var found struct {
		Errors   int
		Findings []struct {
			Rule, Severity, Key, Follows string
			Difference                   json.Number
		}
	}
	c.run([]string{"check", "1", "--json"}).reads(t, &found)
	if found.Errors != 2 || found.Findings[0].Rule != "R3-BAL" || found.Findings[0].Severity != "error" || found.Findings[0].Difference != "2" ||
		found.Findings[0].Follows != "" || found.Findings[1].Follows != found.Findings[0].Key {
		t.Errorf("%+v", found)
	}
	c.does("set 1 requests.received.business 6")
	c.does("export 1 --out "+c.path("报告.pdf")).has(t, "报告.pdf", "每页都印有“草稿”字样")
	c.begins("报告.pdf", "%PDF-")
	c.does("export "+file+" --json --out "+c.path("文件.pdf")).has(t, `"draft": true`, `"errors": 0`)
	c.does("demo --out " + c.path("示例"))
	if files, _ := os.ReadDir(c.path("示例")); len(files) != 2 {
		t.Errorf("%v", files)
	}
	c.does("manual --out " + c.path("手册.pdf"))
	c.begins("手册.pdf", "%PDF-")
}

// The example of demo stands beside a report of the same unit and year, can be worked
// on as any, and is refused where reports are sent on.
func TestTheExampleOnTheCommandLine(t *testing.T) {
	c := newComputer(t, nil)
	c.does("demo --out "+c.path("示例")).has(t, ".pdf", "这是示例", "每页都印有“示例”字样")
	c.does("demo --out " + c.path("示例"))
	c.example()
	c.does("list").has(t, "1\t示例县自然资源局\t2025年\t示例", "2\t示例县自然资源局\t2025年\t草稿")
	c.does("list --json").has(t, `"state": "示例"`, `"example": true`, `"unfilled": 0`)
	c.does("set 1 requests.received.business 9")
	c.does("export 1 --out "+c.path("报告.pdf")).has(t, "每页都印有“示例”字样")
	for _, refused := range []string{"submit 1", "handover 1 --out " + c.path("报告.nbx"), "sheet 1 --out " + c.path("单.pdf")} {
		c.fails(refused, "这是示例，只供练习")
	}
	for _, name := range []string{"报告.nbx", "单.pdf"} {
		if _, err := os.Stat(c.path(name)); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

// One error is enough for the exit code.
func TestOneErrorIsEnough(t *testing.T) {
	c := newComputer(t, nil)
	c.example()
	c.does("set 1 problems.lead 还有【待填】处。")
	if a := c.run([]string{"check", "1"}); a.code != cli.Findings || !strings.Contains(a.err, "还没填 1 处，要改正 0 处") {
		t.Errorf("%+v", a)
	}
}

func (a answer) reads(t *testing.T, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.out), into); err != nil {
		t.Errorf("%v in %s", err, a.out)
	}
}

func TestSetRefusesWhatFitsNowhere(t *testing.T) {
	c := newComputer(t, nil)
	c.example()
	for _, tt := range []struct{ at, raw, says string }{
		{"requests.received.busines", "1", "没有这一格"},
		{"requests.received.total", "1", "由程序计算"},
		{"requests.received.business", "1.5", "整数"},
		{"requests.received.business", "6件", "单位"},
		{"requests.received.business", "-1", "负数"},
		{"disclosed.fees.amount", "abc", "这里只能填数字"},
		{"meta.year", "25", "四位数字"},
		{"meta.signed_on", "2026年", "2026年1月9日"},
		{"meta.signed_on", "2026.2.30", "没有30日"},
		{"meta.facts.no_such", "yes", "没有这一格"},
		{"note.remark.1", "意见", "审核意见只能由提出的人"},
	} {
		c.fails("set 1 "+tt.at+" "+tt.raw, tt.says)
	}
	c.does("show 1").has(t, "本年新收·商业企业\t6")
	c.fails("set 1 requests.received.business", "请给出报告编号、位置和内容")
	c.fails("set 一 requests.received.business 1", "不是报告编号")
	c.fails("set 7 requests.received.business 1", "没有")
}

// Every cell that cannot be read is named, and nothing is imported.
func TestImportNamesEveryBadCell(t *testing.T) {
	c := newComputer(t, nil)
	bad := strings.NewReplacer(`"values": [57, 6,`, `"values": ["五十七", 6.5,`, `"fees.amount": "318.4275"`, `"fees.amount": "318万元"`).Replace(string(assets.Example))
	c.fails("import "+c.write("坏.json", bad), "共 3 处")
	a := c.run([]string{"import", c.path("坏.json")})
	a.has(t, "本年新收·自然人", "本年新收·商业企业", "行政事业性收费")
	c.does("list").has(t, "还没有报告。")
	c.fails("import "+c.write("空.json", ""), "空")
	c.fails("import "+c.write("半.json", `{"unit": "甲局", "year"`), "不完整")
	c.fails("import "+c.path("没有.json"), "没有")
	c.fails("import", "请给出一个文件")
	// What is mended or left out is said, and the report is taken.
	c.does("import "+c.write("多.json", strings.Replace(string(assets.Example), `"format": 1,`, `"format": 1, "comment": "x",`, 1))).has(t, "“comment”一项不是年度报告的内容")
}

func TestUsageIsTold(t *testing.T) {
	c := newComputer(t, nil)
	c.fails("show 9", "没有找到这份报告")
	c.fails("check x.json", "没有")
	for command, says := range map[string]string{
		"prnt":                     "没有“prnt”这个命令",
		"list --jsn":               "无法识别的选项：-jsn",
		"list --data-dir":          "选项 -data-dir 后面缺少内容",
		"list --report x":          "选项 -report 的内容不对",
		"export 1":                 "请用 --out 给出 PDF 文件名",
		"export --out x.pdf":       "请给出一个报告编号或者报告文件",
		"manual":                   "请用 --out 给出 PDF 文件名",
		"demo":                     "请用 --out 给出文件夹",
		"show":                     "请给出一个报告编号或者报告文件",
		"handover 1":               "请用 --out 给出文件名",
		"sheet 1":                  "请用 --out 给出 PDF 文件名",
		"roster":                   "请用 --out 给出文件名",
		"backup now":               "backup 后面只能有选项",
		"restore a b":              "请给出一份备份的名称",
		"rescue x":                 "rescue 不需要别的内容",
		"explain 1 all":            "请给出报告编号、规则和说明",
		"remark 1 x":               "请给出报告编号、位置和意见",
		"answer 1 x":               "请给出报告编号、意见号和处理情况",
		"admit a.nbx --levels 1,x": "--levels 应当写成",
		"admit a.nbx --levels 0":   "--levels 应当写成",
		"admit a.nbx --levels 6":   "--levels 应当写成",
	} {
		c.fails(command, says)
		if a := c.run(strings.Fields(command)); !strings.Contains(a.err, "nianbao help") {
			t.Errorf("%s does not lead to the help: %s", command, a.err)
		}
	}
	if a := c.run([]string{"list", "--data-dir", " "}); a.code != cli.Bad {
		t.Errorf("%+v", a)
	}
	c.does("--version").has(t, "年报通 1.2.3")
	c.does("help").has(t, "用法：", "退出码：0 正常；1", c.data)
	c.does("--help").has(t, "用法：")
}

// A command stands where the options begin or end.
func TestOptionsStandAnywhere(t *testing.T) {
	c := newComputer(t, nil)
	elsewhere := c.path("别处")
	c.does("--data-dir " + elsewhere + " demo --out " + c.path("示例"))
	c.does("list --data-dir "+elsewhere).has(t, "示例县自然资源局")
	c.does("list").has(t, "还没有报告。")
}

func TestTheWindowIsOpenedWithWhatItShows(t *testing.T) {
	c := newComputer(t, nil)
	c.does("")
	c.does("--report 7 --verbose")
	c.does(c.write("甲.nbx", "x"))
	if len(c.windows) != 3 || c.windows[1].Report != 7 || !c.windows[1].Verbose || c.windows[2].File != c.path("甲.nbx") {
		t.Errorf("%+v", c.windows)
	}
	c.claimed = true // a later one hands over to the first
	c.does("")
	c.claimed, c.screen = false, errors.New("no display")
	if a := c.run(nil); a.code != cli.Bad || a.err == "" || len(c.windows) != 3 {
		t.Errorf("%+v, %d windows", a, len(c.windows))
	}
}

func TestBackupsOnTheCommandLine(t *testing.T) {
	c := newComputer(t, nil)
	c.does("restore").has(t, "还没有备份。")
	c.fails("restore newest", "备份")
	c.example()
	second := c.path("U盘")
	if err := os.Mkdir(second, 0o700); err != nil {
		t.Fatal(err)
	}
	c.does("backup --place "+second).has(t, "已备份：", "手动", "1 份报告", "第二备份位置："+second)
	c.does("set 1 requests.received.business 9")
	var copies []struct {
		Name  string
		Sound bool
	}
	c.does("restore --json").reads(t, &copies)
	if len(copies) == 0 || !copies[0].Sound {
		t.Fatalf("%+v", copies)
	}
	c.fails("restore 没有这份.db", "没有“没有这份.db”这份备份")
	c.claimed = true
	c.fails("restore newest", "窗口打开着")
	c.claimed = false
	c.does("restore "+copies[0].Name).has(t, "已恢复：", "原来的数据文件没有删除")
	c.does("show 1").has(t, "本年新收·商业企业\t6")
	c.does("restore newest").has(t, "已恢复：")
	c.does("restore").has(t, "恢复时换下")
	c.does("backup --place none").has(t, "已备份：")
	c.fails("backup --place "+c.path("没有的")+"/x", "")
}

func TestARescueOnTheCommandLine(t *testing.T) {
	c := newComputer(t, nil)
	c.example()
	c.fails("rescue", "") // nothing is wrong with it
	c.does("backup")
	out := c.path("救回")
	path := c.data + "/nianbao.db"
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(content[len(content)/2:], make([]byte, 4096))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	c.fails("list", "nianbao rescue")
	c.does("rescue --out "+out).has(t, "示例县自然资源局\t2025年")
	c.does("list --data-dir "+out).has(t, "示例县自然资源局")
	var rescued struct {
		Reports []struct{ Unit string }
		Kept    string
	}
	c.does("rescue --json").reads(t, &rescued)
	if len(rescued.Reports) != 1 || rescued.Kept == "" {
		t.Errorf("%+v", rescued)
	}
	c.does("list").has(t, "示例县自然资源局")
}

// A change of the form of 2019 may be less than nothing; it is no option.
func TestANumberBelowNothingIsNoOption(t *testing.T) {
	c := newComputer(t, nil)
	c.does("import " + c.write("旧.json", `{"format": 1, "unit": "甲局", "year": 2020, "tables": {"disclosed": {}}}`))
	c.does("set 1 disclosed.licensing.change -35")
	c.does("show 1").has(t, "行政许可·本年增/减\t-35")
}

// A folder gets a file whose name says what it is, beside whatever is there; the same
// hand-over file once.
func TestAFolderGetsANameOfItsOwn(t *testing.T) {
	c := newComputer(t, nil)
	c.example()
	out := c.path("出")
	if err := os.Mkdir(out, 0o700); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		c.does("export 1 --out " + out)
		c.does("handover 1 --out " + out)
		c.does("sheet 1 --out " + out)
	}
	files, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "示例县自然资源局2025年政府信息公开工作年度报告（") {
			t.Errorf("a file %q", f.Name())
		}
	}
	if len(files) != 5 {
		t.Errorf("%d files: %v", len(files), files)
	}
	c.fails("export 1 --out "+c.path("年报（公开版）.pdf"), "公开版")
}

// What other programs made is read in; --dry-run stores nothing.
func TestImportReadsDocuments(t *testing.T) {
	c := newComputer(t, nil)
	content, err := os.ReadFile("../../app/intake/testdata/notes.docx")
	if err != nil {
		t.Fatal(err)
	}
	path := c.write("去年.docx", string(content))
	c.does("import "+path+" --dry-run").has(t, "甲县乙局2025年", "表三：可以采用。", "没有读入")
	c.does("import "+path+" --dry-run --json").has(t, `"grade": "sure"`, `"kind": "docx"`)
	checkReading(t, c.does("import "+path+" --dry-run --json").out)
	c.does("list").has(t, "还没有报告。")
	c.does("import "+path).has(t, "已读入：甲县乙局2025年")
	c.fails("import "+path, "已有的报告编号是 1")
	c.does("import "+path+" --unit 丙局 --year 2024").has(t, "已读入：丙局2024年")
	c.fails("import "+c.write("信.txt", "张三同志：\n你好。"), "没有找到年度报告的内容")
	c.fails("import "+c.write("无名.txt", "一、总体情况\n很好。\n二、主动公开政府信息情况\n"), "没有找到单位名称或者年度")
}

// A file that was saved with a password is asked for it, or says so.
func TestImportReadsFilesWithPasswords(t *testing.T) {
	c := newComputer(t, nil)
	content, err := os.ReadFile("../../app/intake/testdata/locked/locked.docx")
	if err != nil {
		t.Fatal(err)
	}
	path := c.write("去年.docx", string(content))
	c.fails("import "+path, "文件加了密码")
	c.fails("import "+path, "请加上 --password-fd")
	c.fails("import "+path+" --password-fd 0", "文件的密码不对", "报告2025")
	c.fails("import "+path+" --password-fd 0", "文件加了密码", "")
	c.does("import "+path+" --password-fd 0", "报告2025Ab").has(t, "已读入：甲县乙局2025年")
}

// checkReading holds what --dry-run --json prints to the shape that scripts read.
func checkReading(t *testing.T, out string) {
	t.Helper()
	var got struct {
		Report  map[string]json.RawMessage
		Tables  []map[string]string
		Repairs []struct {
			What, Where string
			Count       int
		}
		Source map[string]string
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	var printed map[string]int
	if err := json.Unmarshal(got.Report["printed"], &printed); err != nil || len(printed) != 34 {
		t.Errorf("%d totals of the source, %v", len(printed), err)
	}
	for _, key := range []string{"unit", "year", "edition", "tables", "text"} {
		if got.Report[key] == nil {
			t.Errorf("the report has no %s", key)
		}
	}
	if len(got.Tables) != 3 || got.Repairs == nil {
		t.Errorf("%d tables, repairs %v", len(got.Tables), got.Repairs)
	}
	for _, table := range got.Tables {
		if len(table) != 3 || table["id"] == "" || table["grade"] != "sure" || table["reason"] != "" {
			t.Errorf("a table %v", table)
		}
	}
	if len(got.Source) != 2 || got.Source["kind"] != "docx" {
		t.Errorf("source %v", got.Source)
	}
}
