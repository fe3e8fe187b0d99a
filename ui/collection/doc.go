// Package collection has the pages of collection sheets (数据报送表): one says which
// department provides which figures, and writes a sheet for each; on the other, sheets
// that came back stand beside the draft before anything of it changes.
package collection
