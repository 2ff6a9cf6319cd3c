package law

import (
	"errors"
	"fmt"

	"tramway/internal/civil"
	"tramway/internal/law/dated"
)

// InputError says which fact cannot be used and why. Code is stable; the text
// for people stands in the catalogues under MessageKey.
type InputError struct {
	Field string
	Code  string
	Args  []Arg
}

// Codes of an InputError.
const (
	CodeMissing       = "missing"
	CodeType          = "type"
	CodeUnknownKey    = "unknown_key"
	CodeUnknownTopic  = "unknown_topic"
	CodeChoice        = "not_a_choice"
	CodeBeforeTables  = "before_tables"
	CodeAfterTables   = "after_tables"
	CodeOrder         = "end_before_start"
	CodeNegative      = "negative"
	CodeAbsurd        = "absurd"
	CodeGap           = "gap"
	CodeOverlap       = "overlap"
	CodeStraddles     = "straddles_window"
	CodeWeekEnd       = "not_a_saturday"
	CodeNotHoliday    = "not_a_statutory_holiday"
	CodeConflict      = "conflict"
	CodeTwelveMonths  = "not_twelve_months"
	CodeMoreThanStock = "more_than_there_is"
)

// Error is for logs; people read the catalogue.
func (e *InputError) Error() string {
	s := "law: " + e.Field + ": " + e.Code
	for _, a := range e.Args {
		s += fmt.Sprintf(" %s=%s", a.Name, a.Value)
	}
	return s
}

// MessageKey names the catalogue entry.
func (e *InputError) MessageKey() string { return "error." + e.Code }

// Bad makes an InputError.
func Bad(field, code string, args ...Arg) *InputError { return &InputError{field, code, args} }

// outside turns the error of a table into the error of the field that asked.
func outside(field string, d civil.Date, err error) error {
	if err == nil {
		return nil
	}
	code := CodeAfterTables
	if errors.Is(err, dated.ErrBefore) {
		code = CodeBeforeTables
	}
	return Bad(field, code, Day("date", d))
}
