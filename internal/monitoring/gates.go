package monitoring

import (
	"context"
	"slices"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Assessment is why employees are looked at, and how: what has to be thought about before
// (the guidelines' 3A: assessment, alternatives, accountability).
type Assessment struct {
	Purpose      string `json:"purpose" doc:"what it is for"`
	Necessity    string `json:"necessity" doc:"why it is needed, in proportion to what it does to people"`
	Alternatives string `json:"alternatives" doc:"what less intrusive ways were considered, and why they are not enough"`
	Readers      string `json:"readers" doc:"who looks, and who answers for it"`
	KeptDays     int    `json:"kept_days" doc:"how long what was found is kept"`
}

// Bounds. Six months is what the guidelines let recordings be kept as a rule.
const (
	minWords = 20
	maxWords = 2000
	maxDays  = 183
	maxOpen  = 183 * 24 * time.Hour
)

func (a *Assessment) check(bad *fault.Fields) {
	for name, text := range map[string]*string{"purpose": &a.Purpose, "necessity": &a.Necessity, "alternatives": &a.Alternatives, "readers": &a.Readers} {
		*text = strings.TrimSpace(*text)
		bad.Length("body."+name, *text, minWords, maxWords)
	}
	if a.KeptDays < 1 || a.KeptDays > maxDays {
		bad.Add("body.kept_days", "invalid_value")
	}
}

// What a gate may lack.
const (
	NoPurpose  = "purpose"   // no assessment is on record
	NoNotice   = "notice"    // no policy in force tells employees
	NoticeLate = "effective" // it tells of a later day
	FewConsent = "consents"
)

// standing is how a gate stands at a moment.
type standing struct {
	gate     gate
	notice   Notice
	people   int
	consents int
	missing  []string
}

func (s standing) open(now time.Time) bool {
	return s.gate.OpenedBy != "" && sqldb.At(now) < s.gate.Until && len(s.missing) == 0
}

// stand looks at everything a gate depends on, each time: so what is taken back shuts it.
func (m *Module) stand(ctx context.Context, o *org.Org, q sqldb.Q, function string) (s standing, err error) {
	if s.gate, err = gateOf(ctx, q, function); err != nil {
		return s, err
	}
	now := o.Now()
	if s.gate.Notice != "" {
		s.notice, err = m.notices.Notice(ctx, q, s.gate.Notice, now)
		if err != nil && !fault.Is(err, "not_found") {
			return s, err
		}
	}
	if s.people, err = m.people.Employed(ctx, q, nil); err != nil {
		return s, err
	}
	who, err := consenting(ctx, q, function, s.notice, nil)
	if err == nil && len(who) > 0 {
		s.consents, err = m.people.Employed(ctx, q, who)
	}
	s.missing = s.lacks(now.In(o.Zone()).Format(time.DateOnly))
	return s, err
}

func (s standing) lacks(today string) (out []string) {
	if s.gate.Version == 0 {
		out = append(out, NoPurpose)
	}
	switch {
	case !s.notice.InForce:
		out = append(out, NoNotice)
	case s.notice.EffectiveOn > today:
		out = append(out, NoticeLate)
	}
	if s.people == 0 || s.consents*100 < s.gate.Coverage*s.people {
		out = append(out, FewConsent)
	}
	return out
}

// NewGate is what an administrator says of a function.
type NewGate struct {
	Assessment
	Notice   string // a policy's id; "": none yet
	Coverage int    // of a hundred employees
}

// Assess puts it on record; an open gate shuts, for what people consented to is another
// now. Errors: version_conflict, bad fields.
func (m *Module) Assess(ctx context.Context, o *org.Org, who org.Who, function string, version int64, n NewGate) error {
	var bad fault.Fields
	n.check(&bad)
	if n.Coverage < 1 || n.Coverage > 100 {
		bad.Add("body.coverage", "invalid_value")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		g, err := gateOf(tx.Ctx, tx, function)
		if err != nil {
			return err
		}
		if g.Version != version {
			return fault.New(fault.Conflict, "version_conflict")
		}
		if n.Notice != "" {
			if _, err := m.notices.Notice(tx.Ctx, tx, n.Notice, tx.Now()); err != nil {
				return fault.Bad("body.notice_id", "not_found")
			}
		}
		before := g.Assessment.V
		g.Version, g.Assessment, g.Notice, g.Coverage = version+1, sqldb.Seal(n.Assessment), n.Notice, n.Coverage
		g.OpenedBy, g.OpenedAt, g.Until = "", 0, 0
		tx.Record(org.Entry{Action: "monitoring.assess", Object: ref.To("organisation", o.ID), Note: map[string]string{"function": function}, Before: before, After: n})
		return saveGate(tx.Ctx, tx, g)
	})
}

// Open opens a gate until a moment. Errors: monitoring_missing with what lacks, invalid_value.
func (m *Module) Open(ctx context.Context, o *org.Org, who org.Who, function string, until time.Time) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		if ahead := until.Sub(tx.Now()); ahead <= 0 || ahead > maxOpen {
			return fault.Bad("body.until", "invalid_value")
		}
		s, err := m.stand(tx.Ctx, tx.Org, tx, function)
		if err != nil {
			return err
		}
		if len(s.missing) > 0 {
			return fault.New(fault.Conflict, "monitoring_"+s.missing[0], fault.Args{"consents": s.consents, "people": s.people, "coverage": s.gate.Coverage})
		}
		s.gate.OpenedBy, s.gate.OpenedAt, s.gate.Until = who.ID, sqldb.At(tx.Now()), sqldb.At(until)
		tx.Record(org.Entry{Action: "monitoring.open", Object: ref.To("organisation", o.ID), Note: map[string]string{"function": function}, After: map[string]any{"until": until.UTC().Format(time.RFC3339),
			"notice": s.notice.ID, "version": s.notice.Version, "consents": s.consents, "people": s.people}})
		return saveGate(tx.Ctx, tx, s.gate)
	})
}

// Shut shuts one; a gate that is shut stays so.
func (m *Module) Shut(ctx context.Context, o *org.Org, who org.Who, function string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		g, err := gateOf(tx.Ctx, tx, function)
		if err != nil || g.OpenedBy == "" {
			return err
		}
		g.OpenedBy, g.OpenedAt, g.Until = "", 0, 0
		tx.Record(org.Entry{Action: "monitoring.close", Object: ref.To("organisation", o.ID), Note: map[string]string{"function": function}})
		return saveGate(tx.Ctx, tx, g)
	})
}

// ChatsOpen says whether the gate of conversations stands open.
func (m *Module) ChatsOpen(ctx context.Context, o *org.Org) (bool, error) {
	s, err := m.stand(ctx, o, o.Read(), Chats)
	return err == nil && s.open(o.Now()), err
}

// Allowed says for which of some persons a gate stands open: it is, and they consent.
func (m *Module) Allowed(ctx context.Context, o *org.Org, function string, persons []string) (map[string]bool, error) {
	s, err := m.stand(ctx, o, o.Read(), function)
	if err != nil || !s.open(o.Now()) {
		return nil, err
	}
	return m.consent(ctx, o.Read(), s, persons)
}

func (m *Module) consent(ctx context.Context, q sqldb.Q, s standing, persons []string) (map[string]bool, error) {
	out := map[string]bool{}
	for part := range slices.Chunk(persons, 500) {
		some, err := consenting(ctx, q, s.gate.Function, s.notice, part)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			out[id] = true
		}
	}
	return out, nil
}
