package tables_test

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/intake/tables"
)

// A label may stand at the end of a longer text, as where the group and the
// reason are written into one cell. Two characters are not enough to go by:
// 政府规章 is not the row 规章, whatever it is.
func TestALabelAtTheEndOfATextNeedsMoreThanTwoCharacters(t *testing.T) {
	table := apptest.Catalog(t).Edition("2021").Table("requests")
	for label, want := range map[string]string{
		"不予公开3.危及“三安全一稳定”": "requests.refused.security_stability.natural_person",
		"其他处理3.其他":         "requests.otherwise_closed.other.natural_person",
		"合计：（七）总计":         "requests.total.natural_person",
	} {
		m, err := tables.Map(table, tables.Of([][]string{
			{label, "1", "0", "0", "0", "0", "0", "1"}, {"一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1"},
		}), tables.Anchor{})
		if err != nil || len(m.Addresses()) == 0 || !has(m, want) {
			t.Errorf("%s: %v, %v", label, m, err)
		}
	}
	disclosed := apptest.Catalog(t).Edition("2021").Table("disclosed")
	m, err := tables.Map(disclosed, tables.Of([][]string{{"政府规章", "1", "2", "3"}, {"行政规范性文件", "4", "5", "6"}}), tables.Anchor{})
	if err != nil {
		t.Fatal(err)
	}
	if has(m, "disclosed.regulations.issued") || len(m.Missed) != 1 || !strings.Contains(m.Missed[0].String(), "政府规章") {
		t.Errorf("政府规章 went to %v; left out: %v", m.Addresses(), m.Missed)
	}
}

func has(m *tables.Mapping, address string) bool {
	for _, a := range m.Addresses() {
		if string(a) == address {
			return true
		}
	}
	return false
}
