package app_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
)

// robot is a robot of the talk and what its program was given.
type robot struct {
	in               chatter
	id, door, secret string
}

func (in chatter) robot(settings map[string]any) robot {
	v := in.Admin.Must("POST", in.at("/robots"), settings)
	_, door, _ := strings.Cut(apptest.Text(v, "address"), "/api/v1")
	return robot{in, apptest.Text(v, "id"), door, apptest.Text(v, "secret")}
}

func (r robot) says(body any, headers ...string) apptest.Answer {
	return r.in.In.Nobody().Ask("POST", r.door, body, headers...)
}

// signs is a signed request of a moment.
func (r robot) signs(body []byte, at time.Time, secret string) []string {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(stamp + "\n" + string(body)))
	return []string{"X-Tramway-Timestamp", stamp, "X-Tramway-Signature", hex.EncodeToString(mac.Sum(nil))}
}

func expectCode(t *testing.T, what string, a apptest.Answer, status int, code string) {
	t.Helper()
	if a.Status != status || a.Code() != code {
		t.Errorf("%s: %d %s, want %d %s", what, a.Status, a.Body, status, code)
	}
}

func (in chatter) latest() map[string]any {
	all := apptest.Items(in.reader.Must("GET", in.at("/messages"), nil), "items")
	return all[len(all)-1]
}

func TestARobotPostsInItsGroup(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		r := in.robot(map[string]any{"name": "Build", "signed": false, "mention_all": false})
		for body, want := range map[string]string{
			`{"text":"**green**"}`:                                                     "**green**",
			`{"msgtype":"text","text":{"content":"disk full"}}`:                        "disk full",
			`{"msgtype":"markdown","markdown":{"title":"Alert","text":"# Mooring 3"}}`: "# Mooring 3",
		} {
			a := r.says([]byte(body))
			last := in.latest()
			if a.Status != 200 || apptest.Text(a.JSON(), "message_id") != last["id"] || last["text"] != want ||
				last["sender_name"] != "Build" || last["robot"] != true || last["sender_id"] != r.id {
				t.Errorf("%s: %d %s, and the group reads %v", body, a.Status, a.Body, last)
			}
		}
		first := r.says(map[string]any{"text": "once"}, "Idempotency-Key", "deploy-17")
		again := r.says(map[string]any{"text": "once"}, "Idempotency-Key", "deploy-17")
		if first.Status != 200 || apptest.Text(first.JSON(), "message_id") != apptest.Text(again.JSON(), "message_id") || apptest.Number(in.latest(), "seq") != 5 {
			t.Errorf("said again: %s, %s", first.Body, again.Body)
		}
		for body, field := range map[string]string{`{`: "body", `{"text":""}`: "body.text", `{"text":{"content":"x"}}`: "body.text", `{"msgtype":"link"}`: "body.msgtype",
			`{"text":"x","mentions":["all"]}`: "body.mentions", `{"text":"x","mentions":["` + in.reader.ID + `"]}`: "body.mentions",
			`{"text":"` + strings.Repeat("長", 20001) + `"}`: "body.text"} {
			a := r.says([]byte(body))
			if a.Status != 422 || !bytes.Contains(a.Body, []byte(`"location":"`+field+`"`)) {
				t.Errorf("%.60s: %d %.300s", body, a.Status, a.Body)
			}
		}
		expectCode(t, "too large", r.says(bytes.Repeat([]byte(" "), 64<<10+1)), 413, "too_large")
		posted := apptest.Items(in.Admin.Must("GET", "/o/{org}/record/entries?action=chat.message.post&limit=1", nil), "items")
		if raw, _ := json.Marshal(posted); !bytes.Contains(raw, []byte(r.id)) || !bytes.Contains(raw, []byte("Build (robot)")) {
			t.Errorf("the record does not say which robot it was: %s", raw)
		}
	})
}

