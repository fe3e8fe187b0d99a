package cli_test

import (
	"regexp"
	"testing"

	"nianbao/ui/cli"
)

const (
	filePassword    = "交给第二管理人的话"
	anotherPassword = "换上的另一个密码"
)

// codeOf returns the code of the roster at a computer.
func (c *computer) codeOf(t *testing.T) string {
	t.Helper()
	code := regexp.MustCompile(`名册代码 ((?:[0-9A-F]{4} ){4}[0-9A-F]{4})`).FindStringSubmatch(c.does("roster").out)
	if code == nil {
		t.Fatal("no code")
	}
	return code[1]
}

// with runs a command whose last option has blanks in it.
func (c *computer) with(t *testing.T, args []string, passwords ...string) answer {
	t.Helper()
	a := c.run(args, passwords...)
	if a.code != cli.Fine {
		t.Fatalf("%v: %+v", args, a)
	}
	return a
}

// The key of the office goes to a second administrator, who uses a password of their
// own; the first one gives the role up.
func TestASecondAdministratorOnTheCommandLine(t *testing.T) {
	c := office(t)
	file := c.path("名册密钥.nbx")
	c.fails("keep --out "+file+" --office-password-fd 0 --password-fd 0", "密码不对", "不对的密码一二三四", filePassword)
	c.does("keep --out "+file+" --office-password-fd 0 --password-fd 0", officePassword, filePassword).has(t, file)
	other := newComputer(t, c.clock)
	other.fails("open "+file, "nianbao regain")
	other.fails("regain "+file+" --password-fd 0 --office-password-fd 0", "要用 --code 给出它的代码", filePassword, anotherPassword)
	other.fails("regain "+c.path("名册.nbx")+" --password-fd 0 --office-password-fd 0", "这不是名册密钥文件", filePassword, anotherPassword)
	regain := []string{"regain", file, "--code", c.codeOf(t), "--password-fd", "0", "--office-password-fd", "0"}
	other.with(t, regain, filePassword, anotherPassword)
	other.does("dismiss 王五 --office-password-fd 0", anotherPassword)
	c.does("keep --aside --out "+c.path("又.nbx")+" --office-password-fd 0 --password-fd 0", officePassword, filePassword).has(t, "又.nbx")
	c.fails("dismiss 李四 --office-password-fd 0", "没有名册密钥", officePassword)
	other.does("roster --out " + c.path("新.nbx"))
	c.does("open " + c.path("新.nbx"))
	c.does("people").has(t, "已离开")
}

// A new key is signed for by the old one; who takes it over gives its code.
func TestTheOfficeChangesItsKeyOnTheCommandLine(t *testing.T) {
	c := office(t)
	other := newComputer(t, c.clock)
	before := c.codeOf(t)
	other.with(t, []string{"open", c.path("名册.nbx"), "--code", before})
	c.fails("rekey --office-password-fd 0", "无法读取密码", officePassword)
	c.fails("rekey --lost --office-password-fd 0", "要一起用", officePassword)
	c.does("rekey --office-password-fd 0", officePassword, anotherPassword).has(t, "名册代码")
	after := c.codeOf(t)
	c.does("roster").has(t, "以前的名册代码 "+before, "由原来的名册密钥签名认可")
	c.does("roster --json").has(t, `"former": [`, before)
	if before == after {
		t.Error("the same code")
	}
	c.does("roster --out " + c.path("新.nbx"))
	other.fails("open "+c.path("新.nbx"), "换了新的名册密钥，由原来的名册密钥签名认可")
	if a := other.run([]string{"open", c.path("新.nbx"), "--code", before}); a.code != cli.Bad {
		t.Errorf("with the old code: %+v", a)
	}
	other.with(t, []string{"open", c.path("新.nbx"), "--code", after})
	other.does("open " + c.path("新.nbx")) // told once
	c.fails("dismiss 李四 --office-password-fd 0", "名册密码不对", officePassword)
	c.does("dismiss 李四 --office-password-fd 0", anotherPassword)
}

// Where the key is lost, the levels sign for another one.
func TestALostKeyIsReplacedOnTheCommandLine(t *testing.T) {
	c := office(t)
	file, next, last := c.path("换新.nbx"), c.path("换新2.nbx"), c.path("新名册.nbx")
	c.does("choose 李四")
	c.fails("rekey --lost --gone 赵六 --out "+file+" --office-password-fd 0", "名册中没有“赵六”", anotherPassword)
	told := c.does("rekey --lost --gone 张三 --out "+file+" --office-password-fd 0", anotherPassword)
	code := regexp.MustCompile(`新的名册代码：((?:[0-9A-F]{4} ){4}[0-9A-F]{4})。`).FindStringSubmatch(told.err)
	if code == nil {
		t.Fatal(told.err)
	}
	c.fails("open "+file, "nianbao endorse")
	c.fails("endorse "+file+" --out "+next+" --password-fd 0", "要用 --code 给出新的名册代码", ownPassword)
	endorse := func(as, from, to string) []string {
		return []string{"endorse", from, "--as", as, "--code", code[1], "--out", to, "--password-fd", "0"}
	}
	if a := c.run(endorse("张三", file, next), ownPassword); a.code != cli.Bad {
		t.Errorf("who is gone signs: %+v", a)
	}
	c.with(t, endorse("李四", file, next), ownPassword)
	if a := c.run([]string{"open", next}); a.code != cli.Bad {
		t.Errorf("one signature is enough: %+v", a)
	}
	c.with(t, endorse("王五", next, last), ownPassword)
	if got := c.codeOf(t); got != code[1] {
		t.Errorf("the code is %s, not %s", got, code[1])
	}
	c.does("roster").has(t, "李四（承办部门负责人审核）、王五（单位行政负责人审批）签名认可", "注明已不在的人：张三")
	c.does("dismiss 王五 --office-password-fd 0", anotherPassword)
}
