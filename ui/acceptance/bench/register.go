//go:build bench && linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"nianbao/app"
	"nianbao/app/intake/register"
	"nianbao/app/intake/register/registertest"
	"nianbao/app/workdays"
	"nianbao/assets"
)

// What counting a register promises: how long it takes, and how soon a figure shows its
// rows, of the register that was counted last.
const (
	longestCount = 2 * time.Second
	longestRows  = 300 * time.Millisecond
)

// register measures counting a register, in times of the processor, as reading in is.
func (b *bench) register() ([]row, error) {
	_, desk, err := newDesk(filepath.Join(b.dir, "register"))
	if err != nil {
		return nil, err
	}
	days, err := workdays.Load(assets.Calendar, "calendar")
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, n := range []int{500, 20_000} {
		path := filepath.Join(b.dir, fmt.Sprintf("register-%d.xlsx", n))
		if err := os.WriteFile(path, registertest.Make(n, 1, days).Bytes(), 0o600); err != nil {
			return nil, err
		}
		more, err := countOf(desk, days, path, n)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// countOf measures one register: the slowest of a few times.
func countOf(desk *app.Service, days *workdays.Calendar, path string, n int) ([]row, error) {
	const times = 5
	y := register.Year{Form: desk.Catalog.ForYear(registertest.Year), Year: registertest.Year, Calendar: days}
	var counts, shows time.Duration
	for range times {
		begin := processor()
		book, err := register.Open(path, "")
		if err != nil {
			return nil, err
		}
		m, sheets := register.NewMapping(), []int{1, 2}
		m.ProposeColumns(book, sheets)
		list, _ := book.Words(m, sheets, y.Form)
		m.TakeProposals(list)
		c := book.Count(m, sheets, y)
		counts = max(counts, processor()-begin)
		if c.Rows != n {
			return nil, fmt.Errorf("%d rows of %d: %s", c.Rows, n, c.WhyNot())
		}

		largest := c.Cells["requests.received.natural_person"]
		begin = processor()
		if sum, err := register.Sum(path); err != nil || sum != book.SM3 {
			return nil, fmt.Errorf("the register has changed: %w", err)
		}
		if lines := book.Lines(largest, m); len(lines) != len(largest) || len(largest) == 0 {
			return nil, fmt.Errorf("%d rows", len(lines))
		}
		shows = max(shows, processor()-begin)
	}
	return []row{
		below(fmt.Sprintf("统计 %d 行台账", n), counts, longestCount),
		below(fmt.Sprintf("看表三一格的行（台账 %d 行）", n), shows, longestRows),
	}, nil
}
