// Package keep is the closed list of how long things are kept: every table of a
// migration names one of these retention classes, one of these subjects whose data
// it is, and one of these causes that remove its rows. A word outside the lists fails
// the schema's test.
//
// What it promises: no class can be set below its least; the least says its source.
//
// Floor: 1
package keep

import "slices"

// Class is one retention class.
type Class struct {
	Name      string
	Days      int    // at first; 0: as long as the organisation
	Least     int    // days that the source asks for; nobody sets fewer
	Source    string // names the words "keep_source.<it>"; "" where nothing asks for a least
	Suggested int    // days offered where none are set at first
	From      From   // what the days count from
	Fixed     bool   // the program's own bookkeeping: nobody sets it
}

// From is what days count from.
type From string

// What days count from.
const (
	Made From = "made" // when the thing was made
	Left From = "left" // when its person left
	Life From = "life" // not by days at all
)

const (
	halfYear   = 184  // days in the longest six months of a year
	fourYears  = 1461 // with their leap day
	sevenYears = 2557 // with two leap days
)

// Classes are all.
//
// Sources: eo_49a is section 49A of the Employment Ordinance (Cap. 57): wage and
// employment records of the last twelve months, and for six months after somebody
// left. iro_51c is section 51C of the Inland Revenue Ordinance (Cap. 112): business
// records for seven years. record_90 is this program's own promise. Seven years
// after leaving is the most that the Privacy Commissioner's Code of Practice on Human
// Resource Management takes for granted; principle 2(2) of Schedule 1 of the Personal
// Data (Privacy) Ordinance (Cap. 486) asks for no longer than the purpose needs. What
// was announced, and who confirmed it, counts from when it was over: a claim from a
// contract can be brought for six years (Limitation Ordinance, Cap. 347, section 4).
var Classes = []Class{
	{Name: "conversation", Suggested: 365, From: Made},
	{Name: "announcement", Days: sevenYears, From: Made},
	{Name: "employment", Days: sevenYears, Least: halfYear, Source: "eo_49a", From: Left},
	{Name: "wages", Days: sevenYears, Least: sevenYears, Source: "iro_51c", From: Made},
	{Name: "record", Days: sevenYears, Least: 90, Source: "record_90", From: Made},
	{Name: "request", Days: fourYears, From: Made},
	{Name: "import", Days: 90, From: Made},
	{Name: "joining", Days: 30, From: Made},
	{Name: "ding", Days: 365, From: Made},
	{Name: "notice", Days: 180, From: Made},
	{Name: "jobs", Days: 90, From: Made, Fixed: true},
	{Name: "outbox", Days: 7, From: Made, Fixed: true},
	{Name: "session", Days: 1, From: Made, Fixed: true},
	{Name: "account", From: Life, Fixed: true},
	{Name: "installation", From: Life, Fixed: true},
	{Name: "none", From: Life, Fixed: true},
}

// MaxDays is the longest period that can be set.
const MaxDays = 100 * 366

// Subjects say whose data a table's rows are when a copy is asked for: of the person
// they name, of the organisation, which takes them along when it leaves, or nobody's,
// because they say nothing that other tables do not.
var Subjects = []string{"person", "organisation", "none"}

// Causes are what removes a table's rows: the retention class of that name, by age;
// the person leaving for good; the account; the organisation being destroyed; nothing.
var Causes = []string{"announcement", "conversation", "ding", "import", "jobs", "joining", "notice", "outbox", "record", "request", "session", "person", "account", "organisation", "none"}

// Find gives a class by name.
func Find(name string) (Class, bool) {
	i := slices.IndexFunc(Classes, func(c Class) bool { return c.Name == name })
	if i < 0 {
		return Class{}, false
	}
	return Classes[i], true
}

// Allows says whether a class may be kept for so many days; 0 is as long as the
// organisation, which every class may.
func (c Class) Allows(days int) bool {
	return !c.Fixed && (days == 0 || days >= max(c.Least, 1) && days <= MaxDays)
}
