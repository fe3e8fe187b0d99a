package exchange_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/office"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

var ctx = context.Background()

// figure is a cell of 表二 that the example leaves at 0.
const figure = "disclosed.licensing.decisions"

// handOver returns the file of a report as it stands.
func handOver(w *apptest.Workstation, id int64) []byte {
	w.T.Helper()
	raw, err := w.HandOver(ctx, w.As("", id))
	w.Must(err)
	return raw
}

// take opens a file on a workstation and takes over what it brings.
func take(w *apptest.Workstation, raw []byte) int64 {
	w.T.Helper()
	a, err := w.OpenPackage(ctx, raw)
	w.Must(err)
	id, err := w.Accept(ctx, a, exchange.Undecided)
	w.Must(err)
	return id
}

// enrolAt makes a person's key at their own workstation and has it put on the
// roster at the roster administrator's, then brings the roster back.
func enrolAt(own, keeper *apptest.Workstation, name string, levels ...int) string {
	own.T.Helper()
	req, err := own.RequestRegistration(ctx, office.Applicant{Name: name, Password: apptest.Password})
	own.Must(err)
	raw, err := own.RequestFile(req)
	own.Must(err)
	a, err := keeper.OpenPackage(ctx, raw)
	keeper.Must(err)
	keeper.Must(keeper.Register(ctx, apptest.Password, a.File.Request, levels))
	raw, err = keeper.RosterFile(ctx)
	keeper.Must(err)
	take(own, raw)
	return req.Person
}

func TestThreeWorkstationsShareNothingButAFile(t *testing.T) {
	a, b, c := apptest.NewWorkstation(t), apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	a.Must(a.Administration.CreateRoster(ctx, "示例县自然资源局", apptest.Password, roster.DefaultChain()))
	officer := a.Join("张三", "科员", 1)
	head, leader := enrolAt(b, a, "李四", 2), enrolAt(c, a, "王五", 3)
	id := a.Example()
	a.Sign(officer, id, signoff.Submit, "")
	a.Sign(officer, id, signoff.Approve, "")

	at := take(b, handOver(a, id))
	b.Clock.At = a.Clock.At
	b.Must(b.As(head, at).Remark(ctx, figure, "请核实"))
	b.Sign(head, at, signoff.Return, "见意见")
	if got := take(a, handOver(b, at)); got != id {
		t.Fatalf("the file went into draft %d, not %d", got, id)
	}
	a.Clock.At = b.Clock.At
	a.Must(a.Set(officer, id, figure, "12"))
	m := notes.Remarks(a.As(officer, id).Report())
	a.Must(a.As(officer, id).Answer(ctx, m[0].ID, true, "已更正"))
	a.Sign(officer, id, signoff.Submit, "")
	a.Sign(officer, id, signoff.Withdraw, "")
	a.Sign(officer, id, signoff.Submit, "")
	a.Sign(officer, id, signoff.Approve, "")

	take(b, handOver(a, id))
	b.Clock.At = a.Clock.At
	b.Sign(head, at, signoff.Approve, "同意")
	last := take(c, handOver(b, at))
	c.Clock.At = b.Clock.At
	c.Sign(leader, last, signoff.Approve, "同意公开")
	approved := handOver(c, last)
	take(a, approved)
	s := a.As(officer, id)
	if s.State().Name() != "已审批" || s.Watermark() != "" || len(s.Problems()) > 0 || len(s.SignatureResults()) != 9 {
		t.Errorf("%s, stamp %q, problems %v, %d acts", s.State().Name(), s.Watermark(), s.Problems(), len(s.SignatureResults()))
	}
	if _, err := a.OpenPackage(ctx, approved); err != nil {
		t.Errorf("once more: %v", err)
	}
}

func TestAnOlderCopyIsRecognised(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	id := w.Example()
	old := handOver(w, id)
	w.Must(w.Set(officer, id, figure, "12"))
	a, err := w.OpenPackage(ctx, old)
	w.Must(err)
	if _, err := w.Accept(ctx, a, exchange.Undecided); a.Relation != handover.Older || app.CodeOf(err) != app.Older {
		t.Errorf("relation %d, %v", a.Relation, err)
	}
	if got := w.As("", id).Report().Raw(figure); got != "12" {
		t.Errorf("the older copy left %q", got)
	}
}

