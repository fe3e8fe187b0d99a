package sheets_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/collection"
	"nianbao/app/collection/sheets"
	"nianbao/app/collection/sheetstest"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/origin"
	"nianbao/app/provided"
	"nianbao/app/report"
	"nianbao/app/workbook"
)

const unit = "示例县自然资源局"

// office is a draft and who provides its figures.
type office struct {
	testing.TB
	r      *report.Report
	a      *collection.Assignment
	record []journal.Entry
}

func newOffice(t testing.TB) *office {
	r := report.New(apptest.Catalog(t), unit, 2025)
	return &office{TB: t, r: r, a: (&collection.Assignment{}).Propose(r.Form())}
}

// does makes an edit and notes it.
func (o *office) does(e report.Edit) {
	o.Helper()
	if err := o.r.Apply(e); err != nil {
		o.Fatal(err)
	}
	at := time.Date(2026, 1, 8, 9, 0, 0, 0, time.Local)
	o.record = append(o.record, journal.Entry{Seq: int64(len(o.record)) + 1, Kind: journal.Edited, At: at, Edit: e})
}

func (o *office) sheet(department string) *collection.Sheet {
	return collection.SheetOf(o.r, nil, o.a, department)
}

func (o *office) of() sheets.For {
	return sheets.For{Unit: o.r.Unit(), Year: o.r.Year(), Form: o.r.Form()}
}

func (o *office) read(f *sheetstest.Filled) (*sheets.Returned, error) {
	return sheets.Read("表.xlsx", f.Bytes(), "", o.of())
}

// reads is read of what has to be read.
func (o *office) reads(f *sheetstest.Filled) *sheets.Returned {
	o.Helper()
	got, err := o.read(f)
	if err != nil {
		o.Fatal(err)
	}
	return got
}

func (o *office) filled(department, text string) *sheetstest.Filled {
	return sheetstest.Fill(o.sheet(department), "张三", "2026-01-08", sheetstest.Same(text))
}

func remarks(of []sheets.Remark) string {
	text := ""
	for _, r := range of {
		text += r.Says() + "\n"
	}
	return text
}

// What is written and filled in is read, every figure in its place, whatever the
// department, and whether the form has one page for it or two.
func TestWhatIsFilledInIsRead(t *testing.T) {
	o := newOffice(t)
	o.a.Give("财务科", "requests.received.law_firm", "requests.carried_out.other", "disputes.direct_suit.pending")
	for _, d := range o.a.Departments {
		n := 0
		want := map[form.Address]string{}
		got := o.reads(sheetstest.Fill(o.sheet(d), " 张三 ", "２０２６年1月8日", func(c *form.Cell) string {
			n++
			want[c.Address] = fmt.Sprint(n)
			return fmt.Sprint(n)
		}))
		if len(got.Left)+len(got.Look) != 0 || got.Sheet.From != d || got.Sheet.Name != "张三" || got.Sheet.Date != "2026-01-08" || !got.Sheet.Valid() {
			t.Errorf("%s: %+v\n%s%s", d, got.Sheet, remarks(got.Left), remarks(got.Look))
		}
		if len(got.Figures) != len(want) || len(want) != len(o.a.Provides(o.r.Form(), d)) {
			t.Errorf("%s: %d figures, want %d", d, len(got.Figures), len(want))
		}
		for i, f := range got.Figures {
			if f.Value.String() != want[f.Cell.Address] {
				t.Errorf("%s is %s, want %s", f.Cell.Name, f.Value, want[f.Cell.Address])
			}
			if f.Value.String() != fmt.Sprint(i+1) {
				t.Errorf("%s: %s is not in the order of the sheet", d, f.Cell.Name)
				break
			}
		}
	}
}

