package acceptance

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Chinese text, as an input method commits it, arrives in a paragraph and in
// the entry of a table, where full-width figures are figures.
func TestWindowsTakesCommittedText(t *testing.T) {
	w := newWine(t)
	commit := filepath.Join(t.TempDir(), "commit.exe")
	build := exec.Command("go", "build", "-o", commit, "./committer")
	build.Env = append(os.Environ(), "GOOS=windows", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v %s", err, out)
	}
	data := awkwardDir(t)
	w.emptyReport(data)
	s := w.open(data, built("nianbao.exe"), "--report", "1", "--data-dir", w.path(data))
	s.keys("ctrl+1")
	w.run(commit, "依申请公开𠀀")
	s.waitSaved(1)
	s.keys("ctrl+3")
	w.run(commit, "１２")
	s.keys("Return")
	s.waitSaved(2)
	s.close()
	shown := w.nianbao(data, "show", "1", "--json")
	for _, want := range []string{`"overview.disclosure": "依申请公开𠀀"`, `12`} {
		if !strings.Contains(shown, want) {
			t.Errorf("%s is not in %.600s", want, shown)
		}
	}
}

// Without OpenGL a box of the system's own says in Chinese what to do.
func TestWindowsWithoutOpenGLSaysWhatToDo(t *testing.T) {
	w := newWine(t)
	display := plainDisplay(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := w.command(ctx, built("nianbao.exe"))
	cmd.Env = append(cmd.Env, "DISPLAY="+display)
	out := &strings.Builder{}
	cmd.Stderr = out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	screen := append(os.Environ(), "DISPLAY="+display)
	// A window that is just coming does not always take the keyboard, and may
	// be answered though xdotool was told that it did not.
	answered, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		_ = cmd.Wait()
		stop()
	}()
	for answered.Err() == nil {
		id, err := findWindow(answered, screen, "--onlyvisible", "--name", "年报通没有打开")
		if err != nil {
			break
		}
		answer := exec.CommandContext(answered, "xdotool", "windowfocus", id, "key", "--delay", "200", "Return", "Return")
		answer.Env = screen
		_ = answer.Run()
	}
	if ctx.Err() != nil {
		t.Fatal("no box, or one that cannot be answered")
	}
	if cmd.ProcessState.ExitCode() != 2 || !strings.Contains(out.String(), "opengl32.dll") {
		t.Errorf("it ends with %v and says %q", cmd.ProcessState, out)
	}
	if got := w.run(built("nianbao.exe"), "list"); got.code != 0 {
		t.Errorf("the command line: %+v", got)
	}
}

// With a software opengl32.dll beside it the program draws where nothing else does.
func TestWindowsDrawsWithSoftwareOpenGL(t *testing.T) {
	mesa := os.Getenv(mesaVar)
	if mesa == "" {
		t.Skip("no software OpenGL: make compatibility builds and tests it")
	}
	w := newWine(t)
	dir := t.TempDir()
	for _, f := range []string{built("nianbao.exe"), filepath.Join(mesa, "opengl32.dll"), filepath.Join(mesa, "libgallium_wgl.dll")} {
		if out, err := exec.Command("cp", f, dir).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
	}
	// Windows prefers a library beside the program by itself; Wine is told to.
	w.register(`HKCU\Software\Wine\DllOverrides`, "/v", "opengl32", "/d", "native,builtin")
	data := awkwardDir(t)
	w.emptyReport(data)
	t.Setenv("DISPLAY", plainDisplay(t))
	manager := exec.Command("openbox")
	if err := manager.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = manager.Process.Kill()
		_ = manager.Wait()
	})
	s := w.open(data, filepath.Join(dir, "nianbao.exe"), "--report", "1", "--data-dir", w.path(data))
	s.keys("ctrl+3", "4", "2", "Return")
	s.waitSaved(1)
	s.close()
}

