package opened

import (
	"context"
	"errors"

	"nianbao/app/exchange"
	"nianbao/app/keys"
	"nianbao/app/signoff"
	"nianbao/ui/widgets"
)

// deedOf are the deeds of the page after a signature, by what was delivered.
var deedOf = map[exchange.Deed]Deed{exchange.Package: PassOn, exchange.Paper: Publish, exchange.Sheet: KeepSheet, exchange.Statement: Correct}

// deliver writes what belongs to a signature into the exchange folder, where one is
// set and can be reached; the page says what lies there.
func (o *Report) deliver(after signoff.Kind, key keys.Signer) {
	folder := widgets.ExchangeFolder(o.Host)
	if folder == "" || len(o.Others()) > 0 { // who goes on works here
		return
	}
	files, err := exchange.At(o.Host.Service()).Deliveries(o.Host.Context(), o.Session, after, key)
	if err != nil {
		widgets.Fail(o.Host, "deliver", err)
		return
	}
	if len(files) == 0 {
		return
	}
	page := o.outcome
	page.writing(files)
	written := map[Deed]string{}
	o.besideOr("正在写到移交文件夹……", func(ctx context.Context) error {
		var failed error
		for _, f := range files {
			path, err := f.Write(ctx, folder)
			if err == nil {
				written[deedOf[f.Deed]] = path
			}
			failed = errors.Join(failed, err)
		}
		return failed
	}, func(err error) {
		page.delivered(written)
		o.outcome.mark() // it may be asked for anew by now
		if err != nil {
			widgets.Fail(o.Host, "deliver into the exchange folder", err)
		}
	}, func() { page.delivered(written) })
}

// writing marks what is being written: the keyboard goes to what is left besides.
func (p *Outcome) writing(files []exchange.Delivery) {
	for _, f := range files {
		p.files.all[deedOf[f.Deed]] = lying{writing: true}
	}
	p.mark()
	if p.Opened.Host.Screen() == widgets.Screen(p) {
		p.Refocus()
	}
}

// delivered notes what was written, whether or not the page is still shown. The keyboard
// stays where it is: the person may be about to press a key.
func (p *Outcome) delivered(written map[Deed]string) {
	for d, at := range p.files.all {
		if at.writing {
			delete(p.files.all, d)
		}
	}
	for d, path := range written {
		p.files.all[d] = lying{Placed: exchange.Placed{Path: path}}
	}
	p.mark()
}
