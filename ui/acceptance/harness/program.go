//go:build linux && amd64

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// desk is a data folder and the program that works on it.
type desk struct {
	program string
	data    string
}

// newDesk returns a desk with a data folder that is not there yet, whose name
// breaks careless programs.
func (h *harness) newDesk(name string) desk {
	return desk{h.program, filepath.Join(h.dir, name+" 张 三#50%")}
}

// result is what one command line gave.
type result struct {
	code           int // -1 when it was killed
	stdout, stderr string
}

// The passwords of everybody and of the office.
const (
	ownPassword    = "abcd 1234"
	officePassword = "efgh 5678"
)

// command makes a command line ready. Both passwords lie on descriptors of
// their own. The program does not outlive the harness.
func (d desk) command(ctx context.Context, args ...string) (*exec.Cmd, error) {
	cmd := exec.CommandContext(ctx, d.program, append(args, "--data-dir", d.data, "--password-fd", "3", "--office-password-fd", "4")...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	for _, text := range []string{ownPassword, officePassword} {
		r, w, err := os.Pipe()
		if err != nil {
			return nil, err
		}
		cmd.ExtraFiles = append(cmd.ExtraFiles, r)
		if _, err := w.WriteString(text + "\n"); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
	}
	return cmd, nil
}

// run runs one command line to its end.
func (d desk) run(ctx context.Context, args ...string) (result, error) {
	cmd, err := d.command(ctx, args...)
	if err != nil {
		return result{}, err
	}
	defer closeAll(cmd.ExtraFiles)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return result{code: -1}, err
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}, ctx.Err()
}

// do runs a command line that must succeed, and returns what it printed.
func (d desk) do(ctx context.Context, args ...string) (string, error) {
	got, err := d.run(ctx, args...)
	if err == nil && got.code != 0 {
		err = fmt.Errorf("%v ended with %d: %s%s", args, got.code, got.stdout, got.stderr)
	}
	return got.stdout, err
}

func closeAll(files []*os.File) {
	for _, f := range files {
		_ = f.Close()
	}
}

// store is the path of the desk's store.
func (d desk) store() string { return filepath.Join(d.data, "nianbao.db") }

// sound asks the machine's own SQLite whether a store is sound.
func sound(ctx context.Context, path string) error {
	out, err := exec.CommandContext(ctx, "sqlite3", path, "PRAGMA integrity_check").CombinedOutput()
	if err == nil && string(bytes.TrimSpace(out)) != "ok" {
		err = errors.New("not sound")
	}
	if err != nil {
		return fmt.Errorf("integrity_check of %s: %w %.300s", path, err, out)
	}
	return nil
}

// change is one place that an entry of the journal has changed.
type change struct {
	Seq     int64
	Address string
	New     string
}

// journal reads what the entries of a draft have changed, in their order.
func (d desk) journal(ctx context.Context, draft int) ([]change, error) {
	var out []change
	return out, query(ctx, d.store(), &out, fmt.Sprintf(
		`SELECT e.seq AS Seq, c.value ->> 'address' AS Address, c.value ->> 'new' AS New
		FROM entry e, json_each(e.changes) c WHERE e.draft_id = %d ORDER BY e.seq, c.id`, draft))
}

// values reads what a draft holds, by address.
func (d desk) values(ctx context.Context, draft int) (map[string]string, error) {
	var rows []struct{ Address, Body string }
	err := query(ctx, d.store(), &rows, fmt.Sprintf(`SELECT address AS Address, body AS Body FROM held_value WHERE draft_id = %d`, draft))
	out := map[string]string{}
	for _, r := range rows {
		out[r.Address] = r.Body
	}
	return out, err
}

// query reads rows of a store into a slice of structs.
func query(ctx context.Context, path string, into any, text string) error {
	cmd := exec.CommandContext(ctx, "sqlite3", "-readonly", "-json", path, text)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("read %s: %w %s", path, err, errs.String())
	}
	if len(bytes.TrimSpace(out)) == 0 {
		return nil // no rows
	}
	return json.Unmarshal(out, into)
}
