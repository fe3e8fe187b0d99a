package cli_test

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/assets"
	"nianbao/ui/cli"
)

const (
	officePassword = "名册的密码一二三" // #nosec G101 -- of made-up people
	ownPassword    = apptest.Password
)

// office has three people on one computer, and the example ready to be sent.
func office(t *testing.T) *computer {
	t.Helper()
	c := newComputer(t, nil)
	c.fails("people", "还没有名册")
	c.does("found 示例县自然资源局 --office-password-fd 0", officePassword).has(t, "名册代码", "第1级　承办人员初审", "第3级　单位行政负责人审批")
	for name, level := range map[string]string{"张三": "1", "李四": "2", "王五": "3"} {
		c.does("enrol "+name+" --post 科员 --password-fd 0 --out "+c.path(name+".nbx"), ownPassword).has(t, "密钥代码")
		c.does("admit "+c.path(name+".nbx")+" --levels "+level+" --office-password-fd 0 --out "+c.path("名册.nbx"), officePassword).has(t, "登记 "+name)
	}
	c.does("choose 张三")
	c.example()
	return c
}

func TestASignOffOnTheCommandLine(t *testing.T) {
	c := office(t)
	c.does("people").has(t, "张三\t科员\t可签 1 级", "王五")
	c.does("people --json").has(t, `"office": "示例县自然资源局"`, `"name": "李四"`)
	c.does("set 1 meta.signed_on 2025-12-31")
	c.fails("submit 1 --password-fd 0", "还有 1 处要说明", ownPassword)
	c.fails("explain 1 R9-NONE 已核对", "没有这样的要说明的问题")
	c.does("explain 1 all 已核对。").has(t, "已说明 1 处。")
	c.fails("submit 1", "这里不是终端")
	c.fails("submit 1 --password-fd 0", "密码", "不对的密码一二三四")
	c.does("submit 1 --password-fd 0", ownPassword).has(t, "状态：待初审", "内容摘要：")
	c.fails("set 1 requests.received.business 7", "锁定")
	c.does("withdraw 1 --password-fd 0", ownPassword).has(t, "已撤回")
	c.does("submit 1 --password-fd 0 --json", ownPassword).has(t, `"state": "待初审"`, `"level": 1`)
	c.fails("approve 1 --as 李四 --password-fd 0", "", ownPassword)
	c.fails("approve 1 --as 赵六 --password-fd 0", "名册中没有“赵六”", ownPassword)
	c.does("approve 1 --as 张三 --opinion 数据已核对 --password-fd 0", ownPassword).has(t, "状态：待审核")
	c.does("remark 1 requests.received.business 请核对 --as 李四")
	c.fails("return 1 --as 李四 --password-fd 0", "理由", ownPassword)
	c.does("return 1 --as 李四 --opinion 请核对后再报 --password-fd 0", ownPassword).has(t, "状态：退回修改")
	log := c.does("log 1")
	log.has(t, "[有效]", "请核对", "未处理")
	id := regexp.MustCompile(`意见 (\S+)（`).FindStringSubmatch(log.out)
	if id == nil {
		t.Fatal(log.out)
	}
	c.fails("answer 1 1 已核对无误", "没有编号为“1”的意见，没有回复")
	c.does("answer 1 "+id[1]+" 已核对无误").has(t, "已回复 1 条意见")
	c.does("log 1").has(t, "已处理：已核对无误")
	c.does("log 1 --json").has(t, `"kind": "return"`, `"holds": true`, `"answer": "已核对无误"`)
	c.does("submit 1 --password-fd 0", ownPassword)
	c.does("approve 1 --as 李四 --password-fd 0", ownPassword)
	c.does("approve 1 --as 王五 --password-fd 0", ownPassword).has(t, "状态：已审批")
	c.does("export 1 --json --out "+c.path("批.pdf")).has(t, `"draft": false`)
	c.does("sheet 1 --out " + c.path("单.pdf"))
	c.begins("单.pdf", "%PDF-")
	c.fails("correction 1", "没有更正过")
	c.does("reopen 1 --opinion 更正一处数据 --password-fd 0", ownPassword).has(t, "报告现在的状态：草稿")
	c.does("set 1 overview.lead 更正以后的第一段。")
	c.does("list").has(t, "更正2026年")
	c.does("list --json").has(t, `"correcting": "更正`)
	c.does("log 1").has(t, "更正中：对照的是", "更正一处数据")
	c.does("correction 1").has(t, "更正为“更正以后的第一段。”")
	c.does("correction 1 --json").has(t, `"reason": "更正一处数据"`, `"approved": false`)
	c.does("correction 1 --out "+c.path("更正说明.pdf")).has(t, "每页都印有“草稿”字样")
	c.begins("更正说明.pdf", "%PDF-")
	c.does("dismiss 李四 --office-password-fd 0", officePassword)
	c.does("people").has(t, "已离开")
	c.does("roster --out " + c.path("新名册.nbx"))
}

