package app_test

import (
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Accounts are bound to company mail: at setup, at invitation, and said already by an
// import's dry run.
func TestOnlyCompanyMailSignsIn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		a := in.Nobody().Ask("POST", "/setup", map[string]any{"setup_code": in.App.SetupCode, "organisation": map[string]any{"name": "Harbour", "region": "hk"},
			"admin": map[string]any{"name": "AU Ada", "login": "ada@gmail.com", "password": "correct horse battery"}})
		if a.Status != 422 || !strings.Contains(string(a.Body), `"mail_personal"`) {
			t.Errorf("setup by a personal address: %d %s", a.Status, a.Body)
		}
		c := in.Setup()
		person := func(mail string) string {
			return "/o/{org}/people/" + apptest.Text(c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "P " + mail, "email": mail}), "id") + "/invitation"
		}
		qq, other, own := person("12345@qq.com"), person("p@elsewhere.example"), person("p@shop.harbour.example")
		if a := c.Admin.Ask("POST", qq, nil); a.Code() != "mail_personal" {
			t.Errorf("inviting a personal address: %d %s", a.Status, a.Body)
		}
		if a := c.Admin.Ask("PUT", "/o/{org}/mail-domains", map[string]any{"domains": []string{"gmail.com", "not one"}}); a.Status != 422 ||
			!strings.Contains(string(a.Body), "body.domains[1]") {
			t.Errorf("naming what can't be: %d %s", a.Status, a.Body)
		}
		if v := c.Admin.Must("PUT", "/o/{org}/mail-domains", map[string]any{"domains": []string{"@Harbour.example", "harbour.example"}}); len(v["domains"].([]any)) != 1 {
			t.Errorf("named: %v", v)
		}
		if a := c.Admin.Ask("POST", other, nil); a.Code() != "mail_other_domain" {
			t.Errorf("inviting another domain's address: %d %s", a.Status, a.Body)
		}
		c.Admin.Must("POST", own, nil)
		file := apptest.File{Name: "staff.csv", Content: []byte("Name,Email\nONE,one@harbour.example\nTWO,two@163.com\nTHREE,three@elsewhere.example\n")}
		v := c.Admin.Must("POST", "/o/{org}/people/imports", file)
		codes := ""
		for _, e := range apptest.Items(v, "errors") {
			codes += apptest.Text(e, "code") + " "
		}
		if codes != "mail_personal mail_other_domain " {
			t.Errorf("the dry run says %q", codes)
		}
		if got := actions(c.Admin, "directory.mail"); len(got) != 1 {
			t.Errorf("recorded as %v", got)
		}
	})
}
