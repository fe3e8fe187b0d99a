// Package doc reads documents of Word 97 to 2003 and of WPS (.doc, .wps): the text in
// its order, tables by the marks at the end of cells and rows ([MS-DOC]). The
// container is opened by mscfb; a kept library for what is in it was not found.
package doc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"sort"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"

	"nianbao/app/intake/archive"
	"nianbao/app/intake/page"
)

// Kind is the kind of file that is read here.
const Kind = "doc"

// Reasons why a file is refused; their texts are for the officer.
var (
	ErrEncrypted = errors.New("文件加了密码，请在 Word 或者 WPS 中取消密码，另存以后再读入")
	ErrSheet     = errors.New("这是旧格式的电子表格（.xls、.et），请在 Excel 或者 WPS 中另存为 .xlsx 以后再读入")
	ErrOther     = errors.New("这是 Office 的旧格式文件，但里面没有文字文档，不能读入")
	ErrSlides    = errors.New("这是旧格式的演示文稿（.ppt、.dps），不能读入")
)

// The bounds of what is read.
const (
	maxStream = 64 << 20  // bytes
	maxText   = 4_000_000 // characters
)

// Container is what a file of Office is made of: its streams by their names.
type Container map[string][]byte

// Read reads a document.
func Read(content []byte) (*page.Page, error) {
	c, err := Open(content)
	if err != nil {
		return nil, err
	}
	return c.Read()
}

// Sealed returns the streams of a document of today that was saved with a password: how
// it was encrypted, and the whole of it. It says no for any other container.
func (c Container) Sealed() (info, document []byte, ok bool) {
	return c["EncryptionInfo"], c["EncryptedPackage"], c["EncryptedPackage"] != nil
}

// Read reads a document.
func (c Container) Read() (*page.Page, error) {
	streams := c
	main := streams["WordDocument"]
	switch {
	case streams["PowerPoint Document"] != nil:
		return nil, ErrSlides
	case streams["Workbook"] != nil, streams["Book"] != nil:
		return nil, ErrSheet
	case main == nil:
		return nil, ErrOther
	}
	d := &document{main: main}
	if err := d.open(streams); err != nil {
		return nil, err
	}
	return d.page(), nil
}

// Open returns the streams at the top of a container that are of use here.
func Open(content []byte) (Container, error) {
	box, err := mscfb.New(bytes.NewReader(content))
	if err != nil {
		return nil, errors.Join(archive.ErrDamaged, err)
	}
	out := Container{}
	for entry, err := box.Next(); err == nil; entry, err = box.Next() {
		switch entry.Name {
		case "WordDocument", "0Table", "1Table", "Data", "Workbook", "Book", "PowerPoint Document", "EncryptionInfo", "EncryptedPackage":
			if len(entry.Path) > 0 {
				continue
			}
			if entry.Size > maxStream {
				return nil, archive.ErrTooBig
			}
			raw, err := io.ReadAll(io.LimitReader(entry, maxStream))
			if err != nil && len(raw) == 0 {
				raw = []byte{}
			}
			out[entry.Name] = raw
		}
	}
	return out, nil
}

// document is the main stream and where its text lies in it.
type document struct {
	main, table []byte
	data        []byte // properties too long for their page
	pieces      []piece
	inTables    []span // places in the main stream whose paragraphs stand in tables
}

// piece is a stretch of the text.
type piece struct {
	chars      int // how many
	at         int // in the main stream, in bytes
	compressed bool
}

// span is a stretch of the main stream whose paragraphs stand in tables; ends says
// whether they are the ends of rows.
type span struct {
	from, to int
	ends     bool
}

// Places in the header of the main stream, in bytes ([MS-DOC] 2.5).
const (
	atMagic     = 0
	atFlags     = 0x0a
	atTextLen   = 0x4c
	atPapxBins  = 0x102
	atPieces    = 0x1a2
	headerBytes = 0x1aa
	magic       = 0xa5ec
	encrypted   = 0x100
	secondTable = 0x200
	pageBytes   = 512 // of a page of properties
)

