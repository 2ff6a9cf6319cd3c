package keyring

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// Vault is a root key in the transit engine of HashiCorp Vault or OpenBao, spoken to
// over their HTTP API: two calls, encrypt and decrypt. The key never leaves it. Its type
// must authenticate associated data (aes256-gcm96, the default).
type Vault struct {
	base   string
	desc   Description
	config VaultConfig
}

// VaultConfig says where the transit key is.
type VaultConfig struct {
	Address   string                 // such as "https://vault.example:8200"; http on loopback only
	Mount     string                 // of the engine, "transit" if empty
	Key       string                 // name of the key
	Namespace string                 // optional
	Token     func() (string, error) // asked at each call, since tokens are renewed
	Client    *http.Client           // optional; the default gives up after 10 s
}

// ErrVault: the transit engine could not be reached or refused. The text has its status
// and its own words, never a token or key.
var ErrVault = errors.New("keyring: vault transit")

// FileToken reads the token from a file at each call, as Vault's agent writes it.
func FileToken(path string) func() (string, error) {
	return func() (string, error) {
		raw, err := os.ReadFile(path)
		return strings.TrimSpace(string(raw)), err
	}
}

// NewVault checks the configuration; it does not call.
func NewVault(c VaultConfig) (*Vault, error) {
	u, err := url.Parse(c.Address)
	if err != nil || u.Host == "" || c.Key == "" || c.Token == nil {
		return nil, fmt.Errorf("%w: address, key and token are needed", ErrVault)
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())) {
		return nil, fmt.Errorf("%w: the address must be https", ErrVault)
	}
	if c.Mount == "" {
		c.Mount = "transit"
	}
	c.Client = withoutRedirects(c.Client)
	base := strings.TrimSuffix(c.Address, "/") + "/v1/" + strings.Trim(c.Mount, "/")
	return &Vault{base: base, config: c, desc: Description{Kind: "vault", Name: u.Host + "/" + c.Mount + "/" + c.Key}}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// withoutRedirects keeps the token from following a redirect to elsewhere.
func withoutRedirects(c *http.Client) *http.Client {
	if c == nil {
		c = &http.Client{Timeout: 10 * time.Second}
	}
	mine := *c
	mine.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &mine
}

// Wrap implements [Root]. The blob is Vault's own text, "vault:v1:…", whose version
// Vault rotates by itself.
func (v *Vault) Wrap(ctx context.Context, plaintext, aad []byte) ([]byte, error) {
	out, err := v.call(ctx, "encrypt", map[string]string{
		"plaintext": base64.StdEncoding.EncodeToString(plaintext), "associated_data": base64.StdEncoding.EncodeToString(aad)})
	if err != nil {
		return nil, err
	}
	if out.Ciphertext == "" {
		return nil, fmt.Errorf("%w: the answer has no ciphertext", ErrVault)
	}
	return []byte(out.Ciphertext), nil
}

// Unwrap implements [Root]. Vault answers 400 for a text of another key, an altered
// one, and a request it does not understand: the error is [ErrOpen] and [ErrVault].
func (v *Vault) Unwrap(ctx context.Context, blob, aad []byte) ([]byte, error) {
	out, err := v.call(ctx, "decrypt", map[string]string{
		"ciphertext": string(blob), "associated_data": base64.StdEncoding.EncodeToString(aad)})
	if err != nil {
		return nil, err
	}
	plain, err := base64.StdEncoding.DecodeString(out.Plaintext)
	if err != nil || len(plain) == 0 {
		return nil, fmt.Errorf("%w: the answer has no plaintext", ErrVault)
	}
	return plain, nil
}

// Describe implements [Root].
func (v *Vault) Describe() Description { return v.desc }
