package cli

import (
	"fmt"

	"nianbao/app"
)

var healthCommands = []command{
	{"rescue", "[--out 文件夹]", "把损坏的数据文件中读得出的内容救到新的数据文件（损坏的另行保留；--out 写到别处，原处不动）", (*call).rescue},
}

// reportHealth says what was found when the store was opened, and why it cannot
// be written.
func (c *call) reportHealth() {
	h := c.service.Health
	if h == nil {
		return
	}
	if said := h.Notice(); said != "" {
		fmt.Fprintln(c.Stderr, said)
	}
	switch trouble := h.Trouble(); {
	case trouble == nil:
	case app.CodeOf(trouble) == app.Damaged:
		fmt.Fprintln(c.Stderr, app.Sentence(trouble))
	default: // what is refused for it says more
		fmt.Fprintln(c.Stderr, app.Brief(trouble)+"，现在不能改动。")
	}
}

// rescuedReport is a report of a rescued store as JSON shows it.
type rescuedReport struct {
	Unit     string `json:"unit"`
	Year     int    `json:"year"`
	Deleted  bool   `json:"deleted"`
	Found    int    `json:"found"`
	InCopy   int    `json:"in_copy"`
	FromCopy bool   `json:"from_copy"`
	Cut      bool   `json:"cut"`
	Kept     int    `json:"kept"`
	Patched  int    `json:"patched"`
}

func (c *call) rescue() error {
	if len(c.args) > 0 {
		return usage("rescue 不需要别的内容；要写到别处，用 --out 给出文件夹")
	}
	if err := c.folderKnown(); err != nil {
		return err
	}
	r, err := c.Rescue(c.ctx, c.flags.dir, c.flags.out)
	if err != nil {
		return err
	}
	if c.flags.json {
		out := struct {
			Reports []rescuedReport `json:"reports"`
			Kept    string          `json:"kept"`
			Written string          `json:"written"`
			Copy    string          `json:"copy"`
			Missing []string        `json:"missing"`
		}{Kept: r.Kept, Written: r.Written, Copy: r.Copy, Reports: []rescuedReport{}, Missing: append([]string{}, r.Missing...)}
		for _, x := range r.Reports {
			out.Reports = append(out.Reports, rescuedReport{x.Unit, x.Year, x.Deleted, x.Found, x.InCopy, x.FromCopy, x.Cut, x.Kept, x.Patched})
		}
		return c.print(out)
	}
	for _, x := range r.Reports {
		fmt.Fprintf(c.Stdout, "%s\t%d年\t损坏的文件 %s\t备份 %s\t救回 %d 步\t%s\n", x.Unit, x.Year, app.Steps(x.Found), app.Steps(x.InCopy), x.Kept, x.Told())
	}
	fmt.Fprintln(c.Stderr, r.Told())
	return nil
}
