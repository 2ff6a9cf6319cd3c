package proof

import (
	"context"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
)

// sealedIn is what goes into the file, and who can open it.
type sealedIn struct {
	From       time.Time `query:"from"`
	To         time.Time `query:"to"`
	Recipients []string  `query:"recipients" required:"true" minItems:"1" maxItems:"10" doc:"public keys, age1…"`
}

func (m *Module) sealedRoutes(s *httpapi.Server) {
	r := route("GET", "/sealed", "A stretch of the record as one encrypted file with what proves it; tramway verify checks it", Export)
	r.Fresh = true
	httpapi.Handle(s, r, m.sealed)
}

// sealed streams: what is sealed, and for whom, is itself an entry.
func (m *Module) sealed(ctx context.Context, c *httpapi.Call, in *sealedIn) (*huma.StreamResponse, error) {
	if err := c.Org.Plan().Allow(plan.RecordExport, 1); err != nil {
		return nil, err
	}
	to, err := recipientsOf(in.Recipients)
	if err != nil {
		return nil, err
	}
	x, err := c.Org.Extract(ctx, in.From, in.To)
	if err != nil {
		return nil, err
	}
	if x.Next == x.First {
		return nil, fault.New(fault.Conflict, "nothing_to_export")
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "record.export_sealed", Object: ref.To("organisation", c.Org.ID), After: map[string]any{
			"from": in.From, "to": in.To, "first": x.First, "next": x.Next, "recipients": in.Recipients}})
		return nil
	})
	if err != nil {
		return nil, err
	}
	o := c.Org.Again()
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer o.Close()
		hc.SetHeader("Content-Type", "application/octet-stream")
		hc.SetHeader("Content-Disposition", `attachment; filename="record.jsonl.age"`)
		// What ends in the middle has no end of its encryption, and is refused as a whole.
		if w, err := age.Encrypt(hc.BodyWriter(), to...); err == nil && x.Write(hc.Context(), w) == nil {
			_ = w.Close()
		}
	}}, nil
}

func recipientsOf(keys []string) (out []age.Recipient, err error) {
	for _, k := range keys {
		r, err := age.ParseX25519Recipient(strings.TrimSpace(k))
		if err != nil {
			return nil, fault.Bad("query.recipients", "recipient_key")
		}
		out = append(out, r)
	}
	return out, nil
}
