package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

var exchangeCommands = []command{
	{"handover", "编号 --out 文件.nbx|文件夹 [--sign]", "移交：把报告连同编制记录、意见和签名写成一个文件；--sign 对全部记录签名", (*call).handOver},
	{"folder", "[文件夹|none]", "设移交文件夹：签名以后，移交文件和审批后的公开版、审签单直接写到那里", (*call).folder},
	{"open", "文件.nbx [--code 名册代码 [--other]] [--take ours|theirs]", "接收移交文件或者名册（--other 表示是别的单位的，名册另外保存，只用来验证）", (*call).receive},
	{"verify", "文件.nbx…|内容摘要 [--received 新收 --closed 办结]", "验证移交文件（可以一次验证几个），或者页脚上的内容摘要和数字", (*call).verify},
}

func (c *call) handOver() error {
	if c.flags.out == "" {
		return usage("请用 --out 给出文件名")
	}
	s, err := c.oneDraft()
	if err != nil {
		return err
	}
	write := c.handOverOf
	if c.flags.sign {
		write = c.signedHandOverOf
	}
	raw, err := write(s)
	if err != nil {
		return err
	}
	for _, text := range exchange.Travels(s, false) {
		fmt.Fprintln(c.Stderr, text)
	}
	if last := exchange.At(c.service).GoesAlong(c.ctx, s); last != nil {
		fmt.Fprintf(c.Stderr, "本机%d年报告的数字一并移交，供对照。\n", last.Year)
	}
	return c.placed(app.HandOverName(s), raw)
}

// placed writes what --out names, into a folder only where the same does not lie there
// yet, and says so.
func (c *call) placed(name string, raw []byte) error {
	if info, err := os.Stat(c.flags.out); err != nil || !info.IsDir() {
		return c.written(raw)
	}
	at, err := exchange.At(c.service).Place(c.ctx, c.flags.out, name, raw)
	if err != nil {
		return err
	}
	if at.There {
		fmt.Fprintln(c.Stderr, "文件夹中已有内容相同的文件，没有再写一份。")
	}
	_, err = fmt.Fprintln(c.Stdout, at.Path)
	return err
}

// handOverOf makes the file without a signature of its own, and says so where
// nobody has signed the end of the record.
func (c *call) handOverOf(s *app.Session) ([]byte, error) {
	if s.SignsHandOver() {
		fmt.Fprintln(c.Stderr, s.ProofSentence()+"加上 --sign，可以对全部记录签名。")
	}
	return exchange.At(c.service).HandOver(c.ctx, s)
}

// signedHandOverOf makes the file with a signature on the whole record.
func (c *call) signedHandOverOf(s *app.Session) ([]byte, error) {
	a, err := s.Propose(signoff.HandedOver, "")
	if err != nil {
		return nil, err
	}
	key, err := c.unlock(s, a)
	if err != nil {
		return nil, err
	}
	return exchange.At(c.service).HandOverSigned(c.ctx, s, a, key)
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
	a, err := exchange.At(c.service).OpenPackageFile(c.ctx, path)
	if err != nil {
		return err
	}
	if a.File.Kind == handover.KindRequest {
		return usage("这是登记申请，请由名册管理人用 nianbao admit 登记")
	}
	switch a.File.Kind {
	case handover.KindOfficeKey:
		return usage("这是名册密钥，请由第二管理人用 nianbao regain 恢复")
	case handover.KindNewKey:
		return usage("这是请各级签名、换新名册密钥的文件，请用 nianbao endorse 签名")
	}
	if err := c.compareRoster(a); err != nil {
		return err
	}
	if a.NewOffice && c.flags.other {
		a.KeepApart()
	}
	choices := map[string]exchange.Choice{"": exchange.Undecided, "ours": exchange.KeepOurs, "theirs": exchange.TakeTheirs}
	choice, known := choices[c.flags.take]
	if !known {
		return usage("--take 只能是 ours（保留本机的）或者 theirs（采用对方的）")
	}
	id, err := exchange.At(c.service).Accept(c.ctx, a, choice)
	if err != nil {
		return alreadyThere(err)
	}
	return c.received(a, id)
}

func (c *call) received(a *exchange.ImportPreview, id int64) error {
	if dir := exchange.At(c.service).ProposedFolder(c.ctx, a); dir != "" {
		fmt.Fprintf(c.Stderr, "名册文件建议使用移交文件夹“%s”。要使用的，运行 nianbao folder \"%s\"。\n", dir, dir)
	}
	if err := c.sayForked(); err != nil {
		return err
	}
	if a.File.Kind == handover.KindRoster && a.Other {
		_, err := fmt.Fprintf(c.Stdout, "已保存“%s”的名册，共 %d 人，与本单位的名册分开\n", a.Roster.Roster.Office, len(a.Roster.Roster.People))
		return err
	}
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
	if last := a.LastYear; last != nil {
		fmt.Fprintf(c.Stderr, "文件带来了%d年报告的数字，用 nianbao overview %d 对照。\n", last.Year(), id)
	}
	if a.Future != "" {
		fmt.Fprintln(c.Stderr, a.Future)
	}
	did := "已接收"
	if a.Relation == handover.Same {
		did = "与本机的相同，没有需要接收的内容"
	}
	_, err = fmt.Fprintf(c.Stdout, "%s：%s，编号 %d，%s。%s\n", did, s.Report().Title(), id, s.StateName(), s.ProofSentence())
	return err
}

// verified is the answer of verify as JSON shows it.
type verified struct {
	File        string       `json:"file,omitempty"` // where several were asked about
	Outcome     string       `json:"outcome"`
	Message     string       `json:"message"`
	Title       string       `json:"title,omitempty"`
	State       string       `json:"state,omitempty"`
	Digest      string       `json:"digest,omitempty"`
	Acts        []string     `json:"acts"`
	Signatures  []signature  `json:"signatures"`
	Covers      string       `json:"covers"`
	After       []unsigned   `json:"after"`
	Roster      *rosterKnown `json:"roster,omitempty"`
	Differences []difference `json:"differences"`
}

