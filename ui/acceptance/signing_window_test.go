package acceptance

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/assets"
	"nianbao/ui/commands"
)

// seat is a desk with its window open.
type seat struct {
	*screen
	d *desk
}

// sit opens the window on report 1, or on a file that came.
func (d *desk) sit(args ...string) *seat {
	d.t.Helper()
	if len(args) == 0 {
		args = []string{"--report", "1"}
	}
	return &seat{openScreen(d.t, d.data, args...), d}
}

// passes takes a report in from one file, passes it at the level that it waits for,
// and hands it over in another.
func (d *desk) passes(from, waits, stands, to string) {
	d.t.Helper()
	s := d.sit(from)
	s.accept(waits)
	s.sign(commands.Approve, "", stands)
	s.handOver(to)
}

// wait waits until the report stands where it should, as another process
// reads it from the store.
func (s *seat) wait(state string) {
	s.t.Helper()
	s.until("the report "+state, func() bool {
		got := s.d.try("log", "1", "--json")
		var log struct{ State string }
		return got.code == 0 && json.Unmarshal([]byte(got.stdout), &log) == nil && log.State == state
	})
}

func (s *seat) until(what string, done func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			if out, err := exec.Command("import", "-window", "root", filepath.Join(os.TempDir(), "in-vain.png")).CombinedOutput(); err != nil {
				s.t.Logf("no picture: %v %s", err, out)
			}
			s.t.Fatalf("waited in vain for %s; the report is %s", what, s.d.do("log", "1"))
		}
	}
}

// settle waits until two pictures of the window are the same, or a while at
// most, since a caret may blink.
func (s *seat) settle() {
	const most = 6
	before := s.picture()
	for range most {
		time.Sleep(400 * time.Millisecond)
		now := s.picture()
		if bytes.Equal(now, before) {
			return
		}
		before = now
	}
}

