package app_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

const (
	tusVersion = "1.0.0"
	tusPiece   = "application/offset+octet-stream"
)

// begun is an upload that has begun.
type begun struct {
	p  *apptest.Person
	id string
}

// metadata writes pairs as tus has them.
func metadata(pairs ...string) string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(out, ",")
}

func tryUpload(p *apptest.Person, size int, pairs ...string) apptest.Answer {
	return p.Ask("POST", "/o/{org}/uploads", nil, "Tus-Resumable", tusVersion, "Upload-Length", strconv.Itoa(size), "Upload-Metadata", metadata(pairs...))
}

func beginUpload(t *testing.T, p *apptest.Person, size int, pairs ...string) begun {
	t.Helper()
	a := tryUpload(p, size, pairs...)
	at := a.Header.Get("Location")
	if a.Status != http.StatusCreated || !strings.HasPrefix(at, "/api/v1/o/"+p.Org+"/uploads/") {
		t.Fatalf("beginning an upload: %d %s, at %q", a.Status, a.Body, at)
	}
	return begun{p, at[strings.LastIndexByte(at, '/')+1:]}
}

func (u begun) path() string { return "/o/{org}/uploads/" + u.id }

func (u begun) send(p *apptest.Person, offset int, piece []byte) apptest.Answer {
	return p.Ask("PATCH", u.path(), piece, "Tus-Resumable", tusVersion, "Content-Type", tusPiece, "Upload-Offset", strconv.Itoa(offset))
}

// offset is how far it came; -1 if it is not there.
func (u begun) offset(p *apptest.Person) int {
	a := p.Ask("HEAD", u.path(), nil, "Tus-Resumable", tusVersion)
	if a.Status != http.StatusOK {
		return -1
	}
	n, err := strconv.Atoi(a.Header.Get("Upload-Offset"))
	if err != nil {
		return -1
	}
	return n
}

// uploaded sends a file whole.
func uploaded(t *testing.T, p *apptest.Person, content []byte, pairs ...string) string {
	t.Helper()
	u := beginUpload(t, p, len(content), pairs...)
	if a := u.send(p, 0, content); a.Status != http.StatusNoContent {
		t.Fatalf("sending %d bytes: %d %s", len(content), a.Status, a.Body)
	}
	return u.id
}

// sends posts a message that carries something.
func (in chatter) sends(t *testing.T, p *apptest.Person, client string, body map[string]any) map[string]any {
	t.Helper()
	body["client_id"] = client
	if body["text"] == nil {
		body["text"] = ""
	}
	return p.Must("POST", in.at("/messages"), body)
}

func files(m map[string]any) []map[string]any { return apptest.Items(m, "files") }

func painting(t *testing.T, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A line breaks in the middle of a file: what the server says it has is there, the
// device goes on from it, and the others take away exactly what was sent.
func TestAnUploadGoesOnAfterACut(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		content := bytes.Repeat([]byte("a line of a long report\n"), 20000)
		u := beginUpload(t, in.writer, len(content), "filename", "../../報告\u202e.txt")
		cut(t, in.writer, u, content, 100_000)
		at := 0
		apptest.Eventually(t, "what came before the cut", func() bool { at = u.offset(in.writer); return at > 0 })
		if at > 100_000 {
			t.Fatalf("the server has %d bytes of 100,000", at)
		}
		in.refused(t, in.writer, "POST", in.at("/messages"), map[string]any{"client_id": "too-soon-1", "text": "", "files": []string{u.id}}, http.StatusConflict, "file_gone")
		if a := u.send(in.writer, 0, content); a.Status != http.StatusConflict || a.Code() != "upload_offset" {
			t.Errorf("from the beginning again: %d %s", a.Status, a.Body)
		}
		in.In.Stop()
		in.In.Start() // the program ends meanwhile, too
		if again := u.offset(in.writer); again != at {
			t.Fatalf("before the restart %d bytes, after it %d", at, again)
		}
		half := (at + len(content)) / 2
		for _, piece := range [][2]int{{at, half}, {half, len(content)}} {
			if a := u.send(in.writer, piece[0], content[piece[0]:piece[1]]); a.Status != http.StatusNoContent || a.Header.Get("Upload-Offset") != strconv.Itoa(piece[1]) {
				t.Fatalf("going on: %d %s", a.Status, a.Body)
			}
		}
		m := in.sends(t, in.writer, "report-001", map[string]any{"files": []string{u.id}})
		f := files(m)[0]
		if apptest.Text(f, "kind") != "file" || apptest.Text(f, "name") != "報告.txt" || !strings.HasPrefix(apptest.Text(f, "type"), "text/plain") || apptest.Number(f, "size") != len(content) {
			t.Errorf("it came as %v", f)
		}
		got := in.reader.Ask("GET", in.path(2, "/files/0"), nil)
		h := got.Header
		if !bytes.Equal(got.Body, content) || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment;") || h.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("taken away: %d, %d bytes, %v", got.Status, len(got.Body), h)
		}
		part := in.reader.Ask("GET", in.path(2, "/files/0"), nil, "Range", fmt.Sprintf("bytes=%d-%d", half-5, half+4))
		if part.Status != http.StatusPartialContent || !bytes.Equal(part.Body, content[half-5:half+5]) {
			t.Errorf("a range over the seam: %d %q", part.Status, part.Body)
		}
	})
}

