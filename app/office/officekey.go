package office

import (
	"context"
	"errors"
	"fmt"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

// ExportKey returns a file with the office's key, sealed under a password of its own,
// and the roster: for a second administrator, or for another workstation.
func (a Administration) ExportKey(ctx context.Context, officePassword, filePassword string) ([]byte, error) {
	held, err := a.held(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.checkPassword(ctx, filePassword, ""); err != nil {
		return nil, err
	}
	key, err := a.unlockPrivate(ctx, app.OfficeOwner, officePassword)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	if key.Public() != held.Roster.OfficeKey {
		return nil, notOurs
	}
	sealed, err := keys.Seal(a.cost(), key, filePassword)
	if err != nil {
		return nil, err
	}
	return handover.Write(&handover.File{Kind: handover.KindOfficeKey, MadeAt: a.Service.Now().UnixMicro(), Roster: held, OfficeKey: sealed})
}

var notOurs = &app.Error{Code: app.Forbidden, Sentence: "这台电脑上的名册密钥不是现在这份名册的，不能用它管理名册。请在名册管理人的电脑上办理，或者请管理人写出现在的名册密钥，在这里恢复。"}

// held returns the roster of this workstation. Forbidden where there is none.
func (a Administration) held(ctx context.Context) (*roster.SignedRoster, error) {
	held, err := a.Service.HeldRoster(ctx)
	if err == nil && held == nil {
		err = &app.Error{Code: app.Forbidden, Sentence: "这台电脑上还没有名册。请先在“审签设置”中建立，或者加入本单位的名册。"}
	}
	return held, err
}

// RestoreKey puts the office's key of a file on this workstation, under a password of
// its own here, with the roster of the file where that is newer than the one held or
// there is none: its code has been compared then. The error is Password where the
// file's password is wrong, Untrusted for the key of another roster, and Forbidden for
// a key that the office has given up.
func (a Administration) RestoreKey(ctx context.Context, f *handover.File, filePassword, typed string) error {
	if err := CheckPassword(typed, f.Roster.Roster.Office); err != nil {
		return err
	}
	key, err := f.OfficeKey.Open(filePassword)
	switch {
	case errors.Is(err, keys.ErrPassword):
		return &app.Error{Code: app.Password, Sentence: "文件的密码不对，请向写出文件的名册管理人询问。没有改动任何内容。", Err: err}
	case err != nil:
		return &app.Error{Code: app.Untrusted, Detail: "文件中的名册密钥不完整", Err: err}
	}
	defer key.Wipe()
	held, err := a.Service.HeldRoster(ctx)
	if err != nil {
		return err
	}
	if held != nil && held.Roster.OfficeKey != key.Public() && held.Roster.KeyAt(f.Roster.Roster.Version) == key.Public() {
		return &app.Error{Code: app.Forbidden, Sentence: "文件中的名册密钥已经换新，不再使用，没有恢复。请用换新以后的名册密钥。"}
	}
	if _, err := a.Service.AdoptRoster(ctx, f.Roster); err != nil {
		return err
	}
	sealed, err := keys.Seal(a.cost(), key, typed)
	if err != nil {
		return err
	}
	if err := a.install(ctx, sealed); err != nil {
		return err
	}
	return a.NoteExported(ctx)
}

// install puts the office's key where it lies here already, or in its place; another
// one that lay there is kept.
func (a Administration) install(ctx context.Context, sealed *keys.Sealed) error {
	row, before, err := a.Service.HeldKey(ctx, app.OfficeOwner)
	switch {
	case err == nil && before.Sealed.Public == sealed.Public:
		return a.Service.Keys.PutKey(ctx, row, sealed)
	case err != nil && app.CodeOf(err) != app.NotFound:
		return err
	}
	if err := a.Service.KeepKey(ctx, app.OfficeOwner); err != nil {
		return err
	}
	return a.Service.Keys.PutKey(ctx, app.OfficeOwner, sealed)
}

// settingExported keeps which key of the office lies somewhere else, too.
const settingExported = "office_key_exported"

// NoteExported notes that the office's key was written to a file.
func (a Administration) NoteExported(ctx context.Context) error {
	held, err := a.held(ctx)
	if err != nil {
		return err
	}
	return a.Service.Settings.SetSetting(ctx, settingExported, string(held.Roster.OfficeKey))
}

// KeyExported says whether a key of the office was written to a file here, or came in
// one: somebody else has it, too.
func (a Administration) KeyExported(ctx context.Context, key keys.Public) (bool, error) {
	kept, err := a.Service.Settings.Setting(ctx, settingExported)
	return kept == string(key), err
}

// PutKeyAside ends the administration of the roster at this workstation: the office's
// key stays here, sealed, and is not used any more.
func (a Administration) PutKeyAside(ctx context.Context, officePassword string) error {
	key, err := a.unlockPrivate(ctx, app.OfficeOwner, officePassword)
	if err != nil {
		return err
	}
	defer key.Wipe()
	row, _, err := a.Service.HeldKey(ctx, app.OfficeOwner)
	if err != nil {
		return err
	}
	return a.Service.Keys.MoveKey(ctx, row, asideKey(key.Public()))
}

// asideKey is the owner of a key of the office that this workstation has given up.
func asideKey(public keys.Public) string { return "aside." + string(public) }

// RenewKey gives the office another key, which the old one signs for.
func (a Administration) RenewKey(ctx context.Context, officePassword, typed string) error {
	held, err := a.held(ctx)
	if err != nil {
		return err
	}
	now, err := a.after(ctx, held)
	if err != nil {
		return err
	}
	if err := a.checkPassword(ctx, typed, ""); err != nil {
		return err
	}
	old, err := a.unlockPrivate(ctx, app.OfficeOwner, officePassword)
	if err != nil {
		return err
	}
	defer old.Wipe()
	if old.Public() != held.Roster.OfficeKey {
		return notOurs
	}
	key, sealed, err := a.newKey(typed)
	if err != nil {
		return err
	}
	defer key.Wipe()
	next, err := held.Roster.WithOfficeKey(old, key.Public(), now)
	if err != nil {
		return err
	}
	signed, err := next.Sign(key)
	if err != nil {
		return rosterRefusal(err)
	}
	// The key lies here before the roster asks for it: whatever ends the program between
	// leaves one that has the roster's.
	if err := a.Service.Keys.PutKey(ctx, app.KeptKey(key.Public()), sealed); err != nil {
		return err
	}
	if err := a.Service.PutRoster(ctx, signed); err != nil {
		return err
	}
	if err := a.Service.KeepKey(ctx, app.OfficeOwner); err != nil {
		return err
	}
	return a.Service.Keys.MoveKey(ctx, app.KeptKey(key.Public()), app.OfficeOwner)
}

// tooFew says what an office can do whose key is lost and that has nobody beside one
// person who could sign for another.
var tooFew = &app.Error{
	Code: app.Forbidden, Sentence: "没有写出文件：换新丢失的名册密钥，至少要有两个人签名认可，名册中还在的、可以签名的不够两个人，一个人的签名不能证明新密钥是本单位的。" +
		"请先找一找：第二管理人的名册密钥文件、原来的电脑、备份（恢复以后就有名册密钥）。都没有的，只能重新建立名册（“名册密钥 → 重新建立名册”，命令行 nianbao refound）：" +
		"人员重新登记，请把新的名册代码书面告诉收文的单位；以前签的报告仍按原来的名册验证。",
}

// RequestKey makes another key for an office whose key is lost, and returns a file for
// people to sign for it. Who is gone, by their ids, cannot sign and leaves with the change.
func (a Administration) RequestKey(ctx context.Context, typed string, gone []string) ([]byte, error) {
	held, err := a.held(ctx)
	if err != nil {
		return nil, err
	}
	now, err := a.after(ctx, held)
	if err != nil {
		return nil, err
	}
	if err := a.checkPassword(ctx, typed, ""); err != nil {
		return nil, err
	}
	me, err := a.Service.Actor(ctx)
	if err != nil {
		return nil, err
	}
	by := ""
	if me.Person != nil {
		by = me.Person.Name()
	}
	if held.Endorsers(gone) < roster.LeastEndorsers {
		return nil, tooFew
	}
	key, sealed, err := a.newKey(typed)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	signed, err := held.Succeed(key, gone, now)
	if err != nil {
		return nil, rosterRefusal(err)
	}
	// It is found there as soon as the roster that it signed is held here.
	if err := a.Service.Keys.PutKey(ctx, app.KeptKey(key.Public()), sealed); err != nil {
		return nil, err
	}
	return handover.Write(&handover.File{Kind: handover.KindNewKey, MadeAt: now, MadeBy: by, Roster: signed})
}

// MadeHere says whether a new key of the office was made at this workstation.
func (a Administration) MadeHere(ctx context.Context, key keys.Public) (bool, error) {
	_, err := a.Service.Keys.Key(ctx, app.KeptKey(key))
	if app.CodeOf(err) == app.NotFound {
		return false, nil
	}
	return err == nil, err
}

// SignKey signs for the office's new key as who works here, at all levels that are
// theirs, and returns the file that goes on: to the next who signs or, where everybody
// has, the new roster, which is taken over here. Its code has been compared.
func (a Administration) SignKey(ctx context.Context, f *handover.File, typed string) (raw []byte, signed *roster.SignedRoster, err error) {
	held, err := a.held(ctx)
	if err != nil {
		return nil, nil, err
	}
	signed = f.Roster
	if err := signed.VerifyPending(); err != nil {
		return nil, nil, untrusted(err)
	}
	if err := signed.Follows(held); err != nil {
		return nil, nil, untrusted(err)
	}
	change := signed.Pending()
	me, err := a.Service.Actor(ctx)
	switch {
	case err != nil:
		return nil, nil, err
	case change == nil:
		return nil, nil, &app.Error{Code: app.Forbidden, Sentence: "各级已经签完，不需要再签。"}
	case me.Person == nil || !me.HasKey:
		return nil, nil, &app.Error{Code: app.Forbidden, Sentence: "请先在“审签设置”中选定您是谁；签名要在本人的电脑上进行。"}
	}
	levels := signed.SignsFor(me.Person.ID)
	if len(levels) == 0 {
		return nil, nil, &app.Error{Code: app.Forbidden, Sentence: fmt.Sprintf("%s没有还要签的级别。请交给还没有签的人。", me.Person.Name())}
	}
	key, err := a.Service.Unlock(ctx, me.Person.ID, typed)
	if err != nil {
		return nil, nil, err
	}
	for _, level := range levels {
		if signed, err = signed.Endorse(me.Person.ID, level, key); err != nil {
			return nil, nil, untrusted(err)
		}
	}
	next := &handover.File{Kind: handover.KindNewKey, MadeAt: a.Service.Now().UnixMicro(), MadeBy: f.MadeBy, Roster: signed}
	if signed.Pending() == nil {
		next.Kind = handover.KindRoster
		if _, err := a.Service.AdoptRoster(ctx, signed); err != nil {
			return nil, nil, err
		}
	}
	raw, err = handover.Write(next)
	return raw, signed, err
}

func untrusted(err error) error {
	return &app.Error{Code: app.Untrusted, Detail: err.Error(), Err: err}
}
