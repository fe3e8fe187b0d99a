package system

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// endingVar has the test's own program end in one of these ways, in a folder.
const endingVar = "NIANBAO_TEST_ENDING"

var endings = map[string]func() error{
	"main":      func() error { panic("on the first goroutine") },
	"goroutine": func() error { go panic("on another goroutine"); time.Sleep(time.Minute); return nil },
	"nil":       func() error { var none *Instance; none.Release(); return nil },
	"kill":      func() error { time.Sleep(time.Minute); return nil },
	"exit":      func() error { os.Exit(3); return nil },
	"fine":      func() error { return nil },
	"failed":    func() error { return errors.New("it says why and returns") },
}

func TestMain(m *testing.M) {
	if do := endings[os.Getenv(endingVar)]; do != nil {
		dir := os.Args[len(os.Args)-1]
		_ = Watched(dir, func(err error) { panic(err) }, func() error {
			_ = os.WriteFile(filepath.Join(dir, "running"), nil, 0o600)
			return do()
		})
		return
	}
	os.Exit(m.Run())
}

// end runs a program in the folder that ends in one of the ways.
func end(t *testing.T, dir, way string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), endingVar+"="+way)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if way == "kill" {
		for range 500 {
			if _, err := os.Stat(filepath.Join(dir, "running")); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		_ = cmd.Process.Kill()
	}
	_ = cmd.Wait()
}

func TestHowARunEndedIsToldOnce(t *testing.T) {
	for way, tt := range map[string]struct {
		badly bool
		says  string
	}{
		"main": {true, "on the first goroutine"}, "goroutine": {true, "on another goroutine"}, "nil": {true, "nil pointer"},
		"kill": {true, ""}, "exit": {true, ""}, "fine": {}, "failed": {},
	} {
		t.Run(way, func(t *testing.T) {
			dir := t.TempDir()
			end(t, dir, way)
			got, err := TakeEnd(dir)
			if err != nil || got.Badly != tt.badly || (got.Crash != "") != (tt.says != "") {
				t.Fatalf("%+v, %v", got, err)
			}
			if tt.says != "" {
				text, err := os.ReadFile(got.Crash)
				if err != nil || !strings.Contains(string(text), tt.says) || !strings.Contains(string(text), "goroutine 1 ") {
					t.Errorf("the report: %.300s, %v", text, err)
				}
			}
			end(t, dir, "fine")
			if again, err := TakeEnd(dir); again != (Ended{}) || err != nil {
				t.Errorf("told again: %+v, %v", again, err)
			}
		})
	}
}

func TestOnlyTheLastCrashReportsAreKept(t *testing.T) {
	dir := t.TempDir()
	for _, day := range []string{"01", "02", "03", "04", "05", "06"} {
		if err := os.WriteFile(filepath.Join(dir, "crash-202601"+day+"-000000.txt"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, crashName), []byte("panic: y"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := TakeEnd(dir); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, keptNames))
	if len(left) != keptMost || strings.Contains(left[0], "20260102") {
		t.Errorf("kept %v", left)
	}
}

func TestWithoutAPlaceForReportsTheRunGoesOn(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, crashName), 0o700); err != nil {
		t.Fatal(err)
	}
	told, ran := false, false
	err := Watched(dir, func(error) { told = true }, func() error { ran = true; return nil })
	if err != nil || !told || !ran {
		t.Errorf("told %v, ran %v, %v", told, ran, err)
	}
	if got, err := TakeEnd(dir); got != (Ended{}) || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
}
