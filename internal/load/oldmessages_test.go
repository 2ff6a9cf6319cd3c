package load

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/blob/blobtest"
	"tramway/internal/host"
	"tramway/internal/sqldb"
)

// A hundred thousand messages of another program, on each engine; the program is killed
// while it reads them and while it imports them, and nothing is twice or missing.
func BenchmarkOldMessages(b *testing.B) {
	for _, engine := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(engine), func(b *testing.B) { takeOver(b, engine, workspace{messages: 100_000}) })
	}
}

// An archive of two gigabytes, beside the database and in a bucket.
func BenchmarkOldArchive(b *testing.B) {
	big := workspace{messages: 400, attachments: 200, each: 10_000_000}
	b.Run("folder", func(b *testing.B) { takeOver(b, sqldb.SQLite, big) })
	b.Run("bucket", func(b *testing.B) {
		s := blobtest.Server(b)
		keys := filepath.Join(b.TempDir(), "keys")
		if err := os.WriteFile(keys, []byte(s.AccessKey+"\n"+s.SecretKey+"\n"), 0o600); err != nil {
			b.Fatal(err)
		}
		takeOver(b, sqldb.SQLite, big, "--files-to", "s3://"+s.Bucket+"/files", "--files-s3-endpoint", s.Endpoint, "--files-s3-region", s.Region, "--files-s3-key-file", keys)
	})
}

func takeOver(b *testing.B, engine sqldb.Dialect, w workspace, args ...string) {
	for b.Loop() {
		o := settle(b, engine, args...)
		sent := time.Now()
		id := o.send(w)
		b.ReportMetric(time.Since(sent).Seconds(), "s-to-send")
		one := o.path("/chat/imports/" + id)
		read := o.through(one, "ready")
		o.must("POST", one+"/begin", "")
		brought := o.through(one, "done")
		v := o.view(one)
		if v.Counts.Added != int64(w.messages) || v.Counts.Had != 0 || v.Counts.Files != int64(w.attachments) || v.Counts.Missing != 0 {
			b.Fatalf("%+v", v)
		}
		if o.kills == 0 {
			b.Fatal("it was done before it could be killed")
		}
		if n := o.said(); n != int64(w.messages) {
			b.Fatalf("%d messages are here", n)
		}
		b.ReportMetric(float64(w.messages)/read.Seconds(), "messages-read/s")
		b.ReportMetric(float64(w.messages)/brought.Seconds(), "messages-imported/s")
		if w.attachments > 0 {
			b.ReportMetric(float64(w.attachments)*float64(w.each)/1e6/brought.Seconds(), "MB-imported/s")
		}
		b.ReportMetric(o.early/1e6, "MB-resident-first-tenth")
		b.ReportMetric(o.most/1e6, "MB-resident-most")
	}
}

// overseas is an organisation whose administrator imports.
type overseas struct {
	*program
	in          *installation
	database    string // of PostgreSQL
	kills       int
	early, most float64 // resident bytes: until a tenth is done, and ever
}

