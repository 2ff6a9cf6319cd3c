package notify

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"tramway/internal/org"
	"tramway/internal/push"
	"tramway/internal/sqldb"
)

// Bounds of one job: the house's other work waits for it.
const (
	pushAtOnce  = 8
	pushPersons = 50 // a job
	pushWithin  = time.Minute
	pushTries   = 8
	pushKept    = 24 * time.Hour // by the push service, for a browser that is away
	pushText    = 160            // characters of a message
)

// Push is one notification as it goes to browsers.
type Push struct {
	Tag    string                                 // what it is about: a later one replaces it, and it is closed by it
	Urgent bool                                   // stays on screen until it is touched
	Words  func(lang string) (title, body string) // in the device's language
	Link   string                                 // page below the organisation's address
}

// Pushed is what became of a notification to one person's browsers.
type Pushed struct {
	Sent  int
	Later []string      // browsers to be tried again
	After time.Duration // not before
	Cause error         // of the latest failure, without the endpoint
}

// shown is what the service worker reads.
type shown struct {
	T      string `json:"t"` // show, close
	Tag    string `json:"tag"`
	Title  string `json:"title,omitempty"`
	Body   string `json:"body,omitempty"`
	Link   string `json:"link,omitempty"`
	Urgent bool   `json:"urgent,omitempty"`
}

// Deliver pushes a notification to all browsers of a person, or only some of them.
// Browsers that are gone are removed.
func (m *Module) Deliver(ctx context.Context, o *org.Org, person string, p Push, only []string) (Pushed, error) {
	if m.cfg.Push == nil {
		return Pushed{}, nil
	}
	all, err := m.browsersOf(ctx, o, []string{person})
	if err != nil {
		return Pushed{}, err
	}
	if len(only) > 0 {
		all = these(all, only)
	}
	return m.deliver(ctx, o, all, func(browser) (Push, bool) { return p, true })
}

func these(all []browser, ids []string) (out []browser) {
	for _, b := range all {
		for _, id := range ids {
			if b.ID == id {
				out = append(out, b)
			}
		}
	}
	return out
}

// deliver pushes to some browsers at once and notes what became of it.
func (m *Module) deliver(ctx context.Context, o *org.Org, to []browser, what func(b browser) (Push, bool)) (Pushed, error) {
	ctx, cancel := context.WithTimeout(ctx, pushWithin)
	defer cancel()
	var (
		out  Pushed
		gone []string
		had  [][]any
		mu   sync.Mutex // guards the above
		wg   sync.WaitGroup
		room = make(chan struct{}, pushAtOnce)
	)
	now := sqldb.At(o.Now())
	for _, b := range to {
		p, wanted := what(b)
		if !wanted {
			continue
		}
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			r, err := m.send(ctx, o, b, p)
			mu.Lock()
			defer mu.Unlock()
			switch r.Outcome {
			case push.Delivered:
				out.Sent++
				had = append(had, []any{b.ID, b.Person, p.Tag, now})
			case push.Retry:
				out.Later, out.Cause, out.After = append(out.Later, b.ID), err, max(out.After, r.RetryAfter)
			default: // it never goes through like this: the page subscribes anew when it is next open
				gone, out.Cause = append(gone, b.ID), err
			}
		})
	}
	wg.Wait()
	if err := drop(context.WithoutCancel(ctx), o, gone); err != nil {
		return out, err
	}
	return out, note(context.WithoutCancel(ctx), o, had)
}

func note(ctx context.Context, o *org.Org, had [][]any) error {
	if len(had) == 0 {
		return nil
	}
	return o.Write(ctx, org.System(pushJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		ids := sqldb.Strings{}
		for _, row := range had {
			ids = append(ids, row[0].(string))
		}
		if _, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.push_subscriptions SET pushed_at=? WHERE id IN {in}`, sqldb.At(tx.Now()), ids); err != nil {
			return err
		}
		return sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.push_shown(subscription, person, tag, at)`, had, `ON CONFLICT (subscription, tag) DO UPDATE SET at=excluded.at`)
	})
}

func (m *Module) send(ctx context.Context, o *org.Org, b browser, p Push) (push.Result, error) {
	title, body := p.Words(b.Language)
	payload, err := json.Marshal(shown{"show", p.Tag, clip(title, 80), clip(body, 300), "/o/" + o.ID + p.Link, p.Urgent})
	if err != nil {
		return push.Result{}, err
	}
	return m.cfg.Push.Send(ctx, b.Keys.V, payload, push.Options{TTL: pushKept, Urgency: push.High, Topic: topicOf(o.ID, p.Tag)})
}

// topicOf names a notification to the push service without telling it what it is about.
func topicOf(orgID, tag string) string {
	sum := sha256.Sum256([]byte(orgID + " " + tag))
	return base64.RawURLEncoding.EncodeToString(sum[:24])
}

func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// pushJob pushes what some people should hear of.
const pushJob = "notify.push"

// outgoing is the job: ids, no text.
type outgoing struct {
	Kind    string   `json:"kind"`
	Actor   string   `json:"actor"`
	Ref     string   `json:"ref"`
	Seq     int64    `json:"seq,omitempty"`
	Persons []string `json:"persons"`
	Only    []string `json:"only,omitempty"` // browsers of an earlier try
	Try     int      `json:"try,omitempty"`
}

func (g outgoing) tag() string {
	if strings.HasPrefix(g.Ref, "conversation:") {
		return g.Ref
	}
	return "notice:" + g.Kind + ":" + g.Ref
}

// push tells those who have no page open and are not in their quiet hours.
func (m *Module) push(ctx context.Context, o *org.Org, j org.Due) error {
	var g outgoing
	if err := json.Unmarshal(j.Data.V, &g); err != nil {
		return err
	}
	away, err := m.away(ctx, o, g.Persons)
	if err != nil || len(away) == 0 {
		return err
	}
	words, there, err := m.words(ctx, o, g)
	if err != nil || !there {
		return err
	}
	to, err := m.browsersOf(ctx, o, away)
	if err != nil {
		return err
	}
	if len(g.Only) > 0 {
		to = these(to, g.Only)
	}
	p := Push{Tag: g.tag(), Words: words, Link: link(notice{Kind: g.Kind, Ref: g.Ref})}
	done, err := m.deliver(ctx, o, to, func(browser) (Push, bool) { return p, true })
	if err != nil || len(done.Later) == 0 {
		return err
	}
	return later(ctx, o, g, done)
}

// later asks for another try of what a push service did not take.
func later(ctx context.Context, o *org.Org, g outgoing, done Pushed) error {
	if g.Try++; g.Try >= pushTries {
		o.Log().Warn("browsers were not reached", "how many", len(done.Later), "error", done.Cause)
		return nil
	}
	g.Only = done.Later
	return o.Write(context.WithoutCancel(ctx), org.System(pushJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		tx.Enqueue(org.Job{Kind: pushJob, Due: tx.Now().Add(max(done.After, 5*time.Second<<g.Try)), Data: g})
		return nil
	})
}

// away are those of some persons who have no page open and may be disturbed.
func (m *Module) away(ctx context.Context, o *org.Org, persons []string) ([]string, error) {
	quiet, err := Quiet(ctx, o.Read(), persons)
	var out []string
	for _, p := range persons {
		if m.cfg.Present != nil && m.cfg.Present(p) {
			continue
		}
		if q, has := quiet[p]; has && q.Holds(o.Now().In(o.Zone())) {
			continue
		}
		out = append(out, p)
	}
	return out, err
}
