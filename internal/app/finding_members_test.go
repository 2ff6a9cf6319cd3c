package app_test

import (
	"fmt"
	"net/url"
	"testing"

	"tramway/internal/app/apptest"
)

// In a large group one finds members, and who has not read, by name, whatever page they are on.
func TestMembersAreFoundByName(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		late := in.Hire("WONG Siu Lung")
		in.Admin.Must("PATCH", "/o/{org}/people/"+late.ID, map[string]any{"name": "WONG Siu Lung", "name_zh": "黃小龍", "version": 1})
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		seq := int(apptest.Number(in.Admin.Post(in.conv, "find-0001", "who has read it").JSON(), "seq"))
		ids := func(v map[string]any) (out []string) {
			for _, one := range apptest.Items(v, "items") {
				out = append(out, apptest.Text(one, "id"))
			}
			return out
		}
		only := fmt.Sprint([]string{late.ID})
		for _, words := range []string{"siu l", "黄小龙", "龍"} { // both ways of writing
			if got := fmt.Sprint(ids(in.reader.Must("GET", in.at("/members?q="+url.QueryEscape(words)), nil))); got != only {
				t.Errorf("members called %s: %s", words, got)
			}
			if got := fmt.Sprint(ids(in.Admin.Must("GET", in.path(seq, "/reads?read=false&q="+url.QueryEscape(words)), nil))); got != only {
				t.Errorf("who has not read it, called %s: %s", words, got)
			}
		}
		v := in.Admin.Must("GET", in.path(seq, "/reads?read=true&q=siu"), nil)
		if len(ids(v)) != 0 || apptest.Number(v, "unread_count") != 3 {
			t.Errorf("who has read it: %v", v)
		}
		if v := in.reader.Must("GET", in.at("/members?q=nobody"), nil); len(ids(v)) != 0 {
			t.Errorf("nobody is called so: %v", v)
		}
	})
}
