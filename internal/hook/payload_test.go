package hook

import (
	"testing"

	"tramway/internal/fault"
)

// FuzzRead: whatever a program sends is either something to say or refused as its mistake.
func FuzzRead(f *testing.F) {
	for _, one := range []string{`{"text":"x","mentions":["all"]}`, `{"msgtype":"text","text":{"content":"x"},"at":{"isAtAll":true}}`, `{"msgtype":"markdown","markdown":{"text":"x"}}`,
		`{"text":{}}`, `{"text":null}`, `[]`, `{"msgtype":5}`, ``} {
		f.Add([]byte(one))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		text, _, err := read(body)
		if (err == nil) == (text == "") || err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %q, %v", body, text, err)
		}
	})
}
