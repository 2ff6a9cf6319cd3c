package companymail_test

import (
	"testing"

	"tramway/internal/companymail"
)

func TestACompanysAddressAndAPersonalOne(t *testing.T) {
	t.Parallel()
	own := companymail.Rule{"harbour.com.hk", "harbour.cn"}
	for address, want := range map[string][2]string{ // without a rule, and with one
		"ada@harbour.com.hk":         {"", ""},
		"ada@shop.harbour.com.hk":    {"", ""},
		"ada@notharbour.com.hk":      {"", "mail_other_domain"},
		"ada@gmail.com":              {"mail_personal", "mail_personal"},
		"ada@yahoo.com.hk":           {"mail_personal", "mail_personal"},
		"12345@qq.com":               {"mail_personal", "mail_personal"},
		"ada@vip.163.com":            {"mail_personal", "mail_personal"},
		"ada@mail.foxmail.com":       {"mail_personal", "mail_personal"},
		"ada@netvigator.com":         {"mail_personal", "mail_personal"},
		"ada@mailinator.com":         {"mail_personal", "mail_personal"},
		"ada@gmail.com.harbour.cn":   {"", ""},
		"\"a@gmail.com\"@harbour.cn": {"", ""},
	} {
		if got := [2]string{companymail.Rule(nil).Refuses(address), own.Refuses(address)}; got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestDomainsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{" @Harbour.com.HK ": "harbour.com.hk", "a.b": "", "harbour": "", "har bour.hk": "", "-a.hk": "", "a..hk": "", "http://a.hk": "", "xn--fiqs8s.hk": "xn--fiqs8s.hk"} {
		if got, ok := companymail.Domain(written); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v", written, got, ok)
		}
	}
}

func FuzzRefuses(f *testing.F) {
	f.Add("a@b.c", "b.c")
	f.Fuzz(func(t *testing.T, address, own string) {
		if d, ok := companymail.Domain(own); ok {
			if again, still := companymail.Domain(d); !still || again != d {
				t.Errorf("%q is not stable", d)
			}
			if !companymail.Personal(d) && (companymail.Rule{d}).Refuses("x@"+d) != "" {
				t.Errorf("%q refuses its own", d)
			}
		}
		companymail.Rule{own}.Refuses(address)
	})
}
