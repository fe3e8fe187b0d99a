package cli

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/term"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/dating"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

var signCommands = []command{
	{"submit", "编号 [--pass] [--whole-record]", "送审；--pass 同时签第一级（一次密码，两个签名）；第一次送审时开始新的编制记录，此前的记录留在本机，--whole-record 连同此前的记录一起送审", (*call).submit},
	{"approve", "编号 [--opinion 意见]", "以本级的身份通过", (*call).approve},
	{"return", "编号 --opinion 意见", "以本级的身份退回", (*call).sendBack},
	{"withdraw", "编号", "撤回送审", (*call).withdraw},
	{"reopen", "编号 --opinion 理由", "撤销审批，报告回到草稿", (*call).reopen},
	{"explain", "编号 规则 说明", "为要说明的问题写明情况（规则见 check --json 的 rule 和 key；all 用于全部）", (*call).explain},
	{"remark", "编号 位置 意见", "审核人对一处提出意见", (*call).remark},
	{"answer", "编号 意见号 处理情况", "编制人回复一条意见", (*call).answer},
	{"log", "编号 [--before]", "显示审签记录，验证每个签名；--before 显示送审以前的编制记录", (*call).log},
	{"correction", "编号 [--out 文件.pdf|文件夹]", "更正：列出与上一次审批件的不同；--out 导出更正说明", (*call).correction},
	{"sheet", "编号 --out 文件.pdf|文件夹", "导出审签单", (*call).exportSignOffForm},
}

// selectActor takes the person named by --as for this run.
func (c *call) selectActor() error {
	if c.flags.as == "" {
		return nil
	}
	p, err := c.personNamed(c.flags.as)
	if err == nil {
		c.service.Person = p.ID
	}
	return err
}

