//go:build bench && linux

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"nianbao/app"
	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/intake"
	"nianbao/app/intake/pdf"
	"nianbao/app/intake/reading"
	"nianbao/assets"
)

// What reading in promises: how many files a minute on one core, that no page takes
// long, and that no file takes more memory than a workstation has.
const (
	leastPages   = 1000 // saved web pages a minute
	leastPDFs    = 300  // a minute
	longestPage  = time.Second
	mostMemory   = 1 << 30 // bytes
	readFor      = 10 * time.Second
	documentsDir = "app/intake/testdata"
)

// reading measures reading in. Its times are those of the processor, so that what else
// the machine does counts for nothing.
func (b *bench) reading() ([]row, error) {
	_, desk, err := newDesk(filepath.Join(b.dir, "reading"))
	if err != nil {
		return nil, err
	}
	rows, err := b.published(desk)
	if err != nil {
		return nil, err
	}
	for _, measure := range []func(*app.Service) ([]row, error){b.webPages, b.pdfs, b.large} {
		more, err := measure(desk)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// processor returns how long this process has had the processor.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// perMinute does something over and over and returns how many times a minute of the
// processor it can be done, and the longest time that it took.
func perMinute(do func() error) (rate float64, longest time.Duration, err error) {
	if err := do(); err != nil { // once without being measured
		return 0, 0, err
	}
	begin, n := processor(), 0
	for spent := time.Duration(0); spent < readFor; n++ {
		before := processor()
		if err := do(); err != nil {
			return 0, 0, err
		}
		longest = max(longest, processor()-before)
		spent = processor() - begin
	}
	return float64(n) / (processor() - begin).Minutes(), longest, nil
}

func (b *bench) webPages(desk *app.Service) ([]row, error) {
	page, err := webPage(desk)
	if err != nil {
		return nil, err
	}
	reader := intake.Reader{Catalog: desk.Catalog}
	rate, longest, err := perMinute(func() error {
		_, _, err := reader.Read(context.Background(), page)
		return err
	})
	if err != nil {
		return nil, err
	}
	return []row{
		atLeast(fmt.Sprintf("读入：保存的网页（%d KB），一个核", len(page)>>10), rate, leastPages),
		below("读入：最慢的一份网页", longest, longestPage),
	}, nil
}

// atLeast holds a rate of a minute against the least that is promised.
func atLeast(what string, rate, least float64) row {
	return row{
		what: what, ours: fmt.Sprintf("%.0f 份/分钟", rate), ratio: fmt.Sprintf("%.2f", rate/least),
		promise: fmt.Sprintf("≥ %g 份/分钟", least), missed: rate < least,
	}
}

// webPage is the example as a site would show it: with menus and scripts around.
func webPage(desk *app.Service, more ...string) ([]byte, error) {
	r, err := document.Read(bytes.NewReader(assets.Example), desk.Catalog)
	if err != nil {
		return nil, err
	}
	var around strings.Builder
	for i := range 400 {
		fmt.Fprintf(&around, "<li class=\"menu\"><a href=\"/a/%d.html\" title=\"栏目\">栏目%d</a></li>\n<script>var v%d = %d;</script>\n", i, i, i, i)
	}
	return []byte(strings.Replace(string(page(r)), "<h1>", "<ul>"+around.String()+"</ul>"+strings.Join(more, "")+"<h1>", 1)), nil
}

func (b *bench) pdfs(desk *app.Service) ([]row, error) {
	files, err := filepath.Glob(filepath.Join(documentsDir, "*.pdf"))
	published, _ := filepath.Glob(filepath.Join(corpus, "files", "*.pdf"))
	if files = append(files, published...); err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no PDF in %s: %w", documentsDir, err)
	}
	cache := filepath.Join(b.dir, "pdf-reader")
	if err := (&pdf.Reader{Cache: cache}).Prepare(); err != nil { // as the program does, once
		return nil, err
	}
	kept := &pdf.Reader{Cache: cache}
	defer kept.Close()
	i, page, began := 0, time.Duration(0), processor()
	kept.Progress = func(pages, _ int) {
		if now := processor(); pages > 1 {
			page = max(page, now-began)
			began = now
		} else {
			began = now
		}
	}
	var contents [][]byte
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		contents = append(contents, content)
	}
	reader := intake.Reader{Catalog: desk.Catalog, PDF: kept, Asked: intake.Asked{Progress: kept.Progress}}
	rate, _, err := perMinute(func() error {
		i++
		_, _, err := reader.Read(context.Background(), contents[i%len(contents)])
		return err
	})
	if err != nil {
		return nil, err
	}
	reader = intake.Reader{Catalog: desk.Catalog, Cache: cache}
	alone, _, err := perMinute(func() error {
		i++
		_, _, err := reader.Read(context.Background(), contents[i%len(contents)])
		return err
	})
	if err != nil {
		return nil, err
	}
	return []row{
		atLeast(fmt.Sprintf("读入：PDF（%d 种），一个核", len(files)), rate, leastPDFs),
		informing(atLeast("读入：PDF，每份重新准备", alone, leastPDFs)),
		below("读入：PDF 中最慢的一页", page, longestPage),
	}, nil
}

