package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// packed is a zip of some files, each a name and what is in it.
func packed(t *testing.T, files ...string) []byte {
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

// slackArchive is a small workspace: writer and reader are in the directory, 黃小明 is not.
func (in chatter) slackArchive(t *testing.T, more ...string) []byte {
	users := `[{"id":"U1","name":"writer","profile":{"real_name":"Writer There","email":"` + strings.ToUpper(in.writer.Login) + `"}},
		{"id":"U2","name":"reader","profile":{"real_name":"Reader There","email":"` + in.reader.Login + `"}},
		{"id":"U3","name":"siuming","profile":{"real_name":"黃小明","email":"siuming@elsewhere.example"}}]`
	return packed(t, append([]string{
		"users.json", users,
		"channels.json", `[{"id":"C1","name":"general","creator":"U1","members":["U1","U2","U3"],"pins":[{"id":"1740000000.000100"}],
			"topic":{"value":"Ferries & 港鐵"},"purpose":{"value":""}}]`,
		"groups.json", `[{"id":"G1","name":"board","creator":"U1","members":["U1","U3"]},{"id":"G2","name":"theirs","creator":"U3","members":["U3"]}]`,
		"dms.json", `[{"id":"D1","members":["U1","U2"]}]`,
		"general/2025-02-19.json", `[
			{"type":"message","user":"U3","text":"早晨 <@U1>, see <https://example.com/a?b=1&amp;c=2|the *plan*> &lt;now&gt;","ts":"1740000000.000100","thread_ts":"1740000000.000100","edited":{"user":"U3","ts":"1740000050.000000"},
			 "reactions":[{"name":"thumbsup","users":["U1","U3"]},{"name":"our_logo","users":["U1"]}]},
			{"type":"message","subtype":"channel_join","user":"U2","text":"<@U2> has joined","ts":"1740000010.000100"},
			{"type":"message","user":"U1","text":"*bold* and ~gone~ :tada:","ts":"1740000100.000200","thread_ts":"1740000000.000100"},
			{"type":"message","user":"U2","text":"","ts":"1740000200.000300","files":[{"id":"F1","name":"notes.txt","size":11},{"id":"F2","name":"lost.pdf","size":5}]},
			{"type":"message","user":"U2","text":"no time","ts":"0"},
			{"type":"message","text":"nobody","ts":"1740000300.000300"}]`,
		"general/2025-02-20.json", `[{"type":"message","user":"U1","text":"<!here> next day","ts":"1740100000.000100"}`, // the list has no end
		"__uploads/F1/notes.txt", "hello there",
		"board/2025-02-19.json", `[{"type":"message","user":"U1","text":"secret plan","ts":"1740000400.000100"}]`,
		"theirs/2025-02-19.json", `[{"type":"message","user":"U3","text":"of nobody here","ts":"1740000400.000100"}]`,
		"D1/2025-02-19.json", `[{"type":"message","user":"U2","text":"between us","ts":"1740000500.000100"}]`,
		"../../etc/passwd", "out",
	}, more...)...)
}

// imports sends an archive and waits until it is read.
func (in chatter) imports(t *testing.T, content []byte, name string) map[string]any {
	t.Helper()
	file := uploaded(t, in.Admin, content, "kind", "archive", "filename", name)
	v := in.Admin.Must("POST", "/o/{org}/chat/imports", map[string]any{"upload_id": file})
	return in.importIs(t, apptest.Text(v, "id"), "ready", "failed")
}

func (in chatter) importIs(t *testing.T, id string, states ...string) (v map[string]any) {
	t.Helper()
	apptest.Eventually(t, "the import is "+strings.Join(states, " or "), func() bool {
		v = in.Admin.Must("GET", "/o/{org}/chat/imports/"+id, nil)
		return slices.Contains(states, apptest.Text(v, "state"))
	})
	return v
}

func (in chatter) begins(t *testing.T, id string) map[string]any {
	t.Helper()
	in.Admin.Must("POST", "/o/{org}/chat/imports/"+id+"/begin", nil)
	return in.importIs(t, id, "done", "failed")
}

func counted(t *testing.T, v map[string]any, want map[string]int) {
	t.Helper()
	got := apptest.Object(v, "counts")
	for name, n := range want {
		if apptest.Number(got, name) != n {
			t.Errorf("%s: %d, want %d (of %v)", name, apptest.Number(got, name), n, got)
		}
	}
}

// came are a person's conversations that were imported, by what they are called.
func came(p *apptest.Person) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, c := range apptest.Items(p.Must("GET", "/o/{org}/conversations", nil), "items") {
		if apptest.Text(c, "came_from") != "" {
			out[apptest.Text(c, "kind")+" "+apptest.Text(c, "title")] = c
		}
	}
	return out
}

