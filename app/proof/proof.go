// Package proof says what the signatures in the record of a report prove: which
// of them hold, which content they cover, and what stands behind the last of
// them, which nobody signed.
package proof

import (
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// Coverage is which content a signature covers.
type Coverage string

// The coverages.
const (
	Content Coverage = "content" // as it stands
	Earlier Coverage = "earlier" // as it was before later changes
	Nothing Coverage = "nothing" // none: nobody signed, or the signature does not hold
)

// Says names the content that a signature covers, beside the one that was asked
// about: which may be an older one than stands now. "" for none.
func (c Coverage) Says() string {
	return map[Coverage]string{Content: "签的就是这份内容", Earlier: "签的是更早的内容"}[c]
}

// Signature is one signature and what it proves.
type Signature struct {
	signoff.Result
	Covers Coverage
	Late   string // what speaks against its time, "" for nothing; see Late
}

// Says tells in a few words what the signature is worth; compared says whether somebody
// here has compared the roster that it is held against.
func (s *Signature) Says(compared bool) string {
	switch {
	case !s.Holds():
		return "签名验证未通过"
	case s.Late != "":
		return string(Undated) + "，" + s.Covers.Says()
	case !compared:
		return "与文件自带的名册一致，" + s.Covers.Says() + "；名册还没有核对"
	}
	return "签名有效，" + s.Covers.Says()
}

// Holds says whether the signature is genuine and fits where it stands.
func (s *Signature) Holds() bool { return s.Problem == "" }

// Proof is what the signatures of a record prove.
type Proof struct {
	Signatures []Signature     // in the order of the record, that of a hand-over last
	Covers     Coverage        // of the last signature
	After      []journal.Entry // behind the last signature, in their order
}

// Of returns what the signatures of a record prove of a content. The result of
// the hand-over's own signature, nil where there is none, covers the whole record.
func Of(content keys.Digest, entries []journal.Entry, results []signoff.Result, handedOver *signoff.Result) Proof {
	p := Proof{Covers: Nothing}
	last := int64(0)
	for _, result := range results {
		p.add(result, content)
		last = result.Seq
	}
	if handedOver != nil {
		p.add(*handedOver, content)
		last = int64(len(entries))
	}
	p.After = entries[min(last, int64(len(entries))):]
	return p
}

func (p *Proof) add(result signoff.Result, content keys.Digest) {
	s := Signature{Result: result, Covers: Nothing}
	switch {
	case !s.Holds():
	case result.Transition.Content == content:
		s.Covers = Content
	default:
		s.Covers = Earlier
	}
	p.Signatures = append(p.Signatures, s)
	p.Covers = s.Covers
}

// Edits returns the unsigned entries behind the last signature that change the
// content.
func (p *Proof) Edits() []journal.Entry {
	return p.after(func(e *journal.Entry) bool { return e.ChangesContent() })
}

// Notes returns the unsigned entries behind the last signature that do not:
// remarks, and what was answered to them.
func (p *Proof) Notes() []journal.Entry {
	return p.after(func(e *journal.Entry) bool { return !e.ChangesContent() })
}

func (p *Proof) after(is func(e *journal.Entry) bool) []journal.Entry {
	var out []journal.Entry
	for i := range p.After {
		if is(&p.After[i]) {
			out = append(out, p.After[i])
		}
	}
	return out
}

// Signed says whether anybody signed at all.
func (p *Proof) Signed() bool { return len(p.Signatures) > 0 }

// Complete says whether the last signature covers the content as it stands, and
// nobody has edited it since.
func (p *Proof) Complete() bool { return p.Covers == Content && len(p.Edits()) == 0 }

// Sentence says all of it, for people: that the last signature covers the content only
// where it does.
func (p *Proof) Sentence() string {
	if !p.Signed() {
		return "其中没有签名，无法证明是谁编制的，也无法证明编制以后有没有改动。"
	}
	last := p.Signatures[len(p.Signatures)-1].Transition
	text := p.counted() + fmt.Sprintf("；最后一个是%s的“%s”（%s）", last.Signer(), last.Title(), last.Time().Local().Format("2006年1月2日 15:04"))
	if len(p.Edits()) == 0 && p.Covers != Nothing {
		text += "，" + p.Covers.Says()
	}
	return text + "。" + p.Unsigned() + p.LateText()
}

// counted says how many signatures hold.
func (p *Proof) counted() string {
	wrong, undated := 0, 0
	for i := range p.Signatures {
		switch s := &p.Signatures[i]; {
		case !s.Holds():
			wrong++
		case s.Late != "":
			undated++
		}
	}
	switch {
	case wrong > 0:
		return fmt.Sprintf("%d 个签名中有 %d 个验证未通过", len(p.Signatures), wrong)
	case undated > 0:
		return fmt.Sprintf("%d 个签名与所签的内容都对得上，其中 %d 个%s", len(p.Signatures), undated, Undated)
	}
	return fmt.Sprintf("%d 个签名全部有效", len(p.Signatures))
}

// Unsigned says what stands behind the last signature, "" for nothing.
func (p *Proof) Unsigned() string {
	text := ""
	if edits := len(p.Edits()); edits > 0 {
		text = fmt.Sprintf("最后一次签名之后又有 %d 处改动，没有签名。", edits)
	}
	if notes := len(p.Notes()); notes > 0 {
		text += fmt.Sprintf("之后又有 %d 条意见或处理情况，没有签名。", notes)
	}
	return text
}

// Line tells of an unsigned entry in a line; place names an address.
func Line(e *journal.Entry, place func(form.Address) string) string {
	const most = 3
	var places []string
	seen := map[string]bool{}
	for _, c := range e.Edit.Changes {
		name := "意见"
		switch {
		case report.IsAnswer(c.Address):
			name = "意见的处理情况"
		case !report.IsRemark(c.Address):
			name = place(c.Address)
		}
		if !seen[name] {
			seen[name] = true
			places = append(places, name)
		}
	}
	text := strings.Join(places[:min(most, len(places))], "、")
	if len(places) > most {
		text += fmt.Sprintf("等 %d 处", len(places))
	}
	return fmt.Sprintf("%s　%s：%s", e.At.Local().Format("2006-01-02 15:04"), kinds[e.Kind], text)
}

var kinds = map[journal.Kind]string{
	journal.Edited: "改动", journal.Undone: "撤销改动", journal.Redone: "恢复改动", journal.Imported: "导入", journal.Remarked: "意见",
}
