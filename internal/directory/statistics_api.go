package directory

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
	"strings"

	"tramway/internal/directory/internal/rules"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/ref"
)

type figuresOut struct{ Body Figures }

type sheetOut struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (m *Module) statisticsRoutes(s *httpapi.Server) {
	route := func(path, summary string) httpapi.Route {
		return httpapi.Route{Method: "GET", Path: "/o/{org}/statistics" + path, Summary: summary, Tag: "Directory", Action: ReadStatistics}
	}
	httpapi.Handle(s, route("", "Figures about the people whom I see"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*figuresOut, error) {
		f, err := m.figures(ctx, c)
		return &figuresOut{f}, err
	})
	httpapi.Handle(s, route("/export", "The same figures as CSV"), m.exportFigures)
}

func (m *Module) exportFigures(ctx context.Context, c *httpapi.Call, _ *struct{}) (*sheetOut, error) {
	f, err := m.figures(ctx, c)
	if err != nil {
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "directory.statistics.export", Object: ref.To("organisation", tx.Org.ID)})
		return nil
	})
	return &sheetOut{"text/csv; charset=utf-8", `attachment; filename="statistics.csv"`, f.sheet(c.Lang)}, err
}

// sheet is a CSV of three columns: what is counted, of which, how many. It begins with
// the mark by which spreadsheets know UTF-8.
func (f Figures) sheet(l string) []byte {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	row := func(what, which string, n int) {
		_ = w.Write([]string{lang.Text(l, "figure."+what, nil), cell(which), strconv.Itoa(n)}) // a buffer takes everything
	}
	counts := func(what, prefix string, all []rules.Count) {
		for _, one := range all {
			row(what, prefix+one.Label, one.Count)
		}
	}
	row("people", "", f.People)
	for _, d := range f.Departments {
		row("department", strings.TrimSpace(d.Name+" "+d.NameZh), d.People)
	}
	counts("grade", "", f.Grades)
	for _, one := range f.Fields {
		counts("field", one.Name+": ", one.Values)
	}
	for _, one := range f.Months {
		row("joined", one.Month, one.Joined)
		row("left", one.Month, one.Left)
	}
	for i, n := range f.Tenures {
		row("tenure", tenureLabel(i), n)
	}
	for _, one := range []rules.Count{{Label: "no_mobile", Count: f.NoMobile}, {Label: "no_mail", Count: f.NoMail}, {Label: "no_picture", Count: f.NoPicture},
		{Label: "no_account", Count: f.NoAccount}, {Label: "idle_30", Count: f.Idle30}, {Label: "idle_90", Count: f.Idle90}} {
		row(one.Label, "", one.Count)
	}
	w.Flush()
	return b.Bytes()
}

// tenureLabel is a span of years: "<1", "1-3", "10+".
func tenureLabel(i int) string {
	switch years := rules.Tenures; i {
	case 0:
		return "<" + strconv.Itoa(years[0])
	case len(years):
		return strconv.Itoa(years[i-1]) + "+"
	default:
		return strconv.Itoa(years[i-1]) + "-" + strconv.Itoa(years[i])
	}
}

// cell keeps a spreadsheet from taking a text for a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
