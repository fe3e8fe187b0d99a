package acceptance

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/preset"
	"nianbao/assets"
)

// A program with the settings file of its office beside it: the data lies where that
// says, and a broken file is told of and stops nothing.
func TestTheProgramReadsTheFileOfItsOffice(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "nianbao")
	if err := os.Link(program, own); err != nil {
		content, err := os.ReadFile(program)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(own, content, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) result {
		t.Helper()
		cmd := exec.Command(own, args...)
		cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME=", "WHOSE=甲")
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		_ = cmd.Run() // the exit code tells
		return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
	}
	file := filepath.Join(dir, preset.Name)
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	place := t.TempDir()
	write("data_folder = '" + dir + "/%WHOSE%'\nexchange_folder = '" + place + "'\n")
	if got := run("list"); got.code != 0 || strings.Contains(got.stderr, "单位设置文件") {
		t.Fatalf("%+v", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "甲", "nianbao.db")); err != nil {
		t.Error(err)
	}
	if got := run("folder"); !strings.Contains(got.stdout, place) {
		t.Errorf("the exchange folder: %+v", got)
	}
	if got := run("doctor"); !strings.Contains(got.stdout, "可以读取，可以新建文件") || strings.Contains(got.stdout, dir) {
		t.Errorf("%+v", got)
	}
	write("data_folder = \"D:\\office\"\n") // a path as Windows has it, in the wrong quotes
	if got := run("list"); got.code == 0 || !strings.Contains(got.stderr, "数据文件夹（data_folder）无法确定") || !strings.Contains(got.stderr, "第 1 行") {
		t.Errorf("a broken file: %+v", got)
	}
	usual := filepath.Join(dir, ".local", "share", "nianbao")
	if _, err := os.Stat(usual); err == nil {
		t.Error("an empty store was made in the usual folder")
	}
	if got := run("doctor"); got.code != 1 || !strings.Contains(got.stdout, "数据文件夹无法确定") {
		t.Errorf("%+v", got)
	}

	// Reports in the usual folder, and then another one is set.
	write("exchange_folder = 5\n")
	example := filepath.Join(dir, "示例.json")
	if err := os.WriteFile(example, assets.Example, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run("import", example); got.code != 0 || !strings.Contains(got.stderr, "exchange_folder（要写在引号中）") {
		t.Fatalf("%+v", got)
	}
	write("data_folder = '" + dir + "/new'\n")
	for range 2 {
		if got := run("list"); !strings.Contains(got.stderr, "通常的数据文件夹中有 1 份报告") {
			t.Errorf("%+v", got)
		}
		if got := run("doctor"); got.code != 1 || !strings.Contains(got.stdout, "通常的数据文件夹中有 1 份报告") {
			t.Errorf("%+v", got)
		}
	}
}
