package review_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/review"
)

func TestChains(t *testing.T) {
	long := strings.Repeat("长", 21)
	for _, tt := range []struct {
		name  string
		chain review.Chain
		ok    bool
	}{
		{"the default", review.DefaultChain(), true},
		{"with secrecy", append(review.DefaultChain(), review.SecrecyStep), true},
		{"one level", review.DefaultChain()[:1], false},
		{"six levels", review.Chain{{"a", "a"}, {"b", "b"}, {"c", "c"}, {"d", "d"}, {"e", "e"}, {"f", "f"}}, false},
		{"twice the same", review.Chain{{"初审", "初审"}, {"初审", "初审"}}, false},
		{"nameless", review.Chain{{"", ""}, {"b", "b"}}, false},
		{"too long", review.Chain{{long, "a"}, {"b", "b"}}, false},
	} {
		if err := tt.chain.Check(); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestARosterOnlyGrows(t *testing.T) {
	office, person, other := key(t), key(t), key(t)
	first := review.NewRoster("甲局", office.Public(), review.DefaultChain(), 1)
	with := first.WithPerson("p", review.Registration{Name: "张三", Levels: []int{1}, Key: person.Public()}, 2)
	moved := with.WithPerson("p", review.Registration{Name: "张三", Post: "科长", Levels: []int{2}, Key: person.Public()}, 3)
	lost := moved.WithPerson("p", review.Registration{Name: "张三", Post: "科长", Levels: []int{2}, Key: other.Public()}, 4)
	gone := lost.WithoutPerson("p", 5)
	versions := []*review.SignedRoster{}
	for _, r := range []*review.Roster{first, with, moved, lost, gone} {
		s, err := r.Sign(office)
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, s)
	}
	for i, later := range versions {
		if err := later.Verify(); err != nil {
			t.Errorf("version %d: %v", i+1, err)
		}
		for j, earlier := range versions {
			if err := later.Follows(earlier); (err == nil) != (i >= j) {
				t.Errorf("version %d after %d: %v", i+1, j+1, err)
			}
		}
	}
	if gone.Person("p").Current() != "" || lost.Person("p").Current() != other.Public() {
		t.Error("the wrong key is in force")
	}
	rewritten := with.WithPerson("q", review.Registration{Name: "李四", Key: other.Public()}, 9)
	rewritten.People[0].Registrations[0].Name = "赵六"
	s, err := rewritten.Sign(office)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Follows(versions[1]); err == nil {
		t.Error("a name is rewritten unseen")
	}
}

func TestARosterIsSignedByItsOwnOffice(t *testing.T) {
	office, other := key(t), key(t)
	r := review.NewRoster("甲局", office.Public(), review.DefaultChain(), 1)
	if _, err := r.Sign(other); err == nil {
		t.Error("another key signs the roster")
	}
	s, err := r.Sign(office)
	if err != nil {
		t.Fatal(err)
	}
	s.Roster.OfficeKey = other.Public()
	if err := s.Verify(); err == nil {
		t.Error("the office's key can be exchanged")
	}
}

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
func TestNoOrderOfActsGetsAround(t *testing.T) {
	people := []string{"a", "b", "c", "d"}
	kinds := []review.Kind{review.Submit, review.Approve, review.Return, review.Withdraw, review.Reopen}
	chain := review.DefaultChain()
	rapid.Check(t, func(t *rapid.T) {
		s := review.Begin()
		content := keys.Digest("0")
		for i := range rapid.IntRange(20, 80).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "edit") && s.Stage == review.Drafting {
				content = keys.Digest(rapid.StringMatching(`[0-3]`).Draw(t, "content"))
				s.Edited(rapid.SampledFrom(people).Draw(t, "by"))
			}
			a := &review.Act{
				Kind: kinds[rapid.SampledFrom([]int{0, 0, 1, 1, 1, 1, 2, 3, 4}).Draw(t, "kind")], Person: rapid.SampledFrom(people).Draw(t, "person"),
				Round: s.Round, Content: content, Opinion: "x", At: int64(i),
			}
			switch a.Kind {
			case review.Submit:
				a.Chain = chain
			case review.Approve, review.Return:
				if a.Level = s.Level(); a.Level == 0 || rapid.IntRange(0, 4).Draw(t, "stray") == 0 {
					a.Level = rapid.IntRange(1, 3).Draw(t, "level")
				}
				a.LevelName = chain[a.Level-1].Name
			case review.Reopen:
				a.Round++
			}
			before := s.Stage
			if err := s.Apply(a); err != nil && s.Stage != before {
				t.Fatalf("refused with %v, and yet %s", err, s.Stage)
			}
			if s.Stage == review.Approved {
				expectSound(t, &s, chain, content)
			}
		}
	})
}

func expectSound(t *rapid.T, s *review.State, chain review.Chain, content keys.Digest) {
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
	a := review.Act{Kind: review.Approve, Name: "李四", Unit: "示例县自然资源局", Year: 2025}
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
