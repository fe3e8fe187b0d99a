package exchange_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/office"
	"nianbao/app/signoff"
)

// placing is a folder into which a workstation writes hand-over files.
type placing struct {
	*apptest.Workstation
	dir string
}

func (p placing) place(name string, raw []byte) exchange.Placed {
	p.T.Helper()
	at, err := p.Place(ctx, p.dir, name+handover.Extension, raw)
	p.Must(err)
	return at
}

// expect says what became of a file: whether it was there, under which name it lies, and
// how many lie in the folder then.
func (p placing) expect(what string, at exchange.Placed, there bool, name string, files int) {
	p.T.Helper()
	all, err := os.ReadDir(p.dir)
	p.Must(err)
	if at.There != there || filepath.Base(at.Path) != name+handover.Extension || len(all) != files || (at.Says() != "") != there {
		p.T.Errorf("%s: %+v, %d files", what, at, len(all))
	}
}

// signed is a hand-over file with a signature on the whole record.
func (p placing) signed(person string, id int64) []byte {
	p.T.Helper()
	s := p.As(person, id)
	a, err := s.Propose(signoff.HandedOver, "")
	p.Must(err)
	key, err := p.Unlock(ctx, person, apptest.Password)
	p.Must(err)
	raw, err := p.HandOverSigned(ctx, s, a, key)
	p.Must(err)
	return raw
}

// A folder never holds the same hand-over file twice, whatever it is called and whenever
// it was made; and nothing that lies there is written over.
func TestTheSameFileIsNotWrittenTwice(t *testing.T) {
	p := placing{apptest.NewWorkstation(t), t.TempDir()}
	officer, _, _ := p.CreateRoster()
	id := p.Example()
	letter := []byte("一封信")
	put(t, p.dir, "移交", letter)
	p.expect("beside a file of somebody else", p.place("移交", handOver(p.Workstation, id)), false, "移交（2）", 2)
	p.expect("once more", p.place("移交", handOver(p.Workstation, id)), true, "移交（2）", 2)
	p.expect("under another name", p.place("草稿 10时", handOver(p.Workstation, id)), true, "移交（2）", 2)
	p.Must(p.Set(officer, id, figure, "12"))
	p.expect("with another figure", p.place("移交", handOver(p.Workstation, id)), false, "移交（3）", 3)
	p.Sign(officer, id, signoff.Submit, "")
	p.expect("with another signature", p.place("移交", handOver(p.Workstation, id)), false, "移交（4）", 4)
	p.expect("that once more", p.place("移交", handOver(p.Workstation, id)), true, "移交（4）", 4)
	if kept, err := os.ReadFile(filepath.Join(p.dir, "移交.nbx")); err != nil || !bytes.Equal(kept, letter) {
		t.Errorf("the letter is %q: %v", kept, err)
	}

	req, err := p.RequestRegistration(ctx, office.Applicant{Name: "赵六", Password: apptest.Password})
	p.Must(err)
	for _, there := range []bool{false, true} {
		raw, err := p.RequestFile(req)
		p.Must(err)
		p.expect("a request", p.place("登记申请", raw), there, "登记申请", 5)
	}
}

// A signature on the whole record is another one each time, over the same; one that does
// not hold is none.
func TestASignedFileIsNotWrittenTwice(t *testing.T) {
	p := placing{apptest.NewWorkstation(t), t.TempDir()}
	officer, _, _ := p.CreateRoster()
	id := p.Example()
	p.expect("not signed", p.place("移交", handOver(p.Workstation, id)), false, "移交", 1)
	p.expect("signed", p.place("移交", p.signed(officer, id)), false, "移交（2）", 2)
	p.expect("signed anew", p.place("移交", p.signed(officer, id)), true, "移交（2）", 2)
	p.Must(os.Remove(filepath.Join(p.dir, "移交.nbx")))
	unsigned, err := p.HandOver(ctx, p.As(officer, id))
	p.Must(err)
	p.expect("not signed, where it lies signed", p.place("移交", unsigned), true, "移交（2）", 1)

	path := filepath.Join(p.dir, "移交（2）.nbx")
	raw, err := os.ReadFile(path)
	p.Must(err)
	f, err := handover.Parse(raw)
	p.Must(err)
	f.Signed.Signature = bytes.Clone(f.Signed.Signature)
	f.Signed.Signature[len(f.Signed.Signature)-1] ^= 1
	forged, err := handover.Write(f)
	p.Must(err)
	p.Must(os.WriteFile(path, forged, 0o600))
	p.expect("where a forged one lies", p.place("移交", p.signed(officer, id)), false, "移交", 2)
}

// Whatever lies in a folder under the name of a hand-over file stops nobody.
func TestStrangeThingsInTheFolderAreLetBe(t *testing.T) {
	p := placing{apptest.NewWorkstation(t), t.TempDir()}
	p.CreateRoster()
	id := p.Example()
	p.Must(os.Mkdir(filepath.Join(p.dir, "移交.nbx"), 0o700))
	p.Must(os.Symlink(filepath.Join(p.dir, "没有"), filepath.Join(p.dir, "链接.nbx")))
	raw := handOver(p.Workstation, id)
	put(t, p.dir, "一半", raw[:len(raw)-1])
	p.expect("beside them", p.place("移交", raw), false, "移交（2）", 4)
	p.expect("and found again", p.place("移交", handOver(p.Workstation, id)), true, "移交（2）", 4)
}

// What a signature brought into the folder carries the year before under that signature;
// to hand the report over once more, without one, writes nothing.
func TestWhatASignatureBroughtIsNotWrittenAgain(t *testing.T) {
	w, id, officer, _ := withLastYear(t)
	p := placing{w, t.TempDir()}
	w.Sign(officer, id, signoff.Submit, "")
	s := w.As(officer, id)
	key, err := w.Unlock(ctx, officer, apptest.Password)
	w.Must(err)
	act, err := exchange.Pass(ctx, s, "同意", key)
	w.Must(err)
	files, err := w.Deliveries(ctx, s, act.Kind, key)
	w.Must(err)
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	path, err := files[0].Write(ctx, p.dir)
	w.Must(err)
	raw, err := w.HandOver(ctx, s)
	w.Must(err)
	if at := p.place("移交", raw); !at.There || at.Path != path {
		t.Errorf("%+v", at)
	}
	w.Must(w.Set(officer, lastID(w, id), received, "42"))
	if raw, err = w.HandOver(ctx, w.As(officer, id)); err != nil {
		t.Fatal(err)
	}
	p.expect("with another figure of the year before", p.place("移交", raw), false, "移交", 2)
}
