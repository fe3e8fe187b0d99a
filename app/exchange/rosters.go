package exchange

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/roster"
)

// noteNewKey notes whether the file brings a new key of the office that works here.
func (d Desk) noteNewKey(ctx context.Context, a *ImportPreview) {
	own, _ := d.roster(ctx)
	a.NewKey = own != nil && !a.Other && slices.ContainsFunc(a.Tips, func(s *roster.SignedRoster) bool {
		return s.Roster.OfficeKey != own.Roster.OfficeKey && s.Follows(own) == nil
	})
}

// chooseRoster takes what the file is judged by: the rosters held here of the office
// and those of the file together, the latest of them or, where the office's roster
// went on separately, all of what they say.
func (d Desk) chooseRoster(ctx context.Context, a *ImportPreview) error {
	known, err := d.OwnRosters(ctx)
	if err != nil {
		return err
	}
	if a.File.Kind == handover.KindNewKey && a.File.Roster != nil {
		a.HeldRoster = roster.Union(known)
		if len(known) > 0 {
			a.Roster = known[0]
		}
		return a.refuseNewKey(a.Roster)
	}
	theirs, err := rostersIn(a)
	if err != nil {
		return err
	}
	other, err := a.isOther(theirs, known)
	if errors.Is(err, roster.ErrAhead) {
		return a.replaces(known)
	}
	if err != nil {
		return untrusted(err)
	}
	if other {
		if known, err = d.takeOther(ctx, a, theirs[0], len(known) > 0); err != nil {
			return err
		}
	}
	a.HeldRoster = roster.Union(known)
	a.Tips = roster.Tips(append(known, theirs...))
	a.Adds = slices.ContainsFunc(theirs, func(s *roster.SignedRoster) bool { return slices.Contains(a.Tips, s) })
	if len(a.Tips) > roster.MaxTips {
		return untrusted(errors.New("名册分开更新的份数太多，请名册管理人先合并"))
	}
	if len(theirs) > 0 {
		d.noteNewKey(ctx, a)
	}
	a.takeTips()
	if d.Settings != nil {
		a.OfficeSays, err = d.Settings.Setting(ctx, app.SettingRosterCode)
	}
	return err
}

// OfficeAgrees says whether the settings file of the office, which its administrator
// has put on this workstation, has the code of the roster that the file brings.
func (a *ImportPreview) OfficeAgrees() bool {
	bare := func(code string) string { return strings.ToUpper(strings.ReplaceAll(code, " ", "")) }
	return a.OfficeSays != "" && a.Roster != nil && bare(a.OfficeSays) == bare(a.Roster.Roster.OfficeKey.Code())
}

// OfficeDisagrees says whether that file has another code for the office's own roster.
func (a *ImportPreview) OfficeDisagrees() bool {
	return a.OfficeSays != "" && a.NewOffice && !a.Other && !a.OfficeAgrees()
}

// besides tells what the settings file of the office says of the code.
func (a *ImportPreview) besides() string {
	switch {
	case a.OfficeSays == "" || a.Other:
		return ""
	case a.OfficeAgrees():
		return "它与单位设置文件中的名册代码一致。"
	}
	return "它与单位设置文件中的名册代码不一致：请不要接收，先问信息技术人员和名册管理人。"
}

// takeOther returns what is kept of another office, whose roster the file brings, and
// says so of the file; beside is whether there is one of this office.
func (d Desk) takeOther(ctx context.Context, a *ImportPreview, theirs *roster.SignedRoster, beside bool) ([]*roster.SignedRoster, error) {
	kept, err := d.keptOf(ctx, theirs)
	if err != nil {
		return nil, err
	}
	a.Other, a.NewOffice = beside || len(kept) > 0, len(kept) == 0
	if a.NewOffice {
		a.Namesake, err = d.namesake(ctx, &theirs.Roster)
	}
	return kept, err
}

