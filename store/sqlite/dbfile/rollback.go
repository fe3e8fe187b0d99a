package dbfile

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"nianbao/store/disk"
)

// leftJournal is the rollback journal of a write that was cut off. The store
// writes with one only until the file is marked for the write-ahead log: at the
// first start, and at the first one after a copy was put in the file's place.
type leftJournal struct {
	counts bool   // SQLite would take the write back by it
	pages  uint32 // of the file before the write; 0 is an empty file
	first  []byte // page 1 of the file before the write, nil where it was not touched
}

// Heal lets SQLite take back a write that was cut off, for until then nobody
// can read the file without changing it. What is foreign or of a newer version
// is left as it is; it is verified by what it would be afterwards.
func Heal(ctx context.Context, path string, known []Migration) error {
	journal := path + "-journal"
	j, err := readJournal(journal)
	if err != nil || j == nil {
		return err
	}
	head, err := ReadHead(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(head) == 0 {
		if j.pages == 0 {
			return nil // SQLite removes it
		}
		return Rename(journal) // of a file that is gone: SQLite would remove it, too
	}
	head = j.before(head)
	if err := VerifyHead(head, len(known)); err != nil {
		return err
	}
	if log := path + "-wal"; len(head) > 0 && head[18] == 1 && disk.HasContent(log) {
		if err := setAside(log); err != nil {
			return err
		}
	}
	db, err := sql.Open(DriverName, FileURI(path)+"?mode=rw&_busy_timeout=1000")
	if err != nil {
		return err
	}
	defer db.Close()
	var things int64
	return db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&things)
}

// before returns the head that the file will have when the write is taken
// back, nil for an empty file. It is given the head as it is.
func (j *leftJournal) before(head []byte) []byte {
	switch {
	case !j.counts:
		return head
	case j.pages == 0:
		return nil
	case j.first != nil:
		return j.first[:HeadSize]
	}
	return head
}

// VerifyHead verifies a file by its head as probe does by its tables.
func VerifyHead(head []byte, known int) error {
	if len(head) < HeadSize || string(head[:16]) != Magic {
		if len(head) == 0 {
			return nil
		}
		return Damaged("the file does not begin as a SQLite file")
	}
	const emptyLeaf = 13 // the kind of page that the list of tables is as long as it is short
	number := func(at int) int64 { return int64(binary.BigEndian.Uint32(head[at:])) }
	empty := head[100] == emptyLeaf && binary.BigEndian.Uint16(head[103:]) == 0
	_, err := verifyKind(number(68), number(60), empty, known)
	return err
}

// The format is described at sqlite.org/fileformat2.html#the_rollback_journal.
const journalMagic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"

// journalPart is the head of one of the parts of a journal.
type journalPart struct {
	Records, Nonce, Pages, Sector, Page uint32
}

// readJournal reads what a journal says of the file before the write. It
// returns nil where there is none, or one whose write has ended.
func readJournal(path string) (*leftJournal, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	start := make([]byte, 1)
	if _, err := f.ReadAt(start, 0); err != nil || start[0] == 0 {
		if err == io.EOF {
			err = nil
		}
		return nil, err
	}
	j := &leftJournal{}
	if err := j.read(f, info.Size()); err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	return j, nil
}

// read goes through the parts of a journal until page 1 is found. SQLite stops
// at the first thing that is not whole, and so does this.
func (j *leftJournal) read(f io.ReaderAt, size int64) error {
	part, err := readPart(f, 0)
	if err != nil || !part.sane() || size < int64(part.Sector) {
		return err
	}
	j.counts, j.pages = true, part.Pages
	sector, page := int64(part.Sector), int64(part.Page)
	for at := int64(0); at+sector <= size; {
		next, err := readPart(f, at)
		if err != nil || next == nil {
			return err
		}
		records := int64(next.Records)
		if next.Records == 1<<32-1 { // written without waiting for the disk
			records = (size - sector) / (page + 8)
		}
		body := io.NewSectionReader(f, at+sector, records*(page+8))
		if done, err := j.find(body, records, page, next.Nonce); done || err != nil {
			return err
		}
		at += sector + records*(page+8)
		at = (at + sector - 1) / sector * sector
	}
	return nil
}

// readPart reads the head of a part; nil where there is none.
func readPart(f io.ReaderAt, at int64) (*journalPart, error) {
	const length = 28
	head := make([]byte, length)
	if _, err := f.ReadAt(head, at); err != nil || string(head[:8]) != journalMagic {
		return nil, err
	}
	p := &journalPart{}
	_, err := binary.Decode(head[8:], binary.BigEndian, p)
	return p, err
}

func (p *journalPart) sane() bool {
	power := func(n, least, most uint32) bool { return n >= least && n <= most && n&(n-1) == 0 }
	return p != nil && power(p.Page, 512, 1<<16) && power(p.Sector, 32, 1<<16)
}

// find looks for page 1 among the records of a part. Done says that there is
// no need to go on, or no use.
func (j *leftJournal) find(r io.Reader, records, page int64, nonce uint32) (done bool, err error) {
	in := bufio.NewReaderSize(r, 1<<16)
	record := make([]byte, page+8) // its number, the page, a check sum
	for range records {
		if _, err := io.ReadFull(in, record); err != nil {
			return true, err
		}
		content := record[4 : 4+page]
		sum := nonce
		for i := page - 200; i > 0; i -= 200 {
			sum += uint32(content[i])
		}
		if sum != binary.BigEndian.Uint32(record[4+page:]) {
			return true, nil
		}
		if binary.BigEndian.Uint32(record) == 1 {
			j.first = slices.Clone(content)
			return true, nil
		}
	}
	return false, nil
}

// Rename sets a file aside under a name with the time.
func Rename(path string) error {
	return os.Rename(path, path+"."+time.Now().Format(StampLayout))
}
