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
	written := map[Deed]string{}
	o.beside("正在写到移交文件夹……", func(ctx context.Context) error {
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
		for deed, path := range written {
			o.wrote(deed, path)
		}
		if err != nil {
			widgets.Fail(o.Host, "deliver into the exchange folder", err)
		}
	})
}