func (s *seat) picture() []byte {
	out, err := exec.Command("import", "-window", "root", "rgb:-").Output()
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// press presses a key that shows something, and waits until it is there.
func (s *seat) press(key string) {
	s.t.Helper()
	s.settle()
	before := s.picture()
	s.keys(key)
	s.until("what "+key+" shows", func() bool { return !bytes.Equal(s.picture(), before) })
	s.settle()
}

// sign chooses an act in the menu, gives the opinion where one is wanted, and
// types the password.
func (s *seat) sign(act commands.ID, opinion, state string) {
	s.t.Helper()
	s.settle()
	s.keys(menuKeys(act)...)
	s.press("Return")
	if opinion != "" {
		s.types(opinion)
		s.keys("Return")
	}
	s.types(ownPassword)
	s.keys("Return")
	s.wait(state)
	if act != commands.Withdraw && act != commands.Reopen { // which lead to the report at once
		s.press("Escape") // from the page that says what comes next, to the report
	}
}

// menuKeys are the keys from the page to the entry of a command in its menu:
// the menus are the last entries of the menu of the page.
func menuKeys(id commands.ID) []string {
	c := commands.Of(id)
	out := []string{"F10"}
	for range commands.Menus[slices.Index(commands.Menus, c.Menu):] {
		out = append(out, "Up")
	}
	out = append(out, "Right")
	for range entriesBefore[id] {
		out = append(out, "Down")
	}
	return out
}

// entriesBefore is how many entries that can be used stand above an act in its menu,
// where it can be carried out: the arrows pass over the others. While a report is
// written they are the check and the explanation; in review there is neither.
var entriesBefore = map[commands.ID]int{
	commands.Submit: 2, commands.Approve: 0, commands.Return: 1, commands.Withdraw: 2, commands.Reopen: 0,
}

// handOver writes the report to a file by keys.
func (s *seat) handOver(path string) {
	s.t.Helper()
	_ = os.Remove(path)
	s.press("ctrl+m")
	s.keys("ctrl+a")
	s.types(path)
	s.keys("Return")
	s.until("the file "+path, func() bool { _, err := os.Stat(path); return err == nil })
	s.settle() // the file is there a moment before the window says so
	s.keys("Escape")
	s.settle()
	s.close()
}

// accept takes over the file that the window was opened with.
func (s *seat) accept(state string) {
	s.t.Helper()
	s.settle()
	s.keys("Return")
	s.wait(state)
	s.settle()
}

// remarks is how many remarks the report holds.
func (s *seat) remarks() int {
	var log struct{ Remarks []struct{ Text string } }
	if json.Unmarshal([]byte(s.d.try("log", "1", "--json").stdout), &log) != nil {
		return -1
	}
	return len(log.Remarks)
}

// The whole round by keys and mouse on three workstations: a submission
// withdrawn, a return with a remark, a correction, a second passage, the
// approval, the papers, and a correction in which other people sign.
func TestTheWholeRoundInWindows(t *testing.T) {
	if os.Getenv("DISPLAY") == "" {
		t.Skip("no display: real windows are not tested")
	}
	officer, head, leader := newOffice(t)
	officer.do("import", file(t, "报告.json", string(assets.Example)))
	one, two, three := officer.path("a.nbx"), officer.path("b.nbx"), officer.path("c.nbx")

	w := officer.sit()
	w.sign(commands.Submit, "", "待初审")
	w.sign(commands.Withdraw, "", "草稿")
	w.sign(commands.Submit, "", "待初审")
	w.sign(commands.Approve, "", "待审核")
	w.handOver(one)

	w = head.sit(one)
	w.accept("待审核")
	w.remark(1)
	w.sign(commands.Return, "please check the fees", "退回修改")
	w.handOver(two)

	w = officer.sit(two)
	w.accept("退回修改")
	w.correct("319.5")
	w.sign(commands.Submit, "", "待初审") // the first signature is void
	w.sign(commands.Approve, "", "待审核")
	w.handOver(one)

	head.passes(one, "待审核", "待审批", two)
	leader.passes(two, "待审批", "已审批", three)

	w = officer.sit(three)
	w.accept("已审批")
	w.export(officer.path("x.pdf"))
	expectPapers(t, officer, "")
	w.sign(commands.Reopen, "one more figure", "草稿")

	// The correction of what was approved, signed by the leader at another workstation,
	// since the old one is lost; and by a deputy of the head, who is away.
	w.correct("320.5")
	w.sign(commands.Submit, "", "待初审")
	w.sign(commands.Approve, "", "待审核")
	w.handOver(one)
	deputy, again := officer.deputyOf("李四", "赵六", "2"), officer.replaced("王五", "局长", "3")
	deputy.passes(one, "待审核", "待审批", two)
	again.passes(two, "待审批", "已审批", three)

	// The officer, who kept the roster, is dead: the head has the office's key.
	head.takesOver(officer, "张三")
	head.do("open", three)
	if got := head.try("verify", three); got.code != 0 { // 张三's signatures have others behind them
		t.Errorf("%+v", got)
	}
	if said := head.do("correction", "1"); !strings.Contains(said, "更正已于") || !strings.Contains(said, "320.5") {
		t.Error(said)
	}
	// Here nobody has seen what the lost key signed before it was replaced.
	said := head.do("log", "1")
	if !strings.Contains(said, "赵六（代李四）") || strings.Contains(said, "无效") {
		t.Error(said)
	}
	if strings.Count(said, "请注意") != 1 || !strings.Contains(said, "请注意：王五的这把密钥已于") {
		t.Error(said)
	}
}

// join gives somebody a workstation of their own and lets the desk, which keeps the
// roster, register them.
func (d *desk) join(name string, enrol, admit []string) *desk {
	d.t.Helper()
	fresh := newDesk(d.t)
	var known struct{ Code string }
	if err := json.Unmarshal([]byte(d.do("people", "--json")), &known); err != nil {
		d.t.Fatal(err)
	}
	d.do("roster", "--out", d.path("名册.nbx"))
	fresh.do("open", d.path("名册.nbx"), "--code", known.Code)
	fresh.do(append([]string{"enrol", name, "--out", fresh.path("申请.nbx")}, enrol...)...)
	d.do(append([]string{"admit", fresh.path("申请.nbx"), "--out", d.path("名册.nbx")}, admit...)...)
	fresh.do("open", d.path("名册.nbx"))
	return fresh
}

// deputyOf registers somebody who signs a level in the stead of a person.
func (d *desk) deputyOf(of, name, level string) *desk {
	d.t.Helper()
	fresh := d.join(name, nil, nil)
	d.do("deputy", name, "--for", of, "--levels", level)
	d.do("roster", "--out", d.path("名册.nbx"))
	fresh.do("open", d.path("名册.nbx"))
	return fresh
}

// replaced registers a person of the roster anew at another workstation.
func (d *desk) replaced(name, post, level string) *desk {
	d.t.Helper()
	var known struct{ People []struct{ ID, Name string } }
	if err := json.Unmarshal([]byte(d.do("people", "--json")), &known); err != nil {
		d.t.Fatal(err)
	}
	for _, p := range known.People {
		if p.Name == name {
			return d.join(name, []string{"--post", post, "--person", p.ID}, []string{"--levels", level})
		}
	}
	d.t.Fatal("nobody is called " + name)
	return nil
}

// takesOver has the office's key from who kept it, and notes that they have left.
func (d *desk) takesOver(from *desk, name string) {
	d.t.Helper()
	from.do("keep", "--out", from.path("名册密钥.nbx"))
	d.do("regain", from.path("名册密钥.nbx"))
	d.do("dismiss", name)
}

// remark pins a remark to the first paragraph of the pages.
func (s *seat) remark(n int) {
	s.t.Helper()
	out, err := s.geometry()
	if err != nil {
		s.t.Fatal(err)
	}
	s.press("ctrl+1")                                              // past the first sheet
	s.do("mousemove", out.at(0.36), out.below(0.32), "click", "1") // within the lines under the heading
	s.press("Return")
	s.types("which year")
	s.keys("ctrl+Return")
	s.until("the remark", func() bool { return s.remarks() == n })
}

// correct puts another amount of fees into the last cell of 表二.
func (s *seat) correct(amount string) {
	s.t.Helper()
	saved := len(s.savedLines())
	s.press("ctrl+2")
	s.keys("ctrl+End")
	s.types(amount)
	s.keys("Return")
	s.waitSaved(saved + 1)
	if !strings.Contains(s.d.do("show", "1", "--json"), amount) {
		s.t.Error("the correction is not in the report")
	}
}

// export writes the PDF by keys.
func (s *seat) export(path string) {
	s.t.Helper()
	s.press("ctrl+shift+p")
	s.keys("ctrl+a")
	s.types(path)
	s.keys("Return")
	s.until("the PDF", func() bool { _, err := os.Stat(path); return err == nil })
	s.settle()
	s.keys("Escape")
	if text := pdfText(s.t, path); strings.Contains(text, "送审稿") || !strings.Contains(text, "319.5") {
		s.t.Error("the approved PDF is stamped, or lacks the correction")
	}
}
