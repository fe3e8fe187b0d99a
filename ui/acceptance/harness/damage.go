//go:build linux && amd64

package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// damage harms stores, their logs and their backups in every way that disks,
// sticks and people do, and looks at what the program makes of them. It must
// never crash, never write into a store that SQLite's whole check finds
// damaged, never copy it over or beside good backups as a sound one, and bring
// a good copy back.
func (h *harness) damage(ctx context.Context) error {
	d := &damaging{h: h}
	if err := d.prepare(ctx); err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	for n := range h.rounds {
		d.number = n + 1
		if err := d.one(ctx); err != nil {
			return fmt.Errorf("damage %d: %w", d.number, err)
		}
	}
	return d.judge()
}

// damaging is one run of it.
type damaging struct {
	h      *harness
	bases  []base
	number int
	verbs  string // what help says
	what   string // was done
	scene  desk
	copied bool // the program has made another copy since

	harmed, refused                              int // of the stores: found damaged by SQLite; not opened at all
	crashed, written, passed, spoilt, unreturned int
	rescued                                      int
}

// base is a folder that is harmed.
type base struct {
	name    string
	desk    desk
	content string // the drafts, as list gives them
	log     bool   // edits lie in the log beside the store
}

func (d *damaging) prepare(ctx context.Context) error {
	o, err := newOffice(d.h.rng)
	if err != nil {
		return err
	}
	small, large, logged := d.h.newDesk("small"), d.h.newDesk("large"), d.h.newDesk("logged")
	if _, err := small.importExample(ctx, d.h.dir); err != nil {
		return err
	}
	if d.verbs, err = small.do(ctx, "help"); err != nil {
		return err
	}
	if err := small.foundOffice(ctx, d.h.dir); err != nil {
		return err
	}
	if err := small.edit(ctx, o, 10); err != nil {
		return err
	}
	if err := os.CopyFS(large.data, os.DirFS(small.data)); err != nil {
		return err
	}
	if err := small.fill(ctx, 5); err != nil {
		return err
	}
	if err := large.fill(ctx, 500); err != nil { // over 8 MB, up to which all of a store is looked at when it is opened
		return err
	}
	for _, b := range []base{{name: "small", desk: small}, {name: "large", desk: large}} {
		if err := d.addBackup(ctx, &b); err != nil {
			return err
		}
		d.bases = append(d.bases, b)
	}
	if err := withLog(ctx, small, logged, o); err != nil {
		return err
	}
	b := d.bases[0]
	d.bases = append(d.bases, base{name: "with a log", desk: logged, content: b.content, log: true})
	return nil
}

// addBackup makes a copy of the store in its folder of backups.
func (d *damaging) addBackup(ctx context.Context, b *base) (err error) {
	if d.can("backup") {
		_, err = b.desk.do(ctx, "backup")
	} else {
		backups := filepath.Join(b.desk.data, "backups")
		if err = os.MkdirAll(backups, 0o700); err == nil {
			err = sqlite(ctx, b.desk.store(), fmt.Sprintf("VACUUM INTO '%s/nianbao-2026-01-02.db'", backups))
		}
	}
	if err != nil {
		return err
	}
	b.content, err = b.desk.drafts(ctx)
	return err
}

// can says whether the program knows a command.
func (d *damaging) can(verb string) bool { return slices.Contains(strings.Fields(d.verbs), verb) }

// drafts is what list gives, without the times.
func (d desk) drafts(ctx context.Context) (string, error) {
	out, err := d.do(ctx, "list")
	var b strings.Builder
	for line := range strings.Lines(out) {
		at := strings.LastIndexByte(line, '\t')
		b.WriteString(line[:max(at, 0)] + "\n")
	}
	return b.String(), err
}

