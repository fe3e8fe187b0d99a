package sqlite_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/store/sqlite"
)

// What a disk answers when it does not read, and what SQLite makes of a read
// that came back short.
var (
	unread  = sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrRead, SystemErrno: syscall.EIO}
	misread = sqlite3.Error{Code: sqlite3.ErrCorrupt}
)

// Every single statement of a start and of the work after it fails once.
func TestOneErrorOfTheDiskPasses(t *testing.T) {
	onFaultyDisk(t)
	dir, sum := stored(t)
	for name, f := range map[string]struct {
		err    error
		sticks bool
	}{"unread": {unread, false}, "misread": {misread, true}} {
		t.Run(name, func(t *testing.T) {
			for n := 1; ; n++ {
				failing(t, f.err, f.sticks, "", n)
				s, err := sqlite.Open(dir)
				if err != nil {
					t.Fatalf("statement %d of the start: %v", n, err)
				}
				if err := s.Trouble(); err != nil {
					t.Fatalf("statement %d of the start: %v", n, err)
				}
				reached := disk.calls
				heal()
				must(t, s.Close())
				if reached < n {
					t.Logf("%d statements", reached)
					return
				}
			}
		})
	}
	s := openIn(t, dir)
	seq, held := int64(1), "12"
	for _, f := range []error{unread, misread} {
		for n := 1; n < 14; n++ {
			failing(t, f, false, "", n)
			list, err := s.List(ctx)
			must(t, err)
			if len(list) != 1 {
				t.Fatalf("the list with failure %d: %v", n, list)
			}
			failing(t, f, false, "", n)
			d, err := s.Load(ctx, sum.ID)
			must(t, err)
			if int64(len(d.Entries)) != seq || d.Values["cell"] != held {
				t.Fatalf("loaded with failure %d: %+v", n, d)
			}
			next := fmt.Sprint(n + 100)
			failing(t, f, false, "", n)
			err = s.Append(ctx, sum, []journal.Entry{edit(seq+1, "cell", held, next)})
			// Only what fails at the very end is not tried again: it may have taken hold.
			if err != nil && disk.calls != n+1 {
				t.Fatalf("failure %d of an edit: %v", n, err)
			}
			heal()
			if err == nil {
				seq, held = seq+1, next
			}
			must(t, s.Check(ctx))
			must(t, s.Trouble())
		}
	}
}

// What stays is told: an error of the disk never as one of the content.
func TestErrorsOfTheDiskAreNotDamage(t *testing.T) {
	onFaultyDisk(t)
	dir, sum := stored(t)
	s := openIn(t, dir)
	every := make([]int, 1000)
	for i := range every {
		every[i] = i + 1
	}
	failing(t, unread, true, "", every...)
	for doing, err := range map[string]error{
		"check": s.Check(ctx), "edit": s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}),
		"list": second(s.List(ctx)), "load": second(s.Load(ctx, sum.ID)),
	} {
		if e := wantCode(t, err, app.Disk); !strings.Contains(app.Sentence(e), "不要删除或者替换") {
			t.Errorf("%s: %s", doing, app.Sentence(err))
		}
	}
	must(t, s.Trouble())
	_, err := sqlite.Open(dir)
	wantCode(t, err, app.Disk)
	heal()
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))

	failing(t, misread, true, "", every...)
	_, err = s.Load(ctx, sum.ID)
	wantCode(t, err, app.Damaged)
	heal()
	// What is damaged is not written any more, until it was found sound.
	wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(3, "cell", "13", "14")}), app.Damaged)
	must(t, s.Check(ctx))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(3, "cell", "13", "14")}))
}

func second[T any](_ T, err error) error { return err }

func TestChecksTellTheDiskFromTheContent(t *testing.T) {
	for text, disk := range map[string]bool{
		"Tree 5 page 7: unable to get the page. error code=266": true,  // SQLITE_IOERR_READ
		"Tree 5 page 7: unable to get the page. error code=522": false, // the file ends too early
		"Tree 5 page 7: unable to get the page. error code=11":  false,
		"Page 3: never used": false,
	} {
		if sqlite.IsDiskText(text) != disk {
			t.Errorf("%q", text)
		}
	}
}

// No sentence about the store advises to put something in its place by hand.
func TestNobodyIsToldToReplaceTheFile(t *testing.T) {
	for _, err := range []error{unread, misread, syscall.EIO, io.ErrUnexpectedEOF, errors.New("x")} {
		for _, code := range []app.Code{app.Disk, app.Damaged, app.Gone, app.ReadOnly, app.Full, app.Locked, app.Unreachable} {
			said := app.Sentence(&app.Error{Code: code, Err: err})
			for _, sentence := range strings.FieldsFunc(said, func(r rune) bool { return r == '。' }) {
				if strings.Contains(sentence, "替换") && !strings.Contains(sentence, "不要") {
					t.Errorf("%s", said)
				}
			}
		}
	}
}
