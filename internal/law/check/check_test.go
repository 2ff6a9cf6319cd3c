package check

import (
	"os"
	"testing"
)

func TestAllExamples(t *testing.T) {
	t.Parallel()
	runAll(t, "../testdata/hk-employment-examples.json", 102)
}

// Our own examples walk the boundaries, the optional facts, the settings, the
// missing records and the bad input of every topic.
func TestMoreExamples(t *testing.T) {
	t.Parallel()
	runAll(t, "../testdata/more-examples.json", 0)
}

func runAll(t *testing.T, file string, want int) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	examples, err := ReadExamples(raw)
	if err != nil {
		t.Fatal(err)
	}
	if want > 0 && len(examples) != want {
		t.Errorf("%d examples, want %d", len(examples), want)
	}
	for _, e := range examples {
		if o := e.Run(); !o.Pass {
			line, _ := o.JSON()
			t.Errorf("%s: %s", e.Topic, line)
		}
	}
}
