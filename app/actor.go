package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Actor returns who works at this workstation: the person chosen last, with
// the office's roster. A roster that is not genuine is an Untrusted error.
func (d *Service) Actor(ctx context.Context) (signoff.Actor, error) {
	var a signoff.Actor
	all, err := d.OwnRosters(ctx)
	if err != nil || len(all) == 0 {
		return a, err
	}
	a.Roster = roster.Union(all)
	id, err := d.person(ctx)
	if err != nil {
		return a, err
	}
	if a.Person = a.Roster.Person(id); a.Person != nil {
		_, key, err := d.HeldKey(ctx, id)
		switch {
		case err == nil && key.Sealed.Public == a.Person.Current():
			a.HasKey = true
			return a, nil
		case err == nil:
			_, a.Retired = a.Person.Held(key.Sealed.Public)
		case CodeOf(err) != NotFound:
			return a, err
		}
	}
	if asked, err := d.PendingRequest(ctx); err != nil {
		return a, err
	} else if asked != nil && (a.Person == nil || asked.Person == a.Person.ID) {
		a.Pending = asked.Name
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
	d.ForgetUnlocked()
	return d.Settings.SetSetting(ctx, SettingPerson, person)
}

// HeldRoster returns the office's roster as it is held here, nil when there is none.
// One that is not genuine is an Untrusted error.
func (d *Service) HeldRoster(ctx context.Context) (*roster.SignedRoster, error) {
	if d.Rosters == nil {
		return nil, nil
	}
	signed, err := d.Rosters.Roster(ctx)
	if err != nil || signed == nil {
		return nil, err
	}
	if err := signed.Verify(); err != nil {
		return nil, unsoundRoster(err)
	}
	return signed, nil
}

// unsoundRoster is the error of a roster that this workstation holds.
func unsoundRoster(err error) error {
	return &Error{
		Code: Untrusted, Err: err, Sentence: "这台电脑上的名册验证未通过：" + err.Error() + "。数据文件可能被其他程序改动过，或者磁盘出错。程序没有改动任何内容。" +
			"请在“文件 → 备份与恢复”（命令行 nianbao restore）中恢复备份，或者请技术人员检查。",
	}
}

// HeldKey returns the key of an owner that lies here, and the owner that the store
// has it under: the one that the roster has in force, else the one that was made last.
// NotFound when there is none.
func (d *Service) HeldKey(ctx context.Context, owner string) (row string, held StoredKey, err error) {
	last, err := d.Keys.Key(ctx, owner)
	if err != nil && CodeOf(err) != NotFound {
		return owner, last, err
	}
	inForce := d.keyInForce(ctx, owner)
	if inForce == "" || err == nil && last.Sealed.Public == inForce {
		return owner, last, err
	}
	if kept, keptErr := d.Keys.Key(ctx, KeptKey(inForce)); keptErr == nil {
		return KeptKey(inForce), kept, nil
	}
	return owner, last, err
}

// KeepKey keeps the key of an owner that lies here beside one that is about to take its
// place. It does nothing where there is none.
func (d *Service) KeepKey(ctx context.Context, owner string) error {
	last, err := d.Keys.Key(ctx, owner)
	switch {
	case err == nil:
		return d.Keys.MoveKey(ctx, owner, KeptKey(last.Sealed.Public))
	case CodeOf(err) == NotFound:
		return nil
	}
	return err
}

// keyInForce returns the key that the roster has for an owner, "" for none. Whether the
// roster is genuine is not judged: who signs is held against it elsewhere.
func (d *Service) keyInForce(ctx context.Context, owner string) keys.Public {
	signed, err := d.Rosters.Roster(ctx)
	if err != nil || signed == nil {
		return ""
	}
	if owner == OfficeOwner {
		return signed.Roster.OfficeKey
	}
	if p := signed.Roster.Person(owner); p != nil && len(p.Registrations) > 0 {
		return p.Current()
	}
	return ""
}

// Unlock opens a key of this workstation with its password. It takes as long
// when there is no such key. The error is Password, or TooSoon after several
// wrong ones. The try is noted before it is made, so that ending the program
// does not make it undone. Where it opens, the store is copied before anything
// is signed.
func (d *Service) Unlock(ctx context.Context, owner, password string) (keys.Signer, error) {
	row, held, err := d.HeldKey(ctx, owner)
	if err != nil {
		if CodeOf(err) != NotFound {
			return nil, err
		}
		if owner == OfficeOwner { // everybody sees on the page of the roster that it is not here
			return nil, &Error{Code: Forbidden, Err: err, Sentence: "这台电脑上没有名册密钥，不能管理名册。请在名册管理人的电脑上办理，或者请管理人写出名册密钥，在这里恢复（命令行 nianbao regain）。"}
		}
		_, _ = keys.Decoy().Open(password)
		return nil, d.wrongPassword(ctx, owner, err)
	}
	now := d.Now()
	if err := d.waited(ctx, row, held.Failures); err != nil {
		return nil, err
	}
	if err := d.beginWait(ctx, row, held.Failures+1); err != nil {
		return nil, err
	}
	if err := d.Keys.CountFailure(ctx, row, now); err != nil {
		return nil, err
	}
	// Of several tries at once each counts before it is made, and only one is made.
	if again, err := d.Keys.Key(ctx, row); err != nil || again.Failures != held.Failures+1 {
		if err == nil {
			err = &Error{Code: TooSoon, Sentence: "另一处正在用这把密钥签名，请等它做完再试。"}
		}
		return nil, err
	}
	key, err := held.Sealed.Open(password)
	switch {
	case errors.Is(err, keys.ErrPassword):
		return nil, d.wrongPassword(ctx, owner, err)
	case err != nil:
		return nil, &Error{Code: Damaged, Detail: "密钥不完整", Err: err}
	}
	err = d.Keys.ClearFailures(ctx, row)
	d.beforeSigning(ctx, owner)
	return key, err
}

// wrongPassword says which password was wrong, and whose: who has several must not
// have to guess. Whether there is such a key here it does not say.
func (d *Service) wrongPassword(ctx context.Context, owner string, err error) error {
	which := "签名密码"
	if owner == OfficeOwner {
		which = "名册密码"
	} else if actor, err := d.Actor(ctx); err == nil && actor.Roster != nil && actor.Roster.Person(owner) != nil {
		which = actor.Roster.Person(owner).Name() + "的签名密码"
	}
	return &Error{Code: Password, Sentence: which + "不对。请重新输入；连续输错会逐次延长等待时间。", Err: err}
}

func inWords(d time.Duration) string {
	if d > 90*time.Second {
		return fmt.Sprintf("%d 分钟", int(d.Minutes()+0.999))
	}
	return fmt.Sprintf("%d 秒", int(d.Seconds()+0.999))
}

// PutRoster makes a roster the one that is held here. A key that was asked for here
// under a new id, and registered for somebody the roster knew already, goes on under
// the id of that person.
func (d *Service) PutRoster(ctx context.Context, signed *roster.SignedRoster) error {
	for i := range signed.Roster.People {
		p := &signed.Roster.People[i]
		asked := p.AskedAs()
		if asked == "" || asked == p.ID || signed.Roster.Person(asked) != nil {
			continue
		}
		key, err := d.Keys.Key(ctx, asked)
		switch {
		case CodeOf(err) == NotFound && err != nil, err == nil && key.Sealed.Public != p.Current():
			continue
		case err == nil:
			if err = d.KeepKey(ctx, p.ID); err == nil {
				err = d.Keys.PutKey(ctx, p.ID, key.Sealed)
			}
		}
		if err != nil {
			return err
		}
		if works, err := d.person(ctx); err == nil && works == asked {
			if err := d.SwitchUser(ctx, p.ID); err != nil {
				return err
			}
		}
	}
	return d.Rosters.SetRoster(ctx, signed)
}
