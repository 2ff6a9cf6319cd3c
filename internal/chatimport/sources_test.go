package chatimport_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/traditionalchinese"

	"tramway/internal/chatimport/internal/history"
	"tramway/internal/chatimport/internal/mattermost"
	"tramway/internal/chatimport/internal/slack"
	"tramway/internal/chatimport/internal/table"
)

// heard is all that a source handed over.
type heard struct {
	people   map[string]history.Person
	rooms    map[string]history.Room
	messages []history.Message
	problems []history.Problem
}

func (h *heard) Person(p history.Person) error   { h.people[p.Key] = p; return nil }
func (h *heard) Room(r history.Room) error       { h.rooms[r.Key] = r; return nil }
func (h *heard) Message(m history.Message) error { h.messages = append(h.messages, m); return nil }
func (h *heard) Problem(p history.Problem)       { h.problems = append(h.problems, p) }
func (h *heard) Progress(int64, int64)           {}

func (h *heard) codes() (out []string) {
	for _, p := range h.problems {
		out = append(out, p.Code)
	}
	return out
}

var (
	today = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	hkt   = time.FixedZone("HKT", 8*60*60)
)

// listen reads an archive as the import does.
func listen(content []byte) (*heard, error) {
	h := &heard{people: map[string]history.Person{}, rooms: map[string]history.Room{}}
	a, err := history.Open(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return h, err
	}
	source, at, err := a.Find()
	if err != nil {
		return h, err
	}
	switch source {
	case history.Slack:
		err = slack.Read(a, at, today, h)
	case history.Mattermost:
		err = mattermost.Read(a, at, today, h)
	default:
		err = table.Read(a, at, "hk", hkt, today, h)
	}
	return h, err
}