// large has the program read files as large as it takes, of each kind.
func (b *bench) large(desk *app.Service) ([]row, error) {
	noise := make([]byte, 3<<20)
	if _, err := rand.Read(noise); err != nil {
		return nil, err
	}
	most := intake.MaxFile - 1<<20
	noise = bytes.Repeat(noise, most/len(noise)/4*3)
	var rows []row
	for _, k := range []struct {
		kind    string
		content func() ([]byte, error)
	}{
		{"html", func() ([]byte, error) {
			return webPage(desk, "<img src=\"data:image/png;base64,", base64.StdEncoding.EncodeToString(noise), "\">")
		}},
		{"txt", func() ([]byte, error) {
			return bytes.Repeat([]byte("一、总体情况，主动公开。\n"), most/37), nil
		}},
		{"docx", func() ([]byte, error) { return stuffed("plain.docx", "word/media/image1.png", noise) }},
		{"xlsx", func() ([]byte, error) { return stuffed("plain.xlsx", "xl/media/image1.png", noise) }},
		{"doc", func() ([]byte, error) {
			content, err := os.ReadFile(filepath.Join(documentsDir, "paragraphs.doc"))
			return append(content, noise...), err
		}},
		{"pdf", func() ([]byte, error) {
			content, err := os.ReadFile(filepath.Join(documentsDir, "paragraphs.pdf"))
			return append(append(content, "\n% "...), noise...), err
		}},
	} {
		content, err := k.content()
		if err != nil {
			return nil, err
		}
		memory, took, err := b.memoryOf("大."+k.kind, content)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{
			what: fmt.Sprintf("读入：%d MB 的 .%s 最多用的内存（%s）", len(content)>>20, k.kind, duration(took)), ours: fmt.Sprintf("%d MB", memory/megabyte),
			ratio: fmt.Sprintf("%.2f", float64(memory)/mostMemory), promise: fmt.Sprintf("< %d MB", mostMemory/megabyte), missed: memory >= mostMemory,
		})
	}
	return rows, nil
}

// stuffed returns a document with a large part more.
func stuffed(name, part string, content []byte) ([]byte, error) {
	r, err := zip.OpenReader(filepath.Join(documentsDir, name))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		if err := w.Copy(f); err != nil {
			return nil, err
		}
	}
	f, err := w.CreateHeader(&zip.FileHeader{Name: part, Method: zip.Store})
	if err == nil {
		_, err = f.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}

