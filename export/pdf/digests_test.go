package pdf_test

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"nianbao/app"
	"nianbao/app/document"
	"nianbao/app/handbook"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/export/pdf"
)

// The PDFs of version 0.1.0, by the SM3 of their bytes: whoever prints a report
// again must get the file that was printed, signed and filed. All are set in
// the bundled fonts, so that they depend on nothing of the machine. A new
// version of Go may compress otherwise: then all of these change at once, and
// what they were before must be seen with the old one. The sign-off forms were laid
// out anew since: a usual round stands on one page.
var digests = map[string]keys.Digest{
	"01_shanghai_office_2025, approved": "29ec04fe6a193bdd27b6a1c4d9f3937ce4ddc08a3724fb263fb96627d2c16c55",
	"01_shanghai_office_2025, draft":    "e004cf732fd5bb51cba9fbe6620eff679a3dae3b0d51523c0367958c3e0a6982",
	"03_yanghe_2025, approved":          "904831cea0406aafb8e89658bdf401c513ca7cebd97cf11e6f8823b6f7ddec87",
	"03_yanghe_2025, draft":             "9ab98f5eb12b4f7646ee9e510ad6eadf7cd53aa6c14f004f3b81ea50e1bfe254",
	"empty 2019, approved":              "9f9b893ddf06596909af3d8fd9645efe686f830f97ade3d291c7a33874757963",
	"empty 2019, draft":                 "3f993be04cd5b3afe0c18dfc7e0fd9c348c2541437e2a3e7982ebb1501db8624",
	"empty 2025, approved":              "04a4378894fe339b5ef7cdb411c517abad91b6dee616f4140ad32f3b139a5f4d",
	"empty 2025, draft":                 "500fae7f160a750e9774891a0ce2b122712b85de6892338e5e8c7e8cb10af625",
	"example, approved":                 "5afcd99b86bf090a9e0f6537bd94f651ad37bea844e5b9c93d006382839227ef",
	"example, draft":                    "1d9a6532c6fc14937c5abc9578bf75accfbf7f5e0a1fce2f353ae1f3e4f6b54a",
	"filled 2020, approved":             "131bf2284e79823454ab73cc7a1597cd6ea874aa864d3b63c829cc1f8df9d74d",
	"filled 2020, draft":                "41ab9f56ed6f05ad9f838143799599113113f2e8e30bddef2f8168ddbef9d54a",
	"filled 2025, approved":             "2b47b7cbfab7860037bfd319310606092ab9b873031be19145967754d0911bba",
	"filled 2025, draft":                "f362a1126a59825b369d333f949676f6af8939dad4043f713fbb4f0a5870820e",
	"manual":                            "8fad50971cc39e894ca1ab7873955ab7aec524b2ece3e7ab751da2ec3e79e054",
	"sign-off form of a draft":          "6e01ef39327621dc6cc90f9d994955ea80192efffc0b2803ed063b8b6e4a8d53",
	"sign-off form of the example":      "6a6005964ad1ed5de02291cfc39778a57021d4187c1b1faf65abadb52ab28710",
	"sign-off form with long opinions":  "e70b7a2e8d711fa3ece87a9e5de9726d6d190019b7a90dd91ed534495a2a4a64",
}

// The marks that a page carries beside its content.
const (
	watermark = "草稿"
	footer    = "第1轮审批件　内容摘要 930A 5B4D ED3D A639 F3C5"
)

// corpus holds real reports, which stay outside of the project. A third one
// there is refused when it is read, and never printed.
const corpus = "../../../shared/corpus/json"

// same compares the bytes of a PDF with what version 0.1.0 printed.
func same(t *testing.T, name string, data []byte) {
	t.Helper()
	if got := keys.Sum(data); got != digests[name] {
		t.Errorf("%q: %q is printed, %q was", name, got, digests[name])
	}
}

func readReport(t *testing.T, source []byte) *report.Report {
	t.Helper()
	r, err := document.Read(bytes.NewReader(source), catalog(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReportsArePrintedByteForByteAsBefore(t *testing.T) {
	reports := map[string]*report.Report{
		"example":     readReport(t, assets.Example),
		"filled 2020": filled(t, 2020),
		"filled 2025": filled(t, 2025),
		"empty 2019":  report.New(catalog(t), "东海市人民政府", 2019),
		"empty 2025":  report.New(catalog(t), "东海市人民政府", 2025),
	}
	for name, r := range reports {
		same(t, name+", draft", printed(t, r, app.PrintOptions{Watermark: watermark}))
		same(t, name+", approved", printed(t, r, app.PrintOptions{Footer: footer}))
	}
}

func TestRealReportsArePrintedByteForByteAsBefore(t *testing.T) {
	for _, name := range []string{"01_shanghai_office_2025", "03_yanghe_2025"} {
		t.Run(name, func(t *testing.T) {
			source, err := os.ReadFile(filepath.Join(corpus, name+".json"))
			if errors.Is(err, fs.ErrNotExist) {
				t.Skip("the collected reports are not here")
			}
			if err != nil {
				t.Fatal(err)
			}
			r := readReport(t, source)
			same(t, name+", draft", printed(t, r, app.PrintOptions{Watermark: watermark}))
			same(t, name+", approved", printed(t, r, app.PrintOptions{Footer: footer}))
		})
	}
}

func TestSignOffFormsArePrintedByteForByteAsBefore(t *testing.T) {
	r := readReport(t, assets.Example)
	form := signed(60)
	form.Title, form.Unit, form.Year, form.Digest = r.Title(), r.Unit(), r.Year(), r.Digest()
	same(t, "sign-off form of the example", printedForm(t, form, app.PrintOptions{}))
	same(t, "sign-off form with long opinions", printedForm(t, signed(2000), app.PrintOptions{}))
	form = signed(0)
	form.History, form.Explanations, form.State = nil, nil, "草稿"
	for i := range form.Steps {
		form.Steps[i] = app.SignOffStep{Level: form.Steps[i].Level}
	}
	same(t, "sign-off form of a draft", printedForm(t, form, app.PrintOptions{}))
}

//go:embed testdata/handbook
var handbookOfBefore embed.FS

// onePicture answers every picture of the manual with the same one.
type onePicture struct{ embed.FS }

// ReadFile reads a file.
func (p onePicture) ReadFile(name string) ([]byte, error) {
	if filepath.Ext(name) == ".png" {
		name = "testdata/handbook/picture.png"
	}
	return p.FS.ReadFile(name)
}

// The texts of the manual are those of version 0.1.0, its pictures made up.
func TestTheManualIsPrintedByteForByteAsBefore(t *testing.T) {
	m, err := handbook.Load(onePicture{handbookOfBefore}, "testdata/handbook")
	if err != nil {
		t.Fatal(err)
	}
	m.Version = "0.1.0"
	same(t, "manual", printedManual(t, m))
}

// TestAnyOtherByteIsSeen holds that the table above compares whole files.
func TestAnyOtherByteIsSeen(t *testing.T) {
	var b bytes.Buffer
	if err := (pdf.Printer{}).Print(context.Background(), readReport(t, assets.Example), app.PrintOptions{Watermark: watermark}, &b); err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, b.Len() / 2, b.Len() - 1} {
		changed := bytes.Clone(b.Bytes())
		changed[at] ^= 1
		if keys.Sum(changed) == digests["example, draft"] {
			t.Errorf("byte %d may be another", at)
		}
	}
}
