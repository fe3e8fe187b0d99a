package words_test

import (
	"context"
	"database/sql"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	_ "github.com/mattn/go-sqlite3" // to look into a store

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/carry"
	"nianbao/app/check"
	"nianbao/app/counted"
	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/provided"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/assets"
	"nianbao/store/sqlite"
	"nianbao/ui/acceptance/words"
	"nianbao/ui/cli"
	"nianbao/ui/system"
)

// The places of a report: they are stored, signed, written into files and
// typed after "nianbao set".
func TestAddressesStay(t *testing.T) {
	var used []string
	for _, f := range apptest.Catalog(t).Editions() {
		for _, s := range f.Sections {
			for _, field := range s.Fields {
				used = append(used, f.Edition+" "+string(field.Address))
			}
		}
		for _, table := range f.Tables() {
			for _, c := range table.ValueCells() {
				used = append(used, f.Edition+" "+string(c.Address))
			}
			used = append(used, f.Edition+" "+string(report.LayoutOf(table.ID)))
			for _, z := range table.Zeros {
				if z.Fact != "" {
					used = append(used, f.Edition+" "+string(report.Fact(z.Fact)))
				}
			}
		}
	}
	for _, a := range []form.Address{
		report.UnitName, report.Year, report.Edition, report.SignedBy, report.SignedOn, report.Preamble,
		report.SourceTotalAt("*"), report.PastedTotalAt("*"), report.ExplainAt("*"), report.RemarkAt("*"), report.AnswerAt("*"),
		report.CarriedAt("*"), report.CountedAt("*"), report.ProvidedAt("*"), report.RegisterAt("*"),
	} {
		used = append(used, string(a))
	}
	for _, f := range report.ContactFields {
		used = append(used, string(f.Address))
	}
	words.Hold(t, "addresses", used)
}

// The rules are named in what was written about their findings.
func TestRulesStay(t *testing.T) {
	var used []string
	for _, rule := range check.Rules(apptest.Catalog(t)) {
		used = append(used, rule.ID)
	}
	words.Hold(t, "rules", used)
}

// The names in the files of the forms, which other editions are written with.
func TestNamesInFormsStay(t *testing.T) {
	var used []string
	files, err := fs.Glob(assets.Forms, "forms/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		var content map[string]any
		if _, err := toml.DecodeFS(assets.Forms, file, &content); err != nil {
			t.Fatal(err)
		}
		used = append(used, tomlKeys("", content)...)
	}
	words.Hold(t, "forms", used)
}

func tomlKeys(at string, v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			out = append(append(out, at+key), tomlKeys(at+key+".", inner)...)
		}
	case []map[string]any:
		for _, inner := range v {
			out = append(out, tomlKeys(at, inner)...)
		}
	case []any:
		for _, inner := range v {
			out = append(out, tomlKeys(at, inner)...)
		}
	}
	return out
}

// A report as a JSON file.
func TestNamesInReportFilesStay(t *testing.T) {
	var used []string
	catalog := apptest.Catalog(t)
	for _, edition := range []struct {
		name, year, layout string
	}{{"2021", "2025", "2019"}, {"2019", "2020", "2021"}} {
		f := catalog.Edition(edition.name)
		held := map[form.Address]string{
			report.UnitName: "甲局", report.Year: edition.year, report.SignedBy: "乙", report.SignedOn: "2026-01-20", report.Preamble: "引言",
			report.LayoutOf("requests"): edition.layout, report.Fact("no_regulations"): "yes", report.SourceTotalAt("disputes.direct_suit.total"): "7",
		}
		for _, s := range f.Sections {
			for _, field := range s.Fields {
				held[field.Address] = "文字"
			}
		}
		for _, c := range report.ContactFields {
			held[c.Address] = "1"
		}
		r, lost := report.Restore(catalog, held)
		if len(lost) > 0 {
			t.Fatal(lost)
		}
		raw, err := document.Write(r)
		if err != nil {
			t.Fatal(err)
		}
		used = append(used, words.Under(edition.name, words.KeysIn(raw))...)
	}
	words.Hold(t, "report-file", append(used, fmt.Sprint("format ", document.Format)))
}

// A package that is handed over, with everything that can be in one: the
// report's journal with its signed steps, the roster, a request.
func TestNamesInPackagesStay(t *testing.T) {
	var f handover.File
	words.Fill(&f)
	raw, err := handover.Write(&f)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(raw), "\n")
	used := append(words.KeysIn([]byte(body)), "head "+strings.Join(strings.Fields(head)[:2], " "), "ending "+handover.Extension)
	plain := roster.Request{Key: "1"}
	for _, before := range []*handover.File{ // as programs of before write it
		{Kind: handover.KindRequest, Request: &plain},
		{Kind: handover.KindReport, Report: &handover.Report{}, Signed: &signoff.Transition{}},
	} {
		raw, err = handover.Write(before)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ = strings.Cut(string(raw), "\n")
		used = append(used, "head "+strings.Join(strings.Fields(head)[:2], " "))
	}
	for _, kind := range []string{handover.KindReport, handover.KindRoster, handover.KindRequest, handover.KindOfficeKey, handover.KindNewKey} {
		used = append(used, "kind "+kind)
	}
	words.Hold(t, "package", used)
}

