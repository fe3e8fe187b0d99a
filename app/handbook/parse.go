package handbook

import (
	"errors"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// parser reads one part. Only what both the screen and the paper can show is
// taken: the rest is a mistake in the text.
type parser struct {
	source []byte
	part   Part
}

func parse(source []byte) (*Part, error) {
	p := &parser{source: source}
	root := goldmark.DefaultParser().Parse(text.NewReader(source))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if err := p.block(n); err != nil {
			return nil, err
		}
	}
	if p.part.Title == "" || len(p.part.Chapters) == 0 {
		return nil, errors.New("a part needs a title and chapters")
	}
	return &p.part, nil
}

func (p *parser) block(n ast.Node) error {
	switch n := n.(type) {
	case *ast.Heading:
		return p.heading(n)
	case *ast.Paragraph:
		return p.paragraph(n)
	case *ast.List:
		return p.list(n)
	}
	return fmt.Errorf("%s is not known here", n.Kind())
}

func (p *parser) heading(n *ast.Heading) error {
	t, err := p.text(n)
	switch {
	case err != nil:
		return err
	case n.Level == 1 && p.part.Title == "":
		p.part.Title = t.String()
	case n.Level == 2:
		p.part.Chapters = append(p.part.Chapters, Chapter{Title: t.String()})
	default:
		return fmt.Errorf("a heading of level %d: %s", n.Level, t)
	}
	return nil
}

// paragraph adds a paragraph; a picture stands in one by itself.
func (p *parser) paragraph(n ast.Node) error {
	if image, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
		caption, err := p.text(image)
		if err != nil {
			return err
		}
		return p.add(Block{Kind: Picture, Text: caption, File: string(image.Destination)})
	}
	t, err := p.text(n)
	if err != nil {
		return err
	}
	return p.add(Block{Text: t})
}

func (p *parser) list(n *ast.List) error {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if item.ChildCount() != 1 {
			return errors.New("a line of a list holds one paragraph")
		}
		t, err := p.text(item.FirstChild())
		if err != nil {
			return err
		}
		b := Block{Kind: Bullet, Text: t}
		if n.IsOrdered() {
			b.Kind, b.Number = Step, number
			number++
		}
		if err := p.add(b); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) add(b Block) error {
	n := len(p.part.Chapters)
	if n == 0 {
		return fmt.Errorf("text before the first chapter: %s", b.Text)
	}
	c := &p.part.Chapters[n-1]
	c.Blocks = append(c.Blocks, b)
	return nil
}

// text collects what stands in a node. Lines of the source are joined without
// a space, as Chinese is.
func (p *parser) text(n ast.Node) (Text, error) {
	var out Text
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		var content string
		bold := false
		switch c := c.(type) {
		case *ast.Text:
			content = string(c.Value(p.source))
		case *ast.String:
			content = string(c.Value)
		case *ast.Emphasis:
			inner, err := p.text(c)
			if err != nil {
				return nil, err
			}
			content, bold = inner.String(), true
		default:
			return nil, fmt.Errorf("%s is not known in a line", c.Kind())
		}
		for _, r := range unescape.Replace(content) {
			out = out.with(r, bold)
		}
	}
	return out, nil
}

// unescape takes the backslash from the marks that the source must guard.
var unescape = strings.NewReplacer(`\\`, `\`, `\*`, `*`, `\_`, `_`)
