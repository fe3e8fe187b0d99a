package form_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/assets"
)

func catalog(t *testing.T) *form.Catalog {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The headings and labels are the notice's own; one character less is a defect.
func TestHeadingsAreExact(t *testing.T) {
	want := []string{
		"一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
		"四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
	}
	for _, f := range catalog(t).Editions() {
		var got []string
		for _, s := range f.Sections {
			got = append(got, s.Heading)
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("edition %s: headings %v", f.Edition, got)
		}
	}
}

func TestTableShapes(t *testing.T) {
	c := catalog(t)
	tests := []struct {
		edition, table             string
		rows, columns, data, cells int
		computed, sums, balances   int
	}{
		{"2021", "disclosed", 14, 4, 0, 10, 0, 0, 0},
		{"2021", "requests", 28, 10, 25, 175, 31, 31, 7},
		{"2021", "disputes", 4, 15, 1, 15, 3, 3, 0},
		{"2019", "disclosed", 18, 12, 0, 22, 0, 0, 0},
		{"2019", "requests", 26, 10, 23, 161, 29, 29, 7},
		{"2019", "disputes", 4, 15, 1, 15, 3, 3, 0},
	}
	for _, tt := range tests {
		table := c.Edition(tt.edition).Table(tt.table)
		computed := 0
		for _, cell := range table.ValueCells() {
			if cell.Computed {
				computed++
			}
		}
		got := []int{table.Rows, len(table.Widths), len(table.RowIDs), len(table.ValueCells()), computed, len(table.Sums), len(table.Balances)}
		want := []int{tt.rows, tt.columns, tt.data, tt.cells, tt.computed, tt.sums, tt.balances}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s %s: got %v, want %v", tt.edition, tt.table, got, want)
				break
			}
		}
	}
}

func TestResultsRowSpansAllOutcomes(t *testing.T) {
	for edition, span := range map[string]int{"2021": 22, "2019": 20} {
		for _, cell := range catalog(t).Edition(edition).Table("requests").Cells {
			if cell.Text == "三、本年度办理结果" && cell.RowSpan != span {
				t.Errorf("%s: spans %d rows, want %d", edition, cell.RowSpan, span)
			}
		}
	}
}

func TestLabelsInReadingOrder(t *testing.T) {
	var labels []string
	for _, cell := range catalog(t).Edition("2021").Table("requests").Cells {
		if !cell.IsValue() {
			labels = append(labels, cell.Text)
		}
	}
	want := `（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）/申请人情况/自然人/法人或其他组织/总计/商业企业/科研机构/社会公益组织/法律服务机构/其他/` +
		`一、本年新收政府信息公开申请数量/二、上年结转政府信息公开申请数量/三、本年度办理结果/（一）予以公开/` +
		`（二）部分公开（区分处理的，只计这一情形，不计其他情形）/（三）不予公开/1.属于国家秘密/2.其他法律行政法规禁止公开/` +
		`3.危及“三安全一稳定”/4.保护第三方合法权益/5.属于三类内部事务信息/6.属于四类过程性信息/7.属于行政执法案卷/8.属于行政查询事项/` +
		`（四）无法提供/1.本机关不掌握相关政府信息/2.没有现成信息需要另行制作/3.补正后申请内容仍不明确/` +
		`（五）不予处理/1.信访举报投诉类申请/2.重复申请/3.要求提供公开出版物/4.无正当理由大量反复申请/5.要求行政机关确认或重新出具已获取信息/` +
		`（六）其他处理/1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请/` +
		`2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请/3.其他/（七）总计/四、结转下年度继续办理`
	if got := strings.Join(labels, "/"); got != want {
		t.Errorf("labels:\n%s\nwant:\n%s", got, want)
	}
}

func TestYearChoosesEdition(t *testing.T) {
	c := catalog(t)
	for year, want := range map[int]string{2018: "2019", 2019: "2019", 2020: "2019", 2021: "2021", 2025: "2021"} {
		if got := c.ForYear(year).Edition; got != want {
			t.Errorf("%d: edition %s, want %s", year, got, want)
		}
	}
	if newest := c.Editions()[len(c.Editions())-1]; c.ForYear(9999) != newest {
		t.Errorf("the last year there is has edition %s, want the newest, %s", c.ForYear(9999).Edition, newest.Edition)
	}
}

func TestMixedTakesOneTableFromTheOther(t *testing.T) {
	c := catalog(t)
	mixed := c.Mixed("2021", "requests", "2019")
	if got := mixed.Table("requests").Edition; got != "2019" {
		t.Errorf("requests laid out by %s", got)
	}
	if got := mixed.Table("disclosed").Edition; got != "2021" {
		t.Errorf("disclosed laid out by %s", got)
	}
	if c.Edition("2021").Table("requests").Edition != "2021" {
		t.Error("mixing changed the edition itself")
	}
	if c.Mixed("2021", "requests", "1999") != nil {
		t.Error("an unknown edition was mixed in")
	}
}

func TestEveryCellHasANameAndHelpSaysItsTag(t *testing.T) {
	for _, f := range catalog(t).Editions() {
		for _, table := range f.Tables() {
			for _, cell := range table.ValueCells() {
				if cell.Name == "" {
					t.Errorf("%s has no name", cell.Address)
				}
				if !slices.ContainsFunc(cell.Help, func(h form.Help) bool { return h.Tag == form.Practice }) {
					t.Errorf("edition %s: %s (%s) has no hint", f.Edition, cell.Address, cell.Name)
				}
				tagged(t, string(cell.Address), cell.Help)
			}
		}
		for _, s := range f.Sections {
			for _, field := range s.Fields {
				tagged(t, string(field.Address), field.Help)
			}
		}
	}
}

// tagged holds that an explanation has one of the three tags, and a source
// unless it is practice.
func tagged(t *testing.T, where string, help []form.Help) {
	t.Helper()
	for _, h := range help {
		switch h.Tag {
		case form.Law, form.Original:
			if h.Source == "" {
				t.Errorf("%s: %s of no source: %s", where, h.Tag, h.Text)
			}
		case form.Practice:
			if h.Source != "" {
				t.Errorf("%s: practice with a source: %s", where, h.Text)
			}
		default:
			t.Errorf("%s: tag %q", where, h.Tag)
		}
	}
}

// What the form is said to say must stand in it.
func TestOriginalWordsStandInTheForm(t *testing.T) {
	for _, f := range catalog(t).Editions() {
		for _, table := range f.Tables() {
			var labels strings.Builder
			for _, c := range table.Cells {
				labels.WriteString(c.Text + "\n")
			}
			for _, c := range table.ValueCells() {
				for _, h := range c.Help {
					if h.Tag == form.Original && !strings.Contains(labels.String(), h.Text) {
						t.Errorf("%s: %q is no label of %s", c.Address, h.Text, table.Name)
					}
				}
			}
		}
	}
}

func TestOnlyWhatTheFormNamesIsAUnit(t *testing.T) {
	c := catalog(t)
	if got := c.Edition("2021").Cell("disclosed.fees.amount").Unit; got != "万元" {
		t.Errorf("fees in %q", got)
	}
	if got := c.Edition("2019").Cell("disclosed.procurement.amount").Unit; got != "" {
		t.Errorf("the form of 2019 names no unit, the program says %q", got)
	}
}

func TestTheFeeIsNotAskedForBeforeItsRuleWasInForce(t *testing.T) {
	c := catalog(t)
	if !c.Edition("2019").Field("others.processing_fee").Optional || c.Edition("2021").Field("others.processing_fee").Optional {
		t.Error("the fee is asked for in 2021 and later only")
	}
}
