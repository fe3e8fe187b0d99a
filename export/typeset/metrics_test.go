package typeset

// plainMetrics is typesettest.PlainMetrics, which tests inside of this package
// cannot import.
type plainMetrics struct{}

func (plainMetrics) Advance(_ Face, r rune) float64 {
	switch {
	case r >= 0x2e80, r == '“', r == '”', r == '‘', r == '’', r == '—', r == '…':
		return 1
	}
	return 0.5
}

func (plainMetrics) Has(r rune) bool { return r != '𠀀' }

func runWidth(r Run) float64 {
	var w float64
	n := 0
	for _, c := range r.Text {
		w += plainMetrics{}.Advance(r.Face, c) * MM(r.Size)
		n++
	}
	return w + float64(n-1)*r.Spacing
}
