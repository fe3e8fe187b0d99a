package app

import (
	"bytes"
	"context"
	"fmt"

	"nianbao/app/document"
	"nianbao/app/example"
	"nianbao/app/proof"
)

// Example returns the id of the example in the list. Where there is none it is
// made of the bundled document: see package example.
func (d *Service) Example(ctx context.Context, bundled []byte) (int64, error) {
	all, err := d.Drafts.List(ctx)
	if err != nil {
		return 0, fmt.Errorf("look for the example: %w", err)
	}
	for i := range all {
		if all[i].Example {
			return all[i].ID, nil
		}
	}
	r, err := document.Read(bytes.NewReader(bundled), d.Catalog)
	if err != nil {
		return 0, fmt.Errorf("read the bundled example: %w", err)
	}
	return d.store(ctx, r, example.Note)
}

// OnlyReports refuses what can be done with reports alone.
func OnlyReports(s *Session, what string) error {
	if !s.summary.Example {
		return nil
	}
	return &Error{Code: Forbidden, Sentence: example.Refusal(what)}
}

// IsExample says whether this is the example, and no report.
func (s *Session) IsExample() bool { return s.summary.Example }

// StateName is what the report is said to be: 草稿, 待审核, 示例, or that its record does
// not show it.
func (s *Session) StateName() string {
	if s.IsExample() {
		return example.Name
	}
	if standing := s.Standing(); standing != proof.Sound {
		return string(standing)
	}
	return s.state.Name()
}

// Shown is what lists say of where the report stands.
func (sum *Summary) Shown() string {
	if sum.Example {
		return example.Name
	}
	return sum.StateName
}
