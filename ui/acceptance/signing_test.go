package acceptance

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/assets"
)

// desk is one workstation of an office, worked from the command line.
type desk struct {
	t         *testing.T
	data, out string
}

const (
	ownPassword    = "abcd 1234" // can be typed by keys without an input method
	officePassword = "名册的密码甲乙丙"
)

func newDesk(t *testing.T) *desk { return &desk{t: t, data: dataDir(t), out: t.TempDir()} }

func (d *desk) path(name string) string { return filepath.Join(d.out, name) }

// try runs one command with both passwords on descriptors of their own.
func (d *desk) try(args ...string) result {
	d.t.Helper()
	return d.tryWith(ownPassword, args...)
}

func (d *desk) tryWith(password string, args ...string) result {
	d.t.Helper()
	cmd := exec.Command(program, append(args, "--data-dir", d.data, "--password-fd", "3", "--office-password-fd", "4")...)
	for _, text := range []string{password, officePassword} {
		r, w, err := os.Pipe()
		if err == nil {
			_, err = w.WriteString(text + "\n")
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			d.t.Fatal(err)
		}
		defer r.Close()
		cmd.ExtraFiles = append(cmd.ExtraFiles, r)
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		d.t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// do runs a command that must succeed, and returns what it printed.
func (d *desk) do(args ...string) string {
	d.t.Helper()
	got := d.try(args...)
	if got.code != 0 {
		d.t.Fatalf("%v: %+v", args, got)
	}
	return got.stdout
}

// refused runs a command that must fail with these words.
func (d *desk) refused(words string, args ...string) {
	d.t.Helper()
	if got := d.try(args...); got.code != 2 || !strings.Contains(got.stderr, words) {
		d.t.Errorf("%v: %+v, wanted to read %s", args, got, words)
	}
}

// state is where report 1 stands.
func (d *desk) state() string {
	d.t.Helper()
	var log struct {
		State    string
		Problems []string
	}
	if err := json.Unmarshal([]byte(d.do("log", "1", "--json")), &log); err != nil || len(log.Problems) > 0 {
		d.t.Fatalf("log: %v %v", err, log.Problems)
	}
	return log.State
}

func (d *desk) expect(state string) {
	d.t.Helper()
	if got := d.state(); got != state {
		d.t.Errorf("the report is %s, not %s", got, state)
	}
}

// hand carries report 1 to another desk.
func (d *desk) hand(to *desk) {
	d.t.Helper()
	d.do("handover", "1", "--out", d.path("报告.nbx"))
	to.do("open", d.path("报告.nbx"))
}

// newOffice sets up three workstations: the officer's, who also keeps the
// roster, the section head's and the leader's.
func newOffice(t *testing.T) (officer, head, leader *desk) {
	t.Helper()
	officer, head, leader = newDesk(t), newDesk(t), newDesk(t)
	officer.do("found", "示例县自然资源局")
	var people struct{ Code string }
	if err := json.Unmarshal([]byte(officer.do("people", "--json")), &people); err != nil {
		t.Fatal(err)
	}
	for i, p := range []struct {
		d          *desk
		name, post string
		level      string
	}{{officer, "张三", "科员", "1"}, {head, "李四", "办公室主任", "2"}, {leader, "王五", "局长", "3"}} {
		p.d.do("enrol", p.name, "--post", p.post, "--out", p.d.path("申请.nbx"))
		officer.do("admit", p.d.path("申请.nbx"), "--levels", p.level, "--out", officer.path("名册.nbx"))
		if i > 0 {
			p.d.refused("要用 --code", "open", officer.path("名册.nbx"))
			p.d.refused("给出的名册代码与文件中的不一致", "open", officer.path("名册.nbx"), "--code", "0000 0000 0000 0000 0000")
			p.d.do("open", officer.path("名册.nbx"), "--code", people.Code)
		}
	}
	return officer, head, leader
}

func TestTheWholeRoundOnTheCommandLine(t *testing.T) {
	officer, head, leader := newOffice(t)
	officer.do("import", file(t, "报告.json", string(assets.Example)))
	officer.do("set", "1", "disclosed.licensing.decisions", "")
	officer.refused("没有填", "submit", "1")
	officer.do("explain", "1", "all", "本年度没有办理，已核对")
	if got := officer.tryWith("不是这个密码呀", "submit", "1"); got.code != 2 || !strings.Contains(got.stderr, "密码不对") {
		t.Errorf("a wrong password: %+v", got)
	}
	officer.do("submit", "1")
	officer.expect("待初审")
	officer.refused("锁定", "set", "1", "disclosed.licensing.decisions", "5")
	officer.do("withdraw", "1")
	officer.do("submit", "1")
	officer.do("approve", "1", "--opinion", "数据已核对")
	officer.refused("没有“承办部门负责人审核”的签名权限", "approve", "1")

	officer.hand(head)
	head.do("remark", "1", "disclosed.licensing.decisions", "应为 1286 件，请核实")
	head.do("return", "1", "--opinion", "见意见")
	head.refused("报告不在审签中", "withdraw", "1")
	head.hand(officer)
	officer.expect("退回修改")
	officer.do("set", "1", "disclosed.licensing.decisions", "1286")
	officer.do("answer", "1", "all", "已更正")
	officer.do("submit", "1")
	officer.expect("待初审") // the correction voids the first signature
	officer.do("approve", "1")
	officer.hand(head)
	head.do("approve", "1", "--opinion", "同意")
	draft := head.path("送审.pdf")
	head.do("export", "1", "--out", draft)
	head.hand(leader)
	leader.do("approve", "1", "--opinion", "同意公开")
	leader.hand(officer)
	officer.expect("已审批")
	expectPapers(t, officer, draft)
	expectReopened(t, officer, leader)
}

// expectPapers looks at the approved PDF, the 审签单, and what verify says of
// the digest in the foot; draft is a PDF printed in review, "" for none.
func expectPapers(t *testing.T, d *desk, draft string) {
	t.Helper()
	d.do("export", "1", "--out", d.path("报告.pdf"))
	d.do("sheet", "1", "--out", d.path("审签单.pdf"))
	var log struct{ Digest string }
	if err := json.Unmarshal([]byte(d.do("log", "1", "--json")), &log); err != nil {
		t.Fatal(err)
	}
	short := strings.ToUpper(log.Digest[:4]) + " " + strings.ToUpper(log.Digest[4:8])
	text := pdfText(t, d.path("报告.pdf"))
	if !strings.Contains(text, short) || strings.Contains(text, "送审稿") {
		t.Errorf("the approved report lacks its digest %s, or is stamped", short)
	}
	if draft != "" && strings.Contains(pdfText(t, draft), short) {
		t.Error("a report in review has the foot of an approved one")
	}
	sheet := pdfText(t, d.path("审签单.pdf"))
	for _, want := range []string{"承办人员", "承办部门", "负责人审核", "单位行政", "负责人审批", "张三", "李四", "王五", "同意", short} {
		if !strings.Contains(sheet, want) {
			t.Errorf("the 审签单 lacks %s", want)
		}
	}
	if got := d.try("verify", short+log.Digest[8:20]); got.code != 0 || !strings.Contains(got.stdout, "现行内容一致") {
		t.Errorf("verify the digest: %+v", got)
	}
	if got := d.try("verify", d.path("../x.nbx")); got.code != 2 {
		t.Errorf("verify a file that is not there: %+v", got)
	}
}

// expectReopened opens a new round; the old one is still there to verify.
func expectReopened(t *testing.T, d, other *desk) {
	t.Helper()
	var log struct{ Digest string }
	if err := json.Unmarshal([]byte(d.do("log", "1", "--json")), &log); err != nil {
		t.Fatal(err)
	}
	other.do("handover", "1", "--out", other.path("旧.nbx"))
	d.refused("理由", "reopen", "1")
	d.do("reopen", "1", "--opinion", "上级要求补充")
	d.do("set", "1", "disclosed.licensing.decisions", "1287")
	d.expect("草稿")
	if got := d.try("verify", log.Digest); got.code != 1 || !strings.Contains(got.stdout, "较旧的一份") || !strings.Contains(got.stdout, "1286") {
		t.Errorf("verify the old digest: %+v", got)
	}
	d.refused("旧", "open", other.path("旧.nbx"))
	if got := d.try("verify", other.path("旧.nbx")); got.code != 1 || !strings.Contains(got.stdout, "较旧") {
		t.Errorf("verify the old file: %+v", got)
	}
}

func TestWhatAnotherProgramChangesInTheStoreIsFound(t *testing.T) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("no sqlite3 to change the store with")
	}
	officer := newDesk(t)
	officer.do("found", "示例县自然资源局")
	officer.do("enrol", "张三", "--out", officer.path("申请.nbx"))
	officer.do("admit", officer.path("申请.nbx"), "--levels", "1")
	officer.do("import", file(t, "报告.json", string(assets.Example)))
	officer.do("submit", "1")
	sql := func(text string) {
		t.Helper()
		if out, err := exec.Command("sqlite3", filepath.Join(officer.data, "nianbao.db"), text).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
	}
	sql(`UPDATE held_value SET body = '4711' WHERE address = 'disclosed.licensing.decisions'`)
	got := officer.try("log", "1")
	if got.code != 1 || !strings.Contains(got.stderr, "4711") {
		t.Errorf("a figure: %+v", got)
	}
	officer.refused("验证未通过", "handover", "1", "--out", officer.path("x.nbx"))
	if got := officer.do("list"); !strings.Contains(got, "验证未通过") || strings.Contains(got, "待初审") {
		t.Errorf("the list: %s", got)
	}
	sql(`UPDATE roster SET signed = replace(signed, '张三', '赵六')`)
	officer.refused("名册", "log", "1")
}
