package blobtest

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"tramway/internal/blob"
)

const (
	s3User   = "tramway-test"
	s3Secret = "tramway-test-secret"
)

// Server starts a real S3 server on a folder, makes a bucket and says how to reach it.
func Server(t testing.TB) blob.S3Config {
	t.Helper()
	program := os.Getenv("TRAMWAY_TEST_VERSITYGW")
	if program == "" {
		t.Skip("TRAMWAY_TEST_VERSITYGW does not name a versitygw program: S3 is not tested")
	}
	dir := t.TempDir()
	data, side := filepath.Join(dir, "data"), filepath.Join(dir, "side")
	for _, d := range []string{data, side} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	endpoint := freeAddress(t)
	server := exec.Command(program, "--access", s3User, "--secret", s3Secret, "--port", endpoint, "posix", "--sidecar", side, data)
	server.Dir = dir
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	waitFor(t, endpoint)
	client, err := minio.New(endpoint, &minio.Options{Creds: credentials.NewStaticV4(s3User, s3Secret, "")})
	if err != nil {
		t.Fatal(err)
	}
	if err := client.MakeBucket(context.Background(), "tramway-blobs", minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
	return blob.S3Config{Endpoint: endpoint, Region: "us-east-1", Bucket: "tramway-blobs", AccessKey: s3User, SecretKey: s3Secret, Plain: true}
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// waitFor asks until the server answers anything at all.
func waitFor(t testing.TB, endpoint string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if res, err := http.Get("http://" + endpoint + "/"); err == nil {
			res.Body.Close()
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("the S3 server does not answer")
		case <-tick.C:
		}
	}
}
