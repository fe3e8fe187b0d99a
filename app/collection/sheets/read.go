package sheets

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/form"
	"nianbao/app/intake/spreadsheet"
	"nianbao/app/intake/xlsx"
	"nianbao/app/keys"
	"nianbao/app/provided"
	"nianbao/app/report"
)

// ErrLocked is in the error about a sheet that was saved with a password, where none was
// given or another one.
var ErrLocked = spreadsheet.ErrLocked

// notRead is what sentences about files begin with of which no figure is read.
const notRead = "没有收回"

// Returned is a collection sheet that came back.
type Returned struct {
	Sheet   provided.Sheet // whose it is; its date is "" where none stands there that can be read
	Figures []Figure       // in the order of the sheet
	Left    []Remark       // lines of which nothing was taken, and why
	Look    []Remark       // what a person should know of the rest

	wanted int          // figures that the sheet says it has, on all its pages
	stood  []*form.Cell // those that it has, whether they could be read or not
}

// Figure is a figure that a sheet provides.
type Figure struct {
	Cell  *form.Cell
	Value report.Value
	Where string // 第 12 行
}

// Remark is something there is to say of a line of a sheet; Where is "" for the whole.
type Remark struct{ Where, Text string }

// Says tells it with its place.
func (r Remark) Says() string {
	if r.Where == "" {
		return r.Text
	}
	return r.Where + "：" + r.Text
}

// For is the report that sheets are read for.
type For struct {
	Unit  string
	Year  int
	Form  *form.Form
	Names []string // that the unit had before, too
}

// Open reads the sheet in a file for a report, with a password where it has one, ""
// else. The error is BadInput: the file is no sheet, or one of another unit, year or
// edition; ErrLocked is in it where the password is wanted, or is not right.
func Open(path, password string, of For) (*Returned, error) {
	content, err := spreadsheet.Load(path, notRead)
	if err != nil {
		return nil, err
	}
	return Read(filepath.Base(path), content, password, of)
}

// Read reads a sheet from what its file holds; see Open.
func Read(name string, content []byte, password string, of For) (*Returned, error) {
	book, err := spreadsheet.Read(name, notRead, content, password)
	if err != nil {
		return nil, err
	}
	r := &reader{of: of, book: book, places: collection.Places(of.Form), out: &Returned{Sheet: provided.Sheet{File: fileName(name), SM3: keys.Sum(content)}}, taken: map[form.Address]int{}}
	if err := r.read(); err != nil {
		return nil, spreadsheet.Refused(name, notRead, err.Error(), err)
	}
	return r.out, nil
}

// Is says whether a file is a collection sheet, whosever it is.
func Is(content []byte) bool {
	book, err := spreadsheet.Read("", "", content, "")
	if err != nil {
		return false
	}
	for i := range book.Sheets {
		if p := partOf(&book.Sheets[i]); p != nil && p.titled() {
			return true
		}
	}
	return false
}

// fileName is a name that can be kept.
func fileName(name string) string {
	const most = 200
	text := []rune(report.CleanText(name))
	return strings.TrimSpace(string(text[:min(len(text), most)]))
}

// Reasons why a workbook is no sheet for a report; their texts are for the officer.
var errNoSheet = errors.New("这不是" + collection.Title + "：没有找到“" + headCode + "”一列和“" + labelDepartment + "”。请用年报通制作的" + collection.Title + "填写")

// part is a sheet of the workbook on which lines of figures stand.
type part struct {
	*xlsx.Sheet
	head int // index of the row over the lines
}

// mostHead is how far down the row over the lines is looked for.
const mostHead = 60

// partOf finds the row over the lines; nil where the sheet has none.
func partOf(s *xlsx.Sheet) *part {
	for i := range min(len(s.Rows), mostHead) {
		if slices.ContainsFunc(s.Rows[i].Cells, func(v xlsx.Value) bool { return folded(v.Text) == headCode }) {
			return &part{s, i}
		}
	}
	return nil
}