// cut sends the beginning of a piece that is said to be longer, and hangs up.
func cut(t *testing.T, p *apptest.Person, u begun, content []byte, n int) {
	t.Helper()
	host := strings.TrimPrefix(p.In.URL, "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fmt.Fprintf(conn, "PATCH /api/v1/o/%s/uploads/%s HTTP/1.1\r\nHost: %s\r\nCookie: tramway_session=%s\r\nTus-Resumable: %s\r\nContent-Type: %s\r\nUpload-Offset: 0\r\nContent-Length: %d\r\n\r\n",
		p.Org, u.id, host, p.Token, tusVersion, tusPiece, len(content))
	if err == nil {
		_, err = conn.Write(content[:n])
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
}

// What somebody sends is theirs: nobody else asks how far it came, goes on with it,
// takes it into a message or away.
func TestAnUploadIsItsSenders(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		u := beginUpload(t, in.writer, 10, "filename", "mine.txt")
		if u.offset(in.reader) != -1 {
			t.Error("somebody else asks how far it came")
		}
		for _, a := range []apptest.Answer{u.send(in.reader, 0, []byte("0123456789")), in.reader.Ask("DELETE", u.path(), nil, "Tus-Resumable", tusVersion)} {
			if a.Status != http.StatusNotFound || a.Code() != "not_found" {
				t.Errorf("somebody else: %d %s", a.Status, a.Body)
			}
		}
		if a := u.send(in.writer, 0, []byte("0123456789")); a.Status != http.StatusNoContent {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		in.refused(t, in.reader, "POST", in.at("/messages"), map[string]any{"client_id": "stolen-001", "text": "", "files": []string{u.id}}, http.StatusConflict, "file_gone")
		for range 2 { // the device is unsure and sends the message again
			in.sends(t, in.writer, "mine-00001", map[string]any{"files": []string{u.id}})
		}
		in.refused(t, in.writer, "POST", in.at("/messages"), map[string]any{"client_id": "twice-0001", "text": "", "files": []string{u.id}}, http.StatusConflict, "file_gone")
		late := in.Hire("LATE")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		outside := in.Hire("OUTSIDE")
		for _, p := range []*apptest.Person{late, outside} {
			in.refused(t, p, "GET", in.path(2, "/files/0"), nil, http.StatusNotFound, "not_found")
		}
		gone := beginUpload(t, in.writer, 10)
		if a := in.writer.Ask("DELETE", gone.path(), nil, "Tus-Resumable", tusVersion); a.Status != http.StatusNoContent || gone.offset(in.writer) != -1 {
			t.Errorf("given up: %d %s", a.Status, a.Body)
		}
	})
}

