package reading

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/report"
)

// readTexts reads the parts that are text, the preamble and the signature.
func (r *reader) readTexts() {
	sections := r.report.Form().Sections
	last := sections[len(sections)-1].ID
	r.parts[last] = r.readSignature(r.parts[last])
	r.readPreamble()
	for _, s := range sections {
		if s.Table == nil {
			r.readPart(s, paragraphs(r.parts[s.ID]))
		}
	}
}

// paragraphs returns the texts of items, without what stands in tables.
func paragraphs(items []item) []string {
	var out []string
	for _, it := range items {
		if it.table == nil {
			out = append(out, strings.TrimSpace(strings.ReplaceAll(it.text, "\u3000", " ")))
		}
	}
	return out
}

// subhead is a piece of a part under a heading of its own.
type subhead struct {
	ordinal, title string
	text           []string
}

var subheadShape = regexp.MustCompile(`^[（(]\s*([一二三四五六七八九十])\s*[)）]\s*(.*)$`)

// cutSubhead takes a heading of the second level off a paragraph; what follows it in
// the same line is text.
func cutSubhead(line string) (h subhead, ok bool) {
	if ordinal, rest := damagedLabel(line); ordinal != "" {
		h = subhead{ordinal: ordinal}
		if rest != "" {
			h.text = []string{rest}
		}
		return h, true
	}
	m := subheadShape.FindStringSubmatch(line)
	if m == nil {
		return h, false
	}
	const longest = 30
	title, rest := m[2], ""
	if i := strings.IndexAny(title, "。：:"); i >= 0 {
		_, size := utf8.DecodeRuneInString(title[i:])
		title, rest = title[:i], strings.TrimSpace(title[i+size:])
	}
	if utf8.RuneCountInString(title) > longest {
		return h, false
	}
	h = subhead{ordinal: m[1], title: strings.TrimSpace(title)}
	if rest != "" {
		h.text = []string{rest}
	}
	return h, true
}

// readPart puts the paragraphs of a part into its fields, by their headings. Where
// one of them is none of the form's, all of it goes into the field without heading,
// headings included: nothing is put where it may not belong.
func (r *reader) readPart(s *form.Section, lines []string) {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == "" || leftoverSentence(l) || instruction(l) })
	if len(lines) == 0 {
		return
	}
	if named := fieldsWithHeadings(s); len(named) == 0 {
		r.readUntitled(s, lines)
		return
	}
	var lead []string
	var heads []subhead
	for _, line := range lines {
		if h, ok := cutSubhead(line); ok {
			heads = append(heads, h)
		} else if len(heads) > 0 {
			heads[len(heads)-1].text = append(heads[len(heads)-1].text, line)
		} else {
			lead = append(lead, line)
		}
	}
	fields, ok := matchHeads(s, heads)
	first := s.Fields[0]
	if !ok {
		r.set(first.Address, strings.Join(lines, "\n"))
		r.note("“" + s.Heading + "”的小标题与格式不同，全文放在“" + first.Name + "”中，请按格式分开")
		return
	}
	r.set(first.Address, strings.Join(lead, "\n"))
	for i, h := range heads {
		r.set(fields[i].Address, strings.Join(h.text, "\n"))
		if h.title == "" {
			r.repaired("损坏的小标题按序号补上", s.Heading, 1)
		}
	}
}

// instruction says whether a line is one of the blank form that says what belongs there.
func instruction(line string) bool {
	is, whole := tables.Fold(line), strings.TrimSpace(line)
	within := strings.LastIndexAny(whole, "（(") == 0 && (strings.HasSuffix(whole, "）") || strings.HasSuffix(whole, ")"))
	return is == "文字描述" || within && strings.HasPrefix(is, "文字描述") || strings.HasSuffix(is, "年度报告格式模板")
}

func fieldsWithHeadings(s *form.Section) []*form.Field {
	return slices.DeleteFunc(slices.Clone(s.Fields), func(f *form.Field) bool { return f.Heading == "" })
}

