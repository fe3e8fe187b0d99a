package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// MaxSize is the largest document that is read, in bytes: many times a report
// with every text at its longest.
const MaxSize = 8 << 20

// ErrNewer is returned for a document of a later Format.
var ErrNewer = errors.New("document of a newer format")

// Problem says what is wrong with a document and where, in Chinese.
type Problem struct{ Where, Reason string }

// Error tells place and reason.
func (p *Problem) Error() string {
	if p.Where == "" {
		return p.Reason
	}
	return p.Where + "：" + p.Reason
}

// Problems are all the places of a document that cannot be read, in its order.
type Problems []*Problem

// mostNamed is how many problems are written out: more than a form has cells.
const mostNamed = 300

// Error lists the places.
func (p Problems) Error() string {
	if len(p) == 1 {
		return p[0].Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "共 %d 处：", len(p))
	for i, one := range p[:min(len(p), mostNamed)] {
		fmt.Fprintf(&b, "\n%d．%s", i+1, one.Error())
	}
	if len(p) > mostNamed {
		b.WriteString("\n……")
	}
	return b.String()
}

// Unwrap returns each of them.
func (p Problems) Unwrap() []error {
	out := make([]error, len(p))
	for i, one := range p {
		out[i] = one
	}
	return out
}

// incoming is a document as it may arrive: with or without the optional parts,
// numbers as numbers or as text.
type incoming struct {
	Format   int                        `json:"format"`
	Unit     string                     `json:"unit"`
	Year     raw                        `json:"year"`
	Edition  editionName                `json:"edition"`
	Layouts  map[string]editionName     `json:"layouts"`
	Tables   map[string]json.RawMessage `json:"tables"`
	Text     map[string]string          `json:"text"`
	SignedBy string                     `json:"signed_by"`
	SignedOn string                     `json:"signed_on"`
	Contact  map[string]string          `json:"contact"`
	Facts    []string                   `json:"facts"`
	Printed  map[string]raw             `json:"printed"`
}

// editionName takes "2021" and 2021 alike.
type editionName string

// UnmarshalJSON reads a text or a number.
func (e *editionName) UnmarshalJSON(b []byte) error {
	*e = editionName(strings.Trim(string(b), `"`))
	if string(b) == "null" {
		*e = ""
	}
	return nil
}

// raw is one figure: null, a number or a text, as it stands.
type raw string

// UnmarshalJSON keeps the digits of a number: a float would change them.
func (f *raw) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		*f = ""
	case len(b) > 0 && b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*f = raw(s)
	default:
		*f = raw(b)
	}
	return nil
}

// Reading is a document as it was read.
type Reading struct {
	Report *report.Report
	Notes  []string // what was mended and what asks to be looked at, in Chinese, with the place
}

// Read reads a document into a new report, see ReadNoted.
func Read(in io.Reader, catalog *form.Catalog) (*report.Report, error) {
	got, err := ReadNoted(in, catalog)
	if err != nil {
		return nil, err
	}
	return got.Report, nil
}

// ReadNoted reads a document. Totals that it carries are kept beside the
// computed ones where they differ. The error is Problems, a *Problem,
// ErrNewer, or that of in.
func ReadNoted(in io.Reader, catalog *form.Catalog) (*Reading, error) {
	content, err := io.ReadAll(io.LimitReader(in, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read document: %w", err)
	}
	if len(content) > MaxSize {
		return nil, &Problem{Reason: fmt.Sprintf("文件超过 %d MB，一份年度报告不会有这么大", MaxSize>>20)}
	}
	content, notes, err := decode(content)
	if err != nil {
		return nil, err
	}
	var doc incoming
	if err := json.Unmarshal(content, &doc); err != nil {
		return nil, syntaxProblem(content, err)
	}
	if doc.Format > Format {
		return nil, ErrNewer
	}
	unknown, err := keys(content)
	if err != nil {
		return nil, err
	}
	for _, key := range unknown {
		notes = append(notes, fmt.Sprintf("“%s”一项不是年度报告的内容，没有读入", key))
	}
	got, err := doc.build(catalog)
	if err != nil {
		return nil, err
	}
	got.Notes = append(notes, got.Notes...)
	return got, nil
}

// syntaxProblem says in plain words why the JSON could not be read.
func syntaxProblem(content []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return &Problem{Reason: "文件是空的"}
	case errors.As(err, &syntax) && cut(content):
		return &Problem{Reason: "文件不完整，后面的内容被截断了，请重新复制一份"}
	case errors.As(err, &syntax) && whole(content):
		return &Problem{Where: lineAt(content, syntax.Offset), Reason: "文件的内容已经结束，后面却还有多余的字符（例如多了一个“}”），请删去"}
	case errors.As(err, &syntax):
		return &Problem{Where: lineAt(content, syntax.Offset), Reason: "不是有效的 JSON 文件"}
	case errors.As(err, &kind):
		return &Problem{Where: kind.Field, Reason: "内容的类型不对"}
	}
	return &Problem{Reason: "不是有效的 JSON 文件"}
}

// cut says whether a text ends in the middle of its JSON value.
func cut(content []byte) bool {
	var skipped json.RawMessage
	return errors.Is(json.NewDecoder(bytes.NewReader(content)).Decode(&skipped), io.ErrUnexpectedEOF)
}

// whole says whether a text begins with a whole JSON value.
func whole(content []byte) bool {
	var skipped json.RawMessage
	return json.NewDecoder(bytes.NewReader(content)).Decode(&skipped) == nil
}

func lineAt(content []byte, offset int64) string {
	return fmt.Sprintf("第%d行", bytes.Count(content[:min(int(offset), len(content))], []byte("\n"))+1)
}
