package app_test

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/check"
	"nianbao/app/office"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// plain are fonts that have no emoji.
type plain struct{}

func (plain) Fonts(r rune) check.Fonts {
	if r > 0xffff {
		return check.NoFont
	}
	return check.Bundled
}

// Whatever gets on the report or on the 审签单 can be printed, or is refused
// where it is written: three people would sign what never comes on paper.
func TestWhatCannotBePrintedIsNotSigned(t *testing.T) {
	w := apptest.NewWorkstation(t)
	w.Glyphs = plain{}
	refused := func(what string, err error, want ...string) {
		t.Helper()
		for _, words := range append(want, "印不出来", "请删除") {
			if err == nil || !strings.Contains(app.Sentence(err), words) {
				t.Errorf("%s: %v %s", what, err, app.Sentence(err))
				return
			}
		}
	}
	refused("the office", w.Administration.CreateRoster(ctx, "甲局😀", apptest.Password, roster.DefaultChain()), "单位全称第 3 个字")
	refused("a level", w.Administration.CreateRoster(ctx, "甲局", apptest.Password, roster.NewChain([]string{"初审", "终审😀"})), "审签级别")
	officer, head, leader := w.CreateRoster()
	_, err := w.RequestRegistration(ctx, office.Applicant{Name: "赵六", Post: "科员😀", Password: apptest.Password})
	refused("a post", err, "职务第 3 个字")
	w.Must(w.SwitchUser(ctx, officer))
	id := w.Small()

	w.Must(w.Set(officer, id, "overview.disclosure", "完成😀"))
	s := w.As(officer, id)
	if s.Readiness().Wrong != 1 {
		t.Errorf("%d errors", s.Readiness().Wrong)
	}
	if err := w.TrySign(officer, id, signoff.Submit, ""); err == nil {
		t.Error("it is sent on")
	}
	w.Must(s.Undo(ctx))
	for _, f := range s.Findings() {
		if f.Severity == check.Explain {
			refused("an explanation", s.Explain(ctx, f, "属实😀"), "说明第 3 个字")
			break
		}
	}
	refused("a word with it", w.TrySign(officer, id, signoff.Submit, "请审😀"), "附言第 3 个字")
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "同意")
	refused("a reason", w.TrySign(head, id, signoff.Return, "😀"), "理由第 1 个字")
	refused("an opinion", w.TrySign(head, id, signoff.Approve, "同意😀"), "审签意见第 3 个字")
	w.Sign(head, id, signoff.Approve, "同意")
	w.Sign(leader, id, signoff.Approve, "同意")
}
