//go:build bench && linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/document"
	"nianbao/app/exchange"
	administration "nianbao/app/office"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/assets"
)

const password = "一二三四五六七八"

// office is a desk with a report that a whole office has signed.
type office struct {
	desk   *app.Service
	people []string // officer, head, leader
	report int64
}

// newOffice sets an office up in a data folder and stores the example, with
// everything explained.
func newOffice(desk *app.Service) (*office, error) {
	ctx := context.Background()
	o, admin := &office{desk: desk}, administration.Administration{Service: desk}
	if err := admin.CreateRoster(ctx, "示例县自然资源局", password, roster.DefaultChain()); err != nil {
		return nil, err
	}
	for i, name := range []string{"张三", "李四", "王五"} {
		req, err := admin.RequestRegistration(ctx, administration.Applicant{Name: name, Password: password})
		if err == nil {
			err = admin.Register(ctx, password, req, []int{i + 1})
		}
		if err != nil {
			return nil, err
		}
		o.people = append(o.people, req.Person)
	}
	r, err := document.Read(bytes.NewReader(assets.Example), desk.Catalog)
	if err != nil {
		return nil, err
	}
	if err := desk.SwitchUser(ctx, o.people[0]); err != nil {
		return nil, err
	}
	if o.report, err = desk.Import(ctx, r, ""); err != nil {
		return nil, err
	}
	s, err := desk.Open(ctx, o.report)
	if err != nil {
		return nil, err
	}
	for _, f := range s.Findings() {
		if f.Severity == check.Explain {
			if err := s.Explain(ctx, f, "情况属实"); err != nil {
				return nil, err
			}
		}
	}
	return o, nil
}

// sign lets one of the people carry out an act.
func (o *office) sign(person int, kind signoff.Kind) error {
	ctx := context.Background()
	if err := o.desk.SwitchUser(ctx, o.people[person]); err != nil {
		return err
	}
	s, err := o.desk.Open(ctx, o.report)
	if err != nil {
		return err
	}
	a, err := s.Propose(kind, "同意")
	if err != nil {
		return err
	}
	key, err := o.desk.Unlock(ctx, o.people[person], password)
	if err != nil {
		return err
	}
	return s.Sign(ctx, a, key)
}

// verifying measures how long hand-over files take to check, against the signatures in
// them alone: a report that was approved after a return, so that everybody but the last
// has signed it twice. The roster's signature is verified once for all files that bring
// the same one. One file after the other, as a person opens them, has both cores: the
// signatures are verified beside everything else. With a file on each core it is the
// work that counts. Wanted is 1.2 times: what is left is to digest the file, the record
// and each content that was signed (SM3, of which the format asks three passes over all
// of it), and to go through the record.
func (b *bench) verifying() ([]row, error) {
	const files, workers = 1000, 2
	db, desk, err := newDesk(filepath.Join(b.dir, "handover"))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	raw, err := signedFile(desk)
	if err != nil {
		return nil, err
	}
	open := func() (*exchange.ImportPreview, error) {
		reader := &app.Service{Catalog: desk.Catalog, Now: time.Now} // has not seen the file before
		return exchange.At(reader).OpenPackage(context.Background(), raw)
	}
	a, err := open()
	if err != nil {
		return nil, err
	}
	signed := a.Proof.Signatures
	check := func() error { _, err := open(); return err }
	signatures := func() error {
		for i := range signed {
			if !signed[i].Transition.Genuine() {
				return errors.New("a good signature does not verify")
			}
		}
		return nil
	}
	m, err := inTurn(3, took(spread(files, 1, check)), took(spread(files, 1, signatures)),
		took(spread(files, workers, check)), took(spread(files, workers, signatures)))
	if err != nil {
		return nil, err
	}
	what := fmt.Sprintf("验证移交文件（%d KB，%d 个签名）", len(raw)>>10, len(signed))
	return []row{
		atMost(what+"，一份接一份｜仅验签名", m[0]/files, m[1]/files, 2.5),
		atMost(what+"，两个核各验一份｜仅验签名", m[2]/files, m[3]/files, 3.5),
	}, nil
}

// signedFile is the hand-over file of the example, approved by all levels after it was
// returned once.
func signedFile(desk *app.Service) ([]byte, error) {
	o, err := newOffice(desk)
	if err != nil {
		return nil, err
	}
	for _, step := range []struct {
		person int
		kind   signoff.Kind
	}{
		{0, signoff.Submit}, {0, signoff.Approve}, {1, signoff.Return}, {0, signoff.Submit}, {0, signoff.Approve}, {1, signoff.Approve}, {2, signoff.Approve},
	} {
		if err := o.correct(step.kind); err != nil {
			return nil, err
		}
		if err := o.sign(step.person, step.kind); err != nil {
			return nil, err
		}
	}
	s, err := desk.Open(context.Background(), o.report)
	if err != nil {
		return nil, err
	}
	return exchange.At(desk).HandOver(context.Background(), s)
}

// correct changes a text before the report is submitted.
func (o *office) correct(next signoff.Kind) error {
	if next != signoff.Submit {
		return nil
	}
	ctx := context.Background()
	if err := o.desk.SwitchUser(ctx, o.people[0]); err != nil {
		return err
	}
	s, err := o.desk.Open(ctx, o.report)
	if err != nil {
		return err
	}
	return s.Set(ctx, "overview.platform", s.Report().Text("overview.platform")+"已经核对。")
}

// spread does something n times by several goroutines, each with its share.
func spread(n, workers int, do func() error) func() error {
	return func() error {
		errs := make([]error, workers)
		var wg sync.WaitGroup
		for i := range workers {
			wg.Go(func() {
				for range n / workers {
					if errs[i] = do(); errs[i] != nil {
						return
					}
				}
			})
		}
		wg.Wait()
		return errors.Join(errs...)
	}
}

// reviewing measures how long a report takes to open for a reviewer, whose
// pages are drawn, against the same report in the plain editor.
func (b *bench) reviewing() ([]row, error) {
	plain, waiting, err := b.twoFolders()
	if err != nil {
		return nil, err
	}
	m, err := inTurn(9, b.started(b.program, "--report", "1", "--data-dir", waiting), b.started(b.program, "--report", "1", "--data-dir", plain))
	if err != nil {
		return nil, err
	}
	return []row{atMost("启动并打开示例：审核页面｜编辑页面", m[0], m[1], 2)}, nil
}

// twoFolders makes two data folders with the example: as a draft, and waiting
// for the person who is chosen there.
func (b *bench) twoFolders() (plain, waiting string, err error) {
	plain, waiting = filepath.Join(b.dir, "plain"), filepath.Join(b.dir, "waiting")
	for _, dir := range []string{plain, waiting} {
		db, desk, err := newDesk(dir)
		if err != nil {
			return "", "", err
		}
		o, err := newOffice(desk)
		if err == nil && dir == waiting {
			err = o.sign(0, signoff.Submit)
		}
		if closing := db.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return "", "", err
		}
	}
	return plain, waiting, nil
}
