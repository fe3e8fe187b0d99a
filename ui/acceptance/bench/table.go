//go:build bench && linux

package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// row is one line of the table. An empty promise is for information only.
type row struct {
	what, ours, other, ratio, promise string
	missed                            bool
}

// atMost compares ours with another one that it may exceed limit times.
func atMost(what string, ours, other time.Duration, limit float64) row {
	ratio := float64(ours) / float64(other)
	return row{
		what: what, ours: duration(ours), other: duration(other), ratio: fmt.Sprintf("%.2f 倍", ratio),
		promise: fmt.Sprintf("≤ %g 倍", limit), missed: ratio > limit,
	}
}

// below holds one time against a limit.
func below(what string, ours, limit time.Duration) row {
	return row{
		what: what, ours: duration(ours), ratio: fmt.Sprintf("%.2f", float64(ours)/float64(limit)),
		promise: "< " + limit.String(), missed: ours >= limit,
	}
}

// faster compares ours with another one that must take limit times as long.
func faster(what string, ours, other time.Duration, limit float64) row {
	ratio := float64(other) / float64(ours)
	return row{
		what: what, ours: duration(ours), other: duration(other), ratio: fmt.Sprintf("快 %.1f 倍", ratio),
		promise: fmt.Sprintf("快 ≥ %g 倍", limit), missed: ratio < limit,
	}
}

// perSecond holds a rate against the least that is promised.
func perSecond(what string, n int, in time.Duration, least float64) row {
	rate := float64(n) / in.Seconds()
	return row{
		what: what, ours: fmt.Sprintf("%.1f 份/秒", rate), ratio: fmt.Sprintf("%.2f", rate/least),
		promise: fmt.Sprintf("≥ %g 份/秒", least), missed: rate < least,
	}
}

// skipped says what was not measured, and why.
func skipped(what, why string) row { return row{what: what, ours: "未测：" + why} }

// informing takes the promise off a row.
func informing(r row) row {
	r.promise, r.missed = "", false
	return r
}

func (r row) verdict() string {
	switch {
	case r.promise == "":
		return "—"
	case r.missed:
		return "未达标"
	}
	return "达标"
}

// print writes the table and says whether every promise is held.
func print(w io.Writer, rows []row) bool {
	lines := [][]string{{"项目", "本程序", "对照", "比值", "承诺", "结果"}}
	held := true
	for _, r := range rows {
		lines = append(lines, []string{r.what, r.ours, r.other, r.ratio, r.promise, r.verdict()})
		held = held && !r.missed
	}
	widths := make([]int, len(lines[0]))
	for _, l := range lines {
		for i, text := range l {
			widths[i] = max(widths[i], columns(text))
		}
	}
	for n, l := range lines {
		var b strings.Builder
		for i, text := range l {
			b.WriteString(text + strings.Repeat(" ", widths[i]-columns(text)+2))
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
		if n == 0 {
			total := 0
			for _, width := range widths {
				total += width + 2
			}
			fmt.Fprintln(w, strings.Repeat("-", total-2))
		}
	}
	return held
}

// columns is how wide a terminal draws a text: Chinese takes two columns a character.
func columns(s string) int {
	n := 0
	for _, c := range s {
		n++
		if c >= 0x2e80 {
			n++
		}
	}
	return n
}
