package origin_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app/apptest"
	"nianbao/app/carry"
	"nianbao/app/counted"
	"nianbao/app/example"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/origin"
	"nianbao/app/provided"
	"nianbao/app/report"
	"nianbao/app/roster"
)

const (
	digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

	cell  form.Address = "requests.received.natural_person"
	other form.Address = "requests.received.business"
	total form.Address = "requests.received.total"

	officer = "11111111111111111111111111111111"
)

// record is a journal in the making, with the report that it comes to.
type record struct {
	t       *testing.T
	report  *report.Report
	entries []journal.Entry
}

func begin(t *testing.T) *record {
	t.Helper()
	return &record{t: t, report: report.New(apptest.Catalog(t), "甲局", 2025)}
}

func (r *record) add(e journal.Entry) *record {
	r.t.Helper()
	e.Seq, e.By = int64(len(r.entries))+1, officer
	e.At = time.Date(2026, 1, 8, 9, int(e.Seq), 0, 0, time.Local)
	if err := r.report.Apply(e.Edit); err != nil {
		r.t.Fatal(err)
	}
	r.entries = append(r.entries, e)
	return r
}

// does makes an edit that puts texts at addresses, in turn.
func (r *record) does(note string, pairs ...string) *record {
	r.t.Helper()
	e := report.Edit{Note: note}
	for i := 0; i < len(pairs); i += 2 {
		c, err := r.report.Set(form.Address(pairs[i]), pairs[i+1])
		if err != nil {
			r.t.Fatal(err)
		}
		if c.Old != c.New {
			e.Changes = append(e.Changes, c)
		}
	}
	return r.add(journal.Entry{Kind: journal.Edited, Edit: e})
}

// undo takes an edit back, redo makes it again.
func (r *record) undo(of int64) *record {
	r.t.Helper()
	return r.add(journal.Entry{Kind: journal.Undone, Of: of, Edit: r.entries[of-1].Edit.Inverse()})
}

func (r *record) redo(of int64) *record {
	r.t.Helper()
	return r.add(journal.Entry{Kind: journal.Redone, Of: of, Edit: r.entries[of-1].Edit})
}

var people = &roster.Roster{People: []roster.Person{{ID: officer, Registrations: []roster.Registration{{Name: "张三"}}}}}

func (r *record) at(a form.Address) origin.Origin {
	return origin.Of(r.entries, people).At(r.report, a)
}

// is wants what a place says first of its origin.
func (r *record) is(a form.Address, want string) *record {
	r.t.Helper()
	if got, _, _ := strings.Cut(r.at(a).Says(), "\n"); got != want {
		r.t.Errorf("%s: %s, want %s", a, got, want)
	}
	return r
}

var sheet = provided.Sheet{From: "法规科", Name: "李四", Date: "2026-01-07", File: "法规科.xlsx", SM3: digest}

func given(v int64) string { return provided.Of(report.Int(v), sheet).Encode() }

func rows(n int) string {
	var all []counted.Place
	for i := range n {
		all = append(all, counted.Place{Sheet: 1, Row: i + 3})
	}
	return counted.Of("台账.xlsx", digest, all).Encode()
}

// register is the note of a register of n rows, of which one appears twice.
func register(n int) string {
	return counted.OfRegister("台账.xlsx", digest, n, map[counted.Reason][]counted.Place{counted.Twice: {{Sheet: 1, Row: 4}}}).Encode()
}

