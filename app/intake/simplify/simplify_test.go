package simplify

import "testing"

func TestText(t *testing.T) {
	for was, want := range map[string]string{
		"行政規範性文件本年製發件數": "行政规范性文件本年制发件数",
		"隻計這一情形，關係為":    "只计这一情形，关系为",
		"復議后、後續，於甲縣":    "复议后、后续，于甲县",
		"著力解決甚麼問題，名著":   "着力解决什么问题，名著",
		"本来就是简体字，乾隆、著作": "本来就是简体字，乾隆、著作",
	} {
		if got, _ := Text(was); got != want {
			t.Errorf("%s: %s", was, got)
		}
	}
	if _, n := Text("公開政府信息"); n != 1 {
		t.Errorf("%d characters", n)
	}
}