// withLog copies a folder at a moment when edits lie in the log: another
// program that reads keeps them from being written back.
func withLog(ctx context.Context, from, to desk, o *office) error {
	work := desk{from.program, to.data + "-made"}
	if err := os.CopyFS(work.data, os.DirFS(from.data)); err != nil {
		return err
	}
	reader := exec.CommandContext(ctx, "sqlite3", work.store())
	in, err := reader.StdinPipe()
	if err != nil {
		return err
	}
	out, err := reader.StdoutPipe()
	if err != nil {
		return err
	}
	if err := reader.Start(); err != nil {
		return err
	}
	if _, err := in.Write([]byte("BEGIN; SELECT count(*) FROM draft;\n")); err != nil {
		return err
	}
	if _, err := out.Read(make([]byte, 64)); err != nil {
		return err
	}
	if err := work.edit(ctx, o, 12); err != nil {
		return err
	}
	if err := os.CopyFS(to.data, os.DirFS(work.data)); err != nil {
		return err
	}
	if err := in.Close(); err != nil {
		return err
	}
	if err := reader.Wait(); err != nil {
		return err
	}
	return os.Remove(to.store() + "-shm")
}

// one harms a copy of a folder and looks at what the program makes of it.
func (d *damaging) one(ctx context.Context) error {
	b := d.bases[d.h.rng.IntN(len(d.bases))]
	d.copied = false
	d.scene = desk{d.h.program, filepath.Join(d.h.dir, "scene")}
	if err := os.RemoveAll(d.scene.data); err != nil {
		return err
	}
	if err := os.CopyFS(d.scene.data, os.DirFS(b.desk.data)); err != nil {
		return err
	}
	if err := d.harm(b); err != nil {
		return err
	}
	d.h.say("%d %s: %s", d.number, b.name, d.what)
	truth := d.truth(ctx)
	if truth != "" {
		d.harmed++
	}
	// Where there is a log, opening the store writes it back, as it should.
	log, _ := os.Stat(d.scene.store() + "-wal")
	before, err := digests(d.scene.data)
	if err != nil {
		return err
	}
	if err := d.use(ctx, truth); err != nil {
		return err
	}
	if err := d.expectUntouched(ctx, log != nil, before, truth); err != nil {
		return err
	}
	if err := d.rescue(ctx); err != nil {
		return err
	}
	return d.bringBack(ctx, b)
}

// truth is what SQLite's whole check finds in a copy of the harmed store, ""
// where it is sound.
func (d *damaging) truth(ctx context.Context) string {
	dir := filepath.Join(d.h.dir, "truth")
	if err := os.RemoveAll(dir); err != nil {
		return err.Error()
	}
	if err := os.CopyFS(dir, os.DirFS(d.scene.data)); err != nil {
		return err.Error()
	}
	path := filepath.Join(dir, "nianbao.db")
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return "missing or empty"
	}
	if err := sound(ctx, path); err != nil {
		return err.Error()
	}
	return ""
}

// use reads, backs up and writes as a person would who has not noticed.
func (d *damaging) use(ctx context.Context, truth string) error {
	for i, args := range [][]string{{"list"}, {"show", "1"}, {"log", "1"}, {"check", "1"}, {"backup"}, {"set", "1", "requests.received.business", "4711"}} {
		if !d.can(args[0]) {
			continue
		}
		got, err := d.run(ctx, args...)
		if err != nil {
			return err
		}
		if i == 0 && got.code != 0 {
			d.refused++
		}
		d.copied = d.copied || args[0] == "backup" && got.code == 0
		if truth == "" || got.code != 0 {
			continue
		}
		switch args[0] {
		case "backup":
			d.passed++
			d.failed("a backup was made of it, though SQLite finds: " + truth)
		case "set":
			d.written++
			d.failed("it was written into, though SQLite finds: " + truth)
		}
	}
	return nil
}

// run runs a command, which may fail but not crash or hang.
func (d *damaging) run(ctx context.Context, args ...string) (result, error) {
	limited, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	got, err := d.scene.run(limited, args...)
	if limited.Err() != nil && ctx.Err() == nil {
		d.crashed++
		d.failed(args[0] + " hangs")
		return got, nil
	}
	if err != nil {
		return got, err
	}
	if got.code < 0 || got.code > 2 || strings.Contains(got.stderr, "panic") || strings.Contains(got.stderr, "没有预料到") {
		d.crashed++
		d.failed(fmt.Sprintf("%s crashes (%d): %.400s", args[0], got.code, got.stderr))
	}
	return got, nil
}

