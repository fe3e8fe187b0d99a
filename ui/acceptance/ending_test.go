package acceptance

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// emptyDraft makes draft 1, with nothing in it.
func emptyDraft(t *testing.T) (data string) {
	t.Helper()
	data = dataDir(t)
	nianbao(t, data, "import", file(t, "empty.json", `{"unit":"示例县自然资源局","year":2025,"tables":{}}`))
	return data
}

// firstOf is what stands in the paragraph of draft 1 that its part opens in.
func firstOf(t *testing.T, data string) string {
	t.Helper()
	shown := nianbao(t, data, "show", "1", "--json").stdout
	_, rest, _ := strings.Cut(shown, `"overview.disclosure": "`)
	text, _, _ := strings.Cut(rest, `"`)
	return text
}

// A paragraph is stored while it is typed, whether or not the typing pauses.
func TestTypingWithoutAPauseIsStored(t *testing.T) {
	data := emptyDraft(t)
	s := openScreen(t, data, "--report", "1")
	s.keys("ctrl+1")
	typist := exec.Command("xdotool", "type", "--delay", "50", strings.Repeat("0123456789", 100))
	if err := typist.Start(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	time.Sleep(10 * time.Second)
	s.kill()
	typed := time.Since(began)
	_ = typist.Process.Kill()
	_ = typist.Wait()
	s.do("keyup", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	got := firstOf(t, data)
	entries := strings.Count(strings.Join(s.savedLines(), "\n"), "overview.disclosure")
	t.Logf("%d characters in %d entries after %v of typing without a pause", len(got), entries, typed.Round(time.Millisecond))
	// The screen may be slower than the typist: no time is judged but that it
	// was stored again and again while it went on.
	if entries < 4 || len(got) < 40 || !strings.HasPrefix(strings.Repeat("0123456789", 100), got) {
		t.Errorf("%d entries hold %q", entries, got)
	}
}

// So is a name, before its field is left.
func TestANameIsStoredWhileItsFieldIsOpen(t *testing.T) {
	data := emptyDraft(t)
	s := openScreen(t, data, "--report", "1")
	s.keys("ctrl+7", "End")
	s.types("abc")
	s.waitSaved(1)
	s.types("def")
	time.Sleep(1500 * time.Millisecond)
	s.kill()
	if got := nianbao(t, data, "list").stdout; !strings.Contains(got, "示例县自然资源局abcdef") {
		t.Errorf("after a kill the list shows %q", got)
	}
}

// Asked to end, as at log-off, the window stores the paragraph and the cell
// that are being typed, and the next start has nothing to tell.
func TestAskedToEndTheWindowStoresWhatIsOpen(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		data := emptyDraft(t)
		s := openScreen(t, data, "--report", "1")
		s.keys("ctrl+1")
		s.types("abc")
		s.waitSaved(1)
		s.types("def")
		s.endBy(sig)
		if got := firstOf(t, data); got != "abcdef" {
			t.Errorf("%v: the paragraph holds %q", sig, got)
		}
		s = openScreen(t, data, "--report", "1")
		s.keys("ctrl+3", "ctrl+Home")
		s.types("42")
		s.endBy(sig)
		if shown := nianbao(t, data, "show", "1", "--json").stdout; !strings.Contains(shown, `"values": [42, null`) {
			t.Errorf("%v: the open cell was not stored", sig)
		}
		if s.logged("did not end by itself") > 0 || exists(filepath.Join(data, "crash.txt")) {
			t.Errorf("%v: told as an end that was none", sig)
		}
	}
}

// endBy sends a signal and waits for the program to end.
func (s *screen) endBy(sig syscall.Signal) {
	s.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); s.logged("ends when asked to") <= s.started; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatal("the window does not listen for signals")
		}
	}
	time.Sleep(300 * time.Millisecond) // the keys have come, and the paragraph is not stored yet
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			s.t.Errorf("%v: %v", sig, err)
		}
	case <-time.After(20 * time.Second):
		s.t.Fatalf("%v does not end the program", sig)
	}
}

// After a kill and after a crash the next start says so once.
func TestABadEndIsToldOnce(t *testing.T) {
	data := emptyDraft(t)
	s := openScreen(t, data)
	s.kill()
	s = openScreen(t, data)
	if s.logged("did not end by itself") != 1 {
		t.Error("the kill was not noticed")
	}
	_ = s.cmd.Process.Signal(syscall.SIGABRT) // the runtime ends it with a report
	_ = s.cmd.Wait()
	if report, err := os.ReadFile(filepath.Join(data, "crash.txt")); err != nil || !strings.Contains(string(report), "goroutine 1 ") {
		t.Errorf("the report: %.200s, %v", report, err)
	}
	s = openScreen(t, data)
	s.keys("Escape") // answers the dialog that tells
	s.close()
	if kept, _ := filepath.Glob(filepath.Join(data, "crash-*.txt")); len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
	s = openScreen(t, data)
	s.close()
	if told := s.logged("did not end by itself"); told != 2 {
		t.Errorf("told %d times", told)
	}
}

// When the display goes, the library that speaks to it ends the program: what is
// open is stored before.
func TestTheDisplayGoesUnderAWindow(t *testing.T) {
	if _, err := exec.LookPath("Xvfb"); err != nil || runtime.GOOS != "linux" {
		t.Skip("no display of its own here")
	}
	data := emptyDraft(t)
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1000x700x24")
	cmd := screenCommand(t, data, "--report", "1")
	display := displayOf(t, server)
	cmd.Env = append(cmd.Env, "DISPLAY="+display)
	s := &screen{t: t, data: data, cmd: cmd}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	s.waitReady()
	there := append(os.Environ(), "DISPLAY="+display)
	window, err := findWindow(t.Context(), there, "--onlyvisible", "--name", "年报通")
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); s.logged("ends when asked to") == 0 && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	for _, do := range [][]string{{"windowfocus", "--sync", window}, {"key", "ctrl+1"}, {"type", "abc"}, {"key", "ctrl+3", "ctrl+Home"}, {"type", "42"}} {
		press := exec.Command("xdotool", do...)
		press.Env = there
		if out, err := press.CombinedOutput(); err != nil {
			t.Fatalf("xdotool %v: %v %s", do, err, out)
		}
	}
	time.Sleep(time.Second) // the keys have come
	_ = server.Process.Kill()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(40 * time.Second):
		t.Fatal("the program goes on without a display")
	}
	if shown := nianbao(t, data, "show", "1", "--json").stdout; firstOf(t, data) != "abc" || !strings.Contains(shown, `"values": [42, null`) {
		t.Errorf("the paragraph holds %q, the open cell was not stored in %.300s", firstOf(t, data), shown)
	}
	if exists(filepath.Join(data, "crash.txt")) {
		t.Error("told as a bad end, although everything was stored")
	}
}
