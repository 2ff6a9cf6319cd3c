// Package live is the door for sockets. Every socket belongs to one person in
// one organisation and hears what concerns that person; what is missed while a
// socket is away is fetched from the house, so nothing depends on it.
//
// What it promises: a message is encoded once whatever the number of listeners;
// a session that ends anywhere closes its sockets at once, and a right that is taken
// those of whoever had it; a socket may listen only to what its module allows; a
// slow listener is cut off and resumes, it slows nobody down. Sockets are
// Centrifuge's (its history and recovery stay off: the house has the history).
//
// Floor: 4
package live

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/centrifugal/centrifuge"

	"tramway/internal/httpapi"
	"tramway/internal/org"
)

// Push is what to tell some people, in its order. Each thing is sent as JSON; a socket
// gets what belongs together in one frame.
type Push struct {
	Persons []string
	Data    []any
	Leave   string // a channel that these persons may not listen to any more
	Reenter bool   // these persons' sockets are closed, and come back only as far as they still may
}

// Fan turns events of some types into pushes; a module gives one for its events.
type Fan struct {
	Types []string
	Make  func(ctx context.Context, o *org.Org, events []org.Received) ([]Push, error)
}

// Channel lets a page listen to a channel beyond its person's own, such as a
// conversation on screen: who may subscribe, and what they may say in it.
type Channel struct {
	Prefix string // "c:"
	May    func(ctx context.Context, o *org.Org, person, id string) (bool, error)
	// Say checks and completes what a listener wants to tell the others, such as
	// "is typing"; nil: listeners say nothing.
	Say func(person, id string, data []byte) (any, bool)
}

// Door accepts sockets.
type Door struct {
	node     *centrifuge.Node
	log      *slog.Logger
	fans     map[string][]Fan
	channels []Channel
	rest     rest
	name     string // of this node, new at every start
	present  *presence
	watchers sync.WaitGroup
	closed   context.Context
	close    context.CancelFunc

	mu       sync.Mutex // guards what follows
	sessions map[string]map[*centrifuge.Client]bool
	watch    Watch
}

// Action is what a person needs to listen at all.
const Action = "live.listen"

// signedOut tells a page not to come back with the same session.
var signedOut = centrifuge.Disconnect{Code: 3510, Reason: "signed out"}

// New makes a door; Serve opens it.
func New(log *slog.Logger, fans []Fan, channels []Channel) (*Door, error) {
	node, err := centrifuge.New(centrifuge.Config{
		ClientQueueMaxSize: 1 << 20,
		ClientChannelLimit: 32,
		LogLevel:           centrifuge.LogLevelError,
		LogHandler:         func(e centrifuge.LogEntry) { log.Error("live: "+e.Message, "fields", e.Fields) },
	})
	if err != nil {
		return nil, err
	}
	d := &Door{node: node, log: log, fans: map[string][]Fan{}, channels: channels, rest: newRest(),
		sessions: map[string]map[*centrifuge.Client]bool{}, name: newNode(), present: newPresence()}
	d.closed, d.close = context.WithCancel(context.Background())
	for _, f := range fans {
		for _, t := range f.Types {
			d.fans[t] = append(d.fans[t], f)
		}
	}
	node.OnConnecting(d.connecting)
	node.OnConnect(d.connected)
	return d, node.Run()
}

// Close tells every socket to come back later.
func (d *Door) Close(ctx context.Context) error {
	d.close()
	d.watchers.Wait()
	d.rest.timer.Stop()
	return d.node.Shutdown(ctx)
}

type callKey struct{}

// Serve is the handler of GET /live?org=…; it admits before it upgrades.
func (d *Door) Serve(s *httpapi.Server, origin string) http.Handler {
	ws := centrifuge.NewWebsocketHandler(d.node, centrifuge.WebsocketConfig{
		MessageSizeLimit: 16 << 10, UseWriteBufferPool: true, ReadBufferSize: 1024, WriteBufferSize: 1024,
		CheckOrigin: func(r *http.Request) bool {
			o := r.Header.Get("Origin")
			return o == "" || strings.EqualFold(o, origin)
		},
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := admit(s, r)
		if err != nil {
			s.Refuse(w, r, err)
			return
		}
		defer c.Org.Close() // the socket's life is this handler's: the house stays open with it
		ctx := context.WithValue(r.Context(), callKey{}, c)
		ctx = context.WithValue(ctx, stillKey{}, func() *centrifuge.Disconnect { return still(s, r) })
		ws.ServeHTTP(w, r.WithContext(ctx))
	})
}