func TestEveryWayIntoAReportIsTold(t *testing.T) {
	for note, want := range map[string]string{
		"录入本年新收·自然人":                     "录入：张三，2026年1月8日 09:01。",
		"粘贴本年新收·自然人":                     "粘贴：张三，2026年1月8日 09:01。",
		"粘贴":                             "粘贴：张三，2026年1月8日 09:01。",
		"读入去年.docx":                      "从文件“去年.docx”读入：张三，2026年1月8日 09:01。",
		origin.Reading(""):               "从文件读入（记录没有写明哪个文件）：张三，2026年1月8日 09:01。",
		origin.Reading("甲\u202e.docx"):   "从文件读入（记录没有写明哪个文件）：张三，2026年1月8日 09:01。",
		origin.Reading(origin.Clipboard): "粘贴：张三，2026年1月8日 09:01。",
		"空白填 0":                          "空白填 0：张三，2026年1月8日 09:01。",
		"向下填充":                           "录入：张三，2026年1月8日 09:01。",
		"声明单位情况":                         "按单位情况填 0：张三，2026年1月8日 09:01。",
		"以2024年的报告为底":                    "2024年报告，张三 2026年1月8日 09:01 填入。",
		"选用文件中的内容":                       "选用另一份记录：张三，2026年1月8日 09:01。",
		"填写本年新收·自然人":                     "录入或粘贴（这条记录没有区分）：张三，2026年1月8日 09:01。",
		"救回记录缺失以后的内容":                    "编制记录没有写明来源。",
		"来历不明":                           "编制记录没有写明来源。",
		"":                               "编制记录没有写明来源。",
	} {
		begin(t).does(note, string(cell), "12").is(cell, want).is(total, "由程序计算，不是填写的。").is(other, "空白，还没有填。")
	}
}

// To undo gives back where the figure before came from, to redo what was undone.
func TestUndoAndRedoGiveTheOriginBack(t *testing.T) {
	r := begin(t).does(origin.Typing("甲"), string(cell), "1").does(origin.Pasting, string(cell), "2", string(other), "5")
	r.is(cell, "粘贴：张三，2026年1月8日 09:02。")
	r.undo(2).is(cell, "录入：张三，2026年1月8日 09:01。").is(other, "空白，还没有填。")
	r.redo(2).is(cell, "粘贴：张三，2026年1月8日 09:02。").is(other, "粘贴：张三，2026年1月8日 09:02。")
	r.undo(2).undo(1).is(cell, "空白，还没有填。")
	r.redo(1).is(cell, "录入：张三，2026年1月8日 09:01。")
	r.does("清除", string(cell), "").is(cell, "空白，原有的内容已删除（张三，2026年1月8日 09:08）。")
	r.undo(8).is(cell, "录入：张三，2026年1月8日 09:01。")
}

// A figure is from where the note beside it says as long as nobody has typed another.
func TestAFigureIsFromWhereTheNoteWithItSays(t *testing.T) {
	note := string(report.CountedAt(cell))
	r := begin(t).does(origin.Counting("台账.xlsx"), string(cell), "3", note, rows(3))
	r.is(cell, "台账，张三 2026年1月8日 09:01 填入。")
	whole := begin(t).does(origin.Counting("台账.xlsx"), string(cell), "3", note, rows(3), string(report.RegisterAt("requests")), register(4))
	if got := origin.Of(whole.entries, people).Told(whole.report, cell); got != "台账，张三 2026年1月8日 09:01 填入。\n台账“台账.xlsx”：3 件（第 3—5 行）。\n台账 4 行，计入 3 行，1 行没有计入：重复登记 1 行（第 4 行）。" {
		t.Error(got)
	}
	if o := r.at(cell); o.Kind != origin.Counted || o.File != "台账.xlsx" || len(o.Notes) != 1 || o.Notes[0] != "台账“台账.xlsx”：3 件（第 3—5 行）。" {
		t.Errorf("%+v", o)
	}
	r.does(origin.Typing("甲"), string(cell), "4").is(cell, "录入：张三，2026年1月8日 09:02。")
	r.does(origin.Typing("甲"), string(cell), "3").is(cell, "录入：张三，2026年1月8日 09:03。") // the same again, by hand
	if o := r.at(cell); len(o.Notes) != 1 {
		t.Errorf("what was counted is not told any more: %+v", o)
	}
	r.undo(3).undo(2).is(cell, "台账，张三 2026年1月8日 09:01 填入。")
	// Typed first and found to be so: the count stands behind it.
	begin(t).does(origin.Typing("甲"), string(cell), "3").does(origin.Counting("台账.xlsx"), note, rows(3)).is(cell, "台账，张三 2026年1月8日 09:02 填入。")
	// Typed first, and counted otherwise: it stays what was typed.
	begin(t).does(origin.Typing("甲"), string(cell), "3").does(origin.Counting("台账.xlsx"), note, rows(4)).is(cell, "录入：张三，2026年1月8日 09:01。")
	// One sheet provided it, and another one another figure, which was not taken.
	begin(t).does(origin.Collecting, string(cell), "3", string(report.ProvidedAt(cell)), given(3)).is(cell, "法规科报送，张三 2026年1月8日 09:01 填入。").
		does(origin.Collecting, string(report.ProvidedAt(cell)), given(5)).is(cell, "科室报送表，张三 2026年1月8日 09:01 填入。")
	// The later of two notes.
	r = begin(t).does(origin.Counting("台账.xlsx"), string(cell), "3", note, rows(3)).does(origin.Reading("法规科.xlsx"), string(report.ProvidedAt(cell)), given(3))
	r.is(cell, "法规科报送，张三 2026年1月8日 09:02 填入。")
	if o := r.at(cell); o.From != "法规科" || o.File != "法规科.xlsx" || len(o.Notes) != 2 || o.Notes[0] != "“法规科”报送：3（李四，2026年1月7日）。" {
		t.Errorf("%+v", o)
	}
}

