package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

const leaveCard = `{"v":1,"blocks":[{"type":"header","text":{"en":"Leave","zh-HK":"請假"}},{"type":"text","text":"MOK Ka Yan wants Friday"},
	{"type":"input","id":"why","label":"Why","max":20},
	{"type":"actions","buttons":[{"id":"approve","text":"Approve","style":"primary"},{"id":"decline","text":"Decline","style":"danger"}]}]}`

// program is what runs at a robot's callback.
type program struct {
	mu      sync.Mutex
	answer  func(w http.ResponseWriter)
	heard   []map[string]any
	headers []http.Header
	bodies  [][]byte
}

func (p *program) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	v := map[string]any{}
	_ = json.Unmarshal(body, &v)
	p.mu.Lock()
	p.heard, p.headers, p.bodies = append(p.heard, v), append(p.headers, r.Header), append(p.bodies, body)
	answer := p.answer
	p.mu.Unlock()
	answer(w)
}

func (p *program) answers(body string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = func(w http.ResponseWriter) { _, _ = io.WriteString(w, body) }
}

func (p *program) times() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.heard)
}

// listening is a robot whose program answers presses.
func (in chatter) listening(t *testing.T) (robot, *program) {
	t.Helper()
	p := &program{}
	p.answers("")
	s := httptest.NewServer(p)
	t.Cleanup(s.Close)
	in.Admin.Must("PUT", "/o/{org}/hooks/rules", map[string]any{"hosts": []string{"localhost"}})
	return in.robot(map[string]any{"name": "HR", "signed": false, "mention_all": false,
		"callback": strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/pressed?key=hunter2"}), p
}

func (in chatter) press(p *apptest.Person, seq, version int, client, action string, values map[string]string) apptest.Answer {
	return p.Ask("POST", in.path(seq, "/card"), map[string]any{"client_id": client, "version": version, "action": action, "values": values})
}

func (in chatter) card(p *apptest.Person, seq int) (version int, text string) {
	m := p.Must("GET", in.path(seq, ""), nil)
	if m["card"] == nil {
		return 0, apptest.Text(m, "text")
	}
	raw, _ := json.Marshal(m["card"])
	return int(apptest.Number(apptest.Object(m, "card"), "version")), string(raw)
}

func TestACardIsPressedAndChangesForEverybody(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		r, program := in.listening(t)
		a := r.says([]byte(`{"text":"**Request**","card":` + leaveCard + `}`))
		if a.Status != 200 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		said := in.latest()
		if said["kind"] != "card" || said["text"] != "**Request**\nLeave / 請假\nMOK Ka Yan wants Friday" || fmt.Sprint(apptest.Object(said, "card")["version"]) != "1" {
			t.Errorf("posted: %v", said)
		}
		program.answers(`{"say":{"en":"Noted","zh-HK":"已記錄"},"card":{"v":1,"blocks":[{"type":"text","text":"Approved by READER"}]}}`)
		a = in.press(in.reader, 2, 1, "press-01", "approve", map[string]string{"why": "earned it"})
		if a.Status != 200 || fmt.Sprint(a.JSON()["say"]) != "map[en:Noted zh-HK:已記錄]" || apptest.Text(apptest.Object(a.JSON(), "message"), "text") != "Approved by READER" {
			t.Fatalf("pressed: %d %s", a.Status, a.Body)
		}
		heard := program.heard[0]
		if heard["type"] != "card.pressed" || heard["action"] != "approve" || fmt.Sprint(heard["values"]) != "map[why:earned it]" || apptest.Text(apptest.Object(heard, "person"), "id") != in.reader.ID ||
			apptest.Text(apptest.Object(heard, "person"), "name") != "READER" || heard["message_id"] != said["id"] {
			t.Errorf("told: %v", heard)
		}
		want := r.signs(program.bodies[0], in.hands.Now(), r.secret)
		if h := program.headers[0]; h.Get("X-Tramway-Timestamp") != want[1] || h.Get("X-Tramway-Signature") != want[3] || h.Get("Idempotency-Key") != apptest.Text(heard, "id") {
			t.Errorf("signed: %v, want %v", h, want)
		}
		again := in.press(in.reader, 2, 1, "press-01", "approve", map[string]string{"why": "earned it"})
		if again.Status != 200 || program.times() != 1 || fmt.Sprint(again.JSON()["say"]) != "map[en:Noted zh-HK:已記錄]" {
			t.Errorf("sent again: %d %s, told %d times", again.Status, again.Body, program.times())
		}
		expectCode(t, "on the card that was", in.press(in.writer, 2, 1, "press-02", "decline", nil), 409, "card_changed")
		if v, text := in.card(in.writer, 2); v != 2 || !strings.Contains(text, "Approved by READER") {
			t.Errorf("another reads version %d: %s", v, text)
		}
		missed := in.writer.Must("GET", in.at("/messages?after=2&rev=0"), nil)
		if changed := apptest.Items(missed, "changed"); len(changed) != 1 || fmt.Sprint(apptest.Object(changed[0], "card")["version"]) != "2" {
			t.Errorf("who was away hears: %v", missed)
		}
		raw, _ := json.Marshal(in.Admin.Must("GET", "/o/{org}/record/entries?limit=200", nil))
		for _, action := range []string{"chat.card.act", "chat.card.change", "hook.call", "hook.rules.set", "card_sha256", `"host":"localhost"`} {
			if !bytes.Contains(raw, []byte(action)) {
				t.Errorf("the record does not have %s", action)
			}
		}
		for _, word := range []string{"earned it", "hunter2", "Approved by"} {
			if bytes.Contains(raw, []byte(word)) {
				t.Errorf("the record tells %q", word)
			}
		}
	})
}

