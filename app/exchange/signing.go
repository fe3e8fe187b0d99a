package exchange

import (
	"context"
	"path/filepath"

	"nianbao/app"
	"nianbao/app/files"
	"nianbao/app/keys"
	"nianbao/app/signoff"
)

// Deed is what a delivery is.
type Deed string

// The deeds.
const (
	Package   Deed = "package"    // the hand-over file for the next reader
	Paper     Deed = "paper"      // the clean PDF
	Sheet     Deed = "sheet"      // the 审签单
	Statement Deed = "correction" // the 更正说明
)

// Delivery is a file that belongs to a signature: it is written into the exchange
// folder in the same step.
type Delivery struct {
	Deed  Deed
	Name  string
	write func(ctx context.Context, path string) error
}

// Write writes it into a folder, beside what is there, and returns its path. It may be
// called from any goroutine.
func (y Delivery) Write(ctx context.Context, folder string) (string, error) {
	path := files.Free(filepath.Join(folder, y.Name))
	return path, y.write(ctx, path)
}

// Pass signs the first level of a report that was submitted just now, for the person
// who submitted it: a signature of its own, as valid as if it were made later.
func Pass(ctx context.Context, s *app.Session, opinion string, key keys.Signer) (*signoff.Transition, error) {
	a, err := s.Propose(signoff.Approve, opinion)
	if err != nil {
		return nil, err
	}
	return a, s.Sign(ctx, a, key)
}

// Deliveries returns what is to be written after a signature: the hand-over file,
// signed with the same key where somebody has to vouch for something in it, and once
// a report is approved the papers. There are none as long as the same person has to
// go on, and after acts that bring nobody anything to read.
func (d Desk) Deliveries(ctx context.Context, s *app.Session, after signoff.Kind, key keys.Signer) ([]Delivery, error) {
	if after == signoff.Withdraw || after == signoff.Reopen || s.State().MayDecide(s.Actor()).OK {
		return nil, nil
	}
	raw, err := d.vouched(ctx, s, key)
	if err != nil {
		return nil, err
	}
	out := []Delivery{{Package, app.HandOverName(s), func(_ context.Context, path string) error { return app.WriteBytes(path, raw) }}}
	if s.State().Stage != signoff.Approved || s.Watermark() != "" {
		return out, nil
	}
	paper, sheet := s.PrintJob(), s.SignOffForm()
	out = append(out,
		Delivery{Paper, s.PaperName(".pdf"), func(ctx context.Context, path string) error { return d.Export(ctx, paper, path) }},
		Delivery{Sheet, s.SignOffFormName(".pdf"), func(ctx context.Context, path string) error { return d.ExportSignOffForm(ctx, sheet, path) }})
	if s.Correction() != nil {
		statement, err := s.CorrectionStatement()
		if err != nil {
			return nil, err
		}
		out = append(out, Delivery{Statement, s.CorrectionName(".pdf"), func(ctx context.Context, path string) error { return d.ExportCorrection(ctx, statement, path) }})
	}
	return out, nil
}

// vouched returns the hand-over file, signed where something in it is signed by nobody.
func (d Desk) vouched(ctx context.Context, s *app.Session, key keys.Signer) ([]byte, error) {
	if !s.SignsHandOver() && d.GoesAlong(ctx, s) == nil {
		return d.HandOver(ctx, s)
	}
	a, err := s.Propose(signoff.HandedOver, "")
	if err != nil {
		return nil, err
	}
	return d.HandOverSigned(ctx, s, a, key)
}
