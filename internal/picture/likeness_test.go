package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/image/draw"

	"tramway/internal/picture"
)

// portrait is a made-up face before a background; every number gives another.
func portrait(n uint64) image.Image {
	r := rand.New(rand.NewPCG(n, 7))
	out := image.NewRGBA(image.Rect(0, 0, 300, 300))
	type spot struct{ x, y, size, light float64 }
	spots := make([]spot, 14)
	for i := range spots {
		spots[i] = spot{r.Float64() * 300, r.Float64() * 300, 20 + r.Float64()*80, r.Float64()*2 - 1}
	}
	for y := range 300 {
		for x := range 300 {
			light := 0.5
			for _, s := range spots {
				d := math.Hypot(float64(x)-s.x, float64(y)-s.y) / s.size
				light += s.light * math.Exp(-d*d) * 0.7
			}
			v := uint8(255 * min(max(light, 0), 1))
			out.SetRGBA(x, y, color.RGBA{v, v / 2, 255 - v, 255})
		}
	}
	return out
}

func made(t *testing.T, img image.Image, quality int) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	out, err := picture.Square(t.Context(), &file)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func hashOf(t *testing.T, img image.Image, quality int) picture.Hash {
	t.Helper()
	h, err := picture.Looks(made(t, img, quality))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func scaled(img image.Image, part image.Rectangle, side int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.CatmullRom.Scale(out, out.Bounds(), img, part, draw.Src, nil)
	return out
}

// A picture compressed again, made smaller and cut a little looks the same; that of
// somebody else does not.
func TestTheSamePictureLooksTheSame(t *testing.T) {
	t.Parallel()
	var all []picture.Hash
	for n := range uint64(12) {
		whole := portrait(n)
		h := hashOf(t, whole, 95)
		for name, other := range map[string]picture.Hash{
			"compressed": hashOf(t, whole, 25),
			"small":      hashOf(t, scaled(whole, whole.Bounds(), 90), 80),
			"cut":        hashOf(t, scaled(whole, image.Rect(6, 6, 294, 294), 400), 80),
			"cut aside":  hashOf(t, scaled(whole, image.Rect(0, 0, 291, 291), 200), 60),
		} {
			if d := h.Distance(other); d > picture.Near {
				t.Errorf("picture %d, %s: %d bits differ", n, name, d)
			}
		}
		for i, other := range all {
			if d := h.Distance(other); d <= picture.Near {
				t.Errorf("pictures %d and %d: %d bits differ", n, i, d)
			}
		}
		all = append(all, h)
	}
	if plain := made(t, scaled(image.NewUniform(color.White), image.Rect(0, 0, 9, 9), 90), 90); !picture.Plain(plain) || picture.Plain(made(t, portrait(1), 90)) {
		t.Error("what is plain is not told from what is not")
	}
}

// Whoever looks for the bands around a hash finds every hash that is near it, and few of
// the others.
func TestBandsFindWhatIsNear(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 20000 {
		a, b := picture.Hash(r.Uint64()), picture.Hash(r.Uint64())
		if meets(a, b) {
			found++
		}
		for i := range r.IntN(picture.Near + 1) {
			a ^= 1 << ((i*7 + r.IntN(7)) % 64)
		}
		near := a
		for bits.OnesCount64(uint64(near^a)) < picture.Near {
			near ^= 1 << r.IntN(64)
		}
		if a.Distance(near) <= picture.Near && !meets(a, near) {
			t.Fatalf("%x and %x differ in %d bits and share no band", a, near, a.Distance(near))
		}
	}
	if found > 1200 {
		t.Errorf("%d of 20000 strangers share a band", found)
	}
}

func meets(a, b picture.Hash) bool {
	around := a.Around()
	return slices.ContainsFunc(b.Bands(), func(band int64) bool { return slices.Contains(around, band) })
}
