package register

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Role is what a column of a register is about. The names are stored with what an
// office remembers and stand in the mapping of the command line.
type Role string

// The roles. A column of no role is not looked at.
const (
	None            Role = ""
	Number          Role = "number"
	Received        Role = "received"
	Channel         Role = "channel"
	Applicant       Role = "applicant"
	Kind            Role = "kind"
	Subject         Role = "subject"
	Clarified       Role = "clarified"
	Extended        Role = "extended"
	ConsultDays     Role = "consult_days"
	ConsultFrom     Role = "consult_from"
	ConsultTo       Role = "consult_to"
	Answered        Role = "answered"
	Outcome         Role = "outcome"
	Detail          Role = "detail"
	Reconsideration Role = "reconsideration"
	Suit            Role = "suit"
	DirectSuit      Role = "direct_suit"
	SuitAfter       Role = "suit_after_reconsideration"
)

// Meaning is what a role is called, and what it is for.
type Meaning struct {
	Role Role
	Name string   // as the screen calls it
	Help string   // what stands in such a column
	Like []string // what its heading is called word for word; see Propose
}

// Roles are all roles in the order of the screen.
var Roles = []Meaning{
	{Number, "编号", "登记编号、受理编号；用来找出重复的行", []string{"编号", "登记编号", "登记号", "受理编号", "受理号", "申请编号", "收文编号", "回执编号", "流水号"}},
	{Received, "收到日期", "收到申请的日期；按它确定是本年新收还是上年结转", []string{"收到日期", "收到申请日期", "收到申请的日期", "收到时间", "收到申请时间", "申请日期", "申请时间", "受理日期", "受理时间", "接收日期", "收件日期", "登记日期", "来件日期"}},
	{Channel, "申请方式", "当面、信函、网络等；一、总体情况引用", []string{"申请方式", "申请渠道", "收到方式", "接收方式", "来件方式", "提交方式", "方式", "渠道"}},
	{Applicant, "申请人", "只用来找出重复的行，不保存", []string{"申请人", "申请人姓名", "申请人名称", "姓名", "申请人姓名或名称", "申请人姓名名称", "申请单位"}},
	{Kind, "申请人类别", "自然人、商业企业等；决定计入哪一列", []string{"申请人类别", "申请人类型", "申请人性质", "申请人身份", "申请主体", "主体类型", "类别", "申请人种类"}},
	{Subject, "申请内容", "只用来找出重复的行，不保存", []string{"申请内容", "申请事项", "申请公开内容", "所需政府信息内容", "申请公开的内容", "内容", "事项", "所需信息内容描述", "内容描述"}},
	{Clarified, "补正到达日期", "收到申请人补正的日期；答复期限从它算起", []string{"补正日期", "补正收到日期", "收到补正日期", "补正到达日期", "补正材料收到日期", "申请人补正日期", "补正时间"}},
	{Extended, "延期", "有没有延长答复期限", []string{"延期", "是否延期", "延长答复", "延期答复", "是否延长答复期限", "延长答复期限", "延期日期", "延期告知日期"}},
	{ConsultDays, "征求意见天数", "征求第三方或者其他机关意见用去的工作日", []string{"征求意见天数", "征求第三方意见天数", "征求意见工作日", "征求意见用时"}},
	{ConsultFrom, "征求意见开始", "发出征求意见的日期", []string{"征求意见日期", "征求第三方意见日期", "征求意见发出日期", "征求意见开始日期", "发出征求意见日期"}},
	{ConsultTo, "征求意见结束", "收到意见的日期", []string{"收到意见日期", "第三方回复日期", "征求意见回复日期", "征求意见结束日期", "收到第三方意见日期"}},
	{Answered, "答复日期", "答复或者办结的日期；空白的为还没有办结", []string{"答复日期", "答复时间", "办结日期", "办结时间", "回复日期", "答复书日期", "作出答复日期"}},
	{Outcome, "办理结果", "予以公开、不予公开等；决定计入哪一行", []string{"办理结果", "答复类型", "答复结果", "答复情况", "处理结果", "办理情况", "答复方式", "结果"}},
	{Detail, "办理结果的细目", "办理结果分两列登记的，细的一列", []string{"具体情形", "答复细类", "办理结果细目", "不予公开理由", "具体理由", "情形", "细目"}},
	{Reconsideration, "行政复议", "结果维持、结果纠正、尚未审结等；空白的为没有复议", []string{"行政复议", "行政复议结果", "复议结果", "复议情况", "行政复议情况", "复议"}},
	{Suit, "行政诉讼", "结果；同一行有复议的计入复议后起诉，没有的计入未经复议直接起诉", []string{"行政诉讼", "行政诉讼结果", "诉讼结果", "诉讼情况", "行政诉讼情况", "诉讼"}},
	{DirectSuit, "未经复议直接起诉", "结果", []string{"未经复议直接起诉", "直接起诉", "直接起诉结果", "未经复议直接起诉结果"}},
	{SuitAfter, "复议后起诉", "结果", []string{"复议后起诉", "复议后起诉结果"}},
}

// MeaningOf returns what there is to say of a role; the zero Meaning for none.
func MeaningOf(role Role) Meaning {
	i := slices.IndexFunc(Roles, func(m Meaning) bool { return m.Role == role })
	if i < 0 {
		return Meaning{}
	}
	return Roles[i]
}

// words are the roles of which a column holds words that are mapped to the form.
var words = []Role{Kind, Outcome, Reconsideration, Suit, DirectSuit, SuitAfter}

// Propose returns the role that a heading is known by, None where it is none of those
// that are listed. It is shown, and counts only when the officer lets it stand.
func Propose(heading string) Role { return byHeading[fold(heading)] }

// byHeading are the roles by their headings.
var byHeading = func() map[string]Role {
	out := map[string]Role{}
	for _, m := range Roles {
		for _, s := range m.Like {
			out[fold(s)] = m.Role
		}
	}
	return out
}()

// fold writes a text so that spellings of one word are equal: without blanks, marks
// and the explanation in brackets behind it, with characters of one width.
func fold(s string) string {
	s = width.Fold.String(s)
	if cut := strings.IndexAny(s, "(（"); cut > 0 {
		s = s[:cut]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// foldWord is fold for what stands in a cell, of which brackets are a part.
func foldWord(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, width.Fold.String(s))
}
