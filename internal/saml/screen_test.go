package saml

import (
	"strings"
	"testing"

	"tramway/internal/fault"
)

func TestWhatParsersDisagreeAboutIsNotRead(t *testing.T) {
	t.Parallel()
	idp, me := newPeer(t, noon), us(t)
	good := string(text(t, idp.signed(saysAll())))
	bomb := `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	for name, raw := range map[string]string{
		"a document type":       bomb + strings.Replace(good, ">m-1<", ">&b;<", 1),
		"one without a use":     `<!DOCTYPE r>` + good,
		"a file of the machine": `<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>` + good,
		"a comment in the name": strings.Replace(good, ">m-1<", ">m-1<!-- -->.evil<", 1), // as canonical XML it is as signed
		"an instruction":        strings.Replace(good, ">m-1<", "><?x y?>m-1<", 1),
		"another encoding":      `<?xml version="1.0" encoding="UTF-16"?>` + good,
		"too deep":              strings.Repeat("<a>", 50) + strings.Repeat("</a>", 50),
		"too many":              "<a>" + strings.Repeat("<b/>", mostElements) + "</a>",
		"two documents":         good + "<a>",
		"nothing":               "",
		"no XML":                "SAMLResponse",
		"a prefix of its own":   `<a:b:c xmlns:a="x"/>`,
	} {
		if _, err := me.Read([]byte(raw), idp.provider(), request, noon); !fault.Is(err, "sso_xml") || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	long := good + strings.Repeat(" ", 1<<20)
	if _, err := me.Read([]byte(long), idp.provider(), request, noon); !fault.Is(err, "too_large") || !fault.Is(Screen([]byte(long)), "too_large") {
		t.Errorf("a megabyte: %v", err)
	}
	if err := Screen([]byte(good)); err != nil {
		t.Errorf("a good one: %v", err)
	}
}

// The comment above changes what a careless reader sees, and nothing that was signed.
func TestACommentInANameIsNotAPlaceToCut(t *testing.T) {
	t.Parallel()
	idp, me := newPeer(t, noon), us(t)
	s := saysAll()
	s.NameID = "ada@harbour.example.evil.example"
	raw := strings.Replace(string(text(t, idp.signed(s))), "harbour.example.evil", "harbour.example<!---->.evil", 1)
	if who, err := me.Read([]byte(raw), idp.provider(), request, noon); err == nil || who.Name != "" {
		t.Errorf("%+v %v", who, err)
	}
}
