//go:build linux && amd64

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// killExport writes the PDF of draft 1 over the last one.
func (c *crashing) killExport(ctx context.Context) error {
	out := filepath.Join(c.papers, "报告.pdf")
	got, killed, err := c.killed(ctx, "export", c.work, "export", "1", "--out", out)
	if err != nil {
		return err
	}
	c.confirm(ctx, got, killed, "export")
	return c.reopens(ctx, c.work, func([]listed) (string, error) { return wholePDF(out), nil })
}

// wholePDF says what is wrong with a PDF; it may be missing.
func wholePDF(path string) string {
	content, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return ""
	}
	if err != nil {
		return err.Error()
	}
	text := strings.TrimSpace(string(content))
	if !strings.HasPrefix(text, "%PDF-") || !strings.HasSuffix(text, "%%EOF") {
		return fmt.Sprintf("%s is half a PDF of %d bytes", path, len(content))
	}
	return ""
}

// killHandover writes the package of draft 1 over the last one.
func (c *crashing) killHandover(ctx context.Context) error {
	out := filepath.Join(c.papers, "报告.nbx")
	got, killed, err := c.killed(ctx, "handover", c.work, "handover", "1", "--out", out)
	if err != nil {
		return err
	}
	c.confirm(ctx, got, killed, "handover")
	return c.reopens(ctx, c.work, func([]listed) (string, error) { return c.work.wholePackage(ctx, out) })
}

// wholePackage says what is wrong with a hand-over file; it may be missing.
func (d desk) wholePackage(ctx context.Context, path string) (string, error) {
	if _, err := os.Stat(path); os.IsNotExist(err) {
		return "", nil
	}
	got, err := d.run(ctx, "verify", path)
	if err == nil && got.code == 2 {
		return "half a package: " + got.stderr, nil
	}
	return "", err
}
