// Package doctor looks at an installation and says what is wrong with it, in words
// that its operator can act on.
//
// It promises to change nothing, to name no person, and that what it calls a fault
// is one: something has been lost, is shut, or does not go on by itself. What may
// become one is a warning. A check that could not be made is a fault as well.
//
// Floor: 4
package doctor

import (
	"context"
	"fmt"
	"io"
	"time"

	"tramway/internal/blob"
	"tramway/internal/sqldb"
)

// Grade is how bad a finding is.
type Grade string

// The grades.
const (
	Fault   Grade = "fault"
	Warning Grade = "warning"
	Fine    Grade = "fine"
)

// Finding is one thing that was looked at.
type Finding struct {
	Grade   Grade  `json:"grade"`
	Subject string `json:"subject"`          // installation, or an organisation's id
	Text    string `json:"text"`             // what was seen
	Remedy  string `json:"remedy,omitempty"` // what to do about it; none if it is fine
}

// Patient is an organisation's house, opened to be looked at.
type Patient struct {
	ID          string
	DB          *sqldb.DB
	Files       blob.Backend
	VerifierKey string
	Now         time.Time
	Quick       bool // leave out what reads the whole house
}

// HouseCheck looks at one thing in a house. Modules offer theirs, and app collects
// them; Subject is filled in.
type HouseCheck func(ctx context.Context, p Patient) ([]Finding, error)

// Examine makes every check; one that fails is a finding, and the others go on.
func Examine(ctx context.Context, p Patient, checks []HouseCheck) []Finding {
	var out []Finding
	for _, check := range checks {
		found, err := check(ctx, p)
		if err != nil {
			found = append(found, Failed(err))
		}
		for _, f := range found {
			f.Subject = p.ID
			out = append(out, f)
		}
	}
	return out
}

// Failed is the finding of a check that could not be made.
func Failed(err error) Finding {
	return Finding{Grade: Fault, Text: err.Error(), Remedy: "mend what the error names and look again"}
}

// Worst is the worst grade among findings.
func Worst(all []Finding) Grade {
	worst := Fine
	for _, f := range all {
		if f.Grade == Fault || worst == Fine {
			worst = f.Grade
		}
	}
	return worst
}

// Print writes findings for a person, the worst first within each subject's order.
func Print(w io.Writer, all []Finding) error {
	for _, grade := range []Grade{Fault, Warning, Fine} {
		for _, f := range all {
			if f.Grade != grade {
				continue
			}
			if _, err := fmt.Fprintf(w, "%-8s %s: %s\n", f.Grade, f.Subject, f.Text); err != nil {
				return err
			}
			if f.Remedy != "" {
				if _, err := fmt.Fprintf(w, "%-8s → %s\n", "", f.Remedy); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
