package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/office"
	"nianbao/app/proof"
	"nianbao/app/roster"
)

var officeCommands = []command{
	{"found", "单位全称 [--steps 初审名称,审核名称,审批名称]", "在这台电脑上建立本单位的名册", (*call).createRoster},
	{"refound", "单位全称 [--steps 初审名称,审核名称,审批名称]", "名册密钥丢失、又不够两个人认可新密钥时，重新建立名册；原来的另外保存，只用来验证以前签的报告", (*call).refoundRoster},
	{"enrol", "姓名 --post 职务 [--person 编号 [--forgotten]] --out 申请.nbx", "在本人的电脑上生成密钥，写出登记申请。--person 用于重新登记：这台电脑上已有本人密钥的，先给出它的密码，忘记了的加 --forgotten，没有忘记的由原密钥认可新密钥；原来的密钥封存，新密钥登记以前仍然有效", (*call).requestRegistration},
	{"admit", "申请.nbx --levels 1,2 [--person 编号|--another] [--out 名册.nbx]", "名册管理人登记一个人和可签的级别；名册中已有同名的人时，--person 表示就是那个人，--another 表示是另一个人", (*call).register},
	{"deputy", "姓名|none --for 姓名 [--levels 2]", "名册管理人登记由谁代签（不写级别的，代签那个人的全部级别）；none 是不再代签", (*call).deputize},
	{"merge", "[--take ours|theirs]", "名册管理人把分开更新的几份名册合成一份；审签级数不同的，--take 选用本机的还是收到的", (*call).merge},
	{"offices", "", "列出名册另外保存的其他单位", (*call).offices},
	{"dismiss", "姓名", "名册管理人登记一个人已离开", (*call).deactivate},
	{"levels", "初审名称,审核名称,审批名称", "名册管理人变更审签的级数和名称", (*call).changeLevels},
	{"people", "", "显示名册", (*call).people},
	{"roster", "[--out 名册.nbx]", "写出名册；不加 --out 显示名册代码和以前的名册代码", (*call).roster},
	{"choose", "姓名", "选定在这台电脑上工作的人", (*call).selectPerson},
}

// administration works on the roster of the drafts that are open.
func (c *call) administration() office.Administration {
	return office.Administration{Service: c.service}
}

func (c *call) createRoster() error { return c.foundBy(office.Administration.CreateRoster) }

func (c *call) refoundRoster() error { return c.foundBy(office.Administration.Refound) }

// foundBy sets a roster up.
func (c *call) foundBy(found func(office.Administration, context.Context, string, string, roster.Chain) error) error {
	unit, err := c.one("单位全称")
	if err != nil {
		return err
	}
	chain := roster.DefaultChain()
	if c.flags.steps != "" {
		chain = chainOf(c.flags.steps)
	}
	if err := c.open(); err != nil {
		return err
	}
	password, err := c.newPassword(c.flags.officePasswordFD, "名册密码：")
	if err != nil {
		return err
	}
	if err := found(c.administration(), c.ctx, unit, password, chain); err != nil {
		return err
	}
	fmt.Fprintln(c.Stderr, "名册密钥只在这台电脑上，密码没有办法找回。建议现在就用 nianbao keep 写出名册密钥，交给第二管理人。")
	return c.people()
}

// chainOf reads the names of levels, such as 承办人员初审,单位行政负责人审批.
func chainOf(names string) roster.Chain {
	return roster.NewChain(strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }))
}

func (c *call) changeLevels() error {
	names, err := c.one("用逗号隔开的各级名称")
	if err != nil {
		return err
	}
	if err := c.open(); err != nil {
		return err
	}
	password, err := c.password(c.flags.officePasswordFD, "名册密码：")
	if err != nil {
		return err
	}
	if err := c.administration().SetChain(c.ctx, password, chainOf(names)); err != nil {
		return err
	}
	return c.people()
}

