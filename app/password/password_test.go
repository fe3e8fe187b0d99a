package password_test

import (
	"strings"
	"testing"

	"nianbao/app/password"
)

func TestWhatAnybodyWouldTryIsRefused(t *testing.T) {
	const unit, name = "示例县自然资源局", "欧阳张三"
	for typed, says := range map[string]string{
		"":             "至少",
		"短短短短短短短":      "至少",
		"        ":     "空格",
		"　　　　　　　　":     "空格",
		"aaaaaaaa":     "两三种字符",
		"abababab":     "两三种字符",
		"111222333":    "两三种字符",
		"12345678":     "连续的数字",
		"１２３４５６７８":     "连续的数字",
		"87654321":     "连续的数字",
		"abcdefgh":     "连续的数字",
		"hgfedcba12":   "连续的数字",
		"qwertyui":     "键盘",
		"ＱＷＥＲＴＹＵＩ":     "键盘",
		"1qaz2wsx":     "键盘",
		"!@#$%^&*":     "键盘",
		"asdfghjkl":    "键盘",
		"password":     "人人都会先试的词",
		"Password1":    "人人都会先试的词",
		"P@ssw0rd!":    "人人都会先试的词",
		"admin2026":    "人人都会先试的词",
		"密码密码密码1234":   "",
		"示例县自然资源局":     "单位名称或者姓名",
		"自然资源局123":     "单位名称或者姓名",
		"欧阳张三123456":   "",
		"示例县自然资源局 ":    "单位名称或者姓名",
		"aaaa1111bbbb": "两三种字符",
	} {
		err := password.Check(typed, unit, name)
		switch {
		case err == nil:
			t.Errorf("%q is taken", typed)
		case !strings.Contains(err.Error(), says):
			t.Errorf("%q: %v", typed, err)
		}
	}
	for _, typed := range []string{"一个够长的密码呀", "名册的密码一二三", "correct horse battery", "Xk7#pQ2m", "今天天气真不错啊", "资源局的老黄牛爱吃草", "abcd 1234", "1 2 3 4 5 6"} {
		if err := password.Check(typed, unit, name); err != nil {
			t.Errorf("%q is refused: %v", typed, err)
		}
	}
	if err := password.Check("示例县自然资源局", "", "另一个局"); err != nil {
		t.Errorf("another unit's name: %v", err)
	}
}

func TestAPasswordHasOneSpelling(t *testing.T) {
	for _, same := range [][2]string{{"ｎｉａｎ２０２５", "nian2025"}, {"密码　一句话", "密码 一句话"}, {"Ⅳ", "IV"}} {
		if password.Normal(same[0]) != password.Normal(same[1]) {
			t.Errorf("%q and %q are two", same[0], same[1])
		}
	}
}