// namesake returns a roster that is held here, the own one or one kept beside it, of an
// office that looks the same as that of a roster new here; nil for none.
func (d Desk) namesake(ctx context.Context, of *roster.Roster) (*roster.Roster, error) {
	if d.Rosters == nil {
		return nil, nil
	}
	all, err := d.Rosters.Kept(ctx, "")
	if err != nil {
		return nil, err
	}
	own, err := d.roster(ctx)
	if err != nil {
		return nil, err
	}
	if own != nil {
		all = append([]*roster.SignedRoster{own}, all...)
	}
	for _, signed := range all {
		if r := &signed.Roster; r.OfficeKey != of.OfficeKey && roster.SameLook(r.Office, of.Office) {
			return r, nil
		}
	}
	return nil, nil
}

// NamesakeText warns of a roster that has the name of one held here and another key,
// "" for none. The code of the file's it does not tell: to be compared, that must come
// from somebody else.
func (a *ImportPreview) NamesakeText() string {
	if a.Namesake == nil {
		return ""
	}
	return fmt.Sprintf("请注意：文件中的名册与本机的“%s”名册同名，但不是同一份，名册代码不同（本机核对过的是 %s）。可能是别人冒名建立的，也可能是该单位重新建立过名册。"+
		"请先当面或者打电话问名册管理人：没有重新建立过的，不要接收，并把文件交信息技术人员。",
		a.Namesake.Office, a.Namesake.OfficeKey.Code())
}

// isOther says whether the rosters of a file are another office's than those held here.
// The error is why they cannot be of one office, roster.ErrAhead among them.
func (a *ImportPreview) isOther(theirs, known []*roster.SignedRoster) (bool, error) {
	if len(theirs) == 0 || len(known) == 0 {
		return len(theirs) > 0, nil
	}
	err := roster.Related(theirs[0], known[0])
	switch {
	case errors.Is(err, roster.ErrRosterOther) && a.File.Kind == handover.KindOfficeKey:
		return false, &app.Error{Code: app.Untrusted, Err: err, Sentence: fmt.Sprintf("没有恢复：这是“%s”的名册密钥（名册代码 %s），这台电脑用的是“%s”的名册（名册代码 %s）。"+
			"请用本单位名册管理人写出的文件；本单位重新建立过名册的，请先接收新的名册。",
			theirs[0].Roster.Office, theirs[0].Roster.OfficeKey.Code(), known[0].Roster.Office, known[0].Roster.OfficeKey.Code())}
	case errors.Is(err, roster.ErrRosterOther):
		return true, nil
	case errors.Is(err, roster.ErrGivenUp):
		return false, &app.Error{Code: app.Untrusted, Err: err, Sentence: "没有接收：" + err.Error() + "。请向现在的名册管理人要新的名册；只在这份名册中登记的人，请他重新登记。"}
	}
	return false, err
}

// takeTips judges the file by the latest roster or, where there are several, by all
// that they say together, which nobody has signed.
func (a *ImportPreview) takeTips() {
	switch len(a.Tips) {
	case 0:
	case 1:
		a.Roster = a.Tips[0]
	default:
		a.Roster = &roster.SignedRoster{Roster: *roster.Union(a.Tips)}
	}
}

// replaces says that the file's roster, under another key of the office, does not know
// what the rosters held here say since: who compares its code goes on by it.
func (a *ImportPreview) replaces(known []*roster.SignedRoster) error {
	a.HeldRoster = roster.Union(known)
	a.Roster, a.Tips, a.Adds, a.NewKey, a.Replaces = a.File.Roster, []*roster.SignedRoster{a.File.Roster}, true, true, true
	return nil
}

// LostText names whose registration the roster that is replaced has, and the new one
// does not know.
func (a *ImportPreview) LostText() string {
	if !a.Replaces {
		return ""
	}
	var names []string
	for i := range a.HeldRoster.People {
		p := &a.HeldRoster.People[i]
		if now := a.Roster.Roster.Person(p.ID); !p.Deactivated() && (now == nil || now.Current() != p.Current()) {
			names = append(names, p.Title())
		}
	}
	text := fmt.Sprintf("换新时没有用到本机的名册（第%d版）：接收后以新的名册为准，本机的另行保留。", a.HeldRoster.Version)
	if len(names) > 0 {
		text += "只在本机名册中登记的，请名册管理人重新登记：" + strings.Join(names, "、") + "。"
	}
	return text
}

