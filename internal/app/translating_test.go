package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"tramway/internal/app/apptest"
)

// interpreter speaks the protocol of LibreTranslate and keeps what it was sent.
type interpreter struct {
	*httptest.Server
	heard  atomic.Value // string: the last text
	asked  atomic.Int32
	status atomic.Int32
}

func newInterpreter(t *testing.T) *interpreter {
	t.Helper()
	i := &interpreter{}
	i.status.Store(http.StatusOK)
	h := http.NewServeMux()
	h.HandleFunc("GET /languages", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, `[{"code":"en"},{"code":"zh"}]`)
	})
	h.HandleFunc("POST /translate", func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Q, Target string }
		_ = json.NewDecoder(r.Body).Decode(&in)
		i.heard.Store(in.Q)
		i.asked.Add(1)
		w.WriteHeader(int(i.status.Load()))
		_ = json.NewEncoder(w).Encode(map[string]any{"translatedText": in.Target + ": " + in.Q, "detectedLanguage": map[string]any{"language": "en", "confidence": 80}})
	})
	i.Server = httptest.NewServer(h)
	t.Cleanup(i.Close)
	return i
}

func (i *interpreter) host() string { return strings.TrimPrefix(i.URL, "http://") }

// eachTranslated is eachTalk where the operator named a translation server.
func eachTranslated(t *testing.T, fn func(t *testing.T, in chatter, server *interpreter)) {
	eachTalk(t, func(t *testing.T, in chatter) {
		server := newInterpreter(t)
		in.In.Stop()
		in.In.Config.Translate.URL = server.URL
		in.In.Start()
		fn(t, in, server)
	})
}

// translated sets the server that the organisation agrees to.
func (in chatter) translated(at string) apptest.Answer {
	rules := in.Admin.Must("GET", "/o/{org}/chat/rules", nil)
	rules["translate_at"] = at
	return in.Admin.Ask("PUT", "/o/{org}/chat/rules", rules)
}

var intoChinese = map[string]any{"target": "zh-HK"}

// Off until an administrator agrees to that server; then whoever reads a message has it
// translated for themselves, and the record knows who sent what where, and not the text.
func TestAMessageIsTranslatedForWhoeverReadsIt(t *testing.T) {
	eachTranslated(t, func(t *testing.T, in chatter, server *interpreter) {
		path := in.path(1, "/translation")
		in.refused(t, in.reader, "POST", path, intoChinese, http.StatusConflict, "translation_off")
		in.refused(t, in.reader, "GET", "/o/{org}/chat/translation", nil, http.StatusForbidden, "not_allowed")
		if got := apptest.Text(in.Admin.Must("GET", "/o/{org}/chat/translation", nil), "server"); got != server.host() {
			t.Errorf("the operator's server is %q", got)
		}
		if a := in.translated("elsewhere.example"); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("agreed to a server that nobody named: %d %s", a.Status, a.Body)
		}
		if a := in.translated(server.host()); a.Status != http.StatusOK {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		got := in.reader.Must("POST", path, intoChinese)
		if apptest.Text(got, "text") != "zh: the first text" || apptest.Text(got, "from") != "en" || apptest.Text(got, "to") != "zh-Hans" || apptest.Text(got, "server") != server.host() {
			t.Errorf("translated: %v", got)
		}
		if m := in.writer.Must("GET", in.path(1, ""), nil); apptest.Text(m, "text") != "the first text" || apptest.Number(m, "rev") != 0 {
			t.Errorf("the message itself: %v", m)
		}
		entries := apptest.Items(in.Admin.Must("GET", "/o/{org}/record/entries?action=chat.message.translate&actor="+in.reader.ID, nil), "items")
		told := fmt.Sprint(entries)
		if len(entries) != 1 || !strings.Contains(told, server.host()) || !strings.Contains(told, in.conv) || !strings.Contains(told, "14") || strings.Contains(told, "first text") {
			t.Errorf("in the record: %v", told)
		}
		if told := fmt.Sprint(in.Admin.Must("GET", "/o/{org}/record/entries?action=chat.rules.set", nil)); !strings.Contains(told, server.host()) {
			t.Errorf("what was agreed to is not in the record: %v", told)
		}
		in.sends(t, in.writer, "long-00001", map[string]any{"text": strings.Repeat("海", 20000)})
		in.reader.Must("POST", in.path(2, "/translation"), intoChinese)
		in.sends(t, in.writer, "file-00001", map[string]any{"files": []string{uploaded(t, in.writer, []byte("x"), "filename", "x.txt")}})
		in.refused(t, in.reader, "POST", in.path(3, "/translation"), intoChinese, http.StatusConflict, "translation_nothing")
	})
}