// A name that two have does not say who.
func TestANameOfTwoPeopleIsAskedAbout(t *testing.T) {
	c := office(t)
	c.does("enrol 张三 --post 主任 --password-fd 0 --out "+c.path("又.nbx"), ownPassword)
	c.does("admit "+c.path("又.nbx")+" --levels 2 --office-password-fd 0", officePassword)
	c.fails("choose 张三", "名册中有几个“张三”")
}

// What was deleted before the first submission stays on this computer.
func TestTheRecordBeginsAtTheFirstSubmission(t *testing.T) {
	c := office(t)
	c.does("set 1 overview.lead 申请人11010519491231002X")
	c.does("set 1 overview.lead 依法公开。")
	c.does("handover 1 --out "+c.path("草稿.nbx")).has(t, "110105********002X", "已经删去")
	c.does("submit 1 --password-fd 0", ownPassword).has(t, "从这次送审开始新的编制记录", "--whole-record", "已送审")
	c.does("handover 1 --out " + c.path("送审.nbx"))
	raw, err := os.ReadFile(c.path("送审.nbx"))
	if err != nil || strings.Contains(string(raw), "11010519491231002X") {
		t.Errorf("the number is in the file: %v", err)
	}
	c.does("show 1").has(t, "编制记录从送审时开始")
	c.does("log 1").has(t, "编制记录从送审时开始", "[有效]")
	c.does("log 1 --before").has(t, "11010519491231002X", "与现在的编制记录中写的一致")
	c.does("verify "+c.path("送审.nbx")).has(t, "验证通过", "编制记录从送审时开始")
	c.does("withdraw 1 --password-fd 0", ownPassword).has(t, "已撤回")
	other := office(t)
	other.does("submit 1 --whole-record --password-fd 0", ownPassword)
	other.fails("log 1 --before", "编制记录是完整的")
}

// Figures of the year before go along, and are compared with where that report is
// not.
func TestFiguresOfTheYearBeforeOnTheCommandLine(t *testing.T) {
	c := office(t)
	c.does("overview 1").has(t, "没有上年数可以比较")
	last := strings.Replace(string(assets.Example), `"year": 2025`, `"year": 2024`, 1)
	if err := os.WriteFile(c.path("上年.json"), []byte(last), 0o600); err != nil {
		t.Fatal(err)
	}
	c.does("import " + c.path("上年.json"))
	c.does("overview 1").has(t, "持平", "上年数取自本机的2024年报告（草稿）")
	file := c.path("报告.nbx")
	c.does("submit 1 --password-fd 0", ownPassword)
	c.does("handover 1 --out "+file+" --sign --password-fd 0", ownPassword).has(t, "2024年报告的数字一并移交")
	other := newComputer(t, c.clock)
	code := regexp.MustCompile(`名册代码 ((?:[0-9A-F]{4} ){4}[0-9A-F]{4})`).FindStringSubmatch(c.does("people").out)
	if a := other.run([]string{"open", file, "--code", code[1]}); a.code != cli.Fine || !strings.Contains(a.err, "nianbao overview 1") {
		t.Fatalf("%+v", a)
	}
	other.does("overview 1").has(t, "持平", "随移交文件带来：取自张三电脑上的2024年报告", "移交时由张三签名")
	other.does("overview 1 --json").has(t, `"signer": "张三"`, `"brought": true`, `"before": `)
}

func TestAHandOverOnTheCommandLine(t *testing.T) {
	c := office(t)
	file := c.path("报告.nbx")
	c.does("submit 1 --password-fd 0", ownPassword)
	c.does("handover 1 --out " + file)
	folder := t.TempDir()
	first := c.does("handover 1 --out " + folder).out
	c.does("handover 1 --out "+folder).has(t, "没有再写一份", first)
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("handed over twice: %v %v", files, err)
	}
	other := newComputer(t, c.clock)
	code := regexp.MustCompile(`名册代码 ((?:[0-9A-F]{4} ){4}[0-9A-F]{4})`).FindStringSubmatch(c.does("people").out)
	if code == nil {
		t.Fatal("the people are shown without the code of their roster")
	}
	if a := other.run([]string{"open", file}); a.code != cli.Bad || strings.Contains(a.err, code[1]) {
		t.Fatalf("a new office is taken without its code, or told which it is: %+v", a)
	}
	if wrong := other.run([]string{"open", file, "--code", "0000 0000 0000 0000 0000"}); wrong.code != cli.Bad {
		t.Errorf("%+v", wrong)
	}
	if a := other.run([]string{"open", file, "--code", strings.ToLower(strings.ReplaceAll(code[1], " ", ""))}); a.code != cli.Fine {
		t.Fatalf("%+v", a)
	}
	other.does("open "+file+" --json").has(t, `"state": "待初审"`)
	other.fails("open "+file+" --take mine", "--take 只能是 ours")
	other.does("verify "+file).has(t, "张三", "状态：待初审")
	if a := other.run([]string{"verify", file + ".txt"}); a.code != cli.Bad || strings.Contains(a.out, "摘要") {
		t.Errorf("a file of another name is taken for a digest: %+v", a)
	}
	digest := regexp.MustCompile(`"digest": "([0-9a-f]{64})"`).FindStringSubmatch(c.does("log 1 --json").out)
	other.does("verify "+digest[1]+" --json").has(t, `"outcome"`)
	if a := other.run([]string{"verify", strings.Repeat("0", 64)}); a.code != cli.Findings {
		t.Errorf("a digest that nothing has: %+v", a)
	}
	other.fails("open "+c.path("张三.nbx"), "这是登记申请")
	other.does("open "+c.path("名册.nbx")).has(t, "已接收“示例县自然资源局”的名册，共 3 人")
	c.fails("admit "+c.path("名册.nbx")+" --levels 1 --office-password-fd 0", "这不是登记申请文件", officePassword)
	other.fails("open "+c.write("别的.nbx", "PK\x03\x04"), "压缩文件")
}

