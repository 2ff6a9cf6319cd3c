package telemetry

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"tramway/internal/id"
)

func TestNumbersAndAddressesAreTakenOutOfText(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{
		"A123456(3)", "A1234563", "a123456(3)", "AB1234567", "AB123456(7)", "A123456(A)", "A123456A", "A123456-3", "a123456-3",
		"A 123456 (3)", "A123456 (3)", "A-123456(3)", "A123 456(3)", "A123456/3", "A123456（3）", "Ａ１２３４５６（３）",
		"A123456[3]", "A 123456 3", "WX 123456(A)", "A\u00a0123456(3)", "A12\u200b3456(3)", "A123456(３)", "A123456【3】",
		"+852 1234 5678", "+85261234567", "+852-6123-4567", "(852) 6123 4567", "852 6123 4567", "00852 61234567", "+852 2123 4567",
		"61234567", "9123 4567", "5123-4567", "６１２３４５６７", "＋８５２ ６１２３ ４５６７",
		"+86 13800138000", "+86 138 0013 8000", "86-13800138000", "0086 13800138000", "13800138000", "138 0013 8000",
		"+44 7700 900123", "+1 (415) 555-2671",
		"chan@example.com", "chan.tai-man+news@mail.example.com.hk", "chan%40example.com", "chan＠example.com",
		`"chan tai man"@example.com`, "chan@[192.0.2.1]", "chan@xn--fsqu00a.xn--j6w193g",
	} {
		for _, frame := range []string{"%s", "person %s signed in", "(%s)", "id=%s,", "「%s」已登記", "電話：%s。", `{"x":"%s"}`, "/p/%s/x", "x:%s\n"} {
			got := Scrub(fmt.Sprintf(frame, secret))
			want := fmt.Sprintf(frame, Hidden)
			if got != want {
				t.Errorf("%s in %q: %q", secret, frame, got)
			}
		}
	}
}

