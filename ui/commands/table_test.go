package commands

import (
	"slices"
	"testing"
)

// Keys that office people press without looking must do here what they do
// there, or nothing; and nothing is ever signed by a key.
func TestKeysMeanWhatTheyMeanInWordAndExcel(t *testing.T) {
	office := map[Key]ID{
		ctrl("F"): Find, ctrl("H"): Replace, ctrl("D"): FillDown, ctrl("A"): SelectAll, ctrl("Z"): Undo, ctrl("Y"): Redo,
		ctrl("X"): Cut, ctrl("C"): Copy, ctrl("V"): Paste, ctrl("S"): Save, ctrl("P"): Print, ctrl("O"): OpenFile, ctrl("N"): NewReport,
		ctrl("W"): Back, ctrl("B"): "", ctrl("I"): "", ctrl("U"): "", shifted("S"): "",
	}
	signs := []ID{Submit, Approve, Return, Withdraw, Reopen}
	seen := 0
	for _, c := range Table {
		if want, known := office[c.Key]; known {
			seen++
			if c.ID != want {
				t.Errorf("%s is %s, want %q", c.Key, c.ID, want)
			}
		}
		if slices.Contains(signs, c.ID) && c.Key != (Key{}) {
			t.Errorf("%s is signed by a key: %s", c.ID, c.Key)
		}
	}
	if seen != 14 {
		t.Errorf("%d of the keys are in the table", seen)
	}
}

func TestAKeyIsCutOffAName(t *testing.T) {
	for title, want := range map[string][2]string{
		"导出 PDF（Ctrl+Shift+P）": {"导出 PDF", "Ctrl+Shift+P"},
		"检查（F5）":               {"检查", "F5"},
		"删除（Delete）":           {"删除", "Delete"},
		"取消（Esc）":              {"取消（Esc）", ""},
		"确定（Enter）":            {"确定（Enter）", ""},
		"填入“本年（一）”（Ctrl+T）":    {"填入“本年（一）”", "Ctrl+T"},
		"采购（Fax）":              {"采购（Fax）", ""},
		"关闭":                   {"关闭", ""},
	} {
		if name, key := CutKey(title); name != want[0] || key != want[1] {
			t.Errorf("%s: %q and %q", title, name, key)
		}
	}
}

// Two commands of one place must not share a key.
func TestNoKeyIsTakenTwice(t *testing.T) {
	taken := map[Key]*Command{}
	for i := range Table {
		c := &Table[i]
		if c.Key == (Key{}) || !c.Key.InMenu() {
			continue
		}
		if other := taken[c.Key]; other != nil {
			t.Errorf("%s is %s and %s", c.Key, other.ID, c.ID)
		}
		taken[c.Key] = c
	}
}

// A menu is not higher than a window on an office laptop: what has to be scrolled
// to is not seen.
func TestNoMenuIsTooLong(t *testing.T) {
	const most = 13
	entries, under := map[string]int{File: 1}, map[string]bool{} // the files used last
	for _, c := range Table {
		if under[c.Under] {
			continue
		}
		under[c.Under] = c.Under != ""
		if entries[c.Menu]++; c.Menu != "" && entries[c.Menu] == most+1 {
			t.Errorf("%s has more than %d entries", c.Menu, most)
		}
		if c.Menu != "" && !slices.Contains(Menus, c.Menu) {
			t.Errorf("%s stands in %s, which is no menu", c.ID, c.Menu)
		}
	}
}
