package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"nianbao/app"
	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/intake"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
)

// importFile reads a file into a new draft, or only says what it would read.
func (c *call) importFile() error {
	path, err := c.one("文件")
	if err != nil {
		return err
	}
	if c.flags.dryRun {
		c.service, err = c.Service()
	} else {
		err = c.open()
	}
	if err != nil {
		return err
	}
	got, err := c.readFile(path)
	if err != nil {
		return err
	}
	if err := c.named(got.Reading); err != nil {
		return err
	}
	if c.flags.dryRun {
		return c.sayReading(got.Reading)
	}
	if got.Unknown() {
		return &app.Error{Code: app.BadInput, Sentence: "文件中没有找到单位名称或者年度，没有读入。请用 --unit 单位名称、--year 年度 写明。"}
	}
	id, err := c.service.Import(c.ctx, got.Report, got.FileName)
	if err != nil {
		return alreadyThere(err)
	}
	for _, line := range append(got.TableLines(), got.RepairLines()...) {
		fmt.Fprintln(c.Stderr, line)
	}
	return c.printSummary(id, got.Report)
}

// readFile reads a file; of one that is saved with a password it asks for it.
func (c *call) readFile(path string) (*intake.File, error) {
	desk := intake.At(c.service)
	got, err := desk.ReadFileWith(c.ctx, path, intake.Asked{Unit: c.flags.unit})
	if !errors.Is(err, intake.ErrLocked) {
		return got, err
	}
	password, asking := c.password(c.flags.passwordFD, "打开“"+filepath.Base(path)+"”的密码：")
	var noTerminal usage
	switch {
	case errors.As(asking, &noTerminal):
		return nil, &app.Error{Code: app.BadInput, Sentence: app.Sentence(err) + "这里不是终端，请加上 --password-fd，从文件描述符读密码。", Err: err}
	case asking != nil:
		return nil, asking
	}
	return desk.ReadFileWith(c.ctx, path, intake.Asked{Password: password, Unit: c.flags.unit})
}

// named puts the unit and the year that were given with the command into a reading.
func (c *call) named(got *reading.Reading) error {
	for _, given := range []struct {
		a    form.Address
		text string
	}{{report.Year, c.flags.year}, {report.UnitName, c.flags.unit}} {
		if given.text == "" {
			continue
		}
		if err := got.Name(given.a, given.text); err != nil {
			return err
		}
	}
	return nil
}

// sayReading prints what was read out of a file, of which nothing is stored.
func (c *call) sayReading(got *reading.Reading) error {
	if c.flags.json {
		return c.printReading(got)
	}
	fmt.Fprintf(c.Stdout, "%s\n", got.Report.Title())
	for _, line := range append(got.TableLines(), got.RepairLines()...) {
		fmt.Fprintln(c.Stdout, line)
	}
	_, err := fmt.Fprintln(c.Stdout, "只是看一看，没有读入。")
	return err
}

// The shape of what --dry-run --json prints.
type (
	readTable struct {
		ID     string        `json:"id"`
		Grade  reading.Grade `json:"grade"`
		Reason string        `json:"reason"`
	}
	readRepair struct {
		What  string `json:"what"`
		Where string `json:"where"`
		Count int    `json:"count"`
	}
	readSource struct {
		Kind     string `json:"kind"`
		Encoding string `json:"encoding"`
	}
)

// withPrinted writes the report that was read as show --json does, with every total that
// the source prints under "printed": those that agree with the computed ones, too.
func withPrinted(got *reading.Reading) (json.RawMessage, error) {
	raw, err := document.Write(got.Report)
	if err != nil {
		return nil, err
	}
	printed := map[form.Address]json.Number{}
	for _, t := range got.Tables {
		for a, is := range t.Cells {
			c := got.Report.Form().Cell(a)
			if c == nil || !c.Computed {
				continue
			}
			if v, err := report.Parse(c.Kind, is.Raw); err == nil && !v.Blank() {
				printed[a] = json.Number(v.String())
			}
		}
	}
	if len(printed) == 0 {
		return raw, nil
	}
	all := map[string]any{}
	read := json.NewDecoder(bytes.NewReader(raw))
	read.UseNumber() // as they stand
	if err := read.Decode(&all); err != nil {
		return nil, fmt.Errorf("take the report apart: %w", err)
	}
	all["printed"] = printed
	return json.Marshal(all)
}

func (c *call) printReading(got *reading.Reading) error {
	raw, err := withPrinted(got)
	if err != nil {
		return err
	}
	out := struct {
		Report  json.RawMessage `json:"report"`
		Tables  []readTable     `json:"tables"`
		Repairs []readRepair    `json:"repairs"`
		Notes   []string        `json:"notes,omitempty"`
		Source  readSource      `json:"source"`
	}{Report: raw, Tables: []readTable{}, Repairs: []readRepair{}, Notes: got.Notes, Source: readSource{got.Kind, got.Encoding}}
	for _, t := range got.Tables {
		out.Tables = append(out.Tables, readTable{t.ID, t.Grade, t.Reason})
	}
	for _, r := range got.Repairs {
		out.Repairs = append(out.Repairs, readRepair{r.What, r.Where, r.Count})
	}
	return c.print(out)
}
