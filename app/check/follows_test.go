package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
)

var columns = []string{"natural_person", "business", "research", "nonprofit", "law_firm", "other"}

func cell(row, column string) form.Address { return form.Address("requests." + row + "." + column) }

// balanced is a table of requests without a slip: in each column 10 were
// received and 2 carried in, 7 granted, 3 refused in part, 2 carried on.
func balanced(t *testing.T) map[form.Address]string {
	t.Helper()
	held := map[form.Address]string{}
	r := make2025(t, nil)
	for _, c := range r.Form().Table("requests").Inputs() {
		held[c.Address] = map[string]string{"received": "10", "carried_in": "2", "granted": "7", "partly_granted": "3", "carried_out": "2"}[c.RowID]
		if held[c.Address] == "" {
			held[c.Address] = "0"
		}
	}
	return held
}

// withTotals adds the totals of a source, as they are computed from what is held.
func withTotals(t *testing.T, held map[form.Address]string, at func(form.Address) form.Address) {
	t.Helper()
	r := make2025(t, held)
	for _, c := range r.Form().Table("requests").ValueCells() {
		if c.Computed {
			held[at(c.Address)] = r.Figure(c.Address).String()
		}
	}
}

// ofRequests returns the findings about the requests: all, and those shown.
func ofRequests(r *report.Report) (all []check.Finding, shown []check.Shown) {
	for _, f := range check.Run(r) {
		if f.Section == "requests" {
			all = append(all, f)
		}
	}
	return all, check.Listing(all, func(check.Finding) bool { return false }).All()
}

