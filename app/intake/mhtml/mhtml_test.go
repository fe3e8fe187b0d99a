package mhtml

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nianbao/app/intake/archive"
)

// saved is a file as browsers save a page, with parts between boundaries.
func saved(parts ...string) string {
	var b strings.Builder
	b.WriteString("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--b--\"\r\n\r\n")
	for _, p := range parts {
		b.WriteString("----b--\r\n" + p + "\r\n")
	}
	b.WriteString("----b----\r\n")
	return b.String()
}

// The first web page is found, however it was written and however deep it stands.
func TestThePageIsFound(t *testing.T) {
	picture := "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
	for name, content := range map[string]string{
		"plain":         saved(picture, "Content-Type: text/html; charset=utf-8\r\n\r\n<p>年报</p>"),
		"base64":        saved("Content-Type: TEXT/HTML\r\nContent-Transfer-Encoding: Base64\r\n\r\nPHA+5bm05oql\r\nPC9wPg=="),
		"quoted":        saved("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E5=B9=B4=\r\n=E6=8A=A5</p>"),
		"within a part": saved("Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain\r\n\r\n年报\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>年报</p>\r\n--c--"),
		"behind a part": saved("Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain\r\n\r\n年报\r\n--c--", "Content-Type: text/html\r\n\r\n<p>年报</p>"),
		"the first one": saved("Content-Type: text/html\r\n\r\n<p>年报</p>", "Content-Type: text/html\r\n\r\n<p>广告</p>"),
	} {
		if !Is([]byte(content)) {
			t.Errorf("%s: is not known", name)
		}
		got, err := Page([]byte(content))
		if err != nil || string(got) != "<p>年报</p>" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// A file that is cut, or damaged, is none: a figure of it may be cut.
func TestFilesWithoutAWholePage(t *testing.T) {
	deep := "Content-Type: text/html\r\n\r\n<p>年报</p>"
	for i := range maxDepth {
		deep = fmt.Sprintf("Content-Type: multipart/mixed; boundary=c%d\r\n\r\n--c%d\r\n%s\r\n--c%d--", i, i, deep, i)
	}
	for name, test := range map[string]struct {
		content string
		want    error
	}{
		"no page":          {saved("Content-Type: text/plain\r\n\r\n年报"), ErrNoPage},
		"no part":          {saved(), ErrNoPage},
		"no boundary":      {"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", archive.ErrDamaged},
		"cut in the page":  {strings.TrimSuffix(saved("Content-Type: text/html\r\n\r\n<td>12"), "\r\n----b----\r\n"), archive.ErrDamaged},
		"broken base64":    {saved("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+*"), archive.ErrDamaged},
		"too deep":         {saved(deep), archive.ErrDamaged},
		"no header at all": {"\x00\x01", archive.ErrDamaged},
	} {
		if _, err := Page([]byte(test.content)); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, not %v", name, err, test.want)
		}
	}
	for _, other := range []string{"", "<html>mime-version: content-type: text/html", strings.Repeat(" ", 4096) + saved()} {
		if Is([]byte(other)) {
			t.Errorf("%.30q is taken for one", other)
		}
	}
}

// Whatever a file holds, there is a page of no more than it, or a reason.
func FuzzPage(f *testing.F) {
	f.Add([]byte(saved("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E5=B9=B4</p>")))
	f.Add([]byte(saved("Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+\r\n--c--")))
	f.Add([]byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary*0=a; boundary*1=b\r\n\r\n--ab\r\n\r\n--ab--"))
	f.Fuzz(func(t *testing.T, content []byte) {
		got, err := Page(content)
		if err == nil && len(got) > len(content) {
			t.Errorf("%d bytes of %d", len(got), len(content))
		}
		if err != nil && (got != nil || !errors.Is(err, ErrNoPage) && !errors.Is(err, archive.ErrDamaged)) {
			t.Errorf("%q, %v", got, err)
		}
	})
}