func (d *document) open(streams map[string][]byte) error {
	if len(d.main) < headerBytes || u16(d.main, atMagic) != magic {
		return archive.ErrDamaged
	}
	flags := u16(d.main, atFlags)
	if flags&encrypted != 0 {
		return ErrEncrypted
	}
	d.table, d.data = streams["0Table"], streams["Data"]
	if flags&secondTable != 0 {
		d.table = streams["1Table"]
	}
	if err := d.findPieces(); err != nil {
		return err
	}
	d.findTables()
	return nil
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

// part returns the bytes of the table stream that the header points to.
func (d *document) part(at int) []byte {
	from, length := u32(d.main, at), u32(d.main, at+4)
	if from < 0 || length <= 0 || from+length > len(d.table) {
		return nil
	}
	return d.table[from : from+length]
}

// findPieces reads where the text lies.
func (d *document) findPieces() error {
	clx := d.part(atPieces)
	for len(clx) > 3 && clx[0] == 1 { // properties of pieces
		n := 3 + u16(clx, 1)
		if n > len(clx) {
			return archive.ErrDamaged
		}
		clx = clx[n:]
	}
	const head, position, entry = 5, 4, 8
	if len(clx) < head || clx[0] != 2 {
		return archive.ErrDamaged
	}
	plc := clx[head:]
	n := (len(plc) - position) / (position + entry)
	left := u32(d.main, atTextLen)
	if left > maxText {
		return archive.ErrTooBig
	}
	for i := range n {
		chars := u32(plc, (i+1)*position) - u32(plc, i*position)
		fc := u32(plc, (n+1)*position+i*entry+2)
		p := piece{chars: min(chars, left), at: fc & 0x3fffffff, compressed: fc&0x40000000 != 0}
		if p.compressed {
			p.at /= 2
		}
		if chars < 0 {
			return archive.ErrDamaged
		}
		d.pieces = append(d.pieces, p)
		left -= p.chars
	}
	if len(d.pieces) == 0 {
		return archive.ErrDamaged
	}
	return nil
}

// findTables reads which paragraphs stand in tables, off the pages of properties of
// paragraphs.
func (d *document) findTables() {
	bins := d.part(atPapxBins)
	n := (len(bins) - 4) / 8
	for i := range max(n, 0) {
		at := (u32(bins, (n+1)*4+i*4) & 0x3fffff) * pageBytes
		if at < 0 || at+pageBytes > len(d.main) {
			continue
		}
		d.addTables(d.main[at : at+pageBytes])
	}
	sort.Slice(d.inTables, func(i, j int) bool { return d.inTables[i].from < d.inTables[j].from })
}

func (d *document) addTables(properties []byte) {
	const entry = 13
	runs := int(properties[pageBytes-1])
	for i := range runs {
		at := (runs+1)*4 + i*entry
		if at >= pageBytes {
			return
		}
		o := int(properties[at]) * 2
		if o == 0 || o+1 >= pageBytes {
			continue
		}
		size := 2*int(properties[o]) - 1
		if properties[o] == 0 {
			o++
			size = 2 * int(properties[o])
		}
		o++
		if size < 2 || o+size > pageBytes {
			continue
		}
		if within, ends := d.tableProperties(properties[o+2 : o+size]); within || ends {
			d.inTables = append(d.inTables, span{u32(properties, i*4), u32(properties, (i+1)*4), ends})
		}
	}
}

// tableProperties says whether changes of properties put a paragraph into a table, and
// whether they make it the end of a row.
func (d *document) tableProperties(changes []byte) (within, ends bool) {
	const inTable, endOfRow, tableDefinition, tabs, elsewhere, elsewhereToo = 0x2416, 0x2417, 0xd608, 0xc615, 0x6645, 0x6646
	for len(changes) >= 3 {
		code := u16(changes, 0)
		size := []int{1, 1, 2, 4, 2, 2, -1, 3}[code>>13]
		switch {
		case code == inTable:
			within = changes[2] == 1
		case code == endOfRow:
			ends = changes[2] == 1
		case code == elsewhere || code == elsewhereToo:
			at := u32(changes, 2)
			if n := u16(d.data, at); n > 0 && at+2+n <= len(d.data) {
				return (&document{}).tableProperties(d.data[at+2 : at+2+n]) // one does not lead to another
			}
		case code == tableDefinition:
			size = 1 + u16(changes, 2)
		case code == tabs && changes[2] == 255:
			return within, ends // how long it is stands further in it; nothing of tables follows
		case size < 0:
			size = 1 + int(changes[2])
		}
		if 2+size > len(changes) {
			break
		}
		changes = changes[2+size:]
	}
	return within, ends
}

// tableAt says whether a place in the main stream lies in a table, and whether in the
// end of a row.
func (d *document) tableAt(at int) (within, ends bool) {
	i := sort.Search(len(d.inTables), func(i int) bool { return d.inTables[i].to > at })
	if i == len(d.inTables) || d.inTables[i].from > at {
		return false, false
	}
	return true, d.inTables[i].ends
}

// Characters with a meaning of their own.
const (
	cellEnd      = 0x07
	paragraphEnd = 0x0d
	lineBreak    = 0x0b
	pageBreak    = 0x0c
	fieldBegin   = 0x13
	fieldMiddle  = 0x14
	fieldEnd     = 0x15
	aPicture     = 0x01
)

// page puts the text together.
func (d *document) page() *page.Page {
	w := &writer{out: &page.Page{Kind: Kind}}
	for _, p := range d.pieces {
		size := 2
		if p.compressed {
			size = 1
		}
		if p.at < 0 || p.at >= len(d.main) {
			continue
		}
		raw := d.main[p.at:min(len(d.main), p.at+p.chars*size)]
		for i, c := range characters(raw, p.compressed) {
			w.put(c, func() (within, ends bool) { return d.tableAt(p.at + i*size) })
		}
	}
	w.endTable()
	w.paragraph()
	return w.out
}

// characters returns the text of a piece, one for each place.
func characters(raw []byte, compressed bool) []rune {
	if compressed {
		out := make([]rune, len(raw))
		for i, b := range raw {
			out[i] = charmap.Windows1252.DecodeByte(b)
			if b < 0x20 {
				out[i] = rune(b)
			}
		}
		return out
	}
	out := make([]rune, len(raw)/2)
	for i := range out {
		out[i] = rune(u16(raw, 2*i))
		if i > 0 && utf16.IsSurrogate(out[i-1]) && utf16.IsSurrogate(out[i]) {
			if whole := utf16.DecodeRune(out[i-1], out[i]); whole != 0xfffd {
				out[i-1], out[i] = 0, whole
			}
		}
	}
	return out
}

// writer gathers paragraphs, cells and rows.
type writer struct {
	out    *page.Page
	text   strings.Builder
	lines  []string // paragraphs of a cell or of the text, as long as it is not known which
	cells  []page.Cell
	rows   [][]page.Cell
	hidden int // how deep in the code of fields
}

// put takes the next character; where says what its paragraph is in.
func (w *writer) put(c rune, where func() (within, ends bool)) {
	switch {
	case c == fieldBegin:
		w.hidden++
	case c == fieldMiddle, c == fieldEnd:
		w.hidden = max(0, w.hidden-1)
		if c == fieldEnd {
			w.hidden = 0
		}
	case w.hidden > 0:
	case c == cellEnd:
		w.cell(where)
	case c == paragraphEnd, c == pageBreak:
		if within, _ := where(); within {
			w.line()
		} else {
			w.endTable()
			w.paragraph()
		}
	case c == lineBreak:
		w.text.WriteByte('\n')
	case c == aPicture:
		w.out.Blocks = append(w.out.Blocks, page.Block{Picture: true})
	case c == '\t' || c >= 0x20:
		w.text.WriteRune(c)
	}
}

// cell ends a cell, or a row.
func (w *writer) cell(where func() (within, ends bool)) {
	w.line()
	if _, ends := where(); ends {
		w.rows = append(w.rows, w.cells)
		w.cells = nil
		return
	}
	w.cells = append(w.cells, page.Cell{Text: strings.Join(w.lines, "\n"), Rows: 1, Columns: 1})
	w.lines = nil
}

func (w *writer) line() {
	if text := strings.TrimSpace(w.text.String()); text != "" {
		w.lines = append(w.lines, text)
	}
	w.text.Reset()
}

// paragraph ends what is not in a table.
func (w *writer) paragraph() {
	w.line()
	for _, l := range w.lines {
		for one := range strings.SplitSeq(l, "\n") {
			w.out.AddText(one)
		}
	}
	w.lines = nil
}

func (w *writer) endTable() {
	if len(w.rows) > 0 {
		w.out.AddTable(&page.Table{Rows: w.rows})
	}
	w.rows = nil
}
