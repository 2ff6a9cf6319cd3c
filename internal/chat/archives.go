package chat

import (
	"context"
	"errors"

	"tramway/internal/authz"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// An archive of old messages is sent in pieces as attachments are, under a bound of its
// own; no message takes it, but the import that it is for.

// Import is taking over what was said in another program.
const Import = "chat.import"

// MaxArchive is the most bytes of an archive.
const MaxArchive = 2 << 30

const anArchive = "archive"

// archived is the bound of an upload; ok: it is an archive.
func archived(c *httpapi.Call, kind string) (most int64, ok bool, err error) {
	if kind != anArchive {
		return 0, false, nil
	}
	return MaxArchive, true, c.Allow(Import, authz.Resource{})
}

// SentArchive is an archive that arrived whole.
type SentArchive struct {
	Blob, Name, SHA256 string
	Size               int64
}

// TakeArchive gives an archive of the actor's to another user. Errors: file_gone.
func (m *Module) TakeArchive(tx *org.Tx, upload string, as ref.Ref) (a SentArchive, err error) {
	u, err := store.UploadOf(tx.Ctx, tx, tx.Who.ID, upload)
	if errors.Is(err, sqldb.ErrNone) || err == nil && (u.Blob == "" || u.Kind != anArchive) {
		err = fault.New(fault.Conflict, "file_gone")
	}
	if err != nil {
		return a, err
	}
	if err := tx.UseBlob(u.Blob, as); err != nil {
		return a, err
	}
	return SentArchive{u.Blob, u.About.V.Name, u.About.V.SHA256, u.Size}, dropUploads(tx, []string{u.ID})
}

// LargestFile is the most bytes that an attachment has here.
func (m *Module) LargestFile(ctx context.Context, q sqldb.Q) (int64, error) {
	rules, err := RulesOf(ctx, q)
	return min(int64(rules.AttachmentMB)<<20, m.largest), err
}
