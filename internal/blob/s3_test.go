package blob_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"tramway/internal/blob"
	"tramway/internal/blob/blobtest"
)

func bucket(t testing.TB, c blob.S3Config, prefix string) *blob.S3 {
	t.Helper()
	c.Prefix = prefix
	b, err := blob.NewS3(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestS3(t *testing.T) {
	t.Parallel()
	server := blobtest.Server(t)
	var n atomic.Int64
	blobtest.Run(t, func(t *testing.T) blob.Backend {
		return bucket(t, server, fmt.Sprintf("orgs/o%d/", n.Add(1)))
	})
	t.Run("encrypted blobs", func(t *testing.T) {
		t.Parallel()
		checkBlobs(t, bucket(t, server, "orgs/sealed/"))
	})
}
