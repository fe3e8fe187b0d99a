package cli_test

import (
	"regexp"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/ui/cli"
)

// A deputy signs in the head's stead, and every answer says so.
func TestADeputyOnTheCommandLine(t *testing.T) {
	c := office(t)
	c.fails("deputy 张三 --office-password-fd 0", "--for", officePassword)
	c.fails("deputy 李四 --for 李四 --office-password-fd 0", "不能是本人", officePassword)
	c.does("deputy 王五 --for 李四 --office-password-fd 0", officePassword)
	c.does("people").has(t, "可签 2、3 级，代李四")
	c.does("people --json").has(t, `"deputy_name": "代李四"`, `"asked": "本人申请已附"`, `"alike": []`)
	c.does("submit 1 --password-fd 0", ownPassword)
	c.does("approve 1 --password-fd 0", ownPassword)
	c.does("approve 1 --as 王五 --password-fd 0", ownPassword).has(t, "本人王五代李四在")
	c.does("log 1").has(t, "王五（代李四）　承办部门负责人审核：通过")
	c.does("handover 1 --out " + c.path("报告.nbx"))
	c.does("verify "+c.path("报告.nbx")+" --json").has(t, `"deputy_name": "李四"`, `"outcome": "holds"`)
	c.does("deputy none --for 李四 --office-password-fd 0", officePassword)
	c.does("people").has(t, "可签 3 级\t")
}

// The same person asks again under a new id: whether it is the same is asked.
func TestWhoIsKnownIsAskedAbout(t *testing.T) {
	c := office(t)
	other := newComputer(t, c.clock)
	other.does("enrol 李四 --post 科员 --password-fd 0 --out "+other.path("又.nbx"), ownPassword)
	admit := "admit " + other.path("又.nbx") + " --levels 2 --office-password-fd 0"
	c.fails(admit, "是同一个人的，加上 --person", officePassword)
	id := regexp.MustCompile(`"id": "([0-9a-f]{32})",\s+"name": "李四"`).FindStringSubmatch(c.does("people --json").out)
	c.does(admit+" --person "+id[1]+" --out "+c.path("新.nbx"), officePassword)
	if n := strings.Count(c.does("people").out, "李四"); n != 1 {
		t.Errorf("registered %d times", n)
	}
	code := regexp.MustCompile(`名册代码 ((?:[0-9A-F]{4} ){4}[0-9A-F]{4})`).FindStringSubmatch(c.does("people").out)
	if a := other.run([]string{"open", c.path("新.nbx"), "--code", code[1]}); a.code != cli.Fine {
		t.Fatalf("%+v", a)
	}
	c.does("submit 1 --password-fd 0", ownPassword)
	c.does("approve 1 --password-fd 0", ownPassword)
	c.does("handover 1 --out " + c.path("报告.nbx"))
	other.does("open " + c.path("报告.nbx"))
	other.does("approve 1 --password-fd 0", ownPassword).has(t, "状态：待审批")

	// Another person of that name is one too, and named as such.
	third := newComputer(t, c.clock)
	third.does("enrol 李四 --post 科员 --password-fd 0 --out "+third.path("三.nbx"), ownPassword)
	c.does("admit "+third.path("三.nbx")+" --another --levels 2 --office-password-fd 0", officePassword)
	c.does("people").has(t, "名册中有两个“李四”：科员、科员。请核对是不是同一个人。")

	// Who still knows the old password lets the old key vouch for the new one.
	c.fails("enrol 王五 --post 科员 --password-fd 0", "重新登记", ownPassword)
	king := regexp.MustCompile(`"id": "([0-9a-f]{32})",\s+"name": "王五"`).FindStringSubmatch(c.does("people --json").out)
	c.does("enrol 王五 --post 科员 --person "+king[1]+" --password-fd 0 --out "+c.path("王.nbx"), ownPassword+"\n"+ownPassword)
	c.does("admit "+c.path("王.nbx")+" --levels 3 --office-password-fd 0", officePassword)
	c.does("people").has(t, "由原密钥认可")
}

// codeOf reads the code of a computer's roster.
func codeOf(t *testing.T, c *computer) string {
	t.Helper()
	code := regexp.MustCompile(`名册代码 ((?:[0-9A-F]{4} ){4}[0-9A-F]{4})`).FindStringSubmatch(c.does("people").out)
	if code == nil {
		t.Fatal("no code")
	}
	return code[1]
}

