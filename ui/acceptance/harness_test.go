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
