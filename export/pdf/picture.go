package pdf

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"github.com/jung-kurt/gofpdf"

	"nianbao/export/typeset"
)

// picture draws a picture; one that stands in several places is kept once.
func (d *drawing) picture(p typeset.Picture) error {
	o := gofpdf.ImageOptions{ImageType: "PNG"}
	if !d.pictures[p.Name] {
		d.pictures[p.Name] = true
		info := d.pdf.RegisterImageOptionsReader(p.Name, o, bytes.NewReader(p.Content))
		if err := d.pdf.Error(); err != nil {
			return fmt.Errorf("read picture %s: %w", p.Name, err)
		}
		if err := putInOrder(info, len(d.pictures)); err != nil {
			return fmt.Errorf("read picture %s: %w", p.Name, err)
		}
	}
	d.pdf.ImageOptions(p.Name, p.X, p.Y, p.W, p.H, false, o, 0, "")
	return nil
}

// putInOrder makes pictures of one width come out in the order they were read.
// gofpdf writes pictures by their widths, and those of the same width in the
// order of a map, so that the file would be another each time. A hundredth of
// a pixel tells them apart; the width that is written is a whole number.
func putInOrder(info *gofpdf.ImageInfoType, n int) error {
	packed, err := info.GobEncode()
	if err != nil {
		return err
	}
	var (
		data, mask, palette    []byte
		object, bits           int
		width, height          float64
		colours, filter, parms string
		transparent            []int
		scale, dpi             float64
	)
	fields := []any{&data, &mask, &object, &width, &height, &colours, &palette, &bits, &filter, &parms, &transparent, &scale, &dpi}
	in := gob.NewDecoder(bytes.NewReader(packed))
	for _, f := range fields {
		if err := in.Decode(f); err != nil {
			return err
		}
	}
	width += float64(n) / 100
	var out bytes.Buffer
	pack := gob.NewEncoder(&out)
	for _, f := range fields {
		if err := pack.Encode(f); err != nil {
			return err
		}
	}
	return info.GobDecode(out.Bytes())
}
