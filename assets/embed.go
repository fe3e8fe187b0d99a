// Package assets holds what the program carries along: the editions of the
// form, the working days, fonts, the icon, the example report. It knows nothing of the program.
package assets

import "embed"

// Forms holds one TOML file for each edition of the statutory form.
//
//go:embed forms/*.toml
var Forms embed.FS

// Calendar holds one TOML file for each year of which the days of rest are published.
//
//go:embed calendar/*.toml
var Calendar embed.FS

// Example is a made-up report that fills every cell and every field.
//
//go:embed example.json
var Example []byte

// Chinese holds the toolkit's own words in this program's Chinese, so that a
// workstation set to another language shows no other language.
//
//go:embed zh.json
var Chinese []byte

// Licences lists the works of others in the program, with their licences: made by
// go run ./assets/licences.
//
//go:embed licences/licences.txt
var Licences string

// Icon is the program's icon, PNG.
//
//go:embed icon.png
var Icon []byte

// Manual holds the 使用手册: one Markdown file for each part, and the pictures,
// which make-pictures.sh takes from the real windows.
//
//go:embed manual/*.md manual/*.png
var Manual embed.FS
