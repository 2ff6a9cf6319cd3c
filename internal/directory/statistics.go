package directory

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/httpapi"
)

// ReadStatistics is the action of seeing figures about people.
const ReadStatistics = "directory.statistics.read"

// FieldFigures are how many people have which choice of one of the organisation's fields.
type FieldFigures struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	NameHK string        `json:"name_hk"`
	NameCN string        `json:"name_cn"`
	Values []rules.Count `json:"values"`
}

// Figures are about the people whom the reader sees.
type Figures struct {
	People      int                `json:"people"`
	Departments []store.Department `json:"departments"`
	Grades      []rules.Count      `json:"grades" doc:"an empty label: none is entered"`
	Fields      []FieldFigures     `json:"fields" doc:"those with choices that the reader may see of everybody"`
	Months      []rules.Month      `json:"months" doc:"twelve, the present one last"`
	Tenures     []int              `json:"tenures" doc:"members for less than 1, 3, 5, 10 years, and for longer"`
	NoMobile    int                `json:"no_mobile"`
	NoMail      int                `json:"no_mail"`
	NoPicture   int                `json:"no_picture"`
	NoAccount   int                `json:"no_account"`
	Idle30      int                `json:"idle_30" doc:"have an account and have not used it for 30 days or longer"`
	Idle90      int                `json:"idle_90"`
}

// figuring collects what is known while people go by.
type figuring struct {
	Figures
	now    time.Time
	hired  bool // the reader may see when people were hired
	seen   map[string]time.Time
	active map[string]bool
	grades map[string]int
	month  map[string]int
}

// figures takes a query for people, one for departments, one for accounts, and one for
// fields with choices.
func (m *Module) figures(ctx context.Context, c *httpapi.Call) (Figures, error) {
	v, err := look(ctx, c)
	if err != nil {
		return Figures{}, err
	}
	f := figuring{now: c.Org.Now().In(c.Org.Zone()), hired: c.Allow(ReadFields, authz.Resource{}) == nil, active: map[string]bool{}, grades: map[string]int{}, month: map[string]int{}}
	f.Months, f.Tenures = rules.Months(f.now, 12), make([]int, len(rules.Tenures)+1)
	for i, one := range f.Months {
		f.month[one.Month] = i
	}
	if f.seen, err = m.accounts.LastSeen(ctx, c.Org.ID); err != nil {
		return Figures{}, err
	}
	if err := store.EachFacts(ctx, c.Org.Read(), v.Sight, f.add); err != nil {
		return Figures{}, err
	}
	counted, err := store.Counted(ctx, c.Org.Read(), v.Sight)
	if err != nil {
		return Figures{}, err
	}
	f.Departments, f.Grades = v.seenOf(counted), rules.Ranked(f.grades)
	f.Fields, err = f.choices(ctx, c)
	return f.Figures, err
}

// joined is the day from which somebody is a member.
func (f *figuring) joined(p store.Facts) time.Time {
	if day, err := time.ParseInLocation(time.DateOnly, p.HiredOn, f.now.Location()); err == nil && f.hired {
		return day
	}
	return p.CreatedAt.Time().In(f.now.Location())
}

func (f *figuring) add(p store.Facts) {
	joined := f.joined(p)
	if i, ok := f.month[joined.Format("2006-01")]; ok {
		f.Months[i].Joined++
	}
	if p.LeftAt != 0 {
		if i, ok := f.month[p.LeftAt.Time().In(f.now.Location()).Format("2006-01")]; ok {
			f.Months[i].Left++
		}
		return
	}
	f.People++
	f.active[p.ID] = true
	f.grades[p.Grade]++
	f.Tenures[rules.Tenure(joined, f.now)]++
	f.NoMobile, f.NoMail, f.NoPicture = f.NoMobile+p.NoMobile, f.NoMail+p.NoMail, f.NoPicture+p.NoPicture
	f.idle(p.ID)
}

func (f *figuring) idle(person string) {
	last, has := f.seen[person]
	if !has {
		f.NoAccount++
		return
	}
	if !last.After(f.now.AddDate(0, 0, -30)) {
		f.Idle30++
	}
	if !last.After(f.now.AddDate(0, 0, -90)) {
		f.Idle90++
	}
}

// choices counts the fields in which one of several is chosen.
func (f *figuring) choices(ctx context.Context, c *httpapi.Call) ([]FieldFigures, error) {
	fields, err := store.Fields(ctx, c.Org.Read())
	out, ids, counts := []FieldFigures{}, []string{}, map[string]map[string]int{}
	for _, one := range fields {
		if one.Kind == rules.KindChoice && (f.hired || one.Visible == toEverybody) {
			ids, counts[one.ID] = append(ids, one.ID), map[string]int{}
			out = append(out, FieldFigures{ID: one.ID, Name: one.Name, NameHK: one.NameHK, NameCN: one.NameCN})
		}
	}
	if err != nil || len(ids) == 0 {
		return out, err
	}
	err = store.EachValueOf(ctx, c.Org.Read(), ids, func(v store.Value) {
		if f.active[v.Person] {
			counts[v.Field][v.Value.V]++
		}
	})
	for i := range out {
		out[i].Values = rules.Ranked(counts[out[i].ID])
	}
	return out, err
}
