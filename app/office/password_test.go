package office_test

import (
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/keys"
	"nianbao/app/office"
	"nianbao/app/signoff"
)

const another = "换上的另一个密码"

func TestAPasswordIsChangedAndTheKeyStays(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	for owner, code := range map[string]string{officer: "", app.OfficeOwner: ""} {
		before := w.Memory.Keys[owner].Sealed
		if err := w.ChangePassword(ctx, owner, "不是这个密码吧", another); app.CodeOf(err) != app.Password {
			t.Errorf("with a wrong password%s: %v", code, err)
		}
		if err := w.ChangePassword(ctx, owner, apptest.Password, "12345678"); app.CodeOf(err) != app.Invalid || !strings.Contains(app.Sentence(err), "连续的数字") {
			t.Errorf("to a trivial one: %v", err)
		}
		if err := w.ChangePassword(ctx, owner, apptest.Password, "示例县自然资源局"); app.CodeOf(err) != app.Invalid {
			t.Errorf("to the unit's name: %v", err)
		}
		if err := w.ChangePassword(ctx, owner, apptest.Password, apptest.Password); app.CodeOf(err) != app.Invalid {
			t.Errorf("to the same: %v", err)
		}
		if after := w.Memory.Keys[owner].Sealed; string(after.Box) != string(before.Box) {
			t.Error("a refused change has changed the key")
		}
		w.Must(w.ChangePassword(ctx, owner, apptest.Password, another))
		if after := w.Memory.Keys[owner].Sealed; after.Public != before.Public || string(after.Box) == string(before.Box) || string(after.Salt) == string(before.Salt) {
			t.Error("another key, or the same seal")
		}
		if _, err := w.Unlock(ctx, owner, apptest.Password); app.CodeOf(err) != app.Password {
			t.Errorf("the old password: %v", err)
		}
		if _, err := w.Unlock(ctx, owner, another); err != nil {
			t.Errorf("the new password: %v", err)
		}
	}
	w.Must(w.Reassign(ctx, another, officer, "副科长", []int{1}))
}

// With the input method on, the same keys give full-width characters: they are the same
// password.
func TestFullWidthFormsAreTheSamePassword(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	w.Must(w.ChangePassword(ctx, officer, apptest.Password, "Ｘｋ７＃ｐＱ２ｍ"))
	for _, typed := range []string{"Xk7#pQ2m", "Ｘｋ７＃ｐＱ２ｍ"} {
		if _, err := w.Unlock(ctx, officer, typed); err != nil {
			t.Errorf("%s: %v", typed, err)
		}
	}
}

// Another key is made beside one that lies here only by who has its password, or says
// that it is forgotten. The old one is kept, and signs until the roster has the new one.
func TestAnotherKeyDoesNotThrowTheFirstAway(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	id := w.Example()
	before := w.Memory.Keys[officer].Sealed.Public
	again := office.Applicant{Person: officer, Name: "张三", Post: "科员", Password: another}
	if _, err := w.RequestRegistration(ctx, again); app.CodeOf(err) != app.Password {
		t.Errorf("without its password: %v", err)
	}
	if w.Memory.Keys[officer].Sealed.Public != before {
		t.Fatal("a key was replaced without its password")
	}
	w.Clock.At = w.Clock.At.Add(time.Hour)
	again.Old = apptest.Password
	first, err := w.RequestRegistration(ctx, again)
	w.Must(err)
	w.Sign(officer, id, signoff.Submit, "") // by the key that the roster has
	again.Old, again.Forgotten = "", true
	second, err := w.RequestRegistration(ctx, again)
	w.Must(err)
	w.Sign(officer, id, signoff.Approve, "")
	if first.Key == second.Key || first.Key == before {
		t.Error("the same key was made again")
	}
	w.Must(w.Register(ctx, apptest.Password, second, []int{1}))
	if _, err := w.Unlock(ctx, officer, apptest.Password); app.CodeOf(err) != app.Password {
		t.Errorf("the key that was replaced still opens: %v", err)
	}
	key, err := w.Unlock(ctx, officer, another)
	w.Must(err)
	if key.Public() != second.Key {
		t.Error("another key than the registered one opens")
	}
	for _, public := range []keys.Public{before, first.Key} {
		if kept, err := w.Keys.Key(ctx, app.KeptKey(public)); err != nil || kept.Sealed.Public != public {
			t.Errorf("a key was thrown away: %v", err)
		}
	}
}

// What is counted against wrong passwords is not forgotten by making another key.
func TestMakingAnotherKeyDoesNotShortenTheWait(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	for range 6 {
		w.Clock.At = w.Clock.At.Add(time.Hour)
		if _, err := w.Unlock(ctx, officer, "不是这个密码吧"); app.CodeOf(err) != app.Password {
			t.Fatal(err)
		}
	}
	if _, err := w.RequestRegistration(ctx, office.Applicant{Person: officer, Name: "张三", Password: another, Forgotten: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Unlock(ctx, officer, apptest.Password); app.CodeOf(err) != app.TooSoon {
		t.Errorf("the wait is over: %v", err)
	}
}
