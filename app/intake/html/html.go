// Package html reads saved web pages and what a browser puts on the clipboard. The
// tree comes from golang.org/x/net/html, which takes any page as browsers do and ends
// at 512 open elements, so that no nesting is too deep here.
package html

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"nianbao/app/intake/charset"
	"nianbao/app/intake/page"
)

// Kind is the kind of file that is read here.
const Kind = "html"

// ErrDeep is returned for a page whose elements stand in each other too deep: none
// that a person made.
var ErrDeep = errors.New("网页的标签一层套一层，超过 512 层，不像是正常的网页")

// Read reads a page of bytes. known are words of the form, by which a page is known
// that was read in another encoding before it was saved.
func Read(content []byte, known []string) (*page.Page, error) {
	text, name, mended := charset.Text(content, known)
	p, err := ReadText(text)
	if err != nil {
		return nil, err
	}
	p.Decoded(name, mended)
	if cutOff(text) {
		p.Doubt = "网页的文件没有结尾，像是没有保存完整，请对照原件核对"
	}
	return p, nil
}

// cutOff says whether a page begins and does not end: what stands last in it, a figure
// perhaps, may be only a part of what it was.
func cutOff(text string) bool {
	lower := strings.ToLower(text)
	return strings.Contains(lower, "<html") && !strings.Contains(lower, "</html") && !strings.Contains(lower, "</body")
}

// ReadText reads a page whose text is known.
func ReadText(text string) (*page.Page, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		if strings.Contains(err.Error(), "open stack") {
			return nil, ErrDeep
		}
		return nil, fmt.Errorf("parse the page: %w", err)
	}
	r := &reader{out: &page.Page{Kind: Kind}, main: mainPart(root)}
	r.walk(root)
	r.flush()
	return r.out, nil
}

// reader gathers what stands on the page.
type reader struct {
	out    *page.Page
	main   *html.Node // what holds the report, nil where that is not known
	within int        // how many elements around stand in it
	done   bool       // it is behind us: what follows is of the site
	line   strings.Builder
}

// headingShape is how the headings of the report's parts begin; titleShape is in its
// title. Beside them a page has menus, lists of links and the like.
var (
	headingShape = regexp.MustCompile(`^\s*(第[一二三四五六]部分|[一二三四五六][、.．，]|[一二三四五六]\s+)\s*\S.{1,38}$`)
	titleShape   = regexp.MustCompile(`政府信息公[开\x{958b}].{0,8}[报\x{5831}]告`)
)

// mainPart returns the smallest element that holds all headings of parts; nil where
// there are not two of them.
func mainPart(root *html.Node) *html.Node {
	var found []*html.Node
	var look func(n *html.Node, inTable bool)
	look = func(n *html.Node, inTable bool) {
		switch {
		case hidden(n):
			return
		case n.Type == html.ElementNode && n.DataAtom == atom.Table && !layout(n):
			inTable = true
		case !inTable && heading(n):
			found = append(found, n)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			look(c, inTable)
		}
	}
	look(root, false)
	if len(found) < 2 {
		return nil
	}
	around := map[*html.Node]bool{}
	for n := found[0]; n != nil; n = n.Parent {
		around[n] = true
	}
	n := found[len(found)-1]
	for n != nil && !around[n] {
		n = n.Parent
	}
	return n
}

// heading says whether a text, or an element that is one paragraph, is the heading of
// a part. Editors write one in several pieces.
func heading(n *html.Node) bool {
	if n.Type == html.TextNode {
		return headingShape.MatchString(strings.TrimSpace(n.Data))
	}
	if n.Type != html.ElementNode || !isBlock(n.DataAtom) {
		return false
	}
	const most = 60 // characters, of one and the blanks in it
	text, ok := shortText(n, most)
	return ok && headingShape.MatchString(strings.TrimSpace(text))
}

// shortText returns the text of an element in which no other paragraph stands; ok says
// that it is one, and at most so long.
func shortText(n *html.Node, most int) (text string, ok bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			text += c.Data
		case hidden(c):
		case c.Type == html.ElementNode && (isBlock(c.DataAtom) || c.DataAtom == atom.Br):
			return "", false
		default:
			within, ok := shortText(c, most)
			if !ok {
				return "", false
			}
			text += within
		}
		if utf8.RuneCountInString(text) > most {
			return "", false
		}
	}
	return text, true
}

