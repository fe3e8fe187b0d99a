package report

import (
	"encoding/json"
	"slices"

	"nianbao/app/form"
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
	addresses := make([]form.Address, 0, len(stored))
	for a := range stored {
		if !IsRemark(a) && !IsAnswer(a) {
			addresses = append(addresses, a)
		}
	}
	slices.Sort(addresses)
	content := make([][2]string, 0, len(addresses)+2)
	content = append(content, [2]string{contentFormat, r.form.Edition})
	for _, a := range addresses {
		content = append(content, [2]string{string(a), stored[a]})
	}
	canonical, _ := json.Marshal(content) // texts always encode
	return keys.Sum(canonical)
}
