package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"nianbao/app"
	"nianbao/app/counted"
	"nianbao/app/deadline"
	"nianbao/app/form"
	"nianbao/app/intake/register"
)

var registerCommands = []command{
	{
		"register", "台账.xlsx --report 编号|--dry-run [--year 年度] | --out 台账.xlsx",
		"统计依申请公开台账：填入报告，或者只看统计出什么（--dry-run）；--mapping 文件 给出列和用语的对应关系，--proposed 采用程序建议的对应；--out 写出带下拉列表的空白台账", (*call).countRegister,
	},
}

// countRegister counts a register of applications, or writes an empty one.
func (c *call) countRegister() error {
	if c.flags.out != "" && len(c.args) == 0 {
		return c.blankRegister()
	}
	path, err := c.one("台账的电子表格")
	if err != nil {
		return err
	}
	if c.flags.dryRun == (c.flags.shows.Report != 0) {
		return usage("请用 --report 编号 指明填入哪份报告，或者用 --dry-run 只看统计出什么")
	}
	y, s, err := c.registerYear()
	if err != nil {
		return err
	}
	b, err := c.readRegister(path)
	if err != nil {
		return err
	}
	m, sheets, err := c.registerMapping(b, y.Form)
	if err != nil {
		return err
	}
	count := b.Count(m, sheets, y)
	if c.flags.dryRun {
		return c.sayCount(b, m, count)
	}
	if why := notCounted(count); why != "" {
		if err := c.sayCount(b, m, count); err != nil {
			return err
		}
		return &app.Error{Code: app.BadInput, Sentence: why}
	}
	plan, err := count.Into(s.Report(), b.Name, b.SM3, false)
	if err != nil {
		return err
	}
	if !plan.Edit.Empty() {
		if err := s.Apply(c.ctx, plan.Edit); err != nil {
			return err
		}
	}
	if err := errors.Join(b.Remember(c.ctx, c.service.Settings, m), c.keepRegister(b, path)); err != nil {
		return err
	}
	return c.sayCount(b, m, count)
}

// keepRegister keeps where a register lies.
func (c *call) keepRegister(b *register.Book, path string) error {
	whole, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("find %s: %w", path, err)
	}
	return register.RememberFile(c.ctx, c.service.Settings, b, whole)
}

// notCounted says why a count is not taken into a report, "" where it can be.
func notCounted(count *register.Count) string {
	switch {
	case count.WhyNot() != "":
		return count.WhyNot() + "没有填入。"
	case len(count.Unmapped) > 0:
		return fmt.Sprintf("有 %d 个词还没有对应，没有填入。请在窗口中对应，或者用 --mapping 给出，或者加上 --proposed 采用程序建议的对应。", len(count.Unmapped))
	}
	return ""
}

// blankRegister writes an empty register.
func (c *call) blankRegister() (err error) {
	if c.service, err = c.Service(); err != nil {
		return err
	}
	year := c.service.Now().Local().Year()
	if c.flags.year != "" {
		if year, err = strconv.Atoi(c.flags.year); err != nil {
			return usage("--year 后面不是年度")
		}
	}
	if err := register.WriteBlank(c.flags.out, c.service.Catalog.ForYear(year), year); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.Stdout, c.flags.out)
	return err
}

// registerYear is what the register is counted for: the report's year, or the one that
// is named. The session is nil where nothing is filled in.
func (c *call) registerYear() (y register.Year, s *app.Session, err error) {
	if c.flags.dryRun {
		if c.service, err = c.Service(); err != nil {
			return y, nil, err
		}
		year := deadline.ReportYear(c.service.Now())
		if c.flags.year != "" {
			if year, err = strconv.Atoi(c.flags.year); err != nil {
				return y, nil, usage("--year 后面不是年度")
			}
		}
		y = register.Year{Form: c.service.Catalog.ForYear(year), Year: year}
	} else {
		if s, err = c.draft(strconv.FormatInt(c.flags.shows.Report, 10)); err != nil {
			return y, nil, err
		}
		y = register.Year{Form: s.Report().Form(), Year: s.Report().Year()}
	}
	y.Calendar, y.Today = c.service.Workdays, c.service.Now()
	return y, s, nil
}

// readRegister reads a register; of one that is saved with a password it asks for it.
func (c *call) readRegister(path string) (*register.Book, error) {
	b, err := register.Open(path, "")
	if !errors.Is(err, register.ErrLocked) {
		return b, err
	}
	password, asking := c.password(c.flags.passwordFD, "打开“"+filepath.Base(path)+"”的密码：")
	if asking != nil {
		return nil, errors.Join(err, asking)
	}
	return register.Open(path, password)
}

