package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"nianbao/app"
)

var backupCommands = []command{
	{"backup", "[--place 文件夹|none]", "现在备份一次；--place 设定第二备份位置（U 盘或者共享文件夹），none 是不用", (*call).backup},
	{"restore", "[newest|名称|文件]", "列出备份；给出 newest（最近的完好备份）、名称或者别处的数据文件时，用它恢复，原来的数据文件另外收好", (*call).restore},
}

func (c *call) backup() error {
	if len(c.args) != 0 {
		return usage("backup 后面只能有选项")
	}
	if err := c.open(); err != nil {
		return err
	}
	if c.flags.place != "" {
		place := c.flags.place
		if place == "none" {
			place = ""
		}
		if err := c.service.Backups.SetPlace(c.ctx, place); err != nil {
			return err
		}
	}
	before, err := c.service.Backups.List(c.ctx)
	if err != nil {
		return err
	}
	if err := c.service.Backups.Make(c.ctx, app.CopyByHand); err != nil {
		return err
	}
	list, err := c.service.Backups.List(c.ctx)
	if err != nil {
		return err
	}
	for _, l := range list {
		if l.Reason == app.CopyByHand && !l.Second && !slices.ContainsFunc(before, func(b app.Copy) bool { return b.Path == l.Path }) {
			fmt.Fprintf(c.Stdout, "已备份：%s\n", copyText(l))
		}
	}
	state := c.service.Backups.State(c.ctx)
	if state.PlaceErr == nil && state.Place != "" {
		fmt.Fprintf(c.Stdout, "第二备份位置：%s\n", state.Place)
	}
	return state.PlaceErr
}

// copyText is a line about a copy.
func copyText(c app.Copy) string {
	state := fmt.Sprintf("%d 份报告", c.Reports)
	if c.Err != nil {
		state = c.Trouble()
	}
	where := ""
	if c.Second {
		where = "\t第二备份位置"
	}
	if c.Other {
		where += "\t另一份数据文件的"
	}
	return fmt.Sprintf("%s\t%s\t%s\t%s\t%s%s", c.MadeText(), c.Reason.Name(), state, c.SizeText(), filepath.Base(c.Path), where)
}

// copies returns the copies of the data folder; with its store open, where that
// can be opened, for only then is the second place known.
func (c *call) copies() (app.Backups, []app.Copy, error) {
	if err := c.folderKnown(); err != nil {
		return nil, nil, err
	}
	var b app.Backups = c.Backups(c.flags.dir)
	if _, err := os.Stat(c.flags.dir); err == nil && c.open() == nil {
		b = c.service.Backups
	}
	list, err := b.List(c.ctx)
	return b, list, err
}

func (c *call) restore() error {
	if len(c.args) > 1 {
		return usage("请给出一份备份的名称，或者 newest")
	}
	b, list, err := c.copies()
	if err != nil {
		return err
	}
	if len(c.args) == 0 {
		return c.listCopies(b, list)
	}
	chosen, err := c.chosenCopy(b, list)
	if err != nil {
		return err
	}
	first, err := c.First(c.flags.dir, WindowOptions{})
	if failed := new(fs.PathError); errors.As(err, &failed) {
		return &app.Error{Code: app.Unreachable, Err: err}
	}
	if err != nil || !first {
		return &app.Error{
			Code: app.Locked, Detail: "这个数据文件夹正有一个窗口打开着，请在窗口的“文件 → 备份与恢复”中恢复，或者先关闭窗口", Err: err,
		}
	}
	aside, err := b.Restore(c.ctx, chosen.Path)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "已恢复：%s\n", copyText(chosen))
	if aside != "" {
		fmt.Fprintf(c.Stdout, "原来的数据文件没有删除，收在：%s\n", aside)
	}
	return nil
}

// chosenCopy finds the copy that the argument names.
func (c *call) chosenCopy(b app.Backups, list []app.Copy) (app.Copy, error) {
	name := c.args[0]
	if name == "newest" {
		return app.NewestGood(c.ctx, b, list)
	}
	if i := slices.IndexFunc(list, func(l app.Copy) bool { return filepath.Base(l.Path) == name }); i >= 0 {
		return list[i], nil
	}
	if _, err := os.Stat(name); err != nil {
		return app.Copy{}, usage("没有“" + name + "”这份备份，也没有这个文件")
	}
	return b.Check(c.ctx, name)
}

// copyLine is a copy as JSON shows it.
type copyLine struct {
	Name    string `json:"name"`
	Path    string `json:"path"`
	Made    string `json:"made"`
	Size    int64  `json:"size"`
	Reason  string `json:"reason"`
	Reports int    `json:"reports"`
	Second  bool   `json:"second"`
	Other   bool   `json:"other,omitempty"` // it is of another store, or may be
	Sound   bool   `json:"sound"`
	Problem string `json:"problem,omitempty"`
}

// listCopies looks through every copy: only then may it be called sound.
func (c *call) listCopies(b app.Backups, list []app.Copy) error {
	lines := []copyLine{}
	for i := range list {
		l := &list[i]
		if l.Err == nil {
			_, l.Err = b.Check(c.ctx, l.Path)
		}
		line := copyLine{
			Name: filepath.Base(l.Path), Path: l.Path, Made: l.Made.Format("2006-01-02 15:04:05"), Size: l.Size,
			Reason: string(l.Reason), Reports: l.Reports, Second: l.Second, Other: l.Other, Sound: l.Err == nil,
		}
		if l.Err != nil {
			line.Problem = app.Sentence(l.Err)
		}
		lines = append(lines, line)
	}
	if c.flags.json {
		return c.print(lines)
	}
	for _, l := range list {
		fmt.Fprintln(c.Stdout, copyText(l))
	}
	if len(list) == 0 {
		fmt.Fprintln(c.Stderr, "还没有备份。")
	}
	return nil
}
