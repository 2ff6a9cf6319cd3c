package proof

import (
	"context"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/record"
)

// logKey is a key of the log, present or former.
type logKey struct {
	VerifierKey string     `json:"verifier_key" doc:"what an outsider has to trust"`
	Since       *time.Time `json:"since" doc:"absent for the first key of an empty record"`
	Until       *time.Time `json:"until" doc:"absent for the present key"`
	Handover    string     `json:"handover" doc:"evidence under this key that the next one follows it; empty for the present key"`
}

// keysOut is not paged: a log has a handful of keys in its life, and who trusts one
// of them needs all that follow.
type keysOut struct {
	Body struct {
		Items []logKey `json:"items" doc:"the present key first"`
	}
}

func (m *Module) keyRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/keys", "The keys that sign the record, and signed it before", Read), m.keys)
	change := route("POST", "/keys", "Give the record another key", Rotate)
	change.Fresh = true
	change.Timeout = rotateTime
	httpapi.Handle(s, change, func(ctx context.Context, c *httpapi.Call, in *struct{}) (*keysOut, error) {
		if err := c.Org.AskRotation(ctx, c.Who()); err != nil {
			return nil, err
		}
		return m.keys(ctx, c, in)
	})
}

// rotateTime: on PostgreSQL the entry waits for every transaction before it.
const rotateTime = 30 * time.Second

func (m *Module) keys(ctx context.Context, c *httpapi.Call, _ *struct{}) (*keysOut, error) {
	all, err := c.Org.LogKeys(ctx)
	out := &keysOut{}
	out.Body.Items = make([]logKey, len(all))
	for i, k := range all {
		out.Body.Items[len(all)-1-i] = logKey{k.VerifierKey, moment(k.Since), moment(k.Until), k.Handover}
	}
	return out, err
}

// ownKey is the key under which somebody in the house checks a bundle: any that the
// log has or had is the house's own.
func ownKey(ctx context.Context, o *org.Org, b record.Bundle) (string, error) {
	all, err := o.LogKeys(ctx)
	if err != nil {
		return "", err
	}
	for _, k := range all {
		if k.VerifierKey == b.Key {
			return b.Key, nil
		}
	}
	return all[len(all)-1].VerifierKey, nil
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
