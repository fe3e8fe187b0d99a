//go:build linux && amd64

package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// mostHandles is how many more may be open at the end than at the start.
const mostHandles = 8

// typing is the pause between two keys of a figure: the window must not be
// spared by keys that come faster than it draws.
const typing = "30"

// soak works in the real window for a long time: figures, paragraphs, dialogs,
// previews, pastes and undos, other sections, the list and back. It looks at
// the process from outside, and at the end for every edit that was called saved.
func (h *harness) soak(ctx context.Context) error {
	s := &soaking{h: h}
	if err := s.open(ctx); err != nil {
		return err
	}
	defer s.w.kill()
	err := s.work(ctx)
	s.row()
	if err != nil {
		return err
	}
	return s.judge(ctx)
}

// soaking is one run of it.
type soaking struct {
	h      *harness
	office *office
	w      *window

	cells, texts, dialogs, previews, zooms, parts, pastes, reopened int

	begin    time.Time
	printed  reading   // at the last row of the table
	idle     []float64 // percent of a core while nothing is done, each time memory is read
	start    reading
	after500 reading
	last     reading
	most     int // of memory, in kB
	seen500  bool
}

func (s *soaking) open(ctx context.Context) error {
	if err := startManager(ctx); err != nil {
		return err
	}
	var err error
	if s.office, err = newOffice(s.h.rng); err != nil {
		return err
	}
	d := s.h.newDesk("soak")
	if _, err := d.importExample(ctx, s.h.dir); err != nil {
		return err
	}
	s.w, err = d.openWindow(ctx, newLogReader(d.data), "--report", "1")
	return err
}

// work does the rounds, each with a rest, and spreads them over the length.
func (s *soaking) work(ctx context.Context) error {
	s.begin = time.Now()
	var err error
	if s.start, err = s.settled(ctx); err != nil {
		return err
	}
	s.printed, s.last = s.start, s.start
	s.head()
	s.row()
	for round := range s.h.rounds {
		if err := s.round(ctx); err != nil {
			return fmt.Errorf("round %d: %w", round+1, err)
		}
		if err := s.rest(ctx, round+1); err != nil {
			return err
		}
	}
	s.last, err = s.settled(ctx)
	return err
}

// kind is one kind of work.
type kind struct {
	name string // as -only knows it
	n    int    // times in a round
	work func(*soaking, context.Context) error
}

// kinds are all kinds of work. One alone shows what it is that grows.
var kinds = []kind{
	{"figures", 1, (*soaking).typeFigures},
	{"paste", 1, (*soaking).paste},
	{"reopen", 1, (*soaking).reopen},
	{"text", 10, (*soaking).typeText},
	{"dialogs", 5, (*soaking).dialog},
	{"previews", 2, (*soaking).preview},
	{"zoom", 1, (*soaking).zoom},
	{"parts", 2, (*soaking).changeParts},
}

