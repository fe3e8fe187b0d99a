package tables

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

// table loads one table of an edition.
func table(t testing.TB, edition, id string) *form.Table {
	t.Helper()
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return catalog.Edition(edition).Table(id)
}

// grid of figures as text: rows x cols of n, n+1, ...
func numbers(rows, cols int) [][]string {
	out := make([][]string, rows)
	for r := range out {
		for c := range cols {
			out[r] = append(out[r], fmt.Sprint(100*r+c))
		}
	}
	return out
}

// printed returns the table as a spreadsheet holds it: labels and, in the
// figures, their own addresses' numbers; joined cells filled at top left only.
func printed(tb *form.Table, value func(c *form.Cell) string) [][]string {
	out := make([][]string, tb.Rows)
	for r := range out {
		out[r] = make([]string, len(tb.Widths))
	}
	for _, c := range tb.Cells {
		out[c.Row][c.Col] = c.Text
		if c.IsValue() {
			out[c.Row][c.Col] = value(c)
		}
	}
	return out
}

// numbered gives each figure of a table a number of its own.
func numbered(tb *form.Table) (func(*form.Cell) string, map[form.Address]string) {
	want := map[form.Address]string{}
	for i, c := range tb.ValueCells() {
		if !c.Computed {
			want[c.Address] = fmt.Sprint(i + 1)
		}
	}
	i := map[*form.Cell]string{}
	for n, c := range tb.ValueCells() {
		i[c] = fmt.Sprint(n + 1)
	}
	return func(c *form.Cell) string { return i[c] }, want
}

// paste runs the whole way from clipboard text to what is entered.
func paste(tb *form.Table, text string, from form.Address) (map[form.Address]string, error) {
	m, err := match(tb, text, from)
	if err != nil {
		return nil, err
	}
	got := map[form.Address]string{}
	for _, p := range m.Cells {
		got[p.Cell.Address] = p.Raw
	}
	if len(m.Missed) > 0 {
		return got, &ErrNothing{m.Missed}
	}
	return got, nil
}

func match(tb *form.Table, text string, from form.Address) (*Mapping, error) {
	b, err := Read(text)
	if err != nil {
		return nil, err
	}
	for _, c := range tb.ValueCells() {
		if c.Address == from {
			return Map(tb, b, Anchor{Row: c.Row, Col: c.Col, Chosen: []*form.Cell{c}})
		}
	}
	return nil, errors.New("no such cell")
}

func same(t *testing.T, got, want map[form.Address]string) {
	t.Helper()
	for a, w := range want {
		if g, ok := got[a]; !ok || g != w {
			t.Fatalf("%s: got %q (%v), want %q", a, g, ok, w)
		}
	}
	for a := range got {
		if _, ok := want[a]; !ok {
			t.Fatalf("%s was filled, but should not be", a)
		}
	}
}

func TestPasteWholeTable(t *testing.T) {
	for _, edition := range []string{"2021", "2019"} {
		for _, id := range []string{"disclosed", "requests", "disputes"} {
			t.Run(edition+"/"+id, func(t *testing.T) {
				tb := table(t, edition, id)
				value, want := numbered(tb)
				whole := printed(tb, value)
				first, last := tb.ValueCells()[0].Address, tb.ValueCells()[len(tb.ValueCells())-2].Address
				for _, from := range []form.Address{first, last} {
					got, err := paste(tb, Write(whole), from)
					if err != nil {
						t.Fatalf("with all labels, from %s: %v", from, err)
					}
					same(t, got, want)
				}
				titled := append([][]string{{"2024年度数据汇总表"}, {}}, whole...)
				got, err := paste(tb, Write(titled), first)
				if err != nil {
					t.Fatalf("with a title above: %v", err)
				}
				same(t, got, want)
			})
		}
	}
}

// condensed is the table with one column of labels only, as offices keep it.
func condensed(tb *form.Table, whole [][]string, label func(string) string) [][]string {
	var out [][]string
	for r, row := range whole {
		name := ""
		for c := range tb.LabelColumns {
			if row[c] != "" && r >= tb.HeaderRows {
				name = label(row[c])
			}
		}
		out = append(out, append([]string{name}, row[tb.LabelColumns:]...))
	}
	return out
}