func said(p *apptest.Person, conversation map[string]any) []map[string]any {
	return apptest.Items(p.Must("GET", "/o/{org}/conversations/"+apptest.Text(conversation, "id")+"/messages", nil), "items")
}

func TestAWorkspaceOfSlackComesOver(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		v := in.imports(t, in.slackArchive(t), "export.zip")
		counted(t, v, map[string]int{"messages": 7, "replies": 1, "reactions": 2, "no_emoji": 1, "files": 1, "missing": 1, "system": 1, "problems": 4, "bytes": 11})
		one := "/o/{org}/chat/imports/" + apptest.Text(v, "id")
		hows := apptest.Object(in.Admin.Must("GET", one+"/people", nil), "hows")
		if apptest.Number(hows, "mail") != 2 || apptest.Number(hows, "name") != 1 {
			t.Errorf("who they are: %v", hows)
		}
		why := string(in.Admin.Ask("GET", one+"/problems/file", nil).Body)
		for _, line := range []string{"general/2025-02-19.json,5,", "general/2025-02-19.json,6,", "general/2025-02-20.json,2,", "../../etc/passwd"} {
			if !strings.Contains(why, line) {
				t.Errorf("left out without %q:\n%s", line, why)
			}
		}
		if v = in.begins(t, apptest.Text(v, "id")); apptest.Text(v, "state") != "done" {
			t.Fatalf("ended as %v", v)
		}
		counted(t, v, map[string]int{"added": 6, "had": 0, "out": 1, "empty_rooms": 1})

		theirs := came(in.reader)
		if len(theirs) != 2 || theirs["group general"] == nil || theirs["direct "] == nil {
			t.Fatalf("the reader has %v", theirs)
		}
		general := theirs["group general"]
		if apptest.Number(general, "unread") != 0 || apptest.Text(general, "came_from") != "slack" || apptest.Text(general, "description") != "Ferries & 港鐵" || apptest.Text(apptest.Object(general, "came_by"), "id") != in.Admin.ID {
			t.Errorf("the group: %v", general)
		}
		all := said(in.reader, general)
		if len(all) != 4 {
			t.Fatalf("messages: %v", all)
		}
		first, second, third := all[0], all[1], all[2]
		if apptest.Text(first, "text") != "早晨 @WRITER, see [the **plan**](https://example.com/a?b=1&c=2) <now>" || apptest.Text(first, "sender_name") != "黃小明 (imported)" ||
			apptest.Text(first, "at") != "2025-02-19T21:20:00.0001Z" || apptest.Text(first, "edited_at") == "" {
			t.Errorf("the first: %v", first)
		}
		if apptest.Text(second, "text") != "**bold** and ~~gone~~ 🎉" || apptest.Number(second, "thread") != 1 || apptest.Text(second, "sender_id") != in.writer.ID {
			t.Errorf("the second: %v", second)
		}
		if f := files(third); len(f) != 1 || apptest.Text(f[0], "name") != "notes.txt" || apptest.Text(third, "text") != "📎 lost.pdf" {
			t.Errorf("the third: %v", third)
		}
		if a := in.reader.Ask("GET", "/o/{org}/conversations/"+apptest.Text(general, "id")+"/messages/3/files/0", nil); string(a.Body) != "hello there" {
			t.Errorf("the file: %d %s", a.Status, a.Body)
		}
		wantNods(t, first, "👍 1", ":our_logo: 1")
		react := "/o/{org}/conversations/" + apptest.Text(general, "id") + "/messages/"
		in.reader.Must("PUT", react+"1/reactions/:our_logo:", nil)
		wantNods(t, said(in.reader, general)[0], "👍 1", ":our_logo: 2")
		if a := in.reader.Ask("PUT", react+"2/reactions/:our_logo:", nil); a.Status != 422 {
			t.Errorf("where nobody gave it: %d %s", a.Status, a.Body)
		}
		if pins := apptest.Items(in.reader.Must("GET", "/o/{org}/conversations/"+apptest.Text(general, "id")+"/pins", nil), "items"); len(pins) != 1 {
			t.Errorf("pins: %v", pins)
		}
		if mine := came(in.writer); len(mine) != 3 || mine["group board"] == nil {
			t.Errorf("the writer has %v", mine)
		}
		if none := came(in.Admin); len(none) != 0 {
			t.Errorf("who imports sees what is not theirs: %v", none)
		}
		if told := apptest.Items(in.reader.Must("GET", "/o/{org}/notifications", nil), "items"); slices.ContainsFunc(told, func(n map[string]any) bool { return apptest.Text(n, "kind") == "mention_all" }) {
			t.Errorf("somebody was told of what is old: %v", told)
		}
	})
}

