package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// resume reads everything after a place, page by page, as a page does that was
// away.
func resume(p *apptest.Person, conversation string, after int) (texts []string, last int) {
	last = after
	for {
		v := p.Must("GET", fmt.Sprintf("/o/{org}/conversations/%s/messages?after=%d&limit=7", conversation, last), nil)
		for _, m := range apptest.Items(v, "items") {
			seq := apptest.Number(m, "seq")
			if seq <= last {
				p.In.T.Errorf("place %d came after %d", seq, last)
			}
			last = seq
			texts = append(texts, apptest.Text(m, "text"))
		}
		if v["more"] != true {
			return texts, last
		}
	}
}

func TestWhoeverWasAwayMissesNothingAndSeesNothingTwice(t *testing.T) {
	t.Parallel()
	const posters, each = 8, 12
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		reader, writer := c.Hire("READER"), c.Hire("WRITER")
		conv := c.Admin.Group("Rush", reader, writer)
		var wg sync.WaitGroup
		for n := range posters {
			wg.Go(func() {
				who := *[]*apptest.Person{c.Admin, writer}[n%2]
				for k := range each {
					hammer(t, &who, conv, fmt.Sprintf("device-%d-%03d", n, k), k%3 == 0)
				}
			})
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		// The reader comes and goes while the others write.
		var got []string
		last := 0
		for finished := false; !finished; {
			select {
			case <-done:
				finished = true // and once more, for what came since
			default:
			}
			var more []string
			more, last = resume(reader, conv, last)
			got = append(got, more...)
		}
		if len(got) != posters*each || last != posters*each {
			t.Errorf("read %d messages up to place %d, want %d", len(got), last, posters*each)
		}
		inOrder(t, got)
		again, _ := resume(c.Admin, conv, 0)
		if strings.Join(again, "\n") != strings.Join(got, "\n") {
			t.Error("another reader sees another order")
		}
	})
}

// hammer posts, and where a device is unsure posts the same again.
func hammer(t *testing.T, who *apptest.Person, conv, client string, retry bool) {
	t.Helper()
	first := who.Post(conv, client, client)
	if first.Status != 201 {
		t.Errorf("%s: %d %s", client, first.Status, first.Body)
		return
	}
	if retry {
		second := who.Post(conv, client, "another text")
		if second.Status != 200 || apptest.Number(second.JSON(), "seq") != apptest.Number(first.JSON(), "seq") || apptest.Text(second.JSON(), "text") != client {
			t.Errorf("%s again: %d %s", client, second.Status, second.Body)
		}
	}
}

// inOrder: nothing twice, and what one device sent is in the order it sent it.
func inOrder(t *testing.T, texts []string) {
	t.Helper()
	latest := map[string]string{}
	for _, text := range texts {
		device := text[:strings.LastIndex(text, "-")]
		if text <= latest[device] {
			t.Errorf("%s came after %s", text, latest[device])
		}
		latest[device] = text
	}
}

func TestTheSameMessageAtTheSameMomentIsStoredOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		other := c.Hire("OTHER")
		conv, elsewhere := c.Admin.Group("One", other), c.Admin.Group("Two", other)
		statuses := make([]int, 8)
		var wg sync.WaitGroup
		for n := range statuses {
			wg.Go(func() {
				who := *c.Admin
				statuses[n] = who.Post(conv, "twice-12", "once").Status
			})
		}
		wg.Wait()
		made := 0
		for _, s := range statuses {
			if s == 201 {
				made++
			} else if s != 200 {
				t.Errorf("status %d", s)
			}
		}
		if texts, _ := resume(other, conv, 0); made != 1 || len(texts) != 1 {
			t.Errorf("made %d times, stored %d times", made, len(texts))
		}
		refusedField(t, c.Admin.Post(elsewhere, "twice-12", "once"), "body.client_id")
		if a := other.Post(conv, "twice-12", "the id is another sender's"); a.Status != 201 {
			t.Errorf("another sender with the same client id: %d", a.Status)
		}
	})
}

func refusedField(t *testing.T, a apptest.Answer, location string) {
	t.Helper()
	errs := apptest.Items(a.JSON(), "errors")
	if a.Status != 422 || len(errs) != 1 || apptest.Text(errs[0], "location") != location || apptest.Text(errs[0], "message") == "" {
		t.Errorf("want %s refused: %d %s", location, a.Status, a.Body)
	}
}

