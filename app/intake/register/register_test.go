package register_test

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/intake/register"
	"nianbao/app/intake/register/registertest"
	"nianbao/app/workdays"
	"nianbao/assets"
)

func calendar(t testing.TB) *workdays.Calendar {
	t.Helper()
	c, err := workdays.Load(assets.Calendar, "calendar")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func year(t testing.TB) register.Year {
	t.Helper()
	return register.Year{Form: apptest.Catalog(t).ForYear(registertest.Year), Year: registertest.Year, Calendar: calendar(t)}
}

// read reads a register and lets the proposals stand.
func read(t testing.TB, content []byte) (*register.Book, *register.Mapping, []int) {
	t.Helper()
	b, err := register.Read("台账.xlsx", content, "")
	if err != nil {
		t.Fatal(err)
	}
	var sheets []int
	for _, s := range b.Sheets {
		if !s.Hidden {
			sheets = append(sheets, s.Number)
		}
	}
	m := register.NewMapping()
	m.ProposeColumns(b, sheets)
	list, excess := b.Words(m, sheets, year(t).Form)
	if len(excess) > 0 {
		t.Fatalf("too many words: %v", excess)
	}
	m.TakeProposals(list)
	return b, m, sheets
}

// A made-up register comes to what was decided before it was written.
func TestARegisterComesToWhatBecameOfItsApplications(t *testing.T) {
	for _, n := range []int{12, 500, 20_000} {
		for seed := range uint64(3) {
			if n > 1000 && (seed > 0 || testing.Short()) {
				continue
			}
			made := registertest.Make(n, seed, calendar(t))
			b, m, sheets := read(t, made.Bytes())
			c := b.Count(m, sheets, year(t))
			if why := c.WhyNot(); why != "" {
				t.Fatal(why)
			}
			if c.Rows != made.Rows || len(c.Left) != made.Left || len(c.Late) != made.Late || len(c.Skipped) != 2 {
				t.Errorf("%d, %d: %d rows, %d left, %d late, %d skipped; want %d, %d, %d, 2", n, seed, c.Rows, len(c.Left), len(c.Late), len(c.Skipped), made.Rows, made.Left, made.Late)
			}
			for a, rows := range c.Cells {
				if len(rows) != made.Want[a] {
					t.Errorf("%d, %d: %s is %d, want %d", n, seed, a, len(rows), made.Want[a])
				}
			}
			for a, want := range made.Want {
				if _, there := c.Cells[a]; !there && want > 0 {
					t.Errorf("%s is not counted", a)
				}
			}
			if c.Received+c.CarriedIn != c.Closed+c.CarriedOut || c.Received+c.CarriedIn != c.Rows-len(c.Left) {
				t.Errorf("%d + %d is not %d + %d", c.Received, c.CarriedIn, c.Closed, c.CarriedOut)
			}
		}
	}
}

// Nobody said what a word means: it is shown with its rows, and they count nowhere.
func TestNothingIsGuessedInSilence(t *testing.T) {
	made := registertest.Make(200, 1, calendar(t))
	b, err := register.Read("台账.xlsx", made.Bytes(), "")
	if err != nil {
		t.Fatal(err)
	}
	sheets, m := []int{1, 2}, register.NewMapping()
	if c := b.Count(m, sheets, year(t)); len(c.Missing) != 3 || len(c.Cells) != 0 || !strings.Contains(c.WhyNot(), "收到日期、申请人类别、办理结果") {
		t.Errorf("without columns: %v, %s", c.Missing, c.WhyNot())
	}
	m.ProposeColumns(b, sheets)
	c := b.Count(m, sheets, year(t))
	rows := map[string]int{}
	for _, w := range c.Unmapped {
		rows[w.Text] = len(w.Rows)
	}
	if rows["同意公开"] == 0 || rows["另案办理"] != made.Left || rows["予以公开"] != 0 || rows["公民"] == 0 || rows["自然人"] != 0 {
		t.Errorf("words that nobody mapped: %v", rows)
	}
	if len(c.Left) <= made.Left || c.Received+c.CarriedIn+len(c.Left) != c.Rows {
		t.Errorf("%d of %d rows are left", len(c.Left), c.Rows)
	}
}

// A column of names is not taken for one of outcomes.
func TestAColumnOfNamesIsNoColumnOfWords(t *testing.T) {
	made := registertest.Make(400, 1, calendar(t))
	b, m, sheets := read(t, made.Bytes())
	m.Headings["申请人"], m.Headings["答复结果"] = register.Outcome, register.None
	c := b.Count(m, sheets, year(t))
	if len(c.Excess) != 1 || len(c.Cells) != 0 || !strings.Contains(c.WhyNot(), "不像是办理结果") {
		t.Errorf("%v, %s", c.Excess, c.WhyNot())
	}
}