func TestWhatWentOnSeparatelyIsForAPersonToChoose(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, _, _ := one.CreateRoster()
	id := one.Example()
	two.Must(two.SetRoster(one))
	at := take(two, handOver(one, id))
	one.Must(one.Set(officer, id, figure, "12"))
	two.Must(two.Set("", at, figure, "13"))
	two.Must(two.Set("", at, "overview.platform", "另一处"))
	a, err := one.OpenPackage(ctx, handOver(two, at))
	one.Must(err)
	if a.Relation != handover.Diverged {
		t.Fatalf("relation %d", a.Relation)
	}
	if _, err := one.Accept(ctx, a, exchange.Undecided); app.CodeOf(err) != app.Diverged {
		t.Errorf("taken without asking: %v", err)
	}
	diff := report.Differences(one.As(officer, id).Report(), a.Report)
	if len(diff) != 2 || diff[0].Address != "overview.platform" || diff[1].Ours != "12" || diff[1].Theirs != "13" {
		t.Errorf("differences %+v", diff)
	}
	got, err := one.Accept(ctx, a, exchange.TakeTheirs)
	one.Must(err)
	if v := one.As(officer, got).Report().Raw(figure); v != "13" || got == id || !one.Memory.Removed[id] {
		t.Errorf("draft %d holds %q", got, v)
	}
}

// signed returns a workstation with a small report that all have signed, and
// its file.
func signed(t *testing.T) (*apptest.Workstation, int64, []byte) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Small()
	approve(w, id, officer, head, leader)
	return w, id, handOver(w, id)
}

func TestEveryBitCounts(t *testing.T) {
	w, id, raw := signed(t)
	before := w.As("", id).Report().Digest()
	for i := range raw {
		for bit := range 8 {
			changed := slices.Clone(raw)
			changed[i] ^= 1 << bit
			if _, err := w.OpenPackage(ctx, changed); err == nil {
				t.Fatalf("bit %d of byte %d flipped, and the file is taken", bit, i)
			}
		}
	}
	for n := range raw {
		_, err := w.OpenPackage(ctx, raw[:n])
		if err == nil {
			t.Fatalf("the file cut after %d bytes is taken", n)
		}
	}
	if w.As("", id).Report().Digest() != before {
		t.Error("the draft held here has changed")
	}
}

// Whoever changes a byte and mends the first line as well is found out by the
// signatures. Only when and by whom the file was made stands outside of them.
func TestAMendedFirstLineHelpsNobody(t *testing.T) {
	w, _, raw := signed(t)
	empty := apptest.NewWorkstation(t)
	start := bytes.IndexByte(raw, '\n') + 1
	made := bytes.Index(raw, []byte(`"made_at"`))
	report := bytes.Index(raw, []byte(`"report":{`))
	const step = 11
	for i := start; i < len(raw); i += step {
		if i >= made && i < report {
			continue
		}
		body := slices.Clone(raw[start:])
		body[i-start] ^= 1
		for _, at := range []*apptest.Workstation{w, empty} {
			if _, err := at.OpenPackage(ctx, wrap(string(body))); err == nil {
				t.Fatalf("byte %d changed and the digest mended, and the file is taken: %.60q", i, raw[max(i-30, 0):])
			}
		}
	}
}

