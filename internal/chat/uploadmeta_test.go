package chat

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestNamesOfFilesSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"report.pdf":                        "report.pdf",
		`C:\Users\me\報告 (1).docx`:           "報告 (1).docx",
		"../../etc/passwd":                  "passwd",
		"annex\u202efdp.exe":                "annexfdp.exe",
		" .hidden.\t":                       "hidden",
		"\x00\u200b\u2066":                  "file",
		"":                                  "file",
		strings.Repeat("長", 200) + ".xlsx":  strings.Repeat("長", 65) + ".xlsx",
		"name\r\nContent-Type: text/html.x": "html.x",
	} {
		if got := plainName(given); got != want {
			t.Errorf("%q is called %q, want %q", given, got, want)
		}
	}
}

func TestWhatADeviceSaysOfAVoiceMessage(t *testing.T) {
	t.Parallel()
	voice := func(seconds, peaks string) map[string]string {
		return map[string]string{"kind": "voice", "filename": "v.webm", "seconds": seconds, "peaks": peaks}
	}
	kind, about, err := described(voice("2.5", "0,50,100"))
	if err != nil || kind != aVoice || about.Seconds != 2.5 || len(about.Peaks) != 3 || about.Peaks[2] != 100 {
		t.Errorf("%s %+v %v", kind, about, err)
	}
	for _, bad := range []map[string]string{voice("", ""), voice("NaN", ""), voice("-1", ""), voice("9999", ""), voice("1", "101"), voice("1", "1,,2"),
		voice("1", strings.Repeat("1,", maxPeaks)+"1"), {"kind": "image"}} {
		if _, _, err := described(bad); err == nil {
			t.Errorf("taken: %v", bad)
		}
	}
}

// Whatever a device says, what is kept of it is within its bounds and can be shown.
func FuzzMetadata(f *testing.F) {
	f.Add("a.txt", "voice", "2.5", "0,50,100")
	f.Add("\u202e/\\..", "file", "1e400", "-1")
	f.Fuzz(func(t *testing.T, name, kind, seconds, peaks string) {
		kind, about, err := described(map[string]string{"filename": name, "kind": kind, "seconds": seconds, "peaks": peaks})
		if err != nil {
			return
		}
		if about.Name == "" || len(about.Name) > maxFileName || !utf8.ValidString(about.Name) || strings.ContainsAny(about.Name, `/\`) || strings.ContainsFunc(about.Name, unicode.IsControl) {
			t.Errorf("%q is called %q", name, about.Name)
		}
		if kind == aVoice && !(about.Seconds > 0 && about.Seconds <= maxSeconds) || len(about.Peaks) > maxPeaks {
			t.Errorf("%s: %v s, %d peaks", kind, about.Seconds, len(about.Peaks))
		}
		for _, p := range about.Peaks {
			if p < 0 || p > 100 {
				t.Errorf("a peak of %d", p)
			}
		}
	})
}
