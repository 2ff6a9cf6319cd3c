package saml

import (
	"strings"
	"testing"
	"time"

	"github.com/crewjam/saml/xmlenc"
	dsig "github.com/russellhaering/goxmldsig"

	"tramway/internal/fault"
)

func TestAnAnswerIsReadFromWhatIsSigned(t *testing.T) {
	t.Parallel()
	idp, me := newPeer(t, noon), us(t)
	whole := idp.sign(idp.unsigned(saysAll()), dsig.RSASHA256SignatureMethod)
	both := idp.sign(idp.signed(saysAll()), dsig.RSASHA512SignatureMethod)
	sealed := idp.encrypted(idp.signed(saysAll()), me.Certificate, xmlenc.OAEP())
	outside := idp.sign(idp.encrypted(idp.unsigned(saysAll()), me.Certificate, xmlenc.OAEP()), dsig.RSASHA256SignatureMethod)
	for name, root := range map[string][]byte{"the assertion": text(t, idp.signed(saysAll())), "the response": text(t, whole), "both": text(t, both),
		"an encrypted assertion": text(t, sealed), "a response with an encrypted one": text(t, outside)} {
		who, err := me.Read(root, idp.provider(newPeer(t, noon).cert), request, noon)
		if err != nil || who.Name != "m-1" || who.Assertion != "a-1" || who.Attributes["mail"][0] != "mei@harbour.example" || !who.Until.Equal(noon.Add(time.Minute)) {
			t.Errorf("%s: %+v %v", name, who, err)
		}
	}
}