func TestWhatAMessageMayBe(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		conv := c.Admin.Direct(c.Hire("OTHER"))
		for n, text := range []string{strings.Repeat("字", 20000), strings.Repeat("🚋", 20000), "a", "行一\n行二", "<script>alert(1)</script>", "a\u0000b"} {
			a := c.Admin.Post(conv, fmt.Sprintf("accepted-%d", n), text)
			if a.Status != 201 && !(strings.Contains(text, "\u0000") && (a.Status == 400 || a.Status == 422)) {
				t.Errorf("%d characters: %d %.200s", len([]rune(text)), a.Status, a.Body)
			}
		}
		for n, text := range []string{strings.Repeat("字", 20001), "", "   ", "\n\t\u3000 "} {
			refusedField(t, c.Admin.Post(conv, fmt.Sprintf("refused-%d", n), text), "body.text")
		}
	})
}

func TestWhoMayReadAConversation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		in, late, out := c.Hire("INSIDE"), c.Hire("LATE"), c.Hire("OUTSIDE")
		conv := c.Admin.Group("Plans", in)
		c.Admin.Post(conv, "before-1", "before you came", "all")

		shut(t, late, conv, "before joining")
		c.Admin.Must("POST", "/o/{org}/conversations/"+conv+"/members", map[string]any{"person_ids": []string{late.ID, late.ID, in.ID}})
		if v := late.Must("GET", "/o/{org}/conversations/"+conv, nil); apptest.Text(apptest.Object(v, "last"), "text") != "added 1" || apptest.Number(v, "unread") != 0 || apptest.Number(v, "mentions") != 0 || apptest.Number(v, "members_count") != 3 {
			t.Errorf("what a new member sees: %v", v)
		}
		c.Admin.Post(conv, "after-01", "after you came")
		for _, q := range []string{"?after=0", "?after=-1", "", "?before=100", "?before=2"} {
			v := late.Must("GET", "/o/{org}/conversations/"+conv+"/messages"+q, nil)
			for _, m := range apptest.Items(v, "items") {
				if text := apptest.Text(m, "text"); text != "after you came" && text != "added 1" {
					t.Errorf("%q shows what was before: %v", q, m["text"])
				}
			}
			if n := len(apptest.Items(v, "items")); (n != 2) != (q == "?before=2") || v["more"] != false {
				t.Errorf("%q: %d messages, more %v", q, n, v["more"])
			}
		}
		shut(t, out, conv, "never in it")
		late.Must("POST", "/o/{org}/conversations/"+conv+"/leave", nil)
		shut(t, late, conv, "after leaving")
		if a := in.Ask("POST", "/o/{org}/conversations/"+in.Direct(out)+"/leave", nil); a.Status != 409 {
			t.Errorf("leaving a direct conversation: %d", a.Status)
		}
	})
}

// shut: the conversation looks as if it did not exist.
func shut(t *testing.T, p *apptest.Person, conv, when string) {
	t.Helper()
	path := "/o/{org}/conversations/" + conv
	for _, r := range []struct {
		method, path string
		body         any
	}{{"GET", "", nil}, {"GET", "/messages", nil}, {"GET", "/messages?after=0", nil}, {"GET", "/members", nil}, {"POST", "/leave", nil},
		{"POST", "/messages", map[string]any{"client_id": "intruder", "text": "hello"}}, {"POST", "/read", map[string]any{"seq": 1}},
		{"PATCH", "", map[string]any{"title": "mine"}}, {"POST", "/members", map[string]any{"person_ids": []string{p.ID}}}} {
		if a := p.Ask(r.method, path+r.path, r.body); a.Status != 404 || a.Code() != "not_found" {
			t.Errorf("%s: %s %s: %d %s", when, r.method, r.path, a.Status, a.Body)
		}
	}
	for _, v := range apptest.Items(p.Must("GET", "/o/{org}/conversations", nil), "items") {
		if apptest.Text(v, "id") == conv {
			t.Errorf("%s: still listed", when)
		}
	}
	s := p.Open()
	if e := s.Ask("subscribe", map[string]any{"channel": "c:" + conv}); e == nil {
		t.Errorf("%s: may listen", when)
	}
}