// titled says whether the sheet calls itself one.
func (p *part) titled() bool {
	for i := range p.head {
		for _, v := range p.Rows[i].Cells {
			if strings.Contains(folded(v.Text), collection.Title) {
				return true
			}
		}
	}
	return false
}

// folded is a text without blanks, as words are compared.
func folded(s string) string { return strings.Join(strings.Fields(report.CleanText(s)), "") }

// said is what stands behind a word, in its own cell or in the next ones of the row.
func (p *part) said(label string) (v xlsx.Value) {
	for i := range p.Rows {
		cells := p.Rows[i].Cells
		for at, cell := range cells {
			text := strings.TrimRight(folded(cell.Text), "：:")
			if text == label {
				return next(cells[at+1:])
			}
			for _, colon := range []string{"：", ":"} {
				if rest, ok := strings.CutPrefix(folded(cell.Text), label+colon); ok && rest != "" {
					return xlsx.Value{Text: rest}
				}
			}
		}
	}
	return v
}

// next is the first cell of a row that says something but what is to be written there.
func next(cells []xlsx.Value) xlsx.Value {
	for _, v := range cells {
		if text := folded(v.Text); text != "" || v.Unsaved {
			if strings.HasPrefix(text, "请写") || isLabel(text) {
				break
			}
			return v
		}
	}
	return xlsx.Value{}
}

func isLabel(text string) bool {
	return slices.Contains([]string{labelUnit, labelDepartment, labelYear, labelForm, labelCount, labelName, labelDate}, strings.TrimRight(text, "：:"))
}

// reader reads a workbook.
type reader struct {
	of     For
	book   *xlsx.Book
	places map[string]collection.Place
	out    *Returned
	parts  []*part
	taken  map[form.Address]int // index of the figure
	double []form.Address       // figures that stand there twice, with different numbers
}

func (r *reader) read() error {
	var others []string
	for i := range r.book.Sheets {
		s := &r.book.Sheets[i]
		if p := partOf(s); p != nil {
			r.parts = append(r.parts, p)
		} else if len(s.Rows) > 0 && !s.Hidden {
			others = append(others, s.Name)
		}
	}
	if len(r.parts) == 0 {
		return errNoSheet
	}
	if err := r.whose(); err != nil {
		return err
	}
	for _, p := range r.parts {
		if err := r.lines(p); err != nil {
			return err
		}
	}
	r.dropDoubles()
	for _, name := range others {
		r.look("", "工作表“"+name+"”不是"+collection.Title+"，没有读。")
	}
	r.signed()
	return nil
}

// whose holds who the sheet is of against the report. Every part has to say the same.
func (r *reader) whose() error {
	for _, p := range r.parts {
		unit, year, edition, department := p.said(labelUnit).Text, p.said(labelYear), p.said(labelForm).Text, clean(p.said(labelDepartment).Text)
		switch n, err := yearOf(year); {
		case unit == "" || year.Text == "" || edition == "":
			return errors.New("表上的单位、年度或者格式是空的，不知道是哪一份报告的。请在原表上填写")
		case department == "":
			return errors.New("表上没有写科室，不知道是谁提供的。请补上科室")
		case err != nil:
			return fmt.Errorf("表上的年度“%s”无法识别", year.Text)
		case n != r.of.Year:
			return fmt.Errorf("这是%d年的，报告是%d年的", n, r.of.Year)
		case !r.isOurs(unit):
			return fmt.Errorf("这是“%s”的，报告是“%s”的", clean(unit), r.of.Unit)
		case !strings.Contains(folded(edition), folded(r.of.Form.Name)):
			return fmt.Errorf("这张表是按“%s”做的，报告用的是“%s”，格不相同。请重新制作", clean(edition), r.of.Form.Name)
		case r.out.Sheet.From != "" && r.out.Sheet.From != department:
			return fmt.Errorf("一个文件里有“%s”和“%s”两个科室的表，请分开保存", r.out.Sheet.From, department)
		}
		r.out.Sheet.From = department
		r.out.wanted = max(r.out.wanted, firstNumber(p.said(labelCount).Text))
	}
	if !shortEnough(r.out.Sheet.From) {
		return errors.New("表上科室的名称太长")
	}
	return nil
}

