package typeset

// The paper of GB/T 9704-2012, in mm and points: A4, a text block of 156 by
// 225 with 22 lines of 28 characters.
const (
	PageWidth  = 210.0 // mm
	PageHeight = 297.0 // mm

	Left        = 28.0
	Top         = 37.0
	Measure     = 156.0
	Height      = 225.0
	GridRows    = 22
	GridColumns = 28
	RowPitch    = Height / GridRows
	CharPitch   = Measure / GridColumns

	BodySize   = 16.0 // 3号
	TitleSize  = 22.0 // 2号
	NumberSize = 14.0 // 4号
	FooterSize = 9.0  // 小5号

	// ascent is how far the em box of a Chinese font stands above the baseline.
	ascent = 0.88
)

// MM converts points.
func MM(points float64) float64 { return points * 25.4 / 72 }

// Baseline returns where text of a size stands so that its em box is in the
// middle of a row that begins at y.
func Baseline(y, rowHeight, size float64) float64 {
	return y + (rowHeight-MM(size))/2 + ascent*MM(size)
}

var (
	BodyStyle   = Style{Face: Body, Size: BodySize, Pitch: CharPitch}
	TitleStyle  = Style{Face: SongBold, Size: TitleSize}
	NumberStyle = Style{Face: Song, Size: NumberSize}
	FooterStyle = Style{Face: Song, Size: FooterSize}
)
