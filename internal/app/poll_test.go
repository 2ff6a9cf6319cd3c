package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
)

func (in chatter) asks(p *apptest.Person, client string, changed map[string]any) map[string]any {
	in.In.T.Helper()
	poll := map[string]any{"client_id": client, "question": "Where do we eat?", "options": []string{"Tai O", "Sai Kung", "長洲"}}
	for k, v := range changed {
		poll[k] = v
	}
	return p.Must("POST", in.at("/polls"), poll)
}

func vote(choices ...int) map[string]any {
	return map[string]any{"choices": append([]int{}, choices...)}
}

// counts are how often each answer was chosen, and how many voted.
func counts(m map[string]any) string {
	poll := apptest.Object(m, "poll")
	out := ""
	for _, o := range apptest.Items(poll, "options") {
		out += fmt.Sprint(apptest.Number(o, "votes"), " ")
	}
	return out + "of " + fmt.Sprint(apptest.Number(poll, "voters"))
}

// A poll counts what each chose last, shows who chose what, and ends for everybody.
func TestAPollCountsWhatEachChoseLast(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		for _, bad := range []map[string]any{{"options": []string{"one"}}, {"options": []string{"a", "A "}}, {"options": []string{"a", " "}}, {"question": " "},
			{"options": strings.Split("a b c d e f g h i j k", " ")}, {"closes_at": in.hands.Now().Format(time.RFC3339)}} {
			poll := map[string]any{"client_id": "poll-bad1", "question": "q", "options": []string{"a", "b"}}
			for k, v := range bad {
				poll[k] = v
			}
			in.refused(t, in.writer, "POST", in.at("/polls"), poll, http.StatusUnprocessableEntity, "invalid")
		}
		made := in.asks(in.writer, "poll-0001", map[string]any{"adds": true})
		again := in.asks(in.writer, "poll-0001", map[string]any{"adds": true})
		if apptest.Number(made, "seq") != 2 || apptest.Number(again, "seq") != 2 || apptest.Text(made, "text") != "Where do we eat?" {
			t.Errorf("asked: %v, again %v", made, again)
		}
		in.writer.Must("PUT", in.path(2, "/poll/vote"), vote(0))
		in.reader.Must("PUT", in.path(2, "/poll/vote"), vote(0))
		got := in.reader.Must("PUT", in.path(2, "/poll/vote"), vote(1))
		if counts(got) != "1 1 0 of 2" {
			t.Errorf("counted %s", counts(got))
		}
		if who := apptest.Items(apptest.Items(apptest.Object(got, "poll"), "options")[1], "persons"); len(who) != 1 || apptest.Text(who[0], "id") != in.reader.ID {
			t.Errorf("chosen by %v", who)
		}
		marks := in.reader.Must("GET", in.at("/marks"), nil)
		if mine := apptest.Items(marks, "votes"); len(mine) != 1 || fmt.Sprint(mine[0]["choices"]) != "[1]" {
			t.Errorf("my votes: %v", marks)
		}
		in.refused(t, in.reader, "PUT", in.path(2, "/poll/vote"), vote(0, 1), http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.reader, "PUT", in.path(2, "/poll/vote"), vote(7), http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.reader, "PUT", in.path(1, "/poll/vote"), vote(0), http.StatusNotFound, "not_found")
		in.refused(t, in.Hire("OUTSIDER"), "PUT", in.path(2, "/poll/vote"), vote(0), http.StatusNotFound, "not_found")
		in.reader.Must("POST", in.path(2, "/poll/options"), map[string]any{"text": "Lamma"})
		if got := in.Admin.Must("PUT", in.path(2, "/poll/vote"), vote(3)); counts(got) != "1 1 0 1 of 3" {
			t.Errorf("with an added answer: %s", counts(got))
		}
		if got := in.Admin.Must("PUT", in.path(2, "/poll/vote"), vote()); counts(got) != "1 1 0 0 of 2" {
			t.Errorf("taken back: %s", counts(got))
		}
		in.reader.Must("POST", in.at("/leave"), nil)
		if got := in.writer.Must("GET", in.path(2, ""), nil); counts(got) != "1 1 0 0 of 2" {
			t.Errorf("after somebody left: %s", counts(got))
		}
		in.refused(t, in.writer, "PATCH", in.path(2, ""), edit("another", int(apptest.Number(in.writer.Must("GET", in.path(2, ""), nil), "rev"))), http.StatusConflict, "poll_fixed")
		in.writer.Must("POST", in.path(2, "/poll/close"), nil)
		in.refused(t, in.Admin, "PUT", in.path(2, "/poll/vote"), vote(0), http.StatusConflict, "poll_closed")
		in.refused(t, in.Admin, "POST", in.path(2, "/poll/options"), map[string]any{"text": "late"}, http.StatusConflict, "poll_closed")
	})
}