// expectUntouched looks for the backups as they were, for none that is not
// sound, and for the store itself where it is damaged.
func (d *damaging) expectUntouched(ctx context.Context, log bool, before map[string]string, truth string) error {
	after, err := digests(d.scene.data)
	if err != nil {
		return err
	}
	for name, sum := range before {
		switch {
		case after[name] == sum:
		case strings.HasPrefix(name, "backups/"):
			d.spoilt++
			d.failed(name + " was replaced or removed")
		case name == "nianbao.db" && truth != "" && !log:
			d.written++
			d.failed("the bytes of the damaged store have changed")
		}
	}
	for name := range after {
		if _, was := before[name]; was || !strings.HasPrefix(name, "backups/") || !strings.HasSuffix(name, ".db") {
			continue
		}
		if err := sound(ctx, filepath.Join(d.scene.data, name)); err != nil {
			d.spoilt++
			d.failed("a backup was made that is not sound: " + err.Error())
		}
	}
	return nil
}

// digests gives a digest for every file of a folder.
func digests(dir string) (map[string]string, error) {
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[name] = fmt.Sprintf("%x", sha256.Sum256(content))
		return err
	})
	return out, err
}

// rescue saves what can be read into another folder, where the program can.
func (d *damaging) rescue(ctx context.Context) error {
	if !d.can("rescue") {
		return nil
	}
	out := filepath.Join(d.h.dir, "rescued")
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	got, err := d.run(ctx, "rescue", "--out", out)
	if err != nil || got.code != 0 {
		return err
	}
	d.rescued++
	path := filepath.Join(out, "nianbao.db")
	if _, err := os.Stat(path); err != nil {
		return nil // it says where it has written
	}
	if err := sound(ctx, path); err != nil {
		d.spoilt++
		d.failed("what was rescued is not sound: " + err.Error())
	}
	return nil
}

// bringBack restores the newest good copy.
func (d *damaging) bringBack(ctx context.Context, b base) error {
	if d.can("restore") {
		got, err := d.run(ctx, "restore", "newest")
		if err != nil {
			return err
		}
		if got.code != 0 {
			if !d.harmedBackup() {
				d.unreturned++
				d.failed("the good copy is not restored: " + got.stderr)
			}
			return nil
		}
	} else if d.harmedBackup() {
		return nil
	} else if err := d.copyBack(); err != nil {
		return err
	}
	is, err := d.scene.drafts(ctx)
	if err == nil {
		err = sound(ctx, d.scene.store())
	}
	// A newer copy, made of what was sound, may hold other figures.
	if err != nil || is != b.content && (!d.copied || strings.Count(is, "\n") != strings.Count(b.content, "\n")) {
		d.unreturned++
		d.failed(fmt.Sprintf("what was restored is not what was copied: %v\n%.300s\nwant\n%.300s", err, is, b.content))
	}
	return nil
}

func (d *damaging) harmedBackup() bool { return strings.HasPrefix(d.what, "backups/") }

// copyBack puts the good copy in the place of the store, as a person does.
func (d *damaging) copyBack() error {
	content, err := os.ReadFile(filepath.Join(d.scene.data, "backups", "nianbao-2026-01-02.db"))
	if err != nil {
		return err
	}
	return os.WriteFile(d.scene.store(), content, 0o600)
}

// failed keeps the folder and says what is wrong with it.
func (d *damaging) failed(what string) {
	kept := filepath.Join(d.h.dir, fmt.Sprintf("failed-%d", d.number))
	if _, err := os.Stat(kept); err != nil {
		_ = os.CopyFS(kept, os.DirFS(d.scene.data)) // to be looked at; the case can be made again by its seed
	}
	fmt.Printf("第 %d 次（%s）：%s\n", d.number, d.what, strings.TrimSpace(what))
}

func (d *damaging) judge() error {
	fmt.Printf("损坏 %d 次，其中完整检查查出 %d 份，打不开 %d 份，救回 %d 份；崩溃 %d，写入已损坏的 %d，把已损坏的当作完好备份 %d，弄坏备份 %d，没有恢复 %d\n",
		d.h.rounds, d.harmed, d.refused, d.rescued, d.crashed, d.written, d.passed, d.spoilt, d.unreturned)
	if d.crashed+d.written+d.passed+d.spoilt+d.unreturned > 0 {
		return errFailed
	}
	return nil
}
