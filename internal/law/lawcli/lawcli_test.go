package lawcli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tramway/internal/law"
)

const examples = "../testdata/hk-employment-examples.json"

func run(args ...string) (int, string, string) {
	var out, errs bytes.Buffer
	code := Run(args, &out, &errs)
	return code, out.String(), errs.String()
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

func TestCheckPassesAllExamples(t *testing.T) {
	t.Parallel()
	code, out, errs := run("check", examples)
	if code != 0 || errs != "" || lastLine(out) != "102 passed, 0 failed" {
		t.Errorf("exit %d, %q, %q", code, lastLine(out), errs)
	}
	var line struct {
		ID          string
		Pass        bool
		Got, Expect map[string]any
	}
	first, _, _ := strings.Cut(out, "\n")
	if err := json.Unmarshal([]byte(first), &line); err != nil || line.ID != "HK-B-001" || !line.Pass || line.Got == nil || line.Expect == nil {
		t.Errorf("first line %s: %v", first, err)
	}
}

// Three altered expectations must be seen, and only they.
func TestCheckSeesAlteredExpectations(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(examples)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for _, change := range [][2]string{{"52012.5,", "52012.51,"}, {"\"holiday_granted_on\": \"2026-05-25\"", "\"holiday_granted_on\": \"2026-05-26\""}, {"8347.6,", "8347.60001,"}} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("%s is not in the examples", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	file := filepath.Join(t.TempDir(), "altered.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, _ := run("check", file)
	if code != 1 || lastLine(out) != "99 passed, 3 failed" {
		t.Errorf("exit %d, %s", code, lastLine(out))
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	facts := `{"adw":4000,"weeks_continuous_before_leave":60}`
	for lang, want := range map[string]string{"en": "HK$80,000.00", "zh-HK": "產假薪酬", "zh-CN": "产假薪酬"} {
		code, out, errs := run("explain", "maternity_leave_pay", "--given", facts, "--lang", lang)
		if code != 0 || !strings.Contains(out, want) || strings.Contains(out, "{") || strings.Contains(out, "line.") {
			t.Errorf("%s: exit %d %s %s", lang, code, out, errs)
		}
	}
	if code, _, errs := run("explain", "maternity_leave_pay", "--given", `{"adw":-1,"weeks_continuous_before_leave":60}`); code != 1 || !strings.Contains(errs, "negative") {
		t.Errorf("a negative wage: exit %d, %s", code, errs)
	}
	if code, _, errs := run("explain", "nothing"); code != 1 || !strings.Contains(errs, "unknown_topic") {
		t.Errorf("an unknown topic: exit %d, %s", code, errs)
	}
}

func TestFacts(t *testing.T) {
	t.Parallel()
	for _, topic := range law.Topics() {
		code, out, errs := run("facts", topic.Name, "--lang", "zh-HK")
		for _, k := range topic.Keys {
			if code != 0 || errs != "" || !strings.Contains(out, "  "+k.Name+" (") {
				t.Errorf("%s: exit %d, %s is not among the facts: %s %s", topic.Name, code, k.Name, out, errs)
			}
		}
	}
	if _, out, _ := run("facts", "maternity_leave_pay", "--lang", "zh-HK"); !strings.Contains(out, "放假前連續性合約的星期數") || !strings.Contains(out, "可略去") {
		t.Error(out)
	}
	if code, _, errs := run("facts", "nothing"); code != 1 || !strings.Contains(errs, "unknown_topic") {
		t.Errorf("an unknown topic: exit %d, %s", code, errs)
	}
}

func TestHolidays(t *testing.T) {
	t.Parallel()
	code, out, _ := run("holidays", "2026")
	if code != 0 || !strings.Contains(out, "2026-04-05  Sun  Ching Ming Festival") || !strings.Contains(out, "2026-05-25") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if code, out, _ = run("holidays", "2029", "--ics", "--lang", "zh-HK", "--option", "winter_solstice"); code != 0 ||
		strings.Count(out, "BEGIN:VEVENT") != 16+17 || !strings.Contains(out, "STATUS:TENTATIVE") || !strings.Contains(out, "DTSTART;VALUE=DATE:20291221") {
		t.Errorf("exit %d, %d events", code, strings.Count(out, "BEGIN:VEVENT"))
	}
	for _, line := range strings.Split(out, "\r\n") {
		if len(line) > 76 {
			t.Errorf("a line of %d octets", len(line))
		}
	}
	for _, year := range []string{"1999", "2031", "0"} {
		if code, _, errs := run("holidays", year); code != 1 || errs == "" {
			t.Errorf("%s: exit %d %s", year, code, errs)
		}
	}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"nothing"}, {"check"}, {"check", "no-such-file.json"}, {"check", "a", "b"}, {"holidays", "soon"}, {"explain"}, {"facts"}, {"explain", "x", "--nope"}} {
		if code, out, errs := run(args...); code != 2 || errs == "" || out != "" {
			t.Errorf("%v: exit %d %q %q", args, code, out, errs)
		}
	}
}
