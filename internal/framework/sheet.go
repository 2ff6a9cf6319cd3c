package framework

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/csvfile"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/ref"
)

var head = []string{"Section 條文", "Control 管控", "State 狀態", "Evidence 證據", "Found 所見", "At 時間"}

// export is the table for whoever audits; that it was taken is recorded.
func (m *Module) export(ctx context.Context, c *httpapi.Call, in *FrameworkPath) (*huma.StreamResponse, error) {
	one, err := m.one(ctx, c, in)
	if err != nil {
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "framework.export", Object: ref.To("framework", in.Name)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	at, l := one.Body.At.In(c.Org.Zone()).Format(time.DateTime), c.Lang
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "text/csv; charset=utf-8")
		hc.SetHeader("Content-Disposition", `attachment; filename="`+in.Name+`-evidence.csv"`)
		// An error in the middle ends the download short; the browser reports it.
		_ = csvfile.Write(hc.BodyWriter(), func(add func(...string) error) error { return lines(one.Body.Controls, at, l, add) })
	}}, nil
}

func lines(all []ControlView, at, l string, add func(...string) error) error {
	if err := add(head...); err != nil {
		return err
	}
	for _, k := range all {
		state := lang.Text(l, "framework_state."+k.State, nil)
		if len(k.Evidence) == 0 {
			k.Evidence = []EvidenceView{{}}
		}
		for _, e := range k.Evidence {
			if err := add(k.Section, k.Title, state, e.Title, e.Text, at); err != nil {
				return err
			}
		}
	}
	return nil
}
