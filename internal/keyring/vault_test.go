package keyring_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tramway/internal/keyring"
	"tramway/internal/keyring/keyringtest"
)

func vaultAt(t *testing.T, address, key string, token *string) *keyring.Vault {
	t.Helper()
	v, err := keyring.NewVault(keyring.VaultConfig{Address: address, Key: key, Token: func() (string, error) { return *token, nil }})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVaultWrapsAndUnwraps(t *testing.T) {
	t.Parallel()
	ctx, token := context.Background(), "hvs.good"
	server, at := keyringtest.NewTransit(t)
	v := vaultAt(t, at.URL, "tramway", &token)
	blob, err := v.Wrap(ctx, []byte("kek"), []byte("acme"))
	if err != nil || !bytes.HasPrefix(blob, []byte("vault:v1:")) {
		t.Fatalf("%s, %v", blob, err)
	}
	if got, err := v.Unwrap(ctx, blob, []byte("acme")); err != nil || string(got) != "kek" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := v.Unwrap(ctx, blob, []byte("other")); !errors.Is(err, keyring.ErrOpen) {
		t.Errorf("other organisation: %v, want ErrOpen", err)
	}
	if _, err := v.Unwrap(ctx, []byte("rubbish"), nil); !errors.Is(err, keyring.ErrOpen) {
		t.Errorf("rubbish: %v, want ErrOpen", err)
	}
	token = "hvs.stale"
	for name, call := range map[string]func() ([]byte, error){
		"wrap":   func() ([]byte, error) { return v.Wrap(ctx, []byte("kek"), nil) },
		"unwrap": func() ([]byte, error) { return v.Unwrap(ctx, blob, nil) },
	} {
		if _, err := call(); !errors.Is(err, keyring.ErrVault) || errors.Is(err, keyring.ErrOpen) || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s with a stale token: %v", name, err)
		}
	}
	token, server.Sealed = "hvs.good", true
	if _, err := v.Wrap(ctx, []byte("kek"), nil); !errors.Is(err, keyring.ErrVault) || !strings.Contains(err.Error(), "503 Vault is sealed") {
		t.Errorf("sealed: %v", err)
	}
}

func TestVaultThatDoesNotAnswerRightIsAnError(t *testing.T) {
	t.Parallel()
	token := "hvs.good"
	for name, handler := range map[string]http.HandlerFunc{
		"not JSON": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") },
		"no data":  func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "{}") },
		"echo of token": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(500)
			fmt.Fprint(w, `{"errors":["bad hvs.good"]}`)
		},
		"silence": func(_ http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body) // only then does the server notice the client leaving
			<-r.Context().Done()
		},
	} {
		server := httptest.NewServer(handler)
		v := vaultAt(t, server.URL, "tramway", &token)
		ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		_, err1 := v.Wrap(ctx, []byte("kek"), nil)
		_, err2 := v.Unwrap(ctx, []byte("vault:v1:AA"), nil)
		for _, err := range []error{err1, err2} {
			if !errors.Is(err, keyring.ErrVault) || strings.Contains(err.Error(), "hvs.good") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if name == "silence" && !errors.Is(err1, context.DeadlineExceeded) {
			t.Errorf("silence: %v, want the deadline", err1)
		}
		cancel()
		server.Close()
	}
}

func TestTheTokenDoesNotFollowARedirect(t *testing.T) {
	t.Parallel()
	token := "hvs.good"
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("elsewhere was called, with the token %q", r.Header.Get("X-Vault-Token"))
	}))
	defer elsewhere.Close()
	vault := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer vault.Close()
	if _, err := vaultAt(t, vault.URL, "tramway", &token).Wrap(context.Background(), []byte("kek"), nil); !errors.Is(err, keyring.ErrVault) {
		t.Errorf("got %v, want ErrVault", err)
	}
}

func TestVaultWantsTLSAndAToken(t *testing.T) {
	t.Parallel()
	token := func() (string, error) { return "x", nil }
	for _, c := range []keyring.VaultConfig{
		{Address: "http://vault.example:8200", Key: "k", Token: token}, {Address: "https://v", Token: token},
		{Address: "", Key: "k", Token: token}, {Address: "https://v", Key: "k"}, {Address: "ftp://127.0.0.1", Key: "k", Token: token},
	} {
		if _, err := keyring.NewVault(c); !errors.Is(err, keyring.ErrVault) {
			t.Errorf("%+v: %v, want ErrVault", c.Address, err)
		}
	}
	none := ""
	if _, err := vaultAt(t, "https://v", "k", &none).Wrap(context.Background(), nil, nil); !errors.Is(err, keyring.ErrVault) {
		t.Errorf("no token: %v", err)
	}
}
