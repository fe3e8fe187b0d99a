package cli_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/intake/register/registertest"
	"nianbao/app/workdays"
	"nianbao/assets"
	"nianbao/ui/cli"
)

// A register is looked at, mapped, counted into a report, signed, handed over and
// printed, and no name of an applicant is in anything that the program has written.
func TestARegisterOnTheCommandLine(t *testing.T) {
	calendar, err := workdays.Load(assets.Calendar, "calendar")
	if err != nil {
		t.Fatal(err)
	}
	made := registertest.Make(120, 3, calendar)
	c := newComputer(t, nil)
	c.example()
	file := c.write("台账.xlsx", string(made.Bytes()))

	var looked, counted struct {
		Rows, Counted int
		Cells         map[string]int
		Unmapped      []struct{ Role, Word, Rows, Proposed string }
		Mapping       map[string]any
		Sentence      string
	}
	c.does("register "+file+" --dry-run --year 2025 --json").reads(t, &looked)
	if looked.Rows != 120 || len(looked.Unmapped) < 10 || looked.Counted == 0 {
		t.Errorf("%+v", looked)
	}
	a := c.run([]string{"register", file, "--report", "1"})
	if a.code != cli.Bad || !strings.Contains(a.err, "还没有对应，没有填入") || !strings.Contains(a.out, "[没有对应] 办理结果“同意公开”") {
		t.Errorf("%+v", a)
	}
	mapping := c.write("对应.json", `{"headings":{},"words":{"outcome":{"另案办理":"skip"}}}`)
	c.does("register "+file+" --report 1 --mapping "+mapping+" --proposed --json").reads(t, &counted)
	if len(counted.Unmapped) != 0 || counted.Counted != 120-made.Left || !strings.Contains(counted.Sentence, "本年新收政府信息公开申请") {
		t.Errorf("%+v", counted)
	}
	for a, want := range made.Want {
		if counted.Cells[string(a)] != want {
			t.Errorf("%s is %d, want %d", a, counted.Cells[string(a)], want)
		}
	}
	c.does("register " + file + " --report 1") // what was said is remembered
	left := fmt.Sprintf("台账 120 行，计入 %d 行，%d 行没有计入：", 120-made.Left, made.Left)
	for _, command := range []string{"origin 1", "origin 1 requests.received.total", "origin 1 requests.granted.business", "overview 1"} {
		if out := c.does(command).out; strings.Count(out, left) != 1 || strings.Contains(out, "另案办理") {
			t.Errorf("%s does not tell once that %s: %s", command, left, out)
		}
	}
	c.does("set 1 requests.received.natural_person 9999")
	if a := c.run([]string{"check", "1"}); !strings.Contains(a.out+a.err, "从台账“台账.xlsx”统计的数字有 1 格改动") {
		t.Errorf("typing over what was counted: %+v", a)
	}
	c.does("handover 1 --out " + c.path("报告.nbx"))
	c.does("export 1 --out " + c.path("报告.pdf"))
	c.does("show 1 --json")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{c.data, c.files} {
		if holds(t, dir, registertest.Surname) {
			t.Errorf("a name is kept in %s", dir)
		}
	}
	if !holds(t, c.data, "同意公开") { // what is looked for is found
		t.Error("the words of the office are not kept")
	}

	blank := c.path("空白.xlsx")
	c.does("register --out " + blank + " --year 2026")
	c.fails("register --out "+blank, "已经有了")
	c.fails("register "+blank, "--report")
	c.fails("register "+c.path("没有.xlsx")+" --dry-run", "没有这个文件")
}

// holds says whether a text stands in any file below a folder.
func holds(t *testing.T, dir, text string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		found = found || bytes.Contains(content, []byte(text))
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return found
}