// The report of another office is judged by its own roster, and signed by nobody here.
func TestAnotherOfficesReportOnTheCommandLine(t *testing.T) {
	unit, county := office(t), office(t)
	unit.does("submit 1 --password-fd 0", ownPassword)
	unit.does("handover 1 --out " + unit.path("报告.nbx"))
	county.does("offices --json").has(t, "[]")
	county.fails("open "+unit.path("报告.nbx"), "要用 --code")
	if a := county.run([]string{"open", unit.path("报告.nbx"), "--code", codeOf(t, unit)}); a.code != cli.Bad || !strings.Contains(a.err, "已经有了") {
		t.Fatalf("the county has a report of that unit and year itself: %+v", a)
	}
	reader := newComputer(t, unit.clock)
	if a := reader.run([]string{"open", unit.path("报告.nbx"), "--other", "--code", codeOf(t, unit)}); a.code != cli.Fine {
		t.Fatalf("%+v", a)
	}
	reader.fails("people", "还没有名册")
	reader.does("offices").has(t, "示例县自然资源局", codeOf(t, unit))
	reader.does("log 1").has(t, "[有效]")
	reader.does("verify "+unit.path("报告.nbx")+" --json").has(t, `"outcome": "holds"`, `"compared": true`)
	reader.fails("return 1 --opinion 不同意 --password-fd 0", "的名册审签", ownPassword)
}

// Rosters that went on separately are told of, and merged.
func TestRostersAreMergedOnTheCommandLine(t *testing.T) {
	c, other := office(t), newComputer(t, nil)
	other.clock.At = c.clock.At
	c.fails("merge --office-password-fd 0", "只有一份", officePassword)
	if a := other.run([]string{"open", c.path("名册.nbx"), "--code", codeOf(t, c)}); a.code != cli.Fine {
		t.Fatalf("%+v", a)
	}
	c.does("backup")
	c.does("dismiss 李四 --office-password-fd 0", officePassword)
	c.does("roster --out " + c.path("新.nbx"))
	other.does("open " + c.path("新.nbx"))
	c.does("restore newest")
	c.does("deputy 王五 --for 李四 --office-password-fd 0", officePassword)
	c.does("roster --out " + c.path("又.nbx"))
	other.does("open "+c.path("又.nbx")).has(t, "有 2 份是分开更新的", "由他合并")
	other.does("roster --out " + other.path("两份.nbx"))
	c.does("open "+other.path("两份.nbx")).has(t, "有 2 份是分开更新的", "nianbao merge")
	c.fails("dismiss 张三 --office-password-fd 0", "合并", officePassword)
	c.does("merge --office-password-fd 0", officePassword).has(t, "王五")
	c.does("roster --out " + c.path("合并.nbx"))
	other.does("open " + c.path("合并.nbx"))
	if said := other.does("people").err; strings.Contains(said, "分开更新") {
		t.Error(said)
	}
}

// Who asked here to be registered is told what is still missing, and not to choose who
// they are; nor is somebody told that a password is wrong where there is no such key.
func TestWhoIsNotYetRegisteredIsTold(t *testing.T) {
	c := office(t)
	other := newComputer(t, c.clock)
	if a := other.run([]string{"open", c.path("名册.nbx"), "--code", codeOf(t, c)}); a.code != cli.Fine {
		t.Fatalf("%+v", a)
	}
	other.does("enrol 赵六 --post 科员 --password-fd 0 --out "+other.path("赵六.nbx"), ownPassword)
	other.example()
	other.fails("withdraw 1 --password-fd 0", "赵六的登记申请还没有办结", ownPassword)
	other.fails("dismiss 张三 --office-password-fd 0", "这台电脑上没有名册密钥", officePassword)
}

// The settings file of the office has another code than the roster: that is said, and
// only the code from the keeper of the roster gets it in.
func TestARosterWithAnotherCodeThanTheOfficesFile(t *testing.T) {
	c := office(t)
	c.does("roster --out " + c.path("名册.nbx"))
	other := newComputer(t, c.clock)
	open := other.program.Open
	other.program.Open = func(dir string) (*app.Service, error) {
		s, err := open(dir)
		if err == nil {
			err = s.Settings.SetSetting(t.Context(), app.SettingRosterCode, "0000 1111 2222 3333 4444")
		}
		return s, err
	}
	other.fails("open "+c.path("名册.nbx"), "与单位设置文件中的名册代码不一致")
	if a := other.run([]string{"open", c.path("名册.nbx"), "--code", codeOf(t, c)}); a.code != cli.Fine || !strings.Contains(a.err, "与单位设置文件中的不一致") {
		t.Errorf("%+v", a)
	}
}
