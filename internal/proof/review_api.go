package proof

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
	"time"

	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Review is a month of the record, as the page sees it.
type Review struct {
	Month      string      `json:"month" doc:"2006-01"`
	Version    int64       `json:"version"`
	State      string      `json:"state" enum:"open,reviewed,signed"`
	Overdue    bool        `json:"overdue"`
	Sums       []ReviewSum `json:"sums"`
	Actors     []Actor     `json:"actors" doc:"who did most"`
	Digest     string      `json:"digest" doc:"SHA-256 of the sums, hex; the entries of the review have it"`
	From       time.Time   `json:"from"`
	To         time.Time   `json:"to"`
	PreparedAt time.Time   `json:"prepared_at"`
	DueAt      time.Time   `json:"due_at"`
	Remarks    string      `json:"remarks"`
	ReviewedBy string      `json:"reviewed_by" doc:"name"`
	ReviewedAt *time.Time  `json:"reviewed_at"`
	SignedBy   string      `json:"signed_by" doc:"name"`
	SignedAt   *time.Time  `json:"signed_at"`
	Can        []string    `json:"can,omitempty" doc:"review, sign"`
}

// ReviewSum is a sum with its parts in words.
type ReviewSum struct {
	Kind  string       `json:"kind"`
	Count int64        `json:"count"`
	Parts []ReviewPart `json:"parts"`
}

// ReviewPart is one action of a sum.
type ReviewPart struct {
	Action string `json:"action"`
	Title  string `json:"title"`
	Count  int64  `json:"count"`
}

func titled(sums []Sum, l string) []ReviewSum {
	out := make([]ReviewSum, len(sums))
	for i, s := range sums {
		out[i] = ReviewSum{s.Kind, s.Count, []ReviewPart{}}
		for _, p := range s.Parts {
			out[i].Parts = append(out[i].Parts, ReviewPart{p.Action, inWords(p.Action, l), p.Count})
		}
	}
	return out
}

// Actor is what one person did in a month.
type Actor struct {
	Person string `json:"person_id"`
	Name   string `json:"name"`
	Count  int64  `json:"count"`
}

// anything: a right to review is for the whole record.
var anything = authz.Resource{}

type reviewsOut struct{ Body page.Of[Review] }

type reviewOut struct{ Body Review }

// ReviewPath is the month in an address.
type ReviewPath struct {
	Month string `path:"month" pattern:"^\\d{4}-\\d{2}$"`
}

func (m *Module) reviewRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/reviews", "Months of the record, the latest first", Read), m.listReviews)
	httpapi.Handle(s, route("GET", "/reviews/{month}", "A month's sums, and who looked at them", Read), func(ctx context.Context, c *httpapi.Call, in *ReviewPath) (*reviewOut, error) {
		return m.oneReview(ctx, c, in.Month)
	})
	httpapi.Handle(s, route("GET", "/reviews/{month}/csv", "A month's sums as a file", Read), m.reviewCSV)
	httpapi.Handle(s, route("POST", "/reviews/{month}/remarks", "I have reviewed the month", ReviewWrite), func(ctx context.Context, c *httpapi.Call, in *struct {
		ReviewPath
		Body struct {
			Remarks string `json:"remarks" maxLength:"4000"`
			Version int64  `json:"version" doc:"the version you read"`
		}
	}) (*reviewOut, error) {
		if err := m.Remark(ctx, c.Org, c.Who(), in.Month, in.Body.Version, in.Body.Remarks); err != nil {
			return nil, err
		}
		return m.oneReview(ctx, c, in.Month)
	})
	sign := route("POST", "/reviews/{month}/sign", "Sign the month", ReviewWrite)
	sign.Fresh = true
	httpapi.Handle(s, sign, func(ctx context.Context, c *httpapi.Call, in *struct {
		ReviewPath
		Body struct {
			Version int64 `json:"version" doc:"the version you read"`
		}
	}) (*reviewOut, error) {
		if err := m.Sign(ctx, c.Org, c.Who(), in.Month, in.Body.Version); err != nil {
			return nil, err
		}
		return m.oneReview(ctx, c, in.Month)
	})
}

func (m *Module) listReviews(ctx context.Context, c *httpapi.Call, in *struct {
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*reviewsOut, error) {
	before, limit := "~", page.Limit(in.Limit)
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	rows, err := sqldb.All[review](ctx, c.Org.Read(), `SELECT `+reviewCols+` FROM {o}.record_reviews WHERE month < ? ORDER BY month DESC LIMIT ?`, before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r review) string { return r.Month })
	views, err := m.reviewViews(ctx, c, cut.Items)
	return &reviewsOut{page.Of[Review]{Items: views, Next: cut.Next}}, err
}

func (m *Module) oneReview(ctx context.Context, c *httpapi.Call, month string) (*reviewOut, error) {
	r, err := reviewBy(ctx, c.Org.Read(), month)
	if err != nil {
		return nil, err
	}
	views, err := m.reviewViews(ctx, c, []review{r})
	if err != nil {
		return nil, err
	}
	return &reviewOut{views[0]}, nil
}