// One slip is one finding, whatever else it puts off; the others name it.
func TestOneSlipIsOneFinding(t *testing.T) {
	for name, c := range map[string]struct {
		source  func(form.Address) form.Address // of totals that come along, made before the slip
		slip    map[form.Address]string
		all     int      // findings
		shown   []string // keys
		suspect form.Address
		says    string
	}{
		"a cell": {
			nil,
			map[form.Address]string{cell("granted", "business"): "8"},
			2,
			[]string{"R3-BAL:requests.received.business"},
			"", "总计一列因此也不平。",
		},
		"a cell of a file with totals": {
			report.SourceTotalAt,
			map[form.Address]string{cell("granted", "business"): "8"},
			5,
			[]string{"R3-BAL:requests.received.business"},
			cell("granted", "business"),
			"总计一列因此也不平。“予以公开·总计、办理结果总计·商业企业、办理结果总计·总计”与来源的总计也不一致，可能是同一处差错。请先核对“予以公开·商业企业”。",
		},
		"a pasted cell with totals": {
			report.PastedTotalAt,
			map[form.Address]string{cell("received", "other"): "11"},
			3,
			[]string{"R3-BAL:requests.received.other"},
			cell("received", "other"),
			"总计一列因此也不平。“本年新收·总计”与来源的总计也不一致，可能是同一处差错。请先核对“本年新收·其他”。",
		},
		"a carry-over": {
			report.SourceTotalAt,
			map[form.Address]string{cell("carried_out", "research"): "3"},
			3,
			[]string{"R3-BAL:requests.received.research"},
			cell("carried_out", "research"),
			"请先核对“结转下年度·科研机构”。",
		},
		"a carry-over of the year before": {
			nil,
			map[form.Address]string{cell("carried_in", "research"): "1"},
			2,
			[]string{"R3-BAL:requests.received.research"},
			"", "总计一列因此也不平。",
		},
		"a total of a column of the source": {
			report.SourceTotalAt,
			map[form.Address]string{report.SourceTotalAt(cell("total", "law_firm")): "11"},
			1,
			[]string{"R3-SUM:requests.total.law_firm"},
			"", "",
		},
		"a total of a row of the source": {
			report.PastedTotalAt,
			map[form.Address]string{report.PastedTotalAt(cell("granted", "total")): "41"},
			1,
			[]string{"R3-ROW:requests.granted.total"},
			"", "",
		},
		"a total of a column that the source has taken over": {
			report.SourceTotalAt,
			map[form.Address]string{report.SourceTotalAt(cell("total", "law_firm")): "11", report.SourceTotalAt(cell("total", "total")): "61"},
			2,
			[]string{"R3-SUM:requests.total.law_firm"},
			"", "“办理结果总计·总计”与来源的总计也不一致，可能是同一处差错。",
		},
		"a row that is missing": {
			report.SourceTotalAt,
			blankRow("granted"),
			1 + 7 + 7 + 1, // blank; balances; totals of columns; the total of the row
			[]string{"D-BLANK:requests"},
			"", "现在有 7 列不平，有 8 个总计与来源的不一致，可能由此引起，填完以后再看。",
		},
		"two cells of two columns": {
			report.SourceTotalAt,
			map[form.Address]string{cell("granted", "business"): "8", cell("partly_granted", "other"): "5"},
			2*2 + 2 + 1 + 1, // columns; rows; the balance and the total of totals
			[]string{"R3-BAL:requests.received.business", "R3-BAL:requests.received.other"},
			cell("granted", "business"), "请先核对",
		},
		"two cells of one row": {
			nil,
			map[form.Address]string{cell("granted", "business"): "8", cell("granted", "other"): "5"},
			3,
			[]string{"R3-BAL:requests.received.business", "R3-BAL:requests.received.other"},
			"", "总计一列因此也不平。",
		},
		"a column of which something is not filled in yet": {
			nil,
			map[form.Address]string{cell("granted", "business"): "8", cell("partly_granted", "business"): ""},
			3,
			[]string{"D-BLANK:requests"},
			"", "现在有 2 列不平，可能由此引起，填完以后再看。",
		},
		"one side of the other columns is not filled in yet": {
			nil,
			merged(map[form.Address]string{cell("granted", "business"): "8"}, blankColumn("natural_person", "received")),
			3,
			[]string{"R3-BAL:requests.received.business", "D-BLANK:requests"},
			"", "",
		},
	} {
		held := balanced(t)
		if c.source != nil {
			withTotals(t, held, c.source)
		}
		for a, s := range c.slip {
			if held[a] = s; s == "" {
				delete(held, a)
			}
		}
		all, shown := ofRequests(make2025(t, held))
		var got []string
		for _, f := range shown {
			got = append(got, f.Key())
		}
		if len(all) != c.all || !slices.Equal(got, c.shown) {
			t.Errorf("%s: %d findings, shown %q; want %d, %q", name, len(all), got, c.all, c.shown)
			continue
		}
		if first := shown[0]; first.Suspect != c.suspect || !strings.Contains(first.Says(), c.says) || c.says == "" && first.Also != "" && c.all == 1 {
			t.Errorf("%s: goes to %q and says %s", name, first.Goes(), first.Says())
		}
	}
}

func blankRow(row string) map[form.Address]string {
	out := map[form.Address]string{}
	for _, c := range columns {
		out[cell(row, c)] = ""
	}
	return out
}

// blankColumn is a column of which only some rows are filled in.
func blankColumn(column string, but ...string) map[form.Address]string {
	out := map[form.Address]string{}
	for _, row := range []string{
		"received", "carried_in", "granted", "partly_granted", "refused.state_secret", "refused.prohibited_by_law", "refused.security_stability", "refused.third_party",
		"refused.internal_affairs", "refused.process_information", "refused.enforcement_file", "refused.inquiry_matter", "unavailable.not_held", "unavailable.must_be_made",
		"unavailable.still_unclear", "not_processed.complaint", "not_processed.repeated", "not_processed.publication", "not_processed.excessive", "not_processed.confirmation",
		"otherwise_closed.not_clarified", "otherwise_closed.fee_unpaid", "otherwise_closed.other", "carried_out",
	} {
		if !slices.Contains(but, row) {
			out[cell(row, column)] = ""
		}
	}
	return out
}

func merged(a, b map[form.Address]string) map[form.Address]string {
	for at, s := range b {
		a[at] = s
	}
	return a
}

