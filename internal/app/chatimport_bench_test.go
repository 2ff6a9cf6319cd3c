package app_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
)

// BenchmarkImport reads a table of 20,000 messages and imports it, on each engine.
func BenchmarkImport(b *testing.B) {
	const rows = 20_000
	for _, engine := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			for range b.N {
				c := apptest.New(b, engine).Setup()
				id := readArchive(b, c, rows)
				begun := time.Now()
				c.Admin.Must("POST", "/o/{org}/chat/imports/"+id+"/begin", nil)
				for apptest.Text(c.Admin.Must("GET", "/o/{org}/chat/imports/"+id, nil), "state") != "done" {
					time.Sleep(20 * time.Millisecond)
				}
				b.ReportMetric(rows/time.Since(begun).Seconds(), "messages/s")
			}
		})
	}
}

// readArchive sends a table of so many messages, and waits until it is read.
func readArchive(b *testing.B, c *apptest.Company, rows int) string {
	var out strings.Builder
	out.WriteString("conversation,kind,time,author,email,text,id\n")
	for i := range rows {
		fmt.Fprintf(&out, "Room %d,open,2025-03-%02d %02d:%02d:%02d,Ada,ada@harbour.example,row %d of the harbour 海港,r%d\n", i%20, 1+i/3600%28, i/3600%24, i/60%60, i%60, i, i)
	}
	content := []byte(out.String())
	a := c.Admin.Ask("POST", "/o/{org}/uploads", nil, "Tus-Resumable", tusVersion, "Upload-Length", strconv.Itoa(len(content)), "Upload-Metadata", metadata("kind", "archive"))
	at := a.Header.Get("Location")
	upload := at[strings.LastIndexByte(at, '/')+1:]
	if sent := c.Admin.Ask("PATCH", "/o/{org}/uploads/"+upload, content, "Tus-Resumable", tusVersion, "Content-Type", "application/offset+octet-stream", "Upload-Offset", "0"); sent.Status != http.StatusNoContent {
		b.Fatalf("%d %s", sent.Status, sent.Body)
	}
	id := apptest.Text(c.Admin.Must("POST", "/o/{org}/chat/imports", map[string]any{"upload_id": upload}), "id")
	apptest.Eventually(b, "the archive is read", func() bool {
		return apptest.Text(c.Admin.Must("GET", "/o/{org}/chat/imports/"+id, nil), "state") == "ready"
	})
	return id
}
