package app

import (
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// PlaceName says in Chinese what stands at an address: 三、收到和处理政府信息公开
// 申请情况·予以公开·自然人.
func PlaceName(catalog *form.Catalog, edition string, a form.Address) string {
	switch a {
	case report.UnitName:
		return "单位全称"
	case report.Year:
		return "年度"
	case report.Edition:
		return "格式版本"
	case report.SignedBy:
		return "署名"
	case report.SignedOn:
		return "成文日期"
	case report.Preamble:
		return "引言"
	}
	f := catalog.Edition(edition)
	if f == nil {
		f = catalog.Editions()[0]
	}
	if total, printed := report.CutPrinted(a); printed {
		return PlaceName(catalog, edition, total) + "（来源文件所印）"
	}
	switch s := f.SectionOf(a); {
	case s == nil && strings.HasPrefix(string(a), "meta.facts."):
		return "本单位情况"
	case s == nil && strings.HasPrefix(string(a), "meta.layout."):
		return "表格式样"
	case s == nil && strings.HasPrefix(string(a), "note.explain."):
		return "情况说明"
	case s == nil && report.IsNote(a):
		return "审核意见"
	case s == nil:
		return string(a)
	case f.Cell(a) != nil:
		return s.Table.Name + "·" + f.Cell(a).Name
	default:
		return s.Heading + f.Field(a).Name
	}
}
