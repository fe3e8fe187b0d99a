package register_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/intake/register"
	"nianbao/app/workbook"
)

// What is filled into an empty register counts without a word being mapped.
func TestAnEmptyRegisterNeedsNoMapping(t *testing.T) {
	f := year(t).Form
	book := register.Blank(f, 2025)
	var outcome, kind workbook.List
	for _, l := range book.Sheets[0].Lists {
		switch l.Title {
		case "办理结果":
			outcome = l
		case "申请人类别":
			kind = l
		}
	}
	if !strings.HasSuffix(outcome.Formula, "$21") || !strings.HasSuffix(kind.Formula, "$6") || outcome.Cells != "K3:K2002" {
		t.Errorf("lists %+v, %+v", outcome, kind)
	}
	for i, target := range register.Targets(f, register.Outcome)[:21] {
		row := make([]workbook.Cell, 13)
		for at, text := range map[int]string{0: string(rune('A' + i)), 1: "2025-03-03", 2: "网络", 4: "科研机构", 9: "2025-03-10", 10: target.Name, 11: "结果维持", 12: "尚未审结"} {
			row[at] = workbook.Cell{Text: text}
		}
		book.Sheets[0].Rows = append(book.Sheets[0].Rows, row)
	}
	b, err := register.Read("空白.xlsx", bytesOf(t, book.Sheets...), "")
	if err != nil {
		t.Fatal(err)
	}
	m := register.NewMapping()
	m.ProposeColumns(b, []int{1})
	c := b.Count(m, []int{1}, year(t))
	if len(c.Unmapped) != 0 || len(c.Left) != 0 || c.Received != 21 || len(c.Outcomes) != 21 || len(c.Cells["disputes.suit_after_reconsideration.pending"]) != 21 || !c.ConsultKnown || c.NoTwice {
		t.Errorf("%+v", c)
	}
}

func TestAnEmptyRegisterReplacesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "台账.xlsx")
	if err := register.WriteBlank(path, year(t).Form, 2026); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := register.WriteBlank(path, year(t).Form, 2027); app.CodeOf(err) != app.Protected {
		t.Errorf("a register was replaced: %v", err)
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != string(before) {
		t.Error("it is not what it was")
	}
}
