package html

import (
	"errors"
	"strings"
	"testing"
)

func TestOnlyTheReportOfAPage(t *testing.T) {
	p, err := ReadText(`<html><head><title>某局</title><script>一、总体情况</script></head><body>
<div class="menu"><a>首页</a> <a>一、</a></div><h1>某局2025年政府信息公开工作年度报告</h1>
<div id="main"><table><tr><td><p>一、总体情况</p><p>正文<br>下一段</p><p style="display: none">看不见</p><p>二、主动公开政府信息情况</p>
<table><tbody><tr><td rowspan="2">规章</td><td><p>1</p><p>2</p></td></tr></tbody><tbody><tr><td>3</td></tr></tbody></table>
<p>六、其他需要报告的事项</p></td></tr></table></div><div>版权所有</div></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range p.Blocks {
		if b.Table != nil {
			for _, row := range b.Table.Texts() {
				got = append(got, strings.Join(row, ","))
			}
			continue
		}
		got = append(got, b.Text)
	}
	want := "某局2025年政府信息公开工作年度报告|一、总体情况|正文|下一段|二、主动公开政府信息情况|规章,1\n2|3|六、其他需要报告的事项"
	if strings.Join(got, "|") != want || p.Title != "某局" {
		t.Errorf("%q, %q", strings.Join(got, "|"), p.Title)
	}
}

func TestTooDeep(t *testing.T) {
	if _, err := ReadText(strings.Repeat("<div><table><tr><td>", 10_000)); !errors.Is(err, ErrDeep) {
		t.Errorf("%v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<table><tr><td rowspan=2>一</td><td>2</td></tr></table>"))
	f.Add([]byte("\xd2\xbb<p>\xa1\xa2"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if p, err := Read(content, []string{"一、总体情况"}); err == nil && p == nil {
			t.Error("neither a page nor an error")
		}
	})
}
