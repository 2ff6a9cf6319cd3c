package rules

import (
	"net/mail"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"tramway/internal/companymail"
	"tramway/internal/han"
)

// Known is a person who is there already, as far as an import asks.
type Known struct {
	ID, Name, NameZh, Email, StaffNo string
}

// Row is one planned person. ID is "" for a new one.
type Row struct {
	Number     int // in the file
	ID         string
	Name       string
	NameZh     string
	Email      string
	Phone      string // E.164
	StaffNo    string
	Title      string
	Grade      string
	HiredOn    string            // 2006-01-02
	Values     map[string]string // of the organisation's fields, by id; nil for none
	Department string            // path "Sales/Export", "" for none
	Manager    string            // as written
	Given      map[string]bool
}

// Bad is one cell that can't be used.
type Bad struct {
	Row    int
	Column string // heading
	Code   string
	Args   map[string]any
}

// Plan is what an import would do. Rows with a bad cell are left out of Rows.
type Plan struct {
	Rows   []Row
	Bad    []Bad
	Failed int
}

// planner carries what makes rows unique while they are read.
type planner struct {
	sheet   Sheet
	fields  map[string]int // field → column
	region  string
	byMail  map[string]Known
	byStaff map[string]Known
	mails   map[string]int // in the file → row number
	staff   map[string]int
	people  map[string]int // names, mails, staff numbers by which a manager may be named → how many
	mail    companymail.Rule
	own     []Own
	part    bool // a part of a file: a manager may be in another part
	plan    Plan
}

// Make plans an import: it reads each row by the mapping, finds the person it is
// about by staff number, then by mail address, and reports every bad cell. mail says
// which addresses are the company's, own which fields the organisation has beside.
func Make(s Sheet, mapping map[string]string, known []Known, region string, mail companymail.Rule, own []Own) Plan {
	return plan(s, mapping, known, region, mail, own, false)
}

// MakePart plans some rows of a file that Make has seen whole.
func MakePart(s Sheet, mapping map[string]string, known []Known, region string, own []Own) Plan {
	return plan(s, mapping, known, region, nil, own, true)
}

func plan(s Sheet, mapping map[string]string, known []Known, region string, mail companymail.Rule, own []Own, part bool) Plan {
	p := planner{part: part, mail: mail, own: own, sheet: s, fields: map[string]int{}, region: region, byMail: map[string]Known{}, byStaff: map[string]Known{},
		mails: map[string]int{}, staff: map[string]int{}, people: map[string]int{}}
	for col, f := range mapping {
		if n, err := strconv.Atoi(col); err == nil && f != "" {
			p.fields[f] = n
		}
	}
	for _, k := range known {
		if k.Email != "" {
			p.byMail[k.Email] = k
		}
		if k.StaffNo != "" {
			p.byStaff[k.StaffNo] = k
		}
		p.name(k.Email, k.StaffNo, k.Name, k.NameZh)
	}
	for _, r := range s.Rows {
		p.name(strings.ToLower(p.cell(r, FieldEmail)), p.cell(r, FieldStaffNo), p.cell(r, FieldName), p.cell(r, FieldNameZh))
	}
	for i, r := range s.Rows {
		if !blank(r) {
			p.row(s.First+i, r)
		}
	}
	return p.plan
}

// name notes by what somebody can be named as a manager.
func (p *planner) name(keys ...string) {
	for _, k := range keys {
		if k = han.Fold(k); k != "" {
			p.people[k]++
		}
	}
}

func (p *planner) cell(r []string, field string) string {
	if c, ok := p.fields[field]; ok && c < len(r) {
		return r[c]
	}
	return ""
}

