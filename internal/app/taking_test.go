package app_test

import (
	"fmt"
	"net/http"
	"testing"

	"tramway/internal/app/apptest"
)

// Who takes a file away is in the record (F191), once however many pieces it is fetched
// in; where the organisation forbids it nobody does, pictures are still seen, and the
// attempt is in the record (F195).
func TestWhoTakesAFileAwayIsInTheRecord(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.sends(t, in.writer, "paper-0001", map[string]any{"files": []string{uploaded(t, in.writer, []byte("minutes of the pier"), "filename", "minutes.txt"), uploaded(t, in.writer, painting(t, 9, 9))}})
		file := in.path(2, "/files/0")
		for _, piece := range []string{"bytes=0-3", "bytes=4-7", ""} {
			var a apptest.Answer
			if a = in.reader.Ask("GET", file, nil); piece != "" {
				a = in.reader.Ask("GET", file, nil, "Range", piece)
			}
			if a.Status/100 != 2 {
				t.Errorf("%s: %d %s", piece, a.Status, a.Body)
			}
		}
		taken := func(action string) int {
			return len(apptest.Items(in.Admin.Must("GET", "/o/{org}/record/entries?action="+action+"&actor="+in.reader.ID, nil), "items"))
		}
		if n := taken("chat.file.take"); n != 4 { // three times whole, and once in pieces
			t.Errorf("%d entries", n)
		}
		rules := in.Admin.Must("GET", "/o/{org}/chat/rules", nil)
		rules["no_downloads"] = true
		in.Admin.Must("PUT", "/o/{org}/chat/rules", rules)
		for n := range 2 {
			in.refused(t, in.reader, "GET", in.path(2, fmt.Sprintf("/files/%d", n)), nil, http.StatusConflict, "downloads_off")
		}
		if a := in.reader.Ask("GET", in.path(2, "/files/1/thumb"), nil); a.Status != http.StatusOK {
			t.Errorf("seen: %d", a.Status)
		}
		if n := taken("chat.file.take_refused"); n != 2 {
			t.Errorf("%d attempts", n)
		}
	})
}
