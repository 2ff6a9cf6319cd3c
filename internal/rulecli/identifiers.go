package rulecli

import (
	"encoding/json"
	"errors"

	"tramway/internal/civil"
	"tramway/internal/identifier"
)

// idExample is one worked example; what is not given is not compared.
type idExample struct {
	ID        string
	Type      identifier.Kind
	Input     string
	Valid     *bool
	Canonical *string
	Class     *identifier.Class
}

// idAnswer names what differs, and never the number.
type idAnswer struct {
	ID      string             `json:"id"`
	Type    identifier.Kind    `json:"type"`
	Pass    bool               `json:"pass"`
	Valid   bool               `json:"valid"`
	Reason  identifier.Refusal `json:"reason,omitempty"`
	Class   identifier.Class   `json:"class,omitempty"`
	Doubt   identifier.Doubt   `json:"doubt,omitempty"`
	Differs []string           `json:"differs,omitempty"`
}

func (a idAnswer) passed() bool { return a.Pass }

func identifiers(raw []byte) ([]answered, error) {
	var file struct {
		Day     civil.Date `json:"reference_date"`
		Vectors []idExample
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, err
	}
	if file.Vectors == nil || file.Day.IsZero() {
		return nil, errShape
	}
	out := make([]answered, len(file.Vectors))
	for i, e := range file.Vectors {
		out[i] = e.answer(file.Day)
	}
	return out, nil
}

func (e idExample) answer(today civil.Date) idAnswer {
	got, err := identifier.Check(e.Type, e.Input, today)
	a := idAnswer{ID: e.ID, Type: e.Type, Valid: err == nil, Class: got.Class, Doubt: got.Doubt}
	errors.As(err, &a.Reason)
	if e.Valid == nil || *e.Valid != a.Valid {
		a.Differs = append(a.Differs, "valid")
	}
	if a.Valid && e.Canonical != nil && *e.Canonical != got.Canonical {
		a.Differs = append(a.Differs, "canonical")
	}
	if a.Valid && e.Class != nil && *e.Class != got.Class {
		a.Differs = append(a.Differs, "class")
	}
	// A kind that nobody knows is not an invalid number: nothing was checked.
	a.Pass = len(a.Differs) == 0 && a.Reason != identifier.UnknownKind
	return a
}