func (p *planner) row(number int, r []string) {
	before := len(p.plan.Bad)
	row := Row{Number: number, Given: map[string]bool{}}
	for f := range p.fields {
		row.Given[f] = true
		if c := p.cell(r, f); len(c) > 1 && strings.ContainsRune("=+@", rune(c[0])) && f != FieldPhone {
			p.bad(number, f, "formula", nil)
		}
	}
	row.Name, row.NameZh = p.limited(number, r, FieldName, 120), p.limited(number, r, FieldNameZh, 60)
	row.Title, row.Department = p.limited(number, r, FieldTitle, 120), department(p.limited(number, r, FieldDepartment, 200))
	row.StaffNo, row.Manager = p.limited(number, r, FieldStaffNo, 40), p.limited(number, r, FieldManager, 120)
	row.Grade, row.HiredOn, row.Values = p.limited(number, r, FieldGrade, 40), p.day(number, r), p.values(number, r)
	if row.Name == "" && row.NameZh == "" {
		p.bad(number, FieldName, "required", nil)
	}
	row.Email, row.Phone = p.address(number, r), p.phone(number, r)
	p.unique(number, FieldStaffNo, row.StaffNo, p.staff)
	p.unique(number, FieldEmail, row.Email, p.mails)
	if row.Manager != "" && !p.part && p.people[han.Fold(row.Manager)] == 0 {
		p.bad(number, FieldManager, "manager_unknown", nil)
	}
	p.match(&row)
	if len(p.plan.Bad) > before {
		p.plan.Failed++
		return
	}
	p.plan.Rows = append(p.plan.Rows, row)
}

// match finds the person a row is about. A mail address that belongs to somebody
// else than the staff number is a conflict.
func (p *planner) match(row *Row) {
	byStaff, haveStaff := p.byStaff[row.StaffNo]
	byMail, haveMail := p.byMail[row.Email]
	switch {
	case haveStaff && haveMail && byStaff.ID != byMail.ID:
		p.bad(row.Number, FieldEmail, "duplicate", map[string]any{"other": byMail.Name})
	case haveStaff:
		row.ID = byStaff.ID
	case haveMail && byMail.StaffNo != "" && row.StaffNo != "":
		p.bad(row.Number, FieldEmail, "duplicate", map[string]any{"other": byMail.Name})
	case haveMail:
		row.ID = byMail.ID
	}
}

func (p *planner) limited(number int, r []string, field string, most int) string {
	c := p.cell(r, field)
	if len([]rune(c)) > most {
		p.bad(number, field, "too_long", map[string]any{"max": most})
	}
	return c
}

func (p *planner) address(number int, r []string) string {
	c := strings.ToLower(p.cell(r, FieldEmail))
	if c == "" {
		return ""
	}
	a, err := mail.ParseAddress(c)
	if err != nil || a.Address != c || len(c) > 254 {
		p.bad(number, FieldEmail, "mail_address", nil)
		return ""
	}
	if code := p.mail.Refuses(c); code != "" && !p.part { // a part has the refused rows left out already
		p.bad(number, FieldEmail, code, nil)
	}
	return c
}

func (p *planner) day(number int, r []string) string {
	day, code := Day(p.cell(r, FieldHired))
	if code != "" {
		p.bad(number, FieldHired, code, nil)
	}
	return day
}

// values are those of the organisation's fields; a needed one that has a column has
// to be filled.
func (p *planner) values(number int, r []string) (out map[string]string) {
	for _, o := range p.own {
		if _, mapped := p.fields[FieldOf(o)]; !mapped {
			continue
		}
		v, code := o.Clean(p.cell(r, FieldOf(o)))
		if v == "" && code == "" && o.Required {
			code = "required"
		}
		if code != "" {
			p.bad(number, FieldOf(o), code, map[string]any{"max": MaxValue})
		} else if v != "" {
			if out == nil {
				out = map[string]string{}
			}
			out[o.ID] = v
		}
	}
	return out
}

func (p *planner) phone(number int, r []string) string {
	c := p.cell(r, FieldPhone)
	if c == "" {
		return ""
	}
	e164, ok := Phone(c, p.region)
	if !ok {
		p.bad(number, FieldPhone, "phone_number", nil)
	}
	return e164
}

// Phone brings a number into E.164; a number without country is of the region.
func Phone(s, region string) (string, bool) {
	n, err := phonenumbers.Parse(s, strings.ToUpper(region))
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}

func (p *planner) unique(number int, field, value string, seen map[string]int) {
	if value == "" {
		return
	}
	if first, twice := seen[value]; twice {
		p.bad(number, field, "duplicate_in_file", map[string]any{"row": first})
		return
	}
	seen[value] = number
}

// department brings a path into one form: "Sales / Export" is "Sales/Export".
func department(s string) string {
	var parts []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '>' || r == '／' }) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "/")
}

func (p *planner) bad(row int, field, code string, args map[string]any) {
	col := field
	if c, ok := p.fields[field]; ok && c < len(p.sheet.Header) && p.sheet.Header[c] != "" {
		col = p.sheet.Header[c]
	}
	p.plan.Bad = append(p.plan.Bad, Bad{row, col, code, args})
}
