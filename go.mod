module nianbao

go 1.26

require (
	github.com/BurntSushi/toml v1.6.0
	github.com/go-text/typesetting v0.3.4
	github.com/jung-kurt/gofpdf v1.16.2
	github.com/mattn/go-sqlite3 v1.14.53
	golang.org/x/image v0.24.0
)

require (
	fyne.io/fyne/v2 v2.8.1 // indirect
	golang.org/x/text v0.22.0 // indirect
	pgregory.net/rapid v1.3.0 // indirect
)
