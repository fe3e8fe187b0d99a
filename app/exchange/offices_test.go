package exchange_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// The county office takes in the reports of units that have rosters of their own: the
// code of each is compared once, each report is judged by its own, and nobody here
// signs any.
func TestFilesOfManyOfficesAreJudgedByTheirOwnRosters(t *testing.T) {
	county := apptest.NewWorkstation(t)
	officer, head, leader := county.CreateRoster()
	own := county.Example()
	for i := range 6 {
		_, _, raw := signed(t)
		a, err := county.OpenPackage(ctx, raw)
		county.Must(err)
		if !a.NewOffice || !a.Other || !a.Adds || !strings.Contains(a.ProofSentence(), "还不能确认是谁签的") {
			t.Fatalf("%d: %+v", i, a)
		}
		at, err := county.Accept(ctx, a, exchange.Undecided)
		county.Must(err)
		s := county.As(officer, at)
		if len(s.Problems()) > 0 || s.State().Stage != signoff.Approved || s.Watermark() != "" || s.Actor().Person != nil {
			t.Fatalf("%d: %s %v", i, s.State().Name(), s.Problems())
		}
		for _, kind := range []signoff.Kind{signoff.Reopen, signoff.HandedOver, signoff.Return} {
			if may := s.May(kind); may.OK || kind != signoff.Return && !strings.Contains(may.Reason, "名册审签") {
				t.Errorf("%s: %+v", kind, may)
			}
		}
		for _, person := range []string{officer, head, leader} {
			if err := county.TrySign(person, at, signoff.Reopen, "改"); app.CodeOf(err) != app.Forbidden {
				t.Errorf("somebody here signs: %v", err)
			}
		}
		if again, err := county.OpenPackage(ctx, handOver(county, at)); err != nil || again.NewOffice || !again.Other || again.Adds {
			t.Errorf("handed on: %+v, %v", again, err)
		}
		b, err := county.OpenPackage(ctx, raw)
		if err != nil || b.NewOffice || b.Proof.Outcome() != proof.Holds {
			t.Errorf("once more: %+v, %v", b, err)
		}
		if waits, err := county.Waiting(ctx); err != nil || waits[at] {
			t.Errorf("it waits for somebody here: %v, %v", waits, err)
		}
		county.Must(county.Trash.Delete(ctx, at, county.Now()))
	}
	if n := len(county.Memory.Beside); n != 6 {
		t.Errorf("%d rosters are kept", n)
	}
	if county.Memory.Office.Roster.Person(officer) == nil {
		t.Error("the own roster is another one now")
	}
	county.Sign(officer, own, signoff.Submit, "") // the own reports go on as before
}

// A county that receives from seventy offices at once, over one folder: every file is
// told by its own office's name and code and no other's, and once all are taken in each
// is verified by its own roster, also by a program that is started anew.
func TestSeventyOfficesSideBySide(t *testing.T) {
	const offices = 70
	county := apptest.NewWorkstation(t)
	officer, _, _ := county.CreateRoster()
	folder := exchange.Folder{Desk: county.Desk, Dir: t.TempDir()}
	codes, names := map[string]string{}, []string{}
	for i := range offices {
		unit, name := apptest.NewWorkstation(t), fmt.Sprintf("示例县第%02d局", i+1)
		unit.Must(unit.Administration.CreateRoster(ctx, name, apptest.Password, roster.DefaultChain()))
		// The same names everywhere, and ids that the units do not share.
		officer, head, leader := unit.Join("张三", "科员", 1), unit.Join("李四", "办公室主任", 2), unit.Join("王五", "局长", 3)
		unit.Must(unit.SwitchUser(ctx, officer))
		id := unit.Small()
		unit.Must(unit.As(officer, id).Set(ctx, report.UnitName, name))
		if i%7 > 0 {
			approve(unit, id, officer, head, leader)
		} else { // one that was handed over in review
			unit.Sign(officer, id, signoff.Submit, "")
		}
		unit.Must(os.WriteFile(filepath.Join(folder.Dir, name+".nbx"), handOver(unit, id), 0o600))
		own, err := unit.Rosters.Roster(ctx)
		unit.Must(err)
		codes[name], names = own.Roster.OfficeKey.Code(), append(names, name)
	}
	files, err := folder.Scan(ctx, true)
	county.Must(err)
	if len(files) != offices {
		t.Fatalf("%d files are listed", len(files))
	}
	for i := range files {
		a := files[i].Preview
		name := a.Report.Unit()
		said := a.ProofSentence() + a.CompareText()
		for _, other := range names {
			if strings.Contains(said, other) != (other == name) || strings.Contains(a.CompareText()+a.Roster.Roster.OfficeKey.Code(), codes[other]) != (other == name) {
				t.Fatalf("%s, beside %s: %s", name, other, said)
			}
		}
		_, err := county.Accept(ctx, a, exchange.Undecided)
		county.Must(err)
	}
	if left, err := folder.Scan(ctx, true); err != nil || len(left) > 0 {
		t.Errorf("listed once more: %d, %v", len(left), err)
	}
	anew := &app.Service{Ports: county.Ports, Catalog: county.Catalog, Now: county.Now}
	all, err := anew.Drafts.List(ctx)
	county.Must(err)
	proven := anew.Proven(ctx, all)
	for i := range all {
		s, err := anew.Open(ctx, all[i].ID)
		county.Must(err)
		name := s.Report().Unit()
		if len(s.Problems()) > 0 || s.Actor().Foreign == "" || s.Actor().Roster.Office != name || s.Actor().Roster.OfficeKey.Code() != codes[name] {
			t.Errorf("%s is judged by the roster of %s: %v", name, s.Actor().Roster.Office, s.Problems())
		}
		if r := &all[i]; r.Stage != signoff.Drafting && proven[r.ID] != proof.Sound {
			t.Errorf("%s does not verify", name)
		}
	}
	if own := county.Memory.Office.Roster; own.Person(officer) == nil || len(county.Memory.Beside) != offices {
		t.Errorf("the own roster is of %s, beside %d others", own.Office, len(county.Memory.Beside))
	}
}

