// Package workdays knows on which days offices work: Mondays to Fridays, but for the
// days of rest that are published for a year, and the weekends that are worked for them.
package workdays

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"nianbao/app/report"
)

// Calendar knows the years that were published. A nil Calendar knows none.
type Calendar struct {
	years map[int]bool
	rest  map[int]bool // by day, see number
	work  map[int]bool // weekends
}

// file is what stands in the file of a year.
type file struct {
	Source string   `toml:"source"`
	Rest   []string `toml:"rest"` // days, or a..b
	Work   []string `toml:"work"`
}

// Load reads the files of all years in dir of fsys, which are called YEAR.toml.
func Load(fsys fs.FS, dir string) (*Calendar, error) {
	names, err := fs.Glob(fsys, dir+"/*.toml")
	if err != nil {
		return nil, fmt.Errorf("find calendars: %w", err)
	}
	c := &Calendar{years: map[int]bool{}, rest: map[int]bool{}, work: map[int]bool{}}
	for _, name := range names {
		year, err := strconv.Atoi(strings.TrimSuffix(path.Base(name), ".toml"))
		if err != nil {
			return nil, fmt.Errorf("%s is not called after a year", name)
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read calendar: %w", err)
		}
		if err := c.add(year, raw); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return c, nil
}

// add takes in the file of a year. A day of another year is refused, and so is a
// weekday on which offices are said to work.
func (c *Calendar) add(year int, raw []byte) error {
	var f file
	meta, err := toml.Decode(string(raw), &f)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 || f.Source == "" || len(f.Rest) == 0 {
		return fmt.Errorf("it wants a source, days of rest, and nothing but these: %v", unknown)
	}
	c.years[year] = true
	for _, days := range f.Rest {
		if err := each(year, days, func(t time.Time) error { c.rest[number(t)] = true; return nil }); err != nil {
			return err
		}
	}
	for _, days := range f.Work {
		if err := each(year, days, func(t time.Time) error {
			if !weekend(t) || c.rest[number(t)] {
				return fmt.Errorf("%s is no weekend that is worked", t.Format(time.DateOnly))
			}
			c.work[number(t)] = true
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// each goes through the days of a text: one day, or a..b.
func each(year int, days string, do func(time.Time) error) error {
	from, to, several := strings.Cut(days, "..")
	if !several {
		to = from
	}
	first, err := report.ParseDate(from)
	if err != nil {
		return fmt.Errorf("%q is no day", days)
	}
	last, err := report.ParseDate(to)
	if err != nil || last.Before(first) || first.Year() != year || last.Year() != year {
		return fmt.Errorf("%q are no days of %d", days, year)
	}
	for t := first; !t.After(last); t = t.AddDate(0, 0, 1) {
		if err := do(t); err != nil {
			return err
		}
	}
	return nil
}

// number counts days, wherever they are.
func number(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

// Knows says whether the days of rest of a year are known. Of another year every
// Monday to Friday counts as a working day.
func (c *Calendar) Knows(year int) bool { return c != nil && c.years[year] }

// Is says whether offices work on a day.
func (c *Calendar) Is(t time.Time) bool {
	if c != nil && c.work[number(t)] {
		return true
	}
	return !weekend(t) && (c == nil || !c.rest[number(t)])
}

// Between counts the working days after one day up to another: the day after is the
// first. It is 0 where the other is not later.
func (c *Calendar) Between(after, to time.Time) int {
	n := 0
	for t := after.AddDate(0, 0, 1); !t.After(to); t = t.AddDate(0, 0, 1) {
		if c.Is(t) {
			n++
		}
	}
	return n
}

// Unknown lists the years between two days of which the days of rest are not known.
func (c *Calendar) Unknown(from, to time.Time) []int {
	var out []int
	for y := from.Year(); y <= to.Year(); y++ {
		if !c.Knows(y) {
			out = append(out, y)
		}
	}
	return out
}