func TestASignatureIsOfThisTimeAndUsedOnce(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		r := in.robot(map[string]any{"name": "ERP", "signed": true, "mention_all": true})
		body := []byte(`{"text":"month closed","mentions":["all"]}`)
		expectCode(t, "unsigned", r.says(body), 403, "hook_signature")
		expectCode(t, "with another secret", r.says(body, r.signs(body, in.hands.Now(), "guess")...), 403, "hook_signature")
		expectCode(t, "of another body", r.says([]byte(`{"text":"x"}`), r.signs(body, in.hands.Now(), r.secret)...), 403, "hook_signature")
		for _, off := range []time.Duration{-301 * time.Second, 301 * time.Second} {
			expectCode(t, "not of this time", r.says(body, r.signs(body, in.hands.Now().Add(off), r.secret)...), 403, "hook_late")
		}
		signed := r.signs(body, in.hands.Now().Add(-299*time.Second), r.secret)
		if a := r.says(body, signed...); a.Status != 200 {
			t.Fatalf("signed: %d %s", a.Status, a.Body)
		}
		expectCode(t, "again", r.says(body, signed...), 409, "hook_replayed")
		expectCode(t, "again, under a key", r.says(body, append(signed, "Idempotency-Key", "another")...), 409, "hook_replayed")
		if apptest.Number(in.latest(), "seq") != 2 {
			t.Error("what was refused was posted")
		}
		apptest.Eventually(t, "everybody was called, by a robot", func() bool {
			return slices.ContainsFunc(apptest.Items(in.reader.Must("GET", "/o/{org}/notifications", nil), "items"), func(n map[string]any) bool {
				raw, _ := json.Marshal(n)
				return apptest.Text(n, "kind") == "mention_all" && bytes.Contains(raw, []byte("ERP (robot)"))
			})
		})
	})
}

func TestARobotIsKeptByWhoLeadsItsGroup(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		settings := map[string]any{"name": "Lift 2", "signed": false, "mention_all": false}
		in.refused(t, in.writer, "POST", in.at("/robots"), settings, http.StatusConflict, "group_admins_only")
		in.refused(t, in.writer, "GET", in.at("/robots"), nil, http.StatusConflict, "group_admins_only")
		in.refused(t, in.Hire("OUTSIDER"), "GET", in.at("/robots"), nil, http.StatusNotFound, "not_found")
		r := in.robot(settings)
		stale := r
		one := in.at("/robots/" + r.id)
		said := map[string]any{"text": "doors open"}
		if a := r.says(said); a.Status != 200 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		in.refused(t, in.Admin, "POST", in.at("/members"), map[string]any{"person_ids": []string{r.id}}, http.StatusUnprocessableEntity, "invalid")
		if got := apptest.Items(in.Admin.Must("GET", in.at("/robots"), nil), "items"); len(got) != 1 || apptest.Text(got[0], "used_at") == "" || got[0]["secret"] != nil || got[0]["address"] != nil {
			t.Errorf("the list: %v", got)
		}
		v := in.Admin.Must("POST", one+"/renew", nil)
		_, r.door, _ = strings.Cut(apptest.Text(v, "address"), "/api/v1")
		never := stale
		never.door = "/hooks/nothing"
		expectCode(t, "no address", never.says(said), 404, "not_found")
		expectCode(t, "an old address", stale.says(said), 404, "not_found")
		never.door = r.door + "x"
		expectCode(t, "nearly one", never.says(said), 404, "not_found")
		settings["disabled"] = true
		in.Admin.Must("PUT", one, settings)
		expectCode(t, "switched off", r.says(said), 404, "not_found")
		settings["disabled"] = false
		in.Admin.Must("PUT", one, settings)
		in.Admin.Must("POST", in.at("/archive"), map[string]any{"archived": true})
		expectCode(t, "archived", r.says(said), 409, "conversation_archived")
		in.Admin.Must("POST", in.at("/archive"), map[string]any{"archived": false})
		if a := r.says(said); a.Status != 200 {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		in.Admin.Must("DELETE", one, nil)
		expectCode(t, "deleted", r.says(said), 404, "not_found")
		if last := in.latest(); last["sender_name"] != "Lift 2" || last["robot"] != true {
			t.Errorf("what it said: %v", last)
		}
		if left := apptest.Items(in.Admin.Must("GET", in.at("/robots"), nil), "items"); len(left) != 0 {
			t.Errorf("left: %v", left)
		}
	})
}

func TestARobotSpeaksNoFasterThanItMay(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		r := in.robot(map[string]any{"name": "Loop", "signed": false, "mention_all": false})
		for range 20 {
			if a := r.says(map[string]any{"text": "again"}); a.Status != 200 {
				t.Fatalf("%d %s", a.Status, a.Body)
			}
		}
		a := r.says(map[string]any{"text": "again"})
		expectCode(t, "the twenty-first", a, 429, "hook_too_fast")
		if a.Header.Get("Retry-After") != "3" {
			t.Errorf("Retry-After: %q", a.Header.Get("Retry-After"))
		}
		in.hands.Advance(3 * time.Second)
		if a := r.says(map[string]any{"text": "later"}); a.Status != 200 {
			t.Errorf("three seconds later: %d %s", a.Status, a.Body)
		}
	})
}
