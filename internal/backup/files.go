package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tramway/internal/blob"
	"tramway/internal/keyring"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// readFile puts a file where the organisation's files are to lie. They are nobody's
// until the house has its place, and a load that fails takes them back.
func (c *coming) readFile(p Part) error {
	key, ours := strings.CutPrefix(p.Name, blobName(c.o.ID, ""))
	if !ours || c.seed == nil {
		return fmt.Errorf("%w: part %s", ErrFormat, p.Name)
	}
	files, err := c.home.Files(c.o.ID)
	if err != nil {
		return err
	}
	if err := c.file.next(p); err != nil {
		return err
	}
	sum := sha256.New()
	if err := files.Put(c.ctx, key, io.TeeReader(c.file.tar, sum), p.Size); err != nil {
		return errors.Join(c.file.broken, err)
	}
	if !bytes.Equal(sum.Sum(nil), p.SHA256) {
		return fmt.Errorf("%w: digest", ErrAltered)
	}
	return nil
}

// rewrap takes the files' keys from the key they came under to the house's new one.
func (c *coming) rewrap(db *sqldb.DB, got []sqldb.Count) error {
	if !slices.ContainsFunc(got, func(n sqldb.Count) bool { return n.Table == org.BlobTable && n.Rows > 0 }) {
		return nil
	}
	apart, err := c.apart.keys()
	if err != nil {
		return err
	}
	keys, err := apart.Open(c.ctx, c.o.ID)
	if err != nil {
		return err
	}
	defer keys.Close()
	to, err := keys.Key(keyring.Blob)
	if err != nil {
		return err
	}
	err = org.RewrapBlobs(c.ctx, db, func(m blob.Meta) ([]byte, error) { return blob.Rewrap(m, c.o.ID, c.blobKey, to) })
	if errors.Is(err, blob.ErrTampered) || len(c.blobKey) == 0 {
		err = errors.Join(fmt.Errorf("%w: keys of files", ErrRecord), err)
	}
	return err
}

// anything says whether files lie there.
func anything(ctx context.Context, files blob.Backend) (bool, error) {
	for _, err := range files.List(ctx, "") {
		return true, err
	}
	return false, nil
}
