package ding

import (
	"context"
	"sync"
	"testing"
	"time"

	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/mail"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sms"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// everybody is reached everywhere, and disturbed at any time.
type everybody struct{}

func (everybody) Names(context.Context, sqldb.Q, []string) (map[string]Name, error) {
	return map[string]Name{}, nil
}
func (everybody) Here(context.Context, sqldb.Q, []string) (map[string]bool, error) { return nil, nil }
func (everybody) Within(context.Context, *httpapi.Call, []string) ([]string, bool, error) {
	return nil, false, nil
}
func (everybody) Reach(_ context.Context, _ *org.Org, ids []string) (map[string]Reach, error) {
	out := map[string]Reach{}
	for _, id := range ids {
		out[id] = Reach{"somebody@harbour.example", "+85291234567"}
	}
	return out, nil
}
func (everybody) Until(context.Context, *org.Org, []string, time.Time) (map[string]time.Time, error) {
	return nil, nil
}
func (everybody) UrgentPasses(context.Context, sqldb.Q) (bool, error) { return true, nil }

// carrier takes mail and short messages, and keeps by what name each came.
type carrier struct {
	mu    sync.Mutex
	mails []string
	texts []string
}

func (c *carrier) Send(_ context.Context, m mail.Message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mails = append(c.mails, m.MessageID)
	return nil
}

func (c *carrier) Hand(_ context.Context, m sms.Message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.texts = append(c.texts, m.Key)
	return nil
}

// A program that dies between a step and its note does not know whether the step was
// taken: mail goes out again as the same message, a short message does not.
func TestWhatACrashLeavesBetweenStepAndNote(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		c := &carrier{}
		m := New(Config{People: everybody{}, Quiet: everybody{}, Mail: c, SMS: c})
		// Its job is nobody's here: the test does each half of it.
		h := orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{Migrations}, Jobs: []org.JobKind{{Name: chaseJob, Outside: func(context.Context, *org.Org, org.Due) error { return nil }}}})
		d := store.Ding{ID: "x", Sender: "sender", Body: sqldb.Seal("text"), Confirm: true, State: store.Chasing, Language: "en", SendAt: sqldb.At(h.Now()), CreatedAt: sqldb.At(h.Now()),
			Steps: sqldb.AsJSON([]rules.Step{{Channel: rules.Mail}, {Channel: rules.SMS}})}
		err := h.Write(t.Context(), org.Member("sender"), func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "ding.send", Object: ref.To("ding", "x")})
			if err := store.Save(tx.Ctx, tx, d); err != nil {
				return err
			}
			return begin(tx, d, []string{"a", "b"}, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the mail, then the short message
			if err := m.walk(t.Context(), h.Org, d); err != nil {
				t.Fatal(err)
			}
		}
		claimed, err := m.claim(t.Context(), h.Org, d)
		if err != nil || len(claimed) != 4 {
			t.Fatal(claimed, err)
		}
		m.take(t.Context(), h.Org, d, claimed)
		// Here it dies. As long as somebody may still be at it nobody else is.
		if again, err := m.claim(t.Context(), h.Org, d); err != nil || len(again) != 0 {
			t.Errorf("claimed twice: %v %v", again, err)
		}
		h.Clock.Advance(crashedAfter + time.Second)
		if err := m.try(t.Context(), h.Org, d); err != nil {
			t.Fatal(err)
		}
		rows, err := store.TriesOf(t.Context(), h.Read(), "x", []string{"a", "b"})
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, r := range rows {
			ids[r.ID] = true
			want := map[string]string{rules.Mail: store.Taken, rules.SMS: store.Unknown}[r.Channel]
			if r.State != want || r.NextAt != 0 {
				t.Errorf("%s is %s, want %s", r.Channel, r.State, want)
			}
		}
		if len(c.mails) != 4 || len(c.texts) != 2 {
			t.Fatalf("%d mails, %d short messages", len(c.mails), len(c.texts))
		}
		for _, id := range c.mails {
			if !ids[id] {
				t.Errorf("a mail went out under the name %s, which is nobody's", id)
			}
		}
	})
}
