//go:build bench && linux

package main

import (
	"fmt"
	"slices"
	"time"
)

const megabyte = 1 << 20

// timed is something that is done once and measured; it returns what it took.
type timed func() (time.Duration, error)

// took measures f as a whole.
func took(f func() error) timed {
	return func() (time.Duration, error) {
		begin := time.Now()
		err := f()
		return time.Since(begin), err
	}
}

// inTurn measures each of fs n times, one after the other, so that what else
// the machine does meets all of them alike. It returns the medians. Each is
// done once beforehand without being measured.
func inTurn(n int, fs ...timed) ([]time.Duration, error) {
	all := make([][]time.Duration, len(fs))
	for round := range n + 1 {
		for i, f := range fs {
			d, err := f()
			if err != nil {
				return nil, err
			}
			if round > 0 {
				all[i] = append(all[i], d)
			}
		}
	}
	medians := make([]time.Duration, len(fs))
	for i := range all {
		medians[i] = median(all[i])
	}
	return medians, nil
}

// median returns the middle one; 0 of none.
func median(ds []time.Duration) time.Duration {
	if len(ds) == 0 {
		return 0
	}
	slices.Sort(ds)
	return ds[len(ds)/2]
}

// duration writes d with three digits that matter, or a little more.
func duration(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%.1f µs", float64(d.Nanoseconds())/1e3)
	case d < time.Second:
		return fmt.Sprintf("%.2f ms", float64(d.Nanoseconds())/1e6)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