// forge changes the content of a file as somebody would who knows the format.
func forge(t *testing.T, raw []byte, change func(f *handover.File)) []byte {
	t.Helper()
	f, err := handover.Read(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	change(f)
	out, err := handover.Write(f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestForgedFilesAreNamed(t *testing.T) {
	w, _, raw := signed(t)
	other, _, otherRaw := signed(t)
	stranger, err := keys.Generate()
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := handover.Read(bytes.NewReader(otherRaw))
	if err != nil {
		t.Fatal(err)
	}
	n := func(f *handover.File) int { return len(f.Report.Entries) - 1 }
	tests := []struct {
		name, want string
		change     func(f *handover.File)
	}{
		{"a text", "记录被改动", func(f *handover.File) {
			for i := range f.Report.Entries[0].Edit.Changes {
				if c := &f.Report.Entries[0].Edit.Changes[i]; c.Address == report.Preamble {
					c.New += "改"
				}
			}
		}},
		{"the unit beside the record", "不符", func(f *handover.File) { f.Report.Unit = "乙局" }},
		{"the uid", "另一份报告", func(f *handover.File) { f.Report.UID = theirs.Report.UID }},
		{"the year", "另一年度", func(f *handover.File) {
			for i := range f.Report.Entries[0].Edit.Changes {
				if c := &f.Report.Entries[0].Edit.Changes[i]; c.Address == report.Year {
					c.New = "2024"
				}
			}
			f.Report.Year = 2024
		}},
		{"the year of a signature", "另一年度", func(f *handover.File) { f.Report.Entries[n(f)].Transition.Year++ }},
		{"the level", "没有这一级", func(f *handover.File) { f.Report.Entries[n(f)].Transition.Level = 1 }},
		{"the decision", "对不上", func(f *handover.File) {
			f.Report.Entries[n(f)].Transition.Kind, f.Report.Entries[n(f)].Transition.Opinion = signoff.Return, "x"
		}},
		{"the opinion", "对不上", func(f *handover.File) { f.Report.Entries[n(f)].Transition.Opinion = "不同意" }},
		{"the time", "时间", func(f *handover.File) { f.Report.Entries[n(f)].Transition.At++ }},
		{"both times, set back", "早于前一步", func(f *handover.File) {
			f.Report.Entries[n(f)].At = f.Report.Entries[n(f)].At.AddDate(0, -1, 0)
			f.Report.Entries[n(f)].Transition.At = f.Report.Entries[n(f)].At.UnixMicro()
		}},
		{"the name", "姓名", func(f *handover.File) { f.Report.Entries[n(f)].Transition.Name = "赵六" }},
		{"another person", "没有登记在", func(f *handover.File) {
			e, before := &f.Report.Entries[n(f)], f.Report.Entries[n(f)-1].Transition
			e.By, e.Transition.Person, e.Transition.Name = before.Person, before.Person, before.Name
		}},
		{"a stranger's key", "没有登记在", func(f *handover.File) {
			if err := f.Report.Entries[n(f)].Transition.Sign(stranger); err != nil {
				t.Fatal(err)
			}
		}},
		{"a signature of another report", "另一份报告", func(f *handover.File) {
			e := theirs.Report.Entries[len(theirs.Report.Entries)-1]
			f.Report.Entries[n(f)].Transition, f.Report.Entries[n(f)].By = e.Transition, e.By
		}},
		{"steps in the wrong order", "记录被改动", func(f *handover.File) {
			e, i := f.Report.Entries, n(f)
			e[i-1], e[i] = e[i], e[i-1]
			e[i-1].Seq, e[i].Seq = e[i].Seq, e[i-1].Seq
		}},
		{"a step left out", "顺序", func(f *handover.File) { f.Report.Entries = slices.Delete(f.Report.Entries, 2, 3) }},
		{"an edit after the approval", "锁定", func(f *handover.File) {
			e := f.Report.Entries[0]
			e.Seq = int64(len(f.Report.Entries)) + 1
			e.At = f.Report.Entries[n(f)].At
			e.Edit.Changes = []report.Change{{Address: figure, New: "99"}}
			f.Report.Entries = append(f.Report.Entries, e)
		}},
		{"another office's roster", "签名人不在名册中", func(f *handover.File) { f.Roster = theirs.Roster }},
		{"a forged roster", "对不上", func(f *handover.File) { f.Roster.Roster.People[0].Registrations[0].Name = "赵六" }},
		{"a newer forged roster", "对不上", func(f *handover.File) { f.Roster.Roster.Version++ }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := w.OpenPackage(ctx, forge(t, raw, tt.change))
			if app.CodeOf(err) != app.Untrusted || !strings.Contains(app.Sentence(err), tt.want) {
				t.Errorf("error %v, wanted to read %s", err, tt.want)
			}
		})
	}
	if len(other.Memory.Drafts) != 1 || len(w.Memory.Drafts) != 1 {
		t.Error("drafts have come or gone")
	}
}

func TestAnOldRoundIsNotReplayed(t *testing.T) {
	w, id, old := signed(t)
	officer := w.Memory.Office.Roster.People[0].ID
	w.Sign(officer, id, signoff.Reopen, "补充数据")
	w.Must(w.Set(officer, id, figure, "99"))
	a, err := w.OpenPackage(ctx, old)
	if err != nil || a.Relation != handover.Older {
		t.Fatalf("the old round: %v", err)
	}
	// The old approvals put behind the new content.
	f, err := handover.Read(bytes.NewReader(old))
	if err != nil {
		t.Fatal(err)
	}
	forged := forge(t, handOver(w, id), func(g *handover.File) {
		for _, e := range f.Report.Entries {
			if e.Transition == nil {
				continue
			}
			e.Seq = int64(len(g.Report.Entries)) + 1
			g.Report.Entries = append(g.Report.Entries, e)
		}
	})
	if _, err := w.OpenPackage(ctx, forged); app.CodeOf(err) != app.Untrusted || !strings.Contains(app.Sentence(err), "早于前一步") {
		t.Errorf("old approvals on new content: %v", err)
	}
}

func TestAKeyIsNotUsedUnderTwoNames(t *testing.T) {
	w := apptest.NewWorkstation(t)
	w.CreateRoster()
	g := w.Memory.Office.Roster.People[0].Registrations[0]
	next := w.Memory.Office.Roster.WithPerson("0123456789abcdef0123456789abcdef", roster.Registration{Name: "赵六", Key: g.Key}, g.From+1)
	if err := next.Check(); err == nil || !strings.Contains(err.Error(), "两个人") {
		t.Errorf("error %v", err)
	}
}

func TestArchivesAreNotOpened(t *testing.T) {
	w := apptest.NewWorkstation(t)
	archive := func(fill func(z *zip.Writer)) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		fill(z)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	add := func(z *zip.Writer, name string, size int) {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write(make([]byte, size))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, raw := range map[string][]byte{
		"absolute path": archive(func(z *zip.Writer) { add(z, "/etc/passwd", 1) }),
		"path upwards":  archive(func(z *zip.Writer) { add(z, "../../x", 1) }),
		"many entries": archive(func(z *zip.Writer) {
			for range 2_000 { // a million would only take the test longer: none is looked at
				add(z, "x", 0)
			}
		}),
		"a bomb": archive(func(z *zip.Writer) { add(z, "x", 4<<20) }),
	} {
		_, err := w.OpenPackage(ctx, raw)
		if app.CodeOf(err) != app.Untrusted || !strings.Contains(app.Sentence(err), "压缩文件") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStrangeFilesAreNamed(t *testing.T) {
	w := apptest.NewWorkstation(t)
	big := bytes.Repeat([]byte("nianbao-handover "), handover.MaxSize/16)
	for name, tt := range map[string]struct {
		raw  []byte
		code app.Code
		want string
	}{
		"nothing":       {nil, app.Untrusted, "不完整"},
		"a text":        {[]byte("你好"), app.Untrusted, "不是年报通的移交文件"},
		"too big":       {big, app.Untrusted, "太大"},
		"newer version": {[]byte("nianbao-handover 99 " + string(keys.Sum(nil)) + " 0\n"), app.Newer, "升级"},
		"deep nesting":  {wrap(strings.Repeat("[", 100_000)), app.Untrusted, "损坏"},
		"other JSON":    {wrap(`{"a":1}`), app.Untrusted, "损坏"},
	} {
		_, err := w.OpenPackage(ctx, tt.raw)
		if app.CodeOf(err) != tt.code || !strings.Contains(app.Sentence(err), tt.want) {
			t.Errorf("%s: %v %s", name, err, app.Sentence(err))
		}
	}
}

// wrap puts a right first line before any body.
func wrap(body string) []byte {
	return []byte("nianbao-handover 1 " + string(keys.Sum([]byte(body))) + " " + jsonNumber(len(body)) + "\n" + body)
}

func jsonNumber(n int) string {
	out, _ := json.Marshal(n)
	return string(out)
}

func TestWhatAnotherProgramChangedIsSaid(t *testing.T) {
	w, id, _ := signed(t)
	d := w.Memory.Drafts[id]
	said := func(what, want string) {
		t.Helper()
		s := w.As("", id)
		if all := strings.Join(s.Problems(), ""); !strings.Contains(all, want) || s.Watermark() != "验证未通过" {
			t.Errorf("%s: problems %q, stamp %q", what, all, s.Watermark())
		}
		if _, err := w.HandOver(ctx, s); app.CodeOf(err) != app.Untrusted {
			t.Errorf("%s: handed over all the same: %v", what, err)
		}
	}
	d.Values[figure] = "4711"
	said("a figure", "两者不一致")
	delete(d.Values, figure)

	last := &d.Entries[len(d.Entries)-1]
	act := *last.Transition
	changed := act
	changed.Kind, changed.Opinion = signoff.Return, "不同意"
	last.Transition = &changed
	said("a decision", "对不上")
	last.Transition = &act

	d.Entries[0].By = "somebody"
	said("the record", "记录与保存时的摘要不符")
	d.Entries[0].By = ""

	digest := d.Summary.Digest
	d.Summary.Digest = ""
	said("the digest taken away", "记录与保存时的摘要不符")
	d.Summary.Digest = digest

	g := &w.Memory.Office.Roster.People[2].Registrations[0]
	g.Name = "赵六"
	if _, err := w.Open(ctx, id); app.CodeOf(err) != app.Untrusted {
		t.Errorf("a name in the roster: %v", err)
	}
}

// approve lets all levels sign a report.
func approve(w *apptest.Workstation, id int64, officer, head, leader string) {
	w.T.Helper()
	w.Sign(officer, id, signoff.Submit, "")
	for _, person := range []string{officer, head, leader} {
		w.Sign(person, id, signoff.Approve, "")
	}
}
