package form_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"nianbao/app/form"
	"nianbao/assets"
)

// edition returns the text of a bundled edition.
func edition(t *testing.T, name string) string {
	t.Helper()
	raw, err := fs.ReadFile(assets.Forms, "forms/"+name+".toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// A word of a form file that means nothing would be a rule that is silently
// never broken. Each is refused, and the error says where it stands.
func TestWhatMeansNothingInAFormIsRefusedByLine(t *testing.T) {
	good := edition(t, "2021")
	tests := []struct{ name, old, wrong, says string }{
		{"no TOML", "limit = 1000", "limit = = 1000", "expected value"},
		{"another type", "first_year = 2021", `first_year = "2021"`, "incompatible types"},
		{"an unknown key", "first_year = 2021", "first_yaer = 2021", `"first_yaer" has no meaning`},
		{"an unknown block", "[[table.limit]]", "[[table.limits]]", `"table.limits" has no meaning`},
		{"an unknown key of a section", "one_piece = true", "onepiece = true", `"section.onepiece"`},
		{"an unknown key of a field", `heading = "（一）存在的主要问题"`, `heding = "（一）存在的主要问题"`, `"section.field.heding"`},
		{"an unknown key in braces", `{ text = "规章" }, { id = "regulations.issued" }`, `{ text = "规章" }, { idd = "regulations.issued" }`, `"table.row.cells.idd"`},
		{"an unknown key of a rule", "fact = \"no_penalties\"", "facts = \"no_penalties\"", `"table.zero.facts"`},
		{"a severity", "severity = \"error\"\n  fact = \"no_regulations\"", "severity = \"eror\"\n  fact = \"no_regulations\"", `severity "eror"`},
		{"a severity left out", "severity = \"explain\"\n  low", "low", `severity ""`},
		{"a kind", `kind = "money"`, `kind = "mony"`, `kind "mony"`},
		{"a kind of a label", `{ text = "规章" }`, `{ text = "规章", kind = "count" }`, "has a kind"},
		{"a style", `{ text = "自然人", rows = 2, style = "head" }`, `{ text = "自然人", rows = 2, style = "hed" }`, `style "hed"`},
		{"a unit of what is no money", `kind = "money", unit = "万元"`, `unit = "万元"`, "no money"},
		{"a fact", `fact = "no_coercion"`, `fact = "no_coersion"`, `fact "no_coersion"`},
		{"neither fact nor year", "  from_year = 2024\n", "", "R4-DIRECT"},
		{"a column of a sum", `"nonprofit", "law_firm", "other"]`, `"nonprofit", "lawfirm", "other"]`, `"lawfirm" is no column`},
		{"a total's row", "along = \"column\"\n  total = \"total\"", "along = \"column\"\n  total = \"totals\"", `"totals" is no row`},
		{"a pattern of rows", `"unavailable.*"`, `"unavaliable.*"`, `"unavaliable.*" matches no row`},
		{"a direction", "rule = \"R3-ROW\"\n  along = \"row\"", "rule = \"R3-ROW\"\n  along = \"rows\"", `along "rows"`},
		{"a balance of rows", "rule = \"R3-BAL\"\n  along = \"column\"", "rule = \"R3-BAL\"\n  along = \"row\"", `along "row"`},
		{"a row of a balance", `right = ["total", "carried_out"]`, `right = ["total", "caried_out"]`, `"caried_out" is no row`},
		{"a cell of a limit", `low = ["regulations.issued", "normative_documents.issued"]`, `low = ["regulations.isued", "normative_documents.issued"]`, `"regulations.isued" is no cell`},
		{"a limit of uneven sides", `low = ["regulations.issued", "normative_documents.issued"]`, `low = ["regulations.issued"]`, "1 low and 2 high"},
		{"a cell of a zero rule", `cells = ["penalties.decisions"]`, `cells = ["penalty.decisions"]`, `"penalty.decisions" is no cell`},
		{"a cell of a key figure", `cells = ["carried_out.total"]`, `cells = ["caried_out.total"]`, `"caried_out.total" is no cell`},
		{"a key figure of nothing", `cells = ["carried_out.total"]`, `cells = []`, `"结转" is of no cell`},
		{"a row that is carried", `before = "carried_out"`, `before = "caried_out"`, `"caried_out" is no row`},
		{"a pattern of help", `for = "*.pending"`, `for = "*.pendng"`, `"*.pendng" is for no cell`},
		{"a row that help is for", `for = "direct_suit"`, `for = "direct_sut"`, `"direct_sut" is for no cell`},
		{"help that says nothing", "for = \"granted\"\n  hint = ", "for = \"granted\"\n  # hint = ", "says nothing"},
		{"a law without its source", "  law_source = \"国办函〔2020〕109号第四条\"\n", "", "go together"},
		{"a mark of a prompt", `["{year}年，本机关未收取`, `["{yaer}年，本机关未收取`, "{yaer}"},
		{"a row twice", `id = "granted"`, `id = "carried_in"`, `two rows "carried_in"`},
		{"a column twice", `{ id = "research", name`, `{ id = "business", name`, `two columns "business"`},
		{"a field twice", `id = "improvements"`, `id = "shortcomings"`, `two fields "shortcomings"`},
		{"a heading twice", `"五、存在问题及改进情况"`, `"一、总体情况"`, `two sections "一、总体情况"`},
		{"a table of no section", "[[table]]\nid = \"disputes\"", "[[table]]\nid = \"dispute\"", "belongs to no section"},
		{"a section of nothing", "[[section]]\nid = \"disputes\"", "[[section]]\nid = \"dispute\"", "either fields or a table"},
		{"a column that is not covered", `{ text = "（七）总计", cols = 2, style = "left" }`, `{ text = "（七）总计", style = "left" }`, "not covered"},
		{"a cell too wide", `{ id = "coercion.decisions", cols = 3 }`, `{ id = "coercion.decisions", cols = 4 }`, "does not fit"},
		{"a part of itself", `parts = ["granted", "partly_granted"`, `parts = ["total", "granted", "partly_granted"`, "part of itself"},
		{"header rows", "name = \"表三\"\nheader_rows = 3", "name = \"表三\"\nheader_rows = 33", "33 header rows"},
		{"an end before the beginning", "last_year = 0 #", "last_year = 2012 #", "ends in 2012"},
	}
	for _, tt := range tests {
		if strings.Count(good, tt.old) < 1 {
			t.Fatalf("%s: %q is not in the edition", tt.name, tt.old)
		}
		// A rule's own line where it is the rule that is incomplete, else the line changed.
		at := strings.Index(good, tt.old)
		text := good[:at] + tt.wrong + good[at+len(tt.old):]
		_, err := form.Parse("x.toml", []byte(text))
		if err == nil {
			t.Errorf("%s: accepted", tt.name)
			continue
		}
		line := changedLine(good, text)
		if !strings.Contains(err.Error(), tt.says) || !near(err.Error(), line) {
			t.Errorf("%s: %v; changed in line %d", tt.name, err, line)
		}
	}
}

// changedLine returns the first line in which two texts differ.
func changedLine(a, b string) int {
	one, two := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range one {
		if one[i] != two[i] {
			return i + 1
		}
	}
	return 0
}

// near says whether an error names a line or, where it is of something left
// out or of a whole block, one of the few before it.
func near(err string, line int) bool {
	for _, n := range []int{line, line - 1, line - 2, line - 3} {
		if strings.Contains(err, fmt.Sprintf("x.toml:%d: ", n)) {
			return true
		}
	}
	return false
}

// The line of a misspelt word is that line, not one near it, in whichever
// block of many it stands.
func TestAMisspeltWordIsNamedByItsOwnLine(t *testing.T) {
	good := strings.Split(edition(t, "2021"), "\n")
	tried := 0
	for i, line := range good {
		for _, key := range []string{"severity", "for", "fact", "right", "cells"} {
			_, value, found := strings.Cut(line, key+` = "`)
			if !found {
				if _, value, found = strings.Cut(line, key+` = ["`); !found {
					continue
				}
			}
			word, _, _ := strings.Cut(value, `"`)
			text := append([]string{}, good...)
			text[i] = strings.Replace(line, `"`+word+`"`, `"`+word+`x"`, 1)
			_, err := form.Parse("x.toml", []byte(strings.Join(text, "\n")))
			if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("x.toml:%d: ", i+1)) {
				t.Errorf("line %d, %s: %v", i+1, text[i], err)
			}
			tried++
		}
	}
	if tried < 60 {
		t.Errorf("only %d words tried", tried)
	}
}

func TestEveryFaultIsNamed(t *testing.T) {
	text := strings.NewReplacer(`severity = "info"`, `severity = "inf"`, `kind = "money"`, `kind = "mony"`).Replace(edition(t, "2021"))
	_, err := form.Parse("x.toml", []byte(text))
	if err == nil || strings.Count(err.Error(), "x.toml:") < 2 {
		t.Errorf("two faults: %v", err)
	}
}

// Editions follow one another: a year has one.
func TestTwoEditionsOfAYearAreRefused(t *testing.T) {
	load := func(files map[string]string) error {
		fsys := fstest.MapFS{}
		for name, text := range files {
			fsys["forms/"+name] = &fstest.MapFile{Data: []byte(text)}
		}
		_, err := form.Load(fsys, "forms")
		return err
	}
	old, now := edition(t, "2019"), edition(t, "2021")
	tomorrow := strings.NewReplacer(`edition = "2021"`, `edition = "2030"`, "first_year = 2021", "first_year = 2030").Replace(now)
	if err := load(map[string]string{"a.toml": old, "b.toml": now, "c.toml": tomorrow}); err != nil {
		t.Errorf("a new edition is one file more: %v", err)
	}
	for name, files := range map[string]map[string]string{
		"one name":  {"a.toml": now, "b.toml": strings.Replace(tomorrow, `"2030"`, `"2021"`, 1)},
		"one year":  {"a.toml": now, "b.toml": strings.Replace(tomorrow, "first_year = 2030", "first_year = 2021", 1)},
		"an ending": {"a.toml": strings.Replace(old, "last_year = 2020", "last_year = 2021", 1), "b.toml": now},
	} {
		if err := load(files); err == nil || !strings.Contains(err.Error(), "forms/") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What published reports call a section leads to it.
func TestASectionIsKnownByItsOtherHeadings(t *testing.T) {
	f := catalog(t).Edition("2021")
	for heading, want := range map[string]string{"五、存在问题及改进情况": "problems", "五、存在的主要问题及改进情况": "problems", "六、其他需要报告的事项": "others"} {
		if s := f.SectionHeaded(heading); s == nil || s.ID != want {
			t.Errorf("%s leads to %v", heading, s)
		}
	}
	if s := f.SectionHeaded("七、附件"); s != nil {
		t.Errorf("there is no such section: %s", s.ID)
	}
}
