package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Actor returns who works at this workstation: the person chosen last, with
// the office's roster. A roster that is not genuine is an Untrusted error.
func (d *Service) Actor(ctx context.Context) (signoff.Actor, error) {
	var a signoff.Actor
	if d.Rosters == nil {
		return a, nil
	}
	signed, err := d.Rosters.Roster(ctx)
	if err != nil || signed == nil {
		return a, err
	}
	if err := signed.Verify(); err != nil {
		return a, unsoundRoster(err)
	}
	a.Roster = &signed.Roster
	id, err := d.person(ctx)
	if err != nil || id == "" {
		return a, err
	}
	a.Person = a.Roster.Person(id)
	key, err := d.Keys.Key(ctx, id)
	switch {
	case err == nil:
		a.HasKey = a.Person != nil && key.Sealed.Public == a.Person.Current()
	case CodeOf(err) != NotFound:
		return a, err
	}
	return a, nil
}

// person returns the id of who works, "" for nobody in particular.
func (d *Service) person(ctx context.Context) (string, error) {
	if d.Person != "" {
		return d.Person, nil
	}
	return d.Settings.Setting(ctx, SettingPerson)
}

// SwitchUser makes a person of the roster the one who works at this workstation;
// "" is nobody.
func (d *Service) SwitchUser(ctx context.Context, person string) error {
	return d.Settings.SetSetting(ctx, SettingPerson, person)
}

// CheckPassword says why a password will not do, in words; nil when it will.
func CheckPassword(password string) error {
	if utf8.RuneCountInString(password) < keys.MinPassword {
		return &Error{Code: Invalid, Sentence: fmt.Sprintf("密码至少要有 %d 个字符。", keys.MinPassword)}
	}
	return nil
}

// Unlock opens a key of this workstation with its password. It takes as long
// when there is no such key. The error is Password, or TooSoon after several
// wrong ones. The try is noted before it is made, so that ending the program
// does not make it undone. Where it opens, the store is copied before anything
// is signed.
func (d *Service) Unlock(ctx context.Context, owner, password string) (keys.Signer, error) {
	held, err := d.Keys.Key(ctx, owner)
	if err != nil {
		if CodeOf(err) != NotFound {
			return nil, err
		}
		_, _ = keys.Decoy().Open(password)
		return nil, &Error{Code: Password, Err: err}
	}
	now := d.Now()
	if wait := keys.Wait(held.Failures, held.Last, now); wait > 0 {
		return nil, &Error{Code: TooSoon, Detail: fmt.Sprintf("请过 %s 再试", inWords(wait))}
	}
	if err := d.Keys.CountFailure(ctx, owner, now); err != nil {
		return nil, err
	}
	// Of several tries at once each counts before it is made, and only one is made.
	if again, err := d.Keys.Key(ctx, owner); err != nil || again.Failures != held.Failures+1 {
		if err == nil {
			err = &Error{Code: TooSoon, Detail: "正在用这把密钥签名，请稍后再试"}
		}
		return nil, err
	}
	key, err := held.Sealed.Open(password)
	switch {
	case errors.Is(err, keys.ErrPassword):
		return nil, &Error{Code: Password, Err: err}
	case err != nil:
		return nil, &Error{Code: Damaged, Detail: "密钥不完整", Err: err}
	}
	err = d.Keys.ClearFailures(ctx, owner)
	d.beforeSigning(ctx, owner)
	return key, err
}

func inWords(d time.Duration) string {
	if d > 90*time.Second {
		return fmt.Sprintf("%d 分钟", int(d.Minutes()+0.999))
	}
	return fmt.Sprintf("%d 秒", int(d.Seconds()+0.999))
}

// Applicant is a person to be: who they are, and the password of their key.
type Applicant struct {
	Person   string // id of somebody already on the roster, "" for a new one
	Name     string
	Post     string
	Password string
}

