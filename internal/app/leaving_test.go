package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Whoever leaves is out at once: their pages close, their session leads nowhere, an
// account that is nobody elsewhere is gone; one that is somebody elsewhere stays.
func TestWhoLeavesIsOutAtOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		gone, both := c.Hire("GONE"), c.Hire("BOTH")
		elsewhere := both.Must("POST", "/organisations", map[string]any{"name": "Elsewhere", "region": "hk"})
		socket := gone.Open()
		for _, p := range []*apptest.Person{gone, both} {
			if status, _ := p.Do("POST", "/o/{org}/people/"+c.Admin.ID+"/leave", map[string]any{}); status != 403 {
				t.Errorf("a member lets the administrator leave: %d", status)
			}
			c.Admin.Must("POST", "/o/{org}/people/"+p.ID+"/leave", map[string]any{})
		}
		if _, closed := socket.Closed(10 * time.Second); !closed {
			t.Error("their page stays open")
		}
		apptest.Eventually(t, "the account is gone", func() bool { return gone.Ask("GET", "/o/{org}/me", nil).Status == 401 })
		if a := c.In.Nobody().Ask("POST", "/sign-in", map[string]any{"login": gone.Login, "password": gone.Password}); a.Status != 401 {
			t.Errorf("they sign in again: %d", a.Status)
		}
		apptest.Eventually(t, "the membership is gone", func() bool { return both.Ask("GET", "/o/{org}/me", nil).Status == 404 })
		both.Org = apptest.Text(elsewhere, "id")
		both.Must("GET", "/o/{org}/me", nil)
		for _, p := range apptest.Items(c.Admin.Must("GET", "/o/{org}/people", nil), "items") {
			if p["id"] == gone.ID {
				t.Error("they are still in the list of people")
			}
		}
		// Taken back, they come in by a new invitation.
		c.Admin.Must("POST", "/o/{org}/people/"+gone.ID+"/return", nil)
		c.Accept(gone.ID, gone.Login).Must("GET", "/o/{org}/me", nil)
	})
}

// My data: asked for, told of, downloaded as a ZIP by me alone; an administrator's copy
// of somebody else needs the right and has no account in it.
func TestAPersonDownloadsWhatIsHeldOfThem(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		a, b := c.Hire("ANNA"), c.Hire("BEN")
		talk := a.Group("talk", b)
		a.Post(talk, "client-1", "words of Anna <b>")
		b.Post(talk, "client-2", "words of Ben")
		own := prepared(t, a, a.Must("POST", "/o/{org}/data/copies", nil), "copies")
		files := unzipped(t, a.Ask("GET", "/o/{org}/data/copies/"+own+"/file", nil))
		for name, want := range map[string]string{"data/messages.json": "words of Anna <b>", "pages/messages.html": "words of Anna &lt;b&gt;", "data/people.json": a.Login,
			"data/account.json": a.Login, "index.html": "ANNA"} {
			if !strings.Contains(strings.ReplaceAll(strings.ReplaceAll(files[name], `\u003c`, "<"), `\u003e`, ">"), want) {
				t.Errorf("%s lacks %q: %s", name, want, files[name])
			}
		}
		for name, text := range files {
			if strings.Contains(text, "words of Ben") || strings.Contains(text, "argon2") {
				t.Errorf("%s has what is not theirs to have", name)
			}
		}
		if b.Ask("GET", "/o/{org}/data/copies/"+own+"/file", nil).Status != 404 || c.Admin.Ask("GET", "/o/{org}/data/copies/"+own+"/file", nil).Status != 404 {
			t.Error("somebody else downloads it")
		}
		if a.Ask("POST", "/o/{org}/data/people/"+b.ID+"/copies", nil).Status != 403 {
			t.Error("a member asks for another's data")
		}
		other := prepared(t, c.Admin, c.Admin.Must("POST", "/o/{org}/data/people/"+a.ID+"/copies", nil), "copies-of-others")
		files = unzipped(t, c.Admin.Ask("GET", "/o/{org}/data/copies/"+other+"/file", nil))
		if files["data/account.json"] != "" || !strings.Contains(files["data/people.json"], a.Login) {
			t.Error("an administrator's copy has the account, or lacks the person")
		}
		actions := map[string]int{}
		for _, e := range apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?action=retention", nil), "items") {
			actions[apptest.Text(e, "action")]++
		}
		if actions["retention.copy.ask"] != 2 || actions["retention.copy.take"] != 2 {
			t.Errorf("recorded: %v", actions)
		}
	})
}

func prepared(t *testing.T, p *apptest.Person, asked map[string]any, list string) string {
	t.Helper()
	id := apptest.Text(asked, "id")
	apptest.Eventually(t, "the copy is ready", func() bool {
		items := apptest.Items(p.Must("GET", "/o/{org}/data/"+list, nil), "items")
		return len(items) == 1 && items[0]["id"] == id && items[0]["state"] == "ready"
	})
	apptest.Eventually(t, "the notice and the work", func() bool {
		notices := apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items")
		work := apptest.Items(p.Must("GET", "/o/{org}/work", nil), "items")
		return len(notices) > 0 && strings.HasSuffix(apptest.Text(notices[0], "kind"), "copy_ready") && len(work) > 0 && work[len(work)-1]["kind"] == "copy_ready"
	})
	return id
}

func unzipped(t *testing.T, a apptest.Answer) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(a.Body), int64(len(a.Body)))
	if err != nil {
		t.Fatalf("%d %s: %v", a.Status, a.Body, err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}
