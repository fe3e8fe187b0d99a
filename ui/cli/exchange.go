package cli

import (
	"fmt"
	"strings"

	"nianbao/app"
	"nianbao/app/handover"
)

var exchangeCommands = []command{
	{"handover", "编号 --out 文件.nbx|文件夹", "移交：把报告连同编制记录、意见和签名写成一个文件", (*call).handOver},
	{"open", "文件.nbx [--code 名册代码] [--take ours|theirs]", "接收移交文件或者名册", (*call).receive},
	{"verify", "文件.nbx|内容摘要", "验证移交文件，或者页脚上的内容摘要", (*call).verify},
}

func (c *call) handOver() error {
	if c.flags.out == "" {
		return usage("请用 --out 给出文件名")
	}
	s, err := c.oneDraft()
	if err != nil {
		return err
	}
	raw, err := c.service.HandOver(c.ctx, s)
	if err != nil {
		return err
	}
	c.flags.out = c.place(app.HandOverName(s))
	return c.written(raw)
}

// written writes what --out names and says so.
func (c *call) written(raw []byte) error {
	if err := app.WriteBytes(c.flags.out, raw); err != nil {
		return err
	}
	_, err := fmt.Fprintln(c.Stdout, c.flags.out)
	return err
}

// receive takes over a report or a roster. The roster of an office new to this
// workstation is taken only with its code, which the person has compared.
func (c *call) receive() error {
	path, err := c.one("移交文件")
	if err != nil {
		return err
	}
	if err := c.open(); err != nil {
		return err
	}
	a, err := c.service.OpenPackageFile(c.ctx, path)
	if err != nil {
		return err
	}
	if a.File.Kind == handover.KindRequest {
		return usage("这是登记申请，请由名册管理人用 nianbao admit 登记")
	}
	if a.NewOffice {
		code := a.Roster.Roster.OfficeKey.Code()
		if strings.ReplaceAll(c.flags.code, " ", "") != strings.ReplaceAll(code, " ", "") {
			return usage(fmt.Sprintf("这是“%s”的名册，代码 %s。请与名册管理人核对后，用 --code 给出这个代码", a.Roster.Roster.Office, code))
		}
	}
	choices := map[string]app.Choice{"": app.Undecided, "ours": app.KeepOurs, "theirs": app.TakeTheirs}
	choice, known := choices[c.flags.take]
	if !known {
		return usage("--take 只能是 ours（保留本机的）或者 theirs（采用对方的）")
	}
	id, err := c.service.Accept(c.ctx, a, choice)
	if err != nil {
		return alreadyThere(err)
	}
	return c.received(a, id)
}

func (c *call) received(a *app.ImportPreview, id int64) error {
	if a.File.Kind == handover.KindRoster {
		_, err := fmt.Fprintf(c.Stdout, "已接收“%s”的名册，共 %d 人\n", a.Roster.Roster.Office, len(a.Roster.Roster.People))
		return err
	}
	s, err := c.service.Open(c.ctx, id)
	if err != nil {
		return err
	}
	if c.flags.json {
		return c.print(workflowStatusOf(s))
	}
	_, err = fmt.Fprintf(c.Stdout, "已接收：%s，编号 %d，%s，%d 个签名全部有效\n", s.Report().Title(), id, s.State().Name(), len(s.SignatureResults()))
	return err
}

// verified is the answer of verify as JSON shows it.
type verified struct {
	Outcome     string       `json:"outcome"`
	Message     string       `json:"message"`
	Title       string       `json:"title,omitempty"`
	State       string       `json:"state,omitempty"`
	Digest      string       `json:"digest,omitempty"`
	Acts        []string     `json:"acts"`
	Differences []difference `json:"differences"`
}

type difference struct {
	Address string `json:"address"`
	Name    string `json:"name"`
	Held    string `json:"held"`
	Asked   string `json:"asked"`
}

func (c *call) verify() error {
	what, err := c.one("移交文件或者内容摘要")
	if err != nil {
		return err
	}
	if err := c.open(); err != nil {
		return err
	}
	ask := c.service.VerifyDigest
	if isHandOver(what) {
		ask = c.service.VerifyFile
	}
	v, err := ask(c.ctx, what)
	if err != nil {
		return err
	}
	if v.Outcome != app.Holds {
		c.code = Findings
	}
	if c.flags.json {
		out := verified{Outcome: string(v.Outcome), Message: v.Sentence, Title: v.Title, State: v.State, Digest: string(v.Digest), Acts: []string{}, Differences: []difference{}}
		for _, a := range v.Transitions {
			out.Acts = append(out.Acts, app.Line(a))
		}
		for _, d := range v.Differences {
			out.Differences = append(out.Differences, difference{string(d.Address), d.Name, d.Ours, d.Theirs})
		}
		return c.print(out)
	}
	fmt.Fprintln(c.Stdout, v.Sentence)
	for _, a := range v.Transitions {
		fmt.Fprintln(c.Stdout, app.Line(a))
	}
	for _, d := range v.Differences {
		fmt.Fprintf(c.Stdout, "%s：本机“%s”，所验“%s”\n", d.Name, d.Ours, d.Theirs)
	}
	return nil
}
