package exchange_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/roster"
)

// The roster lies in the exchange folder under one name, in the place of what was there
// of it before, and of nothing else; who has none finds it.
func TestTheRosterIsSharedInTheExchangeFolder(t *testing.T) {
	keeper, fresh := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	dir := t.TempDir()
	keeper.Must(keeper.Administration.CreateRoster(ctx, "示例县自然资源局", apptest.Password, roster.DefaultChain()))
	first, err := keeper.ShareRoster(ctx, dir)
	keeper.Must(err)
	keeper.Join("张三", "科员", 1)
	second, err := keeper.ShareRoster(ctx, dir)
	keeper.Must(err)
	written, err := os.Stat(second)
	keeper.Must(err)
	if again, err := keeper.ShareRoster(ctx, dir); err != nil || again != second {
		t.Errorf("once more at %s, %v", again, err)
	} else if now, err := os.Stat(again); err != nil || !now.ModTime().Equal(written.ModTime()) {
		t.Error("the same roster was written anew")
	}
	if all, _ := filepath.Glob(filepath.Join(dir, "*")); first != second || len(all) != 1 {
		t.Errorf("in the folder: %v", all)
	}
	files, err := (&exchange.Folder{Desk: fresh.Desk, Dir: dir}).Scan(ctx, true)
	if err != nil || len(files) != 1 || !files[0].Preview.NewOffice || len(files[0].Preview.Roster.Roster.People) != 1 {
		t.Errorf("who has no roster finds %+v, %v", files, err)
	}
	deputy := apptest.NewWorkstation(t) // who administers the roster too, and has not taken in the last version
	earlier, err := keeper.RosterFile(ctx)
	keeper.Must(err)
	a, err := deputy.OpenPackage(ctx, earlier)
	deputy.Must(err)
	_, err = deputy.Accept(ctx, a, exchange.Undecided)
	deputy.Must(err)
	keeper.Join("李四", "办公室主任", 2)
	_, err = keeper.ShareRoster(ctx, dir)
	keeper.Must(err)
	if at, err := deputy.ShareRoster(ctx, dir); err != nil || at != second {
		t.Errorf("an earlier version is written to %s, %v", at, err)
	} else if f, err := os.ReadFile(at); err != nil || !bytes.Contains(f, []byte("李四")) {
		t.Error("an earlier version has taken the place of a later one")
	}
	other := apptest.NewWorkstation(t) // another office that is called the same
	other.CreateRoster()
	third, err := other.ShareRoster(ctx, dir)
	if err != nil || third == second {
		t.Errorf("another office writes to %s, %v", third, err)
	}
	if err := os.WriteFile(second, []byte("别的文件"), 0o600); err != nil {
		t.Fatal(err)
	}
	if fourth, err := keeper.ShareRoster(ctx, dir); err != nil || fourth == second {
		t.Errorf("written over what is no roster: %s, %v", fourth, err)
	}
}

// What was dealt with is not listed any more at this workstation, and stays for the
// others; a file that is written over is another one.
func TestWhatWasDealtWithIsNotListedAnyMore(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	dir := t.TempDir()
	put(t, dir, "坏的", []byte("nianbao-handover 1 x"))
	tray := &exchange.Folder{Desk: one.Desk, Dir: dir}
	files, err := tray.Scan(ctx, true)
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	one.Must(tray.Handled(ctx, &files[0]))
	one.Must(tray.Handled(ctx, &files[0]))
	for _, all := range []bool{false, true} {
		if left, err := (&exchange.Folder{Desk: one.Desk, Dir: dir}).Scan(ctx, all); err != nil || len(left) > 0 {
			t.Errorf("still listed: %v, %v", names(left), err)
		}
	}
	if others, err := (&exchange.Folder{Desk: two.Desk, Dir: dir}).Scan(ctx, true); err != nil || len(others) != 1 {
		t.Errorf("others find %v, %v", names(others), err)
	}
	put(t, dir, "坏的", []byte("nianbao-handover 1 xx"))
	if again, err := tray.Scan(ctx, false); err != nil || len(again) != 1 {
		t.Errorf("written over, it is listed as %v, %v", names(again), err)
	}
}

// Of files that ask for signatures on a new key only the one with the most is listed, and
// none once all have signed.
func TestAFileForSigningThatWentOnIsNotListedAnyMore(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	delete(w.Memory.Keys, "office")
	dir := t.TempDir()
	w.Must(w.SwitchUser(ctx, officer))
	asked, err := w.RequestKey(ctx, "另一个名册密码一二三", nil)
	w.Must(err)
	put(t, dir, "一", asked)
	w.Clock.At = w.Clock.At.Add(time.Minute)
	f, err := handover.Parse(asked)
	w.Must(err)
	signed, _, err := w.SignKey(ctx, f, apptest.Password)
	w.Must(err)
	put(t, dir, "二", signed)
	w.Must(w.SwitchUser(ctx, head))
	tray := &exchange.Folder{Desk: w.Desk, Dir: dir}
	files, err := tray.Scan(ctx, true)
	if err != nil || len(files) != 1 || names(files)[0] != "二.nbx mine" {
		t.Errorf("listed: %v, %v", names(files), err)
	}
	for _, person := range []string{head, leader} {
		w.Must(w.SwitchUser(ctx, person))
		f, err = handover.Parse(signed)
		w.Must(err)
		signed, _, err = w.SignKey(ctx, f, apptest.Password)
		w.Must(err)
	}
	if files, err = tray.Scan(ctx, true); err != nil || len(files) != 0 {
		t.Errorf("after all signed, listed: %v, %v", names(files), err)
	}
}
