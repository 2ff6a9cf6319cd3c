package rules

import (
	"encoding/csv"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Table is rows that leave in a file: the first is the heads.
type Table struct {
	Name string
	Rows [][]string
}

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

// WriteCSV writes a table as UTF-8 with a byte order mark, without which Excel takes
// Chinese for another encoding.
func WriteCSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, row := range t.Rows {
		if err := out.Write(disarmed(row)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func disarmed(row []string) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		out[i] = Disarm(cell)
	}
	return out
}

// WriteXLSX writes tables as sheets of one workbook, every cell as text.
func WriteXLSX(w io.Writer, tables ...Table) error {
	f := excelize.NewFile()
	defer f.Close()
	for i, t := range tables {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", t.Name); err != nil {
				return err
			}
		} else if _, err := f.NewSheet(t.Name); err != nil {
			return err
		}
		if err := writeSheet(f, t); err != nil {
			return err
		}
	}
	return f.Write(w)
}

func writeSheet(f *excelize.File, t Table) error {
	s, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if len(t.Rows) > 0 {
		if err := s.SetColWidth(1, len(t.Rows[0]), 22); err != nil {
			return err
		}
	}
	for i, row := range t.Rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		cells := make([]any, len(row))
		for k, cell := range disarmed(row) {
			cells[k] = cell
		}
		if err := s.SetRow(at, cells); err != nil {
			return err
		}
	}
	return s.Flush()
}
