package retention

import (
	"context"

	"tramway/internal/fault"
	"tramway/internal/keep"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// daysOf is how long each class is kept here.
func daysOf(ctx context.Context, q sqldb.Q) (map[string]int, error) {
	set, err := store.Periods(ctx, q)
	out := map[string]int{}
	for _, c := range keep.Classes {
		out[c.Name] = c.Days
		if p, ok := set[c.Name]; ok && c.Allows(p.Days) {
			out[c.Name] = p.Days
		}
	}
	return out, err
}

// Days is how long a class is kept here; 0: as long as the organisation.
func Days(ctx context.Context, q sqldb.Q, class string) (int, error) {
	all, err := daysOf(ctx, q)
	return all[class], err
}

type periodFacts struct {
	Days int `json:"days"`
}

// SetPeriod says how many days the things of a class are kept; 0: as long as the
// organisation. Errors name the least and where it comes from, or the plan.
func SetPeriod(ctx context.Context, o *org.Org, who org.Who, class string, days int, source func(string) string) error {
	c, ok := keep.Find(class)
	if !ok || c.Fixed {
		return fault.New(fault.NotFound, "not_found")
	}
	if !c.Allows(days) {
		if days > 0 && days < c.Least {
			return fault.Bad("body.days", "below_least", fault.Args{"min": c.Least, "source": source(c.Source)})
		}
		return fault.Bad("body.days", "invalid_value")
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		if class == "conversation" {
			if err := tx.Org.Plan().Allow(plan.MessageDays, plan.AsDays(days)); err != nil {
				return err
			}
		}
		had, err := daysOf(tx.Ctx, tx)
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "retention.period.set", Object: ref.To("retention_class", class), Before: periodFacts{had[class]}, After: periodFacts{days}})
		return store.SavePeriod(tx.Ctx, tx, store.Period{Class: class, Days: days, SetBy: who.ID, SetAt: sqldb.At(tx.Now())})
	})
}