func (m *Module) reviewViews(ctx context.Context, c *httpapi.Call, rows []review) ([]Review, error) {
	var persons []string
	for _, r := range rows {
		persons = append(persons, r.ReviewedBy, r.SignedBy)
		for _, a := range r.Sums.V.Actors {
			persons = append(persons, a.Person)
		}
	}
	names, err := m.people.Names(ctx, c.Org.Read(), persons)
	if err != nil {
		return nil, err
	}
	single, err := alone(ctx, c.Org.Read())
	out := make([]Review, len(rows))
	for i, r := range rows {
		end, _ := monthAfter(c.Org, r.Month) // of this form always
		v := Review{Month: r.Month, Version: r.Version, State: r.state(), Overdue: r.SignedAt == 0 && r.DueAt < sqldb.At(c.Org.Now()), Sums: titled(r.Sums.V.Kinds, c.Lang),
			Digest: r.Digest, From: end.AddDate(0, -1, 0), To: end, PreparedAt: r.PreparedAt.Time(), DueAt: r.DueAt.Time(), Remarks: r.Remarks.V,
			ReviewedBy: shownName(names[r.ReviewedBy]), ReviewedAt: moment(r.ReviewedAt.Time()), SignedBy: shownName(names[r.SignedBy]), SignedAt: moment(r.SignedAt.Time()),
			Actors: []Actor{}, Can: r.can(c, single)}
		for _, a := range r.Sums.V.Actors {
			v.Actors = append(v.Actors, Actor{a.Person, shownName(names[a.Person]), a.Count})
		}
		out[i] = v
	}
	return out, err
}

func (r review) state() string {
	switch {
	case r.SignedAt != 0:
		return "signed"
	case r.ReviewedAt != 0:
		return "reviewed"
	}
	return "open"
}

// reviews: the asker reviews months here. Where the plan has no reviews they are prepared
// all the same, and wait until it has.
func reviews(c *httpapi.Call) bool {
	return c.Allow(ReviewWrite, anything) == nil && c.Org.Plan().Allow(plan.RecordReview, 1) == nil
}

// can is what the asker may do with a month now.
func (r review) can(c *httpapi.Call, alone bool) []string {
	can := []string{}
	if r.SignedAt != 0 || !reviews(c) {
		return can
	}
	can = append(can, "review")
	if r.ReviewedAt != 0 && (alone || r.ReviewedBy != c.Person()) {
		can = append(can, "sign")
	}
	return can
}

// reviewCSV has a line for each action and each person.
func (m *Module) reviewCSV(ctx context.Context, c *httpapi.Call, in *ReviewPath) (*textOut, error) {
	one, err := m.oneReview(ctx, c, in.Month)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("\xEF\xBB\xBF")
	w := csv.NewWriter(&b)
	lines := [][]string{{"month", "kind", "action", "count"}}
	for _, s := range one.Body.Sums {
		for _, p := range s.Parts {
			lines = append(lines, []string{in.Month, s.Kind, p.Action, strconv.FormatInt(p.Count, 10)})
		}
	}
	for _, a := range one.Body.Actors {
		lines = append(lines, []string{in.Month, "by", disarm(a.Name), strconv.FormatInt(a.Count, 10)})
	}
	lines = append(lines, []string{in.Month, "sha256", one.Body.Digest, ""}, []string{in.Month, "reviewed", disarm(one.Body.ReviewedBy), ""}, []string{in.Month, "signed", disarm(one.Body.SignedBy), ""})
	err = w.WriteAll(lines)
	return &textOut{"text/csv; charset=utf-8", `attachment; filename="review-` + in.Month + `.csv"`, b.Bytes()}, err
}

// Desk is what the record puts on a person's desk: months that wait for them.
func (m *Module) Desk() desk.Parts { return desk.Parts{Work: []desk.Work{m.work}} }

func (m *Module) work(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	if !reviews(c) {
		return nil, nil
	}
	rows, err := sqldb.All[review](ctx, c.Org.Read(), `SELECT `+reviewCols+` FROM {o}.record_reviews WHERE signed_at=0 ORDER BY month LIMIT 20`)
	if err != nil {
		return nil, err
	}
	single, err := alone(ctx, c.Org.Read())
	var out []desk.Item
	for _, r := range rows {
		todo := "review_open"
		if r.ReviewedAt != 0 {
			if todo = "review_sign"; r.ReviewedBy == c.Person() && !single {
				continue // it waits for another
			}
		}
		due := r.DueAt.Time()
		out = append(out, desk.Item{Ref: ref.To("review", r.Month).String(), Kind: todo, Title: lang.Text(c.Lang, "work.review_title", map[string]any{"month": r.Month}),
			Detail: lang.Text(c.Lang, "work."+todo, nil), Count: 1, At: r.PreparedAt.Time(), DueAt: &due, Link: "/admin/record/reviews?month=" + r.Month})
	}
	return out, err
}