func (c *call) requestRegistration() error {
	name, err := c.one("姓名")
	if err != nil {
		return err
	}
	if err := c.open(); err != nil {
		return err
	}
	e := office.Applicant{Person: c.flags.person, Name: name, Post: c.flags.post, Forgotten: c.flags.forgotten}
	if err := c.oldPassword(&e); err != nil {
		return err
	}
	if e.Password, err = c.newPassword(c.flags.passwordFD, name+"的新密码："); err != nil {
		return err
	}
	req, err := c.administration().RequestRegistration(c.ctx, e)
	if err != nil {
		return err
	}
	if err := c.service.KeepRequest(c.ctx, req); err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "%s的密钥代码：%s。请把登记申请交给名册管理人，并核对这个代码。\n", req.Name, req.Key.Code())
	if c.flags.out == "" {
		return nil
	}
	raw, err := c.service.RequestFile(req)
	if err != nil {
		return err
	}
	return c.written(raw)
}

// oldPassword asks for the password of a key of the applicant that lies here already.
func (c *call) oldPassword(e *office.Applicant) (err error) {
	if e.Person == "" || e.Forgotten {
		return nil
	}
	here, err := c.administration().HasKey(c.ctx, e.Person)
	if err == nil && here {
		e.Old, err = c.password(c.flags.passwordFD, e.Name+"原来的密码（忘记了的，加 --forgotten）：")
	}
	return err
}

func (c *call) register() error {
	path, err := c.one("登记申请文件")
	if err != nil {
		return err
	}
	levels, err := levelsOf(c.flags.levels)
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
	if a.File.Kind != handover.KindRequest {
		return usage("这不是登记申请文件")
	}
	req := a.File.Request
	person, err := c.registeredAs(a)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "登记 %s（%s），密钥代码：%s。\n", req.Name, req.Post, req.Key.Code())
	password, err := c.password(c.flags.officePasswordFD, "名册密码：")
	if err != nil {
		return err
	}
	if err := c.administration().RegisterAs(c.ctx, password, person, req, levels); err != nil {
		return err
	}
	if c.flags.out == "" {
		return nil
	}
	return c.roster()
}

// registeredAs returns the id under which a request is to be registered. Where the
// roster has somebody of that name and post, whether it is the same person is asked.
func (c *call) registeredAs(a *exchange.ImportPreview) (string, error) {
	req := a.File.Request
	if c.flags.person != "" {
		p, err := c.personNamed(c.flags.person)
		if err != nil {
			return "", err
		}
		return p.ID, nil
	}
	if a.Roster == nil || c.flags.another || a.Roster.Roster.Person(req.Person) != nil {
		return req.Person, nil
	}
	if p := a.Roster.Roster.Twin(req.Name, req.Post); p != nil && p.ID != req.Person {
		return "", usage(fmt.Sprintf("名册中已有%s。是同一个人的，加上 --person %s，身份不变，旧密钥停用；是另一个人的，加上 --another", p.Title(), p.ID))
	}
	return req.Person, nil
}

// deputize lets somebody sign in the stead of another person, or no longer.
func (c *call) deputize() error {
	name, err := c.one("姓名")
	if err != nil {
		return err
	}
	if c.flags.of == "" {
		return usage("请用 --for 写明代谁签")
	}
	levels, err := levelsOf(c.flags.levels)
	if err != nil {
		return err
	}
	if err := c.open(); err != nil {
		return err
	}
	of, err := c.personNamed(c.flags.of)
	if err != nil {
		return err
	}
	var deputy *roster.Person
	if name != "none" {
		if deputy, err = c.personNamed(name); err != nil {
			return err
		}
	}
	password, err := c.password(c.flags.officePasswordFD, "名册密码：")
	if err != nil {
		return err
	}
	if deputy == nil {
		return c.administration().EndDeputies(c.ctx, password, of.ID)
	}
	if levels == nil {
		levels = of.OwnLevels()
	}
	return c.administration().Deputize(c.ctx, password, deputy.ID, of.ID, levels)
}

// sayForked tells where the office's roster went on separately, and what to do.
func (c *call) sayForked() error {
	tips, err := c.service.OwnRosters(c.ctx)
	if err != nil || len(tips) < 2 {
		return err
	}
	administrator, err := c.service.KeyHere(c.ctx, app.OfficeOwner, tips[0].Roster.OfficeKey)
	if err == nil {
		fmt.Fprintln(c.Stderr, app.SayForked(tips, administrator))
	}
	return err
}

