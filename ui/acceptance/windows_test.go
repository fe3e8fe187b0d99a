package acceptance

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// The tests of the Windows program run it under Wine. make test-windows builds
// what they need and says where it lies.
const (
	builtVar   = "NIANBAO_WINDOWS" // the folder with program, zip and installer
	earlierVar = "NIANBAO_EARLIER" // the same of the version before
	certVar    = "NIANBAO_CERT"    // the folder with the certificate that the version before is signed with
	mesaVar    = "NIANBAO_MESA"    // the folder with a software opengl32.dll
)

// wine is one Windows machine: a profile that is as fresh as after log-on.
type wine struct {
	t      *testing.T
	prefix string
}

// fresh is a Wine prefix that each machine is a copy of: making one takes seconds.
var fresh = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(filepath.Dir(program), "wine") // goes when the tests end
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "../../assets/windows/wine-prefix.sh", dir).CombinedOutput(); err != nil {
		return "", errors.Join(err, errors.New(string(out)))
	}
	return dir, nil
})

func wineEnv(prefix string) []string {
	return append(os.Environ(), "WINEPREFIX="+prefix, "WINEDEBUG=-all", "LC_ALL=C.UTF-8", "WINEDLLOVERRIDES=mscoree,mshtml=")
}

// newWine sets up a machine, or skips the test where there is none.
func newWine(t *testing.T) *wine {
	t.Helper()
	if os.Getenv(builtVar) == "" {
		t.Skip("no Windows program: make test-windows builds and tests it")
	}
	prefix, err := fresh()
	if err != nil {
		t.Fatal(err)
	}
	w := &wine{t: t, prefix: filepath.Join(t.TempDir(), "prefix")}
	if out, err := exec.Command("cp", "-a", prefix, w.prefix).CombinedOutput(); err != nil {
		t.Fatalf("copy prefix: %v %s", err, out)
	}
	t.Cleanup(w.shutDown)
	return w
}

// shutDown ends all that runs on the machine; the next program starts it again.
func (w *wine) shutDown() {
	kill := exec.Command("wineserver", "-k")
	kill.Env = wineEnv(w.prefix)
	_ = kill.Run()
	time.Sleep(200 * time.Millisecond) // its last files are written
}

// built is a file that make windows has made.
func built(name string) string { return filepath.Join(os.Getenv(builtVar), name) }

// found is the one file of a folder whose name matches.
func found(t *testing.T, dir, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(names) != 1 {
		t.Fatalf("%s in %s: %v %v", pattern, dir, names, err)
	}
	return names[0]
}

// path is how Windows names a file of this machine.
func (w *wine) path(unix string) string { return "Z:" + strings.ReplaceAll(unix, "/", `\`) }

// local is the person's local application data.
func (w *wine) local(names ...string) string {
	dir := found(w.t, filepath.Join(w.prefix, "drive_c", "users"), "[^P]*") // not Public
	return filepath.Join(append([]string{dir, "AppData", "Local"}, names...)...)
}

func (w *wine) command(ctx context.Context, exe string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "wine", append([]string{exe}, args...)...)
	cmd.Env = wineEnv(w.prefix)
	return cmd
}

// run runs a Windows program to its end.
func (w *wine) run(exe string, args ...string) result {
	w.t.Helper()
	return w.feed("", exe, args...)
}

// feed runs a Windows program to its end, with text on its standard input.
func (w *wine) feed(input, exe string, args ...string) result {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := w.command(ctx, exe, args...)
	cmd.Stdin = strings.NewReader(input)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || ctx.Err() != nil) {
		w.t.Fatalf("%s %v: %v", exe, args, err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// nianbao runs one command line of the program, which must succeed.
func (w *wine) nianbao(data string, args ...string) string {
	w.t.Helper()
	got := w.run(built("nianbao.exe"), append(args, "--data-dir", w.path(data))...)
	if got.code != 0 {
		w.t.Fatalf("%v: %+v", args, got)
	}
	return got.stdout
}

// emptyReport reads in a report with no figures, as number 1.
func (w *wine) emptyReport(data string) {
	w.t.Helper()
	w.nianbao(data, "import", w.path(file(w.t, "empty.json", `{"unit":"示例县自然资源局","year":2025,"tables":{}}`)))
}

// register writes into the registry what is told as reg add takes it.
func (w *wine) register(entry ...string) {
	w.t.Helper()
	if got := w.run("reg", append(append([]string{"add"}, entry...), "/f")...); got.code != 0 {
		w.t.Fatalf("%v: %+v", entry, got)
	}
}

// open opens the program's window. Wine learns some time after the window
// manager that it has the keyboard, and keys pressed before that are lost.
func (w *wine) open(data, exe string, args ...string) *screen {
	w.t.Helper()
	s := startScreen(w.t, data, "", w.command(context.Background(), exe, append(args, "--verbose")...))
	const settling = 3 * time.Second
	time.Sleep(settling)
	s.keys("shift")
	return s
}
