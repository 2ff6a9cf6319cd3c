package rules

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/bits"
)

// Sketch reckons how many different texts there are, and how many in several sketches
// together, in 2 KB and to about 2 in 100: HyperLogLog (Flajolet and others, 2007).
type Sketch []byte

const sketchBits = 11 // 2048 registers

// SketchOf is the sketch of some texts.
func SketchOf(texts map[string]bool) Sketch {
	s := make(Sketch, 1<<sketchBits)
	for text := range texts {
		sum := sha256.Sum256([]byte(text))
		h := binary.BigEndian.Uint64(sum[:])
		at := h >> (64 - sketchBits)
		s[at] = max(s[at], byte(bits.LeadingZeros64(h<<sketchBits|1<<(sketchBits-1))+1))
	}
	return s
}

// Join takes in another sketch, in place; one of another size says nothing.
func (s Sketch) Join(other Sketch) {
	if len(other) == len(s) {
		for i := range s {
			s[i] = max(s[i], other[i])
		}
	}
}

// Count is how many there are, about.
func (s Sketch) Count() int {
	sum, empty, m := 0.0, 0.0, float64(len(s))
	for _, r := range s {
		sum += math.Pow(2, -float64(r))
		if r == 0 {
			empty++
		}
	}
	n := 0.7213 / (1 + 1.079/m) * m * m / sum
	if n <= 2.5*m && empty > 0 {
		n = m * math.Log(m/empty)
	}
	return int(math.Round(n))
}
