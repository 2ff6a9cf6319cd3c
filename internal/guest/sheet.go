package guest

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/csvfile"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// portion is how many guests are read at once.
const portion = 200

var head = []string{"Name 姓名", "Mail 電郵", "Company 公司", "Groups 群組", "Invited by 邀請人", "Invited at 邀請時間", "Until 至", "State 狀態", "Ended at 結束時間"}

// export streams all guests; it is recorded before the first line goes out.
func (m *Module) export(ctx context.Context, c *httpapi.Call, _ *struct{}) (*huma.StreamResponse, error) {
	err := c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "guest.export", Object: ref.To("organisation", c.Org.ID)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	o := c.Org.Again()
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer o.Close()
		hc.SetHeader("Content-Type", "text/csv; charset=utf-8")
		hc.SetHeader("Content-Disposition", `attachment; filename="guests.csv"`)
		// An error in the middle ends the download short; the browser reports it.
		_ = csvfile.Write(hc.BodyWriter(), func(add func(...string) error) error {
			if err := add(head...); err != nil {
				return err
			}
			for _, over := range []bool{false, true} {
				if err := m.lines(hc.Context(), o, over, add); err != nil {
					return err
				}
			}
			return nil
		})
	}}, nil
}

func (m *Module) lines(ctx context.Context, o *org.Org, over bool, add func(...string) error) error {
	at := func(t time.Time) string { return t.In(o.Zone()).Format("2006-01-02 15:04:05") }
	for before := "~"; ; {
		rows, err := list(ctx, o.Read(), over, before, portion)
		if err != nil || len(rows) == 0 {
			return err
		}
		before = rows[len(rows)-1].ID
		views, err := m.views(ctx, o.Read(), rows)
		if err != nil {
			return err
		}
		for _, v := range views {
			groups, gone := "", ""
			for _, g := range v.Groups {
				groups += g.Title + "; "
			}
			if v.EndedAt != nil {
				gone = at(*v.EndedAt)
			}
			if err := add(v.Name, v.Email, v.Company, groups, in("zh-HK", Name{v.Inviter.Name, v.Inviter.NameZh}), at(v.InvitedAt), at(v.Until), v.State, gone); err != nil {
				return err
			}
		}
	}
}
