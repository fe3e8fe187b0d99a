package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/store/sqlite"
)

// examplesContent is the digest of the example report that is approved in the stores
// which are kept of each layout.
const examplesContent = keys.Digest("88aebf1e6fb98951c72e336406c727370a36970c32c719f1d0d3022272e31027")

// A store that any earlier program has left is opened after a copy of it, every record
// verifies, and work goes on.
func TestAStoreOfEveryLayoutGoesOn(t *testing.T) {
	for layout := 3; ; layout++ {
		kept := filepath.Join("testdata", fmt.Sprintf("layout-%d", layout))
		if _, err := os.Stat(kept); err != nil {
			if known := sqlite.Examine(ctx, t.TempDir()).Known; layout != known+1 {
				t.Errorf("of layout %d, which is the newest, no store is kept", known)
			}
			return
		}
		t.Run(fmt.Sprint(layout), func(t *testing.T) {
			dir := folder(t)
			must(t, os.CopyFS(dir, os.DirFS(kept)))
			if got := sqlite.Examine(ctx, dir); got.Layout != layout || got.Err != nil {
				t.Fatalf("before: %+v", got)
			}
			w, db := workstationOn(t, dir)
			must(t, db.Check(ctx))
			if known := sqlite.Examine(ctx, dir).Known; layout < known {
				if names := backups(t, dir); len(names) != 1 || !strings.HasPrefix(names[0], fmt.Sprintf("nianbao-%04d-", layout)) {
					t.Errorf("backups: %v", names)
				}
			}
			s, err := w.Open(ctx, 2)
			must(t, err)
			if len(s.Problems()) > 0 || s.State().Name() != "已审批" || s.Report().Digest() != examplesContent || len(s.SignatureResults()) != 4 {
				t.Errorf("%s with %d signatures: %v", s.State().Name(), len(s.SignatureResults()), s.Problems())
			}
			s, err = w.Open(ctx, 1)
			must(t, err)
			if got := s.Report().Raw(decisions); got != "8" || len(s.Problems()) > 0 {
				t.Errorf("the figure is %q: %v", got, s.Problems())
			}
			must(t, s.Set(ctx, decisions, "9"))
			must(t, s.Undo(ctx))
			if font, err := db.Setting(ctx, app.SettingBodyFont); err != nil || font != "kai" {
				t.Errorf("the setting is %q, %v", font, err)
			}
		})
	}
}

// The second layout as it was for an hour or two.
func TestStoresOfTheFirstFormsOfLayoutTwoGoOn(t *testing.T) {
	texts, err := filepath.Glob("testdata/layout-2/*.sql")
	must(t, err)
	if len(texts) != 2 {
		t.Fatal(texts)
	}
	for _, path := range texts {
		text, err := os.ReadFile(path)
		must(t, err)
		dir := folder(t)
		must(t, sqlite.MakeFirst(dir, inFirst))
		db := raw(t, dir)
		_, err = db.Exec(string(text) + "; PRAGMA user_version = 2")
		must(t, err)
		must(t, db.Close())
		s := openIn(t, dir)
		must(t, s.Check(ctx))
		session, err := deskOn(t, s).Open(ctx, 1)
		must(t, err)
		if p := session.Problems(); len(p) > 0 || len(session.Entries()) != 5 || session.Report().Text(form.Address("overview.platform")) != "改版" {
			t.Errorf("%s: %d entries, %v", path, len(session.Entries()), p)
		}
		must(t, session.Set(ctx, decisions, "9"))
		must(t, session.Undo(ctx))
	}
}
