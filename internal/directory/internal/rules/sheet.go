// Package rules is the directory's thinking without database, clock or HTTP: it
// reads files of people, guesses what their columns are, and plans what an
// import would do.
//
// Floor: 2
package rules

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-vcard"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Bounds of a file.
const (
	MaxFile    = 10 << 20
	MaxRows    = 20000
	MaxColumns = 60
	maxCell    = 1000
	maxUnzip   = 200 << 20 // an XLSX is a zip: a small one may hold a huge sheet
)

// Errors of reading a file.
var (
	ErrFormat = errors.New("rules: not an XLSX, CSV or vCard file")
	ErrBroken = errors.New("rules: the file can't be read")
	ErrEmpty  = errors.New("rules: the file has no rows")
)

// Sheet is a file as rows of text. First is the number of the first data row in
// the file, for messages.
type Sheet struct {
	Format string
	Header []string
	Rows   [][]string
	First  int
}

// Read reads a file by its name's ending and its content. region decides the
// encoding of a CSV that is not Unicode: Excel writes Big5 in Hong Kong and
// GB 18030 in the mainland.
func Read(name string, content []byte, region string) (Sheet, error) {
	var rows [][]string
	var err error
	format := strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")
	switch {
	case format == "xlsx" && bytes.HasPrefix(content, []byte("PK")):
		rows, err = readXLSX(content)
	case format == "csv" || format == "txt":
		format = "csv"
		rows, err = readCSV(content, region)
	case format == "vcf" || format == "vcard":
		format = "vcf"
		rows, err = readVCard(content)
	default:
		return Sheet{}, ErrFormat
	}
	if err != nil {
		return Sheet{}, err
	}
	return sheet(format, rows)
}

// sheet takes the first row that is not empty as the header.
func sheet(format string, rows [][]string) (Sheet, error) {
	for i, r := range rows {
		if blank(r) {
			continue
		}
		s := Sheet{Format: format, Header: clean(r), First: i + 2}
		for _, r := range rows[i+1:] {
			s.Rows = append(s.Rows, clean(r))
		}
		for len(s.Rows) > 0 && blank(s.Rows[len(s.Rows)-1]) {
			s.Rows = s.Rows[:len(s.Rows)-1]
		}
		if len(s.Rows) == 0 {
			return Sheet{}, ErrEmpty
		}
		if len(s.Rows) > MaxRows {
			return Sheet{}, ErrBroken
		}
		return s, nil
	}
	return Sheet{}, ErrEmpty
}

func blank(r []string) bool {
	return strings.TrimSpace(strings.Join(r, "")) == ""
}

// clean trims cells and cuts what no field could take.
func clean(r []string) []string {
	out := make([]string, min(len(r), MaxColumns))
	for i := range out {
		c := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(r[i], "\x00", ""), ""))
		if len(c) > maxCell {
			c = strings.ToValidUTF8(c[:maxCell], "")
		}
		out[i] = c
	}
	return out
}

func readXLSX(content []byte) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip})
	if err != nil {
		return nil, errors.Join(ErrBroken, err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, ErrEmpty
	}
	rows, err := f.Rows(sheets[0])
	if err != nil {
		return nil, errors.Join(ErrBroken, err)
	}
	defer rows.Close()
	var out [][]string
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, errors.Join(ErrBroken, err)
		}
		if out = append(out, cells); len(out) > MaxRows+100 {
			return nil, ErrBroken
		}
	}
	return out, rows.Error()
}

func readCSV(content []byte, region string) ([][]string, error) {
	text, err := decode(content, region)
	if err != nil {
		return nil, errors.Join(ErrBroken, err)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, false
	r.Comma = separator(text)
	var out [][]string
	for {
		row, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, errors.Join(ErrBroken, err)
		}
		if out = append(out, row); len(out) > MaxRows+100 {
			return nil, ErrBroken
		}
	}
}

// separator: Excel writes semicolons or tabs in some settings.
func separator(text []byte) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	best := ','
	for _, c := range ";\t" {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(best))) {
			best = c
		}
	}
	return best
}

func decode(b []byte, region string) ([]byte, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(b):
		return bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), nil
	case region == "cn":
		from = simplifiedchinese.GB18030
	default:
		from = traditionalchinese.Big5
	}
	out, _, err := transform.Bytes(from.NewDecoder(), b)
	return out, err
}

// readVCard makes a row of each card.
func readVCard(content []byte) ([][]string, error) {
	dec := vcard.NewDecoder(bytes.NewReader(content))
	rows := [][]string{{"Name", "E-mail", "Phone", "Title", "Department", "Staff no."}}
	for {
		c, err := dec.Decode()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, errors.Join(ErrBroken, err)
		}
		dept := ""
		if _, unit, ok := strings.Cut(c.Value(vcard.FieldOrganization), ";"); ok {
			dept = unit
		}
		rows = append(rows, []string{cardName(c), c.PreferredValue(vcard.FieldEmail), c.PreferredValue(vcard.FieldTelephone),
			c.PreferredValue(vcard.FieldTitle), dept, c.Value("X-STAFF-NO")})
		if len(rows) > MaxRows+1 {
			return nil, ErrBroken
		}
	}
}

func cardName(c vcard.Card) string {
	if s := c.PreferredValue(vcard.FieldFormattedName); s != "" {
		return s
	}
	if n := c.Name(); n != nil {
		return strings.TrimSpace(n.FamilyName + " " + n.GivenName)
	}
	return ""
}