func (d *Door) connecting(ctx context.Context, _ centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	c, ok := ctx.Value(callKey{}).(*httpapi.Call)
	if !ok {
		return centrifuge.ConnectReply{}, centrifuge.DisconnectInvalidToken
	}
	return centrifuge.ConnectReply{
		Credentials:   &centrifuge.Credentials{UserID: c.Person()},
		Subscriptions: map[string]centrifuge.SubscribeOptions{personal(c.Person()): {}},
	}, nil
}

func personal(person string) string { return "p:" + person }

func (d *Door) connected(client *centrifuge.Client) {
	c, ok := client.Context().Value(callKey{}).(*httpapi.Call)
	if !ok {
		client.Disconnect(centrifuge.DisconnectInvalidToken)
		return
	}
	d.enlist(c.Session.ID, client)
	// The session or the right may have ended after the door let it in and before
	// it was on the lists that end sockets.
	if gone := ended(client.Context()); gone != nil {
		client.Disconnect(*gone)
		return
	}
	page := d.present.opened(c.Org.ID, c.Person())
	client.OnDisconnect(func(centrifuge.DisconnectEvent) {
		d.forget(c.Session.ID, client)
		d.present.closing(page)
	})
	client.OnRPC(func(e centrifuge.RPCEvent, reply centrifuge.RPCCallback) {
		reply(centrifuge.RPCReply{}, d.used(page, e.Method))
	})
	client.OnSubscribe(func(e centrifuge.SubscribeEvent, reply centrifuge.SubscribeCallback) {
		reply(centrifuge.SubscribeReply{}, d.may(c, e.Channel))
	})
	client.OnPublish(func(e centrifuge.PublishEvent, reply centrifuge.PublishCallback) {
		reply(d.say(client, page, e))
	})
}

func (d *Door) channel(name string) (Channel, string, bool) {
	if strings.ContainsRune(name, 0) { // no name of ours, and PostgreSQL does not take it
		return Channel{}, "", false
	}
	for _, ch := range d.channels {
		if id, ok := strings.CutPrefix(name, ch.Prefix); ok {
			return ch, id, true
		}
	}
	return Channel{}, "", false
}

func (d *Door) may(c *httpapi.Call, name string) error {
	ch, id, ok := d.channel(name)
	if !ok {
		return centrifuge.ErrorPermissionDenied
	}
	yes, err := ch.May(context.Background(), c.Org, c.Person(), id)
	if err != nil {
		d.log.Error("live: asking who may listen", "channel", name, "error", err)
		return centrifuge.ErrorInternal
	}
	if !yes {
		return centrifuge.ErrorPermissionDenied
	}
	return nil
}

// say lets a listener tell the others something that is never stored.
// Who says more than one thing a second is not heard.
func (d *Door) say(client *centrifuge.Client, from *page, e centrifuge.PublishEvent) (centrifuge.PublishReply, error) {
	ch, id, ok := d.channel(e.Channel)
	if !ok || ch.Say == nil || !client.IsSubscribed(e.Channel) || len(e.Data) > 1024 {
		return centrifuge.PublishReply{}, centrifuge.ErrorPermissionDenied
	}
	done := centrifuge.PublishReply{Result: &centrifuge.PublishResult{}}
	if !d.present.maySay(from, time.Now()) {
		return done, nil
	}
	out, ok := ch.Say(from.person, id, e.Data)
	if !ok {
		return centrifuge.PublishReply{}, centrifuge.ErrorBadRequest
	}
	b, err := json.Marshal(out)
	if err != nil {
		return centrifuge.PublishReply{}, centrifuge.ErrorInternal
	}
	d.publish(e.Channel, []*centrifuge.Publication{{Data: b}})
	d.relay(word{Channels: []string{e.Channel}, Data: b})
	return done, nil
}

