package cli_test

import (
	"regexp"
	"strings"
	"testing"

	"nianbao/ui/cli"
)

// A deputy signs in the head's stead, and every answer says so.
func TestADeputyOnTheCommandLine(t *testing.T) {
	c := office(t)
	c.fails("deputy 张三 --office-password-fd 0", "--for", officePassword)
	c.fails("deputy 李四 --for 李四 --office-password-fd 0", "不能是本人", officePassword)
	c.does("deputy 王五 --for 李四 --office-password-fd 0", officePassword)
	c.does("people").has(t, "可签 [2 3] 级，代李四")
	c.does("people --json").has(t, `"deputy_name": "代李四"`, `"asked": "本人申请已附"`, `"alike": []`)
	c.does("submit 1 --password-fd 0", ownPassword)
	c.does("approve 1 --password-fd 0", ownPassword)
	c.does("approve 1 --as 王五 --password-fd 0", ownPassword).has(t, "本人王五代李四在")
	c.does("log 1").has(t, "王五（代李四）　承办部门负责人审核：通过")
	c.does("handover 1 --out " + c.path("报告.nbx"))
	c.does("verify "+c.path("报告.nbx")+" --json").has(t, `"deputy_name": "李四"`, `"outcome": "holds"`)
	c.does("deputy none --for 李四 --office-password-fd 0", officePassword)
	c.does("people").has(t, "可签 [3] 级\t")
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
	other.does("approve 1 --password-fd 0", ownPassword).has(t, "现在待审批")

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