// memoryOf has the program look at a file, and returns the most memory that it had, and
// how long it took. Whether the file is read or refused makes no difference.
func (b *bench) memoryOf(name string, content []byte) (int, time.Duration, error) {
	path := filepath.Join(b.dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return 0, 0, err
	}
	defer os.Remove(path)
	cmd := exec.Command(b.program, "import", path, "--dry-run", "--data-dir", filepath.Join(b.dir, "reading-large"))
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait()
	}()
	most := 0
	for {
		// What the system says of a program that has ended counts what started it, too.
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
		for line := range strings.Lines(string(status)) {
			if kB, found := strings.CutPrefix(line, "VmHWM:"); found {
				var n int
				if _, err := fmt.Sscan(kB, &n); err == nil {
					most = max(most, n<<10)
				}
			}
		}
		select {
		case <-ended:
			return most, time.Since(begin), nil
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// corpus holds published reports; where it is not, they are left out.
const corpus = "../shared/corpus"

// published reads the published reports of which a person has read the figures.
func (b *bench) published(desk *app.Service) ([]row, error) {
	expected, err := filepath.Glob(filepath.Join(corpus, "expected", "*.json"))
	if err != nil || len(expected) == 0 {
		return []row{skipped("读入：公布过的报告", "没有 "+corpus)}, nil
	}
	var rows []row
	for _, e := range expected {
		name := strings.TrimSuffix(filepath.Base(e), ".json")
		files, _ := filepath.Glob(filepath.Join(corpus, name+".*"))
		if _, plain, found := strings.Cut(name, "_"); found {
			more, _ := filepath.Glob(filepath.Join(corpus, "files", plain+".*"))
			files = append(files, more...)
		}
		for _, f := range files {
			r, err := b.compared(desk, f, e)
			if err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// compared counts the figures of a file that were read right, left out and read wrong.
func (b *bench) compared(desk *app.Service, file, expected string) (row, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return row{}, err
	}
	for strings.HasSuffix(file, ".txt") && bytes.HasPrefix(content, []byte("#")) { // said by the collection, not by the report
		_, content, _ = bytes.Cut(content, []byte("\n"))
	}
	raw, err := os.ReadFile(expected)
	if err != nil {
		return row{}, err
	}
	var want struct {
		T3 [][]any
		T4 []any
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		return row{}, err
	}
	what := "读入：" + filepath.Base(file)
	got, _, err := intake.Reader{Catalog: desk.Catalog, Cache: filepath.Join(b.dir, "pdf-reader")}.Read(context.Background(), content)
	if err != nil {
		return row{what: what, ours: "没有读入", promise: "0 错"}, nil
	}
	var n count
	requests := got.Report.Form().Table("requests")
	rows := requests.RowIDs
	if len(want.T3) < len(rows) { // one row of the source is three today, and all zero
		rows = slices.DeleteFunc(slices.Clone(rows), func(id string) bool {
			return id == "otherwise_closed.fee_unpaid" || id == "otherwise_closed.other"
		})
	}
	for i, cells := range want.T3 {
		for j, v := range cells {
			n.add(figure(got, "requests", form.Address("requests."+rows[i]+"."+requests.Values[j].ID)), v)
		}
	}
	for i, c := range got.Report.Form().Table("disputes").ValueCells() {
		if i < len(want.T4) {
			n.add(figure(got, "disputes", c.Address), want.T4[i])
		}
	}
	return row{
		what: what, ours: fmt.Sprintf("%d 格对", n.right), other: fmt.Sprintf("%d 格未读", n.left), ratio: fmt.Sprintf("%d 格错", n.wrong),
		promise: "0 错", missed: n.wrong > 0,
	}, nil
}

func figure(got *reading.Reading, table string, a form.Address) string {
	for _, t := range got.Tables {
		if t.ID == table {
			return strings.TrimSpace(t.Cells[a].Raw)
		}
	}
	return ""
}

type count struct{ right, left, wrong int }

func (n *count) add(is string, want any) {
	switch is {
	case fmt.Sprint(want):
		n.right++
	case "":
		n.left++
	default:
		n.wrong++
	}
}
