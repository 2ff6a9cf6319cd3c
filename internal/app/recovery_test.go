package app_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// gateway is a provider of short messages that keeps the last.
type gateway struct {
	mu       sync.Mutex
	to, text string
}

func (g *gateway) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	var m struct{ To, Text string }
	_ = json.NewDecoder(r.Body).Decode(&m) // an empty message fails the test
	g.mu.Lock()
	defer g.mu.Unlock()
	g.to, g.text = m.To, m.Text
}

// code is in the last message.
func (g *gateway) code() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	code, _, _ := strings.Cut(g.text, " ")
	return code
}

func TestALockedOutAdministratorComesInAgain(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		phone := &gateway{}
		provider := httptest.NewServer(phone)
		t.Cleanup(provider.Close)
		in := apptest.New(t, engine, func(c *app.Config) { c.SMS.URL, c.RecoveryWait = provider.URL, time.Nanosecond })
		c := in.Setup()
		ada, ben := c.Admin, c.Hire("BEN")
		c.Become(ben, authz.Administrator, authz.Member)
		ben.Strengthen()
		if a := ada.Ask("POST", "/me/mobile/begin", map[string]any{"number": "2123 4567"}); !strings.Contains(string(a.Body), "mobile_hk") {
			t.Errorf("a fixed line: %s", a.Body)
		}
		ada.Must("POST", "/me/mobile/begin", map[string]any{"number": "9123 4567"})
		if phone.to != "+85291234567" {
			t.Fatalf("sent to %q", phone.to)
		}
		ada.Must("POST", "/me/mobile/finish", map[string]any{"code": phone.code()})
		lost := in.Nobody()
		token := apptest.Text(lost.Must("POST", "/recovery", map[string]any{"login": ada.Login}), "token")
		unknown := apptest.Text(lost.Must("POST", "/recovery", map[string]any{"login": "nobody@harbour.example"}), "token")
		follow := func(path string, more ...string) apptest.Answer {
			body := map[string]any{"token": token}
			for n := 0; n+1 < len(more); n += 2 {
				body[more[n]] = more[n+1]
			}
			return lost.Ask("POST", "/recovery/"+path, body)
		}
		open := ""
		apptest.Eventually(t, "the recovery is open", func() bool {
			for _, r := range apptest.Items(ben.Must("GET", "/o/{org}/recoveries", nil), "items") {
				open = apptest.Text(r, "id")
			}
			return open != ""
		})
		if a := ada.Ask("POST", "/o/{org}/recoveries/"+open+"/approve", nil); a.Code() != "recovery_own" {
			t.Errorf("their own: %s", a.Body)
		}
		one, other := follow("state").Body, lost.Ask("POST", "/recovery/state", map[string]any{"token": unknown}).Body
		if string(one) != string(other) {
			t.Errorf("a login that is there: %s; one that is not: %s", one, other)
		}
		if a, b := follow("send"), lost.Ask("POST", "/recovery/send", map[string]any{"token": unknown}); a.Code() != "recovery_step" || b.Code() != a.Code() {
			t.Errorf("sending before approval: %s %s", a.Body, b.Body)
		}
		ben.Must("POST", "/o/{org}/recoveries/"+open+"/approve", nil)
		if s := follow("state").JSON(); s["step"] != "approved" || s["mobile"] != "+852 •••• ••67" {
			t.Errorf("approved: %v", s)
		}
		if a := follow("send"); a.Status != 204 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		if a := follow("prove", "code", "nonsense"); a.Status != 422 {
			t.Errorf("a guess: %d %s", a.Status, a.Body)
		}
		if s := follow("prove", "code", phone.code()).JSON(); s["step"] != "ready" {
			t.Fatalf("proved, with a waiting time of nothing: %v", s)
		}
		ada.Password = "another long password"
		if a := follow("finish", "password", ada.Password); a.Status != 200 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		if ada.Ask("GET", "/o/{org}/me", nil).Status != 401 {
			t.Error("the sessions of before live")
		}
		back := apptest.Person{In: in, Org: c.ID, ID: ada.ID, Login: ada.Login, Password: ada.Password}
		back.SignIn()
		if a := back.Ask("GET", "/o/{org}/recoveries", nil); a.Code() != "second_factor_needed" {
			t.Errorf("the console before a new second factor: %s", a.Body)
		}
		back.Strengthen()
		want := []string{"account.recovery.prove_mobile", "account.recovery.wrong_code", "account.recovery.send_code", "account.recovery.approve", "account.recovery.ask"}
		if got := actions(&back, "account.recovery"); !slices.Equal(got, want) {
			t.Errorf("recorded, newest first: %v", got)
		}
		if got := actions(&back, "account.recover"); !slices.Contains(got, "account.recover") {
			t.Errorf("recorded: %v", got)
		}
		kinds := []string{}
		apptest.Eventually(t, "the other administrator is told", func() bool {
			kinds = kinds[:0]
			for _, n := range apptest.Items(ben.Must("GET", "/o/{org}/notifications", nil), "items") {
				kinds = append(kinds, apptest.Text(n, "kind"))
			}
			return slices.Contains(kinds, "recovery_asked") && slices.Contains(kinds, "recovery_waiting")
		})
	})
}
