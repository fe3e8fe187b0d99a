// Package office is the administration of an office's roster at a workstation: it is
// founded, people are registered in it, and its levels are set.
package office

import (
	"context"
	"fmt"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

// Administration works on the roster of a service.
type Administration struct{ Service *app.Service }

// Applicant is a person to be: who they are, and the password of their key.
type Applicant struct {
	Person   string // id of somebody already on the roster, "" for a new one
	Name     string
	Post     string
	Password string // of the key to be made

	// Where a key of that person lies here already: its password or, where that is
	// forgotten, that it is. The key is kept either way, and vouches for the new one
	// where it opens.
	Old       string
	Forgotten bool
}

// CreateRoster sets up the office's roster at this workstation: the office's key is
// made and sealed under its own password. Forbidden when there is a roster.
func (a Administration) CreateRoster(ctx context.Context, office, password string, chain roster.Chain) error {
	if held, err := a.Service.Rosters.Roster(ctx); err != nil || held != nil {
		if err == nil {
			err = &app.Error{Code: app.Forbidden, Sentence: "这台电脑上已经有名册，不能再建立一份。原来的名册密钥丢失、又没有人能认可新的密钥时，可以在“审签设置”的“名册密钥…”中重新建立（命令行 nianbao refound）。"}
		}
		return err
	}
	signed, sealed, err := a.first(office, password, chain)
	if err != nil {
		return err
	}
	if err := a.Service.Keys.PutKey(ctx, app.OfficeOwner, sealed); err != nil {
		return err
	}
	return a.Service.Rosters.SetRoster(ctx, signed)
}

// first makes the first version of a roster, and its key.
func (a Administration) first(office, password string, chain roster.Chain) (*roster.SignedRoster, *keys.Sealed, error) {
	if err := CheckPassword(password, office); err != nil {
		return nil, nil, err
	}
	if err := app.CheckPrintable(a.Service.Glyphs, "单位全称", office); err != nil {
		return nil, nil, err
	}
	if err := a.checkPrintableChain(chain); err != nil {
		return nil, nil, err
	}
	key, sealed, err := a.newKey(password)
	if err != nil {
		return nil, nil, err
	}
	defer key.Wipe()
	signed, err := roster.NewRoster(roster.CleanName(office), key.Public(), chain, a.Service.Now().UnixMicro()).Sign(key)
	if err != nil {
		return nil, nil, rosterRefusal(err)
	}
	return signed, sealed, nil
}

// Refound sets up another roster in the place of the one held here, whose key is lost
// and whose people are too few to sign for another one. Nothing proves that it is the
// same office's: everybody compares its code as that of a new one. The old one is kept,
// as those of other offices are, and what was signed by it can still be verified.
func (a Administration) Refound(ctx context.Context, office, password string, chain roster.Chain) error {
	old, err := a.Service.OwnRosters(ctx)
	if err != nil {
		return err
	}
	if len(old) == 0 {
		return a.CreateRoster(ctx, office, password, chain)
	}
	signed, sealed, err := a.first(office, password, chain)
	if err != nil {
		return err
	}
	kept := app.KeptKey(signed.Roster.OfficeKey)
	if err := a.Service.Keys.PutKey(ctx, kept, sealed); err != nil {
		return err
	}
	if err := a.Service.Rosters.Keep(ctx, old[0].Roster.OfficeKey, old); err != nil {
		return err
	}
	if err := a.Service.Rosters.SetRoster(ctx, signed); err != nil {
		return err
	}
	if err := a.Service.KeepKey(ctx, app.OfficeOwner); err != nil {
		return err
	}
	return a.Service.Keys.MoveKey(ctx, kept, app.OfficeOwner)
}

func (a Administration) newKey(password string) (*keys.Private, *keys.Sealed, error) {
	key, err := keys.Generate()
	if err != nil {
		return nil, nil, err
	}
	sealed, err := keys.Seal(a.cost(), key, password)
	return key, sealed, err
}

// rosterRefusal turns a refusal of a roster into words for the person.
func rosterRefusal(err error) error {
	return &app.Error{Code: app.Invalid, Sentence: err.Error() + "。", Err: err}
}

// RequestRegistration makes a key for a person at this workstation, chooses that person and
// returns the request by which the roster administrator can register the key.
func (a Administration) RequestRegistration(ctx context.Context, e Applicant) (*handover.Request, error) {
	e.Name, e.Post = roster.CleanName(e.Name), roster.CleanName(e.Post)
	if e.Name == "" {
		return nil, &app.Error{Code: app.Invalid, Sentence: "请填写姓名。"}
	}
	if err := a.checkPrintablePerson(e.Name, e.Post); err != nil {
		return nil, err
	}
	if err := a.checkPassword(ctx, e.Password, e.Name); err != nil {
		return nil, err
	}
	if err := a.refuseTwin(ctx, e); err != nil {
		return nil, err
	}
	if e.Person == "" {
		e.Person = journal.NewUID()
	}
	if !journal.ValidUID(e.Person) { // the key of the office, for one, would be lost
		return nil, &app.Error{Code: app.Invalid, Sentence: "没有编号为“" + e.Person + "”的人。"}
	}
	old, err := a.keepKey(ctx, e)
	if err != nil {
		return nil, err
	}
	key, sealed, err := a.newKey(e.Password)
	if err != nil {
		return nil, err
	}
	req := &handover.Request{Person: e.Person, Name: e.Name, Post: e.Post, Key: key.Public(), At: a.Service.Now().UnixMicro()}
	if old != nil {
		if err := req.Endorse(old); err != nil {
			return nil, err
		}
	}
	if err := req.Sign(key); err != nil {
		return nil, err
	}
	if err := a.Service.Keys.PutKey(ctx, e.Person, sealed); err != nil {
		return nil, err
	}
	return req, a.Service.SwitchUser(ctx, e.Person)
}

// keepKey keeps the key of a person that lies here, before another is made: until the
// roster has the new one, it is the old one that signs. It asks for its password, since
// who has it may not be who sits here, and returns the key to vouch for the new one: nil
// where it is forgotten, or none lies here.
func (a Administration) keepKey(ctx context.Context, e Applicant) (old keys.Signer, err error) {
	here, err := a.HasKey(ctx, e.Person)
	if err != nil || !here {
		return nil, err
	}
	if !e.Forgotten {
		old, err = a.Service.Unlock(ctx, e.Person, e.Old)
		if app.CodeOf(err) == app.Password {
			return nil, &app.Error{Code: app.Password, Sentence: "原来的密码不对。忘记了原来的密码的，请注明忘记（命令行 --forgotten），再重新登记。", Err: err}
		}
		if err != nil {
			return nil, err
		}
	}
	return old, a.Service.KeepKey(ctx, e.Person)
}

// HasKey says whether a key of a person lies here, so that another is made only with
// its password, or as forgotten.
func (a Administration) HasKey(ctx context.Context, person string) (bool, error) {
	_, err := a.Service.Keys.Key(ctx, person)
	if app.CodeOf(err) == app.NotFound {
		return false, nil
	}
	return err == nil, err
}

// after returns the time of a change to the roster: behind the last one. Clock where
// that is far from all that is known, and nobody was asked about it yet; Forbidden
// where the roster went on separately and is not merged yet.
func (a Administration) after(ctx context.Context, held *roster.SignedRoster) (int64, error) {
	if beside, err := a.Service.Rosters.Kept(ctx, held.Roster.OfficeKey); err != nil || len(beside) > 0 {
		if err == nil {
			err = &app.Error{Code: app.Forbidden, Sentence: app.SayForked(append(beside, held), true)}
		}
		return 0, err
	}
	dated := a.dating(ctx, held.Roster.At)
	return dated.At.UnixMicro(), a.Service.DateDoubted(dated)
}

// changeRoster signs the next version of the roster with the office's key.
func (a Administration) changeRoster(ctx context.Context, password string, change func(*roster.Roster, int64) *roster.Roster) error {
	held, err := a.held(ctx)
	if err != nil {
		return err
	}
	now, err := a.after(ctx, held)
	if err != nil {
		return err
	}
	key, err := a.unlockPrivate(ctx, app.OfficeOwner, password)
	if err != nil {
		return err
	}
	defer key.Wipe()
	next := change(&held.Roster, now)
	if err := a.endAfterSigned(ctx, &held.Roster, next); err != nil {
		return err
	}
	signed, err := next.Sign(key)
	if err != nil {
		return rosterRefusal(err)
	}
	if err := a.Service.PutRoster(ctx, signed); err != nil {
		return err
	}
	_ = a.Service.NoteDate(ctx) // else the next date is asked about once more
	return nil
}

// Register registers a person's key in the roster, with the levels they may sign.
// For somebody already on it the old key ends.
func (a Administration) Register(ctx context.Context, password string, req *handover.Request, levels []int) error {
	return a.RegisterAs(ctx, password, req.Person, req, levels)
}

// RegisterAs is Register for somebody whom the roster knows under another id than
// they asked under: the identity is kept.
func (a Administration) RegisterAs(ctx context.Context, password, person string, req *handover.Request, levels []int) error {
	if err := req.Verify(); err != nil {
		return &app.Error{Code: app.Untrusted, Detail: err.Error(), Err: err}
	}
	held, err := a.Service.Rosters.Roster(ctx)
	if err != nil {
		return err
	}
	if held != nil {
		// Whoever holds a key that was replaced or given up also holds its old request.
		if p := held.Roster.Holder(req.Key); p != nil && p.Current() != req.Key {
			return &app.Error{Code: app.Forbidden, Sentence: "这份申请中的密钥已经停用，不能再次登记。请本人在“审签设置”中重新登记，交来新的申请。"}
		}
		// A lost workstation has a key that was replaced since, and vouches with it.
		if p := held.Roster.Person(person); p != nil && req.OldKey != "" && p.HasHeld(req.OldKey) && p.Current() != "" && p.Current() != req.OldKey {
			return &app.Error{Code: app.Forbidden, Sentence: fmt.Sprintf("没有登记：认可这份申请的是%s以前的密钥，它已经停用，可能是有人用丢失的电脑申请的。"+
				"请当面向%s核实；确是本人申请的，请本人在“重新登记”中勾选“忘记了原来的密码”（命令行 --forgotten），重新写出申请。", p.Name(), p.Name())}
		}
	}
	return a.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster {
		return r.WithPerson(person, roster.Registration{
			Name: roster.CleanName(req.Name), Post: roster.CleanName(req.Post), Levels: levels, Key: req.Key, Request: req,
		}, at)
	})
}

