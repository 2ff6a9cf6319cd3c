package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// emblem is a picture of some waves; every number gives another, shade hardly.
func emblem(t *testing.T, waves float64, shade uint8) apptest.File {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 300, 300))
	for y := range 300 {
		for x := range 300 {
			v := uint8(128 + 90*math.Sin(waves*float64(x)/60)*math.Cos(waves*waves*float64(y)/140))
			img.SetRGBA(x, y, color.RGBA{v, v, v/2 + shade, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return apptest.File{Name: "logo.png", Content: b.Bytes()}
}

// An organisation shows itself by a picture wherever it is named to those who choose or
// are asked in; another has another address, and the record tells of each.
func TestAnOrganisationHasAPicture(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, peakFoods)
		verify(t, operator, admin)
		v := admin.Must("PUT", "/o/{org}/picture", emblem(t, 3, 0))
		file := apptest.Text(v, "picture")
		if file == "" || v["verified"] != true {
			t.Fatalf("%v", v)
		}
		token, _, err := admin.In.App.Host.Invite(t.Context(), host.Invitation{Org: admin.Org, Person: "p", Login: "new@peakfoods.example", Name: "N"})
		if err != nil {
			t.Fatal(err)
		}
		nobody := admin.In.Nobody()
		for where, got := range map[string]map[string]any{"where people choose": houseOf(admin), "outside": nobody.Must("GET", "/proof/"+admin.Org, nil),
			"at the door": nobody.Must("POST", "/guests/look", map[string]any{"token": token})} {
			if apptest.Text(got, "picture") != file {
				t.Errorf("%s: %v", where, got)
			}
		}
		shown := nobody.Ask("GET", "/organisation-pictures/"+file, nil)
		if _, format, err := image.DecodeConfig(bytes.NewReader(shown.Body)); err != nil || format != "jpeg" || !strings.Contains(shown.Header.Get("Cache-Control"), "private") {
			t.Errorf("%d %v %s", shown.Status, shown.Header, format)
		}
		bomb := scan(t)
		copy(bomb.Content[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // claims 65,536 × 65,536
		for name, one := range map[string]apptest.File{"bomb": bomb, "page": {Name: "a.svg", Content: []byte("<svg onload='alert(1)'/>")}} {
			if a := admin.Ask("PUT", "/o/{org}/picture", one); a.Status != 422 || !strings.Contains(string(a.Body), "body.file") {
				t.Errorf("%s: %d %s", name, a.Status, a.Body)
			}
		}
		next := apptest.Text(admin.Must("PUT", "/o/{org}/picture", emblem(t, 7, 0)), "picture")
		if a := nobody.Ask("GET", "/organisation-pictures/"+file, nil); a.Status != 404 || next == file {
			t.Errorf("the one before: %d", a.Status)
		}
		if v := admin.Must("DELETE", "/o/{org}/picture", nil); v["picture"] != "" || houseOf(admin)["picture"] != "" {
			t.Errorf("taken away: %v", v)
		}
		if n := len(apptest.Items(admin.Must("GET", "/o/{org}/record/entries?action=organisation.picture", nil), "items")); n != 3 {
			t.Errorf("%d entries", n)
		}
	})
}

// A company is let through beside one of a near name and then takes its picture, too: an
// operator is asked, and neither hears of the other (F121).
func TestTheSamePictureBesideANearName(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, victim := newcomer(t, engine, nil, peakFoods)
		victim.Must("PUT", "/o/{org}/picture", emblem(t, 3, 0))
		poser := *victim
		near := poser.Must("POST", "/organisations", map[string]any{"name": "Peak Foods (Kowloon) Limited", "region": "hk"})
		poser.Org, poser.ID = apptest.Text(near, "id"), apptest.Text(near, "person_id")
		decide := func(kind, outcome string) {
			t.Helper()
			operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, kind)+"/decision", map[string]any{"outcome": outcome, "reason": "other", "note": "Seen."})
		}
		decide("likeness", "approved")
		v := poser.Must("PUT", "/o/{org}/picture", emblem(t, 3, 20))
		if apptest.Text(v, "standing") != "free" || strings.Contains(fmt.Sprint(v), victim.Org) || strings.Contains(fmt.Sprint(v), "Peak Foods Limited") {
			t.Errorf("whoever uploads is told: %v", v)
		}
		review := apptest.Object(operator.Must("GET", "/operator/reviews/"+onlyReview(t, operator, "picture"), nil), "review")
		if apptest.Text(review, "organisation_id") != poser.Org || apptest.Text(review, "other_name") != "Peak Foods Limited" ||
			apptest.Text(review, "picture") != apptest.Text(v, "picture") || apptest.Text(review, "other_picture") != apptest.Text(houseOf(victim), "picture") {
			t.Errorf("%v", review)
		}
		decide("picture", "approved")
		if v := poser.Must("GET", "/o/{org}/verification", nil); v["standing"] != "free" {
			t.Errorf("let through: %v", v)
		}
		poser.Must("PUT", "/o/{org}/picture", emblem(t, 3, 25))
		decide("picture", "refused")
		if v := poser.Must("GET", "/o/{org}/verification", nil); v["standing"] != "limited" {
			t.Errorf("found to pose: %v", v)
		}
		if actions := actionsOf(&poser); slices.Contains(actions, victim.Org) {
			t.Errorf("%v", actions)
		}
	})
}

// actionsOf is what the record tells of, with objects.
func actionsOf(p *apptest.Person) (out []string) {
	for _, e := range apptest.Items(p.Must("GET", "/o/{org}/record/entries", nil), "items") {
		out = append(out, apptest.Text(e, "action"), apptest.Text(e, "object"))
	}
	return out
}

// A house whose picture the installation does not know, as it has come from elsewhere,
// tells it when its time comes.
func TestAPictureIsToldAgain(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		file := apptest.Text(c.Admin.Must("PUT", "/o/{org}/picture", emblem(t, 3, 0)), "picture")
		apptest.Eventually(t, "told once by its own timer", func() bool { return waitsUntilTomorrow(t, c) })
		if err := c.In.App.Host.SetPicture(t.Context(), c.ID, host.OrgPicture{}); err != nil {
			t.Fatal(err)
		}
		if _, err := c.In.App.Host.Picture(t.Context(), file); fault.KindOf(err) != fault.NotFound {
			t.Fatal(err)
		}
		o, err := c.In.App.Registry.Open(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		comesNow(t, o)
		apptest.Eventually(t, "told again", func() bool {
			_, err := c.In.App.Host.Picture(t.Context(), file)
			return err == nil
		})
	})
}

const tellingPicture = "organisation.tell_picture"

func waitsUntilTomorrow(t *testing.T, c *apptest.Company) bool {
	t.Helper()
	o, err := c.In.App.Registry.Open(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	n, err := sqldb.One[int](t.Context(), o.Read(), `SELECT count(*) FROM {o}.jobs WHERE job_key=? AND due > ?`, tellingPicture, sqldb.At(o.Now().Add(time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	return n == 1
}

// comesNow moves what waits until tomorrow to now.
func comesNow(t *testing.T, o *org.Org) {
	t.Helper()
	err := o.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		tx.Exempt("job")
		tx.Enqueue(org.Job{Kind: tellingPicture, Key: tellingPicture, Data: struct{}{}})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
