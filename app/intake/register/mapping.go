package register

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/app"
	"nianbao/app/counted"
	"nianbao/app/form"
)

// Mapping says what the columns of a register are and what its words mean. It is what
// an office remembers, and what the command line takes and prints.
type Mapping struct {
	// Headings are the roles of columns by their labels; "" is a column that is not
	// looked at. Of a label that is missing nobody has said anything.
	Headings map[string]Role `json:"headings"`
	// Words are what words mean, by role and word: the id of a row or a column of the
	// form, or one of the targets of this package.
	Words map[Role]map[string]string `json:"words"`
	// Kind is the column of the form for all rows, where no column of the register
	// says who applied.
	Kind string `json:"kind,omitempty"`
	// LeaveHidden leaves rows out that are hidden, by hand or by a filter.
	LeaveHidden bool `json:"leave_hidden,omitempty"`
	// CountOnce counts of rows that appear twice the first alone.
	CountOnce bool `json:"count_once,omitempty"`
}

// NewMapping returns a mapping that says nothing.
func NewMapping() *Mapping {
	return &Mapping{Headings: map[string]Role{}, Words: map[Role]map[string]string{}}
}

// ReadMapping reads a mapping as it is stored. The error is BadInput.
func ReadMapping(raw []byte) (*Mapping, error) {
	m := NewMapping()
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, &app.Error{Code: app.BadInput, Err: err, Sentence: "对应关系的格式不正确，没有统计。"}
	}
	if m.Headings == nil || m.Words == nil {
		return nil, &app.Error{Code: app.BadInput, Sentence: "对应关系中缺少 headings 或者 words，没有统计。"}
	}
	for label, role := range m.Headings {
		if role != None && MeaningOf(role).Name == "" {
			return nil, &app.Error{Code: app.BadInput, Sentence: fmt.Sprintf("对应关系中“%s”一列的“%s”无法识别，没有统计。", label, role)}
		}
	}
	return m, nil
}

// Clone returns a copy.
func (m *Mapping) Clone() *Mapping {
	c := *m
	c.Headings, c.Words = maps.Clone(m.Headings), map[Role]map[string]string{}
	for role, words := range m.Words {
		c.Words[role] = maps.Clone(words)
	}
	return &c
}

// Role returns what a column is, None where nobody said so.
func (m *Mapping) Role(c *Column) Role { return m.Headings[c.Label] }

// Map says what a word means; "" that it is not known.
func (m *Mapping) Map(role Role, word, target string) {
	if m.Words[role] == nil {
		m.Words[role] = map[string]string{}
	}
	if target == "" {
		delete(m.Words[role], foldWord(word))
		return
	}
	m.Words[role][foldWord(word)] = target
}

// ProposeColumns says what the columns of some sheets are by their headings, where
// nothing was said of them. Of two columns for one role the first is taken.
func (m *Mapping) ProposeColumns(b *Book, sheets []int) {
	for _, number := range sheets {
		l := b.Sheet(number)
		if l == nil {
			continue
		}
		taken := map[Role]bool{}
		for i := range l.Columns {
			taken[m.Role(&l.Columns[i])] = true
		}
		for i := range l.Columns {
			c := &l.Columns[i]
			if _, said := m.Headings[c.Label]; said {
				continue
			}
			role := c.propose()
			if taken[role] {
				role = None
			}
			m.Headings[c.Label], taken[role] = role, role != None
		}
	}
}

// Word is a word of a register, and what it means.
type Word struct {
	Role     Role
	Text     string // as it stands where it stands first
	Rows     []counted.Place
	Target   string // what it means, "" where nobody said so
	Own      bool   // it is the form's own word
	Proposed string // what it probably means, "" for nothing; it counts for nothing
}

// mostWords is how many words a column may have that says what became of applications.
// A column of names, or of contents, has one for nearly every row.
const mostWords = 120

// Words lists the words that have to be mapped, those of each role by how often they
// stand there. The role is in excess where its column has more words than any that says
// what became of applications.
func (b *Book) Words(m *Mapping, sheets []int, f *form.Form) (list []Word, excess []Role) {
	l := layoutOf(f)
	if l == nil {
		return nil, nil
	}
	for _, role := range words {
		meant := newMeanings(m, l, role)
		b.each(m, sheets, func(r *reader) { meant.of(r) })
		inOrder := meant.inOrder
		if len(inOrder) > mostWords {
			excess = append(excess, role)
			continue
		}
		slices.SortStableFunc(inOrder, func(a, b *Word) int { return cmp.Compare(len(b.Rows), len(a.Rows)) })
		for _, w := range inOrder {
			list = append(list, *w)
		}
	}
	return list, excess
}

// meanings are the words of one role, each looked up once: a register has as many rows
// as it likes, and few words.
type meanings struct {
	m       *Mapping
	l       *layout
	role    Role
	byText  map[string]*Word // nil for a text without a letter
	byKey   map[string]*Word
	inOrder []*Word
}

func newMeanings(m *Mapping, l *layout, role Role) *meanings {
	return &meanings{m: m, l: l, role: role, byText: map[string]*Word{}, byKey: map[string]*Word{}}
}

// of returns the word of a row, with the row among its own; nil where it has none.
func (x *meanings) of(r *reader) *Word {
	text := r.word(x.role)
	if text == "" {
		return nil
	}
	w, known := x.byText[text]
	if !known {
		w = x.lookUp(text)
		x.byText[text] = w
	}
	if w != nil && len(x.byKey) <= mostWords {
		w.Rows = append(w.Rows, r.place())
	}
	return w
}

