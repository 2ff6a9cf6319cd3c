package app_test

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/clock"
	"tramway/internal/record"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func draft(title string, audience map[string]any) map[string]any {
	return map[string]any{"template": "free", "must_confirm": true, "audience": audience,
		"content": map[string]any{"en": map[string]any{"title": title, "body": "text of " + title}, "zh": map[string]any{}}}
}

// announced publishes and waits until everybody has it.
func announced(t *testing.T, p *apptest.Person, d map[string]any) string {
	t.Helper()
	v := p.Must("POST", "/o/{org}/announcements", d)
	id := apptest.Text(v, "id")
	p.Must("POST", "/o/{org}/announcements/"+id+"/publish", map[string]any{"revision": v["revision"]})
	apptest.Eventually(t, "handed out", func() bool {
		counts, _ := p.Must("GET", "/o/{org}/announcements/"+id, nil)["counts"].(map[string]any)
		return counts["delivered"] == true
	})
	return id
}

// Whoever has the right for a department announces to it and what is below it, and to
// nobody else; they follow their own and no others; a draft is its author's alone.
func TestAManagerAnnouncesToTheirDepartment(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		boss, staff, other, follower := c.Hire("BOSS"), c.Hire("STAFF"), c.Hire("OTHER"), c.Hire("FOLLOWER")
		department := func(name, parent string) string {
			return apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": name, "parent_id": parent}), "id")
		}
		sales := department("Sales", "")
		kowloon, office := department("Kowloon", sales), department("Office", "")
		for p, d := range map[*apptest.Person]string{staff: kowloon, other: office} {
			c.Admin.Must("PATCH", "/o/{org}/people/"+p.ID, map[string]any{"name": "P", "version": 1, "department_ids": []string{d}})
		}
		grant := func(p *apptest.Person, action string) {
			c.Admin.Must("POST", "/o/{org}/access/grants", map[string]any{"person_id": p.ID, "action": action, "scope": "department", "object": "department:" + sales})
		}
		if a := boss.Ask("POST", "/o/{org}/announcements", draft("no right", map[string]any{"department_ids": []string{sales}})); a.Status != 403 {
			t.Errorf("without the right: %d %s", a.Status, a.Body)
		}
		grant(boss, "announce.publish")
		grant(follower, "announce.follow")
		for name, audience := range map[string]map[string]any{"everybody": {"everybody": true}, "another department": {"department_ids": []string{office}}, "both": {"department_ids": []string{sales, office}}, "somebody else": {"person_ids": []string{other.ID}}, "nobody that is there": {"person_ids": []string{"hk0000"}}} {
			if a := boss.Ask("POST", "/o/{org}/announcements", draft(name, audience)); a.Status != 422 {
				t.Errorf("%s: %d %s", name, a.Status, a.Body)
			}
		}
		id := announced(t, boss, draft("To sales", map[string]any{"department_ids": []string{kowloon}, "person_ids": []string{staff.ID}}))
		all := announced(t, c.Admin, draft("To all", map[string]any{"everybody": true}))
		kept := apptest.Text(boss.Must("POST", "/o/{org}/announcements", draft("Still a draft", map[string]any{"department_ids": []string{sales}})), "id")
		see := func(p *apptest.Person, path string) int {
			return p.Ask("GET", "/o/{org}/announcements/"+path, nil).Status
		}
		for _, k := range []struct {
			what string
			who  *apptest.Person
			path string
			want int
		}{
			{"a receiver reads", staff, id, 200}, {"nobody else does", other, id, 404}, {"an administrator does", c.Admin, id, 200},
			{"a receiver does not follow", staff, id + "/receivers", 404}, {"the author does", boss, id + "/receivers", 200}, {"whoever has the right does", follower, id + "/receivers", 200},
			{"but only of that department", follower, all + "/receivers", 404}, {"nor does the other author", boss, all + "/receivers/export", 404},
			{"a draft is its author's", boss, kept, 200}, {"not the administrator's", c.Admin, kept, 404}, {"nor the follower's", follower, kept, 404},
		} {
			if got := see(k.who, k.path); got != k.want {
				t.Errorf("%s: %d, want %d", k.what, got, k.want)
			}
		}
		for _, change := range []struct {
			path string
			body any
		}{{"/withdraw", map[string]any{"reason": "x"}}, {"/versions", map[string]any{"version": 1, "note": "x", "content": draft("", nil)["content"]}}, {"/unschedule", nil}} {
			if a := boss.Ask("POST", "/o/{org}/announcements/"+all+change.path, change.body); a.Status != 404 {
				t.Errorf("the other's%s: %d %s", change.path, a.Status, a.Body)
			}
		}
		// An audience of which nothing is there any more is nobody's to follow but the author's.
		gone := department("Gone", sales)
		c.Admin.Must("PATCH", "/o/{org}/people/"+follower.ID, map[string]any{"name": "F", "version": 1, "department_ids": []string{gone}})
		to := announced(t, c.Admin, draft("To what is gone", map[string]any{"department_ids": []string{gone}}))
		c.Admin.Must("PATCH", "/o/{org}/people/"+follower.ID, map[string]any{"name": "F", "version": 2})
		c.Admin.Must("DELETE", "/o/{org}/departments/"+gone, nil)
		for _, p := range []*apptest.Person{staff, other, boss} {
			if got := see(p, to); got != 404 {
				t.Errorf("%s reads what went to a department that is gone: %d", p.Login, got)
			}
		}
		titles := []string{}
		for _, row := range apptest.Items(follower.Must("GET", "/o/{org}/announcements?view=written", nil), "items") {
			titles = append(titles, apptest.Text(row, "title"))
		}
		if strings.Join(titles, ",") != "To sales" {
			t.Errorf("in the follower's charge: %v", titles)
		}
	})
}