func TestWhatAnswersAPressThatCantBeTaken(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		r, program := in.listening(t)
		if a := r.says([]byte(`{"card":` + leaveCard + `}`)); a.Status != 200 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		expectCode(t, "by somebody outside", in.press(in.Hire("OUTSIDER"), 2, 1, "press-00", "approve", nil), 404, "not_found")
		expectCode(t, "on a text", in.press(in.reader, 1, 1, "press-01", "approve", nil), 404, "not_found")
		if a := in.press(in.reader, 2, 1, "press-02", "burn", nil); a.Status != 422 || !bytes.Contains(a.Body, []byte(`"location":"body.action"`)) {
			t.Errorf("no such button: %d %s", a.Status, a.Body)
		}
		if a := in.press(in.reader, 2, 1, "press-03", "approve", map[string]string{"why": strings.Repeat("長", 21)}); a.Status != 422 || !bytes.Contains(a.Body, []byte(`"location":"body.values.why"`)) {
			t.Errorf("too long: %d %s", a.Status, a.Body)
		}
		if program.times() != 0 {
			t.Fatalf("told %d times of nothing", program.times())
		}
		for what, answer := range map[string]string{"card_bad_answer": `{"card":{"v":1,"blocks":[{"type":"image"}]}}`, "card_refused": `{"refuse":"Ask your manager"}`} {
			program.answers(answer)
			a := in.press(in.reader, 2, 1, "press-"+what, "approve", nil)
			expectCode(t, answer, a, 409, what)
		}
		program.mu.Lock()
		program.answer = func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) }
		program.mu.Unlock()
		expectCode(t, "its program fails", in.press(in.reader, 2, 1, "press-04", "approve", nil), 409, "card_unanswered")
		first := program.heard[program.times()-1]["id"]
		program.answers(`{"say":"Now it worked"}`)
		if a := in.press(in.reader, 2, 1, "press-04", "approve", nil); a.Status != 200 || program.heard[program.times()-1]["id"] != first {
			t.Errorf("tried again: %d %s, as %v and not %v", a.Status, a.Body, program.heard[program.times()-1]["id"], first)
		}
		if v, _ := in.card(in.reader, 2); v != 1 {
			t.Errorf("version %d after nothing changed", v)
		}
		one := in.at("/robots/" + r.id)
		settings := apptest.Items(in.Admin.Must("GET", in.at("/robots"), nil), "items")[0]
		shut := map[string]any{"hosts": []string{}}
		in.Admin.Must("PUT", "/o/{org}/hooks/rules", shut)
		expectCode(t, "the door is shut", in.press(in.reader, 2, 1, "press-05", "approve", nil), 409, "card_shut")
		in.refused(t, in.Admin, "PUT", one, map[string]any{"name": "HR", "signed": false, "mention_all": false, "callback": settings["callback"]}, 422, "invalid")
		in.refused(t, in.writer, "PUT", "/o/{org}/hooks/rules", shut, 403, "not_allowed")
		in.refused(t, in.Admin, "PUT", one, map[string]any{"name": "HR", "signed": false, "mention_all": false, "callback": "ftp://localhost"}, 422, "invalid")
		in.Admin.Must("PUT", one, map[string]any{"name": "HR", "signed": false, "mention_all": false})
		expectCode(t, "without a callback", in.press(in.reader, 2, 1, "press-06", "approve", nil), 409, "card_orphan")
		if a := r.says([]byte(`{"card":` + leaveCard + `}`)); a.Status != 422 || !bytes.Contains(a.Body, []byte(`"location":"body.card"`)) {
			t.Errorf("a card that nobody would answer for: %d %s", a.Status, a.Body)
		}
		in.Admin.Must("POST", in.at("/archive"), map[string]any{"archived": true})
		expectCode(t, "archived", in.press(in.reader, 2, 1, "press-07", "approve", nil), 409, "conversation_archived")
		in.Admin.Must("POST", in.at("/archive"), map[string]any{"archived": false})
		in.Admin.Must("DELETE", one, nil)
		expectCode(t, "its robot is gone", in.press(in.reader, 2, 1, "press-08", "approve", nil), 409, "card_orphan")
		in.Admin.Must("POST", in.path(2, "/recall"), nil)
		expectCode(t, "recalled", in.press(in.reader, 2, 1, "press-09", "approve", nil), 409, "message_gone")
		if m := in.reader.Must("GET", in.path(2, ""), nil); m["card"] != nil || m["text"] != "" {
			t.Errorf("a recalled card shows %v", m)
		}
	})
}

