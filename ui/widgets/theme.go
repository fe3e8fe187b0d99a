package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"nianbao/app"
	"nianbao/assets"
)

// The colours of the program's own: a quiet, light office.
var (
	ColorText      = color.NRGBA{R: 0x1c, G: 0x22, B: 0x2b, A: 0xff}
	ColorPrimary   = color.NRGBA{R: 0x1f, G: 0x4e, B: 0x8c, A: 0xff}
	ColorError     = color.NRGBA{R: 0xb4, G: 0x23, B: 0x18, A: 0xff}
	ColorExplain   = color.NRGBA{R: 0xa1, G: 0x5c, B: 0x00, A: 0xff}
	ColorFine      = color.NRGBA{R: 0x1c, G: 0x6b, B: 0x3c, A: 0xff}
	ColorBand      = color.NRGBA{R: 0xf1, G: 0xf4, B: 0xf8, A: 0xff}
	ColorLine      = color.NRGBA{R: 0xd0, G: 0xd7, B: 0xe0, A: 0xff}
	colorErrorBand = color.NRGBA{R: 0xfd, G: 0xe8, B: 0xe6, A: 0xff}
	colorVeil      = color.NRGBA{R: 0x1c, G: 0x3a, B: 0x5c, A: 0x18}
	ColorClear     = color.Transparent // which is not drawn at all; another colour without any ink is
	ColorQuiet     = color.NRGBA{R: 0x5a, G: 0x66, B: 0x75, A: 0xff}
	ColorChosen    = color.NRGBA{R: 0xdd, G: 0xe7, B: 0xf4, A: 0xff}
)

// Theme is the theme: always light, with the bundled fonts. System fonts are
// never relied on: with some Windows languages they mix two designs in a word.
type Theme struct {
	fyne.Theme
	regular, bold fyne.Resource
	scale         float32
}

// NewTheme is the look of the program, with texts of a size by its name in the
// settings.
func NewTheme(size string) *Theme {
	return &Theme{
		Theme:   theme.DefaultTheme(),
		regular: fyne.NewStaticResource("sans-regular.ttf", assets.Font("sans-regular")),
		bold:    fyne.NewStaticResource("sans-bold.ttf", assets.Font("sans-bold")),
		scale:   textScale(size),
	}
}

// The text sizes a person can choose.
const (
	SizeSmall  = "small"
	SizeMedium = ""
	SizeLarge  = "large"
)

// TextSizes are the sizes, the smallest first, and what the screen calls them.
var TextSizes = []struct{ ID, Name string }{{SizeSmall, "小"}, {SizeMedium, "中"}, {SizeLarge, "大"}}

// StepTextSize shows all text in the next size, larger for more, or with 0 in the
// usual one; the workstation keeps it. It returns what the size is called.
func StepTextSize(w Host, steps int) string {
	held := Setting(w, app.SettingTextSize)
	at := 1
	for i, s := range TextSizes {
		if s.ID == held && steps != 0 {
			at = i
		}
	}
	to := TextSizes[min(max(at+steps, 0), len(TextSizes)-1)]
	if to.ID != held {
		KeepSetting(w, app.SettingTextSize, to.ID)
		fyne.CurrentApp().Settings().SetTheme(NewTheme(to.ID))
	}
	return to.Name
}

func textScale(size string) float32 {
	switch size {
	case SizeSmall:
		return 0.9
	case SizeLarge:
		return 1.3
	}
	return 1
}

// Font returns the bundled sans for all text but symbols.
func (h *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return h.Theme.Font(s)
	case s.Bold:
		return h.bold
	}
	return h.regular
}

// Color ignores the variant: a dark desktop must not turn a form dark.
func (h *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return ColorPrimary
	case theme.ColorNameError:
		return ColorError
	case theme.ColorNameWarning:
		return ColorExplain
	case theme.ColorNameSuccess:
		return ColorFine
	case theme.ColorNameBackground:
		return color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
	case theme.ColorNameForeground:
		return ColorText
	case theme.ColorNameInputBorder:
		return color.NRGBA{R: 0x98, G: 0xa4, B: 0xb3, A: 0xff}
	case theme.ColorNameInputBackground:
		return color.NRGBA{R: 0xfb, G: 0xfc, B: 0xfe, A: 0xff}
	case theme.ColorNamePlaceHolder:
		return color.NRGBA{R: 0x6b, G: 0x76, B: 0x85, A: 0xff}
	case theme.ColorNameDisabled:
		return color.NRGBA{R: 0x8d, G: 0x97, B: 0xa5, A: 0xff}
	case theme.ColorNameFocus:
		return color.NRGBA{R: 0x1f, G: 0x4e, B: 0x8c, A: 0x33}
	case theme.ColorNameSelection:
		return color.NRGBA{R: 0x1f, G: 0x4e, B: 0x8c, A: 0x40}
	case theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
	}
	return h.Theme.Color(name, theme.VariantLight)
}

// Size scales text, and leaves the lines between things alone. Behind a dialog the
// page stays sharp: people read what they are asked about.
func (h *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameModalBlurRadius:
		return 0
	case theme.SizeNameText, theme.SizeNameHeadingText, theme.SizeNameSubHeadingText, theme.SizeNameCaptionText, theme.SizeNameInlineIcon:
		return h.Theme.Size(name) * h.scale
	}
	return h.Theme.Size(name)
}