// What waits for its minute, and what comes after it, is done by whichever program serves
// the house then.
func TestAnAnnouncementWaitsThroughARestart(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		reader := c.Hire("READER")
		d := draft("Tomorrow", map[string]any{"everybody": true})
		at := time.Now().Add(time.Hour)
		d["due_at"], d["remind_days"] = at.Add(72*time.Hour), 2
		v := c.Admin.Must("POST", "/o/{org}/announcements", d)
		if _, has := v["due_at"].(string); !has {
			t.Fatalf("without its due date: %v", v)
		}
		path := "/o/{org}/announcements/" + apptest.Text(v, "id")
		if v = c.Admin.Must("POST", path+"/publish", map[string]any{"revision": v["revision"], "at": at}); apptest.Text(v, "state") != "scheduled" {
			t.Fatalf("put off: %v", v)
		}
		if a := reader.Ask("GET", path, nil); a.Status != 404 {
			t.Errorf("read before its minute: %d", a.Status)
		}
		in.Stop()
		in.Clock = clock.At(at.Add(time.Minute))
		in.Start()
		apptest.Eventually(t, "published and handed out", func() bool { return reader.Ask("GET", path, nil).Status == 200 })
		in.Stop()
		in.Clock = clock.At(at.Add(49 * time.Hour))
		in.Start()
		apptest.Eventually(t, "reminded", func() bool {
			return slices.ContainsFunc(apptest.Items(reader.Must("GET", "/o/{org}/notifications", nil), "items"), func(n map[string]any) bool { return apptest.Text(n, "kind") == "announcement_reminder" })
		})
	})
}

