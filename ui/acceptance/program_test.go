package acceptance

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is the built program, the one people use.
var program string

func TestMain(m *testing.M) { os.Exit(run(m)) }

// run builds the program once and gives the screen a window manager, without
// which no window gets the keyboard.
func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "nianbao-test-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "nianbao")
	build := exec.Command("go", "build", "-tags", tags(), "-o", program, "nianbao")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return 1
	}
	if os.Getenv("DISPLAY") != "" {
		if manager := exec.Command("openbox"); manager.Start() == nil {
			defer func() { _ = manager.Process.Kill() }()
		}
	}
	return m.Run()
}

// tags are the build tags of the program. With THREADS=watched the toolkit looks
// whether its calls come from the main goroutine, which startScreen's windows
// are then held to; people's programs go without.
func tags() string {
	if os.Getenv("THREADS") == "watched" {
		return ""
	}
	return "migrated_fynedo"
}

// result is what one command line gave.
type result struct {
	code           int
	stdout, stderr string
}

// nianbao runs one command line on a data folder.
func nianbao(t *testing.T, data string, args ...string) result {
	t.Helper()
	cmd := exec.Command(program, append(args, "--data-dir", data)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// screen is a real window of the program, driven by keys and mouse as a person
// drives it.
type screen struct {
	t    *testing.T
	data string
	cmd  *exec.Cmd

	said    bytes.Buffer // its standard error; whole when it has ended
	asks    bool         // it begins with a question, before there is a store
	by      string       // "--pid" where the window tells its process
	started int          // how often a window was opened on this folder before
}

// openScreen starts the window on a data folder and waits until it is there.
func openScreen(t *testing.T, data string, args ...string) *screen {
	t.Helper()
	return startScreen(t, data, "--pid", screenCommand(t, data, args...))
}

// askedScreen starts the window on a data folder that it has a question about.
func askedScreen(t *testing.T, data string) *screen {
	t.Helper()
	s := &screen{t: t, data: data, cmd: screenCommand(t, data), by: "--pid", asks: true}
	s.start()
	return s
}

func screenCommand(t *testing.T, data string, args ...string) *exec.Cmd {
	t.Helper()
	if os.Getenv("DISPLAY") == "" {
		t.Skip("no display: real windows are not tested")
	}
	if _, err := exec.LookPath("xdotool"); err != nil {
		t.Skip("no xdotool: real windows are not tested")
	}
	cmd := exec.Command(program, append(args, "--data-dir", data, "--verbose")...)
	// English, to see that the interface stays Chinese on such a machine.
	cmd.Env = append(os.Environ(), "LANG=en_US.UTF-8", "LC_ALL=en_US.UTF-8")
	return cmd
}

// startScreen starts a window and waits until it is there; by is how it is
// looked for beside its name.
func startScreen(t *testing.T, data, by string, cmd *exec.Cmd) *screen {
	t.Helper()
	s := &screen{t: t, data: data, cmd: cmd, by: by}
	s.start()
	return s
}

func (s *screen) start() {
	t := s.t
	t.Helper()
	s.started = s.logged("msg=ready")
	s.cmd.Stderr = &s.said
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.kill()
		if n := s.logged("Error in Fyne call thread"); n > 0 {
			log, _ := os.ReadFile(filepath.Join(s.data, "nianbao.log"))
			t.Errorf("the window was touched from another goroutine:\n%s", log)
		}
		if t.Failed() && strings.Contains(s.said.String(), "panic") {
			t.Log(s.said.String())
		}
	})
	s.waitWindow()
}

// waitWindow waits for the window and gives it the keyboard.
func (s *screen) waitWindow() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	search := []string{"--onlyvisible"}
	if s.by != "" {
		search = append(search, s.by, fmt.Sprint(s.cmd.Process.Pid))
	}
	for {
		id, err := findWindow(ctx, os.Environ(), append(search, "--name", "年报通")...)
		if err != nil {
			s.t.Fatalf("no window: %v", err)
		}
		if activate(ctx, id) == nil {
			break
		} // else it was the one before, which had closed but not gone
	}
	if !s.asks {
		s.waitReady()
	}
}

