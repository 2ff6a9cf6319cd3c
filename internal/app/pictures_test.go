package app_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/blob"
	"tramway/internal/blob/blobtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func photo(t *testing.T) apptest.File {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 700, 600))); err != nil {
		t.Fatal(err)
	}
	return apptest.File{Name: "me.png", Content: b.Bytes()}
}

// Somebody gives themselves a picture: colleagues see it beside the name and in
// conversations, others can't change it, an administrator can take it away, and the
// next one has another address.
func TestAPictureOfOneself(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) { pictureOfOneself(t, apptest.New(t, engine)) })
}

// The same with files in a bucket, which is empty again when the organisation is
// destroyed.
func TestPicturesInABucket(t *testing.T) {
	t.Parallel()
	server := blobtest.Server(t)
	keys := filepath.Join(t.TempDir(), "s3.keys")
	if err := os.WriteFile(keys, []byte(server.AccessKey+"\n"+server.SecretKey+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := apptest.New(t, sqldb.SQLite, func(cfg *app.Config) {
		cfg.Files = app.FilesConfig{To: "s3://" + server.Bucket + "/files",
			BucketConfig: app.BucketConfig{S3Endpoint: server.Endpoint, S3Region: server.Region, S3KeyFile: keys}}
	})
	c := pictureOfOneself(t, in)
	if n := objects(t, server); n == 0 {
		t.Error("nothing is in the bucket")
	}
	if left, _ := filepath.Glob(filepath.Join(in.Config.Data, "orgs", c.ID, "blobs", "*")); len(left) > 0 {
		t.Errorf("on the disk, too: %v", left)
	}
	in.Stop()
	if _, err := app.DestroyHouse(t.Context(), in.Config, c.ID); err != nil {
		t.Fatal(err)
	}
	if n := objects(t, server); n != 0 {
		t.Errorf("%d objects are left", n)
	}
}

func objects(t *testing.T, server blob.S3Config) (n int) {
	t.Helper()
	bucket, err := blob.NewS3(server)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range bucket.List(t.Context(), "files/") {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func pictureOfOneself(t *testing.T, in *apptest.Installation) *apptest.Company {
	t.Helper()
	c := in.Setup()
	ben, eve := c.Hire("BEN Ng"), c.Hire("EVE Ho")
	mine := ben.Must("PUT", "/o/{org}/me/picture", photo(t))
	id := apptest.Text(mine, "picture")
	a := eve.Ask("GET", "/o/{org}/pictures/"+ben.ID+"?v="+id, nil)
	if img, format, err := image.Decode(bytes.NewReader(a.Body)); err != nil || format != "jpeg" || img.Bounds().Dx() != 512 || a.Header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("%d %s %v", a.Status, a.Header.Get("Content-Type"), err)
	}
	talk := ben.Direct(eve)
	if a := ben.Post(talk, "with-a-picture", "hello"); a.Status/100 != 2 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	last := apptest.Items(eve.Must("GET", "/o/{org}/conversations/"+talk+"/messages", nil), "items")[0]
	if apptest.Text(last, "sender_picture") != id {
		t.Errorf("beside the message: %v", last)
	}
	if a := eve.Ask("PUT", "/o/{org}/pictures/"+ben.ID, photo(t)); a.Status != 403 {
		t.Errorf("another's picture: %d %s", a.Status, a.Body)
	}
	if a := ben.Ask("PUT", "/o/{org}/me/picture", apptest.File{Name: "me.png", Content: []byte("MZ")}); a.Status != 422 {
		t.Errorf("a program: %d %s", a.Status, a.Body)
	}
	if a := c.Admin.Ask("PUT", "/o/{org}/pictures/nobody", photo(t)); a.Status != 404 {
		t.Errorf("nobody's: %d %s", a.Status, a.Body)
	}
	again := apptest.Text(ben.Must("PUT", "/o/{org}/me/picture", photo(t)), "picture")
	if a := eve.Ask("GET", "/o/{org}/pictures/"+ben.ID+"?v="+id, nil); again == id || a.Status != 404 {
		t.Errorf("the one before: %d", a.Status)
	}
	c.Admin.Must("DELETE", "/o/{org}/pictures/"+ben.ID, nil)
	if a := eve.Ask("GET", "/o/{org}/pictures/"+ben.ID, nil); a.Status != 404 {
		t.Errorf("taken away: %d", a.Status)
	}
	return c
}
