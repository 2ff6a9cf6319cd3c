// Package apptest gives tests a whole installation behind a real port, on either
// engine, and people in it who came in the way people do: by setting it up, by
// creating an organisation, by accepting an invitation.
//
// What it promises: every installation is alone (its own folder, its own
// PostgreSQL database); nothing is put into it past the API except roles, as tests
// want people whom its guards would not make; a test fails if the program logged an error that the test
// did not announce.
//
// Floor: 7
package apptest

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Installation is a running program.
type Installation struct {
	T      testing.TB
	App    *app.App
	Config app.Config
	Engine sqldb.Dialect
	URL    string // where it listens now; the public address is Config.Origin
	Log    *Log
	Clock  clock.Clock // nil: the machine's; counts at the next start
	Paced  bool        // people write no faster than the gates say; the same

	client *http.Client
	stop   func() error
}

// New starts an empty installation, with the settings that change makes.
func New(t testing.TB, engine sqldb.Dialect, change ...func(*app.Config)) *Installation {
	t.Helper()
	i := &Installation{T: t, Engine: engine, Log: &Log{}, Config: Config(t, engine)}
	for _, f := range change {
		f(&i.Config)
	}
	i.client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 32},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	i.Start()
	t.Cleanup(func() {
		i.Stop()
		for _, line := range i.Log.Unexpected() {
			t.Errorf("the program logged: %s", line)
		}
	})
	return i
}

// Config is that of a test installation which nobody has started yet.
func Config(t testing.TB, engine sqldb.Dialect) app.Config {
	t.Helper()
	c := app.Config{Data: filepath.Join(t.TempDir(), "data"), Origin: "http://localhost:8080", Listen: "127.0.0.1:0",
		Region: "hk", Cipher: "adiantum", MaxOpen: 50, Rate: 100000}
	if engine == sqldb.Postgres {
		c.Postgres = database(t)
	}
	return c
}

// database makes an empty database: the installation's own schema has one name,
// so two installations can't share one.
func database(t testing.TB) string {
	t.Helper()
	name := sqldbtest.SchemaName()
	dsn, err := url.Parse(sqldbtest.Shared(t).DSN)
	if err != nil {
		t.Fatal(err)
	}
	pool := sqldbtest.Pool(t)
	if _, err := pool.ExecContext(context.Background(), `CREATE DATABASE "`+name+`"`); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drop(t, pool, name) })
	dsn.Path = "/" + name
	return dsn.String()
}

func drop(t testing.TB, pool *sql.DB, name string) {
	if _, err := pool.ExecContext(context.Background(), `DROP DATABASE IF EXISTS "`+name+`" WITH (FORCE)`); err != nil {
		t.Errorf("dropping the test's database: %v", err)
	}
}

// Start opens the installation and serves it on a free port.
func (i *Installation) Start() {
	i.T.Helper()
	if err := i.TryStart(); err != nil {
		i.T.Fatalf("starting: %v", err)
	}
}

// TryStart is Start for installations that should refuse.
func (i *Installation) TryStart() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	a, err := app.New(context.Background(), i.Config, app.Options{Log: i.Log.Logger(), Clock: i.Clock, PushLoopback: true, Unpaced: !i.Paced})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, l) }()
	scheme := "http://"
	if i.Config.TLSCert != "" {
		scheme = "https://"
	}
	i.App, i.URL = a, scheme+l.Addr().String()
	i.stop = func() error {
		cancel()
		i.client.CloseIdleConnections()
		return errors.Join(<-ended, a.Close())
	}
	return nil
}

// Stop ends the program as an operator does; Start begins it again.
func (i *Installation) Stop() {
	i.T.Helper()
	if i.stop == nil {
		return
	}
	if err := i.stop(); err != nil {
		i.T.Errorf("stopping: %v", err)
	}
	i.stop = nil
}

// Eventually polls until ok, and fails the test if that takes too long.
func Eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("waited too long: %s", what)
}
