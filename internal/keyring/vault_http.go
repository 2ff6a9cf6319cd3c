package keyring

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

type vaultData struct {
	Ciphertext string `json:"ciphertext"`
	Plaintext  string `json:"plaintext"`
}

func (v *Vault) call(ctx context.Context, what string, body map[string]string) (vaultData, error) {
	req, token, err := v.request(ctx, what, body)
	if err != nil {
		return vaultData{}, err
	}
	res, err := v.config.Client.Do(req)
	if err != nil {
		return vaultData{}, fmt.Errorf("%w: %s: %w", ErrVault, what, err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return vaultData{}, fmt.Errorf("%w: %s: %w", ErrVault, what, err)
	}
	if res.StatusCode != http.StatusOK {
		return vaultData{}, refusal(what, res.StatusCode, raw, token)
	}
	var out struct {
		Data vaultData `json:"data"`
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return vaultData{}, fmt.Errorf("%w: %s: the answer is not JSON", ErrVault, what)
	}
	return out.Data, nil
}

func (v *Vault) request(ctx context.Context, what string, body map[string]string) (*http.Request, string, error) {
	token, err := v.config.Token()
	if err != nil || token == "" {
		return nil, "", fmt.Errorf("%w: no token", ErrVault)
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrVault, err)
	}
	address := v.base + "/" + what + "/" + url.PathEscape(v.config.Key)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(raw))
	if err != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrVault, err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Vault-Token", token)
	req.Header.Set("X-Vault-Request", "true")
	if v.config.Namespace != "" {
		req.Header.Set("X-Vault-Namespace", v.config.Namespace)
	}
	return req, token, nil
}

// refusal reads {"errors": […]}, bounded, and cuts out the token should a proxy have
// echoed the request.
func refusal(what string, status int, raw []byte, token string) error {
	var body struct {
		Errors []string `json:"errors"`
	}
	words := ""
	if json.Unmarshal(raw, &body) == nil {
		words = strings.ReplaceAll(strings.Join(body.Errors, "; "), token, "…")
	}
	if len(words) > 200 {
		words = words[:200]
	}
	err := fmt.Errorf("%w: %s: status %d %s", ErrVault, what, status, words)
	if what == "decrypt" && status == http.StatusBadRequest {
		return errors.Join(ErrOpen, err)
	}
	return err
}
