package blob

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// partSize is what an upload of unknown length keeps in memory. A bucket takes 10,000
// parts, so the largest blob is 160 GB.
const partSize = 16 << 20

// S3Config says where a bucket is. It exists already; we never make one.
type S3Config struct {
	Endpoint  string // host:port
	Region    string
	Bucket    string
	Prefix    string // before every key, such as "orgs/acme/"
	AccessKey string
	SecretKey string
	Plain     bool              // http instead of https: loopback only
	Transport http.RoundTripper // optional
}

// S3 is a backend on an S3-compatible bucket.
type S3 struct {
	core   minio.Core
	bucket string
	prefix string
}

// NewS3 prepares a client; it does not call.
func NewS3(c S3Config) (*S3, error) {
	client, err := minio.New(c.Endpoint, &minio.Options{
		Creds: credentials.NewStaticV4(c.AccessKey, c.SecretKey, ""), Secure: !c.Plain, Region: c.Region, Transport: c.Transport})
	if err != nil {
		return nil, fmt.Errorf("blob: bucket: %w", err)
	}
	return &S3{core: minio.Core{Client: client}, bucket: c.Bucket, prefix: c.Prefix}, nil
}

// Put implements [Backend]. An object appears when its last part is acknowledged.
func (s *S3) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := checkKey(key); err != nil {
		return err
	}
	options := minio.PutObjectOptions{ContentType: "application/octet-stream", PartSize: partSize, SendContentMd5: false}
	if _, err := s.core.Client.PutObject(ctx, s.bucket, s.prefix+key, &contextReader{ctx, r}, size, options); err != nil {
		return fmt.Errorf("blob: writing: %w", err)
	}
	return nil
}

// Get implements [Backend].
func (s *S3) Get(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	if n == 0 { // a range of nothing cannot be asked for
		_, err := s.Stat(ctx, key)
		return io.NopCloser(strings.NewReader("")), err
	}
	var options minio.GetObjectOptions
	if err := setRange(&options, off, n); err != nil {
		return nil, fmt.Errorf("blob: reading: %w", err)
	}
	body, _, _, err := s.core.GetObject(ctx, s.bucket, s.prefix+key, options)
	if minio.ToErrorResponse(err).Code == "InvalidRange" {
		return io.NopCloser(strings.NewReader("")), nil
	}
	if err != nil {
		return nil, s.failed("reading", err)
	}
	return body, nil
}

func setRange(options *minio.GetObjectOptions, off, n int64) error {
	switch {
	case n > 0:
		return options.SetRange(off, off+n-1)
	case off > 0:
		return options.SetRange(off, 0)
	}
	return nil
}

// Delete implements [Backend].
func (s *S3) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := s.core.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{})
	if err != nil && s.failed("deleting", err) != ErrNotFound {
		return s.failed("deleting", err)
	}
	return nil
}

// Stat implements [Backend].
func (s *S3) Stat(ctx context.Context, key string) (Info, error) {
	if err := checkKey(key); err != nil {
		return Info{}, err
	}
	o, err := s.core.StatObject(ctx, s.bucket, s.prefix+key, minio.StatObjectOptions{})
	if err != nil {
		return Info{}, s.failed("reading", err)
	}
	return Info{Key: key, Size: o.Size, ModTime: o.LastModified}, nil
}

// List implements [Backend].
func (s *S3) List(ctx context.Context, prefix string) iter.Seq2[Info, error] {
	return func(yield func(Info, error) bool) {
		for o := range s.core.Client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix + prefix, Recursive: true}) {
			if o.Err != nil {
				yield(Info{}, s.failed("listing", o.Err))
				return
			}
			if !yield(Info{Key: strings.TrimPrefix(o.Key, s.prefix), Size: o.Size, ModTime: o.LastModified}, nil) {
				return
			}
		}
	}
}

func (s *S3) failed(doing string, err error) error {
	if minio.ToErrorResponse(err).Code == "NoSuchKey" {
		return ErrNotFound
	}
	return fmt.Errorf("blob: %s: %w", doing, err)
}
