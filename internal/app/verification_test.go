package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func scan(t *testing.T) apptest.File {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 400))); err != nil {
		t.Fatal(err)
	}
	return apptest.File{Name: `C:\scans\certificate.png`, Content: b.Bytes()}
}

var letter = apptest.File{Name: "certificate.pdf", Content: []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")}

// newcomer is an organisation of somebody who does not run the installation, which
// has something to prove. The first administrator is its operator.
func newcomer(t *testing.T, engine sqldb.Dialect, clk clock.Clock, body map[string]any) (operator, admin *apptest.Person) {
	t.Helper()
	in := apptest.New(t, engine)
	if clk != nil {
		in.Stop()
		in.Clock = clk
		in.Start()
	}
	c := in.Setup()
	founder := *c.Hire("WONG Siu Ming")
	v := founder.Must("POST", "/organisations", body)
	founder.Org, founder.ID = apptest.Text(v, "id"), apptest.Text(v, "person_id")
	founder.Strengthen()
	proveMobile(t, &founder)
	return c.Admin, &founder
}

// proveMobile gives somebody a Hong Kong mobile, with the code that the operator reads
// out.
func proveMobile(t *testing.T, p *apptest.Person) {
	t.Helper()
	p.Must("POST", "/me/mobile/begin", map[string]any{"number": "6123 4567"})
	code, _, err := app.UserCode(t.Context(), p.In.Config, p.Login)
	if err != nil {
		t.Fatal(err)
	}
	p.Must("POST", "/me/mobile/finish", map[string]any{"code": code})
}

// A Hong Kong company hands nothing in until an administrator can be reached by a Hong
// Kong mobile; the last of them stays, whether the role is taken or they leave.
func TestSomebodyCanBeReachedByAHongKongMobile(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		c.Admin.Must("PUT", "/o/{org}/verification", draftOf(map[string]any{"version": 0}, map[string]any{"br_certificate": "99510874-000-04-26-A", "company_no": "99510874"}))
		c.Admin.Must("PUT", "/o/{org}/verification/papers/business_registration", letter)
		c.Admin.Must("PUT", "/o/{org}/verification/papers/incorporation", letter)
		if a := c.Admin.Ask("POST", "/o/{org}/verification/submit", map[string]any{}); a.Code() != "reachable_needed" {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		proveMobile(t, c.Admin)
		c.Admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		second, third := c.Hire("SECOND Admin"), c.Hire("THIRD Admin")
		for _, p := range []*apptest.Person{second, third} {
			p.Strengthen()
			c.Become(p, authz.Administrator)
		}
		leave := map[string]any{"heir_id": second.ID}
		if a := second.Ask("POST", "/o/{org}/people/"+c.Admin.ID+"/leave", leave); a.Code() != "last_reachable_administrator" {
			t.Errorf("the last who can be reached leaves: %d %s", a.Status, a.Body)
		}
		third.Must("GET", "/o/{org}/verification", nil)
		if a := second.Ask("POST", "/o/{org}/people/"+third.ID+"/leave", leave); a.Status >= 300 {
			t.Errorf("one who can't leaves: %d %s", a.Status, a.Body)
		}
		c.Admin.Must("POST", "/operator/reviews/"+onlyReview(t, c.Admin, "verification")+"/decision", map[string]any{"outcome": "approved"})
		if a := c.Admin.Ask("POST", "/o/{org}/people/"+second.ID+"/leave", map[string]any{"heir_id": c.Admin.ID}); a.Code() != "swap_needed" {
			t.Errorf("one of two of a verified organisation leaves: %d %s", a.Status, a.Body)
		}
	})
}

var peakFoods = map[string]any{"name": "Peak Foods Limited", "name_zh": "山頂食品有限公司", "region": "hk", "nature": "Restaurants"}

