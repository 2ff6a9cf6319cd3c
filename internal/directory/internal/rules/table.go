package rules

import (
	"io"

	"github.com/xuri/excelize/v2"

	"tramway/internal/csvfile"
)

// Table is rows that leave in a file: the first is the heads.
type Table struct {
	Name string
	Rows [][]string
}

// WriteCSV writes a table; see [csvfile.Write].
func WriteCSV(w io.Writer, t Table) error {
	return csvfile.Write(w, func(add func(row ...string) error) error {
		for _, row := range t.Rows {
			if err := add(row...); err != nil {
				return err
			}
		}
		return nil
	})
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
		for k, cell := range csvfile.Disarmed(row) {
			cells[k] = cell
		}
		if err := s.SetRow(at, cells); err != nil {
			return err
		}
	}
	return s.Flush()
}
