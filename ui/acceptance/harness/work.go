//go:build linux && amd64

package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

// office makes the figures and texts that are typed.
type office struct {
	rng     *rand.Rand
	catalog *form.Catalog
	cells   []form.Address // that are typed in 表三
	number  int            // of the last figure: each differs from what stood there
}

func newOffice(rng *rand.Rand) (*office, error) {
	o := &office{rng: rng, number: 10}
	var err error
	if o.catalog, err = form.Load(assets.Forms, "forms"); err != nil {
		return nil, err
	}
	r, err := document.Read(bytes.NewReader(assets.Example), o.catalog)
	if err != nil {
		return nil, err
	}
	for _, c := range r.Form().Table("requests").ValueCells() {
		if !c.Computed {
			o.cells = append(o.cells, c.Address)
		}
	}
	return o, nil
}

// figures are n keystrokes of figures with a Tab behind each.
func (o *office) figures(n int) string {
	var b strings.Builder
	for range n {
		o.number++
		fmt.Fprintf(&b, "%d\t", o.number)
	}
	return b.String()
}

// sentence is a text that differs from every other, typed without an input method.
func (o *office) sentence() string {
	o.number++
	words := []string{"open", "answer", "public", "county", "report", "online", "desk", "rule", "year", "file"}
	out := []string{"No. " + strconv.Itoa(o.number)}
	for range 4 + o.rng.IntN(12) {
		out = append(out, words[o.rng.IntN(len(words))])
	}
	return strings.Join(out, " ") + "."
}

// report is the bundled one with other figures in 表三.
func (o *office) report() (*report.Report, error) {
	r, err := document.Read(bytes.NewReader(assets.Example), o.catalog)
	if err != nil {
		return nil, err
	}
	for _, a := range o.cells {
		o.number++
		change, err := r.Set(a, strconv.Itoa(o.number))
		if err != nil {
			return nil, err
		}
		if err := r.Apply(report.Edit{Changes: []report.Change{change}}); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// table writes 表三 of a report as a spreadsheet copies it: labels, totals and
// line ends as on Windows.
func (o *office) table(r *report.Report) string {
	var b strings.Builder
	t := r.Form().Table("requests")
	for row := range t.Rows {
		for col := range t.Widths {
			if col > 0 {
				b.WriteByte('\t')
			}
			c := t.At(row, col)
			switch {
			case c.Row != row || c.Col != col: // the rest of a merged cell
			case c.IsValue():
				b.WriteString(r.Figure(c.Address).String())
			default:
				b.WriteString(c.Text)
			}
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// importExample stores the bundled report and returns the file it came from.
func (d desk) importExample(ctx context.Context, dir string) (string, error) {
	path := filepath.Join(dir, "example.json")
	if err := os.WriteFile(path, assets.Example, 0o600); err != nil {
		return "", err
	}
	_, err := d.do(ctx, "import", path)
	return path, err
}
