package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/collection/sheets"
	"nianbao/app/form"
	"nianbao/app/origin"
	"nianbao/app/report"
)

var collectCommands = []command{
	{
		"collect", "[报送表.xlsx…] --report 编号 [--dry-run] | --report 编号 --out 文件夹",
		"数据报送表：给出文件的，收回填好的报送表，填入草稿（与草稿或者另一张表不同的格不改，列出来；--dry-run 只看；--name 姓名 --date 日期 补上表上没有的报送人、报送日期）；" +
			"--out 为每个科室制作一份报送表；都没有的，列出哪些格由谁提供，--proposed 采用程序建议的分工，--mapping 文件 给出分工", (*call).collect,
	},
}

// The shape of what --json prints.
type (
	collected struct {
		Departments []collectedDepartment  `json:"departments"`
		Nobodys     int                    `json:"nobodys"`
		Mapping     *collection.Assignment `json:"mapping"`
		Written     []collectedFile        `json:"written"`
		Sheets      []collectedSheet       `json:"sheets"`
		Cells       []collectedCell        `json:"cells"`
		Filled      int                    `json:"filled"`
		Kept        int                    `json:"kept"`
	}
	collectedDepartment struct {
		Department string `json:"department"`
		Figures    int    `json:"figures"`
	}
	collectedFile struct {
		Department string `json:"department"`
		Figures    int    `json:"figures"`
		Book       string `json:"book"`
		Paper      string `json:"paper"`
	}
	collectedSheet struct {
		File       string   `json:"file"`
		SM3        string   `json:"sm3"`
		Department string   `json:"department"`
		Name       string   `json:"name"`
		Date       string   `json:"date"`
		Figures    int      `json:"figures"`
		Left       []string `json:"left"`
		Look       []string `json:"look"`
	}
	collectedCell struct {
		Address string           `json:"address"`
		Name    string           `json:"name"`
		Now     string           `json:"now"`
		From    string           `json:"from"`
		Claims  []collectedClaim `json:"claims"`
		Filled  bool             `json:"filled"`
	}
	collectedClaim struct {
		File       string `json:"file"`
		Department string `json:"department"`
		Value      string `json:"value"`
	}
)

func newCollected(r *report.Report, a *collection.Assignment) *collected {
	out := &collected{Departments: []collectedDepartment{}, Nobodys: len(a.Nobodys(r)), Mapping: a, Written: []collectedFile{}, Sheets: []collectedSheet{}, Cells: []collectedCell{}}
	for _, d := range a.Departments {
		out.Departments = append(out.Departments, collectedDepartment{d, len(a.Provides(r.Form(), d))})
	}
	return out
}

// collect says who provides what, makes sheets, or takes them back.
func (c *call) collect() error {
	if c.flags.shows.Report == 0 {
		return usage("请用 --report 编号 指明哪份草稿")
	}
	s, err := c.draft(strconv.FormatInt(c.flags.shows.Report, 10))
	if err != nil {
		return err
	}
	a, err := c.assignment(s.Report())
	switch {
	case err != nil:
		return err
	case len(c.args) > 0 && c.flags.out != "":
		return usage("收回报送表和制作报送表请分两次")
	case len(c.args) > 0:
		return c.takeBack(s, a)
	case c.flags.out != "":
		return c.makeSheets(s, a)
	}
	return c.sayAssignment(s.Report(), a)
}

// assignment is who provides what: as was given, as is usual, or as was said before.
func (c *call) assignment(r *report.Report) (*collection.Assignment, error) {
	desk := sheets.At(c.service)
	a, err := desk.Assignment(c.ctx, r.Unit())
	if err != nil {
		return nil, err
	}
	if c.flags.mapping != "" {
		if a, err = readAssignment(c.flags.mapping, c.service.Catalog); err != nil {
			return nil, err
		}
	}
	if c.flags.proposed {
		a = a.Propose(r.Form())
	}
	if c.flags.mapping != "" || c.flags.proposed {
		return a, sheets.Remember(c.ctx, c.service.Settings, r.Unit(), a)
	}
	return a, nil
}

func readAssignment(path string, catalog *form.Catalog) (*collection.Assignment, error) {
	file, err := app.OpenPlain(path)
	if err != nil {
		return nil, err
	}
	_ = file.Close()
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, app.CannotRead(path, err)
	}
	given := &collection.Assignment{}
	if err := json.Unmarshal(raw, given); err != nil {
		return nil, &app.Error{Code: app.BadInput, Err: err, Sentence: "分工的格式不正确，没有采用。"}
	}
	a := &collection.Assignment{}
	for _, d := range given.Departments {
		if err := a.Add(d); err != nil {
			return nil, &app.Error{Code: app.BadInput, Err: err, Sentence: "分工中的科室“" + d + "”：" + err.Error() + "。没有采用。"}
		}
	}
	for at, d := range given.Cells {
		if !slices.Contains(a.Departments, d) {
			return nil, &app.Error{Code: app.BadInput, Sentence: fmt.Sprintf("分工中“%s”的科室“%s”不在 departments 中，没有采用。", at, d)}
		}
		if !slices.ContainsFunc(catalog.Editions(), func(f *form.Form) bool { return f.Cell(at) != nil && !f.Cell(at).Computed }) {
			return nil, &app.Error{Code: app.BadInput, Sentence: fmt.Sprintf("分工中的“%s”不是可以填写的格，没有采用。", at)}
		}
		a.Give(d, at)
	}
	return a, nil
}

