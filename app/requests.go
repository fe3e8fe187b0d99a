package app

import (
	"context"
	"strings"

	"nianbao/app/handover"
	"nianbao/app/keys"
)

// settingRequest keeps the request that waits for its answer.
const settingRequest = "request"

// KeyHere says whether the private half of a key is on this workstation
// under that owner.
func (d *Service) KeyHere(ctx context.Context, owner string, public keys.Public) (bool, error) {
	_, held, err := d.HeldKey(ctx, owner)
	switch {
	case err == nil:
		return held.Sealed.Public == public, nil
	case CodeOf(err) == NotFound:
		return false, nil
	}
	return false, err
}

// KeepRequest keeps a request to be registered until it is answered, so that
// it can be written to a file once more.
func (d *Service) KeepRequest(ctx context.Context, r *handover.Request) error {
	raw, err := d.RequestFile(r)
	if err != nil {
		return err
	}
	return d.Settings.SetSetting(ctx, settingRequest, string(raw))
}

// PendingRequest returns the request made here that the roster does not answer
// yet, nil when there is none.
func (d *Service) PendingRequest(ctx context.Context) (*handover.Request, error) {
	raw, err := d.Settings.Setting(ctx, settingRequest)
	if err != nil || raw == "" {
		return nil, err
	}
	f, err := handover.Read(strings.NewReader(raw))
	if err != nil || f.Request == nil || f.Request.Verify() != nil {
		return nil, nil // of another version, or broken: a new one can be made
	}
	signed, err := d.Rosters.Roster(ctx)
	if err != nil {
		return nil, err
	}
	if signed != nil {
		if signed.Roster.Holder(f.Request.Key) != nil {
			return nil, nil
		}
	}
	return f.Request, nil
}

// RequestFile returns a request to be registered as a file.
func (d *Service) RequestFile(r *handover.Request) ([]byte, error) {
	return handover.Write(&handover.File{Kind: handover.KindRequest, MadeAt: d.Now().UnixMicro(), MadeBy: r.Name, Request: r})
}
