package intake

import (
	"errors"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/intake/reading"
	"nianbao/app/intake/tables"
)

// copiedTable is a table as a browser or a word processor has it on the clipboard: with
// joined cells and its labels.
const copiedTable = `<meta charset="utf-8"><p>上面的文字</p><table><tr><td colspan="3">别的表</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>
<table border="1"><tr><td rowspan="3" colspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业<br>企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
<tr><td rowspan="2">三、本年度办理结果</td><td rowspan="2">（三）不予公开</td><td>1.属于国家秘密</td><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td><td>6</td><td>21</td></tr>
<tr><td><p>2.其他法律行政法规禁止公开</p></td><td>7</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>7</td></tr></table>`

func TestACopiedTableIsFoundByItsLabels(t *testing.T) {
	desk := At(&app.Service{Catalog: apptest.Catalog(t)})
	f := desk.Catalog.ForYear(2025)
	block, ok := desk.TableOf([]byte(copiedTable), f.Table("requests"))
	if !ok {
		t.Fatal("no table")
	}
	m, err := tables.Map(f.Table("requests"), block, tables.Anchor{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range m.Cells {
		got[string(c.Cell.Address)] = c.Raw
	}
	if len(got) != 12 || got["requests.refused.state_secret.business"] != "2" || got["requests.refused.prohibited_by_law.natural_person"] != "7" || len(m.Missed) > 0 {
		t.Errorf("%d: %v, missed %v", len(got), got, m.Missed)
	}
	if _, ok := desk.TableOf([]byte(copiedTable), f.Table("disputes")); ok {
		t.Error("it is taken for 表四")
	}
	if _, ok := desk.TableOf([]byte("<p>1</p>"), f.Table("requests")); ok {
		t.Error("a paragraph is taken for a table")
	}
}

// A sheet that is copied whole is one table, in which the headings say what is what.
func TestASheetIsCutAtItsHeadings(t *testing.T) {
	desk := At(&app.Service{Catalog: apptest.Catalog(t)})
	f := desk.Catalog.ForYear(2025)
	rows := strings.Replace(copiedTable[strings.LastIndex(copiedTable, "<table"):], "<tr>", "<tr><td colspan=9>二、主动公开政府信息情况</td></tr><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>三、收到和处理政府信息公开申请情况</td></tr><tr>", 1)
	block, ok := desk.TableOf([]byte(rows), f.Table("disclosed"))
	if !ok || len(block.Rows) != 1 {
		t.Fatalf("%v", block.Rows)
	}
	if block, ok = desk.TableOf([]byte(rows), f.Table("requests")); !ok || len(block.Rows) != 5 {
		t.Errorf("%v", block.Rows)
	}
}

// Of what is on the clipboard twice, as a page and as text, that is read of which more is
// understood.
func TestTheFullerFormOfTheClipboardIsRead(t *testing.T) {
	desk := At(&app.Service{Catalog: apptest.Catalog(t)})
	text := "甲局2025年政府信息公开工作年度报告\n一、总体情况\n做了工作。\n五、存在的主要问题及改进情况\n无。\n"
	web := "<h1>甲局2025年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>做了工作。</p>" + strings.ReplaceAll(copiedTable, "上面的文字", "三、收到和处理政府信息公开申请情况") + "<p>五、存在的主要问题及改进情况</p><p>无。</p>"
	for name, c := range map[string]struct {
		web, kind string
	}{"both": {web, "html"}, "text alone": {"", "text"}, "a page without a report": {"<p>甲</p>", "text"}} {
		got, err := desk.ReadPasted([]byte(c.web), text)
		if err != nil || got.Kind != c.kind {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := desk.ReadPasted([]byte("<p>你好</p>"), "你好"); !errors.Is(err, reading.ErrNoReport) {
		t.Errorf("no report: %v", err)
	}
}
