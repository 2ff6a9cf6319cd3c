package app_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/org"
	"tramway/internal/preview"
	"tramway/internal/sqldb"
)

// A link's page is asked for only where an administrator opened the door to its domain,
// once a day, by a recorded step; what it says is for those who see the message.
func TestALinkShowsWhatItLeadsTo(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		var asked atomic.Int32
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/sea.png" {
				w.Header().Set("Content-Type", "image/png")
				_ = png.Encode(w, image.NewGray(image.Rect(0, 0, 900, 300)))
				return
			}
			asked.Add(1)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = fmt.Fprint(w, "<title>潮汐 Tides</title><meta name=description content='High water at nine'><meta property=og:image content=sea.png>")
		}))
		t.Cleanup(site.Close)
		address := strings.Replace(site.URL, "127.0.0.1", "localhost", 1) + "/tides"
		previews := func(p *apptest.Person) []map[string]any {
			return apptest.Items(p.Must("GET", in.at("/previews"), nil), "items")
		}
		rules := func(shown bool, only, never []string) map[string]any {
			return map[string]any{"shown": shown, "only": only, "never": never}
		}
		say := func(client string) { in.writer.Post(in.conv, client, "see "+address+", please") }
		say("shut-0001")
		in.hands.Advance(time.Second)
		in.refused(t, in.writer, "PUT", "/o/{org}/links/rules", rules(true, []string{}, []string{}), http.StatusForbidden, "not_allowed")
		in.refused(t, in.Admin, "PUT", "/o/{org}/links/rules", rules(true, []string{"no domain"}, []string{}), http.StatusUnprocessableEntity, "invalid")
		in.Admin.Must("PUT", "/o/{org}/links/rules", rules(true, []string{}, []string{"host.localdomain", "Example.com "}))
		in.writer.Post(in.conv, "never-001", "https://www.example.com/x")
		say("open-0001")
		apptest.Eventually(t, "its page is shown", func() bool { return len(previews(in.reader)) == 1 })
		one := previews(in.reader)[0]
		if apptest.Text(one, "title") != "潮汐 Tides" || apptest.Text(one, "about") != "High water at nine" || apptest.Text(one, "site") != "localhost" || apptest.Number(one, "seq") != 4 {
			t.Errorf("shown: %v", one)
		}
		drawn := func(p *apptest.Person, seq int) (int, image.Image) {
			answer := p.Ask("GET", in.path(seq, "/preview/picture?v="+apptest.Text(one, "picture")), nil)
			shown, _ := jpeg.Decode(bytes.NewReader(answer.Body))
			return answer.Status, shown
		}
		if status, shown := drawn(in.reader, 4); status != http.StatusOK || shown == nil || shown.Bounds().Size() != image.Pt(640, 213) {
			t.Errorf("its picture: %d, %v", status, shown)
		}
		say("open-0002")
		apptest.Eventually(t, "the second one is shown", func() bool { return len(previews(in.reader)) == 2 })
		if n := asked.Load(); n != 1 {
			t.Errorf("the site was asked %d times", n)
		}
		entries := fmt.Sprint(in.Admin.Must("GET", "/o/{org}/record/entries?limit=200", nil))
		if !strings.Contains(entries, "links.ask") || strings.Contains(entries, "/tides") {
			t.Error("the asking is not in the record, or more than the host is")
		}
		late := in.Hire("LATE")
		in.refused(t, late, "GET", in.at("/previews"), nil, http.StatusNotFound, "not_found")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		if got := previews(late); len(got) != 0 {
			t.Errorf("of messages before one came: %v", got)
		}
		if status, _ := drawn(late, 4); status != http.StatusNotFound {
			t.Errorf("the picture of a message before one came: %d", status)
		}
		in.refused(t, in.reader, "DELETE", in.path(4, "/preview"), nil, http.StatusConflict, "not_own_message")
		in.writer.Must("DELETE", in.path(4, "/preview"), nil)
		in.writer.Must("POST", in.path(5, "/recall"), nil)
		if got := previews(in.reader); len(got) != 0 {
			t.Errorf("removed and recalled: %v", got)
		}
		for _, seq := range []int{4, 5} {
			if status, _ := drawn(in.reader, seq); status != http.StatusNotFound {
				t.Errorf("the picture of message %d: %d", seq, status)
			}
		}
		in.hands.Advance(25 * time.Hour)
		say("open-0003")
		apptest.Eventually(t, "a day later it is asked again", func() bool { return asked.Load() == 2 })
		in.writer.Post(in.conv, "own-00001", "see "+in.In.Config.Origin+"/o/"+in.ID+"/im")
		say("open-0004")
		apptest.Eventually(t, "what comes after a link to oneself is shown", func() bool { return len(previews(in.reader)) == 2 })
		entries = fmt.Sprint(in.Admin.Must("GET", "/o/{org}/record/entries?limit=200", nil))
		if n := strings.Count(entries, "action:links.ask"); n != 4 { // a page and its picture, on two days
			t.Errorf("%d askings are in the record: the installation asks itself", n)
		}
		in.Admin.Must("PUT", "/o/{org}/links/rules", rules(false, []string{}, []string{}))
		if got := previews(in.reader); len(got) != 0 {
			t.Errorf("with the door shut: %v", got)
		}
		if before, after := hung(t, in), forgotten(t, in); before != 1 || after != 0 {
			t.Errorf("%d files of pictures were in use, %d are when the pages are purged", before, after)
		}
	})
}

// hung is how many stored files are pictures of pages.
func hung(t *testing.T, in chatter) (n int) {
	t.Helper()
	house(t, in.Company, func(ctx context.Context, o *org.Org) (err error) {
		n, err = sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.blob_uses WHERE ref LIKE 'link_page:%'`)
		return err
	})
	return n
}

// forgotten purges what pages said, and gives what is hung then.
func forgotten(t *testing.T, in chatter) int {
	t.Helper()
	step := (&preview.Module{}).Life().Purges[0].Step
	house(t, in.Company, func(ctx context.Context, o *org.Org) error {
		return o.Write(ctx, org.System("test"), func(tx *org.Tx) error {
			tx.Exempt("job")
			for n := 1; n > 0; {
				var err error
				if n, err = step(tx, sqldb.At(o.Now().Add(time.Hour)), nil, 100); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return hung(t, in)
}
