package rulecli

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type command func(args []string, stdout, stderr io.Writer) int

const (
	idFile   = "../identifier/testdata/identifiers.json"
	nameFile = "../namelike/testdata/name-collisions.json"
)

func runIt(c command, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = c(args, &o, &e)
	return code, o.String(), e.String()
}

func lines(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") }

func TestAllExamplesPass(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		run  command
		file string
		n    int
	}{
		{RunID, idFile, 388}, {RunID, "../identifier/testdata/more-identifiers.json", 350},
		{RunName, nameFile, 56}, {RunName, "../namelike/testdata/more-names.json", 191},
	} {
		code, out, errs := runIt(c.run, "check", c.file)
		all := lines(out)
		if code != 0 || errs != "" || len(all) != c.n+1 || !strings.HasSuffix(all[c.n], " passed, 0 failed") {
			t.Errorf("%s: exit %d, %d lines, %s %s", c.file, code, len(all), all[len(all)-1], errs)
		}
	}
}

// Exactly the altered expectations fail.
func TestAlteredExpectationsFail(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		run     command
		file    string
		changes map[string][2]string // by the example's id
	}{
		{RunID, idFile, map[string][2]string{
			"v-hkid-002": {`"canonical": "AB987654(3)"`, `"canonical": "AB987654(4)"`}, "v-hk_brn-014": {`"valid": false`, `"valid": true`},
			"v-phone_hk-004": {`"class": "fixed"`, `"class": "mobile_or_other"`}, "v-cn_uscc-001": {`"valid": true`, `"valid": false`},
			"v-payment_card-028": {`"type": "payment_card"`, `"type": "paymentcard"`},
		}},
		{RunName, nameFile, map[string][2]string{
			"v-name-001": {"collide", "distinct"}, "v-name-025": {"distinct", "collide"}, "v-name-030": {"distinct", "unheard"},
			"v-name-049": {`"expect": "review"`, `"expect": "collide"`},
		}},
	} {
		code, out, _ := runIt(c.run, "check", altered(t, c.file, c.changes))
		var failed []string
		for _, line := range lines(out) {
			var a struct {
				ID   string
				Pass bool
			}
			if json.Unmarshal([]byte(line), &a) == nil && !a.Pass {
				failed = append(failed, a.ID)
			}
		}
		slices.Sort(failed)
		if want := sorted(c.changes); code != 1 || !slices.Equal(failed, want) {
			t.Errorf("exit %d, failed %v, want %v", code, failed, want)
		}
	}
}

func sorted(changes map[string][2]string) []string {
	var ids []string
	for id := range changes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func altered(t *testing.T, file string, changes map[string][2]string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for id, c := range changes {
		before, after, ok := strings.Cut(text, `"id": "`+id+`"`)
		mine, rest, _ := strings.Cut(after, "\n  }")
		if !ok || !strings.Contains(mine, c[0]) {
			t.Fatalf("%s has no %s", id, c[0])
		}
		text = before + `"id": "` + id + `"` + strings.Replace(mine, c[0], c[1], 1) + "\n  }" + rest
	}
	return written(t, text)
}

func written(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestNumbersAreNotWritten(t *testing.T) {
	t.Parallel()
	_, out, _ := runIt(RunID, "check", idFile)
	if strings.Contains(out, "123456") || strings.Contains(out, "4111111111111111") {
		t.Error("a number is in the report")
	}
}

func TestWhatIsNotUnderstood(t *testing.T) {
	t.Parallel()
	for _, c := range []command{RunID, RunName} {
		for _, text := range []string{"", "{}", "[]", "null", `{"vectors": 1, "pairs": 1}`, `{"vectors": []}`, `{"pairs": [], "vectors": []} x`} {
			if code, out, errs := runIt(c, "check", written(t, text)); code != 2 || errs == "" || out != "" {
				t.Errorf("%q: exit %d %q %q", text, code, out, errs)
			}
		}
		for _, args := range [][]string{{}, {"check"}, {"check", "a", "b"}, {"nothing", idFile}, {"check", "no-such-file.json"}} {
			if code, out, errs := runIt(c, args...); code != 2 || errs == "" || out != "" {
				t.Errorf("%v: exit %d %q %q", args, code, out, errs)
			}
		}
	}
}
