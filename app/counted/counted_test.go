package counted_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/apptest"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
)

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// Whatever rows a figure was counted from, they come back from what is stored, in one
// spelling that a place of a report has room for.
func TestRowsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := map[counted.Place]bool{}
		step := rapid.IntRange(1, 4).Draw(t, "step")
		n := rapid.SampledFrom([]int{0, 1, 5, 300, 20_000}).Draw(t, "n")
		row := rapid.IntRange(1, 50).Draw(t, "first")
		for i := range n {
			rows[counted.Place{Sheet: 1 + i*2/max(n, 1), Row: row}] = true
			row += 1 + i%step
		}
		var want []counted.Place
		for p := range rows {
			want = append(want, p)
		}
		slices.SortFunc(want, counted.Place.Compare)
		stored := counted.Of("台账.xlsx", digest, want).Encode()
		got, ok := counted.Read(stored)
		if !ok || !slices.Equal(got.Places(), want) {
			t.Fatalf("%d rows come back as %d, %v", len(want), len(got.Places()), ok)
		}
		if len(stored) > report.MaxText {
			t.Fatalf("%d characters for %d rows", len(stored), len(want))
		}
	})
}

func TestANoteIsReadInOneSpellingAlone(t *testing.T) {
	with := func(value, file, sm3, rows string) string {
		return `{"value":"` + value + `","file":"` + file + `","sm3":"` + sm3 + `","rows":[` + rows + `]}`
	}
	one := `{"sheet":1,"rows":"5-7,9"}`
	for text, want := range map[string]bool{
		with("4", "台账.xlsx", digest, one):                                                 true,
		with("0", "台账.xlsx", digest, ""):                                                  true,
		with("5", "台账.xlsx", digest, `{"sheet":1,"rows":"5-7,9"},{"sheet":3,"rows":"2"}`): true,
		with("5", "台账.xlsx", digest, one):                                                 false, // not as many rows
		with("04", "台账.xlsx", digest, one):                                                false,
		with("4", "", digest, one):                                                        false,
		with("4", "文件夹/台账.xlsx", digest, one):                                             false,
		with("4", "台账.xlsx", digest[1:], one):                                             false,
		with("4", "台账.xlsx", digest, `{"sheet":0,"rows":"5-7,9"}`):                        false,
		with("4", "台账.xlsx", digest, `{"sheet":1,"rows":"5,6,7,9"}`):                      false,
		with("4", "台账.xlsx", digest, `{"sheet":1,"rows":"9,5-7"}`):                        false,
		with("5", "台账.xlsx", digest, `{"sheet":3,"rows":"2"},{"sheet":1,"rows":"5-7,9"}`): false,
		with("1", "台账.xlsx", digest, `{"sheet":1,"rows":"*AQ"}`):                          false,
		with("1", "台账.xlsx", digest, `{"sheet":1,"rows":"0"}`):                            false,
		with("1", "台账.xlsx", digest, `{"sheet":1,"rows":"5","name":"甲"}`):                 false,
		`{"value":"0","file":"台账.xlsx","sm3":"` + digest + `","rows":null}`:               false,
		"": false,
	} {
		if _, ok := counted.Read(text); ok != want {
			t.Errorf("%s: %v", text, ok)
		}
	}
	for _, file := range []string{"甲\u200b.xlsx", strings.Repeat("甲", 300)} {
		if _, ok := counted.Read(counted.Of(file, digest, nil).Encode()); ok {
			t.Errorf("%.20q is taken", file)
		}
	}
}

func TestRowsAreSaidAsPeopleCountThem(t *testing.T) {
	rows := func(places ...counted.Place) string { return counted.Of("台账.xlsx", digest, places).Says() }
	for got, want := range map[string]string{
		rows():                                "台账“台账.xlsx”中没有这样的行：0 件",
		rows(counted.Place{Sheet: 1, Row: 5}): "台账“台账.xlsx”：1 件（第 5 行）",
		rows(counted.Place{Sheet: 2, Row: 5}): "台账“台账.xlsx”：1 件（第 2 张表第 5 行）",
		rows(counted.Place{Sheet: 1, Row: 6}, counted.Place{Sheet: 1, Row: 5}, counted.Place{Sheet: 1, Row: 9}, counted.Place{Sheet: 2, Row: 3}): "台账“台账.xlsx”：4 件（第 1 张表第 5—6、9 行，第 2 张表第 3 行）",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// A total is behind what its parts are, as long as all come from one register.
func TestATotalHasTheRowsOfItsParts(t *testing.T) {
	r := report.New(apptest.Catalog(t), "甲局", 2025)
	columns := []string{"natural_person", "business", "research", "nonprofit", "law_firm", "other"}
	for i, c := range columns {
		apptest.Put(t, r, report.CountedAt(form.Address("requests.received."+c)), counted.Of("台账.xlsx", digest, []counted.Place{{Sheet: 1, Row: i + 3}}).Encode())
	}
	n, ok := counted.Behind(r, "requests.received.total")
	if !ok || n.Value != "6" || n.RowsText() != "第 3—8 行" {
		t.Errorf("%+v, %v", n, ok)
	}
	if _, ok := counted.Behind(r, "requests.total.total"); ok {
		t.Error("a total of which no part was counted")
	}
	apptest.Put(t, r, report.CountedAt("requests.received.other"), counted.Of("别的.xlsx", keys.Digest("f"+digest[1:]), nil).Encode())
	if _, ok := counted.Behind(r, "requests.received.total"); ok {
		t.Error("a total of two registers")
	}
}