// From My work to the proof: a member confirms, the chase list and the file say so, and
// what a title or a name holds runs in no spreadsheet.
func TestWhoConfirmedIsSeenTakenAwayAndProved(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		reader, late, guest := c.Hire("READER"), c.Hire("LATE"), c.Hire("GUEST")
		c.Become(guest, authz.Guest)
		d := draft("Acceptable use", map[string]any{"everybody": true})
		d["policy"] = true
		d["content"].(map[string]any)["effective_on"] = "2026-12-01"
		id := announced(t, c.Admin, d)
		path := "/o/{org}/announcements/" + id
		c.Admin.Must("PATCH", "/o/{org}/people/"+late.ID, map[string]any{"name": "=HYPERLINK(1)", "version": 1})
		waits := func(p *apptest.Person) bool {
			return slices.ContainsFunc(apptest.Items(p.Must("GET", "/o/{org}/work", nil), "items"), func(v map[string]any) bool { return apptest.Text(v, "ref") == "announcement:"+id })
		}
		if !waits(reader) || waits(guest) {
			t.Errorf("waits for the reader %v, for the guest %v", waits(reader), waits(guest))
		}
		notices := func(p *apptest.Person) (kinds []string) {
			for _, n := range apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items") {
				if apptest.Text(n, "link") == "/announcements/"+id {
					kinds = append(kinds, apptest.Text(n, "kind"))
				}
			}
			return kinds
		}
		apptest.Eventually(t, "told", func() bool { return len(notices(reader)) == 1 })
		if a := reader.Ask("POST", path+"/confirm", map[string]any{"version": 7}); a.Status != 409 || a.Code() != "announcement_changed" {
			t.Errorf("a version that is not there: %d %s", a.Status, a.Body)
		}
		for range 2 {
			reader.Must("POST", path+"/open", nil)
			reader.Must("POST", path+"/confirm", map[string]any{"version": 1})
		}
		if waits(reader) {
			t.Error("it still waits after confirming")
		}
		c.Admin.Must("POST", path+"/remind", nil)
		apptest.Eventually(t, "reminded", func() bool { return len(notices(late)) == 2 })
		if got := notices(reader); len(got) != 1 {
			t.Errorf("who had confirmed was told again: %v", got)
		}
		names := func(state string) (out []string) {
			for _, r := range apptest.Items(c.Admin.Must("GET", path+"/receivers?state="+state, nil), "items") {
				person, _ := r["person"].(map[string]any)
				out = append(out, apptest.Text(person, "id"))
			}
			return out
		}
		if got := names("confirmed"); len(got) != 1 || got[0] != reader.ID {
			t.Errorf("confirmed: %v", got)
		}
		if got := names("open"); len(got) != 2 || slices.Contains(got, reader.ID) || slices.Contains(got, guest.ID) {
			t.Errorf("open: %v", got)
		}
		file := c.Admin.Ask("GET", path+"/receivers/export", nil)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(file.Body), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 4 {
			t.Fatalf("%d rows of %s: %v", len(rows), file.Body, err)
		}
		text := fmt.Sprint(rows)
		if !strings.Contains(text, "'=HYPERLINK(1)") || !strings.Contains(text, "1.0") || strings.Count(text, "confirmed") != 1 {
			t.Errorf("the file: %s", text)
		}
		given := apptest.Items(reader.Must("GET", "/o/{org}/my-policies", nil), "items")
		if len(given) != 1 || apptest.Text(given[0], "label") != "1.0" {
			t.Fatalf("acknowledged: %v", given)
		}
		proof := reader.Ask("GET", path+"/confirmations/1/proof", nil)
		bundle, err := record.ParseBundle(proof.Body)
		if err != nil {
			t.Fatalf("%d %s: %v", proof.Status, proof.Body, err)
		}
		key := apptest.Text(c.Admin.Must("GET", "/o/{org}/record/state", nil), "verifier_key")
		e, _, err := record.Verify(bundle, key)
		if err != nil || e.ID != apptest.Text(given[0], "entry_id") || e.Actor.ID != reader.ID || e.Object != "announcement:"+id {
			t.Errorf("the proof: %v %v", e, err)
		}
		if a := late.Ask("GET", path+"/confirmations/1/proof", nil); a.Status != 404 {
			t.Errorf("another's proof: %d", a.Status)
		}
	})
}

// What conversations may not hold is stopped by the rules that come with the program, and
// told to whoever joins: the policy that goes with them waits in their work until they
// have confirmed it (FEATURES F205).
func TestNewcomersConfirmWhatMayBeSaid(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		preset := c.Admin.Must("GET", "/o/{org}/moderation/preset", nil)
		c.Admin.Must("PUT", "/o/{org}/moderation/rules", map[string]any{"version": 0, "rules": preset["rules"]})
		one := apptest.Items(c.Admin.Must("GET", "/o/{org}/announcements/beginnings", nil), "items")[0]
		id := announced(t, c.Admin, apptest.Object(one, "draft"))
		joiner := c.Hire("JOINER")
		var task map[string]any
		apptest.Eventually(t, "the policy waits in the work of whoever joins", func() bool {
			for _, item := range apptest.Items(joiner.Must("GET", "/o/{org}/work", nil), "items") {
				if strings.HasSuffix(apptest.Text(item, "link"), id) {
					task = item
				}
			}
			return task != nil
		})
		if got := apptest.Text(task, "title"); got != apptest.Text(one, "title") {
			t.Errorf("it is called %q", got)
		}
		v := joiner.Must("GET", "/o/{org}/announcements/"+id, nil)
		joiner.Must("POST", "/o/{org}/announcements/"+id+"/confirm", map[string]any{"version": v["version"]})
		if left := apptest.Items(joiner.Must("GET", "/o/{org}/work", nil), "items"); len(left) != 0 {
			t.Errorf("it still waits: %v", left)
		}
		room := joiner.Direct(c.Admin)
		for n, text := range []string{"Statement of financial position as at 31 March 2026\nCurrent assets 4,210,300", "呢份係客戶資料庫"} {
			a := joiner.Ask("POST", "/o/{org}/conversations/"+room+"/messages", map[string]any{"client_id": fmt.Sprint("client-", n), "text": text})
			if a.Status != 422 {
				t.Errorf("%q passes: %d %s", text, a.Status, a.Body)
			}
		}
	})
}
