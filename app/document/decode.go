package document

import "nianbao/app/intake/charset"

// decode returns a file's text as UTF-8, and a note where it was written in
// another encoding.
func decode(content []byte) (text []byte, notes []string, err error) {
	text, name, err := charset.Decode(content)
	switch {
	case err != nil:
		return nil, nil, &Problem{Reason: "文件的文字编码认不出来（不是 UTF-8、GBK 或者 UTF-16），请另存为 UTF-8 后再导入"}
	case name == charset.UTF8:
		return text, nil, nil
	case name == charset.GB18030:
		name = "GBK" // as people know it
	}
	return text, []string{"文件的文字是 " + name + " 编码，已经转换；请看一看文字是否正确"}, nil
}
