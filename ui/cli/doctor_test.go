package cli_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/doctor"
	"nianbao/store/disk"
	"nianbao/store/sqlite"
	"nianbao/ui/cli"
)

// A workstation is examined with whatever store it has, and that it needs care is in
// the exit code.
func TestTheDoctorOnTheCommandLine(t *testing.T) {
	c := newComputer(t, nil)
	crashed := doctor.Graphics{}
	c.program.Doctor = func(dir string) *doctor.Doctor {
		return &doctor.Doctor{
			Dir: dir, Now: time.Now, Store: sqlite.Examine, Drive: func(dir string) doctor.Drive { d := disk.Examine(dir); d.Free, d.Kind = 9<<30, doctor.Local; return d },
			Graphics: func() doctor.Graphics { return crashed },
		}
	}
	c.does("doctor").has(t, "还没有建立", "没有发现需要处理的问题")
	c.example()
	c.does("doctor").has(t, "完好，数据格式")
	crashed.Err = errors.New("no OpenGL")
	a := c.run([]string{"doctor", "--json"})
	var got struct {
		Well     bool
		Version  string
		Findings []doctor.Finding
	}
	if err := json.Unmarshal([]byte(a.out), &got); err != nil || got.Well || got.Version != "1.2.3" || len(got.Findings) < 8 || a.code != cli.Findings {
		t.Errorf("%v: exit code %d, %s", err, a.code, a.out)
	}
	if strings.Contains(a.out, "示例县") || strings.Contains(a.out, c.data) {
		t.Errorf("it names a unit or a folder: %s", a.out)
	}
	c.fails("doctor 1", "不需要别的内容")
}

// What is wrong with the settings file of the office is told beside the answer.
func TestABrokenOfficeFileStopsNothing(t *testing.T) {
	c := newComputer(t, nil)
	c.program.Told = func() string { return "单位设置文件第 3 行无法识别。" }
	c.does("list").has(t, "第 3 行无法识别")
}

// Where it is in doubt which data folder the office means nothing is opened, and no
// empty store is made in another; a folder that is named is.
func TestADataFolderInDoubtIsNotOpened(t *testing.T) {
	c := newComputer(t, nil)
	c.program.DataErr = &app.Error{Code: app.Invalid, Sentence: "数据文件夹无法确定。"}
	for _, line := range []string{"list", "restore", "restore newest", "rescue", "backup", "--begin-anew list", ""} {
		c.fails(line, "数据文件夹无法确定")
	}
	if _, err := os.Stat(c.data); err == nil {
		t.Error("a folder was made")
	}
	if len(c.windows) > 0 {
		t.Error("a window was opened")
	}
	c.does("list --data-dir "+c.path("named")).has(t, "还没有报告。")
}

// Who opens the window on a folder that cannot be used is told why, as by every command.
func TestTheWindowSaysWhyTheDataFolderCannotBeUsed(t *testing.T) {
	c := newComputer(t, nil)
	var told string
	c.program.Problem = func(err error) { told = app.Sentence(err) }
	c.program.First = func(string, cli.WindowOptions) (bool, error) { return false, errors.New("claim: not a folder") }
	if err := os.WriteFile(c.data, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	window, command := c.run(nil), c.run([]string{"list"})
	if window.code != cli.Bad || window.err != command.err || !strings.Contains(told, "数据文件夹无法使用") {
		t.Errorf("the window says %q (%d, %q), a command %q", told, window.code, window.err, command.err)
	}
}

// What fails on the command line is noted for the log, but not what was mistyped.
func TestFailuresAreNoted(t *testing.T) {
	c := newComputer(t, nil)
	c.example()
	var noted []string
	c.program.Failed = func(dir, command string, err error) {
		if dir != c.data || err == nil {
			t.Errorf("%s in %s: %v", command, dir, err)
		}
		noted = append(noted, command)
	}
	c.fails("show 99", "没有找到")
	c.fails("nothing", "没有“nothing”这个命令")
	c.does("list")
	if strings.Join(noted, " ") != "show" {
		t.Errorf("noted were %q", noted)
	}
}
