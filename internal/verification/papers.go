package verification

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // a format that is taken
	_ "image/png"  // a format that is taken
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// MaxPaper is the most bytes a paper can have.
const MaxPaper = 10 << 20

// maxPixels is a sheet at 1,200 dots to the inch; what claims more is a bomb.
const maxPixels = 150 << 20

// accepted are the types of papers, told by their bytes and not by their names.
var accepted = []string{"application/pdf", "image/jpeg", "image/png"}

func paperRef(attemptID, kind string) ref.Ref {
	return ref.To("verification_paper", attemptID+"."+kind)
}

// AddPaper keeps a paper of a draft, in place of the one before. Errors: too_large,
// invalid with paper_format or picture_size, unknown_choice for a kind that this
// organisation does not need, under_review, plan_limit.
func (m *Module) AddPaper(ctx context.Context, o *org.Org, who org.Who, needs Needs, kind, name string, file io.Reader) error {
	if !needs.paper(kind) {
		return fault.Bad("path.kind", "unknown_choice")
	}
	content, media, err := readPaper(file)
	if err != nil {
		return err
	}
	kept, err := o.StoreBlob(ctx, media, content)
	if err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := open(tx)
		if err != nil {
			return err
		}
		if err := tx.ReleaseBlobs(paperRef(a.ID, kind)); err != nil {
			return err
		}
		if err := tx.KeepBlob(kept, paperRef(a.ID, kind)); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "verification.add_paper", Object: ref.To("verification", a.ID),
			After: map[string]any{"kind": kind, "size": kept.Size, "sha256": kept.SHA256[:]}})
		tx.Changed(ref.To("verification", a.ID))
		return savePaper(tx.Ctx, tx, a.ID, paper{Kind: kind, File: kept.ID, Name: plainName(name), Size: kept.Size, AddedAt: sqldb.At(tx.Now())})
	})
}

func readPaper(file io.Reader) (content []byte, media string, err error) {
	content, err = io.ReadAll(io.LimitReader(file, MaxPaper+1))
	if err != nil {
		return nil, "", err
	}
	if len(content) > MaxPaper {
		return nil, "", fault.New(fault.TooLarge, "too_large", fault.Args{"max": MaxPaper})
	}
	media = http.DetectContentType(content)
	if !slices.Contains(accepted, media) {
		return nil, "", fault.Bad("body.file", "paper_format")
	}
	if media == "application/pdf" {
		return content, media, nil // kept and handed out, never opened here
	}
	shape, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, "", fault.Bad("body.file", "paper_format")
	}
	if shape.Width*shape.Height > maxPixels {
		return nil, "", fault.Bad("body.file", "picture_size", fault.Args{"max": maxPixels >> 20})
	}
	return content, media, nil
}

// plainName is the last part of a file's name, cut where it is too long.
func plainName(name string) string {
	name = strings.ToValidUTF8(filepath.Base(strings.ReplaceAll(name, `\`, "/")), "")
	for len(name) > 120 {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, name)
}

// RemovePaper takes a paper out of a draft. Errors: under_review.
func (m *Module) RemovePaper(ctx context.Context, o *org.Org, who org.Who, kind string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := open(tx)
		if err != nil {
			return err
		}
		if _, err := paperOf(tx.Ctx, tx, a.ID, kind); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "verification.remove_paper", Object: ref.To("verification", a.ID), Before: map[string]any{"kind": kind}})
		tx.Changed(ref.To("verification", a.ID))
		if err := tx.ReleaseBlobs(paperRef(a.ID, kind)); err != nil {
			return err
		}
		return removePaper(tx.Ctx, tx, a.ID, kind)
	})
}
