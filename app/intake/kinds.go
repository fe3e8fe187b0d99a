package intake

import (
	"bytes"
	"errors"
	"strings"

	"nianbao/app/intake/archive"
)

// other is a kind of file that people choose and that is not read, and what to do
// about it in words for the officer.
type other struct {
	sign string // how it begins, or the part that it has
	why  error
}

var (
	errEmpty    = errors.New("文件是空的，可能没有下载完，或者没有保存好，请重新取得这份文件")
	errPacked   = errors.New("这是压缩文件，请先解压，再读入其中的文件")
	errPicture  = errors.New("这是图片，图片中的文字和数字不能读入，请向制作单位要文字版，或者对照着填写")
	errOpenDoc  = errors.New("这是 OpenDocument 文件（.odt、.ods），请在 WPS 或者 LibreOffice 中另存为 .docx 或者 .xlsx 以后再读入")
	errOldXML   = errors.New("这是 Word 的 XML 文件，请在 Word 或者 WPS 中另存为 .docx 以后再读入")
	errOldBook  = errors.New("这是 Excel 的 XML 表格，请在 Excel 或者 WPS 中另存为 .xlsx 以后再读入")
	errSlides   = errors.New("这是演示文稿，不能读入")
	errWritable = errors.New("这是 RTF 文件，请在 Word 或者 WPS 中另存为 .docx 以后再读入")
)

// othersByBeginning are told by how they begin.
var othersByBeginning = []other{
	{"{\\rtf", errWritable},
	{"Rar!", errPacked},
	{"7z\xbc\xaf", errPacked},
	{"\x1f\x8b", errPacked},
	{"BZh", errPacked},
	{"\xfd7zXZ", errPacked},
	{"PK\x05\x06", errPacked},
	{"\x89PNG", errPicture},
	{"\xff\xd8\xff", errPicture},
	{"GIF8", errPicture},
	{"BM", errPicture},
	{"II*\x00", errPicture},
	{"MM\x00*", errPicture},
	{"MZ", errors.New("这是程序，不是报告，没有运行它")},
}

// othersByPart are containers, told by a part that they have.
var othersByPart = []other{
	{"OFD.xml", errors.New("这是版式文件（OFD），不能读入，请另存为 Word 文档，或者有文字的 PDF 以后再读入")},
	{"ppt/presentation.xml", errSlides},
	{"xl/workbook.bin", errors.New("这是二进制的电子表格（.xlsb），请在 Excel 或者 WPS 中另存为 .xlsx 以后再读入")},
	{"content.xml", errOpenDoc},
}

// refusedByBeginning returns why a file of a known kind is not read, nil for any
// other.
func refusedByBeginning(content []byte) error {
	if len(bytes.Trim(content, "\x00 \t\r\n\xef\xbb\xbf")) == 0 {
		return errEmpty
	}
	for _, o := range othersByBeginning {
		if bytes.HasPrefix(content, []byte(o.sign)) && (len(o.sign) > 2 || bytes.IndexByte(content[:min(len(content), 64)], 0) >= 0) {
			return o.why
		}
	}
	head := string(bytes.TrimPrefix(content[:min(len(content), 2048)], []byte("\xef\xbb\xbf")))
	if strings.HasPrefix(head, "<?xml") && (strings.Contains(head, "Excel.Sheet") || strings.Contains(head, "office:spreadsheet")) {
		return errOldBook
	}
	if strings.HasPrefix(head, "<?xml") && (strings.Contains(head, "<?mso-application") || strings.Contains(head, "office/word/2003/wordml") || strings.Contains(head, "office/2006/xmlPackage")) {
		return errOldXML
	}
	return nil
}

// refusedByPart returns why a container is not read.
func refusedByPart(z *archive.Zip) error {
	for _, o := range othersByPart {
		if z.Has(o.sign) {
			return o.why
		}
	}
	return errPacked
}

// isOther says whether an error says that a file is of a kind that is not read.
func isOther(err error) bool {
	for _, o := range append(othersByBeginning, othersByPart...) {
		if errors.Is(err, o.why) {
			return true
		}
	}
	return errors.Is(err, errEmpty) || errors.Is(err, errOldXML) || errors.Is(err, errOldBook)
}
