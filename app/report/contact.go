package report

import (
	"fmt"
	"regexp"
	"strings"

	"nianbao/app/form"
)

// Where readers of the report can ask: each has a place of its own, and the
// proposed preamble is made of them.
const (
	ContactOffice   form.Address = "meta.contact.office"   // who is asked; "" for the unit
	ContactAddress  form.Address = "meta.contact.address"  // 地址
	ContactPostcode form.Address = "meta.contact.postcode" // 邮编
	ContactPhone    form.Address = "meta.contact.phone"    // 电话
	ContactEmail    form.Address = "meta.contact.email"    // 电子邮箱; "" where the preamble names none
)

// ContactField is one of the contact fields.
type ContactField struct {
	Address form.Address
	Name    string // of the field
	Label   string // in the preamble, "" where it stands without one
	Need    bool   // the preamble shows a hole where it is empty
}

// ContactFields are all of them, in the order of the screen and of the preamble.
var ContactFields = []ContactField{
	{Address: ContactOffice, Name: "联系部门"},
	{Address: ContactAddress, Name: "地址", Label: "地址", Need: true},
	{Address: ContactPostcode, Name: "邮编", Label: "邮编", Need: true},
	{Address: ContactPhone, Name: "电话", Label: "电话", Need: true},
	{Address: ContactEmail, Name: "电子邮箱", Label: "电子邮箱"},
}

// IsContact says whether a is the place of a contact field.
func IsContact(a form.Address) bool {
	for _, f := range ContactFields {
		if f.Address == a {
			return true
		}
	}
	return false
}

// DefaultPreamble is the usual paragraph under the title, made of the contact
// fields, with a hole where one that it needs is empty.
func (r *Report) DefaultPreamble() string { return r.preambleAsking(r.contactOffice()) }

// preambleAsking is that paragraph with an office to ask.
func (r *Report) preambleAsking(office string) string {
	var how []string
	for _, f := range ContactFields {
		text := r.texts[f.Address]
		if text == "" && f.Need {
			text = Hole
		}
		if f.Label != "" && text != "" {
			how = append(how, f.Label+"："+text)
		}
	}
	return fmt.Sprintf("本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《%s》（%s）要求编制。报告所列数据的统计期限自%d年1月1日起至%d年12月31日止。如对本报告有疑问，请与%s联系（%s）。",
		r.form.Title, r.form.Citation, r.Year(), r.Year(), office, strings.Join(how, "，"))
}

// contactOffice is who readers are to ask: a room or section of the unit has the unit's
// name before it, for the public knows many 办公室.
func (r *Report) contactOffice() string {
	office, unit := r.texts[ContactOffice], r.Unit()
	switch {
	case office == "", strings.HasSuffix(unit, office):
		return unit
	case innerOffice.MatchString(office):
		return unit + office
	}
	return office
}

// innerOffice is the name of a part of a unit that says nothing of the unit.
var innerOffice = regexp.MustCompile(`^[^省市县区州旗盟镇乡局委会厅院]*(?:室|科|股|处|办|组|部)$`)

// PreambleIsProposed says whether the preamble is still the proposed one, as
// this or an earlier version of the program put it: it then follows the unit,
// the year, the form and the contact fields.
func (r *Report) PreambleIsProposed() bool {
	stored := r.Text(Preamble)
	for _, office := range []string{r.contactOffice(), r.texts[ContactOffice]} {
		if proposed := r.preambleAsking(office); stored == proposed || stored == strings.ReplaceAll(proposed, Hole, "") {
			return true
		}
	}
	return false
}

// Where the contact fields stand in a preamble as offices write it.
var (
	contactSentence = regexp.MustCompile(`请与([^（(。\n]{2,60}?)联系[（(]([^）)]{4,300})[）)]`)
	contactLabels   = regexp.MustCompile(`^\s*(联系地址|通讯地址|地址|邮政编码|邮编|联系电话|电话|电子邮箱|电子邮件|邮箱)\s*[：:]\s*(.*?)\s*$`)
)

// Contact returns the contact fields that hold something. Where the report has
// none of them, they are read out of a preamble of the usual shape: reports of
// before had no fields of their own.
func (r *Report) Contact() map[form.Address]string {
	out := map[form.Address]string{}
	for _, f := range ContactFields {
		if text := r.texts[f.Address]; text != "" {
			out[f.Address] = text
		}
	}
	if len(out) > 0 {
		return out
	}
	m := contactSentence.FindStringSubmatch(r.Text(Preamble))
	if m == nil {
		return out
	}
	if office := strings.TrimSpace(m[1]); office != r.Unit() {
		out[ContactOffice] = office
	}
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(m[2], "\n", ""), func(c rune) bool { return c == '，' || c == ',' || c == '；' || c == ';' }) {
		label := contactLabels.FindStringSubmatch(part)
		if label == nil || label[2] == "" || strings.Contains(label[2], "【") {
			continue
		}
		out[contactLabelled(label[1])] = label[2]
	}
	return out
}

// contactLabelled returns the field that a label in a preamble names.
func contactLabelled(label string) form.Address {
	switch {
	case strings.Contains(label, "地址"):
		return ContactAddress
	case strings.Contains(label, "邮编"), strings.Contains(label, "编码"):
		return ContactPostcode
	case strings.Contains(label, "电话"):
		return ContactPhone
	}
	return ContactEmail
}

var (
	postcodeShape = regexp.MustCompile(`^\d{6}$`)
	emailShape    = regexp.MustCompile(`^[^\s@，。；]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$`)
	phoneShape    = regexp.MustCompile(`^[\d\s()、,/;转-]+$`)
)

// ContactDoubt says in Chinese what is unusual about a contact field, "" for
// nothing. It is a hint: an office knows its address better.
func (r *Report) ContactDoubt(a form.Address) string {
	text := r.texts[a]
	switch {
	case text == "":
		return ""
	case a == ContactPostcode && !postcodeShape.MatchString(text):
		return "邮编一般是6位数字，请核对。"
	case a == ContactEmail && !emailShape.MatchString(text):
		return "电子邮箱的格式不像“名称@网址”，请核对。"
	case a == ContactPhone && !phoneShape.MatchString(strings.NewReplacer("（", "(", "）", ")", "—", "-", "－", "-").Replace(text)):
		return "电话中有数字以外的内容，请核对。"
	}
	return ""
}