// merge makes one roster of those that went on separately.
func (c *call) merge() error {
	if err := c.open(); err != nil {
		return err
	}
	tips, err := c.service.OwnRosters(c.ctx)
	if err != nil {
		return err
	}
	if len(tips) < 2 {
		return &app.Error{Code: app.Forbidden, Sentence: "本机的名册只有一份，不需要合并。"}
	}
	for _, signed := range tips[1:] {
		for _, text := range roster.Conflicts(tips[0], signed) {
			fmt.Fprintln(c.Stderr, text)
		}
	}
	ours, theirs := tips[0].Roster.Chain(), tips[1].Roster.Chain()
	chain, known := map[string]roster.Chain{"": ours, "ours": ours, "theirs": theirs}[c.flags.take]
	if !known || c.flags.take == "" && !ours.Equal(theirs) {
		return usage("审签级数不同，请用 --take ours（本机的）或者 theirs（收到的）选定以后用哪一种")
	}
	password, err := c.password(c.flags.officePasswordFD, "名册密码：")
	if err != nil {
		return err
	}
	if err := c.administration().Merge(c.ctx, password, chain); err != nil {
		return err
	}
	return c.people()
}

// officeLine is another office whose roster is kept, as JSON shows it.
type officeLine struct {
	Office  string `json:"office"`
	Code    string `json:"code"`
	Version int    `json:"version"`
}

func (c *call) offices() error {
	if err := c.open(); err != nil {
		return err
	}
	kept, err := c.service.Rosters.Kept(c.ctx, "")
	if err != nil {
		return err
	}
	own, err := c.service.HeldRoster(c.ctx)
	if err != nil {
		return err
	}
	lines := []officeLine{}
	for _, signed := range kept {
		if r := &signed.Roster; own == nil || r.OfficeKey != own.Roster.OfficeKey {
			lines = append(lines, officeLine{r.Office, r.OfficeKey.Code(), r.Version})
		}
	}
	if c.flags.json {
		return c.print(lines)
	}
	for _, l := range lines {
		fmt.Fprintf(c.Stdout, "%s\t名册代码 %s\t第%d版\n", l.Office, l.Code, l.Version)
	}
	return nil
}

// levelsOf reads the levels a person may sign, such as 1,2; "" is none.
func levelsOf(s string) ([]int, error) {
	var out []int
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '，' || r == ' ' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > roster.MaxLevels {
			return nil, usage("--levels 应当写成 1 或者 1,2 这样的级别")
		}
		out = append(out, n)
	}
	return out, nil
}

// onePerson finds the person that the only argument names.
func (c *call) onePerson() (*roster.Person, error) {
	name, err := c.one("姓名")
	if err != nil {
		return nil, err
	}
	if err := c.open(); err != nil {
		return nil, err
	}
	return c.personNamed(name)
}

func (c *call) deactivate() error {
	p, err := c.onePerson()
	if err != nil {
		return err
	}
	password, err := c.password(c.flags.officePasswordFD, "名册密码：")
	if err != nil {
		return err
	}
	if err := c.administration().Deactivate(c.ctx, password, p.ID); err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "名册中%s的密钥已停用。没有收到新名册的电脑，仍会接受他的签名：请用 nianbao roster --out 写出名册，交给各台电脑。他以前签的、还没有送到的文件，收到时会注明“%s”。\n", p.Name(), proof.Undated)
	return nil
}

// personLine is one person as JSON shows the roster.
type personLine struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Post   string `json:"post"`
	Levels []int  `json:"levels"`
	Code   string `json:"code"`
	Gone   bool   `json:"gone"`
	Deputy string `json:"deputy_name,omitempty"` // in whose stead they sign levels
	Asked  string `json:"asked,omitempty"`       // what vouches for the key beside the administrator
}

