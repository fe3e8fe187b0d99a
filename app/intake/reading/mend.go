package reading

import (
	"regexp"
	"strings"

	"nianbao/app/intake/page"
	"nianbao/app/intake/plain"
	"nianbao/app/intake/simplify"
)

// mend undoes what was done to the text on its way: Traditional characters by
// machine, pinyin behind characters, page numbers among the lines.
func (r *reader) mend() {
	traditional, changed := r.traditional()
	pinyin := 0
	mended := func(s string) string {
		if traditional {
			s, _ = simplify.Text(s)
			s = strings.ReplaceAll(s, "公_", "公开") // what reading one byte off leaves of 开
		}
		plain := pinyinShape.ReplaceAllString(s, "$1")
		if plain != s {
			pinyin += len(pinyinShape.FindAllString(s, -1))
		}
		return plain
	}
	pages := 0
	for i, b := range r.page.Blocks {
		if b.Table != nil {
			r.items = append(r.items, item{table: mendTable(b.Table, mended), block: i})
			continue
		}
		for n, raw := range strings.Split(b.Text, "\n") {
			line := strings.TrimRight(mended(raw), " \u3000\u00a0\t\r")
			switch {
			case plain.IsPageNumber(line):
				pages++
			case strings.TrimSpace(line) != "":
				r.items = append(r.items, item{text: line, raw: raw, block: i, line: n})
			}
		}
	}
	r.repaired("繁体字改为简体字", "", changed)
	r.repaired("删去汉字后面括号里的拼音", "", pinyin)
	r.repaired("删去夹在文字中的页码", "", pages)
}

func mendTable(t *page.Table, mended func(string) string) *page.Table {
	out := &page.Table{Rows: make([][]page.Cell, len(t.Rows))}
	for i, row := range t.Rows {
		for _, c := range row {
			c.Text = mended(c.Text)
			out.Rows[i] = append(out.Rows[i], c)
		}
	}
	return out
}

// repaired notes a repair, the same ones of a place together; nothing that happened
// nowhere.
func (r *reader) repaired(what, where string, count int) {
	if count == 0 {
		return
	}
	for i := range r.out.Repairs {
		if is := &r.out.Repairs[i]; is.What == what && is.Where == where {
			is.Count += count
			return
		}
	}
	r.out.Repairs = append(r.out.Repairs, Repair{What: what, Where: where, Count: count})
}

var pinyinShape = regexp.MustCompile(`(\p{Han})[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]`)

// traditional says whether the document is in Traditional characters, and how many
// of its characters are. A few, as in a name or a title of old, do not count.
func (r *reader) traditional() (bool, int) {
	var all strings.Builder
	for _, b := range r.page.Blocks {
		all.WriteString(b.Text)
		if b.Table != nil {
			for _, row := range b.Table.Rows {
				for _, c := range row {
					all.WriteString(c.Text)
				}
			}
		}
	}
	_, changed := simplify.Text(all.String())
	han := 0
	for _, c := range all.String() {
		if c >= 0x4e00 && c <= 0x9fff {
			han++
		}
	}
	const few = 50 // one in so many
	return changed*few > han, changed
}

// The ordinal of a label that was read one byte off and then made Traditional: its
// opening bracket and number became these characters.
var oneByteOff = []struct{ looks, ordinal string }{
	{"ㄒ唬", "一"}, {"ㄋ模", "四"}, {"ㄎ澹", "五"}, {"ㄆ撸", "七"}, {"ǘ", "二"}, {"ㄈ", "三"}, {"┢", "六"},
}

// damagedLabel returns the ordinal of a label that begins as one read one byte off,
// "" for any other text, and what follows a tag that its end swallowed.
func damagedLabel(s string) (ordinal, rest string) {
	s = strings.TrimLeft(s, " \u3000?？")
	s, yes := strings.CutPrefix(s, "。")
	if !yes {
		return "", ""
	}
	for _, d := range oneByteOff {
		if strings.HasPrefix(s, d.looks) {
			for _, tag := range []string{"br/>", "/p>"} {
				if _, after, found := strings.Cut(s, tag); found {
					return d.ordinal, strings.TrimSpace(after)
				}
			}
			return d.ordinal, ""
		}
	}
	return "", ""
}
