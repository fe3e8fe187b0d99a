package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nianbao/ui/cli"
)

// counted is a computer whose commands, and passwords, are counted as acts.
type counted struct {
	*computer
	acts *int
}

func (c counted) act(t *testing.T, args string, password ...string) {
	t.Helper()
	*c.acts += 1 + len(password)
	if len(password) > 0 {
		args += " --password-fd 0"
	}
	c.does(args, password...)
}

// open takes in a file, which is one act: its name has a blank.
func (c counted) open(t *testing.T, path string) {
	t.Helper()
	*c.acts++
	if a := c.run([]string{"open", path}); a.code != cli.Fine {
		t.Fatalf("open %s: %+v", path, a)
	}
}

// inFolder returns the newest file of the folder whose name has a word.
func inFolder(t *testing.T, folder, word string) string {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(files, func(f os.DirEntry) bool { return strings.Contains(f.Name(), word) })
	if i < 0 {
		t.Fatalf("no file is called %q: %v", word, files)
	}
	return filepath.Join(folder, files[i].Name())
}

// A round of three levels over one exchange folder takes at most twelve acts, a
// return at most four more: a command, a file carried, a password, a code compared.
func TestARoundTakesFewActs(t *testing.T) {
	for _, returned := range []bool{false, true} {
		folder := t.TempDir()
		one := office(t)
		two, three := newComputer(t, one.clock), newComputer(t, one.clock)
		code := regexp.MustCompile(`名册代码 ((?:[0-9A-F]{4} ){4}[0-9A-F]{4})`).FindStringSubmatch(one.does("people").out)[1]
		one.does("folder "+folder).has(t, folder)
		one.fails("folder "+folder+"/none", "文件夹不存在")
		// Once for all: the roster, which proposes the folder, and a key of one's own.
		for name, c := range map[string]*computer{"李小四": two, "王小五": three} {
			level := map[string]string{"李小四": "2", "王小五": "3"}[name]
			one.does("roster --out " + one.path("名册.nbx"))
			if a := c.run([]string{"open", one.path("名册.nbx"), "--code", code}); a.code != cli.Fine || !strings.Contains(a.err, "建议使用移交文件夹") {
				t.Fatalf("%+v", a)
			}
			c.does("folder " + folder)
			c.does("enrol "+name+" --post 科员 --password-fd 0 --out "+c.path("申请.nbx"), ownPassword)
			one.does("admit "+c.path("申请.nbx")+" --levels "+level+" --office-password-fd 0", officePassword)
		}
		one.does("roster --out " + one.path("名册.nbx"))
		two.does("open " + one.path("名册.nbx"))
		three.does("open " + one.path("名册.nbx"))
		one.does("choose 张三")

		acts := 0
		a, b, c := counted{one, &acts}, counted{two, &acts}, counted{three, &acts}
		a.act(t, "submit 1 --pass", ownPassword)
		b.open(t, inFolder(t, folder, "待审核"))
		if returned {
			b.act(t, "return 1 --opinion 请核对", ownPassword)
			b.fails("set 1 overview.lead 审核人改的", "只能查看")
			first := inFolder(t, folder, "待审核")
			a.open(t, inFolder(t, folder, "→张三 退回修改"))
			if err := os.Remove(first); err != nil { // the newest is what is opened
				t.Fatal(err)
			}
			one.does("set 1 overview.lead 核对以后的一段。") // the work itself is no act of the sign-off
			a.act(t, "submit 1 --pass", ownPassword)
			b.open(t, inFolder(t, folder, "待审核"))
		}
		b.act(t, "approve 1 --opinion 同意", ownPassword)
		c.open(t, inFolder(t, folder, "待审批"))
		c.act(t, "approve 1 --opinion 同意公开", ownPassword)
		a.open(t, inFolder(t, folder, "已审批"))
		one.does("log 1").has(t, "已审批")
		for _, name := range []string{"公开版", "审签单"} {
			if raw, err := os.ReadFile(inFolder(t, folder, name)); err != nil || !strings.HasPrefix(string(raw), "%PDF-") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if v := one.run([]string{"verify", inFolder(t, folder, "已审批")}); v.code != cli.Fine {
			t.Errorf("%+v", v)
		}
		t.Logf("returned %v: %d acts", returned, acts)
		if most := map[bool]int{false: 12, true: 16}[returned]; acts > most {
			t.Errorf("returned %v: %d acts, more than %d", returned, acts, most)
		}
	}
}