// signature is one signature and what it covers: "content", "earlier" or "nothing".
type signature struct {
	Name    string `json:"name"`
	Deputy  string `json:"deputy_name,omitempty"` // in whose stead
	Level   string `json:"level"`
	Holds   bool   `json:"holds"`
	Covers  string `json:"covers"`
	Problem string `json:"problem,omitempty"`
	Late    string `json:"late,omitempty"` // what speaks against its time
	says    string // in a few words
}

// unsigned is an entry behind the last signature.
type unsigned struct {
	Seq  int64  `json:"seq"`
	Kind string `json:"kind"`
	What string `json:"what"`
}

type rosterKnown struct {
	Code     string `json:"code"`
	Compared bool   `json:"compared"`
}

type difference struct {
	Address string `json:"address"`
	Name    string `json:"name"`
	Held    string `json:"held"`
	Asked   string `json:"asked"`
}

func (c *call) verify() error {
	if len(c.args) > 1 {
		return c.verifySeveral()
	}
	what, err := c.one("移交文件或者内容摘要")
	if err != nil {
		return err
	}
	if err := c.open(); err != nil {
		return err
	}
	out, err := c.answerAbout(what)
	if err != nil {
		return err
	}
	if c.flags.json {
		return c.print(out)
	}
	c.printAnswer(out)
	return nil
}

// verifySeveral verifies files one after the other. One that cannot be read stops
// nobody from hearing of the others.
func (c *call) verifySeveral() error {
	if err := c.open(); err != nil {
		return err
	}
	all := []verified{}
	for _, path := range c.args {
		out, err := c.answerAbout(path)
		if err != nil {
			c.code = Findings
			out = verified{Outcome: string(proof.Unknown), Message: app.Sentence(err), Covers: string(proof.Nothing), Acts: []string{}, Signatures: []signature{}, After: []unsigned{}, Differences: []difference{}}
		}
		out.File = path
		if all = append(all, out); !c.flags.json {
			fmt.Fprintln(c.Stdout, filepath.Base(path)+"：")
			c.printAnswer(out)
		}
	}
	if c.flags.json {
		return c.print(all)
	}
	return nil
}

// answerAbout says what is known of a file, or of a page; the exit code is set to
// Findings where that is not that it holds.
func (c *call) answerAbout(what string) (verified, error) {
	v, err := c.askAbout(what)
	if err != nil {
		return verified{}, err
	}
	if v.Outcome != proof.Holds {
		c.code = Findings
	}
	return c.answerOf(v), nil
}

// askAbout verifies a file, or a page by what its footer says.
func (c *call) askAbout(what string) (*proof.Verification, error) {
	if _, err := os.Stat(what); err == nil || isHandOver(what) || strings.ContainsAny(what, `/\.`) {
		return exchange.At(c.service).VerifyFile(c.ctx, what)
	}
	return exchange.At(c.service).VerifyPaper(c.ctx, proof.Paper{Digest: what, Received: c.flags.received, Closed: c.flags.closed})
}

// answerOf puts an answer into the words that JSON shows.
func (c *call) answerOf(v *proof.Verification) verified {
	out := verified{
		Outcome: string(v.Outcome), Message: v.Sentence, Title: v.Title, State: v.State, Digest: string(v.Digest), Covers: string(v.Covers),
		Acts: []string{}, Signatures: []signature{}, After: []unsigned{}, Differences: []difference{},
	}
	if v.Covers == "" {
		out.Covers = string(proof.Nothing)
	}
	if v.Roster.Code != "" {
		out.Roster = &rosterKnown{v.Roster.Code, v.Roster.Compared}
	}
	for i := range v.Signatures {
		s := &v.Signatures[i]
		level := s.Transition.LevelName
		if level == "" {
			level = s.Transition.Kind.Name()
		}
		out.Acts = append(out.Acts, s.Transition.Line())
		out.Signatures = append(out.Signatures, signature{s.Transition.Name, s.Transition.DeputyName, level, s.Holds(), string(s.Covers), s.Problem, s.Late, s.Says(v.Roster.Code == "" || v.Roster.Compared)})
	}
	for i := range v.After {
		e := &v.After[i]
		what := proof.Line(e, func(a form.Address) string { return report.PlaceName(c.service.Catalog, v.Edition, a) })
		out.After = append(out.After, unsigned{e.Seq, string(e.Kind), what})
	}
	for _, d := range v.Differences {
		out.Differences = append(out.Differences, difference{string(d.Address), d.Name, d.Ours, d.Theirs})
	}
	return out
}

// marks are what a signature is worth, as it stands in brackets before it.
var marks = strings.NewReplacer("签名有效", "有效", "签名验证未通过", "无效")

// printAnswer says first what was asked about and where it stands.
func (c *call) printAnswer(out verified) {
	if out.Title != "" {
		fmt.Fprintf(c.Stdout, "%s　状态：%s\n", out.Title, out.State)
	}
	fmt.Fprintln(c.Stdout, out.Message)
	for i, s := range out.Signatures {
		fmt.Fprintf(c.Stdout, "[%s] %s\n", marks.Replace(s.says), out.Acts[i])
	}
	for _, e := range out.After {
		fmt.Fprintf(c.Stdout, "[没有签名] %s\n", e.What)
	}
	for _, d := range out.Differences {
		fmt.Fprintf(c.Stdout, "%s：本机“%s”，所验“%s”\n", d.Name, d.Held, d.Asked)
	}
}
