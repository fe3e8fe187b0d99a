package handover

// ReadCanonical reads a body in canonical form, nil where another reader has to judge.
func ReadCanonical(body []byte) *File { return read(body) }

// Decode is that reader.
func Decode(body []byte) (*File, error) { return decode(body) }
