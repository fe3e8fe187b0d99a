//go:build linux && amd64

package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// reading is what a process has of the machine at one moment.
type reading struct {
	at        time.Time
	memory    int // kB in RAM
	own       int // kB of it that no file lies behind
	handles   int
	threads   int
	processor time.Duration // used since its start
}

// readProcess looks at a process from outside.
func readProcess(pid int) (r reading, err error) {
	r.at = time.Now()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return r, err
	}
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
		switch name {
		case "VmRSS":
			r.memory = n
		case "RssAnon":
			r.own = n
		case "Threads":
			r.threads = n
		}
	}
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		return r, err
	}
	r.handles = len(open)
	r.processor, err = processorTime(pid)
	return r, err
}

// processorTime is what a process has used of the processor, all threads together.
func processorTime(pid int) (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// The fields are counted from behind the name, which may hold spaces.
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	user, _ := strconv.Atoi(string(fields[11]))
	system, _ := strconv.Atoi(string(fields[12]))
	const tick = 10 * time.Millisecond // USER_HZ is 100 on every Linux Go runs on
	return time.Duration(user+system) * tick, nil
}

// load is the share of one core that was used between two readings, in percent.
func load(from, to reading) float64 {
	passed := to.at.Sub(from.at)
	if passed <= 0 {
		return 0
	}
	return 100 * float64(to.processor-from.processor) / float64(passed)
}

// megabytes writes kilobytes.
func megabytes(kb int) string { return fmt.Sprintf("%d MB", kb/1024) }