// findWindow waits until xdotool finds a window and returns its number. A search
// fails, too, when a window that it goes through is just closing: it is made anew.
func findWindow(ctx context.Context, env []string, search ...string) (string, error) {
	for {
		cmd := exec.CommandContext(ctx, "xdotool", append([]string{"search"}, search...)...)
		cmd.Env = env
		out, err := cmd.Output()
		if found := strings.Fields(string(out)); err == nil && len(found) > 0 {
			return found[0], nil
		}
		if ctx.Err() != nil {
			return "", fmt.Errorf("xdotool search %v: %w, the last answer: %v", search, ctx.Err(), err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// activate gives a window the keyboard.
func activate(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return exec.CommandContext(ctx, "xdotool", "windowactivate", "--sync", id).Run()
}

// waitReady waits until the window says in the log that it works.
func (s *screen) waitReady() {
	s.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); s.logged("msg=ready") <= s.started; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatal("the window is not ready")
		}
	}
}

// logged counts the lines of the log that contain a text.
func (s *screen) logged(text string) int {
	content, err := os.ReadFile(filepath.Join(s.data, "nianbao.log"))
	if err != nil {
		return 0
	}
	return strings.Count(string(content), text)
}

// do runs one xdotool command.
func (s *screen) do(args ...string) {
	s.t.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

// keys presses keys by their X names, such as "ctrl+3" or "Tab".
func (s *screen) keys(names ...string) {
	s.t.Helper()
	s.do(append([]string{"key", "--delay", "8"}, names...)...)
}

// types types text.
func (s *screen) types(text string) {
	s.t.Helper()
	s.do("type", "--delay", "8", text)
}

// kill ends the program the hard way.
func (s *screen) kill() {
	if s.cmd.ProcessState == nil {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
	}
}

// close closes the window as a person does and waits for the program to end.
func (s *screen) close() {
	s.t.Helper()
	s.keys("ctrl+q")
	done := make(chan error, 1)
	go func() { done <- s.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		_ = s.cmd.Process.Signal(syscall.SIGQUIT) // its goroutines go where crashes are written
		select {
		case <-done:
		case <-time.After(5 * time.Second):
		}
		at, _ := os.ReadFile(filepath.Join(s.data, "crash.txt"))
		log, _ := os.ReadFile(filepath.Join(s.data, "nianbao.log"))
		s.t.Fatalf("the window does not close; its log:\n%s\nits goroutines:\n%s", log, at)
	}
}

// savedLines are the edits that the window has called saved.
func (s *screen) savedLines() []string {
	content, err := os.ReadFile(filepath.Join(s.data, "nianbao.log"))
	if err != nil {
		return nil
	}
	var out []string
	for line := range strings.Lines(string(content)) {
		if strings.Contains(line, "msg=saved ") && strings.HasSuffix(line, "\n") {
			out = append(out, strings.TrimSpace(line[strings.Index(line, "address="):]))
		}
	}
	return out
}

// waitSaved waits until the window has called n edits saved.
func (s *screen) waitSaved(n int) {
	s.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if len(s.savedLines()) >= n {
			return
		}
	}
	s.t.Fatalf("%d edits saved, want %d:\n%s", len(s.savedLines()), n, strings.Join(s.savedLines(), "\n"))
}

// place is where the window lies on the screen, in pixels.
type place struct{ x, y, width, height int }

func (p place) at(part float64) string    { return fmt.Sprint(p.x + int(part*float64(p.width))) }
func (p place) below(part float64) string { return fmt.Sprint(p.y + int(part*float64(p.height))) }

// geometry asks where the window lies.
func (s *screen) geometry() (p place, err error) {
	out, err := exec.Command("xdotool", "getactivewindow", "getwindowgeometry", "--shell").Output()
	if err != nil {
		return p, err
	}
	var window, screen int
	_, err = fmt.Sscanf(string(out), "WINDOW=%d\nX=%d\nY=%d\nWIDTH=%d\nHEIGHT=%d\nSCREEN=%d", &window, &p.x, &p.y, &p.width, &p.height, &screen)
	return p, err
}
