package verification

import (
	"context"
	"errors"
	"io"
	"time"

	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/picture"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// The house is right about the organisation's picture and tells the installation, which
// shows it to outsiders and compares it: at once, and every day in case that was missed
// or the organisation has moved.

const pictureJob = "organisation.tell_picture"

func pictureOf(o *org.Org) ref.Ref { return ref.To("organisation_picture", o.ID) }

// pictureNow is the file of the picture, "" if there is none.
func pictureNow(ctx context.Context, q sqldb.Q) (string, error) {
	file, err := sqldb.One[string](ctx, q, `SELECT file FROM {o}.organisation_picture`)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return file, err
}

// SetPicture gives the organisation the picture that file is, and lets go of the one
// before. Errors: those of [picture.Square], plan_limit.
func (m *Module) SetPicture(ctx context.Context, o *org.Org, who org.Who, file io.Reader) error {
	square, err := picture.Square(ctx, file)
	if err != nil {
		return err
	}
	kept, err := o.StoreBlob(ctx, picture.MediaType, square)
	if err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		if err := changePicture(tx, kept.ID); err != nil {
			return err
		}
		return tx.KeepBlob(kept, pictureOf(o))
	})
}

// RemovePicture takes the picture away; none is no error.
func (m *Module) RemovePicture(ctx context.Context, o *org.Org, who org.Who) error {
	return o.Write(ctx, who, func(tx *org.Tx) error { return changePicture(tx, "") })
}

func changePicture(tx *org.Tx, file string) error {
	before, err := pictureNow(tx.Ctx, tx)
	if err != nil || before == file {
		return err
	}
	if err := tx.ReleaseBlobs(pictureOf(tx.Org)); err != nil {
		return err
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.organisation_picture`); err != nil {
		return err
	}
	tx.Record(org.Entry{Action: "organisation.picture", Object: ref.To("organisation", tx.Org.ID),
		Before: map[string]string{"picture": before}, After: map[string]string{"picture": file}})
	tx.Enqueue(org.Job{Kind: pictureJob, Key: pictureJob, Data: struct{}{}})
	if file == "" {
		return nil
	}
	_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.organisation_picture(one, file) VALUES(1, ?)`, file)
	return err
}

// tellPicture tells the installation, and comes again tomorrow.
func (m *Module) tellPicture(ctx context.Context, o *org.Org, _ org.Due) error {
	if err := m.tellPictureNow(ctx, o); err != nil {
		return err
	}
	return o.Write(ctx, org.System(pictureJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		tx.Enqueue(org.Job{Kind: pictureJob, Key: pictureJob, Due: tx.Now().Add(24 * time.Hour), Data: struct{}{}})
		return nil
	})
}

func (m *Module) tellPictureNow(ctx context.Context, o *org.Org) error {
	file, err := pictureNow(ctx, o.Read())
	if err != nil {
		return err
	}
	told, err := m.cfg.Host.PictureFile(ctx, o.ID)
	if err != nil || told == file {
		return err
	}
	p := host.OrgPicture{File: file}
	if file != "" {
		if p.JPEG, err = readPicture(ctx, o, file); err != nil {
			return err
		}
	}
	return m.cfg.Host.SetPicture(ctx, o.ID, p)
}

func readPicture(ctx context.Context, o *org.Org, file string) ([]byte, error) {
	r, _, err := o.OpenBlob(ctx, file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	// Who wrote the file is not known where an organisation came from elsewhere.
	return picture.Square(ctx, r)
}
