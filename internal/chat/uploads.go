package chat

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"tramway/internal/blob"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/picture"
	"tramway/internal/sqldb"
)

// An upload comes in pieces. Each that arrived is a stored file of its own, sealed like
// all others, before its sender is told so; with the last one they become one file, and
// a picture gets what is drawn of it. A message takes the whole.

const (
	maxUploads = 60             // of one person, that no message has taken
	maxPieces  = 500            // of one upload
	uploadLife = 24 * time.Hour // until a message takes it
	sniffed    = 3072           // bytes by which a type is told
)

// Largest sets the operator's bound of an attachment in bytes, before the chat serves.
func (m *Module) Largest(bytes int64) { m.largest = bytes }

const uploadJob = "chat.upload"

// begin makes room for an upload of so many bytes. Errors:
// attachment_too_large, uploads_waiting, plan_limit.
func (m *Module) begin(ctx context.Context, c *httpapi.Call, size int64, kind string, about store.About) (u store.Upload, err error) {
	rules, err := RulesOf(ctx, c.Org.Read())
	if err != nil {
		return u, err
	}
	most := min(int64(rules.AttachmentMB)<<20, m.largest)
	if archive, ok, err := archived(c, kind); err != nil {
		return u, err
	} else if ok {
		most = archive
	}
	if size > most {
		return u, fault.New(fault.TooLarge, "attachment_too_large", fault.Args{"max": most >> 20})
	}
	if err := c.Org.Room(ctx, size); err != nil {
		return u, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Exempt("upload")
		n, err := store.Uploading(tx.Ctx, tx, tx.Who.ID)
		if err != nil {
			return err
		}
		if n >= maxUploads {
			return fault.New(fault.Conflict, "uploads_waiting", fault.Args{"max": maxUploads})
		}
		u = store.Upload{ID: tx.NewID(), Person: tx.Who.ID, Kind: kind, About: sqldb.Seal(about), Size: size,
			Parts: sqldb.AsJSON([]store.Piece{}), At: sqldb.At(tx.Now())}
		tx.Enqueue(org.Job{Kind: uploadJob, Key: uploadJob + ":" + u.ID, Due: tx.Now().Add(uploadLife), Data: u.ID})
		return store.AddUploads(tx.Ctx, tx, u)
	})
	return u, err
}

// forgetUpload removes what no message took in time.
func forgetUpload(tx *org.Tx, j org.Due) error {
	id := strings.TrimPrefix(*j.Key, uploadJob+":")
	waits, err := store.Unclaimed(tx.Ctx, tx, id)
	if err != nil || !waits {
		return err
	}
	return dropUploads(tx, []string{id})
}

// write stores what comes from a device until it ends or is cut off, and says how many
// bytes are there for good.
func write(ctx context.Context, o *org.Org, who org.Who, u *store.Upload, from io.Reader) (int64, error) {
	if len(u.Parts.V) >= maxPieces {
		return 0, fault.New(fault.Conflict, "upload_pieces", fault.Args{"max": maxPieces})
	}
	r := bufio.NewReaderSize(from, sniffed)
	head, err := r.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if len(head) == 0 {
		return 0, nil
	}
	w, err := o.NewBlob(ctx, typeOf(head), -1)
	if err != nil {
		return 0, err
	}
	defer w.Abort()
	if _, err := w.ReadFrom(io.LimitReader(r, u.Size-u.Got)); err != nil {
		return 0, err
	}
	kept, err := w.Finish()
	if err != nil {
		return 0, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("upload")
		grown, err := store.Grow(tx.Ctx, tx, *u, store.Piece{Blob: kept.ID, Size: kept.Size})
		if err == nil && !grown { // another request was first, or it was given up
			err = fault.New(fault.Conflict, "upload_offset")
		}
		if err != nil {
			return err
		}
		return tx.KeepBlob(kept, fileRef(u.ID))
	})
	if err != nil {
		return 0, err
	}
	u.Parts = sqldb.AsJSON(append(slices.Clone(u.Parts.V), store.Piece{Blob: kept.ID, Size: kept.Size}))
	u.Got += kept.Size
	return kept.Size, nil
}

// typeOf is the media type of a file, told by its first bytes and not by its name.
func typeOf(head []byte) string { return mimetype.Detect(head).String() }

