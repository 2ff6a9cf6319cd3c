package app_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/blob/blobtest"
	"tramway/internal/sqldb"
)

// A bucket that refuses keeps nobody from their work: a file is not stored and it is
// said, nothing of it is left, and when the bucket answers again so does the program.
func TestABucketThatRefuses(t *testing.T) {
	t.Parallel()
	server := blobtest.Server(t)
	behind, err := url.Parse("http://" + server.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	var refuses atomic.Bool
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(behind)
		r.Out.Host = r.In.Host // it is signed
	}}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if refuses.Load() {
			http.Error(w, "AccessDenied", http.StatusForbidden)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	keys := filepath.Join(t.TempDir(), "s3.keys")
	if err := os.WriteFile(keys, []byte(server.AccessKey+"\n"+server.SecretKey+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := apptest.New(t, sqldb.SQLite, func(cfg *app.Config) {
		cfg.Files = app.FilesConfig{To: "s3://" + server.Bucket + "/files",
			BucketConfig: app.BucketConfig{S3Endpoint: front.Listener.Addr().String(), S3Region: server.Region, S3KeyFile: keys}}
	})
	in.Log.Expect("Access Denied")
	c := in.Setup()
	picture := photo(t)
	refuses.Store(true)
	if a := c.Admin.Ask("PUT", "/o/{org}/me/picture", picture); a.Status < 500 || a.Status > 503 {
		t.Errorf("while it refuses: %d %s", a.Status, a.Body)
	}
	if me := c.Admin.Must("GET", "/o/{org}/me", nil)["person"].(map[string]any); apptest.Text(me, "picture") != "" {
		t.Errorf("half a picture: %v", me)
	}
	refuses.Store(false)
	c.Admin.Must("PUT", "/o/{org}/me/picture", picture)
	if me := c.Admin.Must("GET", "/o/{org}/me", nil)["person"].(map[string]any); apptest.Text(me, "picture") == "" {
		t.Errorf("no picture: %v", me)
	}
}
