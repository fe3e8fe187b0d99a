package office

import (
	"context"
	"time"

	"nianbao/app/dating"
	"nianbao/app/roster"
)

// dating says when a change of a roster that was changed last at a time is dated now.
func (a Administration) dating(ctx context.Context, last int64) dating.Dating {
	return dating.Of(a.Service.Now(), []dating.Seen{{What: "名册上一次更新", At: time.UnixMicro(last)}}, a.Service.LastUse(ctx))
}

// endAfterSigned keeps what somebody whose key ends has signed by a clock that was
// ahead, as far as it is known here.
func (a Administration) endAfterSigned(ctx context.Context, held, next *roster.Roster) error {
	acts, err := a.Service.Drafts.Transitions(ctx)
	if err != nil {
		return err
	}
	for i := range held.People {
		p := &held.People[i]
		if p.Deactivated() || next.Person(p.ID).Current() == p.Current() {
			continue
		}
		for _, act := range acts {
			if act.Transition.Person == p.ID && act.Transition.Key == p.Current() {
				next.EndAfter(p.ID, act.Transition.At)
			}
		}
	}
	return nil
}
