package exchange_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/proof"
	"nianbao/app/signoff"
)

// broken are the ways in which a disk or another program spoils a report that is held.
var broken = map[string]func(d *app.Draft){
	"a figure":             func(d *app.Draft) { d.Values[figure] = "4711" },
	"the stage":            func(d *app.Draft) { d.Summary.Stage, d.Summary.StateName = signoff.Drafting, "草稿" },
	"an entry in between":  func(d *app.Draft) { d.Entries = without(d.Entries, len(d.Entries)-2) },
	"the last entry":       func(d *app.Draft) { d.Entries = without(d.Entries, len(d.Entries)-1) },
	"the first entry":      func(d *app.Draft) { d.Entries = without(d.Entries, 0) },
	"a bit of a signature": func(d *app.Draft) { d.Entries = flipped(d.Entries) },
}

func without(entries []journal.Entry, at int) []journal.Entry {
	return slices.Delete(slices.Clone(entries), at, at+1)
}

func flipped(entries []journal.Entry) []journal.Entry {
	out := slices.Clone(entries)
	act := *out[len(out)-1].Transition
	act.Signature = slices.Clone(act.Signature)
	act.Signature[5] ^= 1
	out[len(out)-1].Transition = &act
	return out
}

// Whatever is missing in a record that is held, everything that is asked of it answers,
// and says that it does not verify, and what to do.
func TestARecordThatDoesNotVerifySaysSoEverywhere(t *testing.T) {
	for name, spoil := range broken {
		w, id, raw := signed(t)
		s := w.As("", id)
		digest := string(s.Report().Digest())
		file := filepath.Join(t.TempDir(), "报告.nbx")
		w.Must(os.WriteFile(file, raw, 0o600))
		spoil(w.Memory.Drafts[id])
		s = w.As("", id)
		if s.Standing() != proof.Unsound || s.StateName() != "验证未通过" || s.Watermark() != "验证未通过" {
			t.Errorf("%s: it is %s, with %q on its pages", name, s.StateName(), s.Watermark())
		}
		for what, text := range map[string]string{"proof": s.ProofSentence(), "pages": s.StampText()} {
			if !strings.Contains(text, "验证未通过") || strings.Contains(text, "有效") || strings.Contains(text, "还没有审批") {
				t.Errorf("%s: the %s say %q", name, what, text)
			}
		}
		for _, v := range s.SignatureResults() {
			s.PrintJobAt(v)
			s.ReportAt(v.Seq)
			s.ProofAt(v)
		}
		if f := s.SignOffForm(); f.State != "验证未通过" {
			t.Errorf("%s: the form says %s", name, f.State)
		}
		v, err := w.VerifyPaper(ctx, proof.Paper{Digest: digest, Received: "1"})
		if err != nil || v.Outcome != proof.Damaged && v.Outcome != proof.Unknown || v.Outcome == proof.Damaged && !strings.Contains(v.Sentence, "备份") {
			t.Errorf("%s: a paper: %+v, %v", name, v, err)
		}
		if v, err := w.VerifyFile(ctx, file); err != nil || v.Outcome != proof.Holds || !strings.Contains(v.Sentence, "本机的这份报告验证未通过") || strings.Contains(v.Sentence, "改动过。内容没有") {
			t.Errorf("%s: the file: %+v, %v", name, v, err)
		}
		if _, err := w.HandOver(ctx, s); !strings.Contains(app.Sentence(err), "移交文件") {
			t.Errorf("%s: the hand-over is refused with %s", name, app.Sentence(err))
		}
		if proven := w.Proven(ctx, []app.Summary{{ID: id, Stage: signoff.Approved}}); proven[id] != proof.Unsound {
			t.Errorf("%s: the list says %q", name, proven[id])
		}
	}
}

// A sound file is never the same as a report here that does not verify, nor older: taken
// in, it brings the report back.
func TestASoundFileBringsBackWhatDoesNotVerify(t *testing.T) {
	for name, spoil := range broken {
		w, id, raw := signed(t)
		want := w.As("", id).Report().Digest()
		spoil(w.Memory.Drafts[id])
		a, err := w.OpenPackage(ctx, raw)
		w.Must(err)
		if a.Relation != handover.Diverged || len(a.Broken) == 0 || a.Superseded() {
			t.Errorf("%s: relation %d, %v", name, a.Relation, a.Broken)
		}
		if _, err := w.Accept(ctx, a, exchange.Undecided); app.CodeOf(err) != app.Diverged || !strings.Contains(app.Sentence(err), "建议采用文件中的") {
			t.Errorf("%s: %v", name, err)
		}
		at, err := w.Accept(ctx, a, exchange.TakeTheirs)
		w.Must(err)
		if s := w.As("", at); s.Standing() != proof.Sound || s.State().Stage != signoff.Approved || s.Report().Digest() != want {
			t.Errorf("%s: %s %v", name, s.StateName(), s.Problems())
		}
		if a, err := w.OpenPackage(ctx, raw); err != nil || a.Relation != handover.Same || len(a.Broken) > 0 {
			t.Errorf("%s, brought back: relation %d, %v, %v", name, a.Relation, a.Broken, err)
		}
	}
}

