package rulecli

import (
	"encoding/json"

	"tramway/internal/namelike"
)

type nameExample struct {
	ID, A, B string
	Expect   string
}

// nameAnswer is a pair after both directions were asked; Back is told where it
// differs, which would be a fault of the rules.
type nameAnswer struct {
	ID     string            `json:"id"`
	Pass   bool              `json:"pass"`
	Got    namelike.Verdict  `json:"got"`
	Back   *namelike.Verdict `json:"back,omitempty"`
	Expect string            `json:"expect"`
}

func (a nameAnswer) passed() bool { return a.Pass }

func names(raw []byte) ([]answered, error) {
	var file struct {
		Pairs       []nameExample
		ReviewPairs []nameExample `json:"review_pairs"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, err
	}
	if file.Pairs == nil && file.ReviewPairs == nil {
		return nil, errShape
	}
	var out []answered
	for _, e := range file.Pairs {
		out = append(out, e.answer())
	}
	for _, e := range file.ReviewPairs {
		if e.Expect == "" {
			e.Expect = "review" // by the list it stands in
		}
		out = append(out, e.answer())
	}
	return out, nil
}

func (e nameExample) answer() nameAnswer {
	there, back := namelike.Compare(e.A, e.B), namelike.Compare(e.B, e.A)
	a := nameAnswer{ID: e.ID, Got: there, Expect: e.Expect, Pass: there == back && fits(e.Expect, there.Outcome)}
	if there != back {
		a.Back = &back
	}
	return a
}

// fits compares with what an example expects; an expectation that nobody knows
// is not met.
func fits(expect string, got namelike.Outcome) bool {
	switch expect {
	case "collide":
		return got == namelike.Block
	case "distinct":
		return got != namelike.Block
	}
	return expect == string(got)
}
