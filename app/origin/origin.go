package origin

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"nianbao/app/carry"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/provided"
	"nianbao/app/report"
)

// Kind is a way in which something came into a report.
type Kind string

// The kinds. Their words are what a person reads.
const (
	Blank    Kind = "空白"
	Computed Kind = "程序计算"
	Counted  Kind = "台账"
	LastYear Kind = "上年报告"
	Provided Kind = "科室报送"
	File     Kind = "从文件读入"
	Pasted   Kind = "粘贴"
	Typed    Kind = "录入"
	Entered  Kind = "录入或粘贴" // records of before do not tell the two apart
	Zeroed   Kind = "空白填 0"
	Declared Kind = "按单位情况填 0"
	Chosen   Kind = "选用另一份记录"
	Replaced Kind = "查找替换"
	Example  Kind = "示例自带"
	Begun    Kind = "送审以前填写" // what was left out when the record was begun anew
	Unknown  Kind = "没有记下来源"
)

// Origin is where what stands at a place came from.
type Origin struct {
	Kind   Kind
	Name   string       // who did it at the workstation, "" where nobody did
	At     time.Time    // when, zero where it is not known
	File   string       // its name, of what came from one or was counted; "" where that is not known
	From   string       // the department, of what was provided
	Year   int          // of the report, of what was carried over
	Notes  []string     // what stands beside the figure of where it comes from, as sentences
	Later  string       // of a text: who changed it since, and when; "" for nobody
	Early  bool         // before the record was begun anew: it does not say when
	noted  form.Address // of the note beside the figure that tells it, "" for none
	entry  int64        // that it came in with, or the note
	Either bool         // it may as well have been computed from the figures beside it
}

// NotProven is said of the origins in a record that does not hold.
const NotProven = "编制记录验证未通过，来源只供参考。"

// dayAndTime is how times are written.
const dayAndTime = "2006年1月2日 15:04"

// At tells where what stands at an address came from.
func (t *Trace) At(r *report.Report, a form.Address) Origin {
	c := r.Form().Cell(a)
	if c != nil && c.Computed || a == report.Preamble && r.PreambleIsProposed() {
		return Origin{Kind: Computed}
	}
	s := t.now[a]
	o := Origin{Kind: Blank}
	if e := t.entry(s.whole); e != nil {
		t.doneBy(&o, e)
		o.Kind, o.File, o.Year = understand(e)
		if t.condensed && e.Seq == 1 { // made when it was submitted, by who did that
			o = Origin{Kind: Begun}
		}
	}
	switch {
	case r.Raw(a) == "":
		return t.blank(s, r, a)
	case c == nil && o.Kind == Declared:
		o.Kind = Entered
	case s.whole == 0: // something stands there that the record does not have
		o.Kind = Unknown
	}
	if e := t.entry(s.last); e != nil && s.last != s.whole {
		o.Later = t.name(e) + "，" + e.At.Local().Format(dayAndTime)
	}
	if c != nil {
		t.follow(r, a, &o)
		t.settle(r, a, &o)
	}
	return o
}

// doneBy says who made an entry, and when as far as it says so.
func (t *Trace) doneBy(o *Origin, e *journal.Entry) {
	_, early := cutBefore(e)
	o.Name, o.At, o.Early, o.entry = t.name(e), e.At, early, e.Seq
	if early {
		o.At = time.Time{}
	}
}

// blank tells of a place where nothing stands, who emptied it.
func (t *Trace) blank(s state, r *report.Report, a form.Address) Origin {
	o := Origin{Kind: Blank}
	if e := t.entry(s.last); e != nil {
		o.Name, o.At = t.name(e), e.At
	}
	for _, n := range besides(r, a) {
		o.Notes = append(o.Notes, n.says)
	}
	return o
}