func TestPasteCondensed(t *testing.T) {
	labels := map[string]func(string) string{
		"as printed": func(s string) string { return s },
		"without numbers": func(s string) string {
			if _, rest, ok := strings.Cut(s, "."); ok {
				return rest
			}
			return s
		},
		"half-width marks": func(s string) string {
			return strings.NewReplacer("（", "(", "）", ") ", "、", " 、", "“", "\"", "”", "\"").Replace(s)
		},
		"with its group": func(s string) string { return "本年度办理结果：" + s },
	}
	for _, edition := range []string{"2021", "2019"} {
		tb := table(t, edition, "requests")
		value, want := numbered(tb)
		whole := printed(tb, value)
		for name, label := range labels {
			t.Run(edition+"/"+name, func(t *testing.T) {
				rows := condensed(tb, whole, label)
				got, err := paste(tb, Write(rows), tb.ValueCells()[0].Address)
				if err != nil {
					t.Fatalf("with headers: %v", err)
				}
				same(t, got, want)
				got, err = paste(tb, Write(rows[3:]), tb.ValueCells()[30].Address)
				if err != nil {
					t.Fatalf("without headers: %v", err)
				}
				same(t, got, want)
			})
		}
	}
}

func TestPasteBareFigures(t *testing.T) {
	tb := table(t, "2021", "requests")
	value, want := numbered(tb)
	whole := printed(tb, value)
	var figures, headed, noTotal [][]string
	for r, row := range whole {
		headed = append(headed, row[3:])
		if r >= 3 {
			figures = append(figures, row[3:])
			noTotal = append(noTotal, row[3:9])
		}
	}
	for name, block := range map[string][][]string{"25x7": figures, "28x7": headed, "25x6": noTotal} {
		got, err := paste(tb, Write(block), "requests.received.natural_person")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		same(t, got, want)
	}
	got, err := paste(tb, "1\t2\r\n\r\n3\t4\r\n", "requests.granted.research")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, map[form.Address]string{
		"requests.granted.research": "1", "requests.granted.nonprofit": "2",
		"requests.partly_granted.research": "", "requests.partly_granted.nonprofit": "",
		"requests.refused.state_secret.research": "3", "requests.refused.state_secret.nonprofit": "4",
	})
}

func TestPasteColumnsInAnotherOrder(t *testing.T) {
	b := table(t, "2021", "requests")
	got, err := paste(b, "项目\t总计\t其他\t自然人\r\n一、本年新收政府信息公开申请数量\t9\t4\t5\r\n四、结转下年度继续办理\t3\t1\t2\r\n", "requests.granted.research")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, map[form.Address]string{
		"requests.received.other": "4", "requests.received.natural_person": "5",
		"requests.carried_out.other": "1", "requests.carried_out.natural_person": "2",
	})
}

func TestPasteFigures(t *testing.T) {
	b := table(t, "2021", "requests")
	got, err := paste(b, "1,234\t５６\t\" 7 \"\n", "requests.received.natural_person")
	if err != nil {
		t.Fatal(err)
	}
	for a, want := range map[form.Address]string{
		"requests.received.natural_person": "1234", "requests.received.business": "56", "requests.received.research": "7",
	} {
		if v, err := report.Parse(form.Count, got[a]); err != nil || v.String() != want {
			t.Errorf("%s: %q is %v, %v", a, got[a], v, err)
		}
	}
}

func TestPasteDisclosed(t *testing.T) {
	b := table(t, "2021", "disclosed")
	got, err := paste(b, "行政处罚\t12\r\n行政强制\t3\r\n行政事业性收费\t4.5\r\n", "disclosed.regulations.issued")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, map[form.Address]string{"disclosed.penalties.decisions": "12", "disclosed.coercion.decisions": "3", "disclosed.fees.amount": "4.5"})
	got, err = paste(b, "1\t2\t3\r\n4\t5\t6\r\n7\r\n8\r\n", "disclosed.regulations.issued")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, map[form.Address]string{
		"disclosed.regulations.issued": "1", "disclosed.regulations.repealed": "2", "disclosed.regulations.in_force": "3",
		"disclosed.normative_documents.issued": "4", "disclosed.normative_documents.repealed": "5", "disclosed.normative_documents.in_force": "6",
		"disclosed.licensing.decisions": "7", "disclosed.penalties.decisions": "8",
	})
	old := table(t, "2019", "disclosed")
	got, err = paste(old, "行政许可\t5\t-2\t9\r\n", "disclosed.regulations.made")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, map[form.Address]string{"disclosed.licensing.items_last_year": "5", "disclosed.licensing.change": "-2", "disclosed.licensing.decisions": "9"})
}