// A roster that has the name of one that is known here and another key is told as that
// wherever its code is to be compared; that code itself nobody reads off the warning.
func TestARosterOfTheSameNameIsTold(t *testing.T) {
	w := apptest.NewWorkstation(t)
	w.CreateRoster()
	_, _, raw := signed(t)
	a, err := w.OpenPackage(ctx, raw)
	w.Must(err)
	own, theirs := w.Memory.Office.Roster.OfficeKey.Code(), a.Roster.Roster.OfficeKey.Code()
	for what, text := range map[string]string{"the comparing": a.CompareText(), "the proof": a.ProofSentence(), "the warning": a.NamesakeText()} {
		if !strings.Contains(text, "同名") || !strings.Contains(text, "冒名") || !strings.Contains(text, own) || strings.Contains(text, theirs) {
			t.Errorf("%s says %q", what, text)
		}
	}
	w.Memory.Office = nil // nobody here works in any office
	if a, err := w.OpenPackage(ctx, raw); err != nil || a.NamesakeText() != "" || strings.Contains(a.CompareText(), "同名") {
		t.Errorf("%v, %q", err, a.CompareText())
	}
}

// A paper of what was returned since is none that was approved, though somebody passed it.
func TestAPaperOfWhatWasReturned(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Small()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "同意")
	digest := string(w.As("", id).Report().Digest())
	v, err := w.VerifyPaper(ctx, proof.Paper{Digest: digest})
	if err != nil || v.Outcome != proof.Holds || v.Approved || !strings.Contains(v.Sentence, "不是审批件") {
		t.Errorf("in review: %+v, %v", v, err)
	}
	w.Sign(head, id, signoff.Return, "数字不对")
	v, err = w.VerifyPaper(ctx, proof.Paper{Digest: digest})
	if err != nil || v.Outcome != proof.NotApproved || !strings.Contains(v.Sentence, "退回了这份内容，理由：数字不对") || !strings.Contains(v.Sentence, "不是审批件") {
		t.Errorf("returned: %+v, %v", v, err)
	}
}

// Two courses of one content are told by their last acts, and nobody is said to have
// changed anything.
func TestCoursesOfOneContentAreToldByTheirLastActs(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, _, _ := one.CreateRoster()
	id := one.Small()
	one.Sign(officer, id, signoff.Submit, "")
	raw, err := one.HandOver(ctx, one.As(officer, id))
	one.Must(err)
	a, err := two.OpenPackage(ctx, raw)
	two.Must(err)
	_, err = two.Accept(ctx, a, exchange.Undecided)
	two.Must(err)
	one.Sign(officer, id, signoff.Approve, "同意")
	raw, err = one.HandOver(ctx, one.As(officer, id))
	one.Must(err)
	a, err = two.OpenPackage(ctx, raw)
	two.Must(err)
	theirs := *a.Replay.State.Last
	theirs.Signature = []byte("another")
	if got := a.PartedText(0, &theirs); !strings.Contains(got, "审签经过不同") || strings.Contains(got, "改动") {
		t.Errorf("%q", got)
	}
	if got := a.PartedText(2, &theirs); !strings.Contains(got, "各自改动过") {
		t.Errorf("%q", got)
	}
}

// What a signature is worth is said no better than the roster that it is held against, and
// a last signature that covers other content is not said to cover this one.
func TestNoMoreIsSaidThanIsProven(t *testing.T) {
	w, id, _ := signed(t)
	s := w.As("", id)
	p := s.Proof()
	if got := p.Sentence(); !strings.Contains(got, "签的就是这份内容") {
		t.Errorf("%q", got)
	}
	if says := p.Signatures[0].Says(false); strings.Contains(says, "有效") || !strings.Contains(says, "还没有核对") {
		t.Errorf("by a roster that nobody compared: %q", says)
	}
	p.Signatures[0].Late = "停用"
	if says := p.Signatures[0].Says(true); !strings.Contains(says, string(proof.Undated)) || strings.Contains(says, "有效") {
		t.Errorf("late: %q", says)
	}
	other := proof.Of("other", s.Entries(), s.SignatureResults(), nil)
	if got := other.Sentence(); strings.Contains(got, "就是这份内容") {
		t.Errorf("of other content: %q", got)
	}
}

// A roster of a newer version was not judged, and is not said to have failed.
func TestARosterOfANewerVersionIsNotJudged(t *testing.T) {
	w, _, raw := signed(t)
	newer := forge(t, raw, func(f *handover.File) { f.Roster.Roster.Format = 99 })
	if _, err := w.OpenPackage(ctx, newer); app.CodeOf(err) != app.Newer || strings.Contains(app.Sentence(err), "验证未通过") {
		t.Errorf("%v", err)
	}
	file := filepath.Join(t.TempDir(), "新.nbx")
	w.Must(os.WriteFile(file, newer, 0o600))
	if v, err := w.VerifyFile(ctx, file); err != nil || v.Outcome == proof.Damaged || !strings.Contains(v.Sentence, "还不能验证") {
		t.Errorf("%+v, %v", v, err)
	}
}
