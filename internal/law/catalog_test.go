package law_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tramway/internal/law"
	"tramway/internal/law/check"
)

func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("catalog/" + lang + ".json")
	words := map[string]string{}
	if err == nil {
		err = json.Unmarshal(raw, &words)
	}
	if err != nil {
		t.Fatal(err)
	}
	return words
}

var placeholder = regexp.MustCompile(`\{[a-z0-9_]+\}`)

func TestCataloguesHoldTheSameKeysAndArguments(t *testing.T) {
	t.Parallel()
	en := catalogue(t, "en")
	for _, lang := range law.Languages[1:] {
		words := catalogue(t, lang)
		for key, text := range en {
			other, ok := words[key]
			if !ok || strings.TrimSpace(other) == "" {
				t.Errorf("%s lacks %s", lang, key)
				continue
			}
			a, b := placeholder.FindAllString(text, -1), placeholder.FindAllString(other, -1)
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(a, b) {
				t.Errorf("%s %s: arguments %v, want %v", lang, key, b, a)
			}
		}
		for key := range words {
			if _, ok := en[key]; !ok {
				t.Errorf("en lacks %s of %s", key, lang)
			}
		}
	}
}

// What each fact means is said in every language, and no translation is left over.
func TestEveryHintIsTranslated(t *testing.T) {
	t.Parallel()
	for _, lang := range law.Languages[1:] {
		words := catalogue(t, "hints."+lang)
		used := map[string]bool{}
		for _, topic := range law.Topics() {
			checkHints(t, topic.Name, topic.Keys, law.KeysIn(topic.Keys, lang), words, used)
		}
		for text := range words {
			if !used[text] {
				t.Errorf("%s: no fact has the meaning %q", lang, text)
			}
		}
	}
}

func checkHints(t *testing.T, where string, english, other []law.GivenKey, words map[string]string, used map[string]bool) {
	t.Helper()
	for i, k := range english {
		used[k.Doc] = true
		if words[k.Doc] == "" || other[i].Doc != words[k.Doc] || !hasHan.MatchString(other[i].Doc) {
			t.Errorf("%s.%s: %q has no meaning of its own: %q", where, k.Name, k.Doc, other[i].Doc)
		}
		for n, label := range other[i].Labels {
			if label == k.Words+"."+k.Choices[n] {
				t.Errorf("%s.%s: the choice %s has no name", where, k.Name, k.Choices[n])
			}
		}
		checkHints(t, where+"."+k.Name, k.Fields, other[i].Fields, words, used)
	}
}

var hasHan = regexp.MustCompile(`\p{Han}`)

// keysInUse collects every catalogue key that the code or the data can ask for.
func keysInUse(t *testing.T) []string {
	var keys []string
	for _, lit := range literals(t) {
		if strings.HasPrefix(lit, "line.") || lit == "setting.default" || lit == "setting.chosen" {
			keys = append(keys, lit)
		}
		if head, _, ok := strings.Cut(lit, "."); ok && slices.Contains([]string{"eo", "mwo", "mpf", "open", "cn", "gho", "ld", "company"}, head) && !strings.Contains(lit, " ") && len(lit) > len(head)+1 {
			keys = append(keys, "source."+lit)
		}
	}
	for _, s := range law.AllSettings() {
		keys = append(keys, "setting."+s.Name, "source."+s.Source)
		for _, c := range s.Choices {
			keys = append(keys, "choice."+c)
		}
	}
	for _, table := range allTables() {
		keys = append(keys, table.Title)
		for _, row := range table.Rows {
			keys = append(keys, "source."+row.Source, "status."+row.Status)
		}
	}
	for _, topic := range law.Topics() {
		keys = append(keys, topic.Title)
	}
	for _, k := range law.DeductionKinds() {
		keys = append(keys, "deduction."+k)
	}
	for _, r := range law.EndReasons {
		keys = append(keys, "reason."+r)
	}
	return append(keys, "answer.yes", "answer.no", "answer.undetermined", "basis.calendar_days", "basis.working_days", "basis.hours",
		"cn.workday", "cn.rest_day", "cn.holiday", "cn.undetermined", "payment.severance", "payment.long_service", "payment.none",
		"payment.undetermined", "stage.probation_first_month", "stage.probation_later", "stage.after_probation")
}

func TestEveryKeyInUseIsInTheCatalogue(t *testing.T) {
	t.Parallel()
	for _, lang := range law.Languages {
		words := catalogue(t, lang)
		for _, key := range keysInUse(t) {
			if _, ok := words[key]; !ok {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
		for _, code := range errorCodes(t) {
			if _, ok := words["error."+code]; !ok {
				t.Errorf("%s lacks error.%s", lang, code)
			}
		}
	}
}

func sources(t *testing.T) []*ast.File {
	t.Helper()
	var files []*ast.File
	for _, pattern := range []string{"*.go", "*/*.go", "../civil/*.go", "../money/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
	}
	return files
}

func literals(t *testing.T) []string {
	var out []string
	for _, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					out = append(out, s)
				}
			}
			return true
		})
	}
	return out
}

func errorCodes(t *testing.T) []string {
	var out []string
	for _, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if ok && len(spec.Values) == 1 && strings.HasPrefix(spec.Names[0].Name, "Code") {
				s, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				out = append(out, s)
			}
			return true
		})
	}
	if len(out) < 15 {
		t.Errorf("only %d error codes found", len(out))
	}
	return out
}

// The rules read no clock and use no binary floating point.
func TestRulesUseNoClockAndNoFloats(t *testing.T) {
	t.Parallel()
	banned := []string{"float64", "float32", "complex128"}
	for _, f := range sources(t) {
		for _, imp := range f.Imports {
			if path := strings.Trim(imp.Path.Value, `"`); slices.Contains([]string{"time", "net/http", "database/sql", "math", "math/rand"}, path) {
				t.Errorf("package %s imports %s", f.Name.Name, path)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && slices.Contains(banned, id.Name) {
				t.Errorf("package %s uses %s", f.Name.Name, id.Name)
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.FLOAT {
				t.Errorf("package %s has the literal %s", f.Name.Name, lit.Value)
			}
			return true
		})
	}
}

// Every example has a working, and every line of it, or the error, renders in every language.
func TestEveryWorkingRenders(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"hk-employment-examples", "more-examples"} {
		raw, err := os.ReadFile("testdata/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		examples, err := check.ReadExamples(raw)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range examples {
			given, err := json.Marshal(e.Given)
			if err != nil {
				t.Fatal(err)
			}
			if o := e.Run(); !o.Pass {
				t.Errorf("%s: %v, want %v", e.ID, o.Got, e.Expect)
			}
			a, err := check.Ask(e.Topic, given)
			var bad *law.InputError
			switch {
			case errors.As(err, &bad):
				renders(t, e.ID, bad.MessageKey(), bad.Text)
			case err != nil || len(a.Working) == 0:
				t.Errorf("%s: %d lines, %v", e.ID, len(a.Working), err)
			}
			for _, line := range a.Working {
				renders(t, e.ID, line.Key, line.Text)
				if line.Source != "" {
					renders(t, e.ID, "source."+line.Source, line.SourceText)
				}
			}
		}
	}
}

func renders(t *testing.T, id, key string, text func(lang string) string) {
	t.Helper()
	for _, lang := range law.Languages {
		if s := text(lang); s == key || s == "" || strings.ContainsAny(s, "{}") {
			t.Errorf("%s %s: %s renders as %q", id, lang, key, s)
		}
	}
}