// registerMapping is what is known of the register's columns and words: what was given
// or is remembered, and what the headings say.
func (c *call) registerMapping(b *register.Book, f *form.Form) (*register.Mapping, []int, error) {
	m := register.NewMapping()
	if c.service.Settings != nil {
		m = register.Remembered(c.ctx, c.service.Settings)
	}
	if c.flags.mapping != "" {
		file, err := app.OpenPlain(c.flags.mapping)
		if err != nil {
			return nil, nil, err
		}
		_ = file.Close()
		raw, err := os.ReadFile(c.flags.mapping)
		if err != nil {
			return nil, nil, app.CannotRead(c.flags.mapping, err)
		}
		if m, err = register.ReadMapping(raw); err != nil {
			return nil, nil, err
		}
	}
	var sheets []int
	for _, l := range b.Sheets {
		if !l.Hidden && l.Head > 0 {
			sheets = append(sheets, l.Number)
		}
	}
	m.ProposeColumns(b, sheets)
	if c.flags.proposed {
		list, _ := b.Words(m, sheets, f)
		m.TakeProposals(list)
	}
	return m, sheets, nil
}

// The shape of what --json prints.
type (
	registerCount struct {
		File     string            `json:"file"`
		SM3      string            `json:"sm3"`
		Rows     int               `json:"rows"`
		Counted  int               `json:"counted"`
		Cells    map[string]int    `json:"cells"`
		Left     []registerRow     `json:"left"`
		Look     []registerRow     `json:"look"`
		Skipped  []registerRow     `json:"skipped"`
		Late     []registerRow     `json:"late"`
		Unmapped []registerWord    `json:"unmapped"`
		Channels map[string]int    `json:"channels"`
		Summary  []string          `json:"summary"`
		Sentence string            `json:"sentence"`
		Mapping  *register.Mapping `json:"mapping"`
	}
	registerRow struct {
		Sheet int    `json:"sheet"`
		Row   int    `json:"row"`
		Why   string `json:"why"`
	}
	registerWord struct {
		Role     register.Role `json:"role"`
		Word     string        `json:"word"`
		Rows     string        `json:"rows"`
		Proposed string        `json:"proposed"`
	}
)

func registerRows(of []register.Remark) []registerRow {
	out := []registerRow{}
	for _, r := range of {
		out = append(out, registerRow{r.At.Sheet, r.At.Row, r.Why})
	}
	return out
}

// sayCount prints what a register comes to.
func (c *call) sayCount(b *register.Book, m *register.Mapping, count *register.Count) error {
	for _, line := range registerNotes(b, m) {
		fmt.Fprintln(c.Stderr, line)
	}
	if c.flags.json {
		return c.print(countAsJSON(b, m, count))
	}
	if why := count.WhyNot(); why != "" {
		_, err := fmt.Fprintln(c.Stdout, why)
		return err
	}
	for _, line := range count.Summary() {
		fmt.Fprintln(c.Stdout, line)
	}
	for _, w := range count.Unmapped {
		fmt.Fprintf(c.Stdout, "[没有对应] %s“%s”：%s\n", register.MeaningOf(w.Role).Name, w.Text, register.Rows(w.Rows))
	}
	for _, part := range []struct {
		mark string
		rows []register.Remark
	}{{"没有计入", count.Left}, {"请核对", count.Look}} {
		for _, r := range part.rows {
			fmt.Fprintf(c.Stdout, "[%s] %s：%s\n", part.mark, b.Where(r.At), r.Why)
		}
	}
	for _, l := range count.Late {
		fmt.Fprintf(c.Stdout, "[可能超期] %s：%s\n", b.Where(l.At), l.Says())
	}
	_, err := fmt.Fprintln(c.Stdout, count.Sentence())
	return err
}

// registerNotes are what a person should know of how the register was read.
func registerNotes(b *register.Book, m *register.Mapping) []string {
	var out []string
	for _, l := range b.Sheets {
		out = append(out, l.Notes(m)...)
	}
	if b.Unsaved > 0 {
		out = append(out, fmt.Sprintf("有 %d 个公式没有保存结果，请在 Excel 或者 WPS 中打开、保存以后再统计。", b.Unsaved))
	}
	return out
}

func countAsJSON(b *register.Book, m *register.Mapping, count *register.Count) registerCount {
	out := registerCount{
		File: b.Name, SM3: string(b.SM3), Rows: count.Rows, Counted: count.Rows - len(count.Left), Cells: map[string]int{},
		Left: registerRows(count.Left), Look: registerRows(count.Look), Skipped: []registerRow{}, Late: []registerRow{}, Unmapped: []registerWord{},
		Channels: map[string]int{}, Summary: count.Summary(), Sentence: count.Sentence(), Mapping: m,
	}
	if why := count.WhyNot(); why != "" {
		out.Counted, out.Summary, out.Sentence = 0, strings.SplitAfter(why, "。"), ""
	}
	for a, rows := range count.Cells {
		out.Cells[string(a)] = len(rows)
	}
	for _, s := range count.Skipped {
		out.Skipped = append(out.Skipped, registerRow{s.At.Sheet, s.At.Row, s.Why})
	}
	for _, l := range count.Late {
		out.Late = append(out.Late, registerRow{l.At.Sheet, l.At.Row, l.Says()})
	}
	for _, w := range count.Unmapped {
		out.Unmapped = append(out.Unmapped, registerWord{w.Role, w.Text, counted.Of("-", "", w.Rows).RowsText(), w.Proposed})
	}
	for _, t := range count.Channels {
		out.Channels[t.Name] = t.Count
	}
	return out
}