func (c *call) people() error {
	if err := c.open(); err != nil {
		return err
	}
	signed, err := c.service.Rosters.Roster(c.ctx)
	if err != nil {
		return err
	}
	if signed == nil {
		return &app.Error{Code: app.Forbidden, Sentence: "这台电脑上还没有名册。请先在“审签设置”中建立，或者加入本单位的名册。"}
	}
	if err := c.sayForked(); err != nil {
		return err
	}
	r, err := c.peopleOf(signed)
	if err != nil {
		return err
	}
	lines := []personLine{}
	for i := range r.People {
		p := &r.People[i]
		lines = append(lines, personLine{p.ID, p.Name(), p.Post(), p.Levels(), p.Registrations[len(p.Registrations)-1].Key.Code(), p.Deactivated(), r.Standing(p), p.Asked().Says()})
	}
	alike := []string{}
	for _, pair := range r.Alike(func(*roster.Person) bool { return true }) {
		alike = append(alike, pair.Says())
		fmt.Fprintln(c.Stderr, pair.Says()+"请核对是不是同一个人。")
	}
	if c.flags.json {
		return c.print(map[string]any{"alike": alike, "office": r.Office, "code": r.OfficeKey.Code(), "version": r.Version, "chain": r.Chain(), "people": lines})
	}
	fmt.Fprintf(c.Stdout, "%s的名册，第%d版，名册代码 %s\n", r.Office, r.Version, r.OfficeKey.Code())
	for i, s := range r.Chain() {
		fmt.Fprintf(c.Stdout, "第%d级　%s\n", i+1, s.Name)
	}
	for _, l := range lines {
		if l.Asked != "" {
			l.Code += "（" + l.Asked + "）"
		}
		fmt.Fprintf(c.Stdout, "%s\t%s\t%s\t密钥代码 %s\t%s\n", l.Name, l.Post, l.says(), l.Code, l.ID)
	}
	c.sayUnsigned(r)
	return nil
}

// sayUnsigned warns of levels that nobody can sign.
func (c *call) sayUnsigned(r *roster.Roster) {
	if unsigned := r.Unsigned(); len(unsigned) > 0 && len(r.People) > 0 {
		fmt.Fprintf(c.Stderr, "“%s”还没有人可以签，报告送审后会停在那里。请登记可签这一级的人，或者给已登记的人加上这一级。\n", strings.Join(unsigned, "”、“"))
	}
}

// says is what a person may sign, on the line of the roster.
func (l *personLine) says() string {
	state := "可签 " + levelNumbers(l.Levels) + " 级"
	switch {
	case l.Gone:
		state = "已离开"
	case len(l.Levels) == 0:
		state = "没有可签的级别"
	}
	if l.Deputy != "" {
		state += "，" + l.Deputy
	}
	return state
}

// peopleOf returns the people that signatures are judged by: where the office's roster
// went on separately, those of all of it together.
func (c *call) peopleOf(held *roster.SignedRoster) (*roster.Roster, error) {
	tips, err := c.service.OwnRosters(c.ctx)
	if err != nil || len(tips) < 2 {
		return &held.Roster, err
	}
	fmt.Fprintln(c.Stderr, "以下是各份合在一起的名册。")
	return roster.Union(tips), nil
}

// levelNumbers writes the numbers of levels: 1、2.
func levelNumbers(levels []int) string {
	var out []string
	for _, n := range levels {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, "、")
}

func (c *call) roster() error {
	if err := c.open(); err != nil {
		return err
	}
	if c.flags.out == "" {
		return c.history()
	}
	raw, err := exchange.At(c.service).RosterFile(c.ctx)
	if err != nil {
		return err
	}
	return c.written(raw)
}

// history tells of the roster's code, and of those it had.
func (c *call) history() error {
	signed, err := c.service.HeldRoster(c.ctx)
	if err != nil {
		return err
	}
	if signed == nil {
		return usage("请用 --out 给出文件名；不加 --out 显示名册代码，但是这台电脑上还没有名册")
	}
	r := &signed.Roster
	if c.flags.json {
		return c.print(map[string]any{"office": r.Office, "code": r.OfficeKey.Code(), "version": r.Version, "former": formerKeys(r)})
	}
	fmt.Fprintf(c.Stdout, "%s的名册，第%d版，名册代码 %s\n", r.Office, r.Version, r.OfficeKey.Code())
	c.printFormerKeys(r)
	return nil
}

func (c *call) selectPerson() error {
	p, err := c.onePerson()
	if err != nil {
		return err
	}
	return c.service.SwitchUser(c.ctx, p.ID)
}
