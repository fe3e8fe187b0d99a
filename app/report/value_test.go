package report_test

import (
	"errors"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
)

func TestParse(t *testing.T) {
	tests := []struct {
		kind form.Kind
		raw  string
		want string
		err  error
	}{
		{form.Count, "", "", nil},
		{form.Count, "  \u3000", "", nil},
		{form.Count, "0", "0", nil},
		{form.Count, "007", "7", nil},
		{form.Count, "11398889", "11398889", nil},
		{form.Count, "9999999999", "9999999999", nil},
		{form.Count, "11,398,889", "11398889", nil},
		{form.Count, "１２３", "123", nil},
		{form.Count, " 4 \r\n", "4", nil},
		{form.Count, "1，234", "1234", nil},
		{form.Count, "12345678901", "", report.ErrTooLong},
		{form.Count, "1.5", "", report.ErrNotWhole},
		{form.Count, "58.00", "58", nil},
		{form.Count, "58.0", "58", nil},
		{form.Count, "58 7 0 0 1 0 66", "", report.ErrSeveral},
		{form.Count, "22\n16", "", report.ErrSeveral},
		{form.Count, "5\r\n6", "", report.ErrSeveral},
		{form.Count, "1\t234", "", report.ErrSeveral},
		{form.Count, "1\n234", "", report.ErrSeveral},
		{form.Count, "1\u3000234", "", report.ErrSeveral},
		{form.Count, "1  234", "", report.ErrSeveral},
		{form.Count, "1\u200b234", "", report.ErrSeveral},
		{form.Count, "1234 567", "", report.ErrSeveral},
		{form.Count, "12 34", "", report.ErrSeveral},
		{form.Count, "0 123", "", report.ErrSeveral},
		{form.Count, "1,234 567", "", report.ErrSeveral},
		{form.Count, "1 234", "1234", nil},
		{form.Count, "1\u2009234\u2009567", "1234567", nil},
		{form.Count, "1\u202f234", "1234", nil},
		{form.Count, "1\u00a0234", "1234", nil},
		{form.Count, "\u200e58\u202c\ufeff", "58", nil},
		{form.Count, "\u00a058\u2009", "58", nil},
		{form.Count, "(35)", "", report.ErrBrackets},
		{form.Count, "（35）", "", report.ErrBrackets},
		{form.Change, "(35)", "", report.ErrBrackets},
		{form.Change, "-(35)", "-35", nil},
		{form.Money, "(3.5)", "", report.ErrBrackets},
		{form.Money, "1 234.5", "1234.5", nil},
		{form.Money, "12。5", "12.5", nil},
		{form.Money, "1.5 6", "", report.ErrSeveral},
		{form.Count, "-1", "", report.ErrNegative},
		{form.Count, "－1", "", report.ErrNegative},
		{form.Count, "+1", "", report.ErrNotANumber},
		{form.Count, "12a", "", report.ErrNotANumber},
		{form.Count, "1,23", "", report.ErrNotANumber},
		{form.Count, "1e3", "", report.ErrNotANumber},
		{form.Count, "٣", "", report.ErrNotANumber},
		{form.Count, "/", "", report.ErrNotZeroSign},
		{form.Count, "—", "", report.ErrNotZeroSign},
		{form.Count, "无", "", report.ErrNotZeroSign},
		{form.Count, "12件", "", report.ErrUnitInCell},
		{form.Count, "1,234 件", "", report.ErrUnitInCell},
		{form.Count, "约3件", "", report.ErrNotANumber},
		{form.Count, "3至5件", "", report.ErrNotANumber},
		{form.Money, "1.5万元", "", report.ErrUnitInCell},
		{form.Money, "近5万元", "", report.ErrNotANumber},
		{form.Money, "96171.6", "96171.6", nil},
		{form.Money, "59237.2449", "59237.2449", nil},
		{form.Money, "75.9260", "75.9260", nil},
		{form.Money, "0.000001", "0.000001", nil},
		{form.Money, "９６，１７１．６", "96171.6", nil},
		{form.Money, "0.0000001", "", report.ErrManyPlaces},
		{form.Money, "1.", "", report.ErrNotANumber},
		{form.Money, ".5", "0.5", nil},
		{form.Money, ".", "", report.ErrNotANumber},
		{form.Money, "-.5", "", report.ErrNegative},
		{form.Money, "1.2.3", "", report.ErrNotANumber},
		{form.Money, "251000元", "", report.ErrUnitInCell},
		{form.Money, "-5", "", report.ErrNegative},
		{form.Change, "-35", "-35", nil},
		{form.Change, "+1036", "1036", nil},
		{form.Change, "增10", "10", nil},
		{form.Change, "减少3", "-3", nil},
		{form.Change, "+(0)", "0", nil},
		{form.Change, "--5", "", report.ErrNegative},
	}
	for _, tt := range tests {
		v, err := report.Parse(tt.kind, tt.raw)
		if !errors.Is(err, tt.err) || v.String() != tt.want {
			t.Errorf("Parse(%s, %q) = %q, %v; want %q, %v", tt.kind, tt.raw, v, err, tt.want, tt.err)
		}
	}
}

