package signoff

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"nianbao/app/roster"
)

// May is whether somebody may do something and, when not, why, in words for
// the person.
type May struct {
	OK     bool
	Reason string
}

func yes() May                          { return May{OK: true} }
func no(format string, args ...any) May { return May{Reason: fmt.Sprintf(format, args...)} }

func because(err error) May {
	if err == nil {
		return yes()
	}
	return no("%s。", err.Error())
}

// Actor is who wants to do something: a person of the roster, or nobody yet.
type Actor struct {
	Roster *roster.Roster
	Person *roster.Person // nil when nobody is chosen at this workstation
	HasKey bool           // whether the person's key is on this workstation

	Retired int64  // when a key of the person's that is on this workstation, in the place of the one in force, was given up; 0 for none
	Pending string // name of who asked here to be registered and is not yet, "" for nobody

	Foreign string // name of the office by whose roster the report is signed, where nobody here works; "" for the own
}

// foreign says why nobody here signs or edits another office's report.
func (a Actor) foreign() May {
	return no("这份报告按“%s”的名册审签。这台电脑上的人不在那份名册中，只能查看、检查、验证和移交。", a.Foreign)
}

// sign says whether the actor can sign anything here.
func (a Actor) sign() May {
	switch {
	case a.Foreign != "":
		return a.foreign()
	case a.Roster == nil:
		return no("还没有建立审签名册。请先在“审签设置”中建立或者加入本单位的名册。")
	case a.Person == nil && a.Pending != "":
		return no("%s的登记申请还没有办结。请把申请交给名册管理人，再打开管理人交回的名册文件。", a.Pending)
	case a.Person == nil:
		return no("还没有选定您是谁。请在“审签设置”中选定。")
	case a.Person.Deactivated():
		return no("名册中登记%s已离开，不能再签名。应当由别人签的，请交给可以签的人；登记有误的，请与名册管理人联系。", a.Person.Name())
	case !a.HasKey && a.Retired != 0:
		return no("这台电脑上是%s以前的密钥，已于%s停用。请在重新登记的那台电脑上签名；不是您本人重新登记的，请立即告诉名册管理人。",
			a.Person.Name(), time.UnixMicro(a.Retired).Local().Format("2006年1月2日"))
	case !a.HasKey && a.Pending != "":
		return no("%s的登记申请还没有办结，新的密钥还不能签名。请把申请交给名册管理人，再打开管理人交回的名册文件。", a.Pending)
	case !a.HasKey:
		return no("%s的密钥不在这台电脑上，请在本人的电脑上操作。", a.Person.Name())
	}
	return yes()
}

// MayHandOver says whether the actor may sign what is handed over.
func (a Actor) MayHandOver() May { return a.sign() }

// MayEdit says whether the content may be changed.
func (s *State) MayEdit(a Actor) May {
	switch {
	case s.Stage == Reviewing:
		return no("报告已送审，现在%s，内容已锁定。需要修改的，%s。", s.Name(), s.wayBack(a.Roster))
	case a.Foreign != "":
		return a.foreign()
	case s.Stage == Approved:
		return no("报告已审批，内容已锁定。确需修改时，请写明理由“撤销审批”，并重新审签。")
	case a.Person != nil && a.Person.Deactivated():
		return no("名册中登记%s已离开，不能修改报告。请在“审签设置”中选定现在使用这台电脑的人。", a.Person.Name())
	case s.Returned != nil && a.Person != nil && s.reviewed(a.Person.ID):
		return no("报告已退回，由编制人修改；您审过这份报告，这台电脑上的只能查看。改好以后再送来，请接收新的移交文件。")
	}
	return yes()
}

// wayBack says who can give a report in review back to be edited.
func (s *State) wayBack(r *roster.Roster) string {
	who := "审核人"
	if names := s.EligibleNames(r); names != "" {
		who = "现在等待的" + names
	}
	if s.untouched {
		return "请送审人撤回，或者请" + who + "退回"
	}
	return "请" + who + "退回"
}

