package verification

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// The installation is right about a name, because nobody else may have the same, and
// the house hears of it: at once from whoever renamed, and soon if that failed.

// patience is how long whoever renamed has to record it before the program does.
const patience = 5 * time.Second

// namesAtOnce is how many records are written for one tick.
const namesAtOnce = 20

func (m *Module) renamingRoute(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "PUT", Path: "/o/{org}/name", Summary: "Give the organisation another name", Tag: "Organisation", Action: Rename, Fresh: true},
		func(ctx context.Context, c *httpapi.Call, in *struct {
			Body struct {
				Name   string `json:"name" maxLength:"200" doc:"in English; '': none"`
				NameZh string `json:"name_zh" maxLength:"200" doc:"in Chinese; '': none"`
			}
		}) (*viewOut, error) {
			changed, err := m.cfg.Host.Rename(ctx, c.Person(), c.Org.ID, host.Names{Name: strings.TrimSpace(in.Body.Name), NameZh: strings.TrimSpace(in.Body.NameZh)})
			if err != nil {
				return nil, err
			}
			if changed {
				if err := m.inForce(ctx, c); err != nil {
					c.Warn("telling of the new name", err)
				}
			}
			return m.view(ctx, c)
		})
}

func (m *Module) inForce(ctx context.Context, c *httpapi.Call) error {
	if err := m.cfg.InForce(ctx, []string{c.Org.ID}); err != nil {
		return err
	}
	r, err := m.cfg.Host.Renaming(ctx, c.Org.ID)
	if err != nil {
		return err
	}
	return m.tellName(ctx, c.Org, c.Who(), r)
}

// TellNames writes changes of names into the records of those who changed theirs. What
// fails is told again at the next call.
func (m *Module) TellNames(ctx context.Context) error {
	news, err := m.cfg.Host.Renamings(ctx, m.cfg.Now().Add(-patience), namesAtOnce)
	for _, r := range news {
		err = errors.Join(err, m.openAndTell(ctx, r))
	}
	return err
}

func (m *Module) openAndTell(ctx context.Context, r host.Renaming) error {
	o, err := m.cfg.Houses.Open(ctx, r.Org)
	if err != nil {
		return err
	}
	defer o.Close()
	who := org.Member(r.By)
	return m.tellName(ctx, o, who, r)
}

// tellName records a change of name once, whoever comes first.
func (m *Module) tellName(ctx context.Context, o *org.Org, who org.Who, r host.Renaming) error {
	who.Once = org.Once{Key: "name." + strconv.FormatInt(int64(r.At), 10), Digest: []byte{}}
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "organisation.rename", Object: ref.To("organisation", o.ID),
			Before: map[string]string{"name": r.WasName, "name_zh": r.WasNameZh}, After: map[string]string{"name": r.Name, "name_zh": r.NameZh}})
		return again(tx)
	})
	if err != nil && !fault.Is(err, "idempotency_in_use") {
		return err
	}
	if err := m.cfg.Host.RenamingTold(ctx, r); err != nil {
		return err
	}
	return m.tellHolds(ctx, o) // what was decided before that did not count
}

// again takes back what was handed in or approved under the old name, and keeps a draft
// with the same numbers and papers.
func again(tx *org.Tx) error {
	a, err := latest(tx.Ctx, tx)
	if err == nil {
		err = void(tx)
	}
	if err == nil && a.State == submitted {
		err = takeBack(tx, a)
	}
	if err != nil || a.State != submitted && a.State != approved {
		return err
	}
	next, err := open(tx)
	if err != nil {
		return err
	}
	next.Version++
	note(tx, "save", attempt{}, next)
	return save(tx.Ctx, tx, next)
}

// void ends every approval: none of them holds any more.
func void(tx *org.Tx) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.verifications SET valid_until=0 WHERE state=? AND valid_until>0`, approved)
	return err
}