// What is kept beside a report, and a key under a password.
func TestNamesInNotesAndKeysStay(t *testing.T) {
	used := words.Under("explanation", words.Keys(new(notes.Explanation)))
	used = append(used, words.Under("remark", words.Keys(new(notes.Remark)))...)
	used = append(used, words.Under("answer", words.Keys(new(notes.Answer)))...)
	used = append(used, words.Under("carried", words.Keys(new(carry.Note)))...)
	used = append(used, words.Under("counted", words.Keys(new(counted.Note)))...)
	used = append(used, words.Under("provided", words.Keys(new(provided.Note)))...)
	used = append(used, words.Under("register", words.Keys(new(counted.Register)))...)
	for _, why := range counted.Reasons {
		used = append(used, "register.why "+string(why))
	}
	used = append(used, words.Under("key", words.Keys(new(keys.Sealed)))...)
	key, err := keys.Generate()
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := keys.Seal(apptest.Cheap, key, apptest.Password)
	if err != nil {
		t.Fatal(err)
	}
	words.Hold(t, "notes-and-keys", append(used, "key.kdf "+sealed.KDF, "key.cipher "+sealed.Cipher))
}

// notary keeps the message that it is to sign.
type notary struct{ message string }

func (n *notary) Public() keys.Public { return "1" }

func (n *notary) Sign(message []byte) ([]byte, error) {
	n.message = string(message)
	return nil, nil
}

// What is signed and hashed, letter by letter: names, their order, and the
// words that say what it is.
func TestSignedWordsStay(t *testing.T) {
	var act signoff.Transition
	var request handover.Request
	words.Fill(&act)
	words.Fill(&request)
	beside := act
	beside.DeputyFor, beside.DeputyName = "", ""
	act.Beside = ""            // nothing stands beside what is signed
	own, plain := act, request // nobody's deputy, and no key of before
	endorsing := request       // what is endorsed is changed by it
	own.DeputyFor, own.DeputyName, plain.OldKey, plain.Endorsed = "", "", "", nil
	before := own // signatures of before name no roster
	before.OfficeKey, before.RosterVersion = "", 0
	people := roster.NewRoster("甲局", "1", roster.Chain{{Name: "承办人员初审", Short: "初审"}, {Name: "单位行政负责人审批", Short: "审批"}}, 1)
	var used []string
	for name, sign := range map[string]func(keys.Signer) error{
		"act": before.Sign, "act-by-a-roster": own.Sign, "act-of-a-deputy": act.Sign, "act-beside": beside.Sign, "request": plain.Sign, "request-endorsed": request.Sign, "endorsement": endorsing.Endorse,
		"roster":                func(s keys.Signer) error { _, err := people.Sign(s); return err },
		"roster-of-more-levels": func(s keys.Signer) error { _, err := people.WithChain(roster.DefaultChain(), 2).Sign(s); return err },
	} {
		n := &notary{}
		if err := sign(n); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		used = append(used, name+" "+strconv.Quote(n.message))
	}
	origin := journal.Origin("0123456789abcdef0123456789abcdef")
	next, err := journal.Next(origin, journal.Entry{Seq: 1, Kind: journal.Edited, Edit: report.Edit{Note: "填写", Changes: []report.Change{{Address: "overview.lead", At: 1, Old: "甲", New: "乙"}}}})
	if err != nil {
		t.Fatal(err)
	}
	r := report.New(apptest.Catalog(t), "甲局", 2025)
	words.Hold(t, "signed", append(used, "note "+journal.Condensed{Entries: 1, Digest: origin}.Note(), "journal-begins "+string(origin), "journal-goes-on "+string(next),
		"code "+keys.Public("1").Code(), "content "+string(r.Digest())))
}

// The kinds of things that are stored, and the settings.
func TestKindsStay(t *testing.T) {
	var used []string
	for kind, all := range map[string][]any{
		"entry":  {journal.Edited, journal.Undone, journal.Redone, journal.Imported, journal.Remarked, journal.Transitioned},
		"act":    {signoff.Submit, signoff.Approve, signoff.Return, signoff.Withdraw, signoff.Reopen},
		"stage":  {signoff.Drafting, signoff.Reviewing, signoff.Approved},
		"cell":   {form.Count, form.Money, form.Change},
		"label":  {form.Head, form.Left, form.Note},
		"backup": {app.CopyDaily, app.CopyByHand, app.CopyMigration, app.CopySigning, app.CopyEdits, app.CopyReplaced},
	} {
		for _, word := range all {
			used = append(used, kind+" "+reflect.ValueOf(word).String())
		}
	}
	for name, value := range constants(t, filepath.Join("..", "..", "..", "app")) {
		if strings.HasPrefix(strings.ToLower(name), "setting") {
			used = append(used, "setting "+value)
		}
	}
	words.Hold(t, "kinds", used)
}

