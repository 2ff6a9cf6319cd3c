package picture

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/bits"
	"slices"

	"golang.org/x/image/draw"
)

// Hash is what a picture looks like, in 64 bits: one for each of its coarsest waves,
// set where the wave is stronger than the middle one of all. A picture that was
// compressed again, made smaller or cut a little at the edges has nearly the same.
type Hash uint64

// Near is how many bits may differ between pictures that look the same.
const Near = 11

// Looks is the hash of a picture that [Square] made.
func Looks(jpeg []byte) (Hash, error) {
	whole, _, err := image.Decode(bytes.NewReader(jpeg))
	if err != nil {
		return 0, err
	}
	return looks(whole), nil
}

const (
	grid  = 32 // the picture is looked at in so many rows and columns
	waves = 8
)

func looks(whole image.Image) Hash {
	gray := image.NewGray(image.Rect(0, 0, grid, grid))
	draw.BiLinear.Scale(gray, gray.Bounds(), whole, whole.Bounds(), draw.Src, nil)
	var strength []float64
	for v := range waves {
		for u := range waves {
			strength = append(strength, wave(gray, u, v))
		}
	}
	order := slices.Sorted(slices.Values(strength[1:])) // the first is how bright it is
	middle := order[len(order)/2]
	var h Hash
	for i, s := range strength {
		if i > 0 && s > middle {
			h |= 1 << i
		}
	}
	return h
}

// wave is one coefficient of the discrete cosine transform, but for its scale.
func wave(g *image.Gray, u, v int) (sum float64) {
	for y := range grid {
		for x := range grid {
			sum += float64(g.GrayAt(x, y).Y) * cosines[u][x] * cosines[v][y]
		}
	}
	return sum
}

var cosines = func() (c [waves][grid]float64) {
	for u := range waves {
		for x := range grid {
			c[u][x] = math.Cos(math.Pi / grid * (float64(x) + 0.5) * float64(u))
		}
	}
	return c
}()

// Distance is in how many bits two hashes differ.
func (h Hash) Distance(other Hash) int { return bits.OnesCount64(uint64(h ^ other)) }

// Plain says that a picture is of one colour, or nearly: it looks like every other.
func Plain(jpeg []byte) bool {
	whole, _, err := image.Decode(bytes.NewReader(jpeg))
	if err != nil {
		return true
	}
	gray := image.NewGray(image.Rect(0, 0, grid, grid))
	draw.BiLinear.Scale(gray, gray.Bounds(), whole, whole.Bounds(), draw.Src, nil)
	low, high := color.Gray{255}, color.Gray{}
	for _, y := range gray.Pix {
		low.Y, high.Y = min(low.Y, y), max(high.Y, y)
	}
	return high.Y-low.Y < 24
}

// bandBits cut a hash into six bands: hashes that differ in at most [Near] bits differ
// in at most one bit of some band, so whoever looks for the bands of a hash and their
// neighbours by one bit finds every hash that is near.
var bandBits = []int{11, 11, 11, 11, 10, 10}

// Bands are the six of a hash, each with its number in front, so that one index holds
// all: what is kept of a picture.
func (h Hash) Bands() []int64 {
	out := make([]int64, len(bandBits))
	rest := uint64(h)
	for i, n := range bandBits {
		out[i] = int64(i)<<16 | int64(rest&(1<<n-1))
		rest >>= n
	}
	return out
}

// Around are the bands of a hash with those that differ by one bit: what to look for.
func (h Hash) Around() []int64 {
	var out []int64
	for i, band := range h.Bands() {
		out = append(out, band)
		for n := range bandBits[i] {
			out = append(out, band^1<<n)
		}
	}
	return out
}
