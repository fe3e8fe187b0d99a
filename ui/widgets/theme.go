package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"nianbao/app"
	"nianbao/assets"
	"nianbao/ui/look"
	"nianbao/ui/system"
)

// The colours that screens use, see look.
const (
	ColorText      = look.Text
	ColorPrimary   = look.Primary
	ColorError     = look.Error
	ColorExplain   = look.Explain
	ColorFine      = look.Fine
	ColorBand      = look.Band
	ColorLine      = look.Line
	ColorQuiet     = look.Quiet
	ColorChosen    = look.Chosen
	colorErrorBand = look.ErrorBand
	colorVeil      = look.Veil
)

// ColorClear is not drawn at all; another colour without any ink is.
var ColorClear = color.Transparent

// Theme is the theme: always light, with the bundled fonts. System fonts are
// never relied on: with some Windows languages they mix two designs in a word.
type Theme struct {
	fyne.Theme
	regular, bold fyne.Resource
	scale         float32
}

// bodyText is the size of what is read, in units of the toolkit (pixels where
// nothing is scaled): one more than the toolkit's own, which is meant for Latin
// letters.
const bodyText = 15

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

// ChooseTextSize shows all text in a size by its name in the settings; the
// workstation keeps it.
func ChooseTextSize(w Host, size string) {
	if size != Setting(w, app.SettingTextSize) {
		KeepSetting(w, app.SettingTextSize, size)
		fyne.CurrentApp().Settings().SetTheme(NewTheme(size))
		w.Refresh()
	}
}

// TextSize is the size that text is shown in now, by its name in the settings.
func TextSize() string {
	if h, ours := fyne.CurrentApp().Settings().Theme().(*Theme); ours {
		for _, s := range TextSizes {
			if textScale(s.ID) == h.scale {
				return s.ID
			}
		}
	}
	return SizeMedium
}

// The sets of colours a person can choose. What was not chosen is as the system
// has it.
const (
	ColorsAsSystem = ""
	ColorsPlain    = "plain"
	ColorsStrong   = "strong"
)

// areStrong says whether a set of the settings is the one of 高对比度.
func areStrong(set string) bool {
	return set == ColorsStrong || set == ColorsAsSystem && system.HighContrast()
}

// UseUsualLook shows all as it is before anything is known of what the person
// chose: in the colours that the system has.
func UseUsualLook(a fyne.App) {
	look.UseStrong(areStrong(ColorsAsSystem))
	a.Settings().SetTheme(NewTheme(SizeMedium))
}

// UseKeptLook shows all as the workstation keeps it. That costs nothing where it
// is the usual look: fonts are read anew with each theme.
func UseKeptLook(w Host) {
	size, set := Setting(w, app.SettingTextSize), Setting(w, app.SettingColors)
	if size != SizeMedium || areStrong(set) != look.Strong() {
		UseColors(w, set)
	}
}

// UseColors shows all in a set of colours by its name in the settings.
func UseColors(w Host, set string) {
	look.UseStrong(areStrong(set))
	fyne.CurrentApp().Settings().SetTheme(NewTheme(Setting(w, app.SettingTextSize)))
}

// SwitchColors shows all in strong colours, or in the usual ones again; the
// workstation keeps it.
func SwitchColors(w Host) {
	set := ColorsStrong
	if look.Strong() {
		set = ColorsPlain
	}
	KeepSetting(w, app.SettingColors, set)
	UseColors(w, set)
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

// named are the colours of the toolkit's widgets, by the toolkit's names.
var named = map[fyne.ThemeColorName]look.Color{
	theme.ColorNamePrimary: look.Primary, theme.ColorNameHyperlink: look.Primary, theme.ColorNameError: look.Error,
	theme.ColorNameWarning: look.Explain, theme.ColorNameSuccess: look.Fine,
	theme.ColorNameForegroundOnPrimary: look.OnDark, theme.ColorNameForegroundOnError: look.OnDark,
	theme.ColorNameForegroundOnWarning: look.OnDark, theme.ColorNameForegroundOnSuccess: look.OnDark,
	theme.ColorNameForeground: look.Text, theme.ColorNamePlaceHolder: look.Hint, theme.ColorNameDisabled: look.Disabled,
	theme.ColorNameBackground: look.Paper, theme.ColorNameMenuBackground: look.Paper, theme.ColorNameOverlayBackground: look.Paper,
	theme.ColorNameInputBackground: look.Field, theme.ColorNameInputBorder: look.FieldEdge,
	theme.ColorNameButton: look.Button, theme.ColorNameDisabledButton: look.Band,
	theme.ColorNameFocus: look.Active, theme.ColorNameSelection: look.Selected,
	theme.ColorNameSeparator: look.Line, theme.ColorNameShadow: look.Shadow, theme.ColorNameScrollBar: look.Bar,
}

// Color ignores the variant: a dark desktop must not turn a form dark.
func (h *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ours := named[name]; ours {
		return c.NRGBA()
	}
	return h.Theme.Color(name, theme.VariantLight)
}

// box is the box to tick: lines of two units, which stand out at any scale. Those
// of the toolkit lie between the pixels.
var box = theme.NewThemedResource(fyne.NewStaticResource("box.svg", []byte(
	`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20"><path d="M2 2h16v2H2zM2 16h16v2H2zM2 4h2v12H2zM16 4h2v12h-2z"/></svg>`)))

// Icon returns the toolkit's icons, but for the box to tick.
func (h *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	if name == theme.IconNameCheckButton {
		return box
	}
	return h.Theme.Icon(name)
}

// Size scales text, and leaves the lines between things alone. Behind a dialog the
// page stays sharp: people read what they are asked about.
func (h *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameModalBlurRadius:
		return 0
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius:
		return 2
	case theme.SizeNameText:
		return bodyText * h.scale
	case theme.SizeNameHeadingText, theme.SizeNameSubHeadingText, theme.SizeNameCaptionText, theme.SizeNameInlineIcon:
		return h.Theme.Size(name) * h.scale
	}
	return h.Theme.Size(name)
}
