package live

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/centrifugal/centrifuge"

	"tramway/internal/org"
)

// What is never stored goes to the pages of other nodes directly: who is there, and
// what listeners say. A word that is lost is repeated, or was of no importance.

// Watch is what is needed to tell people who is there.
type Watch struct {
	Open func(ctx context.Context, org string) (*org.Org, error)
	// Tell says whom changed states concern.
	Tell func(ctx context.Context, o *org.Org, states map[string]State) ([]Push, error)
	// Relay gives something to the other nodes, which hand it to Hear; nil: there are none.
	Relay func(data []byte)
}

// word is what nodes tell each other.
type word struct {
	Node     string           `json:"node"`
	Channels []string         `json:"channels,omitempty"` // who listens to these is told …
	Data     json.RawMessage  `json:"data,omitempty"`     // … this
	States   map[string]State `json:"states,omitempty"`
}

// portion is how many persons one word names.
const portion = 4000

func newNode() string { return rand.Text() }

// Watching tells people who is there until the door is closed. Call it once.
func (d *Door) Watching(w Watch) {
	d.mu.Lock()
	d.watch = w
	d.mu.Unlock()
	d.watchers.Go(func() {
		tick := time.NewTicker(tellEvery)
		defer tick.Stop()
		for listed := time.Now(); ; {
			select {
			case <-d.closed.Done():
				return
			case now := <-tick.C:
				d.tellStates(now)
				if now.Sub(listed) >= listEvery {
					listed = now
					d.relayStates(d.present.everybody(now))
				}
			}
		}
	})
}

func (d *Door) tellStates(now time.Time) {
	people, here := d.present.changed(now)
	d.relayStates(here)
	for id, states := range people {
		if err := d.tellHouse(id, states); err != nil && d.closed.Err() == nil {
			d.log.Warn("live: telling who is there", "org", id, "error", err)
		}
	}
}

func (d *Door) tellHouse(id string, states map[string]State) error {
	o, err := d.watch.Open(d.closed, id)
	if err != nil {
		return err
	}
	defer o.Close()
	pushes, err := d.watch.Tell(d.closed, o, states)
	d.Send(pushes...)
	for _, p := range pushes {
		d.relayPush(p)
	}
	return err
}

func (d *Door) relayPush(p Push) {
	for _, v := range p.Data {
		data, err := json.Marshal(v)
		if err != nil {
			continue // Send has said so
		}
		for part := range slices.Chunk(p.Persons, portion) {
			w := word{Data: data}
			for _, person := range part {
				w.Channels = append(w.Channels, personal(person))
			}
			d.relay(w)
		}
	}
}

func (d *Door) relayStates(states map[string]State) {
	for part := range slices.Chunk(slices.Collect(maps.Keys(states)), portion) {
		some := map[string]State{}
		for _, person := range part {
			some[person] = states[person]
		}
		d.relay(word{States: some})
	}
}

func (d *Door) relay(w word) {
	d.mu.Lock()
	tell := d.watch.Relay
	d.mu.Unlock()
	if tell == nil {
		return
	}
	w.Node = d.name
	if b, err := json.Marshal(w); err == nil {
		tell(b)
	}
}

// Hear takes what another node relayed.
func (d *Door) Hear(data []byte) {
	var w word
	if json.Unmarshal(data, &w) != nil || w.Node == d.name {
		return
	}
	d.present.heard(w.Node, w.States, time.Now())
	for _, channel := range w.Channels {
		d.publish(channel, []*centrifuge.Publication{{Data: []byte(w.Data)}})
	}
}

// States are how present some persons are; whoever is gone is absent.
func (d *Door) States(persons []string) map[string]State { return d.present.of(persons, time.Now()) }
