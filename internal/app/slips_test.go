package app_test

import (
	"net/url"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// foundBy are the names of whom a reader finds by some words, in order.
func foundBy(p *apptest.Person, words string) string {
	var names []string
	for _, v := range apptest.Items(p.Must("GET", "/o/{org}/people?q="+url.QueryEscape(words), nil), "items") {
		names = append(names, apptest.Text(v, "name"))
	}
	return strings.Join(names, ", ")
}

// One slip is forgiven in a Latin name, where nobody is called what was typed.
func TestASlipIsForgiven(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		for _, n := range []string{"CHEUNG Chi Keung", "CHUNG Mei Ling", "WONG Hiu Tung", "WANG Fang"} {
			c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": n})
		}
		c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "LEE Siu Ming", "name_zh": "李小明"})
		for typed, want := range map[string]string{
			"cehung":         "CHEUNG Chi Keung, CHUNG Mei Ling", // two in the wrong order, or one too many
			"cheunng":        "CHEUNG Chi Keung",                 // one too many
			"chenng":         "CHEUNG Chi Keung",                 // nothing but this is near: one changed
			"vong":           "WONG Hiu Tung",                    // the first
			"wonh hui":       "",                                 // a short word has no slip in it
			"wonh tung":      "WONG Hiu Tung",                    // the others as they are
			"cheung":         "CHEUNG Chi Keung",                 // as typed: nobody who is called nearly so
			"chung":          "CHUNG Mei Ling",                   // nor here
			"wong":           "WONG Hiu Tung",                    // nor here
			"che":            "CHEUNG Chi Keung",                 // a beginning
			"wmng":           "WANG Fang, WONG Hiu Tung",         // both are one letter away
			"siu":            "LEE Siu Ming",
			"李小":             "LEE Siu Ming",     // Chinese as it was
			"李小紅":            "",                 // and no slip in it
			"chxxng":         "",                 // two slips
			"cheong":         "CHEUNG Chi Keung", // another letter
			"98765432":       "",                 // numbers are as they are
			"cungh mei ling": "",                 // two slips in one word
		} {
			if got := foundBy(c.Admin, typed); got != want {
				t.Errorf("%s: %q, want %q", typed, got, want)
			}
		}
	})
}