// What may not be forwarded may not be translated, and the attempt is in the record; who
// does not read a message does not have it translated.
func TestWhatDoesNotLeaveIsNotTranslated(t *testing.T) {
	eachTranslated(t, func(t *testing.T, in chatter, server *interpreter) {
		in.translated(server.host())
		path := in.path(1, "/translation")
		in.refused(t, in.Hire("OTHER"), "POST", path, intoChinese, http.StatusNotFound, "not_found")
		in.refused(t, in.reader, "POST", in.path(9, "/translation"), intoChinese, http.StatusNotFound, "not_found")
		late := in.Hire("LATE")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		in.refused(t, late, "POST", path, intoChinese, http.StatusNotFound, "not_found")
		in.refused(t, in.reader, "POST", path, map[string]any{"target": "../x"}, http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.reader, "POST", path, map[string]any{"target": "vi"}, http.StatusConflict, "translation_language")
		in.writer.Must("PUT", in.path(1, "/restriction"), nil)
		in.refused(t, in.reader, "POST", path, intoChinese, http.StatusConflict, "message_restricted")
		in.writer.Must("DELETE", in.path(1, "/restriction"), nil)
		rules := in.Admin.Must("GET", "/o/{org}/chat/rules", nil)
		rules["forwarding"] = false
		in.Admin.Must("PUT", "/o/{org}/chat/rules", rules)
		in.refused(t, in.reader, "POST", path, intoChinese, http.StatusConflict, "forwarding_off")
		if n := len(apptest.Items(in.Admin.Must("GET", "/o/{org}/record/entries?action=chat.message.translate_refused&actor="+in.reader.ID, nil), "items")); n != 2 {
			t.Errorf("%d attempts in the record", n)
		}
		in.writer.Must("POST", in.path(1, "/recall"), nil)
		in.refused(t, in.reader, "POST", path, intoChinese, http.StatusConflict, "message_gone")
		if n := server.asked.Load(); n != 0 {
			t.Errorf("the server was asked %d times", n)
		}
	})
}

// Nobody sends a conversation out message by message with a script.
func TestTranslationsArePaced(t *testing.T) {
	eachTranslated(t, func(t *testing.T, in chatter, server *interpreter) {
		in.In.Stop()
		in.In.Paced = true
		in.In.Start()
		in.translated(server.host())
		for range 30 {
			in.reader.Must("POST", in.path(1, "/translation"), intoChinese)
		}
		in.refused(t, in.reader, "POST", in.path(1, "/translation"), intoChinese, http.StatusTooManyRequests, "too_many_translations")
		if n := server.asked.Load(); n != 30 {
			t.Errorf("the server was asked %d times", n)
		}
	})
}

// A server that is down or refuses is told as such; another server than the one agreed
// to gets nothing, nor does any where the operator names none.
func TestATranslationServerThatIsNotThere(t *testing.T) {
	eachTranslated(t, func(t *testing.T, in chatter, server *interpreter) {
		in.translated(server.host())
		path := in.path(1, "/translation")
		can := func() string { return fmt.Sprint(in.reader.Must("GET", in.at(""), nil)["can"]) }
		if !strings.Contains(can(), "translate") {
			t.Errorf("can: %s", can())
		}
		for status, code := range map[int]string{500: "translation_down", 403: "translation_refused"} {
			server.status.Store(int32(status))
			in.refused(t, in.reader, "POST", path, intoChinese, http.StatusServiceUnavailable, code)
		}
		server.Close()
		in.refused(t, in.reader, "POST", path, intoChinese, http.StatusServiceUnavailable, "translation_down")
		restarted := func(url string) {
			in.In.Stop()
			in.In.Config.Translate.URL = url
			in.In.Start()
		}
		other := newInterpreter(t)
		restarted(other.URL)
		in.refused(t, in.reader, "POST", path, intoChinese, http.StatusConflict, "translation_off")
		restarted("")
		in.refused(t, in.reader, "POST", path, intoChinese, http.StatusConflict, "translation_off")
		if rules := in.Admin.Must("GET", "/o/{org}/chat/rules", nil); apptest.Text(rules, "translate_at") != "" || strings.Contains(can(), "translate") || other.asked.Load() != 0 {
			t.Errorf("rules %v, can %s", rules, can())
		}
	})
}
