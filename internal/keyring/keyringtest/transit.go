// Package keyringtest is a server that speaks the protocol of Vault's and OpenBao's
// transit engine, for tests of what keeps its root key there.
//
// It promises the answers that the real one gives to encrypt and decrypt: its
// statuses, its error texts, its prefix, and that a text altered or bound to other
// data does not open.
//
// Floor: 2
package keyringtest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Transit speaks the wire format of Vault's transit engine for one key, "tramway"
// (https://developer.hashicorp.com/vault/api-docs/secret/transit).
type Transit struct {
	Token  string // that it takes
	Sealed bool   // answers 503 as a sealed Vault does
	gcm    cipher.AEAD
}

// NewTransit serves it on loopback until the test ends.
func NewTransit(t testing.TB) (*Transit, *httptest.Server) {
	t.Helper()
	block, _ := aes.NewCipher(bytes.Repeat([]byte{9}, 32))
	gcm, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		t.Fatal(err)
	}
	v := &Transit{Token: "hvs.good", gcm: gcm}
	server := httptest.NewServer(v)
	t.Cleanup(server.Close)
	return v, server
}

// ServeHTTP answers encrypt and decrypt.
func (v *Transit) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Plaintext  string `json:"plaintext"`
		Ciphertext string `json:"ciphertext"`
		AAD        string `json:"associated_data"`
	}
	status, data := http.StatusOK, map[string]any{}
	err := json.NewDecoder(r.Body).Decode(&body)
	aad, _ := base64.StdEncoding.DecodeString(body.AAD)
	switch {
	case v.Sealed:
		status, err = 503, errors.New("Vault is sealed")
	case r.Header.Get("X-Vault-Token") != v.Token:
		status, err = 403, errors.New("permission denied")
	case err != nil || r.Method != http.MethodPost:
		status, err = 400, errors.New("failed to parse JSON input")
	case r.URL.Path == "/v1/transit/encrypt/tramway":
		plain, _ := base64.StdEncoding.DecodeString(body.Plaintext)
		data["ciphertext"] = "vault:v1:" + base64.StdEncoding.EncodeToString(v.gcm.Seal(nil, nil, plain, aad))
		data["key_version"] = 1
	case r.URL.Path == "/v1/transit/decrypt/tramway":
		var plain []byte
		if plain, err = v.decrypt(body.Ciphertext, aad); err != nil {
			status = 400
		}
		data["plaintext"] = base64.StdEncoding.EncodeToString(plain)
	default:
		status, err = 400, errors.New("encryption key not found")
	}
	answer := map[string]any{"request_id": "4b1f", "lease_id": "", "renewable": false, "lease_duration": 0, "data": data, "wrap_info": nil, "warnings": nil, "auth": nil}
	if err != nil {
		answer = map[string]any{"errors": []string{err.Error()}}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(answer)
}

func (v *Transit) decrypt(text string, aad []byte) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(text, "vault:v1:"))
	if err != nil || !strings.HasPrefix(text, "vault:v1:") {
		return nil, errors.New("invalid ciphertext: no prefix")
	}
	return v.gcm.Open(nil, nil, raw, aad)
}