// What is too large, or has no room, is refused before its bytes come; what nobody takes
// is gone after a day, and so are its bytes.
func TestUploadsHaveBounds(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		refused := func(a apptest.Answer, status int, code string) {
			t.Helper()
			if a.Status != status || a.Code() != code || a.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%d %s, want %d %s", a.Status, a.Body, status, code)
			}
		}
		refused(tryUpload(in.writer, 50<<20+1), http.StatusRequestEntityTooLarge, "attachment_too_large")
		rules := map[string]any{"edit_minutes": 5, "recall_minutes": 5, "receipts": true, "forwarding": true, "attachment_mb": 60}
		in.Admin.Must("PUT", "/o/{org}/chat/rules", rules)
		u := beginUpload(t, in.writer, 50<<20+1)
		if a := in.writer.Ask("PATCH", u.path(), bytes.Repeat([]byte("x"), 10), "Tus-Resumable", tusVersion, "Content-Type", "text/plain", "Upload-Offset", "0"); a.Code() != "upload_protocol" {
			t.Errorf("another type: %d %s", a.Status, a.Body)
		}
		rules["attachment_mb"] = 1
		in.Admin.Must("PUT", "/o/{org}/chat/rules", rules)
		refused(tryUpload(in.writer, 1<<20+1), http.StatusRequestEntityTooLarge, "attachment_too_large")
		in.Admin.Must("PUT", "/o/{org}/chat/rules", rules)
		refused(tryUpload(in.writer, 5, "kind", "voice", "seconds", "9", "peaks", "1,2,300"), http.StatusUnprocessableEntity, "invalid")
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"upload": "admins"}))
		file := uploaded(t, in.writer, []byte("a file"))
		in.refused(t, in.writer, "POST", in.at("/messages"), map[string]any{"client_id": "admins-001", "text": "", "files": []string{file}}, http.StatusConflict, "uploads_admins_only")
		in.writer.Post(in.conv, "admins-002", "a text is no file")
		waiting := stored(t, in)
		if waiting != 6 {
			t.Errorf("%d bytes wait", waiting)
		}
		in.hands.Advance(25 * time.Hour)
		apptest.Eventually(t, "what nobody took goes", func() bool { return uses(t, in) == 0 })
	})
}

// stored is how many bytes an organisation's files in use have.
func stored(t *testing.T, in chatter) (n int64) {
	t.Helper()
	house(t, in.Company, func(ctx context.Context, o *org.Org) (err error) {
		n, err = org.StoredBytes(ctx, o.Read())
		return err
	})
	return n
}

