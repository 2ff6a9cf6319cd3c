package app_test

import (
	"net/http"
	"slices"
	"testing"

	"tramway/internal/app/apptest"
)

// answers says something in the thread of a message.
func (in chatter) answers(p *apptest.Person, client, text string, root int, mentions ...string) map[string]any {
	return p.Must("POST", in.at("/messages"), map[string]any{"client_id": client, "text": text, "thread": root, "mentions": mentions})
}

func noticed(p *apptest.Person) (out []string) {
	for _, n := range apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items") {
		out = append(out, apptest.Text(n, "kind"))
	}
	return out
}

// unreadThreads are how much a person has not read in each thread they follow.
func unreadThreads(p *apptest.Person) (out []int) {
	for _, one := range apptest.Items(p.Must("GET", "/o/{org}/threads", nil), "items") {
		out = append(out, int(apptest.Number(one, "unread")))
	}
	return out
}

func TestAThreadIsReadBesideItsMessage(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.answers(in.reader, "answer-001", "the first answer", 1)
		in.writer.Post(in.conv, "second-01", "beside it")
		second := in.answers(in.writer, "answer-002", "the second answer", 2) // named by an answer, it is the same thread
		if apptest.Number(second, "thread") != 1 || apptest.Number(second, "seq") != 4 {
			t.Errorf("an answer has its place and its thread: %v", second)
		}
		got := in.reader.Must("GET", in.path(1, "/thread?limit=1"), nil)
		items := apptest.Items(got, "items")
		if len(items) != 1 || apptest.Text(items[0], "text") != "the second answer" || got["more"] != true || got["follows"] != true {
			t.Errorf("the end of the thread: %v", got)
		}
		if answers := apptest.Object(apptest.Object(got, "root"), "answers"); apptest.Number(answers, "replies") != 2 || apptest.Number(answers, "last_seq") != 4 {
			t.Errorf("what stands beside the message: %v", answers)
		}
		before := apptest.Items(in.reader.Must("GET", in.path(1, "/thread?before=4"), nil), "items")
		if len(before) != 1 || apptest.Text(before[0], "text") != "the first answer" {
			t.Errorf("before it: %v", before)
		}
		all := in.reader.Must("GET", in.at("/messages?after=1&rev=0"), nil)
		if len(apptest.Items(all, "items")) != 3 || len(apptest.Items(all, "changed")) != 1 {
			t.Errorf("whoever was away gets the answers in their places, and hears that the first message has a thread: %v", all)
		}
	})
}

func TestWhoFollowsAThreadIsToldOfIt(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.answers(in.reader, "answer-001", "an answer", 1)
		apptest.Eventually(t, "whose message it is is told", func() bool { return slices.Contains(noticed(in.writer), "thread_reply") })
		in.answers(in.writer, "answer-002", "one more, @ADMIN", 1, in.Admin.ID)
		apptest.Eventually(t, "who spoke in it is told", func() bool { return slices.Contains(noticed(in.reader), "thread_reply") })
		apptest.Eventually(t, "who is named is told so", func() bool { return slices.Contains(noticed(in.Admin), "mention") })
		if slices.Contains(noticed(in.Admin), "thread_reply") {
			t.Error("who is named is told twice")
		}
		if got := unreadThreads(in.reader); !slices.Equal(got, []int{1}) {
			t.Errorf("unread: %v", got)
		}
		in.reader.Must("POST", in.path(1, "/thread/read"), map[string]any{"seq": 3})
		if got := unreadThreads(in.reader); !slices.Equal(got, []int{0}) {
			t.Errorf("read: %v", got)
		}
		in.reader.Must("DELETE", in.path(1, "/thread/follow"), nil)
		if got := unreadThreads(in.reader); len(got) != 0 {
			t.Errorf("not followed: %v", got)
		}
		in.reader.Must("PUT", in.path(1, "/thread/follow"), nil)
		if got := unreadThreads(in.reader); !slices.Equal(got, []int{0}) {
			t.Errorf("followed again: %v", got)
		}
	})
}

func TestAThreadIsOpenToWhoSeesItsMessage(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.answers(in.reader, "answer-001", "an answer", 1)
		late := in.Hire("LATE")
		in.refused(t, late, "GET", in.path(1, "/thread"), nil, http.StatusNotFound, "not_found")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		in.refused(t, late, "GET", in.path(1, "/thread"), nil, http.StatusNotFound, "not_found")
		in.refused(t, late, "PUT", in.path(1, "/thread/follow"), nil, http.StatusNotFound, "not_found")
		in.refused(t, late, "POST", in.at("/messages"), map[string]any{"client_id": "answer-009", "text": "unseen", "thread": 1}, http.StatusUnprocessableEntity, "invalid")
		in.writer.Must("POST", in.path(1, "/recall"), nil)
		in.refused(t, in.reader, "POST", in.at("/messages"), map[string]any{"client_id": "answer-010", "text": "too late", "thread": 1}, http.StatusConflict, "message_gone")
	})
}
