package backup_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/backup"
	"tramway/internal/chat"
	"tramway/internal/clock"
	"tramway/internal/directory"
	"tramway/internal/host"
	"tramway/internal/identity"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

const (
	marker   = "MARKER-WINDJAMMER-7714" // in a name, in a message, in an imported row
	password = "a long enough password"
	login    = "a@harbour.example"
)

// world is an installation with one organisation in it, and two recipients.
type world struct {
	cfg                       app.Config
	org, person, conversation string
	file                      string // a stored one
	key                       string
	operator, offline         *age.X25519Identity
	dir                       string
}

func newWorld(t testing.TB, cipher sqldb.Cipher) *world { return newWorldAt(t, cipher, "") }

// newWorldOn is newWorld on an engine.
func newWorldOn(t *testing.T, engine sqldb.Dialect) *world {
	return newWorldAt(t, sqldb.Adiantum, postgres(t, engine))
}

// postgres is the address of an empty database, "" for the other engine.
func postgres(t *testing.T, engine sqldb.Dialect) string { return apptest.Config(t, engine).Postgres }

func newWorldAt(t testing.TB, cipher sqldb.Cipher, postgres string) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{dir: dir, operator: newIdentity(t), offline: newIdentity(t)}
	w.cfg = app.Config{Data: filepath.Join(dir, "data"), Listen: "127.0.0.1:8080", Origin: "http://harbour.example:8080",
		Postgres: postgres, Region: "hk", Cipher: string(cipher), Passphrase: filepath.Join(dir, "passphrase"), Proxies: []string{"127.0.0.1"}}
	a := w.open(t, nil)
	defer closed(t, a)
	account, err := a.Host.CreateAccount(t.Context(), login, "CHAN Tai Man", password)
	ok(t, err)
	m, err := a.Identity.Found(t.Context(), host.NewOrganisation{Name: "Harbour " + marker, Region: "hk"}, identity.Founder{Name: "CHAN Tai Man", Email: login}, account)
	ok(t, err)
	w.org, w.person = m.ID, m.Person
	o := w.house(t, a)
	defer o.Close()
	other, err := directory.AddPerson(t.Context(), o, org.Member(m.Person), directory.NewPerson{Name: "LEE Ka Yan"})
	ok(t, err)
	w.conversation, _, err = a.Chat.Start(t.Context(), o, org.Member(m.Person), chat.NewConversation{Kind: "direct", Members: []string{other}})
	ok(t, err)
	w.post(t, o, "first", "text "+marker)
	w.file = w.store(t, o, longFile)
	w.key = o.VerifierKey()
	return w
}

func newIdentity(t testing.TB) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	ok(t, err)
	return id
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func closed(t testing.TB, a *app.App) {
	t.Helper()
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

// open opens the installation; later moves its clock ahead.
func (w *world) open(t testing.TB, c clock.Clock) *app.App {
	t.Helper()
	a, err := app.New(context.Background(), w.cfg, app.Options{Clock: c})
	ok(t, err)
	return a
}

func (w *world) house(t testing.TB, a *app.App) *org.Org {
	t.Helper()
	o, err := a.Registry.Open(t.Context(), w.org)
	ok(t, err)
	return o
}

// longFile has several segments.
var longFile = strings.Repeat(marker+"\n", 10000)

// store puts a file into the house.
func (w *world) store(t testing.TB, o *org.Org, text string) string {
	t.Helper()
	file, err := o.NewBlob(t.Context(), "text/plain", -1)
	ok(t, err)
	_, err = file.Write([]byte(text))
	ok(t, err)
	m, err := file.Finish()
	ok(t, err)
	ok(t, o.Write(t.Context(), org.Member(w.person), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "file.keep", Object: ref.To("file", m.ID)})
		return tx.KeepBlob(m, ref.To("file", m.ID))
	}))
	return m.ID
}

// stored fails the test unless the file reads as it was stored.
func (w *world) stored(t testing.TB, o *org.Org) {
	t.Helper()
	r, _, err := o.OpenBlob(t.Context(), w.file)
	ok(t, err)
	defer r.Close()
	got, err := io.ReadAll(r)
	if err != nil || string(got) != longFile {
		t.Errorf("%d bytes of a file of %d, %v", len(got), len(longFile), err)
	}
}

func (w *world) post(t testing.TB, o *org.Org, client, text string) {
	t.Helper()
	_, _, err := chat.New(nil).Post(t.Context(), o, org.Member(w.person), w.conversation, chat.Draft{ClientID: client, Text: text})
	ok(t, err)
}

// timer puts a job into the house that applies an import two hours from now, and
// gives the staff number that is there once it has fired.
func (w *world) timer(t testing.TB, o *org.Org, staffNo string) string {
	t.Helper()
	imp, err := directory.Upload(t.Context(), o, org.Member(w.person), "a.csv", []byte("Staff no,Name\n"+staffNo+","+marker+"\n"))
	ok(t, err)
	ok(t, o.Write(t.Context(), org.Member(w.person), func(tx *org.Tx) error {
		_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.imports SET state='applying' WHERE id=?`, imp.ID)
		tx.Record(org.Entry{Action: "directory.import.apply", Object: ref.To("import", imp.ID)})
		tx.Enqueue(org.Job{Kind: "directory.import", Due: tx.Now().Add(2 * time.Hour), Data: map[string]string{"import": imp.ID}})
		return err
	}))
	return staffNo
}

func (w *world) count(t testing.TB, o *org.Org, text string, args ...any) int {
	t.Helper()
	n, err := sqldb.One[int](t.Context(), o.Read(), text, args...)
	ok(t, err)
	return n
}

func (w *world) recipients() []string {
	return []string{w.operator.Recipient().String(), w.offline.Recipient().String()}
}

func (w *world) backups() string { return filepath.Join(w.dir, "backups") }

func (w *world) backup(t testing.TB, change ...func(*backup.Options)) backup.Written {
	t.Helper()
	opts := backup.Options{To: w.backups(), Recipients: w.recipients()}
	for _, f := range change {
		f(&opts)
	}
	out, err := app.Backup(t.Context(), w.cfg, opts)
	ok(t, err)
	return out
}

// identityFile writes one for a restore.
func (w *world) identityFile(t testing.TB, id *age.X25519Identity) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "identity")
	ok(t, os.WriteFile(path, []byte("# a comment\n"+id.String()+"\n"), 0o600))
	return path
}

// files are the names below a folder, for comparing before and after.
func files(t testing.TB, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		all = append(all, path)
		return err
	})
	ok(t, err)
	text, err := json.Marshal(all)
	ok(t, err)
	return fmt.Sprintf("%s", text)
}
