package cli

import (
	"fmt"

	"nianbao/app"
)

var passwordCommands = []command{
	{"password", "[姓名|名册]", "更换签名密码，或者名册密码：先给出原来的密码，再给出新的；密钥不变", (*call).changePassword},
}

// theOffice is what the office is called where else a person is named.
const theOffice = "名册"

// changePassword seals a key anew: that of the office, of a person, or of who works
// here.
func (c *call) changePassword() error {
	if len(c.args) > 1 {
		return usage("请给出一个姓名")
	}
	if err := c.open(); err != nil {
		return err
	}
	if len(c.args) == 1 && c.args[0] == theOffice {
		return c.changeOf(app.OfficeOwner, c.flags.officePasswordFD, theOffice)
	}
	a, err := c.service.Actor(c.ctx)
	if err != nil {
		return err
	}
	person := a.Person
	if len(c.args) == 1 {
		if person, err = c.personNamed(c.args[0]); err != nil {
			return err
		}
	}
	if person == nil {
		return usage("请给出姓名，或者先用 nianbao choose 选定使用者")
	}
	return c.changeOf(person.ID, c.flags.passwordFD, person.Name()+"的")
}

func (c *call) changeOf(owner string, fd int, whose string) error {
	old, err := c.password(fd, whose+"原来的密码：")
	if err != nil {
		return err
	}
	typed, err := c.newPassword(fd, whose+"新密码：")
	if err != nil {
		return err
	}
	if err := c.administration().ChangePassword(c.ctx, owner, old, typed); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.Stdout, "密码已更换，密钥没有变，不需要重新登记。")
	return err
}