// wantNods are the reactions to a message, each with how many gave it.
func wantNods(t *testing.T, message map[string]any, want ...string) {
	t.Helper()
	var got []string
	for _, r := range apptest.Items(message, "reactions") {
		got = append(got, apptest.Text(r, "emoji")+" "+strconv.Itoa(int(apptest.Number(r, "count"))))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("reactions: %v", got)
	}
}

func TestTheSameArchiveAgainAddsOnlyWhatIsNew(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.begins(t, apptest.Text(in.imports(t, in.slackArchive(t), "export.zip"), "id"))
		again := in.begins(t, apptest.Text(in.imports(t, in.slackArchive(t), "export.zip"), "id"))
		counted(t, again, map[string]int{"added": 0, "had": 6})

		later := in.slackArchive(t, "general/2025-03-01.json", `[{"type":"message","user":"U2","text":"and one more","ts":"1740800000.000100","thread_ts":"1740000000.000100"}]`)
		newer := in.begins(t, apptest.Text(in.imports(t, later, "newer.zip"), "id"))
		counted(t, newer, map[string]int{"added": 1, "had": 6})
		general := came(in.writer)["group general"]
		if all := said(in.writer, general); len(all) != 5 || apptest.Number(all[4], "thread") != 1 || apptest.Number(general, "unread") != 0 {
			t.Errorf("afterwards: %v", all)
		}

		in.writer.Post(apptest.Text(general, "id"), "since-01", "said here since")
		latest := in.slackArchive(t, "general/2025-03-02.json", `[{"type":"message","user":"U2","text":"older than what was said here","ts":"1740900000.000100"}]`)
		in.begins(t, apptest.Text(in.imports(t, latest, "latest.zip"), "id"))
		if all := said(in.writer, general); len(all) != 6 || apptest.Text(all[5], "text") != "said here since" {
			t.Errorf("what is older was put behind what is newer: %v", all)
		}
		groups := 0
		for _, c := range apptest.Items(in.writer.Must("GET", "/o/{org}/conversations", nil), "items") {
			if apptest.Text(c, "title") == "general" {
				groups++
			}
		}
		if groups != 2 {
			t.Errorf("%d groups of that name, want a further one", groups)
		}
	})
}