func TestWhatGoesOnFromTheYearBefore(t *testing.T) {
	const carried form.Address = "requests.carried_in.natural_person"
	r := begin(t).does(origin.Carrying(2024),
		string(carried), "5", string(report.CarriedAt(carried)), carry.Note{Year: 2024, Value: "5"}.Encode(),
		string(report.CarriedAt("disclosed.regulations.in_force")), carry.Note{Year: 2024, Value: "7"}.Encode())
	r.is(carried, "2024年报告，张三 2026年1月8日 09:01 填入。")
	const now = "disclosed.regulations.in_force"
	r.does(origin.Typing("甲"), "disclosed.regulations.issued", "2")
	r.does(origin.Typing("乙"), "disclosed.regulations.repealed", "1", now, "8").is(now, "2024年报告，张三 2026年1月8日 09:03 填入。")
	if o := r.at("disclosed.regulations.repealed"); o.Kind != origin.Typed {
		t.Errorf("what was typed beside it: %+v", o)
	}
	r.does(origin.Typing("丙"), now, "9").is(now, "录入：张三，2026年1月8日 09:04。")
	r.does(origin.Typing("丙"), now, "8").is(now, "录入：张三，2026年1月8日 09:05。")
	// Of what is pasted together it is not known.
	r.does(origin.Pasting, "disclosed.regulations.issued", "3", now, "9").is(now, "粘贴：张三，2026年1月8日 09:06。")
	if o := r.at(now); !o.Either || !strings.Contains(o.Says(), "也可能是程序算出的") {
		t.Errorf("%+v", o)
	}
}

// Of a record that was begun anew is told what its notes say, and that no more is known.
func TestACondensedRecordTellsWhatItCan(t *testing.T) {
	before := begin(t).does(origin.Typing("甲"), string(cell), "1")
	left := journal.CondensedFrom("x", before.entries)
	r := begin(t)
	c, err := r.report.Set(cell, "3")
	if err != nil {
		t.Fatal(err)
	}
	beside, err := r.report.Set(report.ProvidedAt(other), given(6))
	if err != nil {
		t.Fatal(err)
	}
	r.add(journal.Entry{Kind: journal.Imported, Edit: report.Edit{Note: left.Note(), Changes: []report.Change{c, {Address: other, New: "6"}, beside}}})
	r.is(cell, "编制记录从送审时开始，其中没有此前怎样填写的记录；那些记录送审时由编制人的电脑保留。")
	if got := r.at(cell).Short(); got != "送审以前填写" {
		t.Errorf("in short: %q", got)
	}
	r.is(other, "法规科报送：何人何时填入，没有带入送审时开始的编制记录。")
	r.does(origin.Typing("甲"), string(cell), "4").is(cell, "录入：张三，2026年1月8日 09:02。")
}