// A report in review of another office waits for nobody here, whatever the levels are
// called.
func TestAnotherOfficesReportWaitsForNobodyHere(t *testing.T) {
	unit, county := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	county.CreateRoster()
	officer, _, _ := unit.CreateRoster()
	id := unit.Example()
	unit.Sign(officer, id, signoff.Submit, "")
	at := take(county, handOver(unit, id))
	for _, p := range county.Memory.Office.Roster.People {
		s := county.As(p.ID, at)
		for _, kind := range []signoff.Kind{signoff.Approve, signoff.Return, signoff.Withdraw} {
			if s.May(kind).OK {
				t.Errorf("%s may %s", p.ID, kind)
			}
		}
		local, err := county.EligibleSigners(ctx)
		county.Must(err)
		for _, a := range local {
			if s.MayAs(a, signoff.Approve).OK || s.MayAs(a, signoff.Return).OK {
				t.Error("somebody of this workstation may")
			}
		}
		if waits, err := county.Waiting(ctx); err != nil || len(waits) > 0 {
			t.Errorf("%v, %v", waits, err)
		}
	}
	unit.Clock.At = county.Clock.At
	unit.Sign(officer, id, signoff.Withdraw, "")
	take(county, handOver(unit, id))
	if err := county.Set("", at, figure, "77"); app.CodeOf(err) != app.Forbidden {
		t.Errorf("a draft of another office is edited here: %v", err)
	}
}

// Who has no roster of their own may keep one apart, and is asked.
func TestARosterIsKeptApartWhereThereIsNone(t *testing.T) {
	unit, _, raw := signed(t)
	reader := apptest.NewWorkstation(t)
	a, err := reader.OpenPackage(ctx, raw)
	reader.Must(err)
	if !a.NewOffice || a.Other {
		t.Fatalf("%+v", a)
	}
	a.KeepApart()
	at, err := reader.Accept(ctx, a, exchange.Undecided)
	reader.Must(err)
	if reader.Memory.Office != nil || len(reader.Memory.Beside[unit.Memory.Office.Roster.OfficeKey]) != 1 {
		t.Error("the roster is taken for the own one")
	}
	if s := reader.As("", at); len(s.Problems()) > 0 || s.Actor().Foreign == "" {
		t.Errorf("%v", s.Problems())
	}
	reader.CreateRoster()
	if s := reader.As("", at); len(s.Problems()) > 0 {
		t.Errorf("with a roster of one's own: %v", s.Problems())
	}
	// A later version takes the place of the one that is kept.
	unit.Must(unit.Deactivate(ctx, apptest.Password, unit.Memory.Office.Roster.People[1].ID))
	later, err := unit.RosterFile(ctx)
	unit.Must(err)
	b, err := reader.OpenPackage(ctx, later)
	reader.Must(err)
	if b.NewOffice || !b.Other || !b.Adds {
		t.Fatalf("%+v", b)
	}
	_, err = reader.Accept(ctx, b, exchange.Undecided)
	reader.Must(err)
	if kept := reader.Memory.Beside[unit.Memory.Office.Roster.OfficeKey]; len(kept) != 1 || kept[0].Roster.Version != unit.Memory.Office.Roster.Version {
		t.Errorf("%d are kept", len(kept))
	}
}

// The administrator of an office has put the roster's code on its workstations: what
// a file brings is held against it.
func TestTheOfficeFileIsHeldAgainstTheCode(t *testing.T) {
	_, _, raw := signed(t)
	fresh := apptest.NewWorkstation(t)
	a, err := fresh.OpenPackage(ctx, raw)
	fresh.Must(err)
	code := a.Roster.Roster.OfficeKey.Code()
	for given, want := range map[string]bool{"": false, strings.ToLower(strings.ReplaceAll(code, " ", "")): true, code: true, "ABCD " + code[5:]: false} {
		fresh.Must(fresh.Settings.SetSetting(ctx, app.SettingRosterCode, given))
		a, err := fresh.OpenPackage(ctx, raw)
		fresh.Must(err)
		if said := a.CompareText(); a.OfficeAgrees() != want || strings.Contains(said, "名册代码一致") != want || strings.Contains(said, "不一致：请不要接收") != (given != "" && !want) {
			t.Errorf("%q: %v, %s", given, a.OfficeAgrees(), said)
		}
	}
}