// round does every kind of work once or more, in a random order.
func (s *soaking) round(ctx context.Context) error {
	var steps []func(*soaking, context.Context) error
	for _, k := range kinds {
		if s.h.only == "" || slices.Contains(strings.Split(s.h.only, ","), k.name) {
			steps = append(steps, slices.Repeat([]func(*soaking, context.Context) error{k.work}, k.n)...)
		}
	}
	s.h.rng.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
	for _, step := range steps {
		if err := step(s, ctx); err != nil {
			return err
		}
		if err := s.look(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *soaking) typeFigures(ctx context.Context) error {
	s.h.say("%d figures", s.h.cells)
	before := len(s.w.log.saved)
	if err := s.w.press(ctx, "ctrl+3", "part="); err != nil {
		return err
	}
	if err := s.w.keys("ctrl+Home"); err != nil {
		return err
	}
	if err := s.w.do("type", "--delay", typing, s.office.figures(s.h.cells)); err != nil {
		return err
	}
	if err := s.w.untilSaved(ctx, before, s.h.cells); err != nil {
		return err
	}
	s.cells += s.h.cells
	if s.seen500 || s.cells < 500 {
		return nil
	}
	s.seen500 = true
	var err error
	s.after500, err = s.settled(ctx)
	return err
}

// typeText types a paragraph over another one and leaves it for another part.
func (s *soaking) typeText(ctx context.Context) error {
	s.h.say("a paragraph")
	before := len(s.w.log.saved)
	if err := s.w.press(ctx, "ctrl+1", "part="); err != nil {
		return err
	}
	if err := s.w.keys("ctrl+a"); err != nil {
		return err
	}
	if err := s.w.types(s.office.sentence()); err != nil {
		return err
	}
	if err := s.w.press(ctx, []string{"ctrl+2", "ctrl+4", "ctrl+5", "ctrl+7"}[s.h.rng.IntN(4)], "part="); err != nil {
		return err
	}
	s.texts++
	return s.w.untilSaved(ctx, before, 1)
}

func (s *soaking) dialog(ctx context.Context) error {
	key := []string{"ctrl+k", "ctrl+comma", "ctrl+j"}[s.h.rng.IntN(3)]
	s.h.say("dialog %s", key)
	if err := s.w.press(ctx, "ctrl+2", "part="); err != nil {
		return err
	}
	if err := s.w.press(ctx, key, "dialog="); err != nil {
		return err
	}
	pause(ctx, 400*time.Millisecond)
	s.dialogs++
	return s.w.press(ctx, "Escape", "dialogs=0")
}

func (s *soaking) preview(ctx context.Context) error {
	s.h.say("preview")
	return s.onPages(ctx, func() error {
		pause(ctx, 600*time.Millisecond)
		s.previews++
		return nil
	})
}

// onPages does something while the pages are shown.
func (s *soaking) onPages(ctx context.Context, work func() error) error {
	if err := s.w.press(ctx, "F6", "screen=*review."); err != nil {
		return err
	}
	pause(ctx, 600*time.Millisecond)
	if err := work(); err != nil {
		return err
	}
	pause(ctx, 300*time.Millisecond)
	return s.w.press(ctx, "F6", "screen=*editor.")
}

// zoom looks at the pages in several sizes.
func (s *soaking) zoom(ctx context.Context) error {
	s.h.say("zoom")
	return s.onPages(ctx, func() error {
		for _, key := range []string{"ctrl+equal", "ctrl+equal", "ctrl+equal", "ctrl+minus", "ctrl+minus", "ctrl+minus"} {
			if err := s.w.keys(key); err != nil {
				return err
			}
			pause(ctx, 400*time.Millisecond)
			s.zooms++
		}
		return nil
	})
}

// changeParts goes through the parts of the report.
func (s *soaking) changeParts(ctx context.Context) error {
	s.h.say("parts")
	for _, part := range s.h.rng.Perm(7) {
		if err := s.w.press(ctx, fmt.Sprintf("ctrl+%d", part+1), "part="); err != nil {
			return err
		}
		pause(ctx, 150*time.Millisecond)
		s.parts++
	}
	return nil
}

// paste puts 表三 in as a spreadsheet has it, and takes it back.
func (s *soaking) paste(ctx context.Context) error {
	s.h.say("paste and undo")
	r, err := s.office.report()
	if err != nil {
		return err
	}
	if err := toClipboard(s.office.table(r)); err != nil {
		return err
	}
	if err := s.w.press(ctx, "ctrl+3", "part="); err != nil {
		return err
	}
	if err := s.w.keys("ctrl+Home"); err != nil {
		return err
	}
	for _, key := range []string{"ctrl+v", "ctrl+z"} {
		before := len(s.w.log.saved)
		if err := s.w.keys(key); err != nil {
			return err
		}
		if err := s.w.untilSaved(ctx, before, 100); err != nil {
			return err
		}
	}
	s.pastes++
	return nil
}

// reopen goes to the list and opens the report again.
func (s *soaking) reopen(ctx context.Context) error {
	s.h.say("to the list and back")
	if err := s.w.press(ctx, "ctrl+w", "screen=*drafts."); err != nil {
		return err
	}
	s.reopened++
	return s.w.press(ctx, "Return", "screen=*editor.")
}

// rest waits until this round's share of the length has passed, at least two
// seconds.
func (s *soaking) rest(ctx context.Context, rounds int) error {
	wait := max(time.Until(s.begin.Add(s.h.length*time.Duration(rounds)/time.Duration(s.h.rounds))), 2*time.Second)
	for until := time.Now().Add(wait); time.Now().Before(until) && ctx.Err() == nil; {
		pause(ctx, min(time.Second, time.Until(until)))
		if err := s.look(ctx); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// settled reads the window at rest, after it had the time to give back what it
// needs no more: the least memory of ten seconds, and what it takes of the
// processor meanwhile, in which it does nothing.
func (s *soaking) settled(ctx context.Context) (reading, error) {
	pause(ctx, s.h.rest)
	var first, least reading
	for range 11 {
		r, err := readProcess(s.w.cmd.Process.Pid)
		if err != nil {
			return r, err
		}
		if first.memory == 0 {
			first, least = r, r
		}
		if r.memory < least.memory {
			least = r
		}
		s.last = r
		pause(ctx, time.Second)
	}
	s.idle = append(s.idle, load(first, s.last))
	return least, ctx.Err()
}

// look takes a reading, and prints a row every minute.
func (s *soaking) look(ctx context.Context) error {
	r, err := readProcess(s.w.cmd.Process.Pid)
	if err != nil {
		return err
	}
	if r.memory-s.last.memory > 2<<10 {
		s.h.say("memory %s, of its own %s", megabytes(r.memory), megabytes(r.own))
	}
	s.last = r
	s.most = max(s.most, r.memory)
	if r.at.Sub(s.printed.at) >= time.Minute {
		s.row()
	}
	return ctx.Err()
}

func (s *soaking) head() {
	fmt.Println("  分钟    填数   段落  窗口  预览  缩放  换部分  粘贴  重开     内存   最高   句柄  线程  处理器")
}

func (s *soaking) row() {
	fmt.Printf("%6.1f  %6d  %5d  %4d  %4d  %4d  %6d  %4d  %4d  %7s  %7s  %4d  %4d  %4.0f%%\n", time.Since(s.begin).Minutes(),
		s.cells, s.texts, s.dialogs, s.previews, s.zooms, s.parts, s.pastes, s.reopened,
		megabytes(s.last.memory), megabytes(s.most), s.last.handles, s.last.threads, load(s.printed, s.last))
	s.printed, s.most = s.last, 0
}

// judge closes the window, looks for everything that was called saved, and
// says what has grown.
func (s *soaking) judge(ctx context.Context) error {
	if err := s.w.close(ctx); err != nil {
		return err
	}
	lost, err := s.lost(ctx)
	if err != nil {
		return err
	}
	marks := []reading{s.start, s.after500, s.last}
	if !s.seen500 {
		marks = []reading{s.start, s.last}
	}
	most, low, high := s.h.growth<<10, marks[0].memory, marks[0].memory
	for _, m := range marks {
		low, high = min(low, m.memory), max(high, m.memory)
	}
	half := ""
	if s.seen500 {
		half = "填 500 格后 " + megabytes(s.after500.memory) + "，"
	}
	fmt.Printf("内存：开始 %s，%s填 %d 格后 %s（相差 %s，至多 %s）；句柄 %d → %d；空闲时处理器 %s\n",
		megabytes(s.start.memory), half, s.cells, megabytes(s.last.memory), megabytes(high-low), megabytes(most),
		s.start.handles, s.last.handles, percentages(s.idle))
	fmt.Printf("填数 %d 格、段落 %d 次、窗口 %d 次、预览 %d 次、缩放 %d 次、换部分 %d 次、粘贴并撤销 %d 次、重开 %d 次；确认保存 %d 处，丢失 %d 处\n",
		s.cells, s.texts, s.dialogs, s.previews, s.zooms, s.parts, s.pastes, s.reopened, len(s.w.log.saved), lost)
	if s.h.result != "" {
		text := fmt.Sprintf("{\"start\": %d, \"end\": %d}\n", s.start.memory, s.last.memory)
		if err := os.WriteFile(s.h.result, []byte(text), 0o600); err != nil {
			return err
		}
	}
	if lost > 0 || high-low > most || s.last.handles > s.start.handles+mostHandles {
		return errFailed
	}
	return nil
}

// lost counts what was called saved and is not there.
func (s *soaking) lost(ctx context.Context) (int, error) {
	if err := sound(ctx, s.w.store()); err != nil {
		return 0, err
	}
	journal, err := s.w.journal(ctx, 1)
	if err != nil {
		return 0, err
	}
	if at := missing(s.w.log.saved, journal); at >= 0 {
		fmt.Printf("第 %d 处已确认的改动不在记录中：%+v\n", at+1, s.w.log.saved[at])
		return len(s.w.log.saved) - at, nil
	}
	return 0, nil
}

// percentages writes the first and the last of many.
func percentages(all []float64) string {
	if len(all) == 0 {
		return "未测"
	}
	return fmt.Sprintf("%.1f%% → %.1f%%", all[0], all[len(all)-1])
}

// pause waits, or less when the run is broken off.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