// reviewed says whether somebody has signed or returned the report as a reviewer, and
// has never submitted it.
func (s *State) reviewed(person string) bool {
	signed := slices.ContainsFunc(s.Signed, func(g Signed) bool { return g.Person == person })
	return !s.Drafters[person] && (signed || s.Returned.Person == person)
}

// Readiness is what stands against sending a report on.
type Readiness struct {
	Unfilled int // places that are not filled in, nor explained
	Wrong    int // to be put right
	Asked    int // to be put right or explained, and neither is done
	Damaged  bool
}

// ToDo says in words what stands against sending a report on, "" for nothing.
func (r Readiness) ToDo() string {
	var out []string
	for _, left := range []struct {
		format string
		n      int
	}{{"%d 处没有填", r.Unfilled}, {"%d 处要改正", r.Wrong}, {"%d 处要说明", r.Asked}} {
		if left.n > 0 {
			out = append(out, fmt.Sprintf(left.format, left.n))
		}
	}
	return strings.Join(out, "、")
}

// MaySubmit says whether the report may be sent on.
func (s *State) MaySubmit(a Actor, r Readiness) May {
	if m := s.MayEdit(a); !m.OK {
		return m
	}
	if m := a.sign(); !m.OK {
		return m
	}
	switch {
	case r.Damaged:
		return no("这份报告的记录验证未通过，不能送审。原因和办法见“审签记录”。")
	case r.ToDo() != "":
		return no("还有 %s。请处理后再送审。", r.ToDo())
	}
	return yes()
}

// MayDecide says whether the actor may pass or return the report now.
func (s *State) MayDecide(a Actor) May {
	if s.Stage == Approved {
		return no("报告已审批，不能再通过或者退回。确需修改的，用“撤销审批”。")
	}
	if s.Stage != Reviewing {
		return no("报告现在%s，不在审签中；送审以后才能通过或者退回。", s.Name())
	}
	if m := a.sign(); !m.OK {
		return m
	}
	if !a.Roster.MaySign(a.Person, s.Chain, s.Step+1, math.MaxInt64) {
		return no("现在%s。%s没有“%s”的签名权限，请交给可以签这一级的人。", s.Name(), a.Person.Name(), s.LevelName(s.Step+1))
	}
	return yes()
}

// MayApprove says whether the actor may pass the report.
func (s *State) MayApprove(a Actor, r Readiness) May {
	if m := s.MayDecide(a); !m.OK {
		return m
	}
	if m := because(s.separateDuties(a.Person.ID)); !m.OK {
		return m
	}
	switch {
	case r.Damaged:
		return no("这份报告的记录验证未通过，不能通过。原因和办法见“审签记录”。")
	case r.ToDo() != "": // sent on by other means than this program
		return no("报告中还有 %s，不能通过，请退回修改。", r.ToDo())
	case a.Roster.Superseded(s.Chain, s.submitted):
		return no("送审时本单位的审签级数已经变更，请退回，按现行级数重新送审。")
	}
	return yes()
}

// MayWithdraw says whether the actor may take the submission back.
func (s *State) MayWithdraw(a Actor) May {
	if m := a.sign(); !m.OK {
		return m
	}
	return because(s.withdrawalFits(a.Person.ID))
}

// MayReopen says whether the actor may open an approved report again.
func (s *State) MayReopen(a Actor) May {
	if s.Stage != Approved {
		return because(errNotApproved)
	}
	if m := a.sign(); !m.OK {
		return m
	}
	return because(s.tookPart(a.Person.ID))
}

// EligibleNames names who of the roster may act on the report now.
func (s *State) EligibleNames(r *roster.Roster) string {
	if r == nil || s.Stage != Reviewing {
		return ""
	}
	var names []string
	for i := range r.People {
		p := &r.People[i]
		if p.Current() != "" && r.MaySign(p, s.Chain, s.Step+1, math.MaxInt64) && s.separateDuties(p.ID) == nil {
			name := p.Name()
			if of := r.Person(r.StandsFor(p, s.Chain, s.Step+1, math.MaxInt64)); of != nil {
				name += "（代" + of.Name() + "）"
			}
			names = append(names, name)
		}
	}
	return strings.Join(names, "、")
}

