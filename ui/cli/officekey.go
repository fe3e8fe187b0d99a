package cli

import (
	"fmt"
	"strings"
	"time"

	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

var officeKeyCommands = []command{
	{"keep", "--out 名册密钥.nbx [--aside]", "名册管理人写出名册密钥，用于第二管理人或者换电脑：先读名册密码，再用 --password-fd 读文件自己的密码；--aside 表示移交角色，这台电脑不再管理名册", (*call).exportKey},
	{"regain", "名册密钥.nbx [--code 名册代码]", "在这台电脑上恢复名册密钥：--password-fd 读文件的密码，--office-password-fd 读在这台电脑上用的名册密码", (*call).restoreKey},
	{"rekey", "[--lost --out 换新.nbx [--gone 姓名,姓名]]", "换新名册密钥，由原来的签名认可（先读原来的名册密码，后读新的）；原来的已经丢失的，用 --lost 写出请各级签名的文件，--gone 注明已不在的人", (*call).renewKey},
	{"endorse", "换新.nbx --code 新名册代码 --out 文件.nbx", "以本人各级的身份签名认可新的名册密钥；最后一人签完，写出的就是新名册", (*call).signKey},
}

// exportKey writes the office's key under a password of the file's own.
func (c *call) exportKey() error {
	if c.flags.out == "" {
		return usage("请用 --out 给出文件名")
	}
	if err := c.open(); err != nil {
		return err
	}
	password, err := c.password(c.flags.officePasswordFD, "名册密码：")
	if err != nil {
		return err
	}
	file, err := c.newPassword(c.flags.passwordFD, "文件的密码：")
	if err != nil {
		return err
	}
	raw, err := c.administration().ExportKey(c.ctx, password, file)
	if err != nil {
		return err
	}
	if err := c.written(raw); err != nil {
		return err
	}
	if err := c.administration().NoteExported(c.ctx); err != nil {
		return err
	}
	fmt.Fprintln(c.Stderr, "请把文件交给第二管理人，文件的密码另外告诉他；不要把两者放在一起。")
	if !c.flags.aside {
		return nil
	}
	if err := c.administration().PutKeyAside(c.ctx, password); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.Stderr, "这台电脑不再管理名册。名册密钥封存在这里，不再使用。")
	return err
}

// opened opens a hand-over file that has to be of a kind.
func (c *call) opened(kind, what string) (*exchange.ImportPreview, error) {
	path, err := c.one(what)
	if err != nil {
		return nil, err
	}
	if err := c.open(); err != nil {
		return nil, err
	}
	a, err := exchange.At(c.service).OpenPackageFile(c.ctx, path)
	if err == nil && a.File.Kind != kind {
		err = usage("这不是" + what)
	}
	return a, err
}

// restoreKey takes the office's key of a file over.
func (c *call) restoreKey() error {
	a, err := c.opened(handover.KindOfficeKey, "名册密钥文件")
	if err != nil {
		return err
	}
	if err := c.compareRoster(a); err != nil {
		return err
	}
	file, err := c.password(c.flags.passwordFD, "文件的密码：")
	if err != nil {
		return err
	}
	password, err := c.newPassword(c.flags.officePasswordFD, "在这台电脑上用的名册密码：")
	if err != nil {
		return err
	}
	if err := c.administration().RestoreKey(c.ctx, a.File, file, password); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.Stdout, "“%s”的名册密钥已恢复，这台电脑可以管理名册。\n", a.File.Roster.Roster.Office)
	return err
}

// compareRoster makes sure that somebody compared the code of a roster that is new here,
// or has another key. It is not printed: to be compared, it must come from somebody else.
func (c *call) compareRoster(a *exchange.ImportPreview) error {
	switch {
	case !a.NewOffice && !a.NewKey:
		return nil
	case c.gaveCode(a.Roster.Roster.OfficeKey):
		if a.OfficeDisagrees() {
			fmt.Fprintln(c.Stderr, "给出的名册代码与文件中的一致，与单位设置文件中的不一致。请告诉信息技术人员。")
		}
		return nil
	case a.NewOffice && c.flags.code == "" && !a.Other && a.OfficeAgrees():
		return nil // the administrator of the office has put the code here
	case a.Namesake != nil:
		return usage(a.NamesakeText() + "重新建立过的，要用 --code 给出名册管理人说的新代码")
	case c.flags.code != "":
		return usage("给出的名册代码与文件中的不一致，没有接收。请重新与名册管理人核对；确实不一致的，不要使用这个文件")
	case a.OfficeDisagrees():
		return usage(fmt.Sprintf("这是“%s”的名册，它的代码与单位设置文件中的名册代码不一致，没有接收。请先问信息技术人员和名册管理人；名册管理人说的代码与文件中的一致的，用 --code 给出", a.Roster.Roster.Office))
	case a.NewOffice && a.File.Report != nil:
		return usage(fmt.Sprintf("文件中的报告按“%s”的名册签名，这台电脑上还没有核对过这份名册，要用 --code 给出它的代码。请当面或者打电话向名册管理人询问，他在“审签设置”中或者用 nianbao people 看得到；给出的代码与文件中的不一致时，不要接收", a.Roster.Roster.Office))
	case a.NewOffice:
		return usage(fmt.Sprintf("这是“%s”的名册，要用 --code 给出它的代码。请当面或者打电话向名册管理人询问，他在“审签设置”中或者用 nianbao people 看得到；给出的代码与文件中的不一致时，不要接收", a.Roster.Roster.Office))
	}
	return usage(fmt.Sprintf("“%s”换了新的名册密钥，%s%s请当面或者打电话向名册管理人询问新的名册代码，用 --code 给出；与文件中的不一致时，不要接收", a.Roster.Roster.Office, a.Roster.Roster.ChangeText(), a.LostText()))
}

