package report

import (
	"slices"
	"strings"

	"nianbao/app/canonical"
	"nianbao/app/keys"
)

// contentFormat is the version of the canonical content. It goes into the
// digest: a new shape never gives the digest of an old one.
const contentFormat = "nianbao content 1"

// Digest returns the SM3 digest of the report's canonical content: the
// edition, everything entered, and the officer's explanations; remarks and
// their answers are left out. Computed totals follow from these.
func (r *Report) Digest() keys.Digest {
	stored := r.All()
	type place struct{ at, text string }
	content, size := make([]place, 0, len(stored)), 0
	for a, text := range stored {
		if !IsRemark(a) && !IsAnswer(a) {
			content = append(content, place{string(a), text})
			size += len(a) + len(text) + len(`,["",""]`)
		}
	}
	slices.SortFunc(content, func(a, b place) int { return strings.Compare(a.at, b.at) })
	var w canonical.Writer
	w.Size(size+len(contentFormat)*2).Text("[[", contentFormat).Text(",", r.form.Edition).Raw("]")
	for i := range content {
		w.Text(",[", content[i].at).Text(",", content[i].text).Raw("]")
	}
	return keys.Sum(w.Raw("]").Bytes())
}
