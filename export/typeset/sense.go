package typeset

import (
	"math"
	"slices"
	"strings"
	"sync"

	"nianbao/export/text"
)

// A title is broken by sense, in the shape of a trapezoid or a diamond
// (GB/T 9704). There is no dictionary of organs' names; these lists hold the
// words that such names are made of.
var (
	// whole are words never broken.
	whole = []string{
		"政府信息公开", "工作年度报告", "人民政府", "政府", "办公室", "委员会", "自治区", "自治州", "自治县", "自治旗",
		"办事处", "街道", "管理", "监督", "发展", "改革", "资源", "规划", "建设", "住房", "城乡", "交通", "运输", "农业",
		"农村", "卫生", "健康", "教育", "体育", "文化", "旅游", "广播", "电视", "科学", "技术", "工业", "信息化", "公安",
		"民政", "司法", "财政", "人力", "社会", "保障", "自然", "生态", "环境", "水利", "商务", "审计", "应急", "市场",
		"统计", "医疗", "退役", "军人", "事务", "行政", "审批", "服务", "综合", "执法", "开发区", "经济", "高新", "产业",
		"园区", "承办", "人员", "承办人员", "部门", "负责人", "主要负责人", "领导", "分管领导", "主要领导", "主任", "科室", "处室",
		"股室", "主管", "局长", "县长", "区长", "市长", "镇长", "乡长", "保密", "初审", "复审", "终审", "审核", "审查", "示范区", "试验区", "新区", "中心", "税务", "总局", "分局", "支队", "大队", "国务院", "中华人民共和国",
		"住房和城乡建设", "住房城乡建设", "自然资源和规划", "人力资源和社会保障", "文化和旅游", "文化广电和旅游", "发展和改革",
		"工业和信息化", "卫生健康", "农业农村", "市场监督管理", "退役军人事务", "应急管理", "教育体育", "教育和体育", "生态环境",
		"机关事务管理", "医疗保障", "政务服务", "数据管理", "交通运输", "综合行政执法", "城市管理", "民族宗教", "乡村振兴",
		"国家级", "国家", "自由贸易", "高新技术", "高新区", "信息", "公开", "申请", "机关", "处理", "结果", "组织", "费用",
	}
	// closers are what a part of a name ends with; behind the longest of
	// them a line ends best.
	closers = []string{
		"省", "自治区", "市", "州", "盟", "地区", "县", "旗", "区", "乡", "镇", "街道", "人民政府", "委员会", "办公室",
		"局", "厅", "部", "办事处", "）", "、", "中心", "院", "署", "开发区",
	}
	// beginners are what the second half of a long name may begin with.
	beginners = []string{
		"人民政府", "办公室", "管理委员会", "委员会", "街道", "（", "发展", "自然", "住房", "人力", "农业", "文化", "市场",
		"产业", "综合", "生态", "交通", "教育", "和", "与", "及", "暨",
	}
)

// TitleLines breaks the title: the organ's name on its own line or lines, and
// what follows, from the year on, on one.
func (s Typesetter) TitleLines(name, rest string, measure float64) [][]rune {
	if all := text.Clean(name + rest); s.TextWidth(all) <= measure+Slack {
		return [][]rune{all}
	}
	last := text.Clean(rest)
	out := s.SenseLines(text.Clean(name), measure, s.TextWidth(last))
	return append(out, s.SenseLines(last, measure, 0)...)
}

const (
	// oneMore is what a line more than needed costs.
	oneMore = 3
	// mostLines is how many lines are broken by sense: the ways to do so grow
	// with each line, and no organ's name takes more.
	mostLines = 3
)

// SenseLines breaks a name at the places that read best, into as few lines
// as it takes or one more. Below is the width of the line that follows.
func (s Typesetter) SenseLines(text []rune, measure, below float64) [][]rune {
	if len(text) == 0 {
		return nil
	}
	total := s.TextWidth(text)
	least := int(math.Ceil(total/measure - Slack))
	if least < 2 {
		return [][]rune{text}
	}
	if least <= mostLines {
		c := lineBreakOptimiser{Typesetter: s, text: text, cost: senseCosts(text), measure: measure, below: below}
		for n := least; n <= least+1; n++ {
			c.ideal = total / float64(n)
			c.try(0, n, float64(n-least)*oneMore, nil)
		}
		if c.best != nil {
			return split(text, c.best)
		}
	}
	return texts(s.Fill(text, 0, measure))
}

