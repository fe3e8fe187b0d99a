package layout

// The paper of GB/T 9704-2012, in mm and points: A4, a text block of 156 by
// 225 with 22 lines of 28 characters.
const (
	PageWidth  = 210.0 // mm
	PageHeight = 297.0 // mm

	left      = 28.0
	top       = 37.0
	measure   = 156.0
	height    = 225.0
	rows      = 22
	columns   = 28
	rowPitch  = height / rows
	charPitch = measure / columns

	bodySize  = 16.0 // 3号
	titleSize = 22.0 // 2号
	pageSize  = 14.0 // 4号
	footSize  = 9.0  // 小5号

	// ascent is how far the em box of a Chinese font stands above the baseline.
	ascent = 0.88
)

// mm converts points.
func mm(points float64) float64 { return points * 25.4 / 72 }

// baseline returns where text of a size stands so that its em box is in the
// middle of a row that begins at y.
func baseline(y, rowHeight, size float64) float64 {
	return y + (rowHeight-mm(size))/2 + ascent*mm(size)
}

var (
	bodyStyle    = style{face: Body, size: bodySize, pitch: charPitch}
	sectionStyle = style{face: Hei, size: bodySize, pitch: charPitch}
	fieldStyle   = style{face: Kai, size: bodySize, pitch: charPitch}
	titleStyle   = style{face: SongBold, size: titleSize}
	numberStyle  = style{face: Song, size: pageSize}
	footStyle    = style{face: Song, size: footSize}
)
