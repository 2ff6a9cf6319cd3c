package csvfile_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"tramway/internal/csvfile"
)

func TestNoCellOfAFileRuns(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{"=1+1": "'=1+1", "+1+cmd|' /C calc'!A0": "'+1+cmd|' /C calc'!A0", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "  =1": "'  =1",
		"＝1": "'＝1", "+85291234567": "+85291234567", "CHAN": "CHAN", "": "", " ": " ", "陳大文": "陳大文"} {
		if got := csvfile.Disarm(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

func FuzzDisarmedCellsAreReadBackAsText(f *testing.F) {
	for _, s := range []string{"=1", "a,b", "\"q\"", "'x", "\r\n", "+852 9123 4567", "=\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		var b bytes.Buffer
		err := csvfile.Write(&b, func(add func(row ...string) error) error {
			if err := add("head"); err != nil {
				return err
			}
			return add("x", cell)
		})
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %v, %v", cell, rows, err)
		}
		if got := rows[1][1]; got != "" && strings.ContainsRune("=-@", rune(got[0])) {
			t.Errorf("%q is still %q", cell, got)
		}
	})
}
