package rules

import (
	"slices"
	"strings"
	"testing"
)

func named(c Content, template string, policy bool) string {
	var out []string
	for _, f := range c.Missing(template, policy) {
		out = append(out, strings.TrimPrefix(f.Location, "body.content.")+" "+f.Code)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

var whole = Content{En: Wording{Title: "WhatsApp is not for work", Background: "Customer data left by it.", Consequences: "A warning.", Contact: "it@harbour.example"},
	EffectiveOn: "2026-12-01", Disciplinary: true}

// Whatever part of the four is taken away, that field is named and nothing else.
func TestEachOfTheFourPartsIsAsked(t *testing.T) {
	t.Parallel()
	if got := named(whole, Four, false); got != "" {
		t.Errorf("whole: %s", got)
	}
	for want, take := range map[string]func(*Content){
		"en.title required":                 func(c *Content) { c.En.Title = " " },
		"en.background required":            func(c *Content) { c.En.Background = "\n" },
		"en.consequences required":          func(c *Content) { c.En.Consequences = "" },
		"en.contact required":               func(c *Content) { c.En.Contact = "" },
		"effective_on required":             func(c *Content) { c.EffectiveOn = "" },
		"effective_on day":                  func(c *Content) { c.EffectiveOn = "2026-02-30" },
		"disciplinary consequence_required": func(c *Content) { c.Disciplinary = false },
		"zh.background required, zh.consequences required, zh.contact required": func(c *Content) { c.Zh.Title = "不得用於工作" },
	} {
		c := whole
		take(&c)
		if got := named(c, Four, false); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	legal := whole
	legal.Disciplinary, legal.Liability = false, true
	if got := named(legal, Four, false); got != "" {
		t.Errorf("legal liability alone: %s", got)
	}
}

func TestTheFreeFormAsksForATitleAndAText(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]Content{
		"en.title required": {},
		"":                  {Zh: Wording{Title: "颱風", Body: "八號風球"}},
		"zh.body required":  {En: Wording{Title: "Typhoon", Body: "Signal 8"}, Zh: Wording{Title: "颱風"}},
	} {
		if got := named(c, Free, false); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := named(Content{En: Wording{Title: "Acceptable use", Body: "…"}}, Free, true); got != "effective_on required" {
		t.Errorf("a policy: %s", got)
	}
}

func TestVersionsOfAPolicyAreNumbered(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		from string
		anew bool
		want string
	}{{"1.0", false, "1.1"}, {"1.9", false, "1.10"}, {"1.10", true, "2.0"}, {"", true, "1.0"}} {
		if got := NextLabel(k.from, k.anew); got != k.want {
			t.Errorf("after %s, anew %v: %s, want %s", k.from, k.anew, got, k.want)
		}
	}
}
