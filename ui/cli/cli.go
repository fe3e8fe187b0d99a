// Package cli is the program on the command line: the same use cases as the
// window, for scripts, tests and batch work. JSON and results go to stdout,
// messages for people to stderr, in Chinese.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/app"
	"nianbao/app/doctor"
	"nianbao/app/handover"
)

// The exit codes.
const (
	Fine     = 0
	Findings = 1 // check found errors
	Bad      = 2 // bad input or usage, or something could not be done
)

// Program is what the command line works with; main fills it.
type Program struct {
	Version string
	DataErr error                                  // why it is not known which folder that is; then only one that is named is opened
	DataDir string                                 // where drafts lie unless --data-dir says otherwise
	Example []byte                                 // the bundled example report, as a document
	Manual  fs.FS                                  // holds the manual in its folder "manual"
	Service func() (*app.Service, error)           // without drafts, for work on files
	Open    func(dir string) (*app.Service, error) // with the drafts of a data folder
	Backups func(dir string) app.Recovery          // the copies of a data folder, whatever state its store is in
	Doctor  func(dir string) *doctor.Doctor        // of a data folder, whatever state its store is in
	Told    func() string                          // what has to be said once the drafts are open, "" for nothing; may be nil
	Screen  func() error                           // why no window can be shown here, or nil
	// First says whether this is the first window on a data folder. A later
	// one hands what it was to show to the first.
	First  func(dir string, o WindowOptions) (bool, error)
	Window func(service *app.Service, o WindowOptions) error
	// Recover asks what to do where the store is gone or damaged, and shows the
	// window when open has opened what was chosen.
	Recover func(dir string, o WindowOptions, why error, open func() (*app.Service, error)) error
	Problem func(err error) // shows why no window can be opened
	// Failed notes in the log of a data folder that a command failed, or found signatures
	// that are not valid: of that the error is nil. It may be nil.
	Failed func(dir, command string, err error)
	// Rescue puts what can be read of a damaged store into a new one, in its
	// place or in another folder.
	Rescue func(ctx context.Context, dir, out string) (*app.Rescued, error)
	Stdin  *os.File
	Stdout io.Writer
	Stderr io.Writer
}

// WindowOptions says how the window is to start.
type WindowOptions struct {
	Report  int64  // a draft to open at once, 0 for the list
	File    string // a hand-over file to open at once, "" for none
	Verbose bool   // log every edit that was stored
}

// command is one word of the command line.
type command struct {
	name, args, help string
	run              func(*call) error
}

// call is one command being carried out.
type call struct {
	*Program
	ctx     context.Context
	args    []string
	flags   flags
	service *app.Service
	session *app.Session // of the report that was named, nil for none
	code    int

	passwords map[int]*os.File // that were named, by their descriptors

	windowed bool // the window tells of the store
	verb     string
}

// flags are the options of all commands; each uses its own.
type flags struct {
	dir, out                     string
	json, version, anew, sign    bool
	another, forgotten, other    bool
	dateIsRight                  bool
	wholeRecord, before, pass    bool
	dryRun, proposed             bool
	mapping, name, date          string
	aside, lost                  bool
	gone                         string
	place                        string
	as, opinion, post, levels    string
	of, unit, year               string
	steps, office, code, take    string
	person, received, closed     string
	passwordFD, officePasswordFD int
	shows                        WindowOptions
	named                        bool // the data folder was
}

// usage is an error that the help text answers.
type usage string

func (u usage) Error() string { return string(u) }

func verbs() []command {
	return slices.Concat(reportCommands, originCommands, registerCommands, collectCommands, signCommands, exchangeCommands, officeCommands, passwordCommands, officeKeyCommands, healthCommands, backupCommands, doctorCommands, []command{
		{"help", "", "显示本说明", (*call).help},
	})
}

// Run carries out one command line, without the program's name, and returns
// the exit code. No command at all opens the window.
func (p *Program) Run(ctx context.Context, args []string) int {
	plain := *p
	plain.Stdout, plain.Stderr = plainWriter{p.Stdout}, plainWriter{p.Stderr}
	p = &plain
	c := &call{Program: p, ctx: ctx}
	err := c.parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_ = c.help()
		return Fine
	case err != nil:
		return c.fail(err)
	case strings.TrimSpace(c.flags.dir) == "":
		return c.fail(usage("--data-dir 后面没有给出文件夹"))
	case c.flags.version:
		fmt.Fprintln(p.Stdout, "年报通", p.Version)
		return Fine
	case len(c.args) == 0:
		return c.fail(c.window())
	case len(c.args) == 1 && isHandOver(c.args[0]):
		c.flags.shows.File = c.args[0] // a file that was double-clicked
		return c.fail(c.window())
	}
	name := c.args[0]
	c.verb, c.args = name, c.args[1:]
	for _, cmd := range verbs() {
		if cmd.name == name {
			return c.fail(cmd.run(c))
		}
	}
	return c.fail(usage("没有“" + name + "”这个命令"))
}

