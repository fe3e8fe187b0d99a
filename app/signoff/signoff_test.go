package signoff_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

func key(t *testing.T) *keys.Private {
	t.Helper()
	k, err := keys.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Whatever is tried in whatever order, an approved report has one signature of
// every level, of one content, by people who differ, the later of whom did not
// draft it.
func TestNoOrderOfTransitionsGetsAround(t *testing.T) {
	people := []string{"a", "b", "c", "d"}
	kinds := []signoff.Kind{signoff.Submit, signoff.Approve, signoff.Return, signoff.Withdraw, signoff.Reopen}
	chain := roster.DefaultChain()
	rapid.Check(t, func(t *rapid.T) {
		s := signoff.Begin()
		content := keys.Digest("0")
		for i := range rapid.IntRange(20, 80).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "edit") && s.Stage == signoff.Drafting {
				content = keys.Digest(rapid.StringMatching(`[0-3]`).Draw(t, "content"))
			}
			a := &signoff.Transition{
				Kind: kinds[rapid.SampledFrom([]int{0, 0, 1, 1, 1, 1, 2, 3, 4}).Draw(t, "kind")], Person: rapid.SampledFrom(people).Draw(t, "person"),
				Round: s.Round, Content: content, Opinion: "x", At: int64(i),
			}
			switch a.Kind {
			case signoff.Submit:
				a.Chain = chain
			case signoff.Approve, signoff.Return:
				if a.Level = s.Level(); a.Level == 0 || rapid.IntRange(0, 4).Draw(t, "stray") == 0 {
					a.Level = rapid.IntRange(1, 3).Draw(t, "level")
				}
				a.LevelName = chain[a.Level-1].Name
			case signoff.Reopen:
				a.Round++
			}
			before := s.Stage
			if err := s.Apply(a); err != nil && s.Stage != before {
				t.Fatalf("refused with %v, and yet %s", err, s.Stage)
			}
			if s.Stage == signoff.Approved {
				expectSound(t, &s, chain, content)
			}
		}
	})
}

func expectSound(t *rapid.T, s *signoff.State, chain roster.Chain, content keys.Digest) {
	if len(s.Signed) != len(chain) {
		t.Fatalf("approved with %d signatures", len(s.Signed))
	}
	seen := map[string]bool{}
	for i, signed := range s.Signed {
		if signed.Level != i+1 || signed.Content != content || seen[signed.Person] || i > 0 && s.Drafters[signed.Person] {
			t.Fatalf("approved with %+v, drafters %v", s.Signed, s.Drafters)
		}
		seen[signed.Person] = true
	}
}

