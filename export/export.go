// Package export is the registry of the formats that documents can be written
// in. Each format is a package below it; a new one is entered in All.
package export

import (
	"fmt"
	"slices"

	"nianbao/app"
	"nianbao/export/pdf"
)

// All returns the formats of the program.
func All() *Registry {
	return Of(
		pdf.Format,
	)
}

// Registry holds formats. It is an app.Exporter, and is not to be changed while
// it is in use.
type Registry struct{ formats []app.Format }

var _ app.Exporter = (*Registry)(nil)

// Of returns a registry of some formats. Formats that cannot stand side by side
// are a fault of the build.
func Of(formats ...app.Format) *Registry {
	r := &Registry{}
	for _, f := range formats {
		if err := r.Register(f); err != nil {
			panic(fmt.Sprintf("formats: %v", err))
		}
	}
	return r
}

// Register adds a format. It refuses one that is not complete, or that has the
// id or the extension of another.
func (r *Registry) Register(f app.Format) error {
	if f.ID == "" || f.Name == "" || len(f.Extension) < 2 || f.Extension[0] != '.' || len(f.Kinds) == 0 || f.Write == nil {
		return fmt.Errorf("format %q is not complete", f.ID)
	}
	if slices.ContainsFunc(r.formats, func(g app.Format) bool { return g.ID == f.ID || g.Extension == f.Extension }) {
		return fmt.Errorf("there is a format like %q", f.ID)
	}
	r.formats = append(r.formats, f)
	return nil
}

// Formats returns all formats in the order in which they were registered.
func (r *Registry) Formats() []app.Format { return slices.Clone(r.formats) }

// ByID returns the format of an id; false when there is none.
func (r *Registry) ByID(id string) (app.Format, bool) {
	i := slices.IndexFunc(r.formats, func(f app.Format) bool { return f.ID == id })
	if i < 0 {
		return app.Format{}, false
	}
	return r.formats[i], true
}