// finish makes an upload whole that has all its bytes; done before, it does nothing.
func finish(ctx context.Context, o *org.Org, who org.Who, u store.Upload) error {
	if u.Blob != "" || u.Got != u.Size {
		return nil
	}
	var kept []blob.Meta
	whole, err := joined(ctx, o, u)
	if err != nil {
		return err
	}
	about := u.About.V
	u.Blob = whole.ID
	if len(u.Parts.V) != 1 {
		kept = append(kept, whole)
	}
	about.SHA256, u.Type = hex.EncodeToString(whole.SHA256[:]), whole.ContentType
	if u.Kind != anArchive && (u.Kind != aVoice || !isSound(u.Type)) {
		u.Kind, about.Seconds, about.Peaks = aFile, 0, nil
	}
	if isPicture(u.Type) {
		shown, err := pictured(ctx, o, whole, u, &about)
		if err != nil {
			return err
		}
		if len(shown) > 0 {
			u.Kind, u.Thumb, u.View = anImage, shown[0].ID, shown[len(shown)-1].ID
			kept = append(kept, shown...)
		}
	}
	u.About = sqldb.Seal(about)
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("upload")
		done, err := store.Complete(tx.Ctx, tx, u)
		if err != nil || !done { // somebody else was first
			return err
		}
		if len(u.Parts.V) > 1 {
			if err := tx.ReleaseBlobs(fileRef(u.ID)); err != nil {
				return err
			}
		}
		for _, m := range kept {
			if err := tx.KeepBlob(m, fileRef(u.ID)); err != nil {
				return err
			}
		}
		return nil
	})
}

// joined is an upload's pieces as one file; nobody's yet, unless there was one piece.
func joined(ctx context.Context, o *org.Org, u store.Upload) (m blob.Meta, err error) {
	if len(u.Parts.V) == 1 {
		r, b, err := o.OpenBlob(ctx, u.Parts.V[0].Blob)
		if err != nil {
			return m, err
		}
		m = blob.Meta{ID: b.ID, Size: b.Size, ContentType: b.Type}
		copy(m.SHA256[:], b.Digest)
		return m, r.Close()
	}
	pieces := &piecesReader{ctx: ctx, org: o, left: u.Parts.V}
	defer pieces.Close()
	r := bufio.NewReaderSize(pieces, sniffed)
	head, err := r.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return m, err
	}
	w, err := o.NewBlob(ctx, typeOf(head), -1)
	if err != nil {
		return m, err
	}
	defer w.Abort()
	if _, err := w.ReadFrom(r); err != nil {
		return m, err
	}
	return w.Finish()
}

// piecesReader reads stored pieces one after the other.
type piecesReader struct {
	ctx  context.Context
	org  *org.Org
	left []store.Piece
	now  *blob.Reader
}

func (p *piecesReader) Read(b []byte) (int, error) {
	for {
		if p.now == nil {
			if len(p.left) == 0 {
				return 0, io.EOF
			}
			r, _, err := p.org.OpenBlob(p.ctx, p.left[0].Blob)
			if err != nil {
				return 0, err
			}
			p.now, p.left = r, p.left[1:]
		}
		n, err := p.now.Read(b)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		p.Close()
		if n > 0 {
			return n, nil
		}
	}
}

// Close lets go of the piece that is being read.
func (p *piecesReader) Close() {
	if p.now != nil {
		p.now.Close()
	}
	p.now = nil
}

// The types of pictures that are drawn, and the ones browsers record sound as: a WebM or
// MP4 file does not say at its beginning that there is no film in it.
var (
	pictures = []string{"image/jpeg", "image/png", "image/gif", "image/webp"}
	sounds   = []string{"audio/webm", "video/webm", "audio/ogg", "application/ogg", "audio/mp4", "audio/x-m4a", "video/mp4"}
)

func isPicture(media string) bool { return slices.Contains(pictures, media) }
func isSound(media string) bool   { return slices.Contains(sounds, media) }

// pictured stores what is drawn of a picture: small, and as large as it is looked at.
// What claims to be larger than is good for us, or is broken, stays a plain file.
func pictured(ctx context.Context, o *org.Org, whole blob.Meta, u store.Upload, about *store.About) (out []blob.Meta, err error) {
	r, err := openMeta(ctx, o, whole, u)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	shown, err := picture.Show(ctx, r)
	if fault.Of(err) != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	about.Width, about.Height = shown.Width, shown.Height
	for _, content := range [][]byte{shown.Thumb, shown.View} {
		if content == nil {
			continue
		}
		m, err := o.StoreBlob(ctx, picture.MediaType, content)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// openMeta opens a file that may be nobody's yet.
func openMeta(ctx context.Context, o *org.Org, m blob.Meta, u store.Upload) (*blob.Reader, error) {
	if len(u.Parts.V) == 1 {
		r, _, err := o.OpenBlob(ctx, m.ID)
		return r, err
	}
	return o.ReopenBlob(ctx, m)
}

// ripe finishes those of a person's uploads whose last piece came and whose whole did
// not, because the program ended in between.
func ripe(ctx context.Context, c *httpapi.Call, ids []string) error {
	for _, id := range ids {
		u, err := store.UploadOf(ctx, c.Org.Read(), c.Person(), id)
		if errors.Is(err, sqldb.ErrNone) {
			continue // posting says which one it does not find
		}
		if err != nil {
			return err
		}
		if err := finish(ctx, c.Org, c.Who(), u); err != nil {
			return err
		}
	}
	return nil
}
