package host_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"testing"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// emblem is made of some waves; every number gives another. A wave of none is one colour.
func emblem(t *testing.T, waves float64, quality int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 200, 200))
	for y := range 200 {
		for x := range 200 {
			img.SetGray(x, y, color.Gray{uint8(128 + 100*math.Sin(waves*float64(x)/40)*math.Cos(waves*waves*float64(y)/90))})
		}
	}
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}))
	return out.Bytes()
}

// askedOfPictures are the pictures that operators are asked about.
func askedOfPictures(t *testing.T, h *host.Host) (out []host.Review) {
	t.Helper()
	all, err := h.Waiting(t.Context(), host.Review{}, 100)
	must(t, err)
	for _, r := range all {
		if r.Kind == host.SamePicture {
			out = append(out, r)
		}
	}
	return out
}

func founded(t *testing.T, h *host.Host, n host.NewOrganisation) host.Organisation {
	t.Helper()
	n.Region = "hk"
	o, err := h.CreateOrganisation(t.Context(), n)
	must(t, err)
	return o
}

// A near name alone and a near picture alone are no case; both are, once, until the
// picture is another.
func TestOneWhoLooksLikeAnotherIsAskedAbout(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		first := founded(t, h, host.NewOrganisation{Name: "Harbour Lights Trading Limited"})
		near := founded(t, h, host.NewOrganisation{Name: "Harbour Lights Trading (Kowloon) Limited"})
		far := founded(t, h, host.NewOrganisation{Name: "Peak Foods Limited"})
		show := func(o host.Organisation, file string, jpeg []byte) {
			t.Helper()
			for range 2 { // told twice is as good as once
				must(t, h.SetPicture(t.Context(), o.ID, host.OrgPicture{File: file, JPEG: jpeg}))
			}
		}
		show(first, "a1", emblem(t, 3, 90))
		show(far, "c1", emblem(t, 3, 60))
		show(near, "b1", emblem(t, 7, 90))
		if w := askedOfPictures(t, h); len(w) != 0 {
			t.Fatalf("one of the two is no case: %+v", w)
		}
		show(near, "b2", emblem(t, 3, 50))
		w := askedOfPictures(t, h)
		if len(w) != 1 || w[0].Org != near.ID || w[0].Other != first.ID || w[0].Picture != "b2" || w[0].OtherPicture != "a1" {
			t.Fatalf("%+v", w)
		}
		if o, err := h.Organisation(t.Context(), near.ID); err != nil || o.Standing != near.Standing {
			t.Errorf("something happened before an operator looked: %s, %v", o.Standing, err)
		}
		show(near, "", nil)
		if w := askedOfPictures(t, h); len(w) != 0 {
			t.Errorf("of a picture that is gone: %+v", w)
		}
		if _, err := h.Picture(t.Context(), "b2"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a picture that was taken away: %v", err)
		}
		show(near, "b3", emblem(t, 0, 90))
		show(first, "a2", emblem(t, 0, 90))
		if w := askedOfPictures(t, h); len(w) != 0 {
			t.Errorf("one colour looks like every other: %+v", w)
		}
		must(t, h.Leave(t.Context(), near.ID))
		if file, err := h.PictureFile(t.Context(), near.ID); err != nil || file != "" {
			t.Errorf("of an organisation that is gone: %q, %v", file, err)
		}
	})
}

// Whoever runs the installation poses as nobody: the other of the two is asked about.
func TestTheInstallationsOwnIsAskedAboutNever(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		own := founded(t, h, host.NewOrganisation{Name: "Harbour Lights Trading Limited", Own: true})
		near := founded(t, h, host.NewOrganisation{Name: "Harbour Lights Trading (Kowloon) Limited"})
		must(t, h.SetPicture(t.Context(), near.ID, host.OrgPicture{File: "b", JPEG: emblem(t, 3, 90)}))
		must(t, h.SetPicture(t.Context(), own.ID, host.OrgPicture{File: "a", JPEG: emblem(t, 3, 90)}))
		if w := askedOfPictures(t, h); len(w) != 1 || w[0].Org != near.ID || w[0].Other != own.ID {
			t.Errorf("%+v", w)
		}
	})
}