// plainDisplay is a screen on which nothing draws by OpenGL.
func plainDisplay(t *testing.T) string {
	t.Helper()
	return displayOf(t, exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1000x700x24", "-extension", "GLX"))
}

// displayOf starts an X server that writes its number to its file 3, and returns
// the name of its display.
func displayOf(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	r, wr, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd.ExtraFiles = []*os.File{wr}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	wr.Close()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return ":" + strings.TrimSpace(number)
}

// The window comes back as large as it was.
func TestWindowsWindowKeepsItsSize(t *testing.T) {
	w := newWine(t)
	data := awkwardDir(t)
	open := func() *screen { return w.open(data, built("nianbao.exe"), "--data-dir", w.path(data)) }
	s := open()
	s.do("getactivewindow", "windowsize", "--sync", "1111", "777")
	time.Sleep(500 * time.Millisecond)
	before, err := s.geometry()
	if err != nil {
		t.Fatal(err)
	}
	s.close()
	s = open()
	time.Sleep(500 * time.Millisecond)
	after, err := s.geometry()
	if err != nil || after.width != before.width || after.height != before.height {
		t.Errorf("it was %+v and is %+v, %v", before, after, err)
	}
}

// With a display scaling of 200 % the window takes no more than its screen has
// and can be worked in.
func TestWindowsWindowFitsItsScreen(t *testing.T) {
	w := newWine(t)
	const scaling = "192" // dots per inch; 100 % is 96
	w.register(`HKCU\Control Panel\Desktop`, "/v", "LogPixels", "/t", "REG_DWORD", "/d", scaling)
	w.shutDown() // it is read at the start
	data := awkwardDir(t)
	w.emptyReport(data)
	s := w.open(data, built("nianbao.exe"), "--report", "1", "--data-dir", w.path(data))
	screen, err := exec.Command("xdotool", "getdisplaygeometry").Output()
	if err != nil {
		t.Fatal(err)
	}
	var width, height int
	if _, err := fmt.Sscan(string(screen), &width, &height); err != nil {
		t.Fatal(err)
	}
	if got, err := s.geometry(); err != nil || got.width > width || got.height > height || got.width < width/2 {
		t.Errorf("the window is %+v on %d x %d, %v", got, width, height, err)
	}
	s.keys("ctrl+3", "4", "2", "Return")
	s.waitSaved(1)
	s.close()
}

// A crash leaves a report, and the next start says so.
func TestWindowsTellsOfACrash(t *testing.T) {
	w := newWine(t)
	data := awkwardDir(t)
	if err := os.WriteFile(filepath.Join(data, "crash.txt"), []byte("panic: x"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := w.open(data, built("nianbao.exe"), "--data-dir", w.path(data))
	s.keys("Escape") // answers the dialog that tells
	s.close()
	if kept, _ := filepath.Glob(filepath.Join(data, "crash-*.txt")); len(kept) != 1 || exists(filepath.Join(data, "crash.txt")) {
		t.Errorf("kept %v", kept)
	}
}

// At log-off Windows asks every window, and then ends the programs: the open
// cell is stored, and the next start has nothing to tell.
func TestWindowsStoresWhatIsOpenAtLogOff(t *testing.T) {
	w := newWine(t)
	data := awkwardDir(t)
	w.emptyReport(data)
	s := w.open(data, built("nianbao.exe"), "--data-dir", w.path(data), "--report", "1")
	s.keys("ctrl+3", "4", "2")
	time.Sleep(time.Second) // they have come
	w.run("wineboot", "--end-session")
	for range 100 {
		if s.logged("by=session") > 0 && !exists(filepath.Join(data, "crash.txt")) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.kill()
	if asked := s.logged("by=session"); asked != 1 { // else the cell was stored for another reason
		t.Errorf("the window was told %d times that the session ends", asked)
	}
	if shown := w.nianbao(data, "show", "1", "--json"); !strings.Contains(shown, `"values": [42, null`) {
		t.Error("the open cell was not stored")
	}
	if exists(filepath.Join(data, "crash.txt")) {
		t.Error("told as an end that was none")
	}
}

// A table is put on the clipboard for Word and for Excel at once: the tests of
// the clipboard run on the system that has it.
func TestWindowsClipboardHoldsATableForWordAndExcel(t *testing.T) {
	w := newWine(t)
	tests := filepath.Join(t.TempDir(), "system.test.exe")
	build := exec.Command("go", "test", "-c", "-o", tests, "../system")
	build.Env = append(os.Environ(), "GOOS=windows", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v %s", err, out)
	}
	if got := w.run(tests, "-test.v", "-test.run", "Clipboard|HTML"); got.code != 0 || !strings.Contains(got.stdout, "PASS: TestTheClipboardHoldsTextAndHTML") {
		t.Errorf("%+v", got)
	}
}