// Reassign gives a person another post or other levels.
func (a Administration) Reassign(ctx context.Context, password, person, post string, levels []int) error {
	post = roster.CleanName(post)
	if err := app.CheckPrintable(a.Service.Glyphs, "职务", post); err != nil {
		return err
	}
	return a.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster {
		p := r.Person(person)
		if p == nil || p.Deactivated() {
			return r
		}
		return r.WithPerson(person, roster.Registration{Name: p.Name(), Post: post, Levels: levels, Key: p.Current()}, at)
	})
}

// Deactivate notes that a person has left. What they signed before still holds.
func (a Administration) Deactivate(ctx context.Context, password, person string) error {
	return a.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster { return r.WithoutPerson(person, at) })
}

// checkPrintablePerson and printableChain refuse what could not stand on a 审签单.
func (a Administration) checkPrintablePerson(name, post string) error {
	if err := app.CheckPrintable(a.Service.Glyphs, "姓名", name); err != nil {
		return err
	}
	return app.CheckPrintable(a.Service.Glyphs, "职务", post)
}

func (a Administration) checkPrintableChain(c roster.Chain) error {
	for _, s := range c {
		if err := app.CheckPrintable(a.Service.Glyphs, "审签级别“"+s.Name+"”的名称", s.Name); err != nil {
			return err
		}
	}
	return nil
}

// SetChain puts other levels in force for submissions to come.
func (a Administration) SetChain(ctx context.Context, password string, c roster.Chain) error {
	if err := a.checkPrintableChain(c); err != nil {
		return err
	}
	return a.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster { return r.WithChain(c, at) })
}
