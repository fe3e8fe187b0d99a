// Package mhtml finds the web page in a file in which a browser has saved it together
// with its pictures (.mht, .mhtml, RFC 2557).
package mhtml

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"nianbao/app/intake/archive"
)

// ErrNoPage is returned for a file that holds no web page.
var ErrNoPage = errors.New("网页归档文件里没有网页")

// maxDepth is how deep parts may stand in parts.
const maxDepth = 4

// Is says whether a file is of this kind.
func Is(content []byte) bool {
	const head = 4096 // bytes
	start := bytes.ToLower(content[:min(len(content), head)])
	return bytes.Contains(start, []byte("mime-version:")) && bytes.Contains(start, []byte("content-type: multipart/"))
}

// Page returns the bytes of the first web page in a file, in whatever encoding they
// are. A file that ends before its page does is damaged: a figure may be cut.
func Page(content []byte) ([]byte, error) {
	m, err := mail.ReadMessage(bytes.NewReader(content))
	if err != nil {
		return nil, errors.Join(archive.ErrDamaged, err)
	}
	return pageIn(m.Header.Get("Content-Type"), m.Body, maxDepth)
}

func pageIn(kind string, body io.Reader, depth int) ([]byte, error) {
	_, is, err := mime.ParseMediaType(kind)
	if err != nil || is["boundary"] == "" || depth == 0 {
		return nil, errors.Join(archive.ErrDamaged, err)
	}
	parts := multipart.NewReader(body, is["boundary"])
	for {
		p, err := parts.NextRawPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil, ErrNoPage
		case err != nil:
			return nil, errors.Join(archive.ErrDamaged, err)
		}
		of := p.Header.Get("Content-Type")
		switch name := strings.ToLower(of); {
		case strings.HasPrefix(name, "multipart/"):
			found, err := pageIn(of, p, depth-1)
			if !errors.Is(err, ErrNoPage) {
				return found, err
			}
		case strings.HasPrefix(name, "text/html"):
			return decoded(p, p.Header.Get("Content-Transfer-Encoding"))
		}
	}
}

// decoded undoes how the bytes of a part were written.
func decoded(body io.Reader, encoding string) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	out, err := io.ReadAll(body)
	if err != nil {
		return nil, errors.Join(archive.ErrDamaged, fmt.Errorf("read the page: %w", err))
	}
	return out, nil
}
