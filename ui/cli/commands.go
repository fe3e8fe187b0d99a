package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/document"
	"nianbao/app/example"
	"nianbao/app/exchange"
	"nianbao/app/files"
	"nianbao/app/form"
	"nianbao/app/handbook"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/upkeep"
	"nianbao/ui/commands"
)

var reportCommands = []command{
	{"import", "文件", "把报告文件、网页、文字、Word 文档、电子表格或者 PDF 读入，成为一份报告；--dry-run 只看读出了什么", (*call).importFile},
	{"list", "", "列出全部报告", (*call).list},
	{"show", "编号", "显示一份报告的全部数据（空白为 null）", (*call).show},
	{"overview", "编号", "主要数字，与上年对照", (*call).overview},
	{"set", "编号 位置 内容", "填写一格或者一段（位置如 requests.received.business）", (*call).set},
	{"check", "编号|文件", "检查一份报告或者报告文件", (*call).check},
	{"export", "编号|文件 --out 文件.pdf|文件夹", "导出 PDF；给出文件夹的，文件名写明是公开版，还是每页印有什么字样", (*call).export},
	{"manual", "--out 文件.pdf", "导出使用手册", (*call).manual},
	{"demo", "--out 文件夹", "在列表中放入示例（只供练习），写出它的文件和 PDF", (*call).demo},
}

// one returns the only argument of a command.
func (c *call) one(what string) (string, error) {
	if len(c.args) != 1 {
		return "", usage("请给出一个" + what)
	}
	return c.args[0], nil
}

