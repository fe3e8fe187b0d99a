// Package archive opens the containers that documents of office programs are, within
// bounds: a part that unpacks to far more than a document can hold is refused.
package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The bounds of what is unpacked.
const (
	MaxPart  = 32 << 20 // bytes of a part
	maxParts = 20_000
)

// Reasons why a container is refused; their texts are for the officer.
var (
	ErrDamaged = errors.New("文件不完整，或者不是它的后缀所说的格式")
	ErrTooBig  = errors.New("文件解开以后太大，不像是一份报告")
)

// entry is how each part begins in the list of parts.
const entry = "PK\x01\x02"

// Zip is a container of parts.
type Zip struct{ parts map[string]*zip.File }

// Open opens a container.
func Open(content []byte) (*Zip, error) {
	if bytes.Count(content, []byte(entry)) > 2*maxParts { // before anything is made of each
		return nil, ErrTooBig
	}
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, errors.Join(ErrDamaged, err)
	}
	if len(r.File) > maxParts {
		return nil, ErrTooBig
	}
	z := &Zip{parts: map[string]*zip.File{}}
	for _, f := range r.File {
		z.parts[strings.ReplaceAll(f.Name, "\\", "/")] = f // some programs write folders their own way
	}
	return z, nil
}

// Has says whether there is a part of that name.
func (z *Zip) Has(name string) bool { return z.parts[name] != nil }

// Part returns a part.
func (z *Zip) Part(name string) ([]byte, error) {
	f := z.parts[name]
	if f == nil {
		return nil, fmt.Errorf("%w: no part %s", ErrDamaged, name)
	}
	if f.UncompressedSize64 > MaxPart {
		return nil, ErrTooBig
	}
	r, err := f.Open()
	if err != nil {
		return nil, errors.Join(ErrDamaged, err)
	}
	defer r.Close()
	out, err := io.ReadAll(io.LimitReader(r, MaxPart+1))
	switch {
	case len(out) > MaxPart: // the size it says is not its size
		return nil, ErrTooBig
	case err != nil:
		return nil, errors.Join(ErrDamaged, err)
	}
	return out, nil
}
