package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"tramway/internal/bus"
)

// Nodes of one installation share a PostgreSQL and tell each other three things
// over the bus: that something was committed in a house, that sessions ended, and what
// is never stored: who is there, who is typing. The first two are found in the database
// as well, some seconds later, when a message is lost.

const (
	wake  = "wake"
	ended = "ended"
	heard = "heard"
)

// openBus joins the other nodes. A single node on SQLite has nobody to tell.
func (a *App) openBus() error {
	if a.Config.Postgres == "" {
		return nil
	}
	b, err := bus.Open(bus.Config{URLs: a.Config.NATS, Log: a.log, Name: a.Config.LogName})
	if err != nil {
		return err
	}
	a.bus = b
	a.onClose(func() error { b.Close(); return nil })
	return nil
}

// listen begins to hear the other nodes, once there is something to wake.
func (a *App) listen() error {
	if a.bus == nil {
		return nil
	}
	if _, err := a.bus.SubscribeBelow(wake, func(subject string, _ []byte) {
		a.Registry.Poke(strings.TrimPrefix(subject, wake+"."))
	}); err != nil {
		return err
	}
	_, err := a.bus.Subscribe(ended, func(data []byte) {
		var sessions []string
		if json.Unmarshal(data, &sessions) == nil {
			a.door.End(sessions)
		}
	})
	if err != nil {
		return err
	}
	_, err = a.bus.Subscribe(heard, a.door.Hear)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	a.onClose(func() error { stop(); <-done; return nil })
	go func() { defer close(done); a.lookForEnded(ctx) }()
	return err
}

// unheard is how soon a session that ended at another node is seen to have ended, if
// nobody told.
const unheard = 5 * time.Second

// lookForEnded closes the sockets of sessions that ended elsewhere while the bus lost the
// word of it.
func (a *App) lookForEnded(ctx context.Context) {
	tick := time.NewTicker(unheard)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for part := range slices.Chunk(a.door.Listening(), 500) {
			gone, err := a.Host.Gone(ctx, part)
			if err != nil {
				break // the storage is away; the next look finds them
			}
			a.door.End(gone)
		}
	}
}

// woken tells the other nodes that something was committed here.
func (a *App) woken(orgID string) { a.tell(bus.Subject(wake, orgID), nil) }

// sessionsEnded closes sockets here and on the other nodes.
func (a *App) sessionsEnded(sessions []string) {
	a.door.End(sessions)
	if data, err := json.Marshal(sessions); err == nil {
		a.tell(ended, data)
	}
}

// relay gives the other nodes what is never stored; nil if there are none.
func (a *App) relay() func([]byte) {
	if a.bus == nil {
		return nil
	}
	return func(data []byte) { a.tell(heard, data) }
}

func (a *App) tell(subject string, data []byte) {
	if a.bus == nil {
		return
	}
	if err := a.bus.Publish(subject, data); err != nil {
		a.log.Warn("telling the other nodes", "subject", subject, "error", err)
	}
}
