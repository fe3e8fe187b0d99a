package register_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/counted"
	"nianbao/app/intake/register"
	"nianbao/app/intake/register/registertest"
	"nianbao/app/workbook"
)

// sheetOf makes a sheet of rows, in which columns are parted by bars and dates written
// as texts; =… is a formula without what it comes to, #… a number.
func sheetOf(rows ...string) *workbook.Sheet {
	s := &workbook.Sheet{Name: "台账"}
	for _, row := range rows {
		var cells []workbook.Cell
		for text := range strings.SplitSeq(row, "|") {
			switch {
			case strings.HasPrefix(text, "="):
				cells = append(cells, workbook.Cell{Formula: text[1:]})
			case strings.HasPrefix(text, "#"):
				cells = append(cells, workbook.Cell{Number: text[1:]})
			default:
				cells = append(cells, workbook.Cell{Text: text})
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

func bytesOf(t testing.TB, sheets ...*workbook.Sheet) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := (&workbook.Book{Sheets: sheets}).Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const usual = "登记编号|收到日期|申请人|申请人类别|申请内容|答复日期|办理结果"

// said lists what there is to say of rows.
func said(of []register.Remark) string {
	var out []string
	for _, r := range of {
		out = append(out, fmt.Sprintf("%d %s", r.At.Row, r.Why))
	}
	return strings.Join(out, "；")
}

// figures are those that are not 0.
func figures(c *register.Count) string {
	var out []string
	for a, rows := range c.Cells {
		if len(rows) > 0 {
			out = append(out, fmt.Sprintf("%s %d", strings.TrimPrefix(strings.TrimSuffix(string(a), ".natural_person"), "requests."), len(rows)))
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// Rows that fall outside the year, have no outcome, cannot be read or appear twice are
// listed, and each row counts whole or not at all.
func TestRowsThatHaveToBeLookedAt(t *testing.T) {
	for name, tt := range map[string]struct {
		rows           []string
		left, look     string
		figures, skips string
	}{
		"as usual": {
			[]string{"1|2025.3.3|甲|自然人|一|2025年3月10日|予以公开", "2|#45719|乙|自然人|二|#45726.5|予以公开", "3|20250303|丙|自然人|三|2025-03-10 09:30:00|部分公开"},
			"", "", "granted 2, partly_granted 1, received 3", "",
		},
		"by the dates": {
			[]string{"1|2024-12-20|甲|自然人|一|2025-1-10|予以公开", "2|2025-12-20|乙|自然人|二|2026-1-10|予以公开", "3|2024-12-20|丙|自然人|三||", "4|2025-12-20|丁|自然人|四||正在办理"},
			"", "", "carried_in 2, carried_out 3, granted 1, received 2", "",
		},
		"outside the year": {
			[]string{"1|2024-3-3|甲|自然人|一|2024-3-10|予以公开", "2|2026-1-4|乙|自然人|二||"},
			"2 2024年已经办结，不在统计期限内；3 2026年收到，不在统计期限内", "", "", "",
		},
		"without an outcome": {
			[]string{"1|2025-3-3|甲|自然人|一|2025-3-10|", "2|2025-3-3|乙|自然人|二||予以公开"},
			"2 没有办理结果", "3 有办理结果，没有答复日期，按本年办结计", "granted 1, received 1", "",
		},
		"no applicant, no date": {
			[]string{"1|2025-3-3|甲||一|2025-3-10|予以公开", "2||乙|自然人|二|2025-3-10|予以公开"},
			"2 没有申请人类别；3 没有收到日期", "", "", "",
		},
		"dates that are none": {
			[]string{"1|25.3.3|甲|自然人|一|2025-3-10|予以公开", "2|三月三日|甲|自然人|二|2025-3-10|予以公开", "3|2025-3-3|甲|自然人|三|2025-2-30|予以公开", "4|2025-3-3|甲|自然人|四|2025-3-1|予以公开", "5|#12|甲|自然人|五|2025-3-10|予以公开", "6|2025-3-3|甲|自然人|六|2025-3-10|予以公开"},
			"2 收到日期无法识别：年份只有两位，不能确定是哪一年，请写四位，如 2026年1月9日；3 收到日期无法识别：缺少年份，请把年、月、日写全，如 2026年1月9日；" +
				"4 答复日期无法识别：2025年2月只有28天，没有30日；5 答复日期早于收到日期；6 收到日期无法识别：无法识别这个日期，请写成 2026年1月9日、2026.1.9、2026-1-9 或者 20260109 这样的形式",
			"", "granted 1, received 1", "",
		},
		"twice": {
			[]string{"1|2025-3-3|甲|自然人|一|2025-3-10|予以公开", "1|2025-3-3|甲|自然人|一|2025-3-10|予以公开", "|2025-3-4|乙|自然人|二|2025-3-10|予以公开", "|2025-3-4|乙|自然人|二|2025-3-10|予以公开", "|2025-3-4|乙|自然人|三|2025-3-10|予以公开", "1|2025-4-3|甲|自然人|一|2025-4-10|予以公开"},
			"", "3 与第 2 行重复，计了两次；5 与第 4 行重复，计了两次", "granted 6, received 6", "",
		},
		"what is no application": {
			[]string{"1|2025-3-3|甲|自然人|一|2025-3-10|予以公开", usual, "2||||||", "合计|#1|||||", "填表人：丁||||||"},
			"", "", "granted 1, received 1", "3 又一行表头；4 没有登记内容；5 合计行；6 没有登记内容",
		},
		"formulas without values": {
			[]string{"1|=A1|甲|自然人|一|2025-3-10|予以公开", "2|2025-3-3|甲|自然人|二|2025-3-10|=G2"},
			"2 收到日期无法识别：公式没有保存结果；3 公式没有保存结果", "", "", "",
		},
	} {
		b, m, sheets := read(t, bytesOf(t, sheetOf(append([]string{usual}, tt.rows...)...)))
		c := b.Count(m, sheets, year(t))
		var skips []string
		for _, s := range c.Skipped {
			skips = append(skips, fmt.Sprintf("%d %s", s.At.Row, s.Why))
		}
		if said(c.Left) != tt.left || said(c.Look) != tt.look || figures(c) != tt.figures || strings.Join(skips, "；") != tt.skips {
			t.Errorf("%s:\nleft %s\nlook %s\nfigures %s\nskipped %s", name, said(c.Left), said(c.Look), figures(c), strings.Join(skips, "；"))
		}
	}
}

// The office chooses whether rows that appear twice count once, and whether hidden ones
// count at all; both are said.
func TestTheOfficeChoosesWhatCounts(t *testing.T) {
	s := sheetOf(usual, "1|2025-3-3|甲|自然人|一|2025-3-10|予以公开", "1|2025-3-3|甲|自然人|一|2025-3-10|予以公开", "2|2025-3-4|乙|自然人|二|2025-3-10|予以公开", "3|2025-3-5|丙|自然人|三|2025-3-10|予以公开")
	s.Unseen, s.Filter = map[int]bool{4: true, 5: true}, "A1:G5"
	veiled := sheetOf(usual, "9|2025-3-3|甲|自然人|九|2025-3-10|予以公开")
	veiled.Hidden = true
	b, m, sheets := read(t, bytesOf(t, s, veiled))
	if l := b.Sheet(1); l.HiddenRows != 2 || !l.Filtered || len(sheets) != 1 || !b.Sheet(2).Hidden {
		t.Errorf("%d hidden rows, filtered %v, sheets %v", l.HiddenRows, l.Filtered, sheets)
	}
	for _, tt := range []struct {
		once, leave bool
		want        string
	}{{false, false, "granted 4, received 4"}, {true, false, "granted 3, received 3"}, {false, true, "granted 2, received 2"}, {true, true, "granted 1, received 1"}} {
		m.CountOnce, m.LeaveHidden = tt.once, tt.leave
		c := b.Count(m, sheets, year(t))
		if figures(c) != tt.want || tt.leave != strings.Contains(strings.Join(c.Summary(), ""), "隐藏的行 2 行，不计：第 4—5 行。") || tt.once != strings.Contains(said(c.Left), "与第 2 行重复，没有再计") {
			t.Errorf("%+v: %s, %q, %s", tt, figures(c), c.Summary(), said(c.Left))
		}
	}
}

// A head may take two rows, and stand below a title.
func TestAHeadOfTwoRows(t *testing.T) {
	s := sheetOf("某局台账|||||||", "收到日期|申请人||办理||行政复议|行政诉讼", "|姓名|类别|答复日期|结果|结果|结果", "2025-3-3|甲|公民|2025-3-10|公开|维持|维持", "2025-3-3|甲|公民|2025-3-10|公开||审理中")
	s.Joined = []string{"A1:G1", "A2:A3", "B2:C2", "D2:E2"}
	b, m, sheets := read(t, bytesOf(t, s))
	var labels []string
	for _, c := range b.Sheet(1).Columns {
		labels = append(labels, c.Label+"="+string(m.Role(&c)))
	}
	if got := strings.Join(labels, " "); got != "收到日期=received 申请人·姓名=applicant 申请人·类别=kind 办理·答复日期=answered 办理·结果=outcome 行政复议·结果=reconsideration 行政诉讼·结果=suit" || b.Sheet(1).Head != 3 {
		t.Fatalf("head in row %d: %s", b.Sheet(1).Head, got)
	}
	list, _ := b.Words(m, sheets, year(t).Form)
	m.TakeProposals(list)
	if got := figures(b.Count(m, sheets, year(t))); got != "disputes.direct_suit.pending 1, disputes.reconsideration.upheld 1, disputes.suit_after_reconsideration.upheld 1, granted 2, received 2" {
		t.Error(got)
	}
}

// What may have been answered too late is told as that, with what was taken off.
func TestWhatMayBeLate(t *testing.T) {
	const head = "收到日期|申请人类别|答复日期|办理结果|补正日期|是否延期|征求意见天数"
	row := func(from, to, rest string) string { return from + "|自然人|" + to + "|予以公开|" + rest }
	b, m, sheets := read(t, bytesOf(t, sheetOf(head,
		row("2025-3-3", "2025-3-31", "||"),         // 20
		row("2025-3-3", "2025-4-1", "||"),          // 21
		row("2025-3-3", "2025-4-1", "2025-3-10||"), // from the day that the applicant said more
		row("2025-3-3", "2025-4-29", "|是|"),        // 41
		row("2025-3-3", "2025-4-28", "|是|"),        // 40
		row("2025-3-3", "2025-4-1", "|否|#1"),       // one taken off
		row("2025-3-3", "2025-4-1", "||约一周"),       // not known
		"2025-11-3|自然人||||否|",                      // open to the end of the year
		row("2025-9-24", "2025-10-29", "|未延期|无"),   // over the holidays of October: 21
	)))
	c := b.Count(m, sheets, year(t))
	var got []string
	for _, l := range c.Late {
		got = append(got, fmt.Sprintf("%d: %d/%d %v %v", l.At.Row, l.Days, l.Limit, l.Known, l.Open))
	}
	if said := c.Late[0].Says(); said != "用了 21 个工作日，期限 20 个：2025年3月3日收到，答复2025年4月1日" {
		t.Error(said)
	}
	if want := "3: 21/20 true false; 5: 41/40 true false; 8: 21/20 false false; 9: 42/20 true true; 10: 21/20 true false"; strings.Join(got, "; ") != want {
		t.Errorf("late: %s", strings.Join(got, "; "))
	}
	y := year(t)
	y.Today = time.Date(2025, 11, 10, 0, 0, 0, 0, time.UTC)
	if n := len(b.Count(m, sheets, y).Late); n != 4 {
		t.Errorf("%d late on 10 November", n)
	}
	y.Calendar = nil
	if c := b.Count(m, sheets, y); !slices.Contains(c.UnknownYears, 2025) || !strings.Contains(strings.Join(c.Summary(), ""), "2025年的节假日安排程序中没有，按星期一至星期五算") {
		t.Errorf("without a calendar: %q", c.Summary())
	}
}

// What is no register is refused with a sentence that says what to do.
func TestWhatIsNoRegister(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	made := registertest.Make(5, 0, nil).Bytes()
	locked, err := filepath.Glob("../testdata/locked/*.xlsx")
	if err != nil || len(locked) == 0 {
		t.Fatalf("no workbook with a password: %v", err)
	}
	for name, tt := range map[string]struct {
		path, password, want string
		locked               bool
	}{
		"gone":           {filepath.Join(dir, "没有.xlsx"), "", "没有这个文件", false},
		"damaged":        {write("坏.xlsx", made[:len(made)/2]), "", "文件不完整", false},
		"a text":         {write("文字.xlsx", []byte("收到日期\t办理结果")), "", "不是电子表格", false},
		"an old one":     {"../testdata/plain.xls", "", "另存为 .xlsx", false},
		"a document":     {"../testdata/plain.docx", "", "不是电子表格", false},
		"empty":          {write("空.xlsx", bytesOf(t, &workbook.Sheet{Name: "空"})), "", "没有内容", false},
		"locked":         {locked[0], "", "加了密码", true},
		"wrong password": {locked[0], "x", "密码不对", true},
	} {
		_, err := register.Open(tt.path, tt.password)
		if app.CodeOf(err) != app.BadInput || !strings.Contains(app.Sentence(err), tt.want) || strings.Contains(fmt.Sprint(err), "locked") != tt.locked && tt.locked {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The file was changed, so that its rows are not what was counted any more.
func TestTheDigestTellsAnotherFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "台账.xlsx")
	made := registertest.Make(30, 0, nil)
	if err := os.WriteFile(path, made.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := register.Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	if sum, err := register.Sum(path); err != nil || sum != b.SM3 {
		t.Errorf("%s is not %s, %v", sum, b.SM3, err)
	}
	made.Book.Sheets[0].Rows[3][4].Text += "等"
	if err := os.WriteFile(path, made.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if sum, err := register.Sum(path); err != nil || sum == b.SM3 {
		t.Errorf("a changed file has the digest of before, %v", err)
	}
	m := register.NewMapping()
	m.ProposeColumns(b, []int{1, 2})
	lines := b.Lines([]counted.Place{{Sheet: 1, Row: 3}, {Sheet: 7, Row: 3}}, m)
	if len(lines[0]) < 8 || lines[1] != nil || !strings.HasPrefix(fmt.Sprint(lines[0][4].Text), registertest.Surname) {
		t.Errorf("rows: %v", lines)
	}
}

// What is proposed leads to places that there are, in every edition of the form.
func TestProposalsLeadSomewhere(t *testing.T) {
	f := year(t).Form
	for _, word := range []string{"同意公开", "不予公开（商业秘密）", "信息不存在", "撤回", "正在办理"} {
		b, err := register.Read("a.xlsx", bytesOf(t, sheetOf(usual, "1|2025-3-3|甲|自然人|一|2025-3-10|"+word)), "")
		if err != nil {
			t.Fatal(err)
		}
		m := register.NewMapping()
		m.ProposeColumns(b, []int{1})
		list, _ := b.Words(m, []int{1}, f)
		if n := m.TakeProposals(list); n != 1 {
			t.Errorf("%s: %d proposals", word, n)
		}
	}
	for _, role := range []register.Role{register.Outcome, register.Kind, register.Suit} {
		for _, target := range register.Targets(f, role) {
			if target.Name == "" {
				t.Errorf("%s: %+v has no name", role, target)
			}
		}
	}
	if n := len(register.Targets(f, register.Outcome)); n != 23 {
		t.Errorf("%d outcomes", n)
	}
}

// Every edition of the form is counted into: each row where it came from and what became
// of it.
func TestEveryEditionIsCountedInto(t *testing.T) {
	for _, f := range apptest.Catalog(t).Editions() {
		b, m, sheets := read(t, registertest.Make(200, 2, calendar(t)).Bytes())
		c := b.Count(m, sheets, register.Year{Form: f, Year: registertest.Year, Calendar: calendar(t)})
		if c.Received == 0 || c.Received+c.CarriedIn != c.Closed+c.CarriedOut || c.Received+c.CarriedIn+len(c.Left) != c.Rows {
			t.Errorf("%s: %d + %d, %d + %d, %d left of %d", f.Edition, c.Received, c.CarriedIn, c.Closed, c.CarriedOut, len(c.Left), c.Rows)
		}
		for a := range c.Cells {
			if cell := f.Cell(a); cell == nil || cell.Computed {
				t.Errorf("%s has no %s to be filled in", f.Edition, a)
			}
		}
	}
}
