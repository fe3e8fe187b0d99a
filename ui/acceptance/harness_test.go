package acceptance

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// buildHarness builds the harnesses, once.
var buildHarness = sync.OnceValues(func() (string, error) {
	path := filepath.Join(filepath.Dir(program), "harness")
	out, err := exec.Command("go", "build", "-o", path, "nianbao/ui/acceptance/harness").CombinedOutput()
	if err != nil {
		os.Stderr.Write(out)
	}
	return path, err
})

// harness runs one of the harnesses in a shortened form; make crash, make soak
// and so on run them whole.
func harness(t *testing.T, args ...string) {
	t.Helper()
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the harnesses hold the system calls of Linux")
	}
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("no sqlite3 to look into the store with")
	}
	path, err := buildHarness()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, append(args, "-program", program)...)
	cmd.Dir = "../.." // the project's folder
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}

// Of each row some scenarios; make attack plays all of them, whole.
func TestAttackShortened(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the harness passes passwords as Linux does")
	}
	for _, tool := range []string{"sqlite3", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool)
		}
	}
	folder := filepath.Dir(program)
	attack, shifted := filepath.Join(folder, "attack"), filepath.Join(folder, "nianbao-shifted")
	for _, build := range [][]string{
		{"build", "-o", attack, "nianbao/ui/acceptance/attack"},
		{"build", "-tags", "migrated_fynedo shifted", "-o", shifted, "nianbao"},
	} {
		if out, err := exec.Command("go", build...).CombinedOutput(); err != nil {
			t.Fatalf("%s", out)
		}
	}
	cmd := exec.Command(attack, "-short", "-every", "150", "-program", program, "-shifted", shifted, "-only",
		"批准的文件,退回的文件,没有任何签名,移交签名,别的写法,没有的位置,空意见,什么都不改,初审人签,换一种编码,没有密钥的人,本机的名册,翻转,截短,第一行,第一版,.txt,审批,接收和验证")
	cmd.Dir = "../.." // the project's folder
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}

func needsScreen(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"xdotool", "xclip", "openbox"} {
		if _, err := exec.LookPath(tool); err != nil || os.Getenv("DISPLAY") == "" {
			t.Skip("no display, or no xdotool, xclip or openbox: real windows are not tested")
		}
	}
}

// What one round needs once, such as the first preview, is let pass.
func TestSoakShortened(t *testing.T) {
	needsScreen(t)
	harness(t, "soak", "-rounds", "1", "-cells", "60", "-length", "1s", "-growth", "400", "-rest", "5s")
}

func TestCrashShortened(t *testing.T) {
	needsScreen(t)
	harness(t, "crash", "-rounds", "36")
}

func TestFaultsShortened(t *testing.T) {
	harness(t, "faults", "-every", "120", "-seed", "1")
}

func TestLoadShortened(t *testing.T) {
	needsScreen(t)
	harness(t, "load", "-drafts", "5,50", "-edits", "10")
}

func TestDamageShortened(t *testing.T) {
	harness(t, "damage", "-rounds", "10", "-seed", "1")
}
