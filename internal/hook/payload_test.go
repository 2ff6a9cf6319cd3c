package hook

import (
	"testing"

	"tramway/internal/fault"
)

// FuzzRead: whatever a program sends is either something to say or refused as its mistake.
func FuzzRead(f *testing.F) {
	for _, one := range []string{`{"text":"x","mentions":["all"]}`, `{"msgtype":"text","text":{"content":"x"},"at":{"isAtAll":true}}`, `{"msgtype":"markdown","markdown":{"text":"x"}}`,
		`{"text":"x","card":{"v":1,"blocks":[{"type":"text","text":"y"}]}}`, `{"card":null}`, `{"text":[],"card":{"v":1,"blocks":[{"type":"divider"}]}}`,
		`{"msgtype":"actionCard","actionCard":{"text":"x","singleTitle":"Go","singleURL":"dingtalk://dingtalkclient/page/link?url=https%3A%2F%2Fa.example"}}`,
		`{"msgtype":"actionCard","actionCard":{"text":"x","btns":[{"title":"Go","actionURL":"https://a.example"}]}}`,
		`{"text":{}}`, `{"text":null}`, `[]`, `{"msgtype":5}`, ``} {
		f.Add([]byte(one))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		said, err := read(body)
		if (err == nil) == (said.text == "" && said.card == nil) || err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v, %v", body, said, err)
		}
	})
}
