package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
)

const foldersPath = "/o/{org}/chat/folders"

// folders are a person's by name, in their order, with how much is in each.
func foldersOf(p *apptest.Person) (names, ids []string) {
	for _, f := range apptest.Items(p.Must("GET", foldersPath, nil), "items") {
		names, ids = append(names, fmt.Sprint(apptest.Text(f, "name"), apptest.Number(f, "filed"))), append(ids, apptest.Text(f, "id"))
	}
	return names, ids
}

func (in chatter) folder(p *apptest.Person, name string) string {
	all := apptest.Items(p.Must("POST", foldersPath, map[string]any{"name": name}), "items")
	return apptest.Text(all[len(all)-1], "id")
}

// hears says whether a page is told that something changed.
func hears(s *apptest.Socket, within time.Duration, what string) bool {
	for {
		m := s.Push(within, "changed")
		if m == nil || apptest.Text(m, "ref") == what {
			return m != nil
		}
	}
}

// seesOf is one field of the conversation as a person has it in their list.
func (in chatter) seesOf(p *apptest.Person, field string) any {
	for _, one := range apptest.Items(p.Must("GET", "/o/{org}/conversations", nil), "items") {
		if apptest.Text(one, "id") == in.conv {
			return one[field]
		}
	}
	return nil
}

// Folders are made, named, ordered and filled by one person; all their devices hear of it, and
// nobody else sees or touches them.
func TestFoldersAreForOneself(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		socket, foreign := in.reader.Open(), in.writer.Open()
		a, b := in.folder(in.reader, "  Client  A "), in.folder(in.reader, "項目")
		c := in.folder(in.reader, "Later")
		if !hears(socket, soon, "arranged:"+in.reader.ID) {
			t.Error("the person's own page does not hear of it")
		}
		in.reader.Must("PUT", in.at("/folders"), map[string]any{"folder_ids": []string{b, a, b}})
		in.reader.Must("PATCH", foldersPath+"/"+c, map[string]any{"place": 1})
		in.reader.Must("PATCH", foldersPath+"/"+a, map[string]any{"name": "Client B", "place": 30})
		if names, ids := foldersOf(in.reader); fmt.Sprint(names) != "[Later0 項目1 Client B1]" || !slices.Equal(ids, []string{c, b, a}) {
			t.Errorf("folders: %v", names)
		}
		if got := fmt.Sprint(in.seesOf(in.reader, "folder_ids")); got != fmt.Sprint([]string{b, a}) {
			t.Errorf("filed in %s", got)
		}
		if found := apptest.Items(in.reader.Must("GET", foldersPath+"/"+a+"/conversations", nil), "items"); len(found) != 1 || apptest.Text(found[0], "id") != in.conv {
			t.Errorf("in the folder: %v", found)
		}
		if hears(foreign, quiet, "arranged:"+in.reader.ID) {
			t.Error("somebody else hears of it")
		}
		if names, _ := foldersOf(in.writer); len(names) != 0 || fmt.Sprint(in.seesOf(in.writer, "folder_ids")) != "[]" {
			t.Errorf("somebody else sees %v", names)
		}
		for _, method := range []string{"PATCH", "DELETE"} {
			in.refused(t, in.writer, method, foldersPath+"/"+a, map[string]any{"name": "Mine"}, http.StatusNotFound, "not_found")
		}
		in.refused(t, in.writer, "GET", foldersPath+"/"+a+"/conversations", nil, http.StatusNotFound, "not_found")
		in.refused(t, in.writer, "PUT", in.at("/folders"), map[string]any{"folder_ids": []string{a}}, http.StatusUnprocessableEntity, "invalid")
		in.reader.Must("DELETE", foldersPath+"/"+b, nil)
		if got := fmt.Sprint(in.seesOf(in.reader, "folder_ids")); got != fmt.Sprint([]string{a}) {
			t.Errorf("after one is deleted: filed in %s", got)
		}
		// Whoever leaves the group and is brought back has it in no folder.
		in.reader.Must("POST", in.at("/leave"), nil)
		if names, _ := foldersOf(in.reader); fmt.Sprint(names) != "[Later0 Client B0]" {
			t.Errorf("after leaving: %v", names)
		}
		in.refused(t, in.reader, "PUT", in.at("/folders"), map[string]any{"folder_ids": []string{a}}, http.StatusNotFound, "not_found")
	})
}

