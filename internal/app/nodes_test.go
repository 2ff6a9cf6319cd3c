package app_test

import (
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
)

// natsAt runs a NATS server as an operator would; port -1 is any free one.
func natsAt(t *testing.T, port int) *server.Server {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("NATS does not start")
	}
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	return s
}

// Two nodes serve one organisation: what is written at one reaches pages open at
// the other at once, some seconds later while the bus between them is away, and at
// once again when it is back. Signing out at one closes sockets at the other.
func TestTwoNodesServeOneOrganisation(t *testing.T) {
	t.Parallel()
	nats := natsAt(t, -1)
	port := nats.Addr().(*net.TCPAddr).Port
	first := apptest.New(t, sqldb.Postgres, func(c *app.Config) { c.NATS = []string{fmt.Sprintf("nats://127.0.0.1:%d", port)} })
	second := apptest.New(t, sqldb.Postgres, func(c *app.Config) { *c = first.Config })
	c := first.Setup()
	one, two := c.Hire("ONE"), c.Hire("TWO")
	conversation := one.Direct(two)
	there := *two
	there.In = second
	page := there.Open()
	arrives := func(text string, within time.Duration) {
		t.Helper()
		if a := one.Post(conversation, "client-id-"+text, text); a.Status != 201 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		m := page.Push(within, "message")
		if got := apptest.Text(apptest.Object(m, "message"), "text"); got != text {
			t.Errorf("at the other node: %q, want %q", got, text)
		}
	}
	arrives("at once", soon)
	near := one.Open()
	stateOf(t, page, one, "here")
	for _, p := range []*apptest.Socket{page, near} {
		if e := p.Ask("subscribe", map[string]any{"channel": "c:" + conversation}); e != nil {
			t.Fatal(e)
		}
	}
	near.Ask("publish", map[string]any{"channel": "c:" + conversation, "data": map[string]any{}})
	if e := page.Push(soon, "typing"); apptest.Text(e, "person_id") != one.ID {
		t.Errorf("typing at the other node: %v", e)
	}
	// Nodes tell each other every other second.
	apptest.Eventually(t, "who is at the other node is here", func() bool { return present(one, two)[two.ID] == "here" })
	nats.Shutdown()
	nats.WaitForShutdown()
	arrives("without the bus", time.Minute) // a node looks every five seconds by itself
	natsAt(t, port)
	arrives("some time after", time.Minute)
	apptest.Eventually(t, "at once again", func() bool {
		began := time.Now()
		arrives(fmt.Sprint("again ", began.UnixNano()), 15*time.Second)
		return time.Since(began) < 2*time.Second
	})
	here := *two
	here.Must("POST", "/sign-out-everywhere", nil)
	if _, ok := page.Closed(15 * time.Second); !ok {
		t.Error("signed out at one node, and the socket at the other is open")
	}
}
