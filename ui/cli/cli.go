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
	"strings"

	"nianbao/app"
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
	DataDir string                              // where drafts lie unless --data-dir says otherwise
	Example []byte                              // the bundled example report, as a document
	Desk    func() (*app.Desk, error)           // without drafts, for work on files
	Open    func(dir string) (*app.Desk, error) // with the drafts of a data folder
	Screen  func() error                        // why no window can be shown here, or nil
	Window  func(desk *app.Desk, o WindowOptions) error
	Problem func(err error) // shows why no window can be opened
	Stdout  io.Writer
	Stderr  io.Writer
}

// WindowOptions says how the window is to start.
type WindowOptions struct {
	Report  int64 // a draft to open at once, 0 for the list
	Verbose bool  // log every edit that was stored
}

// command is one word of the command line.
type command struct {
	name, args, help string
	run              func(*call) error
}

// call is one command being carried out.
type call struct {
	*Program
	ctx   context.Context
	args  []string
	dir   string
	out   string
	json  bool
	shows WindowOptions
	desk  *app.Desk
	code  int
}

// usage is an error that the help text answers.
type usage string

func (u usage) Error() string { return string(u) }

func commands() []command {
	return []command{
		{"import", "文件", "把报告文件（JSON）读入草稿", (*call).importFile},
		{"list", "", "列出全部草稿", (*call).list},
		{"show", "编号", "显示一份草稿的全部数据（空白为 null）", (*call).show},
		{"check", "编号|文件", "检查一份草稿或者报告文件", (*call).check},
		{"export", "编号|文件 --out 文件.pdf", "导出 PDF", (*call).export},
		{"demo", "--out 文件夹", "生成内置的示例报告并导出 PDF", (*call).demo},
		{"help", "", "显示本说明", (*call).help},
	}
}

// Run carries out one command line, without the program's name, and returns
// the exit code. No command at all opens the window.
func (p *Program) Run(ctx context.Context, args []string) int {
	c := &call{Program: p, ctx: ctx}
	version, err := c.parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_ = c.help()
		return Fine
	case err != nil:
		return c.fail(err)
	case version:
		fmt.Fprintln(p.Stdout, "年报通", p.Version)
		return Fine
	case len(c.args) == 0:
		return c.fail(c.window())
	}
	name := c.args[0]
	c.args = c.args[1:]
	for _, cmd := range commands() {
		if cmd.name == name {
			return c.fail(cmd.run(c))
		}
	}
	return c.fail(usage("没有“" + name + "”这个命令"))
}

// parse takes flags wherever they stand among the words.
func (c *call) parse(args []string) (version bool, err error) {
	fs := flag.NewFlagSet("nianbao", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&c.dir, "data-dir", c.DataDir, "")
	fs.StringVar(&c.out, "out", "", "")
	fs.BoolVar(&c.json, "json", false, "")
	fs.Int64Var(&c.shows.Report, "report", 0, "")
	fs.BoolVar(&c.shows.Verbose, "verbose", false, "")
	fs.BoolVar(&version, "version", false, "")
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return false, err
			}
			return false, usage(badOption(err))
		}
		if fs.NArg() == 0 {
			return version, nil
		}
		c.args = append(c.args, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

// fail reports an error in Chinese and closes the store; it returns the exit code.
func (c *call) fail(err error) int {
	if c.desk != nil && c.desk.Store != nil {
		if closing := c.desk.Store.Close(); err == nil {
			err = closing
		}
	}
	var u usage
	switch {
	case err == nil:
		return c.code
	case errors.As(err, &u):
		fmt.Fprintf(c.Stderr, "%s。\n用 nianbao help 查看用法。\n", u)
	default:
		fmt.Fprintln(c.Stderr, app.Sentence(err))
	}
	return Bad
}

// open opens the drafts, once.
func (c *call) open() error {
	if c.desk != nil {
		return nil
	}
	desk, err := c.Open(c.dir)
	if err != nil {
		return err
	}
	c.desk = desk
	return nil
}

func (c *call) window() error {
	if err := c.Screen(); err != nil {
		return err
	}
	if err := c.open(); err != nil {
		c.Problem(err) // who started a window does not see stderr
		return err
	}
	return c.Window(c.desk, c.shows)
}

func (c *call) help() error {
	fmt.Fprintf(c.Stdout, "年报通 %s：编制政府信息公开工作年度报告\n\n用法：\n  nianbao                 打开窗口（--report 编号 直接打开一份草稿）\n", c.Version)
	for _, cmd := range commands() {
		fmt.Fprintf(c.Stdout, "  nianbao %s %s\n        %s\n", cmd.name, cmd.args, cmd.help)
	}
	fmt.Fprint(c.Stdout, "\n选项：\n  --data-dir 文件夹   数据文件夹（默认 "+c.DataDir+"）\n  --json              结果以 JSON 输出\n  --verbose           窗口在日志中记下每一次存盘\n  --version           显示版本\n\n退出码：0 正常；1 检查发现错误；2 输入或者用法有误。\n")
	return nil
}

// badOption says in Chinese what the flag package says in English.
func badOption(err error) string {
	s := err.Error()
	if name, found := strings.CutPrefix(s, "flag needs an argument: "); found {
		return "选项 " + name + " 后面缺少内容"
	}
	if name, found := strings.CutPrefix(s, "flag provided but not defined: "); found {
		return "看不懂的选项：" + name
	}
	if _, rest, found := strings.Cut(s, " for "); found {
		name, _, _ := strings.Cut(strings.TrimPrefix(rest, "flag "), ":")
		return "选项 " + name + " 的内容不对"
	}
	return "看不懂的选项"
}
