// Package prose sets Chinese text on the screen: it breaks lines where Chinese
// may be broken, which the toolkit does not know.
package prose

import "strings"

// Characters that do not begin or do not end a line of Chinese. The space in
// them is the one that must not be broken.
const (
	notFirst = "，。、；：？！）》〉」』】〕”’％%,.;:?!)]}·\u00a0"
	notLast  = "（《〈「『【〔“‘([{\u00a0"
)

// words are the two-character words of the form: a line ends better before
// them than inside.
var words = map[string]bool{}

func init() {
	for _, w := range strings.Fields("申请 行政 政府 信息 公开 情况 数量 社会 公益 组织 法律 法规 服务 机构 机关 结果 维持 纠正 " +
		"复议 诉讼 其他 规范 文件 第一 第二 第三 第四 一项 二项 三项 四项 之和 情形 年度 报告 填写 单位 草稿 " +
		"还没 没填 要改 改正 要说 说明 提示 处理 缴纳 费用 补正 正当 理由 逾期 获取 确认 出具") {
		words[w] = true
	}
}

// back is how far a line is shortened at most to end well, in characters.
const back = 24

// Wrap breaks a text into lines no wider than width, between any two
// characters but not inside a number or word, before closing or after opening
// marks. A character wider than the line stands alone.
func Wrap(text string, width float32, advance func(rune) float32) []string {
	var lines []string
	for _, part := range strings.Split(text, "\n") {
		lines = append(lines, wrapLine([]rune(part), width, advance)...)
	}
	return lines
}

func wrapLine(text []rune, width float32, advance func(rune) float32) []string {
	var lines []string
	for len(text) > 0 {
		n := fitting(text, width, advance)
		lines = append(lines, strings.TrimRight(string(text[:n]), " \u3000"))
		text = text[n:]
		for len(text) > 0 && isSpace(text[0]) {
			text = text[1:]
		}
	}
	if lines == nil {
		return []string{""}
	}
	return lines
}

// fitting counts the characters of the first line.
func fitting(text []rune, width float32, advance func(rune) float32) int {
	n, used := 0, float32(0)
	for n < len(text) && (n == 0 || used+advance(text[n]) <= width) {
		used += advance(text[n])
		n++
	}
	if n == len(text) {
		return n
	}
	for cut := n; cut > 0 && cut > n-back; cut-- {
		if mayBreak(text[cut-1], text[cut]) {
			return cut
		}
	}
	return n
}

func mayBreak(before, after rune) bool {
	if strings.ContainsRune(notFirst, after) || strings.ContainsRune(notLast, before) {
		return false
	}
	return !(plain(before) && plain(after)) && !words[string([]rune{before, after})]
}

// plain says whether a character belongs to a word or number in Latin script.
func plain(r rune) bool { return r > ' ' && r < 0x7f }

func isSpace(r rune) bool { return r == ' ' || r == '\u3000' }