// constants returns the constant texts of the packages under a folder.
func constants(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	each(t, dir, func(f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != len(spec.Names) {
				return true
			}
			for i, name := range spec.Names {
				if lit, ok := spec.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					out[name.Name], _ = strconv.Unquote(lit.Value)
				}
			}
			return true
		})
	})
	return out
}

// each goes through the source under a folder, tests left out.
func each(t *testing.T, dir string, look func(*ast.File)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err == nil {
			look(f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The tables of the store as SQLite has them.
func TestNamesInTheStoreStay(t *testing.T) {
	dir := t.TempDir()
	closed(t, open(t, dir))
	db, err := sql.Open("sqlite3", filepath.Join(dir, "nianbao.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	used := query(t, db, `SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'`)
	used = append(used, query(t, db, `SELECT 'column ' || m.name || '.' || c.name || ' ' || c.type FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'`)...)
	used = append(used, query(t, db, `SELECT 'application ' || application_id FROM pragma_application_id`)...)
	quoted := regexp.MustCompile(`'([^'\n]*)'`)
	for _, text := range query(t, db, `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL`) {
		comments := regexp.MustCompile(`(?m)--.*$`)
		for _, m := range quoted.FindAllStringSubmatch(comments.ReplaceAllString(text, ""), -1) {
			if m[1] != "" {
				used = append(used, "word "+m[1])
			}
		}
	}
	words.Hold(t, "store", used)
}

func query(t *testing.T, db *sql.DB, ask string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// The files of a data folder, and the names that stand in them.
func TestNamesInTheDataFolderStay(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	desk := &app.Service{Ports: db.Ports(), Catalog: apptest.Catalog(t), Now: (&apptest.Clock{}).Now}
	id, err := desk.Create(t.Context(), app.NewReport{Unit: "甲局", Year: 2025})
	if err != nil {
		t.Fatal(err)
	}
	s, err := desk.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Set(t.Context(), "overview.lead", "文字"); err != nil {
		t.Fatal(err)
	}
	if err := desk.Backups.Make(context.WithoutCancel(t.Context()), app.CopyByHand); err != nil {
		t.Fatal(err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	first, err := system.Claim(dir, system.Start{})
	if err != nil {
		t.Fatal(err)
	}
	first.Release()
	if err := os.WriteFile(filepath.Join(dir, "crash.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := system.TakeEnd(dir); err != nil {
		t.Fatal(err)
	}
	var used []string
	system.Watched(dir, func(err error) { t.Error(err) }, func() error { used = files(t, dir); return nil }) // #nosec G104 -- it returns what the function does
	for _, of := range []string{filepath.Join("..", "..", "..", "store"), filepath.Join("..", "..", "system")} {
		for _, tag := range tags(t, of) {
			used = append(used, "name "+tag)
		}
	}
	words.Hold(t, "data-folder", used)
}

// files lists what lies in a folder, its numbers left out.
func files(t *testing.T, dir string) []string {
	t.Helper()
	digits := regexp.MustCompile(`\d+`)
	var out []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if name, _ := filepath.Rel(dir, path); name != "." {
			out = append(out, "file "+digits.ReplaceAllString(filepath.ToSlash(name), "0"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// tags returns the names that structs under a folder have in JSON.
func tags(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	each(t, dir, func(f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			field, ok := n.(*ast.Field)
			if !ok || field.Tag == nil {
				return true
			}
			tag, _ := strconv.Unquote(field.Tag.Value)
			if name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ","); name != "" {
				out = append(out, name)
			}
			return true
		})
	})
	return out
}

// The words of the command line, as its help has them; the options are held by
// ui/cli, which knows them all.
func TestCommandsStay(t *testing.T) {
	var out strings.Builder
	p := &cli.Program{Version: "0", DataDir: "数据", Stdout: &out, Stderr: &out}
	if code := p.Run(t.Context(), []string{"help"}); code != cli.Fine {
		t.Fatal(code, out.String())
	}
	var used []string
	for _, m := range regexp.MustCompile(`(?m)^  nianbao ([a-z]+)`).FindAllStringSubmatch(out.String(), -1) {
		used = append(used, "command "+m[1])
	}
	for name, code := range map[string]int{"fine": cli.Fine, "findings": cli.Findings, "bad": cli.Bad} {
		used = append(used, fmt.Sprintf("exit %s %d", name, code))
	}
	words.Hold(t, "commands", used)
}

func open(t *testing.T, dir string) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func closed(t *testing.T, db *sqlite.DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