// Of an anonymous poll the house holds who voted and how often each answer was chosen,
// and nothing that leads from one to the other.
func TestAnAnonymousVoteLeadsToNobody(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.asks(in.writer, "poll-0001", map[string]any{"anonymous": true, "multiple": true})
		in.reader.Must("PUT", in.path(2, "/poll/vote"), vote(0, 2))
		got := in.Admin.Must("PUT", in.path(2, "/poll/vote"), vote(2))
		if counts(got) != "1 0 2 of 2" || strings.Contains(fmt.Sprint(got["poll"]), in.reader.ID) {
			t.Errorf("anonymous: %v", got["poll"])
		}
		in.refused(t, in.reader, "PUT", in.path(2, "/poll/vote"), vote(1), http.StatusConflict, "poll_voted")
		if mine := apptest.Items(in.reader.Must("GET", in.at("/marks"), nil), "votes"); len(mine) != 1 || fmt.Sprint(mine[0]["choices"]) != "[]" {
			t.Errorf("my vote: %v", mine)
		}
		if entries := fmt.Sprint(in.Admin.Must("GET", "/o/{org}/record/entries?limit=200", nil)); strings.Contains(entries, "vote") {
			t.Error("the record tells who voted, and when")
		}
		o, err := in.In.App.Registry.Open(t.Context(), in.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		if named, err := sqldb.One[int](t.Context(), o.Read(), `SELECT count(*) FROM {o}.poll_votes`); err != nil || named != 0 {
			t.Errorf("%d named votes, %v", named, err)
		}
	})
}

// A poll ends by itself; recalled, its votes are gone and a vote is told so; forwarded, it
// is a text with its answers.
func TestAPollEnds(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.asks(in.writer, "poll-0001", map[string]any{"closes_at": in.hands.Now().Add(time.Hour).Format(time.RFC3339)})
		made := in.asks(in.writer, "poll-0002", nil)
		in.passes(61 * time.Minute)
		in.refused(t, in.reader, "PUT", in.path(2, "/poll/vote"), vote(0), http.StatusConflict, "poll_closed")
		apptest.Eventually(t, "the pages hear of it", func() bool {
			return apptest.Number(in.reader.Must("GET", in.path(2, ""), nil), "rev") > 0
		})
		carried := in.reader.Must("POST", in.at("/forward"), map[string]any{"client_id": "forward-1", "from_conversation_id": in.conv, "message_ids": []string{apptest.Text(made, "id")}, "merged": true})
		if text := fmt.Sprint(carried); !strings.Contains(text, "Where do we eat?\n– Tai O\n– Sai Kung\n– 長洲") {
			t.Errorf("forwarded: %s", text)
		}
		in.reader.Must("PUT", in.path(3, "/poll/vote"), vote(0))
		in.writer.Must("POST", in.path(3, "/recall"), nil)
		in.refused(t, in.reader, "PUT", in.path(3, "/poll/vote"), vote(1), http.StatusConflict, "message_gone")
		if mine := apptest.Items(in.reader.Must("GET", in.at("/marks"), nil), "votes"); len(mine) != 0 {
			t.Errorf("votes of a recalled poll: %v", mine)
		}
	})
}
