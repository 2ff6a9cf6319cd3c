package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func parsed(t *testing.T, text string, args ...string) (*commands, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "settings.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &commands{}
	p, err := parser(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Parse(append([]string{"serve", "--config", file}, args...))
	return c, err
}

// A flag counts more than the environment, that more than the file, and the file
// more than what is preset.
func TestASettingsFileFillsWhatNobodySaid(t *testing.T) {
	t.Setenv("TRAMWAY_REGION", "sg")
	c, err := parsed(t, "listen: 127.0.0.1:9000\nregion: cn\nmax-open: 7\nrate: 2.5\nproxies: [192.0.2.1, 192.0.2.2]\n"+
		"customer-key:\n  a: /keys/a\n  b: /keys/b\nvault-key: root\n", "--max-open", "9")
	if err != nil {
		t.Fatal(err)
	}
	s := c.Serve.Config
	if s.Listen != "127.0.0.1:9000" || s.Region != "sg" || s.MaxOpen != 9 || s.Rate != 2.5 || s.Cipher != "adiantum" ||
		strings.Join(s.Proxies, " ") != "192.0.2.1 192.0.2.2" || s.Customer["b"] != "/keys/b" || s.Vault.Key != "root" {
		t.Errorf("%+v", s)
	}
}

func TestAMistakeInTheSettingsFileIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		"lisen: 127.0.0.1:9000": "no setting is called lisen",
		"- one\n- two":          "the settings file",
		"max-open: many":        "max-open",
		"cipher: rot13":         "cipher",
		"listen: [":             "the settings file",
	} {
		if _, err := parsed(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := parsed(t, ""); err != nil {
		t.Errorf("an empty file: %v", err)
	}
}
