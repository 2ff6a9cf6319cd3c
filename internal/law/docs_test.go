package law_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"tramway/internal/law"
)

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
