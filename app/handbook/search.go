package handbook

import "strings"

// Place is where a chapter stands: the indices of its part and of itself.
type Place struct{ Part, Chapter int }

// Hit is a block that holds what was looked for.
type Hit struct {
	Place
	Block   int // index in the chapter, -1 when its heading alone says it all
	Excerpt string
}

// Chapter returns the chapter at a place.
func (m *Manual) Chapter(at Place) *Chapter { return &m.Parts[at.Part].Chapters[at.Chapter] }

// Places lists all chapters in their order.
func (m *Manual) Places() []Place {
	var out []Place
	for i := range m.Parts {
		for j := range m.Parts[i].Chapters {
			out = append(out, Place{i, j})
		}
	}
	return out
}

// Search finds the blocks in which every word of a query occurs, in the block
// itself or in the heading of its chapter. Capitals do not matter.
func (m *Manual) Search(query string) []Hit {
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		return nil
	}
	var out []Hit
	for _, at := range m.Places() {
		out = append(out, m.Chapter(at).search(at, words)...)
	}
	return out
}

// search finds blocks in one chapter. A heading that holds every word is one
// hit, where no block holds them too, and not as many as there are blocks.
func (c *Chapter) search(at Place, words []string) []Hit {
	var out []Hit
	title := strings.ToLower(c.Title)
	inTitle := missing(title, words) == nil
	for i, b := range c.Blocks {
		text := b.Text.String()
		inText := strings.ToLower(text)
		left := missing(inText, words)
		if missing(title, left) != nil || inTitle && len(left) > 0 {
			continue
		}
		first := words[0]
		for _, w := range words {
			if strings.Contains(inText, w) {
				first = w
				break
			}
		}
		out = append(out, Hit{Place: at, Block: i, Excerpt: excerpt(text, first)})
	}
	if inTitle && out == nil && len(c.Blocks) > 0 {
		out = []Hit{{Place: at, Block: -1, Excerpt: excerpt(c.Blocks[0].Text.String(), "")}}
	}
	return out
}

// missing returns the words that do not stand in a text.
func missing(text string, words []string) []string {
	var out []string
	for _, w := range words {
		if !strings.Contains(text, w) {
			out = append(out, w)
		}
	}
	return out
}

// excerpt cuts what stands around a word out of a text, with the word near
// its beginning: a column of excerpts is narrow.
func excerpt(text, word string) string {
	const before, length = 5, 42
	chars := []rune(text)
	start := 0
	if i := strings.Index(strings.ToLower(text), word); i > 0 {
		start = max(0, len([]rune(strings.ToLower(text)[:i]))-before)
	}
	out := string(chars[start:min(len(chars), start+length)])
	if start > 0 {
		out = "…" + out
	}
	if start+length < len(chars) {
		out += "…"
	}
	return out
}
