package load

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"testing"
)

// workspace is an export of Slack that is made while it is read, so that none of it has to
// lie anywhere.
type workspace struct {
	messages    int
	attachments int   // the first messages have one each
	each        int64 // bytes of an attachment
}

const (
	channels = 20
	dayOf    = 500 // messages of a file
)

// write makes the zip; called again it makes the same bytes.
func (w workspace) write(out io.Writer) error {
	z := zip.NewWriter(out)
	put := func(name, text string) error {
		f, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		return err
	}
	if err := put("users.json", w.users()); err != nil {
		return err
	}
	if err := put("channels.json", w.channels()); err != nil {
		return err
	}
	for from := 0; from < w.messages; from += dayOf {
		day := from / dayOf / channels
		name := fmt.Sprintf("room%d/2025-%02d-%02d.json", from/dayOf%channels, 1+day/28, 1+day%28)
		if err := put(name, w.day(from, min(from+dayOf, w.messages))); err != nil {
			return err
		}
	}
	for n := range w.attachments {
		f, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("__uploads/F%d/plan%d.dat", n, n), Method: zip.Store})
		if err == nil {
			_, err = io.CopyN(f, zeros{}, w.each)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func (w workspace) users() string {
	out := []string{`{"id":"U0","name":"ada","profile":{"real_name":"AU Ada","email":"` + founder + `"}}`}
	for n := 1; n < 50; n++ {
		out = append(out, fmt.Sprintf(`{"id":"U%d","name":"user%d","profile":{"real_name":"Somebody %d"}}`, n, n, n))
	}
	return "[" + strings.Join(out, ",") + "]"
}

func (w workspace) channels() string {
	var out []string
	for n := range channels {
		out = append(out, fmt.Sprintf(`{"id":"C%d","name":"room%d","creator":"U0","members":["U0","U1"]}`, n, n))
	}
	return "[" + strings.Join(out, ",") + "]"
}

func (w workspace) day(from, to int) string {
	out := make([]string, 0, to-from)
	for n := from; n < to; n++ {
		files := ""
		if n < w.attachments {
			files = fmt.Sprintf(`,"files":[{"id":"F%d","name":"plan%d.dat","size":%d}]`, n, n, w.each)
		}
		out = append(out, fmt.Sprintf(`{"type":"message","user":"U%d","text":"line %d of what was said about the harbour, 海港之光, and *nothing* else","ts":"%d.000100"%s}`, n%50, n, 1_740_000_000+n, files))
	}
	return "[" + strings.Join(out, ",") + "]"
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// size is how many bytes it has.
func (w workspace) size(b *testing.B) int64 {
	b.Helper()
	var c counter
	if err := w.write(&c); err != nil {
		b.Fatal(err)
	}
	return int64(c)
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