func texts(lines []Line) [][]rune {
	out := make([][]rune, len(lines))
	for i, l := range lines {
		out[i] = l.Text
	}
	return out
}

func split(text []rune, at []int) [][]rune {
	var out [][]rune
	from := 0
	for _, i := range append(at, len(text)) {
		out = append(out, []rune(strings.Trim(string(text[from:i]), " \u3000")))
		from = i
	}
	return out
}

// never is the cost of a break that must not be.
const never = 1e9

// senseCosts says how badly a line would begin at each place of a name.
func senseCosts(text []rune) []float64 {
	may := breaks(text)
	cost := make([]float64, len(text))
	for i := range cost {
		before, after := string(text[:i]), string(text[i:])
		switch {
		case !may[i]:
			cost[i] = never
		case hasAnySuffix(before, closers) || isSpace(text[max(i-1, 0)]):
			cost[i] = 0
		case hasAnyPrefix(after, beginners):
			cost[i] = 1
		default:
			cost[i] = 4
		}
	}
	insideWords(text, func(i int) { cost[i] = never })
	return cost
}

// wholeByFirst holds the whole words by the character that they begin with.
var wholeByFirst = sync.OnceValue(func() map[rune][][]rune {
	out := map[rune][][]rune{}
	for _, w := range whole {
		word := []rune(w)
		out[word[0]] = append(out[word[0]], word)
	}
	return out
})

// insideWords names the places inside the words that should stay whole.
func insideWords(text []rune, is func(i int)) {
	for i, r := range text {
		for _, word := range wholeByFirst()[r] {
			if i+len(word) > len(text) || !slices.Equal(text[i:i+len(word)], word) {
				continue
			}
			for j := 1; j < len(word); j++ {
				is(i + j)
			}
		}
	}
}

func hasAnySuffix(s string, list []string) bool {
	for _, x := range list {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

func hasAnyPrefix(s string, list []string) bool {
	for _, x := range list {
		if strings.HasPrefix(s, x) {
			return true
		}
	}
	return false
}

// lineBreakOptimiser tries the ways to break a short text into n lines. A name has some
// forty characters and two or three lines: all ways can be tried.
type lineBreakOptimiser struct {
	Typesetter
	text           []rune
	cost           []float64
	measure, ideal float64
	below          float64 // width of the line that follows, 0 for none
	best           []int
	bestCost       float64
}

// try sets n more lines from start, given the breaks made so far.
func (c *lineBreakOptimiser) try(start, n int, cost float64, made []int) {
	if c.best != nil && cost >= c.bestCost {
		return
	}
	if n == 1 {
		w := c.TextWidth(c.text[start:])
		cost += c.unevenness(w) + c.concavityPenalty(made)
		if w <= c.measure+Slack && (c.best == nil || cost < c.bestCost) {
			c.best, c.bestCost = append([]int{}, made...), cost
		}
		return
	}
	var w float64
	for i := start + 1; i < len(c.text); i++ {
		w += c.CharWidth(c.text[i-1])
		if w > c.measure+Slack {
			return
		}
		if c.cost[i] < never {
			c.try(i, n-1, cost+c.cost[i]+c.unevenness(w), append(made, i))
		}
	}
}

// unevenness is the cost of a line of that width: lines of about the same width
// are wanted, but sense comes before it.
func (c *lineBreakOptimiser) unevenness(w float64) float64 {
	d := (w - c.ideal) / MM(c.Size)
	return d * d / 16
}

// concavityPenalty is the cost of lines narrower than both of their neighbours: a title
// has the shape of a trapezoid or a diamond, not of an hourglass.
func (c *lineBreakOptimiser) concavityPenalty(made []int) float64 {
	if c.below == 0 {
		return 0
	}
	var widths []float64
	from := 0
	for _, i := range append(append([]int{}, made...), len(c.text)) {
		widths = append(widths, c.TextWidth(c.text[from:i]))
		from = i
	}
	widths = append(widths, c.below)
	var cost float64
	for i := 1; i+1 < len(widths); i++ {
		if widths[i] < widths[i-1] && widths[i] < widths[i+1] {
			cost += 3
		}
	}
	return cost
}