func read(t *testing.T, content []byte) *heard {
	t.Helper()
	h, err := listen(content)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const mattermostLines = `{"type":"version","version":1}
{"type":"emoji","emoji":{"name":"parrot","image":"emoji/parrot.png"}}
{"type":"team","team":{"name":"harbour","display_name":"Harbour"}}
{"type":"channel","channel":{"team":"harbour","name":"town","display_name":"市政廳","type":"O","header":"Tides:\n see the board"}}
{"type":"channel","channel":{"team":"harbour","name":"board","display_name":"Board","type":"P"}}
{"type":"user","user":{"username":"amy.chan","email":"amy@example.com","first_name":"Amy","last_name":"Chan","teams":[{"name":"harbour","channels":[{"name":"town","roles":"channel_user channel_admin"},{"name":"board","roles":"channel_user"}]}]}}
{"type":"user","user":{"username":"ben","email":"ben@example.com","nickname":"陳大文","teams":[{"name":"harbour","channels":[{"name":"town","roles":"channel_user"}]}]}}
{"type":"post","post":{"team":"harbour","channel":"town","user":"amy.chan","message":"hello @ben. and @all, :wave: not @nobody","create_at":1740000000123,"edit_at":1740000001000,"is_pinned":true,"reactions":[{"user":"ben","emoji_name":"+1"},{"user":"amy.chan","emoji_name":"+1"},{"user":"ben","emoji_name":"our_logo"},{"user":"ben","emoji_name":"no <name>"}],"attachments":[{"path":"20250219/plan.pdf"},{"path":"20250219/lost.pdf"}],"replies":[{"user":"ben","message":"早晨","create_at":1740000002000}]}}
{"type":"post","post":{"team":"harbour","channel":"town","user":"ben","type":"system_join_channel","message":"ben joined","create_at":1740000003000}}
{"type":"post","post":{"team":"harbour","channel":"nowhere","user":"ben","message":"lost","create_at":1740000003000}}
{"type":"post","post":{"team":"harbour",
{"type":"post","post":{"team":"harbour","channel":"town","user":"ben","message":"from the future","create_at":9990000000000}}
{"type":"direct_channel","direct_channel":{"members":["ben","amy.chan"]}}
{"type":"direct_post","direct_post":{"channel_members":["amy.chan","ben"],"user":"gone","message":"between us","create_at":1740000004000}}
`

func TestMattermostIsReadAsItWasSaid(t *testing.T) {
	t.Parallel()
	h := read(t, zipped(t, "import.jsonl", mattermostLines, "data/20250219/plan.pdf", "%PDF-1.4"))
	if len(h.messages) != 3 {
		t.Fatalf("messages: %+v", h.messages)
	}
	first := history.Message{Room: "harbour/town", Key: "1740000000123:amy.chan", Author: "amy.chan", At: 1740000000123000, EditedAt: 1740000001000000, All: true, Pinned: true,
		Text: "hello " + history.Named("ben") + ". and @all, 👋 not @nobody", Reactions: []history.Reaction{{Emoji: "👍", Persons: []string{"ben", "amy.chan"}}, {Emoji: ":our_logo:", Persons: []string{"ben"}}, {Persons: []string{"ben"}}},
		Files: []history.File{{Name: "plan.pdf", Path: "data/20250219/plan.pdf", Size: 8}, {Name: "lost.pdf"}}}
	if !reflect.DeepEqual(h.messages[0], first) {
		t.Errorf("the first: %+v", h.messages[0])
	}
	if reply := h.messages[1]; reply.Thread != first.Key || reply.Text != "早晨" {
		t.Errorf("the reply: %+v", reply)
	}
	if h.messages[2].Room != "@amy.chan ben" || h.people["gone"].Name != "gone" {
		t.Errorf("between two: %+v", h.messages[2])
	}
	town := h.rooms["harbour/town"]
	if town.Kind != history.Public || town.Description != "Tides:\n see the board" || town.Name != "市政廳" || town.Owner != "amy.chan" || !slices.Equal(town.Members, []string{"amy.chan", "ben"}) || h.rooms["harbour/board"].Kind != history.Private {
		t.Errorf("rooms: %+v", h.rooms)
	}
	if want := []string{history.OwnEmoji, history.SystemLine, history.NoRoom, history.Broken, history.NoTime}; !slices.Equal(h.codes(), want) || h.problems[3].Line != 11 {
		t.Errorf("left out: %+v", h.problems)
	}
	if plain := read(t, []byte(mattermostLines)); len(plain.messages) != 3 {
		t.Errorf("without a zip: %d messages", len(plain.messages))
	}
}

const tableRows = `conversation,kind,members,time,author,email,phone,text,id,thread,attachments
General,open,ben@example.com; cat@example.com,2025-03-31 09:05,Amy Chan,amy@example.com,,"Good
morning",1,,
General,,,31/3/2025 09:06,Ben,,+852 2345 6789,早晨 :tada:,2,1,plan.pdf;lost.pdf
General,,,soon,Ben,,,late,3,,
General,,,2025-03-31 09:07,,,,who,4,,
,,,2025-03-31 09:07,Ben,,,where,5,,
General,,,2025-03-31 09:08,Ben,,,the same,,,
General,,,2025-03-31 09:08,Ben,,,the same,,,
`

func TestATableIsReadHoweverItWasSaved(t *testing.T) {
	t.Parallel()
	big5, err := traditionalchinese.Big5.NewEncoder().String(strings.ReplaceAll(tableRows, ",", ";"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"plain": tableRows, "with a mark": "\ufeff" + tableRows, "semicolons": strings.ReplaceAll(strings.ReplaceAll(tableRows, ";", "；"), ",", ";"), "CRLF": strings.ReplaceAll(tableRows, "\n", "\r\n"),
		"Big5": strings.ReplaceAll(strings.ReplaceAll(big5, "ben@example.com; cat", "ben@example.com cat"), "plan.pdf;lost.pdf", "\"plan.pdf;lost.pdf\"")} {
		h := read(t, zipped(t, "messages.csv", content, "files/plan.pdf", "%PDF"))
		if len(h.messages) != 4 {
			t.Errorf("%s: %+v %+v", name, h.messages, h.problems)
			continue
		}
		first, second := h.messages[0], h.messages[1]
		if first.Text != "Good\nmorning" || first.At != time.Date(2025, 3, 31, 1, 5, 0, 0, time.UTC).UnixMicro() || first.Author != "amy@example.com" {
			t.Errorf("%s: the first: %+v", name, first)
		}
		if second.Text != "早晨 🎉" || second.Thread != "1" || second.Author != "tel:+852 2345 6789" || !slices.Equal(second.Files, []history.File{{Name: "plan.pdf", Path: "files/plan.pdf", Size: 4}, {Name: "lost.pdf"}}) {
			t.Errorf("%s: the second: %+v", name, second)
		}
		if h.messages[2].Key == h.messages[3].Key {
			t.Errorf("%s: two alike are one", name)
		}
		if room := h.rooms["General"]; room.Kind != history.Public || !slices.Equal(room.Members, []string{"ben@example.com", "cat@example.com", "amy@example.com", "tel:+852 2345 6789", "name:Ben"}) {
			t.Errorf("%s: the room: %+v", name, room)
		}
		if want := []string{history.NoTime, history.NoAuthor, history.NoRoom}; !slices.Equal(h.codes(), want) {
			t.Errorf("%s: left out: %+v", name, h.problems)
		}
	}
	if h, _ := listen([]byte(tableRows)); h.people["ben@example.com"].Name != "ben@example.com" || h.people["amy@example.com"].Name != "Amy Chan" {
		t.Errorf("people: %+v", h.people)
	}
	var own strings.Builder
	for _, row := range table.Template() {
		own.WriteString(`"` + strings.Join(row, `","`) + "\"\n")
	}
	if h := read(t, []byte(own.String())); len(h.messages) != 3 || len(h.problems) != 0 {
		t.Errorf("the template: %+v", h)
	}
}

func TestSlackMarksBecomeMarkdown(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"*bold*, _it_ ~no~":           "**bold**, _it_ ~~no~~",
		"2*3*4":                       "2*3*4",
		"`*code* &lt;b&gt;` *x*":      "`*code* <b>` **x**",
		"```\n*a*\n<@U1>```":          "```\n*a*\n@陳大文```",
		"<@U1> in <#C1|general>":      history.Named("U1") + " in #general",
		"<@U9> <!subteam^S1|@ops>":    "@U9 @ops",
		"<https://a.example/x_(y)|z>": "[z](https://a.example/x_%28y%29)",
		"<mailto:a@b.c|a@b.c>":        "a@b.c",
		"&amp;amp; :+1: :our_logo:":   "&amp; 👍 :our_logo:",
		"中文*粗體*字":                     "中文**粗體**字",
		"a\u0001U1\u0001b":            "aU1b",
	} {
		day := `[{"type":"message","user":"U1","ts":"1740000000.000100","text":` + quoted(said) + `}]`
		h := read(t, zipped(t, "out/users.json", `[{"id":"U1","real_name":"陳大文"}]`, "out/channels.json", `[{"id":"C1","name":"g"}]`, "out/g/2025-02-19.json", day))
		if len(h.messages) != 1 || h.messages[0].Text != want {
			t.Errorf("%q: %+v, want %q", said, h.messages, want)
		}
	}
}

func quoted(s string) string {
	return `"` + strings.NewReplacer("\n", `\n`, `"`, `\"`, "\u0001", `\u0001`).Replace(s) + `"`
}

func TestWhatIsNoHonestArchiveIsRefused(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("import.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for range 64 {
		if _, err := w.Write(bytes.Repeat([]byte("\n"), 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	lying := zipped(t, "users.json", "[]")
	lying[len(lying)-8] = 0xff // the directory claims to be 4 GB long
	lying[len(lying)-7] = 0xfe
	for name, one := range map[string]struct {
		content []byte
		want    error
	}{
		"a bomb":           {bomb.Bytes(), history.ErrTooMuch},
		"a long directory": {lying, history.ErrTooMuch},
		"half a zip":       {zipped(t, "users.json", "[]")[:40], history.ErrNotArchive},
		"nothing known":    {zipped(t, "a.txt", "x"), history.ErrUnknown},
		"bytes":            {[]byte{0, 1, 2, 3, 4}, history.ErrNotArchive},
		"another table":    {[]byte("a,b\n1,2"), table.ErrColumns},
		"nothing":          {nil, table.ErrColumns},
	} {
		if _, err := listen(one.content); !errors.Is(err, one.want) {
			t.Errorf("%s: %v, want %v", name, err, one.want)
		}
	}
	a, err := history.Open(bytes.NewReader(zipped(t, "../x/users.json", "[]", "/abs.csv", "", "a\\b.csv", "")), int64(len(zipped(t, "../x/users.json", "[]", "/abs.csv", "", "a\\b.csv", ""))))
	if err != nil || len(a.Outside) != 3 || len(a.Names()) != 0 {
		t.Errorf("names that lead out: %v %+v", err, a)
	}
}

// Whatever is read, nothing is handed over that the import can't take.
func FuzzSources(f *testing.F) {
	f.Add([]byte(mattermostLines))
	f.Add([]byte(tableRows))
	f.Add([]byte("\xff\xfea\x00,\x00"))
	f.Add(zipped(f, "users.json", `[{"id":"U1"}]`, "dms.json", `[{"id":"D1","members":["U1"]}]`, "D1/2025-02-19.json", `[{"user":"U1","ts":"1740000000.1","text":"<@U1> *a* :x:"}]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		h, _ := listen(content)
		for _, m := range h.messages {
			if _, known := h.people[m.Author]; !known || h.rooms[m.Room].Key != m.Room || m.Key == "" {
				t.Errorf("of nobody, nowhere or nothing: %+v", m)
			}
			if at := time.UnixMicro(m.At); !history.Believable(at, today) {
				t.Errorf("at %v", at)
			}
			if strings.Count(m.Text, history.Mark)%2 != 0 {
				t.Errorf("half a name: %q", m.Text)
			}
		}
	})
}
