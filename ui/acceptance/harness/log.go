//go:build linux && amd64

package main

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// logReader follows the log that a window writes in its data folder, across
// the day when the file is set aside and a new one is begun.
type logReader struct {
	path    string
	file    *os.File
	lines   *bufio.Reader
	half    string
	ready   int      // windows that were there
	shown   []string // screens, parts and dialogs, as "part=3"
	saved   []savedLine
	trouble []string // lines of errors
}

// savedLine is one place that the window has shown as saved.
type savedLine struct{ address, value string }

// hiddenText is what the log has in place of a text.
const hiddenText = "(text)"

func newLogReader(data string) *logReader {
	return &logReader{path: filepath.Join(data, "nianbao.log")}
}

// read takes in what was written since the last time.
func (l *logReader) read() error {
	for {
		if l.file == nil {
			f, err := os.Open(l.path)
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			l.file, l.lines, l.half = f, bufio.NewReader(f), ""
		}
		if err := l.readLines(); err != nil {
			return err
		}
		if l.isCurrent() {
			return nil
		}
		if err := l.readLines(); err != nil { // what came before it was set aside
			return err
		}
		l.file.Close()
		l.file = nil
	}
}

func (l *logReader) readLines() error {
	for {
		line, err := l.lines.ReadString('\n')
		line, l.half = l.half+line, ""
		if err == io.EOF {
			l.half = line
			return nil
		}
		if err != nil {
			return err
		}
		l.take(strings.TrimSuffix(line, "\n"))
	}
}

func (l *logReader) take(line string) {
	switch {
	case strings.Contains(line, "msg=ready"):
		l.ready++
	case strings.Contains(line, "msg=shown "):
		_, what, _ := strings.Cut(line, "msg=shown ")
		l.shown = append(l.shown, what)
	case strings.Contains(line, "msg=saved "):
		_, rest, _ := strings.Cut(line, "address=")
		address, value, _ := strings.Cut(rest, " value=")
		l.saved = append(l.saved, savedLine{address, strings.Trim(value, `"`)})
	case strings.Contains(line, "level=ERROR"):
		l.trouble = append(l.trouble, line)
	}
}

// isCurrent says whether the file that is read still has the log's name.
func (l *logReader) isCurrent() bool {
	named, err := os.Stat(l.path)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	open, err := l.file.Stat()
	return err == nil && os.SameFile(named, open)
}

// missing looks for each saved line in the journal, in its order. It returns
// the first line that is not there, or -1. An entry may be there without a
// line: what was stored just before the end was not called saved yet.
func missing(saved []savedLine, journal []change) int {
	next := 0
	for i, s := range saved {
		for next < len(journal) && !s.is(journal[next]) {
			next++
		}
		if next == len(journal) {
			return i
		}
		next++
	}
	return -1
}

func (s savedLine) is(c change) bool {
	return s.address == c.Address && (s.value == c.New || s.value == hiddenText)
}
