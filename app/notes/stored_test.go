package notes

import (
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Nothing travels beside a report that nobody reads.
func TestANoteIsOneThatSomebodyReads(t *testing.T) {
	remark := encode(Remark{ID: "1", Address: "a", Text: "请核实\n数据", By: "x", Name: "李四", Level: "审核", Round: 1, Seq: 2, At: 3})
	answer := encode(Answer{Done: true, Text: "已核实 <&>", By: "张三", At: 4})
	explanation := encode(Explanation{Text: "属实", By: "张三", Print: "00"})
	for name, tt := range map[string]struct {
		at   form.Address
		text string
		ok   bool
	}{
		"a remark":                 {report.RemarkAt("1"), remark, true},
		"an answer":                {report.AnswerAt("1"), answer, true},
		"an explanation":           {report.ExplainAt("balance/x"), explanation, true},
		"a remark taken back":      {report.RemarkAt("1"), "", true},
		"what a figure counts":     {report.CountedAt("requests.received.other"), `{"value":"1","file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","rows":[{"sheet":1,"rows":"5"}]}`, true},
		"that, taken back too":     {report.CountedAt("requests.received.other"), "", true},
		"more than it has rows":    {report.CountedAt("requests.received.other"), `{"value":"2","file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","rows":[{"sheet":1,"rows":"5"}]}`, false},
		"how much counts":          {report.RegisterAt("requests"), `{"file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","rows":2,"left":[{"why":"twice","count":1,"rows":[]}]}`, true},
		"that, gone again":         {report.RegisterAt("requests"), "", true},
		"that, in somebody's word": {report.RegisterAt("requests"), `{"file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","rows":2,"left":[{"why":"张三撤回","count":1,"rows":[]}]}`, false},
		"where a figure is from":   {report.CarriedAt("requests.carried_in.other"), `{"year":2024,"value":"5"}`, true},
		"that, taken back":         {report.CarriedAt("requests.carried_in.other"), "", true},
		"that, spelt otherwise":    {report.CarriedAt("requests.carried_in.other"), `{"year":2024,"value":"05"}`, false},
		"that, with a word":        {report.CarriedAt("requests.carried_in.other"), `{"year":2024,"value":"五"}`, false},
		"that, of no year":         {report.CarriedAt("requests.carried_in.other"), `{"year":0,"value":"5"}`, false},
		"what was provided":        {report.ProvidedAt("requests.received.other"), `{"value":"1","from":"法规科","name":"","date":"2026-01-08","file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}`, true},
		"that was taken back":      {report.ProvidedAt("requests.received.other"), "", true},
		"that, of no department":   {report.ProvidedAt("requests.received.other"), `{"value":"1","from":"","name":"","date":"2026-01-08","file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}`, false},
		"that, as if it counted":   {report.CountedAt("requests.received.other"), `{"value":"1","from":"法规科","name":"","date":"2026-01-08","file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}`, false},
		"a kind that nobody reads": {"note.x", "1", false},
		"one of that, blank":       {"note.x", "", false},
		"no name":                  {report.RemarkAt(""), remark, false},
		"a member more":            {report.RemarkAt("1"), `{"hidden":1,` + remark[1:], false},
		"a space more":             {report.AnswerAt("1"), answer + " ", false},
		"another order":            {report.ExplainAt("x"), `{"by":"","text":"属实","print":""}`, false},
		"no JSON":                  {report.ExplainAt("x"), "属实", false},
		"what steers a terminal":   {report.RemarkAt("1"), encode(Remark{Text: "\x1b[2J"}), false},
		"what turns a line round":  {report.AnswerAt("1"), encode(Answer{Text: "属\u202e实"}), false},
	} {
		if err := CheckStored(tt.at, tt.text); (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