// A Hong Kong company hands its papers in, an operator refuses them once with a
// reason, looks at the appeal, and approves: from then on outsiders see the badge,
// and everything the operator looked at is in the company's own record.
func TestACompanyIsVerified(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, peakFoods)
		if a := admin.In.Nobody().Ask("GET", "/proof/"+admin.Org, nil); a.Status != 404 {
			t.Errorf("before anybody looked: %d", a.Status)
		}
		v := admin.Must("GET", "/o/{org}/verification", nil)
		if apptest.Text(v, "state") != "none" || apptest.Text(v, "standing") != "free" {
			t.Errorf("%v", v)
		}
		v = admin.Must("PUT", "/o/{org}/verification", draftOf(v, map[string]any{"br_certificate": "99510874-000-04-26-a", "company_no": "9951 0874", "incorporated_on": "2024-01-15"}))
		if got := apptest.Text(apptest.Object(v, "numbers"), "br_certificate"); got != "99510874-000-04-26-A" {
			t.Errorf("in its one form: %s", got)
		}
		if a := admin.Ask("POST", "/o/{org}/verification/submit", map[string]any{}); a.Status != 422 || strings.Count(string(a.Body), "body.papers.") != 2 {
			t.Errorf("without papers: %d %s", a.Status, a.Body)
		}
		admin.Must("PUT", "/o/{org}/verification/papers/business_registration", scan(t))
		v = admin.Must("PUT", "/o/{org}/verification/papers/incorporation", letter)
		if papers := apptest.Items(v, "papers"); len(papers) != 2 || apptest.Text(papers[0], "name") != "certificate.png" {
			t.Errorf("%v", papers)
		}
		admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		if a := admin.Ask("PUT", "/o/{org}/verification/papers/incorporation", letter); a.Code() != "under_review" {
			t.Errorf("while it is looked at: %d %s", a.Status, a.Body)
		}

		id := onlyReview(t, operator, "verification")
		seen := operator.Must("GET", "/operator/reviews/"+id, nil)
		if apptest.Text(apptest.Object(apptest.Object(seen, "case"), "numbers"), "company_no") != "99510874" {
			t.Errorf("%v", seen)
		}
		if a := operator.Ask("GET", "/operator/reviews/"+id+"/papers/incorporation", nil); !bytes.Equal(a.Body, letter.Content) ||
			!strings.Contains(a.Header.Get("Content-Security-Policy"), "sandbox") || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("the paper: %d %v", a.Status, a.Header)
		}
		if a := operator.Ask("POST", "/operator/reviews/"+id+"/decision", map[string]any{"outcome": "refused", "reason": "other"}); a.Status != 422 {
			t.Errorf("refused without a word: %d", a.Status)
		}
		operator.Must("POST", "/operator/reviews/"+id+"/decision", map[string]any{"outcome": "refused", "reason": "unreadable", "note": "The scan is blank."})
		if a := operator.Ask("POST", "/operator/reviews/"+id+"/decision", map[string]any{"outcome": "approved"}); a.Code() != "decided_already" {
			t.Errorf("decided twice: %d %s", a.Status, a.Body)
		}

		v = admin.Must("GET", "/o/{org}/verification", nil)
		if apptest.Text(v, "state") != "refused" || apptest.Text(v, "note") != "The scan is blank." {
			t.Errorf("%v", v)
		}
		admin.Must("PUT", "/o/{org}/verification/papers/business_registration", letter)
		admin.Must("POST", "/o/{org}/verification/submit", map[string]any{"appeal": "Here it is as a PDF."})
		id = onlyReview(t, operator, "appeal")
		operator.Must("POST", "/operator/reviews/"+id+"/decision", map[string]any{"outcome": "approved"})
		if v = admin.Must("GET", "/o/{org}/verification", nil); v["verified"] != true || apptest.Text(v, "state") != "approved" {
			t.Errorf("%v", v)
		}
		wantNotices(t, admin, "verification_approved", "verification_refused")
		if in := sessionOf(admin); in["operator"] != false || houseOf(admin)["verified"] != true {
			t.Errorf("the page knows %v", in)
		}
		public := admin.In.Nobody().Must("GET", "/proof/"+admin.Org, nil)
		if apptest.Text(public, "state") != "verified" || apptest.Text(public, "name_zh") != "山頂食品有限公司" || strings.Contains(fmt.Sprint(public), "99510874") {
			t.Errorf("%v", public)
		}
		wantActions(t, admin, "verification.look", "verification.look_at_paper", "verification.decide", "verification.submit")

		// Another number is another company until somebody has looked.
		v = admin.Must("PUT", "/o/{org}/verification", draftOf(admin.Must("GET", "/o/{org}/verification", nil), map[string]any{"br_certificate": "11110874-000-04-26-A", "company_no": "1111 0874"}))
		if v["verified"] != true {
			t.Error("a draft took the badge")
		}
		if v = admin.Must("POST", "/o/{org}/verification/submit", map[string]any{}); v["verified"] != false {
			t.Error("other numbers kept the badge")
		}
		if v = admin.Must("POST", "/o/{org}/verification/withdraw", nil); v["verified"] != true {
			t.Error("the badge did not come back with the numbers")
		}
	})
}

