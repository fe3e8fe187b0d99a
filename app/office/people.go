package office

import (
	"context"
	"fmt"
	"slices"

	"nianbao/app"
	"nianbao/app/roster"
)

// refuseTwin refuses to ask as somebody new where the roster has the name and the
// post: the same person twice could sign two levels.
func (a Administration) refuseTwin(ctx context.Context, e Applicant) error {
	held, err := a.Service.HeldRoster(ctx)
	if err != nil || held == nil || e.Person != "" {
		return err
	}
	if p := held.Roster.Twin(e.Name, e.Post); p != nil {
		return &app.Error{Code: app.Invalid, Sentence: fmt.Sprintf("名册中已有%s。是同一个人的，请在“审签设置”中选中他，按“重新登记”（命令行 nianbao enrol --person %s）；"+
			"是另一个人的，请把职务写得不同，以便区分。", p.Title(), p.ID)}
	}
	return nil
}

// Deputize lets somebody sign levels in the stead of a person who is away. Forbidden
// where one of the two is not there, or they are one.
func (a Administration) Deputize(ctx context.Context, password, deputy, of string, levels []int) error {
	held, err := a.Service.HeldRoster(ctx)
	if err != nil {
		return err
	}
	if held != nil {
		p, q := held.Roster.Person(deputy), held.Roster.Person(of)
		switch {
		case p == nil || q == nil || p.Deactivated() || deputy == of:
			return &app.Error{Code: app.Forbidden, Sentence: "代签的人要在名册中，没有离开，也不能是本人。"}
		case len(levels) == 0:
			return &app.Error{Code: app.Invalid, Sentence: "请选择代签哪一级。" + q.Name() + "自己没有可签的级别的，不能请人代签。"}
		}
		for _, level := range levels {
			if !slices.Contains(q.OwnLevels(), level) {
				return &app.Error{Code: app.Invalid, Sentence: fmt.Sprintf("第%d级不是%s自己的级别，不能由别人代签。代签只能代本人：请直接登记代本来可以签这一级的人。", level, q.Name())}
			}
			if p.Signs(level) {
				return &app.Error{Code: app.Invalid, Sentence: fmt.Sprintf("%s本来就可以签第%d级，不需要代签。", p.Name(), level)}
			}
		}
	}
	return a.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster { return r.WithDeputy(deputy, of, levels, at) })
}

// EndDeputies notes that a person signs again and nobody in their stead. What was
// signed meanwhile still holds.
func (a Administration) EndDeputies(ctx context.Context, password, of string) error {
	return a.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster { return r.WithoutDeputy(of, at) })
}
