package host

import (
	"context"
	"errors"

	"tramway/internal/picture"
	"tramway/internal/sqldb"
)

// OrgPicture is how an organisation shows itself.
type OrgPicture struct {
	File string `db:"file"` // of its house; "": it has none
	JPEG []byte `db:"jpeg"` // made by [picture.Square]
}

// Picture is an organisation's, for whoever knows which file it is. Errors: not_found.
func (h *Host) Picture(ctx context.Context, file string) (OrgPicture, error) {
	return found(sqldb.One[OrgPicture](ctx, h.db.Read(), `SELECT file, jpeg FROM {o}.org_pictures WHERE file=?`, file))
}

// PictureFile says which file it is, "" for none.
func (h *Host) PictureFile(ctx context.Context, orgID string) (string, error) {
	return pictureFile(ctx, h.db.Read(), orgID)
}

func pictureFile(ctx context.Context, q sqldb.Q, orgID string) (string, error) {
	file, err := sqldb.One[string](ctx, q, `SELECT file FROM {o}.org_pictures WHERE org=?`, orgID)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return file, err
}

// SetPicture shows an organisation by another picture, and asks an operator about one that
// passes for another's (F121). Told again it changes nothing. Errors: not_found.
func (h *Host) SetPicture(ctx context.Context, orgID string, p OrgPicture) error {
	s := shown{OrgPicture: p, org: orgID}
	if p.File != "" {
		var err error
		if s.hash, err = picture.Looks(p.JPEG); err != nil {
			return err
		}
		s.plain = picture.Plain(p.JPEG)
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		before, err := pictureFile(ctx, q, orgID)
		if err != nil || before == p.File {
			return err
		}
		o, err := found(sqldb.One[Organisation](ctx, q, `SELECT `+orgCols+` FROM {o}.organisations WHERE id=?`, orgID))
		if err != nil {
			return err
		}
		return h.showPicture(ctx, q, o, s)
	})
}

// shown is a picture with what it looks like.
type shown struct {
	OrgPicture
	org   string
	hash  picture.Hash
	plain bool
}

func (h *Host) showPicture(ctx context.Context, q sqldb.Q, o Organisation, s shown) error {
	if err := dropPicture(ctx, q, s.org); err != nil {
		return err
	}
	// What waits is about the one that is gone.
	if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.reviews SET decided_at=?, outcome=? WHERE org=? AND kind=? AND decided_at=0`,
		h.now(), ReviewWithdrawn, s.org, SamePicture); err != nil || s.File == "" {
		return err
	}
	if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.org_pictures(org, file, jpeg, hash) VALUES(?,?,?,?)`, s.org, s.File, s.JPEG, int64(s.hash)); err != nil || s.plain {
		return err
	}
	var rows [][]any
	for _, band := range s.hash.Bands() {
		rows = append(rows, []any{band, s.org})
	}
	if err := sqldb.Insert(ctx, q, `INSERT INTO {o}.org_picture_bands(band, org)`, rows, ""); err != nil {
		return err
	}
	return h.askPictures(ctx, q, o, s)
}

func dropPicture(ctx context.Context, q sqldb.Q, orgID string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.org_picture_bands WHERE org=?`, orgID); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.org_pictures WHERE org=?`, orgID)
	return err
}