// LossOfEligibility returns the name of the level that the actor may sign and
// could not sign any more once they have submitted the draft: nobody signs a
// later level on their own work. "" where there is none to lose.
func (s *State) LossOfEligibility(a Actor) string {
	if s.Stage != Drafting || a.Person == nil || a.Roster == nil || s.Drafters[a.Person.ID] {
		return ""
	}
	for i, level := range a.Roster.Chain() {
		if i > 0 && a.Person.Signs(i+1) {
			return level.Name
		}
	}
	return ""
}

// InStead returns id and name of the person in whose stead the actor signs a level of
// a chain, "" for the actor's own.
func (a Actor) InStead(c roster.Chain, level int) (id, name string) {
	if of := a.Roster.Person(a.Roster.StandsFor(a.Person, c, level, math.MaxInt64)); of != nil {
		return of.ID, of.Name()
	}
	return "", ""
}

// OtherUnit says in a sentence that a report is of another unit than the office whose
// roster it is signed by, "" where it is not.
func OtherUnit(r *roster.Roster, unit string) string {
	if r == nil || roster.SameLook(r.Office, unit) {
		return ""
	}
	return fmt.Sprintf("报告的单位是“%s”，签名按“%s”的名册（名册代码 %s）。审签单上写明这份名册。请确认应当由这份名册中的人审签。", unit, r.Office, r.OfficeKey.Code())
}

// Concerns says in sentences what should be known before the actor sends the report
// on: that nobody could sign a level, and that two signers may be one person.
func (s *State) Concerns(a Actor) []string {
	var out []string
	if text := s.Unsignable(a); text != "" {
		out = append(out, text)
	}
	if a.Roster == nil {
		return out
	}
	for _, pair := range a.Roster.Alike(func(p *roster.Person) bool { return len(p.Levels()) > 0 }) {
		out = append(out, pair.Says()+"两人都可以签名；如果是同一个人，请先与名册管理人联系，改为重新登记，不要由同一个人签两级。")
	}
	return out
}

// Unsignable names, in a sentence, the first level that nobody could sign after a
// submission by the actor, and why; "" where every level has somebody. The roster
// may have more people elsewhere, so that this forbids nothing.
func (s *State) Unsignable(a Actor) string {
	if a.Roster == nil || a.Person == nil {
		return ""
	}
	chain := a.Roster.Chain()
	could := make([][]string, len(chain)) // ids, for each level
	for i, level := range chain {
		excluded := ""
		for j := range a.Roster.People {
			p := &a.Roster.People[j]
			switch {
			case p.Deactivated() || !a.Roster.MaySign(p, chain, i+1, math.MaxInt64):
			case i > 0 && (s.Drafters[p.ID] || p.ID == a.Person.ID):
				excluded = fmt.Sprintf("：%s送审过这份报告", p.Name())
			default:
				could[i] = append(could[i], p.ID)
			}
		}
		if len(could[i]) == 0 {
			return fmt.Sprintf("第%d级“%s”现在没有人可以签%s。请与名册管理人联系。", i+1, level.Name, excluded)
		}
	}
	if !distinct(could, map[string]bool{}) {
		return "每一级都要由不同的人签，名册中的人不够。请与名册管理人联系。"
	}
	return ""
}

// distinct says whether each level can have somebody of its own.
func distinct(could [][]string, taken map[string]bool) bool {
	if len(could) == 0 {
		return true
	}
	for _, id := range could[0] {
		if taken[id] {
			continue
		}
		taken[id] = true
		if distinct(could[1:], taken) {
			return true
		}
		delete(taken, id)
	}
	return false
}

// Awaits says whether a report waits for somebody: to decide upon it, or to
// correct what they had sent.
func (s *State) Awaits(a Actor) bool {
	if a.Person == nil || a.Person.Deactivated() {
		return false
	}
	if s.Stage == Reviewing {
		return s.MayDecide(a).OK
	}
	return s.Stage == Drafting && s.Returned != nil && s.Submitter == a.Person.ID
}
