// Package csvfile writes tables as comma separated values that a spreadsheet opens as
// they were meant: Chinese as Chinese, and no cell as a formula.
//
// What it promises: whatever a cell holds, opening the file computes nothing.
//
// Floor: 0
package csvfile

import (
	"encoding/csv"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

var phoneForm = regexp.MustCompile(`^\+[0-9][0-9 ]*$`)

// Disarm keeps a spreadsheet from running a cell as a formula when the file is opened
// or saved as another kind (OWASP, CSV injection). A number with its country stays: it
// computes nothing.
func Disarm(cell string) string {
	if phoneForm.MatchString(cell) {
		return cell
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " ")); first != utf8.RuneError && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}

// Write writes rows as UTF-8 with a byte order mark, without which Excel takes Chinese
// for another encoding. rows hands over one row after another.
func Write(w io.Writer, rows func(add func(row ...string) error) error) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := rows(func(row ...string) error { return out.Write(Disarmed(row)) }); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// Disarmed is a row of which no cell runs.
func Disarmed(row []string) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		out[i] = Disarm(cell)
	}
	return out
}