func untrusted(err error) error {
	var said *app.Error
	if errors.As(err, &said) {
		return err
	}
	if errors.Is(err, roster.ErrNewer) {
		return &app.Error{Code: app.Newer, Err: err}
	}
	return &app.Error{Code: app.Untrusted, Detail: err.Error(), Err: err}
}

// rostersIn returns the rosters of a file, all of one office. Untrusted where one of
// them is not genuine.
func rostersIn(a *ImportPreview) ([]*roster.SignedRoster, error) {
	if a.File.Roster == nil {
		return nil, nil
	}
	theirs := append([]*roster.SignedRoster{a.File.Roster}, a.File.Branches...)
	for _, signed := range theirs {
		err := signed.Verify()
		if err == nil && signed.Roster.OfficeKey != theirs[0].Roster.OfficeKey {
			err = roster.ErrRosterOther
		}
		if err != nil {
			return nil, untrusted(err)
		}
	}
	return theirs, nil
}

// keptOf returns the rosters that are kept here of another office, none where its
// code was never compared.
func (d Desk) keptOf(ctx context.Context, of *roster.SignedRoster) ([]*roster.SignedRoster, error) {
	if d.Rosters == nil {
		return nil, nil
	}
	return d.KeptRosters(ctx, of.Roster.OfficeKey)
}

// adopt takes over the rosters that a file brought: as the office's own or, of another
// office, beside it. It says whether anything has changed.
func (d Desk) adopt(ctx context.Context, a *ImportPreview) (bool, error) {
	theirs, err := rostersIn(a)
	if err != nil || len(theirs) == 0 {
		return false, err
	}
	switch {
	case a.Other:
		return d.KeepRosters(ctx, a.Tips)
	case a.Replaces:
		return true, d.ReplaceRoster(ctx, a.File.Roster)
	}
	changed := false
	for _, signed := range theirs {
		new, err := d.AdoptRoster(ctx, signed)
		if err != nil {
			return changed, err
		}
		changed = changed || new
	}
	return changed, nil
}

// KeepApart says that a roster new here is another office's, and not the one that the
// people of this workstation sign by.
func (a *ImportPreview) KeepApart() { a.Other = true }

// Forked says whether the office's roster went on separately.
func (a *ImportPreview) Forked() bool { return len(a.Tips) > 1 }

// CompareText says whose roster's code is to be compared, and why, "" where none is.
func (a *ImportPreview) CompareText() string {
	switch {
	case a.Namesake != nil:
		return a.NamesakeText() + "重新建立过的，请与名册管理人核对新的代码，一致才接收："
	case a.NewOffice && a.Other:
		return fmt.Sprintf("文件中是“%s”的名册，这台电脑上还没有人核对过，代码如下。请当面或者打电话与该单位的名册管理人核对这个代码，一致才说明名册没有被人换过：", a.Roster.Roster.Office)
	case a.NewOffice:
		return fmt.Sprintf("这台电脑上还没有名册。文件中是“%s”的名册，代码如下。%s请当面或者打电话与名册管理人核对这个代码，一致才说明名册没有被人换过：", a.Roster.Roster.Office, a.besides())
	case a.NewKey:
		return fmt.Sprintf("“%s”的名册密钥换新了，%s%s请当面或者打电话与名册管理人核对新的名册代码，一致才接收：", a.Roster.Roster.Office, a.Roster.Roster.ChangeText(), a.LostText())
	}
	return ""
}

// refuseNewKey says why nobody here can sign for a new key of the office.
func (a *ImportPreview) refuseNewKey(held *roster.SignedRoster) error {
	if held == nil {
		return &app.Error{Code: app.Forbidden, Sentence: "这是请各级签名、换新名册密钥的文件。这台电脑上还没有名册，不能签名。请先接收本单位的名册。"}
	}
	err := a.File.Roster.VerifyPending()
	if err == nil {
		err = a.File.Roster.Follows(held)
	}
	if err != nil {
		return &app.Error{Code: app.Untrusted, Detail: err.Error(), Err: err}
	}
	return nil
}

func (d Desk) roster(ctx context.Context) (*roster.SignedRoster, error) {
	if d.Rosters == nil {
		return nil, nil
	}
	return d.Rosters.Roster(ctx)
}
