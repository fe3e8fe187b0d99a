//go:build bench && linux

package main

import (
	"database/sql"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// What is typed into a paragraph without a pause must be in the data file a
// second later; and what was typed must not stay in memory.
const (
	letters     = 150 // typed one after the other
	letterPause = 80 * time.Millisecond
	storedIn    = time.Second

	figures    = 400 // typed into cells
	restOfHeap = 200 * time.Second
	mostGrowth = 30 * megabyte
)

// typing measures both in the program's own window.
func (b *bench) typing() ([]row, error) {
	p, err := b.openProgram()
	if err != nil {
		return nil, err
	}
	defer p.close()
	time.Sleep(restOfHeap / 2)
	before, err := residentMemory(p.cmd.Process.Pid)
	if err != nil {
		return nil, err
	}
	longest, err := b.slowestStored(p)
	if err != nil {
		return nil, err
	}
	p.pressHeld("Control_L", "3")
	p.pressHeld("Control_L", "Home")
	for i := range figures {
		for _, key := range strings.Split(strconv.Itoa(i+1), "") {
			p.press(key)
			time.Sleep(letterPause / 4)
		}
		p.press("Tab")
		time.Sleep(letterPause / 4)
	}
	time.Sleep(restOfHeap)
	after, err := residentMemory(p.cmd.Process.Pid)
	return []row{
		below("不停地输入一段文字：从按键到写入数据文件，最长", longest, storedIn),
		{
			what: fmt.Sprintf("窗口的内存：填 %d 格后｜开始时", figures), ours: fmt.Sprintf("%d MB", after/megabyte), other: fmt.Sprintf("%d MB", before/megabyte),
			ratio: fmt.Sprintf("多 %d MB", (after-before)/megabyte), promise: fmt.Sprintf("多 ≤ %d MB", mostGrowth/megabyte), missed: after-before > mostGrowth,
		},
	}, err
}

// slowestStored types a paragraph and looks into the data file beside it: the
// longest that a letter was only in the window.
func (b *bench) slowestStored(p *typedInto) (time.Duration, error) {
	db, err := sql.Open("sqlite3", "file:"+b.typedStore()+"?mode=ro")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	stored := func() (n int, err error) {
		err = db.QueryRow("SELECT coalesce(sum(length(body)), 0) FROM held_value WHERE address LIKE 'overview.%'").Scan(&n)
		return n, err
	}
	p.focus()
	p.pressHeld("Control_L", "1")
	p.pressHeld("Control_L", "End")
	time.Sleep(time.Second)
	begin, err := stored()
	if err != nil {
		return 0, err
	}
	var longest time.Duration
	var pressed []time.Time
	seen := 0
	look := func(until time.Time) error {
		for time.Now().Before(until) {
			n, err := stored()
			if err != nil {
				return err
			}
			for ; seen < n-begin && seen < len(pressed); seen++ {
				longest = max(longest, time.Since(pressed[seen]))
			}
			time.Sleep(10 * time.Millisecond)
		}
		return nil
	}
	for range letters {
		p.press("a")
		pressed = append(pressed, time.Now())
		if err := look(time.Now().Add(letterPause)); err != nil {
			return 0, err
		}
	}
	if err := look(time.Now().Add(2 * storedIn)); err != nil {
		return 0, err
	}
	if seen < letters {
		return 0, fmt.Errorf("%d of %d letters were stored", seen, letters)
	}
	return longest, nil
}

// residentMemory is how many bytes of memory a process holds.
func residentMemory(pid int) (int, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	kilobytes, err := strconv.Atoi(strings.Fields(after)[0])
	return kilobytes << 10, err
}
