package rules

import (
	"fmt"
	"testing"
)

func TestASketchCountsWhatIsDifferent(t *testing.T) {
	t.Parallel()
	some := func(from, to int) map[string]bool {
		out := map[string]bool{}
		for i := from; i < to; i++ {
			out[fmt.Sprint("person", i)] = true
		}
		return out
	}
	for _, r := range []struct{ a, b, c, d, want int }{{0, 0, 0, 0, 0}, {0, 1, 0, 1, 1}, {0, 300, 0, 300, 300}, {0, 300, 200, 400, 400}, {0, 2000, 1000, 3000, 3000}, {0, 20000, 20000, 40000, 40000}} {
		s := SketchOf(some(r.a, r.b))
		s.Join(SketchOf(some(r.c, r.d)))
		s.Join(Sketch("broken"))
		if got := s.Count(); got < r.want*95/100 || got > r.want*105/100 {
			t.Errorf("%+v: about %d", r, got)
		}
	}
}
