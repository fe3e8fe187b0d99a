package cli

import (
	"fmt"
	"strings"

	"nianbao/app"
	"nianbao/app/counted"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/origin"
	"nianbao/app/provided"
	"nianbao/app/report"
)

var originCommands = []command{
	{"origin", "编号|文件.nbx [位置]", "数字从哪里来：录入、粘贴、文件、台账、上年报告、哪个科室报送；不写位置的，逐格列出", (*call).origin},
}

// originLine is where a place has its content from, as JSON shows it.
type originLine struct {
	Address string   `json:"address"`
	Place   string   `json:"place"`
	Value   string   `json:"value"`
	Kind    string   `json:"kind"` // 录入, 台账, 科室报送
	By      string   `json:"by"`   // who did it at the workstation, "" for nobody
	At      string   `json:"at"`   // when, "" where it is not known
	File    string   `json:"file"`
	From    string   `json:"from"` // the department that provided it, "" for none
	Notes   []string `json:"notes"`
	Says    string   `json:"says"`
}

// originCount is how many figures came in one way, as JSON shows it.
type originCount struct {
	How     string `json:"how"`
	Figures int    `json:"figures"`
}

// providedLine is what a department provided, as JSON shows it.
type providedLine struct {
	From    string `json:"from"`
	Name    string `json:"name"`
	Date    string `json:"date"`
	File    string `json:"file"`
	Figures int    `json:"figures"`
	Changed int    `json:"changed"`
}

// registerLine is how much counts of a register that figures were counted from, as JSON
// shows it.
type registerLine struct {
	File    string `json:"file"`
	Rows    int    `json:"rows"`
	Counted int    `json:"counted"`
	Says    string `json:"says"`
}

func registers(r *report.Report) []registerLine {
	out := []registerLine{}
	for _, n := range counted.Registers(r) {
		out = append(out, registerLine{n.File, n.Rows, n.Rows - n.LeftOut(), n.Says()})
	}
	return out
}

// origin tells where what stands at a place came from, or at all places.
func (c *call) origin() error {
	if len(c.args) < 1 || len(c.args) > 2 {
		return usage("请给出草稿编号或者移交文件；要问一处的，再给出位置")
	}
	r, trace, err := c.traced(c.args[0])
	if err != nil {
		return err
	}
	places, err := c.places(r)
	if err != nil {
		return err
	}
	out := []originLine{}
	for _, a := range places {
		o := trace.At(r, a)
		l := originLine{
			Address: string(a), Place: report.PlaceName(r.Catalog(), r.Form().Edition, a), Value: r.Raw(a), Kind: string(o.Kind),
			By: o.Name, File: o.File, From: o.From, Notes: append([]string{}, o.Notes...), Says: trace.Told(r, a),
		}
		if !o.At.IsZero() {
			l.At = o.At.Local().Format("2006-01-02 15:04:05")
		}
		if cell := r.Form().Cell(a); cell != nil {
			l.Value = r.Figure(a).String()
		}
		out = append(out, l)
	}
	if c.flags.json {
		return c.print(out)
	}
	for _, l := range out {
		says := l.Says
		if len(c.args) == 1 { // how much of the register counts stands once beneath all
			says = trace.At(r, form.Address(l.Address)).Says()
		}
		fmt.Fprintf(c.Stdout, "%s\t%s\t%s\n", l.Place, l.Value, strings.ReplaceAll(says, "\n", ""))
	}
	if text := trace.Sources(r); len(c.args) == 1 && text != "" {
		fmt.Fprintln(c.Stdout, text)
	}
	return nil
}

// traced is the report of a draft or of a hand-over file, and its record gone through.
func (c *call) traced(arg string) (*report.Report, *origin.Trace, error) {
	if !isHandOver(arg) {
		s, err := c.draft(arg)
		if err != nil {
			return nil, nil, err
		}
		c.doubt(s.Problems())
		return s.Report(), origin.Of(s.Entries(), s.Actor().Roster), nil
	}
	if err := c.open(); err != nil {
		return nil, nil, err
	}
	a, err := exchange.At(c.service).OpenPackageFile(c.ctx, arg)
	if err != nil {
		return nil, nil, err
	}
	if a.Report == nil {
		return nil, nil, &app.Error{Code: app.BadInput, Sentence: "这个移交文件里没有报告。"}
	}
	c.doubt(a.Replay.Problems)
	people := a.HeldRoster
	if a.Roster != nil {
		people = &a.Roster.Roster
	}
	return a.Report, origin.Of(a.File.Report.Entries, people), nil
}

// doubt says of a record that does not hold that it proves nothing.
func (c *call) doubt(problems []string) {
	if len(problems) > 0 {
		fmt.Fprintln(c.Stderr, origin.NotProven)
	}
}

// places are the one that was named, or every figure that is not blank.
func (c *call) places(r *report.Report) ([]form.Address, error) {
	if len(c.args) == 2 {
		a := form.Address(c.args[1])
		if err := report.CheckStored(r.Catalog(), a, ""); err != nil && (r.Form().Cell(a) == nil || report.IsNote(a)) {
			return nil, &app.Error{Code: app.BadInput, Sentence: "报告中没有“" + c.args[1] + "”这一处。"}
		}
		return []form.Address{a}, nil
	}
	var out []form.Address
	for _, t := range r.Form().Tables() {
		for _, cell := range t.Inputs() {
			if !r.Figure(cell.Address).Blank() {
				out = append(out, cell.Address)
			}
		}
	}
	return out, nil
}

// sources are the answer of overview about where figures came from.
func sources(s *app.Session) (counts []originCount, given []providedLine, line string) {
	counts, given = []originCount{}, []providedLine{}
	trace := origin.Of(s.Entries(), s.Actor().Roster)
	for _, n := range trace.Tallies(s.Report()) {
		counts = append(counts, originCount(n))
	}
	for _, p := range provided.Shares(s.Report()) {
		given = append(given, providedLine{p.From, p.Name, p.Date, p.File, p.Figures, p.Broken})
	}
	return counts, given, trace.Sources(s.Report())
}
