package handbook_test

import (
	"bytes"
	"fmt"
	"image/png"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"nianbao/app/handbook"
	"nianbao/assets"
)

const small = `# 第一部分　填写

## 新建报告

按 **Ctrl+N**，写上
单位全称。路径 %LOCALAPPDATA%\nianbao。

1. 第一步
2. 第二步，**点新建**。

![新建报告](new.png)

## 导入

- 导入文件
- 接收文件
`

func load(t *testing.T, files map[string]string) (*handbook.Manual, error) {
	t.Helper()
	dir := fstest.MapFS{}
	for name, content := range files {
		dir["m/"+name] = &fstest.MapFile{Data: []byte(content)}
	}
	return handbook.Load(dir, "m")
}

func mustLoad(t *testing.T) *handbook.Manual {
	t.Helper()
	m, err := load(t, map[string]string{"2.md": "# 乙\n\n## 新建别的\n\n没有。\n", "1.md": small, "new.png": "x"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLoad(t *testing.T) {
	m := mustLoad(t)
	if len(m.Parts) != 2 || m.Parts[0].Title != "第一部分　填写" || len(m.Parts[0].Chapters) != 2 {
		t.Fatalf("%+v", m.Parts)
	}
	want := []handbook.Block{
		{Text: handbook.Text{{Text: "按 "}, {Text: "Ctrl+N", Bold: true}, {Text: `，写上单位全称。路径 %LOCALAPPDATA%\nianbao。`}}},
		{Kind: handbook.Step, Number: 1, Text: handbook.Text{{Text: "第一步"}}},
		{Kind: handbook.Step, Number: 2, Text: handbook.Text{{Text: "第二步，"}, {Text: "点新建", Bold: true}, {Text: "。"}}},
		{Kind: handbook.Picture, File: "new.png", Text: handbook.Text{{Text: "新建报告"}}},
	}
	if got := m.Parts[0].Chapters[0].Blocks; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if b, err := m.Picture("new.png"); err != nil || string(b) != "x" {
		t.Errorf("picture %q, %v", b, err)
	}
	if _, err := m.Picture("none.png"); err == nil {
		t.Error("a picture that is not there is no error")
	}
}

func TestLoadRefusesWhatCannotBeShown(t *testing.T) {
	for _, bad := range []string{
		"## 没有部分\n\n文字\n", "# 部分\n\n文字\n", "# 部分\n\n## 章\n\n### 节\n", "# 部分\n\n## 章\n\n> 引文\n",
		"# 部分\n\n## 章\n\n`code`\n", "# 部分\n\n## 章\n\n- 甲\n\n  乙\n", "# 部分\n",
	} {
		if m, err := load(t, map[string]string{"1.md": bad}); err == nil {
			t.Errorf("%q was taken: %+v", bad, m.Parts)
		}
	}
}

func TestSearch(t *testing.T) {
	m := mustLoad(t)
	for _, c := range []struct {
		query string
		want  []string // part.chapter.block and excerpt
	}{
		{"新建", []string{"0.0.2 第二步，点新建。", "0.0.3 新建报告", "1.0.-1 没有。"}},
		{"ctrl+n 新建", []string{"0.0.0 按 Ctrl+N，写上单位全称。路径 %LOCALAPPDATA%\\nianbao。"}},
		{"localappdata", []string{"0.0.0 …。路径 %LOCALAPPDATA%\\nianbao。"}},
		{"导入 接收", []string{"0.1.1 接收文件"}},
		{"导入 没有", nil},
		{"  ", nil},
	} {
		var got []string
		for _, h := range m.Search(c.query) {
			got = append(got, strings.Join([]string{itoa(h.Part), itoa(h.Chapter), itoa(h.Block)}, ".")+" "+h.Excerpt)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.query, got, c.want)
		}
	}
}

func itoa(n int) string {
	if n < 0 {
		return "-1"
	}
	return string(rune('0' + n))
}

func TestSplitKeepsWeights(t *testing.T) {
	text := handbook.Text{{Text: "一二 "}, {Text: "三 四", Bold: true}, {Text: "五"}}
	want := []handbook.Text{{{Text: "一二"}}, {{Text: "三", Bold: true}}, {{Text: "四", Bold: true}, {Text: "五"}}}
	if got := text.Split([]string{"一二", "三", "四五"}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if !text.HasBold() || (handbook.Text{{Text: "一"}}).HasBold() {
		t.Error("HasBold")
	}
}

// TestTheManualOfTheProgram holds that the text that is shipped can be shown:
// each picture is there, small enough, and used.
func TestTheManualOfTheProgram(t *testing.T) {
	m, err := handbook.Load(assets.Manual, "manual")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Parts) != 3 {
		t.Errorf("%d parts", len(m.Parts))
	}
	used := map[string]bool{}
	titles := map[string]bool{}
	shares := 0
	for _, at := range m.Places() {
		c := m.Chapter(at)
		if titles[c.Title] || len(c.Blocks) == 0 {
			t.Errorf("%s: twice, or empty", c.Title)
		}
		titles[c.Title] = true
		for _, b := range c.Blocks {
			// Whoever copies a path out of the manual gets both backslashes of a share.
			shares += strings.Count(b.Text.String(), `'\\服务器\`)
			if b.Kind == handbook.Picture {
				used[b.File] = true
				checkPicture(t, m, b)
			}
		}
	}
	if shares != 2 {
		t.Errorf("%d paths of shares are whole", shares)
	}
	files, err := assets.Manual.ReadDir("manual")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".png") && !used[f.Name()] {
			t.Errorf("%s is not used", f.Name())
		}
	}
}

func checkPicture(t *testing.T, m *handbook.Manual, b handbook.Block) {
	t.Helper()
	content, err := m.Picture(b.File)
	if err != nil {
		t.Error(err)
		return
	}
	const most = 100 << 10
	size, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil || len(content) > most || size.Width < 400 || b.Text.String() == "" {
		t.Errorf("%s: %v, %d bytes, %d wide, caption %q", b.File, err, len(content), size.Width, b.Text)
	}
}

func TestListsStandWhereTheyBelong(t *testing.T) {
	files := fstest.MapFS{"m/1.md": {Data: []byte("# 部分\n\n## 按键\n\n前文。\n\n{{甲}}\n\n后文。\n\n{{乙}}\n")}}
	m, err := handbook.Load(files, "m", handbook.List{Name: "甲", Lines: []string{"**一**：二", "三"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range m.Parts[0].Chapters[0].Blocks {
		got = append(got, fmt.Sprint(b.Kind, b.Text.String()))
	}
	want := []string{fmt.Sprint(handbook.Paragraph, "前文。"), fmt.Sprint(handbook.Bullet, "一：二"), fmt.Sprint(handbook.Bullet, "三"), fmt.Sprint(handbook.Paragraph, "后文。")}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
