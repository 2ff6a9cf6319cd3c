package plan

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tramway/internal/fault"
	"tramway/internal/lang"
)

func TestARefusalNamesThePlanAndTheLimit(t *testing.T) {
	t.Parallel()
	free, _ := Preset("free")
	basic, _ := Preset("basic")
	for _, k := range []struct {
		err        error
		code, text string
	}{
		{Plan{}.Allow(Members, 1<<40), "", ""},
		{free.Allow(Members, 100), "", ""},
		{free.Allow(Members, 101), "plan_limit", "The plan “free” has room for: 100 (members)."},
		{basic.Allow(Storage, 2<<40+1), "plan_limit", "The plan “basic” has room for: 2 TB (storage for files)."},
		{free.Allow(Grants, 1), "not_in_plan", "The plan “free” does not include: single rights beside the roles."},
	} {
		f := fault.Of(k.err)
		if f == nil {
			if k.code != "" {
				t.Errorf("allowed, want %s", k.code)
			}
			continue
		}
		if text := lang.Text(lang.English, "error."+f.Code, f.Args); f.Code != k.code || f.Kind != fault.Denied || !strings.HasPrefix(text, k.text) {
			t.Errorf("%s: %s", f.Code, text)
		}
	}
}

func TestAPlanIsHeldAgainstTheClosedList(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		plan Plan
		want string
	}{
		{Plan{Name: "gold", Limits: map[string]int64{Members: 5}, Off: map[string]bool{RecordExport: true}}, "<nil>"},
		{Plan{Name: "Gold plan"}, "invalid [path.name: plan_name]"},
		{Plan{Name: "x", Limits: map[string]int64{"wishes": 3, Members: -1}}, "invalid [body.limits.members: invalid_value] [body.limits.wishes: unknown_choice]"},
		{Plan{Name: "x", Limits: map[string]int64{Grants: 3}, Off: map[string]bool{Members: true}}, "invalid [body.limits.grants: unknown_choice] [body.off.members: unknown_choice]"},
	} {
		if got := fmt.Sprint(k.plan.Check()); got != k.want {
			t.Errorf("%+v: %s, want %s", k.plan, got, k.want)
		}
	}
}

// What a larger preset adds to the smaller, and nothing else: limits stay as they were but
// for the largest, which has none.
func TestEachPresetAddsExactlyItsFunctions(t *testing.T) {
	t.Parallel()
	adds := func(from, to string) string {
		a, _ := Preset(from)
		b, _ := Preset(to)
		if !maps.Equal(a.Limits, b.Limits) && to != "enterprise" {
			t.Errorf("%s has other limits than %s", to, from)
		}
		var out []string
		for _, n := range Names {
			if a.Off[n.Name] && !b.Off[n.Name] {
				out = append(out, n.Name)
			} else if b.Off[n.Name] && !a.Off[n.Name] {
				out = append(out, "not "+n.Name)
			}
		}
		return strings.Join(out, " ")
	}
	for _, k := range []struct{ from, to, want string }{
		{"basic", "professional", "record_export sso api record_send"},
		{"professional", "enterprise", "grants record_review own_key frameworks region"},
	} {
		if got := adds(k.from, k.to); got != k.want {
			t.Errorf("%s to %s: %s, want %s", k.from, k.to, got, k.want)
		}
	}
	if enterprise, _ := Preset("enterprise"); len(enterprise.Limits)+len(enterprise.Off) != 0 {
		t.Errorf("%+v", enterprise)
	}
}

// A name that nothing asks about would be a promise nobody keeps.
func TestEveryNameIsAskedAndHasWords(t *testing.T) {
	t.Parallel()
	asked := selectors(t)
	constants := map[string]string{Members: "Members", Administrators: "Administrators", Storage: "Storage", MessageDays: "MessageDays", Grants: "Grants", RecordExport: "RecordExport", SSO: "SSO",
		API: "API", RecordSend: "RecordSend", RecordReview: "RecordReview", OwnKey: "OwnKey", Frameworks: "Frameworks", Region: "Region"}
	for _, n := range Names {
		if !asked[constants[n.Name]] {
			t.Errorf("nobody asks for %s", n.Name)
		}
		for _, l := range lang.All {
			if key := string(Words(n.Name)); lang.Text(l, key, nil) == key {
				t.Errorf("%s has no words in %s", n.Name, l)
			}
		}
	}
	for _, p := range Presets {
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		for _, what := range slices.Concat(slices.Collect(maps.Keys(p.Limits)), slices.Collect(maps.Keys(p.Off))) {
			if _, known := KindOf(what); !known {
				t.Errorf("%s has %s, which is not in the list", p.Name, what)
			}
		}
	}
}

// selectors are the names that the program gives to Allow.
func selectors(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is || len(call.Args) == 0 {
				return true
			}
			if of, is := call.Fun.(*ast.SelectorExpr); !is || of.Sel.Name != "Allow" {
				return true
			}
			if s, is := call.Args[0].(*ast.SelectorExpr); is && fmt.Sprint(s.X) == "plan" {
				out[s.Sel.Name] = true
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
