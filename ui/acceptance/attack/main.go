//go:build linux

// Command attack plays those who want something of a sign-off that they have no
// right to, or whose clocks and folders are wrong, against the built program:
//
//	attack [-every n] [-only words] [-program build/nianbao] [-shifted build/nianbao-shifted]
//
// It could have been written by an outsider: it knows the shape of hand-over files
// (.nbx) and of the store, SM3, SM2 and how keys are sealed, and uses nothing of
// the program's packages. Each scenario names what the program must say, by its
// exit code, its words and its JSON, and what it must not. It ends with code 1
// when something else was said. What it prints first is the seed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// options are those of the command line.
type options struct {
	program, shifted string
	only             string
	every            int
	keep, list       bool
	short            bool
	workers          int
}

// attack is one run.
type attack struct {
	options
	dir   string // for everything that is written
	world *world
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "attack:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	a := &attack{}
	fs := flag.NewFlagSet("attack", flag.ContinueOnError)
	fs.StringVar(&a.program, "program", "build/nianbao", "the built program")
	fs.StringVar(&a.shifted, "shifted", "build/nianbao-shifted", "the program built with the tag shifted, whose clock can be wrong")
	fs.StringVar(&a.only, "only", "", "only scenarios with one of these words, separated by commas")
	fs.IntVar(&a.every, "every", 1, "of a package flip every n-th bit only")
	fs.BoolVar(&a.keep, "keep", false, "keep the files that were written")
	fs.BoolVar(&a.short, "short", false, "of many like things try some")
	fs.BoolVar(&a.list, "list", false, "list the scenarios")
	fs.IntVar(&a.workers, "workers", 2, "how many scenarios are played at once")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if a.list {
		for _, s := range scenarios {
			fmt.Printf("%-6s %s\n", s.row, s.name)
		}
		return nil
	}
	for _, path := range []*string{&a.program, &a.shifted} {
		whole, err := filepath.Abs(*path)
		if err == nil {
			_, err = os.Stat(whole)
		}
		if err != nil {
			return fmt.Errorf("build the program first: %w", err)
		}
		*path = whole
	}
	var err error
	if a.dir, err = os.MkdirTemp(filepath.Dir(a.program), "attack-*"); err != nil {
		return err
	}
	err = a.play(ctx)
	if a.keep {
		fmt.Println("留下的文件：", a.dir)
		return err
	}
	return errors.Join(err, os.RemoveAll(a.dir))
}

// errFailed ends a run in which something else was said.
var errFailed = errors.New("没有通过")

// play makes the world that scenarios begin with, and plays them.
func (a *attack) play(ctx context.Context) error {
	begin := time.Now()
	var err error
	if a.world, err = a.makeWorld(ctx); err != nil {
		return fmt.Errorf("make the world: %w", err)
	}
	fmt.Printf("准备 %.1f 秒\n", time.Since(begin).Seconds())
	chosen := slices.DeleteFunc(slices.Clone(scenarios), func(s scenario) bool { return !a.wants(s) })
	results := make([]*trial, len(chosen))
	var wg sync.WaitGroup
	var telling sync.Mutex
	next := make(chan int)
	for range a.workers {
		wg.Go(func() {
			for i := range next {
				results[i] = a.try(ctx, chosen[i], i)
				telling.Lock()
				results[i].tell()
				telling.Unlock()
			}
		})
	}
	for i := range chosen {
		next <- i
	}
	close(next)
	wg.Wait()
	return a.tell(results, time.Since(begin))
}

func (a *attack) wants(s scenario) bool {
	if a.only == "" {
		return true
	}
	return slices.ContainsFunc(strings.Split(a.only, ","), func(word string) bool { return strings.Contains(s.row+" "+s.name, word) })
}

// tell says what came of one scenario.
func (t *trial) tell() {
	mark := "通过"
	if len(t.faults) > 0 {
		mark = "不符"
	}
	fmt.Printf("%s  %-5s %s（%.1f 秒）\n", mark, t.row, t.name, t.took.Seconds())
	for _, f := range t.faults {
		fmt.Println("        " + strings.ReplaceAll(f, "\n", "\n        "))
	}
}

// tell says what came of all.
func (a *attack) tell(results []*trial, took time.Duration) error {
	failed := 0
	for _, t := range results {
		if len(t.faults) > 0 {
			failed++
		}
	}
	fmt.Printf("%d 个情形，%d 个不符，%.0f 秒\n", len(results), failed, took.Seconds())
	if failed > 0 {
		return errFailed
	}
	return nil
}