// follow tells of documents in force whether the program computed them from those of
// the year before: what was typed is another figure of the row then.
func (t *Trace) follow(r *report.Report, a form.Address, o *Origin) {
	expected, ok := carry.ExpectedAt(r, a)
	e := t.entry(t.now[a].whole)
	if !ok || !expected.Stock || o.Early || e == nil || expected.Now.Blank() || expected.Broken(r) {
		return
	}
	drawn := slices.ContainsFunc(r.Form().Stocks(), func(s form.Stock) bool {
		return s.Now == a && slices.ContainsFunc(e.Edit.Changes, func(c report.Change) bool { return c.Address == s.More || c.Address == s.Less })
	})
	switch {
	case !drawn:
	case o.Kind == Typed || o.Kind == Entered: // one figure, and this is not the one
		o.Kind, o.Year = LastYear, expected.Year
	default:
		o.Either = true
	}
}

// beside is what a note beside a figure says of its origin.
type beside struct {
	at    form.Address // of the note
	kind  Kind
	value string // of the figure that it is about
	says  string
	put   func(*Origin)
}

// besides lists the notes of a figure.
func besides(r *report.Report, a form.Address) []beside {
	var out []beside
	if n, ok := provided.At(r, a); ok {
		out = append(out, beside{report.ProvidedAt(a), Provided, n.Value, n.Says() + "。", func(o *Origin) { o.From, o.File = n.From, n.File }})
	}
	if n, ok := counted.At(r, a); ok {
		out = append(out, beside{report.CountedAt(a), Counted, n.Value, n.Says() + "。", func(o *Origin) { o.File = n.File }})
	}
	if e, ok := carry.ExpectedAt(r, a); ok {
		b := beside{at: report.CarriedAt(a), kind: LastYear, says: e.Says(), put: func(o *Origin) { o.Year = e.Year }}
		if !e.Stock {
			b.value = e.Before.String()
		}
		out = append(out, b)
	}
	return out
}

// settle takes up the notes of a figure. It is from where the latest of them says that
// was written with the figure, or after it, and is about the figure that stands there:
// who typed another one, and then this one again, has typed it.
func (t *Trace) settle(r *report.Report, a form.Address, o *Origin) {
	all := besides(r, a)
	slices.SortStableFunc(all, func(x, y beside) int { return cmp.Compare(t.now[y.at].last, t.now[x.at].last) })
	found := false
	for _, n := range all {
		o.Notes = append(o.Notes, n.says)
		wrote := t.entry(t.now[n.at].last)
		if v, err := report.Parse(r.Form().Cell(a).Kind, n.value); found || err != nil || v.Blank() || v.Cmp(r.Figure(a)) != 0 || wrote == nil || wrote.Seq < t.now[a].whole {
			continue
		}
		found = true
		o.Kind, o.File, o.Either, o.noted = n.kind, "", false, n.at
		if n.put(o); wrote.Seq > 1 || !t.condensed {
			t.doneBy(o, wrote)
		}
	}
}

// Says tells of the origin in Chinese, in sentences.
func (o Origin) Says() string {
	out := []string{o.first()}
	if o.Either {
		out = append(out, "这个数与上年数加本年制发、减本年废止相同，也可能是程序算出的。")
	}
	if o.Later != "" {
		out = append(out, "此后有改动，最后一次："+o.Later+"。")
	}
	return strings.Join(append(out, o.Notes...), "\n")
}

// first tells how it came in, by whom, and when.
func (o Origin) first() string {
	switch o.Kind {
	case Computed:
		return "由程序计算，不是填写的。"
	case Blank:
		if o.Name == "" {
			return "空白，还没有填。"
		}
		return "空白，原有的内容已删除（" + o.by() + "）。"
	case Begun:
		return "编制记录从送审时开始，其中没有此前怎样填写的记录；那些记录送审时由编制人的电脑保留。"
	case Unknown:
		return "编制记录没有写明来源。"
	}
	switch {
	case o.elsewhere() && o.Early:
		return fmt.Sprintf("%s，%s送审以前填入。", o.How(), o.Name)
	case o.elsewhere() && !o.At.IsZero():
		return fmt.Sprintf("%s，%s %s 填入。", o.How(), o.Name, o.At.Local().Format(dayAndTime))
	}
	return o.How() + "：" + o.by() + "。"
}

