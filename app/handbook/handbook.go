// Package handbook is the 使用手册: it reads the parts from a small Markdown and
// finds words in them. The screen and the PDF are made from the same blocks.
package handbook

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Title is what the manual is called.
const Title = "年报通使用手册"

// Manual is the whole manual.
type Manual struct {
	Version string // of the program, "" when it is not known
	Parts   []Part

	files fs.FS
	dir   string
}

// Part is what one group of readers needs.
type Part struct {
	Title    string
	Chapters []Chapter
}

// Chapter is what is read in one go.
type Chapter struct {
	Title  string
	Blocks []Block
}

// Kind says what a block is.
type Kind int

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Bullet         // a line of a list
	Step           // a numbered line of a list
	Picture
)

// Block is a paragraph, a line of a list, or a picture with its caption.
type Block struct {
	Kind   Kind
	Number int    // of a Step
	Text   Text   // the caption of a Picture
	File   string // of a Picture
}

// Span is a stretch of text in one weight.
type Span struct {
	Text string
	Bold bool
}

// Text is what stands in a block.
type Text []Span

// String returns the text without its weights.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// HasBold says whether any of the text is bold.
func (t Text) HasBold() bool { return slices.ContainsFunc(t, func(s Span) bool { return s.Bold }) }

// Split gives the lines that the text was broken into their weights back.
// Blanks may be missing at the ends of lines.
func (t Text) Split(lines []string) []Text {
	var chars []rune
	var bold []bool
	for _, s := range t {
		for _, r := range s.Text {
			chars, bold = append(chars, r), append(bold, s.Bold)
		}
	}
	out := make([]Text, len(lines))
	at := 0
	for i, line := range lines {
		for _, r := range line {
			for at < len(chars)-1 && chars[at] != r {
				at++
			}
			out[i] = out[i].with(r, at < len(bold) && bold[at])
			at++
		}
	}
	return out
}

// with adds a character in a weight.
func (t Text) with(r rune, bold bool) Text {
	if n := len(t) - 1; n >= 0 && t[n].Bold == bold {
		t[n].Text += string(r)
		return t
	}
	return append(t, Span{string(r), bold})
}

// unfilled is where a list was not given.
var unfilled = regexp.MustCompile(`(?m)^\{\{[^{}]+\}\}\n`)

// List is a list of lines that the program makes, such as that of its keys. In
// the source it stands as its name in two pairs of braces, alone on a line.
type List struct {
	Name  string
	Lines []string // in the small Markdown of the source
}

// into puts the list into a source, as a block of bullets.
func (l List) into(source []byte) []byte {
	var b strings.Builder
	for _, line := range l.Lines {
		b.WriteString("- " + line + "\n")
	}
	return bytes.ReplaceAll(source, []byte("{{"+l.Name+"}}\n"), []byte(b.String()))
}

// Load reads the parts in a folder in the order of their names, and puts lists
// in where they belong. One that is not given is left out.
func Load(files fs.FS, dir string, lists ...List) (*Manual, error) {
	names, err := fs.Glob(files, path.Join(dir, "*.md"))
	if err != nil {
		return nil, fmt.Errorf("list the manual: %w", err)
	}
	slices.Sort(names)
	m := &Manual{files: files, dir: dir}
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read the manual: %w", err)
		}
		for _, l := range lists {
			source = l.into(source)
		}
		p, err := parse(unfilled.ReplaceAll(source, nil))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		m.Parts = append(m.Parts, *p)
	}
	return m, nil
}

// Picture returns the content of a picture, PNG.
func (m *Manual) Picture(file string) ([]byte, error) {
	content, err := fs.ReadFile(m.files, path.Join(m.dir, file))
	if err != nil {
		return nil, fmt.Errorf("read a picture of the manual: %w", err)
	}
	return content, nil
}
