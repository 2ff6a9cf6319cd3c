package app

import (
	"fmt"
	"os"
	"strings"

	"tramway/internal/chat"
	"tramway/internal/translator"
)

// TranslateConfig says which server translates messages.
type TranslateConfig struct {
	URL     string `help:"Address of a translation server with the HTTP API of LibreTranslate, such as https://translate.example.hk; each organisation decides whether messages may go there. Empty: none." env:"URL"`
	KeyFile string `help:"File with its API key, if it asks for one." type:"path" env:"KEY_FILE"`
}

// translator is the server, or nobody.
func (c TranslateConfig) translator() (chat.Translator, error) {
	if c.URL == "" {
		return nil, nil
	}
	key := ""
	if c.KeyFile != "" {
		raw, err := os.ReadFile(c.KeyFile)
		if err != nil {
			return nil, fmt.Errorf("--translate-key-file: %w", err)
		}
		key = strings.TrimSpace(string(raw))
	}
	s, err := translator.New(translator.Config{URL: c.URL, Key: key})
	if err != nil {
		return nil, fmt.Errorf("--translate-url: %w", err)
	}
	return s, nil
}