func TestAnAnswerForOthersOrAnotherTimeIsRefused(t *testing.T) {
	t.Parallel()
	idp, me := newPeer(t, noon.Add(-time.Hour)), us(t)
	at := func(d time.Duration) string { return noon.Add(d).Format(time.RFC3339) }
	for name, k := range map[string]struct {
		change func(s *says)
		want   string
	}{
		"as it should be":        {func(*says) {}, ""},
		"no destination":         {func(s *says) { s.Destination = "" }, ""},
		"destination":            {func(s *says) { s.Destination = "https://other.example/acs" }, "sso_audience"},
		"recipient":              {func(s *says) { s.Recipient = "https://other.example/acs" }, "sso_audience"},
		"audience":               {func(s *says) { s.Audience = "https://work.example/saml/o2" }, "sso_audience"},
		"no audience":            {func(s *says) { s.NoAudience = true }, "sso_audience"},
		"no conditions":          {func(s *says) { s.NoConditions = true }, "sso_token"},
		"nobody signed in":       {func(s *says) { s.NoStatement = true }, "sso_token"},
		"response's issuer":      {func(s *says) { s.ResponseIssuer = "https://other.example/" }, "sso_entity"},
		"assertion's issuer":     {func(s *says) { s.Issuer = "https://other.example/" }, "sso_entity"},
		"another request":        {func(s *says) { s.ResponseTo = "id-1" }, "sso_token"},
		"no request":             {func(s *says) { s.ResponseTo, s.InResponseTo = "", "" }, "sso_token"},
		"assertion's request":    {func(s *says) { s.InResponseTo = "id-1" }, "sso_token"},
		"holder of key":          {func(s *says) { s.Method = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key" }, "sso_token"},
		"too early":              {func(s *says) { s.Before = at(2*time.Minute + time.Second) }, "sso_clock"},
		"a little early":         {func(s *says) { s.Before = at(2 * time.Minute) }, ""},
		"too late":               {func(s *says) { s.End = at(-2 * time.Minute) }, "sso_clock"},
		"a little late":          {func(s *says) { s.End = at(-2*time.Minute + time.Second) }, ""},
		"confirmed too long ago": {func(s *says) { s.ConfirmedUntil = at(-2 * time.Minute) }, "sso_clock"},
		"confirmed for ever":     {func(s *says) { s.ConfirmedUntil = "" }, "sso_clock"},
		"the session is over":    {func(s *says) { s.SessionEnd = at(-2 * time.Minute) }, "sso_clock"},
		"a wrong password there": {func(s *says) {
			s.Status, s.Sub = "urn:oasis:names:tc:SAML:2.0:status:Responder", "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"
		}, "sso_denied"},
		"something else there": {func(s *says) { s.Status = "urn:oasis:names:tc:SAML:2.0:status:Responder" }, "sso_status"},
	} {
		s := saysAll()
		k.change(&s)
		_, err := me.Read(text(t, idp.signed(s)), idp.provider(), request, noon)
		if k.want == "" && err != nil || k.want != "" && !fault.Is(err, k.want) {
			t.Errorf("%s: %v, want %q", name, err, k.want)
		}
	}
	s := saysAll()
	s.Destination = ""
	if _, err := me.Read(text(t, idp.sign(idp.unsigned(s), dsig.RSASHA256SignatureMethod)), idp.provider(), request, noon); !fault.Is(err, "sso_audience") {
		t.Errorf("a signed response without a destination: %v", err)
	}
	if _, err := me.Read(text(t, idp.signed(s)), idp.provider(), "", noon); !fault.Is(err, "sso_token") {
		t.Errorf("an answer to nothing: %v", err)
	}
}

func TestACertificateOfAnotherTimeIsNamed(t *testing.T) {
	t.Parallel()
	old, me := newPeer(t, noon.Add(-Longest-24*time.Hour)), us(t)
	_, err := me.Read(text(t, old.signed(saysAll())), old.provider(newPeer(t, noon).cert), request, noon)
	if f := fault.Of(err); f == nil || f.Code != "sso_certificate" || f.Args["date"] != "2026-03-01" {
		t.Errorf("expired: %v", err)
	}
	later := newPeer(t, noon.Add(time.Hour))
	if _, err := me.Read(text(t, later.signed(saysAll())), later.provider(), request, noon); !fault.Is(err, "sso_token") {
		t.Errorf("not yet: %v", err)
	}
	for _, k := range []struct {
		at   time.Time
		want State
	}{{noon, Good}, {noon.Add(Longest - Soon + time.Hour), Ending}, {noon.Add(Longest + time.Hour), Expired}} {
		if got, _ := newPeer(t, noon).provider(old.cert).Standing(k.at); got != k.want {
			t.Errorf("at %v: %s", k.at, got)
		}
	}
	if err := old.provider().Check(noon); !fault.Is(err, "sso_certificate") {
		t.Errorf("the only one ended: %v", err)
	}
}

func TestWhatIsNotSignedAsItShouldBeIsRefused(t *testing.T) {
	t.Parallel()
	idp, me, other := newPeer(t, noon), us(t), newPeer(t, noon)
	good := string(text(t, idp.signed(saysAll())))
	empty := idp.signed(saysAll())
	sig := empty.FindElement("./Assertion/Signature")
	sig.FindElement("./SignedInfo/Reference").CreateAttr("URI", "")
	des := xmlenc.OAEP()
	des.BlockCipher = xmlenc.TripleDES
	for name, k := range map[string]struct {
		raw []byte
		why string
	}{
		"nothing is signed":           {text(t, idp.unsigned(saysAll())), "not signed"},
		"by somebody else":            {text(t, other.signed(saysAll())), "none of the provider's"},
		"SHA-1":                       {text(t, idp.signedBy(saysAll(), dsig.RSASHA1SignatureMethod)), "an algorithm that is not good"},
		"changed afterwards":          {[]byte(strings.Replace(good, ">m-1<", ">a-1<", 1)), "none of the provider's"},
		"another address":             {[]byte(strings.Replace(good, "mei@", "ada@", 1)), "none of the provider's"},
		"a reference to everything":   {text(t, empty), "of something else"},
		"encrypted and unsigned":      {text(t, idp.encrypted(idp.unsigned(saysAll()), me.Certificate, xmlenc.OAEP())), "not signed"},
		"encrypted by somebody else":  {text(t, idp.encrypted(other.signed(saysAll()), me.Certificate, xmlenc.OAEP())), "none of the provider's"},
		"encrypted to somebody else":  {text(t, idp.encrypted(idp.signed(saysAll()), other.cert, xmlenc.OAEP())), "encrypted: "},
		"encrypted with PKCS #1 v1.5": {text(t, idp.encrypted(idp.signed(saysAll()), me.Certificate, xmlenc.PKCS1v15())), "an encryption that is not used"},
		"a digest of SHA-1":           {[]byte(strings.Replace(good, "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1", 1)), "a digest that is not good"},
		"a transform by stylesheet":   {[]byte(strings.Replace(good, `<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>`, `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>`, 1)), "a transform that is not used"},
		"encrypted with DES":          {text(t, idp.encrypted(idp.signed(saysAll()), me.Certificate, des)), "an encryption that is not used"},
	} {
		if _, err := me.Read(k.raw, idp.provider(), request, noon); !fault.Is(err, "sso_token") || !strings.Contains(err.Error(), k.why) || string(k.raw) == good {
			t.Errorf("%s: %v", name, err)
		}
	}
}
