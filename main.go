// Command nianbao is 年报通: it fills in, checks and prints the statutory
// 政府信息公开工作年度报告. Without a command it opens the window.
package main

import (
	"context"
	"errors"
	stdlog "log"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"gopkg.in/natefinch/lumberjack.v2"

	"nianbao/app"
	"nianbao/app/doctor"
	"nianbao/app/form"
	"nianbao/app/preset"
	"nianbao/app/upkeep"
	"nianbao/app/workdays"
	"nianbao/assets"
	"nianbao/export"
	"nianbao/export/font"
	"nianbao/export/preview"
	"nianbao/store/disk"
	"nianbao/store/sqlite"
	"nianbao/ui/cli"
	"nianbao/ui/shell"
	"nianbao/ui/system"
	"nianbao/ui/system/clock"
	"nianbao/ui/system/machine"
)

// version and commit are set by the build.
var (
	version = "0.1.0"
	commit  = ""
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	debug.SetGCPercent(garbageOfCommand)
	system.AttachConsole()
	office := preset.Read(presetFiles()...)
	d := &desktop{ctx: ctx, office: office}
	p := &cli.Program{
		Version: version,
		DataDir: dataDirOf(office),
		Example: assets.Example,
		Manual:  assets.Manual,
		Service: newService,
		Open:    d.open,
		Backups: func(dir string) app.Recovery { return sqlite.CopiesIn(dir) },
		Doctor:  d.doctor,
		DataErr: office.DataErr,
		Told:    d.told,
		Screen:  screen,
		First:   d.first,
		Window:  d.window,
		Recover: d.recover,
		Problem: shell.ShowProblem,
		Failed:  logFailure,
		Rescue:  rescue,
		Stdin:   os.Stdin,
		Stdout:  system.Output(os.Stdout),
		Stderr:  system.Output(os.Stderr),
	}
	code := p.Run(ctx, os.Args[1:])
	if d.shown {
		shell.ClearToolkit()
	}
	os.Exit(code)
}

// How much garbage may lie about, in percent of what is in use. A command ends
// soon, and printing makes a lot: a third of its time went into clearing up. A
// window stays open for days, and most of what it has in use are its fonts: half as
// much again in garbage left its pages so full of holes that much of it could not
// be given back. There is no memory limit: near one, the collector runs without
// pause.
const (
	garbageOfCommand = 400
	garbageOfWindow  = 20
)

// toOpen is how long a window is treated like a command, so that nobody waits for
// garbage to be cleared up while it opens: that was done fourteen times before the
// first frame.
const toOpen = 5 * time.Second

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

// newService makes a service for work on files, without drafts.
func newService() (*app.Service, error) {
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		return nil, err
	}
	days, err := workdays.Load(assets.Calendar, "calendar")
	if err != nil {
		return nil, err
	}
	return &app.Service{Catalog: catalog, Workdays: days, Exporter: export.All(), LayOut: preview.LayOut, Glyphs: font.Glyphs{}, Now: clock.Now, Running: system.Running}, nil
}

// presetFiles are where the settings file of the office may lie: beside the program,
// for one that is carried about, or where the administrator of the machine writes.
func presetFiles() []string {
	var out []string
	if self := machine.Self(); self != "" {
		out = append(out, filepath.Join(filepath.Dir(self), preset.Name))
	}
	if runtime.GOOS == "windows" {
		return append(out, filepath.Join(os.Getenv("ProgramData"), "nianbao", preset.Name))
	}
	return append(out, filepath.Join("/etc/nianbao", preset.Name))
}

// dataDirOf is the data folder that the office has set, or the usual one.
func dataDirOf(office *preset.Preset) string {
	if office.Data != "" {
		return office.Data
	}
	return dataDir()
}

// open makes a service with the drafts of a data folder.
func (d *desktop) open(dir string) (*app.Service, error) {
	service, err := newService()
	if err != nil {
		return nil, err
	}
	db, err := sqlite.Open(dir)
	if err != nil {
		return nil, err
	}
	service.Ports = db.Ports()
	if db.Trouble() == nil {
		_ = d.office.Apply(d.ctx, db) // the next start tries again
	}
	d.left = d.leftBehind(dir)
	return service, nil
}

