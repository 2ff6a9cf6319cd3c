package record_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tramway/internal/record"
	"tramway/internal/record/recordtest"
)

func TestThePageReachesForNothingOutsideItself(t *testing.T) {
	t.Parallel()
	page := string(record.VerifyPage())
	if found := regexp.MustCompile(`(?i)https?://|\bsrc=|\bhref=|@import|url\(|innerHTML|\beval\b|fetch\(`).FindAllString(page, -1); found != nil {
		t.Errorf("the page mentions %q", found)
	}
	if !strings.Contains(page, `content="default-src 'none';`) {
		t.Error("the page does not forbid connections")
	}
}

func TestThePageSaysEverythingInThreeLanguages(t *testing.T) {
	t.Parallel()
	page := string(record.VerifyPage())
	var sets []string
	for _, block := range regexp.MustCompile(`(?s)\n  "(en|zh-HK|zh-CN)": \{\n(.*?)\n  \},`).FindAllStringSubmatch(page, -1) {
		var names []string
		for _, m := range regexp.MustCompile(`(?:^|[ ,])(\w+): "`).FindAllStringSubmatch(block[2], -1) {
			names = append(names, m[1])
		}
		sets = append(sets, strings.Join(names, " "))
	}
	if len(sets) != 3 || sets[0] != sets[1] || sets[0] != sets[2] || len(sets[0]) < 300 {
		t.Errorf("languages differ: %q", sets)
	}
}

// browser opens the page from disk, with every name unresolvable, and returns the
// outcome and the step it shows.
func browser(t *testing.T, fragment string) (outcome, step string) {
	t.Helper()
	dom := chromium(t, fragment, "--dump-dom")
	m := regexp.MustCompile(`<body[^>]* data-outcome="(\w*)" data-step="(\w*)"[^>]* data-ready="yes"`).FindSubmatch(dom)
	if m == nil {
		t.Fatalf("the page did not finish: %.300s", dom)
	}
	return string(m[1]), string(m[2])
}

func chromium(t *testing.T, fragment string, flags ...string) []byte {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium, for the verification page: not found (make deps-test installs it)")
	}
	dir := t.TempDir()
	page := filepath.Join(dir, "verify.html")
	if err := os.WriteFile(page, record.VerifyPage(), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + filepath.Join(dir, "profile"),
		"--virtual-time-budget=10000"}, flags...)
	out, err := exec.CommandContext(ctx, program, append(args, "file://"+page+"#"+fragment)...).Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	return out
}

func link(text []byte, key string) string {
	return "bundle=" + base64.RawURLEncoding.EncodeToString(text) + "&key=" + url.QueryEscape(key)
}

func TestThePageFindsWhatTheProgramFinds(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s, other := signer(t, 1), signer(t, 2)
	b := bundleOf(t, s, sampleEntry(17), 17, 300)
	good := string(b.Format())
	lines := strings.Split(good, "\n")
	replace := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	flip := func(line int) string {
		changed := append([]string(nil), lines...)
		// Another letter, but base64 still: it is the check that must notice.
		at := len(changed[line]) - 8
		letter := map[bool]string{true: "B", false: "A"}[changed[line][at] == 'A']
		changed[line] = changed[line][:at] + letter + changed[line][at+1:]
		return strings.Join(changed, "\n")
	}
	chained := recordtest.HandedOver(t)
	chain := string(chained.Format())
	second := strings.Split(chain, "\n")[2]
	altered := recordtest.HandedOver(t)
	altered.Chain[1].Salt[3] ^= 1
	for name, c := range map[string]struct{ text, key, outcome, step string }{
		"chain, first key":  {chain, chained.Chain[0].Key, "accepted", ""},
		"chain, last key":   {chain, chained.Key, "accepted", ""},
		"chain, other key":  {chain, signer(t, 9).VerifierKey(), "refused", "key"},
		"chain with a hole": {strings.Replace(chain, second+"\n", "", 1), chained.Chain[0].Key, "refused", "key"},
		"chain altered":     {string(altered.Format()), chained.Key, "refused", "key"},
		"good":              {good, s.VerifierKey(), "accepted", ""},
		"no key":            {good, "", "key", ""},
		"other key":         {good, other.VerifierKey(), "refused", "key"},
		"entry":             {replace("m_17", "m_18"), s.VerifierKey(), "refused", "salt"},
		"entry spelt":       {replace(`{"action"`, `{ "action"`), s.VerifierKey(), "refused", "entry"},
		"salt":              {flip(2), s.VerifierKey(), "refused", "salt"},
		"proof":             {flip(9), s.VerifierKey(), "refused", "proof"},
		"index":             {replace("index 17", "index 18"), s.VerifierKey(), "refused", "proof"},
		"checkpoint":        {replace("\n300\n", "\n301\n"), s.VerifierKey(), "refused", "signature"},
		"origin":            {replace("acme\n300", "acne\n300"), s.VerifierKey(), "refused", "checkpoint"},
		"signature":         {flip(len(lines) - 2), s.VerifierKey(), "refused", "signature"},
		"no bundle":         {"hello", s.VerifierKey(), "refused", "bundle"},
	} {
		outcome, step := browser(t, link([]byte(c.text), c.key))
		if outcome != c.outcome || step != c.step {
			t.Errorf("%s: page says %s %s, want %s %s", name, outcome, step, c.outcome, c.step)
		}
	}
}

// TestScreenshots leaves pictures for people to judge, where a folder is named.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("TRAMWAY_TEST_SCREENSHOTS")
	if dir == "" {
		t.Skip("TRAMWAY_TEST_SCREENSHOTS names no folder for pictures")
	}
	s := signer(t, 1)
	good := bundleOf(t, s, sampleEntry(17), 17, 300).Format()
	bad := bytes.Replace(good, []byte("m_17"), []byte("m_18"), 1)
	for name, c := range map[string]struct {
		text  []byte
		lang  string
		size  string
		theme string
	}{
		"good-wide": {good, "en", "1440,900", "1"}, "good-narrow": {good, "zh-HK", "390,844", "1"},
		"bad-wide": {bad, "zh-CN", "1440,900", "1"}, "bad-narrow": {bad, "en", "390,844", "1"}, "dark-wide": {bad, "zh-HK", "1440,900", "0"},
	} {
		file := filepath.Join(dir, name+".png")
		chromium(t, link(c.text, s.VerifierKey())+"&lang="+c.lang,
			"--screenshot="+file, "--window-size="+c.size, "--hide-scrollbars", "--blink-settings=preferredColorScheme="+c.theme)
		if _, err := os.Stat(file); err != nil {
			t.Error(err)
		}
	}
}
