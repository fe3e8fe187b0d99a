// Package registertest makes up registers of applications of the kind that offices
// keep, and says what they come to: it decides first what becomes of each application,
// and then writes a row that says so.
package registertest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"time"

	"nianbao/app/form"
	"nianbao/app/workbook"
	"nianbao/app/workdays"
)

// Surname begins the name of every made-up applicant, and nothing else: whoever finds
// it outside the register has found a name.
const Surname = "慕容"

// Year is the year of the registers that are made up.
const Year = 2025

// Made is a made-up register.
type Made struct {
	Book *workbook.Book
	Want map[form.Address]int // figures of the report that are not 0
	Left int                  // rows that count nowhere
	Late int                  // rows that may have been answered too late
	Rows int                  // applications
}

// Bytes returns the register as its file holds it.
func (m *Made) Bytes() []byte {
	var out bytes.Buffer
	if err := m.Book.Write(&out); err != nil {
		panic(err) // memory takes everything
	}
	return out.Bytes()
}

// outcomes are rows of the form with the words that offices have for them.
var outcomes = []struct {
	row   string
	words [3]string
}{
	{"granted", [3]string{"予以公开", "同意公开", "已公开 "}},
	{"partly_granted", [3]string{"部分公开", "部分予以公开", "区分处理"}},
	{"refused.third_party", [3]string{"不予公开（商业秘密）", "不予公开-个人隐私", "涉及第三方，不公开"}},
	{"refused.process_information", [3]string{"过程性信息", "不予公开(过程性)", "过程性信息不予公开"}},
	{"unavailable.not_held", [3]string{"信息不存在", "本机关不掌握", "无法提供：信息不存在"}},
	{"not_processed.complaint", [3]string{"信访举报投诉类申请", "信访", "不予处理-信访"}},
	{"not_processed.repeated", [3]string{"重复申请", "重复", "不予处理：重复申请"}},
	{"otherwise_closed.not_clarified", [3]string{"逾期不补正", "逾期未补正", "未补正视为放弃"}},
	{"otherwise_closed.other", [3]string{"撤回", "申请人撤回", "主动撤回申请"}},
}

var kinds = []struct {
	column string
	words  [2]string
}{
	{"natural_person", [2]string{"自然人", "公民"}},
	{"natural_person", [2]string{"自然人", "个人"}},
	{"natural_person", [2]string{"公民", "个人"}},
	{"business", [2]string{"商业企业", "公司"}},
	{"law_firm", [2]string{"法律服务机构", "律所"}},
	{"other", [2]string{"其他", "村委会"}},
}

// Headings are the columns, as a head of two rows has them.
var Headings = []string{"序号", "登记编号", "收到日期", "申请方式", "申请人", "申请人类别", "申请内容", "补正收到日期", "是否延期", "答复日期", "答复结果", "行政复议", "行政诉讼"}

// maker makes one register.
type maker struct {
	*Made
	random   *rand.Rand
	calendar *workdays.Calendar
}

// Make makes up a register of so many applications in two sheets, with a title above,
// dates as text and as numbers, and a row of sums at the end. Seed makes it another one.
func Make(n int, seed uint64, calendar *workdays.Calendar) *Made {
	m := &maker{Made: &Made{Want: map[form.Address]int{}, Rows: n}, random: rand.New(rand.NewPCG(seed, 7)), calendar: calendar} // #nosec G404 -- no secret
	m.Book = &workbook.Book{Sheets: []*workbook.Sheet{newSheet("上半年"), newSheet("下半年")}}
	for i := range n {
		s := m.Book.Sheets[0]
		if i >= n/2 {
			s = m.Book.Sheets[1]
		}
		s.Rows = append(s.Rows, m.row(i))
	}
	for _, s := range m.Book.Sheets {
		sum := make([]workbook.Cell, len(Headings))
		sum[0], sum[2] = workbook.Cell{Text: "合 计"}, workbook.Cell{Number: fmt.Sprint(len(s.Rows) - 2)}
		s.Rows = append(s.Rows, sum)
	}
	return m.Made
}

func newSheet(name string) *workbook.Sheet {
	head := make([]workbook.Cell, len(Headings))
	for i, h := range Headings {
		head[i] = workbook.Cell{Text: h, Style: workbook.Head}
	}
	title := make([]workbook.Cell, 1)
	title[0] = workbook.Cell{Text: "示例县自然资源局2025年依申请公开登记台账（" + name + "）", Style: workbook.Title}
	return &workbook.Sheet{Name: name, Rows: [][]workbook.Cell{title, head}, Joined: []string{"A1:M1"}, Frozen: 2}
}