func TestWhoMayImportAndWhatIsRefused(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.refused(t, in.writer, "GET", "/o/{org}/chat/imports", nil, http.StatusForbidden, "not_allowed")
		if a := tryUpload(in.writer, 10, "kind", "archive"); a.Status != http.StatusForbidden {
			t.Errorf("a member sends an archive: %d %s", a.Status, a.Body)
		}
		plain := uploaded(t, in.Admin, []byte("hello"), "filename", "a.txt")
		in.refused(t, in.Admin, "POST", "/o/{org}/chat/imports", map[string]any{"upload_id": plain}, http.StatusConflict, "file_gone")
		archive := uploaded(t, in.Admin, []byte("PK nothing"), "kind", "archive", "filename", "a.zip")
		in.refused(t, in.Admin, "POST", in.at("/messages"), map[string]any{"client_id": "archive-01", "text": "", "files": []string{archive}}, http.StatusConflict, "file_gone")
		for name, content := range map[string][]byte{
			"zip or text": []byte("PK nothing"),
			"Slack":       packed(t, "readme.md", "nothing"),
			"text":        []byte("a,b\n1,2\n"),
		} {
			if v := in.imports(t, content, "a.zip"); apptest.Text(v, "state") != "failed" || apptest.Text(v, "reason") == "" {
				t.Errorf("not %s: %v", name, v)
			}
		}
		one := in.imports(t, in.slackArchive(t), "a.zip")
		path := "/o/{org}/chat/imports/" + apptest.Text(one, "id")
		other := uploaded(t, in.Admin, []byte("x"), "kind", "archive")
		in.refused(t, in.Admin, "POST", "/o/{org}/chat/imports", map[string]any{"upload_id": other}, http.StatusConflict, "import_running")
		in.Admin.Must("POST", path+"/cancel", nil)
		in.refused(t, in.Admin, "POST", path+"/begin", nil, http.StatusConflict, "import_not_ready")
		apptest.Eventually(t, "what was read is cleared away", func() bool {
			return len(apptest.Items(in.Admin.Must("GET", path+"/people", nil), "items")) == 0
		})
	})
}

// A long table, with what is too long, of somebody found by telephone, and a picture.
func (in chatter) longTable(t *testing.T, rows int) []byte {
	var out strings.Builder
	out.WriteString("conversation,kind,members,time,author,email,phone,text,id,attachments\n")
	fmt.Fprintf(&out, "Long,closed,%s,2025-03-01 09:00,Writer,%s,,%s,long,\n", in.writer.Login, in.writer.Login, strings.Repeat("長", 20_500))
	fmt.Fprintf(&out, "Long,closed,,2025-03-01 09:01,Writer,,+852 9123 4567,a picture,picture,look.png\n")
	for i := range rows {
		fmt.Fprintf(&out, "Long,closed,,2025-03-02 %02d:%02d:%02d,Somebody,,,row %d,r%d,\n", i/3600, i/60%60, i%60, i, i)
	}
	return packed(t, "messages.csv", out.String(), "pictures/look.png", string(painting(t, 600, 400)))
}

func TestAnImportGoesOnAfterAStop(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		const rows = 2500
		v := in.imports(t, in.longTable(t, rows), "long.zip")
		counted(t, v, map[string]int{"messages": rows + 2, "cut": 1, "files": 1})
		id := apptest.Text(v, "id")
		in.Admin.Must("POST", "/o/{org}/chat/imports/"+id+"/begin", nil)
		apptest.Eventually(t, "some of it is imported", func() bool {
			return apptest.Number(apptest.Object(in.Admin.Must("GET", "/o/{org}/chat/imports/"+id, nil), "counts"), "added") > 0
		})
		in.In.Stop()
		in.hands.Advance(time.Hour) // what is tried again waits a little
		in.In.Start()
		counted(t, in.importIs(t, id, "done", "failed"), map[string]int{"added": rows + 2, "had": 0, "out": 0})

		long := came(in.writer)["group Long"]
		if apptest.Number(long, "last_seq") != rows+2 || apptest.Number(long, "unread") != 0 {
			t.Fatalf("the group: %v", long)
		}
		first := apptest.Items(in.writer.Must("GET", "/o/{org}/conversations/"+apptest.Text(long, "id")+"/messages?before=3", nil), "items")
		if len(first) != 2 || len([]rune(apptest.Text(first[0], "text"))) > 20_000 || len(files(first[0])) != 1 || apptest.Text(files(first[0])[0], "name") != "message.txt" {
			t.Errorf("the long one: %d %v", len(first), files(first[0]))
		}
		if f := files(first[1]); len(f) != 1 || apptest.Text(f[0], "kind") != "image" || apptest.Number(f[0], "width") != 600 {
			t.Errorf("the picture: %v", f)
		}
		last := said(in.writer, long)
		if apptest.Text(last[len(last)-1], "text") != fmt.Sprintf("row %d", rows-1) || apptest.Text(last[0], "sender_name") != "Somebody (imported)" {
			t.Errorf("the last: %v", last[len(last)-1])
		}
		apptest.Eventually(t, "search finds it", func() bool {
			return len(apptest.Items(in.writer.Must("GET", "/o/{org}/search/messages?q=picture", nil), "items")) > 0
		})
	})
}