// uses is how many stored files are used by attachments.
func uses(t *testing.T, in chatter) (n int) {
	t.Helper()
	house(t, in.Company, func(ctx context.Context, o *org.Org) (err error) {
		n, err = sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.blob_uses WHERE ref LIKE 'file:%'`)
		return err
	})
	return n
}

func house(t *testing.T, c *apptest.Company, fn func(ctx context.Context, o *org.Org) error) {
	t.Helper()
	o, err := c.In.App.Registry.Open(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if err := fn(t.Context(), o); err != nil {
		t.Fatal(err)
	}
}

func TestThePlanBoundsUploads(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		if _, err := in.In.App.Host.SavePlan(t.Context(), "", plan.Plan{Name: "small", Limits: map[string]int64{plan.Storage: 1000}}); err != nil {
			t.Fatal(err)
		}
		if err := app.SetPlan(t.Context(), in.In.Config, in.ID, "small"); err != nil {
			t.Fatal(err)
		}
		apptest.Eventually(t, "the plan is in force", func() bool { return apptest.Text(in.Admin.Must("GET", "/o/{org}/plan", nil), "name") == "small" })
		if a := tryUpload(in.writer, 1001); a.Code() != "plan_limit" {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		a, b := beginUpload(t, in.writer, 900), beginUpload(t, in.writer, 900)
		if got := a.send(in.writer, 0, make([]byte, 900)); got.Status != http.StatusNoContent {
			t.Errorf("the first: %d %s", got.Status, got.Body)
		}
		if got := b.send(in.writer, 0, make([]byte, 900)); got.Code() != "plan_limit" {
			t.Errorf("the second: %d %s", got.Status, got.Body)
		}
	})
}

// An image has its shape before it is loaded, and a small drawing of it without what its
// file says of place and camera. What only claims to be one, or to be enormous, stays a
// file that nobody opens here.
func TestImagesAreDrawn(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		bomb := painting(t, 4, 4)
		copy(bomb[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65,536 by 65,536, its check sum is wrong
		svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)
		m := in.sends(t, in.writer, "images-001", map[string]any{"text": "look", "files": []string{
			uploaded(t, in.writer, painting(t, 1000, 400), "filename", "wide.png"), uploaded(t, in.writer, bomb, "filename", "bomb.png"),
			uploaded(t, in.writer, svg, "filename", "drawing.png"), uploaded(t, in.writer, painting(t, 20, 30), "filename", "small.txt")}})
		all := files(m)
		wide := all[0]
		if apptest.Text(wide, "kind") != "image" || apptest.Number(wide, "width") != 1000 || apptest.Number(wide, "height") != 400 {
			t.Errorf("wide: %v", wide)
		}
		for i, kind := range []string{"image", "file", "file", "image"} {
			if got := apptest.Text(all[i], "kind"); got != kind {
				t.Errorf("%s is a %s", apptest.Text(all[i], "name"), got)
			}
		}
		for look, side := range map[string]int{"thumb": 640, "view": 1000} {
			a := in.reader.Ask("GET", in.path(2, "/files/0/"+look), nil)
			img, format, err := image.Decode(bytes.NewReader(a.Body))
			if err != nil || format != "jpeg" || img.Bounds().Dx() != side || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "inline") {
				t.Errorf("%s: %d %v", look, a.Status, err)
			}
			if again := in.reader.Ask("GET", in.path(2, "/files/0/"+look), nil, "If-None-Match", a.Header.Get("ETag")); again.Status != http.StatusNotModified {
				t.Errorf("asked again: %d", again.Status)
			}
		}
		in.refused(t, in.reader, "GET", in.path(2, "/files/2/view"), nil, http.StatusNotFound, "not_found")
		got := in.reader.Ask("GET", in.path(2, "/files/2"), nil)
		if !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") || !bytes.Equal(got.Body, svg) {
			t.Errorf("a drawing with a script: %v", got.Header)
		}
		edited := in.writer.Must("PATCH", in.path(2, ""), edit("look again", 0))
		if len(files(edited)) != 4 {
			t.Errorf("after an edit: %v", files(edited))
		}
	})
}

// A recalled message's files are gone for everybody; its forwards are messages of their
// own and keep theirs, without a second copy of the bytes.
func TestFilesAreForwardedAndRecalled(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		content := bytes.Repeat([]byte("page "), 1000)
		in.sends(t, in.writer, "report-001", map[string]any{"files": []string{uploaded(t, in.writer, content, "filename", "report.txt")},
			"location": map[string]any{"lat": 22.28, "lon": 114.158, "label": "Central"}, "contact": in.reader.ID})
		if m := in.reader.Must("GET", in.path(2, ""), nil); len(files(m)) != 3 || apptest.Text(apptest.Object(files(m)[2], "person"), "id") != in.reader.ID {
			t.Fatalf("carried: %v", files(m))
		}
		outside := in.Hire("OUTSIDE")
		to := in.writer.Direct(outside)
		in.writer.Must("POST", "/o/{org}/conversations/"+to+"/forward", in.forwarding("forward-01", true, "", 1, 2))
		if stored(t, in) != int64(len(content)) {
			t.Errorf("%d bytes stored for %d", stored(t, in), len(content))
		}
		m := outside.Must("GET", "/o/{org}/conversations/"+to+"/messages/1", nil)
		parts := apptest.Items(m, "forwarded")
		if len(parts) != 2 || len(files(parts[0])) != 0 || len(files(parts[1])) != 3 || len(files(m)) != 0 {
			t.Fatalf("forwarded: %v", m)
		}
		in.writer.Must("POST", in.path(2, "/recall"), nil)
		for _, p := range []*apptest.Person{in.writer, in.reader} {
			in.refused(t, p, "GET", in.path(2, "/files/0"), nil, http.StatusNotFound, "not_found")
		}
		if left := apptest.Items(in.reader.Must("GET", in.at("/files"), nil), "items"); len(left) != 0 {
			t.Errorf("still listed: %v", left)
		}
		n := apptest.Number(files(parts[1])[0], "n")
		path := fmt.Sprintf("/o/{org}/conversations/%s/messages/1/files/%d", to, n)
		if a := outside.Ask("GET", path, nil); !bytes.Equal(a.Body, content) {
			t.Errorf("the forward: %d, %d bytes", a.Status, len(a.Body))
		}
		in.writer.Must("POST", "/o/{org}/conversations/"+to+"/messages/1/recall", nil)
		in.refused(t, outside, "GET", path, nil, http.StatusNotFound, "not_found")
	})
}

// A conversation's files are listed, latest first and by kind, and found by search, by
// their names and kinds.
func TestFilesAreListedAndFound(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		for i := range 3 {
			in.sends(t, in.writer, fmt.Sprintf("file-%05d", i), map[string]any{"files": []string{
				uploaded(t, in.writer, []byte("x"), "filename", fmt.Sprintf("invoice-%d.txt", i)), uploaded(t, in.writer, painting(t, 9, 9), "filename", "scan.png")}})
		}
		page := in.reader.Must("GET", in.at("/files?limit=4"), nil)
		rest := in.reader.Must("GET", in.at("/files?limit=4&cursor="+apptest.Text(page, "next")), nil)
		if first := apptest.Items(page, "items"); len(first) != 4 || apptest.Number(first[0], "seq") != 4 || len(apptest.Items(rest, "items")) != 2 {
			t.Errorf("listed: %v and %v", page, rest)
		}
		if images := apptest.Items(in.reader.Must("GET", in.at("/files?kind=image"), nil), "items"); len(images) != 3 {
			t.Errorf("images: %v", images)
		}
		hits := func(q string) int {
			return len(apptest.Items(in.reader.Must("GET", "/o/{org}/search/messages?"+q, nil), "items"))
		}
		apptest.Eventually(t, "found by name and kind", func() bool { return hits("q=invoice-1") == 1 && hits("has=image") == 3 })
		if n := hits("has=voice"); n != 0 {
			t.Errorf("%d voice messages found", n)
		}
	})
}

// A voice message is heard by all members with its shape; a guest hears and sees, and
// takes nothing away.
func TestAGuestSeesAndTakesNothingAway(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		webm := append([]byte{0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0xf7, 0x81, 1, 0x42, 0xf2, 0x81, 4, 0x42, 0xf3, 0x81, 8, 0x42, 0x82, 0x84}, "webm and then the sound"...)
		m := in.sends(t, in.writer, "voice-0001", map[string]any{"files": []string{
			uploaded(t, in.writer, webm, "filename", "voice.webm", "kind", "voice", "seconds", "2.5", "peaks", "0,50,100"),
			uploaded(t, in.writer, painting(t, 9, 9)), uploaded(t, in.writer, []byte("no sound"), "kind", "voice", "seconds", "2")}})
		voice := files(m)[0]
		if apptest.Text(voice, "kind") != "voice" || voice["seconds"] != 2.5 || len(voice["peaks"].([]any)) != 3 || apptest.Text(files(m)[2], "kind") != "file" {
			t.Errorf("voice: %v", files(m))
		}
		guest := in.reader
		in.Become(guest, authz.Guest)
		if a := guest.Ask("GET", in.path(2, "/files/0/sound"), nil, "Range", "bytes=0-3"); a.Status != http.StatusPartialContent || !strings.HasPrefix(a.Header.Get("Content-Type"), "audio/") {
			t.Errorf("heard: %d %v", a.Status, a.Header)
		}
		if a := guest.Ask("GET", in.path(2, "/files/1/thumb"), nil); a.Status != http.StatusOK {
			t.Errorf("seen: %d %s", a.Status, a.Body)
		}
		for n := range 3 {
			in.refused(t, guest, "GET", in.path(2, fmt.Sprintf("/files/%d", n)), nil, http.StatusForbidden, "not_allowed")
		}
	})
}

// A held message's files wait with it, longer than what nobody took; released they are
// there for all, refused they are gone.
func TestFilesWaitWithAHeldMessage(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.In.App.Chat.Inspectors(marking)
		held := in.sends(t, in.writer, "held-00001", map[string]any{"files": []string{uploaded(t, in.writer, []byte("for later"), "filename", "later.txt")}, "contact": in.reader.ID})
		refused := in.sends(t, in.writer, "held-00002", map[string]any{"files": []string{uploaded(t, in.writer, []byte("refused"), "filename", "later-2.txt")}})
		own := apptest.Items(in.writer.Must("GET", in.at("/held"), nil), "items")
		if held["state"] != "held" || len(files(held)) != 2 || len(own) != 2 || len(files(own[0]))+len(files(own[1])) != 3 {
			t.Fatalf("held: %v and %v", held, own)
		}
		if left := apptest.Items(in.reader.Must("GET", in.at("/files"), nil), "items"); len(left) != 0 {
			t.Errorf("others see %v", left)
		}
		in.Admin.Must("POST", "/o/{org}/held-messages/"+apptest.Text(held, "id")+"/release", nil)
		in.Admin.Must("POST", "/o/{org}/held-messages/"+apptest.Text(refused, "id")+"/refuse", nil)
		if a := in.reader.Ask("GET", in.path(2, "/files/0"), nil); string(a.Body) != "for later" {
			t.Errorf("released: %d %s", a.Status, a.Body)
		}
		if n := uses(t, in); n != 1 {
			t.Errorf("%d stored files are in use", n)
		}
	})
}

// Whoever is forgotten takes their files along, from forwards too; what is old goes with
// its conversation. Nothing of either is stored any longer.
func TestFilesGoWithTheirSenderAndTheirTime(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.sends(t, in.writer, "mine-00001", map[string]any{"files": []string{uploaded(t, in.writer, []byte("of the writer"))}})
		in.sends(t, in.reader, "mine-00002", map[string]any{"files": []string{uploaded(t, in.reader, []byte("of the reader"))}})
		to := in.reader.Direct(in.Admin)
		in.reader.Must("POST", "/o/{org}/conversations/"+to+"/forward", in.forwarding("forward-01", true, "", 2, 3))
		uploaded(t, in.writer, []byte("on its way"))
		steps := in.In.App.Chat.Life()
		through := func(step func(tx *org.Tx) (int, error)) {
			t.Helper()
			house(t, in.Company, func(ctx context.Context, o *org.Org) error {
				for n := 1; n > 0; {
					err := o.Write(ctx, org.System("test"), func(tx *org.Tx) (err error) {
						tx.Exempt("job")
						n, err = step(tx)
						return err
					})
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
		for _, e := range steps.Erasures {
			through(func(tx *org.Tx) (int, error) { return e.Step(tx, in.writer.ID, sqldb.At(tx.Now()), 100) })
			house(t, in.Company, func(ctx context.Context, o *org.Org) error {
				due, err := e.Left(ctx, o.Read(), in.writer.ID)
				if due.Rows != 0 {
					t.Errorf("%s: %d rows are left", e.Name, due.Rows)
				}
				return err
			})
		}
		m := in.reader.Must("GET", "/o/{org}/conversations/"+to+"/messages/1", nil)
		if left := fmt.Sprint(m["forwarded"]); uses(t, in) != 2 || stored(t, in) != int64(len("of the reader")) || strings.Contains(left, in.writer.ID) {
			t.Errorf("%d uses, %d bytes; forwarded %s", uses(t, in), stored(t, in), left)
		}
		through(func(tx *org.Tx) (int, error) {
			return steps.Purges[0].Step(tx, sqldb.At(tx.Now().Add(time.Hour)), nil, 100)
		})
		if uses(t, in) != 0 || stored(t, in) != 0 {
			t.Errorf("after their time %d uses and %d bytes are left", uses(t, in), stored(t, in))
		}
	})
}