// A script may hand one pipe to several commands: each reads its own line.
func TestTwoPasswordsComeThroughOnePipe(t *testing.T) {
	c := newComputer(t, nil)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.WriteString(w, officePassword+"\n"+ownPassword+"\r\n"); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	for _, command := range []string{
		"found 甲局 --steps 经办初审,领导审批 --office-password-fd 0", "enrol 张三 --post 科员 --password-fd 0 --out " + c.path("a.nbx"),
	} {
		if a := c.runWith(r, strings.Fields(command)); a.code != cli.Fine {
			t.Fatalf("%s: %+v", command, a)
		}
	}
	c.does("people").has(t, "第2级　领导审批")
	c.does("admit "+c.path("a.nbx")+" --levels 1 --office-password-fd 0", officePassword)
	c.does("choose 张三")
}

func TestAPasswordThatWillNotDoIsRefused(t *testing.T) {
	c := newComputer(t, nil)
	c.fails("enrol 李四 --post 科员 --password-fd 0 --out "+c.path("b.nbx"), "密码", "short")
	c.fails("enrol 李四 --post 科员 --password-fd 0 --out "+c.path("b.nbx"), "无法读取密码")
}

// Levels whose short names would be the same are told apart.
func TestLevelsOfLikeNamesAreTaken(t *testing.T) {
	c := newComputer(t, nil)
	c.does("found 甲局 --steps 承办人员初审,部门负责人审核,分管领导审核 --office-password-fd 0", officePassword)
	c.does("people").has(t, "第3级　分管领导审核")
}

// A password is changed with the old one; the key stays, and nothing is registered anew.
func TestAPasswordIsChangedOnTheCommandLine(t *testing.T) {
	const another = "换上的另一个密码"
	c := office(t)
	before := c.does("people --json").out
	c.fails("password 李四 --password-fd 0", "密码不对", "不对的密码一二三四", another)
	c.fails("password 李四 --password-fd 0", "太容易猜到", ownPassword, "12345678")
	c.fails("password 李四 --password-fd 0", "无法读取密码", ownPassword)
	c.does("password 李四 --password-fd 0", ownPassword, another).has(t, "密码已更换")
	c.does("password --password-fd 0", ownPassword, another).has(t, "密码已更换") // of who works here
	c.does("password 名册 --office-password-fd 0", officePassword, another).has(t, "密码已更换")
	c.fails("dismiss 李四 --office-password-fd 0", "密码不对", officePassword)
	if after := c.does("people --json").out; after != before {
		t.Errorf("the roster has changed:\n%s\n%s", before, after)
	}
	c.does("dismiss 李四 --office-password-fd 0", another)
}

// A new key beside one that lies here takes its password, or the word that it is
// forgotten; the old one goes on until the roster has the new one.
func TestAnotherKeyTakesTheOldPassword(t *testing.T) {
	const another = "换上的另一个密码"
	c := office(t)
	id := regexp.MustCompile(`张三\t[^\n]*\t([0-9a-f]{32})`).FindStringSubmatch(c.does("people").out)
	if id == nil {
		t.Fatal(c.does("people").out)
	}
	enrol := "enrol 张三 --person " + id[1] + " --password-fd 0 --out " + c.path("又.nbx")
	c.fails(enrol, "密码不对", "不对的密码一二三四", another)
	c.does(enrol, ownPassword, another)
	c.does(enrol+" --forgotten", another)
	c.does("submit 1 --password-fd 0", ownPassword) // the key that the roster has
	c.does("admit "+c.path("又.nbx")+" --levels 1 --office-password-fd 0", officePassword)
	c.fails("approve 1 --password-fd 0", "密码不对", ownPassword)
	c.does("approve 1 --password-fd 0", another)
}
