package exchange_test

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/office"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// put lays a file into a tray folder.
func put(t *testing.T, dir, name string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name+handover.Extension), raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func names(files []exchange.File) (out []string) {
	for _, f := range files {
		name := filepath.Base(f.Path)
		if f.Mine {
			name += " mine"
		}
		out = append(out, name)
	}
	return out
}

func TestTheExchangeFolderListsWhatWaitsAndWhatIsNewer(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, head, _ := one.CreateRoster()
	two.Must(two.SetRoster(one))
	two.Must(two.Keys.PutKey(ctx, head, one.Memory.Keys[head].Sealed))
	two.Must(two.SwitchUser(ctx, head))
	dir := t.TempDir()
	tray := &exchange.Folder{Desk: two.Desk, Dir: dir}
	expect := func(what string, want ...string) {
		t.Helper()
		files, err := tray.Scan(ctx, false)
		two.Must(err)
		got := names(files)
		if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}

	id := one.Example()
	put(t, dir, "草稿", handOver(one, id))
	expect("a draft of others")
	one.Sign(officer, id, signoff.Submit, "")
	put(t, dir, "待初审", handOver(one, id))
	expect("a level of others")
	one.Sign(officer, id, signoff.Approve, "")
	waiting := handOver(one, id)
	put(t, dir, "待审核", waiting)
	expect("my level", "待审核.nbx mine")
	take(two, waiting)
	expect("taken over")
	two.Clock.At = one.Clock.At
	waits, err := two.Waiting(ctx)
	two.Must(err)
	if len(waits) != 1 {
		t.Errorf("%d drafts wait for the head of section", len(waits))
	}
	put(t, dir, "坏文件", waiting[:len(waiting)/2])
	expect("a broken file", "坏文件.nbx")
}

func TestAReturnedReportWaitsForItsSubmitterAlone(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Return, "请改")
	for person, want := range map[string]int{officer: 1, head: 0, leader: 0, "": 0} {
		w.Must(w.SwitchUser(ctx, person))
		got, err := w.Waiting(ctx)
		w.Must(err)
		if len(got) != want {
			t.Errorf("%d drafts wait for %s", len(got), person)
		}
	}
}

func TestARequestIsKeptUntilItIsAnswered(t *testing.T) {
	own, keeper := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	keeper.Must(keeper.Administration.CreateRoster(ctx, "甲局", apptest.Password, roster.DefaultChain()))
	req, err := own.RequestRegistration(ctx, office.Applicant{Name: "李四", Post: "主任", Password: apptest.Password})
	own.Must(err)
	own.Must(own.KeepRequest(ctx, req))
	pending, err := own.PendingRequest(ctx)
	own.Must(err)
	if pending == nil || pending.Key != req.Key {
		t.Fatalf("pending: %+v", pending)
	}
	raw, err := own.RequestFile(pending)
	own.Must(err)

	dir := t.TempDir()
	put(t, dir, "申请", raw)
	for w, want := range map[*apptest.Workstation]int{keeper: 1, own: 0} {
		files, err := (&exchange.Folder{Desk: w.Desk, Dir: dir}).Scan(ctx, false)
		w.Must(err)
		if len(files) != want {
			t.Errorf("%d requests listed, want %d", len(files), want)
		}
	}
	keeper.Must(keeper.Register(ctx, apptest.Password, pending, []int{2}))
	raw, err = keeper.RosterFile(ctx)
	keeper.Must(err)
	put(t, dir, "名册", raw)
	files, err := (&exchange.Folder{Desk: own.Desk, Dir: dir}).Scan(ctx, false)
	own.Must(err)
	if len(files) != 1 || !files[0].Preview.NewOffice {
		t.Errorf("the roster is not listed: %v", names(files))
	}
	take(own, raw)
	if pending, err = own.PendingRequest(ctx); err != nil || pending != nil {
		t.Errorf("still pending: %v %v", pending, err)
	}
	here, err := own.KeyHere(ctx, req.Person, req.Key)
	if err != nil || !here {
		t.Errorf("the key is not here: %v", err)
	}
	if here, err = own.KeyHere(ctx, app.OfficeOwner, req.Key); err != nil || here {
		t.Errorf("the office's key is here: %v", err)
	}
}

// A file that cannot be taken is told at each look, and read once: until it is
// another one, or everything is asked for.
func TestAFileThatCannotBeTakenIsReadOnce(t *testing.T) {
	w, _, raw := signed(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "x"+handover.Extension)
	w.Must(os.WriteFile(path, raw[:len(raw)-1], 0o600))
	info, err := os.Stat(path)
	w.Must(err)
	folder := &exchange.Folder{Desk: w.Desk, Dir: dir}
	look := func(all bool) error {
		files, err := folder.Scan(ctx, all)
		w.Must(err)
		if len(files) == 0 {
			return nil
		}
		return files[0].Err
	}
	first := look(false)
	if app.CodeOf(first) != app.Untrusted {
		t.Fatalf("%v", first)
	}
	// Other bytes, of the same name, size and time: they are not looked at.
	w.Must(os.WriteFile(path, make([]byte, len(raw)-1), 0o600))
	w.Must(os.Chtimes(path, info.ModTime(), info.ModTime()))
	if again := look(false); again != first {
		t.Errorf("read again: %v", again)
	}
	if all := look(true); all == first {
		t.Error("not read when everything is asked for")
	}
	w.Must(os.WriteFile(path, raw, 0o600))
	if err := look(false); err != nil {
		t.Errorf("written anew: %v", err)
	}
}