// CreateRoster sets up the office's roster at this workstation: the office's key is
// made and sealed under its own password. Forbidden when there is a roster.
func (d *Service) CreateRoster(ctx context.Context, office, password string, chain roster.Chain) error {
	if held, err := d.Rosters.Roster(ctx); err != nil || held != nil {
		if err == nil {
			err = &Error{Code: Forbidden, Sentence: "这台电脑上已经有名册，不能再建立一份。"}
		}
		return err
	}
	if err := CheckPassword(password); err != nil {
		return err
	}
	if err := checkPrintable(d.Glyphs, "单位全称", office); err != nil {
		return err
	}
	if err := d.checkPrintableChain(chain); err != nil {
		return err
	}
	key, sealed, err := d.newKey(password)
	if err != nil {
		return err
	}
	signed, err := roster.NewRoster(strings.TrimSpace(office), key.Public(), chain, d.Now().UnixMicro()).Sign(key)
	if err != nil {
		return rosterRefusal(err)
	}
	if err := d.Keys.PutKey(ctx, OfficeOwner, sealed); err != nil {
		return err
	}
	return d.Rosters.SetRoster(ctx, signed)
}

func (d *Service) newKey(password string) (*keys.Private, *keys.Sealed, error) {
	key, err := keys.Generate()
	if err != nil {
		return nil, nil, err
	}
	cost := d.Cost
	if cost == (keys.Cost{}) {
		cost = keys.Usual
	}
	sealed, err := keys.Seal(cost, key, password)
	return key, sealed, err
}

// rosterRefusal turns a refusal of a roster into words for the person.
func rosterRefusal(err error) error {
	return &Error{Code: Invalid, Sentence: err.Error() + "。", Err: err}
}

// RequestRegistration makes a key for a person at this workstation, chooses that person and
// returns the request by which the roster administrator can register the key.
func (d *Service) RequestRegistration(ctx context.Context, e Applicant) (*handover.Request, error) {
	e.Name, e.Post = strings.TrimSpace(e.Name), strings.TrimSpace(e.Post)
	if e.Name == "" {
		return nil, &Error{Code: Invalid, Sentence: "请填写姓名。"}
	}
	if err := d.checkPrintablePerson(e.Name, e.Post); err != nil {
		return nil, err
	}
	if err := CheckPassword(e.Password); err != nil {
		return nil, err
	}
	if e.Person == "" {
		e.Person = journal.NewUID()
	}
	if !journal.ValidUID(e.Person) { // the key of the office, for one, would be lost
		return nil, &Error{Code: Invalid, Sentence: "没有编号为“" + e.Person + "”的人。"}
	}
	key, sealed, err := d.newKey(e.Password)
	if err != nil {
		return nil, err
	}
	req := &handover.Request{Person: e.Person, Name: e.Name, Post: e.Post, Key: key.Public(), At: d.Now().UnixMicro()}
	if err := req.Sign(key); err != nil {
		return nil, err
	}
	if err := d.Keys.PutKey(ctx, e.Person, sealed); err != nil {
		return nil, err
	}
	return req, d.SwitchUser(ctx, e.Person)
}

// unsoundRoster is the error of a roster that this workstation holds.
func unsoundRoster(err error) error {
	return &Error{
		Code: Untrusted, Err: err, Sentence: "这台电脑上的名册验证未通过：" + err.Error() + "。数据文件可能被其他程序改动过，或者磁盘出错。程序没有改动任何内容。" +
			"请在“文件 → 备份与恢复”（命令行 nianbao restore）中恢复备份，或者请技术人员检查。",
	}
}

