package directory

import (
	"context"
	"errors"
	"io"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/picture"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// pictureOf is how a person's picture uses its file.
func pictureOf(person string) ref.Ref { return ref.To("picture", person) }

// SetPicture gives a person the picture that file is, and lets go of the one before.
// Errors: those of [picture.Square], plan_limit, not_found.
func SetPicture(ctx context.Context, o *org.Org, who org.Who, person string, file io.Reader) error {
	square, err := picture.Square(ctx, file)
	if err != nil {
		return err
	}
	kept, err := o.StoreBlob(ctx, picture.MediaType, square)
	if err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		if err := changePicture(tx, person, kept.ID); err != nil {
			return err
		}
		return tx.KeepBlob(kept, pictureOf(person))
	})
}

// RemovePicture takes a person's picture away; none is no error. Errors: not_found.
func RemovePicture(ctx context.Context, o *org.Org, who org.Who, person string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error { return changePicture(tx, person, "") })
}

// releasePictures lets go of the files of people who are being removed.
func releasePictures(tx *org.Tx, ids []string) error {
	with, err := store.WithPicture(tx.Ctx, tx, ids)
	for _, id := range with {
		err = errors.Join(err, tx.ReleaseBlobs(pictureOf(id)))
	}
	return err
}

// changePicture records which file it was and which it is; of the version of what is
// entered about a person a picture is no part.
func changePicture(tx *org.Tx, person, file string) error {
	before, err := store.Picture(tx.Ctx, tx, person)
	if errors.Is(err, sqldb.ErrNone) {
		return fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return err
	}
	if err := tx.ReleaseBlobs(pictureOf(person)); err != nil {
		return err
	}
	if err := store.SetPicture(tx.Ctx, tx, person, file); err != nil {
		return err
	}
	tx.Record(org.Entry{Action: "directory.person.picture", Object: ref.To("person", person),
		Before: map[string]string{"picture": before}, After: map[string]string{"picture": file}})
	tx.Emit(directoryevent.PeopleChanged{Persons: []string{person}})
	tx.Changed(ref.To("person", person))
	return nil
}
