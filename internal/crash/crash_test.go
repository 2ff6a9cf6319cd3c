package crash

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/chat"
	"tramway/internal/directory"
	"tramway/internal/host"
	"tramway/internal/identity"
	"tramway/internal/org"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var rounds = flag.Int("rounds", 3, "kills on each engine")

const (
	writers    = 8
	wantedAcks = 200 // in a round, before the kill may come
)

// TestWorker is the program that gets killed: the parent starts the test binary
// again with these variables set.
func TestWorker(t *testing.T) {
	data := os.Getenv("TRAMWAY_CRASH_DATA")
	if data == "" {
		t.Skip("only for the child of TestNothingAcknowledgedIsLost")
	}
	a := open(t, data, os.Getenv("TRAMWAY_CRASH_POSTGRES"))
	o, err := a.Registry.Open(t.Context(), os.Getenv("TRAMWAY_CRASH_ORG"))
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriter(os.Stdout)
	var mu sync.Mutex
	ack := func(kind, id string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintf(out, "ACK %s %s\n", kind, id)
		out.Flush()
	}
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() { write(t, o, w, ack) })
	}
	wg.Wait()
}

// write posts, adds people and uploads imports, whose applying is a chain of jobs,
// until it is killed.
func write(t *testing.T, o *org.Org, w int, ack func(kind, id string)) {
	who := org.Member(os.Getenv("TRAMWAY_CRASH_PERSON"))
	conv := os.Getenv("TRAMWAY_CRASH_CONVERSATION")
	round := os.Getenv("TRAMWAY_CRASH_ROUND")
	for i := 0; ; i++ {
		name := fmt.Sprintf("r%s-w%d-%06d", round, w, i)
		switch {
		case i%15 == 14:
			file := []byte("Staff no,Name\n" + name + ",IMPORTED " + name + "\n")
			if imp, err := directory.Upload(context.Background(), o, who, "a.csv", file); err == nil {
				if _, err := directory.Apply(context.Background(), o, who, imp.ID); err == nil {
					ack("import", name)
				}
			}
		case i%10 == 9:
			if _, err := directory.AddPerson(context.Background(), o, who, directory.NewPerson{Name: name, StaffNo: "P" + name}); err == nil {
				ack("person", "P"+name)
			}
		default:
			if _, _, err := chat.New(nil).Post(context.Background(), o, who, conv, chat.Draft{ClientID: name, Text: "text " + name}); err == nil {
				ack("message", name)
			}
		}
	}
}

