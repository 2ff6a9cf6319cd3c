package app_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// finds is what a person is shown, texts with their marks in brackets, latest first;
// asked are pairs of a parameter and its value.
func finds(p *apptest.Person, asked ...string) string {
	p.In.T.Helper()
	v := url.Values{}
	for i := 0; i < len(asked); i += 2 {
		v.Add(asked[i], asked[i+1])
	}
	var out []string
	for _, hit := range apptest.Items(p.Must("GET", "/o/{org}/search/messages?"+v.Encode(), nil), "items") {
		all, shown, at := []rune(apptest.Text(hit, "text")), "", 0
		for _, m := range apptest.Items(hit, "marks") {
			shown += string(all[at:apptest.Number(m, "from")]) + "[" + string(all[apptest.Number(m, "from"):apptest.Number(m, "to")]) + "]"
			at = apptest.Number(m, "to")
		}
		out = append(out, shown+string(all[at:]))
	}
	return strings.Join(out, " | ")
}

// A colleague finds what was said in either script, by filters, page by page; and what is
// held, recalled, or said where they are not, never.
func TestMessagesAreFound(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		c.In.App.Chat.Inspectors(marking)
		a, b, other := c.Hire("ANNA"), c.Hire("BEN"), c.Hire("CHRIS")
		talk, apart := a.Group("預算組", b), a.Group("", other)
		for n, text := range []string{"明日開會，討論預算", "Budget meeting at https://example.com", "会议改期到星期五", "later: 會議取消"} {
			a.Post(talk, fmt.Sprintf("client-%d", n), text)
		}
		b.Post(talk, "client-ben", "收到，會議見 @ANNA", a.ID)
		other.Post(apart, "client-chris", "另一個會議")
		expect := func(p *apptest.Person, want string, asked ...string) {
			t.Helper()
			got := ""
			for range 400 {
				if got = finds(p, asked...); got == want {
					return
				}
			}
			t.Errorf("%v finds %q, want %q", asked, got, want)
		}
		apptest.Eventually(t, "what was said last is found", func() bool { return finds(a, "q", "另一") != "" && finds(a, "q", "收到") != "" })
		expect(b, "收到，[會議]見 @ANNA | [会议]改期到星期五", "q", "會議")
		expect(b, "收到，[會]議見 @ANNA | [会]议改期到星期五 | 明日開[會]，討論預算", "q", "会")
		expect(a, "另一個[會議] | 收到，[會議]見 @ANNA | [会议]改期到星期五", "q", "会议")
		expect(a, "[会议]改期到星期五", "q", "會議", "from", a.ID)
		expect(a, "另一個[會議]", "q", "會議", "in", apart)
		expect(b, "[Budg]et [meet]ing at https://example.com", "q", `budg MEET`)
		expect(b, "", "q", `"meeting budget"`)
		expect(b, "Budget meeting at https://example.com", "has", "link")
		expect(a, "收到，會議見 @ANNA", "has", "mention", "in", talk)
		expect(b, "", "q", "預算", "until", "2020-01-01")
		expect(b, "明日開會，討論[預算]", "q", "预算", "since", "2020-01-01")
		if s := b.Ask("GET", "/o/{org}/search/messages?q=x&in="+apart, nil).Status; s != 404 {
			t.Errorf("in a conversation of others: %d", s)
		}
		for _, bad := range []string{"", "q=%22", "q=x&since=tomorrow", "q=x&cursor=!", "q=x&has=gold", "q=" + strings.Repeat("x", 201)} {
			if s := b.Ask("GET", "/o/{org}/search/messages?"+bad, nil).Status; s != 422 && s != 400 {
				t.Errorf("%.30s: %d", bad, s)
			}
		}
		first := b.Must("GET", "/o/{org}/search/messages?q=%E4%BC%9A&limit=2", nil)
		second := b.Must("GET", "/o/{org}/search/messages?q=%E4%BC%9A&limit=2&cursor="+apptest.Text(first, "next"), nil)
		if len(apptest.Items(first, "items")) != 2 || len(apptest.Items(second, "items")) != 1 || apptest.Text(second, "next") != "" {
			t.Errorf("pages: %v, then %v", first, second)
		}
		hit := apptest.Items(first, "items")[0]
		if apptest.Text(hit, "conversation") != "預算組" || apptest.Number(hit, "seq") != 4 || apptest.Text(hit, "sender_name") != "BEN" {
			t.Errorf("a hit says %v", hit)
		}
		b.Must("POST", fmt.Sprintf("/o/{org}/conversations/%s/messages/4/recall", talk), nil)
		if got := finds(a, "q", "收到"); got != "" {
			t.Errorf("a recalled message is found: %s", got)
		}
		b.Must("POST", "/o/{org}/conversations/"+talk+"/leave", nil)
		if got := finds(b, "q", "会"); got != "" {
			t.Errorf("who left finds %s", got)
		}
	})
}
