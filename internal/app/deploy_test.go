package app

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The container files name the program's own flags and variables, and parse.
func TestContainerFilesFitTheProgram(t *testing.T) {
	t.Parallel()
	compose, err := os.ReadFile("../../deploy/compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var c struct {
		Services map[string]struct {
			Environment map[string]string `yaml:"environment"`
			Volumes     []string          `yaml:"volumes"`
		} `yaml:"services"`
	}
	if err := yaml.Unmarshal(compose, &c); err != nil {
		t.Fatal(err)
	}
	for name := range c.Services["tramway"].Environment {
		if !known(t, name) {
			t.Errorf("compose.yaml sets %s, which the program does not read", name)
		}
	}
	if len(c.Services["tramway"].Volumes) != 1 {
		t.Error("compose.yaml keeps no data")
	}
	docker, err := os.ReadFile("../../deploy/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"FROM debian:", "USER tramway", `ENTRYPOINT ["/usr/local/bin/tramway"]`, `"--data"`, `"--listen"`} {
		if !strings.Contains(string(docker), want) {
			t.Errorf("Dockerfile lacks %s", want)
		}
	}
	unit, err := os.ReadFile("../../deploy/tramway.service")
	if err != nil || !regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/tramway serve --data /var/lib/tramway$`).Match(unit) {
		t.Errorf("the unit does not start the program: %v", err)
	}
}

func known(t *testing.T, variable string) bool {
	t.Helper()
	var b strings.Builder
	if err := PrintConfig(&b, Config{Data: "data", Listen: "127.0.0.1:8080", Region: "hk"}); err != nil {
		t.Fatal(err)
	}
	return strings.Contains(b.String(), variable)
}