func TestOneAnswerIsWaitedForAtATime(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		r, program := in.listening(t)
		a := r.says([]byte(`{"card":` + leaveCard + `}`))
		reached, release := make(chan bool, 1), make(chan bool)
		program.mu.Lock()
		program.answer = func(w http.ResponseWriter) {
			reached <- true
			<-release
			_, _ = io.WriteString(w, `{"say":"late","card":{"v":1,"blocks":[{"type":"text","text":"of the press"}]}}`)
		}
		program.mu.Unlock()
		first := make(chan apptest.Answer)
		go func() { first <- in.press(in.reader, 2, 1, "press-01", "approve", nil) }()
		<-reached
		expectCode(t, "another's press", in.press(in.writer, 2, 1, "press-02", "decline", nil), 409, "card_busy")
		expectCode(t, "the same one twice", in.press(in.reader, 2, 1, "press-01", "approve", nil), 409, "card_busy")
		message := apptest.Text(a.JSON(), "message_id")
		change := in.In.Nobody().Ask("PUT", r.door+"/cards/"+message, []byte(`{"v":1,"blocks":[{"type":"text","text":"of the program"}]}`))
		if change.Status != 204 {
			t.Errorf("changed meanwhile: %d %s", change.Status, change.Body)
		}
		close(release)
		if a := <-first; a.Status != 200 || fmt.Sprint(a.JSON()["say"]) != "map[:late]" {
			t.Errorf("the press: %d %s", a.Status, a.Body)
		}
		if v, text := in.card(in.reader, 2); v != 2 || !strings.Contains(text, "of the program") {
			t.Errorf("version %d: %s; what the program put there later is the later word", v, text)
		}
	})
}

