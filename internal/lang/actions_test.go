package lang_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tramway/internal/lang"
)

var recorded = regexp.MustCompile(`"((?:access|account|chat|directory|organisation|record|retention)\.[a-z_]+(?:\.[a-z_]+)?)"`)

// What the code records has words on the record's page.
func TestRecordedActionsHaveWords(t *testing.T) {
	t.Parallel()
	found := 0
	for _, module := range []string{"access", "identity", "chat", "directory", "proof", "retention"} {
		files, err := filepath.Glob("../" + module + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(text)) {
				if !strings.Contains(line, "Action") && !strings.Contains(line, "note(") && !strings.Contains(line, "announce(") && !strings.Contains(line, "change(tx") && !strings.Contains(line, "noteRoles(") && !strings.Contains(line, "dropGrant(") {
					continue
				}
				for _, m := range recorded.FindAllStringSubmatch(line, -1) {
					found++
					if key := "act." + m[1]; lang.Text(lang.English, key, nil) == key && !strings.Contains(line, "Name:") {
						t.Errorf("%s: %s has no words", f, m[1])
					}
				}
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d recorded actions found", found)
	}
}