// lookUp finds out what a text means.
func (x *meanings) lookUp(text string) *Word {
	key := foldWord(text)
	if key == "" {
		return nil
	}
	if w := x.byKey[key]; w != nil {
		return w
	}
	w := &Word{Role: x.role, Text: text}
	x.byKey[key], x.inOrder = w, append(x.inOrder, w)
	if len(x.byKey) > mostWords {
		return w
	}
	w.Target, w.Own = x.m.target(x.l, x.role, key)
	if w.Target == "" {
		w.Proposed = x.l.proposed(x.role, key)
	}
	return w
}

// target is what a word means: as was said, or as the form has it.
func (m *Mapping) target(l *layout, role Role, key string) (id string, own bool) {
	if said := m.Words[role][key]; said != "" {
		if slices.ContainsFunc(l.targets(role), func(t Target) bool { return t.ID == said }) {
			return said, false
		}
	}
	id = l.exact(role, key)
	return id, id != ""
}

// TakeProposals maps every word of a list that is not mapped to what it probably means.
// It returns how many were.
func (m *Mapping) TakeProposals(list []Word) int {
	n := 0
	for _, w := range list {
		if w.Target == "" && w.Proposed != "" {
			m.Map(w.Role, w.Text, w.Proposed)
			n++
		}
	}
	return n
}

// The settings that an office's registers have in the store: what was said of them, and
// where their files lie.
const (
	settingMapping = "register"
	settingFiles   = "register_files"
)

// Remembered returns what was said of registers before.
func Remembered(ctx context.Context, settings app.Settings) *Mapping {
	raw, err := settings.Setting(ctx, settingMapping)
	if err != nil || raw == "" {
		return NewMapping()
	}
	m, err := ReadMapping([]byte(raw))
	if err != nil {
		return NewMapping() // of a newer program: it is asked anew
	}
	return m
}

// Remember keeps what was said of a register, with what was said before of other headings
// and words. Words of a column that holds names, or anything else of each applicant's own,
// are not kept, nor are those in which an applicant is named: they are asked anew.
func (b *Book) Remember(ctx context.Context, settings app.Settings, m *Mapping) error {
	all, names := Remembered(ctx, settings), b.names(m)
	maps.Copy(all.Headings, m.Headings)
	for role, said := range m.Words {
		if len(said) > mostWords || m.ofPeople(role) {
			continue
		}
		if all.Words[role] == nil {
			all.Words[role] = map[string]string{}
		}
		for word, target := range said {
			if !slices.ContainsFunc(names, func(name string) bool { return strings.Contains(word, name) }) {
				all.Words[role][word] = target
			}
		}
	}
	all.Kind, all.LeaveHidden, all.CountOnce = m.Kind, m.LeaveHidden, m.CountOnce
	raw, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("encode mapping: %w", err)
	}
	return settings.SetSetting(ctx, settingMapping, string(raw))
}

// names are the applicants of a register, as words are compared.
func (b *Book) names(m *Mapping) []string {
	with := m.Clone()
	var sheets []int
	for _, l := range b.Sheets {
		sheets = append(sheets, l.Number)
		for i := range l.Columns {
			if c := &l.Columns[i]; Propose(c.Label) == Applicant {
				with.Headings[c.Label] = Applicant
			}
		}
	}
	with.LeaveHidden = false
	const shortest = 2 // characters of a name
	found := map[string]bool{}
	b.each(with, sheets, func(r *reader) {
		for name := range strings.FieldsFuncSeq(r.text(Applicant), func(c rune) bool { return strings.ContainsRune("、，,；;/（）() ", c) }) {
			if name = foldWord(name); utf8.RuneCountInString(name) >= shortest {
				found[name] = true
			}
		}
	})
	return slices.Collect(maps.Keys(found))
}

// ofPeople says whether a role was given to a column that is known to hold names.
func (m *Mapping) ofPeople(role Role) bool {
	for label, is := range m.Headings {
		if is == role {
			switch Propose(label) {
			case Applicant, Subject, Number:
				return true
			}
		}
	}
	return false
}

// mostFiles is how many registers are remembered.
const mostFiles = 12

// file is where a register lies.
type file struct{ SM3, Path string }

// RememberFile keeps where a register lies at this workstation.
func RememberFile(ctx context.Context, settings app.Settings, b *Book, path string) error {
	all := slices.DeleteFunc(files(ctx, settings), func(f file) bool { return f.SM3 == string(b.SM3) })
	all = append([]file{{string(b.SM3), path}}, all...)
	raw, err := json.Marshal(all[:min(len(all), mostFiles)])
	if err != nil {
		return fmt.Errorf("encode files: %w", err)
	}
	return settings.SetSetting(ctx, settingFiles, string(raw))
}

func files(ctx context.Context, settings app.Settings) []file {
	var out []file
	raw, err := settings.Setting(ctx, settingFiles)
	if err != nil || json.Unmarshal([]byte(raw), &out) != nil {
		return nil
	}
	return out
}

// FileOf returns where the register of a note lay last, "" where that is not known.
func FileOf(ctx context.Context, settings app.Settings, n counted.Note) string {
	for _, f := range files(ctx, settings) {
		if f.SM3 == string(n.SM3) {
			return f.Path
		}
	}
	return ""
}