// firstNumber is the first number in a text, 0 where there is none: 18 格，本页 12 格.
func firstNumber(text string) int {
	digits := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(digits[0])
	return n
}

// shortEnough says whether a department can be noted beside figures.
func shortEnough(from string) bool { return len([]rune(from)) <= maxFrom }

// The most that is kept of who provided a figure, in characters.
const (
	maxFrom = 60
	maxName = 30
)

func clean(s string) string { return strings.Join(strings.Fields(report.CleanText(s)), " ") }

func (r *reader) isOurs(unit string) bool {
	return slices.ContainsFunc(append([]string{r.of.Unit}, r.of.Names...), func(name string) bool { return name != "" && folded(name) == folded(unit) })
}

func yearOf(v xlsx.Value) (int, error) { return report.ReadYear(v.Text) }

// signed reads who filled the sheet in, and when: it stands on the first part that says
// so.
func (r *reader) signed() {
	s := &r.out.Sheet
	for _, p := range r.parts {
		if s.Name == "" {
			s.Name = r.nameOn(p)
		}
		if s.Date == "" {
			s.Date = r.dateOn(p)
		}
	}
}

// Complete says who filled a sheet in and when, where that does not stand on it. The
// error says why a text is no name or no date.
func (s *Returned) Complete(name, date string) error {
	if s.Sheet.Name == "" {
		name = clean(name)
		if len([]rune(name)) > maxName {
			return &app.Error{Code: app.Invalid, Sentence: fmt.Sprintf("报送人最多%d个字。", maxName)}
		}
		s.Sheet.Name = name
	}
	if s.Sheet.Date == "" && strings.TrimSpace(date) != "" {
		day, err := report.ReadDate(date)
		if err != nil {
			return &app.Error{Code: app.Invalid, Err: err, Sentence: "报送日期：" + err.Error() + "。"}
		}
		s.Sheet.Date = day.Format(time.DateOnly)
	}
	return nil
}

func (r *reader) nameOn(p *part) string {
	name := clean(p.said(labelName).Text)
	if len([]rune(name)) > maxName {
		r.look("", "报送人“"+name+"”太长，没有读。")
		return ""
	}
	return name
}

func (r *reader) dateOn(p *part) string {
	v := p.said(labelDate)
	if v.Text == "" {
		return ""
	}
	day, err := dayOf(v, r.book.From04)
	if err != nil {
		r.look("", "报送日期“"+v.Text+"”："+err.Error()+"。")
		return ""
	}
	if ends := time.Date(r.of.Year, time.December, 31, 0, 0, 0, 0, time.UTC); day.Before(ends) {
		r.look("", "报送日期“"+report.PrintDate(day)+"”早于统计期限结束的那一天，请核对数字是不是全年的。")
	}
	return day.Format(time.DateOnly)
}

// dayOf reads a date: workbooks store dates as days.
func dayOf(v xlsx.Value, from04 bool) (time.Time, error) {
	if serial, err := strconv.ParseFloat(v.Text, 64); v.Number && err == nil && serial > 20_000 && serial < 80_000 {
		begins := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if from04 {
			begins = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return begins.AddDate(0, 0, int(serial)), nil
	}
	return report.ReadDate(v.Text)
}

func (r *reader) look(where, text string) { r.out.Look = append(r.out.Look, Remark{where, text}) }
func (r *reader) left(where, text string) { r.out.Left = append(r.out.Left, Remark{where, text}) }