// personNamed finds somebody of the roster by name or id.
func (c *call) personNamed(name string) (*roster.Person, error) {
	signed, err := c.service.Rosters.Roster(c.ctx)
	if err != nil {
		return nil, err
	}
	var found []*roster.Person
	if signed != nil {
		for i := range signed.Roster.People {
			if p := &signed.Roster.People[i]; p.ID == name || roster.SameLook(p.Name(), name) {
				found = append(found, p)
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, usage("名册中没有“" + name + "”")
	}
	return nil, usage("名册中有几个“" + name + "”，请改用编号，见 nianbao people")
}

// draft opens the draft of that number.
func (c *call) draft(arg string) (*app.Session, error) {
	id, err := strconv.ParseInt(arg, 10, 64)
	if err != nil {
		return nil, usage("“" + arg + "”不是报告编号")
	}
	if err := c.open(); err != nil {
		return nil, err
	}
	return c.service.Open(c.ctx, id)
}

// oneDraft opens the draft that is the only argument.
func (c *call) oneDraft() (*app.Session, error) {
	arg, err := c.one("报告编号")
	if err != nil {
		return nil, err
	}
	return c.draft(arg)
}

func (c *call) submit() error   { return c.sign(signoff.Submit) }
func (c *call) approve() error  { return c.sign(signoff.Approve) }
func (c *call) sendBack() error { return c.sign(signoff.Return) }
func (c *call) withdraw() error { return c.sign(signoff.Withdraw) }
func (c *call) reopen() error   { return c.sign(signoff.Reopen) }

// sign says what is being signed, asks for the password and signs.
func (c *call) sign(kind signoff.Kind) error {
	s, err := c.oneDraft()
	if err != nil {
		return err
	}
	if err := c.mayPassToo(s, kind); err != nil {
		return err
	}
	s.Condense(!c.flags.wholeRecord)
	a, err := s.Propose(kind, c.flags.opinion)
	if err != nil {
		return err
	}
	key, err := c.unlock(s, a)
	if err != nil {
		return err
	}
	if err := s.Sign(c.ctx, a, key); err != nil {
		return err
	}
	done := kind.Name()
	if kind == signoff.Submit && c.flags.pass {
		passed, err := exchange.Pass(c.ctx, s, "", key)
		if err != nil {
			return err
		}
		done += "，并已签" + passed.LevelName
	}
	if err := c.deliver(s, kind, key); err != nil {
		return err
	}
	if c.flags.json {
		return c.print(workflowStatusOf(s))
	}
	_, err = fmt.Fprintf(c.Stdout, "已%s。报告现在的状态：%s。%s\n", done, s.StateName(), nextOf(s))
	return err
}

// nextOf says who the report is to be handed to, "" where it is for nobody.
func nextOf(s *app.Session) string {
	state, people := s.State(), s.Actor().Roster
	switch names := state.EligibleNames(people); {
	case names != "":
		return "等待" + names + "。"
	case state.Stage == signoff.Reviewing:
		return "名册中没有人可以签这一级，请与名册管理人联系。"
	case state.Returned != nil && people.Person(state.Submitter) != nil:
		return "请交给编制人" + people.Person(state.Submitter).Name() + "修改。"
	}
	return ""
}

// mayPassToo looks whether the first level can be signed along with a submission, where
// that was asked for, and whether it has to be.
func (c *call) mayPassToo(s *app.Session, kind signoff.Kind) error {
	if c.flags.pass && s.State().Holding(s.Report().Digest(), s.State().Chain) > 0 {
		fmt.Fprintln(c.Stderr, "内容没有改动，第一级的签名仍然有效，不用再签。")
		c.flags.pass = false
	}
	if kind == signoff.Submit && c.flags.pass && s.May(kind).OK && !s.PassesToo() {
		return &app.Error{Code: app.Forbidden, Sentence: "您不能签这份报告的第一级，没有送审。请不带 --pass 再送审。"}
	}
	return nil
}

// deliver writes what belongs to a signature into the exchange folder, where one is
// set. The signature stands where that fails.
func (c *call) deliver(s *app.Session, after signoff.Kind, key keys.Signer) error {
	folder, err := c.service.Settings.Setting(c.ctx, app.SettingExchangeFolder)
	if err != nil || folder == "" {
		return err
	}
	for _, text := range exchange.Travels(s, false) {
		fmt.Fprintln(c.Stderr, text)
	}
	files, err := exchange.At(c.service).Deliveries(c.ctx, s, after, key)
	if err != nil {
		return err
	}
	for _, f := range files {
		path, err := f.Write(c.ctx, folder)
		if err != nil {
			return fmt.Errorf("signed, not delivered: %w", err)
		}
		fmt.Fprintln(c.Stderr, "已写到移交文件夹："+path)
	}
	return nil
}

// folder sets the exchange folder, or tells which it is.
func (c *call) folder() error {
	if err := c.open(); err != nil {
		return err
	}
	if len(c.args) == 1 {
		dir := c.args[0]
		if dir == "none" {
			dir = ""
		} else if err := app.FolderThere(dir); err != nil {
			return &app.Error{Code: app.BadInput, Sentence: "无法打开文件夹“" + dir + "”" + app.Why(err) + "。移交文件夹没有改变。", Err: err}
		} else if dir, err = filepath.Abs(dir); err != nil {
			return err
		}
		if err := c.service.Settings.SetSetting(c.ctx, app.SettingExchangeFolder, dir); err != nil {
			return err
		}
	}
	dir, err := c.service.Settings.Setting(c.ctx, app.SettingExchangeFolder)
	if err == nil && dir == "" {
		dir = "没有设置移交文件夹。"
	}
	fmt.Fprintln(c.Stdout, dir)
	return err
}

// unlock says what is about to be signed and asks for the password.
func (c *call) unlock(s *app.Session, a *signoff.Transition) (keys.Signer, error) {
	if err := c.dated(s.Dating(a.Kind)); err != nil {
		return nil, err
	}
	fmt.Fprintf(c.Stderr, "%s\n内容摘要：%s\n", a.Declaration(), a.Content.Short())
	if a.Kind == signoff.Submit && s.MayCondense() && !c.flags.wholeRecord {
		fmt.Fprintf(c.Stderr, "从这次送审开始新的编制记录：此前 %d 条（包括已经删去的文字）留在本机，不随文件传递。要带入的，加 --whole-record。\n", len(s.Entries()))
	}
	for _, text := range s.BeforeSigning(a.Kind) {
		fmt.Fprintln(c.Stderr, text)
	}
	password, err := c.password(c.flags.passwordFD, a.Name+"的密码：")
	if err != nil {
		return nil, err
	}
	return c.service.Unlock(c.ctx, a.Person, password)
}

// dated asks about a date that is far from all that is known: at the terminal, else
// by an error that says how to go on.
func (c *call) dated(d dating.Dating) error {
	err := c.service.DateDoubted(d)
	if err == nil || c.Stdin == nil || !term.IsTerminal(int(c.Stdin.Fd())) || c.flags.passwordFD >= 0 {
		return err
	}
	fmt.Fprintf(c.Stderr, "%s\n日期没有错的，请输入“是”：", d.Question)
	typed, unread := firstLine(c.Stdin)
	if typed = strings.TrimSpace(typed); unread != nil || typed != "是" && !strings.EqualFold(typed, "y") {
		return err
	}
	return nil
}

// workflowStatus is where a report stands, as JSON shows it.
type workflowStatus struct {
	ID     int64  `json:"id"`
	State  string `json:"state"`
	Round  int    `json:"round"`
	Level  int    `json:"level"` // that acts next, 0 for none
	Digest string `json:"digest"`
}

func workflowStatusOf(s *app.Session) workflowStatus {
	return workflowStatus{ID: s.ID(), State: s.StateName(), Round: s.State().Round, Level: s.State().Level(), Digest: string(s.Report().Digest())}
}

func (c *call) explain() error {
	if len(c.args) != 3 {
		return usage("请给出报告编号、规则和说明")
	}
	s, err := c.draft(c.args[0])
	if err != nil {
		return err
	}
	n := 0
	for _, f := range s.Findings() {
		if f.Severity != check.Explain || c.args[1] != "all" && c.args[1] != f.Rule && c.args[1] != f.Key() {
			continue
		}
		if err := s.Explain(c.ctx, f, c.args[2]); err != nil {
			return err
		}
		n++
	}
	if n == 0 {
		return usage("没有这样的要说明的问题，见 nianbao check --json")
	}
	left := "。"
	if toDo := s.Readiness().ToDo(); toDo != "" {
		left = "，还有 " + toDo + "。"
	}
	_, err = fmt.Fprintf(c.Stdout, "已说明 %d 处%s\n", n, left)
	return err
}

func (c *call) remark() error {
	if len(c.args) != 3 {
		return usage("请给出报告编号、位置和意见")
	}
	s, err := c.draft(c.args[0])
	if err != nil {
		return err
	}
	return s.Remark(c.ctx, form.Address(c.args[1]), c.args[2])
}

func (c *call) answer() error {
	if len(c.args) != 3 {
		return usage("请给出报告编号、意见号和处理情况")
	}
	s, err := c.draft(c.args[0])
	if err != nil {
		return err
	}
	n := 0
	for _, m := range notes.Remarks(s.Report()) {
		if m.ID == c.args[1] || c.args[1] == "all" {
			if err := s.Answer(c.ctx, m.ID, true, c.args[2]); err != nil {
				return err
			}
			n++
		}
	}
	if n == 0 {
		return usage("没有编号为“" + c.args[1] + "”的意见，没有回复。意见号见 nianbao log；全部回复用 all")
	}
	_, err = fmt.Fprintf(c.Stdout, "已回复 %d 条意见。\n", n)
	return err
}

// logged is a report's record as JSON shows it.
type logged struct {
	workflowStatus
	Unit     string     `json:"unit"`
	Year     int        `json:"year"`
	Acts     []actLine  `json:"acts"`
	Remarks  []noteLine `json:"remarks"`
	Problems []string   `json:"problems"`
}

type actLine struct {
	*signoff.Transition
	Holds   bool   `json:"holds"`
	Problem string `json:"problem,omitempty"`
	Late    string `json:"late,omitempty"` // what speaks against its time
}

type noteLine struct {
	ID      string `json:"id"`
	Address string `json:"address"`
	By      string `json:"by"`
	Level   string `json:"level"`
	Text    string `json:"text"`
	Done    bool   `json:"done"`
	Answer  string `json:"answer"`
}

func (c *call) log() error {
	s, err := c.oneDraft()
	if err != nil {
		return err
	}
	if c.flags.before {
		return c.logBefore(s)
	}
	if s.Standing() != proof.Sound {
		c.code = Findings
	}
	p := s.Proof()
	late := p.Marks()
	out := logged{workflowStatus: workflowStatusOf(s), Unit: s.Report().Unit(), Year: s.Report().Year(), Acts: []actLine{}, Remarks: []noteLine{}, Problems: []string{}}
	out.Problems = append(out.Problems, s.Problems()...)
	for _, v := range s.SignatureResults() {
		out.Acts = append(out.Acts, actLine{Transition: v.Transition, Holds: v.Problem == "", Problem: v.Problem, Late: late[v.Seq]})
	}
	for _, m := range notes.Remarks(s.Report()) {
		out.Remarks = append(out.Remarks, noteLine{m.ID, string(m.Address), m.Name, m.Level, m.Text, m.Answer.Done, m.Answer.Text})
	}
	if c.flags.json {
		return c.print(out)
	}
	c.printLog(s, out)
	return nil
}

func (c *call) printLog(s *app.Session, out logged) {
	state := out.State
	if round := signoff.RoundName(out.Round); round != "" {
		state += "，" + round
	}
	fmt.Fprintf(c.Stdout, "%s（%s）\n内容摘要：%s\n", s.Report().Title(), state, s.Report().Digest().Short())
	if k := s.Correction(); k != nil {
		fmt.Fprintln(c.Stdout, k.Says())
	}
	if condensed, begun := s.Condensed(); begun {
		fmt.Fprintln(c.Stdout, condensed.Says())
	}
	for _, a := range out.Acts {
		mark := "有效"
		switch {
		case !a.Holds:
			mark = "无效"
		case a.Late != "":
			mark = string(proof.Undated)
		}
		fmt.Fprintf(c.Stdout, "[%s] %s\n", mark, a.Transition.Line())
		if a.Late != "" {
			fmt.Fprintf(c.Stdout, "　　请注意：%s。\n", a.Late)
		}
	}
	for _, m := range out.Remarks {
		done := "未处理"
		if m.Done {
			done = "已处理：" + m.Answer
		}
		fmt.Fprintf(c.Stdout, "意见 %s（%s，%s）%s　%s　%s\n", m.ID, m.Level, m.By,
			report.PlaceName(c.service.Catalog, s.Report().Form().Edition, form.Address(m.Address)), m.Text, done)
	}
	for _, p := range out.Problems {
		fmt.Fprintln(c.Stderr, p)
	}
	if len(out.Problems) > 0 {
		fmt.Fprintln(c.Stderr, proof.Remedy)
	}
}

func (c *call) exportSignOffForm() error {
	if c.flags.out == "" {
		return usage("请用 --out 给出 PDF 文件名")
	}
	s, err := c.oneDraft()
	if err != nil {
		return err
	}
	c.flags.out = c.place(s.SignOffFormName(".pdf"))
	if err := c.service.ExportSignOffForm(c.ctx, s.SignOffForm(), c.flags.out); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.Stdout, c.flags.out)
	return err
}
