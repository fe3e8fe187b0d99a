//go:build windows

// Command console is nianbao.com: what a command prompt finds when somebody
// types nianbao. A prompt does not wait for a program with windows, and this
// one waits for nianbao.exe beside it and ends with its exit code.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
)

func main() { os.Exit(run()) }

func run() int {
	const failed = 2
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return failed
	}
	// #nosec G204 -- the program beside it, with what was typed
	cmd := exec.Command(filepath.Join(filepath.Dir(self), "nianbao.exe"), os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "没有找到 nianbao.exe，请重新安装年报通。")
		return failed
	}
	if len(os.Args) == 1 {
		return 0 // a window; the prompt is not to wait for it
	}
	signal.Ignore(os.Interrupt) // nianbao.exe gets it too, and ends in its own way
	var exit *exec.ExitError
	switch err := cmd.Wait(); {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	default:
		fmt.Fprintln(os.Stderr, err)
		return failed
	}
}
