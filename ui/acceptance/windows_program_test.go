package acceptance

import (
	"bytes"
	"debug/pe"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nianbao/assets"
)

// awkward is a folder name that paths have been cut at.
const awkward = "张 三#50% 报表"

func awkwardDir(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(dataDir(t), awkward)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A report is typed into the window, the program is killed, and all is there.
func TestWindowsWindowIsTypedIntoAndKilled(t *testing.T) {
	w := newWine(t)
	r, data := example(t), awkwardDir(t)
	empty := file(t, "empty.json", fmt.Sprintf(`{"unit":%q,"year":%d,"tables":{}}`, r.Unit(), r.Year()))
	w.nianbao(data, "import", w.path(empty))
	s := w.open(data, built("nianbao.exe"), "--report", "1", "--data-dir", w.path(data))
	s.fill(r)
	s.kill()
	again := w.open(data, built("nianbao.exe"), "--report", "1", "--data-dir", w.path(data))
	again.close()
	expectSame(t, data, r) // with the program of this system: it is the same file
}

// The same report is the same PDF, byte for byte, whichever system made it.
func TestWindowsPDFIsThatOfLinux(t *testing.T) {
	w := newWine(t)
	example := file(t, "example.json", string(assets.Example))
	data, out := awkwardDir(t), t.TempDir()
	w.nianbao(data, "import", w.path(example))
	w.nianbao(data, "export", "1", "--out", w.path(filepath.Join(out, "windows.pdf")))
	here := dataDir(t)
	nianbao(t, here, "import", example)
	nianbao(t, here, "export", "1", "--out", filepath.Join(out, "linux.pdf"))
	theirs, err := os.ReadFile(filepath.Join(out, "windows.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile(filepath.Join(out, "linux.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(theirs, ours) {
		t.Errorf("%d bytes on Windows and %d on Linux, or not the same ones", len(theirs), len(ours))
	}
}

// A hand-over file made on one system holds on the other, there and back.
func TestWindowsTakesAndGivesHandOverFiles(t *testing.T) {
	w := newWine(t)
	officer, _, _ := newOffice(t)
	officer.do("import", file(t, "example.json", string(assets.Example)))
	there := filepath.Join(t.TempDir(), "去.nbx")
	officer.do("handover", "1", "--out", there)
	data := awkwardDir(t)
	// Whole, and by a roster that nobody has compared there.
	if got := w.run(built("nianbao.exe"), "verify", w.path(there), "--data-dir", w.path(data)); got.code != 1 || !strings.Contains(got.stdout, "文件完整") {
		t.Errorf("verify on Windows: %+v", got)
	}
	var people struct{ Code string }
	if err := json.Unmarshal([]byte(officer.do("people", "--json")), &people); err != nil {
		t.Fatal(err)
	}
	w.nianbao(data, "open", w.path(there), "--code", people.Code)
	w.nianbao(data, "set", "1", "overview.lead", "在另一个系统中写的。")
	back := filepath.Join(t.TempDir(), "回.nbx")
	w.nianbao(data, "handover", "1", "--out", w.path(back))
	officer.do("open", back)
	if shown := officer.do("show", "1", "--json"); !strings.Contains(shown, "在另一个系统中写的。") {
		t.Errorf("what came back is not there: %.400s", shown)
	}
}

// A script gives passwords on the standard input, where there are no other
// descriptors.
func TestWindowsTakesPasswordsFromAScript(t *testing.T) {
	w := newWine(t)
	data := w.path(awkwardDir(t))
	exe := built("nianbao.exe")
	if got := w.feed(officePassword+"\r\n", exe, "found", "示例县自然资源局", "--office-password-fd", "0", "--data-dir", data); got.code != 0 {
		t.Fatalf("found: %+v", got)
	}
	if got := w.feed(ownPassword+"\n", exe, "enrol", "张三", "--password-fd", "0", "--data-dir", data, "--out", w.path(filepath.Join(t.TempDir(), "a.nbx"))); got.code != 0 {
		t.Errorf("enrol: %+v", got)
	}
}

// A second start hands its file to the window that is there, and ends.
func TestWindowsHasOneWindowForAFolder(t *testing.T) {
	w := newWine(t)
	data := awkwardDir(t)
	s := w.open(data, built("nianbao.exe"), "--data-dir", w.path(data))
	if got := w.run(built("nianbao.exe"), w.path(file(t, "没有签名.nbx", "nianbao-handover x")), "--data-dir", w.path(data)); got.code != 0 {
		t.Errorf("second start: %+v", got)
	}
	for deadline := time.Now().Add(10 * time.Second); s.logged("没有签名.nbx") == 0 && s.logged("hand-over file") == 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the file did not come to the first window")
		}
	}
}

// A data folder on another machine is refused, and the reason is said.
func TestWindowsRefusesANetworkDrive(t *testing.T) {
	w := newWine(t)
	if got := w.run(built("nianbao.exe"), "list", "--data-dir", `\\server\share\报表`); got.code != 2 || !strings.Contains(got.stderr, "网络驱动器") {
		t.Errorf("list: %+v", got)
	}
}

// What a prompt finds waits for the program and gives its exit code.
func TestWindowsConsoleWaitsForItsProgram(t *testing.T) {
	w := newWine(t)
	dir := t.TempDir()
	unzip(t, found(t, os.Getenv(builtVar), "*便携版.zip"), dir)
	console := filepath.Join(dir, "年报通", "nianbao.com")
	data := awkwardDir(t)
	wrong := file(t, "wrong.json", `{"unit":"甲局","year":2025,"tables":{"requests":{"r1":{"natural":"3"}}}}`)
	if got := w.run(console, "check", w.path(wrong)); got.code == 0 || got.code > 2 {
		t.Errorf("check: %+v", got)
	}
	if got := w.run(console, "list", "--data-dir", w.path(data)); got.code != 0 || !strings.Contains(got.stdout+got.stderr, "还没有报告") {
		t.Errorf("list: %+v", got)
	}
	if got := w.run(console, "nonsense"); got.code != 2 || !strings.Contains(got.stderr, "没有“nonsense”这个命令") {
		t.Errorf("nonsense: %+v", got)
	}
}

func unzip(t *testing.T, archive, dir string) {
	t.Helper()
	if out, err := exec.Command("unzip", "-q", archive, "-d", dir).CombinedOutput(); err != nil {
		t.Fatalf("unzip: %v %s", err, out)
	}
}

// The program file is one with windows, tells Windows its version and that it
// draws sharply on every screen.
func TestWindowsProgramTellsWhatItIs(t *testing.T) {
	newWine(t)
	f, err := pe.Open(built("nianbao.exe"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if h := f.OptionalHeader.(*pe.OptionalHeader64); h.Subsystem != pe.IMAGE_SUBSYSTEM_WINDOWS_GUI {
		t.Errorf("subsystem %d", h.Subsystem)
	}
	resources, err := f.Section(".rsrc").Data()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"permonitorv2", "asInvoker", wide("政府信息公开工作年度报告"), wide("ProductVersion")} {
		if !bytes.Contains(resources, []byte(want)) {
			t.Errorf("the resources lack %q", want)
		}
	}
}

// wide is a text as Windows keeps it.
func wide(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}
