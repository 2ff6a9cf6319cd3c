package host

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"tramway/internal/namelike"
	"tramway/internal/picture"
	"tramway/internal/sqldb"
)

// A near name may have been let through, and many pictures are alike; both together is
// how somebody poses as another organisation (F121). Neither of the two is told, and
// nothing happens to either before an operator has looked.

// samePicture is why an operator is asked.
const samePicture = "picture"

// alikeShown is an organisation whose picture may be like another's.
type alikeShown struct {
	Organisation
	File string `db:"file"`
	Hash int64  `db:"hash"`
}

// askPictures asks an operator about each organisation whose picture and name are near.
func (h *Host) askPictures(ctx context.Context, q sqldb.Q, o Organisation, s shown) error {
	near, err := sharing(ctx, q, s)
	for _, other := range near {
		if err != nil {
			return err
		}
		if s.hash.Distance(picture.Hash(other.Hash)) > picture.Near || !namelike.Mistaken(o.names().list(), other.names().list()) {
			continue
		}
		err = h.askPicture(ctx, q, pair{o, other.Organisation}, s.File, other.File)
	}
	return err
}

// sharing are the others whose pictures share a band, or miss one by a bit: few, found by
// the index.
func sharing(ctx context.Context, q sqldb.Q, s shown) ([]alikeShown, error) {
	around := s.hash.Around()
	args := make([]any, 0, len(around)+3)
	for _, band := range around {
		args = append(args, band)
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(around)), ",")
	return sqldb.All[alikeShown](ctx, q, `SELECT o.id, o.name, o.name_zh, o.region, o.standing, p.file, p.hash FROM {o}.org_pictures p JOIN {o}.organisations o ON o.id=p.org
		WHERE p.org IN (SELECT org FROM {o}.org_picture_bands WHERE band IN (`+marks+`)) AND o.id<>? AND o.ending NOT IN (?,?) ORDER BY o.id LIMIT 500`,
		append(args, s.org, Dissolved, Gone)...)
}

// pair is who changed last, and whom it is like.
type pair struct{ changed, other Organisation }

// askPicture is asked once for the names and pictures that the two have. That of whoever
// runs the installation poses as nobody.
func (h *Host) askPicture(ctx context.Context, q sqldb.Q, p pair, file, otherFile string) error {
	looks := []string{p.changed.ID + "\n" + file + "\n" + p.changed.Name + "\n" + p.changed.NameZh, p.other.ID + "\n" + otherFile + "\n" + p.other.Name + "\n" + p.other.NameZh}
	slices.Sort(looks)
	digest := sha256.Sum256([]byte(strings.Join(looks, "\n\n")))
	if p.changed.Standing == Own {
		p.changed, p.other = p.other, p.changed
	}
	if p.changed.Standing == Own {
		return nil
	}
	now := h.clock.Now()
	return askReview(ctx, q, Review{ID: "picture." + hex.EncodeToString(digest[:16]), Org: p.changed.ID, Kind: SamePicture, Other: p.other.ID, Rule: samePicture,
		Came: sqldb.At(now), Due: sqldb.At(now.Add(h.cfg.ReviewWithin))})
}
