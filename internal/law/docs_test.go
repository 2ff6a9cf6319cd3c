package law_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"tramway/internal/law"
	"tramway/internal/law/company"
)

// The calculator of the page has a name for every fact, so that none shows as it is written in JSON.
func TestThePageNamesEveryFact(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../web/src/modules/law/words.ts")
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range law.Topics() {
		for _, k := range topic.Keys {
			if !strings.Contains(string(raw), "\n  "+k.Name+": 'law:word_") {
				t.Errorf("words.ts lacks %s of %s", k.Name, topic.Name)
			}
		}
	}
}

// The page keeps company rules apart from law, and names each with its default.
func TestDocumentationNamesCompanyRules(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/law.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rules, _ := strings.Cut(string(raw), "## Company rules")
	rules, _, _ = strings.Cut(rules, "\n## ")
	d := company.Defaults
	want := []string{fmt.Sprintf("`unit_minutes` | `%d`", d.OvertimeUnit), fmt.Sprintf("`meal_after_minutes` | `%d`", d.MealAfter),
		fmt.Sprintf("`meal_minutes` | `%d`", d.Meal), fmt.Sprintf("`short_day` | `%s`", d.ShortDay), "`lump_grant` | `false`"}
	for _, topic := range law.Topics() {
		if topic.Rules == "company" {
			want = append(want, "`"+topic.Name+"`")
		}
	}
	for _, s := range want {
		if !strings.Contains(rules, s) {
			t.Errorf("docs/law.md: the company rules lack %s", s)
		}
	}
}

// The page for HR names every table file and every setting with its default.
func TestDocumentationNamesTablesAndSettings(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/law.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	for _, table := range law.Tables() {
		if !strings.Contains(page, "`"+table.ID+".json`") {
			t.Errorf("docs/law.md does not name %s.json", table.ID)
		}
	}
	for _, s := range law.AllSettings() {
		row := regexp.MustCompile("\\| `" + s.Name + "` \\| `([a-z0-9_]+)` \\| ([^|]*) \\|").FindStringSubmatch(page)
		if row == nil || row[1] != s.Default {
			t.Errorf("docs/law.md: %s has the default %v, want %s", s.Name, row, s.Default)
			continue
		}
		for _, c := range s.Choices {
			if c != s.Default && !strings.Contains(row[2], "`"+c+"`") {
				t.Errorf("docs/law.md: %s lacks the choice %s", s.Name, c)
			}
		}
	}
}
