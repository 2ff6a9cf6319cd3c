package dissolution

import (
	"context"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
)

// Decide is an operator's word: on the only administrator's wish, or on the appeal of
// somebody whose organisation was dissolved. Whoever refuses an appeal says why: the
// house is shut, so nothing else would say it.
func (m *Module) Decide(ctx context.Context, _ *httpapi.Call, operator org.Who, r host.Review, approved bool, note string) error {
	if r.Kind == host.EndingAppeal && !approved {
		if note == "" {
			return fault.Bad("body.note", "required")
		}
		return m.host.Answer(ctx, r.ID, note)
	}
	if r.Kind == host.EndingAppeal {
		if err := m.host.Restore(ctx, r.Org); err != nil {
			return err
		}
	}
	o, err := m.houses.Open(ctx, r.Org)
	if err != nil {
		return err
	}
	defer o.Close()
	switch {
	case r.Kind == host.EndingAppeal:
		return m.settled(ctx, o, operator, "restored", r.ID)
	case approved:
		return m.agree(ctx, o, operator, r.ID)
	}
	return m.stop(ctx, o, operator, r.ID)
}
