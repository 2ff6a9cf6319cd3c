package sso

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"golang.org/x/oauth2"

	"tramway/internal/fault"
)

func TestWhoIsKnownByWhat(t *testing.T) {
	t.Parallel()
	const entraID = "https://login.microsoftonline.com/0e1d/v2.0"
	for _, k := range []struct {
		c            claims
		issuer, want string
	}{
		{claims{Subject: "s"}, entraID, "s"},
		{claims{Subject: "s", Tenant: "t", Object: "o"}, entraID, "entra t o"},
		{claims{Subject: "s", Tenant: "t", Object: "o"}, "https://login.microsoftonline.com.evil.example", "s"}, // anybody can say so
		{claims{Subject: "s", Tenant: "t"}, entraID, "s"},
	} {
		if got := k.c.name(k.issuer); got != k.want {
			t.Errorf("%+v at %s: %q", k.c, k.issuer, got)
		}
	}
	if a, b := (row{Issuer: "https://a.example"}), (row{Issuer: "https://b.example"}); a.subject("1") == b.subject("1") {
		t.Error("the same subject of two issuers is one person")
	}
}

func TestWhichAddressIsBelieved(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		c      claims
		trusts bool
		want   string
	}{
		{claims{Mail: "Mei@Harbour.example", Verified: true}, false, "mei@harbour.example"},
		{claims{Mail: "mei@harbour.example", Verified: "true"}, false, "mei@harbour.example"},
		{claims{Mail: "mei@harbour.example", Verified: false}, true, ""}, // said not to be theirs
		{claims{Mail: "mei@harbour.example", Verified: "false"}, true, ""},
		{claims{Mail: "mei@harbour.example"}, false, ""},
		{claims{Mail: "mei@harbour.example"}, true, "mei@harbour.example"},
		{claims{Preferred: "mei@harbour.example"}, true, "mei@harbour.example"},
		{claims{Preferred: "mei@harbour.example"}, false, ""},
		{claims{Preferred: "mei@harbour.example", Verified: true}, true, ""}, // another address was verified
		{claims{Preferred: "mei"}, true, ""},
	} {
		got, err := k.c.address(k.trusts)
		if got != k.want || (err == nil) != (k.want != "") || err != nil && !fault.Is(err, "sso_mail") {
			t.Errorf("%+v, trusting %v: %q %v", k.c, k.trusts, got, err)
		}
	}
}

func TestWhoseAddressItIs(t *testing.T) {
	t.Parallel()
	for address, own := range map[string]bool{"mei@harbour.example": true, "mei@hk.harbour.example": true, "mei@notharbour.example": false, "mei@harbour.example.evil.example": false, "mei@gmail.com": false} {
		if err := ours([]string{"harbour.example", "gmail.com"}, address); (err == nil) != own {
			t.Errorf("%s: %v", address, err)
		}
	}
	if err := ours(nil, "mei@harbour.example"); !fault.Is(err, "sso_domain") {
		t.Errorf("where no domain is named: %v", err)
	}
}

func TestWhatATokenEndpointAnswers(t *testing.T) {
	t.Parallel()
	answer := func(status int, code string) error {
		return &oauth2.RetrieveError{Response: &http.Response{StatusCode: status}, ErrorCode: code}
	}
	for _, k := range []struct {
		err  error
		want string
	}{
		{errors.New("connection refused"), "sso_down"},
		{answer(503, ""), "sso_down"},
		{answer(401, "invalid_client"), "sso_client"},
		{answer(400, "unauthorized_client"), "sso_client"},
		{answer(400, "invalid_grant"), "sso_refused"},
	} {
		if got := refusal(k.err); !fault.Is(got, k.want) {
			t.Errorf("%v: %v, want %s", k.err, got, k.want)
		}
	}
}

func TestWhatAProviderIsAskedFor(t *testing.T) {
	t.Parallel()
	checked := func(s Settings) error {
		return New(Config{}).by(kindOIDC).check(context.Background(), nil, row{}, &s)
	}
	for issuer, fine := range map[string]bool{"https://idp.example": true, " https://idp.example/realms/a ": true, "http://idp.example": false, "https://": false, "https://u:p@idp.example": false, "https://idp.example/?a": false, "": false} {
		if err := checked(Settings{Name: "Harbour", Client: "c", Issuer: issuer}); (err == nil) != fine {
			t.Errorf("%q: %v", issuer, err)
		}
	}
	if err := checked(Settings{}); len(fault.Of(err).Fields) != 3 {
		t.Errorf("not all fields at once: %v", err)
	}
}
