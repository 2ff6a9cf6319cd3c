package namelike

import (
	"encoding/json"
	"os"
	"testing"
)

type pair struct{ ID, A, B, Expect, Rule string }

func pairs(t testing.TB, file string) []pair {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + file)
	var f struct {
		Pairs       []pair
		ReviewPairs []pair `json:"review_pairs"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &f)
	}
	if err != nil || len(f.Pairs) == 0 {
		t.Fatal(err, len(f.Pairs))
	}
	return append(f.Pairs, f.ReviewPairs...)
}

var files = []string{"name-collisions.json", "more-names.json"}

func TestPairs(t *testing.T) {
	t.Parallel()
	for _, file := range files {
		distinct, reviewed := 0, 0
		for _, p := range pairs(t, file) {
			got, back := Compare(p.A, p.B), Compare(p.B, p.A)
			ok := map[string]bool{"collide": got.Outcome == Block, "distinct": got.Outcome != Block,
				"review": got.Outcome == Review, "accept": got.Outcome == Accept}[p.Expect]
			if !ok || got != back {
				t.Errorf("%s %q %q (%s, %s): %v, %v; %q %q", p.ID, p.A, p.B, p.Expect, p.Rule, got, back, study(p.A).same, study(p.B).same)
			}
			if p.Expect == "distinct" {
				distinct++
				if got.Outcome == Review {
					reviewed++
					t.Logf("%s to review by %s", p.ID, got.Rule)
				}
			}
		}
		if reviewed*2 > distinct {
			t.Errorf("%s: %d of %d distinct pairs are for a person to decide", file, reviewed, distinct)
		}
	}
}
