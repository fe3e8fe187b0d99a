package form

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// fault is something in an edition's file that has no meaning there.
type fault struct {
	path   []step // the blocks it stands in, the outermost first
	word   string // what to look for in the block; "" is its head
	reason string
}

// step is the n-th block of a name, from 0, in the block before it.
type step struct {
	name string
	n    int
}

func wrong(word, reason string, args ...any) *fault {
	return &fault{word: word, reason: fmt.Sprintf(reason, args...)}
}

// in says which block a fault stands in.
func (f *fault) in(name string, n int) *fault {
	f.path = append([]step{{name, n}}, f.path...)
	return f
}

// unknownKey is the fault of a key that no form has. The reader of TOML names
// the key and its tables, but not which of several blocks it stands in.
func unknownKey(key toml.Key) *fault {
	f := wrong(key[len(key)-1], "%q has no meaning in a form", key.String())
	f.path = append(f.path, step{strings.Join(key[:len(key)-1], "."), anywhere})
	return f
}

// anywhere stands for the number of a block that is not known.
const anywhere = -1

// source is the text of an edition's file, to tell the line of a fault. The
// reader of TOML gives positions of what it cannot read, but none of what it
// has read; so the blocks, [[table]] and [[table.limit]] inside it, are counted
// here, and the word is looked for between the head of its block and the next.
// That holds for files that write a block as a block, as all editions do; of
// another file the line may be that of the block around it.
type source struct {
	file  string
	lines []string
	heads []head
}

// head is the line that a block begins with.
type head struct {
	name string // with those around it: table.limit
	line int    // from 0
}

var headPattern = regexp.MustCompile(`^\s*\[\[?\s*([\w.]+)\s*\]`)

func newSource(file string, raw []byte) *source {
	s := &source{file: file, lines: strings.Split(string(raw), "\n")}
	for i, line := range s.lines {
		if m := headPattern.FindStringSubmatch(line); m != nil {
			s.heads = append(s.heads, head{m[1], i})
		}
	}
	return s
}

// errors puts file and line before each fault, in the order of the file.
func (s *source) errors(faults []*fault) error {
	slices.SortStableFunc(faults, func(a, b *fault) int { return s.line(a) - s.line(b) })
	var all []error
	for _, f := range faults {
		all = append(all, fmt.Errorf("%s:%d: %s", s.file, s.line(f), f.reason))
	}
	return errors.Join(all...)
}

// syntax puts file and line before what is no TOML, or not of the type it should be.
func syntax(file string, err error) error {
	var at toml.ParseError
	if errors.As(err, &at) {
		return fmt.Errorf("%s:%d: %s", file, at.Position.Line, strings.TrimSpace(at.Message))
	}
	// The line that the reader names for a type is of the last key of that name.
	if m := typePattern.FindStringSubmatch(err.Error()); m != nil && !strings.Contains(m[2], ".") {
		return fmt.Errorf("%s:%s: %s: %s", file, m[1], m[2], m[3])
	}
	return fmt.Errorf("%s: %w", file, err)
}

var typePattern = regexp.MustCompile(`^toml: line (\d+) \(last key "([^"]+)"\): (.*)$`)

// line returns the line of a fault, from 1.
func (s *source) line(f *fault) int {
	from, to, name := 0, len(s.heads), ""
	for _, st := range f.path {
		name = strings.TrimPrefix(name+"."+st.name, ".")
		if st.n == anywhere {
			return s.anywhere(name, f.word)
		}
		from, to = s.block(from, to, name, st.n)
	}
	begin := 0 // of what stands before all blocks
	if len(f.path) > 0 && from < len(s.heads) {
		begin, from = s.heads[from].line, from+1
	}
	end := len(s.lines)
	if from < len(s.heads) {
		end = s.heads[from].line
	}
	return s.find(begin, end, f.word) + 1
}

// block returns the heads of the n-th block of a name between two heads, and
// of the blocks inside it.
func (s *source) block(from, to int, name string, n int) (begin, end int) {
	begin = from
	for i := from; i < to; i++ {
		if s.heads[i].name != name {
			continue
		}
		if n == 0 {
			begin = i
			break
		}
		n--
	}
	for end = begin + 1; end < to && strings.HasPrefix(s.heads[end].name, name+"."); end++ {
	}
	return begin, min(end, to)
}

// find returns the first line with a word: as a key or a text, else as it
// stands, else the first line of all.
func (s *source) find(begin, end int, word string) int {
	if word == "" {
		return begin
	}
	key := regexp.MustCompile(`(^|[\s{,])` + regexp.QuoteMeta(word) + `\s*=`)
	for _, holds := range []func(line string) bool{
		func(line string) bool { return strings.Contains(line, `"`+word+`"`) },
		key.MatchString,
		func(line string) bool { return strings.Contains(line, word) },
	} {
		if i := slices.IndexFunc(s.lines[begin:end], holds); i >= 0 {
			return begin + i
		}
	}
	return begin
}

// anywhere finds a key in the blocks of a name, or of the name around it where
// it stands in braces.
func (s *source) anywhere(name, word string) int {
	key := regexp.MustCompile(`(^|[\s{,])"?` + regexp.QuoteMeta(word) + `"?\s*=`)
	block := ""
	for i, line := range s.lines {
		if m := headPattern.FindStringSubmatch(line); m != nil {
			block = m[1]
			if block == strings.TrimPrefix(name+"."+word, ".") {
				return i + 1
			}
		}
		if key.MatchString(line) && (block == name || strings.HasPrefix(name, block+".")) {
			return i + 1
		}
	}
	return 1
}