// used takes a page's word that somebody is at it ("here"), or has not been for some
// minutes ("away").
func (d *Door) used(p *page, method string) error {
	switch State(method) {
	case Here, Away:
		d.present.use(p, State(method) == Here)
		return nil
	}
	return centrifuge.ErrorMethodNotFound
}

// Follow is the registry's follower: it turns events into pushes.
func (d *Door) Follow(ctx context.Context, o *org.Org, events []org.Received) {
	for start := 0; start < len(events); {
		end := start + 1
		for end < len(events) && events[end].Type == events[start].Type {
			end++
		}
		for _, f := range d.fans[events[start].Type] {
			pushes, err := f.Make(ctx, o, events[start:end])
			if err != nil && ctx.Err() == nil { // a house that closes stops in the middle
				d.log.Error("live: making pushes", "type", events[start].Type, "error", err)
			}
			d.Send(pushes...)
		}
		start = end
	}
}

// Send tells people things, each encoded once for all sockets. What one person is told
// goes out together, whatever conversations it is of: a frame costs more than what is in it.
func (d *Door) Send(pushes ...Push) {
	told := map[string][]*centrifuge.Publication{}
	for _, p := range pushes {
		if p.Leave != "" {
			d.leave(p)
		}
		if p.Reenter {
			defer d.reenter(p.Persons)
		}
		pubs := d.encode(p.Data)
		for _, person := range p.Persons {
			told[person] = append(told[person], pubs...)
		}
	}
	for person, pubs := range told {
		d.publish(personal(person), pubs)
	}
	d.rest.told(len(told))
}

// TellAll tells everybody something who has a page of an organisation open at this node.
func (d *Door) TellAll(org string, news any) {
	d.Send(Push{Persons: d.present.within(org), Data: []any{news}})
}

func (d *Door) encode(data []any) []*centrifuge.Publication {
	pubs := make([]*centrifuge.Publication, 0, len(data))
	for _, v := range data {
		b, err := json.Marshal(v)
		if err != nil {
			d.log.Error("live: encoding", "error", err)
			continue
		}
		pubs = append(pubs, &centrifuge.Publication{Data: b})
	}
	return pubs
}

// publish goes past the broker: every node hears of the event itself, and there is no
// history.
func (d *Door) publish(channel string, pubs []*centrifuge.Publication) {
	hub := d.node.Hub()
	if hub.NumSubscribers(channel) == 0 {
		return
	}
	for _, pub := range pubs {
		if err := hub.BroadcastPublication(channel, pub, centrifuge.StreamPosition{}); err != nil {
			d.log.Error("live: publishing", "error", err)
		}
	}
}

func (d *Door) leave(p Push) {
	for _, person := range p.Persons {
		if err := d.node.Unsubscribe(person, p.Leave); err != nil {
			d.log.Error("live: ending a subscription", "error", err)
		}
	}
}

func (d *Door) enlist(session string, client *centrifuge.Client) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sessions[session] == nil {
		d.sessions[session] = map[*centrifuge.Client]bool{}
	}
	d.sessions[session][client] = true
}

func (d *Door) forget(session string, client *centrifuge.Client) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.sessions[session], client)
	if len(d.sessions[session]) == 0 {
		delete(d.sessions, session)
	}
}

// End closes the sockets of sessions that ended.
func (d *Door) End(sessions []string) {
	d.mu.Lock()
	var gone []*centrifuge.Client
	for _, s := range sessions {
		for c := range d.sessions[s] {
			gone = append(gone, c)
		}
	}
	d.mu.Unlock()
	for _, c := range gone {
		c.Disconnect(signedOut)
	}
}

// Listening are the sessions that have sockets open on this node.
func (d *Door) Listening() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Collect(maps.Keys(d.sessions))
}

// Present says whether a person has a page open that is served by this node.
func (d *Door) Present(person string) bool { return d.node.Hub().NumSubscribers(personal(person)) > 0 }

// Sockets is how many are open on this node.
func (d *Door) Sockets() int { return d.node.Hub().NumClients() }