// gaveCode says whether --code is that of a key, in any case of letters.
func (c *call) gaveCode(key keys.Public) bool {
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	return strings.EqualFold(bare(c.flags.code), bare(key.Code()))
}

// renewKey gives the office another key.
func (c *call) renewKey() error {
	if c.flags.lost != (c.flags.out != "") {
		return usage("--lost 和 --out 要一起用")
	}
	if err := c.open(); err != nil {
		return err
	}
	if c.flags.lost {
		return c.requestKey()
	}
	old, err := c.password(c.flags.officePasswordFD, "原来的名册密码：")
	if err != nil {
		return err
	}
	password, err := c.newPassword(c.flags.officePasswordFD, "新的名册密码：")
	if err != nil {
		return err
	}
	if err := c.administration().RenewKey(c.ctx, old, password); err != nil {
		return err
	}
	fmt.Fprintln(c.Stderr, "名册密钥已换新。请把新名册交给每台电脑，并告诉每个人新的名册代码。")
	return c.people()
}

// requestKey writes a file for people to sign for a key in the place of a lost one.
func (c *call) requestKey() error {
	var gone []string
	for _, name := range strings.FieldsFunc(c.flags.gone, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		p, err := c.personNamed(strings.TrimSpace(name))
		if err != nil {
			return err
		}
		gone = append(gone, p.ID)
	}
	password, err := c.newPassword(c.flags.officePasswordFD, "新的名册密码：")
	if err != nil {
		return err
	}
	raw, err := c.administration().RequestKey(c.ctx, password, gone)
	if err != nil {
		return err
	}
	f, err := handover.Parse(raw)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "新的名册代码：%s。请把文件依次交给各级，每人核对这个代码以后签名；还要签的：%s。\n",
		f.Roster.Roster.OfficeKey.Code(), levelNames(f.Roster.Pending()))
	return c.written(raw)
}

// levelNames names the levels that have yet to sign for a new key.
func levelNames(f *roster.Former) string {
	var out []string
	for _, level := range f.Missing() {
		out = append(out, f.Last.Roster.Chain()[level-1].Name)
	}
	if len(out) == 0 {
		return "还要再有一人"
	}
	return strings.Join(out, "、")
}

// signKey signs for a new key of the office.
func (c *call) signKey() error {
	if c.flags.out == "" {
		return usage("请用 --out 给出文件名")
	}
	a, err := c.opened(handover.KindNewKey, "换新名册密钥的文件")
	if err != nil {
		return err
	}
	if !c.gaveCode(a.File.Roster.Roster.OfficeKey) {
		return usage(fmt.Sprintf("要用 --code 给出新的名册代码。请当面或者打电话向%s询问；与文件中的不一致时，不要签名", a.File.MadeBy))
	}
	if f := a.File.Roster.Pending(); f != nil {
		fmt.Fprintf(c.Stderr, "本人认可“%s”的新名册密钥。%s\n", a.File.Roster.Roster.Office, f.GoneText())
	}
	password, err := c.password(c.flags.passwordFD, "本人的密码：")
	if err != nil {
		return err
	}
	raw, signed, err := c.administration().SignKey(c.ctx, a.File, password)
	if err != nil {
		return err
	}
	if f := signed.Pending(); f != nil {
		fmt.Fprintf(c.Stderr, "已签名。请把写出的文件交给下一个人；还要签的：%s。\n", levelNames(f))
	} else {
		fmt.Fprintln(c.Stderr, "各级已签完，写出的是新名册，这台电脑已采用。请交给每台电脑，并告诉每个人新的名册代码。")
	}
	return c.written(raw)
}

// formerKey is a key that the office had, as JSON shows it.
type formerKey struct {
	Code    string `json:"code"`
	Version int    `json:"version"` // the last one it signed
	At      string `json:"at"`      // when the next key came into force
	By      string `json:"by"`      // who signed for that
}

func formerKeys(r *roster.Roster) []formerKey {
	out := []formerKey{}
	for i := range r.Former {
		f := &r.Former[i]
		out = append(out, formerKey{f.Key.Code(), f.Version, time.UnixMicro(f.At).Local().Format("2006-01-02 15:04"), f.Text()})
	}
	return out
}

// printFormerKeys tells of the keys that the office had.
func (c *call) printFormerKeys(r *roster.Roster) {
	for _, f := range formerKeys(r) {
		fmt.Fprintf(c.Stdout, "以前的名册代码 %s，用到第%d版，%s换新，%s\n", f.Code, f.Version, f.At, f.By)
	}
}