// told is what has to be said of the office's settings once the drafts are open.
func (d *desktop) told() string { return app.Sentence(d.office.Err) + d.left }

// leftBehind says that reports lie in the usual folder where the office has set another
// one, and that has none.
func (d *desktop) leftBehind(dir string) string {
	if d.office.Data == "" || filepath.Clean(dir) != filepath.Clean(d.office.Data) || filepath.Clean(dir) == filepath.Clean(dataDir()) {
		return ""
	}
	return preset.LeftBehind(sqlite.Reports(d.ctx, dir), sqlite.Reports(d.ctx, dataDir()))
}

// doctor examines the workstation for a data folder.
func (d *desktop) doctor(dir string) *doctor.Doctor {
	return &doctor.Doctor{
		Dir: dir, Usual: dir == dataDir(), Program: machine.Program(version, commit), Roots: machine.Roots(), Now: clock.Now,
		Store: sqlite.Examine, Drive: disk.Examine, Graphics: machine.Graphics, Installed: machine.Installed, Fonts: font.Examine,
		Preset: func() doctor.Preset {
			return doctor.Preset{Settings: d.office.Settings, Path: d.office.Path, Err: d.office.Err, DataErr: d.office.DataErr, Left: d.leftBehind(dir)}
		},
	}
}

// rescue saves what can be read of a damaged store.
func rescue(ctx context.Context, dir, out string) (*app.Rescued, error) {
	service, err := newService()
	if err != nil {
		return nil, err
	}
	return sqlite.Rescue(ctx, dir, out, service.Catalog)
}

// screen looks for a display where the system may have none, and for what it
// takes to draw on it; the toolkit would panic, or say so in English.
func screen() error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && (system.OnlyX || os.Getenv("WAYLAND_DISPLAY") == "") {
		return &app.Error{Code: app.NoScreen}
	}
	if err := system.CheckGraphics(); err != nil {
		none := &app.Error{Code: app.NoGraphics, Err: err}
		if errors.Is(err, system.ErrNoDisplay) {
			none.Code = app.NoScreen
		}
		system.Tell("年报通没有打开", app.Sentence(none))
		return none
	}
	return nil
}

// desktop is the program as a window.
type desktop struct {
	ctx      context.Context
	office   *preset.Preset
	left     string           // what is said of reports in another folder
	shown    bool             // a window was
	instance *system.Instance // after first
	ended    system.Ended     // how the last run ended
	endErr   error            // why that is not known
}

// first claims the data folder, or hands over to the window that is open on it.
func (d *desktop) first(dir string, o cli.WindowOptions) (bool, error) {
	var err error
	d.instance, err = system.Claim(dir, system.Start{Report: o.Report, File: o.File})
	if errors.Is(err, system.ErrNoClaim) {
		return true, nil // a folder that can only be read is read by as many as like
	}
	if errors.Is(err, system.ErrSilent) {
		err = &app.Error{
			Code: app.Locked, Err: err, Sentence: "这个数据文件夹已经有一个年报通窗口打开着，但是它没有应答，所以没有再打开一个。" +
				"请先关闭那个窗口；关不掉的，在任务管理器（系统监视器）中结束 nianbao，然后重新打开。已经保存的内容不受影响。",
		}
	}
	return d.instance != nil, err
}

// window opens the window on a service and returns when it is closed.
func (d *desktop) window(service *app.Service, o cli.WindowOptions) error {
	d.shown = true
	if d.instance != nil {
		defer d.instance.Release()
	}
	dir := service.Files.Dir()
	d.ended, d.endErr = system.TakeEnd(dir)
	options, log := d.begin(service, o)
	defer log.end()
	return system.Watched(dir, func(err error) { log.Error("no crash reports", "error", err) }, func() error {
		// Asked to end, the window still stores what is open.
		return shell.Run(context.WithoutCancel(d.ctx), service, options)
	})
}