func open(t *testing.T, data, postgres string) *app.App {
	t.Helper()
	a, err := app.New(context.Background(), app.Config{Data: data, Listen: "127.0.0.1:8080", Region: "hk", Cipher: "adiantum", Postgres: postgres},
		app.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// installation is what the rounds of one engine share.
type installation struct {
	data, postgres, org, person, conversation string
}

func prepare(t *testing.T, e sqldb.Dialect) installation {
	t.Helper()
	in := installation{data: filepath.Join(t.TempDir(), "data")}
	if e == sqldb.Postgres {
		in.postgres = database(t)
	}
	a := open(t, in.data, in.postgres)
	defer a.Close()
	account, err := a.Host.CreateAccount(t.Context(), "a@harbour.example", "CHAN Tai Man", "a long enough password")
	if err != nil {
		t.Fatal(err)
	}
	m, err := a.Identity.Found(t.Context(), host.NewOrganisation{Name: "Harbour", Region: "hk"}, identity.Founder{Name: "CHAN Tai Man", Email: "a@harbour.example"}, account)
	if err != nil {
		t.Fatal(err)
	}
	in.org, in.person = m.ID, m.Person
	o, err := a.Registry.Open(t.Context(), m.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	other, err := directory.AddPerson(t.Context(), o, org.Member(m.Person), directory.NewPerson{Name: "LEE Ka Yan"})
	if err != nil {
		t.Fatal(err)
	}
	in.conversation, _, err = a.Chat.Start(t.Context(), o, org.Member(m.Person), chat.NewConversation{Kind: "direct", Members: []string{other}})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// database makes one of its own: the installation's schema has a fixed name.
func database(t *testing.T) string {
	t.Helper()
	c := sqldbtest.Shared(t)
	admin, err := sql.Open("pgx", c.DSN)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	name := sqldbtest.SchemaName()
	if _, err := admin.Exec(`CREATE DATABASE "` + name + `"`); err != nil {
		t.Fatal(err)
	}
	return strings.Replace(c.DSN, "/postgres?", "/"+name+"?", 1)
}

func TestNothingAcknowledgedIsLost(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		in := prepare(t, e)
		total := map[string]int{}
		for round := range *rounds {
			acked := in.killed(t, round)
			for kind, ids := range acked {
				total[kind] += len(ids)
			}
			in.check(t, round, acked)
		}
		t.Logf("%s: %d rounds, acknowledged %v, lost 0, record whole, no job lost", e, *rounds, total)
	})
}

// killed runs the worker and kills it at a random instant after enough was
// acknowledged; it gives what was, by kind.
func (in installation) killed(t *testing.T, round int) map[string][]string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestWorker$")
	cmd.Env = append(os.Environ(), "TRAMWAY_CRASH_DATA="+in.data, "TRAMWAY_CRASH_POSTGRES="+in.postgres, "TRAMWAY_CRASH_ORG="+in.org,
		"TRAMWAY_CRASH_PERSON="+in.person, "TRAMWAY_CRASH_CONVERSATION="+in.conversation, fmt.Sprint("TRAMWAY_CRASH_ROUND=", round))
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acked, n := map[string][]string{}, 0
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) != 3 || f[0] != "ACK" {
			continue
		}
		acked[f[1]] = append(acked[f[1]], f[2])
		if n++; n == wantedAcks {
			time.AfterFunc(time.Duration(rand.IntN(120))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // it was killed: that is the point
	if n < wantedAcks {
		t.Fatalf("round %d: the worker acknowledged %d writes only", round, n)
	}
	return acked
}

// check opens what is left and looks for everything that was acknowledged.
func (in installation) check(t *testing.T, round int, acked map[string][]string) {
	t.Helper()
	a := open(t, in.data, in.postgres)
	defer a.Close()
	o, err := a.Registry.Open(t.Context(), in.org)
	if err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	defer o.Close()
	count := func(text string, ids []string) int {
		n, err := sqldb.One[int](t.Context(), o.Read(), text, sqldb.Strings(ids))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(`SELECT count(*) FROM {o}.messages WHERE client_id IN {in}`, acked["message"]); n != len(acked["message"]) {
		t.Errorf("round %d: %d of %d acknowledged messages", round, n, len(acked["message"]))
	}
	if n := count(`SELECT count(*) FROM {o}.people WHERE staff_no IN {in}`, acked["person"]); n != len(acked["person"]) {
		t.Errorf("round %d: %d of %d acknowledged people", round, n, len(acked["person"]))
	}
	imported := func() bool {
		return count(`SELECT count(*) FROM {o}.people WHERE staff_no IN {in}`, acked["import"]) == len(acked["import"])
	}
	for end := time.Now().Add(20 * time.Second); !imported() && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
	}
	if !imported() {
		t.Errorf("round %d: jobs of acknowledged imports were lost", round)
	}
	gaps, err := sqldb.One[int](t.Context(), o.Read(), `SELECT c.last_seq - (SELECT count(*) FROM {o}.messages m WHERE m.conversation = c.id) FROM {o}.conversations c`)
	if err != nil || gaps != 0 {
		t.Errorf("round %d: %d places without a message, %v", round, gaps, err)
	}
	if err := errors.Join(o.Integrate(t.Context()), o.Verify(t.Context()), sqldb.Check(t.Context(), o.DB())); err != nil {
		t.Errorf("round %d: %v", round, err)
	}
}
