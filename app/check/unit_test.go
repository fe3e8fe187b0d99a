package check_test

import (
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
)

const fee form.Address = "disclosed.fees.amount"

// An amount in 元 where 万元 are asked for is ten thousand times that of the year before;
// nothing is said of what may be right, of blanks, of 0 and of small amounts.
func TestAnAmountInAnotherUnitIsHinted(t *testing.T) {
	c := apptest.Catalog(t)
	const much, little, ask = "可能把元写成了万元，", "可能其中一个写错了单位（元、万元），", "，请核对单位"
	for _, tt := range []struct{ last, now, want string }{
		{"1.50", "15000", much + "15000 约是上年数 1.50 的 10000 倍" + ask},
		{"1.5", "3000", much + "3000 约是上年数 1.5 的 2000 倍" + ask},
		{"1.5", "75000", much + "75000 约是上年数 1.5 的 50000 倍" + ask},
		{"0.02", "300", much + "300 约是上年数 0.02 的 15000 倍" + ask},
		{"15000", "1.5", little + "1.5 约是上年数 15000 的 10000 分之一" + ask},
		{"9999999999", "999999.9999", little + "999999.9999 约是上年数 9999999999 的 10000 分之一" + ask},
		{"1.5", "2999", ""},  // less than 2000 times
		{"1.5", "75001", ""}, // more than 50000 times
		{"1.5", "150", ""},
		{"150", "1.5", ""},
		{"0.001", "10", ""}, // small
		{"10", "0.001", ""},
		{"0", "15000", ""},
		{"15000", "0", ""},
		{"", "15000", ""},
		{"15000", "", ""},
		{"15000", "15000", ""},
	} {
		last, r := report.New(c, "甲局", 2024), report.New(c, "甲局", 2025)
		apptest.Put(t, last, fee, tt.last)
		apptest.Put(t, r, fee, tt.now)
		if got := check.UnitSlip(r.Form().Cell(fee), r.Figure(fee), check.LastAmount(last, r.Form().Cell(fee))); got != tt.want {
			t.Errorf("from %q to %q: %q, want %q", tt.last, tt.now, got, tt.want)
		}
		told := ""
		for _, f := range (&check.Checker{LastYear: last}).Run(r) {
			if f.Rule == "R2-5" {
				told += f.Message
				if f.List() != check.Tips {
					t.Errorf("it is %s", f.List())
				}
			}
		}
		if want := tt.want; want != "" && told != r.Form().Cell(fee).Name+"："+want+"。" || want == "" && told != "" {
			t.Errorf("from %q to %q the rule says %q", tt.last, tt.now, told)
		}
	}
}

// What is no amount, is of another year, or is asked for otherwise is not compared.
func TestOnlyAmountsOfOneUnitAreCompared(t *testing.T) {
	c := apptest.Catalog(t)
	r := report.New(c, "甲局", 2025)
	apptest.Put(t, r, fee, "15000")
	const cases form.Address = "requests.received.business"
	apptest.Put(t, r, cases, "15000")
	for year, want := range map[int]int{2024: 1, 2023: 0} {
		last := report.New(c, "甲局", year)
		apptest.Put(t, last, fee, "1.5")
		apptest.Put(t, last, cases, "1")
		got := 0
		for _, f := range (&check.Checker{LastYear: last}).Run(r) {
			if f.Rule == "R2-5" {
				got++
			}
		}
		if got != want {
			t.Errorf("beside %d it speaks %d times", year, got)
		}
	}
	if got := check.UnitSlip(r.Form().Cell(cases), report.Int(15000), report.Int(1)); got != "" {
		t.Errorf("of cases it says %s", got)
	}
	for _, last := range []*report.Report{nil, report.New(c, "甲局", 2020)} { // that edition has items there
		if v := check.LastAmount(last, r.Form().Cell(fee)); !v.Blank() {
			t.Errorf("the year before has %s", v)
		}
	}
	money := report.New(c, "甲局", 2020).Form().Cell("disclosed.procurement.amount")
	if got := check.UnitSlipOf(money, report.Int(251000), report.Int(25)); got != "可能其中一个写错了单位（元、万元），251000 约是草稿中的数 25 的 10040 倍，请核对单位" {
		t.Error(got)
	}
}
