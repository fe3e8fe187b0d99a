package cli

import (
	"fmt"

	"nianbao/app/exchange"
	"nianbao/app/provided"
)

// keyFigure is a key figure beside that of the year before, as JSON shows it.
type keyFigure struct {
	Name   string `json:"name"`
	Now    string `json:"now"`    // "" where it is not filled in
	Before string `json:"before"` // "" where there is none
}

// compared is the answer of overview as JSON shows it.
type compared struct {
	Figures []keyFigure `json:"figures"`
	Source  string      `json:"source"` // where the figures of the year before come from
	Signer  string      `json:"signer"` // who signed those that came in a file, "" for nobody
	Brought bool        `json:"brought"`

	Origins  []originCount  `json:"origins"`  // how many figures came from where
	Provided []providedLine `json:"provided"` // by departments

	Registers []registerLine `json:"registers"` // those that figures were counted from; none where that was not noted
}

// overview shows what somebody who signs should see first.
func (c *call) overview() error {
	s, err := c.oneDraft()
	if err != nil {
		return err
	}
	last, err := exchange.At(c.service).LastYearOf(c.ctx, s.UID(), s.Report().Unit(), s.Report().Year())
	if err != nil {
		return err
	}
	o := s.Overview(last, 0)
	out := compared{Figures: []keyFigure{}, Source: last.Says()}
	if last != nil && last.From != nil {
		out.Brought, out.Signer = true, last.From.Signer
	}
	for _, f := range o.Figures {
		out.Figures = append(out.Figures, keyFigure{f.Name, f.Now.String(), f.Before.String()})
	}
	told := ""
	out.Origins, out.Provided, told = sources(s)
	out.Registers = registers(s.Report())
	if c.flags.json {
		return c.print(out)
	}
	for _, f := range o.Figures {
		now := f.Now.String()
		if now == "" {
			now = "没有填"
		}
		if last != nil {
			now += "\t" + f.Says()
		}
		fmt.Fprintf(c.Stdout, "%s\t%s\n", f.Name, now)
	}
	fmt.Fprintln(c.Stdout, out.Source)
	if told != "" {
		fmt.Fprintln(c.Stdout, told)
	}
	for _, line := range provided.Lines(s.Report()) {
		fmt.Fprintln(c.Stdout, line)
	}
	return nil
}
