package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"tramway/internal/telemetry"
)

// NewLog makes the program's log. What passes through it is redacted: identity
// card numbers, telephone numbers, addresses, secrets.
func NewLog(w io.Writer, cfg Config) (*slog.Logger, error) {
	log, _, err := telemetry.New(w, telemetry.Config{Format: cfg.LogFormat, Level: cfg.LogLevel})
	return log, err
}

// Empty says that nobody has set the installation up.
func (a *App) Empty(ctx context.Context) (bool, error) {
	all, err := a.Host.Organisations(ctx)
	return len(all) == 0, err
}

// PrintConfig lists every setting: its environment variable, its value, its help.
func PrintConfig(w io.Writer, cfg Config) error {
	if err := cfg.complete(); err != nil {
		return err
	}
	return printFields(w, reflect.ValueOf(cfg), "")
}

func printFields(w io.Writer, v reflect.Value, prefix string) error {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Type.Kind() == reflect.Struct {
			if err := printFields(w, v.Field(i), f.Tag.Get("envprefix")); err != nil {
				return err
			}
			continue
		}
		value := fmt.Sprint(v.Field(i).Interface())
		if strings.Contains(value, "://") && f.Name == "Postgres" {
			value = "(set)" // may hold a password
		}
		if _, err := fmt.Fprintf(w, "%-26s %-40s %s\n", prefix+f.Tag.Get("env"), value, f.Tag.Get("help")); err != nil {
			return err
		}
	}
	return nil
}

// OpenAPI is the API's description, made from the same registrations that serve
// it, in an installation that is thrown away.
func OpenAPI() ([]byte, error) {
	dir, err := os.MkdirTemp("", "tramway-openapi-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	a, err := New(context.Background(), Config{Data: filepath.Join(dir, "data"), Listen: "127.0.0.1:8080", Region: "hk", Cipher: "adiantum"}, Options{})
	if err != nil {
		return nil, err
	}
	defer a.Close()
	return a.Server.OpenAPI()
}
