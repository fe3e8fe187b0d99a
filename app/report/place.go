package report

import (
	"strings"

	"nianbao/app/form"
)

// metaNames are the places that belong to no section.
var metaNames = map[form.Address]string{
	UnitName: "单位全称",
	Year:     "年度",
	Edition:  "格式版本",
	SignedBy: "署名",
	SignedOn: "成文日期",
	Preamble: "引言",

	ContactOffice:   "联系部门",
	ContactAddress:  "联系地址",
	ContactPostcode: "邮编",
	ContactPhone:    "联系电话",
	ContactEmail:    "电子邮箱",
}

// PlaceName says in Chinese what stands at an address: 三、收到和处理政府信息公开
// 申请情况·予以公开·自然人.
func PlaceName(catalog *form.Catalog, edition string, a form.Address) string {
	f := catalog.Edition(edition)
	if f == nil {
		f = catalog.Editions()[0]
	}
	if total, ok := CutSourceTotal(a); ok {
		return PlaceName(catalog, edition, total) + "（来源中的总计）"
	}
	switch s := f.SectionOf(a); {
	case s == nil:
		return besideName(a)
	case f.Cell(a) != nil:
		return s.Table.Name + "·" + f.Cell(a).Name
	default:
		return s.Heading + f.Field(a).Name
	}
}

// besideName names a place outside the sections.
func besideName(a form.Address) string {
	if name, known := metaNames[a]; known {
		return name
	}
	switch {
	case strings.HasPrefix(string(a), "meta.facts."):
		return "本单位情况"
	case strings.HasPrefix(string(a), "meta.layout."):
		return "表格式样"
	case strings.HasPrefix(string(a), "note.explain."):
		return "情况说明"
	case IsCarried(a):
		return "带入的上年数"
	case IsCounted(a):
		return "台账中的行"
	case IsRegister(a):
		return "台账计入的行数"
	case IsProvided(a):
		return "科室报送的数"
	case IsNote(a):
		return "审核意见"
	}
	return string(a)
}
