//go:build bench && linux

// Command bench measures what the program promises about speed and prints one
// table: what is promised, what was measured, against what, and whether the
// promise is held. It ends with code 1 when one is not.
//
// Every comparison runs both sides in turn on the same machine, so that the
// ratios mean something on any machine; the times themselves do not. It must
// be run in the project's folder, after a build, on a machine with an X server
// (make bench brings one). Tools that are not installed are named and left out.
//
// The build tag keeps the program out of every other build: it wires store and
// PDF to windows as only main does, and needs X libraries that nothing else does.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
)

// bench is one run.
type bench struct {
	dir     string // for everything that is written, on the project's disk
	program string // the built program
	screen  *screen
	opened  int // programs to type into
}

func main() {
	what := flag.String("show", "", "show one of the windows to be measured")
	only := flag.String("only", "", "measure only these parts, such as keys,start")
	program := flag.String("program", "build/nianbao", "the built program")
	flag.Parse()
	debug.SetGCPercent(400) // as main does
	runtime.LockOSThread()  // the thread that starts windows must last: they end with it
	var held bool
	var err error
	if *what != "" {
		held, err = true, show(*what)
	} else {
		held, err = run(*program, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !held {
		os.Exit(1)
	}
}

// run measures everything and says whether all promises are held.
func run(program, only string) (bool, error) {
	b := &bench{}
	var err error
	if b.program, err = filepath.Abs(program); err != nil {
		return false, err
	}
	if _, err := os.Stat(b.program); err != nil {
		return false, fmt.Errorf("build the program first: %w", err)
	}
	// Not in the system's temporary folder: it may lie in memory, where
	// writing to the disk costs nothing.
	if b.dir, err = os.MkdirTemp(filepath.Dir(b.program), "bench-*"); err != nil {
		return false, err
	}
	defer os.RemoveAll(b.dir)
	rows, err := b.all(only)
	if err != nil {
		return false, err
	}
	machine()
	return print(os.Stdout, rows), nil
}

// all measures part by part.
func (b *bench) all(only string) ([]row, error) {
	parts := []struct {
		name    string
		measure func() ([]row, error)
		windows bool
	}{
		{"edit", b.edits, false},
		{"rules", b.recompute, false},
		{"pdf", b.papers, false},
		{"batch", b.batch, false},
		{"handover", b.verifying, false},
		{"keys", b.keys, true},
		{"typing", b.typing, true},
		{"start", b.starts, true},
		{"rest", b.atRest, true},
		{"review", b.reviewing, true},
		{"work", b.afterWork, true},
		{"reading", b.reading, false},
		{"register", b.register, false},
		{"windows", b.wines, true},
	}
	var rows []row
	for _, p := range parts {
		if only != "" && !slices.Contains(strings.Split(only, ","), p.name) {
			continue
		}
		fmt.Fprintln(os.Stderr, "…", p.name)
		if p.windows && b.screen == nil {
			var err error
			if b.screen, err = openScreen(); err != nil {
				return nil, err
			}
		}
		got, err := p.measure()
		if err != nil {
			return nil, fmt.Errorf("measure %s: %w", p.name, err)
		}
		rows = append(rows, got...)
	}
	return rows, nil
}

// machine says what the numbers were measured on.
func machine() {
	model := "处理器型号不明"
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
				break
			}
		}
	}
	fmt.Printf("%d 核 · %s · %s · %s/%s · 软件绘制的虚拟屏幕\n", runtime.NumCPU(), model, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Print("各项均为多次测量的中位数；有对照的轮流测量。对照工具印的是同样的文字、表格和字体（内置字体，经 fontconfig）。\n\n")
}

// onX makes a window go to the X server at its plain scale, wherever a Wayland
// session may be, and keeps it from the person's own settings.
func (b *bench) onX(cmd *exec.Cmd) *exec.Cmd {
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "WAYLAND_") && !strings.HasPrefix(e, "XDG_SESSION_TYPE=") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	cmd.Env = append(cmd.Env, "FYNE_SCALE=1", "XDG_CONFIG_HOME="+filepath.Join(b.dir, "config"))
	cmd.Stderr = &bytes.Buffer{} // the toolkit's complaints about a bare screen; shown when a window fails
	// A window does not outlive its measuring.
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd
}