// A sheet for another year, another unit or another edition, one that is none, and one of
// which nobody can know whose it is, is refused with the reason.
func TestASheetOfAnotherReportIsRefused(t *testing.T) {
	o := newOffice(t)
	old := report.New(apptest.Catalog(t), unit, 2020)
	for name, c := range map[string]struct {
		change func(*sheetstest.Filled)
		why    string
	}{
		"another year":     {func(f *sheetstest.Filled) { f.Say("年度", "2024年") }, "这是2024年的，报告是2025年的"},
		"another unit":     {func(f *sheetstest.Filled) { f.Say("单位", "示例县财政局") }, "这是“示例县财政局”的"},
		"no unit":          {func(f *sheetstest.Filled) { f.Say("单位", "") }, "单位、年度或者格式是空的"},
		"no department":    {func(f *sheetstest.Filled) { f.Say("科室", "") }, "没有写科室"},
		"no year":          {func(f *sheetstest.Filled) { f.Say("年度", "今年") }, "无法识别"},
		"another edition":  {func(f *sheetstest.Filled) { f.Say("格式", old.Form().Name) }, "格不相同"},
		"a column renamed": {func(f *sheetstest.Filled) { f.Head(0)[5].Text = "数" }, "没有“本年数”一列"},
		"two of one name":  {func(f *sheetstest.Filled) { f.Head(0)[4].Text = "本年数" }, "有两列都叫“本年数”"},
		"no labels":        {func(f *sheetstest.Filled) { f.Head(0)[1].Text = "内容" }, "没有“项目”一列"},
		"no codes":         {func(f *sheetstest.Filled) { f.Head(0)[0].Text = "序号" }, "这不是数据报送表"},
		"the lines gone":   {func(f *sheetstest.Filled) { f.Sheets[0].Rows = f.Sheets[0].Rows[:5] }, "这不是数据报送表"},
		"a long name":      {func(f *sheetstest.Filled) { f.Say("科室", strings.Repeat("科", 61)) }, "太长"},
		"two departments": {func(f *sheetstest.Filled) {
			f.Sheets = append(f.Sheets, o.filled("财务科", "1").Sheets[0])
			f.Sheets[1].Name = "另一张"
		}, "“执法科”和“财务科”两个科室"},
	} {
		f := o.filled("执法科", "3")
		c.change(f)
		got, err := o.read(f)
		if err == nil || !strings.Contains(app.Sentence(err), c.why) || !strings.HasSuffix(app.Sentence(err), "报告没有改动。") {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	for content, why := range map[string]string{"": "不是电子表格", "%PDF-1.7": "不是电子表格", "PK\x03\x04": "不完整"} {
		if _, err := sheets.Read("a.xlsx", []byte(content), "", o.of()); !strings.Contains(app.Sentence(err), why) || app.CodeOf(err) != app.BadInput {
			t.Errorf("%q: %v", content, err)
		}
	}
	if _, err := sheets.Open(filepath.Join(t.TempDir(), "没有.xlsx"), "", o.of()); app.CodeOf(err) != app.BadInput {
		t.Errorf("no file: %v", err)
	}
}

// Of a line that cannot be taken it is told why; the others are read.
func TestALineThatIsNotReadIsTold(t *testing.T) {
	o := newOffice(t)
	for name, c := range map[string]struct {
		change  func(*sheetstest.Filled)
		figures int
		left    string // what is told of lines that were not read
		look    string // and of the rest
	}{
		"as it is":             {func(*sheetstest.Filled) {}, 2, "", ""},
		"full width":           {func(f *sheetstest.Filled) { f.Row("二-08")[5].Text = "１２" }, 2, "", ""},
		"a number":             {func(f *sheetstest.Filled) { f.Row("二-08")[5] = workbook.Cell{Number: "1.2E3"} }, 2, "", ""},
		"a unit":               {func(f *sheetstest.Filled) { f.Row("二-08")[5].Text = "3件" }, 1, "请删除单位", ""},
		"about":                {func(f *sheetstest.Filled) { f.Row("二-08")[5].Text = "约3件" }, 1, "“约3件”：这里只能填数字。", ""},
		"none":                 {func(f *sheetstest.Filled) { f.Row("二-08")[5].Text = "无" }, 1, "没有数据请填 0", ""},
		"blank":                {func(f *sheetstest.Filled) { f.Row("二-08")[5].Text = "" }, 1, "第 12 行“行政处罚·本年处理决定数量”：没有填", ""},
		"part of one":          {func(f *sheetstest.Filled) { f.Row("二-08")[5].Text = "1.5" }, 1, "不能带小数", ""},
		"below zero":           {func(f *sheetstest.Filled) { f.Row("二-08")[5].Text = "-1" }, 1, "负数", ""},
		"a formula":            {func(f *sheetstest.Filled) { f.Row("二-08")[5] = workbook.Cell{Formula: "1+1"} }, 1, "公式没有保存结果", ""},
		"a formula with value": {func(f *sheetstest.Filled) { f.Row("二-08")[5] = workbook.Cell{Formula: "1+1", Number: "2"} }, 2, "", ""},
		"another code":         {func(f *sheetstest.Filled) { f.Row("二-08")[0].Text = "九-99" }, 1, "应有 2 格，找到 1 格，缺少“行政处罚·本年处理决定数量”。请核对是不是删去了行、列或者工作表。\n第 12 行：格号“九-99”无法识别", ""},
		"no code":              {func(f *sheetstest.Filled) { f.Row("二-08")[0].Text = "" }, 1, "应有 2 格，找到 1 格，缺少“行政处罚·本年处理决定数量”。请核对是不是删去了行、列或者工作表。\n“报送表”第 12 行：没有格号", ""},
		"one column sorted": {func(f *sheetstest.Filled) {
			a, b := f.Row("二-08"), f.Row("二-09")
			a[0], b[0] = b[0], a[0]
		}, 0, "找到 0 格，缺少“行政处罚·本年处理决定数量”、“行政强制·本年处理决定数量”。请核对是不是删去了行、列或者工作表。\n第 12 行：格号“二-09”是“行政强制·本年处理决定数量”，这一行写的却是“行政处罚·本年处理决定数量”", ""},
		"rows moved": {func(f *sheetstest.Filled) {
			a, b := f.Row("二-08"), f.Row("二-09")
			for i := range a {
				a[i], b[i] = b[i], a[i]
			}
		}, 2, "", ""},
		"columns moved": {func(f *sheetstest.Filled) { f.Swap(0, 5, 0); f.Swap(0, 3, 1) }, 2, "", ""},
		"a column more": {func(f *sheetstest.Filled) {
			s := f.Sheets[0]
			s.Rows[s.Frozen-1] = append(s.Rows[s.Frozen-1], workbook.Cell{Text: "备注"})
		}, 2, "", "“备注”一列不是表上原有的"},
		"a line gone": {func(f *sheetstest.Filled) { s := f.Sheets[0]; s.Rows = append(s.Rows[:11], s.Rows[12:]...) }, 1, "应有 2 格，找到 1 格，缺少“行政处罚·本年处理决定数量”。", ""},
		"a line twice": {func(f *sheetstest.Filled) {
			s := f.Sheets[0]
			s.Rows = append(s.Rows, append([]workbook.Cell{}, f.Row("二-08")...))
		}, 2, "", ""},
		"a line twice with another number": {func(f *sheetstest.Filled) {
			s := f.Sheets[0]
			row := append([]workbook.Cell{}, f.Row("二-08")...)
			row[5].Text = "9"
			s.Rows = append(s.Rows, row)
		}, 1, "出现两次，一处是 3（第 12 行），一处是 9", ""},
		"another page": {func(f *sheetstest.Filled) {
			f.Sheets = append(f.Sheets, &workbook.Sheet{Name: "Sheet2", Rows: [][]workbook.Cell{{{Text: "草稿"}}}})
		}, 2, "", "工作表“Sheet2”不是数据报送表"},
		"renamed":                 {func(f *sheetstest.Filled) { f.Sheets[0].Name = "Sheet1" }, 2, "", ""},
		"nobody's":                {func(f *sheetstest.Filled) { f.Say("报送人", "") }, 2, "", "请补报送人"},
		"without a date":          {func(f *sheetstest.Filled) { f.Say("报送日期", "") }, 2, "", "请补报送日期"},
		"half a date":             {func(f *sheetstest.Filled) { f.Say("报送日期", "1月8日") }, 2, "", "缺少年份"},
		"before the year is over": {func(f *sheetstest.Filled) { f.Say("报送日期", "2025年12月20日") }, 2, "", "早于统计期限结束"},
		"a year as people":        {func(f *sheetstest.Filled) { f.Say("年度", "２０２５年度") }, 2, "", ""},
	} {
		f := o.filled("执法科", "3")
		c.change(f)
		got := o.reads(f)
		left, look := strings.Join(got.Incomplete(o.r.Form(), o.a), "\n"), strings.Join(got.Questions(o.r.Form(), o.a), "\n")
		if len(got.Figures) != c.figures || !strings.Contains(left, c.left) || !strings.Contains(look, c.look) || c.left == "" && left != "" || c.look == "" && look != "" {
			t.Errorf("%s: %d figures\n%s%s", name, len(got.Figures), left, look)
		}
	}
}

// A page that is taken away is missed, and a sheet whose figures are others' by now is
// told of.
func TestWhatIsMissedOfASheet(t *testing.T) {
	o := newOffice(t)
	o.a.Give("财务科", "requests.received.law_firm")
	f := o.filled("财务科", "3")
	if len(f.Sheets) != 2 {
		t.Fatalf("%d pages", len(f.Sheets))
	}
	whole := o.reads(f)
	form, nobody := o.r.Form(), &collection.Assignment{}
	for _, a := range []*collection.Assignment{o.a, nobody} {
		if said := slices.Concat(whole.Incomplete(form, a), whole.Questions(form, a)); len(said) != 0 {
			t.Errorf("%v", said)
		}
	}
	f.Sheets = f.Sheets[:1]
	gone := o.reads(f)
	for a, want := range map[*collection.Assignment]string{o.a: "应有 2 格，找到 1 格，缺少“", nobody: "应有 2 格，找到 1 格。"} {
		if got := strings.Join(gone.Incomplete(form, a), ""); !strings.Contains(got, want) {
			t.Errorf("a page that is gone: %q", got)
		}
	}
	o.a.Give("财务科", "requests.received.other")
	if got := strings.Join(whole.Questions(form, o.a), ""); !strings.Contains(got, "现在由它提供的，有 1 格表上没有：“") {
		t.Errorf("a figure that was given later: %q", got)
	}
	if got := strings.Join(gone.Incomplete(form, o.a), ""); !strings.Contains(got, "应有 2 格，找到 1 格。") {
		t.Errorf("it is not known which is gone: %q", got)
	}
	o.a.Give("办公室", "requests.received.other")
	o.a.Give("办公室", "requests.received.law_firm")
	o.a.Give("", "disclosed.fees.amount")
	if got := strings.Join(whole.Questions(form, o.a), ""); got != "有 1 格现在没有指定由哪个科室提供。有 1 格现在由“办公室”提供。" {
		t.Errorf("figures of others: %q", got)
	}
	if got := whole.Questions(form, &collection.Assignment{Departments: []string{"甲科"}}); len(got) != 1 || !strings.Contains(got[0], "“财务科”不在本单位的科室中") {
		t.Errorf("an unknown department: %q", got)
	}
}

// The columns of a table of rows are found by their names, and one that is gone is told.
func TestColumnsOfApplicantsAreFoundByTheirNames(t *testing.T) {
	o := newOffice(t)
	number := func() func(c *form.Cell) string {
		n := 0
		return func(*form.Cell) string { n++; return fmt.Sprint(n) }
	}
	whole := o.reads(sheetstest.Fill(o.sheet("办公室"), "张三", "2026-01-08", number()))
	f := sheetstest.Fill(o.sheet("办公室"), "张三", "2026-01-08", number())
	f.Swap(0, 2, 6)
	f.Swap(0, 0, 8)
	moved := o.reads(f)
	if len(whole.Figures) != 144 || len(moved.Figures) != 144 {
		t.Fatalf("%d and %d figures", len(whole.Figures), len(moved.Figures))
	}
	at := map[form.Address]string{}
	for _, g := range whole.Figures {
		at[g.Cell.Address] = g.Value.String()
	}
	for _, g := range moved.Figures {
		if at[g.Cell.Address] != g.Value.String() {
			t.Errorf("%s is %s once its column is moved", g.Cell.Name, g.Value)
		}
	}
	f.Head(0)[6].Text = "个人"
	if got := o.reads(f); len(got.Figures) != 120 || !strings.Contains(strings.Join(got.Incomplete(o.r.Form(), o.a), ""), "应有 144 格，找到 120 格，缺少“") || !strings.Contains(strings.Join(got.Incomplete(o.r.Form(), o.a), ""), "等 24 格。") || !strings.Contains(remarks(got.Look), "“个人”一列不是表上原有的") {
		t.Errorf("%d figures\n%s", len(got.Figures), remarks(got.Look))
	}
}

// A sheet that another program has saved anew is read as it was.
func TestASheetThatWasSavedAnewIsRead(t *testing.T) {
	o := newOffice(t)
	got, err := sheets.Open("testdata/saved-anew.xlsx", "", o.of())
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Figures) != 145 || len(got.Left)+len(got.Look) != 0 || got.Sheet.Name != "李四" || got.Sheet.Date != "2026-01-08" {
		t.Errorf("%d figures, %+v\n%s%s", len(got.Figures), got.Sheet, remarks(got.Left), remarks(got.Look))
	}
}

// Of a workbook that was saved with a password it is asked for.
func TestAPasswordIsAskedFor(t *testing.T) {
	locked, err := filepath.Glob("../../intake/testdata/locked/*.xlsx")
	if err != nil || len(locked) == 0 {
		t.Fatalf("no workbook with a password: %v", err)
	}
	for password, says := range map[string]string{"": "加了密码", "x": "密码不对"} {
		if _, err := sheets.Open(locked[0], password, newOffice(t).of()); !errors.Is(err, sheets.ErrLocked) || !strings.Contains(app.Sentence(err), says) {
			t.Errorf("%q: %v", password, err)
		}
	}
}

func TestOnlyASheetIsTakenForOne(t *testing.T) {
	o := newOffice(t)
	if !sheets.Is(o.filled("执法科", "3").Bytes()) {
		t.Error("a sheet is not known")
	}
	register := &workbook.Book{Sheets: []*workbook.Sheet{{Name: "台账", Rows: [][]workbook.Cell{{{Text: "格号"}, {Text: "项目"}}}}}}
	if sheets.Is((&sheetstest.Filled{Book: register}).Bytes()) || sheets.Is([]byte("数据报送表")) || sheets.Is(nil) {
		t.Error("something else is taken for a sheet")
	}
}

// What is blank is filled in; where sheets differ, or the draft has another figure, the
// draft is kept until somebody chooses; and all of it is one edit with who provided it.
func TestWhatDiffersIsKeptUntilSomebodyChooses(t *testing.T) {
	o := newOffice(t)
	penalties, coercion := form.Address("disclosed.penalties.decisions"), form.Address("disclosed.coercion.decisions")
	set := func(a form.Address, raw string) {
		c, err := o.r.Set(a, raw)
		if err != nil {
			t.Fatal(err)
		}
		o.does(report.Edit{Note: origin.Typing("行政强制"), Changes: []report.Change{c}})
	}
	set(coercion, "4")
	first, second := o.reads(o.filled("执法科", "3")), o.reads(sheetstest.Fill(o.sheet("执法科"), "王五", "2026-01-09", sheetstest.Same("5")))
	sides := sheets.Compare(o.r, nil, origin.Of(o.record, nil), []*sheets.Returned{first})
	if len(sides) != 2 || sides[0].Chosen != 0 || sides[1].Chosen != sheets.Keep || !sides[1].Differs() || sides[1].From != "录入：未选定使用者，2026年1月8日 09:00" {
		t.Fatalf("%+v", sides)
	}
	sides = sheets.Compare(o.r, nil, origin.Of(o.record, nil), []*sheets.Returned{first, second})
	if len(sides) != 2 || len(sides[0].Claims) != 2 || sides[0].Chosen != sheets.Keep || sides[0].Alike() {
		t.Fatalf("%+v", sides[0])
	}
	if filled, kept := sheets.Chosen(sides); filled != 0 || kept != 2 {
		t.Errorf("%d filled, %d kept", filled, kept)
	}
	if says := sides[0].Says(); !strings.Contains(says, "执法科（张三，2026年1月8日，“表.xlsx”）3；执法科（王五") {
		t.Errorf("two sheets of one department: %q", says)
	}
	sides[0].Chosen = 1
	e, err := sheets.Edit(o.r, sides)
	if err != nil || len(e.Changes) != 2 {
		t.Fatalf("%+v, %v", e, err)
	}
	o.does(e)
	n, ok := provided.At(o.r, penalties)
	if !ok || n.Value != "5" || n.Name != "王五" || n.From != "执法科" || o.r.Raw(penalties) != "5" || o.r.Raw(coercion) != "4" {
		t.Errorf("%+v", n)
	}
	sides = sheets.Compare(o.r, nil, origin.Of(o.record, nil), []*sheets.Returned{second})
	if sides[0].Chosen != sheets.Keep || sides[0].Differs() || !strings.Contains(sides[0].From, "“执法科”报送：5（王五") {
		t.Errorf("the same once more: %+v", sides[0])
	}
}

// A fee in 元 on a sheet that asks for 万元 is hinted at beside the year before, and beside
// the draft; what is filled in stays what it was.
func TestAFeeInAnotherUnitIsHinted(t *testing.T) {
	o := newOffice(t)
	const fee form.Address = "disclosed.fees.amount"
	o.a.Give("财务科", fee)
	last := report.New(o.r.Catalog(), unit, 2024)
	apptest.Put(t, last, fee, "1.50")
	slips := func(last *report.Report, text string) (string, *sheets.Side) {
		got := o.reads(sheetstest.Fill(o.sheet("财务科"), "张三", "2026-01-08", sheetstest.Same(text)))
		sides := sheets.Compare(o.r, last, origin.Of(o.record, nil), []*sheets.Returned{got})
		if len(sides) != 1 {
			t.Fatalf("%+v", sides)
		}
		return strings.Join(sheets.Slips(sides, got), ""), sides[0]
	}
	const hint = "表二·行政事业性收费·本年收费金额（单位：万元）（第 12 行）：可能把元写成了万元，15000 约是上年数 1.50 的 10000 倍，请核对单位。"
	if got, side := slips(last, "15000"); got != hint || !strings.Contains(side.Says(), "15000。可能把元写成了万元，15000 约是上年数 1.50 的 10000 倍") || side.Chosen != 0 {
		t.Errorf("%s\n%s", got, side.Says())
	}
	for _, text := range []string{"1.6", "0", "150", "75001"} {
		if got, side := slips(last, text); got != "" || strings.Contains(side.Says(), "单位，") {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got, _ := slips(nil, "15000"); got != "" {
		t.Errorf("beside nothing: %s", got)
	}
	c, err := o.r.Set(fee, "1.6")
	if err != nil {
		t.Fatal(err)
	}
	o.does(report.Edit{Note: origin.Typing("收费"), Changes: []report.Change{c}})
	if got, _ := slips(nil, "15000"); !strings.Contains(got, "可能把元写成了万元，15000 约是草稿中的数 1.6 的 9375 倍，请核对单位") {
		t.Errorf("beside the draft: %s", got)
	}
	if got, _ := slips(last, "15000"); strings.Count(got, "请核对单位") != 1 {
		t.Errorf("beside both: %s", got)
	}
}

// A figure that somebody typed and a department provides, too, is noted as provided.
func TestTheSameFigureIsNotedAsProvided(t *testing.T) {
	o := newOffice(t)
	c, _ := o.r.Set("disclosed.penalties.decisions", "3")
	_ = o.r.Apply(report.Edit{Changes: []report.Change{c}})
	sides := sheets.Compare(o.r, nil, origin.Of(o.record, nil), []*sheets.Returned{o.reads(o.filled("执法科", "3"))})
	e, err := sheets.Edit(o.r, sides)
	if err != nil || len(e.Changes) != 3 { // the note of one, both of the other
		t.Errorf("%+v, %v", e, err)
	}
}

// Without a date nothing is filled in: the page and the command line ask for it.
func TestWithoutADateNothingIsFilledIn(t *testing.T) {
	o := newOffice(t)
	f := o.filled("执法科", "3")
	f.Say("报送日期", "")
	got := o.reads(f)
	sides := sheets.Compare(o.r, nil, origin.Of(o.record, nil), []*sheets.Returned{got})
	if undated := sheets.Undated(sides); len(undated) != 1 {
		t.Errorf("%d sheets", len(undated))
	}
	if e, err := sheets.Edit(o.r, sides); err == nil {
		t.Errorf("%+v", e)
	}
	got.Sheet.Date = "2026-01-09"
	if e, err := sheets.Edit(o.r, sides); err != nil || len(sheets.Undated(sides)) != 0 || len(e.Changes) != 4 {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestWhoProvidesWhatIsRemembered(t *testing.T) {
	ctx, m := context.Background(), apptest.NewMemory()
	settings := m.Ports().Settings
	a := &collection.Assignment{Departments: []string{"法规科"}}
	a.Give("法规科", "disclosed.fees.amount")
	if err := sheets.Remember(ctx, settings, "甲局", a); err != nil {
		t.Fatal(err)
	}
	if err := sheets.Remember(ctx, settings, "乙局", &collection.Assignment{Departments: []string{"财务科"}}); err != nil {
		t.Fatal(err)
	}
	for names, want := range map[[2]string]string{{"甲局"}: "法规科", {"甲县甲局", "甲局"}: "法规科", {"乙局"}: "财务科", {"丙局"}: ""} {
		got, err := sheets.Remembered(ctx, settings, names[:]...)
		if err != nil || strings.Join(got.Departments, "") != want {
			t.Errorf("%v: %+v, %v", names, got, err)
		}
	}
}

// A file that somebody has filled in, or put there, is never replaced; what was written
// and not touched is.
func TestNoFileOfOthersIsReplaced(t *testing.T) {
	o, m, dir := newOffice(t), apptest.NewMemory(), t.TempDir()
	o.a.Departments = []string{"执/法:科", "执／法：科"}
	o.a.Give("执/法:科", "disclosed.penalties.decisions")
	o.a.Give("执／法：科", "disclosed.coercion.decisions")
	d := &app.Service{Ports: m.Ports(), Exporter: papers{app.PDF}}
	write := func() map[string]string {
		t.Helper()
		var all []*collection.Sheet
		for _, name := range o.a.Departments {
			all = append(all, o.sheet(name))
		}
		written, err := sheets.Write(t.Context(), d, dir, all)
		if err != nil || len(written) != 2 {
			t.Fatalf("%+v, %v", written, err)
		}
		out := map[string]string{}
		for _, w := range written {
			for _, path := range []string{w.Book, w.Paper} {
				content, err := os.ReadFile(path)
				if err != nil || out[path] != "" {
					t.Errorf("%s: %v", path, err)
				}
				out[path] = string(content)
			}
		}
		return out
	}
	first := write()
	if again := write(); len(first) != 4 || len(again) != 4 {
		t.Errorf("%d and %d files", len(first), len(again))
	} else {
		for path := range again {
			if first[path] == "" {
				t.Errorf("untouched files are not replaced: %s", path)
			}
		}
	}
	o.r = report.New(apptest.Catalog(t), "示例县财政局", 2025)
	for path := range write() {
		if first[path] != "" {
			t.Errorf("%s of another unit is replaced", path)
		}
	}
	o.r = report.New(apptest.Catalog(t), unit, 2025)
	for path := range first {
		if err := os.WriteFile(path, []byte("填过的"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for path := range write() {
		if first[path] != "" {
			t.Errorf("%s is replaced", path)
		}
	}
	for path := range first {
		if content, _ := os.ReadFile(path); string(content) != "填过的" {
			t.Errorf("%s is lost", path)
		}
	}
	if _, err := sheets.Write(t.Context(), &app.Service{Ports: m.Ports(), Exporter: papers{}}, dir, nil); err == nil {
		t.Error("without a format to print in")
	}
}

// papers are the formats that sheets are printed in.
type papers []string

func (p papers) Formats() []app.Format { return nil }

func (p papers) ByID(id string) (app.Format, bool) {
	return app.Format{Write: func(_ context.Context, d app.Document, _ app.PrintOptions, w io.Writer) error {
		_, err := io.WriteString(w, "%PDF "+d.Collection.Heading()+d.Collection.Department)
		return err
	}}, slices.Contains(p, id)
}
