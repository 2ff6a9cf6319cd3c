package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tramway/internal/app/apptest"
)

// staff is a workbook of people as a personnel office keeps one.
func staff(t *testing.T, prefix string, n int) apptest.File {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	rows := [][]any{{"Staff no.", "Name", "中文姓名", "Email", "Phone", "職位", "Department"}}
	for i := range n {
		rows = append(rows, []any{fmt.Sprintf("%s%04d", prefix, i), fmt.Sprintf("CHAN %s Number %d", prefix, i), fmt.Sprintf("陳%d", i),
			strings.ToLower(fmt.Sprintf("%s%04d@harbour.example", prefix, i)), fmt.Sprintf("9123 %04d", i), "文員",
			[]string{"Sales/Export", "Sales/Import", "Works"}[i%3]})
	}
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return apptest.File{Name: "staff " + prefix + ".xlsx", Content: b.Bytes()}
}

// imported uploads and applies a workbook and waits until that is done.
func imported(t *testing.T, admin *apptest.Person, f apptest.File) string {
	t.Helper()
	v := admin.Must("POST", "/o/{org}/people/imports", f)
	id := apptest.Text(v, "id")
	if n := apptest.Number(v, "errors_total"); n != 0 {
		t.Fatalf("%d errors in the dry run: %v", n, v["errors"])
	}
	admin.Must("POST", "/o/{org}/people/imports/"+id+"/apply", nil)
	becomes(t, admin, id, "applied")
	return id
}

func becomes(t testing.TB, admin *apptest.Person, id, state string) {
	t.Helper()
	apptest.Eventually(t, "import "+state, func() bool {
		return apptest.Text(admin.Must("GET", "/o/{org}/people/imports/"+id, nil), "state") == state
	})
}

// found finds one person by staff number.
func found(t *testing.T, admin *apptest.Person, q string) (id, login string) {
	t.Helper()
	items := apptest.Items(admin.Must("GET", "/o/{org}/people?q="+q, nil), "items")
	if len(items) != 1 {
		t.Fatalf("%d people for %s", len(items), q)
	}
	return apptest.Text(items[0], "id"), apptest.Text(items[0], "email")
}

// comeIn invites an imported person, who accepts.
func comeIn(t *testing.T, c *apptest.Company, admin *apptest.Person, staffNo string) *apptest.Person {
	t.Helper()
	id, login := found(t, admin, staffNo)
	return c.Accept(id, login)
}

// everybody counts the people, page by page.
func everybody(p *apptest.Person) (n int) {
	for cursor := ""; ; {
		v := p.Must("GET", "/o/{org}/people?limit=200&cursor="+cursor, nil)
		n += len(apptest.Items(v, "items"))
		if cursor = apptest.Text(v, "next"); cursor == "" {
			return n
		}
	}
}

// undo: an import nobody touched goes back whole; one whose people have come in
// stays, since their accounts and messages are theirs.
func undo(t *testing.T, c *apptest.Company, admin *apptest.Person, first string) {
	t.Helper()
	if a := admin.Ask("POST", "/o/{org}/people/imports/"+first+"/undo", nil); a.Status != 409 || a.Code() != "import_changed_since" {
		t.Errorf("undoing an import of two people who have accounts: %d %s", a.Status, a.Body)
	}
	before := everybody(admin)
	second := imported(t, admin, staff(t, "NB", 30))
	if n := everybody(admin); n != before+30 {
		t.Errorf("%d people after 30 more than %d", n, before)
	}
	invited, _ := found(t, admin, "NB0003")
	token := c.Invite(invited)
	admin.Must("POST", "/o/{org}/people/imports/"+second+"/undo", nil)
	becomes(t, admin, second, "undone")
	if n := everybody(admin); n != before {
		t.Errorf("%d people after the undo, %d before the import", n, before)
	}
	visitor := admin.In.Nobody()
	if a := visitor.Ask("POST", "/invitations/accept", map[string]any{"token": token, "password": "correct horse battery"}); a.Status != 404 {
		t.Errorf("an invitation of a person who is gone: %d %s", a.Status, a.Body)
	}
	if a := admin.Ask("POST", "/o/{org}/people/imports/"+second+"/undo", nil); a.Status != 409 {
		t.Errorf("a second undo: %d %s", a.Status, a.Body)
	}
}