// A press whose answer never came, because the program stopped, is not waited for for ever.
func TestAPressThatWasLostCanBeTriedAgain(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		r, _ := in.listening(t)
		if a := r.says([]byte(`{"card":` + leaveCard + `}`)); a.Status != 200 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		o, err := in.In.App.Registry.Open(t.Context(), in.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		err = o.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
			tx.Exempt("once")
			_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.card_presses(conversation, seq, person, client_id, at, done, said) VALUES(?,2,?,'press-01',?,FALSE,?)`,
				in.conv, in.reader.ID, sqldb.At(tx.Now()), sqldb.Seal(""))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		expectCode(t, "at once", in.press(in.reader, 2, 1, "press-01", "approve", nil), 409, "card_busy")
		in.hands.Advance(16 * time.Second)
		if a := in.press(in.reader, 2, 1, "press-01", "approve", nil); a.Status != 200 {
			t.Errorf("later: %d %s", a.Status, a.Body)
		}
	})
}

func TestARobotChangesItsCards(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		r := in.robot(map[string]any{"name": "Build", "signed": true, "mention_all": false})
		other := in.robot(map[string]any{"name": "Lift", "signed": false, "mention_all": false})
		send := func(method, path string, body string) apptest.Answer {
			return in.In.Nobody().Ask(method, path, []byte(body), r.signs([]byte(body), in.hands.Now(), r.secret)...)
		}
		a := send("POST", r.door, `{"msgtype":"actionCard","actionCard":{"title":"Build 17","text":"**running**","btnOrientation":"0","btns":[{"title":"Log","actionURL":"https://build.example/17"},
			{"title":"In DingTalk","actionURL":"dingtalk://dingtalkclient/page/link?url=https%3A%2F%2Fbuild.example%2F18&pc_slide=true"}]}}`)
		if last := in.latest(); a.Status != 200 || last["text"] != "**running**" || !strings.Contains(fmt.Sprint(last["card"]), "https://build.example/18") {
			t.Fatalf("%d %s: %v", a.Status, a.Body, last)
		}
		card := "/cards/" + apptest.Text(a.JSON(), "message_id")
		green := `{"v":1,"blocks":[{"type":"text","text":"**green**"}]}`
		expectCode(t, "unsigned", in.In.Nobody().Ask("PUT", r.door+card, []byte(green)), 403, "hook_signature")
		expectCode(t, "another robot's", in.In.Nobody().Ask("PUT", other.door+card, []byte(green)), 404, "not_found")
		if a := send("PUT", r.door+card, `{"v":1,"blocks":[{"type":"text"}]}`); a.Status != 422 || !bytes.Contains(a.Body, []byte(`"location":"body#/blocks/0/text"`)) {
			t.Errorf("malformed: %d %s", a.Status, a.Body)
		}
		if a := send("PUT", r.door+card, green); a.Status != 204 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		if v, text := in.card(in.reader, 2); v != 2 || !strings.Contains(text, "**green**") {
			t.Errorf("version %d: %s", v, text)
		}
		in.hands.Advance(time.Second)
		if a := send("PUT", r.door+card, green); a.Status != 204 {
			t.Errorf("the same again: %d %s", a.Status, a.Body)
		}
		if v, _ := in.card(in.reader, 2); v != 2 {
			t.Errorf("the same card is version %d", v)
		}
		carried := fmt.Sprint(in.reader.Must("POST", in.at("/forward"), in.forwarding("forward-1", true, "", 2)))
		if !strings.Contains(carried, "**green**") {
			t.Errorf("forwarded: %s", carried)
		}
		apptest.Eventually(t, "it is found by what it says now", func() bool {
			return len(apptest.Items(in.reader.Must("GET", "/o/{org}/search/messages?q=green", nil), "items")) > 0
		})
		in.refused(t, in.writer, "PATCH", in.path(2, ""), edit("mine", 1), 409, "not_own_message")
		in.Admin.Must("POST", in.path(2, "/recall"), nil)
		in.hands.Advance(time.Second)
		expectCode(t, "recalled", send("PUT", r.door+card, `{"v":1,"blocks":[{"type":"text","text":"red"}]}`), 409, "message_gone")
	})
}