// A record that is begun anew tells of all that stands where it came from and who put it
// in, though not when, and nothing of what stands no more.
func TestARecordBegunAnewTellsTheOrigins(t *testing.T) {
	const stock, carried = "disclosed.regulations.", "requests.carried_in.natural_person"
	r := begin(t).does(origin.Importing("公开.docx"), "requests.granted.law_firm", "8", "overview.lead", "本机关认真贯彻。")
	r.entries[0].Kind = journal.Imported
	r.does(origin.Carrying(2024), carried, "5", string(report.CarriedAt(carried)), carry.Note{Year: 2024, Value: "5"}.Encode(),
		string(report.CarriedAt(stock+"in_force")), carry.Note{Year: 2024, Value: "7"}.Encode(), "others.matters", "无其他需要报告的事项。")
	r.does(origin.Typing("甲"), string(cell), "1").does(origin.Pasting, string(other), "2", "requests.received.research", "3")
	r.does(origin.Reading("法规科.xlsx"), "requests.granted.other", "4", string(report.ProvidedAt("requests.granted.other")), given(4))
	r.does(origin.Collecting, "disclosed.fees.amount", "6.00", string(report.ProvidedAt("disclosed.fees.amount")), given(6))
	r.does(origin.Counting("台账.xlsx"), "requests.granted.business", "3", string(report.CountedAt("requests.granted.business")), rows(3), string(report.RegisterAt("requests")), register(5))
	r.does(origin.Typing("乙"), "requests.granted.business", "4").does(origin.Typing("乙"), "requests.granted.business", "3") // by hand, as counted
	r.does(origin.Typing("丙"), stock+"issued", "2").does(origin.Typing("丙"), stock+"repealed", "1", stock+"in_force", "8")
	r.does(origin.Zeroing, "requests.granted.nonprofit", "0").does("填写丁", "requests.granted.natural_person", "9").does("编写总体情况", "overview.disclosure", "一段删去的话").does("编写总体情况", "overview.disclosure", "一段")
	r.does(origin.Typing("丁"), "requests.granted.research", "7")
	r.entries[len(r.entries)-1].By = "22222222222222222222222222222222"

	left := journal.CondensedFrom("x", r.entries)
	entries := origin.Condense(r.entries, r.report, journal.Entry{At: time.Date(2026, 1, 20, 9, 0, 0, 0, time.Local), Kind: journal.Imported, By: officer, Edit: report.Edit{Note: left.Note()}})
	for i := range entries {
		entries[i].Seq = int64(i) + 1
	}
	if held := journal.At(entries, int64(len(entries))); !maps.Equal(held, r.report.All()) {
		t.Errorf("it holds %v", held)
	}
	if _, begun := journal.CondensedOf(entries); !begun {
		t.Error("it is not known to be begun anew")
	}
	whole, anew := origin.Of(r.entries, people), origin.Of(entries, people)
	told := 0
	for _, a := range slices.Sorted(maps.Keys(r.report.All())) {
		was, is := whole.At(r.report, a), anew.At(r.report, a)
		if r.report.Form().Cell(a) == nil && r.report.Form().Field(a) == nil {
			continue
		}
		told++
		if was.Kind != is.Kind || was.How() != is.How() || !is.At.IsZero() || !slices.Equal(was.Notes, is.Notes) {
			t.Errorf("%s: %+v is %+v then", a, was, is)
		}
		if is.Name != was.Name {
			t.Errorf("%s was by %s, is by %q", a, was.Name, is.Name)
		}
	}
	if told < 15 {
		t.Errorf("%d places", told)
	}
	if got, want := anew.Sources(r.report), whole.Sources(r.report); got != want || !strings.HasSuffix(got, "。台账 5 行，计入 4 行，1 行没有计入：重复登记 1 行（第 4 行）。") {
		t.Errorf("%s, want %s", got, want)
	}
	for a, want := range map[form.Address]string{other: "粘贴：张三，送审以前。", "requests.granted.other": "法规科报送，张三送审以前填入。\n“法规科”报送：4（李四，2026年1月7日）。"} {
		if got := anew.At(r.report, a).Says(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// What came in a package may be by people whom nobody here knows, and have been made
// by programs of before or by others: no more is told than it says.
func TestAPackageFromElsewhere(t *testing.T) {
	r := begin(t).does("填写甲", string(cell), "3")
	r.entries[0].By = "22222222222222222222222222222222"
	r.is(cell, "录入或粘贴（这条记录没有区分）：名册中没有的人，2026年1月8日 09:01。")
	r.entries[0].By = ""
	r.is(cell, "录入或粘贴（这条记录没有区分）：未选定使用者，2026年1月8日 09:01。")
	apptest.Put(t, r.report, other, "5") // not by an entry
	r.is(other, "编制记录没有写明来源。")
	r.entries = append(r.entries, journal.Entry{Seq: 2, Kind: journal.Undone, Of: 7, Edit: report.Edit{Changes: []report.Change{{Address: other, Old: "5", New: "6"}}}})
	if o := r.at(other); o.Kind != origin.Unknown {
		t.Errorf("an undo of nothing: %+v", o)
	}
}

// A text is from where its beginning is, and was changed since.
func TestOfATextTheBeginningAndTheLastChangeAreTold(t *testing.T) {
	const text = "overview.lead"
	r := begin(t).does(origin.Reading("总体.docx"), text, "本机关认真贯彻。").is(text, "从文件“总体.docx”读入：张三，2026年1月8日 09:01。")
	r.does("编写总体情况", text, "本机关认真贯彻条例。")
	if got := r.at(text).Says(); got != "从文件“总体.docx”读入：张三，2026年1月8日 09:01。\n此后有改动，最后一次：张三，2026年1月8日 09:02。" {
		t.Error(got)
	}
	r.undo(2)
	if got := r.at(text).Says(); got != "从文件“总体.docx”读入：张三，2026年1月8日 09:01。" {
		t.Error(got)
	}
	r.does("编写总体情况", text, "全新的一段").is(text, "录入或粘贴（这条记录没有区分）：张三，2026年1月8日 09:04。")
}

// Figures are counted by where they came from; totals and blanks are not.
func TestFiguresAreCountedByTheirOrigin(t *testing.T) {
	r := begin(t).does(origin.Typing("甲"), string(cell), "1").does(origin.Pasting, string(other), "2", "requests.received.research", "3")
	r.does(origin.Reading("法规科.xlsx"), "requests.granted.other", "4", string(report.ProvidedAt("requests.granted.other")), given(4))
	r.does(origin.Counting("台账.xlsx"), "requests.granted.business", "0", string(report.CountedAt("requests.granted.business")), rows(0))
	if got := origin.Line(origin.Of(r.entries, people).Tallies(r.report)); got != "数字来源：台账 1 格，法规科报送 1 格，粘贴 2 格，录入 1 格。" {
		t.Error(got)
	}
	if got := origin.Line(nil); got != "" {
		t.Error(got)
	}
	// Each figure is counted once, whatever it is from.
	n := 0
	for _, tally := range origin.Of(r.entries, nil).Tallies(r.report) {
		n += tally.Figures
	}
	if n != 5 {
		t.Errorf("%d figures", n)
	}
}

// The first entry of a report says of what it was made.
func TestTheBeginningOfAReportIsTold(t *testing.T) {
	for note, want := range map[string]string{
		origin.Importing("公开.docx"): "从文件“公开.docx”读入：张三，2026年1月8日 09:01。",
		origin.Importing(""):        "从文件读入（记录没有写明哪个文件）：张三，2026年1月8日 09:01。",
		origin.Creating:             "按单位情况填 0：张三，2026年1月8日 09:01。",
		example.Note:                "示例自带：张三，2026年1月8日 09:01。",
		origin.Rescuing:             "编制记录没有写明来源。",
	} {
		r := begin(t).does(note, string(cell), "0", "overview.lead", "一段")
		r.entries[0].Kind = journal.Imported
		r.is(cell, want)
		if o := r.at("overview.lead"); o.Kind == origin.Declared {
			t.Errorf("a text is %s", o.Kind)
		}
	}
}

// What edits say is stored: records of before are read by the same words.
func TestWhatEditsSayStays(t *testing.T) {
	for got, want := range map[string]string{
		origin.Typing("甲"): "录入甲", origin.PastingInto("甲"): "粘贴甲", origin.Pasting: "粘贴", origin.Reading("甲.docx"): "读入甲.docx",
		origin.Counting("甲.xlsx"): "统计台账甲.xlsx", origin.Importing("甲.docx"): "导入报告甲.docx", origin.Carrying(2024): "以2024年的报告为底",
		origin.Zeroing: "空白填 0", origin.Filling: "向下填充", origin.Creating: "新建报告", origin.Stating: "声明单位情况", origin.Choosing: "选用", origin.Collecting: "收回报送表",
		origin.Replacing: "替换", origin.ReplacingAll: "全部替换", origin.Rescuing: "救回记录缺失以后的内容", origin.Clipboard: "剪贴板",
	} {
		if got != want {
			t.Errorf("%s is %s now", want, got)
		}
	}
}