// hidden says whether nobody sees an element.
func hidden(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.CommentNode
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Select, atom.Textarea, atom.Object, atom.Iframe, atom.Svg:
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attribute(n, "style")), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "mso-hide:all")
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// layout says whether a table only puts things in their places: another table stands
// in it, or it has a single cell.
func layout(table *html.Node) bool {
	cells := 0
	var inner func(n *html.Node) bool
	inner = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && (c.DataAtom == atom.Td || c.DataAtom == atom.Th) {
				cells++
			}
			if c.Type == html.ElementNode && c.DataAtom == atom.Table || inner(c) {
				return true
			}
		}
		return false
	}
	return inner(table) || cells < 2
}

func (r *reader) walk(n *html.Node) {
	switch {
	case hidden(n):
		return
	case n == r.main:
		r.flush()
		r.within++
		defer func() {
			r.flush()
			r.within--
			r.done = true
		}()
	case n.Type == html.TextNode:
		r.line.WriteString(strings.NewReplacer("\r", " ", "\n", " ", "\t", " ").Replace(n.Data))
		return
	}
	if n.Type == html.ElementNode && r.element(n) {
		return
	}
	block := n.Type == html.ElementNode && isBlock(n.DataAtom)
	if block {
		r.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c)
	}
	if block {
		r.flush()
	}
}

// element takes an element that is one thing by itself; it says no where its content is
// to be walked through.
func (r *reader) element(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Title:
		if r.out.Title == "" {
			r.out.Title = strings.Join(strings.Fields(textOf(n)), " ")
		}
	case atom.Meta:
		// What the content systems of government sites say of an article, surer
		// than the title, which names the site, too.
		if strings.EqualFold(attribute(n, "name"), "ArticleTitle") && attribute(n, "content") != "" {
			r.out.Title = attribute(n, "content")
		}
	case atom.A:
		return r.main != nil && r.within == 0 // a link to another page
	case atom.Br:
		r.flush()
	case atom.Img:
		if r.within > 0 {
			r.flush()
			r.pictures(n)
		}
	case atom.Table:
		if layout(n) {
			return false
		}
		r.flush()
		if r.main == nil || r.within > 0 {
			r.out.AddTable(tableOf(n))
			r.pictures(n)
		}
	default:
		return false
	}
	return true
}

// pictures notes that a picture stands in an element. One that is no larger than a
// character is not looked at: it is a mark, or counts visitors.
func (r *reader) pictures(n *html.Node) {
	const small = 32
	width, err := strconv.Atoi(strings.TrimSuffix(attribute(n, "width"), "px"))
	switch {
	case hidden(n):
	case n.Type == html.ElementNode && n.DataAtom == atom.Img:
		if err != nil || width > small {
			r.out.Blocks = append(r.out.Blocks, page.Block{Picture: true})
		}
	default:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			r.pictures(c)
		}
	}
}

// flush ends a paragraph. Outside of the report only its title is kept.
func (r *reader) flush() {
	text := strings.Join(strings.FieldsFunc(r.line.String(), func(c rune) bool { return c == ' ' }), " ")
	r.line.Reset()
	if r.main == nil || r.within > 0 || !r.done && titleShape.MatchString(text) && utf8.RuneCountInString(text) < 60 {
		r.out.AddText(text)
	}
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Section, atom.Article,
		atom.Header, atom.Footer, atom.Main, atom.Aside, atom.Nav, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Center, atom.Blockquote,
		atom.Dl, atom.Dt, atom.Dd, atom.Form, atom.Fieldset, atom.Pre, atom.Hr, atom.Body, atom.Html, atom.Head, atom.Caption:
		return true
	}
	return false
}

// tableOf reads the rows of a table, wherever they stand in it.
func tableOf(table *html.Node) *page.Table {
	out := &page.Table{}
	var rows func(n *html.Node)
	rows = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case hidden(c):
			case c.Type == html.ElementNode && c.DataAtom == atom.Tr:
				out.Rows = append(out.Rows, cellsOf(c))
			default:
				rows(c)
			}
		}
	}
	rows(table)
	return out
}

func cellsOf(row *html.Node) []page.Cell {
	var out []page.Cell
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && !hidden(c) {
			out = append(out, page.Cell{Text: cellText(c), Rows: span(c, "rowspan"), Columns: span(c, "colspan")})
		}
	}
	return out
}

// span reads how many rows or columns a cell covers, as browsers do.
func span(cell *html.Node, name string) int {
	const most = 1000
	n, err := strconv.Atoi(strings.TrimSpace(attribute(cell, name)))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

// cellText returns the text of a cell, its paragraphs as lines.
func cellText(cell *html.Node) string {
	r := &reader{out: &page.Page{}}
	for c := cell.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c)
	}
	r.flush()
	lines := make([]string, len(r.out.Blocks))
	for i, b := range r.out.Blocks {
		lines[i] = b.Text
	}
	return strings.Join(lines, "\n")
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var out strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out.WriteString(textOf(c))
	}
	return out.String()
}
