package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// plainWriter writes texts for a terminal without what would steer it: reports and
// opinions come from other hands, and may hold such characters.
type plainWriter struct{ io.Writer }

// Write writes control characters as \u001b, but for line ends and tabs. A return by
// itself would have the line written over.
func (w plainWriter) Write(p []byte) (int, error) {
	text := strings.ReplaceAll(string(p), "\r\n", "\n")
	if !strings.ContainsFunc(text, steers) {
		if _, err := io.WriteString(w.Writer, text); err != nil {
			return 0, err
		}
		return len(p), nil
	}
	var b strings.Builder
	for _, r := range text {
		if steers(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	if _, err := io.WriteString(w.Writer, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

func steers(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
