package app_test

import (
	"testing"

	"tramway/internal/access"
	"tramway/internal/app"
	"tramway/internal/lang"
)

// Every role, scope, action, module and forbid has words in every language: what a
// module defines, people read on the page Roles.
func TestEveryRightHasWords(t *testing.T) {
	t.Parallel()
	for _, key := range access.Words(app.Rules()) {
		for _, l := range lang.All {
			if text := lang.Text(l, key, nil); text == key || l != lang.English && text == lang.Text(lang.English, key, nil) {
				t.Errorf("%s has no words in %s", key, l)
			}
		}
	}
}