func TestFoldersAreBounded(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		var ids []string
		for i := range 30 {
			ids = append(ids, in.folder(in.reader, fmt.Sprint("Folder ", i)))
		}
		in.refused(t, in.reader, "POST", foldersPath, map[string]any{"name": "One more"}, http.StatusConflict, "too_many_folders")
		in.refused(t, in.reader, "PUT", in.at("/folders"), map[string]any{"folder_ids": ids[:11]}, http.StatusUnprocessableEntity, "invalid")
		in.reader.Must("PUT", in.at("/folders"), map[string]any{"folder_ids": ids[:10]})
		for _, name := range []string{" ", strings.Repeat("字", 41), "folder 1"} {
			in.refused(t, in.reader, "PATCH", foldersPath+"/"+ids[0], map[string]any{"name": name}, http.StatusUnprocessableEntity, "invalid")
		}
		in.reader.Must("PATCH", foldersPath+"/"+ids[1], map[string]any{"name": "FOLDER 1"}) // itself, in other letters
	})
}

// Marked as unread, a conversation counts one on all devices of whoever marked it, until they
// open it; the others' lists of who has read stay as they were.
func TestAConversationIsMarkedAsUnreadForOneself(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		total := func() int { return apptest.Number(in.reader.Must("GET", "/o/{org}/unread", nil), "total") }
		read := func() string {
			v := in.writer.Must("GET", in.path(1, "/reads?read=true"), nil)
			return fmt.Sprint(apptest.Number(v, "read_count"), apptest.Number(v, "unread_count"))
		}
		in.reader.Must("POST", in.at("/read"), map[string]any{"seq": 1})
		before := read()
		socket := in.reader.Open()
		in.reader.Must("PUT", in.at("/unread"), nil)
		if !hears(socket, soon, "arranged:"+in.reader.ID) {
			t.Error("the person's own page does not hear of it")
		}
		if got := fmt.Sprint(in.seesOf(in.reader, "unread"), in.seesOf(in.reader, "marked_unread"), in.seesOf(in.reader, "read_seq"), total()); got != "1 true 1 1" {
			t.Errorf("marked: %s", got)
		}
		if after := read(); after != before {
			t.Errorf("others see %s, and saw %s", after, before)
		}
		// What one marks oneself counts in a muted conversation, too; a message adds itself, not one more.
		in.reader.Must("PUT", in.at("/mine"), map[string]any{"pinned": false, "muted_until": in.hands.Now().Add(time.Hour)})
		if total() != 1 {
			t.Errorf("muted: %d unread", total())
		}
		in.reader.Must("PUT", in.at("/mine"), map[string]any{"pinned": false})
		in.writer.Post(in.conv, "unread-01", "the second text")
		if total() != 1 {
			t.Errorf("with a message: %d unread", total())
		}
		in.reader.Must("POST", in.at("/read"), map[string]any{"seq": 2})
		if got := fmt.Sprint(in.seesOf(in.reader, "unread"), in.seesOf(in.reader, "marked_unread"), total()); got != "0 false 0" {
			t.Errorf("opened: %s", got)
		}
		// A mark on what has been read already goes by the same way.
		in.reader.Must("PUT", in.at("/unread"), nil)
		in.reader.Must("POST", in.at("/read"), map[string]any{"seq": 2})
		if total() != 0 {
			t.Errorf("opened again: %d unread", total())
		}
		in.refused(t, in.Hire("OUTSIDE"), "PUT", in.at("/unread"), nil, http.StatusNotFound, "not_found")
		if got := in.seesOf(in.writer, "marked_unread"); got != false {
			t.Errorf("somebody else has the mark: %v", got)
		}
	})
}
