// Package sqldbtest gives tests both engines: an encrypted SQLite file and a
// schema on a real PostgreSQL, started once per test process from the
// machine's own binaries and gone with it.
//
// Floor: 2
package sqldbtest

import (
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"tramway/internal/sqldb"
)

// Cluster is a throw-away PostgreSQL server.
type Cluster struct {
	DSN  string
	Dir  string
	proc *os.Process
	bin  string // folder of PostgreSQL's programs
	cred *syscall.Credential
	port int
}

var shared = sync.OnceValues(func() (*Cluster, error) { return Start(os.TempDir()) })

// Shared is the server of this test process. TRAMWAY_TEST_POSTGRES may name a
// running one instead.
func Shared(t testing.TB) *Cluster {
	t.Helper()
	if dsn := os.Getenv("TRAMWAY_TEST_POSTGRES"); dsn != "" {
		return &Cluster{DSN: dsn}
	}
	c, err := shared()
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v (make deps-test installs it)", err)
	}
	return c
}

// binaries finds initdb and postgres: on the path, or where Debian puts them.
func binaries() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			return filepath.Dir(p), nil
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", fmt.Errorf("initdb not found")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// Start makes a cluster under dir and starts it on a free loopback port.
func Start(dir string) (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err = os.MkdirTemp(dir, "tramway-pg-")
	if err != nil {
		return nil, err
	}
	cred, err := unprivileged(dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	c := &Cluster{Dir: dir, bin: bin, cred: cred}
	if c.port, err = freePort(); err != nil {
		return nil, err
	}
	c.DSN = fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", c.port)
	return c, c.Resume()
}

// unprivileged: PostgreSQL refuses to run as root, so root lends it the
// postgres user that Debian's package made.
func unprivileged(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, uid, gid)
}

// Resume starts the server, anew after Halt, where it was.
func (c *Cluster) Resume() error {
	cmd := exec.Command(filepath.Join(c.bin, "postgres"), "-D", filepath.Join(c.Dir, "data"), "-p", strconv.Itoa(c.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200",
		"-c", "max_locks_per_transaction=256", "-c", "fsync="+env("TRAMWAY_TEST_PG_FSYNC", "off"), "-c", "log_min_messages=fatal")
	// The server dies with the test process, however that ends.
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.cred, Pdeathsig: syscall.SIGINT}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the death signal follows the thread that started it
		started <- cmd.Start()
		if cmd.Process != nil {
			_ = cmd.Wait() // its end is the end of the tests
		}
	}()
	if err := <-started; err != nil {
		return err
	}
	c.proc = cmd.Process
	return c.wait()
}

func env(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (c *Cluster) wait() error {
	pool, err := sqldb.OpenPool(c.DSN, 1)
	if err != nil {
		return err
	}
	defer pool.Close()
	for range 200 {
		if err = ping(pool); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("the server did not answer: %w", err)
}

func ping(pool *sql.DB) error {
	var one int
	return pool.QueryRow("SELECT 1").Scan(&one)
}

// Halt stops the server as an administrator in a hurry does: sessions are cut off,
// what was committed stays.
func (c *Cluster) Halt() error {
	if err := c.proc.Signal(syscall.SIGINT); err != nil {
		return err
	}
	for range 200 {
		if c.proc.Signal(syscall.Signal(0)) != nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}

// Stop ends the server and removes its data.
func (c *Cluster) Stop() error {
	if err := c.Halt(); err != nil {
		return err
	}
	return os.RemoveAll(c.Dir)
}
