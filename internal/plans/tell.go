package plans

import (
	"context"
	"errors"
	"strconv"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/plans/plansevent"
	"tramway/internal/ref"
)

// Command is who changes a plan at the machine itself.
const Command = "command"

// toldAtOnce is how many records are written for one tick or one request.
const toldAtOnce = 20

// Tell writes changes of plans into the records of those whose plans they are. What
// fails is told again at the next call.
func (m *Module) Tell(ctx context.Context) error {
	news, err := m.cfg.Host.PlanNews(ctx, toldAtOnce)
	for _, n := range news {
		err = errors.Join(err, m.tell(ctx, n))
	}
	return err
}

func (m *Module) tell(ctx context.Context, n host.PlanNews) error {
	o, err := m.houses.Open(ctx, n.Org)
	if err != nil {
		return err
	}
	defer o.Close()
	who := org.Who{ID: n.By, Kind: "operator"}
	if n.By == Command || n.By == host.Begun {
		who = org.System(n.By)
	}
	// Whoever changed it and whoever looks every second may come here together.
	who.Once = org.Once{Key: "plan." + strconv.FormatInt(int64(n.At), 10), Digest: []byte{}}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "plan.set", Object: ref.To("organisation", o.ID), After: n.Plan.V})
		if days, _, limited := n.Plan.V.Ends(); limited {
			tx.Emit(plansevent.MessagesEnd{Plan: n.Plan.V.Name, Days: int64(days)})
		}
		return nil
	})
	if err != nil && !fault.Is(err, "idempotency_in_use") {
		return err
	}
	return m.cfg.Host.PlanTold(ctx, n)
}