func TestChineseAddressesAreTakenOutWithSomeOfTheSentence(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"電郵陳大文@example.com。", "「chan@例子.香港」", "chan@公司.com 已登記", "陳大文@例子.香港"} {
		if got := Scrub(text); !strings.Contains(got, Hidden) || strings.Contains(got, "@") || strings.Contains(got, "陳大文") {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestWhatAnOperatorNeedsStays(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 1, 2, 15, 4, 5, 612345670, time.UTC)
	for _, text := range []string{
		id.New("hk", day), "hk0123456789abcdefghijklmn", "hk6123456712345678a1234567", "person:hk0123456789abcdefghijklmn",
		"/o/hk61234567a1234567v1234567/api/v1", "4bf92f3577b34da6a3ce929d0e0e4736", "00-4bf92f3577b34da6a3c6123456712345-a1234567612345f7-01",
		"4bf92f35a1234567", "4bf92f3577b34da6a3ce929da1234567", "4bf92f3577b34da6a3ce929d0e0e473600000000a1234567"[8:],
		"a1234567-89ab-4cde-8f01-61234567abcd", "61234567-89ab-4cde-8f01-61234567abcd",
		day.Format(time.RFC3339Nano), day.Format("2006-01-02 15:04:05.99999999"), (61234567 * time.Nanosecond).String(),
		(time.Minute + 1612345670*time.Nanosecond).String(), "took 1.61234567s", "read of 1234567 rows", "a 1234567 byte file",
		"20260102", "2026-01-02", "1767366245", "1767366245612", "port 8443", "127.0.0.1:61234", "[2001:db8::6123:4567]:443",
		"/root/go/pkg/mod/github.com/nats-io/nats.go@v1.53.1/nats.go:1234", "orgs/x/org.db", "duplicate key: orgs_pkey",
		"session token: expired", "https://example.com/a?b=c", "status=404", "HTTP/1.1 200 OK", "員工：陳大文", "",
	} {
		if got := Scrub(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestSecretsAreTakenOutOfText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Authorization: Bearer hunter2hunter2", "authorization: Basic aHVudGVyMjpodW50ZXIy hunter2", "Cookie: a=hunter2; b=hunter2", "bearer hunter2hunter2",
		"https://x.example/?a=1&access_token=hunter2&b=2", `{"password":"hunter2"}`, `{\"password\":\"hunter2\"}`, `{"apiKey": "hunter2 hunter2"}`, "password: hunter2",
		"nats://user:hunter2@db:4222", "postgres://u:hunter2@db.example.com/x", "map[Password:hunter2 A:1]", "client_secret=hunter2", "token:hunter2", "PASSWORD='hunter2'",
	} {
		if got := Scrub(text); strings.Contains(got, "hunter2") || !strings.Contains(got, Hidden) {
			t.Errorf("%q became %q", text, got)
		}
	}
	failed := &url.Error{Op: "Get", URL: "https://push.example/s?token=hunter2", Err: fmt.Errorf("timeout")}
	if got := Scrub(failed.Error()); strings.Contains(got, "hunter2") || !strings.Contains(got, "timeout") {
		t.Error(got)
	}
}

func TestNamesOfSecretsAreRecognised(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"token": true, "Token": true, "access_token": true, "accessToken": true, "tokens": true, "passwordHash": true, "Set-Cookie": true, "APIKey": true,
		"api_key": true, "key": true, "AUTHORIZATION": true, "db.password": true, "clientSecret": true, "x-api-key": true,
		"tokenizer": false, "keyboard": false, "key_count": false, "monkey": false, "secretary": false, "org": false, "": false, "_": false,
	} {
		if Secret(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

// FuzzNothingPlantedSurvives plants a number, free of letters and digits, into any
// text.
func FuzzNothingPlantedSurvives(f *testing.F) {
	f.Add("person ", " signed in", uint32(123456), uint8(0))
	f.Add("電話（", "）", uint32(98765432), uint8(7))
	f.Add("+852 ", "-1", uint32(5), uint8(200))
	f.Add("a@", "@b.com", uint32(5), uint8(3))
	f.Fuzz(func(t *testing.T, before, after string, n uint32, kind uint8) {
		secret, core := plant(n, kind)
		if r, _ := fold(before); r != "" && isAlnum(r[len(r)-1]) {
			before += "，"
		}
		if r, _ := fold(after); r != "" && (isAlnum(r[0]) || strings.HasPrefix(r, "µ")) {
			after = "，" + after
		}
		if d, _ := fold(before); timeOfDay(d) {
			before += " "
		}
		got, _ := fold(Scrub(before + secret + after))
		if clean, _ := fold(before + "，" + after); strings.Contains(got, core) && !strings.Contains(clean, core) {
			t.Errorf("%q survives in %q", secret, got)
		}
	})
}

func timeOfDay(s string) bool { n := len(s); return n >= 4 && fraction(s+"0", n) }

// plant makes a number in one of its spellings; core is what must not be seen.
func plant(n uint32, kind uint8) (secret, core string) {
	card := fmt.Sprintf("%06d", n%1000000)
	letter := string(rune('A' + n%26))
	mobile := fmt.Sprintf("%d%07d", 4+n%6, n%10000000)
	far := fmt.Sprintf("1%d%09d", 3+n%7, n%1000000000)
	spellings := []struct{ text, core string }{
		{letter + card + "(" + string("0123456789A"[n%11]) + ")", card}, {letter + "B" + card + string("0123456789A"[n%11]), card},
		{strings.ToLower(letter) + card + "(3)", card}, {letter + " " + card + " (3)", card}, {letter + card + "（3）", card},
		{"+852 " + mobile[:4] + " " + mobile[4:], mobile[:4] + " " + mobile[4:]}, {"+852" + mobile, mobile}, {mobile, mobile},
		{mobile[:4] + " " + mobile[4:], mobile[:4] + " " + mobile[4:]}, {"+86 " + far, far}, {"+86" + far, far}, {far, far},
	}
	s := spellings[int(kind)%len(spellings)]
	return s.text, s.core
}

func BenchmarkScrubNothing(b *testing.B) {
	line := "request served for person:hk0123456789abcdefghijklmn in 12.345678ms at /o/hk0123456789abcdefghijklmn/api/v1/messages"
	b.ReportAllocs()
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		Scrub(line)
	}
}