func (m *maker) day(from time.Time, days int) time.Time { return from.AddDate(0, 0, days) }

// date writes a date as offices do.
func (m *maker) date(t time.Time) workbook.Cell {
	switch m.random.IntN(4) {
	case 0:
		return workbook.Days(t)
	case 1:
		return workbook.Cell{Text: t.Format("2006.1.2")}
	case 2:
		return workbook.Cell{Text: t.Format("2006年1月2日")}
	}
	return workbook.Cell{Text: t.Format("2006-01-02")}
}

// row decides what becomes of an application, and writes it down.
func (m *maker) row(i int) []workbook.Cell {
	begin := time.Date(Year, 1, 2, 0, 0, 0, 0, time.UTC)
	entry, received := "received", m.day(begin, m.random.IntN(300))
	if m.random.IntN(20) == 0 {
		entry, received = "carried_in", m.day(begin, -5-m.random.IntN(20))
	}
	kind := kinds[m.random.IntN(len(kinds))]
	cells := make([]workbook.Cell, len(Headings))
	put := func(column int, text string) { cells[column] = workbook.Cell{Text: text, Style: workbook.Body} }
	cells[0] = workbook.Cell{Number: fmt.Sprint(i + 1)}
	put(1, fmt.Sprintf("依申请〔2025〕%d号", i+1))
	cells[2] = m.date(received)
	put(3, []string{"网络", "信函", "当面"}[m.random.IntN(3)])
	put(4, fmt.Sprintf("%s第%d位", Surname, i+1))
	put(5, kind.words[m.random.IntN(2)])
	put(6, fmt.Sprintf("关于第%d号地块的征收材料", m.random.IntN(1_000_000)))

	from, limit := received, 20
	if m.random.IntN(8) == 0 {
		from = m.day(received, 3+m.random.IntN(15))
		cells[7] = m.date(from)
	}
	switch m.random.IntN(6) {
	case 0:
		limit = 40
		put(8, "是")
	case 1:
		put(8, "否")
	}
	exit, closed := m.outcome(from, cells)
	if m.random.IntN(25) == 0 { // a word that nobody maps, which is in no list
		put(10, "另案办理")
		m.Left++
		return cells
	}
	m.Want[form.Address("requests."+entry+"."+kind.column)]++
	m.Want[form.Address("requests."+exit+"."+kind.column)]++
	m.contested(cells)
	if m.used(from, closed) > limit {
		m.Late++
	}
	return cells
}

// outcome writes what became of an application, and when; open ones go on to the end of
// the year.
func (m *maker) outcome(from time.Time, cells []workbook.Cell) (row string, closed time.Time) {
	end := time.Date(Year, 12, 31, 0, 0, 0, 0, time.UTC)
	closed = m.day(from, 1+m.random.IntN(45))
	if closed.Year() < Year {
		closed = m.day(time.Date(Year, 1, 2, 0, 0, 0, 0, time.UTC), m.random.IntN(20))
	}
	if m.random.IntN(15) == 0 {
		if m.random.IntN(2) == 0 {
			cells[10] = workbook.Cell{Text: "正在办理"}
		}
		return "carried_out", end
	}
	o := outcomes[m.random.IntN(len(outcomes))]
	cells[9], cells[10] = m.date(closed), workbook.Cell{Text: o.words[m.random.IntN(3)]}
	return o.row, closed
}

// contested says of some rows what became of them before a court.
func (m *maker) contested(cells []workbook.Cell) {
	results := map[string]string{"维持": "upheld", "责令重新答复": "corrected", "撤回终止": "other_result", "审理中": "pending"}
	words := []string{"维持", "责令重新答复", "撤回终止", "审理中"}
	reconsidered := m.random.IntN(12) == 0
	if reconsidered {
		word := words[m.random.IntN(4)]
		cells[11] = workbook.Cell{Text: word}
		m.Want[form.Address("disputes.reconsideration."+results[word])]++
	}
	if m.random.IntN(20) == 0 {
		word, group := words[m.random.IntN(4)], "direct_suit"
		if reconsidered {
			group = "suit_after_reconsideration"
		}
		cells[12] = workbook.Cell{Text: word}
		m.Want[form.Address("disputes."+group+"."+results[word])]++
	}
}

// used counts working days one by one.
func (m *maker) used(from, to time.Time) int {
	n := 0
	for t := to; t.After(from); t = t.AddDate(0, 0, -1) {
		if m.calendar.Is(t) {
			n++
		}
	}
	return n
}