// changeRoster signs the next version of the roster with the office's key.
func (d *Service) changeRoster(ctx context.Context, password string, change func(*roster.Roster, int64) *roster.Roster) error {
	held, err := d.Rosters.Roster(ctx)
	switch {
	case err != nil:
		return err
	case held == nil:
		return &Error{Code: Forbidden, Sentence: "这台电脑上还没有名册。"}
	}
	if err := held.Verify(); err != nil {
		return unsoundRoster(err)
	}
	now := d.Now().UnixMicro()
	if now < held.Roster.At {
		return &Error{Code: Clock, Detail: "名册上一次更新于 " + time.UnixMicro(held.Roster.At).Local().Format("2006-01-02 15:04")}
	}
	key, err := d.Unlock(ctx, OfficeOwner, password)
	if err != nil {
		return err
	}
	signed, err := change(&held.Roster, now).Sign(key)
	if err != nil {
		return rosterRefusal(err)
	}
	return d.Rosters.SetRoster(ctx, signed)
}

// Register registers a person's key in the roster, with the levels they may sign.
// For somebody already on it the old key ends.
func (d *Service) Register(ctx context.Context, password string, req *handover.Request, levels []int) error {
	if err := req.Verify(); err != nil {
		return &Error{Code: Untrusted, Detail: err.Error(), Err: err}
	}
	held, err := d.Rosters.Roster(ctx)
	if err != nil {
		return err
	}
	if held != nil {
		// Whoever holds a key that was replaced or given up also holds its old request.
		if p := held.Roster.Person(req.Person); p != nil && p.HasHeld(req.Key) && p.Current() != req.Key {
			return &Error{Code: Forbidden, Sentence: "这份申请中的密钥已经停用，不能再次登记，请本人重新生成密钥。"}
		}
	}
	return d.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster {
		return r.WithPerson(req.Person, roster.Registration{Name: req.Name, Post: req.Post, Levels: levels, Key: req.Key}, at)
	})
}

// Reassign gives a person another post or other levels.
func (d *Service) Reassign(ctx context.Context, password, person, post string, levels []int) error {
	if err := checkPrintable(d.Glyphs, "职务", post); err != nil {
		return err
	}
	return d.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster {
		p := r.Person(person)
		if p == nil || p.Deactivated() {
			return r
		}
		return r.WithPerson(person, roster.Registration{Name: p.Name(), Post: post, Levels: levels, Key: p.Current()}, at)
	})
}

// Deactivate notes that a person has left. What they signed before still holds.
func (d *Service) Deactivate(ctx context.Context, password, person string) error {
	return d.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster { return r.WithoutPerson(person, at) })
}

// checkPrintablePerson and printableChain refuse what could not stand on a 审签单.
func (d *Service) checkPrintablePerson(name, post string) error {
	if err := checkPrintable(d.Glyphs, "姓名", name); err != nil {
		return err
	}
	return checkPrintable(d.Glyphs, "职务", post)
}

func (d *Service) checkPrintableChain(c roster.Chain) error {
	for _, s := range c {
		if err := checkPrintable(d.Glyphs, "审签级别“"+s.Name+"”的名称", s.Name); err != nil {
			return err
		}
	}
	return nil
}

// SetChain puts other levels in force for submissions to come.
func (d *Service) SetChain(ctx context.Context, password string, c roster.Chain) error {
	if err := d.checkPrintableChain(c); err != nil {
		return err
	}
	return d.changeRoster(ctx, password, func(r *roster.Roster, at int64) *roster.Roster { return r.WithChain(c, at) })
}

// AdoptRoster takes over a roster that came in a file: as the first one, after the
// person has compared its code, or as a later version of the one held. It says
// whether the roster held has changed.
func (d *Service) AdoptRoster(ctx context.Context, signed *roster.SignedRoster) (bool, error) {
	if err := signed.Verify(); err != nil {
		return false, &Error{Code: Untrusted, Detail: err.Error(), Err: err}
	}
	held, err := d.Rosters.Roster(ctx)
	if err != nil {
		return false, err
	}
	if held != nil {
		switch err := signed.Follows(held); {
		case errors.Is(err, roster.ErrRosterOlder):
			return false, nil
		case err != nil:
			return false, &Error{Code: Untrusted, Detail: err.Error(), Err: err}
		case signed.Roster.Version == held.Roster.Version:
			return false, nil
		}
	}
	return true, d.Rosters.SetRoster(ctx, signed)
}
