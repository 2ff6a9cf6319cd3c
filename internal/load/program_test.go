package load

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is a running process that serves at an address.
type program struct {
	b    *testing.B
	cmd  *exec.Cmd
	addr string
}

// freeAddr is an address nobody listens on just now.
func freeAddr(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// run starts a command that will serve at addr; it ends with the benchmark.
func run(b *testing.B, cmd *exec.Cmd, addr string) *program {
	b.Helper()
	p := &program{b: b, cmd: cmd, addr: addr}
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.stop)
	return p
}

func (p *program) stop() {
	_ = p.cmd.Process.Signal(os.Interrupt)
	late := time.AfterFunc(20*time.Second, func() { _ = p.cmd.Process.Kill() })
	_ = p.cmd.Wait() // how it ended says nothing here
	late.Stop()
}

// serve starts the program on an installation.
func serve(b *testing.B, in *installation) *program {
	b.Helper()
	path := os.Getenv("TRAMWAY_BENCH_PROGRAM")
	if path == "" {
		b.Skip("TRAMWAY_BENCH_PROGRAM names no program; make bench does")
	}
	addr := freeAddr(b)
	cmd := exec.Command(path, "serve", "--data", in.data, "--listen", addr, "--log-level", "warn", "--rate", "1000000", "--max-open", "500")
	cmd.Args = append(cmd.Args, in.extra...)
	return run(b, cmd, addr)
}

// serving waits until somebody who is signed in gets an answer.
func (p *program) serving(token string) {
	p.b.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if p.get("/api/v1/me/sessions", token) == http.StatusOK {
			return
		}
	}
	p.b.Fatal("the program does not serve")
}

func (p *program) get(path, token string) int { return p.ask("GET", path, token, "") }

var client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 32}}

// ask gives the status, 0 without an answer.
func (p *program) ask(method, path, token, body string) int {
	r, err := http.NewRequest(method, "http://"+p.addr+path, strings.NewReader(body))
	if err != nil {
		return 0
	}
	r.Header.Set("Content-Type", "application/json")
	r.AddCookie(&http.Cookie{Name: "tramway_session", Value: token})
	res, err := client.Do(r)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}

// resident is what the process has in memory, in bytes.
func (p *program) resident() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.b.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "VmRSS:")
	kib, err := strconv.ParseFloat(strings.Fields(after)[0], 64)
	if err != nil {
		p.b.Fatal(err)
	}
	return kib * 1024
}

// spent is the processor time the process has used.
func (p *program) spent() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		p.b.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), ") ") // the name before may hold blanks
	f := strings.Fields(after)
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond // Linux counts hundredths
}
