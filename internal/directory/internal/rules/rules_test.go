package rules_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/traditionalchinese"

	"tramway/internal/directory/internal/rules"
)

const people = "員工編號,姓名,中文姓名,電郵,電話,部門,職位,上司\n" +
	"T001,CHAN Tai Man,陳大文,tm.chan@harbour.example,9123 4567,Sales / Export,Manager,\n" +
	"T002,LEE Ka Yan,李嘉欣,ky.lee@harbour.example,+86 138 0013 8000,Sales,Clerk,T001\n"

func xlsx(t testing.TB, text string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for j, c := range strings.Split(line, ",") {
			at, _ := excelize.CoordinatesToCellName(j+1, i+1)
			f.SetCellValue("Sheet1", at, c)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The same people come out of every format and encoding.
func TestFilesAreRead(t *testing.T) {
	t.Parallel()
	big5, err := traditionalchinese.Big5.NewEncoder().String(people)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"staff.csv": []byte(people), "bom.csv": []byte("\xEF\xBB\xBF" + people), "big5.csv": []byte(big5),
		"semi.csv": []byte(strings.ReplaceAll(people, ",", ";")), "staff.xlsx": xlsx(t, people),
	} {
		s, err := rules.Read(name, content, "hk")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		plan := rules.Make(s, rules.Guess(s.Header, nil), nil, "hk", nil, nil)
		if len(plan.Bad) != 0 || len(plan.Rows) != 2 {
			t.Errorf("%s: %+v", name, plan)
			continue
		}
		a, b := plan.Rows[0], plan.Rows[1]
		if a.NameZh != "陳大文" || a.Phone != "+85291234567" || a.Department != "Sales/Export" || a.Number != 2 || b.Phone != "+8613800138000" || b.Manager != "T001" {
			t.Errorf("%s: %+v", name, plan.Rows)
		}
	}
	card := "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:CHAN Tai Man\r\nEMAIL:tm@harbour.example\r\nTEL:+852 9123 4567\r\nORG:Harbour;Sales\r\nEND:VCARD\r\n"
	s, err := rules.Read("a.vcf", []byte(card), "hk")
	if err != nil {
		t.Fatal(err)
	}
	plan := rules.Make(s, rules.Guess(s.Header, nil), nil, "hk", nil, nil)
	if len(plan.Rows) != 1 || plan.Rows[0].Department != "Sales" || plan.Rows[0].Phone != "+85291234567" {
		t.Errorf("%+v", plan)
	}
}

func TestBadFilesAreNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"a.exe":      {[]byte("MZ"), rules.ErrFormat},
		"a.xlsx":     {[]byte("not a zip"), rules.ErrFormat},
		"b.xlsx":     {[]byte("PK\x03\x04 broken"), rules.ErrBroken},
		"empty.csv":  {nil, rules.ErrEmpty},
		"header.csv": {[]byte("name,email\n\n\n"), rules.ErrEmpty},
		"a.vcf":      {[]byte("BEGIN:VCARD\r\nFN"), rules.ErrBroken},
	} {
		if _, err := rules.Read(name, c.content, "hk"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestEveryBadCellIsReportedWithRowAndColumn(t *testing.T) {
	t.Parallel()
	s := rules.Sheet{Header: []string{"Staff no", "Name", "Email", "Phone", "Manager"}, First: 2, Rows: [][]string{
		{"1", "", "x@y.example", "", ""},
		{"2", "A", "not mail", "123", "nobody"},
		{"2", "B", "b@y.example", "", ""},
		{"3", "=HYPERLINK()", "", "", ""},
		{"4", "C", "taken@y.example", "", ""},
		{"", "", "", "", ""},
		{"9", "Good", "good@y.example", "2345 6789", "Boss"},
	}}
	known := []rules.Known{{ID: "p1", Name: "Boss", StaffNo: "7", Email: "taken@y.example"}}
	plan := rules.Make(s, rules.Guess(s.Header, nil), known, "hk", nil, nil)
	var got []string
	for _, b := range plan.Bad {
		got = append(got, fmt.Sprintf("%d %s %s", b.Row, b.Column, b.Code))
	}
	want := "2 Name required; 3 Email mail_address; 3 Phone phone_number; 3 Manager manager_unknown; 4 Staff no duplicate_in_file; 5 Name formula; 6 Email duplicate"
	if strings.Join(got, "; ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), want)
	}
	if len(plan.Rows) != 1 || plan.Rows[0].Number != 8 || plan.Failed != 5 {
		t.Errorf("%+v", plan)
	}
}

func TestPeopleAreMatchedByStaffNumberThenMail(t *testing.T) {
	t.Parallel()
	s := rules.Sheet{Header: []string{"Staff no", "Name", "Email"}, First: 2, Rows: [][]string{
		{"7", "Renamed", "new@y.example"}, {"", "By mail", "mail@y.example"}, {"8", "New", ""}}}
	known := []rules.Known{{ID: "p7", StaffNo: "7"}, {ID: "pm", Email: "mail@y.example"}}
	plan := rules.Make(s, rules.Guess(s.Header, nil), known, "hk", nil, nil)
	if len(plan.Rows) != 3 || plan.Rows[0].ID != "p7" || plan.Rows[1].ID != "pm" || plan.Rows[2].ID != "" {
		t.Errorf("%+v", plan)
	}
}

func TestMappingsAreChecked(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]map[string]string{
		"":               {"0": "name", "1": ""},
		"name_mapped":    {"0": "email"},
		"mapped_twice":   {"0": "name", "1": "name"},
		"unknown_choice": {"0": "salary"},
		"unknown_field":  {"9": "name"},
	} {
		if _, got := rules.MappingProblem(m, 2, nil); got != want {
			t.Errorf("%v: %q, want %q", m, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte(people))
	f.Add("a.xlsx", xlsx(f, people))
	f.Add("a.vcf", []byte("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\r\nEND:VCARD\r\n"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		s, err := rules.Read(name, content, "hk")
		if err != nil {
			return
		}
		plan := rules.Make(s, rules.Guess(s.Header, nil), nil, "hk", nil, nil)
		for _, r := range plan.Rows {
			if r.Name == "" && r.NameZh == "" {
				t.Errorf("a person without a name: %+v", r)
			}
		}
	})
}

func TestOwnFieldsAreCleanedAndRead(t *testing.T) {
	t.Parallel()
	size := rules.Own{ID: "s", Names: []string{"Shirt size", "", "尺码"}, Kind: rules.KindChoice, Choices: []string{"S", "中 M"}, Required: true}
	for _, c := range []struct{ kind, in, want, code string }{
		{rules.KindText, "  a b ", "a b", ""}, {rules.KindText, strings.Repeat("字", 501), "", "too_long"},
		{rules.KindNumber, "1,200.50", "1200.50", ""}, {rules.KindNumber, "１２", "12", ""}, {rules.KindNumber, "1e9", "", "number"},
		{rules.KindDate, "3/4/2020", "2020-04-03", ""}, {rules.KindDate, "2020年4月3日", "2020-04-03", ""}, {rules.KindDate, "04-03-20", "2020-04-03", ""},
		{rules.KindDate, "2021-02-29", "", "date"}, {rules.KindDate, "", "", ""}, {rules.KindChoice, "x", "", "unknown_choice"},
	} {
		if v, code := (rules.Own{Kind: c.kind}).Clean(c.in); v != c.want || code != c.code {
			t.Errorf("%s %q: %q %q", c.kind, c.in, v, code)
		}
	}
	s, err := rules.Read("a.csv", []byte("Name,尺碼,Hire date,Grade\nCHAN,中 m,1/2/2020,G3\nLEE,,1/2/2020,\nHO,XL,soon,\n"), "hk")
	if err != nil {
		t.Fatal(err)
	}
	mapping := rules.Guess(s.Header, []rules.Own{size})
	if mapping["1"] != "own:s" {
		t.Fatalf("%+v", mapping)
	}
	if _, code := rules.MappingProblem(mapping, 4, nil); code != "unknown_choice" {
		t.Error("a field that is gone is mapped:", code)
	}
	plan := rules.Make(s, mapping, nil, "hk", nil, []rules.Own{size})
	if len(plan.Rows) != 1 || plan.Rows[0].Values["s"] != "中 M" || plan.Rows[0].HiredOn != "2020-02-01" || plan.Rows[0].Grade != "G3" || len(plan.Bad) != 3 || plan.Bad[0].Code != "required" {
		t.Errorf("%+v", plan)
	}
}

func FuzzValue(f *testing.F) {
	for _, s := range []string{"", "1,2", "2020-02-29", "29/2/2021", "中", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, kind := range []string{rules.KindText, rules.KindNumber, rules.KindDate, rules.KindChoice} {
			o := rules.Own{Kind: kind, Choices: []string{"中"}}
			v, code := o.Clean(s)
			if again, _ := o.Clean(v); code == "" && again != v {
				t.Errorf("%s %q: %q, then %q", kind, s, v, again)
			}
		}
	})
}
