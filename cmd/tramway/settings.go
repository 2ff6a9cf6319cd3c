package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// settings are those of a file named by --config: YAML, one line for each flag by
// its name. A flag counts more than the environment, that more than the file, and
// the file more than what is preset.
type settings map[string]any

// readSettings is a kong.ConfigurationLoader.
func readSettings(r io.Reader) (kong.Resolver, error) {
	s := map[string]any{}
	d := yaml.NewDecoder(io.LimitReader(r, 1<<20))
	if err := d.Decode(&s); err != nil && err != io.EOF {
		return nil, fmt.Errorf("the settings file: %w", err)
	}
	return settings(s), nil
}

// Validate names what no command knows, since a setting with a slip in its name
// would otherwise be one that was never made.
func (s settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			known[f.Name] = true
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(app.Node)
	var bad []string
	for name := range s {
		if !known[name] {
			bad = append(bad, name)
		}
	}
	if len(bad) > 0 {
		slices.Sort(bad)
		return fmt.Errorf("the settings file: no setting is called %s; `tramway serve --help` lists them", strings.Join(bad, ", "))
	}
	return nil
}

// Resolve implements kong.Resolver.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	v, ok := s[flag.Name]
	if !ok || slices.ContainsFunc(flag.Envs, func(name string) bool { return os.Getenv(name) != "" }) {
		return nil, nil
	}
	return plain(v), nil
}

// plain writes a value as somebody would on the command line.
func plain(v any) any {
	switch v := v.(type) {
	case []any:
		words := make([]string, len(v))
		for i, one := range v {
			words[i] = fmt.Sprint(one)
		}
		return strings.Join(words, ",")
	case map[string]any:
		var words []string
		for key, one := range v {
			words = append(words, fmt.Sprintf("%s=%v", key, one))
		}
		slices.Sort(words)
		return strings.Join(words, ";")
	case string, bool:
		return v
	}
	return fmt.Sprint(v)
}
