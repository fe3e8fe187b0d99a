package signoff_test

import (
	"strings"
	"testing"

	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// A deputy signs a level in another's stead, and says so: a signature that does not,
// or that names somebody else, does not hold.
func TestADeputysSignature(t *testing.T) {
	o := newOffice(t)
	chain := o.roster.Chain()
	o.roster = o.roster.WithDeputy("leader", "head", []int{2}, 5)
	v := signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
	for _, f := range []signoff.Fact{o.signed(t, &v.State, signoff.Submit, "officer", 10)} {
		if r := v.Verify(f); r.Problem != "" {
			t.Fatal(r.Problem)
		}
	}
	if r := v.Verify(o.signed(t, &v.State, signoff.Approve, "officer", 11)); r.Problem != "" {
		t.Fatal(r.Problem)
	}
	me := signoff.Actor{Roster: o.roster, Person: o.roster.Person("leader"), HasKey: true}
	if may := v.State.MayDecide(me); !may.OK {
		t.Fatal(may.Reason)
	}
	id, name := me.InStead(chain, 2)
	if _, own := me.InStead(chain, 3); id != "head" || own != "" {
		t.Errorf("in the stead of %q, and of %q at an own level", id, own)
	}
	if names := v.State.EligibleNames(o.roster); !strings.Contains(names, "（代"+name+"）") {
		t.Errorf("the report waits for %s", names)
	}
	for what, tt := range map[string]struct{ of, name, want string }{
		"as registered": {id, name, ""},
		"not said":      {"", "", "没有写明代谁签"},
		"for another":   {"officer", o.roster.Person("officer").Name(), "与名册不符"},
		"another name":  {id, "赵六", "与名册不符"},
		"half said":     {id, "", "与名册不符"},
	} {
		next := v
		next.State = v.State.Clone()
		f := o.signed(t, &v.State, signoff.Approve, "leader", 12)
		a := f.Transition
		a.DeputyFor, a.DeputyName = tt.of, tt.name
		if err := a.Sign(o.keys["leader"]); err != nil {
			t.Fatal(err)
		}
		r := next.Verify(f)
		if (r.Problem == "") != (tt.want == "") || !strings.Contains(r.Problem, tt.want) {
			t.Errorf("%s: %q", what, r.Problem)
		}
	}
	a := signoff.Transition{Kind: signoff.Approve, Name: "王五", Post: "副局长", LevelName: "审核", DeputyFor: "x", DeputyName: "李四"}
	for _, said := range []string{a.Signer(), a.Line()} {
		if !strings.Contains(said, "王五（代李四）") {
			t.Error(said)
		}
	}
	if a.SignerAndPost() != "王五（代李四，副局长）" || !strings.Contains(a.Declaration(), "本人王五代李四在“审核”环节") {
		t.Error(a.SignerAndPost(), a.Declaration())
	}
	a.Post = ""
	if a.SignerAndPost() != "王五（代李四）" {
		t.Error(a.SignerAndPost())
	}
}

// Only a level is signed in somebody's stead.
func TestASubmissionIsNobodysButOnesOwn(t *testing.T) {
	o := newOffice(t)
	v := signoff.Verifier{Roster: o.roster, State: signoff.Begin()}
	f := o.signed(t, &v.State, signoff.Submit, "officer", 10)
	f.Transition.DeputyFor, f.Transition.DeputyName = "head", o.roster.Person("head").Name()
	if err := f.Transition.Sign(o.keys["officer"]); err != nil {
		t.Fatal(err)
	}
	if r := v.Verify(f); r.Problem == "" {
		t.Error("somebody sends a report on in another's stead")
	}
}

// Two signers whose names look the same are named before the report is sent on.
func TestTwoOfOneNameAreNamed(t *testing.T) {
	o := newOffice(t)
	me := signoff.Actor{Roster: o.roster, Person: o.roster.Person("officer"), HasKey: true}
	s := signoff.Begin()
	if said := strings.Join(s.Concerns(me), ""); strings.Contains(said, "两人都可以签名") {
		t.Error(said)
	}
	name := o.roster.Person("head").Name()
	again := o.roster.Person("leader")
	me.Roster = o.roster.WithPerson("leader", roster.Registration{Name: name + "\u00ad", Levels: []int{3}, Key: again.Current()}, 9)
	if said := strings.Join(s.Concerns(me), ""); !strings.Contains(said, name) || !strings.Contains(said, "两人都可以签名") {
		t.Error(said)
	}
	me.Roster = me.Roster.WithPerson("leader", roster.Registration{Name: name, Key: again.Current()}, 10)
	if said := strings.Join(s.Concerns(me), ""); strings.Contains(said, "两人都可以签名") {
		t.Errorf("one of them signs nothing: %s", said)
	}
}
