package assets_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"nianbao/app/signoff"
	"nianbao/assets"
)

// misleading are words that were once shown and would mislead an officer, and
// why they must not come back.
var misleading = map[string]string{
	"不是一回事":        "in law 信息处理费 is an 行政事业性收费",
	"信息处理费不填在这里":   "whether it is counted in table 2 is the local authority's to say",
	"诉讼驳回诉讼请求":     "a court's 判决驳回诉讼请求 and a 复议决定维持 are told apart",
	"撤回、驳回、终止等":    "驳回 is of several kinds",
	"国务院办公厅通知":     "the notice is of 国务院办公厅政府信息与政务公开办公室",
	"通知原文":         "the tag is 格式原文",
	"地方年报编制要求":     "a source is named or there is none",
	"已公布的年度报告":     "a source is named or there is none",
	"专门规定":         "the 条例 has 特别规定",
	"报送并公布":        "the 条例 has 提交",
	"建议不超过":        "only some places ask for it",
	"的身份，同意":       "a level is a step, not an identity",
	"摘要所指的内容":      "内容以下列摘要为准",
	"（地址：，":        "holes are marked 【待填】",
	"可靠电子签名":       "one sentence says what a signature is: review.WhatASignatureIs",
	"第三方认证":        "one sentence says what a signature is: review.WhatASignatureIs",
	"已填的内容都已保存":    "nobody has looked whether it is",
	"--data-dir 另": "a clerk cannot",
	"从不画印章":        "it says only half: where a seal is wanted, which",
	"自动倒算":         "不自动倒推",
	"请书面说明":        "写明情况",
	"信息处理费　　元":     "holes are marked 【待填】",
}

// dropped are words that have given way to another one, so that one thing has one
// name: 检查 is what rules do, 核对 what people do, 验证 what is done with signatures.
var dropped = map[string]string{
	"存盘": "保存", "存入": "保存",
	"操作人": "使用者", "当前使用者": "使用者", "本机使用者": "使用者", "保管人": "名册管理人",
	"核对通过": "验证通过", "核对不通过": "验证未通过", "核对没有通过": "验证未通过", "核对不符": "验证未通过", "核对不上": "验证未通过",
	"核对签名": "验证签名", "核对每个签名": "验证每个签名", "重新开启": "撤销审批", "本节": "部分",
	"不成形": "格式不正确", "不认识": "无法识别", "看不懂": "无法识别", "打不开": "无法打开", "读不出": "无法读取",
	"没有写成": "写入失败", "照样打印": "继续打印", "换回来": "恢复", "留着": "保留", "正开着": "正在运行",
	"丢失密码": "忘记密码", "去掉": "删除", "不会自动倒算": "不自动倒推", "登录时没有它": "其他用户登录本机时不能使用",
	"为谁安装": "安装范围", "书面说明": "写明情况", "请按下面的说明改正": "原因：…", "填写说明": "写明情况",
}

// shown gathers what people read: forms, manual, installer, and the texts in the program.
func shown(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, dir := range []string{"forms", "manual"} {
		names, _ := filepath.Glob(dir + "/*.*")
		for _, name := range names {
			if ext := filepath.Ext(name); ext == ".toml" || ext == ".md" {
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				out[name] = []string{string(text)}
			}
		}
	}
	for _, name := range []string{"windows/installer.nsi", "../README.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = []string{string(text)}
	}
	out["../main.go"] = literals(t, "../main.go")
	for _, dir := range []string{"../app", "../ui", "../export", "../store"} {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				out[path] = literals(t, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d files", len(out))
	}
	return out
}

// literals returns the texts of a Go file, comments left out.
func literals(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			out = append(out, text)
		}
		return true
	})
	return out
}

func TestNothingMisleadingIsShown(t *testing.T) {
	for file, texts := range shown(t) {
		for _, text := range texts {
			for words, why := range misleading {
				if strings.Contains(text, words) {
					t.Errorf("%s shows %q: %s", file, words, why)
				}
			}
		}
	}
}

// The tests of the whole program tell builders what became of it, and nobody else.
func TestDroppedWordsAreNotShown(t *testing.T) {
	for file, texts := range shown(t) {
		if strings.HasPrefix(file, "../ui/acceptance/") {
			continue
		}
		for _, text := range texts {
			for word, now := range dropped {
				if strings.Contains(text, word) {
					t.Errorf("%s shows %s, which is called %s", file, word, now)
				}
			}
		}
	}
}

// What a signature is worth is said in one sentence, in the manual too.
func TestTheManualSaysWhatASignatureIs(t *testing.T) {
	for _, name := range []string{"manual/2-reviewer.md", "manual/3-it.md"} {
		text, err := fs.ReadFile(assets.Manual, name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), signoff.WhatASignatureIs) {
			t.Errorf("%s does not say it", name)
		}
	}
}

// Since 2024 most suits come after a reconsideration; the example must not
// teach otherwise.
func TestTheExampleSuesAfterReconsideration(t *testing.T) {
	var doc struct {
		Year   int
		Tables struct{ Disputes map[string]int }
	}
	if err := json.Unmarshal(assets.Example, &doc); err != nil {
		t.Fatal(err)
	}
	direct, after := 0, 0
	for cell, n := range doc.Tables.Disputes {
		switch group, _, _ := strings.Cut(cell, "."); group {
		case "direct_suit":
			direct += n
		case "suit_after_reconsideration":
			after += n
		}
	}
	if doc.Year < 2024 || direct != 0 || after != 3 {
		t.Errorf("%d: %d and %d suits", doc.Year, direct, after)
	}
}
