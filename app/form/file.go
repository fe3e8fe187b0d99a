package form

// The shapes of an edition's file. See assets/forms/2021.toml.
type (
	fileForm struct {
		Edition, Name, Citation, Title string
		FirstYear                      int `toml:"first_year"`
		LastYear                       int `toml:"last_year"`
		Section                        []fileSection
		Table                          []fileTable
	}
	fileSection struct {
		ID, Heading, Hint string
		Aliases           []string
		Limit             int
		OnePiece          bool `toml:"one_piece"`
		Field             []fileField
	}
	fileField struct {
		ID, Heading, Name string
		Aliases           []string
		Optional, Stable  bool
		Prompts           []string
		fileWords
	}
	fileTable struct {
		ID, Name     string
		HeaderRows   int `toml:"header_rows"`
		LabelColumns int `toml:"label_columns"`
		Widths       []float64
		Values       []Value
		Row          []fileRow
		Sum          []fileSum
		Balance      []fileBalance
		Limit        []fileLimit
		Zero         []fileZero
		KeyFigure    []fileKeyFigure `toml:"key_figure"`
		Carry        []fileCarry
		Stock        []fileStock
		Help         []fileHelp
		citation     string
	}
	fileRow struct {
		ID, Name string
		Data     bool
		Cells    []fileCell
	}
	fileCell struct {
		ID, Text, Unit string
		Style          Style
		Kind           Kind
		Cols, Rows     int
	}
	fileSum struct {
		Rule, Along, Total, Message string
		Parts                       []string
	}
	fileBalance struct {
		Rule, Along, Line, Message, Basis string
		Left, Right                       []string
	}
	fileLimit struct {
		Rule, Severity, Message string
		Low, High               []string
	}
	fileZero struct {
		Rule, Severity, Message, Fact string
		FromYear                      int `toml:"from_year"`
		Cells                         []string
	}
	fileKeyFigure struct {
		Name  string
		Cells []string
	}
	fileCarry struct{ Before, Now string }
	fileStock struct{ Now, More, Less []string }
	fileHelp  struct {
		For string
		fileWords
	}
	// fileWords are explanations by their weight, see Tag.
	fileWords struct {
		Law, Original, Hint string
		LawSource           string `toml:"law_source"`
	}
)

// help returns the explanations, the weightiest first. The source of what the
// form says is the form.
func (w fileWords) help(citation string) []Help {
	var out []Help
	for _, h := range []Help{{Law, w.Law, w.LawSource}, {Original, w.Original, citation}, {Practice, w.Hint, ""}} {
		if h.Text != "" {
			out = append(out, h)
		}
	}
	return out
}
