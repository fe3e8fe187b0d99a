//go:build linux && amd64

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nianbao/assets"
)

// prepare makes the folders that the trials begin with, and their input.
func (f *faulting) prepare(ctx context.Context) error {
	input := filepath.Join(f.h.dir, "input")
	f.scene = filepath.Join(f.h.dir, "scene")
	if err := os.MkdirAll(input, 0o700); err != nil {
		return err
	}
	path := func(name string) string { return filepath.Join(input, name) }
	plain := f.h.newDesk("plain")
	if _, err := plain.importExample(ctx, input); err != nil {
		return err
	}
	whole, err := plain.do(ctx, "show", "1", "--json")
	if err != nil {
		return err
	}
	if err := plain.importOthers(ctx, f.h.dir, whole, prepared-1); err != nil {
		return err
	}
	other := strings.ReplaceAll(string(assets.Example), unitOf(whole), "另一个局")
	if err := os.WriteFile(path("other.json"), []byte(other), 0o600); err != nil {
		return err
	}
	old, copied := f.h.newDesk("old"), f.h.newDesk("copied")
	if err := old.ofFirstLayout(ctx, plain); err != nil {
		return err
	}
	if err := copied.ofCopy(ctx, plain); err != nil {
		return err
	}
	gone := f.h.newDesk("gone")
	if err := gone.ofBackups(ctx, plain); err != nil {
		return err
	}
	if err := plain.foundOffice(ctx, input); err != nil {
		return err
	}
	sent, elsewhere, err := f.prepareOffice(ctx, plain, path)
	if err != nil {
		return err
	}
	if f.sent, err = os.ReadFile(path("sent.nbx")); err != nil {
		return err
	}
	f.trials = []trial{
		{name: "import", from: plain, args: []string{"import", "other.json"}},
		{name: "first import", args: []string{"import", "other.json"}},
		{name: "migrate", from: old, args: []string{"list"}},
		{name: "restored copy", from: copied, args: []string{"list"}},
		{name: "set", from: plain, args: []string{"set", "1", "requests.received.business", "4711"}},
		{name: "list", from: plain, args: []string{"list", "--json"}, reads: true},
		{name: "show", from: plain, args: []string{"show", "1", "--json"}, reads: true},
		{name: "check", from: plain, args: []string{"check", "1", "--json"}, reads: true},
		{name: "check file", args: []string{"check", "other.json", "--json"}, reads: true},
		{name: "export", from: plain, args: []string{"export", "1", "--out", "out.pdf"}, out: "out.pdf"},
		{name: "submit", from: plain, args: []string{"submit", "1"}},
		{name: "approve", from: sent, args: []string{"approve", "1"}},
		{name: "sheet", from: sent, args: []string{"sheet", "1", "--out", "out.pdf"}, out: "out.pdf"},
		{name: "handover", from: plain, args: []string{"handover", "1", "--out", "out.nbx"}, out: "out.nbx"},
		{name: "open", from: elsewhere, args: []string{"open", "sent.nbx"}},
		{name: "backup", from: plain, args: []string{"backup"}},
		{name: "restore", from: gone, args: []string{"restore", "newest"}, again: []string{"restore", "newest"}},
		{name: "verify", from: elsewhere, args: []string{"verify", "sent.nbx", "--json"}, reads: true},
	}
	return nil
}

// prepareOffice makes a desk with a report in review, and another one that
// knows the office and awaits the report.
func (f *faulting) prepareOffice(ctx context.Context, plain desk, path func(string) string) (sent, elsewhere desk, err error) {
	sent, elsewhere = f.h.newDesk("sent"), f.h.newDesk("elsewhere")
	if err := os.CopyFS(sent.data, os.DirFS(plain.data)); err != nil {
		return sent, elsewhere, err
	}
	for _, args := range [][]string{
		{"submit", "1"},
		{"roster", "--out", path("roster.nbx")},
		{"handover", "1", "--out", path("sent.nbx")},
	} {
		if _, err := sent.do(ctx, args...); err != nil {
			return sent, elsewhere, err
		}
	}
	code, err := sent.officeCode(ctx)
	if err != nil {
		return sent, elsewhere, err
	}
	_, err = elsewhere.do(ctx, "open", path("roster.nbx"), "--code", code)
	return sent, elsewhere, err
}

// officeCode is the code of the roster, which people compare by eye.
func (d desk) officeCode(ctx context.Context) (string, error) {
	out, err := d.do(ctx, "people", "--json")
	if err != nil {
		return "", err
	}
	_, rest, _ := strings.Cut(out, `"code": "`)
	code, _, found := strings.Cut(rest, `"`)
	if !found {
		return "", fmt.Errorf("no code in %s", out)
	}
	return code, nil
}
