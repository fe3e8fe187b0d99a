package cli

import "fmt"

// corrected is the answer of correction as JSON shows it.
type corrected struct {
	Approved bool             `json:"approved"` // else the correction is under way
	Round    int              `json:"round"`    // of the approval that is corrected
	At       int64            `json:"at"`       // when that was, Unix microseconds
	Digest   string           `json:"digest"`   // of what was approved then
	Reason   string           `json:"reason"`
	Changes  []correctedPlace `json:"changes"`
}

type correctedPlace struct {
	Name    string `json:"name"`
	Old     string `json:"old"`
	New     string `json:"new"`
	Follows bool   `json:"follows,omitempty"` // a total, which follows from other changes
}

// correction tells what was corrected since the report was published, or prints the
// statement about it.
func (c *call) correction() error {
	s, err := c.oneDraft()
	if err != nil {
		return err
	}
	statement, err := s.CorrectionStatement()
	if err != nil {
		return err
	}
	if c.flags.out != "" {
		path := c.place(s.CorrectionName(".pdf"))
		if err := c.service.ExportCorrection(c.ctx, statement, path); err != nil {
			return err
		}
		if says := s.CorrectionStamp(); says != "" {
			fmt.Fprintln(c.Stderr, says)
		}
		_, err = fmt.Fprintln(c.Stdout, path)
		return err
	}
	k := s.Correction()
	if c.flags.json {
		out := corrected{
			Approved: k.Approved != nil, Round: k.Published.Round, At: k.Published.At, Digest: string(k.Published.Content), Reason: k.Reopened.Opinion, Changes: []correctedPlace{},
		}
		for _, change := range k.Changes {
			out.Changes = append(out.Changes, correctedPlace{change.Place, change.Old, change.New, change.Follows})
		}
		return c.print(out)
	}
	fmt.Fprintln(c.Stdout, k.Says())
	for _, line := range statement.Changes {
		fmt.Fprintln(c.Stdout, line)
	}
	return nil
}
