package app_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// evidence: the record lists the import, and what proves it convinces two
// programs that share no code.
func evidence(t *testing.T, admin *apptest.Person, importID string) {
	t.Helper()
	items := apptest.Items(admin.Must("GET", "/o/{org}/record/entries?action=directory.import.apply", nil), "items")
	if len(items) != 1 || apptest.Text(items[0], "object") != "import:"+importID {
		t.Fatalf("entries of the import: %v", items)
	}
	entry := apptest.Text(items[0], "id")
	a := admin.Ask("GET", "/o/{org}/record/entries/"+entry+"/proof", nil)
	bundle, err := record.ParseBundle(a.Body)
	if err != nil {
		t.Fatalf("%d %s: %v", a.Status, a.Body, err)
	}
	key := apptest.Text(admin.Must("GET", "/o/{org}/record/state", nil), "verifier_key")
	e, _, err := record.Verify(bundle, key)
	if err != nil || e.ID != entry || e.Actor.ID != admin.ID {
		t.Errorf("evidence: %v, entry %s by %s", err, e.ID, e.Actor.ID)
	}
	if v := admin.Must("POST", "/o/{org}/record/verify", map[string]any{"bundle": string(a.Body)}); v["ok"] != true {
		t.Errorf("our own page refuses it: %v", v)
	}
	forged := strings.Replace(string(a.Body), admin.ID, admin.ID[:len(admin.ID)-1]+"!", 1)
	if v := admin.Must("POST", "/o/{org}/record/verify", map[string]any{"bundle": forged}); v["ok"] != false || apptest.Text(v, "failed_step") != "entry" {
		t.Errorf("a forged entry: %v", v)
	}
	for text, want := range map[string]bool{string(a.Body): true, forged: false} {
		file := filepath.Join(t.TempDir(), "bundle.txt")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(torchverify(t), "-key", key, file).CombinedOutput()
		if (err == nil) != want {
			t.Errorf("the second program, want %v: %v %s", want, err, out)
		}
	}
}

var builtTorchverify = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "tramway-torchverify-")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "torchverify"), "tramway/internal/record/torchverify").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return filepath.Join(dir, "torchverify"), err
})

func torchverify(t *testing.T) string {
	t.Helper()
	path, err := builtTorchverify()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// exports: both forms hold every entry that the list holds.
func exports(t *testing.T, admin *apptest.Person, importID string) {
	t.Helper()
	a := admin.Ask("GET", "/o/{org}/record/export?format=csv", nil)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(a.Body, []byte("\xEF\xBB\xBF")))).ReadAll()
	if err != nil || len(rows) < 10 {
		t.Fatalf("csv: %d, %v, %d rows", a.Status, err, len(rows))
	}
	inCSV := map[string]string{}
	for _, r := range rows[1:] {
		inCSV[r[1]] = r[5]
	}
	b := admin.Ask("GET", "/o/{org}/record/export?format=jsonl", nil)
	inJSON := map[string]string{}
	for line := range bytes.Lines(b.Body) {
		var v map[string]any
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatalf("jsonl: %v: %s", err, line)
		}
		inJSON[apptest.Text(v, "id")] = apptest.Text(v, "action")
	}
	if len(inJSON) != len(inCSV)+1 { // the first export is itself an entry in the second
		t.Errorf("%d entries as CSV, %d as JSON Lines", len(inCSV), len(inJSON))
	}
	listed := apptest.Items(admin.Must("GET", "/o/{org}/record/entries?limit=200", nil), "items")
	for _, e := range listed {
		id, action := apptest.Text(e, "id"), apptest.Text(e, "action")
		if action != "record.export" && (inCSV[id] != action || inJSON[id] != action) {
			t.Errorf("%s %s: CSV has %q, JSON Lines %q", id, action, inCSV[id], inJSON[id])
		}
	}
	if len(listed) < 10 {
		t.Errorf("only %d entries", len(listed))
	}
}

// Whoever looks for something in the record chooses it by words.
func TestActionsAreChosenByWords(t *testing.T) {
	t.Parallel()
	c := apptest.New(t, sqldb.SQLite).Setup()
	c.Admin.Lang = "zh-HK"
	titles := map[string]string{}
	for _, a := range apptest.Items(c.Admin.Must("GET", "/o/{org}/record/actions", nil), "items") {
		titles[apptest.Text(a, "action")] = apptest.Text(a, "title")
	}
	for _, e := range apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries", nil), "items") {
		if action := apptest.Text(e, "action"); titles[action] == "" || titles[action] != apptest.Text(e, "summary") {
			t.Errorf("%s is offered as %q and shown as %q", action, titles[action], apptest.Text(e, "summary"))
		}
	}
}
