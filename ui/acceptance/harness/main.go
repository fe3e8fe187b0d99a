//go:build linux && amd64

// Command harness tries the built program the hard way and counts what is
// lost. Each of its words is one way to try it:
//
//	harness crash   kills at random moments of commands and windows
//	harness damage  damaged stores, logs and backups
//	harness faults  file operations that fail, are short, find the disk full or are the last
//	harness load    100, 1,000 and 10,000 drafts of 500 edits each
//	harness soak    an hour of work in the real window: memory, handles, processor
//
// It knows nothing of the program's insides: it runs the program, reads the
// store with the sqlite3 of the machine, and looks for everything that the
// program has called saved. It ends with code 1 when something was lost, did
// not open again, or grew. What it prints first is the seed: with it, the same
// case is tried again. It is run in the project's folder after a build, on a
// screen of its own (make brings both).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// options are those of all words; each uses its own.
type options struct {
	program string
	seed    uint64
	keep    bool
	verbose bool

	rounds  int
	windows bool
	every   int           // how many points lie between two that are tried, and one
	words   bool          // look at what is said, too
	only    string        // words of what is tried, "" for all
	drafts  string        // how many, such as 100,1000
	edits   int           // of each
	cells   int           // a round
	length  time.Duration // of the whole work
	growth  int           // of memory that is let pass, in MB
	result  string        // a file for what was measured, "" for none
	rest    time.Duration // before memory is read
}

// harness is one run.
type harness struct {
	options
	program string
	dir     string // for everything that is written, on the disk of the build
	rng     *rand.Rand
}

// errFailed ends a run that has said what was wrong.
var errFailed = errors.New("没有通过")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "harness:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) > 1 && args[0] == "confine" {
		return confine(args[1:])
	}
	words := map[string]func(*harness, context.Context) error{
		"crash": (*harness).crash, "damage": (*harness).damage, "faults": (*harness).faults, "load": (*harness).load, "soak": (*harness).soak,
	}
	if len(args) == 0 || words[args[0]] == nil {
		return errors.New("usage: harness crash|damage|faults|load|soak [options]")
	}
	h, err := newHarness(args[1:])
	if err != nil {
		return err
	}
	if h.rounds == 0 {
		h.rounds = map[string]int{"crash": 1000, "damage": 500, "soak": 100}[args[0]]
	}
	fmt.Printf("种子 %d\n", h.seed)
	err = words[args[0]](h, ctx)
	if h.keep || err != nil {
		fmt.Println("留下的文件：", h.dir)
		return err
	}
	return os.RemoveAll(h.dir)
}

func newHarness(args []string) (*harness, error) {
	h := &harness{}
	fs := flag.NewFlagSet("harness", flag.ContinueOnError)
	fs.StringVar(&h.options.program, "program", "build/nianbao", "the built program")
	fs.Uint64Var(&h.seed, "seed", uint64(time.Now().UnixNano()), "what chance begins with")
	fs.BoolVar(&h.keep, "keep", false, "keep the files that were written")
	fs.BoolVar(&h.verbose, "verbose", false, "say every step")
	fs.IntVar(&h.rounds, "rounds", 0, "how often it is tried (crash 1000, damage 500, soak 100)")
	fs.BoolVar(&h.windows, "windows", true, "crash: kill windows too")
	fs.IntVar(&h.every, "every", 1, "faults: try every n-th point only")
	fs.BoolVar(&h.words, "words", true, "faults: look at what is said, too")
	fs.StringVar(&h.only, "only", "", "faults: only these commands, such as import,set; soak: only these kinds of work, such as previews,zoom")
	fs.StringVar(&h.drafts, "drafts", "100,1000,10000", "load: how many drafts")
	fs.IntVar(&h.edits, "edits", 500, "load: edits of each")
	fs.IntVar(&h.cells, "cells", 100, "soak: figures typed in a round, 140 at most")
	fs.DurationVar(&h.length, "length", time.Hour, "soak: how long the rounds take together, at least")
	fs.DurationVar(&h.rest, "rest", 200*time.Second, "soak: how long nothing is done before memory is read; it is given back each minute of the three after work")
	fs.IntVar(&h.growth, "growth", 30, "soak: MB that the memory may differ by")
	fs.StringVar(&h.result, "result", "", "soak: a file for the memory at the start and at the end, in kB, as JSON")
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	h.rng = rand.New(rand.NewPCG(h.seed, h.seed))
	var err error
	if h.program, err = filepath.Abs(h.options.program); err != nil {
		return nil, err
	}
	if _, err := os.Stat(h.program); err != nil {
		return nil, fmt.Errorf("build the program first: %w", err)
	}
	// Not in the system's temporary folder: it may lie in memory.
	h.dir, err = os.MkdirTemp(filepath.Dir(h.program), "harness-*")
	return h, err
}

// say tells of a step to who wants to see every one.
func (h *harness) say(format string, args ...any) {
	if h.verbose {
		fmt.Printf(time.Now().Format("15:04:05 ")+format+"\n", args...)
	}
}