func draftOf(v map[string]any, numbers map[string]any) map[string]any {
	return map[string]any{"numbers": numbers, "contact": "office@peakfoods.example", "version": v["version"]}
}

func onlyReview(t *testing.T, operator *apptest.Person, kind string) string {
	t.Helper()
	items := apptest.Items(operator.Must("GET", "/operator/reviews", nil), "items")
	if len(items) != 1 || apptest.Text(items[0], "kind") != kind {
		t.Fatalf("waiting: %v", items)
	}
	return apptest.Text(items[0], "id")
}

func sessionOf(p *apptest.Person) map[string]any {
	return p.Must("GET", "/boot", nil)["session"].(map[string]any)
}

// houseOf is the person's organisation as the page is told of it.
func houseOf(p *apptest.Person) map[string]any {
	all := apptest.Items(sessionOf(p), "organisations")
	return all[slices.IndexFunc(all, func(o map[string]any) bool { return o["id"] == p.Org })]
}

// wantNotices waits until exactly the notices of these kinds, sorted, are under
// somebody's bell; those of one moment have no order.
func wantNotices(t *testing.T, p *apptest.Person, kinds ...string) {
	t.Helper()
	var got []string
	apptest.Eventually(t, fmt.Sprint("notices ", kinds), func() bool {
		got = nil
		for _, n := range apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items") {
			if strings.HasPrefix(apptest.Text(n, "kind"), strings.SplitAfter(kinds[0], "_")[0]) {
				got = append(got, apptest.Text(n, "kind"))
				if apptest.Text(n, "link") != "/admin/verification" || strings.Contains(apptest.Text(n, "title"), "notice.") {
					t.Errorf("%v", n)
				}
			}
		}
		slices.Sort(got)
		return slices.Equal(got, kinds)
	})
}

// Whoever holds the machine names operators; the last one stays.
func TestOperatorsAreNamedBesideTheProgram(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		colleague := c.Hire("HO Yin")
		colleague.Strengthen()
		set := func(login string, on bool) error { return app.SetOperator(t.Context(), in.Config, login, on) }
		if err := set("nobody@harbour.example", true); err == nil {
			t.Error("nobody became an operator")
		}
		if err := set(c.Admin.Login, false); err == nil || !strings.Contains(err.Error(), "last operator") {
			t.Errorf("nobody is left: %v", err)
		}
		if a := colleague.Ask("GET", "/operator/reviews", nil); a.Code() != "not_operator" {
			t.Errorf("before: %d %s", a.Status, a.Body)
		}
		if err := set(strings.ToUpper(colleague.Login), true); err != nil {
			t.Fatal(err)
		}
		colleague.Must("GET", "/operator/reviews", nil)
		if sessionOf(colleague)["operator"] != true {
			t.Error("the page does not know")
		}
		if err := set(c.Admin.Login, false); err != nil {
			t.Fatal(err)
		}
		if a := c.Admin.Ask("GET", "/operator/reviews", nil); a.Code() != "not_operator" {
			t.Errorf("afterwards: %d %s", a.Status, a.Body)
		}
	})
}

