package plain

import (
	"strings"
	"testing"
)

// Lines that a page broke at its margin become paragraphs again.
func TestBrokenLines(t *testing.T) {
	var text strings.Builder
	for range 8 {
		text.WriteString("    这是一个段落的第一行，前面空两个字，一直写到行尾的位\n置才换行，第二行顶格写，也是写到行尾的位置，接着是第\n三行，到此为止。\n")
	}
	text.WriteString("- 3 -\n")
	p := ReadText(text.String())
	if len(p.Blocks) != 8 || strings.Contains(p.Blocks[0].Text, "\n") || !strings.HasSuffix(p.Blocks[0].Text, "位置才换行，第二行顶格写，也是写到行尾的位置，接着是第三行，到此为止。") {
		t.Errorf("%d paragraphs, the first %q", len(p.Blocks), p.Blocks[0].Text)
	}
	if p = ReadText("一、总体情况\n很短。\n|\n0\n|\n"); len(p.Blocks) != 5 {
		t.Errorf("%d lines of 5", len(p.Blocks))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("一、总体情况\n规章 | 0 | 0 | 6 |\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if p := Read(content, []string{"一、总体情况"}); p == nil {
			t.Error("no page")
		}
	})
}

// A line may end within a title or before a number, without a mark: the paragraph goes on.
// What was spread to the margin is closed up, in prose alone.
func TestALineThatEndsInATitleGoesOn(t *testing.T) {
	const wrapped = `      2023 年政府信息公开工作年度报告
   本报告由甲县人民政府办公室根据《中华人民共和国政府信
息公开条例》（国令第 711 号）（以下简称《条例》）等规定
要求编制此报告。报告中所列数据统计期限自 2023 年 1 月 1
日起至 2023 年 12 月 31 日止。如对本报告有疑问，请与甲县
人民政府办公室联系（地址：甲县乙镇丙村丁湖大道中段 90
号 ， 邮 编 ： 223100 ， 电 话 ： 0517-87000000 ，传真同上）。
   一、总体情况
   2023 年，甲县人民政府坚持全面贯彻落实《条例》的规范
要求，不断完善政府信息公开制度，建立健全公开保障机制，
始终将政务公开工作摆在重要位置，推进公开工作规范、有序
健康发展 。全年主动公开政府信息一千一百三十六条，其中政
策文件二十一件，解读十九件，回应群众关切的问题三十三个，
均按规定在政府网站、政务新媒体同步发布，及时更新维护。
`
	p := ReadText(wrapped)
	var texts []string
	for _, b := range p.Blocks {
		texts = append(texts, strings.TrimSpace(b.Text))
	}
	if len(texts) != 4 || !strings.Contains(texts[1], "90号，邮编：") {
		t.Fatalf("%d paragraphs: %q", len(texts), texts)
	}
	if !strings.Contains(texts[1], "政府信息公开条例》（国令第 711 号）（以下简称《条例》）等规定要求") || !strings.Contains(texts[3], "有序健康发展。全年") {
		t.Errorf("%q", texts)
	}
}