func TestSomebodyIsWhoAnAdministratorSays(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		v := in.imports(t, in.slackArchive(t), "export.zip")
		people := "/o/{org}/chat/imports/" + apptest.Text(v, "id") + "/people"
		in.refused(t, in.Admin, "PUT", people, map[string]any{"key": "U3", "how": "chosen", "person_id": "nobody"}, http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.Admin, "PUT", people, map[string]any{"key": "U9", "how": "out"}, http.StatusNotFound, "not_found")
		in.Admin.Must("PUT", people, map[string]any{"key": "U3", "how": "chosen", "person_id": in.Admin.ID})
		counted(t, in.begins(t, apptest.Text(v, "id")), map[string]int{"added": 7, "out": 0})
		if mine := came(in.Admin); mine["group theirs"] == nil || apptest.Text(said(in.Admin, mine["group general"])[0], "sender_id") != in.Admin.ID {
			t.Errorf("the colleague has %v", mine)
		}
		again := in.imports(t, in.slackArchive(t), "export.zip")
		hows := apptest.Object(in.Admin.Must("GET", "/o/{org}/chat/imports/"+apptest.Text(again, "id")+"/people", nil), "hows")
		if apptest.Number(hows, "chosen") != 1 {
			t.Errorf("the next archive does not know it: %v", hows)
		}
		in.Admin.Must("PUT", "/o/{org}/chat/imports/"+apptest.Text(again, "id")+"/people", map[string]any{"key": "U3", "how": "out"})
	})
}

func TestWhatIsPastItsPeriodOrSaidSinceStaysApart(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		here := in.writer.Direct(in.reader)
		in.writer.Post(here, "already-01", "we have spoken here")
		in.Admin.Must("PUT", "/o/{org}/chat/periods", map[string]any{"class": "direct", "days": 400, "idle": false})
		v := in.imports(t, in.slackArchive(t), "export.zip")
		counted(t, v, map[string]int{"messages": 6, "old": 1})
		in.Admin.Must("POST", "/o/{org}/chat/imports/"+apptest.Text(v, "id")+"/cancel", nil)

		in.Admin.Must("PUT", "/o/{org}/chat/periods", map[string]any{"class": "direct", "days": 4000, "idle": false})
		in.begins(t, apptest.Text(in.imports(t, in.slackArchive(t), "export.zip"), "id"))
		apart := came(in.reader)["group "]
		if apart == nil || apart["archived"] != true || apptest.Number(apart, "members_count") != 2 || apptest.Text(said(in.reader, apart)[0], "text") != "between us" {
			t.Fatalf("what was said before: %v", apart)
		}
		if all := said(in.reader, map[string]any{"id": here}); len(all) != 1 || apptest.Text(all[0], "text") != "we have spoken here" {
			t.Errorf("what is said here: %v", all)
		}
		// Who is forgotten is not brought back by the next archive.
		general := came(in.writer)["group general"]
		house(t, in.Company, func(ctx context.Context, o *org.Org) error {
			return o.Write(ctx, org.System("test"), func(tx *org.Tx) error {
				tx.Exempt("upload")
				for _, e := range in.In.App.Chat.Life().Erasures {
					if e.Name == "messages" {
						for n := 1; n > 0; {
							var err error
							if n, err = e.Step(tx, in.writer.ID, sqldb.At(tx.Now()), 100); err != nil {
								return err
							}
						}
					}
				}
				return nil
			})
		})
		counted(t, in.begins(t, apptest.Text(in.imports(t, in.slackArchive(t), "again.zip"), "id")), map[string]int{"added": 0, "had": 6})
		if all := said(in.reader, general); apptest.Text(all[1], "kind") != "erased" || apptest.Text(all[1], "text") != "" {
			t.Errorf("an erased message: %v", all[1])
		}
	})
}