func wantActions(t *testing.T, admin *apptest.Person, actions ...string) {
	t.Helper()
	for _, action := range actions {
		if len(apptest.Items(admin.Must("GET", "/o/{org}/record/entries?action="+action, nil), "items")) == 0 {
			t.Errorf("nothing in the record of %s", action)
		}
	}
}

// A mainland company's page: licence, code and representative, whose identity number
// nobody sees again, in the page, the operator's view or the record.
func TestAMainlandCompanysRepresentativeIsMasked(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, map[string]any{"name_zh": "深圳海燈貿易有限公司", "region": "cn"})
		const secret = "11010519491231002X"
		numbers := map[string]any{"credit_code": "91350100M000100Y43", "representative": "王小明", "representative_id": secret}
		if a := admin.Ask("PUT", "/o/{org}/verification", draftOf(map[string]any{"version": 0}, map[string]any{"credit_code": "91350100M000100Y44", "representative_id": "110105194912310021"})); a.Status != 422 || strings.Count(string(a.Body), "number_check") == 0 && strings.Count(string(a.Body), "check character") != 2 {
			t.Errorf("wrong check characters: %d %s", a.Status, a.Body)
		}
		v := admin.Must("PUT", "/o/{org}/verification", draftOf(map[string]any{"version": 0}, numbers))
		shown := apptest.Object(v, "numbers")
		if strings.Contains(fmt.Sprint(v), secret) || !strings.Contains(apptest.Text(shown, "representative_id"), "*") {
			t.Errorf("%v", v)
		}
		v = admin.Must("PUT", "/o/{org}/verification", draftOf(v, shown)) // sent back as it was shown
		admin.Must("PUT", "/o/{org}/verification/papers/licence", scan(t))
		admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		id := onlyReview(t, operator, "verification")
		look := operator.Ask("GET", "/operator/reviews/"+id, nil)
		export := admin.Ask("GET", "/o/{org}/record/export?format=jsonl", nil)
		if bytes.Contains(look.Body, []byte(secret)) || bytes.Contains(export.Body, []byte(secret)) {
			t.Error("the identity number is shown")
		}
		operator.Must("POST", "/operator/reviews/"+id+"/decision", map[string]any{"outcome": "approved"})
	})
}

