//go:build bench && linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// The Windows program under Wine, against an empty Fyne window there. make
// bench-windows builds both.
const (
	windowsProgram = "dist/nianbao.exe"
	windowsEmpty   = "build/empty.exe"
)

// wines measures start and memory of the Windows program.
func (b *bench) wines() ([]row, error) {
	const what = "Windows 程序（Wine）：启动到首帧｜Fyne 空窗口"
	for _, path := range []string{windowsProgram, windowsEmpty} {
		if _, err := os.Stat(path); err != nil {
			return []row{skipped(what, "没有 "+path+"，见 make bench-windows")}, nil
		}
	}
	prefix := filepath.Join(b.dir, "wine")
	if out, err := exec.Command("assets/windows/wine-prefix.sh", prefix).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("make wine prefix: %w: %s", err, out)
	}
	start := func(path string) timed {
		return func() (time.Duration, error) { return b.firstFrame(inWine(prefix, path)) }
	}
	for _, path := range []string{windowsProgram, windowsEmpty} { // the first start of each sets things up
		if _, err := start(path)(); err != nil {
			return nil, err
		}
	}
	m, err := inTurn(9, start(windowsProgram), start(windowsEmpty))
	if err != nil {
		return nil, err
	}
	ours, err := b.memory(prefix, windowsProgram)
	if err != nil {
		return nil, err
	}
	empty, err := b.memory(prefix, windowsEmpty)
	if err != nil {
		return nil, err
	}
	most := empty + empty/2 + 60*megabyte
	return []row{
		atMost(what, m[0], m[1], 1.5),
		{
			what: "Windows 程序（Wine）：静止时的内存｜Fyne 空窗口", ours: fmt.Sprintf("%d MB", ours/megabyte), other: fmt.Sprintf("%d MB", empty/megabyte),
			ratio: fmt.Sprintf("%.2f 倍", float64(ours)/float64(empty)), promise: fmt.Sprintf("≤ %d MB", most/megabyte), missed: ours > most,
		},
	}, nil
}

func inWine(prefix, path string) *exec.Cmd {
	cmd := exec.Command("wine", path)
	cmd.Env = []string{"WINEPREFIX=" + prefix, "WINEDEBUG=-all", "LC_ALL=C.UTF-8", "WINEDLLOVERRIDES=mscoree,mshtml="}
	return cmd
}

// memory returns how many bytes of memory a program holds that has rested for
// some seconds.
func (b *bench) memory(prefix, path string) (int, error) {
	const rest = 8 * time.Second // a copy of the drafts is made after five
	cmd := b.onX(inWine(prefix, path))
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	time.Sleep(rest)
	return residentMemory(cmd.Process.Pid)
}
