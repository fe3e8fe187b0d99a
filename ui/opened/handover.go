package opened

import (
	"fmt"
	"strings"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/signoff"
	"nianbao/ui/widgets"
)

// passOn hands the report over. Where something stands behind the last signature,
// whoever hands it over may sign the whole of it: else nobody vouches for that.
func (o *Report) passOn() {
	if o.Session.SignsHandOver() {
		o.newSignDialog(signoff.HandedOver)
		return
	}
	if travels := exchange.Travels(o.Session, false); travels != nil {
		widgets.ConfirmLoss(o.Host, "移交以前请确认", strings.Join(travels, "\n"), "仍然移交", o.passOnUnsigned)
		return
	}
	o.passOnUnsigned()
}

// passOnUnsigned hands the report over without a signature on the whole.
func (o *Report) passOnUnsigned() {
	raw, err := exchange.At(o.Host.Service()).HandOver(o.Host.Context(), o.Session)
	if err != nil {
		widgets.Fail(o.Host, "hand over", err)
		return
	}
	o.writeHandOver(raw)
}

// writeHandOver writes the file for the next person into the exchange folder where
// one is set. Where the page does not say where the file lies, a dialog does.
func (o *Report) writeHandOver(raw []byte) {
	widgets.SaveToExchange(o.Host, "移交", strings.TrimSuffix(app.HandOverName(o.Session), handover.Extension), raw, func(at exchange.Placed) {
		if !o.wrote(PassOn, at) {
			widgets.TellPlaced(o.Host, "已写出移交文件", handedText(o.Session), at)
		}
	})
}

// howToReceive tells what the next person does with the file.
const howToReceive = "对方在“打开移交文件”中选它，或者双击它，就可以验证和接收。"

// handedText says who the file is for.
func handedText(s *app.Session) string {
	state := s.State()
	switch {
	case state.Stage == signoff.Reviewing:
		if names := state.EligibleNames(s.Actor().Roster); names != "" {
			return fmt.Sprintf("报告现在%s，请把文件交给%s。", state.Name(), names) + howToReceive
		}
	case state.Stage == signoff.Approved:
		return "报告已审批。文件中有全部内容、意见和签名，可以存档，也可以交给编制人。" + howToReceive
	case state.Returned != nil:
		return "报告已退回，请把文件交给编制人修改。" + howToReceive
	}
	return "文件中有报告的内容、编制记录、意见和签名。" + howToReceive
}
