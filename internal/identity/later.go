package identity

import (
	"context"
	netmail "net/mail"
	"sync"
	"time"

	"tramway/internal/id"
	"tramway/internal/lang"
	"tramway/internal/mail"
)

// Post carries mail.
type Post interface {
	Send(ctx context.Context, m mail.Message) error
}

// Work that nobody waits for: what an answer must not tell by its time, and mail.
// It is bounded, and what does not fit is dropped and logged; whoever asked asks
// again.
const (
	laterMost = 32
	laterTime = 30 * time.Second
)

type later struct {
	wg   sync.WaitGroup
	room chan struct{}
}

func newLater() *later { return &later{room: make(chan struct{}, laterMost)} }

func (m *Module) later(what string, do func(ctx context.Context) error) {
	select {
	case m.behind.room <- struct{}{}:
	default:
		m.cfg.Log.Warn("too much to do at once; dropped", "what", what)
		return
	}
	m.behind.wg.Go(func() {
		defer func() { <-m.behind.room }()
		ctx, cancel := context.WithTimeout(context.Background(), laterTime)
		defer cancel()
		if err := do(ctx); err != nil {
			m.cfg.Log.Warn(what, "error", err)
		}
	})
}

// Close waits for what is still to be done.
func (m *Module) Close() error {
	m.behind.wg.Wait()
	return nil
}

// send mails one of the texts "mail.<kind>" to an account.
func (m *Module) send(ctx context.Context, kind, language, name, address string, args map[string]any) error {
	if m.cfg.Post == nil {
		return nil
	}
	args["name"] = name
	return m.cfg.Post.Send(ctx, mail.Message{To: []netmail.Address{{Name: name, Address: address}},
		Subject: lang.Text(language, "mail."+kind+".subject", args), Text: lang.Text(language, "mail."+kind+".text", args),
		Headers: map[string]string{"Auto-Submitted": "auto-generated"}, MessageID: id.New("ml", time.Now())})
}
