package canonical

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Writer writes JSON as encoding/json does, where texts are escaped for HTML, too:
// messages that are signed or hashed are written so. The zero Writer is ready for use.
type Writer struct{ out []byte }

// Size makes room for so many bytes.
func (w *Writer) Size(n int) *Writer {
	w.out = make([]byte, 0, n)
	return w
}

// Bytes returns what was written.
func (w *Writer) Bytes() []byte { return w.out }

// Raw writes characters as they are.
func (w *Writer) Raw(s string) *Writer {
	w.out = append(w.out, s...)
	return w
}

// Int writes a name, with what stands before it, and a whole number.
func (w *Writer) Int(name string, n int64) *Writer {
	w.Raw(name)
	w.out = strconv.AppendInt(w.out, n, 10)
	return w
}

// Text writes a name, with what stands before it, and a text.
func (w *Writer) Text(name, s string) *Writer {
	w.Raw(name)
	if !simple(s) {
		body, _ := json.Marshal(s) // texts always encode
		w.out = append(w.out, body...)
		return w
	}
	w.out = append(append(append(w.out, '"'), s...), '"')
	return w
}

// Some is Text for one that is left out where it is blank.
func (w *Writer) Some(name, s string) *Writer {
	if s == "" {
		return w
	}
	return w.Text(name, s)
}

// Data writes a name, with what stands before it, and bytes in base 64.
func (w *Writer) Data(name string, b []byte) *Writer {
	w.Raw(name + `"`)
	w.out = base64.StdEncoding.AppendEncode(w.out, b)
	return w.Raw(`"`)
}

// SomeData is Data for bytes that are left out where there are none.
func (w *Writer) SomeData(name string, b []byte) *Writer {
	if len(b) == 0 {
		return w
	}
	return w.Data(name, b)
}

// simple says whether a text stands in JSON as it is.
func simple(s string) bool {
	ascii := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\\', c == '<', c == '>', c == '&':
			return false
		case c >= 0x80:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(s) && !separates(s)
}
