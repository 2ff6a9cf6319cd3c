package impersonation

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/draw"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/picture"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

type crowd map[string]Face

func (c crowd) Faces(_ context.Context, _ sqldb.Q, ids []string) (map[string]Face, error) {
	out := map[string]Face{}
	for _, id := range ids {
		if f, is := c[id]; is {
			out[id] = f
		}
	}
	return out, nil
}

// portrait is a made-up face; every number gives another.
func portrait(n uint64) image.Image {
	r := rand.New(rand.NewPCG(n, 3))
	out := image.NewRGBA(image.Rect(0, 0, 240, 240))
	x0, y0, x1, y1 := r.Float64()*240, r.Float64()*240, r.Float64()*240, r.Float64()*240
	a, b := r.Float64()*0.08, r.Float64()*0.08
	for y := range 240 {
		for x := range 240 {
			light := math.Exp(-(math.Pow(float64(x)-x0, 2)+math.Pow(float64(y)-y0, 2))/3000) - math.Exp(-(math.Pow(float64(x)-x1, 2)+math.Pow(float64(y)-y1, 2))/5000) + 0.4*math.Sin(a*float64(x)+b*float64(y))
			v := uint8(127 + 80*min(max(light, -1.5), 1.5))
			out.SetRGBA(x, y, color.RGBA{v, v, 255 - v, 255})
		}
	}
	return out
}

// stored keeps a picture as the program does and gives its file.
func stored(t *testing.T, h *orgtest.House, img image.Image, part image.Rectangle, side, quality int) string {
	t.Helper()
	small := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.CatmullRom.Scale(small, small.Bounds(), img, part, draw.Src, nil)
	var file bytes.Buffer
	if err := jpeg.Encode(&file, small, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	square, err := picture.Square(t.Context(), &file)
	if err != nil {
		t.Fatal(err)
	}
	w, err := h.NewBlob(t.Context(), picture.MediaType, int64(len(square)))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	if _, err := w.Write(square); err != nil {
		t.Fatal(err)
	}
	kept, err := w.Finish()
	if err != nil {
		t.Fatal(err)
	}
	err = h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "test.picture", Object: ref.To("picture", kept.ID)})
		return tx.KeepBlob(kept, ref.To("picture", kept.ID))
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept.ID
}

func cases(t *testing.T, h *orgtest.House) []likeness {
	t.Helper()
	all, err := sqldb.All[likeness](t.Context(), h.Read(), `SELECT `+likenessCols+` FROM {o}.impersonations ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Somebody who takes a colleague's picture, made smaller, cut and compressed, and nearly
// their name, is a case; a name or a picture alone is none; a pair that was dismissed is
// asked about again only when something changed.
func TestWhoTakesNameAndPictureIsNoticed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		people := crowd{}
		m := New(people)
		h := orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{authz.Migrations, Migrations}, Jobs: m.Jobs()})
		whole := image.Rect(0, 0, 240, 240)
		look := func(id, name, zh, file string) {
			t.Helper()
			people[id] = Face{name, zh, file}
			if err := m.Look(t.Context(), h.Org, id); err != nil {
				t.Fatal(err)
			}
		}
		look("boss", "CHAN Tai Man", "陳大文", stored(t, h, portrait(1), whole, 240, 95))
		look("other", "WONG Siu Ming", "黃小明", stored(t, h, portrait(1), whole, 200, 80)) // the same picture
		look("namesake", "CHAN Tai Man", "陳大文", stored(t, h, portrait(2), whole, 240, 95))
		if got := cases(t, h); len(got) != 0 {
			t.Fatalf("name or picture alone: %v", got)
		}
		look("thief", "CHAN Tai Mam", "", stored(t, h, portrait(1), image.Rect(5, 5, 235, 235), 120, 40))
		look("thief", "CHAN Tai Mam", "", people["thief"].Picture) // looked at again
		got := cases(t, h)
		if len(got) != 1 || got[0].Person != "thief" || got[0].Other != "boss" {
			t.Fatalf("%v", got)
		}
		if err := m.Decide(t.Context(), h.Org, org.Member("boss"), got[0].ID, "dismissed"); err != nil {
			t.Fatal(err)
		}
		if err := m.Decide(t.Context(), h.Org, org.Member("boss"), got[0].ID, "acted"); !fault.Is(err, "decided_already") {
			t.Errorf("decided twice: %v", err)
		}
		look("boss", "CHAN Tai Man", "陳大文", people["boss"].Picture)
		if n := len(cases(t, h)); n != 1 {
			t.Errorf("asked about again: %d cases", n)
		}
		look("thief", "CHAN Tai Men", "", people["thief"].Picture)
		if n := len(cases(t, h)); n != 2 {
			t.Errorf("not asked about another name: %d cases", n)
		}
		delete(people, "boss") // has left
		look("thief", "CHAN Tai Man", "", people["thief"].Picture)
		if n := len(cases(t, h)); n != 2 {
			t.Errorf("asked about somebody who left: %d cases", n)
		}
	})
}

// Among ten thousand the near one is found by the index, and few others are read.
func TestTenThousandFacesAreNotRead(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{authz.Migrations, Migrations}})
		r := rand.New(rand.NewPCG(99, 1<<40))
		wanted := picture.Hash(r.Uint64())
		for part := range 10 {
			err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
				tx.Record(org.Entry{Action: "test.fill", Object: ref.To("face", fmt.Sprint(part))})
				var faces, bands [][]any
				for i := range 1000 {
					hash, id := picture.Hash(rand.New(rand.NewPCG(uint64(part), uint64(i))).Uint64()), fmt.Sprint("p", part, "-", i)
					if part == 7 && i == 77 {
						hash = wanted ^ 0b10000001_00000001_00000001_00000001 // five bits
					}
					faces = append(faces, []any{id, "f", int64(hash)})
					for _, band := range hash.Bands() {
						bands = append(bands, []any{band, id})
					}
				}
				if err := sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.faces(person, file, hash)`, faces, ""); err != nil {
					return err
				}
				return sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.face_bands(band, person)`, bands, "")
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
			near, err := candidates(tx, "nobody", wanted)
			if err != nil || len(near) != 1 || near[0].Person != "p7-77" {
				t.Errorf("%v, %v", near, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		read := map[string]bool{}
		for _, band := range wanted.Around() {
			ids, err := sqldb.All[string](t.Context(), h.Read(), `SELECT person FROM {o}.face_bands WHERE band=?`, band)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range ids {
				read[id] = true
			}
		}
		if len(read) > 1000 {
			t.Errorf("%d of 10,000 are read", len(read))
		}
	})
}