func TestGroupedBySpaces(t *testing.T) {
	for raw, want := range map[string]bool{
		"1 234": true, "1\u2009234": true, "12\u00a0345.6": true, "1,234": false, "1234": false, " 12 ": false,
		"12 34": false, "58 7": false, "甲 123": false, "1 234件": false,
	} {
		if got := report.GroupedBySpaces(raw); got != want {
			t.Errorf("GroupedBySpaces(%q) = %v", raw, got)
		}
	}
}

func TestBlankZeroAndNumberDiffer(t *testing.T) {
	blank, zero := report.Value{}, report.Int(0)
	if !blank.Blank() || blank.IsZero() || zero.Blank() || !zero.IsZero() {
		t.Error("blank and 0 are mixed up")
	}
	if got := blank.Add(blank); !got.Blank() {
		t.Errorf("blank + blank = %q", got)
	}
	if got := blank.Add(zero); got.String() != "0" {
		t.Errorf("blank + 0 = %q", got)
	}
}

func TestMoneyIsExact(t *testing.T) {
	sum := report.Value{}
	for _, s := range []string{"0.1", "0.2", "59237.2449", "96171.6"} {
		v, err := report.Parse(form.Money, s)
		if err != nil {
			t.Fatal(err)
		}
		sum = sum.Add(v)
	}
	if sum.String() != "155409.1449" {
		t.Errorf("sum is %s", sum)
	}
	a, _ := report.Parse(form.Money, "37.00")
	b, _ := report.Parse(form.Money, "37")
	if a.Cmp(b) != 0 || a.String() != "37.00" {
		t.Errorf("37.00 compares %d to 37 and prints %s", a.Cmp(b), a)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "0", "1,234", "１２", "-3", "1.5", "9999999999", "增5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, kind := range []form.Kind{form.Count, form.Money, form.Change} {
			v, err := report.Parse(kind, raw)
			if err != nil {
				continue
			}
			again, err := report.Parse(kind, v.String())
			if err != nil || again != v {
				t.Errorf("%s %q reads as %q, which reads as %q, %v", kind, raw, v, again, err)
			}
		}
	})
}

// The difference of two sides may be less than nothing, and in 万元 with a
// fraction.
func TestADifferenceShowsItsSign(t *testing.T) {
	for _, tt := range []struct{ a, b, want string }{{"1.5", "2", "-0.5"}, {"2", "1.5", "0.5"}, {"0.25", "0.75", "-0.5"}, {"3", "5", "-2"}, {"1.5", "1.5", "0"}} {
		a, err := report.Parse(form.Money, tt.a)
		if err != nil {
			t.Fatal(err)
		}
		b, err := report.Parse(form.Money, tt.b)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Sub(b).String(); got != tt.want {
			t.Errorf("%s − %s is %s, want %s", tt.a, tt.b, got, tt.want)
		}
	}
}
