package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/collection"
	"nianbao/app/collection/sheetstest"
	"nianbao/app/document"
	"nianbao/app/report"
	"nianbao/ui/cli"
)

// Who provides what is said once, sheets are made, filled in by departments, taken back,
// and what differs from the draft is kept and told.
func TestCollectionSheetsOnTheCommandLine(t *testing.T) {
	c := newComputer(t, nil)
	c.example()
	c.fails("collect --report 1 --out "+c.path("报送"), "还没有指定")
	c.fails("collect", "--report")
	c.does("collect --report 1 --proposed").has(t, "法规科\t18 格", "办公室\t144 格")
	mapping := c.write("分工.json", `{"departments":["执法科","政策法规科"],"cells":{"disclosed.penalties.decisions":"执法科","disclosed.coercion.decisions":"执法科"}}`)
	c.does("collect --report 1 --mapping " + mapping)
	c.does("collect --report 1 --json").has(t, `"nobodys": 0`) // all is filled in
	if a := c.run([]string{"set", "1", "disclosed.fees.amount", ""}); a.code != 0 {
		t.Fatalf("%+v", a)
	}
	c.does("collect --report 1").has(t, "执法科\t2 格")
	c.does("collect --report 1 --json").has(t, `"nobodys": 1`, `"disclosed.penalties.decisions": "执法科"`) // it is remembered
	c.fails("collect --report 1 --mapping "+c.write("坏.json", `{"departments":["甲"],"cells":{"disclosed.fees.amount":"乙"}}`), "不在 departments 中")
	c.fails("collect --report 1 --mapping "+c.write("错.json", `{"departments":["甲"],"cells":{"requests.total.total":"甲"}}`), "不是可以填写的格")
	var made struct {
		Written []struct{ Department, Book, Paper string }
	}
	c.does("collect --report 1 --json --out "+c.path("报送")).reads(t, &made)
	if len(made.Written) != 1 || made.Written[0].Department != "执法科" {
		t.Fatalf("%+v", made)
	}
	c.begins(filepath.Join("报送", filepath.Base(made.Written[0].Paper)), "%PDF")
	c.does("collect "+made.Written[0].Book+" --report 1 --dry-run").has(t, "执法科报送 0 格", "没有填。没有数据的，请填 0", "没有报送人", "没有报送日期")

	r := report.New(apptest.Catalog(t), "示例县自然资源局", 2025)
	a := &collection.Assignment{Departments: []string{"执法科"}}
	a.Give("执法科", "disclosed.penalties.decisions", "disclosed.coercion.decisions")
	filled := func(name, date, text string) string {
		content := sheetstest.Fill(collection.SheetOf(r, nil, a, "执法科"), name, date, sheetstest.Same(text)).Bytes()
		return c.write("执法科"+text+".xlsx", string(content))
	}
	c.does("set 1 disclosed.penalties.decisions 4")
	c.does("set 1 disclosed.coercion.decisions 7")
	sheet := filled("", "", "7")
	c.fails("collect "+sheet+" --report 1", "没有报送日期")
	c.does("collect "+sheet+" --report 1 --dry-run --date 2026.1.8").has(t, "可以填入 1 格，1 格不同", "[不同] 表二·行政处罚·本年处理决定数量：草稿 4（录入：未选定使用者，2026年1月12日 09:00）；执法科（未署报送人，2026年1月8日）7")
	c.does("collect "+sheet+" --report 1 --name 张三 --date 2026.1.8").has(t, "填入 1 格，1 格不同，没有改动")
	if a := c.does("show 1 --json"); !strings.Contains(a.out, `"disclosed.penalties.decisions": "4"`) && !strings.Contains(a.out, `4`) {
		t.Error(a.out)
	}
	c.does("set 1 disclosed.coercion.decisions 8")
	if a := c.run([]string{"check", "1"}); !strings.Contains(a.out+a.err, "“执法科”报送") {
		t.Errorf("typing over what was provided: %+v", a)
	}
	// A fee in 元 beside the year before, on a sheet and as it stands then in the draft.
	a.Give("执法科", "disclosed.fees.amount")
	last := report.New(apptest.Catalog(t), "示例县自然资源局", 2024)
	apptest.Put(t, last, "disclosed.fees.amount", "1.5")
	before, err := document.Write(last)
	if err != nil {
		t.Fatal(err)
	}
	c.does("import " + c.write("上年.json", string(before)))
	const hint = "行政事业性收费·本年收费金额（单位：万元）：可能把元写成了万元，15000 约是上年数 1.5 的 10000 倍，请核对单位"
	if got := c.does("check 1"); strings.Contains(got.out, "单位（") {
		t.Errorf("a blank fee: %s", got.out)
	}
	c.does("collect "+filled("李四", "2026-01-09", "15000")+" --report 1").has(t, "[请核对] 表二·行政事业性收费·本年收费金额（单位：万元）（第 ", "可能把元写成了万元", "填入 1 格，2 格不同")
	c.does("check 1").has(t, "[提示] "+hint)
	if a := c.run([]string{"check", c.path("上年.json")}); a.code == cli.Bad { // of a file, for which no store is opened
		t.Errorf("%+v", a)
	}
	c.fails("collect "+sheet+" --report 1 --date 1月8日", "缺少年份")
	if err := os.WriteFile(c.path("文字.xlsx"), []byte("不是表"), 0o600); err != nil {
		t.Fatal(err)
	}
	if a := c.run([]string{"collect", c.path("文字.xlsx"), "--report", "1"}); a.code != cli.Bad || !strings.Contains(a.err, "不是电子表格") {
		t.Errorf("%+v", a)
	}
}
