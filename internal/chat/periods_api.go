package chat

import (
	"context"
	"slices"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
)

// PeriodView is how long conversations of a class are kept, as the page shows it.
type PeriodView struct {
	Class string     `json:"class" enum:"direct,group,channel,staff"`
	Set   bool       `json:"set" doc:"false: the period of all conversations holds"`
	Days  int        `json:"days"`
	Idle  bool       `json:"idle"`
	From  *time.Time `json:"from_at,omitempty" doc:"nothing goes before"`
}

type periodsOut struct {
	Body struct {
		Items []PeriodView `json:"items"`
		Plan  *PlanPeriod  `json:"plan,omitempty" doc:"what holds whatever the periods are; absent: the plan keeps messages as long as they say"`
	}
}

type goingOut struct{ Body Going }

func (m *Module) periodRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/chat/periods", "How long conversations of each class are kept", Govern), m.periods)
	set := route("PUT", "/chat/periods", "Set how long conversations of a class are kept", Govern)
	set.Fresh = true
	httpapi.Handle(s, set, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Class string `json:"class" enum:"direct,group,channel,staff"`
			Period
		}
	}) (*periodsOut, error) {
		if err := SetPeriod(ctx, c.Org, c.Who(), in.Body.Class, in.Body.Period); err != nil {
			return nil, err
		}
		return m.periods(ctx, c, nil)
	})
	httpapi.Handle(s, route("GET", "/chat/periods/preview", "What a period would take if it held now", Govern), func(ctx context.Context, c *httpapi.Call, in *struct {
		Class string `query:"class" maxLength:"20" required:"true"`
		Days  int    `query:"days" minimum:"0" maximum:"36600"`
		Idle  bool   `query:"idle"`
	}) (*goingOut, error) {
		if !slices.Contains(Classes, in.Class) {
			return nil, fault.Bad("query.class", "unknown_choice")
		}
		g, err := m.Going(ctx, c.Org, in.Class, Period{in.Days, in.Idle})
		return &goingOut{g}, err
	})
}

func (m *Module) periods(ctx context.Context, c *httpapi.Call, _ *struct{}) (*periodsOut, error) {
	all, err := store.Periods(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	out := &periodsOut{}
	out.Body.Items = shownPeriods(all)
	out.Body.Plan, err = m.ByPlan(ctx, c.Org)
	return out, err
}