// Bombs, programs and too large files are refused, and so are papers that are not
// asked for.
func TestPapersThatAreNone(t *testing.T) {
	t.Parallel()
	_, admin := newcomer(t, sqldb.SQLite, nil, peakFoods)
	bomb := scan(t)
	copy(bomb.Content[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // claims 65,536 × 65,536
	for name, c := range map[string]struct {
		kind   string
		file   apptest.File
		status int
	}{
		"program":   {"incorporation", apptest.File{Name: "a.pdf", Content: []byte("MZ\x90\x00\x03" + strings.Repeat("\x00", 600))}, 422},
		"page":      {"incorporation", apptest.File{Name: "a.pdf", Content: []byte("<html><script>alert(1)</script>")}, 422},
		"bomb":      {"incorporation", bomb, 422},
		"too large": {"incorporation", apptest.File{Name: "a.pdf", Content: append([]byte("%PDF-1.7"), make([]byte, 10<<20)...)}, 413},
		"not asked": {"licence", scan(t), 422},
	} {
		if a := admin.Ask("PUT", "/o/{org}/verification/papers/"+c.kind, c.file); a.Status != c.status {
			t.Errorf("%s: %d %s", name, a.Status, a.Body)
		}
	}
}

// Who has not shown who they are can try things out, and no more (F136); a year later
// the badge is gone by itself.
func TestWhatIsLimitedUntilVerified(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		operator, admin := newcomer(t, engine, clk, peakFoods)
		refused := func(when string, want bool) {
			t.Helper()
			a := admin.Ask("POST", "/o/{org}/law/topics/minimum_wage", map[string]any{"given": map[string]any{}})
			if got := a.Code() == "not_verified_law"; got != want {
				t.Errorf("%s, law: %d %s", when, a.Status, a.Body)
			}
			b := admin.Ask("POST", "/o/{org}/departments", map[string]any{"name": when})
			if got := b.Code() == "not_verified"; got != want {
				t.Errorf("%s, departments: %d %s", when, b.Status, b.Body)
			}
		}
		for n := range 20 {
			admin.Must("POST", "/o/{org}/departments", map[string]any{"name": fmt.Sprint("Shop ", n)})
		}
		refused("before", true)
		f := staff(t, "P", 101)
		i := apptest.Text(admin.Must("POST", "/o/{org}/people/imports", f), "id")
		if a := admin.Ask("POST", "/o/{org}/people/imports/"+i+"/apply", nil); a.Code() != "not_verified" {
			t.Errorf("101 people: %d %s", a.Status, a.Body)
		}
		admin.Must("PUT", "/o/{org}/verification", draftOf(map[string]any{"version": 0}, map[string]any{"br_certificate": "99510874-000-04-26-A", "company_no": "99510874"}))
		admin.Must("PUT", "/o/{org}/verification/papers/business_registration", letter)
		admin.Must("PUT", "/o/{org}/verification/papers/incorporation", letter)
		admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "verification")+"/decision", map[string]any{"outcome": "approved"})
		refused("after", false)
		clk.Advance(366 * 24 * time.Hour)
		for _, p := range []*apptest.Person{admin, operator} {
			p.Token = ""
			p.SignIn()
		}
		if p := admin.In.Nobody().Must("GET", "/proof/"+admin.Org, nil); apptest.Text(p, "state") != "lapsed" {
			t.Errorf("a year later: %v", p)
		}
		refused("a year later", true)
	})
}

// A reported impostor is limited by an operator and says so to outsiders; a name that
// is alike waits for one.
func TestImpostors(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		operator, admin := newcomer(t, engine, clk, map[string]any{"name": "Harbour Trading (Asia)", "region": "hk"})
		id := onlyReview(t, operator, "likeness")
		operator.Must("POST", "/operator/reviews/"+id+"/decision", map[string]any{"outcome": "approved"})
		if v := admin.Must("GET", "/o/{org}/verification", nil); apptest.Text(v, "standing") != "free" {
			t.Errorf("%v", v)
		}
		operator.Must("POST", "/proof/"+admin.Org+"/report", map[string]any{"reason": "It asks our people for training fees."})
		operator.Must("POST", "/proof/"+admin.Org+"/report", map[string]any{"reason": "It asks our people for training fees."})
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "report")+"/decision", map[string]any{"outcome": "approved"})
		if p := admin.In.Nobody().Must("GET", "/proof/"+admin.Org, nil); apptest.Text(p, "state") != "limited" {
			t.Errorf("%v", p)
		}
		wantActions(t, admin, "verification.standing")
		if !limitedAt(admin) {
			t.Error("its own pages do not say so at once")
		}
		group := admin.Group("Trainees", (&apptest.Company{In: admin.In, ID: admin.Org, Admin: admin}).Hire("LEE"))
		invite := func() apptest.Answer {
			return admin.Ask("POST", "/o/{org}/conversations/"+group+"/guests", map[string]any{"email": "wong@acme.example", "name": "WONG Mei", "company": "Acme Ltd",
				"until": clk.Now().Add(48 * time.Hour).UTC().Format(time.RFC3339)})
		}
		if a := invite(); a.Status != 403 || a.Code() != "organisation_limited" {
			t.Errorf("what poses as another invites somebody from outside: %d %s", a.Status, a.Body)
		}

		// A report that is wrong lifts nothing, whoever made it; an appeal does, if an operator agrees.
		stands := func(want string) {
			t.Helper()
			if v := admin.Must("GET", "/o/{org}/verification", nil); apptest.Text(v, "standing") != want {
				t.Errorf("%s, not %s", v["standing"], want)
			}
		}
		decide := func(kind, outcome string) {
			t.Helper()
			operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, kind)+"/decision", map[string]any{"outcome": outcome, "reason": "other", "note": "Seen."})
		}
		appeal := func() apptest.Answer {
			return admin.Ask("POST", "/o/{org}/verification/standing-appeal", map[string]any{"reason": "Both companies are ours."})
		}
		admin.Must("POST", "/proof/"+admin.Org+"/report", map[string]any{"reason": "Nothing at all is wrong here."})
		decide("report", "refused")
		stands("limited")
		for range 2 {
			if a := appeal(); a.Status != 202 {
				t.Errorf("%d %s", a.Status, a.Body)
			}
		}
		decide("standing_appeal", "refused")
		stands("limited")
		if a := appeal(); a.Status != 409 || !strings.Contains(string(a.Body), "appeal_tomorrow") {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		clk.Advance(24 * time.Hour)
		for _, p := range []*apptest.Person{admin, operator} {
			p.Token = ""
			p.SignIn()
		}
		if a := appeal(); a.Status != 202 {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		decide("standing_appeal", "approved")
		stands("free")
		if limitedAt(admin) {
			t.Error("lifted, its own pages say it still")
		}
		if a := invite(); a.Status/100 != 2 {
			t.Errorf("after the appeal: %d %s", a.Status, a.Body)
		}
		if a := appeal(); a.Status != 409 || !strings.Contains(string(a.Body), "not_limited") {
			t.Errorf("%d %s", a.Status, a.Body)
		}
	})
}

