package office

import (
	"context"
	"errors"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/password"
)

// CheckPassword says why a password will not do, in words; nil when it will. The names
// are those that anybody would try first.
func CheckPassword(typed string, names ...string) error {
	if err := password.Check(typed, names...); err != nil {
		return &app.Error{Code: app.Invalid, Sentence: err.Error() + "。"}
	}
	return nil
}

// checkPassword says why a password will not do for a key of somebody, "" for the
// office's.
func (a Administration) checkPassword(ctx context.Context, typed, person string) error {
	names := []string{person}
	if signed, err := a.Service.Rosters.Roster(ctx); err == nil && signed != nil {
		names = append(names, signed.Roster.Office)
	}
	return CheckPassword(typed, names...)
}

// ChangePassword seals a key that lies here, of a person or the office, under another
// password. It stays the same key. The error is that of Unlock, or Invalid for a
// password that will not do.
func (a Administration) ChangePassword(ctx context.Context, owner, old, typed string) error {
	name, err := a.nameOf(ctx, owner)
	if err != nil {
		return err
	}
	if err := a.checkPassword(ctx, typed, name); err != nil {
		return err
	}
	key, err := a.unlockPrivate(ctx, owner, old)
	if err != nil {
		return err
	}
	defer key.Wipe()
	if password.Normal(typed) == password.Normal(old) {
		return &app.Error{Code: app.Invalid, Sentence: "新密码与原来的密码相同，没有改动。"}
	}
	sealed, err := keys.Seal(a.cost(), key, typed)
	if err != nil {
		return err
	}
	row, _, err := a.Service.HeldKey(ctx, owner)
	if err != nil {
		return err
	}
	return a.Service.Keys.PutKey(ctx, row, sealed)
}

// nameOf returns what the owner of a key is called, "" for the office and for who is
// not in the roster yet.
func (a Administration) nameOf(ctx context.Context, owner string) (string, error) {
	signed, err := a.Service.HeldRoster(ctx)
	if err != nil || signed == nil {
		return "", err
	}
	if p := signed.Roster.Person(owner); p != nil {
		return p.Name(), nil
	}
	return "", nil
}

// unlockPrivate opens a key of this workstation to be sealed anew.
func (a Administration) unlockPrivate(ctx context.Context, owner, typed string) (*keys.Private, error) {
	signer, err := a.Service.Unlock(ctx, owner, typed)
	if err != nil {
		return nil, err
	}
	key, ours := signer.(*keys.Private)
	if !ours {
		return nil, &app.Error{Code: app.Forbidden, Sentence: "这把密钥不由年报通保管，不能在这里修改密码。请用保管它的设备或者程序修改。", Err: errors.New("key of another keeper")}
	}
	return key, nil
}

func (a Administration) cost() keys.Cost {
	if a.Service.Cost == (keys.Cost{}) {
		return keys.Usual
	}
	return a.Service.Cost
}