func TestPasteRefused(t *testing.T) {
	b := table(t, "2021", "requests")
	top := form.Address("requests.received.natural_person")
	refused := []struct {
		name, text string
		from       form.Address
		check      func(error) bool
	}{
		{"over the right edge", "1\t2\t3\t4", "requests.received.nonprofit", nil},
		{"over the right edge", "1\t2\t3\t4\t5", "requests.received.nonprofit", as[*ErrOverEdge]},
		{"over the lower edge", "1\n2\n", "requests.carried_out.natural_person", as[*ErrOverEdge]},
		{"too many rows", Write(numbers(26, 7)), top, as[*ErrOverEdge]},
		{"too many columns", Write(numbers(2, 8)), top, as[*ErrOverEdge]},
		{"a word", "1\t甲\n", top, as[*ErrUnparsable]},
		{"a slash", "1\t/\n", top, func(err error) bool { return errors.Is(err, report.ErrNotZeroSign) }},
		{"a unit", "3件", top, func(err error) bool { return errors.Is(err, report.ErrUnitInCell) }},
		{"an unknown row", "一、本年新收政府信息公开申请数量\t1\n五、再转下年\t2\n", top, as[*ErrNothing]},
		{"only totals", "5", "requests.received.total", func(err error) bool { return errors.Is(err, report.ErrComputed) }},
		{"a picture", "", top, func(err error) bool { return errors.Is(err, ErrNoText) }},
		{"10 MB", strings.Repeat("1\t2\n", 5<<20/2), top, as[*ErrTooBig]},
		{"many cells", strings.Repeat("1\t2\n", 5000), top, as[*ErrTooBig]},
		{"a wide and a high row", strings.Repeat("1\t", 1500) + strings.Repeat("\n1", 400), top, as[*ErrTooBig]},
	}
	for _, r := range refused {
		_, err := paste(b, r.text, r.from)
		switch {
		case r.check == nil && err != nil:
			t.Errorf("%s: %v", r.name, err)
		case r.check != nil && (err == nil || !r.check(err)):
			t.Errorf("%s: got %v", r.name, err)
		case err != nil && !strings.Contains(err.Error(), "粘贴") && !errors.Is(err, report.ErrComputed):
			t.Errorf("%s: the sentence does not say what became of the paste: %v", r.name, err)
		}
	}
}

func TestBlanksCount(t *testing.T) {
	tb := table(t, "2021", "requests")
	for text, want := range map[string]map[form.Address]string{
		"\r\n":          {"requests.received.business": ""},
		"3\t\r\n\t\r\n": {"requests.received.business": "3", "requests.received.research": "", "requests.carried_in.business": "", "requests.carried_in.research": ""},
		"3\r\n\r\n":     {"requests.received.business": "3", "requests.carried_in.business": ""},
	} {
		got, err := paste(tb, text, "requests.received.business")
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		same(t, got, want)
	}
}

func as[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

func TestRead(t *testing.T) {
	for text, want := range map[string][][]string{
		"1\t2\r\n3\t4\r\n":             {{"1", "2"}, {"3", "4"}},
		"1\n\n3":                       {{"1"}, {""}, {"3"}},
		"\"a\nb\"\t1":                  {{"a\nb", "1"}},
		"\"say \"\"x\"\"\"\t1\r2":      {{"say \"x\"", "1"}, {"2"}},
		"\"open\t1":                    {{"\"open", "1"}},
		"1\t\t\n\t\t\n":                {{"1", "", ""}, {"", "", ""}},
		"1\t2\n\n\n":                   {{"1", "2"}},
		"\t5":                          {{"", "5"}},
		"\r\n":                         {{""}},
		"\"\"":                         {{""}},
		"\"危及\"\"三安全\"\"\"\t0\r\n\r\n": {{"危及\"三安全\"", "0"}},
	} {
		got, err := Read(text)
		if err != nil || fmt.Sprintf("%q", got.Rows) != fmt.Sprintf("%q", want) {
			t.Errorf("%q: %q, %v", text, got.Rows, err)
		}
	}
}

func FuzzPlace(f *testing.F) {
	for _, s := range []string{"1\t2\r\n", "\"a\n\"\t", "\"\"\"", "\xff\t\x00", "\"\"", "总计\t\t9\n\n", "（一）予以公开\n\n\t\n1\n\n\t\n2"} {
		f.Add(s)
	}
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		block, err := Read(text)
		if err != nil {
			return
		}
		again, err := Read(Write(block.Rows))
		if err != nil || fmt.Sprint(again.Rows) != fmt.Sprint(block.Rows) {
			t.Fatalf("%q became %q, %v", block.Rows, again.Rows, err)
		}
		for _, tb := range catalog.Edition("2021").Tables() {
			c := tb.ValueCells()[0]
			m, err := Map(tb, block, Anchor{Row: c.Row, Col: c.Col, Chosen: []*form.Cell{c}})
			if err != nil {
				continue
			}
			for _, p := range m.Cells {
				if _, err := report.Parse(p.Cell.Kind, p.Raw); err != nil || p.Cell.Computed {
					t.Fatalf("%q lands on %s: %v", p.Raw, p.Cell.Address, err)
				}
			}
		}
	})
}
