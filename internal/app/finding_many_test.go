package app_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"tramway/internal/app/apptest"
)

// In a group of more than a thousand, members and who has not read are found by the index of
// people's words, by their names alone.
func TestMembersOfALargeGroupAreFound(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		const crowd = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 1500) `
		hurt(t, in.Company,
			`INSERT INTO {o}.people(id, name, name_zh, sort_name, title, email, status, version, created_at) `+crowd+
				`SELECT 'hkcrowd'||(10000+i), 'Crowd N'||i, '', 'crowd', '', 'fellow'||i||'@crowd.example', 'active', 1, 0 FROM n`,
			`INSERT INTO {o}.person_words(word, person) `+crowd+`SELECT 'crowd', 'hkcrowd'||(10000+i) FROM n`,
			`INSERT INTO {o}.person_words(word, person) `+crowd+`SELECT 'n'||i, 'hkcrowd'||(10000+i) FROM n`,
			`INSERT INTO {o}.person_words(word, person) `+crowd+`SELECT 'fellow'||i, 'hkcrowd'||(10000+i) FROM n`,
			`INSERT INTO {o}.conversation_members(conversation, person, role, joined_seq, read_seq, mentions) `+crowd+
				`SELECT '`+in.conv+`', 'hkcrowd'||(10000+i), 'member', 0, 0, 0 FROM n`,
			`UPDATE {o}.conversations SET members=1503 WHERE id='`+in.conv+`'`)
		for words, want := range map[string]int{"n1499": 1, "crowd n149": 11, "crowd": 200, "fellow7": 0, "writer": 1, "nobody": 0} {
			if got := apptest.Items(in.reader.Must("GET", in.at("/members?limit=200&q="+url.QueryEscape(words)), nil), "items"); len(got) != want {
				t.Errorf("members called %s: %d, want %d", words, len(got), want)
			}
		}
		v := in.writer.Must("GET", in.path(1, "/reads?read=false&q=n1499"), nil)
		if got := apptest.Items(v, "items"); len(got) != 1 || apptest.Number(v, "unread_count") != 1502 {
			t.Errorf("who has not read it: %d found of %v", len(got), apptest.Number(v, "unread_count"))
		}
	})
}

// Any of one's conversations is found by what it is called, the latest first: by its title, or
// by those in it.
func TestConversationsAreFoundByName(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		for i := range 30 {
			in.reader.Group(fmt.Sprintf("Berth %03d", i), in.writer)
		}
		late := in.Hire("WONG Siu Lung")
		direct := in.reader.Direct(late)
		in.hands.Advance(time.Minute)
		untitled := in.reader.Group("", late, in.writer)
		find := func(p *apptest.Person, words string, limit int) (ids []string) {
			for _, one := range apptest.Items(p.Must("GET", fmt.Sprintf("%s?limit=%d&q=%s", conversationsPath, limit, url.QueryEscape(words)), nil), "items") {
				ids = append(ids, apptest.Text(one, "id"))
			}
			return ids
		}
		if got := find(in.reader, "siu lung", 50); len(got) != 2 || got[0] != untitled || got[1] != direct {
			t.Errorf("by those in it: %v", got)
		}
		if got := find(in.reader, "berth", 10); len(got) != 10 {
			t.Errorf("as many as asked for: %v", got)
		}
		if got := find(in.reader, "Berth 000", 10); len(got) != 1 {
			t.Errorf("the oldest: %v", got)
		}
		if got := find(late, "berth", 10); len(got) != 0 {
			t.Errorf("others' own: %v", got)
		}
	})
}
