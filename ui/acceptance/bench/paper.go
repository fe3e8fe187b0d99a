//go:build bench && linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"nianbao/app"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/export/pdf"
)

// tool is another way to a PDF of the same content.
type tool struct {
	name    string
	program string
	args    []string
	out     string
	limit   float64 // how many times faster we promise to be
}

// papers measures the PDF of the example as a whole process, against what an
// office could print the same content with.
func (b *bench) papers() ([]row, error) {
	r, err := example()
	if err != nil {
		return nil, err
	}
	sheet := filepath.Join(b.dir, "example.html")
	if err := os.WriteFile(sheet, page(r), 0o644); err != nil {
		return nil, err
	}
	source := filepath.Join(b.dir, "example.json")
	if err := os.WriteFile(source, assets.Example, 0o644); err != nil {
		return nil, err
	}
	if err := b.fontConfig(); err != nil {
		return nil, err
	}
	out := filepath.Join(b.dir, "ours.pdf")
	ours := tool{program: b.program, args: []string{"export", source, "--out", out}, out: out}
	var rows []row
	runs, others := []timed{b.printing(ours)}, []tool{}
	for _, t := range b.tools(sheet) {
		if _, err := exec.LookPath(t.program); err != nil {
			rows = append(rows, skipped("示例报告 PDF，整个进程｜"+t.name, "没有安装 "+t.program))
			continue
		}
		others, runs = append(others, t), append(runs, b.printing(t))
	}
	m, err := inTurn(9, runs...)
	if err != nil {
		return nil, err
	}
	for i, t := range others {
		rows = append(rows, faster("示例报告 PDF，整个进程｜"+t.name, m[0], m[i+1], t.limit))
	}
	return rows, nil
}

// tools are the others, told to do nothing that is not needed. What they set
// up at their very first start is done in the round that is not measured.
func (b *bench) tools(page string) []tool {
	url := "file://" + page
	in := func(name string) string { return filepath.Join(b.dir, name) }
	return []tool{
		{"LibreOffice", "soffice", []string{
			"-env:UserInstallation=file://" + in("soffice"), "--headless", "--convert-to", "pdf", "--outdir", in("office"), page,
		}, in("office/example.pdf"), 8},
		{"Chromium", "chromium", []string{
			"--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir=" + in("chromium"),
			"--print-to-pdf=" + in("chromium.pdf"), url,
		}, in("chromium.pdf"), 8},
		{"wkhtmltopdf", "wkhtmltopdf", []string{"--quiet", "--enable-local-file-access", url, in("wk.pdf")}, in("wk.pdf"), 3},
	}
}

// printing runs a tool and makes sure that it has printed the whole report.
func (b *bench) printing(t tool) timed {
	return func() (time.Duration, error) {
		_ = os.Remove(t.out)
		cmd := exec.Command(t.program, t.args...)
		cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+filepath.Join(b.dir, "fonts.conf"))
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		d, err := took(cmd.Run)()
		if err != nil {
			return 0, fmt.Errorf("%s: %w\n%s", t.program, err, said.String())
		}
		return d, complete(t.out)
	}
}

// complete looks on paper for what stands in the first paragraph, in the
// first table and at the end. Words would not do: some of the tools hand
// characters out under the codes of their radicals. Some set Latin text a
// little apart from Chinese, which comes out as spaces.
func complete(path string) error {
	text, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	whole := strings.Join(strings.Fields(string(text)), "")
	for _, want := range []string{"zrzyj@example.gov.cn", "318.4275", "2026年"} {
		if !strings.Contains(whole, want) {
			return fmt.Errorf("%s: %q is not on paper", path, want)
		}
	}
	return nil
}

// fontConfig gives the others the fonts that we embed, beside those of the
// system, so that they set the same glyphs and embed the same fonts.
func (b *bench) fontConfig() error {
	dir, err := filepath.Abs("assets/fonts")
	if err != nil {
		return err
	}
	conf := fmt.Sprintf(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>%s</dir></fontconfig>`, dir)
	return os.WriteFile(filepath.Join(b.dir, "fonts.conf"), []byte(conf), 0o644)
}

// batch measures many reports printed by one process on two cores.
func (b *bench) batch() ([]row, error) {
	const reports, workers = 1000, 2
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
	r, err := example()
	if err != nil {
		return nil, err
	}
	all := make([]*report.Report, reports)
	for i := range all {
		if err := rename(r, i); err != nil {
			return nil, err
		}
		all[i] = r.Clone()
	}
	var times []time.Duration
	for range 3 {
		d, err := took(func() error { return printAll(all, workers) })()
		if err != nil {
			return nil, err
		}
		times = append(times, d)
	}
	return []row{perSecond("一个进程连续印 1,000 份，两个核", reports, median(times), 60)}, nil
}

// printAll prints reports by several goroutines, each with its share.
func printAll(all []*report.Report, workers int) error {
	errs := make([]error, workers)
	share := len(all) / workers
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() { errs[i] = printPart(all[i*share : (i+1)*share]) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

func printPart(part []*report.Report) error {
	var out bytes.Buffer
	for _, r := range part {
		out.Reset()
		if err := (pdf.Printer{}).Print(context.Background(), r, app.PrintOptions{}, &out); err != nil {
			return err
		}
	}
	return nil
}