// What a person reads before signing names the level, the deed and the report,
// and is no part of what is signed.
func TestTheDeclarationNamesTheLevel(t *testing.T) {
	a := signoff.Transition{Kind: signoff.Approve, Name: "李四", Unit: "示例县自然资源局", Year: 2025}
	for level, want := range map[string]string{
		"承办部门负责人审核": "本人李四在“承办部门负责人审核”环节审核，同意《示例县自然资源局2025年政府信息公开工作年度报告》。内容以下列摘要为准。",
		"单位行政负责人审批": "本人李四在“单位行政负责人审批”环节审批，同意《示例县自然资源局2025年政府信息公开工作年度报告》。内容以下列摘要为准。",
		"领导过目":      "本人李四在“领导过目”环节审核，同意《示例县自然资源局2025年政府信息公开工作年度报告》。内容以下列摘要为准。",
	} {
		a.LevelName = level
		if got := a.Declaration(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

// Texts are mended when they are typed. What was signed before a way of mending
// was known is not mended, and holds.
func TestOpinionsOfEarlierVersionsHold(t *testing.T) {
	for opinion, want := range map[string]bool{"同意\u2028⽤": true, "同意\u200b": false, "同意\x00": false, "同意\v": false, "同意\xff": false} {
		if got := report.Plain(opinion); got != want {
			t.Errorf("%q: %v", opinion, got)
		}
	}
}

// do applies acts of one content; a person's act is "kind person".
func do(t *testing.T, s *signoff.State, acts ...string) {
	t.Helper()
	for _, text := range acts {
		kind, person, _ := strings.Cut(text, " ")
		if err := s.Apply(act(s, signoff.Kind(kind), person)); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

func act(s *signoff.State, kind signoff.Kind, person string) *signoff.Transition {
	a := &signoff.Transition{Kind: kind, Person: person, Round: s.Round, Content: "0", Opinion: "x"}
	switch kind {
	case signoff.Submit:
		a.Chain = roster.DefaultChain()
	case signoff.Approve, signoff.Return:
		a.Level, a.LevelName = s.Level(), s.LevelName(s.Level())
	case signoff.Reopen:
		a.Round++
	}
	return a
}

func TestADrafterIsOneInLaterRoundsToo(t *testing.T) {
	s := signoff.Begin()
	do(t, &s, "submit d", "withdraw d")
	do(t, &s, "submit a", "approve a", "approve b", "approve c", "reopen a", "submit a", "approve a")
	if err := s.Apply(act(&s, signoff.Approve, "d")); err == nil {
		t.Error("who submitted the report in the first round signs the second level in the next one")
	}
	do(t, &s, "approve b")
}

func TestOnlyWhoHadAHandInItReopens(t *testing.T) {
	s := signoff.Begin()
	do(t, &s, "submit a", "approve a", "approve b", "approve c")
	if err := s.Apply(act(&s, signoff.Reopen, "z")); err == nil {
		t.Error("anybody reopens an approved report")
	}
	do(t, &s, "reopen c")
}

func TestATransitionSaysNothingBesides(t *testing.T) {
	for name, change := range map[string]func(a *signoff.Transition){
		"a level":                func(a *signoff.Transition) { a.Level = 3 },
		"the name of a level":    func(a *signoff.Transition) { a.LevelName = "单位行政负责人审批：通过" },
		"an opinion upside down": func(a *signoff.Transition) { a.Opinion = "同意\u202e" },
		"an endless opinion":     func(a *signoff.Transition) { a.Opinion = strings.Repeat("字", signoff.MaxOpinion+1) },
	} {
		s := signoff.Begin()
		a := act(&s, signoff.Submit, "a")
		if change(a); s.Apply(a) == nil {
			t.Errorf("a submission with %s is taken", name)
		}
	}
	s := signoff.Begin()
	do(t, &s, "submit a")
	a := act(&s, signoff.Approve, "b")
	if a.Chain = roster.DefaultChain(); s.Apply(a) == nil {
		t.Error("an approval with a chain is taken")
	}
}

// The second level of one chain is not the second level of another.
func TestALevelIsOneOfItsChain(t *testing.T) {
	office := key(t)
	before, after := roster.DefaultChain(), roster.NewChain([]string{"承办人员初审", "保密审查", "承办部门负责人审核", "单位行政负责人审批"})
	r := roster.NewRoster("甲局", office.Public(), before, 1)
	for i, id := range []string{"officer", "head", "leader"} {
		r = r.WithPerson(id, roster.Registration{Name: id, Levels: []int{i + 1}, Key: key(t).Public()}, 2)
	}
	r = r.WithChain(after, 10).WithPerson("secrecy", roster.Registration{Name: "secrecy", Levels: []int{2}, Key: key(t).Public()}, 11)
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	if !r.Person("head").Signs(3) || !r.Person("leader").Signs(4) || r.Person("head").Signs(2) {
		t.Error("levels did not move along with their names")
	}
	for _, tt := range []struct {
		chain roster.Chain
		sent  int64
		want  string // who signs the second level
	}{{before, 5, "head"}, {after, 15, "secrecy"}} {
		s := signoff.Begin()
		submit, first := act(&s, signoff.Submit, "officer"), (*signoff.Transition)(nil)
		submit.Chain, submit.At = tt.chain, tt.sent
		if err := s.Apply(submit); err != nil {
			t.Fatal(err)
		}
		if first = act(&s, signoff.Approve, "officer"); s.Apply(first) != nil {
			t.Fatal("the first level")
		}
		for i := range r.People {
			p := &r.People[i]
			may := s.MayApprove(signoff.Actor{Roster: r, Person: p, HasKey: true}, signoff.Readiness{})
			if may.OK != (p.ID == tt.want) {
				t.Errorf("%s on a chain of %d: %+v", p.ID, len(tt.chain), may)
			}
		}
		if got := s.EligibleNames(r); got != tt.want {
			t.Errorf("waits for %s, not %s", got, tt.want)
		}
	}
	// Sent on by the old chain after the new one was in force, to get around a level.
	s := signoff.Begin()
	submit := act(&s, signoff.Submit, "officer")
	submit.Chain, submit.At = before, 15
	if err := s.Apply(submit); err != nil {
		t.Fatal(err)
	}
	do(t, &s, "approve officer")
	actor := signoff.Actor{Roster: r, Person: r.Person("head"), HasKey: true}
	if s.MayApprove(actor, signoff.Readiness{}).OK || !s.MayDecide(actor).OK {
		t.Error("levels that are no longer in force are signed, or cannot be returned")
	}
}

func TestWhatIsNotReadyIsNotApproved(t *testing.T) {
	r := roster.NewRoster("甲局", key(t).Public(), roster.DefaultChain(), 1).
		WithPerson("o", roster.Registration{Name: "o", Levels: []int{1}, Key: key(t).Public()}, 2)
	s := signoff.Begin()
	do(t, &s, "submit a")
	actor := signoff.Actor{Roster: r, Person: r.Person("o"), HasKey: true}
	for _, ready := range []signoff.Readiness{{Unfilled: 1}, {Wrong: 1}, {Asked: 1}, {Damaged: true}} {
		if s.MayApprove(actor, ready).OK {
			t.Errorf("approved with %+v", ready)
		}
	}
	if !s.MayApprove(actor, signoff.Readiness{}).OK {
		t.Error("nothing stands against it, and it is not approved")
	}
}

func TestTheFirstRoundNeedsNoName(t *testing.T) {
	for round, want := range map[int]string{0: "", 1: "", 2: "第二轮审签", 9: "第九轮审签", 12: "第12轮审签"} {
		if got := signoff.RoundName(round); got != want {
			t.Errorf("round %d is %q, want %q", round, got, want)
		}
	}
}