// print writes v as JSON to stdout.
func (c *call) print(v any) error {
	enc := json.NewEncoder(c.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// brief is a report in lists and answers.
type brief struct {
	ID       int64  `json:"id"`
	Unit     string `json:"unit"`
	Year     int    `json:"year"`
	Edition  string `json:"edition"`
	State    string `json:"state"`
	Filled   int    `json:"filled"`
	Total    int    `json:"total"`
	Errors   int    `json:"errors"`
	Explains int    `json:"explains"`
	Changed  string `json:"changed"`
	Example  bool   `json:"example,omitempty"`
	// Correcting names the approval that is being corrected.
	Correcting string `json:"correcting,omitempty"`
	Unfilled   *int   `json:"unfilled,omitempty"` // not there where nobody has counted yet
	Wrong      *int   `json:"wrong,omitempty"`
	Asked      *int   `json:"asked,omitempty"`
}

func briefOf(s app.Summary) brief {
	b := brief{
		ID: s.ID, Unit: s.Unit, Year: s.Year, Edition: s.Edition, State: s.Shown(), Example: s.Example, Filled: s.Filled, Total: s.Total,
		Errors: s.Errors, Explains: s.Explains, Changed: s.Changed.Format("2006-01-02 15:04:05"),
	}
	if s.Left.Counted {
		b.Unfilled, b.Wrong, b.Asked = &s.Left.Unfilled, &s.Left.Wrong, &s.Left.Asked
	}
	return b
}

// read reads a report file and says what was mended in it.
func (c *call) read(path string) (*report.Report, error) {
	got, err := c.service.Read(path)
	if err != nil {
		return nil, err
	}
	for _, note := range got.Notes {
		fmt.Fprintln(c.Stderr, note+"。")
	}
	return got.Report, nil
}

// alreadyThere adds the way to the existing report.
func alreadyThere(err error) error {
	var e *app.Error
	if errors.As(err, &e) && e.Code == app.Exists && e.ID != 0 {
		named := *e
		named.Detail = fmt.Sprintf("已有的报告编号是 %d", e.ID)
		return &named
	}
	return err
}

func (c *call) printSummary(id int64, r *report.Report) error {
	found := c.service.Check(r)
	sum := app.Summarise(r, found)
	sum.ID, sum.Changed, sum.StateName = id, c.service.Now(), "草稿"
	if c.flags.json {
		return c.print(briefOf(sum))
	}
	_, err := fmt.Fprintf(c.Stdout, "已读入：%s，编号 %d，%s\n", r.Title(), id, app.Lists(r, found).Sentence())
	return err
}

func (c *call) list() error {
	if err := c.open(); err != nil {
		return err
	}
	drafts, err := c.service.Drafts.List(c.ctx)
	if err != nil {
		return err
	}
	proven := c.service.Proven(c.ctx, drafts)
	correcting, err := c.service.Correcting(c.ctx)
	if err != nil {
		return err
	}
	for i := range drafts {
		if standing := proven[drafts[i].ID]; standing != proof.Sound {
			drafts[i].StateName = string(standing)
		}
	}
	if c.flags.json {
		out := []brief{}
		for _, s := range drafts {
			b := briefOf(s)
			b.Correcting = correcting[s.ID]
			out = append(out, b)
		}
		return c.print(out)
	}
	for _, s := range drafts {
		found := fmt.Sprintf("%d 处要处理", s.Errors+s.Explains)
		if text := s.Left.String(); text != "" {
			found = text
		}
		if against := correcting[s.ID]; against != "" {
			found += "\t" + against
		}
		fmt.Fprintf(c.Stdout, "%d\t%s\t%d年\t%s\t已填 %d/%d\t%s\t%s\n", s.ID, s.Unit, s.Year, s.Shown(), s.Filled, s.Total, found,
			s.Changed.Format("2006-01-02 15:04"))
	}
	if len(drafts) == 0 {
		fmt.Fprintln(c.Stderr, "还没有报告。")
		if said := upkeep.Earlier(c.ctx, c.service); said != "" {
			fmt.Fprintln(c.Stderr, said)
		}
	}
	return nil
}

// target returns the report that the argument names, ready for printing: a
// draft by its number, else a file.
func (c *call) target() (app.PrintJob, error) {
	arg, err := c.one("报告编号或者报告文件")
	if err != nil {
		return app.PrintJob{}, err
	}
	id, err := strconv.ParseInt(arg, 10, 64)
	if err != nil {
		if c.service, err = c.Service(); err != nil {
			return app.PrintJob{}, err
		}
		r, err := c.read(arg)
		return app.PrintJobOf(r), err
	}
	if err := c.open(); err != nil {
		return app.PrintJob{}, err
	}
	s, err := c.service.Open(c.ctx, id)
	if err != nil {
		return app.PrintJob{}, err
	}
	c.session = s
	return s.PrintJob(), nil
}

// set types one value the way the window does.
func (c *call) set() error {
	if len(c.args) != 3 {
		return usage("请给出报告编号、位置和内容")
	}
	s, err := c.draft(c.args[0])
	if err != nil {
		return err
	}
	return s.Set(c.ctx, form.Address(c.args[1]), c.args[2])
}

func (c *call) show() error {
	paper, err := c.target()
	if err != nil {
		return err
	}
	r := paper.Report
	if c.flags.json {
		out, err := document.Write(r)
		if err != nil {
			return err
		}
		_, err = c.Stdout.Write(out)
		return err
	}
	if c.session != nil {
		if condensed, begun := c.session.Condensed(); begun {
			fmt.Fprintln(c.Stderr, condensed.Says())
		}
	}
	return c.showText(r)
}

// showText writes a report for reading in a terminal.
func (c *call) showText(r *report.Report) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s（%s）\n", r.Title(), r.Form().Name)
	if p := r.Text(report.Preamble); p != "" {
		fmt.Fprintf(&b, "%s\n", p)
	}
	for _, s := range r.Form().Sections {
		fmt.Fprintf(&b, "\n%s\n", s.Heading)
		for _, f := range s.Fields {
			if text := r.Text(f.Address); text != "" || f.Heading != "" {
				fmt.Fprintf(&b, "%s%s\n", f.Heading, text)
			}
		}
		if s.Table == nil {
			continue
		}
		for _, cell := range s.Table.ValueCells() {
			value := r.Figure(cell.Address).String()
			if value == "" {
				value = "（空白）"
			}
			fmt.Fprintf(&b, "%s\t%s\n", cell.Name, value)
		}
	}
	_, err := c.Stdout.Write(b.Bytes())
	return err
}

// findingLine is a finding as JSON shows it.
type findingLine struct {
	Rule       string   `json:"rule"`
	Key        string   `json:"key"`               // names the finding
	Follows    string   `json:"follows,omitempty"` // key of the finding that this one follows from; the window shows only that
	Severity   string   `json:"severity"`
	Section    string   `json:"section"`
	Cells      []string `json:"cells"`
	Left       *number  `json:"left"` // null where the finding compares no figures
	Right      *number  `json:"right"`
	Difference *number  `json:"difference"`
	Message    string   `json:"message"`
	Basis      string   `json:"basis,omitempty"`
}

// number is a figure as JSON shows it: its exact digits, or null.
type number report.Value

// MarshalJSON writes the digits: a float would change them.
func (n number) MarshalJSON() ([]byte, error) {
	if s := report.Value(n).String(); s != "" {
		return []byte(s), nil
	}
	return []byte("null"), nil
}

func findingLineOf(f check.Finding) findingLine {
	out := findingLine{Rule: f.Rule, Key: f.Key(), Follows: f.Follows, Severity: f.Severity.ID(), Section: f.Section, Message: f.Message, Basis: f.Basis, Cells: []string{}}
	for _, a := range f.Cells {
		out.Cells = append(out.Cells, string(a))
	}
	if f.Sides {
		left, right, diff := number(f.Left), number(f.Right), number(f.Diff)
		out.Left, out.Right, out.Difference = &left, &right, &diff
	}
	return out
}

// checked is what the rules say of a report. A draft is held against the year before, a
// file is not: for that no store is opened.
func (c *call) checked(r *report.Report) ([]check.Finding, error) {
	rules := check.Checker{Glyphs: c.service.Glyphs}
	if c.session != nil {
		last, err := exchange.At(c.service).LastYearOf(c.ctx, c.session.UID(), r.Unit(), r.Year())
		if err != nil {
			return nil, err
		}
		if last != nil {
			rules.LastYear = last.Report
		}
	}
	return rules.Run(r), nil
}

func (c *call) check() error {
	paper, err := c.target()
	if err != nil {
		return err
	}
	r := paper.Report
	findings, err := c.checked(r)
	if err != nil {
		return err
	}
	if check.Count(findings, check.Error) > 0 {
		c.code = Findings
	}
	if c.flags.json {
		out := []findingLine{}
		for _, f := range findings {
			out = append(out, findingLineOf(f))
		}
		return c.print(map[string]any{
			"unit": r.Unit(), "year": r.Year(), "edition": r.Form().Edition,
			"errors": check.Count(findings, check.Error), "explains": check.Count(findings, check.Explain),
			"infos": check.Count(findings, check.Info), "findings": out,
		})
	}
	lists := app.Lists(r, findings)
	for _, f := range lists.All() {
		list := f.List().String()
		if f.Settled {
			list = "已说明"
		}
		fmt.Fprintf(c.Stdout, "[%s] %s\n", list, f.Says())
	}
	fmt.Fprintf(c.Stderr, "%s：%s。\n", r.Title(), lists.Sentence())
	if len(findings) == 0 {
		fmt.Fprintln(c.Stderr, check.Clean)
	}
	return nil
}

func (c *call) export() error {
	if c.flags.out == "" {
		return usage("请用 --out 给出 PDF 文件名")
	}
	paper, err := c.target()
	if err != nil {
		return err
	}
	return c.exportTo(paper, c.place(paper.Name(c.service.Now(), ".pdf")))
}

// place is where --out leads: a folder gets a file of the proposed name, beside
// whatever is there.
func (c *call) place(name string) string {
	if info, err := os.Stat(c.flags.out); err == nil && info.IsDir() {
		return files.Free(filepath.Join(c.flags.out, name))
	}
	return c.flags.out
}

func (c *call) exportTo(p app.PrintJob, path string) error {
	if err := c.service.Export(c.ctx, p, path); err != nil {
		return err
	}
	found := c.service.Check(p.Report)
	errs := check.Count(found, check.Error)
	if p.Watermark != "" {
		says := p.Why
		if says == "" {
			says = fmt.Sprintf("报告还没有审批，每页都印有“%s”字样。", p.Watermark)
		}
		fmt.Fprintf(c.Stderr, "%s（%s）\n", says, app.Lists(p.Report, found).Sentence())
	}
	if c.flags.json {
		return c.print(map[string]any{"file": path, "errors": errs, "draft": p.Watermark != "", "stamp": p.Watermark})
	}
	_, err := fmt.Fprintln(c.Stdout, path)
	return err
}

// manual prints the manual.
func (c *call) manual() error {
	if c.flags.out == "" {
		return usage("请用 --out 给出 PDF 文件名")
	}
	book, err := handbook.Load(c.Manual, "manual", handbook.List{Name: "按键一览", Lines: commands.KeyLines()})
	if err != nil {
		return err
	}
	book.Version = c.Version
	if c.service, err = c.Service(); err != nil {
		return err
	}
	if err := c.service.ExportHandbook(c.ctx, book, c.flags.out); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.Stdout, c.flags.out)
	return err
}

// demo puts the example into the list, and writes its document and its PDF.
func (c *call) demo() error {
	if c.flags.out == "" {
		return usage("请用 --out 给出文件夹")
	}
	if err := c.open(); err != nil {
		return err
	}
	r, err := document.Read(bytes.NewReader(c.Example), c.service.Catalog)
	if err != nil {
		return fmt.Errorf("read the bundled example: %w", err)
	}
	if _, err := c.service.Example(c.ctx, c.Example); err != nil {
		return err
	}
	if err := app.MakeFolder(c.flags.out); err != nil {
		return err
	}
	if err := app.WriteBytes(filepath.Join(c.flags.out, files.Name(r.Title()+".json")), c.Example); err != nil {
		return err
	}
	return c.exportTo(app.PrintJob{Report: r, Watermark: example.Name, Why: example.Stamped}, filepath.Join(c.flags.out, files.Name(r.Title()+".pdf")))
}
