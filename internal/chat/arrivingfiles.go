package chat

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"io"

	"tramway/internal/blob"
	"tramway/internal/chat/internal/store"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// OldFile is an attachment of an old message whose bytes are stored and are nobody's yet.
type OldFile struct {
	file store.File
	kept []blob.Meta
}

// StoreOld stores an attachment of an old message, with what is drawn of a picture. It is
// swept away if no message takes it.
func (m *Module) StoreOld(ctx context.Context, o *org.Org, name string, from io.Reader) (f OldFile, err error) {
	r := bufio.NewReaderSize(from, sniffed)
	head, err := r.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return f, err
	}
	w, err := o.NewBlob(ctx, typeOf(head), -1)
	if err != nil {
		return f, err
	}
	defer w.Abort()
	if _, err := w.ReadFrom(r); err != nil {
		return f, err
	}
	whole, err := w.Finish()
	if err != nil {
		return f, err
	}
	about := store.About{Name: plainName(name), SHA256: hex.EncodeToString(whole.SHA256[:])}
	f.file = store.File{Kind: aFile, Type: whole.ContentType, Size: whole.Size, Blob: whole.ID}
	f.kept = []blob.Meta{whole}
	if isPicture(whole.ContentType) {
		shown, err := pictured(ctx, o, whole, store.Upload{}, &about)
		if err != nil {
			return f, err
		}
		if len(shown) > 0 {
			f.file.Kind, f.file.Thumb, f.file.View = anImage, shown[0].ID, shown[len(shown)-1].ID
			f.kept = append(f.kept, shown...)
		}
	}
	f.file.About = sqldb.Seal(about)
	return f, nil
}

func filesOf(all []OldFile) (out []store.File) {
	for _, f := range all {
		out = append(out, f.file)
	}
	return out
}

// files gives a message what came with it.
func (p *portion) files(o OldMessage, seq int64) error {
	var rows []store.File
	for _, f := range o.Files {
		f.file.ID, f.file.Sender, f.file.At = p.tx.NewID(), o.Sender, sqldb.At(o.At)
		for _, b := range f.kept {
			if err := p.tx.KeepBlob(b, fileRef(f.file.ID)); err != nil {
				return err
			}
		}
		rows = append(rows, f.file)
	}
	if len(rows) == 0 {
		return nil
	}
	return store.AddFiles(p.tx.Ctx, p.tx, p.a.Conversation, seq, rows)
}
