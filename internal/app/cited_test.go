package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
)

// cited are the titles and lines of objects as one person is told of them, by ref.
func cited(p *apptest.Person, refs ...string) map[string]string {
	p.In.T.Helper()
	out := map[string]string{}
	for _, one := range apptest.Items(p.Must("GET", "/o/{org}/cards?refs="+strings.Join(refs, ","), nil), "items") {
		out[apptest.Text(one, "ref")] = apptest.Text(one, "title") + " | " + apptest.Text(one, "subtitle") + " | " + apptest.Text(one, "link")
	}
	return out
}

// A link to something of the organisation says what it leads to, to whoever may see that
// when they look; to others it says nothing, be it hidden or not there.
func TestALinkToOnesOwnSaysWhatItsReaderMaySee(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		late := in.Hire("LATE")
		said, person, talk := "message:"+in.conv+"/1", "person:"+in.writer.ID, "conversation:"+in.conv
		nowhere := []string{"message:" + in.conv + "/99", "message:" + in.conv, "message:" + in.conv + "/01", "person:nobody", "gold:bar", "nothing", ""}
		all := append([]string{said, said, person, talk}, nowhere...)
		got := cited(in.reader, all...)
		want := map[string]string{
			said:   "WRITER in Talk | the first text | /im/" + in.conv + "?at=1",
			person: "WRITER |  | /contacts?person=" + in.writer.ID,
			talk:   "Talk |  | /im/" + in.conv,
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("the reader is told %v, want %v", got, want)
		}
		if got := cited(late, all...); len(got) != 1 || got[person] == "" {
			t.Errorf("who is not there is told %v", got)
		}
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		if got := cited(late, said, talk); len(got) != 1 || got[talk] == "" {
			t.Errorf("who came later is told %v", got)
		}
		in.writer.Post(in.conv, "long-0001", strings.Repeat("very\n", 200))
		long := cited(late, fmt.Sprintf("message:%s/%d", in.conv, in.last(t)))
		if line := fmt.Sprint(long); len(long) != 1 || !strings.Contains(line, "very very") || !strings.Contains(line, "… |") {
			t.Errorf("a long text is shown as %v", long)
		}
		in.Become(in.reader, authz.Guest)
		if got := cited(in.reader, all...); got[said] == "" || got[person] != "" {
			t.Errorf("a guest is told %v", got)
		}
		in.writer.Must("POST", in.path(1, "/recall"), nil)
		if got := cited(in.reader, said); len(got) != 0 {
			t.Errorf("of a recalled message: %v", got)
		}
		in.refused(t, in.reader, "GET", "/o/{org}/cards?refs="+strings.Join(slices.Repeat([]string{said}, 51), ","), nil, http.StatusUnprocessableEntity, "invalid")
	})
}

func (in chatter) last(t *testing.T) int {
	t.Helper()
	items := apptest.Items(in.writer.Must("GET", in.at("/messages"), nil), "items")
	return apptest.Number(items[len(items)-1], "seq")
}
