package assets

import _ "embed"

// The bundled fonts, see fonts/README.md. They are held as slices of the
// program's own image: nothing is copied however often they are asked for.
var (
	//go:embed fonts/sans-regular.ttf
	sansRegular []byte
	//go:embed fonts/sans-bold.ttf
	sansBold []byte
	//go:embed fonts/serif-regular.ttf
	serifRegular []byte
	//go:embed fonts/serif-bold.ttf
	serifBold []byte
	//go:embed fonts/kai-regular.ttf
	kaiRegular []byte
)

// Fonts are the names of the bundled fonts.
var Fonts = []string{"sans-regular", "sans-bold", "serif-regular", "serif-bold", "kai-regular"}

// Font returns the TrueType file of a bundled font: "sans-regular",
// "sans-bold", "serif-regular", "serif-bold" or "kai-regular"; nil for any
// other name. The bytes must not be changed.
func Font(name string) []byte {
	switch name {
	case "sans-regular":
		return sansRegular
	case "sans-bold":
		return sansBold
	case "serif-regular":
		return serifRegular
	case "serif-bold":
		return serifBold
	case "kai-regular":
		return kaiRegular
	}
	return nil
}