func isHandOver(path string) bool { return strings.EqualFold(filepath.Ext(path), handover.Extension) }

// parse takes flags wherever they stand among the words. A number below 0 is a
// word: some cells take one.
func (c *call) parse(args []string) error {
	fs := c.flagSet()
	for {
		if len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-' && args[0][1] >= '0' && args[0][1] <= '9' {
			c.args, args = append(c.args, args[0]), args[1:]
			continue
		}
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return err
			}
			return usage(badOption(err))
		}
		fs.Visit(func(f *flag.Flag) { c.flags.named = c.flags.named || f.Name == "data-dir" })
		if fs.NArg() == 0 {
			return nil
		}
		c.args = append(c.args, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

func (c *call) flagSet() *flag.FlagSet {
	fs := flag.NewFlagSet("nianbao", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	f := &c.flags
	fs.StringVar(&f.dir, "data-dir", c.DataDir, "")
	fs.Int64Var(&f.shows.Report, "report", 0, "")
	fs.BoolVar(&f.shows.Verbose, "verbose", false, "")
	fs.IntVar(&f.passwordFD, "password-fd", -1, "")
	fs.IntVar(&f.officePasswordFD, "office-password-fd", -1, "")
	for name, into := range map[string]*bool{"json": &f.json, "version": &f.version, "begin-anew": &f.anew, "sign": &f.sign, "date-is-right": &f.dateIsRight, "another": &f.another, "other": &f.other, "forgotten": &f.forgotten, "aside": &f.aside, "lost": &f.lost, "whole-record": &f.wholeRecord, "before": &f.before, "pass": &f.pass, "dry-run": &f.dryRun, "proposed": &f.proposed} {
		fs.BoolVar(into, name, false, "")
	}
	for name, into := range map[string]*string{
		"out": &f.out, "as": &f.as, "opinion": &f.opinion, "post": &f.post, "levels": &f.levels, "steps": &f.steps,
		"office": &f.office, "code": &f.code, "take": &f.take, "person": &f.person, "gone": &f.gone, "place": &f.place, "received": &f.received, "closed": &f.closed, "for": &f.of,
		"unit": &f.unit, "year": &f.year, "mapping": &f.mapping, "name": &f.name, "date": &f.date,
	} {
		fs.StringVar(into, name, "", "")
	}
	return fs
}

// fail reports an error in Chinese and closes the store; it returns the exit code.
func (c *call) fail(err error) int {
	if c.service != nil && c.service.Close != nil {
		if closing := c.service.Close(); err == nil {
			err = closing
		}
	}
	c.note(err)
	var u usage
	switch {
	case err == nil:
		return c.code
	case errors.As(err, &u):
		fmt.Fprintf(c.Stderr, "%s。\n用 nianbao help 查看用法。\n", u)
	default:
		fmt.Fprintln(c.Stderr, sentence(err))
	}
	return Bad
}

// note has a failure logged that was not the typist's.
func (c *call) note(err error) {
	var u usage
	invalid := err == nil && c.code != Fine && c.verb == "verify"
	if c.Failed == nil || err == nil && !invalid || errors.As(err, &u) {
		return
	}
	c.Failed(c.flags.dir, c.verb, err)
}

// sentence says what went wrong. What a window would go on holding, and try to
// store again, is lost with the command.
func sentence(err error) string {
	var held *app.Error
	switch {
	case app.CodeOf(err) == app.Clock:
		return app.Sentence(err) + "日期没有错的，请加上 --date-is-right 再做一次。"
	case !errors.As(err, &held) || !held.Pending:
		return app.Sentence(err)
	}
	given := *held
	given.Pending = false
	return app.Sentence(&given) + "这次的改动没有保存。"
}

// open opens the drafts, once.
func (c *call) open() error {
	if c.service != nil {
		return nil
	}
	if err := c.folderKnown(); err != nil {
		return err
	}
	if c.flags.anew {
		if err := c.Backups(c.flags.dir).BeginAnew(c.ctx); err != nil {
			return err
		}
	}
	service, err := c.Open(c.flags.dir)
	if err != nil {
		return err
	}
	c.service = service
	c.service.DateIsRight = c.flags.dateIsRight
	if !c.windowed {
		if c.Told != nil && c.Told() != "" {
			fmt.Fprintln(c.Stderr, c.Told())
		}
		c.reportHealth()
	}
	return c.selectActor()
}

// folderKnown refuses to work with a data folder of which it is not known that it is
// the right one.
func (c *call) folderKnown() error {
	if c.flags.named {
		return nil
	}
	return c.DataErr
}

func (c *call) window() error {
	if err := c.Screen(); err != nil {
		return err
	}
	if err := c.folderKnown(); err != nil {
		return c.showProblem(err)
	}
	if c.flags.shows.File != "" {
		path, err := filepath.Abs(c.flags.shows.File)
		if err != nil {
			return fmt.Errorf("find %s: %w", c.flags.shows.File, err)
		}
		c.flags.shows.File = path // the first window may stand in another folder
	}
	c.windowed = true
	if first, err := c.First(c.flags.dir, c.flags.shows); err != nil || !first {
		return c.showProblem(c.whyNotClaimed(err))
	}
	if err := c.open(); err != nil {
		return c.recoverWindow(err)
	}
	return c.Window(c.service, c.flags.shows)
}

// whyNotClaimed says why a data folder could not be claimed. Where the claim knows only that
// it failed, opening the store finds out why: the same sentence as of every command.
func (c *call) whyNotClaimed(err error) error {
	if err == nil || app.CodeOf(err) != app.Internal {
		return err
	}
	if why := c.open(); why != nil {
		return why
	}
	return err
}

// recoverWindow asks what to do where the store is gone or damaged and there
// are copies of it.
func (c *call) recoverWindow(why error) error {
	if code := app.CodeOf(why); code != app.NoStore && code != app.Damaged {
		return c.showProblem(why)
	}
	list, err := c.Backups(c.flags.dir).List(c.ctx)
	if (err != nil || len(list) == 0) && app.CodeOf(why) != app.Damaged { // of that, something may be read
		return c.showProblem(why)
	}
	return c.Recover(c.flags.dir, c.flags.shows, why, func() (*app.Service, error) {
		err := c.open()
		return c.service, err
	})
}

// showProblem shows why no window opens: who started one does not see stderr.
func (c *call) showProblem(err error) error {
	if err != nil {
		c.Problem(err)
	}
	return err
}

func (c *call) help() error {
	var b strings.Builder
	fmt.Fprintf(&b, "年报通 %s：编制、检查、审签、打印政府信息公开工作年度报告\n\n用法：\n  nianbao                 打开窗口（--report 编号 直接打开一份报告）\n  nianbao 文件.nbx        打开窗口，接收移交文件\n", c.Version)
	for _, cmd := range verbs() {
		fmt.Fprintf(&b, "  nianbao %s\n        %s\n", strings.TrimSpace(cmd.name+" "+cmd.args), cmd.help)
	}
	b.WriteString("\n选项：\n  --data-dir 文件夹        数据文件夹（默认 " + c.DataDir + "）\n  --json                   结果以 JSON 输出\n  --as 姓名                以谁的身份签名（默认为使用者）\n" +
		"  --password-fd N          从文件描述符 N 读本人密码的一行（默认在终端询问）\n  --office-password-fd N   从文件描述符 N 读名册密码的一行；要两个密码的，先原来的，后新的，各一行\n  --date-is-right          日期没有错（程序问到日期时用）\n  --begin-anew             数据文件不在了，不恢复备份，从空白开始\n  --verbose                窗口在日志中记下每一次保存\n  --version                显示版本\n" +
		"\n退出码：0 正常；1 检查发现有要改正的或者【待填】，或者验证未通过，或者本机有需要处理的问题；2 输入或者用法有误。\n")
	_, err := io.WriteString(c.Stdout, b.String())
	return err
}

// badOption says in Chinese what the flag package says in English.
func badOption(err error) string {
	s := err.Error()
	if name, found := strings.CutPrefix(s, "flag needs an argument: "); found {
		return "选项 " + name + " 后面缺少内容"
	}
	if name, found := strings.CutPrefix(s, "flag provided but not defined: "); found {
		return "无法识别的选项：" + name
	}
	if _, rest, found := strings.Cut(s, " for "); found {
		name, _, _ := strings.Cut(strings.TrimPrefix(rest, "flag "), ":")
		return "选项 " + name + " 的内容不对"
	}
	return "无法识别的选项"
}