// A figure that should be 0 is not also asked why it is greater than another one.
func TestAFigureThatShouldBeZeroIsOneFinding(t *testing.T) {
	r := make2025(t, map[form.Address]string{
		"disclosed.regulations.issued": "3", "disclosed.regulations.in_force": "0", report.Fact("no_regulations"): "yes",
	})
	limit, zero := check.Finding{}, check.Finding{}
	for _, f := range check.Run(r) {
		switch f.Rule {
		case "R2-2":
			limit = f
		case "R2-3":
			zero = f
		}
	}
	if limit.Rule == "" || limit.Follows != zero.Key() {
		t.Errorf("%+v follows %q", limit, zero.Key())
	}
}

// Nothing that stands against sending a report on is out of sight, and whatever
// follows names a finding that follows from nothing.
func TestNothingThatBlocksIsOutOfSight(t *testing.T) {
	c := make2025(t, nil).Catalog()
	tied := 0
	for i := range uint64(300) {
		found := check.Run(madeUp(t, c, i))
		leads := map[string]bool{}
		for _, f := range found {
			leads[f.Key()] = f.Follows == ""
		}
		for _, f := range found {
			if f.Follows == "" {
				continue
			}
			tied++
			if !leads[f.Follows] || f.Follows == f.Key() {
				t.Fatalf("report %d: %s follows %s", i, f.Key(), f.Follows)
			}
		}
		for name, settled := range map[string]func(check.Finding) bool{
			"nothing is explained":    func(check.Finding) bool { return false },
			"everything is explained": func(f check.Finding) bool { return f.Severity == check.Explain },
			"blanks are explained":    func(f check.Finding) bool { return f.Rule == "D-BLANK" },
		} {
			shown := check.Listing(found, settled)
			blocked := slices.ContainsFunc(found, func(f check.Finding) bool { return f.Severity != check.Info && !settled(f) })
			if open := shown.Open(check.Unfilled) + shown.Open(check.Wrong) + shown.Open(check.Asked); (open > 0) != blocked {
				t.Errorf("report %d, %s: %d open findings, blocked %v", i, name, open, blocked)
			}
		}
	}
	if tied == 0 {
		t.Error("nothing followed from anything")
	}
}

// An error that was out of sight behind what is not filled in comes back when
// that is explained.
func TestWhatFollowsSpeaksWhenItsLeaderIsSettled(t *testing.T) {
	held := balanced(t)
	withTotals(t, held, report.SourceTotalAt)
	for a := range blankRow("granted") {
		delete(held, a)
	}
	all, _ := ofRequests(make2025(t, held))
	shown := check.Listing(all, func(f check.Finding) bool { return f.Rule == "D-BLANK" })
	if n := shown.Open(check.Wrong); n != 15 || shown.Open(check.Unfilled) != 0 || shown.Settled() != 1 {
		t.Errorf("%d errors: %s", n, shown)
	}
}

// The lists are what a person has to do; a severity is what a script reads.
func TestEachFindingStandsInItsList(t *testing.T) {
	held := balanced(t)
	delete(held, cell("granted", "other"))
	held[cell("granted", "business")] = "8"
	held["overview.lead"] = "收取【待填】元，另有××件。"
	held[report.SignedOn] = "2026-01-09"
	shown := check.Listing(check.Run(make2025(t, held)), func(check.Finding) bool { return false })
	lists := map[string]check.List{}
	for list, in := range shown {
		for _, f := range in {
			lists[f.Rule] = check.List(list)
		}
	}
	for rule, want := range map[string]check.List{"D-BLANK": check.Unfilled, "D-HOLE": check.Unfilled, "R3-BAL": check.Wrong, "D-GAP": check.Asked} {
		if got, there := lists[rule]; !there || got != want {
			t.Errorf("%s is in %s, want %s", rule, got, want)
		}
	}
	want := fmt.Sprintf("还没填 %d　要改正 %d　要说明 1　提示 0", shown.Open(check.Unfilled), shown.Open(check.Wrong))
	if got := shown.String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := shown.Sentence(); !strings.HasSuffix(got, "，要说明 1 处，提示 0 处") {
		t.Error(got)
	}
}
