// Command nianbao is 年报通: it fills in, checks and prints the statutory
// 政府信息公开工作年度报告. Without a command it opens the window.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/assets"
	"nianbao/export/pdf"
	"nianbao/store"
	"nianbao/ui"
	"nianbao/ui/cli"
)

// version is set by the build.
var version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	hurry()
	p := &cli.Program{
		Version: version,
		DataDir: dataDir(),
		Example: assets.Example,
		Manual:  assets.Manual,
		Desk:    newDesk,
		Open:    openDesk,
		Screen:  screen,
		Window:  openWindow(ctx),
		Problem: ui.ShowProblem,
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
	}
	os.Exit(p.Run(ctx, os.Args[1:]))
}

// hurry lets garbage lie longer, as long as there is little of it: printing
// makes a lot, and a third of its time went into clearing up.
func hurry() {
	const percent, most = 400, 256 << 20
	debug.SetGCPercent(percent)
	debug.SetMemoryLimit(most)
}

// dataDir is where drafts lie: a folder of the user's own that does not roam.
func dataDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "nianbao-data"
	}
	if runtime.GOOS == "windows" {
		if local := os.Getenv("LOCALAPPDATA"); local != "" {
			return filepath.Join(local, "nianbao")
		}
	}
	if data := os.Getenv("XDG_DATA_HOME"); data != "" {
		return filepath.Join(data, "nianbao")
	}
	return filepath.Join(home, ".local", "share", "nianbao")
}

// newDesk makes a desk for work on files, without drafts.
func newDesk() (*app.Desk, error) {
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		return nil, err
	}
	return &app.Desk{Catalog: catalog, Printer: pdf.Printer{}, Now: time.Now}, nil
}

// openDesk makes a desk with the drafts of a data folder.
func openDesk(dir string) (*app.Desk, error) {
	desk, err := newDesk()
	if err != nil {
		return nil, err
	}
	db, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	desk.Store = db
	return desk, nil
}

// screen looks for a display where the system may have none; the toolkit would
// panic without one.
func screen() error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return &app.Error{Code: app.NoScreen}
	}
	return nil
}

// openWindow returns what opens the window on a desk.
func openWindow(ctx context.Context) func(*app.Desk, cli.WindowOptions) error {
	return func(desk *app.Desk, o cli.WindowOptions) error {
		db := desk.Store.(*store.DB)
		logFile, log := openLog(db.Dir(), o.Verbose)
		if logFile != nil {
			defer logFile.Close()
			// Without a console this is the only trace of a crash.
			if err := debug.SetCrashOutput(logFile, debug.CrashOptions{}); err != nil {
				log.Error("log crashes", "error", err)
			}
		}
		go backUp(ctx, db, log)
		return ui.Run(ctx, desk, ui.Options{Report: o.Report, File: o.File, Version: version, DataDir: db.Dir(), Log: log})
	}
}

// backUp makes the copy of today when the window has long been there: with many
// drafts it keeps disk and processor busy, and the first frame would wait.
func backUp(ctx context.Context, db *store.DB, log *slog.Logger) {
	const rest = 5 * time.Second
	select {
	case <-ctx.Done():
		return
	case <-time.After(rest):
	}
	if err := db.Backup(ctx); err != nil {
		log.Error("daily backup", "error", err)
	}
}

// openLog appends to the log in the data folder; a window has no console.
func openLog(dir string, verbose bool) (*os.File, *slog.Logger) {
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	f, err := os.OpenFile(filepath.Join(dir, "nianbao.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	return f, slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: level}))
}