// elsewhere says whether who filled it in is not who it comes from.
func (o Origin) elsewhere() bool {
	return o.Kind == Counted || o.Kind == LastYear || o.Kind == Provided
}

// by says who did it, and when.
func (o Origin) by() string {
	if o.Early {
		return o.Name + "，送审以前"
	}
	if o.At.IsZero() {
		return "何人何时填入，没有带入送审时开始的编制记录"
	}
	return o.Name + "，" + o.At.Local().Format(dayAndTime)
}

// Short tells how it came in, by whom and when, as it stands within a sentence: 录入：张三，
// 2026年1月9日 10:21.
func (o Origin) Short() string {
	if o.Kind == Begun {
		return o.How()
	}
	return strings.TrimSuffix(o.first(), "。")
}

// How names the way in which it came in: 录入, 台账, 法规科报送.
func (o Origin) How() string {
	switch {
	case o.Kind == Provided && o.From == "":
		return "科室报送表"
	case o.Kind == Provided:
		return o.From + "报送"
	case o.Kind == LastYear && o.Year > 0:
		return fmt.Sprintf("%d年报告", o.Year)
	case o.Kind == File && o.File != "":
		return "从文件“" + o.File + "”读入"
	case o.Kind == File:
		return "从文件读入（记录没有写明哪个文件）"
	case o.Kind == Entered:
		return "录入或粘贴（这条记录没有区分）"
	}
	return string(o.Kind)
}

// Tally is how many figures came in one way.
type Tally struct {
	How     string // 录入, 台账, 法规科报送
	Figures int
}

// order is that of the tallies: what can be looked up elsewhere comes first.
var order = []Kind{Counted, LastYear, Provided, File, Pasted, Chosen, Typed, Entered, Zeroed, Declared, Replaced, Example, Begun, Unknown}

// Tallies counts the figures of a report by where they came from. Totals and blanks are
// not counted.
func (t *Trace) Tallies(r *report.Report) []Tally {
	var out []Tally
	of := map[Kind][]Tally{}
	for _, table := range r.Form().Tables() {
		for _, c := range table.Inputs() {
			if r.Figure(c.Address).Blank() {
				continue
			}
			o := t.At(r, c.Address)
			how := string(o.Kind)
			if o.Kind == Provided {
				how = o.How()
			}
			i := slices.IndexFunc(of[o.Kind], func(n Tally) bool { return n.How == how })
			if i < 0 {
				i, of[o.Kind] = len(of[o.Kind]), append(of[o.Kind], Tally{How: how})
			}
			of[o.Kind][i].Figures++
		}
	}
	for _, k := range order {
		out = append(out, of[k]...)
	}
	return out
}

// Line tells of tallies in one sentence, "" where there is no figure.
func Line(all []Tally) string {
	var parts []string
	for _, n := range all {
		parts = append(parts, fmt.Sprintf("%s %d 格", n.How, n.Figures))
	}
	if len(parts) == 0 {
		return ""
	}
	return "数字来源：" + strings.Join(parts, "，") + "。"
}

// Sources tells in sentences how many figures came from where, and how much counts of the
// registers that figures were counted from; "" where there is no figure.
func (t *Trace) Sources(r *report.Report) string {
	text := Line(t.Tallies(r))
	if text == "" {
		return ""
	}
	return text + counted.RegistersTold(r)
}

// Told tells of the origin of a place in Chinese, also what goes into a total, and of
// what was counted how much of the register counts.
func (t *Trace) Told(r *report.Report, a form.Address) string {
	text := t.At(r, a).Says()
	if c := r.Form().Cell(a); c != nil && c.Computed {
		if n, ok := counted.Behind(r, a); ok {
			text += "\n" + n.Says() + "。"
		}
	}
	if n, ok := counted.RegisterOf(r, a); ok {
		text += "\n" + n.Says() + "。"
	}
	return text
}