func settle(b *testing.B, engine sqldb.Dialect, args ...string) *overseas {
	b.Helper()
	cfg := apptest.Config(b, engine)
	cfg.Listen = "127.0.0.1:8080"
	in := &installation{data: cfg.Data, groups: []string{""}, extra: args}
	if cfg.Postgres != "" {
		in.extra = append(in.extra, "--postgres", cfg.Postgres)
	}
	a, err := app.New(b.Context(), cfg, app.Options{Unpaced: true})
	if err != nil {
		b.Fatal(err)
	}
	if err := in.fill(b.Context(), a, 1, 0); err != nil {
		b.Fatal(err)
	}
	if err := in.twice(b.Context(), a); err != nil {
		b.Fatal(err)
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	o := &overseas{program: serve(b, in), in: in, database: cfg.Postgres}
	o.serving(in.tokens[0])
	return o
}

// twice signs the founder in with two factors, which importing asks for.
func (in *installation) twice(ctx context.Context, a *app.App) error {
	account, err := a.Host.ByLogin(ctx, founder)
	if err != nil {
		return err
	}
	_, in.tokens[0], err = a.Host.EnterByPasskey(ctx, account, host.Client{Device: "load", Address: "127.0.0.1"})
	return err
}

func (o *overseas) path(rest string) string { return "/api/v1/o/" + o.in.orgs[0] + rest }

var patient = &http.Client{Timeout: 5 * time.Minute}

// call gives the answer of one request.
func (o *overseas) call(method, path string, body io.Reader, length int64, header ...string) (*http.Response, []byte) {
	o.b.Helper()
	r, err := http.NewRequest(method, "http://"+o.addr+path, body)
	if err != nil {
		o.b.Fatal(err)
	}
	r.ContentLength = length
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	r.AddCookie(&http.Cookie{Name: "tramway_session", Value: o.in.tokens[0]})
	res, err := patient.Do(r)
	if err != nil {
		o.b.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		o.b.Fatal(err)
	}
	return res, answer
}

func (o *overseas) must(method, path, body string) []byte {
	o.b.Helper()
	res, answer := o.call(method, path, strings.NewReader(body), int64(len(body)))
	if res.StatusCode >= 300 {
		o.b.Fatalf("%s %s: %d %s", method, path, res.StatusCode, answer)
	}
	return answer
}

// send uploads an archive in pieces, as it is made, and has it read.
func (o *overseas) send(w workspace) (id string) {
	o.b.Helper()
	const piece = 64 << 20
	size := w.size(o.b)
	kind := "kind " + base64.StdEncoding.EncodeToString([]byte("archive")) + ",filename " + base64.StdEncoding.EncodeToString([]byte("export.zip"))
	res, answer := o.call("POST", o.path("/uploads"), nil, 0, "Tus-Resumable", "1.0.0", "Upload-Length", fmt.Sprint(size), "Upload-Metadata", kind)
	if res.StatusCode != http.StatusCreated {
		o.b.Fatalf("%d %s", res.StatusCode, answer)
	}
	at := res.Header.Get("Location")
	from, to := io.Pipe()
	go func() { to.CloseWithError(w.write(to)) }()
	for done := int64(0); done < size; done += piece {
		n := min(piece, size-done)
		res, answer := o.call("PATCH", at, io.LimitReader(from, n), n, "Tus-Resumable", "1.0.0", "Content-Type", "application/offset+octet-stream", "Upload-Offset", fmt.Sprint(done))
		if res.StatusCode != http.StatusNoContent {
			o.b.Fatalf("at %d: %d %s", done, res.StatusCode, answer)
		}
	}
	body := `{"upload_id":"` + at[strings.LastIndexByte(at, '/')+1:] + `"}`
	var v struct{ ID string }
	if err := json.Unmarshal(o.must("POST", o.path("/chat/imports"), body), &v); err != nil {
		o.b.Fatal(err)
	}
	return v.ID
}

// progress is what an import tells of itself.
type progress struct {
	State, Reason string
	Percent       int
	Counts        struct{ Messages, Added, Had, Files, Missing, Problems int64 }
}

func (o *overseas) view(path string) (p progress) {
	o.b.Helper()
	if err := json.Unmarshal(o.must("GET", path, ""), &p); err != nil {
		o.b.Fatal(err)
	}
	return p
}

// through waits until an import is in a state, and kills the program once in between,
// unless it is there before. It
// says how long that took but for the time in which nothing ran.
func (o *overseas) through(path, state string) time.Duration {
	o.b.Helper()
	begun, killed := time.Now(), false
	for end := begun.Add(8 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		v := o.view(path)
		o.look(v)
		switch {
		case v.State == state:
			return time.Since(begun)
		case v.State == "failed":
			o.b.Fatalf("%+v", v)
		case !killed && v.Percent > 40 && v.State != "ready":
			killed = true
			o.kills++
			down := time.Now()
			o.again()
			begun = begun.Add(time.Since(down))
		}
	}
	o.b.Fatalf("it never was %s: %+v", state, o.view(path))
	return 0
}

func (o *overseas) look(v progress) {
	now := o.resident()
	o.most = max(o.most, now)
	if v.Percent <= 10 {
		o.early = max(o.early, now)
	}
}

// again kills the program as power does, and starts it anew.
func (o *overseas) again() {
	o.b.Helper()
	_ = o.cmd.Process.Kill()
	_ = o.cmd.Wait()
	o.freeLeases()
	o.program = serve(o.b, o.in)
	o.serving(o.in.tokens[0])
}

// freeLeases does on PostgreSQL what five minutes do: until then another node may be at
// the work that was interrupted.
func (o *overseas) freeLeases() {
	o.b.Helper()
	if o.database == "" {
		return
	}
	pool, err := sqldb.OpenPool(o.database, 2)
	if err != nil {
		o.b.Fatal(err)
	}
	defer pool.Close()
	var schema string
	if err := pool.QueryRow(`SELECT schemaname FROM pg_tables WHERE tablename='jobs' AND schemaname<>'host'`).Scan(&schema); err != nil {
		o.b.Fatal(err)
	}
	if _, err := pool.Exec(`UPDATE "` + schema + `".jobs SET lease=0 WHERE state='running'`); err != nil {
		o.b.Fatal(err)
	}
}

// said is how many messages all conversations have.
func (o *overseas) said() (sum int64) {
	o.b.Helper()
	var v struct {
		Items []struct {
			LastSeq int64 `json:"last_seq"`
		}
	}
	if err := json.Unmarshal(o.must("GET", o.path("/conversations?limit=100"), ""), &v); err != nil {
		o.b.Fatal(err)
	}
	for _, one := range v.Items {
		sum += one.LastSeq
	}
	return sum
}
