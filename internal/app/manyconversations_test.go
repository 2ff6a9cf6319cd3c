package app_test

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"tramway/internal/app/apptest"
)

const conversationsPath = "/o/{org}/conversations"

// allOf are the ids that a list gives by its largest pages, in its order.
func allOf(p *apptest.Person, path string) (ids []string) {
	for cursor := ""; ; {
		answer := p.Must("GET", path+"?limit=200&cursor="+url.QueryEscape(cursor), nil)
		for _, one := range apptest.Items(answer, "items") {
			ids = append(ids, apptest.Text(one, "id"))
		}
		if cursor = apptest.Text(answer, "next"); cursor == "" {
			return ids
		}
	}
}

// Somebody with more conversations than a page holds reaches every one of them, in the list
// and in a folder, once each;
// what is said in the last of them brings it up.
func TestAllConversationsAreReached(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		const groups = 255
		folder, made := in.folder(in.reader, "Everything"), []string{in.conv}
		for i := range groups {
			made = append(made, in.reader.Group(fmt.Sprintf("Berth %03d", i), in.writer))
		}
		for _, id := range made {
			in.reader.Must("PUT", conversationsPath+"/"+id+"/folders", map[string]any{"folder_ids": []string{folder}})
		}
		oldest, pinned := made[1], made[2]
		in.reader.Must("PUT", conversationsPath+"/"+pinned+"/mine", map[string]any{"pinned": true})
		for _, path := range []string{conversationsPath, foldersPath + "/" + folder + "/conversations"} {
			found := allOf(in.reader, path)
			if len(found) != len(made) || found[0] != pinned {
				t.Errorf("%s: %d of %d, first %s", path, len(found), len(made), found[0])
			}
			slices.Sort(found)
			if len(slices.Compact(found)) != len(made) {
				t.Errorf("%s: some are given twice", path)
			}
		}
		in.hands.Advance(time.Minute)
		in.writer.Post(oldest, "late-001", "a word in the last one")
		if found := allOf(in.reader, conversationsPath); found[1] != oldest {
			t.Errorf("what was said last stands at %d", slices.Index(found, oldest))
		}
	})
}