// matchHeads finds the field that each heading is of. It says no where one is of none
// or two are of the same.
func matchHeads(s *form.Section, heads []subhead) ([]*form.Field, bool) {
	var out []*form.Field
	for _, h := range heads {
		f := fieldHeaded(s, h)
		if f == nil || slices.Contains(out, f) {
			return nil, false
		}
		out = append(out, f)
	}
	return out, true
}

func fieldHeaded(s *form.Section, h subhead) *form.Field {
	var best *form.Field
	most := likeSubhead
	for _, f := range fieldsWithHeadings(s) {
		number, name, _ := strings.Cut(strings.TrimLeft(f.Heading, "（"), "）")
		if h.title == "" { // damaged, its number is left
			if number == h.ordinal {
				return f
			}
			continue
		}
		for _, known := range append([]string{name}, f.Aliases...) {
			if like := alike(core(h.title), core(known)); like >= most {
				best, most = f, like
			}
		}
	}
	return best
}

// core is what tells one heading of the second level from another.
func core(heading string) string {
	is := tables.Fold(heading)
	for _, common := range []string{"情况", "工作", "政府信息", "信息"} {
		if less := strings.ReplaceAll(is, common, ""); less != "" {
			is = less
		}
	}
	return is
}

// readUntitled puts the paragraphs of a part whose fields have no headings where they
// belong: those on the fee, and all others.
func (r *reader) readUntitled(s *form.Section, lines []string) {
	byField := map[form.Address][]string{}
	for _, line := range lines {
		f := s.Fields[len(s.Fields)-1]
		if strings.Contains(line, "信息处理费") || strings.Contains(line, "收费") && strings.Contains(line, "费") && len(lines) == 1 {
			f = s.Fields[0]
		}
		byField[f.Address] = append(byField[f.Address], line)
	}
	for _, f := range s.Fields {
		r.set(f.Address, strings.Join(byField[f.Address], "\n"))
	}
}

// readSignature takes unit and date off the end of the last part.
func (r *reader) readSignature(items []item) []item {
	const most = 4 // lines at the end that may hold them
	for i := len(items) - 1; i >= 0 && i >= len(items)-most; i-- {
		if items[i].table != nil {
			continue
		}
		line := squeeze(strings.Trim(items[i].text, "（）() \u3000"))
		day, err := report.ReadDate(line)
		if err != nil || utf8.RuneCountInString(line) > 20 {
			continue
		}
		r.set(report.SignedOn, report.PrintDate(day))
		if i > 0 && items[i-1].table == nil {
			if by := squeeze(items[i-1].text); by == r.unit || utf8.RuneCountInString(by) <= 30 && !strings.ContainsAny(by, "。，；：") {
				r.set(report.SignedBy, by)
				i--
			}
		}
		return items[:i]
	}
	return items
}

// Lines before the first part that are no preamble: what a page says of itself.
var ofThePage = regexp.MustCompile(`^(发布(日期|时间|机构)|来源|索引号|信息来源|浏览(次数|量)|字体|字号|打印|分享|作者|文号|主题分类|生成日期|成文日期|您(现在)?(的位置|所在)|当前位置|首页|上一[篇条]|下一[篇条]|相关(链接|信息|阅读))|^〔|^【.*】$`)

// readPreamble takes what stands between title and first part.
func (r *reader) readPreamble() {
	var lines []string
	for _, line := range paragraphs(r.head) {
		_, err := report.ReadDate(strings.Trim(squeeze(line), "（）()"))
		switch {
		case line == "", ofThePage.MatchString(line), err == nil, instruction(line):
		case utf8.RuneCountInString(line) < 12 && !strings.ContainsAny(line, "。，"):
		default:
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return
	}
	r.set(report.Preamble, strings.Join(lines, "\n"))
	contact := r.report.Contact()
	for _, f := range report.ContactFields {
		r.set(f.Address, contact[f.Address])
	}
}