// recover asks what to do about a store that is gone or damaged, and opens the
// window when there is one again.
func (d *desktop) recover(dir string, o cli.WindowOptions, why error, open func() (*app.Service, error)) error {
	d.shown = true
	if d.instance != nil {
		defer d.instance.Release()
	}
	d.ended, d.endErr = system.TakeEnd(dir)
	log := logFile{}
	defer func() { log.end() }() // the one that is there by then
	return system.Watched(dir, func(error) {}, func() error {
		return shell.Recover(context.WithoutCancel(d.ctx), sqlite.CopiesIn(dir), why, shell.Opener{
			Open: func() (service *app.Service, options shell.Options, err error) {
				if service, err = open(); err == nil {
					options, log = d.begin(service, o)
				}
				return service, options, err
			},
			Rescue: func(ctx context.Context) (*app.Rescued, error) { return rescue(ctx, dir, "") },
		})
	})
}

// begin starts what goes on beside a window.
func (d *desktop) begin(service *app.Service, o cli.WindowOptions) (shell.Options, logFile) {
	time.AfterFunc(toOpen, func() {
		debug.SetGCPercent(garbageOfWindow)
		debug.FreeOSMemory()
	})
	dir := service.Files.Dir()
	log := openLog(dir, o.Verbose)
	log.Info("start", "version", version, "commit", commit, "process", os.Getpid())
	if d.endErr != nil {
		log.Error("take crash report", "error", d.endErr)
	}
	if d.ended.Badly {
		log.Info("the last run did not end by itself", "crash", d.ended.Crash)
	}
	if err := service.NoteUse(d.ctx); err != nil {
		log.Info("note when the program is used", "error", err) // the next date is asked about once more
	}
	go upkeep.KeepBackups(d.ctx, service, log.Logger)
	go upkeep.KeepChecked(d.ctx, service, log.Logger)
	return shell.Options{
		Doctor: d.doctor(dir), Told: d.told(), Report: o.Report, File: o.File, Instance: d.instance, Ended: d.ended, Stop: asked, Version: version, DataDir: dir, Log: log.Logger,
	}, log
}

// asked tells once when the system asks the program to end: at log-off, by its
// terminal, or by whoever manages it. Nobody else in the program is told any more.
func asked() <-chan string {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
	signals := make(chan os.Signal, 1)
	signal.Reset(ends...)
	signal.Notify(signals, ends...)
	stop := make(chan string, 1)
	go func() { stop <- (<-signals).String() }()
	return stop
}

// logFile is the log in the data folder; a window has no console.
type logFile struct {
	*slog.Logger
	file *lumberjack.Logger
}

// openLog appends to the log. It is set aside when it has grown, and the
// oldest are dropped. What the toolkit says, in English, of folders that it did not get
// goes there too, not to whoever started the window from a terminal.
func openLog(dir string, verbose bool) logFile {
	const megabytes, kept = 5, 4
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	f := &lumberjack.Logger{Filename: filepath.Join(dir, "nianbao.log"), MaxSize: megabytes, MaxBackups: kept, LocalTime: true}
	lines := slog.NewTextHandler(f, &slog.HandlerOptions{Level: level})
	stdlog.SetFlags(0)
	stdlog.SetOutput(slog.NewLogLogger(lines, slog.LevelWarn).Writer())
	return logFile{slog.New(lines), f}
}

// end writes the last line, of a window that ends by itself.
func (l logFile) end() {
	if l.file == nil {
		return // no store was opened
	}
	l.Info("end", "process", os.Getpid())
	_ = l.file.Close()
}

// logFailure writes to the log of a data folder that is there how a command failed: its
// kind and the system's reason. What errors tell beyond that may be of a report.
func logFailure(dir, command string, err error) {
	if info, there := os.Stat(filepath.Join(dir, "nianbao.db")); there != nil || !info.Mode().IsRegular() {
		return
	}
	log := openLog(dir, false)
	defer log.file.Close()
	if err == nil {
		log.Warn("verified, and not valid", "command", command)
		return
	}
	log.Error("command failed", "command", command, "code", string(app.CodeOf(err)), "why", app.Why(err))
}
