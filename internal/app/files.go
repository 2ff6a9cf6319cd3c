package app

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"tramway/internal/blob"
)

// FilesConfig says where the files lie that people store.
type FilesConfig struct {
	To string `help:"Where stored files go: s3://bucket/prefix; empty: beside each organisation's database." env:"TO"`
	BucketConfig
}

// BucketConfig says how a bucket is reached.
type BucketConfig struct {
	S3Endpoint string `name:"s3-endpoint" help:"host:port of the bucket's server; without TLS only on loopback." env:"S3_ENDPOINT"`
	S3Region   string `name:"s3-region" help:"Region of the bucket." env:"S3_REGION"`
	S3KeyFile  string `name:"s3-key-file" help:"File with access key and secret key, a line each." type:"path" env:"S3_KEY_FILE"`
}

// bucketMark begins the address of a bucket; everything else is a folder.
const bucketMark = "s3://"

func isBucket(where string) bool { return strings.HasPrefix(where, bucketMark) }

// open reaches the bucket at s3://bucket/prefix; option begins the names of its
// settings, such as --backup.
func (c BucketConfig) open(option, where string) (*blob.S3, error) {
	keys, err := c.keys(option)
	if err != nil {
		return nil, err
	}
	if u, err := url.Parse("https://" + c.S3Endpoint); c.S3Endpoint == "" || err != nil || u.Path != "" {
		return nil, fmt.Errorf("%s-s3-endpoint %q: wants host or host:port", option, c.S3Endpoint)
	}
	name, prefix, _ := strings.Cut(strings.TrimPrefix(where, bucketMark), "/")
	if prefix = strings.Trim(prefix, "/"); prefix != "" {
		prefix += "/"
	}
	return blob.NewS3(blob.S3Config{Endpoint: c.S3Endpoint, Region: c.S3Region, Bucket: name, Prefix: prefix,
		AccessKey: keys[0], SecretKey: keys[1], Plain: onLoopback(c.S3Endpoint)})
}

func (c BucketConfig) keys(option string) ([]string, error) {
	raw, err := os.ReadFile(c.S3KeyFile)
	if err != nil {
		return nil, fmt.Errorf("%s-s3-key-file: %w", option, err)
	}
	keys := strings.Fields(string(raw))
	if len(keys) != 2 {
		return nil, errors.New(option + "-s3-key-file: wants the access key and the secret key, a line each")
	}
	return keys, nil
}

func onLoopback(endpoint string) bool {
	host, _, err := net.SplitHostPort(endpoint)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// check names mistakes at start rather than at the first file.
func (c FilesConfig) check() error {
	if c.To == "" {
		return nil
	}
	if !isBucket(c.To) {
		return fmt.Errorf("--files-to %q: wants s3://bucket/prefix", c.To)
	}
	_, err := c.open("--files", c.To)
	return err
}

// files is where an organisation's files lie. They are under its own keys, so that
// one bucket serves all.
func (c *Config) files(orgID string) (blob.Backend, error) {
	if c.Files.To == "" {
		return blob.NewFolder(c.path("orgs", orgID, "blobs"))
	}
	return c.Files.open("--files", strings.TrimSuffix(c.Files.To, "/")+"/orgs/"+orgID)
}
