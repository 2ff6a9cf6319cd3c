package siem

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"tramway/internal/lang"
	"tramway/internal/record"
)

func sample(action string) Event {
	return Event{Index: 7, Name: "Wörter | \\ = 字\nend", Origin: "tramway.example/log/acme", Version: "1.2", Entry: record.Entry{
		ID: "e1", At: 1_700_000_000_123_456, Org: "acme", Actor: record.Actor{ID: "p1", Kind: "member"}, Address: "203.0.113.9", Action: action,
		Object: "person:p2", Device: "Fire|fox = \\ 字\r\nX", Before: json.RawMessage(`{"name":"MARK"}`), After: json.RawMessage(`{"name":"MARK 😀"}`), Note: map[string]string{"n": "MARK"}}}
}

// Every action that the program records is in the table, and nothing else.
func TestNoActionIsUnmapped(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, key := range lang.Keys(lang.English) {
		if action, is := strings.CutPrefix(key, "act."); is {
			known[action] = true
			if _, ok := Classes[action]; !ok {
				t.Errorf("%s has no line in classes.tsv", action)
			}
		}
	}
	for action := range Classes {
		if !known[action] {
			t.Errorf("%s is in classes.tsv, and no action", action)
		}
	}
}

// The table in docs is that of the program.
func TestTheTableIsInTheDocs(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../../../../docs/siem.md")
	if err != nil {
		t.Fatal(err)
	}
	for action, c := range Classes {
		line := fmt.Sprintf("| `%s` | %d | %d | %d |\n", action, c.UID, c.Activity, c.Severity)
		if !strings.Contains(string(doc), line) {
			t.Errorf("docs/siem.md lacks %s", line)
		}
	}
}

// needed are the attributes that OCSF 1.8.0 requires of a class, beside those of every
// event; of authentication it asks for a service or an endpoint.
var needed = map[int][]string{
	accountChange: {"user"}, authentication: {"user", "service"}, entities: {"entity"}, userAccess: {"user", "privileges"}, groups: {"group"},
	apiActivity: {"actor", "api", "src_endpoint"}, fileHosting: {"actor", "file", "src_endpoint"},
}

// activities of OCSF 1.8.0: the greatest of each class.
var activities = map[int]int{accountChange: 12, authentication: 7, entities: 13, userAccess: 2, groups: 13, apiActivity: 4, fileHosting: 17}

func TestEventsHaveWhatTheirClassNeeds(t *testing.T) {
	t.Parallel()
	for action, c := range Classes {
		if c.Activity != 99 && (c.Activity < 1 || c.Activity > activities[c.UID]) || c.Severity < 1 || c.Severity > 4 {
			t.Errorf("%s: no activity %d of class %d, or severity %d", action, c.Activity, c.UID, c.Severity)
		}
		text := sample(action).Message(OCSF)
		var got map[string]any
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		for _, name := range append([]string{"activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid"}, needed[c.UID]...) {
			if got[name] == nil {
				t.Errorf("%s lacks %s", action, name)
			}
		}
		if got["type_uid"] != float64(c.UID*100+c.Activity) || got["category_uid"] != float64(c.UID/1000) || got["time"] != float64(1_700_000_000_123) {
			t.Errorf("%s: %s", action, text)
		}
		meta := got["metadata"].(map[string]any)
		if meta["version"] != "1.8.0" || meta["uid"] != "e1" || meta["sequence"] != float64(7) || meta["product"] == nil {
			t.Errorf("%s: metadata %v", action, meta)
		}
	}
}

func TestBodiesStayInsideUnlessAskedFor(t *testing.T) {
	t.Parallel()
	for _, f := range []Format{OCSF, CEF} {
		e := sample("directory.person.edit")
		if text := e.Message(f); strings.Contains(text, "MARK") {
			t.Errorf("%s: %s", f, text)
		}
		e.Bodies = true
		if text := e.Message(f); !strings.Contains(text, "MARK") {
			t.Errorf("%s: %s", f, text)
		}
		e.Entry.After = json.RawMessage(`"` + strings.Repeat("MARK", MaxMessage) + `"`)
		if text := e.Message(f); len(text) > MaxMessage || strings.Contains(text, "MARK") {
			t.Errorf("%s: %d bytes", f, len(text))
		}
	}
}

func TestCEFIsEscaped(t *testing.T) {
	t.Parallel()
	e := sample("account.sign_in_failed")
	text := e.Message(CEF)
	for _, want := range []string{
		`CEF:0|Tramway|Tramway|1.2|account.sign_in_failed|Wörter \| \\ = 字 end|3|rt=1700000000123 `,
		` src=203.0.113.9 `, ` cs4=Fire|fox \= \\ 字\r\nX`, ` cs1Label=object cs1=person:p2 `, ` cn1=7`, ` outcome=failure`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	e.Entry.Address = "2001:db8::1"
	if text := e.Message(CEF); !strings.Contains(text, "c6a2Label=Source IPv6 Address c6a2=2001:db8::1") || strings.Contains(text, " src=") {
		t.Error(text)
	}
}

func TestAFrameIsAMessageWithItsLength(t *testing.T) {
	t.Parallel()
	for _, f := range []Format{OCSF, CEF} {
		frame := string(sample("access.role.give").Frame(f))
		length, message, _ := strings.Cut(frame, " ")
		if n, err := strconv.Atoi(length); err != nil || n != len(message) {
			t.Errorf("%s is not the length of %d bytes", length, len(message))
		}
		if !strings.HasPrefix(message, "<109>1 2023-11-14T22:13:20.123456Z tramway.example tramway - access.role.give - ") {
			t.Error(message)
		}
	}
}

// Whatever an entry says, a message is one line, OCSF is plain ASCII and reads back, and
// the header keeps its words.
func FuzzMessage(f *testing.F) {
	f.Add("person:p", "a|b\\c=d\n", "10.0.0.1", `{"a":"\u2028"}`)
	f.Add("", "\x00\x7f😀", "fe80::1%eth0", `"`)
	f.Fuzz(func(t *testing.T, object, device, address, body string) {
		e := sample("chat.message.post")
		e.Entry.Object, e.Entry.Device, e.Entry.Address, e.Bodies = object, device, address, true
		if json.Valid([]byte(body)) {
			e.Entry.After = json.RawMessage(body)
		}
		ocsf := e.Message(OCSF)
		if !json.Valid([]byte(ocsf)) || strings.ContainsFunc(ocsf, func(r rune) bool { return r < ' ' || r > '~' && r != 0x7f }) {
			t.Errorf("%q", ocsf)
		}
		if cef := e.Message(CEF); strings.ContainsFunc(cef, func(r rune) bool { return r < ' ' }) {
			t.Errorf("%q", cef)
		}
		if head := strings.SplitN(string(e.Frame(CEF)), " ", 8); head[1] != "<110>1" || head[5] != "-" || !strings.HasPrefix(head[7], "- CEF:0|") {
			t.Errorf("%q", head)
		}
	})
}
