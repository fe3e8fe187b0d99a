//go:build linux

package main

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
	"time"
)

// The passwords of everybody and of the office.
const (
	ownPassword    = "abcd 1234"
	officePassword = "efgh 5678"
)

// desk is a workstation: a data folder and the program that works on it.
type desk struct {
	program, shifted string
	data             string
	own, office      string        // passwords
	clock            time.Duration // how far its clock is ahead
}

// answer is what one command line gave.
type answer struct {
	args      []string
	code      int
	out, errs string
	processor time.Duration
}

// shiftVariable names the environment variable that tells a program that was built
// with the tag shifted how far its clock is ahead.
const shiftVariable = "NIANBAO_CLOCK_AHEAD"

// run runs one command line to its end. The passwords lie on descriptors.
func (d *desk) run(ctx context.Context, args ...string) (answer, error) {
	program := d.program
	if d.clock != 0 {
		program = d.shifted
	}
	given := append(append([]string(nil), args...), "--data-dir", d.data, "--password-fd", "3", "--office-password-fd", "4")
	cmd := exec.CommandContext(ctx, program, given...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Env = append(os.Environ(), shiftVariable+"="+d.clock.String(), "TZ=Asia/Shanghai")
	for _, text := range []string{d.own, d.office} {
		r, w, err := os.Pipe()
		if err != nil {
			return answer{}, err
		}
		defer r.Close()
		_, err = w.WriteString(text + "\n")
		if err = errors.Join(err, w.Close()); err != nil {
			return answer{}, err
		}
		cmd.ExtraFiles = append(cmd.ExtraFiles, r)
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return answer{}, err
	}
	p := cmd.ProcessState
	return answer{args, p.ExitCode(), out.String(), errs.String(), p.UserTime() + p.SystemTime()}, ctx.Err()
}

// do runs a command line that must succeed, and returns what it printed.
func (d *desk) do(ctx context.Context, args ...string) (string, error) {
	got, err := d.run(ctx, args...)
	if err == nil && got.code != 0 {
		err = fmt.Errorf("%v ended with %d: %s%s", args, got.code, got.out, got.errs)
	}
	return got.out, err
}

// query asks the store with the machine's own SQLite, or changes it.
func (d *desk) query(ctx context.Context, text string) (string, error) {
	cmd := exec.CommandContext(ctx, "sqlite3", filepath.Join(d.data, "nianbao.db"))
	cmd.Stdin = strings.NewReader(text) // an argument that begins with a comment is taken for an option
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s: %w %s", text, err, errs.String())
	}
	return strings.TrimSpace(string(out)), err
}
