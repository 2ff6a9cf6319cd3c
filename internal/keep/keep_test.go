package keep_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tramway/internal/keep"
)

// The record is kept for at least 90 days, employment for six months after leaving
// (Cap. 57 s.49A), wages for seven years (Cap. 112 s.51C), and nobody sets fewer.
func TestNothingIsKeptShorterThanItsLeast(t *testing.T) {
	t.Parallel()
	for name, least := range map[string]int{"record": 90, "employment": 184, "wages": 2557} {
		c, ok := keep.Find(name)
		if !ok || c.Least != least || c.Source == "" {
			t.Errorf("%s: %+v", name, c)
		}
		for days, want := range map[int]bool{-1: false, 0: true, 1: false, least - 1: false, least: true, keep.MaxDays: true, keep.MaxDays + 1: false} {
			if c.Allows(days) != want {
				t.Errorf("%s for %d days: %v", name, days, !want)
			}
		}
	}
	if c, _ := keep.Find("conversation"); !c.Allows(1) || !c.Allows(0) || c.Allows(-1) {
		t.Error("conversations have no least")
	}
	if c, _ := keep.Find("outbox"); c.Allows(30) {
		t.Error("the program's own bookkeeping can be set")
	}
}

func TestClassesKeepTheirOwnLeastAtFirst(t *testing.T) {
	t.Parallel()
	var names []string
	for _, c := range keep.Classes {
		if slices.Contains(names, c.Name) {
			t.Errorf("%s is there twice", c.Name)
		}
		names = append(names, c.Name)
		if !c.Fixed && !c.Allows(c.Days) || c.Suggested > 0 && !c.Allows(c.Suggested) || (c.Least > 0) != (c.Source != "") {
			t.Errorf("%+v", c)
		}
	}
	for _, cause := range keep.Causes {
		if _, ok := keep.Find(cause); !ok && !slices.Contains([]string{"person", "organisation"}, cause) {
			t.Errorf("%s is a cause and no class", cause)
		}
	}
}

// The table in docs/retention.md is that of the code.
func TestTheDocumentSaysWhatTheCodeDoes(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/retention.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range keep.Classes {
		days := func(n int) string {
			if n == 0 {
				return "–"
			}
			return strconv.Itoa(n)
		}
		set := "yes"
		if c.Fixed {
			set = "no"
		}
		row := strings.Join([]string{"| `" + c.Name + "`", days(c.Days), days(c.Least), string(c.From), set}, " | ") + " |"
		if !strings.Contains(string(text), row) {
			t.Errorf("docs/retention.md lacks %s", row)
		}
	}
}
