package acceptance

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/assets"
)

// copyLine is a copy as restore --json lists it.
type copyLine struct {
	Name, Reason string
	Reports      int
	Sound        bool
	Second       bool
}

func listedCopies(t *testing.T, data string) (out []copyLine) {
	t.Helper()
	got := nianbao(t, data, "restore", "--json")
	if err := json.Unmarshal([]byte(got.stdout), &out); err != nil || got.code != 0 {
		t.Fatalf("list of copies: %+v, %v", got, err)
	}
	return out
}

func TestBackupAndRestore(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "示例.json", string(assets.Example)))
	usb := t.TempDir()
	if got := nianbao(t, data, "backup", "--place", usb); got.code != 0 || !strings.Contains(got.stdout, "1 份报告") {
		t.Fatalf("backup: %+v", got)
	}
	nianbao(t, data, "import", file(t, "甲.json", unbalanced))
	list := listedCopies(t, data)
	if len(list) != 2 || !list[0].Sound || list[0].Reports != 1 || list[0].Second == list[1].Second {
		t.Fatalf("copies: %+v", list)
	}

	// A chosen copy in the place of a store that is there: nothing is lost.
	got := nianbao(t, data, "restore", list[0].Name)
	if got.code != 0 || !strings.Contains(got.stdout, "没有删除") {
		t.Fatalf("restore: %+v", got)
	}
	expectListed(t, data)
	var aside string
	for _, c := range listedCopies(t, data) {
		if c.Reason == "replaced" {
			aside = c.Name
		}
	}
	if got = nianbao(t, data, "restore", aside); got.code != 0 || !strings.Contains(got.stdout, "2 份报告") {
		t.Errorf("back again: %+v", got)
	}

	// Without a copy, or for what is none, it says so and changes nothing.
	if got = nianbao(t, data, "restore", "no-such"); got.code != 2 {
		t.Errorf("no such copy: %+v", got)
	}
	if got = nianbao(t, data, "restore", file(t, "x.db", "garbage")); got.code != 2 || !strings.Contains(got.stderr, "不能用来恢复") {
		t.Errorf("not a copy: %+v", got)
	}
	if got = nianbao(t, dataDir(t), "restore", "newest"); got.code != 2 || !strings.Contains(got.stderr, "没有可以恢复的备份") {
		t.Errorf("no copies: %+v", got)
	}
}

func TestStoreThatIsGone(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "示例.json", string(assets.Example)))
	nianbao(t, data, "backup")
	db := filepath.Join(data, "nianbao.db")
	if err := os.Remove(db); err != nil {
		t.Fatal(err)
	}
	got := nianbao(t, data, "list")
	for _, word := range []string{"nianbao restore newest", "--begin-anew", "有 1 份报告"} {
		if got.code != 2 || !strings.Contains(got.stderr, word) {
			t.Errorf("list does not say %q: %+v", word, got)
		}
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("a new store was made without a word")
	}
	if got = nianbao(t, data, "restore", "newest"); got.code != 0 {
		t.Fatalf("restore: %+v", got)
	}
	expectListed(t, data)

	if err := os.Truncate(db, 0); err != nil {
		t.Fatal(err)
	}
	if got = nianbao(t, data, "list", "--begin-anew"); got.code != 0 || strings.TrimSpace(got.stdout) != "" {
		t.Errorf("anew: %+v", got)
	}
	if got = nianbao(t, data, "list", "--begin-anew"); got.code != 0 {
		t.Errorf("anew again: %+v", got)
	}
	if list := listedCopies(t, data); len(list) != 1 || list[0].Reports != 1 {
		t.Errorf("copies after beginning anew: %+v", list)
	}
}

func TestRestoreWhileAWindowIsOpen(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "示例.json", string(assets.Example)))
	nianbao(t, data, "backup")
	s := openScreen(t, data)
	got := nianbao(t, data, "restore", "newest")
	if got.code != 2 || !strings.Contains(got.stderr, "窗口") {
		t.Errorf("restore under a window: %+v", got)
	}
	s.close()
	if got = nianbao(t, data, "restore", "newest"); got.code != 0 {
		t.Errorf("restore after it: %+v", got)
	}
}

// The window asks what to do, and goes on as the program's window.
func TestWindowAsksForAStoreThatIsGone(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "示例.json", string(assets.Example)))
	nianbao(t, data, "backup")
	db := filepath.Join(data, "nianbao.db")
	if err := os.Remove(db); err != nil {
		t.Fatal(err)
	}
	s := askedScreen(t, data)
	if _, err := os.Stat(db); err == nil {
		t.Error("a store was made before the question was answered")
	}
	s.keys("Return")
	s.waitReady()
	s.keys("Return", "ctrl+1") // the report
	s.close()
	expectListed(t, data)
}
