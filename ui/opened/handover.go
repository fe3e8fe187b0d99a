package opened

import (
	"fmt"
	"strings"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/signoff"
	"nianbao/ui/widgets"
)

// HandOver writes an open report for the next person, into the exchange folder
// where one is set. Told may be nil; where it does not say where the file lies, a dialog does.
func HandOver(w widgets.Host, s *app.Session, told func(path string) bool) {
	raw, err := w.Service().HandOver(w.Context(), s)
	if err != nil {
		widgets.Fail(w, "hand over", err)
		return
	}
	widgets.SaveToExchange(w, "移交", strings.TrimSuffix(app.HandOverName(s), handover.Extension), raw, func(path string) {
		if told == nil || !told(path) {
			widgets.TellSaved(w, "已写出移交文件", handedText(s), path)
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
