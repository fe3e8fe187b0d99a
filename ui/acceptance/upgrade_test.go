package acceptance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A keptFolder is a data folder that an earlier program has left.
type keptFolder struct {
	folder   string
	states   map[int]string // of its reports
	figures  map[int]string // one of each report, as show --json prints it
	approved string         // the digest of what was approved
	upgraded bool           // a copy is made before it is brought to the layout of today
}

// The folders are of every layout; README.md beside them says who made which.
var keptData = []keptFolder{
	{
		folder: "layout-1", upgraded: true, states: map[int]string{1: "草稿", 2: "草稿"},
		figures: map[int]string{1: `"disclosed.licensing.decisions": 1286`, 2: `"disclosed.regulations.issued": 99`},
	},
	{
		folder: "made-by-0.1.0/data", upgraded: true, states: map[int]string{1: "已审批", 2: "待审核", 3: "草稿"},
		figures:  map[int]string{1: licensing + "1288", 2: licensing + "1286", 3: licensing + "8"},
		approved: "d0024001dba162e9f192cd584a1e195abf00004434afeca07adb644b86202640",
	},
	draftAndApproved("layout-3", true), draftAndApproved("layout-4", true), draftAndApproved("layout-5", false),
}

const licensing = `"disclosed.licensing.decisions": `

func draftAndApproved(folder string, upgraded bool) keptFolder {
	return keptFolder{
		folder: folder, upgraded: upgraded, states: map[int]string{1: "草稿", 2: "已审批"},
		figures:  map[int]string{1: licensing + "8", 2: licensing + "1286"},
		approved: "88aebf1e6fb98951c72e336406c727370a36970c32c719f1d0d3022272e31027",
	}
}

// The program takes over the data of every program before it: all reports are listed,
// shown and checked, every signature verifies, and the file of before is kept.
func TestDataOfEveryProgramBeforeIsTakenOver(t *testing.T) {
	for _, kept := range keptData {
		data := kept.copied(t)
		kept.takenOver(t, func(args ...string) result { return nianbao(t, data, args...) })
		if n := copiesOfBefore(t, data); n > 0 != kept.upgraded {
			t.Errorf("%s: %d copies of before", kept.folder, n)
		}
	}
}

// copiesOfBefore counts the copies that were made of a file of another layout.
func copiesOfBefore(t *testing.T, data string) int {
	t.Helper()
	copies, err := filepath.Glob(filepath.Join(data, "backups", "nianbao-000?-*.db"))
	if err != nil {
		t.Fatal(err)
	}
	return len(copies)
}

// copied is a copy of the folder, which itself is left as it is.
func (k keptFolder) copied(t *testing.T) (data string) {
	t.Helper()
	data = dataDir(t)
	if err := os.CopyFS(data, os.DirFS(filepath.Join("../../store/sqlite/testdata", filepath.FromSlash(k.folder)))); err != nil {
		t.Fatal(err)
	}
	return data
}

// takenOver looks at the reports of a copy with commands of the program.
func (k keptFolder) takenOver(t *testing.T, run func(args ...string) result) {
	t.Helper()
	must := func(got result, most int, wanted string) {
		t.Helper()
		if got.code > most || !strings.Contains(got.stdout, wanted) {
			t.Errorf("%s: %+v, wanted %s", k.folder, got, wanted)
		}
	}
	var list []struct{ ID int }
	if got := run("list", "--json"); got.code != 0 || json.Unmarshal([]byte(got.stdout), &list) != nil || len(list) != len(k.states) {
		t.Fatalf("%s: list: %+v", k.folder, got)
	}
	for id, state := range k.states {
		id := fmt.Sprint(id)
		must(run("log", id, "--json"), 0, `"problems": []`)
		must(run("log", id, "--json"), 0, `"state": "`+state+`"`)
		must(run("show", id, "--json"), 0, "")
		must(run("check", id), 1, "")
	}
	for id, figure := range k.figures {
		must(run("show", fmt.Sprint(id), "--json"), 0, figure)
	}
	if k.approved != "" {
		must(run("verify", k.approved), 0, "有效")
	}
	for id, state := range k.states { // work goes on
		if state == "草稿" {
			must(run("set", fmt.Sprint(id), "disclosed.licensing.decisions", "5"), 0, "")
		}
	}
}
