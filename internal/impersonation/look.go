package impersonation

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"tramway/internal/impersonation/impersonationevent"
	"tramway/internal/namelike"
	"tramway/internal/org"
	"tramway/internal/picture"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// face is a row of faces.
type face struct {
	Person string `db:"person"`
	File   string `db:"file"`
	Hash   int64  `db:"hash"`
}

// maxPicture bounds what is read; stored pictures are small.
const maxPicture = 4 << 20

// Look looks at a person's picture and name, and asks about whom they are like.
func (m *Module) Look(ctx context.Context, o *org.Org, person string) error {
	faces, err := m.people.Faces(ctx, o.Read(), []string{person})
	if err != nil {
		return err
	}
	f := faces[person]
	if f.Picture == "" {
		return o.Write(ctx, org.System(lookJob), func(tx *org.Tx) error {
			tx.Exempt("job")
			return dropFace(tx.Ctx, tx, person)
		})
	}
	hash, plain, err := hashOf(ctx, o, f.Picture)
	if err != nil || plain {
		return err
	}
	return o.Write(ctx, org.System(lookJob), func(tx *org.Tx) error {
		tx.Exempt("job") // a hash is made of what is there; a case has its entry
		if err := keepFace(tx, face{person, f.Picture, int64(hash)}); err != nil {
			return err
		}
		return m.compare(tx, person, f, hash)
	})
}

func hashOf(ctx context.Context, o *org.Org, file string) (h picture.Hash, plain bool, err error) {
	r, _, err := o.OpenBlob(ctx, file)
	if err != nil {
		return 0, false, err
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, maxPicture))
	if err != nil || picture.Plain(raw) {
		return 0, true, err
	}
	h, err = picture.Looks(raw)
	return h, false, err
}

func dropFace(ctx context.Context, q sqldb.Q, person string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.face_bands WHERE person=?`, person); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.faces WHERE person=?`, person)
	return err
}

func keepFace(tx *org.Tx, f face) error {
	if err := dropFace(tx.Ctx, tx, f.Person); err != nil {
		return err
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.faces(person, file, hash) VALUES(?,?,?)`, f.Person, f.File, f.Hash); err != nil {
		return err
	}
	var rows [][]any
	for _, band := range picture.Hash(f.Hash).Bands() {
		rows = append(rows, []any{band, f.Person})
	}
	return sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.face_bands(band, person)`, rows, "")
}

// candidates are the others whose hash shares a band, by the index: of ten thousand
// unlike pictures some hundreds, of which the distance says more.
func candidates(tx *org.Tx, person string, hash picture.Hash) ([]face, error) {
	around := hash.Around()
	marks, args := strings.TrimSuffix(strings.Repeat("?,", len(around)), ","), make([]any, 0, len(around)+1)
	for _, band := range around {
		args = append(args, band)
	}
	all, err := sqldb.All[face](tx.Ctx, tx, `SELECT person, file, hash FROM {o}.faces WHERE person IN
		(SELECT person FROM {o}.face_bands WHERE band IN (`+marks+`)) AND person <> ?`, append(args, person)...)
	return slices.DeleteFunc(all, func(f face) bool { return hash.Distance(picture.Hash(f.Hash)) > picture.Near }), err
}

func (m *Module) compare(tx *org.Tx, person string, f Face, hash picture.Hash) error {
	near, err := candidates(tx, person, hash)
	if err != nil || len(near) == 0 {
		return err
	}
	ids := make([]string, len(near))
	for i, n := range near {
		ids[i] = n.Person
	}
	others, err := m.people.Faces(tx.Ctx, tx, ids)
	if err != nil {
		return err
	}
	slices.SortFunc(near, func(a, b face) int { return cmp.Compare(a.Person, b.Person) })
	for _, n := range near {
		other, there := others[n.Person]
		if !there || !alike(f, other) {
			continue
		}
		if err := found(tx, person, n.Person, looksOf(person, f, n.Person, other), hash.Distance(picture.Hash(n.Hash))); err != nil {
			return err
		}
	}
	return nil
}

// alike are names that somebody takes for one another.
func alike(a, b Face) bool { return namelike.Mistaken(a.names(), b.names()) }

func (f Face) names() []string {
	return slices.DeleteFunc([]string{f.Name, f.NameZh}, func(name string) bool { return name == "" })
}

// looksOf is the same whichever of the two is looked at.
func looksOf(a string, fa Face, b string, fb Face) string {
	both := []string{a + "\n" + fa.Picture + "\n" + fa.Name + "\n" + fa.NameZh, b + "\n" + fb.Picture + "\n" + fb.Name + "\n" + fb.NameZh}
	slices.Sort(both)
	d := sha256.Sum256([]byte(strings.Join(both, "\n\n")))
	return hex.EncodeToString(d[:])
}

func found(tx *org.Tx, person, other, looks string, distance int) error {
	id := tx.NewID()
	n, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.impersonations(id, person, other, looks, distance, found_at, outcome, decided_by, decided_at)
		VALUES(?,?,?,?,?,?,'','',0) ON CONFLICT (looks) DO NOTHING`, id, person, other, looks, distance, sqldb.At(tx.Now()))
	if err != nil || n == 0 {
		return err
	}
	tx.Record(org.Entry{Action: "impersonation.found", Object: ref.To("person", person), After: map[string]any{"case": id, "other": other, "distance": distance}})
	tx.Emit(impersonationevent.Found{Case: id, Person: person})
	return nil
}
