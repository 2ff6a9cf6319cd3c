package proof

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/proof/internal/siem"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// maxReceivers of an organisation: each reads the whole record.
const maxReceivers = 5

// Settings of a receiver: where it is, how it is spoken to, what it gets.
type Settings struct {
	Name string `json:"name" minLength:"1" maxLength:"80"`
	siem.Address
	Format siem.Format `json:"format"`
	Groups []string    `json:"groups"` // first words of actions; empty: all
	Bodies bool        `json:"bodies"` // also what things were before and after
}

// receiver is a row of record_receivers.
type receiver struct {
	ID       string                 `db:"id"`
	Version  int64                  `db:"version"`
	Settings sqldb.Sealed[Settings] `db:"settings"`
	MadeAt   sqldb.Micros           `db:"made_at"`
	Place    int64                  `db:"place"`
	SentAt   sqldb.Micros           `db:"sent_at"`
	Tries    int                    `db:"tries"`
	RetryAt  sqldb.Micros           `db:"retry_at"`
	Failure  string                 `db:"failure"`
	FailedAt sqldb.Micros           `db:"failed_at"`
	Lease    sqldb.Micros           `db:"lease"`
	Run      string                 `db:"run"`
}

const receiverCols = `id, version, settings, made_at, place, sent_at, tries, retry_at, failure, failed_at, lease, run`

func receivers(ctx context.Context, q sqldb.Q) ([]receiver, error) {
	return sqldb.All[receiver](ctx, q, `SELECT `+receiverCols+` FROM {o}.record_receivers ORDER BY id`)
}

func receiverByID(ctx context.Context, q sqldb.Q, id string) (receiver, error) {
	r, err := sqldb.One[receiver](ctx, q, `SELECT `+receiverCols+` FROM {o}.record_receivers WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return r, err
}

func saveReceiver(ctx context.Context, q sqldb.Q, r receiver) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.record_receivers(`+receiverCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET version=excluded.version, settings=excluded.settings, retry_at=excluded.retry_at`,
		r.ID, r.Version, r.Settings, r.MadeAt, r.Place, r.SentAt, r.Tries, r.RetryAt, r.Failure, r.FailedAt, r.Lease, r.Run)
	return err
}

// wants says whether an action is among what the receiver gets.
func (s Settings) wants(action string) bool {
	group, _, _ := strings.Cut(action, ".")
	return len(s.Groups) == 0 || slices.Contains(s.Groups, group)
}

// groups are the first words of all recorded actions.
func groups() (out []string) {
	for _, key := range lang.Keys(lang.English) {
		if action, is := strings.CutPrefix(key, "act."); is {
			word, _, _ := strings.Cut(action, ".")
			out = append(out, word)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *Settings) check() error {
	var bad fault.Fields
	s.Name, s.Host = strings.TrimSpace(s.Name), strings.ToLower(strings.TrimSpace(s.Host))
	if s.Name == "" {
		bad.Add("body.name", "required")
	}
	if s.Host == "" || strings.ContainsAny(s.Host, " /@?#%[]") {
		bad.Add("body.host", "invalid_value")
	}
	for _, g := range s.Groups {
		if !slices.Contains(groups(), g) {
			bad.Add("body.groups", "unknown_choice")
		}
	}
	var pem siem.ErrPEM
	if _, err := s.TLS(); errors.As(err, &pem) {
		bad.Add("body."+pem.Part, "pem")
	}
	return bad.Err()
}

// shown is what the record keeps of settings: a receiver is a door outwards, so where
// it leads and what goes through is told; the key is not.
func (s Settings) shown() any {
	return map[string]any{"name": s.Name, "host": s.Host, "port": s.Port, "format": s.Format, "groups": s.Groups, "bodies": s.Bodies,
		"own_ca": s.CA != "", "certificate": s.Cert != ""}
}

// AddReceiver opens the door; earlier says that what is already in the record goes
// through as well. Errors: invalid with the fields, limit_reached.
func (m *Module) AddReceiver(ctx context.Context, o *org.Org, who org.Who, s Settings, earlier bool) (string, error) {
	if err := s.check(); err != nil {
		return "", err
	}
	if err := o.Plan().Allow(plan.RecordSend, 1); err != nil {
		return "", err
	}
	size, err := o.Size(ctx)
	if err != nil {
		return "", err
	}
	var r receiver
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := receivers(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if len(all) >= maxReceivers {
			return fault.New(fault.Conflict, "too_many_receivers", fault.Args{"max": maxReceivers})
		}
		r = receiver{ID: tx.NewID(), Version: 1, Settings: sqldb.Seal(s), MadeAt: sqldb.At(tx.Now()), Place: size}
		if earlier {
			r.Place = 0
		}
		tx.Record(org.Entry{Action: "record.receiver.set", Object: ref.To("receiver", r.ID), After: s.shown()})
		return saveReceiver(tx.Ctx, tx, r)
	})
	return r.ID, err
}

// ChangeReceiver keeps its place in the record. An empty key stays what it was, if the
// certificate does. Errors: not_found, version_conflict, invalid.
func (m *Module) ChangeReceiver(ctx context.Context, o *org.Org, who org.Who, id string, version int64, s Settings) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := receiverByID(tx.Ctx, tx, id)
		if err != nil {
			return err
		}
		if r.Version != version {
			return fault.New(fault.Conflict, "version_conflict")
		}
		before, next := r.Settings.V, s
		if next.Key == "" && next.Cert == before.Cert {
			next.Key = before.Key
		}
		if err := next.check(); err != nil {
			return err
		}
		r.Version, r.Settings, r.RetryAt = version+1, sqldb.Seal(next), 0
		tx.Record(org.Entry{Action: "record.receiver.change", Object: ref.To("receiver", id), Before: before.shown(), After: next.shown()})
		return saveReceiver(tx.Ctx, tx, r)
	})
}

// EndReceiver shuts the door. Errors: not_found.
func (m *Module) EndReceiver(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := receiverByID(tx.Ctx, tx, id)
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "record.receiver.end", Object: ref.To("receiver", id), Before: r.Settings.V.shown()})
		_, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.record_receivers WHERE id=?`, id)
		return err
	})
}