// sayAssignment prints who provides what.
func (c *call) sayAssignment(r *report.Report, a *collection.Assignment) error {
	out := newCollected(r, a)
	if c.flags.json {
		return c.print(out)
	}
	for _, d := range out.Departments {
		fmt.Fprintf(c.Stdout, "%s\t%d 格\n", d.Department, d.Figures)
	}
	if out.Nobodys > 0 {
		fmt.Fprintf(c.Stderr, "空白的格中有 %d 格没有指定由哪个科室提供。\n", out.Nobodys)
	}
	return nil
}

// makeSheets writes a sheet for each department.
func (c *call) makeSheets(s *app.Session, a *collection.Assignment) error {
	desk := sheets.At(c.service)
	all, err := desk.Sheets(c.ctx, s, a)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return &app.Error{Code: app.BadInput, Sentence: "还没有指定哪些格由哪个科室提供，没有制作报送表。请在窗口中指定，或者加上 --proposed 采用程序建议的分工，或者用 --mapping 给出。"}
	}
	written, err := sheets.Write(c.ctx, c.service, c.flags.out, all)
	if err != nil {
		return err
	}
	out := newCollected(s.Report(), a)
	for _, w := range written {
		out.Written = append(out.Written, collectedFile(w))
	}
	if c.flags.json {
		return c.print(out)
	}
	for _, w := range written {
		fmt.Fprintf(c.Stdout, "%s\n%s\n", w.Book, w.Paper)
	}
	if out.Nobodys > 0 {
		fmt.Fprintf(c.Stderr, "空白的格中有 %d 格没有指定由哪个科室提供，不在报送表上。\n", out.Nobodys)
	}
	return nil
}

// takeBack reads sheets that came back into a report.
func (c *call) takeBack(s *app.Session, a *collection.Assignment) error {
	var returned []*sheets.Returned
	for _, path := range c.args {
		sheet, err := c.readSheet(path, sheets.At(c.service).For(c.ctx, s.Report()))
		if err != nil {
			return err
		}
		returned = append(returned, sheet)
	}
	last, err := sheets.At(c.service).YearBefore(c.ctx, s)
	if err != nil {
		return err
	}
	sides := sheets.Compare(s.Report(), last, origin.Of(s.Entries(), s.Actor().Roster), returned)
	if undated := sheets.Undated(sides); len(undated) > 0 && !c.flags.dryRun {
		return &app.Error{Code: app.BadInput, Sentence: "“" + undated[0].Sheet.File + "”没有报送日期，没有填入。请在表上补写，或者用 --date 给出。"}
	}
	if c.flags.dryRun {
		return c.sayReturned(s.Report(), a, returned, sides)
	}
	e, err := sheets.Edit(s.Report(), sides)
	if err != nil {
		return err
	}
	if err := s.Apply(c.ctx, e); err != nil {
		return err
	}
	return c.sayReturned(s.Report(), a, returned, sides)
}

// readSheet reads a sheet; of one that is saved with a password it asks for it. Who
// filled it in and when is what it says, else what was given.
func (c *call) readSheet(path string, of sheets.For) (*sheets.Returned, error) {
	sheet, err := sheets.Open(path, "", of)
	if errors.Is(err, sheets.ErrLocked) {
		password, asking := c.password(c.flags.passwordFD, "打开“"+filepath.Base(path)+"”的密码：")
		if asking != nil {
			return nil, errors.Join(err, asking)
		}
		sheet, err = sheets.Open(path, password, of)
	}
	if err != nil {
		return nil, err
	}
	return sheet, sheet.Complete(c.flags.name, c.flags.date)
}

// sayReturned prints what sheets say, and what becomes of it.
func (c *call) sayReturned(r *report.Report, a *collection.Assignment, returned []*sheets.Returned, sides []*sheets.Side) error {
	out := newCollected(r, a)
	out.Filled, out.Kept = sheets.Chosen(sides)
	for _, sheet := range returned {
		line := collectedSheet{
			File: sheet.Sheet.File, SM3: string(sheet.Sheet.SM3), Department: sheet.Sheet.From, Name: sheet.Sheet.Name, Date: sheet.Sheet.Date,
			Figures: len(sheet.Figures), Left: sheet.Incomplete(r.Form(), a), Look: append(sheets.Slips(sides, sheet), sheet.Questions(r.Form(), a)...),
		}
		out.Sheets = append(out.Sheets, line)
	}
	for _, side := range sides {
		cell := collectedCell{Address: string(side.Cell.Address), Name: side.Name(), Now: side.Now.String(), From: side.From, Claims: []collectedClaim{}, Filled: side.Chosen != sheets.Keep}
		for _, claim := range side.Claims {
			cell.Claims = append(cell.Claims, collectedClaim{claim.Sheet.Sheet.File, claim.Sheet.Sheet.From, claim.Value.String()})
		}
		out.Cells = append(out.Cells, cell)
	}
	if c.flags.json {
		return c.print(out)
	}
	c.writeReturned(out, sides)
	return nil
}

// writeReturned prints it for people.
func (c *call) writeReturned(out *collected, sides []*sheets.Side) {
	for _, sheet := range out.Sheets {
		fmt.Fprintf(c.Stdout, "%s：%s报送 %d 格\n", sheet.File, sheet.Department, sheet.Figures)
		for _, text := range sheet.Left {
			fmt.Fprintf(c.Stdout, "[没有收全] %s\n", text)
		}
		for _, text := range sheet.Look {
			fmt.Fprintf(c.Stdout, "[请核对] %s\n", text)
		}
	}
	for _, side := range sides {
		if side.Differs() {
			fmt.Fprintf(c.Stdout, "[不同] %s\n", side.Says())
		}
	}
	what := "填入"
	if c.flags.dryRun {
		what = "可以填入"
	}
	fmt.Fprintf(c.Stdout, "%s %d 格，%d 格不同，没有改动。\n", what, out.Filled, out.Kept)
}