// A month before its year is over administrators are asked whether what they handed in
// is still right; when the year is over that is overdue and the badge is gone; handing
// in again ends it.
func TestOnceAYearWhatWasHandedInIsCheckedAgain(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		operator, admin := newcomer(t, engine, clk, peakFoods)
		handIn := func(version int) {
			t.Helper()
			admin.Must("PUT", "/o/{org}/verification", draftOf(map[string]any{"version": float64(version)}, map[string]any{"br_certificate": "99510874-000-04-26-A", "company_no": "99510874"}))
			admin.Must("PUT", "/o/{org}/verification/papers/business_registration", letter)
			admin.Must("PUT", "/o/{org}/verification/papers/incorporation", letter)
			admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		}
		handIn(0)
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "verification")+"/decision", map[string]any{"outcome": "approved"})
		due := func() time.Time {
			t.Helper()
			admin.SignIn()
			for _, item := range apptest.Items(admin.Must("GET", "/o/{org}/work", nil), "items") {
				if apptest.Text(item, "kind") == "verification_yearly" {
					at, err := time.Parse(time.RFC3339, apptest.Text(item, "due_at"))
					if err != nil {
						t.Fatal(err)
					}
					return at
				}
			}
			return time.Time{}
		}
		clk.Advance(334 * 24 * time.Hour)
		if at := due(); !at.IsZero() {
			t.Errorf("asked too soon: %s", at)
		}
		clk.Advance(2 * 24 * time.Hour)
		if at := due(); !at.After(clk.Now()) {
			t.Errorf("not asked a month before: %s", at)
		}
		clk.Advance(30 * 24 * time.Hour)
		v := admin.Must
		if at := due(); at.IsZero() || at.After(clk.Now()) {
			t.Errorf("not overdue: %s", at)
		}
		if seen := v("GET", "/o/{org}/verification", nil); seen["verified"] != false {
			t.Error("verified for more than a year")
		}
		handIn(apptest.Number(v("GET", "/o/{org}/verification", nil), "version"))
		if at := due(); !at.IsZero() {
			t.Errorf("still asked after it was handed in: %s", at)
		}
	})
}
