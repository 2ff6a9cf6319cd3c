package history_test

import (
	"strings"
	"testing"

	"tramway/internal/chatimport/internal/history"
)

func TestAConversationIsDescribedOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ topic, purpose, want string }{
		{" Tides ", "For all who sail", "Tides\nFor all who sail"},
		{"Tides and winds", "winds", "Tides and winds"},
		{"", "\x00潮汐", "潮汐"},
		{" ", "", ""},
	} {
		if got, cut := history.Described(c.topic, c.purpose); got != c.want || cut != "" {
			t.Errorf("%q, %q: %q, cut %q", c.topic, c.purpose, got, cut)
		}
	}
	long := strings.Repeat("潮", 1001)
	if got, cut := history.Described(long, ""); got != strings.Repeat("潮", 1000) || cut != long {
		t.Errorf("a long one: %d, cut %d bytes", len(got), len(cut))
	}
}
